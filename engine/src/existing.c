#include "existing.h"

#include <stdio.h>
#include <string.h>

#include "field_grids.h"
#include "names.h"
#include "overlay.h"
#include "read.h"

#define SNAP_MM 2000 /* as the options say where they say nothing */

bool wg_existing_is_asked(const wg_plan_options *options)
{
  return options->grids.path != NULL || options->grids.memory != NULL ||
         options->field_grid != NULL;
}

const char *wg_existing_code(const wg_existing *existing, int64_t grid)
{
  int64_t row = existing->row[grid];
  return existing->has_code[row] ? wg_texts_get(&existing->read.texts, existing->read.code[row])
                                 : "";
}

static void title_row(const wg_existing *existing, int64_t row, char *out, size_t size)
{
  const wg_grids *read = &existing->read;
  wg_text text = read->code[row] != WG_NO_TEXT ? read->code[row] : read->name[row];
  if (text != WG_NO_TEXT)
    snprintf(out, size, "%s", wg_texts_get(&read->texts, text));
  else
    snprintf(out, size, "#%lld", (long long)row + 1);
}

void wg_existing_title(const wg_existing *existing, int64_t grid, char *out, size_t size)
{
  title_row(existing, existing->row[grid], out, size);
}

/* --- reading ------------------------------------------------------------------------------------
 */

static wg_status read_retired(wg_existing *out, wg_context *context, const wg_plan_options *options,
                              const wg_source_file *file, bool is_asked)
{
  char shown[WG_SHOWN_SIZE];
  wg_input input = wg_input_of("retired", file, options, shown);
  if (wg_codes_are_stored(file->path))
    input.layer = "code_history";
  else if (!is_asked)
    return WG_OK;
  return wg_read_codes(&out->retired, context, &input);
}

static wg_status read_grids(wg_existing *out, wg_context *context, wg_plan *plan,
                            const wg_plan_options *options)
{
  char shown[WG_SHOWN_SIZE];
  wg_input input = wg_input_of("grids", &options->grids, options, shown);
  wg_reading reading;
  WG_TRY(wg_read_grids(&out->read, context, &input, &plan->system, &plan->findings, &reading));
  WG_TRY(wg_plan_add_parameter(plan, context, "input.grids.driver", reading.driver));
  return wg_plan_add_parameter(plan, context, "input.grids.checksum", reading.checksum);
}

static wg_status take_field(wg_existing *out, wg_context *context, wg_plan *plan,
                            const wg_plan_options *options)
{
  wg_field_grids field;
  WG_TRY(wg_field_grids_make(&field, context, plan));
  out->read = field.read;
  out->community_of_row = field.community_of_row;
  out->of_building = field.of_building;
  field.read = (wg_grids){0};
  field.community_of_row = field.of_building = NULL;
  wg_field_grids_free(&field, context);
  return wg_plan_add_parameter(plan, context, "input.grids.field", options->field_grid);
}

wg_status wg_existing_read(wg_existing *out, wg_context *context, wg_plan *plan,
                           const wg_plan_options *options)
{
  memset(out, 0, sizeof *out);
  out->adjusts = options->adjust;
  out->snap_mm = options->snap_mm > 0 ? options->snap_mm : SNAP_MM;
  wg_status status = wg_field_grids_asked(&out->is_field, context, options, &options->grids);
  if (status == WG_OK)
    status = out->is_field ? take_field(out, context, plan, options)
                           : read_grids(out, context, plan, options);
  if (status == WG_OK && !out->is_field)
    status = read_retired(out, context, options, &options->grids, false);
  if (status == WG_OK && options->retired.path != NULL)
    status = read_retired(out, context, options, &options->retired, true);
  if (status != WG_OK) wg_existing_free(out, context);
  return status;
}

/* --- codes --------------------------------------------------------------------------------------
 */

typedef struct coding {
  wg_existing *existing;
  wg_context *context;
  wg_plan *plan;
} coding;

static wg_status report_code(coding *c, int64_t row, const char *reason, const char *other)
{
  wg_findings *all = &c->plan->findings;
  wg_finding *finding;
  char title[256];
  c->existing->has_code[row] = 0;
  title_row(c->existing, row, title, sizeof title);
  WG_TRY(wg_findings_add(all, c->context, WG_FINDING_OLD_CODE_UNUSABLE, &finding));
  WG_TRY(wg_texts_add(&all->texts, c->context, title, -1, &finding->subject));
  WG_TRY(wg_texts_format(&all->texts, c->context, &finding->reason, "%s%s", reason, other));
  return wg_texts_add(&all->texts, c->context,
                      wg_in(c->context, "It gets a new code; correct it in the file to keep one.",
                            "将赋予新编码；如需沿用，请在文件中改正。"),
                      -1, &finding->remedy);
}

