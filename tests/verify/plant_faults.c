/* Plants faults into a plan's exported grids, for the audit to find. Nothing of the program is
 * linked.
 *
 *   plant_faults GRIDS.gpkg COMMUNITIES.gpkg BUILDINGS.gpkg SEED FAULT,… OUT.gpkg
 *
 * Where each fault goes is drawn from the seed among the places where it can have no other effect:
 * no building, no third grid, no boundary near. Prints what an audit must find, "code subject" a
 * line, sorted; the subject is the building's id, else the grid's code, else the community's. Which
 * grids are out of range is counted anew here, from footprints and outlines. Code 1: there is no
 * place. */
#include <gdal.h>
#include <math.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "layers.h"

enum { TEXT = 96, EXPECTED = 4096, MIN = 300, MAX = 500 };
#define WIDE 6.0 /* metres, more than the 4 that count */
#define NARROW 1.5
#define CLEAR 3.0 /* from a fault to the nearest building */
#define FAR 20.0  /* from a fault to whatever else could be concerned */

typedef struct grid {
  GEOSGeometry *shape;
  char code[TEXT], community[TEXT], officer[TEXT], phone[TEXT];
  bool exempt, used, gone;
} grid;

typedef struct planting {
  grid *grids; /* in the order of their codes, with room for one more a fault */
  size_t count;
  layer communities, buildings; /* buildings: households in the place of a community */
  GEOSSTRtree *footprints;
  uint64_t random;
  char expected[EXPECTED][2 * TEXT];
  size_t expected_count;
} planting;

/* --- small things --------------------------------------------------------------------------------
 */

static uint64_t draw(planting *p, uint64_t below)
{
  p->random = p->random * 6364136223846793005u + 1442695040888963407u;
  return (p->random >> 33) % below;
}

static void expect(planting *p, const char *code, const char *subject)
{
  if (p->expected_count == EXPECTED) stop("too many", "findings");
  snprintf(p->expected[p->expected_count++], 2 * TEXT, "%s %s", code, subject);
}

static void replace(grid *g, GEOSGeometry *shape)
{
  if (shape == NULL) stop("no geometry for", g->code);
  GEOSGeom_destroy(g->shape);
  g->shape = shape;
}

static double area_of(const GEOSGeometry *shape)
{
  double area = 0;
  GEOSArea(shape, &area);
  return area;
}

static double distance(const GEOSGeometry *a, const GEOSGeometry *b)
{
  double metres = 0;
  if (!GEOSDistance(a, b, &metres)) stop("no", "distance");
  return metres;
}

static GEOSGeometry *disc(const GEOSGeometry *at, double radius)
{
  return GEOSBuffer(at, radius, 16);
}

static const GEOSGeometry *community_of(const planting *p, const grid *g)
{
  for (size_t i = 0; i < p->communities.count; i++)
    if (strcmp(p->communities.features[i].id, g->community) == 0)
      return p->communities.features[i].shape;
  stop("no community", g->community);
}

typedef struct search {
  const GEOSGeometry *shape;
  const feature *except;
  double within;
  size_t found;
} search;

static void count_near(void *item, void *user)
{
  search *s = user;
  const feature *building = item;
  if (building != s->except && distance(building->shape, s->shape) < s->within) s->found++;
}

/* Buildings nearer than that, but for one. */
static size_t near(const planting *p, const GEOSGeometry *shape, double within,
                   const feature *except)
{
  search s = {shape, except, within, 0};
  GEOSGeometry *area = GEOSBuffer(shape, within + 0.01, 4);
  GEOSSTRtree_query(p->footprints, area, count_near, &s);
  GEOSGeom_destroy(area);
  return s.found;
}

/* Whether a shape keeps away from all grids of the community but two, and from its boundary. */
static bool is_apart(const planting *p, const GEOSGeometry *shape, const grid *a, const grid *b,
                     bool boundary_too)
{
  for (size_t i = 0; i < p->count; i++) {
    const grid *g = &p->grids[i];
    if (g == a || g == b || g->gone || strcmp(g->community, a->community) != 0) continue;
    if (distance(g->shape, shape) < FAR) return false;
  }
  if (!boundary_too) return true;
  GEOSGeometry *boundary = GEOSBoundary(community_of(p, a));
  bool apart = distance(boundary, shape) >= FAR;
  GEOSGeom_destroy(boundary);
  return apart;
}

