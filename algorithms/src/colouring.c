/* Colouring a community's grids: a few dozen vertices, nearly always planar, so four colours do, and
 * where a grid lies in several parts perhaps five. DSATUR takes the vertex whose neighbours have most
 * colours already; taken back step by step it is an exact search, whose bound is only there for the
 * worst case (D. Brélaz, New methods to color the vertices of a graph, CACM 22, 1979). */
#include "algorithms/colouring.h"

#include <string.h>

enum { MOST_STEPS = 200000, MOST_COLOURS = 64, NO_COLOUR = 255 };

typedef struct colouring {
  int32_t count;
  int64_t *start;      /* count + 1, into near */
  int32_t *near;
  uint8_t *colour;
  uint64_t *forbidden; /* colours of the neighbours, by bits */
  int64_t steps;
  int32_t colours;
} colouring;

static wg_status build_neighbours(colouring *c, wg_context *context, const int32_t *a,
                                  const int32_t *b, int64_t edges)
{
  WG_TRY(wg_allocate(context, &c->start, (size_t)c->count + 2, sizeof *c->start));
  WG_TRY(wg_allocate(context, &c->near, (size_t)edges * 2, sizeof *c->near));
  for (int64_t e = 0; e < edges; e++) {
    if (a[e] == b[e]) continue;
    c->start[a[e] + 2]++;
    c->start[b[e] + 2]++;
  }
  for (int32_t v = 0; v < c->count; v++) c->start[v + 2] += c->start[v + 1];
  for (int64_t e = 0; e < edges; e++) {
    if (a[e] == b[e]) continue;
    c->near[c->start[a[e] + 1]++] = b[e];
    c->near[c->start[b[e] + 1]++] = a[e];
  }
  return WG_OK;
}

static uint64_t colours_near(const colouring *c, int32_t v)
{
  uint64_t colours = 0;
  for (int64_t i = c->start[v]; i < c->start[v + 1]; i++)
    if (c->colour[c->near[i]] != NO_COLOUR) colours |= (uint64_t)1 << c->colour[c->near[i]];
  return colours;
}

/* Most colours round it, then most neighbours, then the first; −1: all have one. */
static int32_t most_bound(const colouring *c)
{
  int32_t best = -1;
  int64_t best_key = -1;
  for (int32_t v = 0; v < c->count; v++) {
    if (c->colour[v] != NO_COLOUR) continue;
    int64_t degree = c->start[v + 1] - c->start[v];
    int64_t key = (int64_t)__builtin_popcountll(c->forbidden[v]) << 32 | degree;
    if (key > best_key) best = v, best_key = key;
  }
  return best;
}

static void paint(colouring *c, int32_t v, uint8_t colour)
{
  c->colour[v] = colour;
  for (int64_t i = c->start[v]; i < c->start[v + 1]; i++)
    c->forbidden[c->near[i]] = colours_near(c, c->near[i]);
}

static bool search(colouring *c, int32_t used)
{
  int32_t v = most_bound(c);
  if (v < 0) return true;
  /* one colour that nobody has yet is as good as another */
  int32_t last = used < c->colours ? used : c->colours - 1;
  for (int32_t k = 0; k <= last; k++) {
    if (c->forbidden[v] >> k & 1) continue;
    if (c->steps-- <= 0) return false;
    paint(c, v, (uint8_t)k);
    if (search(c, k == used ? used + 1 : used)) return true;
    paint(c, v, NO_COLOUR);
  }
  return false;
}

static void count_used(const colouring *c, int32_t *used)
{
  *used = 0;
  for (int32_t v = 0; v < c->count; v++)
    if (c->colour[v] >= *used) *used = c->colour[v] + 1;
}

/* Without end: greedily, past 64 colours by taking the last one again. */
static void colour_greedily(colouring *c)
{
  for (int32_t v; (v = most_bound(c)) >= 0;) {
    uint8_t k = 0;
    while (k < MOST_COLOURS - 1 && (c->forbidden[v] >> k & 1)) k++;
    paint(c, v, k);
  }
}

wg_status wg_colour_graph(uint8_t *colour, int32_t *used, wg_context *context, int32_t count,
                          const int32_t *edge_a, const int32_t *edge_b, int64_t edge_count)
{
  colouring c = {.count = count, .colour = colour};
  wg_status status;
  bool found = false;
  *used = 0;
  WG_TRY_DONE(wg_allocate(context, &c.forbidden, (size_t)count, sizeof *c.forbidden));
  WG_TRY_DONE(build_neighbours(&c, context, edge_a, edge_b, edge_count));
  for (c.colours = 1; c.colours <= 6 && !found; c.colours++) {
    memset(colour, NO_COLOUR, (size_t)count);
    memset(c.forbidden, 0, (size_t)count * sizeof *c.forbidden);
    c.steps = MOST_STEPS;
    found = search(&c, 0);
  }
  if (!found) {
    memset(colour, NO_COLOUR, (size_t)count);
    memset(c.forbidden, 0, (size_t)count * sizeof *c.forbidden);
    colour_greedily(&c);
  }
  count_used(&c, used);
done:
  wg_release(context, c.forbidden);
  wg_release(context, c.start);
  wg_release(context, c.near);
  return status;
}
