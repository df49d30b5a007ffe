/* Micro-grids: a second division inside each grid of a community. */
#ifndef WG_ENGINE_MICRO_H
#define WG_ENGINE_MICRO_H

#include "wangge/micro.h"
#include "wangge/rule.h"

#define WG_MICRO_TEMPLATE "{grid}{seq:2}"
#define WG_TEMPLATE_SIZE 128

/* What is asked for; min 0: nothing. */
typedef struct wg_micro_rule {
  int32_t min, max;
  const char *code_template; /* {community} stands for the code of the grid */
} wg_micro_rule;

/* One atom of a building that may be cut: so many households at a place of its own. */
typedef struct wg_micro_atom {
  int32_t building; /* as the caller numbers them */
  int32_t households;
  int32_t number; /* entrance or floor, from 1; 0: the whole building */
  wg_micro_part part;
} wg_micro_atom;

/* Cuts a row of atoms into consecutive groups within min … max where that can be, with the least
 * fault otherwise, nearest to the target then, and few: group[i] ascending from 0; their number in
 * *groups. Exact, by dynamic programming: O(atoms²). */
wg_status wg_micro_cut(int32_t *group, int32_t *groups, wg_context *context,
                       const wg_micro_atom *atoms, int32_t count, int32_t min,
                       int32_t max) WG_MUST_CHECK;

#endif
