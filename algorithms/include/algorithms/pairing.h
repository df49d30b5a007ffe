/* Which neighbouring grids to give to one officer, so that the loads of all officers are even.
 *
 * Of n grids with loads h, p pairs of neighbours leave n − p officers. The mean load does not
 * depend on which pairs are taken, so their variance is least where Σ load² is, and that is Σ h² +
 * 2 Σ h_a h_b over the pairs: a matching of p edges with the least sum of products (k-cardinality
 * matching; Edmonds, "Maximum matching and a polyhedron with 0,1-vertices", 1965). The least sums
 * are convex in p, since two optimal matchings of p − 1 and p + 1 edges can be exchanged along
 * alternating paths into two of p; so several communities share out a number of pairs by their
 * marginal costs.
 *
 * Grids of a community are a planar graph of a few dozen vertices at most, so all matchings are
 * gone through by dynamic programming over a frontier: grids one by one, remembering of those with
 * a later neighbour only which are still free (Kawahara, Inoue, Iwashita, Minato, "Frontier-based
 * search for enumerating all constrained subgraphs", 2017). That is exact, and it gives the least
 * sum for every p at once. */
#ifndef WG_ALGORITHMS_PAIRING_H
#define WG_ALGORITHMS_PAIRING_H

#include "wangge/context.h"

typedef struct wg_pairing_edge {
  int32_t a, b;      /* a < b, each pair of neighbours once */
  int64_t border_mm; /* common border, for ties: the longer the better */
} wg_pairing_edge;

typedef struct wg_pairing_graph {
  int32_t count;
  const int64_t *load; /* ≥ 0, at most 2^31 − 1 each */
  const wg_pairing_edge *edges;
  int64_t edge_count;
} wg_pairing_graph;

/* Of p pairs: compared by `product`, then by `border_mm`, the longer the better. */
typedef struct wg_pairing_cost {
  int64_t product;   /* Σ load_a × load_b */
  int64_t border_mm; /* Σ of the common borders */
} wg_pairing_cost;

typedef struct wg_pairing {
  int32_t most;          /* pairs at most: a maximum matching, if exact */
  wg_pairing_cost *cost; /* most + 1: the least for 0 … most pairs */
  bool exact;            /* false: too wide to go through; pairs were then taken greedily */
  struct wg_pairing_table *table; /* for wg_pairing_take */
} wg_pairing;

/* *out is empty on failure. O(count × 2^width × count / 2), width: the most grids at a time that
 * have earlier and later neighbours; above 6 million states it is greedy, and says so. */
wg_status wg_pairing_solve(wg_pairing *out, wg_context *context,
                           const wg_pairing_graph *graph) WG_MUST_CHECK;
/* partner[v]: the grid that v is paired with among the best `pairs` (0 … most) pairs, or −1. */
void wg_pairing_take(const wg_pairing *pairing, int32_t pairs, int32_t *partner);
void wg_pairing_free(wg_pairing *pairing, wg_context *context);

/* a before b: less product, else more border. */
static inline bool wg_pairing_less(wg_pairing_cost a, wg_pairing_cost b)
{
  return a.product != b.product ? a.product < b.product : a.border_mm > b.border_mm;
}

#endif
