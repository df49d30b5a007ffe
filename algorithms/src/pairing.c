#include "algorithms/pairing.h"

#include <string.h>

enum { WIDEST = 24, MOST_STATES = 6000000 };

/* One state after a grid: how it was reached. */
typedef struct state {
  wg_pairing_cost cost; /* product −1: never reached */
  int32_t before;       /* state before the grid, of one pair less where it was paired */
  int32_t with;         /* the earlier grid that it was paired with, or −1 */
} state;

struct wg_pairing_table {
  int32_t count, width, pairs; /* states[(step × (pairs + 1) + p) << width | mask] */
  int32_t *order;              /* grids in the order of the steps */
  state *states;
  int32_t *greedy; /* instead: a, b, a, b … in the order they were taken */
};

typedef struct search {
  const wg_pairing_graph *graph;
  struct wg_pairing_table *table;
  int64_t *first;  /* count + 1: where the edges of a grid begin in `around` */
  int64_t *around; /* 2 × edges: edge numbers */
  int32_t *step;   /* of each grid in the order, −1: not yet */
  int32_t *last;   /* step of its last neighbour */
  int8_t *slot;    /* bit of a grid while it has later neighbours, −1: none */
} search;

static int32_t other_end(const search *s, int64_t edge, int32_t grid)
{
  const wg_pairing_edge *e = &s->graph->edges[edge];
  return e->a == grid ? e->b : e->a;
}

/* --- the graph and the order --------------------------------------------------------------------
 */

static void list_edges(search *s)
{
  const wg_pairing_graph *g = s->graph;
  for (int64_t e = 0; e < g->edge_count; e++) {
    s->first[g->edges[e].a + 1]++;
    s->first[g->edges[e].b + 1]++;
  }
  for (int32_t v = 0; v < g->count; v++) s->first[v + 1] += s->first[v];
  for (int64_t e = 0; e < g->edge_count; e++) { /* `last` counts what is filled, for now */
    const int32_t ends[] = {g->edges[e].a, g->edges[e].b};
    for (int i = 0; i < 2; i++) s->around[s->first[ends[i]] + s->last[ends[i]]++] = e;
  }
}

/* How the frontier grows when `grid` comes next: it enters if it has a neighbour to come, and each
 * neighbour leaves whose last one it is. *apart: it has no neighbour that came before. */
static int32_t growth(const search *s, int32_t grid, bool *apart)
{
  int32_t grown = 0;
  bool later = false;
  *apart = true;
  for (int64_t i = s->first[grid]; i < s->first[grid + 1]; i++) {
    int32_t u = other_end(s, s->around[i], grid), waiting = 0;
    if (s->step[u] < 0) {
      later = true;
      continue;
    }
    *apart = false;
    for (int64_t j = s->first[u]; j < s->first[u + 1]; j++)
      waiting += s->step[other_end(s, s->around[j], u)] < 0;
    grown -= waiting == 1;
  }
  return grown + later;
}

/* Always the neighbour of what came before that keeps the frontier smallest; where there is none,
 * the grid with the fewest neighbours. */
static void choose_order(search *s)
{
  int32_t count = s->graph->count;
  for (int32_t step = 0; step < count; step++) {
    int32_t best = -1;
    int64_t least = 0;
    for (int32_t v = 0; v < count; v++) {
      bool apart;
      if (s->step[v] >= 0) continue;
      int64_t grown = growth(s, v, &apart);
      if (apart) grown = count + s->first[v + 1] - s->first[v];
      if (best >= 0 && grown >= least) continue;
      best = v;
      least = grown;
    }
    s->table->order[step] = best;
    s->step[best] = step;
  }
  for (int32_t v = 0; v < count; v++) {
    s->last[v] = s->step[v];
    for (int64_t i = s->first[v]; i < s->first[v + 1]; i++) {
      int32_t later = s->step[other_end(s, s->around[i], v)];
      if (later > s->last[v]) s->last[v] = later;
    }
  }
}

