#include "staff.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "algorithms/pairing.h"

/* The grids of one community that need an officer. */
typedef struct team {
  int32_t first, count; /* in staffed */
  int64_t first_edge, edge_count;
  wg_pairing pairing;
  int32_t pairs; /* that it is to have */
} team;

typedef struct staffing {
  wg_plan *plan;
  wg_context *context;
  int32_t *staffed; /* grids that need an officer, in order of the plan */
  int32_t *place;   /* of each grid in staffed, or −1 */
  int64_t *load;    /* of staffed */
  int32_t count;
  wg_pairing_edge *edges; /* by community; ends are places in staffed, later in the team */
  int64_t edge_count, edge_capacity;
  team *teams;      /* one a community */
  int32_t *partner; /* of staffed, place or −1 */
} staffing;

/* --- who is next to whom -------------------------------------------------------------------------
 */

static bool needs_officer(const wg_grid *grid)
{
  return grid->kind == WG_GRID_BASE && grid->status != WG_GRID_EMPTY;
}

static wg_status list_grids(staffing *s)
{
  const wg_plan *plan = s->plan;
  size_t grids = (size_t)plan->grid_count, communities = (size_t)plan->communities.shapes.count;
  WG_TRY(wg_allocate(s->context, &s->staffed, grids, sizeof *s->staffed));
  WG_TRY(wg_allocate(s->context, &s->place, grids, sizeof *s->place));
  WG_TRY(wg_allocate(s->context, &s->load, grids, sizeof *s->load));
  WG_TRY(wg_allocate(s->context, &s->partner, grids, sizeof *s->partner));
  WG_TRY(wg_allocate(s->context, &s->teams, communities, sizeof *s->teams));
  for (int32_t g = 0; g < plan->grid_count; g++) {
    team *t = &s->teams[plan->grids[g].community];
    s->place[g] = -1;
    if (!needs_officer(&plan->grids[g])) continue;
    if (t->count++ == 0) t->first = s->count;
    s->load[s->count] = plan->grids[g].households;
    s->place[g] = s->count;
    s->staffed[s->count++] = g;
  }
  return WG_OK;
}

static int compare_edges(const void *left, const void *right)
{
  const wg_pairing_edge *x = left, *y = right;
  if (x->a != y->a) return x->a < y->a ? -1 : 1;
  return (x->b > y->b) - (x->b < y->b);
}

static bool same_ends(const wg_pairing_edge *x, const wg_pairing_edge *y)
{
  return x->a == y->a && x->b == y->b;
}

/* Borders of grids from those of their units, each pair once. Since the places of a community
 * follow each other, sorting puts the edges in order of communities too. */
static wg_status list_edges(staffing *s)
{
  const wg_plan *plan = s->plan;
  for (int64_t e = 0; e < plan->edge_count; e++) {
    const wg_unit_edge *edge = &plan->edges[e];
    int32_t p = plan->units[edge->a].grid, q = plan->units[edge->b].grid;
    if (p < 0 || q < 0 || p == q || !edge->passable) continue;
    if (plan->grids[p].community != plan->grids[q].community) continue;
    int32_t a = s->place[p], b = s->place[q];
    if (a < 0 || b < 0) continue;
    WG_TRY(wg_grow(s->context, &s->edges, &s->edge_capacity, s->edge_count + 1, sizeof *s->edges));
    s->edges[s->edge_count++] = (wg_pairing_edge){a < b ? a : b, a < b ? b : a, edge->length_mm};
  }
  if (s->edge_count > 1) qsort(s->edges, (size_t)s->edge_count, sizeof *s->edges, compare_edges);
  int64_t kept = 0;
  for (int64_t e = 0; e < s->edge_count; e++) {
    if (kept > 0 && same_ends(&s->edges[kept - 1], &s->edges[e]))
      s->edges[kept - 1].border_mm += s->edges[e].border_mm;
    else
      s->edges[kept++] = s->edges[e];
  }
  s->edge_count = kept;
  return WG_OK;
}

/* Hands every team its edges, numbered from its first grid. */
static void share_edges(staffing *s)
{
  for (int64_t e = s->edge_count - 1; e >= 0; e--) {
    wg_pairing_edge *edge = &s->edges[e];
    team *t = &s->teams[s->plan->grids[s->staffed[edge->a]].community];
    t->first_edge = e;
    t->edge_count++;
    edge->a -= t->first;
    edge->b -= t->first;
  }
}

