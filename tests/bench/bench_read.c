/* Reads inputs and prints what was read and how long it took.
 *
 *     bench_read COMMUNITIES [buildings FILE] [barriers FILE] [crossings FILE] … */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "geodata/system.h"

static double now(void)
{
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

static void print_log(void *user, wg_log_level level, const char *text)
{
  (void)user;
  printf("  %s: %s\n", level == WG_LOG_INFO ? "info" : "warning", text);
}

static void print_reading(const wg_input *input, const wg_shapes *shapes, const wg_reading *reading,
                          double seconds)
{
  printf("%s %s: %lld features, %lld shapes, %lld rings, %lld points, %.3f s\n"
         "  null %lld, repaired %lld, refused %lld; unknown %lld, negative %lld, not number %lld, "
         "fraction %lld; households %lld\n  %s | %s | %s | %s | %s\n",
         input->role, input->path, (long long)reading->features, (long long)shapes->count,
         (long long)shapes->ring_count, (long long)shapes->point_count, seconds,
         (long long)reading->null, (long long)reading->repaired, (long long)reading->refused,
         (long long)reading->unknown, (long long)reading->negative, (long long)reading->not_number,
         (long long)reading->fraction, (long long)reading->households, reading->driver,
         reading->crs, reading->encoding, reading->fields, reading->checksum);
}

static wg_status read_one(wg_context *context, const wg_input *input, const wg_system *system,
                          wg_findings *findings)
{
  const wg_fields fields = {0};
  const wg_barrier_table table = {0};
  wg_communities communities = {0};
  wg_buildings buildings = {0};
  wg_barriers barriers = {0};
  wg_crossings crossings = {0};
  wg_reading reading;
  wg_status status;
  const wg_shapes *shapes = &communities.shapes;
  double start = now();
  if (strcmp(input->role, "buildings") == 0) {
    status = wg_read_buildings(&buildings, context, input, &fields, system, findings, &reading);
    shapes = &buildings.shapes;
  } else if (strcmp(input->role, "barriers") == 0) {
    status = wg_read_barriers(&barriers, context, input, &fields, &table, system, findings, &reading);
    shapes = &barriers.shapes;
  } else if (strcmp(input->role, "crossings") == 0) {
    status = wg_read_crossings(&crossings, context, input, system, findings, &reading);
    shapes = &crossings.shapes;
  } else {
    status = wg_read_communities(&communities, context, input, &fields, system, findings, &reading);
  }
  if (status == WG_OK) print_reading(input, shapes, &reading, now() - start);
  else printf("%s %s: %s\n", input->role, input->path, wg_message(context));
  wg_communities_free(&communities, context);
  wg_buildings_free(&buildings, context);
  wg_barriers_free(&barriers, context);
  wg_crossings_free(&crossings, context);
  return status;
}

int main(int argc, char **argv)
{
  wg_context *context;
  wg_system system = {0};
  wg_findings findings = {0};
  if (argc < 2 || wg_context_new(&context, NULL) != WG_OK) return 2;
  wg_context_set_log(context, print_log, NULL);
  const wg_input communities = {.role = "communities", .path = argv[1]};
  wg_status status = wg_system_choose(&system, context, NULL, &communities);
  if (status == WG_OK) {
    printf("%s (%s), origin %lld %lld\n", system.name, system.title, (long long)system.origin_x_m,
           (long long)system.origin_y_m);
    status = read_one(context, &communities, &system, &findings);
  } else {
    printf("%s\n", wg_message(context));
  }
  for (int i = 2; i + 1 < argc && status == WG_OK; i += 2) {
    const wg_input input = {.role = argv[i], .path = argv[i + 1]};
    status = read_one(context, &input, &system, &findings);
  }
  for (int64_t i = 0; i < findings.count; i++)
    printf("%s [%s]: %s %s\n", wg_finding_code_name(findings.items[i].code),
           wg_texts_get(&findings.texts, findings.items[i].subject),
           wg_texts_get(&findings.texts, findings.items[i].reason),
           wg_texts_get(&findings.texts, findings.items[i].remedy));
  wg_findings_free(&findings, context);
  wg_system_free(&system, context);
  wg_context_free(context);
  return status == WG_OK ? 0 : 1;
}