/* --- places --------------------------------------------------------------------------------------
 */

/* A point on the common line of two shapes at which a disc of that radius concerns nobody else. */
static GEOSGeometry *place_on(planting *p, const GEOSGeometry *line, double radius, const grid *a,
                              const grid *b)
{
  GEOSGeometry *merged = GEOSLineMerge(line), *found = NULL;
  int parts = GEOSGetNumGeometries(merged);
  for (int try = 0; try < 60 && found == NULL && parts > 0; try++) {
    const GEOSGeometry *part = GEOSGetGeometryN(merged, (int)draw(p, (uint64_t)parts));
    if (GEOSGeomTypeId(part) != GEOS_LINESTRING) continue;
    GEOSGeometry *at = GEOSInterpolateNormalized(part, (double)(1 + draw(p, 99)) / 100);
    GEOSGeometry *round = disc(at, radius);
    if (near(p, round, CLEAR, NULL) == 0 && is_apart(p, round, a, b, b != NULL))
      found = GEOSGeom_clone(at);
    GEOSGeom_destroy(round);
    GEOSGeom_destroy(at);
  }
  GEOSGeom_destroy(merged);
  return found;
}

static GEOSGeometry *common_line(const GEOSGeometry *a, const GEOSGeometry *b)
{
  GEOSGeometry *left = GEOSBoundary(a), *right = GEOSBoundary(b);
  GEOSGeometry *line = GEOSIntersection(left, right);
  GEOSGeom_destroy(left);
  GEOSGeom_destroy(right);
  return line;
}

static bool is_free(const grid *g)
{
  return !g->used && !g->gone && !g->exempt;
}

/* Tries pairs of free grids of one community in drawn order until one takes the fault. `touching`:
 * only neighbours. */
static bool plant_pair(planting *p, bool touching, bool (*plant)(planting *, grid *, grid *))
{
  size_t shift = draw(p, p->count * p->count), pairs = p->count * p->count;
  for (size_t k = 0; k < pairs; k++) {
    size_t pair = (shift + k * 7919) % pairs;
    grid *a = &p->grids[pair / p->count], *b = &p->grids[pair % p->count];
    if (a == b || !is_free(a) || !is_free(b) || strcmp(a->community, b->community) != 0) continue;
    double length = 0;
    GEOSGeometry *line = touching ? common_line(a->shape, b->shape) : NULL;
    if (line != NULL) GEOSLength(line, &length);
    if (line != NULL) GEOSGeom_destroy(line);
    if ((touching && length < 20) || !plant(p, a, b)) continue;
    a->used = b->used = true;
    return true;
  }
  return false;
}

static bool plant_one(planting *p, bool (*plant)(planting *, grid *))
{
  size_t shift = draw(p, p->count);
  for (size_t k = 0; k < p->count; k++) {
    grid *g = &p->grids[(shift + k) % p->count];
    if (!is_free(g) || !plant(p, g)) continue;
    g->used = true;
    return true;
  }
  return false;
}

static const char *lower(const grid *a, const grid *b)
{
  return strcmp(a->code, b->code) < 0 ? a->code : b->code;
}

/* --- the faults ----------------------------------------------------------------------------------
 */

static bool merge(planting *p, grid *a, grid *b)
{
  (void)p;
  replace(a, GEOSUnion(a->shape, b->shape));
  b->gone = true;
  return true;
}

static GEOSGeometry *half_plane(double x, double y, double angle)
{
  const double far = 1e5, c = cos(angle), s = sin(angle);
  const double corners[5][2] = {{-far, 0}, {far, 0}, {far, far}, {-far, far}, {-far, 0}};
  GEOSCoordSequence *points = GEOSCoordSeq_create(5, 2);
  for (unsigned i = 0; i < 5; i++)
    GEOSCoordSeq_setXY(points, i, x + corners[i][0] * c - corners[i][1] * s,
                       y + corners[i][0] * s + corners[i][1] * c);
  return GEOSGeom_createPolygon(GEOSGeom_createLinearRing(points), NULL, 0);
}

