/* wg_divide against two oracles that share no code with it or with each other.
 *
 * Up to 14 units: every connected partition into K parts, by brute force, gives the least fault.
 * Up to 40 units: an integer program over all connected sets within the bounds (each unit in
 * exactly one chosen set, K sets, longest inner borders), solved by glpsol, says whether K grids
 * within the bounds exist and what the shortest borders are. Instances with more than COLUMNS sets
 * are left out. Skipped where glpsol is not installed. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <inttypes.h>
#include <stdio.h>
#include <unistd.h>

#include "worlds/graph_world.h"

#define COLUMNS 20000
#define WORLDS 240

static wg_context *context;

typedef struct column {
  uint64_t units;
  int64_t inner;
} column;

typedef struct oracle {
  const wg_graph *graph;
  const wg_rule *rule;
  uint64_t around[64];
  column *columns;
  int32_t count; /* COLUMNS + 1: too many */
} oracle;

static void prepare(oracle *o, const wg_graph *graph, const wg_rule *rule)
{
  *o = (oracle){.graph = graph, .rule = rule};
  for (int32_t u = 0; u < graph->unit_count; u++)
    for (int64_t s = graph->first[u]; s < graph->first[u + 1]; s++)
      o->around[u] |= UINT64_C(1) << graph->neighbor[s];
}

static int64_t households_of(const oracle *o, uint64_t set)
{
  int64_t sum = 0;
  for (; set != 0; set &= set - 1) sum += o->graph->households[__builtin_ctzll(set)];
  return sum;
}

static uint64_t edge_of(const oracle *o, uint64_t set)
{
  uint64_t edge = 0;
  for (uint64_t rest = set; rest != 0; rest &= rest - 1) edge |= o->around[__builtin_ctzll(rest)];
  return edge & ~set;
}

/* --- brute force ------------------------------------------------------------------------------ */

static int64_t brute(const oracle *o, uint64_t rest, int32_t parts, int64_t limit);

static int64_t brute_grow(const oracle *o, uint64_t rest, uint64_t set, uint64_t barred,
                          int32_t parts, int64_t limit)
{
  uint64_t edge = edge_of(o, set) & rest & ~barred;
  if (edge == 0) {
    int64_t fault = wg_rule_fault(o->rule, households_of(o, set));
    if (fault >= limit) return limit;
    int64_t others = brute(o, rest & ~set, parts - 1, limit - fault);
    return fault + others < limit ? fault + others : limit;
  }
  uint64_t unit = edge & -edge;
  limit = brute_grow(o, rest, set | unit, barred, parts, limit);
  return brute_grow(o, rest, set, barred | unit, parts, limit);
}

/* The least fault below `limit` of `rest` in so many connected parts, or `limit`. */
static int64_t brute(const oracle *o, uint64_t rest, int32_t parts, int64_t limit)
{
  if (rest == 0) return parts == 0 && limit > 0 ? 0 : limit;
  if (parts == 0) return limit;
  return brute_grow(o, rest, rest & -rest, 0, parts, limit);
}

/* --- integer program --------------------------------------------------------------------------- */

static void add_column(oracle *o, uint64_t set)
{
  int64_t inner = 0;
  const wg_graph *graph = o->graph;
  for (int32_t u = 0; u < graph->unit_count; u++)
    for (int64_t s = graph->first[u]; (set >> u & 1) && s < graph->first[u + 1]; s++)
      if (graph->neighbor[s] > u && (set >> graph->neighbor[s] & 1)) inner += graph->cost[s];
  o->columns[o->count++] = (column){set, inner};
}

/* Connected sets with `set` in them, without `barred`, of at most max. */
static void list_sets(oracle *o, uint64_t set, uint64_t barred)
{
  int64_t households = households_of(o, set);
  if (households > o->rule->max || o->count > COLUMNS) return;
  if (households >= o->rule->min) add_column(o, set);
  uint64_t edge = edge_of(o, set) & ~barred;
  while (edge != 0) {
    uint64_t unit = edge & -edge;
    list_sets(o, set | unit, barred);
    barred |= unit;
    edge ^= unit;
  }
}

