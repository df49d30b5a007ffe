/* Labels spread over free ground to the corners that no wall names.
 *
 * Dijkstra's search from all labelled corners at once; the key is the exact square of the distance
 * from the point where the label stands by a wall (or, in an open area, on its bank), which
 * travels along, so a corner gets about the nearest building that can be reached without crossing
 * a barrier. Few vertices take part: those of the boundary, of barriers and their split points. */
#include "labels.h"

typedef struct offer {
  int64_t square; /* distance² from the source */
  int32_t label, sector;
} offer;

typedef struct spread {
  wg_sectors *sectors;
  wg_site *site;
  wg_spread_rule rule;
  offer *heap;
  int64_t count, capacity;
} spread;

static bool before(const offer *a, const offer *b)
{
  if (a->square != b->square) return a->square < b->square;
  if (a->label != b->label) return a->label < b->label;
  return a->sector < b->sector;
}

static wg_status push(spread *s, offer item)
{
  WG_TRY(wg_grow(s->site->context, &s->heap, &s->capacity, s->count + 1, sizeof *s->heap));
  int64_t i = s->count++;
  for (int64_t up; i > 0 && before(&item, &s->heap[up = (i - 1) / 2]); i = up)
    s->heap[i] = s->heap[up];
  s->heap[i] = item;
  return WG_OK;
}

static offer pop(spread *s)
{
  offer top = s->heap[0], item = s->heap[--s->count];
  int64_t i = 0;
  for (int64_t child; (child = 2 * i + 1) < s->count; i = child) {
    if (child + 1 < s->count && before(&s->heap[child + 1], &s->heap[child])) child++;
    if (!before(&s->heap[child], &item)) break;
    s->heap[i] = s->heap[child];
  }
  s->heap[i] = item;
  return top;
}

static int32_t sector_vertex(const spread *s, int32_t sector)
{
  return s->site->mesh->origin[s->sectors->items[sector].first];
}

/* Keeps the label if nothing better was offered; then it waits in the heap, too, unless `quiet`. */
static wg_status offer_label(spread *s, int32_t sector, int32_t label, int32_t source, bool quiet)
{
  wg_sector *item = &s->sectors->items[sector];
  wg_point a = s->site->mesh->vertices[sector_vertex(s, sector)];
  wg_point b = s->site->mesh->vertices[source];
  int64_t dx = (int64_t)a.x - b.x, dy = (int64_t)a.y - b.y, square = dx * dx + dy * dy;
  if (item->label >= 0) {
    bool same = square == item->square && label == item->label;
    if (same && source < item->source) item->source = source;
    if (square > item->square || (square == item->square && label >= item->label)) return WG_OK;
  }
  item->label = label;
  item->source = source;
  item->square = square;
  return quiet ? WG_OK : push(s, (offer){square, label, sector});
}

/* What a half side holds: a label is offered to `sector`, a sector without label is offered
 * `label` from `source`; whichever applies. */
static wg_status meet(spread *s, int32_t half, int32_t vertex, int32_t sector, int32_t label,
                      int32_t source)
{
  int32_t there = s->site->label[half];
  if (label < 0) return there >= 0 ? offer_label(s, sector, there, vertex, true) : WG_OK;
  return there <= -2 ? offer_label(s, wg_sector_of_label(there), label, source, false) : WG_OK;
}

/* The free ground across a separating side, near the vertex of the sector. Label −1 takes, else
 * gives. Labels come in from outside, never go out, and into a strip from its bank only; over a
 * barrier between two open areas only when the rule says so. */
static wg_status meet_across(spread *s, int32_t half, int32_t sector, int32_t label, int32_t source)
{
  int32_t across = half / 6;
  if (s->site->kind[across] != WG_GROUND_FREE) return WG_OK;
  bool barrier = s->site->edge_class[half / 2] != 0;
  int32_t into = label < 0 ? s->site->mesh->twin[half / 2] : half / 2;
  if (s->site->shut[into]) return WG_OK;
  if (s->site->open[across] != 0 ? barrier && !s->rule.over_any : label >= 0) return WG_OK;
  return meet(s, half, sector_vertex(s, sector), sector, label, source);
}

/* Label −1: collects offers for the sector from its neighbours; else offers the label to them. */
static wg_status visit(spread *s, int32_t sector, int32_t label, int32_t source)
{
  const wg_mesh *mesh = s->site->mesh;
  wg_sector item = s->sectors->items[sector];
  int32_t side = item.first, previous = -1;
  for (int32_t i = 0; i < item.size; i++) {
    previous = wg_mesh_previous(side);
    int32_t next = mesh->origin[wg_mesh_next(side)], last = mesh->origin[previous];
    WG_TRY(meet(s, wg_half_at_end(side), next, sector, label, source));
    WG_TRY(meet(s, wg_half_at_origin(previous), last, sector, label, source));
    side = mesh->twin[previous];
  }
  if (!s->rule.over_banks) return WG_OK;
  WG_TRY(meet_across(s, wg_half_at_end(mesh->twin[item.first]), sector, label, source));
  return meet_across(s, wg_half_at_origin(mesh->twin[previous]), sector, label, source);
}

static bool waits(const spread *s, int32_t sector)
{
  int32_t first = s->sectors->items[sector].first;
  return s->site->label[wg_half_at_origin(first)] <= -2 &&
         (s->site->open[first / 3] != 0) == s->rule.open;
}

/* The best offers of the labelled neighbours of all sectors that wait. */
static wg_status gather(spread *s)
{
  for (int32_t sector = 0; sector < s->sectors->count; sector++) {
    if (!waits(s, sector)) continue;
    WG_TRY(visit(s, sector, -1, -1));
    const wg_sector *item = &s->sectors->items[sector];
    if (item->label >= 0) WG_TRY(push(s, (offer){item->square, item->label, sector}));
  }
  return WG_OK;
}

wg_status wg_sectors_spread(wg_sectors *sectors, wg_spread_rule rule)
{
  spread s = {.sectors = sectors, .site = sectors->site, .rule = rule};
  wg_status status = gather(&s);
  while (s.count > 0 && status == WG_OK) {
    offer best = pop(&s);
    const wg_sector *item = &sectors->items[best.sector];
    if (!waits(&s, best.sector) || item->square != best.square || item->label != best.label)
      continue;
    wg_sector_set(sectors, best.sector, best.label);
    status = visit(&s, best.sector, best.label, item->source);
  }
  wg_release(s.site->context, s.heap);
  return status;
}
