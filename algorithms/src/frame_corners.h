/* The corners of one ring of the frame. Private to frame_boundary.c, which owns the search. */
#ifndef WG_ALGORITHMS_FRAME_CORNERS_H
#define WG_ALGORITHMS_FRAME_CORNERS_H

#include "frame_parts.h"

#define LINES_ASIDE 8 /* own lines, at most, that may vanish beside a neighbour's */

/* The line an edge of a ring belongs to; forward: the ring runs the way the line was drawn. */
typedef struct line_key {
  int32_t line;
  bool own, forward;
  bool bridged; /* the own corner before this edge was pushed aside */
} line_key;

typedef struct own_vertex {
  wg_point at;
  int32_t vertex; /* of the frame */
  int64_t step;   /* within the ring */
} own_vertex;

typedef struct own_ring {
  int64_t first, count;           /* own vertices, in the order found */
  int64_t start;                  /* of them: the one the ring begins with */
  const int32_t *steps;           /* as traced: indices into halves */
  int64_t step_count;
  int32_t shell;                  /* ring number of its shell, as traced */
  int32_t number;
  ring_key key, shell_key;
} own_ring;

/* What all rings of one community share. */
typedef struct corner_search {
  wg_context *context;
  const frame_work *work;
  const int32_t *halves; /* of the steps of rings */
  int32_t *visits;       /* of a vertex: how often the community's rings come by */
  int32_t *first_point;  /* of a vertex: an input point that came to lie there, or −1 … */
  int32_t *next_point;   /* … and the point after that one */
  int32_t rank;          /* of the community */
  own_vertex *own;       /* of all its rings so far */
  int64_t own_count, own_capacity;
  line_key *keys;        /* of the ring's steps */
  int64_t key_capacity;
} corner_search;

static inline int32_t half_at(const corner_search *s, const own_ring *ring, int64_t step)
{
  return s->halves[ring->steps[step % ring->step_count]];
}

wg_status begin_corners(corner_search *s, wg_context *context, const frame_work *work,
                        const int32_t *halves) WG_MUST_CHECK;
void end_corners(corner_search *s);

/* Adds the own vertices of a ring; ring->first and count say which. */
wg_status find_corners(corner_search *s, own_ring *ring) WG_MUST_CHECK;
/* The same, taking every vertex of the frame. */
wg_status keep_every_vertex(corner_search *s, own_ring *ring) WG_MUST_CHECK;

#endif
