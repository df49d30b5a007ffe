/* bench_partition [OPTION]... GRAPH...: gpmetis beside wangge on the same graphs in one run.
 *
 * gpmetis -contig -ufactor=250 is asked for households / 400 parts, at its defaults and with seeds
 * of its own; after each of its results wangge fast divides into as many parts as that has. Then
 * wangge at households / 400 parts with every effort asked for. Always --balance 0, so that cost is
 * border cost alone. Figures of wangge are the worst of its seeds; time is what each program
 * reports for the partitioning alone, gpmetis's the median of 5 runs. From 20,000 units on whole
 * processes are timed too, in turn, medians of 5. Needs the Debian package metis. */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "partition/judge.h"
#include "partition/process.h"
#include "partition/report.h"
#include "wangge/wangge.h"

enum { RUNS = 5, SEEDS_MAX = 99, PROCESSES_FROM = 20000 };

typedef struct bench {
  wg_context *context;
  output out;
  const char *efforts, *program;
  int seeds, peer_seeds;
  const char *path, *name; /* of the graph */
  char folder[900];
  wg_graph graph;
  int32_t *part;
  wg_rule rule;
} bench;

static const char *const effort_names[] = {"fast", "normal", "thorough"};

static row row_of(const bench *b, const char *who, int32_t asked)
{
  row l = {.graph = b->name, .asked = asked};
  snprintf(l.who, sizeof l.who, "%s", who);
  return l;
}

/* --- gpmetis ---------------------------------------------------------------------------------- */

/* gpmetis writes beside its input, so that is a copy. seed −1: its default. */
static process_figures start_gpmetis(const bench *b, int seed)
{
  char graph[1024], log[1024], seed_text[32], parts[32];
  snprintf(graph, sizeof graph, "%s/g", b->folder);
  snprintf(log, sizeof log, "%s/log", b->folder);
  snprintf(seed_text, sizeof seed_text, "-seed=%d", seed);
  snprintf(parts, sizeof parts, "%d", b->rule.parts);
  return run_process((const char *const[]){"gpmetis", "-contig", "-ufactor=250", seed_text, graph,
                                           parts, NULL},
                     log);
}

static double gpmetis_said(const bench *b)
{
  char path[1024], text[256];
  double seconds = 0;
  snprintf(path, sizeof path, "%s/log", b->folder);
  FILE *log = fopen(path, "r");
  while (log != NULL && fgets(text, sizeof text, log) != NULL)
    sscanf(text, "  Partitioning: %lf", &seconds);
  if (log != NULL) fclose(log);
  return seconds;
}

static bool run_gpmetis(bench *b, int seed, row *out)
{
  char path[1024], who[40];
  double seconds[RUNS];
  snprintf(who, sizeof who, seed < 0 ? "gpmetis" : "gpmetis, seed %d", seed);
  *out = row_of(b, who, b->rule.parts);
  for (int i = 0; i < RUNS; i++) {
    if (start_gpmetis(b, seed).exit_code != 0) return false;
    seconds[i] = gpmetis_said(b);
  }
  snprintf(path, sizeof path, "%s/g.part.%d", b->folder, b->rule.parts);
  if (!read_parts(path, b->part, b->graph.unit_count)) return false;
  out->worst = judge(&b->graph, b->part, &b->rule);
  out->seconds_median = median(seconds, RUNS);
  out->seconds_worst = seconds[RUNS - 1];
  return true;
}

/* --- wangge ----------------------------------------------------------------------------------- */

static void keep_worst(figures *worst, const figures *f, bool first)
{
  if (first || f->parts > worst->parts) worst->parts = f->parts;
  if (first || f->in_range < worst->in_range) worst->in_range = f->in_range;
  if (first || f->connected < worst->connected) worst->connected = f->connected;
  if (first || f->cost > worst->cost) worst->cost = f->cost;
}

