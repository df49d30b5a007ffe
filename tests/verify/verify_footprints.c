/* Does a line between exported grids enter a footprint? By cutting with GEOS.
 *
 *   verify_footprints GRIDS.gpkg COMMUNITIES.gpkg BUILDINGS.gpkg
 *
 * Every footprint of the input is shrunk by 1 cm on all sides, and every segment of every grid is
 * cut with it. Where a piece is left the line runs through the building, unless
 *
 *   - the piece lies on a boundary of the communities as they came in: a footprint across it is
 *     cut by nothing but that boundary; or
 *   - the piece lies in another footprint too: two that overlap slightly have a seam where they
 *     do. What is a building's alone it enters by no more than 1 cm either. Where footprints
 * overlap by more than a tenth of the smaller they are one unit, and no seam is excused.
 *
 * Prints the counts, and each line that is not excused; code 1 when there is one. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "layers.h"
#include "linework.h"

#define ENTERED 0.01    /* metres that a line may run inside a wall */
#define REACH 0.002     /* metres between a line and the wall or boundary that it follows */
#define SLIGHT 0.1      /* share of the smaller footprint */
#define NEGLIGIBLE 1e-6 /* metres, of rounding in lengths */

typedef struct tally {
  size_t pieces;
  double metres, deepest;
} tally;

typedef struct inspection {
  const layer *buildings;
  GEOSSTRtree *footprints; /* of feature * */
  linework lines, boundaries;
  const feature *building; /* the one looked at, and what is left of it */
  GEOSGeometry *core;
  const GEOSPreparedGeometry *ready;
  size_t met; /* footprints whose box some line meets */
  tally on_boundary, in_seam, wrong;
  double off_overlap; /* metres that a seam gets from the overlap it is in */
} inspection;

static GEOSGeometry *moved_walls(const feature *building, double by)
{
  GEOSGeometry *made =
      GEOSBufferWithStyle(building->shape, by, 8, GEOSBUF_CAP_FLAT, GEOSBUF_JOIN_MITRE, 5);
  if (made == NULL) stop("has no buffer", building->id);
  return made;
}

/* --- one piece of line inside one footprint --------------------------------------------------- */

/* How far a piece gets from a shape, measured at 33 places. */
static double furthest(const GEOSGeometry *piece, const GEOSGeometry *from)
{
  double most = 0;
  for (int i = 0; i <= 32; i++) {
    double distance = 0;
    GEOSGeometry *at = GEOSInterpolateNormalized(piece, i / 32.0);
    if (at == NULL || GEOSDistance(from, at, &distance) == 0) stop("no distance from", "a piece");
    most = fmax(most, distance);
    GEOSGeom_destroy(at);
  }
  return most;
}

static double tally_add(tally *sum, const feature *building, const GEOSGeometry *piece)
{
  double metres = 0;
  GEOSGeometry *walls = GEOSBoundary(building->shape);
  double depth = furthest(piece, walls);
  GEOSLength(piece, &metres);
  GEOSGeom_destroy(walls);
  sum->pieces++;
  sum->metres += metres;
  sum->deepest = fmax(sum->deepest, depth);
  return depth;
}

typedef struct off_boundary {
  const linework *boundaries;
  double metres;
} off_boundary;

static void add_off(segment s, void *user)
{
  off_boundary *off = user;
  off->metres += linework_off(off->boundaries, s, REACH);
}

static bool lies_on_boundary(const inspection *all, const GEOSGeometry *piece)
{
  off_boundary off = {&all->boundaries, 0};
  shape_segments(piece, add_off, &off);
  return off.metres < NEGLIGIBLE;
}

typedef struct seam {
  const feature *building;
  GEOSGeometry *piece, *rest; /* what of it lies too deep in the building's own ground */
  double off;                 /* how far the piece gets from the nearest of the others */
} seam;

static bool overlap_slightly(const feature *a, const feature *b)
{
  double common = 0, area_a = 0, area_b = 0;
  GEOSGeometry *overlap = GEOSIntersection(a->shape, b->shape);
  if (overlap == NULL) stop("cannot be cut", a->id);
  GEOSArea(overlap, &common);
  GEOSArea(a->shape, &area_a);
  GEOSArea(b->shape, &area_b);
  GEOSGeom_destroy(overlap);
  return common > 0 && common <= SLIGHT * fmin(area_a, area_b);
}

static void take_away(void *item, void *user)
{
  seam *at = user;
  const feature *other = item;
  if (other == at->building || !overlap_slightly(at->building, other)) return;
  GEOSGeometry *grown = moved_walls(other, ENTERED), *rest = GEOSDifference(at->rest, grown);
  if (rest == NULL) stop("cannot be cut", other->id);
  GEOSGeom_destroy(grown);
  GEOSGeom_destroy(at->rest);
  at->rest = rest;
  at->off = fmin(at->off, furthest(at->piece, other->shape));
}

static bool lies_in_seam(inspection *all, const GEOSGeometry *piece)
{
  double metres = 0;
  seam at = {all->building, GEOSGeom_clone(piece), GEOSGeom_clone(piece), INFINITY};
  GEOSSTRtree_query(all->footprints, all->building->shape, take_away, &at);
  GEOSLength(at.rest, &metres);
  GEOSGeom_destroy(at.rest);
  GEOSGeom_destroy(at.piece);
  if (metres < NEGLIGIBLE) all->off_overlap = fmax(all->off_overlap, at.off);
  return metres < NEGLIGIBLE;
}

