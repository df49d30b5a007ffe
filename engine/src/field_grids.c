#include "field_grids.h"

#include <stdlib.h>
#include <string.h>

typedef struct coded_building {
  const char *code; /* borrowed */
  int64_t building;
  int32_t community;
} coded_building;

static int compare_coded(const void *left, const void *right)
{
  const coded_building *a = left, *b = right;
  if (a->community != b->community) return a->community < b->community ? -1 : 1;
  int order = strcmp(a->code, b->code);
  return order != 0 ? order : (a->building > b->building) - (a->building < b->building);
}

wg_status wg_field_grids_asked(bool *out, wg_context *context, const wg_plan_options *options,
                               const wg_source_file *grids)
{
  *out = options->field_grid != NULL;
  if (!*out || (grids->path == NULL && grids->memory == NULL)) return WG_OK;
  return wg_fail(context, WG_MISUSE, "%s",
                 wg_in(context,
                       "The existing grids are either areas (--grids) or a field of the buildings "
                       "(--grids-field), not both.",
                       "现有网格或为面（--grids），或为楼栋字段（--grids-field），不能同时给出。"));
}

/* The number that the default template puts after the community's code. */
static bool is_exempt(const char *code, const char *community)
{
  size_t length = strlen(community);
  if (strncmp(code, community, length) != 0 || strlen(code) != length + 3) return false;
  for (int i = 0; i < 3; i++)
    if (code[length + i] < '0' || code[length + i] > '9') return false;
  return atoi(code + length) > 900;
}

static wg_status add_row(wg_field_grids *out, wg_context *context, const wg_plan *plan,
                         const coded_building *first)
{
  const wg_communities *all = &plan->communities;
  const char *community = wg_texts_get(&all->texts, all->code[first->community]);
  int64_t row;
  WG_TRY(wg_grids_append(&out->read, context, &row));
  WG_TRY(wg_shapes_begin(&out->read.shapes, context, WG_SHAPE_NONE));
  WG_TRY(wg_texts_add(&out->read.texts, context, first->code, -1, &out->read.code[row]));
  WG_TRY(wg_texts_add(&out->read.texts, context, community, -1, &out->read.community[row]));
  out->read.kind[row] = is_exempt(first->code, community) ? WG_GRID_KIND_EXEMPT : WG_GRID_KIND_BASE;
  out->community_of_row[row] = first->community;
  return WG_OK;
}

static wg_status add_rows(wg_field_grids *out, wg_context *context, const wg_plan *plan,
                          const coded_building *coded, int64_t count)
{
  int64_t communities = plan->communities.shapes.count, c = 0;
  for (int64_t i = 0; i < count; i++) {
    bool is_new = i == 0 || coded[i].community != coded[i - 1].community ||
                  strcmp(coded[i].code, coded[i - 1].code) != 0;
    while (c <= coded[i].community) out->first[c++] = out->read.shapes.count;
    if (is_new) WG_TRY(add_row(out, context, plan, &coded[i]));
    out->of_building[coded[i].building] = (int32_t)out->read.shapes.count - 1;
  }
  while (c <= communities) out->first[c++] = out->read.shapes.count;
  return WG_OK;
}

static wg_status refuse_empty(wg_context *context)
{
  return wg_fail(context, WG_EMPTY, "%s",
                 wg_in(context,
                       "No building in a community has a code in the field of --grids-field.",
                       "社区内没有一栋楼在 --grids-field 指定的字段中有编码。"));
}

wg_status wg_field_grids_make(wg_field_grids *out, wg_context *context, const wg_plan *plan)
{
  const wg_buildings *all = &plan->buildings;
  size_t buildings = (size_t)all->shapes.count,
         communities = (size_t)plan->communities.shapes.count;
  coded_building *coded = NULL;
  int64_t count = 0;
  wg_status status;
  memset(out, 0, sizeof *out);
  WG_TRY_DONE(wg_allocate(context, &coded, buildings, sizeof *coded));
  WG_TRY_DONE(wg_allocate(context, &out->of_building, buildings, sizeof *out->of_building));
  WG_TRY_DONE(wg_allocate(context, &out->first, communities + 1, sizeof *out->first));
  for (int64_t b = 0; b < all->shapes.count; b++) {
    out->of_building[b] = -1;
    if (all->community[b] >= 0 && all->grid[b] != WG_NO_TEXT)
      coded[count++] =
          (coded_building){wg_texts_get(&all->texts, all->grid[b]), b, all->community[b]};
  }
  WG_TRY_DONE(
      wg_allocate(context, &out->community_of_row, (size_t)count, sizeof *out->community_of_row));
  if (count > 0) qsort(coded, (size_t)count, sizeof *coded, compare_coded);
  WG_TRY_DONE(count > 0 ? add_rows(out, context, plan, coded, count) : refuse_empty(context));
done:
  wg_release(context, coded);
  if (status != WG_OK) wg_field_grids_free(out, context);
  return status;
}

void wg_field_grids_free(wg_field_grids *grids, wg_context *context)
{
  wg_grids_free(&grids->read, context);
  wg_release(context, grids->community_of_row);
  wg_release(context, grids->first);
  wg_release(context, grids->of_building);
  memset(grids, 0, sizeof *grids);
}
