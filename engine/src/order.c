/* Rows are sorted through an index and copied; a table that is in order already stays as it is.
 * Shapes compare by coordinates, and differences of coordinates do not depend on the origin. */
#define _GNU_SOURCE /* qsort_r */
#include "order.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int wg_compare_shapes(const wg_shapes *shapes, int64_t a, int64_t b)
{
  if (shapes->kind[a] != shapes->kind[b]) return shapes->kind[a] < shapes->kind[b] ? -1 : 1;
  int64_t rings_a = shapes->ring_start[a + 1] - shapes->ring_start[a];
  int64_t rings_b = shapes->ring_start[b + 1] - shapes->ring_start[b];
  if (rings_a != rings_b) return rings_a < rings_b ? -1 : 1;
  for (int64_t r = 0; r < rings_a; r++) {
    int64_t count_a, count_b;
    const wg_point *p = wg_shapes_ring(shapes, shapes->ring_start[a] + r, &count_a);
    const wg_point *q = wg_shapes_ring(shapes, shapes->ring_start[b] + r, &count_b);
    if (count_a != count_b) return count_a < count_b ? -1 : 1;
    for (int64_t i = 0; i < count_a; i++) {
      if (p[i].x != q[i].x) return p[i].x < q[i].x ? -1 : 1;
      if (p[i].y != q[i].y) return p[i].y < q[i].y ? -1 : 1;
    }
  }
  return 0;
}

/* A table seen through its sort keys: up to two text columns, then the shape, then a number. */
typedef struct table {
  const wg_shapes *shapes;
  const wg_texts *texts;
  const wg_text *first, *second; /* NULL: no such key */
  const int32_t *number;         /* likewise */
} table;

static int compare_text(const table *t, const wg_text *column, int64_t a, int64_t b)
{
  if (column == NULL) return 0;
  if ((column[a] == WG_NO_TEXT) != (column[b] == WG_NO_TEXT)) return column[a] == WG_NO_TEXT ? 1 : -1;
  return strcmp(wg_texts_get(t->texts, column[a]), wg_texts_get(t->texts, column[b]));
}

static int compare_rows(const void *left, const void *right, void *user)
{
  const table *t = user;
  int64_t a = *(const int64_t *)left, b = *(const int64_t *)right;
  int order = compare_text(t, t->first, a, b);
  if (order == 0) order = compare_text(t, t->second, a, b);
  if (order == 0) order = wg_compare_shapes(t->shapes, a, b);
  if (order == 0 && t->number != NULL)
    order = (t->number[a] > t->number[b]) - (t->number[a] < t->number[b]);
  return order;
}

/* The sorted index of a table; *sorted: it was in order already. */
static wg_status sort_rows(wg_context *context, table *t, int64_t **index, bool *sorted)
{
  int64_t count = t->shapes->count;
  WG_TRY(wg_allocate(context, index, (size_t)count, sizeof **index));
  *sorted = true;
  for (int64_t i = 0; i < count; i++) {
    (*index)[i] = i;
    if (i > 0 && *sorted) *sorted = compare_rows(&(*index)[i - 1], &(*index)[i], t) <= 0;
  }
  if (!*sorted) qsort_r(*index, (size_t)count, sizeof **index, compare_rows, t);
  return WG_OK;
}

static wg_status copy_text(wg_texts *to, wg_context *context, const wg_texts *from, wg_text text,
                           wg_text *out)
{
  return wg_texts_add(to, context, text == WG_NO_TEXT ? NULL : wg_texts_get(from, text), -1, out);
}

/* --- communities ------------------------------------------------------------------------------ */

static wg_status name_missing_code(wg_communities *all, wg_context *context, int64_t row,
                                   wg_findings *findings)
{
  wg_finding *finding;
  if (all->name[row] != WG_NO_TEXT) all->code[row] = all->name[row];
  else WG_TRY(wg_texts_format(&all->texts, context, &all->code[row], "unnamed-%lld",
                              (long long)row + 1));
  WG_TRY(wg_findings_add(findings, context, WG_FINDING_MISSING_COMMUNITY_CODE, &finding));
  WG_TRY(wg_texts_add(&findings->texts, context, wg_texts_get(&all->texts, all->code[row]), -1,
                      &finding->subject));
  WG_TRY(wg_texts_add(&findings->texts, context,
                      wg_in(context, "The community has no code; its name stands in for it.",
                            "该社区没有代码，以名称代替。"),
                      -1, &finding->reason));
  return wg_texts_add(&findings->texts, context,
                      wg_in(context, "Fill in the 12-digit community code.", "请补填12位社区代码。"),
                      -1, &finding->remedy);
}