static void write_program(const oracle *o, FILE *file, int32_t parts)
{
  fprintf(file, "Maximize\n inner: 0 none");
  for (int32_t c = 0; c < o->count; c++)
    fprintf(file, "\n + %" PRId64 " x%d", o->columns[c].inner, c);
  fprintf(file, "\nSubject To\n parts:");
  for (int32_t c = 0; c < o->count; c++) fprintf(file, "\n + x%d", c);
  fprintf(file, "\n = %d\n", parts);
  for (int32_t u = 0; u < o->graph->unit_count; u++) {
    fprintf(file, " unit%d: 0 none", u);
    for (int32_t c = 0; c < o->count; c++)
      if (o->columns[c].units >> u & 1) fprintf(file, "\n + x%d", c);
    fprintf(file, "\n = 1\n");
  }
  fprintf(file, "Binary\n");
  for (int32_t c = 0; c < o->count; c++) fprintf(file, " x%d\n", c);
  fprintf(file, "End\n");
}

typedef enum answer { FEASIBLE, INFEASIBLE, UNKNOWN } answer;

/* The longest inner border of K grids within the bounds. */
static answer solve_program(const oracle *o, int32_t parts, int64_t *inner)
{
  char folder[] = "/tmp/oracle_XXXXXX", name[64], command[256], line[256], status = 0;
  if (o->count == 0) return INFEASIBLE;
  assert_non_null(mkdtemp(folder));
  snprintf(name, sizeof name, "%s/p.lp", folder);
  FILE *file = fopen(name, "w");
  assert_non_null(file);
  write_program(o, file, parts);
  fclose(file);
  snprintf(command, sizeof command,
           "glpsol --lp %s/p.lp --tmlim 10 --cuts -w %s/answer > %s/log 2>&1", folder, folder,
           folder);
  int result = system(command);
  double value = 0;
  snprintf(name, sizeof name, "%s/answer", folder);
  file = fopen(name, "r");
  while (file != NULL && fgets(line, sizeof line, file) != NULL)
    if (sscanf(line, "s mip %*d %*d %c %lf", &status, &value) >= 1) break;
  if (file != NULL) fclose(file);
  snprintf(command, sizeof command, "grep -q -E 'NO PRIMAL FEASIBLE|NO INTEGER FEASIBLE' %s/log",
           folder);
  bool none = system(command) == 0;
  snprintf(command, sizeof command, "rm -r %s", folder);
  result |= system(command);
  *inner = (int64_t)(value + 0.5);
  return result == 0 && status == 'o' ? FEASIBLE : none || status == 'n' ? INFEASIBLE : UNKNOWN;
}

/* --- worlds ------------------------------------------------------------------------------------ */

typedef struct tally {
  int32_t judged, feasible, infeasible, proved, in_range, near, false_proofs, unknown;
} tally;

static bool is_connected(const wg_graph *graph)
{
  int32_t component[64], count = 0;
  assert_int_equal(wg_graph_components(graph, context, component, &count), WG_OK);
  return count == 1;
}

/* A connected world of 12 … 40 units with 2 … 5 grids. */
static wg_graph draw_world(wg_random *random, wg_rule *rule)
{
  for (;;) {
    int32_t units = 12 + (int32_t)wg_random_below(random, 29);
    wg_graph graph = patch_world(context, random, units, 3 + (int32_t)wg_random_below(random, 4),
                                 5 + (int32_t)wg_random_below(random, 30));
    int64_t households = 0;
    for (int32_t u = 0; u < units; u++) households += graph.households[u];
    *rule = (wg_rule)WG_RULE_INIT;
    int32_t slack = 10 + (int32_t)wg_random_below(random, 91);
    rule->min = 400 - slack;
    rule->max = 400 + slack;
    rule->balance = 0;
    rule->seed = wg_random_next(random);
    rule->parts = (int32_t)((households + 200) / 400);
    if (rule->parts >= 2 && rule->parts <= 5 && is_connected(&graph)) return graph;
    wg_graph_free(&graph, context);
  }
}

