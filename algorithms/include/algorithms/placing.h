/* Placing labels: which candidate of each, so that none overlaps and the sum of costs is small. */
#ifndef WG_ALGORITHMS_PLACING_H
#define WG_ALGORITHMS_PLACING_H

#include "wangge/context.h"
#include "wangge/page.h"

/* One way to write a label: the slabs box … box + box_count − 1 (one, or one a character along a
 * curve, and those of a leader line). */
typedef struct wg_label_candidate {
  int64_t box;
  int32_t box_count;
  int32_t cost; /* 0: could not be better */
} wg_label_candidate;

typedef struct wg_label_feature {
  int64_t candidate;      /* its first, the best; the others follow */
  int32_t candidate_count;
  int32_t missing;        /* cost of leaving it out; the dearest are placed first */
  int32_t group;          /* labels of the same text, or −1 */
} wg_label_feature;

/* Everything is the caller's. */
typedef struct wg_label_problem {
  const wg_slab *boxes;
  const wg_label_candidate *candidates;
  const wg_label_feature *features;
  const wg_slab *obstacles; /* nothing may lie on them */
  int32_t feature_count, obstacle_count;
  int64_t box_count, candidate_count;
  double margin;            /* between two labels */
  double apart;             /* between the nearest ends of two labels of one group */
} wg_label_problem;

/* chosen[f] becomes a candidate, or −1: left out. No two chosen candidates overlap, and none an
 * obstacle. Greedily, dearest first, then by simulated annealing (J. Christensen, J. Marks, S. Shieber,
 * An empirical study of algorithms for point-feature label placement, ACM TOG 14, 1995), whose moves
 * here put a label down and take away what it covers, so that no state has an overlap. Integers decide:
 * the same choice everywhere. */
wg_status wg_place_labels(int64_t *chosen, wg_context *context, const wg_label_problem *problem,
                          uint64_t seed) WG_MUST_CHECK;

#endif
