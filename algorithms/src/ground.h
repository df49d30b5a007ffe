/* The ground of one community while its tessellation is made: one constrained mesh with what
 * every triangle and every side of it is. Private to the tessellation. */
#ifndef WG_ALGORITHMS_SRC_GROUND_H
#define WG_ALGORITHMS_SRC_GROUND_H

#include "algorithms/mesh.h"
#include "algorithms/tessellation.h"

typedef enum wg_ground_kind {
  WG_GROUND_OUTSIDE = 0, /* not in the community */
  WG_GROUND_FREE,        /* no footprint on it */
  WG_GROUND_BUILT,       /* in a footprint */
  WG_GROUND_CUT          /* in the smaller part of a footprint that a barrier runs through */
} wg_ground_kind;

/* A straight constraint between two points of the site, with the tags of its sides. */
typedef struct wg_wall {
  int32_t from, to, left_tag, right_tag;
} wg_wall;

/* Tags, in this order: chords of the boundary, the four barrier classes, the same of lines that
 * only continue a barrier to the boundary, the same of lines of existing grids, barrier areas,
 * footprints. A side holds a tag once; walls of a shape that follow each other have different tags,
 * so a side that a shape runs along several times is counted as often. */
#define WG_TAGS_A_SHAPE 4
#define WG_CLASS_TAGS 4
#define WG_TAIL_TAG WG_CLASS_TAGS           /* from class_tag on */
#define WG_OLD_LINE_TAG (2 * WG_CLASS_TAGS) /* from class_tag on */

typedef struct wg_site {
  wg_context *context;
  const wg_ground *ground;
  wg_mesh *mesh;
  wg_point *points;
  wg_wall *walls;
  int64_t point_count, point_capacity, wall_count, wall_capacity;
  int32_t *vertex_of;       /* point → vertex */
  int32_t *old_ends; /* points in which lines of existing grids end, mostly on the boundary */
  int64_t old_end_count, old_end_capacity;
  int64_t *footprint_point; /* footprint_count + 1: first point of each footprint */
  int64_t *area_shape;      /* area_count: index of each barrier area among the barriers */
  int32_t footprint_count, area_count;
  int32_t class_tag, area_tag, footprint_tag; /* the first of each kind */

  int32_t *tagged;   /* sides with tags, ascending */
  int64_t tagged_count;
  uint8_t *follows; /* per side that is lower than its twin: its barrier follows the boundary */

  /* per triangle */
  uint8_t *kind;  /* wg_ground_kind */
  uint8_t *open;  /* class of the barrier area (or thin strip) it lies in; labels flow in only */
  uint8_t *cut;   /* class of the barrier that cuts the footprint here */
  int32_t *part;  /* part of the community, or −1 */
  int32_t *owner; /* footprint it is given to, later the cell it counts to; −1: free */
  int32_t *strip; /* strip between barriers it belongs to, or −1 */
  int32_t strip_count;
  int32_t *stamp; /* of the last flood that came by */
  int32_t last_stamp;
  int32_t *region; /* the triangles of the current flood */
  /* per side (half-edge) */
  uint8_t *edge_class; /* class of the barrier along it, the same on both sides */
  uint8_t *shut;       /* no label comes into the strip on its left over it */
  int32_t *label;      /* two each: near its origin and near its end, for the triangle on its left;
                          −1 not known, −2 − s: sector s, still without label */
  /* per footprint */
  int32_t *root;        /* lowest footprint of the same cell */
  int64_t *ground_area; /* twice its area in the mesh */
  int32_t *vertex_root; /* per vertex: a building without ground that stands there, or −1 */
  int32_t label_count;  /* footprints, then pieces of land without any */

  wg_overlap *overlaps;
  int64_t overlap_count, overlap_capacity;
  int32_t *pierced;
  int64_t pierced_count, pierced_capacity;
} wg_site;

/* The sides with tags of shape i of a range: sides[start[i]] … sides[start[i + 1] − 1]. */
typedef struct wg_seeds {
  int64_t *start;
  int32_t *sides;
} wg_seeds;

/* Half-open range of tags. */
typedef struct wg_tag_range {
  int32_t low, high;
} wg_tag_range;

/* ground.c: collects points and walls, makes the mesh and draws the walls in. */
wg_status wg_site_build(wg_site *site, wg_context *context, const wg_ground *ground) WG_MUST_CHECK;
/* Lists the tagged sides, anew if the mesh has changed. */
wg_status wg_site_list_tagged(wg_site *site) WG_MUST_CHECK;
void wg_site_free(wg_site *site);

