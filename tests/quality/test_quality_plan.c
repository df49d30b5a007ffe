/* Grids in range, length of borders and evenness of `wangge plan` on the sample county, against the
 * figures in plan.tsv. */
#include <unistd.h>

#include "quality.h"
#include "wangge/wangge.h"

typedef struct trial {
  int32_t communities;
  wg_effort effort;
} trial;

static const trial trials[] = {
    {8, WG_EFFORT_FAST}, {8, WG_EFFORT_NORMAL}, {60, WG_EFFORT_FAST}, {60, WG_EFFORT_NORMAL}};
enum { TRIALS = sizeof trials / sizeof *trials };

static const char *const efforts[] = {"fast", "normal", "thorough"};
static const char *const files[] = {"communities.gpkg", "buildings.gpkg", "barriers.gpkg",
                                    "crossings.gpkg",   "grids.gpkg",     "roster.csv",
                                    "contacts.csv"};
enum { FILES = sizeof files / sizeof *files };

static wg_status plan_sample(wg_plan *plan, wg_context *context, const char *folder, const trial *t)
{
  wg_plan_options options = WG_PLAN_OPTIONS_INIT;
  wg_sample_options sample = WG_SAMPLE_OPTIONS_INIT;
  wg_sample_figures figures;
  char path[4][512];
  wg_source_file barriers = {.path = path[2]};
  sample.folder = folder;
  sample.communities = t->communities;
  sample.date = options.date = "2026-01-31";
  WG_TRY(wg_sample_make(context, &sample, &figures));
  for (int i = 0; i < 4; i++) snprintf(path[i], sizeof path[i], "%s/%s", folder, files[i]);
  options.communities.path = path[0];
  options.buildings.path = path[1];
  options.barriers = &barriers;
  options.barrier_count = 1;
  options.crossings.path = path[3];
  options.exempt = "kind=school,hospital,market";
  options.rule.effort = t->effort;
  return wg_plan_make(plan, context, &options);
}

static void print_figures(const wg_plan *plan, char *text, size_t size)
{
  wg_plan_figures f;
  long long border_mm = 0, deviation = 0, base = 0;
  wg_plan_count(plan, &f);
  for (int64_t g = 0; g < plan->grid_count; g++) {
    const wg_grid *grid = &plan->grids[g];
    border_mm += grid->perimeter_mm;
    if (grid->kind != WG_GRID_BASE) continue;
    base++;
    deviation += llabs((long long)grid->households - plan->rule.target);
  }
  snprintf(text, size, "%lld\t%lld\t%lld\t%lld\t%lld\t%lld", (long long)f.out_unproven,
           (long long)f.fault, (long long)f.in_range, border_mm / 1000,
           base > 0 ? deviation * 100 / base : 0, (long long)f.grids);
}

static void clean(const char *folder)
{
  char path[512];
  for (int i = 0; i < FILES; i++) {
    snprintf(path, sizeof path, "%s/%s", folder, files[i]);
    remove(path);
  }
  rmdir(folder);
}

static void measure(quality *q, const trial *t)
{
  char key[QUALITY_TEXT], folder[] = "/tmp/quality_XXXXXX";
  wg_context *context;
  wg_plan plan = {0};
  snprintf(key, sizeof key, "sample:%d:1\t%s", t->communities, efforts[t->effort]);
  quality_row *row = quality_add(q, key);
  if (quality_build_is_slow() && t->communities > 8) return;
  if (mkdtemp(folder) == NULL || wg_context_new(&context, NULL) != WG_OK) abort();
  if (plan_sample(&plan, context, folder, t) == WG_OK)
    print_figures(&plan, row->figures, sizeof row->figures);
  else
    snprintf(row->figures, sizeof row->figures, "%s", wg_message(context));
  wg_plan_free(&plan, context);
  wg_context_free(context);
  clean(folder);
}

int main(int count, char **arguments)
{
  static const int better[] = {-1, -1, 1, -1, -1, 0};
  static quality q = {
      .path = TEST_SOURCE "/quality/plan.tsv",
      .head = "county\teffort\tout_unproven\tfault\tin_range\tborder_m\tmean_deviation_hundredths\tgrids",
      .keys = 2,
      .better = better};
  for (int i = 0; i < TRIALS; i++) measure(&q, &trials[i]);
  return quality_end(&q, count, arguments);
}