static void new_code(const planting *p, const grid *like, char code[TEXT])
{
  for (int number = 1; number < 900; number++) {
    bool taken = false;
    snprintf(code, TEXT, "%s%03d", like->community, number);
    for (size_t i = 0; i < p->count; i++) taken |= strcmp(p->grids[i].code, code) == 0;
    if (!taken) return;
  }
  stop("no code left in", like->community);
}

/* Along a straight line that meets no building. */
static bool split(planting *p, grid *g)
{
  GEOSGeometry *middle = GEOSGetCentroid(g->shape);
  double x, y;
  bool done = false;
  GEOSGeomGetX(middle, &x);
  GEOSGeomGetY(middle, &y);
  for (int try = 0; try < 400 && !done; try++) {
    double angle = (double)draw(p, 180) * 3.14159265 / 180, by = (double)draw(p, 200) - 100;
    GEOSGeometry *side = half_plane(x - by * sin(angle), y + by * cos(angle), angle);
    GEOSGeometry *edge = GEOSBoundary(side), *cut = GEOSIntersection(edge, g->shape);
    GEOSGeometry *part = GEOSIntersection(g->shape, side), *rest = GEOSDifference(g->shape, side);
    done = GEOSGetNumGeometries(part) == 1 && GEOSGetNumGeometries(rest) == 1 &&
           area_of(part) > 5000 && area_of(rest) > 5000 && near(p, cut, 0.2, NULL) == 0;
    if (done) {
      grid *made = &p->grids[p->count];
      *made = *g;
      made->shape = GEOSGeom_clone(part);
      new_code(p, g, made->code);
      snprintf(made->officer, TEXT, "officer of %s", made->code);
      snprintf(made->phone, TEXT, "1%s", made->code + strlen(made->community) - 7);
      made->used = true;
      p->count++;
      replace(g, GEOSGeom_clone(rest));
    }
    GEOSGeometry *const all[] = {side, edge, cut, part, rest};
    for (int i = 0; i < 5; i++) GEOSGeom_destroy(all[i]);
  }
  GEOSGeom_destroy(middle);
  return done;
}

/* A disc of b's open land goes to a, which is not there. */
static bool piece(planting *p, grid *a, grid *b)
{
  double min_x, min_y, max_x, max_y;
  GEOSGeometry *boundary = GEOSBoundary(b->shape);
  bool done = false;
  GEOSGeom_getXMin(b->shape, &min_x);
  GEOSGeom_getYMin(b->shape, &min_y);
  GEOSGeom_getXMax(b->shape, &max_x);
  GEOSGeom_getYMax(b->shape, &max_y);
  for (int try = 0; try < 200 && !done; try++) {
    GEOSGeometry *at =
        GEOSGeom_createPointFromXY(min_x + (max_x - min_x) * (double)draw(p, 1000) / 1000,
                                   min_y + (max_y - min_y) * (double)draw(p, 1000) / 1000);
    GEOSGeometry *round = disc(at, WIDE);
    if (GEOSContains(b->shape, round) == 1 && distance(boundary, round) > FAR / 2 &&
        near(p, round, CLEAR, NULL) == 0 && distance(a->shape, round) > FAR) {
      replace(a, GEOSUnion(a->shape, round));
      replace(b, GEOSDifference(b->shape, round));
      expect(p, "grid_in_pieces", a->code);
      done = true;
    }
    GEOSGeom_destroy(round);
    GEOSGeom_destroy(at);
  }
  GEOSGeom_destroy(boundary);
  return done;
}

/* At their common line: the disc becomes a's besides being b's (overlap), or is nobody's in a. */
static bool at_line(planting *p, grid *a, grid *b, double radius, bool overlap)
{
  GEOSGeometry *line = common_line(a->shape, b->shape);
  GEOSGeometry *at = place_on(p, line, radius, a, b);
  GEOSGeom_destroy(line);
  if (at == NULL) return false;
  GEOSGeometry *round = disc(at, radius);
  replace(a, overlap ? GEOSUnion(a->shape, round) : GEOSDifference(a->shape, round));
  GEOSGeom_destroy(round);
  GEOSGeom_destroy(at);
  return true;
}

