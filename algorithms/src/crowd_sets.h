/* What a part with a given unit can be, while other parts around are decided: the choices of
 * populated units that hang together by way of them and of units without households. */
#ifndef WG_CROWD_SETS_H
#define WG_CROWD_SETS_H

#include "crowd_marks.h"
#include "algorithms/partition.h"
#include "level.h"

#define WG_CROWD_GROUPS 48 /* parts decided at a time */

/* Units that parts have been decided for, and the units met so far. */
typedef struct wg_crowd_ground {
  const wg_level *level;
  const wg_rule *rule;
  int8_t *owner;   /* unit → group that has it, −1 */
  int32_t *number; /* populated unit → its bit in marks, −1: not met yet */
  int32_t *met;    /* the units met, by bit */
  int32_t met_count;
  int64_t steps; /* borders looked at */
} wg_crowd_ground;

/* The choices found for one unit. */
typedef struct wg_crowd_choices {
  int32_t count;       /* −1: too many, or too much to look at */
  uint64_t groups;     /* bits of the groups that were in the way */
  wg_crowd_marks seen; /* populated units that were looked at */
} wg_crowd_choices;

typedef struct wg_crowd_lister {
  wg_crowd_ground *ground;
  int64_t fault_most, households_most; /* of a choice */
  int32_t most;                        /* choices */
  int32_t visits;                      /* sets that may still be looked at */
  wg_crowd_choices *out;
  wg_crowd_marks *choices;       /* room for `most`, or NULL: they are only counted */
  uint8_t *is_seen;              /* unit → listed, passed or inside */
  int32_t *edge, edge_count;     /* populated units next to the set in hand, in order */
  int32_t *passed, passed_count; /* units without households beside it */
} wg_crowd_lister;

wg_status wg_crowd_lister_new(wg_crowd_lister *out, wg_context *context, wg_crowd_ground *ground);
void wg_crowd_lister_free(wg_crowd_lister *lister, wg_context *context);
/* All choices with `unit` whose fault is at most `fault_most`, as long as they are not more than
 * `most`. */
void wg_crowd_list(wg_crowd_lister *lister, int32_t unit, int64_t fault_most, int32_t most,
                   int32_t visits, wg_crowd_choices *out, wg_crowd_marks *choices);

#endif
