/* Processor time and size of tessellations of a made-up town: rows of houses along lanes, streets round the
 * blocks, some houses turned, some touching, one community or many.
 *
 *   bench_tessellation [BUILDINGS_A_COMMUNITY [COMMUNITIES]] */
#include <inttypes.h>
#include <stdio.h>
#include <time.h>

#include "../tessellation_world.h"
#include "wangge/random.h"

static double seconds(void)
{
  struct timespec now;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static void add_house(world *w, wg_random *random, int x, int y)
{
  int width = 8000 + (int)wg_random_below(random, 6000), depth = 8000 + (int)wg_random_below(random, 4000);
  int turn = wg_random_below(random, 4) == 0 ? (int)wg_random_below(random, 2000) - 1000 : 0;
  if (wg_random_below(random, 5) == 0) width = 16000; /* touches the next one */
  wg_point p[4] = {{x, y}, {x + width, y + turn}, {x + width - turn, y + turn + depth}, {x - turn, y + depth}};
  world_shape(w, &w->footprints, WG_SHAPE_AREA, p, 4);
}

/* Lots of 16 m by 22 m; a lane after every second row, a street after every tenth lot. */
static world *make_town(int buildings, uint64_t seed)
{
  wg_random random = wg_random_seeded(seed);
  world *w = world_new();
  int columns = 1;
  while (columns * columns < buildings) columns++;
  int rows = (buildings + columns - 1) / columns;
  int width = columns * 16000 + columns / 10 * 14000 + 8000, height = rows * 22000 + 8000;
  world_box(w, &w->boundary, 0, 0, width, height);
  for (int i = 0; i < buildings; i++)
    add_house(w, &random, i % columns * 16000 + i % columns / 10 * 14000 + 4000, i / columns * 22000 + 6000);
  for (int r = 2; r < rows; r += 2) world_line(w, WG_BARRIER_LANE, 0, r * 22000, width, r * 22000 + 500);
  for (int c = 10; c < columns; c += 10) {
    int x = c * 16000 + c / 10 * 14000 - 3000;
    world_line(w, WG_BARRIER_STREET, x, -5000, x + 700, height + 5000);
  }
  world_ground(w, 0);
  return w;
}

int main(int argc, char **argv)
{
  int buildings = argc > 1 ? atoi(argv[1]) : 1000, communities = argc > 2 ? atoi(argv[2]) : 20;
  double tessellating = 0, outlining = 0;
  int64_t cells = 0, vertices = 0;
  for (int i = 0; i < communities; i++) {
    world *w = make_town(buildings, (uint64_t)i);
    wg_tessellation *t;
    wg_outlines outlines;
    int32_t count;
    double start = seconds();
    world_check(wg_tessellate(&t, w->context, &w->ground));
    tessellating += seconds() - start;
    wg_tessellation_cells(t, &count);
    int32_t *label = calloc((size_t)count, sizeof *label);
    if (label == NULL) abort();
    for (int32_t c = 0; c < count; c++) label[c] = c / 25;
    start = seconds();
    world_check(wg_tessellation_outlines(t, w->context, label, (count + 24) / 25, 500, &outlines));
    outlining += seconds() - start;
    cells += count;
    vertices += outlines.ring_start[outlines.ring_count];
    wg_outlines_free(&outlines, w->context);
    wg_tessellation_free(t);
    free(label);
    world_free(w);
  }
  double total = (double)buildings * communities;
  printf("%d communities of %d buildings: %" PRId64 " cells; tessellation %.2f us a building, outlines %.2f us "
         "(%" PRId64 " vertices)\n", communities, buildings, cells, 1e6 * tessellating / total,
         1e6 * outlining / total, vertices);
  return 0;
}
