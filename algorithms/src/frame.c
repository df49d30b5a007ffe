/* Building the frame: clean, node, faces, findings, boundaries; each in a file of its own. */
#include "algorithms/frame.h"

#include <string.h>

#include "frame_parts.h"

static void free_work(frame_work *work)
{
  void *const arrays[] = {work->rank,      work->by_rank,   work->owner,      work->next,
                          work->site,      work->vertices,  work->uses,       work->edges,
                          work->use_start, work->next_half, work->cycle,      work->cycle_half,
                          work->container, work->set_start, work->sets};
  for (size_t i = 0; i < sizeof arrays / sizeof *arrays; i++)
    wg_release(work->context, arrays[i]);
}

static wg_status build(wg_frame *frame, frame_work *work, wg_findings *findings)
{
  WG_TRY(frame_clean(work));
  WG_TRY(frame_node(work));
  WG_TRY(frame_faces(work));
  WG_TRY(frame_report(work, findings));
  WG_TRY(frame_boundaries(frame, work));
  frame->vertices = work->vertices;
  work->vertices = NULL;
  return WG_OK;
}

wg_status wg_frame_build(wg_frame **out, wg_context *context, const wg_communities *communities,
                         wg_findings *findings)
{
  *out = NULL;
  wg_frame *frame;
  frame_work work = {.context = context, .communities = communities,
                     .community_count = (int32_t)communities->shapes.count};
  WG_TRY(wg_allocate(context, &frame, 1, sizeof *frame));
  frame->context = context;
  wg_status status = build(frame, &work, findings);
  free_work(&work);
  if (status != WG_OK) {
    wg_frame_free(frame);
    return status;
  }
  *out = frame;
  return WG_OK;
}

void wg_frame_free(wg_frame *frame)
{
  if (frame == NULL) return;
  void *const arrays[] = {frame->vertices,   frame->edges,      frame->community_point,
                          frame->community_ring, frame->points, frame->ring_start,
                          frame->ring_part,  frame->part_count, frame->chord_step,
                          frame->steps,      frame->claims,     frame->claim_start};
  for (size_t i = 0; i < sizeof arrays / sizeof *arrays; i++)
    wg_release(frame->context, arrays[i]);
  wg_release(frame->context, frame);
}

wg_boundary wg_frame_boundary(const wg_frame *frame, int32_t community)
{
  int64_t ring = frame->community_ring[community];
  return (wg_boundary){
      .points = frame->points + frame->community_point[community],
      .ring_start = frame->ring_start + ring + community,
      .ring_part = frame->ring_part + ring,
      .ring_count = (int32_t)(frame->community_ring[community + 1] - ring),
      .part_count = frame->part_count[community],
  };
}
