/* Disjoint sets over 0 … n − 1 whose representative is always the lowest member. */
#ifndef WG_ALGORITHMS_DISJOINT_H
#define WG_ALGORITHMS_DISJOINT_H

#include <stdint.h>

static inline int32_t disjoint_find(int32_t *parent, int32_t item)
{
  while (parent[item] != item) {
    parent[item] = parent[parent[item]];
    item = parent[item];
  }
  return item;
}

static inline void disjoint_join(int32_t *parent, int32_t a, int32_t b)
{
  a = disjoint_find(parent, a);
  b = disjoint_find(parent, b);
  if (a < b) parent[b] = a;
  else parent[a] = b;
}

#endif
