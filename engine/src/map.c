/* Maps of a plan: what a run looks up once, then sheet after sheet. */
#include "map.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "algorithms/colouring.h"
#include "date.h"
#include "map_changes.h"

const char *map_community_name(const map_run *run, int32_t community)
{
  const wg_communities *c = &run->plan->communities;
  const char *name = wg_texts_get(&c->texts, c->name[community]);
  return name[0] != 0 ? name : map_community_code(run, community);
}

const char *map_community_code(const map_run *run, int32_t community)
{
  const wg_communities *c = &run->plan->communities;
  return wg_texts_get(&c->texts, c->code[community]);
}

const char *map_grid_text(const map_run *run, wg_text text)
{
  return wg_texts_get(&run->plan->texts, text);
}

void map_grid_number(const map_run *run, int32_t grid, char out[16])
{
  snprintf(out, 16, "%d", (int)run->plan->grids[grid].sequence);
}

const char *map_building_label(const map_run *run, int64_t building)
{
  const wg_buildings *b = &run->plan->buildings;
  const char *name = wg_texts_get(&b->texts, b->name[building]);
  /* "nan" is what tables of Python leave for nothing */
  return wg_compound_is_named(name) && strcasecmp(name, "nan") != 0 ? name : "";
}

void map_fill_title(const map_run *run, wg_text title, const char *word, int32_t community,
                    char *out, size_t size)
{
  static const char place[] = "{community}";
  const char *from = title != WG_NO_TEXT ? wg_texts_get(&run->look.texts, title) : word;
  const char *at = strstr(from, place);
  if (at == NULL)
    snprintf(out, size, "%s", from);
  else
    snprintf(out, size, "%.*s%s%s", (int)(at - from), from, map_community_name(run, community),
             at + strlen(place));
}

/* --- what is looked up once ------------------------------------------------------------------- */

static wg_status list_boxes(map_run *run, const wg_shapes *shapes, wg_box **out)
{
  WG_TRY(wg_allocate(run->context, out, (size_t)shapes->count, sizeof **out));
  for (int64_t i = 0; i < shapes->count; i++)
    (*out)[i] = shapes->kind[i] == WG_SHAPE_NONE ? WG_BOX_EMPTY : wg_shapes_box(shapes, i);
  return WG_OK;
}

static wg_status list_grids(map_run *run)
{
  const wg_plan *plan = run->plan;
  int64_t communities = plan->communities.shapes.count;
  WG_TRY(wg_allocate(run->context, &run->first_grid, (size_t)communities + 2,
                     sizeof *run->first_grid));
  WG_TRY(
      wg_allocate(run->context, &run->grid_list, (size_t)plan->grid_count, sizeof *run->grid_list));
  for (int64_t g = 0; g < plan->grid_count; g++) run->first_grid[plan->grids[g].community + 2]++;
  for (int64_t c = 0; c < communities; c++) run->first_grid[c + 2] += run->first_grid[c + 1];
  for (int64_t g = 0; g < plan->grid_count; g++)
    run->grid_list[run->first_grid[plan->grids[g].community + 1]++] = (int32_t)g;
  return WG_OK;
}

static wg_status list_buildings(map_run *run)
{
  const wg_plan *plan = run->plan;
  int64_t all = plan->buildings.shapes.count, *first;
  WG_TRY(
      wg_allocate(run->context, &run->first_building, (size_t)plan->grid_count + 2, sizeof *first));
  WG_TRY(wg_allocate(run->context, &run->building_list, (size_t)all, sizeof *run->building_list));
  first = run->first_building;
  for (int64_t i = 0; i < all; i++)
    if (plan->grid_of_building[i] >= 0) first[plan->grid_of_building[i] + 2]++;
  for (int64_t g = 0; g < plan->grid_count; g++) first[g + 2] += first[g + 1];
  for (int64_t i = 0; i < all; i++)
    if (plan->grid_of_building[i] >= 0)
      run->building_list[first[plan->grid_of_building[i] + 1]++] = i;
  return WG_OK;
}

static wg_status look_up(map_run *run)
{
  const wg_plan *plan = run->plan;
  wg_context *c = run->context;
  WG_TRY(list_boxes(run, &plan->buildings.shapes, &run->building_box));
  WG_TRY(list_boxes(run, &plan->barriers.shapes, &run->barrier_box));
  WG_TRY(wg_allocate(c, &run->sort, (size_t)plan->barriers.shapes.count, 1));
  for (int64_t i = 0; i < plan->barriers.shapes.count; i++)
    run->sort[i] = (uint8_t)map_sort_of(plan, i);
  WG_TRY(wg_allocate(c, &run->across, (size_t)plan->outlines.point_count, sizeof *run->across));
  if (plan->outlines.count > 0)
    WG_TRY(wg_areas_across(run->across, c, &plan->outlines, 0, plan->outlines.count));
  WG_TRY(list_buildings(run));
  return list_grids(run);
}

static void forget_look_up(map_run *run)
{
  wg_context *c = run->context;
  void *const all[] = {run->building_box,   run->barrier_box,  run->sort,
                       run->across,         run->first_grid,   run->grid_list,
                       run->first_building, run->building_list};
  for (size_t i = 0; i < sizeof all / sizeof *all; i++) wg_release(c, all[i]);
}