/* ground_walls.c: all walls, each as a chain of fixed sides. */
wg_status wg_site_draw_walls(wg_site *site) WG_MUST_CHECK;

/* ground_follow.c: which sides of barriers follow the boundary and are none; what ended on them is
 * continued to the boundary. Before anything is known of triangles: it may change the mesh. */
wg_status wg_site_follow(wg_site *site) WG_MUST_CHECK;
/* The class of the barrier line along a side; 0: none, or it follows the boundary. */
uint8_t wg_site_line_class(const wg_site *site, int32_t side);
/* Whether the line of an existing grid runs along a side. */
bool wg_site_has_old_line(const wg_site *site, int32_t side);

/* ground_flood.c: what lies inside of closed walls. */
/* Walls of the range on the left of the side minus those on its right. */
int32_t wg_side_winding(const wg_mesh *mesh, int32_t side, wg_tag_range range);
/* Fills site->region with the triangles reached from `start` without passing a wall of the range;
 * 0 if that leads out of the box (then start lay outside), else their number. */
int64_t wg_flood(wg_site *site, int32_t start, wg_tag_range range, wg_box box, int32_t stamp);
wg_status wg_site_seeds(wg_seeds *seeds, const wg_site *site, int32_t first_tag,
                        int32_t shapes) WG_MUST_CHECK;
void wg_seeds_free(wg_seeds *seeds, wg_context *context);
/* The tags of one shape. */
static inline wg_tag_range wg_shape_tags(int32_t first_tag, int32_t shape)
{
  return (wg_tag_range){first_tag + shape * WG_TAGS_A_SHAPE, first_tag + (shape + 1) * WG_TAGS_A_SHAPE};
}

/* kind and part of every triangle, open areas, classes of sides. */
wg_status wg_site_survey(wg_site *site) WG_MUST_CHECK;

/* ground_cover.c: footprints on the ground, overlaps, cells of several footprints. */
wg_status wg_site_cover(wg_site *site) WG_MUST_CHECK;
int32_t wg_site_root(wg_site *site, int32_t footprint);
void wg_site_unite(wg_site *site, int32_t a, int32_t b);

/* ground_torn.c: own footprints of which slight overlaps leave too little in one piece are one cell
 * with those that lie over them. walls: of all footprints; lost[f]: others lie on ground of f. */
wg_status wg_site_mend_torn(wg_site *site, const wg_seeds *walls, const uint8_t *lost) WG_MUST_CHECK;

/* ground_pierce.c: footprints that a barrier runs through. */
wg_status wg_site_pierce(wg_site *site) WG_MUST_CHECK;

/* labels.c: the cell of every half side of every triangle. */
wg_status wg_site_label(wg_site *site) WG_MUST_CHECK;

#define WG_NECK_MM 4

/* A neck that rounding to the millimetre may close: ground connected through it alone is not. */
static inline bool wg_side_is_neck(const wg_mesh *mesh, int32_t side)
{
  wg_point a = mesh->vertices[mesh->origin[side]], b = mesh->vertices[mesh->origin[wg_mesh_next(side)]];
  int64_t dx = (int64_t)a.x - b.x, dy = (int64_t)a.y - b.y;
  return dx * dx + dy * dy < WG_NECK_MM * WG_NECK_MM;
}

/* Twice the area of a triangle of the community. */
static inline int64_t wg_triangle_area2(const wg_mesh *mesh, int32_t triangle)
{
  wg_point a = mesh->vertices[mesh->origin[3 * triangle]];
  wg_point b = mesh->vertices[mesh->origin[3 * triangle + 1]];
  wg_point c = mesh->vertices[mesh->origin[3 * triangle + 2]];
  return ((int64_t)b.x - a.x) * ((int64_t)c.y - a.y) - ((int64_t)b.y - a.y) * ((int64_t)c.x - a.x);
}

/* Whether free ground left of the side ends there: at a footprint, the boundary, a barrier or the
 * bank of an open area. */
static inline bool wg_side_separates(const wg_site *site, int32_t side)
{
  int32_t across = site->mesh->twin[side] / 3; /* inside the community every side has a twin */
  return site->edge_class[side] != 0 || site->kind[across] != WG_GROUND_FREE ||
         (site->open[across] != 0) != (site->open[side / 3] != 0);
}

static inline wg_point wg_side_origin(const wg_mesh *mesh, int32_t side)
{
  return mesh->vertices[mesh->origin[side]];
}

#endif
