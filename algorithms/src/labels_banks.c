/* Which side a strip between barriers falls to.
 *
 * A strip (labels.c) is nobody's ground. Divided along its middle, the line between two grids
 * would have a kink wherever cells change on either side, and hop at every junction. So labels come
 * into it from one bank only, and the line runs along the carriageway on the other side. A bank is
 * a stretch of the strip's outline that faces ground with labels; it ends at a sharp corner, and,
 * round ground that is not long (a roundabout, a slip road's island), where another barrier comes
 * in. The longest bank is taken; of a long strip's banks half as long or more, the one that faces
 * furthest to the north-north-west, so that the line stays on one carriageway from junction to
 * junction. Of the bank of compact ground only the one label with the most of it comes in. Strips
 * that face none but other strips come next, round by round. A hard strip wider than a crossing
 * reaches is divided along its middle all the same, so that a bridge drawn on either side is near
 * the line. */
#include <stdlib.h>
#include <string.h>

#include "labels.h"

#define NORTH 12 /* the direction that decides between banks: not that of many streets */
#define WEST 5
#define MANY 512 /* sides of a bank, beyond which no label is picked out */

typedef struct bank {
  int32_t first, end;   /* in `order` */
  int64_t length, x, y; /* of the way along it: facing outwards is (y, −x) */
} bank;

typedef struct banks {
  wg_site *site;
  int64_t *start; /* per strip: its outline in `sides` */
  int32_t *sides, *order;
  int32_t *level; /* per strip: the round in which it found its bank; 0: not yet */
  uint8_t *seen;  /* per side */
  bank *items;
  int64_t count, capacity;
  int32_t order_count, round;
} banks;

static bool on_outline(const wg_site *site, int32_t side)
{
  int32_t across = site->mesh->twin[side] / 3;
  return wg_side_separates(site, side) || site->strip[across] != site->strip[side / 3];
}

static int32_t next_on_outline(const wg_site *site, int32_t side)
{
  int32_t next = wg_mesh_next(side);
  while (!on_outline(site, next)) next = wg_mesh_next(site->mesh->twin[next]);
  return next;
}

/* Whether labels can come in over the side by now. */
static bool faces_labels(const banks *b, int32_t side)
{
  const wg_site *site = b->site;
  int32_t across = site->mesh->twin[side] / 3, strip = site->strip[across];
  if (site->kind[across] != WG_GROUND_FREE || !wg_side_separates(site, side)) return false;
  if (strip >= 0) return b->level[strip] > 0 && b->level[strip] < b->round;
  return site->open[across] == 0;
}

static void way_of(const wg_mesh *mesh, int32_t side, int64_t *x, int64_t *y)
{
  wg_point from = wg_side_origin(mesh, side), to = wg_side_origin(mesh, wg_mesh_next(side));
  *x = (int64_t)to.x - from.x;
  *y = (int64_t)to.y - from.y;
}

/* Turns by more than 60°. */
static bool is_sharp(const wg_mesh *mesh, int32_t side, int32_t next)
{
  int64_t ax, ay, bx, by;
  way_of(mesh, side, &ax, &ay);
  way_of(mesh, next, &bx, &by);
  double dot = (double)(ax * bx + ay * by);
  return dot <= 0 || 4 * dot * dot < (double)(ax * ax + ay * ay) * (double)(bx * bx + by * by);
}

/* Whether a barrier comes in from outside between two sides of the outline that meet. */
static bool is_junction(const wg_site *site, int32_t side, int32_t next)
{
  const wg_mesh *mesh = site->mesh;
  int32_t spoke = wg_mesh_around(mesh, mesh->twin[side]);
  for (; spoke >= 0 && spoke != next; spoke = wg_mesh_around(mesh, spoke))
    if (site->edge_class[spoke] != 0) return true;
  return false;
}

static bool ends_between(const banks *b, int32_t side, int32_t next, bool is_long)
{
  if (faces_labels(b, side) != faces_labels(b, next)) return true;
  return is_sharp(b->site->mesh, side, next) || (!is_long && is_junction(b->site, side, next));
}

