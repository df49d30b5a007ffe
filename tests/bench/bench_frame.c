/* Time of the frame and of joining on a made-up county: COMMUNITIES communities of about 100
 * vertices each that share their boundaries, and BUILDINGS square footprints.
 *
 *     bench_frame [COMMUNITIES [BUILDINGS]] */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "algorithms/frame.h"
#include "algorithms/join.h"
#include "wangge/random.h"

#define PITCH_MM 600000
#define CUTS 25 /* points on each side of a community */

static double seconds(void)
{
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static double lap(double *since)
{
  double now = seconds(), took = now - *since;
  *since = now;
  return took;
}

/* Point k of the side between two corners, the same from both ends. */
static wg_point side_point(int32_t x0, int32_t y0, int32_t x1, int32_t y1, int k)
{
  if (x1 < x0 || y1 < y0) return side_point(x1, y1, x0, y0, CUTS - k);
  wg_random random = wg_random_seeded((uint64_t)(uint32_t)(x0 * 7919 + y0) << 32 |
                                      (uint32_t)(x1 * 104729 + y1 * 31 + k));
  int32_t off = k == 0 || k == CUTS ? 0 : (int32_t)wg_random_below(&random, 8000) - 4000;
  int32_t x = x0 * PITCH_MM + (x1 - x0) * (PITCH_MM / CUTS) * k;
  int32_t y = y0 * PITCH_MM + (y1 - y0) * (PITCH_MM / CUTS) * k;
  return x0 == x1 ? (wg_point){x + off, y} : (wg_point){x, y + off};
}

static wg_status make_communities(wg_communities *out, wg_context *context, int32_t side)
{
  static const int32_t cx[] = {0, 1, 1, 0, 0}, cy[] = {0, 0, 1, 1, 0};
  for (int32_t c = 0; c < side * side; c++) {
    int64_t index;
    int32_t x = c % side, y = c / side;
    WG_TRY(wg_communities_append(out, context, &index));
    WG_TRY(wg_texts_format(&out->texts, context, &out->code[index], "6401060%05d", (int)c));
    WG_TRY(wg_shapes_begin(&out->shapes, context, WG_SHAPE_AREA));
    WG_TRY(wg_shapes_begin_ring(&out->shapes, context));
    for (int s = 0; s < 4; s++)
      for (int k = 0; k < CUTS; k++)
        WG_TRY(wg_shapes_add_point(&out->shapes, context,
                                   side_point(x + cx[s], y + cy[s], x + cx[s + 1],
                                              y + cy[s + 1], k)));
  }
  return WG_OK;
}

static wg_status make_buildings(wg_buildings *out, wg_context *context, int32_t side,
                                int64_t count)
{
  wg_random random = wg_random_seeded(1);
  static const int32_t dx[] = {0, 14000, 14000, 0}, dy[] = {0, 0, 11000, 11000};
  for (int64_t b = 0; b < count; b++) {
    int64_t index;
    /* In order of place, as files mostly are. */
    int64_t community = b * side * side / count;
    wg_point at = {
        (int32_t)(community % side * PITCH_MM + (int64_t)wg_random_below(&random, PITCH_MM)),
        (int32_t)(community / side * PITCH_MM + (int64_t)wg_random_below(&random, PITCH_MM))};
    WG_TRY(wg_buildings_append(out, context, &index));
    WG_TRY(wg_shapes_begin(&out->shapes, context, WG_SHAPE_AREA));
    WG_TRY(wg_shapes_begin_ring(&out->shapes, context));
    for (int k = 0; k < 4; k++)
      WG_TRY(wg_shapes_add_point(&out->shapes, context, (wg_point){at.x + dx[k], at.y + dy[k]}));
  }
  return WG_OK;
}

/* A plain outline of each community: one label, its whole boundary. */
static wg_status finish_all(wg_frame *frame, wg_context *context, int32_t count, double *since)
{
  wg_shapes areas = {0};
  for (int pass = 0; pass < 2; pass++) {
    for (int32_t c = 0; c < count; c++) {
      wg_boundary b = wg_frame_boundary(frame, c);
      int32_t points = b.ring_start[b.ring_count];
      wg_outline_vertex *vertices;
      WG_TRY(wg_allocate(context, &vertices, (size_t)points, sizeof *vertices));
      for (int32_t i = 0; i < points; i++) vertices[i] = (wg_outline_vertex){b.points[i], i};
      int32_t label_start[] = {0, 1};
      int64_t ring_start[] = {0, points};
      wg_outlines outlines = {1, 1, label_start, ring_start, vertices};
      if (pass == 0)
        WG_TRY(wg_frame_claim(frame, c, &outlines));
      else
        WG_TRY(wg_frame_finish(frame, c, &outlines, context, &areas));
      wg_release(context, vertices);
    }
    if (pass == 0) WG_TRY(wg_frame_settle(frame));
    printf("%s %.3f s\n", pass == 0 ? "claim and settle" : "finish", lap(since));
  }
  wg_shapes_free(&areas, context);
  return WG_OK;
}

static wg_status run(wg_context *context, int32_t side, int64_t count)
{
  wg_communities communities = {0};
  wg_buildings buildings = {0};
  wg_findings findings = {0};
  wg_frame *frame;
  wg_shapes areas = {0};
  wg_joined joined;
  WG_TRY(make_communities(&communities, context, side));
  WG_TRY(make_buildings(&buildings, context, side, count));
  printf("%d communities, %lld vertices, %lld buildings\n", (int)(side * side),
         (long long)communities.shapes.point_count, (long long)count);
  double since = seconds();
  WG_TRY(wg_frame_build(&frame, context, &communities, &findings));
  printf("frame %.3f s, %lld findings\n", lap(&since), (long long)findings.count);
  WG_TRY(finish_all(frame, context, side * side, &since));
  for (int32_t c = 0; c < side * side; c++)
    WG_TRY(wg_frame_community(frame, c, context, &areas));
  printf("community outlines %.3f s\n", lap(&since));
  WG_TRY(wg_join(&joined, context, &areas, &buildings));
  double took = lap(&since);
  printf("join %.3f s, %.3f µs a building, %lld reach across, %lld outside\n", took,
         took * 1e6 / (double)count, (long long)joined.reach_count, (long long)joined.outside);
  wg_joined_free(&joined, context);
  wg_shapes_free(&areas, context);
  wg_frame_free(frame);
  wg_findings_free(&findings, context);
  wg_communities_free(&communities, context);
  wg_buildings_free(&buildings, context);
  return WG_OK;
}

int main(int argc, char **argv)
{
  wg_context *context;
  int32_t communities = argc > 1 ? (int32_t)strtol(argv[1], NULL, 10) : 2500, side = 1;
  int64_t buildings = argc > 2 ? strtoll(argv[2], NULL, 10) : 1000000;
  while ((side + 1) * (side + 1) <= communities) side++;
  if (wg_context_new(&context, NULL) != WG_OK) return 1;
  wg_status status = run(context, side, buildings);
  if (status != WG_OK) fprintf(stderr, "%s\n", wg_message(context));
  wg_context_free(context);
  return status != WG_OK;
}
