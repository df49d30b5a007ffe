#include "algorithms/tessellation.h"

#include <string.h>

#include "tessellation_inside.h"

static void keep_vertex(wg_point *kept, int64_t *count, const wg_site *site, uint8_t *seen,
                        int32_t vertex)
{
  if (seen[vertex]) return;
  seen[vertex] = 1;
  kept[(*count)++] = site->mesh->vertices[vertex];
}

/* The ends of all sides with a tag of the range, once each; `seen` per vertex. */
static void keep_walls(wg_point *kept, int64_t *count, const wg_site *site, uint8_t *seen,
                       wg_tag_range range)
{
  const wg_mesh *mesh = site->mesh;
  for (int64_t i = 0; i < site->tagged_count; i++)
    for (int32_t n = mesh->tags[site->tagged[i]]; n >= 0; n = mesh->tag_nodes[n].next) {
      if (mesh->tag_nodes[n].tag < range.low || mesh->tag_nodes[n].tag >= range.high) continue;
      keep_vertex(kept, count, site, seen, mesh->origin[site->tagged[i]]);
      keep_vertex(kept, count, site, seen, mesh->origin[wg_mesh_next(site->tagged[i])]);
    }
}

/* Vertices of footprints and those that others made on their walls, once each. */
static wg_status keep_corners(wg_tessellation *out, const wg_site *site)
{
  size_t vertices = (size_t)site->mesh->vertex_count;
  int64_t first = site->footprint_count > 0 ? site->footprint_point[0] : site->point_count;
  uint8_t *seen;
  WG_TRY(wg_allocate(site->context, &out->corners, vertices, sizeof *out->corners));
  WG_TRY(wg_allocate(site->context, &seen, vertices, 1));
  for (int64_t i = first; i < site->point_count; i++)
    keep_vertex(out->corners, &out->corner_count, site, seen, site->vertex_of[i]);
  keep_walls(out->corners, &out->corner_count, site, seen,
             (wg_tag_range){site->footprint_tag, INT32_MAX});
  wg_release(site->context, seen);
  return WG_OK;
}

/* Vertices of the banks of barrier areas, once each. */
static wg_status keep_banks(wg_tessellation *out, const wg_site *site)
{
  size_t vertices = (size_t)site->mesh->vertex_count;
  uint8_t *seen;
  if (site->area_count == 0) return WG_OK;
  WG_TRY(wg_allocate(site->context, &out->banks, vertices, sizeof *out->banks));
  WG_TRY(wg_allocate(site->context, &seen, vertices, 1));
  keep_walls(out->banks, &out->bank_count, site, seen,
             (wg_tag_range){site->area_tag, site->footprint_tag});
  wg_release(site->context, seen);
  return WG_OK;
}

/* What was found on the way moves from the site to the result. */
static void keep_reports(wg_tessellation *out, wg_site *site)
{
  out->overlaps = site->overlaps;
  out->overlap_count = site->overlap_count;
  out->pierced = site->pierced;
  out->pierced_count = site->pierced_count;
  site->overlaps = NULL;
  site->pierced = NULL;
}

wg_status wg_tessellate(wg_tessellation **out, wg_context *context, const wg_ground *ground)
{
  wg_site site;
  wg_tessellation *made = NULL;
  *out = NULL;
  wg_status status = wg_site_build(&site, context, ground);
  if (status != WG_OK) goto done;
  WG_TRY_DONE(wg_allocate(context, &made, 1, sizeof *made));
  made->context = context;
  WG_TRY_DONE(wg_site_survey(&site));
  WG_TRY_DONE(wg_site_cover(&site));
  WG_TRY_DONE(wg_site_pierce(&site));
  WG_TRY_DONE(wg_site_label(&site));
  WG_TRY_DONE(wg_tessellation_number_cells(made, &site));
  WG_TRY_DONE(wg_tessellation_draw_lines(made, &site));
  WG_TRY_DONE(wg_crossing_lines_collect(&made->crossings, &site));
  WG_TRY_DONE(wg_measure_borders(&made->borders, &made->border_count, context, made, NULL));
  WG_TRY_DONE(keep_corners(made, &site));
  WG_TRY_DONE(keep_banks(made, &site));
  keep_reports(made, &site);
  *out = made;
  made = NULL;
done:
  wg_site_free(&site);
  wg_tessellation_free(made);
  return status;
}

void wg_tessellation_free(wg_tessellation *t)
{
  if (t == NULL) return;
  wg_context *context = t->context;
  wg_crossing_lines_free(t->crossings, context);
  void *owned[] = {t->cells,   t->cell_of_building,
                   t->borders, t->overlaps,
                   t->pierced, t->nodes,
                   t->lines,   t->corners,
                   t->banks,   t};
  for (size_t i = 0; i < sizeof owned / sizeof *owned; i++) wg_release(context, owned[i]);
}

const wg_cell *wg_tessellation_cells(const wg_tessellation *tessellation, int32_t *count)
{
  *count = tessellation->cell_count;
  return tessellation->cells;
}

const int32_t *wg_tessellation_cell_of_building(const wg_tessellation *tessellation)
{
  return tessellation->cell_of_building;
}

const wg_border *wg_tessellation_borders(const wg_tessellation *tessellation, int64_t *count)
{
  *count = tessellation->border_count;
  return tessellation->borders;
}

const wg_overlap *wg_tessellation_overlaps(const wg_tessellation *tessellation, int64_t *count)
{
  *count = tessellation->overlap_count;
  return tessellation->overlaps;
}

const int32_t *wg_tessellation_pierced(const wg_tessellation *tessellation, int64_t *count)
{
  *count = tessellation->pierced_count;
  return tessellation->pierced;
}
