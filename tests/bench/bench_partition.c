/* bench_partition GRAPH...: gpmetis beside wg_divide on the same graphs in one run.
 *
 * For each graph: gpmetis -contig -ufactor=250 at households / 400 parts; then wangge at fast,
 * normal and thorough (seeds 1 … 5, fast also at the number of parts that gpmetis returned), with
 * balance 0, so that cost is border cost alone. Prints parts, in range, connected, cost, time as
 * each reports it for the partitioning alone, and the ratios. gpmetis: Debian package metis. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "algorithms/graph.h"
#include "geodata/metis.h"
#include "wangge/wangge.h"

typedef struct figures {
  int64_t parts, in_range, connected, cost;
  double seconds;
} figures;

static wg_status load(wg_context *context, const char *path, wg_graph *graph)
{
  wg_metis_graph file;
  WG_TRY(wg_metis_read(&file, context, path));
  wg_graph_edge *edges = calloc((size_t)file.edge_count + 1, sizeof *edges);
  if (edges == NULL) return WG_OUT_OF_MEMORY;
  for (int64_t e = 0; e < file.edge_count; e++)
    edges[e] = (wg_graph_edge){file.edge_a[e], file.edge_b[e], file.edge_cost[e]};
  WG_TRY(wg_graph_build(graph, context, file.unit_count, edges, file.edge_count));
  graph->households = file.households;
  file.households = NULL;
  wg_metis_free(&file, context);
  free(edges);
  return WG_OK;
}

/* Marks the piece of `start`. */
static void flood(const wg_graph *graph, const int32_t *part, int32_t start, char *seen,
                  int32_t *stack)
{
  int32_t top = 0;
  stack[top++] = start;
  seen[start] = 1;
  while (top > 0) {
    int32_t u = stack[--top];
    for (int64_t s = graph->first[u]; s < graph->first[u + 1]; s++) {
      int32_t v = graph->neighbor[s];
      if (seen[v] || part[v] != part[u]) continue;
      seen[v] = 1;
      stack[top++] = v;
    }
  }
}

/* Of anyone's partition; empty parts are not counted. */
static figures judge(const wg_graph *graph, const int32_t *part, const wg_rule *rule)
{
  figures f = {0};
  size_t units = (size_t)graph->unit_count;
  int64_t *households = calloc(units, sizeof *households);
  int32_t *pieces = calloc(units, sizeof *pieces), *stack = calloc(units, sizeof *stack);
  char *seen = calloc(units, 1);
  if (households == NULL || pieces == NULL || stack == NULL || seen == NULL) abort();
  for (int32_t u = 0; u < graph->unit_count; u++) {
    households[part[u]] += graph->households[u];
    for (int64_t s = graph->first[u]; s < graph->first[u + 1]; s++)
      if (graph->neighbor[s] > u && part[graph->neighbor[s]] != part[u]) f.cost += graph->cost[s];
    if (seen[u]) continue;
    pieces[part[u]]++;
    flood(graph, part, u, seen, stack);
  }
  for (size_t p = 0; p < units; p++) {
    if (pieces[p] == 0) continue;
    f.parts++;
    f.connected += pieces[p] == 1;
    f.in_range += households[p] >= rule->min && households[p] <= rule->max;
  }
  free(households);
  free(pieces);
  free(stack);
  free(seen);
  return f;
}

static int read_parts(const char *path, int32_t *part, int32_t units)
{
  FILE *file = fopen(path, "r");
  int read = 0;
  while (file != NULL && read < units && fscanf(file, "%d", &part[read]) == 1) read++;
  if (file != NULL) fclose(file);
  return read == units;
}

