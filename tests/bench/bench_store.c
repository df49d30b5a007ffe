/* Seconds to write, read and check a plan of N buildings (250,000 by default): communities of
 * 40 × 25 cells, a building in each cell, ten grids a community. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "geodata/store.h"
#include "wangge/wangge.h"

enum { CELL = 30000, WIDE = 40, HIGH = 25, BAND = 4, GRIDS = WIDE / BAND };

static void must(wg_status status, const wg_context *context)
{
  if (status == WG_OK) return;
  fprintf(stderr, "%s\n", wg_message(context));
  exit(1);
}

static double now(void)
{
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

/* A rectangle with a vertex at every cell corner on its outline. */
static void add_rectangle(wg_context *c, wg_shapes *shapes, int x, int y, int w, int h, int step)
{
  must(wg_shapes_begin(shapes, c, WG_SHAPE_AREA), c);
  must(wg_shapes_begin_ring(shapes, c), c);
  for (int i = 0; i < w; i++) must(wg_shapes_add_point(shapes, c, (wg_point){x + i * step, y}), c);
  for (int i = 0; i < h; i++)
    must(wg_shapes_add_point(shapes, c, (wg_point){x + w * step, y + i * step}), c);
  for (int i = w; i > 0; i--)
    must(wg_shapes_add_point(shapes, c, (wg_point){x + i * step, y + h * step}), c);
  for (int i = h; i > 0; i--) must(wg_shapes_add_point(shapes, c, (wg_point){x, y + i * step}), c);
}

static void add_grid(wg_context *c, wg_plan *plan, int32_t community, int g, int x, int y)
{
  wg_grid *grid = &plan->grids[plan->grid_count++];
  add_rectangle(c, &plan->outlines, x + g * BAND * CELL, y, BAND, HIGH, CELL);
  *grid = (wg_grid){.community = community, .sequence = g + 1, .households = 400,
                    .persons = WG_UNKNOWN, .buildings = BAND * HIGH, .reason = WG_NO_TEXT,
                    .inner = {x + g * BAND * CELL + CELL, y + CELL}};
  grid->area2_mm2 = (int64_t)wg_shapes_area2(&plan->outlines, plan->grid_count - 1);
  grid->perimeter_mm = wg_shapes_length(&plan->outlines, plan->grid_count - 1);
  must(wg_texts_format(&plan->texts, c, &grid->code, "%012lld%03d", 110000000001ll + community,
                       g + 1), c);
  must(wg_texts_format(&plan->texts, c, &grid->name, "第%d网格", g + 1), c);
}

static void add_community(wg_context *c, wg_plan *plan, int x, int y)
{
  int64_t i;
  wg_communities *all = &plan->communities;
  must(wg_communities_append(all, c, &i), c);
  must(wg_texts_format(&all->texts, c, &all->code[i], "%012lld", 110000000001ll + i), c);
  must(wg_texts_format(&all->texts, c, &all->name[i], "社区%lld", (long long)i), c);
  add_rectangle(c, &all->shapes, x, y, WIDE, HIGH, CELL);
  wg_community_result *r = &plan->results[i];
  *r = (wg_community_result){.households = 400 * GRIDS, .buildings = WIDE * HIGH,
                             .grids_min = 400 * GRIDS / 500, .grids_max = 400 * GRIDS / 300,
                             .grids = GRIDS, .in_range = GRIDS};
  r->area2_mm2 = (int64_t)wg_shapes_area2(&all->shapes, i);
  for (int g = 0; g < GRIDS; g++) add_grid(c, plan, (int32_t)i, g, x, y);
}

static void add_edge(wg_plan *plan, int64_t a, int64_t b)
{
  plan->edges[plan->edge_count++] = (wg_unit_edge){(int32_t)a, (int32_t)b, CELL, 1, 1};
}

