/* Do exported grids tile their communities? By directed segments, in whole millimetres.
 *
 *   verify_coverage GRIDS.gpkg COMMUNITIES.gpkg
 *
 * Every ring is walked with its grid on the left. Grids that tile the county have every segment
 * once in each direction, from two grids; but for the outline of the county, which is there once.
 * A gap, an overlap or a vertex that only one neighbour has leaves segments without their reverse
 * inside the county, and those lie off its outline. So, of the communities as they came in:
 *
 *   - a segment between grids of two communities, or with none on its right, lies on an input
 *     boundary, and no other segment is asked;
 *   - one with no grid on its right lies on the outline of the union of all communities, once gaps
 *     below 2 mm, which are closed by design, are closed;
 *   - the whole of that outline is accompanied by such segments, so no land is missing.
 *
 * "On" is within 2 mm, as far as boundaries may be moved where neighbours differ (1.5 mm are enough
 * for Tokyo and Singapore). Prints the counts; code 1 when a claim does not hold. */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "layers.h"
#include "linework.h"

#define REACH 0.002     /* metres */
#define CLOSING 0.001   /* metres on each side of a gap */
#define NEGLIGIBLE 1e-6 /* metres, of rounding in lengths */
#define SHOWN 10        /* faults of one kind in words */

typedef struct corner {
  int64_t x, y; /* millimetres */
} corner;

typedef struct side {
  corner low, high; /* low before high by x, then y */
  bool upward;      /* from low to high */
  size_t grid;
} side;

typedef struct coverage {
  const layer *grids;
  side *sides;
  size_t count, capacity, walked;     /* `walked`: the grid whose rings are taken apart */
  linework boundaries, outline, open; /* of the input; of their union; segments without reverse */
  size_t matched_inside, matched_between;
  size_t fractional, empty, repeated, off_boundary, off_outline, uncovered; /* faults */
} coverage;

/* --- segments --------------------------------------------------------------------------------- */

static int compare_corners(corner a, corner b)
{
  if (a.x != b.x) return a.x < b.x ? -1 : 1;
  return (a.y > b.y) - (a.y < b.y);
}

static int compare_places(const side *a, const side *b)
{
  int order = compare_corners(a->low, b->low);
  return order != 0 ? order : compare_corners(a->high, b->high);
}

static int compare_sides(const void *left, const void *right)
{
  const side *a = left, *b = right;
  int order = compare_places(a, b);
  if (order != 0) return order;
  if (a->upward != b->upward) return a->upward ? 1 : -1;
  return (a->grid > b->grid) - (a->grid < b->grid);
}

/* A coordinate in the file is the nearest double to a whole number of millimetres. */
static int64_t whole_mm(double metres, size_t *fractional)
{
  double mm = round(metres * 1000);
  if (fabs(metres * 1000 - mm) > 1e-5) ++*fractional;
  return (int64_t)mm;
}

static void add_side(segment s, void *user)
{
  coverage *all = user;
  corner a = {whole_mm(s.a.x, &all->fractional), whole_mm(s.a.y, &all->fractional)};
  corner b = {whole_mm(s.b.x, &all->fractional), whole_mm(s.b.y, &all->fractional)};
  int order = compare_corners(a, b);
  if (order == 0) {
    all->empty++;
    return;
  }
  if (all->count == all->capacity) {
    all->capacity = 2 * all->capacity + 1024;
    all->sides = resized(all->sides, all->capacity, sizeof *all->sides);
  }
  all->sides[all->count++] =
      order < 0 ? (side){a, b, true, all->walked} : (side){b, a, false, all->walked};
}

static segment segment_of(const side *s)
{
  segment made = {{(double)s->low.x / 1000, (double)s->low.y / 1000},
                  {(double)s->high.x / 1000, (double)s->high.y / 1000}};
  return s->upward ? made : (segment){made.b, made.a};
}

static void report(const coverage *all, const side *s, size_t *faults, const char *what)
{
  if (++*faults > SHOWN) return;
  segment at = segment_of(s);
  printf("grid %s, %.3f %.3f to %.3f %.3f: %s\n", all->grids->features[s->grid].id, at.a.x, at.a.y,
         at.b.x, at.b.y, what);
}

/* --- matching --------------------------------------------------------------------------------- */

static void judge_pair(coverage *all, const side *pair)
{
  const feature *a = &all->grids->features[pair[0].grid], *b = &all->grids->features[pair[1].grid];
  if (strcmp(a->community, b->community) == 0) {
    all->matched_inside++;
    return;
  }
  all->matched_between++;
  if (linework_off(&all->boundaries, segment_of(pair), REACH) > NEGLIGIBLE)
    report(all, pair, &all->off_boundary, "between two communities, off the input's boundaries");
}