/* The first side of a bank on the ring of `side`; any when the whole ring is one. */
static int32_t begin_of_bank(const banks *b, int32_t side, bool is_long)
{
  int32_t at = side;
  do {
    int32_t next = next_on_outline(b->site, at);
    if (ends_between(b, at, next, is_long)) return next;
    at = next;
  } while (at != side);
  return side;
}

/* All banks of one ring of the outline. */
static wg_status follow_ring(banks *b, int32_t begin, bool is_long)
{
  int32_t side = begin;
  bank item = {.first = b->order_count};
  do {
    int64_t x, y;
    int32_t next = next_on_outline(b->site, side);
    way_of(b->site->mesh, side, &x, &y);
    item.length += wg_distance((wg_point){0, 0}, (wg_point){(int32_t)x, (int32_t)y});
    item.x += x;
    item.y += y;
    b->order[b->order_count++] = side;
    b->seen[side] = 1;
    if (next == begin || ends_between(b, side, next, is_long)) {
      item.end = b->order_count;
      if (faces_labels(b, side)) {
        WG_TRY(wg_grow(b->site->context, &b->items, &b->capacity, b->count + 1, sizeof *b->items));
        b->items[b->count++] = item;
      }
      item = (bank){.first = b->order_count};
    }
    side = next;
  } while (side != begin);
  return WG_OK;
}

static const bank *best_bank(const banks *b, bool is_long)
{
  const bank *best = NULL;
  int64_t longest = 0, best_value = 0;
  for (int64_t i = 0; i < b->count; i++)
    if (b->items[i].length > longest) longest = b->items[i].length;
  for (int64_t i = 0; i < b->count; i++) {
    const bank *item = &b->items[i];
    int64_t value = -NORTH * item->x - WEST * item->y;
    if ((is_long ? 2 : 1) * item->length < longest || (best != NULL && value <= best_value))
      continue;
    best = item;
    best_value = value;
  }
  return best;
}

/* Perimeter and twice the area of a strip. */
static void measure_strip(const banks *b, int32_t strip, int64_t *perimeter, __int128 *area2)
{
  const wg_mesh *mesh = b->site->mesh;
  wg_point origin = wg_side_origin(mesh, b->sides[b->start[strip]]);
  int64_t x, y;
  *perimeter = 0;
  *area2 = 0;
  for (int64_t i = b->start[strip]; i < b->start[strip + 1]; i++) {
    wg_point from = wg_side_origin(mesh, b->sides[i]);
    way_of(mesh, b->sides[i], &x, &y);
    *perimeter += wg_distance((wg_point){0, 0}, (wg_point){(int32_t)x, (int32_t)y});
    *area2 +=
        (__int128)((int64_t)from.x - origin.x) * y - (__int128)((int64_t)from.y - origin.y) * x;
  }
}

static int64_t side_length(const wg_mesh *mesh, int32_t side)
{
  return wg_distance(wg_side_origin(mesh, side), wg_side_origin(mesh, wg_mesh_next(side)));
}

/* The label that faces the strip along a whole side, or −1. */
static int32_t facing_label(const wg_site *site, int32_t side)
{
  const int32_t *label = site->label + 2 * (int64_t)site->mesh->twin[side];
  return label[0] == label[1] ? label[0] : -1;
}

/* The label that faces most of a bank; −1 when there is none or the bank has too many sides. */
static int32_t main_label(const banks *b, const bank *item)
{
  int32_t main = -1;
  int64_t most = 0;
  for (int32_t i = item->first; i < item->end && item->end - item->first <= MANY; i++) {
    int32_t label = facing_label(b->site, b->order[i]);
    int64_t sum = 0;
    for (int32_t k = item->first; k < item->end; k++)
      if (facing_label(b->site, b->order[k]) == label)
        sum += side_length(b->site->mesh, b->order[k]);
    if (label < 0 || sum < most || (sum == most && label >= main)) continue;
    most = sum;
    main = label;
  }
  return main;
}

