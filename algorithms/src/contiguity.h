/* May a unit leave its part without dividing it? */
#ifndef WG_CONTIGUITY_H
#define WG_CONTIGUITY_H

#include "draft.h"

/* Units that a search visits before it gives up and says no. */
#define WG_SEARCH_UNITS 4096

/* The quick test: whether the neighbours of `unit` named by the bits of `mine` (places in its row,
 * all of its own part) hang together by borders among themselves. False may still be connected. */
static inline bool wg_touch_each_other(const wg_slot *row, uint32_t mine)
{
  uint32_t reached = mine & -mine, fresh = reached;
  while (fresh != 0 && reached != mine) {
    uint32_t next = row[__builtin_ctz(fresh)].around & mine & ~reached;
    fresh = (fresh & (fresh - 1)) | next;
    reached |= next;
  }
  return reached == mine;
}

/* The quick test for a unit whose neighbours have not been looked at. */
bool wg_hangs_together(const wg_draft *draft, int32_t unit);
/* The whole test by search inside the part: what is left without `unit` is in one piece. */
bool wg_may_leave(wg_draft *draft, int32_t unit);
/* The units that would be cut off were `unit` to leave: all pieces but the one with the most
 * households. Writes unit and them to draft->queue, returns how many, 0 when more than `limit`
 * or when the part would be empty. */
int32_t wg_leaves_with(wg_draft *draft, int32_t unit, int32_t limit);

#endif
