/* A small plan drawn as text, right in every respect, for tests to spoil.
 *
 * A letter is a cell of 50 m × 50 m with one building of 10 m × 10 m in its middle, and the name of
 * its grid; a capital is a cell without a building. '.' is nobody's land. Grids a–e belong to the
 * first community, f–j to the second. Every grid has 400 households, so every one is in range.
 * Every unit length of a border is a segment, so neighbours share all vertices. */
#ifndef SMALL_PLAN_H
#define SMALL_PLAN_H

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "wangge/plan.h"

#define SMALL_CELL 50000
#define SMALL_TRY(expression) assert_int_equal(expression, WG_OK)

typedef struct small_map {
  const char *const *rows; /* north first, NULL at the end */
  int width, height;
} small_map;

static const char *const small_rows[] = {
    "aabb.ff", /* */
    "aabbbff",
    "aaBbbgg",
    "ccccbgg",
    "ccddd..",
    "ccddd.g", NULL};

static inline small_map small_map_of(const char *const *rows)
{
  small_map map = {rows, (int)strlen(rows[0]), 0};
  while (rows[map.height] != NULL) map.height++;
  return map;
}

/* The grid at column x, row y counted from the south; −1 for nobody's land. */
static inline int small_grid_at(const small_map *map, int x, int y)
{
  if (x < 0 || y < 0 || x >= map->width || y >= map->height) return -1;
  int letter = tolower((unsigned char)map->rows[map->height - 1 - y][x]);
  return letter >= 'a' && letter <= 'j' ? letter - 'a' : -1;
}

/* by: 1 for the grid itself, 5 for the community. */
static inline int small_label_at(const small_map *map, int x, int y, int by)
{
  int grid = small_grid_at(map, x, y);
  return grid < 0 ? -1 : grid / by;
}

/* Steps east, north, west, south; the cell left of a step from corner (x, y). */
static const int small_dx[] = {1, 0, -1, 0}, small_dy[] = {0, 1, 0, -1};
static const int small_left_x[] = {0, -1, -1, 0}, small_left_y[] = {0, 0, -1, -1};

static inline bool small_is_border(const small_map *map, int x, int y, int d, int label, int by)
{
  int right = (d + 3) % 4;
  return small_label_at(map, x + small_left_x[d], y + small_left_y[d], by) == label &&
         small_label_at(map, x + small_left_x[right], y + small_left_y[right], by) != label;
}

/* One ring from a border step, turning left where it can, so that it never touches itself.
 * Marks its steps as used. */
static inline void small_ring(const small_map *map, wg_context *c, wg_shapes *out, int x, int y,
                              int d, int label, int by, bool *used)
{
  SMALL_TRY(wg_shapes_begin_ring(out, c));
  while (!used[(y * (map->width + 1) + x) * 4 + d]) {
    used[(y * (map->width + 1) + x) * 4 + d] = true;
    SMALL_TRY(wg_shapes_add_point(out, c, (wg_point){x * SMALL_CELL, y * SMALL_CELL}));
    x += small_dx[d];
    y += small_dy[d];
    int turn = (d + 1) % 4;
    while (!small_is_border(map, x, y, turn, label, by)) turn = (turn + 3) % 4;
    d = turn;
  }
}

/* The area of a label: shells first, then holes (a shell with a hole is the only one). */
static inline void small_area(const small_map *map, wg_context *c, wg_shapes *out, int label, int by)
{
  bool used[4 * 32 * 32] = {false};
  SMALL_TRY(wg_shapes_begin(out, c, WG_SHAPE_AREA));
  /* the lowest, leftmost border step east starts a shell, a step north beside it a hole */
  for (int d = 0; d < 4; d++)
    for (int y = 0; y <= map->height; y++)
      for (int x = 0; x <= map->width; x++)
        if (small_is_border(map, x, y, d, label, by) && !used[(y * (map->width + 1) + x) * 4 + d])
          small_ring(map, c, out, x, y, d, label, by, used);
}

