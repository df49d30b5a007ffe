/* Divides two communities that are held in memory, and prints grids, buildings and findings.
 *
 *     cc divide.c -o divide $(pkg-config --cflags --libs wangge)
 *
 * No file is read or written. Coordinates are metres of EPSG:4547 here; with "EPSG:4326" they would
 * be longitude and latitude. */
#include <inttypes.h>
#include <stdio.h>
#include <wangge/wangge.h>

#define CRS "EPSG:4547"
#define COUNT(array) ((int64_t)(sizeof(array) / sizeof *(array)))

/* Two communities of 400 m × 400 m: four points a ring, one ring a community. */
static const double community_xy[] = {
    500000, 4151000, 500400, 4151000, 500400, 4151400, 500000, 4151400,
    500400, 4151000, 500800, 4151000, 500800, 4151400, 500400, 4151400,
};
static const int64_t community_points[] = {0, 4, 8};
static const char *const community_codes[] = {"640106001001", "640106001002"};
static const char *const community_names[] = {"Riverside", "Garden"};

/* Buildings as points. A count that is not known is WG_UNKNOWN, which is not 0. */
static const double building_xy[] = {500050, 4151200, 500120, 4151210, 500260, 4151190,
                                     500340, 4151200, 500450, 4151200, 500520, 4151220,
                                     500600, 4151180, 500700, 4151200};
static const char *const building_ids[] = {"A1", "A2", "A3", "A4", "B1", "B2", "B3", "B4"};
static const int32_t building_households[] = {180, 220, 160, 200, 150, WG_UNKNOWN, 120, 90};

/* A river through the first community, and the bridge over it. */
static const double barrier_xy[] = {500200, 4150990, 500200, 4151410};
static const int64_t barrier_points[] = {0, 2};
static const char *const barrier_kinds[] = {"river"};
static const double crossing_xy[] = {500200, 4151200};

static const wg_memory_column community_columns[] = {{.name = "code", .texts = community_codes},
                                                     {.name = "name", .texts = community_names}};
static const wg_memory_column building_columns[] = {
    {.name = "building_id", .texts = building_ids},
    {.name = "households", .integers = building_households}};
static const wg_memory_column barrier_columns[] = {{.name = "kind", .texts = barrier_kinds}};

static const wg_memory_layer communities = {.count = COUNT(community_codes),
                                            .point_start = community_points,
                                            .xy = community_xy,
                                            .columns = community_columns,
                                            .column_count = 2};
static const wg_memory_layer buildings = {.count = COUNT(building_ids),
                                          .xy = building_xy,
                                          .columns = building_columns,
                                          .column_count = 2};
static const wg_memory_layer barriers = {.count = COUNT(barrier_kinds),
                                         .point_start = barrier_points,
                                         .xy = barrier_xy,
                                         .columns = barrier_columns,
                                         .column_count = 1};
static const wg_memory_layer crossings = {.count = 1, .xy = crossing_xy};

static wg_status make(wg_plan *plan, wg_context *context)
{
  const wg_source_file barrier_source = {.crs = CRS, .memory = &barriers};
  wg_plan_options options = WG_PLAN_OPTIONS_INIT; /* 300 to 500 households a grid */
  options.communities = (wg_source_file){.crs = CRS, .memory = &communities};
  options.buildings = (wg_source_file){.crs = CRS, .memory = &buildings};
  options.barriers = &barrier_source;
  options.barrier_count = 1;
  options.crossings = (wg_source_file){.crs = CRS, .memory = &crossings};
  return wg_plan_make(plan, context, &options);
}

static void print(const wg_result *result)
{
  for (int32_t g = 0; g < result->grid_count; g++) {
    const wg_result_grid *grid = &result->grids[g];
    int64_t shell = result->ring_start[g]; /* the first ring; its first corner is printed too */
    const double *corner = result->xy + 2 * result->point_start[shell];
    printf("%s  %s, community %s: %" PRId32 " households, %.0f m2, %s, from %.3f %.3f\n",
           grid->code, grid->name, community_names[grid->community], grid->households,
           grid->area_m2, wg_grid_status_name(grid->status), corner[0], corner[1]);
  }
  for (int64_t b = 0; b < result->building_count; b++) {
    int32_t grid = result->grid_of_building[b];
    printf("%s -> %s\n", building_ids[b], grid >= 0 ? result->grids[grid].code : "no grid");
  }
  for (int64_t f = 0; f < result->finding_count; f++)
    printf("%s: %s\n", result->findings[f].code, result->findings[f].reason);
}

int main(void)
{
  wg_context *context;
  wg_plan plan = {0};
  wg_result result = {0};
  if (wg_context_new(&context, NULL) != WG_OK) return 1;
  wg_status status = make(&plan, context);
  if (status == WG_OK) status = wg_plan_result(&result, context, &plan, NULL);
  if (status == WG_OK)
    print(&result);
  else
    fprintf(stderr, "%s\n", wg_message(context));
  wg_result_free(&result, context);
  wg_plan_free(&plan, context);
  wg_context_free(context);
  return status == WG_OK ? 0 : 1;
}
