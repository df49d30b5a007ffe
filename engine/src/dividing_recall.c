/* What a re-drawing starts from: the existing grid of every cell.
 *
 * A cell with buildings is of the grid that most of their households were in; land is of the grid that
 * it lies in, or of none. The lines of existing grids are walls (ground.c), so no cell lies in two. */
#include "dividing.h"

/* −1 where none of the cell's buildings is in a grid. households: scratch, of the cell so far. */
static void recall_buildings(wg_dividing *d, const wg_existing *existing, int64_t *households)
{
  const wg_buildings *all = &d->run->plan->buildings;
  int64_t first = existing->first[d->community];
  for (int32_t b = 0; b < d->building_count; b++) {
    int32_t cell = d->cell_of_building[b], old = existing->of_building[d->rows[b]];
    int64_t here = all->households[d->rows[b]];
    if (old < 0 || here <= households[cell]) continue;
    households[cell] = here;
    d->cell_former[cell] = (int32_t)(old - first);
  }
}

static void recall_land(wg_dividing *d, const wg_existing *existing)
{
  int64_t first = existing->first[d->community], end = existing->first[d->community + 1];
  for (int32_t c = 0; c < d->cells.cell_count; c++)
    for (int64_t g = first; g < end && d->cell_former[c] < 0; g++)
      if (wg_shapes_locate(&existing->areas, g, d->cells.cells[c].inner) >= 0)
        d->cell_former[c] = (int32_t)(g - first);
}

/* Locked and exempt grids stay as they are. */
static void fence(wg_dividing *d, const wg_existing *existing)
{
  for (int32_t c = 0; c < d->cells.cell_count; c++) {
    d->cell_fence[c] = -1;
    if (d->cell_former[c] < 0) continue;
    int64_t grid = existing->first[d->community] + d->cell_former[c];
    bool exempt = existing->read.kind[existing->row[grid]] == WG_GRID_KIND_EXEMPT;
    if (exempt || existing->locked[grid]) d->cell_fence[c] = d->cell_former[c];
    d->cell_exempt[c] |= exempt;
  }
}

wg_status wg_dividing_recall(wg_dividing *d)
{
  const wg_existing *existing = wg_dividing_existing(d);
  size_t cells = (size_t)d->cells.cell_count;
  int64_t *households;
  if (existing == NULL || !existing->adjusts) return WG_OK;
  WG_TRY(wg_allocate(d->context, &d->cell_former, cells, sizeof *d->cell_former));
  WG_TRY(wg_allocate(d->context, &d->cell_fence, cells, sizeof *d->cell_fence));
  WG_TRY(wg_allocate(d->context, &households, cells, sizeof *households));
  for (size_t c = 0; c < cells; c++) {
    d->cell_former[c] = -1;
    households[c] = -2; /* less than unknown */
  }
  recall_buildings(d, existing, households);
  wg_release(d->context, households);
  recall_land(d, existing);
  fence(d, existing);
  d->cells.former = d->cell_former;
  d->cells.fence = d->cell_fence;
  d->cells.released = existing->released + existing->first[d->community];
  return WG_OK;
}
