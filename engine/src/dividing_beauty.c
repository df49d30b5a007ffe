/* What the cost looks at beyond the borders themselves: which buildings are alike, and the land of
 * each cell, from which the shape of a grid is known. Neither bears on what is possible. */
#include "dividing.h"

/* Local columns: the fields one after another, then the households. */
static wg_status describe_likeness(wg_dividing *d)
{
  const wg_buildings *all = &d->run->plan->buildings;
  int32_t count = d->building_count, fields = all->alike_count;
  if (fields == 0 || d->run->plan->rule.like == 0) return WG_OK;
  WG_TRY(
      wg_allocate(d->context, &d->alike, (size_t)(fields + 1) * (size_t)count, sizeof *d->alike));
  d->cells.likeness = (wg_likeness){.field_count = fields,
                                    .building_count = count,
                                    .cell_of_building = d->cell_of_building,
                                    .households = d->alike + (int64_t)fields * count};
  for (int32_t f = 0; f <= fields; f++) {
    const int32_t *from = f < fields ? all->alike[f] : all->households;
    int32_t *to = d->alike + (int64_t)f * count;
    for (int32_t b = 0; b < count; b++) to[b] = from[d->rows[b]];
    if (f == fields) break;
    d->cells.likeness.value[f] = to;
    d->cells.likeness.is_number[f] = all->alike_is_number[f];
  }
  return WG_OK;
}

static wg_status measure_land(wg_dividing *d)
{
  if (d->run->plan->rule.compact == 0) return WG_OK;
  WG_TRY(wg_tessellation_land(&d->cell_land, d->context, d->tessellation));
  d->cells.land = d->cell_land;
  return WG_OK;
}

wg_status wg_dividing_weigh(wg_dividing *d)
{
  WG_TRY(describe_likeness(d));
  return measure_land(d);
}