static inline void small_square(wg_context *c, wg_shapes *out, int x, int y, int size)
{
  SMALL_TRY(wg_shapes_begin(out, c, WG_SHAPE_AREA));
  SMALL_TRY(wg_shapes_begin_ring(out, c));
  const wg_point corners[] = {{x, y}, {x + size, y}, {x + size, y + size}, {x, y + size}};
  for (int i = 0; i < 4; i++) SMALL_TRY(wg_shapes_add_point(out, c, corners[i]));
}

static inline void small_point(wg_context *c, wg_shapes *out, int x, int y)
{
  SMALL_TRY(wg_shapes_begin(out, c, WG_SHAPE_POINT));
  SMALL_TRY(wg_shapes_begin_ring(out, c));
  SMALL_TRY(wg_shapes_add_point(out, c, (wg_point){x, y}));
}

static inline void small_line(wg_context *c, wg_shapes *out, wg_point a, wg_point b)
{
  SMALL_TRY(wg_shapes_begin(out, c, WG_SHAPE_LINE));
  SMALL_TRY(wg_shapes_begin_ring(out, c));
  SMALL_TRY(wg_shapes_add_point(out, c, a));
  SMALL_TRY(wg_shapes_add_point(out, c, b));
}

static inline void small_system(wg_plan *plan, wg_context *c)
{
  static const char wkt[] = "EPSG:4547";
  snprintf(plan->system.name, sizeof plan->system.name, "EPSG:4547");
  snprintf(plan->system.title, sizeof plan->system.title,
           "CGCS2000 / 3-degree Gauss-Kruger CM 114E");
  SMALL_TRY(wg_allocate(c, &plan->system.wkt, sizeof wkt, 1));
  memcpy(plan->system.wkt, wkt, sizeof wkt);
  plan->system.epsg = 4547;
  plan->system.origin_x_m = 512000;
  plan->system.origin_y_m = 4151000;
  plan->rule = (wg_rule)WG_RULE_INIT;
  memcpy(plan->date, "2026-01-31", 11);
  SMALL_TRY(wg_plan_add_parameter(plan, c, "version", "test"));
  SMALL_TRY(wg_plan_add_parameter(plan, c, "code_template", "{community}{seq:3}"));
}

static inline void small_community(wg_plan *plan, wg_context *c, const small_map *map, int number)
{
  wg_communities *all = &plan->communities;
  int64_t index;
  SMALL_TRY(wg_communities_append(all, c, &index));
  SMALL_TRY(wg_texts_format(&all->texts, c, &all->code[index], "64010600%d", 1 + number));
  SMALL_TRY(wg_texts_add(&all->texts, c, number == 0 ? "滨河社区" : "文苑社区", -1,
                         &all->name[index]));
  small_area(map, c, &all->shapes, number, 5);
  plan->results[index].area2_mm2 = (int64_t)wg_shapes_area2(&all->shapes, index);
}

static inline void small_grid(wg_plan *plan, wg_context *c, const small_map *map, int letter)
{
  int32_t community = letter / 5;
  SMALL_TRY(wg_grow(c, &plan->grids, &plan->grid_capacity, plan->grid_count + 1, sizeof(wg_grid)));
  int64_t index = plan->grid_count++;
  wg_grid *g = &plan->grids[index];
  int32_t sequence = letter % 5 + 1;
  *g = (wg_grid){.community = community, .sequence = sequence, .persons = WG_UNKNOWN,
                 .reason = WG_NO_TEXT};
  const wg_communities *all = &plan->communities;
  SMALL_TRY(wg_texts_format(&plan->texts, c, &g->code, "%s%03d",
                            wg_texts_get(&all->texts, all->code[community]), sequence));
  SMALL_TRY(wg_texts_format(&plan->texts, c, &g->name, "第%d网格", sequence));
  small_area(map, c, &plan->outlines, letter, 1);
  g->area2_mm2 = (int64_t)wg_shapes_area2(&plan->outlines, index);
  g->perimeter_mm = wg_shapes_length(&plan->outlines, index);
  plan->results[community].grids++;
  plan->results[community].in_range++;
}