/* --- who is paired ---------------------------------------------------------------------------- */

static wg_status solve_teams(staffing *s)
{
  wg_staffing *out = &s->plan->staffing;
  out->grids = out->least = s->count;
  out->proof = WG_PROOF_PROVEN;
  for (int64_t c = 0; c < s->plan->communities.shapes.count; c++) {
    team *t = &s->teams[c];
    const wg_pairing_graph graph = {t->count, s->load + t->first,
                                    t->edge_count > 0 ? s->edges + t->first_edge : NULL,
                                    t->edge_count};
    WG_TRY(wg_progress(s->context, "pairing", c, s->plan->communities.shapes.count));
    WG_TRY(wg_pairing_solve(&t->pairing, s->context, &graph));
    out->least -= t->pairing.most;
    if (!t->pairing.exact) out->proof = WG_PROOF_BEST_FOUND;
  }
  return WG_OK;
}

/* The cost of one pair more in a team. */
static wg_pairing_cost marginal(const team *t)
{
  const wg_pairing_cost *cost = t->pairing.cost + t->pairs;
  return (wg_pairing_cost){cost[1].product - cost[0].product,
                           cost[1].border_mm - cost[0].border_mm};
}

/* The next pair always where it costs least: the best in all, because costs are convex. */
static void share_pairs(staffing *s)
{
  int32_t missing = s->count - s->plan->staffing.officers;
  for (; missing > 0; missing--) {
    team *best = NULL;
    for (int64_t c = 0; c < s->plan->communities.shapes.count; c++) {
      team *t = &s->teams[c];
      if (t->pairs == t->pairing.most) continue;
      if (best == NULL || wg_pairing_less(marginal(t), marginal(best))) best = t;
    }
    if (best == NULL) return;
    best->pairs++;
  }
}

static void take_pairs(staffing *s)
{
  for (int64_t c = 0; c < s->plan->communities.shapes.count; c++) {
    const team *t = &s->teams[c];
    wg_pairing_take(&t->pairing, t->pairs, s->partner + t->first);
    for (int32_t i = t->first; i < t->first + t->count; i++)
      if (s->partner[i] >= 0) s->partner[i] += t->first;
  }
}

/* --- posts ------------------------------------------------------------------------------------ */

static int64_t border_of(const staffing *s, int32_t a, int32_t b)
{
  const team *t = &s->teams[s->plan->grids[s->staffed[a]].community];
  for (int64_t e = t->first_edge; e < t->first_edge + t->edge_count; e++)
    if (s->edges[e].a == a - t->first && s->edges[e].b == b - t->first)
      return s->edges[e].border_mm;
  return 0;
}

static wg_status make_posts(staffing *s)
{
  wg_staffing *out = &s->plan->staffing;
  for (int32_t i = 0; i < s->count; i++) {
    int32_t j = s->partner[i];
    if (j >= 0 && j < i) continue;
    WG_TRY(wg_grow(s->context, &out->posts, &out->capacity, out->count + 1, sizeof *out->posts));
    out->posts[out->count++] = (wg_post){.grids = {s->staffed[i], j >= 0 ? s->staffed[j] : -1},
                                         .households = s->load[i] + (j >= 0 ? s->load[j] : 0),
                                         .border_mm = j >= 0 ? border_of(s, i, j) : 0};
  }
  return WG_OK;
}

static int compare_posts(const void *left, const void *right)
{
  const wg_post *a = left, *b = right; /* most households first */
  if (a->households != b->households) return a->households > b->households ? -1 : 1;
  return (a->grids[0] > b->grids[0]) - (a->grids[0] < b->grids[0]);
}

static int compare_places(const void *left, const void *right)
{
  const wg_post *a = left, *b = right;
  return (a->grids[0] > b->grids[0]) - (a->grids[0] < b->grids[0]);
}

/* More posts than officers: those with the fewest households are given up. */
static void give_up(wg_staffing *out)
{
  if (out->count <= out->officers) return;
  qsort(out->posts, (size_t)out->count, sizeof *out->posts, compare_posts);
  out->count = out->officers;
  if (out->count > 1) qsort(out->posts, (size_t)out->count, sizeof *out->posts, compare_places);
}

/* --- findings --------------------------------------------------------------------------------- */

