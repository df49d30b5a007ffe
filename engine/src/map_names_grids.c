/* The number, name and households of every grid: inside it, in the largest letters that have room,
 * else beside it with a line to it. */
#include "map_names.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

typedef struct grid_texts {
  char number[16], households[64];
  const char *name;
} grid_texts;

/* Sizes of number, name, households in mm; 0: left out. */
static const double sizes[][3] = {{9.0, 3.4, 3.1}, {7.0, 2.9, 2.7}, {6.0, 0, 2.6}, {4.6, 0, 0}};
enum { VARIANTS = 4, LATTICE = 13, MISSING_GRID = 1000000 };

static wg_lettering letters(double size, bool bold, uint32_t colour)
{
  return (wg_lettering){.size = size,
                        .bold = bold,
                        .colour = WG_RGB(colour),
                        .halo = 0xE0FFFFFFu,
                        .halo_width = size > 5 ? 0.7 : 0.45};
}

static void tell_grid(const map_run *run, int32_t grid, grid_texts *out)
{
  const wg_grid *g = &run->plan->grids[grid];
  map_grid_number(run, grid, out->number);
  out->name = map_grid_text(run, g->name);
  out->households[0] = 0;
  if (g->kind == WG_GRID_BASE && g->status != WG_GRID_UNKNOWN && g->status != WG_GRID_EMPTY)
    snprintf(out->households, sizeof out->households, map_word(run->context, "%d households"),
             (int)g->households);
}

static name_block make_block(const map_run *run, const grid_texts *texts, int variant,
                             double letter)
{
  name_block block = {.count = 0};
  int32_t starts[5];
  const wg_lettering big = letters(sizes[variant][0] * letter, true, MAP_INK);
  name_block_add(&block, run, texts->number, (int32_t)strlen(texts->number), &big);
  if (sizes[variant][1] > 0) {
    const wg_lettering middle = letters(sizes[variant][1] * letter, true, MAP_INK);
    int32_t lines =
        map_break_even(run, texts->name, 12 * middle.size, middle.size, true, starts, 4);
    for (int32_t i = 0; i < lines; i++)
      name_block_add(&block, run, texts->name + starts[i], starts[i + 1] - starts[i], &middle);
  }
  if (sizes[variant][2] > 0) {
    const wg_lettering small = letters(sizes[variant][2] * letter, false, MAP_INK);
    name_block_add(&block, run, texts->households, (int32_t)strlen(texts->households), &small);
  }
  return block;
}

static void try_inside(name_set *set, const wg_traces *area, const name_block *block, double x,
                       double y, int32_t cost)
{
  wg_slab slab = name_block_slab(block, x, y);
  if (!wg_traces_hold_slab(area, &slab)) return;
  map_ink_share under = map_ink_under(&set->scene->ink, &slab);
  wg_slab wider = slab;
  wider.half_length += 3;
  wider.half_height += 3;
  double near_border = map_ink_under(&set->scene->ink, &wider).border;
  name_way_begin(set,
                 cost + (int32_t)(240 * under.footprint + 110 * under.street + 260 * near_border));
  name_block_write(set, block, x, y);
  name_way_end(set);
}

/* The roomiest place, then a lattice round it, dearer with the distance. */
static void inside(name_set *set, const wg_traces *area, const name_block *block,
                   wg_frame_box bounds, int variant)
{
  wg_xy best;
  double clearance;
  double stretch = fmax(1, block->width / block->height);
  if (set->status != WG_OK) return;
  set->status = wg_inner_place(&best, &clearance, set->context, area, stretch, 0.3);
  if (set->status != WG_OK) return;
  int32_t base = variant * 90;
  try_inside(set, area, block, best.x, best.y, base);
  double reach = sqrt(bounds.width * bounds.width + bounds.height * bounds.height);
  for (int k = 0; k < LATTICE * LATTICE; k++) {
    double x = bounds.left + bounds.width * (k % LATTICE + 0.5) / LATTICE;
    double y = bounds.top + bounds.height * (k / LATTICE + 0.5) / LATTICE;
    double away = sqrt((x - best.x) * (x - best.x) + (y - best.y) * (y - best.y));
    try_inside(set, area, block, x, y, base + 4 + (int32_t)(110 * away / reach));
  }
}