/* One seed, judged by the same ruler as gpmetis; what wangge says of itself must be the same. */
static wg_status divide_once(bench *b, const wg_rule *rule, figures *f, double *seconds)
{
  char path[1024];
  wg_partition_figures said;
  snprintf(path, sizeof path, "%s/parts", b->folder);
  WG_TRY(wg_partition_file(b->context, b->path, path, rule, &said));
  if (!read_parts(path, b->part, b->graph.unit_count)) return WG_INTERNAL;
  *f = judge(&b->graph, b->part, rule);
  *seconds = said.seconds_partition;
  if (f->parts == said.parts && f->in_range == said.in_range && f->connected == said.connected &&
      f->cost == said.cost)
    return WG_OK;
  return wg_fail(b->context, WG_INTERNAL, "wangge says other figures than were counted anew");
}

static wg_status run_wangge(bench *b, wg_rule rule, const char *who, row *out)
{
  double seconds[SEEDS_MAX];
  *out = row_of(b, who, rule.parts);
  for (int seed = 1; seed <= b->seeds; seed++) {
    figures f;
    rule.seed = (uint64_t)seed;
    WG_TRY(divide_once(b, &rule, &f, &seconds[seed - 1]));
    keep_worst(&out->worst, &f, seed == 1);
  }
  out->seconds_median = median(seconds, b->seeds);
  out->seconds_worst = seconds[b->seeds - 1];
  return WG_OK;
}

/* --- whole processes -------------------------------------------------------------------------- */

static process_figures start_wangge(const bench *b, int64_t parts)
{
  char out[1024], log[1024], count[32];
  snprintf(out, sizeof out, "%s/parts", b->folder);
  snprintf(log, sizeof log, "%s/log", b->folder);
  snprintf(count, sizeof count, "%lld", (long long)parts);
  return run_process((const char *const[]){b->program, "partition", b->path, "-o", out, "--parts",
                                           count, "--balance", "0", "--effort", "fast", "--quiet",
                                           NULL},
                     log);
}

static void fill_process(row *l, double *seconds, const process_figures *last)
{
  l->seconds_median = median(seconds, RUNS);
  l->seconds_worst = seconds[RUNS - 1];
  l->peak_kb = last->peak_kb;
}

/* In turn, so that whatever else the machine does falls on both. */
static void compare_processes(bench *b, const row *peer)
{
  double theirs[RUNS], ours[RUNS];
  process_figures gpmetis, wangge;
  row a = row_of(b, "gpmetis, process", b->rule.parts);
  row c = row_of(b, "wangge fast, process", (int32_t)peer->worst.parts);
  for (int i = 0; i < RUNS; i++) {
    gpmetis = start_gpmetis(b, -1);
    wangge = start_wangge(b, peer->worst.parts);
    theirs[i] = gpmetis.seconds;
    ours[i] = wangge.seconds;
    if (wangge.exit_code != 0 && wangge.exit_code != 3) {
      fprintf(stderr, "%s does not run (--wangge PROGRAM)\n", b->program);
      return;
    }
  }
  fill_process(&a, theirs, &gpmetis);
  fill_process(&c, ours, &wangge);
  report_line(&b->out, &a, NULL);
  report_line(&b->out, &c, &a);
}

/* --- the whole -------------------------------------------------------------------------------- */

/* *first: gpmetis at its defaults, without a cost where it does not run. */
static wg_status compare_fast(bench *b, row *first)
{
  wg_rule rule = b->rule;
  rule.effort = WG_EFFORT_FAST;
  *first = (row){0};
  for (int s = 0; s < b->peer_seeds; s++) {
    row peer, ours;
    if (!run_gpmetis(b, s == 0 ? -1 : s, &peer)) {
      fprintf(stderr, "gpmetis gave nothing for %s; is the package metis installed?\n", b->name);
      return WG_OK;
    }
    if (s == 0) *first = peer;
    report_line(&b->out, &peer, NULL);
    rule.parts = (int32_t)peer.worst.parts;
    WG_TRY(run_wangge(b, rule, "wangge fast, its parts", &ours));
    report_line(&b->out, &ours, &peer);
  }
  return WG_OK;
}