static wg_status report_twice(void *user, int64_t row, int64_t before)
{
  coding *c = user;
  const wg_grids *read = &c->existing->read;
  char title[256];
  if (c->existing->is_field)
    return report_code(
        c, row, wg_in(c->context, "It is in another community too: ", "另一社区也有该编码："),
        wg_texts_get(&read->texts, read->community[before]));
  snprintf(title, sizeof title, "#%lld", (long long)before + 1);
  return report_code(c, row,
                     wg_in(c->context, "Another existing grid has the same code: row ",
                           "另一现有网格使用同一编码：第几行 "),
                     title);
}

static wg_status judge_codes(wg_existing *existing, wg_context *context, wg_plan *plan)
{
  coding c = {existing, context, plan};
  const wg_grids *read = &existing->read;
  int64_t rows = read->shapes.count;
  WG_TRY(wg_allocate(context, &existing->has_code, (size_t)rows, 1));
  memset(existing->has_code, 1, (size_t)rows);
  for (int64_t r = 0; r < rows; r++)
    if (read->code[r] == WG_NO_TEXT)
      WG_TRY(report_code(&c, r, wg_in(context, "It has no code.", "没有编码。"), ""));
  return wg_find_twice(context, &read->texts, read->code, rows, report_twice, &c);
}

/* --- laying over the buildings ------------------------------------------------------------------
 */

static wg_status report_outside(const wg_existing *existing, wg_context *context, wg_plan *plan)
{
  wg_findings *all = &plan->findings;
  char title[256];
  wg_finding *finding;
  for (int64_t r = 0; r < existing->read.shapes.count; r++) {
    if (existing->community_of_row[r] >= 0) continue;
    title_row(existing, r, title, sizeof title);
    WG_TRY(wg_findings_add(all, context, WG_FINDING_OLD_GRID_OUTSIDE, &finding));
    WG_TRY(wg_texts_add(&all->texts, context, title, -1, &finding->subject));
    WG_TRY(wg_texts_add(&all->texts, context,
                        wg_in(context, "This existing grid lies in no community and is left out.",
                              "该现有网格不在任何社区内，未予采用。"),
                        -1, &finding->reason));
  }
  return WG_OK;
}

/* Rows in their order: areas, first of each community. */
static wg_status arrange(wg_existing *existing, wg_context *context, const wg_plan *plan)
{
  const int32_t *community_of_row = existing->community_of_row;
  int64_t communities = plan->communities.shapes.count, g = 0;
  WG_TRY(wg_overlay_order(&existing->row, &existing->count, context, &existing->read,
                          community_of_row));
  WG_TRY(wg_allocate(context, &existing->first, (size_t)communities + 1, sizeof(int64_t)));
  WG_TRY(wg_allocate(context, &existing->locked, (size_t)existing->count, 1));
  WG_TRY(wg_allocate(context, &existing->released, (size_t)existing->count, 1));
  for (int64_t i = 0; i < existing->count; i++)
    WG_TRY(wg_shapes_copy(&existing->areas, context, &existing->read.shapes, existing->row[i]));
  for (int64_t c = 0; c <= communities; c++) {
    while (g < existing->count && community_of_row[existing->row[g]] < c) g++;
    existing->first[c] = g;
  }
  return WG_OK;
}

/* Marks the grids of these codes; a code that none has is told. */
static wg_status mark(wg_existing *existing, wg_context *context, wg_plan *plan,
                      const char *const *codes, int32_t count, uint8_t *marks)
{
  for (int32_t i = 0; i < count; i++) {
    wg_finding *finding;
    bool found = false;
    for (int64_t g = 0; g < existing->count; g++) {
      if (strcmp(wg_existing_code(existing, g), codes[i]) != 0) continue;
      marks[g] = 1;
      found = true;
    }
    if (found) continue;
    WG_TRY(wg_findings_add(&plan->findings, context, WG_FINDING_LOCK_UNKNOWN, &finding));
    WG_TRY(wg_texts_add(&plan->findings.texts, context, codes[i], -1, &finding->subject));
    WG_TRY(wg_texts_add(
        &plan->findings.texts, context,
        wg_in(context, "No existing grid has this code.", "没有使用该编码的现有网格。"), -1,
        &finding->reason));
  }
  return WG_OK;
}

/* The area of the building's community whose outline is nearest to where it stands. */
static int32_t nearest_area(const wg_existing *existing, wg_point at, int32_t community)
{
  int32_t nearest = -1;
  double best = 0;
  for (int64_t g = existing->first[community]; g < existing->first[community + 1]; g++) {
    double distance = wg_overlay_distance(&existing->areas, g, at);
    if (nearest >= 0 && distance >= best) continue;
    nearest = (int32_t)g;
    best = distance;
  }
  return nearest;
}