static inline int32_t small_grid_of_letter(const wg_plan *plan, int letter)
{
  for (int32_t i = 0; i < plan->grid_count; i++)
    if (plan->grids[i].community == letter / 5 && plan->grids[i].sequence == letter % 5 + 1)
      return i;
  return -1;
}

/* A unit for the cell, and its building unless the letter is a capital. */
static inline void small_cell(wg_plan *plan, wg_context *c, const small_map *map, int x, int y,
                              int32_t *unit_at, int64_t *columns)
{
  int letter = small_grid_at(map, x, y);
  unit_at[y * map->width + x] = -1;
  if (letter < 0) return;
  int32_t grid = small_grid_of_letter(plan, letter);
  wg_grid *g = &plan->grids[grid];
  wg_point middle = {x * SMALL_CELL + SMALL_CELL / 2, y * SMALL_CELL + SMALL_CELL / 2};
  g->inner = middle;
  SMALL_TRY(wg_grow(c, &plan->units, &plan->unit_capacity, plan->unit_count + 1, sizeof(wg_unit)));
  unit_at[y * map->width + x] = (int32_t)plan->unit_count;
  plan->units[plan->unit_count++] = (wg_unit){grid, 0, middle};
  if (isupper((unsigned char)map->rows[map->height - 1 - y][x])) return;
  wg_buildings *b = &plan->buildings;
  int64_t i;
  SMALL_TRY(wg_buildings_append(b, c, &i));
  SMALL_TRY(wg_grow(c, &plan->grid_of_building, &columns[0], i + 1, sizeof(int32_t)));
  SMALL_TRY(wg_grow(c, &plan->unit_of_building, &columns[1], i + 1, sizeof(int32_t)));
  SMALL_TRY(wg_texts_format(&b->texts, c, &b->id[i], "B-%02d%02d", x, y));
  SMALL_TRY(wg_texts_format(&b->texts, c, &b->compound[i], "小区%c", 'A' + letter));
  small_square(c, &b->shapes, middle.x - 5000, middle.y - 5000, 10000);
  b->community[i] = g->community;
  plan->grid_of_building[i] = grid;
  plan->unit_of_building[i] = (int32_t)plan->unit_count - 1;
  g->buildings++;
  plan->results[g->community].buildings++;
}

/* 400 households to the buildings of every grid, the first of them unknown where there are more
 * than five. */
static inline void small_households(wg_plan *plan)
{
  for (int32_t grid = 0; grid < plan->grid_count; grid++) {
    wg_grid *g = &plan->grids[grid];
    bool skip = g->buildings > 5;
    int left = 400, buildings = g->buildings - skip;
    g->buildings_unknown = skip;
    g->households = 400;
    plan->results[g->community].households += 400;
    plan->results[g->community].buildings_unknown += skip;
    for (int64_t b = 0; b < plan->buildings.shapes.count; b++) {
      if (plan->grid_of_building[b] != grid) continue;
      plan->buildings.source[b] = skip ? WG_HOUSEHOLDS_UNKNOWN : WG_HOUSEHOLDS_GIVEN;
      int share = skip ? 0 : left / buildings--;
      plan->buildings.households[b] = skip ? WG_UNKNOWN : share;
      plan->units[plan->unit_of_building[b]].households = share;
      left -= share;
      skip = false;
    }
  }
}

static inline void small_edge(wg_plan *plan, wg_context *c, int32_t a, int32_t b)
{
  if (a < 0 || b < 0) return;
  if (plan->grids[plan->units[a].grid].community != plan->grids[plan->units[b].grid].community)
    return;
  SMALL_TRY(wg_grow(c, &plan->edges, &plan->edge_capacity, plan->edge_count + 1,
                    sizeof(wg_unit_edge)));
  plan->edges[plan->edge_count++] =
      (wg_unit_edge){a < b ? a : b, a < b ? b : a, SMALL_CELL, 1, WG_BARRIER_LANE};
}