/* Gives every grid of the frontier a bit; the width, or WIDEST + 1 when there are not enough. */
static int32_t choose_slots(search *s)
{
  uint32_t taken = 0;
  int32_t width = 0;
  for (int32_t step = 0; step < s->graph->count; step++) {
    int32_t v = s->table->order[step];
    s->slot[v] = -1;
    if (s->last[v] > step) {
      int8_t bit = 0;
      while (bit < WIDEST && taken >> bit & 1) bit++;
      if (bit == WIDEST) return WIDEST + 1;
      taken |= 1u << bit;
      s->slot[v] = bit;
      if (bit + 1 > width) width = bit + 1;
    }
    for (int64_t i = s->first[v]; i < s->first[v + 1]; i++) {
      int32_t u = other_end(s, s->around[i], v);
      if (s->last[u] == step && s->step[u] < step) taken &= ~(1u << s->slot[u]);
    }
  }
  return width;
}

/* --- dynamic programming ------------------------------------------------------------------------
 */

static state *state_at(const struct wg_pairing_table *t, int32_t step, int32_t pairs, uint32_t mask)
{
  return &t->states[((int64_t)step * (t->pairs + 1) + pairs) << t->width | mask];
}

static void reach(state *to, wg_pairing_cost cost, uint32_t before, int32_t with)
{
  if (to->cost.product >= 0 && !wg_pairing_less(cost, to->cost)) return;
  *to = (state){cost, (int32_t)before, with};
}

/* All that can follow a state when grid v comes: it stays free, or takes a free earlier neighbour.
 */
static void extend(const search *s, int32_t step, int32_t pairs, uint32_t mask, uint32_t leaving)
{
  const struct wg_pairing_table *t = s->table;
  int32_t v = t->order[step];
  wg_pairing_cost cost = state_at(t, step, pairs, mask)->cost;
  uint32_t own = s->slot[v] >= 0 ? 1u << s->slot[v] : 0;
  reach(state_at(t, step + 1, pairs, (mask & ~leaving) | own), cost, mask, -1);
  for (int64_t i = s->first[v]; i < s->first[v + 1] && pairs < t->pairs; i++) {
    const wg_pairing_edge *e = &s->graph->edges[s->around[i]];
    int32_t u = other_end(s, s->around[i], v);
    if (s->step[u] > step || !(mask >> s->slot[u] & 1)) continue;
    wg_pairing_cost sum = {cost.product + s->graph->load[u] * s->graph->load[v],
                           cost.border_mm + e->border_mm};
    uint32_t next = mask & ~leaving & ~(1u << s->slot[u]);
    reach(state_at(t, step + 1, pairs + 1, next), sum, mask, u);
  }
}

static void run_steps(const search *s)
{
  const struct wg_pairing_table *t = s->table;
  int64_t states = ((int64_t)(t->count + 1) * (t->pairs + 1)) << t->width;
  for (int64_t i = 0; i < states; i++) t->states[i].cost.product = -1;
  *state_at(t, 0, 0, 0) = (state){{0, 0}, 0, -1};
  for (int32_t step = 0; step < t->count; step++) {
    int32_t v = t->order[step];
    uint32_t leaving = 0;
    for (int64_t i = s->first[v]; i < s->first[v + 1]; i++) {
      int32_t u = other_end(s, s->around[i], v);
      if (s->last[u] == step && s->step[u] < step) leaving |= 1u << s->slot[u];
    }
    for (int32_t pairs = 0; pairs <= t->pairs; pairs++)
      for (uint32_t mask = 0; mask < 1u << t->width; mask++)
        if (state_at(t, step, pairs, mask)->cost.product >= 0)
          extend(s, step, pairs, mask, leaving);
  }
}

static wg_status solve_exactly(wg_pairing *out, wg_context *context, search *s, int32_t width)
{
  struct wg_pairing_table *t = s->table;
  t->width = width;
  size_t states = ((size_t)(t->count + 1) * (size_t)(t->pairs + 1)) << width;
  WG_TRY(wg_allocate(context, &t->states, states, sizeof *t->states));
  run_steps(s);
  out->exact = true;
  for (int32_t p = 0; p <= t->pairs; p++) {
    const state *end = state_at(t, t->count, p, 0);
    if (end->cost.product < 0) break;
    out->most = p;
    out->cost[p] = end->cost;
  }
  return WG_OK;
}

/* --- too wide: greedily -------------------------------------------------------------------------
 */

