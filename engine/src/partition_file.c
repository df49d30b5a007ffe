/* `wangge partition`: a METIS graph in, one part number a line out, and the figures of it.
 *
 * The figures are counted anew from the file's own edges and a search of their own, so that a
 * mistake of the partition shows in them. Time is measured around the division alone. */
#include "wangge/wangge.h"

#include <string.h>
#include <time.h>

#include "algorithms/partition.h"
#include "geodata/metis.h"
#include "measure.h"

/* The weights of the file by what the rule measures. */
static void move_weights(wg_graph *out, wg_metis_graph *file, const wg_rule *rule)
{
  bool by_persons = rule->measure == WG_MEASURE_PERSONS;
  int32_t **measure = by_persons ? &file->persons : &file->households;
  out->households = *measure;
  *measure = NULL;
  if (!wg_has_both_measures(rule)) return;
  out->persons = file->persons;
  file->persons = NULL;
}

static wg_status require_persons(wg_context *context, const wg_metis_graph *file, const char *path,
                                 const wg_rule *rule)
{
  bool needed = rule->measure == WG_MEASURE_PERSONS || wg_has_both_measures(rule);
  if (!needed || file->persons != NULL) return WG_OK;
  return wg_fail(context, WG_MISUSE,
                 wg_in(context,
                       "Persons have bounds, but '%s' has one weight a unit: give it two (ncon 2), "
                       "households and persons.",
                       "给出了人口上下限，但“%s”每个单元只有一个权重：请给出两个（ncon "
                       "2），即户数和人口。"),
                 path);
}

static wg_status graph_of_file(wg_graph *out, wg_context *context, wg_metis_graph *file,
                               const wg_rule *rule)
{
  wg_graph_edge *edges;
  WG_TRY(wg_allocate(context, &edges, (size_t)file->edge_count, sizeof *edges));
  for (int64_t e = 0; e < file->edge_count; e++)
    edges[e] = (wg_graph_edge){file->edge_a[e], file->edge_b[e], file->edge_cost[e]};
  wg_status status = wg_graph_build(out, context, file->unit_count, edges, file->edge_count);
  wg_release(context, edges);
  if (status == WG_OK) move_weights(out, file, rule);
  return status;
}

/* Marks all that can be reached from `start` inside its part. */
static void flood(const wg_graph *graph, const int32_t *part, int32_t start, bool *reached,
                  int32_t *queue)
{
  int32_t head = 0, tail = 0;
  queue[tail++] = start;
  reached[start] = true;
  while (head < tail) {
    int32_t u = queue[head++];
    for (int64_t s = graph->first[u]; s < graph->first[u + 1]; s++) {
      int32_t v = graph->neighbor[s];
      if (reached[v] || part[v] != part[u]) continue;
      reached[v] = true;
      queue[tail++] = v;
    }
  }
}

/* Parts in one piece: those with exactly one flood. */
static wg_status count_connected(wg_context *context, const wg_graph *graph, const int32_t *part,
                                 int32_t part_count, int64_t *connected)
{
  bool *reached = NULL;
  int32_t *queue = NULL, *pieces = NULL;
  wg_status status;
  size_t units = (size_t)graph->unit_count;
  WG_TRY_DONE(wg_allocate(context, &reached, units, sizeof *reached));
  WG_TRY_DONE(wg_allocate(context, &queue, units, sizeof *queue));
  WG_TRY_DONE(wg_allocate(context, &pieces, (size_t)part_count, sizeof *pieces));
  for (int32_t u = 0; u < graph->unit_count; u++) {
    if (reached[u]) continue;
    pieces[part[u]]++;
    flood(graph, part, u, reached, queue);
  }
  *connected = 0;
  for (int32_t p = 0; p < part_count; p++) *connected += pieces[p] == 1;
done:
  wg_release(context, reached);
  wg_release(context, queue);
  wg_release(context, pieces);
  return status;
}

static wg_status count_households(wg_context *context, const wg_graph *graph,
                                  const wg_division *division, const wg_rule *rule,
                                  wg_partition_figures *figures)
{
  const wg_partition *partition = &division->partition;
  int64_t *households, *persons = NULL;
  int32_t *verdict;
  WG_TRY(wg_allocate(context, &households, (size_t)partition->part_count, sizeof *households));
  wg_status status = wg_allocate(context, &verdict, (size_t)partition->part_count, sizeof *verdict);
  if (status != WG_OK) goto done;
  WG_TRY_DONE(wg_allocate(context, &persons, (size_t)partition->part_count, sizeof *persons));
  for (int32_t u = 0; u < graph->unit_count; u++) {
    households[partition->part[u]] += graph->households[u];
    if (graph->persons != NULL) persons[partition->part[u]] += graph->persons[u];
    verdict[partition->part[u]] = division->verdict_of_unit[u];
    figures->households += graph->households[u];
  }
  for (int32_t p = 0; p < partition->part_count; p++) {
    const wg_verdict *judged = &division->verdicts[verdict[p]];
    bool inside = wg_status_by_rule(rule, households[p], persons[p]) == WG_GRID_OK;
    figures->in_range += inside;
    if (inside || judged->households == 0) continue; /* without households: empty, no claim */
    figures->fault += wg_fault_by_rule(rule, households[p], persons[p]);
    *(judged->fault == judged->bound ? &figures->out_proven : &figures->out_unproven) += 1;
  }
done:
  wg_release(context, households);
  wg_release(context, persons);
  wg_release(context, verdict);
  return status;
}

static void count_cost(const wg_graph *graph, const int32_t *part, wg_partition_figures *figures)
{
  for (int32_t u = 0; u < graph->unit_count; u++)
    for (int64_t s = graph->first[u]; s < graph->first[u + 1]; s++)
      if (graph->neighbor[s] > u && part[graph->neighbor[s]] != part[u])
        figures->cost += graph->cost[s];
}

static wg_status fill_figures(wg_context *context, const wg_graph *graph,
                              const wg_division *division, const wg_rule *rule,
                              wg_partition_figures *figures)
{
  const wg_partition *partition = &division->partition;
  figures->units = graph->unit_count;
  figures->edges = graph->first[graph->unit_count] / 2;
  figures->parts = partition->part_count;
  figures->steps = partition->steps;
  count_cost(graph, partition->part, figures);
  WG_TRY(
      count_connected(context, graph, partition->part, partition->part_count, &figures->connected));
  return count_households(context, graph, division, rule, figures);
}

static double now_s(void)
{
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

wg_status wg_partition_file(wg_context *context, const char *graph_path, const char *parts_path,
                            const wg_rule *rule, wg_partition_figures *figures)
{
  memset(figures, 0, sizeof *figures);
  wg_metis_graph file;
  wg_graph graph = {0};
  wg_division division = {0};
  WG_TRY(wg_metis_read(&file, context, graph_path));
  wg_status status;
  WG_TRY_DONE(require_persons(context, &file, graph_path, rule));
  WG_TRY_DONE(graph_of_file(&graph, context, &file, rule));
  double begin = now_s();
  WG_TRY_DONE(wg_divide(&division, context, &graph, rule, ""));
  figures->seconds_partition = now_s() - begin;
  WG_TRY_DONE(fill_figures(context, &graph, &division, rule, figures));
  if (parts_path != NULL)
    WG_TRY_DONE(
        wg_metis_write_parts(context, parts_path, division.partition.part, graph.unit_count));
done:
  wg_division_free(&division, context);
  wg_graph_free(&graph, context);
  wg_metis_free(&file, context);
  return status;
}
