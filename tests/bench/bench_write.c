/* Writes N squares (default 1,000,000) into each file given and prints how long it took.
 *
 *     bench_write N FILE… */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "geodata/sink.h"
#include "geodata/system.h"

static double now(void)
{
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

static wg_status add_square(wg_shapes *shapes, wg_context *context, int64_t number)
{
  const int32_t x = (int32_t)(number % 1000) * 20000, y = (int32_t)(number / 1000) * 20000;
  const wg_point corners[] = {{x, y}, {x + 12000, y}, {x + 12000, y + 9000}, {x, y + 9000}};
  WG_TRY(wg_shapes_begin(shapes, context, WG_SHAPE_AREA));
  WG_TRY(wg_shapes_begin_ring(shapes, context));
  for (int i = 0; i < 4; i++) WG_TRY(wg_shapes_add_point(shapes, context, corners[i]));
  return WG_OK;
}

static wg_status write_file(wg_context *context, const char *path, const wg_system *system,
                            const wg_shapes *shapes)
{
  static const wg_field fields[] = {{"building_id", "BLD_ID", WG_FIELD_TEXT, 20, 0},
                                    {"households", "HOUSEHOLDS", WG_FIELD_INTEGER, 10, 0}};
  const wg_sink_options options = {.date = "2026-01-31", .kind = WG_SHAPE_AREA};
  wg_sink *sink;
  WG_TRY(wg_sink_open(&sink, context, path, system, fields, 2, &options));
  for (int64_t i = 0; i < shapes->count; i++) {
    char id[32];
    snprintf(id, sizeof id, "B-%lld", (long long)i);
    const wg_value values[] = {{.text = id}, {.integer = i % 30}};
    wg_status status = wg_sink_row(sink, values, shapes, i);
    if (status == WG_OK) continue;
    wg_sink_abandon(sink);
    return status;
  }
  return wg_sink_close(sink);
}

int main(int argc, char **argv)
{
  wg_context *context;
  wg_shapes shapes = {0};
  static char wkt[] = "EPSG:4547";
  const wg_system system = {.name = "EPSG:4547", .wkt = wkt, .origin_x_m = 500000, .origin_y_m = 3400000};
  if (argc < 3 || wg_context_new(&context, NULL) != WG_OK) return 2;
  wg_status status = WG_OK;
  for (int64_t i = 0; i < atoll(argv[1]) && status == WG_OK; i++)
    status = add_square(&shapes, context, i);
  for (int i = 2; i < argc && status == WG_OK; i++) {
    double start = now();
    status = write_file(context, argv[i], &system, &shapes);
    printf("%s: %lld rows, %.2f s%s%s\n", argv[i], (long long)shapes.count, now() - start,
           status != WG_OK ? ", " : "", status != WG_OK ? wg_message(context) : "");
  }
  wg_shapes_free(&shapes, context);
  wg_context_free(context);
  return status == WG_OK ? 0 : 1;
}
