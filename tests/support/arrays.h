/* A small county as plain arrays, as a program that embeds the library would have it: two
 * communities of 400 m × 400 m side by side, a river through the first with a bridge, a street
 * through the second, a few houses. EPSG:4547. */
#ifndef TESTS_SUPPORT_ARRAYS_H
#define TESTS_SUPPORT_ARRAYS_H

#include "wangge/wangge.h"

#define ARRAYS_EAST 500000.0
#define ARRAYS_NORTH 4151000.0
#define ARRAYS_BUILDINGS 9

typedef struct arrays {
  double community_xy[16], building_xy[ARRAYS_BUILDINGS * 8], barrier_xy[8], crossing_xy[2];
  int64_t community_points[3], building_points[ARRAYS_BUILDINGS + 1], barrier_points[3];
  const char *codes[2], *names[2], *ids[ARRAYS_BUILDINGS], *kinds[2];
  int32_t households[ARRAYS_BUILDINGS];
  wg_memory_column community_columns[2], building_columns[2], barrier_columns[1];
  double zone_xy[16];
  int64_t zone_points[3];
  const char *zone_names[2];
  wg_memory_column zone_columns[1];
  wg_memory_layer communities, buildings, barriers, crossings, zones;
  wg_source_file barrier_source;
} arrays;

static inline void arrays_square(double *xy, double x, double y, double size)
{
  const double corners[] = {x, y, x + size, y, x + size, y + size, x, y + size};
  for (int i = 0; i < 4; i++) {
    xy[2 * i] = ARRAYS_EAST + corners[2 * i];
    xy[2 * i + 1] = ARRAYS_NORTH + corners[2 * i + 1];
  }
}

static inline void arrays_line(double *xy, double x)
{
  const double ends[] = {x, -10, x, 410};
  for (int i = 0; i < 2; i++) {
    xy[2 * i] = ARRAYS_EAST + ends[2 * i];
    xy[2 * i + 1] = ARRAYS_NORTH + ends[2 * i + 1];
  }
}

static inline void arrays_communities(arrays *a)
{
  /* not in the order of their codes, so that rows and the plan's own order differ */
  arrays_square(a->community_xy, 400, 0, 400);
  arrays_square(a->community_xy + 8, 0, 0, 400);
  a->codes[0] = "640106001002";
  a->codes[1] = "640106001001";
  a->names[0] = "文苑社区";
  a->names[1] = "滨河社区";
  a->community_columns[0] = (wg_memory_column){.name = "code", .texts = a->codes};
  a->community_columns[1] = (wg_memory_column){.name = "name", .texts = a->names};
  for (int i = 0; i < 3; i++) a->community_points[i] = 4 * i;
  a->communities = (wg_memory_layer){.count = 2, .point_start = a->community_points,
                                     .xy = a->community_xy, .columns = a->community_columns,
                                     .column_count = 2};
}

static inline void arrays_buildings(arrays *a)
{
  static const char *const ids[] = {"I", "H", "G", "F", "E", "D", "C", "B", "A"};
  static const int32_t households[] = {250, 200, WG_UNKNOWN, 180, 0, 150, 250, 190, 170};
  static const double x[] = {450, 520, 600, 680, 740, 50, 100, 260, 320};
  for (int i = 0; i < ARRAYS_BUILDINGS; i++) {
    arrays_square(a->building_xy + 8 * i, x[i], 180 + 8 * i, 20);
    a->ids[i] = ids[i];
    a->households[i] = households[i];
  }
  for (int i = 0; i <= ARRAYS_BUILDINGS; i++) a->building_points[i] = 4 * i;
  a->building_columns[0] = (wg_memory_column){.name = "building_id", .texts = a->ids};
  a->building_columns[1] = (wg_memory_column){.name = "households", .integers = a->households};
  a->buildings = (wg_memory_layer){.count = ARRAYS_BUILDINGS, .point_start = a->building_points,
                                   .xy = a->building_xy, .columns = a->building_columns,
                                   .column_count = 2};
}

static inline void arrays_lines(arrays *a)
{
  arrays_line(a->barrier_xy, 200);
  arrays_line(a->barrier_xy + 4, 640);
  a->kinds[0] = "river";
  a->kinds[1] = "primary";
  for (int i = 0; i < 3; i++) a->barrier_points[i] = 2 * i;
  a->barrier_columns[0] = (wg_memory_column){.name = "kind", .texts = a->kinds};
  a->barriers = (wg_memory_layer){.count = 2, .point_start = a->barrier_points,
                                  .xy = a->barrier_xy, .columns = a->barrier_columns,
                                  .column_count = 1};
  a->crossing_xy[0] = ARRAYS_EAST + 200;
  a->crossing_xy[1] = ARRAYS_NORTH + 200;
  a->crossings = (wg_memory_layer){.count = 1, .xy = a->crossing_xy};
}

/* Round houses I and H, and where there is nothing. */
static inline void arrays_zones(arrays *a)
{
  arrays_square(a->zone_xy, 440, 170, 110);
  arrays_square(a->zone_xy + 8, 5000, 5000, 100);
  a->zone_names[0] = "实验小学";
  a->zone_names[1] = "远处";
  for (int i = 0; i < 3; i++) a->zone_points[i] = 4 * i;
  a->zone_columns[0] = (wg_memory_column){.name = "name", .texts = a->zone_names};
  a->zones = (wg_memory_layer){.count = 2, .point_start = a->zone_points, .xy = a->zone_xy,
                               .columns = a->zone_columns, .column_count = 1};
}

static inline void arrays_make(arrays *a)
{
  *a = (arrays){0};
  arrays_communities(a);
  arrays_buildings(a);
  arrays_lines(a);
  arrays_zones(a);
}

/* The options of a run over them; `a` must stay where it is. */
static inline wg_plan_options arrays_options(arrays *a)
{
  static const char crs[] = "EPSG:4547";
  wg_plan_options options = WG_PLAN_OPTIONS_INIT;
  a->barrier_source = (wg_source_file){.crs = crs, .memory = &a->barriers};
  options.communities = (wg_source_file){.crs = crs, .memory = &a->communities};
  options.buildings = (wg_source_file){.crs = crs, .memory = &a->buildings};
  options.barriers = &a->barrier_source;
  options.barrier_count = 1;
  options.crossings = (wg_source_file){.crs = crs, .memory = &a->crossings};
  options.date = "2026-01-31";
  options.threads = 1;
  return options;
}

#endif