static void judge_piece(inspection *all, const GEOSGeometry *piece)
{
  double metres = 0;
  GEOSLength(piece, &metres);
  if (metres < NEGLIGIBLE) return;
  if (lies_on_boundary(all, piece))
    tally_add(&all->on_boundary, all->building, piece);
  else if (lies_in_seam(all, piece))
    tally_add(&all->in_seam, all->building, piece);
  else {
    double depth = tally_add(&all->wrong, all->building, piece);
    char *text = GEOSGeomToWKT(piece);
    printf("building %s: %.3f m of a line inside, %.3f m deep: %s\n", all->building->id, metres,
           depth, text);
    GEOSFree(text);
  }
}

/* --- all lines in all footprints -------------------------------------------------------------- */

/* What no line of the box meets needs no shrinking: most footprints. */
static void cut_segment(void *item, void *user)
{
  inspection *all = user;
  const segment *s = item;
  if (all->core == NULL) {
    all->core = moved_walls(all->building, -ENTERED);
    all->ready = GEOSPrepare(all->core);
    all->met++;
  }
  GEOSGeometry *line = segment_shape(*s);
  if (GEOSPreparedIntersects(all->ready, line) == 1) {
    GEOSGeometry *pieces = GEOSIntersection(all->core, line);
    if (pieces == NULL) stop("cannot be cut", all->building->id);
    for (int i = 0; i < GEOSGetNumGeometries(pieces); i++)
      judge_piece(all, GEOSGetGeometryN(pieces, i));
    GEOSGeom_destroy(pieces);
  }
  GEOSGeom_destroy(line);
}

static void inspect_footprint(inspection *all, const feature *building)
{
  all->building = building;
  linework_query(&all->lines, building->shape, cut_segment, all);
  if (all->core == NULL) return;
  GEOSPreparedGeom_destroy(all->ready);
  GEOSGeom_destroy(all->core);
  all->core = NULL;
}

/* A line between two grids is walked by both of them, and cut once. */
static int compare_segments(const void *left, const void *right)
{
  return memcmp(left, right, sizeof(segment));
}

static void add_in_one_direction(segment s, void *lines)
{
  bool swap = s.a.x > s.b.x || (s.a.x == s.b.x && s.a.y > s.b.y);
  linework_add(swap ? (segment){s.b, s.a} : s, lines);
}

static void take_lines(inspection *all, const layer *grids)
{
  for (size_t i = 0; i < grids->count; i++)
    shape_segments(grids->features[i].shape, add_in_one_direction, &all->lines);
  segment *s = all->lines.segments;
  size_t kept = 0;
  if (all->lines.count > 0) qsort(s, all->lines.count, sizeof *s, compare_segments);
  for (size_t i = 0; i < all->lines.count; i++)
    if (i == 0 || compare_segments(&s[i], &s[kept - 1]) != 0) s[kept++] = s[i];
  all->lines.count = kept;
  linework_index(&all->lines);
}

static void print_tally(const char *what, const tally *sum)
{
  printf("%s: %zu pieces, %.3f m, %.3f m deep at most\n", what, sum->pieces, sum->metres,
         sum->deepest);
}

int main(int argc, char **argv)
{
  if (argc != 4) stop("usage", "verify_footprints GRIDS.gpkg COMMUNITIES.gpkg BUILDINGS.gpkg");
  layers_start();
  OGRSpatialReferenceH system = layer_system(argv[1], "grid");
  layer grids = layer_read((layer_source){argv[1], "grid", "code", NULL, false}, system);
  layer communities =
      layer_read((layer_source){argv[2], "communities", "code", NULL, true}, system);
  layer buildings =
      layer_read((layer_source){argv[3], "buildings", "building_id", NULL, true}, system);
  inspection all = {.buildings = &buildings, .footprints = GEOSSTRtree_create(10)};
  take_lines(&all, &grids);
  for (size_t i = 0; i < communities.count; i++)
    shape_segments(communities.features[i].shape, linework_add, &all.boundaries);
  linework_index(&all.boundaries);
  for (size_t i = 0; i < buildings.count; i++)
    GEOSSTRtree_insert(all.footprints, buildings.features[i].shape, &buildings.features[i]);
  for (size_t i = 0; i < buildings.count; i++) inspect_footprint(&all, &buildings.features[i]);
  printf("%zu footprints (%zu repaired), %zu segments of grids, %zu footprints near one\n",
         buildings.count, buildings.repaired, all.lines.count, all.met);
  print_tally("on a community boundary", &all.on_boundary);
  print_tally("in the overlap of two footprints", &all.in_seam);
  printf("such a seam leaves the other footprint by %.4f m at most\n", all.off_overlap);
  print_tally("inside a footprint", &all.wrong);
  GEOSSTRtree_destroy(all.footprints);
  linework_free(&all.lines);
  linework_free(&all.boundaries);
  layer_free(&grids);
  layer_free(&communities);
  layer_free(&buildings);
  OSRDestroySpatialReference(system);
  finishGEOS();
  return all.wrong.pieces > 0;
}
