/* A world of the tessellation as text, one ring a line, coordinates in millimetres: `B x y …` a new
 * part of the boundary, `b` a hole of it, `F` a footprint, `f` a further ring of it, `G` a foreign
 * footprint (last), `P` a point, `L class …` a barrier line, `A class …` a barrier area, `C …` a
 * crossing. */
#ifndef WG_TESTS_WORLD_TEXT_H
#define WG_TESTS_WORLD_TEXT_H

#include <stdio.h>

#include "../tessellation_world.h"

static inline int64_t world_read_points(char *text, wg_point *points, int64_t limit)
{
  int64_t count = 0;
  for (char *next; count < limit; text = next) {
    long x = strtol(text, &next, 10);
    if (next == text) break;
    text = next;
    points[count++] = (wg_point){(int32_t)x, (int32_t)strtol(text, &next, 10)};
  }
  return count;
}

/* Reads a world; returns the number of foreign footprints. */
static inline int32_t world_read(world *w, FILE *from)
{
  static char line[1 << 22];
  static wg_point points[1 << 18];
  int32_t foreign = 0;
  while (fgets(line, sizeof line, from) != NULL) {
    char *text = line + 1;
    long class_ = line[0] == 'L' || line[0] == 'A' ? strtol(text, &text, 10) : 0;
    int64_t n = world_read_points(text, points, 1 << 18);
    switch (line[0]) {
    case 'B': world_shape(w, &w->boundary, WG_SHAPE_AREA, points, n); break;
    case 'b': world_ring(w, &w->boundary, points, n); break;
    case 'G': foreign++; /* fall through */
    case 'F': world_shape(w, &w->footprints, WG_SHAPE_AREA, points, n); break;
    case 'f': world_ring(w, &w->footprints, points, n); break;
    case 'P': world_point(w, points[0].x, points[0].y); break;
    case 'L': world_barrier(w, WG_SHAPE_LINE, (int)class_, points, n); break;
    case 'A': world_barrier(w, WG_SHAPE_AREA, (int)class_, points, n); break;
    case 'C': world_shape(w, &w->crossings, n == 1 ? WG_SHAPE_POINT : WG_SHAPE_LINE, points, n); break;
    default: break;
    }
  }
  return foreign;
}

#endif