static void add_cell(wg_context *c, wg_plan *plan, int64_t community, int cx, int cy, int x, int y)
{
  wg_buildings *b = &plan->buildings;
  int64_t i;
  must(wg_buildings_append(b, c, &i), c);
  must(wg_texts_format(&b->texts, c, &b->id[i], "B-%07lld", (long long)i), c);
  must(wg_texts_format(&b->texts, c, &b->compound[i], "小区%lld", (long long)(i / 40)), c);
  add_rectangle(c, &b->shapes, x + 5000, y + 5000, 2, 2, 7000);
  b->households[i] = 4;
  b->community[i] = (int32_t)community;
  plan->grid_of_building[i] = (int32_t)(community * GRIDS + cx / BAND);
  plan->unit_of_building[i] = (int32_t)i;
  plan->units[i] = (wg_unit){plan->grid_of_building[i], 4, {x + CELL / 2, y + CELL / 2}};
  plan->unit_count = i + 1;
  if (cx > 0) add_edge(plan, i - 1, i);
  if (cy > 0) add_edge(plan, i - WIDE, i);
}

static void big_plan(wg_context *c, wg_plan *plan, int64_t communities)
{
  memset(plan, 0, sizeof *plan);
  plan->rule = (wg_rule)WG_RULE_INIT;
  snprintf(plan->system.name, sizeof plan->system.name, "EPSG:4547");
  plan->system.epsg = 4547;
  plan->system.origin_x_m = 500000;
  plan->system.origin_y_m = 4000000;
  memcpy(plan->date, "2026-01-31", 11);
  size_t cells = (size_t)communities * WIDE * HIGH;
  must(wg_allocate(c, &plan->results, (size_t)communities, sizeof *plan->results), c);
  must(wg_allocate(c, &plan->grids, (size_t)communities * GRIDS, sizeof *plan->grids), c);
  must(wg_allocate(c, &plan->units, cells, sizeof *plan->units), c);
  must(wg_allocate(c, &plan->edges, 2 * cells, sizeof *plan->edges), c);
  must(wg_allocate(c, &plan->grid_of_building, cells, sizeof(int32_t)), c);
  must(wg_allocate(c, &plan->unit_of_building, cells, sizeof(int32_t)), c);
  int64_t across = (int64_t)ceil(sqrt((double)communities));
  for (int64_t i = 0; i < communities; i++) {
    int x = (int)(i % across) * WIDE * CELL, y = (int)(i / across) * HIGH * CELL;
    add_community(c, plan, x, y);
    for (int cy = 0; cy < HIGH; cy++)
      for (int cx = 0; cx < WIDE; cx++) add_cell(c, plan, i, cx, cy, x + cx * CELL, y + cy * CELL);
  }
}

int main(int count, char **arguments)
{
  int64_t buildings = count > 1 ? atoll(arguments[1]) : 250000;
  const char *path = count > 2 ? arguments[2] : "/tmp/bench_store.sqlite";
  wg_context *c;
  wg_plan plan, read;
  wg_findings findings = {0};
  struct stat about;
  if (wg_context_new(&c, NULL) != WG_OK) return 1;
  big_plan(c, &plan, (buildings + WIDE * HIGH - 1) / (WIDE * HIGH));
  double start = now();
  must(wg_store_write(c, path, &plan), c);
  double written = now();
  must(wg_store_read(&read, c, path), c);
  double loaded = now();
  must(wg_plan_check(c, &read, &findings), c);
  double checked = now();
  stat(path, &about);
  printf("%lld buildings: write %.2f s (%.0f MB), read %.2f s, check %.2f s, %lld findings\n",
         (long long)read.buildings.shapes.count, written - start, (double)about.st_size / 1e6,
         loaded - written, checked - loaded, (long long)findings.count);
  for (int64_t i = 0; i < findings.count && i < 3; i++)
    puts(wg_finding_code_name(findings.items[i].code));
  wg_findings_free(&findings, c);
  wg_plan_free(&plan, c);
  wg_plan_free(&read, c);
  wg_context_free(c);
  unlink(path);
  return 0;
}