static wg_status report_same_code(const wg_communities *all, wg_context *context, int64_t row,
                                  bool same_shape, wg_findings *findings)
{
  wg_finding *finding;
  WG_TRY(wg_findings_add(findings, context, WG_FINDING_DUPLICATE_COMMUNITY_CODE, &finding));
  WG_TRY(wg_texts_format(&findings->texts, context, &finding->subject, "%s (%s)",
                         wg_texts_get(&all->texts, all->name[row]),
                         wg_texts_get(&all->texts, all->code[row])));
  const char *reason =
      same_shape ? wg_in(context, "The same community is there twice; one was dropped.",
                         "同一社区出现两次，已去掉一个。")
                 : wg_in(context, "Several features have this code; they were taken as its parts.",
                         "多个要素使用同一代码，已作为同一社区的各部分处理。");
  WG_TRY(wg_texts_add(&findings->texts, context, reason, -1, &finding->reason));
  return wg_texts_add(&findings->texts, context,
                      wg_in(context, "Give different communities different codes.",
                            "不同社区请使用不同代码。"),
                      -1, &finding->remedy);
}

/* Adds the rings of a shape of another set to the last shape of `to`. */
static wg_status add_rings(wg_shapes *to, wg_context *context, const wg_shapes *from, int64_t row)
{
  for (int64_t r = from->ring_start[row]; r < from->ring_start[row + 1]; r++) {
    int64_t count;
    const wg_point *points = wg_shapes_ring(from, r, &count);
    WG_TRY(wg_shapes_begin_ring(to, context));
    for (int64_t i = 0; i < count; i++) WG_TRY(wg_shapes_add_point(to, context, points[i]));
  }
  return WG_OK;
}

static wg_status add_community(wg_communities *out, wg_context *context, const wg_communities *all,
                               int64_t row)
{
  int64_t index;
  WG_TRY(wg_communities_append(out, context, &index));
  WG_TRY(copy_text(&out->texts, context, &all->texts, all->code[row], &out->code[index]));
  WG_TRY(copy_text(&out->texts, context, &all->texts, all->name != NULL ? all->name[row] : WG_NO_TEXT, &out->name[index]));
  out->parts[index] = all->parts[row];
  out->row[index] = all->row[row];
  return wg_shapes_copy(&out->shapes, context, &all->shapes, row);
}

static wg_status gather_communities(wg_communities *out, wg_context *context,
                                    const wg_communities *all, const int64_t *index,
                                    wg_findings *findings)
{
  for (int64_t i = 0; i < all->shapes.count; i++) {
    int64_t row = index[i], before = i > 0 ? index[i - 1] : -1;
    const char *code = wg_texts_get(&all->texts, all->code[row]);
    if (before < 0 || strcmp(code, wg_texts_get(&all->texts, all->code[before])) != 0) {
      WG_TRY(add_community(out, context, all, row));
      continue;
    }
    bool same = wg_compare_shapes(&all->shapes, before, row) == 0;
    WG_TRY(report_same_code(all, context, row, same, findings));
    int32_t *parts = &out->parts[out->shapes.count - 1];
    if (all->parts[row] > *parts) *parts = all->parts[row];
    if (!same) WG_TRY(add_rings(&out->shapes, context, &all->shapes, row));
  }
  return WG_OK;
}

wg_status wg_order_communities(wg_communities *communities, wg_context *context,
                               wg_findings *findings)
{
  for (int64_t i = 0; i < communities->shapes.count; i++)
    if (communities->code[i] == WG_NO_TEXT)
      WG_TRY(name_missing_code(communities, context, i, findings));
  wg_communities out = {0};
  int64_t *index = NULL;
  bool sorted;
  table t = {&communities->shapes, &communities->texts, communities->code, NULL, NULL};
  wg_status status = sort_rows(context, &t, &index, &sorted);
  if (status == WG_OK) status = gather_communities(&out, context, communities, index, findings);
  wg_release(context, index);
  if (status == WG_OK) {
    wg_communities swapped = *communities;
    *communities = out;
    out = swapped;
  }
  wg_communities_free(&out, context);
  return status;
}

/* --- buildings -------------------------------------------------------------------------------- */

static wg_status copy_building(wg_buildings *out, wg_context *context, const wg_buildings *all,
                               int64_t row)
{
  int64_t index;
  WG_TRY(wg_buildings_append(out, context, &index));
  WG_TRY(copy_text(&out->texts, context, &all->texts, all->id[row], &out->id[index]));
  WG_TRY(copy_text(&out->texts, context, &all->texts, all->compound[row], &out->compound[index]));
  WG_TRY(copy_text(&out->texts, context, &all->texts, all->name[row], &out->name[index]));
  WG_TRY(copy_text(&out->texts, context, &all->texts, all->grid[row], &out->grid[index]));
  out->households[index] = all->households[row];
  out->persons[index] = all->persons[row];
  out->floors[index] = all->floors[row];
  out->entrances[index] = all->entrances[row];
  out->source[index] = all->source[row];
  out->exempt[index] = all->exempt[row];
  out->row[index] = all->row[row];
  for (int32_t f = 0; f < all->alike_count; f++) out->alike[f][index] = all->alike[f][row];
  return wg_shapes_copy(&out->shapes, context, &all->shapes, row);
}

