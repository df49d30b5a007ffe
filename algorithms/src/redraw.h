/* Re-drawing: from existing grids to a partition in range, with few households moved. */
#ifndef WG_REDRAW_H
#define WG_REDRAW_H

#include "search.h"

/* The existing grids as parts (level->start): each connected piece of one is a part; units of no
 * grid, and pieces without households, join the neighbour of their costliest border. Fills found,
 * fault and energy too. found->count 0: no unit has a grid. */
wg_status wg_redraw_start(wg_task *task, wg_found *found);

/* Lessens the fault of found->part down to `bound`. Regions of the parts out of range and their
 * neighbours are searched first, and wider ones only while fault is left; where it cannot be
 * lessened nothing changes. Of equal fault, the partition of least energy is taken, in which
 * households moved weigh most. */
wg_status wg_redraw(wg_task *task, wg_found *found, int64_t bound);

#endif