static bool overlap_wide(planting *p, grid *a, grid *b)
{
  if (!at_line(p, a, b, WIDE, true)) return false;
  expect(p, "grid_overlap", lower(a, b));
  return true;
}

static bool overlap_narrow(planting *p, grid *a, grid *b)
{
  if (!at_line(p, a, b, NARROW, true)) return false;
  expect(p, "grid_lines_rough", lower(a, b));
  return true;
}

static bool gap_wide(planting *p, grid *a, grid *b)
{
  if (!at_line(p, a, b, WIDE, false)) return false;
  expect(p, "grid_gap", a->community);
  return true;
}

static bool gap_narrow(planting *p, grid *a, grid *b)
{
  if (!at_line(p, a, b, NARROW, false)) return false;
  expect(p, "grid_lines_rough", lower(a, b));
  return true;
}

static bool outside(planting *p, grid *g)
{
  GEOSGeometry *line = common_line(g->shape, community_of(p, g));
  GEOSGeometry *at = place_on(p, line, WIDE, g, NULL);
  GEOSGeom_destroy(line);
  if (at == NULL) return false;
  GEOSGeometry *round = disc(at, WIDE);
  replace(g, GEOSUnion(g->shape, round));
  GEOSGeom_destroy(round);
  GEOSGeom_destroy(at);
  expect(p, "grid_outside_community", g->code);
  return true;
}

/* The land round a building is cut out of its grid. */
static bool in_none(planting *p, grid *g)
{
  GEOSGeometry *boundary = GEOSBoundary(g->shape);
  const feature *found = NULL;
  for (size_t i = 0; i < p->buildings.count && found == NULL; i++) {
    const feature *b = &p->buildings.features[i];
    if (GEOSContains(g->shape, b->shape) == 1 && distance(boundary, b->shape) > 12 &&
        near(p, b->shape, 4 + CLEAR, b) == 0)
      found = b;
  }
  GEOSGeom_destroy(boundary);
  if (found == NULL) return false;
  GEOSGeometry *round = disc(found->shape, 4);
  replace(g, GEOSDifference(g->shape, round));
  GEOSGeom_destroy(round);
  expect(p, "grid_gap", g->community);
  expect(p, "building_lost", found->id);
  return true;
}

/* The land round a building of a, and a corridor to it, become b's as well. */
static GEOSGeometry *reach(const feature *building, const grid *b)
{
  GEOSCoordSequence *points = GEOSNearestPoints(building->shape, b->shape);
  GEOSGeometry *line = GEOSGeom_createLineString(points);
  GEOSGeometry *way = GEOSBuffer(line, 3, 8), *round = disc(building->shape, 2);
  GEOSGeometry *all = GEOSUnion(way, round);
  GEOSGeom_destroy(line);
  GEOSGeom_destroy(way);
  GEOSGeom_destroy(round);
  return all;
}

static bool in_two(planting *p, grid *a, grid *b)
{
  for (size_t i = 0; i < p->buildings.count; i++) {
    const feature *building = &p->buildings.features[i];
    if (GEOSContains(a->shape, building->shape) != 1 || distance(building->shape, b->shape) > 60)
      continue;
    GEOSGeometry *more = reach(building, b), *beyond = GEOSDifference(more, b->shape);
    bool fits = GEOSContains(a->shape, beyond) == 1 && near(p, more, 0.5, building) == 0 &&
                is_apart(p, more, a, b, true);
    if (fits) replace(b, GEOSUnion(b->shape, more));
    GEOSGeom_destroy(more);
    GEOSGeom_destroy(beyond);
    if (!fits) continue;
    expect(p, "grid_overlap", lower(a, b));
    expect(p, "building_twice", building->id);
    return true;
  }
  return false;
}

static bool duplicate(planting *p, grid *a, grid *b)
{
  memcpy(b->code, a->code, TEXT);
  expect(p, "bad_code", a->code);
  return true;
}

static bool malformed(planting *p, grid *g)
{
  snprintf(g->code, TEXT, "%s1A", g->community);
  expect(p, "bad_code", g->code);
  return true;
}

static bool vacancy(planting *p, grid *g)
{
  g->officer[0] = g->phone[0] = 0;
  expect(p, "vacant", g->code);
  return true;
}