/* A building in no community, the finding that names it, a street and a gate. */
static inline void small_surroundings(wg_plan *plan, wg_context *c, int64_t *columns)
{
  wg_buildings *b = &plan->buildings;
  int64_t i;
  SMALL_TRY(wg_buildings_append(b, c, &i));
  SMALL_TRY(wg_grow(c, &plan->grid_of_building, &columns[0], i + 1, sizeof(int32_t)));
  SMALL_TRY(wg_grow(c, &plan->unit_of_building, &columns[1], i + 1, sizeof(int32_t)));
  plan->grid_of_building[i] = plan->unit_of_building[i] = -1;
  SMALL_TRY(wg_texts_add(&b->texts, c, "L'1\"", -1, &b->id[i]));
  b->households[i] = 7;
  small_point(c, &b->shapes, -90001, -7);
  wg_finding *finding;
  SMALL_TRY(wg_findings_add(&plan->findings, c, WG_FINDING_BUILDING_OUTSIDE, &finding));
  finding->building = i;
  finding->at = (wg_point){-90001, -7};
  finding->has_point = true;
  SMALL_TRY(wg_texts_add(&plan->findings.texts, c, "L'1\"", -1, &finding->subject));
  SMALL_TRY(wg_texts_add(&plan->findings.texts, c, "in no community", -1, &finding->reason));
  SMALL_TRY(wg_barriers_append(&plan->barriers, c, &i));
  SMALL_TRY(wg_texts_add(&plan->barriers.texts, c, "primary", -1, &plan->barriers.kind[i]));
  plan->barriers.class_[i] = WG_BARRIER_STREET;
  plan->barriers.road[i] = 1;
  small_line(c, &plan->barriers.shapes, (wg_point){-1000, 100000}, (wg_point){400123, 100000});
  SMALL_TRY(wg_crossings_append(&plan->crossings, c, &i));
  SMALL_TRY(wg_texts_add(&plan->crossings.texts, c, "东门", -1, &plan->crossings.name[i]));
  small_point(c, &plan->crossings.shapes, 200000, 100000);
}

static inline void small_results(wg_plan *plan)
{
  for (int64_t i = 0; i < plan->communities.shapes.count; i++) {
    wg_community_result *r = &plan->results[i];
    r->grids_min = (int32_t)((r->households + plan->rule.max - 1) / plan->rule.max);
    r->grids_max = (int32_t)(r->households / plan->rule.min);
  }
}

static inline void small_plan(wg_plan *plan, wg_context *c, const char *const *rows)
{
  memset(plan, 0, sizeof *plan);
  small_map map = small_map_of(rows);
  int64_t columns[2] = {0, 0};
  int32_t unit_at[32 * 32];
  small_system(plan, c);
  SMALL_TRY(wg_allocate(c, &plan->results, 2, sizeof *plan->results));
  bool present[10] = {false};
  for (int y = 0; y < map.height; y++)
    for (int x = 0; x < map.width; x++)
      if (small_grid_at(&map, x, y) >= 0) present[small_grid_at(&map, x, y)] = true;
  for (int i = 0; i < 2; i++) small_community(plan, c, &map, i);
  for (int letter = 0; letter < 10; letter++)
    if (present[letter]) small_grid(plan, c, &map, letter);
  for (int y = 0; y < map.height; y++)
    for (int x = 0; x < map.width; x++) small_cell(plan, c, &map, x, y, unit_at, columns);
  small_households(plan);
  for (int y = 0; y < map.height; y++)
    for (int x = 0; x < map.width; x++) {
      int32_t here = unit_at[y * map.width + x];
      if (x > 0) small_edge(plan, c, unit_at[y * map.width + x - 1], here);
      if (y > 0) small_edge(plan, c, unit_at[(y - 1) * map.width + x], here);
    }
  small_surroundings(plan, c, columns);
  small_results(plan);
}

#endif
