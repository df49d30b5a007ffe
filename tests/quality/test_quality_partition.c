/* Border cost, range and fault of `wangge partition` on made-up and given graphs, against the
 * figures in partition.tsv: at households / 400 parts, --balance 0, the worst of the seeds. */
#include <unistd.h>

#include "quality.h"
#include "wangge/wangge.h"
#include "worlds/made_graph.h"

typedef struct trial {
  const char *graph; /* made from its name, or given */
  wg_effort effort;
  int seeds; /* 1 … */
} trial;

static const trial trials[] = {
    {"patch:1000:3:1", WG_EFFORT_FAST, 5},    {"patch:1000:15:1", WG_EFFORT_FAST, 5},
    {"streets:1000:3:1", WG_EFFORT_FAST, 5},  {"county:1000:3:1", WG_EFFORT_FAST, 5},
    {"std1k.graph", WG_EFFORT_FAST, 5},       {"lump1k.graph", WG_EFFORT_FAST, 5},
    {"patch:5000:15:1", WG_EFFORT_FAST, 5},   {"streets:5000:3:1", WG_EFFORT_FAST, 2},
    {"county:5000:3:1", WG_EFFORT_FAST, 5},   {"lump5k.graph", WG_EFFORT_FAST, 5},
    {"std20k.graph", WG_EFFORT_FAST, 5},      {"patch:1000:3:1", WG_EFFORT_NORMAL, 2},
    {"patch:1000:15:1", WG_EFFORT_NORMAL, 2}, {"streets:1000:3:1", WG_EFFORT_NORMAL, 2},
    {"county:1000:3:1", WG_EFFORT_NORMAL, 2}, {"std1k.graph", WG_EFFORT_NORMAL, 2},
    {"lump1k.graph", WG_EFFORT_NORMAL, 2},    {"streets:5000:3:1", WG_EFFORT_NORMAL, 1},
    {"county:5000:3:1", WG_EFFORT_NORMAL, 1}, {"lump5k.graph", WG_EFFORT_NORMAL, 1},
    {"streets:5000:3:4", WG_EFFORT_FAST, 2},
};
enum { TRIALS = sizeof trials / sizeof *trials };

static const char *const efforts[] = {"fast", "normal", "thorough"};

/* A file with the graph; false: it is neither made nor given. */
static bool find_graph(wg_context *context, const char *name, char *path, size_t size)
{
  made_name made;
  if (!made_name_read(&made, name)) {
    snprintf(path, size, SHARED_DATA "/bench/%s", name);
    return access(path, R_OK) == 0;
  }
  snprintf(path, size, "/tmp/quality_XXXXXX");
  int descriptor = mkstemp(path);
  FILE *file = descriptor >= 0 ? fdopen(descriptor, "w") : NULL;
  if (file == NULL) abort();
  made_graph_print(file, context, &made);
  return fclose(file) == 0;
}

static bool is_large(const char *name)
{
  made_name made;
  return made_name_read(&made, name) ? made.units > 1000 : strstr(name, "1k") == NULL;
}

static void keep_worst(wg_partition_figures *worst, const wg_partition_figures *f)
{
  if (f->fault > worst->fault) worst->fault = f->fault;
  if (f->parts > worst->parts) worst->parts = f->parts;
  if (f->connected < worst->connected) worst->connected = f->connected;
  if (f->in_range < worst->in_range) worst->in_range = f->in_range;
  if (f->cost > worst->cost) worst->cost = f->cost;
}

static wg_status divide(wg_context *context, const char *path, const trial *t,
                        wg_partition_figures *worst)
{
  wg_rule rule = WG_RULE_INIT;
  wg_partition_figures f;
  rule.balance = 0;
  rule.effort = WG_EFFORT_FAST;
  rule.once = 1;
  WG_TRY(wg_partition_file(context, path, NULL, &rule, &f)); /* for the households alone */
  rule.parts = (int32_t)((f.households + 200) / 400);
  rule.effort = t->effort;
  rule.once = 0;
  *worst = (wg_partition_figures){.connected = INT64_MAX, .in_range = INT64_MAX};
  for (rule.seed = 1; rule.seed <= (uint64_t)t->seeds; rule.seed++) {
    WG_TRY(wg_partition_file(context, path, NULL, &rule, &f));
    keep_worst(worst, &f);
  }
  return WG_OK;
}

static void measure(quality *q, wg_context *context, const trial *t)
{
  char key[QUALITY_TEXT], path[512];
  wg_partition_figures f = {0};
  made_name made;
  snprintf(key, sizeof key, "%s\t%s\t1-%d", t->graph, efforts[t->effort], t->seeds);
  quality_row *row = quality_add(q, key);
  if (quality_build_is_slow() && (is_large(t->graph) || t->effort != WG_EFFORT_FAST)) return;
  if (!find_graph(context, t->graph, path, sizeof path)) return;
  wg_status status = divide(context, path, t, &f);
  if (made_name_read(&made, t->graph)) remove(path);
  if (status != WG_OK)
    snprintf(row->figures, sizeof row->figures, "%s", wg_message(context));
  else
    snprintf(row->figures, sizeof row->figures, "%lld\t%lld\t%lld\t%lld\t%lld", (long long)f.fault,
             (long long)f.in_range, (long long)f.connected, (long long)f.cost, (long long)f.parts);
}

int main(int count, char **arguments)
{
  static const int better[] = {-1, 1, 1, -1, 0};
  static quality q = {.path = TEST_SOURCE "/quality/partition.tsv",
                      .head = "graph\teffort\tseeds\tfault\tin_range\tconnected\tcost\tparts",
                      .keys = 3,
                      .better = better};
  wg_context *context;
  if (wg_context_new(&context, NULL) != WG_OK) return 1;
  for (int i = 0; i < TRIALS; i++) measure(&q, context, &trials[i]);
  wg_context_free(context);
  return quality_end(&q, count, arguments);
}