/* Names the duplicates: one finding with the number of ids and the first of them. */
static wg_status report_duplicates(wg_context *context, const wg_texts *names, int64_t count,
                                   wg_findings *findings)
{
  wg_finding *finding;
  if (count == 0) return WG_OK;
  WG_TRY(wg_findings_add(findings, context, WG_FINDING_DUPLICATE_BUILDING_ID, &finding));
  WG_TRY(wg_texts_add(&findings->texts, context, names->bytes, -1, &finding->subject));
  WG_TRY(wg_texts_format(&findings->texts, context, &finding->reason,
                         wg_in(context,
                               "%lld buildings carry an id that another has too; '#2', '#3' … was "
                               "added to theirs.",
                               "%lld 栋楼的编号与其他楼重复，已加后缀“#2”“#3”…。"),
                         (long long)count));
  return wg_texts_add(&findings->texts, context,
                      wg_in(context, "Give every building an id of its own.",
                            "请为每栋楼设置唯一编号。"),
                      -1, &finding->remedy);
}

/* Whether a building has that id already; ids that were read are sorted, missing ones last. */
static bool is_taken(const wg_buildings *all, const wg_text *ids, int64_t count, const char *id)
{
  int64_t low = 0, high = count;
  while (low < high) {
    int64_t middle = low + (high - low) / 2;
    if (strcmp(wg_texts_get(&all->texts, ids[middle]), id) < 0) low = middle + 1;
    else high = middle;
  }
  return low < count && strcmp(wg_texts_get(&all->texts, ids[low]), id) == 0;
}

/* What settling the ids of a table needs. */
typedef struct settling {
  wg_buildings *all;
  wg_context *context;
  wg_text *read;    /* the ids as read, sorted */
  int64_t given;    /* so many; the rows after them have none */
  wg_texts names;   /* one text: the first ids that several have, comma separated */
  int64_t listed, duplicates;
} settling;

static wg_status list_name(settling *s, const char *id)
{
  wg_text unused;
  if (s->listed++ >= 20) return WG_OK;
  if (s->names.size > 0) s->names.size--; /* continue the text before */
  return wg_texts_format(&s->names, s->context, &unused, "%s'%.480s'",
                         s->names.size > 0 ? ", " : "", id);
}

/* Gives the row the first free id of the form stem#2, stem#3 …; *copies counts on. */
static wg_status add_suffix(settling *s, int64_t row, int64_t *copies)
{
  char text[512];
  do
    snprintf(text, sizeof text, "%.480s#%lld", wg_texts_get(&s->all->texts, s->read[row]),
             (long long)++*copies);
  while (is_taken(s->all, s->read, s->given, text));
  s->duplicates++;
  return wg_texts_add(&s->all->texts, s->context, text, -1, &s->all->id[row]);
}

static wg_status name_rows(settling *s)
{
  int64_t copies = 1;
  for (int64_t i = 1; i < s->given; i++) {
    const char *id = wg_texts_get(&s->all->texts, s->read[i]);
    if (strcmp(id, wg_texts_get(&s->all->texts, s->read[i - 1])) != 0) {
      copies = 1;
      continue;
    }
    if (copies == 1) WG_TRY(list_name(s, id));
    WG_TRY(add_suffix(s, i, &copies));
  }
  for (int64_t i = s->given, number = i + 1; i < s->all->shapes.count; i++, number++) {
    char text[32];
    for (;; number++) {
      snprintf(text, sizeof text, "B%07lld", (long long)number);
      if (!is_taken(s->all, s->read, s->given, text)) break;
    }
    WG_TRY(wg_texts_add(&s->all->texts, s->context, text, -1, &s->all->id[i]));
  }
  return WG_OK;
}

/* Makes ids unique and fills in missing ones. Rows are sorted by id, missing ones last. */
static wg_status settle_ids(wg_buildings *all, wg_context *context, wg_findings *findings)
{
  settling s = {.all = all, .context = context};
  size_t count = (size_t)all->shapes.count;
  WG_TRY(wg_allocate(context, &s.read, count, sizeof *s.read));
  if (count > 0) memcpy(s.read, all->id, count * sizeof *s.read);
  while (s.given < all->shapes.count && s.read[s.given] != WG_NO_TEXT) s.given++;
  wg_status status = name_rows(&s);
  if (status == WG_OK) status = report_duplicates(context, &s.names, s.duplicates, findings);
  wg_texts_free(&s.names, context);
  wg_release(context, s.read);
  return status;
}