static bool several(planting *p, grid *a, grid *b)
{
  memcpy(b->officer, a->officer, TEXT);
  memcpy(b->phone, a->phone, TEXT);
  expect(p, "officer_several_grids", lower(a, b));
  return true;
}

static const struct {
  const char *name;
  bool touching;
  bool (*pair)(planting *, grid *, grid *);
  bool (*one)(planting *, grid *);
} faults[] = {{"merged", true, merge, NULL},
              {"split", false, NULL, split},
              {"piece", false, piece, NULL},
              {"overlap_wide", true, overlap_wide, NULL},
              {"overlap_narrow", true, overlap_narrow, NULL},
              {"gap_wide", true, gap_wide, NULL},
              {"gap_narrow", true, gap_narrow, NULL},
              {"in_none", false, NULL, in_none},
              {"in_two", true, in_two, NULL},
              {"outside", false, NULL, outside},
              {"duplicate", false, duplicate, NULL},
              {"malformed", false, NULL, malformed},
              {"vacant", false, NULL, vacancy},
              {"several", false, several, NULL}};

static void plant(planting *p, const char *list)
{
  char name[TEXT];
  while (*list != 0) {
    size_t length = strcspn(list, ","), f = 0, count = sizeof faults / sizeof *faults;
    snprintf(name, sizeof name, "%.*s", (int)length, list);
    while (f < count && strcmp(faults[f].name, name) != 0) f++;
    if (f == count) stop("no such fault", name);
    bool done = faults[f].pair != NULL ? plant_pair(p, faults[f].touching, faults[f].pair)
                                       : plant_one(p, faults[f].one);
    if (!done) {
      fprintf(stderr, "no place for %s\n", name);
      exit(1);
    }
    list += length + (list[length] == ',');
  }
}

/* --- who is out of range ---------------------------------------------------------------------- */

/* The grid that holds most of a footprint and at least half, the first of equals; −1: none. */
static long holder(const planting *p, const GEOSGeometry *footprint)
{
  double best = 0, all = 0;
  long found = -1;
  for (size_t i = 0; i < p->count; i++) {
    if (p->grids[i].gone || GEOSIntersects(p->grids[i].shape, footprint) != 1) continue;
    GEOSGeometry *common = GEOSIntersection(p->grids[i].shape, footprint);
    double area = area_of(common);
    GEOSGeom_destroy(common);
    all += area;
    if (area <= best + 1e-6) continue;
    best = area;
    found = (long)i;
  }
  return 2 * all >= area_of(footprint) ? found : -1;
}

static void count_range(planting *p)
{
  long *households = resized(NULL, p->count, sizeof *households);
  memset(households, 0, p->count * sizeof *households);
  for (size_t i = 0; i < p->buildings.count; i++) {
    const feature *b = &p->buildings.features[i];
    long at = holder(p, b->shape);
    if (at >= 0) households[at] += strtol(b->community, NULL, 10);
  }
  for (size_t i = 0; i < p->count; i++) {
    const grid *g = &p->grids[i];
    if (g->gone || g->exempt) continue;
    if (households[i] < MIN) expect(p, "grid_too_small", g->code);
    if (households[i] > MAX) expect(p, "grid_too_large", g->code);
  }
  free(households);
}

/* --- files ------------------------------------------------------------------------------------ */

static int compare_grids(const void *left, const void *right)
{
  return strcmp(((const grid *)left)->code, ((const grid *)right)->code);
}

static void take_grids(planting *p, layer *grids)
{
  p->grids = resized(NULL, grids->count + 64, sizeof *p->grids);
  for (size_t i = 0; i < grids->count; i++) {
    const feature *f = &grids->features[i];
    grid g = {.shape = GEOSGeom_clone(f->shape)};
    snprintf(g.code, TEXT, "%s", f->id);
    snprintf(g.community, TEXT, "%s", f->community);
    snprintf(g.officer, TEXT, "officer of %s", f->id);
    snprintf(g.phone, TEXT, "1%s", f->id + strlen(f->id) - 10);
    g.exempt = f->id[strlen(f->id) - 3] == '9';
    p->grids[p->count++] = g;
  }
  qsort(p->grids, p->count, sizeof *p->grids, compare_grids);
}

