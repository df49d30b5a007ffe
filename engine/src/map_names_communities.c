/* Names of the communities on the cover, with the number that the table gives them. */
#include "map_names.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const double sizes[] = {4.4, 3.6, 3.0, 2.4};

static name_block make_block(const map_run *run, int32_t community, const char *number, double size,
                             bool named)
{
  name_block block = {.count = 0};
  int32_t starts[5];
  const wg_lettering bold = {.size = size * 1.25,
                             .bold = true,
                             .colour = WG_RGB(MAP_ACCENT),
                             .halo = 0xE0FFFFFFu,
                             .halo_width = 0.4};
  const wg_lettering plain = {.size = size,
                              .bold = true,
                              .colour = WG_RGB(MAP_INK),
                              .halo = 0xE0FFFFFFu,
                              .halo_width = 0.4};
  name_block_add(&block, run, number, (int32_t)strlen(number), &bold);
  if (!named) return block;
  const char *name = map_community_name(run, community);
  int32_t lines = map_break_even(run, name, 9 * size, size, true, starts, 4);
  for (int32_t i = 0; i < lines; i++)
    name_block_add(&block, run, name + starts[i], starts[i + 1] - starts[i], &plain);
  return block;
}

static void try_at(name_set *set, const wg_traces *area, const name_block *block, wg_xy at,
                   int32_t cost)
{
  wg_slab slab = name_block_slab(block, at.x, at.y);
  if (!wg_traces_hold_slab(area, &slab)) return;
  map_ink_share under = map_ink_under(&set->scene->ink, &slab);
  name_way_begin(set, cost + (int32_t)(60 * under.street));
  name_block_write(set, block, at.x, at.y);
  name_way_end(set);
}

/* At the roomiest place, and a little beside it. */
static void name_community(name_set *set, map_rings *rings, int32_t community)
{
  const map_run *run = set->scene->run;
  const int count = (int)(sizeof sizes / sizeof *sizes);
  char number[16];
  map_rings_clear(rings);
  if (set->status == WG_OK)
    set->status = map_rings_add(rings, set->context, &set->scene->view,
                                &run->plan->communities.shapes, community);
  if (set->status != WG_OK || rings->count == 0) return;
  wg_traces area = map_rings_traces(rings);
  snprintf(number, sizeof number, "%d", (int)community + 1);
  name_begin(set, MAP_PLACE_LABEL, community, 100000, -1);
  for (int k = 0; k < count + 2 && set->status == WG_OK; k++) {
    name_block block =
        make_block(run, community, number, sizes[k < count ? k : count - 1], k < count);
    if (k > count) block = make_block(run, community, number, 1.9, false);
    wg_xy best;
    double clearance;
    set->status = wg_inner_place(&best, &clearance, set->context, &area,
                                 fmax(1, block.width / block.height), 0.2);
    for (int step = 0; step < 49 && set->status == WG_OK; step++) {
      double dx = (step % 7 - 3) * block.width / 4, dy = (step / 7 - 3) * block.height / 4;
      try_at(set, &area, &block, (wg_xy){best.x + dx, best.y + dy},
             k * 50 + (step == 24 ? 0 : 3 + (int32_t)(fabs(dx) + fabs(dy))));
    }
  }
}

void name_communities(name_set *set)
{
  map_rings rings = {0};
  for (int64_t i = 0; i < set->scene->run->plan->communities.shapes.count; i++)
    name_community(set, &rings, (int32_t)i);
  map_rings_free(&rings, set->context);
}