/* Beside it: the line runs from the block's edge to the roomiest place. */
static void beside(name_set *set, const wg_traces *area, const name_block *block)
{
  static const double ways[16][2] = {{1, 0},  {0.92, 0.38},   {0.71, 0.71},   {0.38, 0.92},
                                     {0, 1},  {-0.38, 0.92},  {-0.71, 0.71},  {-0.92, 0.38},
                                     {-1, 0}, {-0.92, -0.38}, {-0.71, -0.71}, {-0.38, -0.92},
                                     {0, -1}, {0.38, -0.92},  {0.71, -0.71},  {0.92, -0.38}};
  wg_xy dot;
  double clearance;
  if (set->status != WG_OK) return;
  set->status = wg_inner_place(&dot, &clearance, set->context, area, 1, 0.1);
  for (int step = 0; step < 12 && set->status == WG_OK; step++)
    for (int k = 0; k < 16; k++) {
      double x = dot.x + ways[k][0] * (8 + 6 * step), y = dot.y + ways[k][1] * (6 + 6 * step);
      double dx = dot.x - x, dy = dot.y - y, length = sqrt(dx * dx + dy * dy);
      double leave = fmin(fabs(dx) > 0 ? (block->width / 2 + 0.8) * length / fabs(dx) : INFINITY,
                          fabs(dy) > 0 ? (block->height / 2 + 0.5) * length / fabs(dy) : INFINITY);
      if (leave >= length) continue;
      wg_xy from = {x + dx * leave / length, y + dy * leave / length};
      name_way_begin(set, 600 + 10 * step);
      name_block_write(set, block, x, y);
      name_box(set, (wg_slab){(from.x + dot.x) / 2, (from.y + dot.y) / 2, dx / length, dy / length,
                              (length - leave) / 2, 0.3});
      if (set->status == WG_OK) {
        name_way *way = &set->ways[set->candidate_count];
        way->leader = true;
        way->from = from;
        way->to = dot;
      }
      name_way_end(set);
    }
}

static wg_frame_box bounds_of(const wg_traces *t)
{
  double low_x = INFINITY, low_y = INFINITY, high_x = -INFINITY, high_y = -INFINITY;
  for (int64_t i = t->start[0]; i < t->start[t->count]; i++) {
    low_x = fmin(low_x, t->points[i].x), high_x = fmax(high_x, t->points[i].x);
    low_y = fmin(low_y, t->points[i].y), high_y = fmax(high_y, t->points[i].y);
  }
  return (wg_frame_box){low_x, low_y, high_x - low_x, high_y - low_y};
}

/* What of a box is in the frame. */
static wg_frame_box seen_of(wg_frame_box b, wg_frame_box f)
{
  double left = fmax(b.left, f.left), top = fmax(b.top, f.top);
  return (wg_frame_box){left, top, fmin(b.left + b.width, f.left + f.width) - left,
                        fmin(b.top + b.height, f.top + f.height) - top};
}

static void name_grid(name_set *set, map_rings *rings, int32_t grid)
{
  const map_run *run = set->scene->run;
  grid_texts texts;
  map_rings_clear(rings);
  if (set->status == WG_OK)
    set->status = map_rings_add(rings, set->context, &set->scene->view, &run->plan->outlines, grid);
  if (set->status != WG_OK || rings->count == 0) return;
  wg_traces area = map_rings_traces(rings);
  wg_frame_box bounds = seen_of(bounds_of(&area), set->scene->view.frame);
  if (bounds.width <= 0 || bounds.height <= 0) return; /* it lies on another sheet */
  tell_grid(run, grid, &texts);
  name_begin(set, MAP_GRID_LABEL, grid, MISSING_GRID, -1);
  for (int variant = 0; variant < VARIANTS; variant++) {
    name_block block = make_block(run, &texts, variant, set->scene->letter);
    inside(set, &area, &block, bounds, variant);
  }
  name_block block = make_block(run, &texts, VARIANTS - 1, set->scene->letter);
  beside(set, &area, &block);
}

void name_grids(name_set *set)
{
  int32_t count;
  map_rings rings = {0};
  const int32_t *grids = map_grids(set->scene->run, set->scene->community, &count);
  for (int32_t i = 0; i < count; i++) name_grid(set, &rings, grids[i]);
  map_rings_free(&rings, set->context);
}