/* The edge of the least cost between free grids, again and again. */
static wg_status solve_greedily(wg_pairing *out, wg_context *context, search *s)
{
  const wg_pairing_graph *g = s->graph;
  WG_TRY(wg_allocate(context, &s->table->greedy, (size_t)g->count + 1, sizeof(int32_t)));
  for (int32_t v = 0; v < g->count; v++) s->last[v] = -1; /* partner, here */
  for (;;) {
    int64_t best = -1;
    wg_pairing_cost least = {0};
    for (int64_t e = 0; e < g->edge_count; e++) {
      const wg_pairing_edge *edge = &g->edges[e];
      wg_pairing_cost cost = {g->load[edge->a] * g->load[edge->b], edge->border_mm};
      if (s->last[edge->a] >= 0 || s->last[edge->b] >= 0) continue;
      if (best >= 0 && !wg_pairing_less(cost, least)) continue;
      best = e;
      least = cost;
    }
    if (best < 0) return WG_OK;
    int32_t a = g->edges[best].a, b = g->edges[best].b, p = out->most++;
    s->last[a] = b;
    s->last[b] = a;
    s->table->greedy[2 * p] = a;
    s->table->greedy[2 * p + 1] = b;
    out->cost[p + 1] = (wg_pairing_cost){out->cost[p].product + least.product,
                                         out->cost[p].border_mm + least.border_mm};
  }
}

/* --- the whole -----------------------------------------------------------------------------------
 */

static wg_status allocate(search *s, wg_pairing *out, wg_context *context)
{
  size_t count = (size_t)s->graph->count;
  WG_TRY(wg_allocate(context, &out->table, 1, sizeof *out->table));
  s->table = out->table;
  s->table->count = s->graph->count;
  s->table->pairs = s->graph->count / 2;
  WG_TRY(wg_allocate(context, &out->cost, count / 2 + 1, sizeof *out->cost));
  WG_TRY(wg_allocate(context, &s->table->order, count, sizeof *s->table->order));
  WG_TRY(wg_allocate(context, &s->first, count + 1, sizeof *s->first));
  WG_TRY(wg_allocate(context, &s->around, 2 * (size_t)s->graph->edge_count, sizeof *s->around));
  WG_TRY(wg_allocate(context, &s->step, count, sizeof *s->step));
  WG_TRY(wg_allocate(context, &s->last, count, sizeof *s->last));
  WG_TRY(wg_allocate(context, &s->slot, count, sizeof *s->slot));
  if (count > 0) memset(s->step, 0xFF, count * sizeof *s->step);
  return WG_OK;
}

wg_status wg_pairing_solve(wg_pairing *out, wg_context *context, const wg_pairing_graph *graph)
{
  search s = {.graph = graph};
  memset(out, 0, sizeof *out);
  wg_status status = allocate(&s, out, context);
  if (status == WG_OK) {
    list_edges(&s);
    choose_order(&s);
    int32_t width = choose_slots(&s);
    int64_t rows = (int64_t)(graph->count + 1) * (graph->count / 2 + 1);
    bool fits = width <= WIDEST && rows <= MOST_STATES && rows << width <= MOST_STATES;
    status = fits ? solve_exactly(out, context, &s, width) : solve_greedily(out, context, &s);
  }
  wg_release(context, s.first);
  wg_release(context, s.around);
  wg_release(context, s.step);
  wg_release(context, s.last);
  wg_release(context, s.slot);
  if (status != WG_OK) wg_pairing_free(out, context);
  return status;
}

void wg_pairing_take(const wg_pairing *pairing, int32_t pairs, int32_t *partner)
{
  const struct wg_pairing_table *t = pairing->table;
  for (int32_t v = 0; v < t->count; v++) partner[v] = -1;
  for (int32_t p = 0; p < pairs && t->greedy != NULL; p++) {
    partner[t->greedy[2 * p]] = t->greedy[2 * p + 1];
    partner[t->greedy[2 * p + 1]] = t->greedy[2 * p];
  }
  uint32_t mask = 0;
  for (int32_t step = t->count; step > 0 && t->states != NULL; step--) {
    const state *at = state_at(t, step, pairs, mask);
    if (at->with >= 0) {
      partner[at->with] = t->order[step - 1];
      partner[t->order[step - 1]] = at->with;
      pairs--;
    }
    mask = (uint32_t)at->before;
  }
}

void wg_pairing_free(wg_pairing *pairing, wg_context *context)
{
  if (pairing->table != NULL) {
    wg_release(context, pairing->table->order);
    wg_release(context, pairing->table->states);
    wg_release(context, pairing->table->greedy);
  }
  wg_release(context, pairing->table);
  wg_release(context, pairing->cost);
  memset(pairing, 0, sizeof *pairing);
}
