/* How long wg_mesh_build takes a point and wg_mesh_constrain a line: points at random, and towns of
 * turned rectangles with streets across them. Best of several rounds. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "algorithms/mesh.h"
#include "wangge/random.h"

static double now_us(void)
{
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec * 1e6 + (double)time.tv_nsec / 1e3;
}

static int32_t below(wg_random *random, int32_t bound)
{
  return (int32_t)wg_random_below(random, (uint64_t)bound);
}

/* Points and the lines between them. */
typedef struct scene {
  const char *name;
  wg_point *points;
  int32_t *from, *to;
  int32_t count, lines;
} scene;

static void add_line(scene *town, int32_t a, int32_t b)
{
  town->from[town->lines] = a;
  town->to[town->lines++] = b;
}

/* One rectangle in each square of 20 m: four corners and four more points on its walls. */
static void add_house(scene *town, wg_random *random, int32_t x, int32_t y)
{
  int32_t first = town->count, cx = x + 10000 + below(random, 500),
          cy = y + 10000 + below(random, 500);
  int32_t ax = 3000 + below(random, 3000), ay = below(random, 3000);
  int32_t bx = -ay, by = ax;
  const int way[8][2] = {{2, 2}, {0, 2}, {-2, 2}, {-2, 0}, {-2, -2}, {0, -2}, {2, -2}, {2, 0}};
  for (int i = 0; i < 8; i++) {
    int u = way[i][0], v = way[i][1];
    town->points[town->count++] =
        (wg_point){cx + (u * ax + v * bx) / 2, cy + (u * ay + v * by) / 2};
  }
  for (int i = 0; i < 8; i++) add_line(town, first + i, first + (i + 1) % 8);
}

static scene make_town(int32_t side)
{
  wg_random random = wg_random_seeded((uint64_t)side);
  size_t room = (size_t)side * (size_t)side * 8 + 1000;
  scene town = {.name = "town",
                .points = malloc(room * sizeof(wg_point)),
                .from = malloc(room * sizeof(int32_t)),
                .to = malloc(room * sizeof(int32_t))};
  if (town.points == NULL || town.from == NULL || town.to == NULL) exit(1);
  for (int32_t i = 0; i < side * side; i++)
    add_house(&town, &random, i % side * 20000, i / side * 20000);
  for (int32_t i = 0; i < 2 * (side / 5); i++) { /* streets from edge to edge */
    int32_t at = below(&random, side * 20000), end = at + below(&random, 20000);
    bool north = i % 2 == 0;
    town.points[town.count++] = north ? (wg_point){at, 0} : (wg_point){0, at};
    town.points[town.count++] =
        north ? (wg_point){end, side * 20000} : (wg_point){side * 20000, end};
    add_line(&town, town.count - 2, town.count - 1);
  }
  return town;
}

static scene make_random(int32_t count)
{
  wg_random random = wg_random_seeded((uint64_t)count);
  scene out = {
      .name = "random", .points = malloc((size_t)count * sizeof(wg_point)), .count = count};
  if (out.points == NULL) exit(1);
  for (int32_t i = 0; i < count; i++)
    out.points[i] = (wg_point){below(&random, 1000000), below(&random, 1000000)};
  return out;
}

static void measure(wg_context *context, scene what)
{
  double build = 1e18, constrain = 1e18;
  int32_t *vertex_of = malloc((size_t)what.count * sizeof *vertex_of), vertices = 0;
  for (int round = 0; round < 300000 / what.count + 3; round++) {
    wg_mesh *mesh;
    double start = now_us(), middle, end;
    if (vertex_of == NULL ||
        wg_mesh_build(&mesh, context, what.points, what.count, vertex_of) != WG_OK)
      exit(1);
    middle = now_us();
    for (int32_t k = 0; k < what.lines; k++)
      if (wg_mesh_constrain(mesh, vertex_of[what.from[k]], vertex_of[what.to[k]], k, -1) != WG_OK)
        exit(1);
    end = now_us();
    if (middle - start < build) build = middle - start;
    if (end - middle < constrain) constrain = end - middle;
    vertices = mesh->vertex_count;
    wg_mesh_free(mesh);
  }
  printf("%-8s %7d points  %.3f us a point", what.name, what.count, build / what.count);
  if (what.lines > 0)
    printf("   %6d lines  %.3f us a line   %d vertices at the end", what.lines,
           constrain / what.lines, vertices);
  printf("\n");
  free(vertex_of);
  free(what.points);
  free(what.from);
  free(what.to);
}

int main(void)
{
  const int32_t counts[] = {30, 300, 3000, 30000, 300000}, sides[] = {6, 20, 60};
  wg_context *context;
  if (wg_context_new(&context, NULL) != WG_OK) return 1;
  for (int i = 0; i < 5; i++) measure(context, make_random(counts[i]));
  for (int i = 0; i < 3; i++) measure(context, make_town(sides[i]));
  wg_context_free(context);
  return 0;
}