static void index_buildings(planting *p)
{
  p->footprints = GEOSSTRtree_create(10);
  for (size_t i = 0; i < p->buildings.count; i++)
    GEOSSTRtree_insert(p->footprints, p->buildings.features[i].shape, &p->buildings.features[i]);
}

static void write_shape(OGRFeatureH row, const GEOSGeometry *shape)
{
  size_t size;
  OGRGeometryH made = NULL;
  GEOSWKBWriter *writer = GEOSWKBWriter_create();
  unsigned char *bytes = GEOSWKBWriter_write(writer, shape, &size);
  if (bytes == NULL || OGR_G_CreateFromWkb(bytes, NULL, &made, (int)size) != OGRERR_NONE)
    stop("cannot be", "written");
  OGR_F_SetGeometryDirectly(row, OGR_G_ForceToMultiPolygon(made));
  GEOSFree(bytes);
  GEOSWKBWriter_destroy(writer);
}

static void write_grids(const planting *p, const char *path, OGRSpatialReferenceH system)
{
  static const char *const fields[] = {"code", "name", "community_code", "officer", "phone"};
  GDALDatasetH file = GDALCreate(GDALGetDriverByName("GPKG"), path, 0, 0, 0, GDT_Unknown, NULL);
  if (file == NULL) stop("cannot be written", path);
  OGRLayerH rows = GDALDatasetCreateLayer(file, "grid", system, wkbMultiPolygon, NULL);
  for (int f = 0; f < 5; f++) {
    OGRFieldDefnH field = OGR_Fld_Create(fields[f], OFTString);
    if (OGR_L_CreateField(rows, field, 1) != OGRERR_NONE) stop("no field", fields[f]);
    OGR_Fld_Destroy(field);
  }
  for (size_t i = 0; i < p->count; i++) {
    const grid *g = &p->grids[i];
    if (g->gone) continue;
    OGRFeatureH row = OGR_F_Create(OGR_L_GetLayerDefn(rows));
    const char *const texts[] = {g->code, g->code, g->community, g->officer, g->phone};
    for (int f = 0; f < 5; f++)
      if (texts[f][0] != 0) OGR_F_SetFieldString(row, f, texts[f]);
    write_shape(row, g->shape);
    if (OGR_L_CreateFeature(rows, row) != OGRERR_NONE) stop("cannot be written", g->code);
    OGR_F_Destroy(row);
  }
  GDALClose(file);
}

static int compare_lines(const void *left, const void *right)
{
  return strcmp(left, right);
}

static void print_expected(planting *p)
{
  qsort(p->expected, p->expected_count, sizeof *p->expected, compare_lines);
  for (size_t i = 0; i < p->expected_count; i++)
    if (i == 0 || strcmp(p->expected[i], p->expected[i - 1]) != 0) puts(p->expected[i]);
}

int main(int count, char **arguments)
{
  static planting p;
  if (count != 7)
    stop("usage",
         "plant_faults GRIDS.gpkg COMMUNITIES.gpkg BUILDINGS.gpkg SEED FAULT,... OUT.gpkg");
  layers_start();
  const layer_source sources[] = {{arguments[1], "grid", "code", "community_code", false},
                                  {arguments[2], "communities", "code", NULL, false},
                                  {arguments[3], "buildings", "building_id", "households", true}};
  OGRSpatialReferenceH system = layer_system(arguments[1], "grid");
  layer grids = layer_read(sources[0], system);
  p.communities = layer_read(sources[1], system);
  p.buildings = layer_read(sources[2], system);
  p.random = strtoull(arguments[4], NULL, 10);
  take_grids(&p, &grids);
  index_buildings(&p);
  plant(&p, arguments[5]);
  count_range(&p);
  write_grids(&p, arguments[6], system);
  print_expected(&p);
  for (size_t i = 0; i < p.count; i++) GEOSGeom_destroy(p.grids[i].shape);
  free(p.grids);
  GEOSSTRtree_destroy(p.footprints);
  layer_free(&grids);
  layer_free(&p.communities);
  layer_free(&p.buildings);
  OSRDestroySpatialReference(system);
  return 0;
}