static void judge_open(coverage *all, const side *s)
{
  segment at = segment_of(s);
  linework_add(at, &all->open);
  if (linework_off(&all->boundaries, at, REACH) > NEGLIGIBLE)
    report(all, s, &all->off_boundary, "without its reverse, off the input's boundaries");
  else if (linework_off(&all->outline, at, REACH) > NEGLIGIBLE)
    report(all, s, &all->off_outline, "without its reverse, where communities adjoin");
}

/* Sides that lie in one place are neighbours once sorted; those downward come first. */
static void judge_sides(coverage *all)
{
  if (all->count > 0) qsort(all->sides, all->count, sizeof *all->sides, compare_sides);
  for (size_t i = 0, next; i < all->count; i = next) {
    const side *s = &all->sides[i];
    for (next = i + 1; next < all->count && compare_places(s, &all->sides[next]) == 0;) next++;
    if (next - i == 1)
      judge_open(all, s);
    else if (next - i == 2 && s[0].upward != s[1].upward && s[0].grid != s[1].grid)
      judge_pair(all, s);
    else
      report(all, s, &all->repeated, "there more than once in one direction, or twice by one grid");
  }
}

/* --- the outline of the county ---------------------------------------------------------------- */

/* Mitres as long as it takes: a bevelled tip of a notch would not come back where it was. */
static GEOSGeometry *moved_outline(GEOSGeometry *shape, double by)
{
  GEOSGeometry *made = GEOSBufferWithStyle(shape, by, 8, GEOSBUF_CAP_FLAT, GEOSBUF_JOIN_MITRE, 100);
  if (made == NULL) stop("no buffer of", "the communities");
  GEOSGeom_destroy(shape);
  return made;
}

static void take_communities(coverage *all, const layer *communities)
{
  GEOSGeometry **parts = resized(NULL, communities->count, sizeof(GEOSGeometry *));
  for (size_t i = 0; i < communities->count; i++) {
    parts[i] = GEOSGeom_clone(communities->features[i].shape);
    shape_segments(parts[i], linework_add, &all->boundaries);
  }
  GEOSGeometry *together =
      GEOSGeom_createCollection(GEOS_GEOMETRYCOLLECTION, parts, (unsigned)communities->count);
  GEOSGeometry *whole = GEOSUnaryUnion(together);
  if (whole == NULL) stop("no union of", "the communities");
  whole = moved_outline(moved_outline(whole, CLOSING), -CLOSING);
  shape_segments(whole, linework_add, &all->outline);
  linework_index(&all->boundaries);
  linework_index(&all->outline);
  GEOSGeom_destroy(whole);
  GEOSGeom_destroy(together);
  free(parts);
}

static void judge_outline(coverage *all)
{
  linework_index(&all->open);
  for (size_t i = 0; i < all->outline.count; i++) {
    segment s = all->outline.segments[i];
    if (linework_off(&all->open, s, REACH) <= NEGLIGIBLE) continue;
    if (++all->uncovered <= SHOWN)
      printf("outline of the county, %.3f %.3f to %.3f %.3f: no grid along it\n", s.a.x, s.a.y,
             s.b.x, s.b.y);
  }
}

/* ---------------------------------------------------------------------------------------------- */

static double kilometres(const linework *lines)
{
  double metres = 0;
  for (size_t i = 0; i < lines->count; i++) metres += segment_length(lines->segments[i]);
  return metres / 1000;
}

static size_t print_counts(const coverage *all)
{
  printf("%zu grids, %zu directed segments: %zu pairs inside communities, %zu between communities; "
         "%zu without reverse (%.3f km; outline of the input %.3f km)\n",
         all->grids->count, all->count, all->matched_inside, all->matched_between, all->open.count,
         kilometres(&all->open), kilometres(&all->outline));
  printf("faults: %zu not on whole millimetres, %zu empty, %zu repeated, %zu off the boundaries, "
         "%zu open inside, %zu of the outline uncovered\n",
         all->fractional, all->empty, all->repeated, all->off_boundary, all->off_outline,
         all->uncovered);
  return all->fractional + all->empty + all->repeated + all->off_boundary + all->off_outline +
         all->uncovered;
}

int main(int argc, char **argv)
{
  if (argc != 3) stop("usage", "verify_coverage GRIDS.gpkg COMMUNITIES.gpkg");
  layers_start();
  OGRSpatialReferenceH system = layer_system(argv[1], "grid");
  layer grids =
      layer_read((layer_source){argv[1], "grid", "code", "community_code", false}, system);
  layer communities =
      layer_read((layer_source){argv[2], "communities", "code", NULL, true}, system);
  coverage all = {.grids = &grids};
  take_communities(&all, &communities);
  for (; all.walked < grids.count; all.walked++)
    shape_segments(grids.features[all.walked].shape, add_side, &all);
  judge_sides(&all);
  judge_outline(&all);
  size_t faults = print_counts(&all);
  linework_free(&all.boundaries);
  linework_free(&all.outline);
  linework_free(&all.open);
  free(all.sides);
  layer_free(&grids);
  layer_free(&communities);
  OSRDestroySpatialReference(system);
  finishGEOS();
  return faults > 0;
}