static void judge_cost(const oracle *o, const wg_division *division, int64_t inner, tally *t)
{
  int64_t total = 0;
  for (int64_t s = 0; s < o->graph->first[o->graph->unit_count]; s++) total += o->graph->cost[s];
  int64_t least = total / 2 - inner, cost = division->partition.cost;
  t->in_range += division->verdicts[0].fault == 0;
  if (division->verdicts[0].fault == 0) assert_true(cost >= least);
  t->near += division->verdicts[0].fault == 0 && cost * 100 <= least * 101;
}

static void judge_world(const wg_graph *graph, const wg_rule *rule, tally *t)
{
  oracle o;
  wg_division division;
  int64_t inner;
  prepare(&o, graph, rule);
  o.columns = malloc((COLUMNS + 2) * sizeof *o.columns);
  assert_non_null(o.columns);
  assert_int_equal(wg_divide(&division, context, graph, rule, "oracle"), WG_OK);
  const wg_verdict *verdict = &division.verdicts[0];
  for (int32_t u = 0; u < graph->unit_count; u++)
    list_sets(&o, UINT64_C(1) << u, (UINT64_C(1) << u) - 1);
  if (graph->unit_count <= 14) {
    int64_t least = brute(&o, (UINT64_C(1) << graph->unit_count) - 1, rule->parts, INT64_MAX / 4);
    assert_true(verdict->bound <= least);
    assert_int_equal(verdict->fault, least);
  }
  answer said = o.count <= COLUMNS ? solve_program(&o, rule->parts, &inner) : UNKNOWN;
  t->judged += said != UNKNOWN;
  t->unknown += said == UNKNOWN;
  if (said == FEASIBLE) {
    t->feasible++;
    t->false_proofs += verdict->bound > 0;
    judge_cost(&o, &division, inner, t);
  } else if (said == INFEASIBLE) {
    t->infeasible++;
    assert_true(verdict->fault > 0);
    t->proved += verdict->bound > 0;
  }
  free(o.columns);
  wg_division_free(&division, context);
}

static void both_oracles_agree(void **state)
{
  (void)state;
  if (system("glpsol --version > /dev/null 2>&1") != 0) {
    print_message("glpsol is not installed (Debian package glpk-utils)\n");
    skip();
  }
  wg_random random = wg_random_seeded(2026);
  tally t = {0};
  for (int world = 0; t.judged < WORLDS && world < 2 * WORLDS; world++) {
    wg_rule rule;
    wg_graph graph = draw_world(&random, &rule);
    judge_world(&graph, &rule, &t);
    wg_graph_free(&graph, context);
  }
  print_message("judged %d: feasible %d (in range %d, within 1 %% %d), infeasible %d (proved %d), "
                "not judged %d, false proofs %d\n",
                t.judged, t.feasible, t.in_range, t.near, t.infeasible, t.proved, t.unknown,
                t.false_proofs);
  assert_in_range(t.judged, 200, WORLDS);
  assert_int_equal(t.false_proofs, 0);
  assert_int_equal(t.in_range, t.feasible);
  assert_true(t.near * 100 >= t.feasible * 95);
  assert_true(t.proved * 100 >= t.infeasible * 90);
}

int main(void)
{
  const struct CMUnitTest tests[] = {cmocka_unit_test(both_oracles_agree)};
  if (wg_context_new(&context, NULL) != WG_OK) return 1;
  int failed = cmocka_run_group_tests(tests, NULL, NULL);
  wg_context_free(context);
  return failed;
}