static wg_status compare_efforts(bench *b, const row *peer)
{
  for (int e = 0; e < 3; e++) {
    wg_rule rule = b->rule;
    row ours;
    char who[40];
    if (strstr(b->efforts, effort_names[e]) == NULL) continue;
    rule.effort = (wg_effort)e;
    snprintf(who, sizeof who, "wangge %s", effort_names[e]);
    WG_TRY(run_wangge(b, rule, who, &ours));
    report_line(&b->out, &ours, peer->worst.cost > 0 ? peer : NULL);
  }
  return WG_OK;
}

static wg_status bench_prepared(bench *b)
{
  char copy[1024];
  int64_t households = 0;
  row peer;
  for (int32_t u = 0; u < b->graph.unit_count; u++) households += b->graph.households[u];
  b->rule.parts = (int32_t)((households + 200) / 400);
  b->rule.balance = 0;
  snprintf(copy, sizeof copy, "%s/g", b->folder);
  if (!file_copy(b->path, copy)) return WG_UNREADABLE;
  report_head(&b->out, b->name, b->graph.unit_count, households);
  WG_TRY(compare_fast(b, &peer));
  WG_TRY(compare_efforts(b, &peer));
  if (peer.worst.cost > 0 && b->graph.unit_count >= PROCESSES_FROM) compare_processes(b, &peer);
  return WG_OK;
}

static wg_status bench_graph(bench *b, const char *path)
{
  const char *slash = strrchr(path, '/');
  b->path = path;
  b->name = slash != NULL ? slash + 1 : path;
  b->rule = (wg_rule)WG_RULE_INIT;
  if (!folder_make(b->folder, sizeof b->folder)) return WG_WRITE_FAILED;
  wg_status status = read_graph(b->context, path, &b->graph);
  if (status == WG_OK) {
    b->part = calloc((size_t)b->graph.unit_count + 1, sizeof *b->part);
    status = b->part != NULL ? bench_prepared(b) : WG_OUT_OF_MEMORY;
  }
  free(b->part);
  b->part = NULL;
  wg_graph_free(&b->graph, b->context);
  folder_remove(b->folder);
  return status;
}

static int use(void)
{
  fprintf(stderr, "bench_partition [OPTION]... GRAPH...\n"
                  "  --efforts LIST     of fast,normal,thorough; fast,normal\n"
                  "  --seeds N          1 … N of wangge; 5\n"
                  "  --peer-seeds N     results of gpmetis: defaults, then seeds 1 … N-1; 3\n"
                  "  --best FILE        best known: graph, parts, cost in decimetres\n"
                  "  --wangge PROGRAM   for whole processes\n"
                  "  --tsv              values between tabs\n");
  return 2;
}

static bool parse(bench *b, int count, char **arguments)
{
  static const struct option options[] = {
      {"efforts", 1, NULL, 'e'}, {"seeds", 1, NULL, 's'}, {"peer-seeds", 1, NULL, 'p'},
      {"best", 1, NULL, 'b'},    {"wangge", 1, NULL, 'w'}, {"tsv", 0, NULL, 't'},
      {0}};
  for (int option; (option = getopt_long(count, arguments, "", options, NULL)) != -1;)
    switch (option) {
    case 'e': b->efforts = optarg; break;
    case 's': b->seeds = atoi(optarg); break;
    case 'p': b->peer_seeds = atoi(optarg); break;
    case 'b': b->out.best_file = optarg; break;
    case 'w': b->program = optarg; break;
    case 't': b->out.tsv = true; break;
    default: return false;
    }
  return b->seeds >= 1 && b->seeds <= SEEDS_MAX && b->peer_seeds >= 0 && optind < count;
}

int main(int count, char **arguments)
{
  bench b = {.efforts = "fast,normal", .program = WANGGE_PROGRAM, .seeds = 5, .peer_seeds = 3};
  if (!parse(&b, count, arguments)) return use();
  if (wg_context_new(&b.context, NULL) != WG_OK) return 1;
  wg_status status = WG_OK;
  for (int i = optind; i < count && status == WG_OK; i++) status = bench_graph(&b, arguments[i]);
  if (status != WG_OK) fprintf(stderr, "%s\n", wg_message(b.context));
  wg_context_free(b.context);
  return status != WG_OK;
}