wg_status wg_order_buildings(wg_buildings *buildings, wg_context *context, wg_findings *findings)
{
  wg_buildings out = {.alike_count = buildings->alike_count};
  int64_t *index = NULL;
  bool sorted;
  memcpy(out.alike_is_number, buildings->alike_is_number, sizeof out.alike_is_number);
  table t = {&buildings->shapes, &buildings->texts, buildings->id, NULL,
             buildings->households};
  wg_status status = sort_rows(context, &t, &index, &sorted);
  if (status != WG_OK || sorted) goto done;
  for (int64_t i = 0; i < buildings->shapes.count; i++)
    WG_TRY_DONE(copy_building(&out, context, buildings, index[i]));
  wg_buildings swapped = *buildings;
  *buildings = out;
  out = swapped;
done:
  wg_release(context, index);
  wg_buildings_free(&out, context);
  return status != WG_OK ? status : settle_ids(buildings, context, findings);
}

/* --- barriers and crossings ------------------------------------------------------------------- */

static wg_status copy_barrier(wg_barriers *out, wg_context *context, const wg_barriers *all,
                              int64_t row)
{
  int64_t index;
  WG_TRY(wg_barriers_append(out, context, &index));
  WG_TRY(copy_text(&out->texts, context, &all->texts, all->kind[row], &out->kind[index]));
  WG_TRY(copy_text(&out->texts, context, &all->texts, all->name[row], &out->name[index]));
  out->class_[index] = all->class_[row];
  out->road[index] = all->road[row];
  out->underground[index] = all->underground[row];
  return wg_shapes_copy(&out->shapes, context, &all->shapes, row);
}

wg_status wg_order_barriers(wg_barriers *barriers, wg_context *context)
{
  wg_barriers out = {0};
  int64_t *index = NULL;
  bool sorted;
  table t = {&barriers->shapes, &barriers->texts, barriers->kind, barriers->name, NULL};
  wg_status status = sort_rows(context, &t, &index, &sorted);
  if (status != WG_OK || sorted) goto done;
  for (int64_t i = 0; i < barriers->shapes.count; i++)
    WG_TRY_DONE(copy_barrier(&out, context, barriers, index[i]));
  wg_barriers swapped = *barriers;
  *barriers = out;
  out = swapped;
done:
  wg_release(context, index);
  wg_barriers_free(&out, context);
  return status;
}

wg_status wg_order_crossings(wg_crossings *crossings, wg_context *context)
{
  wg_crossings out = {0};
  int64_t *index = NULL;
  bool sorted;
  table t = {&crossings->shapes, &crossings->texts, crossings->name, NULL, NULL};
  wg_status status = sort_rows(context, &t, &index, &sorted);
  if (status != WG_OK || sorted) goto done;
  for (int64_t i = 0; i < crossings->shapes.count; i++) {
    int64_t row;
    WG_TRY_DONE(wg_crossings_append(&out, context, &row));
    WG_TRY_DONE(copy_text(&out.texts, context, &crossings->texts, crossings->name[index[i]],
                          &out.name[row]));
    out.made[row] = crossings->made[index[i]];
    WG_TRY_DONE(wg_shapes_copy(&out.shapes, context, &crossings->shapes, index[i]));
  }
  wg_crossings swapped = *crossings;
  *crossings = out;
  out = swapped;
done:
  wg_release(context, index);
  wg_crossings_free(&out, context);
  return status;
}

wg_status wg_order_zones(wg_zones *zones, wg_context *context)
{
  wg_zones out = {0};
  int64_t *index = NULL;
  bool sorted;
  table t = {&zones->shapes, &zones->texts, zones->name, NULL, NULL};
  wg_status status = sort_rows(context, &t, &index, &sorted);
  if (status != WG_OK || sorted) goto done;
  for (int64_t i = 0; i < zones->shapes.count; i++) {
    int64_t row;
    WG_TRY_DONE(wg_zones_append(&out, context, &row));
    WG_TRY_DONE(copy_text(&out.texts, context, &zones->texts, zones->name[index[i]], &out.name[row]));
    WG_TRY_DONE(wg_shapes_copy(&out.shapes, context, &zones->shapes, index[i]));
  }
  wg_zones swapped = *zones;
  *zones = out;
  out = swapped;
done:
  wg_release(context, index);
  wg_zones_free(&out, context);
  return status;
}