static wg_status report_far(const wg_existing *existing, wg_context *context, wg_plan *plan,
                            int64_t count, const char *names)
{
  wg_findings *all = &plan->findings;
  wg_finding *finding;
  if (count == 0) return WG_OK;
  WG_TRY(wg_findings_add(all, context, WG_FINDING_BUILDING_IN_NO_OLD_GRID, &finding));
  WG_TRY(wg_texts_add(&all->texts, context, names, -1, &finding->subject));
  return wg_texts_format(
      &all->texts, context, &finding->reason,
      existing->is_field
          ? wg_in(context, "%lld buildings name no existing grid; each goes with those beside it.",
                  "%lld 栋楼没有现有网格编码，随相邻楼栋划分。")
          : wg_in(context,
                  "%lld buildings lie in no existing grid; each is taken as belonging to "
                  "the nearest one of its community.",
                  "%lld 栋楼不在任何现有网格内，按本社区最近的网格计。"),
      (long long)count);
}

static wg_status find_nearest(wg_existing *existing, wg_context *context, wg_plan *plan)
{
  enum { NAMED = 10 };
  const wg_buildings *all = &plan->buildings;
  char names[2048] = "";
  size_t length = 0;
  int64_t far = 0;
  for (int64_t b = 0; b < all->shapes.count; b++) {
    if (all->community[b] < 0 || existing->of_building[b] >= 0) continue;
    wg_point at;
    if (!wg_overlay_stands(&all->shapes, b, &at)) continue;
    if (existing->first[all->community[b]] == existing->first[all->community[b] + 1]) continue;
    if (!existing->is_field)
      existing->of_building[b] = nearest_area(existing, at, all->community[b]);
    if (far++ < NAMED)
      length += (size_t)snprintf(names + length, sizeof names - length, "%s'%.150s'",
                                 far > 1 ? ", " : "", wg_texts_get(&all->texts, all->id[b]));
  }
  if (far > NAMED) snprintf(names + length, sizeof names - length, " …");
  return report_far(existing, context, plan, far, names);
}

/* What stands in an exempt grid stays in it. */
static void exempt_buildings(const wg_existing *existing, wg_buildings *buildings)
{
  for (int64_t b = 0; b < buildings->shapes.count; b++)
    if (existing->of_building[b] >= 0 &&
        existing->read.kind[existing->row[existing->of_building[b]]] == WG_GRID_KIND_EXEMPT)
      buildings->exempt[b] = 1;
}

/* Which grid each building is in, where they are areas. */
static wg_status assign_buildings(wg_existing *existing, wg_context *context, const wg_plan *plan)
{
  if (existing->is_field) return WG_OK; /* known from the start */
  WG_TRY(wg_allocate(context, &existing->of_building, (size_t)plan->buildings.shapes.count,
                     sizeof *existing->of_building));
  return wg_overlay_buildings(existing->of_building, context, &plan->buildings, &plan->communities,
                              &existing->areas, existing->first);
}

static wg_status place_rows(wg_existing *existing, wg_context *context, const wg_plan *plan)
{
  if (existing->is_field) return WG_OK;
  WG_TRY(wg_allocate(context, &existing->community_of_row, (size_t)existing->read.shapes.count,
                     sizeof *existing->community_of_row));
  return wg_overlay_place(existing->community_of_row, context, &existing->read, &plan->communities);
}

wg_status wg_existing_lay(wg_existing *existing, wg_context *context, wg_plan *plan,
                          const wg_plan_options *options)
{
  WG_TRY(place_rows(existing, context, plan));
  WG_TRY(judge_codes(existing, context, plan));
  WG_TRY(report_outside(existing, context, plan));
  WG_TRY(arrange(existing, context, plan));
  WG_TRY(mark(existing, context, plan, options->locked, options->locked_count, existing->locked));
  WG_TRY(mark(existing, context, plan, options->released, options->released_count,
              existing->released));
  WG_TRY(assign_buildings(existing, context, plan));
  WG_TRY(find_nearest(existing, context, plan));
  if (existing->adjusts) exempt_buildings(existing, &plan->buildings);
  return WG_OK;
}

void wg_existing_free(wg_existing *existing, wg_context *context)
{
  wg_grids_free(&existing->read, context);
  wg_codes_free(&existing->retired, context);
  wg_release(context, existing->community_of_row);
  wg_release(context, existing->row);
  wg_release(context, existing->first);
  wg_shapes_free(&existing->areas, context);
  wg_release(context, existing->has_code);
  wg_release(context, existing->locked);
  wg_release(context, existing->released);
  wg_release(context, existing->of_building);
  memset(existing, 0, sizeof *existing);
}