static wg_status list_banks(banks *b, int32_t strip, bool is_long)
{
  b->count = 0;
  b->order_count = 0;
  for (int64_t i = b->start[strip]; i < b->start[strip + 1]; i++) b->seen[b->sides[i]] = 0;
  for (int64_t i = b->start[strip]; i < b->start[strip + 1]; i++)
    if (!b->seen[b->sides[i]])
      WG_TRY(follow_ring(b, begin_of_bank(b, b->sides[i], is_long), is_long));
  return WG_OK;
}

/* Shuts all of the outline but its best bank; not settled if there is none yet. */
static wg_status settle_strip(banks *b, int32_t strip, bool *settled)
{
  int64_t perimeter;
  __int128 area2;
  measure_strip(b, strip, &perimeter, &area2);
  bool is_long = (__int128)perimeter * perimeter >= WG_LONG * area2;
  WG_TRY(list_banks(b, strip, is_long));
  const bank *best = best_bank(b, is_long);
  *settled = best != NULL;
  uint8_t class_ = b->site->open[b->sides[b->start[strip]] / 3];
  if (class_ == WG_BARRIER_HARD && area2 > (__int128)WG_CROSSING_REACH_MM * perimeter) return WG_OK;
  int32_t only = best != NULL && !is_long ? main_label(b, best) : -1;
  for (int32_t i = 0; i < b->order_count && best != NULL; i++)
    b->site->shut[b->order[i]] = i < best->first || i >= best->end ||
                                 (only >= 0 && facing_label(b->site, b->order[i]) != only);
  return WG_OK;
}

/* Rounds, until no strip is left that faces labels. */
static wg_status settle_strips(banks *b)
{
  int32_t strips = b->site->strip_count;
  for (bool changed = true; changed;) {
    changed = false;
    b->round++;
    for (int32_t strip = 0; strip < strips; strip++) {
      bool settled;
      if (b->level[strip] > 0) continue;
      WG_TRY(settle_strip(b, strip, &settled));
      if (settled) b->level[strip] = b->round;
      changed |= settled;
    }
  }
  return WG_OK;
}

/* Counts the sides of every outline into start[strip + 2], or puts them in their places. */
static void sort_outlines(banks *b)
{
  const wg_site *site = b->site;
  for (int32_t side = 0; side < 3 * site->mesh->triangle_count; side++) {
    int32_t strip = site->strip[side / 3];
    if (strip < 0 || !on_outline(site, side)) continue;
    if (b->sides == NULL)
      b->start[strip + 2]++;
    else
      b->sides[b->start[strip + 1]++] = side;
  }
}

static wg_status list_outlines(banks *b)
{
  wg_context *context = b->site->context;
  size_t strips = (size_t)b->site->strip_count, sides = 3 * (size_t)b->site->mesh->triangle_count;
  WG_TRY(wg_allocate(context, &b->start, strips + 2, sizeof *b->start));
  WG_TRY(wg_allocate(context, &b->level, strips, sizeof *b->level));
  WG_TRY(wg_allocate(context, &b->seen, sides, 1));
  sort_outlines(b);
  for (size_t i = 0; i < strips; i++) b->start[i + 2] += b->start[i + 1];
  WG_TRY(wg_allocate(context, &b->sides, (size_t)b->start[strips + 1], sizeof *b->sides));
  WG_TRY(wg_allocate(context, &b->order, (size_t)b->start[strips + 1], sizeof *b->order));
  sort_outlines(b);
  return WG_OK;
}

wg_status wg_strips_choose_banks(wg_site *site)
{
  banks b = {.site = site};
  if (site->strip_count == 0) return WG_OK;
  wg_status status = list_outlines(&b);
  if (status == WG_OK) status = settle_strips(&b);
  void *owned[] = {b.start, b.level, b.seen, b.sides, b.order, b.items};
  for (size_t i = 0; i < sizeof owned / sizeof *owned; i++) wg_release(site->context, owned[i]);
  return status;
}
