/* What a name would cover if it stood here. */
#ifndef WG_ENGINE_MAP_INK_H
#define WG_ENGINE_MAP_INK_H

#include "wangge/context.h"
#include "wangge/page.h"

typedef enum map_ink_sort {
  MAP_INK_FOOTPRINT = 1,
  MAP_INK_STREET = 2,
  MAP_INK_BORDER = 4
} map_ink_sort;

typedef struct map_ink {
  wg_context *context;
  wg_frame_box frame;
  int32_t columns, rows;
  uint8_t *cells; /* map_ink_sort, added up; NULL: nothing is covered anywhere */
} map_ink;

/* Of the slab's area, 0 … 1. */
typedef struct map_ink_share {
  double footprint, street, border;
} map_ink_share;

wg_status map_ink_begin(map_ink *ink, wg_context *context, wg_frame_box frame) WG_MUST_CHECK;
void map_ink_free(map_ink *ink);
/* Even-odd. What lies outside the frame is left out. O(points × width in cells). */
void map_ink_area(map_ink *ink, const wg_traces *area, map_ink_sort sort);
void map_ink_line(map_ink *ink, wg_xy a, wg_xy b, double width, map_ink_sort sort);
map_ink_share map_ink_under(const map_ink *ink, const wg_slab *slab);

#endif
