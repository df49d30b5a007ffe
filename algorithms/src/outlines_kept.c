/* Vertices of existing lines stay in the outlines that follow those lines. */
#include <stdlib.h>
#include <string.h>

#include "outlines_inside.h"

static int compare_points(const void *left, const void *right)
{
  const wg_fine_point *a = left, *b = right;
  if (a->x != b->x) return a->x < b->x ? -1 : 1;
  return (a->y > b->y) - (a->y < b->y);
}

wg_status wg_network_keep(wg_network *network, const wg_point *kept, int64_t count)
{
  wg_fine_point *sorted;
  WG_TRY(wg_allocate(network->context, &sorted, (size_t)count, sizeof *sorted));
  for (int64_t i = 0; i < count; i++) sorted[i] = wg_fine(kept[i]);
  qsort(sorted, (size_t)count, sizeof *sorted, compare_points);
  wg_status status = wg_allocate(network->context, &network->kept, (size_t)network->point_count,
                                 sizeof *network->kept);
  for (int64_t p = 0; status == WG_OK && p < network->point_count; p++)
    network->kept[p] =
        bsearch(&network->points[p], sorted, (size_t)count, sizeof *sorted, compare_points) != NULL;
  wg_release(network->context, sorted);
  return status;
}