static bool is_ours(wg_finding_code code)
{
  return code == WG_FINDING_OFFICERS_SHARED || code == WG_FINDING_OFFICERS_TOO_FEW;
}

static void forget(wg_plan *plan)
{
  wg_findings *findings = &plan->findings;
  int64_t kept = 0;
  for (int64_t i = 0; i < findings->count; i++)
    if (!is_ours(findings->items[i].code)) findings->items[kept++] = findings->items[i];
  findings->count = kept;
  plan->staffing.count = 0;
}

/* Grids that no post has, in *grids, and their households. */
static int64_t count_uncovered(const staffing *s, int64_t *grids)
{
  const wg_staffing *out = &s->plan->staffing;
  int64_t households = 0;
  *grids = s->count;
  for (int32_t i = 0; i < s->count; i++) households += s->load[i];
  for (int64_t p = 0; p < out->count; p++) {
    households -= out->posts[p].households;
    *grids -= 1 + (out->posts[p].grids[1] >= 0);
  }
  return households;
}

static wg_status report(staffing *s)
{
  const wg_staffing *out = &s->plan->staffing;
  wg_findings *findings = &s->plan->findings;
  wg_context *context = s->context;
  wg_finding *finding;
  int64_t grids, households = count_uncovered(s, &grids);
  bool short_of = out->least > out->officers;
  if (out->officers >= out->grids) return WG_OK;
  WG_TRY(wg_findings_add(findings, context,
                         short_of ? WG_FINDING_OFFICERS_TOO_FEW : WG_FINDING_OFFICERS_SHARED,
                         &finding));
  WG_TRY(wg_texts_format(&findings->texts, context, &finding->subject,
                         wg_in(context, "%d officers", "%d 名网格员"), (int)out->officers));
  if (!short_of) {
    WG_TRY(wg_texts_format(
        &findings->texts, context, &finding->reason,
        wg_in(context, "%d officers for %d grids: %d of them look after two neighbouring grids.",
              "%d 名网格员负责 %d 个网格：其中 %d 名负责相邻的两个网格。"),
        (int)out->officers, (int)out->grids, (int)(out->grids - out->officers)));
    return wg_texts_format(&findings->texts, context, &finding->remedy,
                           wg_in(context, "%d officers more would make one for every grid.",
                                 "再增加 %d 名可做到一格一员。"),
                           (int)(out->grids - out->officers));
  }
  WG_TRY(wg_texts_format(
      &findings->texts, context, &finding->reason,
      wg_in(
          context,
          "%d officers for %d grids: even with two neighbouring grids each where possible, %d are "
          "needed; %lld grids with %lld households have nobody.",
          "%d 名网格员负责 %d 个网格：即使尽可能每人负责相邻两格，也需要 %d 名；%lld 个网格（%lld "
          "户）无人负责。"),
      (int)out->officers, (int)out->grids, (int)out->least, (long long)grids,
      (long long)households));
  return wg_texts_format(&findings->texts, context, &finding->remedy,
                         wg_in(context,
                               "%d officers more are needed at least, %d for one in every grid.",
                               "至少还需 %d 名；一格一员则需 %d 名。"),
                         (int)(out->least - out->officers), (int)(out->grids - out->officers));
}

/* --- the whole -------------------------------------------------------------------------------- */

static void free_staffing(staffing *s)
{
  for (int64_t c = 0; s->teams != NULL && c < s->plan->communities.shapes.count; c++)
    wg_pairing_free(&s->teams[c].pairing, s->context);
  wg_release(s->context, s->teams);
  wg_release(s->context, s->staffed);
  wg_release(s->context, s->place);
  wg_release(s->context, s->load);
  wg_release(s->context, s->edges);
  wg_release(s->context, s->partner);
}

wg_status wg_staff(wg_plan *plan, wg_context *context)
{
  staffing s = {.plan = plan, .context = context};
  if (plan->staffing.officers <= 0) return WG_OK;
  forget(plan);
  wg_status status = list_grids(&s);
  if (status == WG_OK) status = list_edges(&s);
  if (status == WG_OK) {
    share_edges(&s);
    status = solve_teams(&s);
  }
  if (status == WG_OK) {
    share_pairs(&s);
    take_pairs(&s);
    status = make_posts(&s);
  }
  if (status == WG_OK) {
    give_up(&plan->staffing);
    status = report(&s);
  }
  free_staffing(&s);
  return status;
}
