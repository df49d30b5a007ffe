/* The rule: bounds, target, effort, seed and weights, with a documented default each. */
#ifndef WANGGE_RULE_H
#define WANGGE_RULE_H

#include <stdint.h>

typedef enum wg_effort { WG_EFFORT_FAST = 0, WG_EFFORT_NORMAL, WG_EFFORT_THOROUGH } wg_effort;

/* What the bounds, the target and the charge of a rule count. */
typedef enum wg_measure { WG_MEASURE_HOUSEHOLDS = 0, WG_MEASURE_PERSONS } wg_measure;

typedef struct wg_rule {
  int32_t min;     /* households a grid must have at least; inclusive. 300 */
  int32_t max;     /* and at most; inclusive. 500 */
  int32_t target;  /* 0: halfway between min and max (400) */
  int32_t charge;  /* fixed part of the fault of a grid out of range; −1: (max − min) / 4 (50) */
  int32_t parts;   /* number of grids; 0: free, near households / target */
  int64_t steps;   /* flips a unit; 0: as the effort says */
  wg_effort effort; /* normal */
  uint64_t seed;   /* 1 */
  int32_t balance; /* weight of the deviation from the target, in percent. 100 */
  int32_t keep;    /* weight of dividing a compound, in percent. 100 */
  int32_t once;    /* 1: search once, without further rounds or dear proofs; 2: and cheap proofs
                      first, few repairs; for trials. 0 */
  int32_t stay;    /* weight of moving households from their former grid, in percent. 100 */
  int32_t like;    /* weight of like with like, in percent, where the graph knows who is. 100 */
  int32_t compact; /* weight of round shapes, in percent, where the graph knows the land. 0 */
  int32_t min_persons; /* persons a grid must have at least, besides; inclusive. 0: any number */
  int32_t max_persons; /* and at most; inclusive. 0: any number */
  wg_measure measure;  /* persons: min, max, target and charge are of persons, no bounds hold for
                          households, and min_persons and max_persons are 0. households */
} wg_rule;

#define WG_RULE_INIT \
  { .min = 300, .max = 500, .target = 0, .charge = -1, .effort = WG_EFFORT_NORMAL, .seed = 1, \
    .balance = 100, .keep = 100, .stay = 100, .like = 100 }

#endif