static void forget(map_run *run)
{
  forget_look_up(run);
  wg_fonts_close(run->fonts);
  wg_map_template_free(&run->look, run->context);
}

/* --- sheets ----------------------------------------------------------------------------------- */

static wg_status find_community(const map_run *run, int32_t *out)
{
  *out = -1;
  if (run->options->community == NULL) return WG_OK;
  for (int64_t i = 0; i < run->plan->communities.shapes.count; i++)
    if (strcmp(map_community_code(run, (int32_t)i), run->options->community) == 0)
      *out = (int32_t)i;
  if (*out >= 0) return WG_OK;
  return wg_fail(run->context, WG_NOT_FOUND,
                 wg_in(run->context, "The plan has no community with the code '%s'.",
                       "方案中没有代码为“%s”的社区。"),
                 run->options->community);
}

static wg_status draw_maps(map_run *run, int32_t only)
{
  int64_t count = run->plan->communities.shapes.count;
  run->expected = only >= 0 ? 1 : (int32_t)count + 1;
  if (only >= 0) return map_community_sheets(run, only);
  WG_TRY(map_cover_sheet(run));
  for (int64_t i = 0; i < count; i++) {
    WG_TRY(wg_progress(run->context, "drawing", i, count));
    WG_TRY(map_community_sheets(run, (int32_t)i));
  }
  return WG_OK;
}

/* Communities that both plans have. */
static wg_status draw_changes(map_run *run, int32_t only)
{
  map_run before = *run;
  const wg_communities *old = &run->options->before->communities;
  int64_t count = run->plan->communities.shapes.count, drawn = 0;
  before.plan = run->options->before;
  before.building_box = before.barrier_box = NULL;
  before.first_grid = before.grid_list = before.across = NULL;
  before.first_building = before.building_list = NULL;
  before.sort = NULL;
  run->expected = only >= 0 ? 1 : 2;
  wg_status status = look_up(&before);
  for (int64_t i = 0; i < count && status == WG_OK; i++)
    for (int64_t k = 0; k < old->shapes.count && status == WG_OK; k++) {
      if ((only >= 0 && i != only) ||
          strcmp(wg_texts_get(&old->texts, old->code[k]), map_community_code(run, (int32_t)i)) != 0)
        continue;
      status = wg_progress(run->context, "drawing", i, count);
      if (status == WG_OK) status = map_change_sheet(&before, run, (int32_t)k, (int32_t)i);
      drawn++;
    }
  forget_look_up(&before);
  if (status == WG_OK && drawn == 0)
    status = wg_fail(run->context, WG_EMPTY, "%s",
                     wg_in(run->context, "The two plans have no community in common.",
                           "两个方案没有共同的社区。"));
  return status;
}

static void count_vacant(map_run *run)
{
  for (int64_t g = 0; g < run->plan->grid_count; g++)
    run->figures.vacant += map_officer(run, (int32_t)g)[0] == 0;
}

static wg_status check_options(const map_run *run)
{
  const wg_map_options *o = run->options;
  bool upright = o->orientation != NULL && strcmp(o->orientation, "portrait") == 0;
  if (o->orientation != NULL && !upright && strcmp(o->orientation, "landscape") != 0)
    return wg_fail(run->context, WG_MISUSE,
                   wg_in(run->context, "The orientation '%s' is neither landscape nor portrait.",
                         "纸张方向“%s”既不是 landscape 也不是 portrait。"),
                   o->orientation);
  if (o->scale < 0 || (o->scale > 0 && o->scale < 100) || o->dpi < 10 || o->dpi > 1200)
    return wg_fail(run->context, WG_MISUSE, "%s",
                   wg_in(run->context, "A scale is 100 or more (1:100), dpi 10 to 1200.",
                         "比例尺分母应不小于 100，dpi 应为 10 至 1200。"));
  if (run->plan->communities.shapes.count == 0)
    return wg_fail(
        run->context, WG_EMPTY, "%s",
        wg_in(run->context, "The plan has no community to draw.", "方案中没有可绘制的社区。"));
  return WG_OK;
}

wg_status wg_map_make(wg_context *context, const wg_plan *plan, const char *path,
                      const wg_map_options *options, wg_map_figures *figures)
{
  map_run run = {.context = context,
                 .plan = plan,
                 .options = options,
                 .path = path,
                 .chinese = wg_context_language(context) == WG_LANGUAGE_ZH};
  wg_status status;
  int32_t only;
  WG_TRY_DONE(check_options(&run));
  WG_TRY_DONE(find_community(&run, &only));
  WG_TRY_DONE(wg_date_choose(context, options->date, run.date));
  WG_TRY_DONE(wg_map_template_read(&run.look, context, options->template_path));
  WG_TRY_DONE(wg_fonts_open(&run.fonts, context));
  run.measure = wg_fonts_measure(run.fonts);
  WG_TRY_DONE(look_up(&run));
  count_vacant(&run);
  WG_TRY_DONE(map_output_begin(&run));
  status = options->before != NULL ? draw_changes(&run, only)
           : options->cards        ? map_card_sheets(&run, only)
                                   : draw_maps(&run, only);
  status = map_output_end(&run, status);
done:
  forget(&run);
  if (figures != NULL) *figures = run.figures;
  return status;
}