/* Runs gpmetis on a copy of the name in a folder of its own: it writes beside its input. */
static int run_gpmetis(const char *path, const wg_graph *graph, int64_t parts, const wg_rule *rule,
                       figures *out)
{
  char folder[] = "/tmp/bench_XXXXXX", command[1200], name[64], line[256];
  int32_t *part = calloc((size_t)graph->unit_count, sizeof *part);
  if (part == NULL || mkdtemp(folder) == NULL) return 0;
  snprintf(command, sizeof command,
           "ln -s \"$(realpath '%s')\" %s/g && gpmetis -contig -ufactor=250 %s/g %lld > %s/log 2>&1",
           path, folder, folder, (long long)parts, folder);
  int good = system(command) == 0;
  snprintf(name, sizeof name, "%s/g.part.%lld", folder, (long long)parts);
  good = good && read_parts(name, part, graph->unit_count);
  if (good) *out = judge(graph, part, rule);
  snprintf(name, sizeof name, "%s/log", folder);
  FILE *log = fopen(name, "r");
  while (log != NULL && fgets(line, sizeof line, log) != NULL)
    sscanf(line, "  Partitioning: %lf", &out->seconds);
  if (log != NULL) fclose(log);
  snprintf(command, sizeof command, "rm -r %s", folder);
  good = system(command) == 0 && good;
  free(part);
  return good;
}

static void print_line(const char *who, const figures *f, const figures *beside)
{
  printf("  %-22s parts %5lld  in range %5lld  connected %5lld  cost %10.1f m  %8.4f s", who,
         (long long)f->parts, (long long)f->in_range, (long long)f->connected,
         (double)f->cost / 10, f->seconds);
  if (beside->cost > 0)
    printf("  cost ×%.3f  time ×%.2f", (double)f->cost / (double)beside->cost,
           beside->seconds > 0 ? f->seconds / beside->seconds : 0);
  printf("\n");
}

/* The worst cost and the median time of seeds 1 … 5. */
static wg_status run_wangge(wg_context *context, const char *path, wg_rule rule, figures *out)
{
  double seconds[5];
  *out = (figures){.in_range = INT64_MAX, .connected = INT64_MAX};
  for (int seed = 1; seed <= 5; seed++) {
    wg_partition_figures f;
    rule.seed = (uint64_t)seed;
    WG_TRY(wg_partition_file(context, path, NULL, &rule, &f));
    out->parts = f.parts;
    if (f.cost > out->cost) out->cost = f.cost;
    if (f.in_range < out->in_range) out->in_range = f.in_range;
    if (f.connected < out->connected) out->connected = f.connected;
    int at = seed - 1;
    for (; at > 0 && seconds[at - 1] > f.seconds_partition; at--) seconds[at] = seconds[at - 1];
    seconds[at] = f.seconds_partition;
  }
  out->seconds = seconds[2];
  return WG_OK;
}

static wg_status bench(wg_context *context, const char *path, int efforts)
{
  static const char *const names[] = {"wangge fast", "wangge normal", "wangge thorough"};
  wg_graph graph;
  wg_rule rule = WG_RULE_INIT;
  figures metis = {0}, ours;
  int64_t households = 0;
  WG_TRY(load(context, path, &graph));
  for (int32_t u = 0; u < graph.unit_count; u++) households += graph.households[u];
  rule.balance = 0;
  rule.parts = (int32_t)((households + 200) / 400);
  printf("%s: %d units, %lld households, %d parts asked for\n", path, graph.unit_count,
         (long long)households, rule.parts);
  if (run_gpmetis(path, &graph, rule.parts, &rule, &metis))
    print_line("gpmetis", &metis, &(figures){0});
  wg_rule same = rule;
  same.effort = WG_EFFORT_FAST;
  same.parts = (int32_t)metis.parts;
  if (metis.parts > 0 && metis.parts != rule.parts) {
    WG_TRY(run_wangge(context, path, same, &ours));
    print_line("wangge fast, its parts", &ours, &metis);
  }
  for (int e = 0; e < efforts; e++) {
    rule.effort = (wg_effort)e;
    WG_TRY(run_wangge(context, path, rule, &ours));
    print_line(names[e], &ours, &metis);
  }
  wg_graph_free(&graph, context);
  return WG_OK;
}

int main(int count, char **arguments)
{
  wg_context *context;
  int efforts = 2, first = 1;
  if (count > 1 && strcmp(arguments[1], "--thorough") == 0) efforts = 3, first = 2;
  if (count <= first) return fprintf(stderr, "bench_partition [--thorough] GRAPH...\n"), 2;
  if (wg_context_new(&context, NULL) != WG_OK) return 1;
  for (int i = first; i < count; i++)
    if (bench(context, arguments[i], efforts) != WG_OK)
      return fprintf(stderr, "%s\n", wg_message(context)), 1;
  wg_context_free(context);
  return 0;
}
