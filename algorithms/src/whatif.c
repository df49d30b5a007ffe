#include "algorithms/whatif.h"

#include "tessellation_inside.h"

wg_status wg_tessellation_change(wg_border **out, int64_t *count, wg_context *context,
                                 const wg_tessellation *tessellation, const wg_change *change)
{
  *out = NULL;
  *count = 0;
  return wg_measure_borders(out, count, context, tessellation, change);
}

static wg_spot spot_of(const wg_tessellation *t, const wg_line *line, bool left_is_inside)
{
  wg_fine_point a = t->nodes[line->from].point, b = t->nodes[line->to].point;
  wg_fine_point middle = {(a.x + b.x) / 2, (a.y + b.y) / 2};
  return (wg_spot){.at = wg_coarse(middle),
                   .inside = left_is_inside ? line->left : line->right,
                   .outside = left_is_inside ? line->right : line->left,
                   .length_mm = wg_distance(wg_coarse(a), wg_coarse(b))};
}

wg_status wg_tessellation_spots(wg_spot **out, int64_t *count, wg_context *context,
                                const wg_tessellation *tessellation, const int32_t *group_of_cell,
                                int32_t group)
{
  wg_spot *spots = NULL;
  int64_t capacity = 0, found = 0;
  *out = NULL;
  *count = 0;
  for (int64_t i = 0; i < tessellation->line_count; i++) {
    const wg_line *line = &tessellation->lines[i];
    if (line->right < 0 || line->class_ != WG_BARRIER_HARD) continue;
    bool left = group_of_cell[line->left] == group, right = group_of_cell[line->right] == group;
    if (left == right) continue;
    wg_status status = wg_grow(context, &spots, &capacity, found + 1, sizeof *spots);
    if (status != WG_OK) {
      wg_release(context, spots);
      return status;
    }
    spots[found++] = spot_of(tessellation, line, left);
  }
  *out = spots;
  *count = found;
  return WG_OK;
}
