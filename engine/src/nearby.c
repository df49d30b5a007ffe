/* Sorting beats a tree here: the index is built once over some ten thousand lines and asked once a
 * community. A shape far wider than the others would make every search long, so lines should be
 * short; areas (rivers) are few. */
#define _GNU_SOURCE /* qsort_r */
#include "nearby.h"

#include <stdlib.h>
#include <string.h>

static int compare_west(const void *left, const void *right, void *user)
{
  const wg_box *boxes = user;
  int64_t a = *(const int64_t *)left, b = *(const int64_t *)right;
  if (boxes[a].min_x != boxes[b].min_x) return boxes[a].min_x < boxes[b].min_x ? -1 : 1;
  return (a > b) - (a < b);
}

wg_status wg_nearby_build(wg_nearby *out, wg_context *context, const wg_shapes *shapes)
{
  memset(out, 0, sizeof *out);
  size_t count = (size_t)shapes->count;
  wg_status status = wg_allocate(context, &out->boxes, count, sizeof *out->boxes);
  if (status == WG_OK) status = wg_allocate(context, &out->by_west, count, sizeof *out->by_west);
  if (status != WG_OK) {
    wg_nearby_free(out, context);
    return status;
  }
  for (int64_t i = 0; i < shapes->count; i++) {
    wg_box box = wg_shapes_box(shapes, i);
    out->boxes[i] = box;
    if (box.min_x > box.max_x) continue;
    out->by_west[out->count++] = i;
    int64_t width = (int64_t)box.max_x - box.min_x;
    if (width > out->widest) out->widest = width;
  }
  if (out->count > 0)
    qsort_r(out->by_west, (size_t)out->count, sizeof *out->by_west, compare_west, out->boxes);
  return WG_OK;
}

/* The first position whose box starts at or east of x. */
static int64_t first_from(const wg_nearby *nearby, int64_t x)
{
  int64_t low = 0, high = nearby->count;
  while (low < high) {
    int64_t middle = low + (high - low) / 2;
    if (nearby->boxes[nearby->by_west[middle]].min_x < x) low = middle + 1;
    else high = middle;
  }
  return low;
}

static int compare_index(const void *left, const void *right)
{
  int64_t a = *(const int64_t *)left, b = *(const int64_t *)right;
  return (a > b) - (a < b);
}

wg_status wg_nearby_find(const wg_nearby *nearby, wg_context *context, wg_box box, int64_t **found,
                         int64_t *capacity, int64_t *count)
{
  *count = 0;
  for (int64_t i = first_from(nearby, box.min_x - nearby->widest); i < nearby->count; i++) {
    int64_t shape = nearby->by_west[i];
    if (nearby->boxes[shape].min_x > box.max_x) break;
    if (!wg_box_overlap(nearby->boxes[shape], box)) continue;
    WG_TRY(wg_grow(context, found, capacity, *count + 1, sizeof **found));
    (*found)[(*count)++] = shape;
  }
  if (*count > 0) qsort(*found, (size_t)*count, sizeof **found, compare_index);
  return WG_OK;
}

void wg_nearby_free(wg_nearby *nearby, wg_context *context)
{
  wg_release(context, nearby->boxes);
  wg_release(context, nearby->by_west);
  memset(nearby, 0, sizeof *nearby);
}
