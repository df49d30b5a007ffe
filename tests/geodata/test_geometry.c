/* From WKT to shapes in millimetres: what is taken, dropped, repaired; validity against GEOS. */
#include "support.h"

#include "../../geodata/src/geometry.h"
#include "wangge/random.h"

/* Reads one geometry with the origin at 0, 0 into `shapes` (reset). */
static wg_geometry_state take(world *w, const char *text, unsigned takes, wg_shapes *shapes, bool *repaired)
{
  char *wkt = CPLStrdup(text), *rest = wkt;
  OGRGeometryH geometry = NULL;
  wg_raw raw = {0};
  wg_rough draft = {0};
  wg_geometry_state state;
  if (OGR_G_CreateFromWkt(&rest, NULL, &geometry) != OGRERR_NONE) fail_msg("bad test: %s", text);
  assert_int_equal(wg_raw_add(&raw, w->context, geometry, takes), WG_OK);
  assert_int_equal(wg_rough_make(&draft, w->context, &raw, 0, 0, 0, &state, repaired), WG_OK);
  wg_shapes_free(shapes, w->context);
  if (state == WG_GEOMETRY_USABLE) assert_int_equal(wg_rough_emit(&draft, w->context, shapes, false), WG_OK);
  OGR_G_DestroyGeometry(geometry);
  CPLFree(wkt);
  wg_raw_free(&raw, w->context);
  wg_rough_free(&draft, w->context);
  return state;
}

/* kind, rings, points, area in m² as "kind rings points area", or the state. */
static void describe(world *w, const char *wkt, unsigned takes, char out[64])
{
  static const char *const states[] = {"", "null", "wrong type", "too far", "collapsed"};
  static const char kinds[] = "-PLA";
  wg_shapes shapes = {0};
  bool repaired;
  wg_geometry_state state = take(w, wkt, takes, &shapes, &repaired);
  if (state != WG_GEOMETRY_USABLE)
    snprintf(out, 64, "%s", states[state]);
  else
    snprintf(out, 64, "%c %lld %lld %.6g%s", kinds[shapes.kind[0]], (long long)shapes.ring_count,
             (long long)shapes.point_count, (double)wg_shapes_area2(&shapes, 0) / 2e6, repaired ? " repaired" : "");
  wg_shapes_free(&shapes, w->context);
}

static void kinds_are_taken_flattened_or_refused(void **state)
{
  world *w = *state;
  const unsigned areas = WG_TAKES_AREAS, houses = WG_TAKES_AREAS | WG_TAKES_POINTS,
                 lines = WG_TAKES_LINES | WG_TAKES_AREAS;
  static const struct {
    const char *wkt;
    int takes; /* 0 areas, 1 houses, 2 lines */
    const char *expected;
  } cases[] = {
      {"POLYGON((0 0,10 0,10 10,0 10,0 0))", 0, "A 1 4 100"},
      {"POLYGON((0 0,0 10,10 10,10 0,0 0))", 0, "A 1 4 100"},                     /* clockwise */
      {"POLYGON Z((0 0 5,10 0 5,10 10 5,0 10 5,0 0 5))", 0, "A 1 4 100"},
      {"POLYGON ZM((0 0 5 1,10 0 5 1,10 10 5 1,0 10 5 1,0 0 5 1))", 0, "A 1 4 100"},
      {"POLYGON((0 0,0 0,10 0,10 0,10 10,0 10,0 0,0 0))", 0, "A 1 4 100"},        /* repeated points */
      {"POLYGON((0 0,10 0,10 10,0 10,0 0),(2 2,4 2,4 4,2 4,2 2))", 0, "A 2 8 96"},
      {"MULTIPOLYGON(((0 0,10 0,10 10,0 0)),((20 0,30 0,30 10,20 0)))", 0, "A 2 6 100"},
      {"GEOMETRYCOLLECTION(POINT(1 1),GEOMETRYCOLLECTION(POLYGON((0 0,10 0,10 10,0 0))))", 1, "A 1 3 50"},
      {"GEOMETRYCOLLECTION(POINT(1 1),LINESTRING(0 0,1 1))", 1, "P 1 1 0"},
      {"GEOMETRYCOLLECTION(LINESTRING(0 0,1 1))", 1, "wrong type"},
      {"GEOMETRYCOLLECTION EMPTY", 1, "null"},
      {"POLYGON EMPTY", 1, "null"},
      {"MULTIPOLYGON(((0 0,10 0,10 10,0 0)),EMPTY)", 0, "A 1 3 50"},
      {"POINT(1 2)", 1, "P 1 1 0"},
      {"POINT(1 2)", 0, "wrong type"},
      {"MULTIPOINT(1 2,3 4)", 1, "P 2 2 0"},
      {"LINESTRING(0 0,1 0)", 1, "wrong type"},
      {"LINESTRING(0 0,0 0,5 0)", 2, "L 1 2 0"},
      {"LINESTRING(0 0,5 0,5 5,0 0)", 2, "L 1 4 0"},                              /* closed lines stay so */
      {"LINESTRING(0 0,0.0001 0)", 2, "collapsed"},
      {"MULTILINESTRING((0 0,1 0),(2 0,3 0))", 2, "L 2 4 0"},
      {"POLYHEDRALSURFACE(((0 0,10 0,10 10,0 0)),((20 0,30 0,30 10,20 0)))", 0, "A 2 6 100"},
      {"TIN(((0 0,10 0,10 10,0 0)),((0 0,10 10,0 10,0 0)))", 0, "A 1 4 100 repaired"},
      {"POLYGON((0 0,10 10,10 0,0 10,0 0))", 0, "A 2 6 50 repaired"},             /* bow tie */
      {"POLYGON((0 0,10 0,10 10,0 10,0 0),(20 20,21 20,21 21,20 20))", 0, "A 2 7 100.5 repaired"},
      {"MULTIPOLYGON(((0 0,10 0,10 10,0 10,0 0)),((5 0,15 0,15 10,5 10,5 0)))", 0, "A 1 8 150 repaired"},
      {"POLYGON((0 0,10 0,20 0,10 0,10 10,0 10,0 0))", 0, "A 1 4 100 repaired"},  /* a spike */
      {"POLYGON((0 0,5 0,10 0))", 0, "collapsed"},
      {"POLYGON((0 0,1e300 0,10 10,0 0))", 0, "too far"},
      {"POINT(3000000 0)", 1, "too far"},
      {"CURVEPOLYGON(CIRCULARSTRING(0 0,10 0,0 0))", 0, "A 1"},
      {"COMPOUNDCURVE(CIRCULARSTRING(0 0,1 1,2 0),(2 0,3 0))", 2, "L 1"}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    char found[64];
    describe(w, cases[i].wkt, cases[i].takes == 0 ? areas : cases[i].takes == 1 ? houses : lines, found);
    if (strncmp(found, cases[i].expected, strlen(cases[i].expected)) != 0)
      fail_msg("%s gave '%s', not '%s'", cases[i].wkt, found, cases[i].expected);
  }
}

static void shells_turn_left_and_holes_right_whatever_they_came_as(void **state)
{
  world *w = *state;
  wg_shapes shapes = {0};
  bool repaired;
  static const char *const texts[] = {"POLYGON((0 0,9 0,9 9,0 9,0 0),(2 2,4 2,4 4,2 4,2 2))",
                                      "POLYGON((0 0,0 9,9 9,9 0,0 0),(2 2,2 4,4 4,4 2,2 2))"};
  for (int i = 0; i < 2; i++) {
    assert_int_equal(take(w, texts[i], WG_TAKES_AREAS, &shapes, &repaired), WG_GEOMETRY_USABLE);
    int64_t count;
    const wg_point *points = wg_shapes_ring(&shapes, 0, &count);
    assert_true(wg_ring_area2(points, count) > 0);
    points = wg_shapes_ring(&shapes, 1, &count);
    assert_true(wg_ring_area2(points, count) < 0);
    assert_false(repaired);
  }
  wg_shapes_free(&shapes, w->context);
}

static OGRGeometryH to_ogr(const wg_rough *draft)
{
  OGRGeometryH all = OGR_G_CreateGeometry(wkbMultiPolygon), polygon = NULL;
  for (int64_t r = 0; r < draft->ring_count; r++) {
    OGRGeometryH ring = OGR_G_CreateGeometry(wkbLinearRing);
    for (int64_t i = 0; i <= draft->rings[r].count; i++) {
      wg_point p = draft->points[draft->rings[r].first + i % draft->rings[r].count];
      OGR_G_AddPoint_2D(ring, p.x, p.y);
    }
    if (draft->rings[r].shell) {
      polygon = OGR_G_CreateGeometry(wkbPolygon);
      OGR_G_AddGeometryDirectly(all, polygon);
    }
    OGR_G_AddGeometryDirectly(polygon, ring);
  }
  return all;
}

/* A random shape on a small board, so that touching, nesting and crossing are common. */
static void random_draft(world *w, wg_random *random, wg_rough *draft)
{
  draft->kind = WG_SHAPE_AREA;
  draft->point_count = draft->ring_count = 0;
  int rings = 1 + (int)wg_random_below(random, 3);
  assert_int_equal(wg_grow(w->context, &draft->points, &draft->point_capacity, 64, sizeof *draft->points), WG_OK);
  assert_int_equal(wg_grow(w->context, &draft->rings, &draft->ring_capacity, 4, sizeof *draft->rings), WG_OK);
  for (int r = 0; r < rings; r++) {
    int corners = 3 + (int)wg_random_below(random, r == 0 ? 18 : 4);
    wg_rough_ring *ring = &draft->rings[draft->ring_count++];
    *ring = (wg_rough_ring){draft->point_count, 0, r == 0 || wg_random_below(random, 3) == 0};
    int32_t board = corners > 8 ? 40 : 9, away = (int32_t)wg_random_below(random, 5);
    for (int i = 0; i < corners; i++) {
      wg_point p = {away + (int32_t)wg_random_below(random, board), (int32_t)wg_random_below(random, board)};
      if (ring->count > 0 && memcmp(&p, &draft->points[draft->point_count - 1], sizeof p) == 0) continue;
      draft->points[draft->point_count++] = p;
      ring->count++;
    }
    if (ring->count < 3) draft->point_count = ring->first, draft->ring_count--;
    if (draft->ring_count == 0) break;
  }
}

static void whoever_is_plain_is_valid_for_geos(void **state)
{
  world *w = *state;
  wg_random random = wg_random_seeded(3);
  wg_rough draft = {0};
  int plain_count = 0, valid_count = 0;
  for (int i = 0; i < 20000; i++) {
    bool plain;
    random_draft(w, &random, &draft);
    if (draft.ring_count == 0) continue;
    assert_int_equal(wg_rough_plain(&draft, w->context, &plain), WG_OK);
    OGRGeometryH geometry = to_ogr(&draft);
    bool valid = OGR_G_IsValid(geometry);
    if (plain && !valid) {
      char *wkt;
      OGR_G_ExportToWkt(geometry, &wkt);
      fail_msg("plain, but GEOS finds it invalid: %s", wkt);
    }
    plain_count += plain;
    valid_count += valid;
    OGR_G_DestroyGeometry(geometry);
  }
  assert_true(plain_count > 500 && valid_count > plain_count); /* touching rings are valid, not plain */
  wg_rough_free(&draft, w->context);
}

static void repair_ends_in_valid_whole_millimetres(void **state)
{
  world *w = *state;
  wg_random random = wg_random_seeded(4);
  wg_rough draft = {0};
  int repaired_count = 0, lost = 0;
  for (int i = 0; i < 3000; i++) {
    bool repaired;
    random_draft(w, &random, &draft);
    if (draft.ring_count == 0) continue;
    assert_int_equal(wg_rough_repair(&draft, w->context, &repaired), WG_OK);
    repaired_count += repaired;
    lost += draft.ring_count == 0;
    OGRGeometryH geometry = to_ogr(&draft);
    assert_true(draft.ring_count == 0 || OGR_G_IsValid(geometry));
    OGR_G_DestroyGeometry(geometry);
  }
  assert_true(repaired_count > 1500);
  assert_true(lost < 60); /* those without area; boards of 9 mm have many */
  wg_rough_free(&draft, w->context);
}

/* The millimetres of a point are the same from every origin of whole kilometres. */
static void rounding_does_not_depend_on_the_origin(void **state)
{
  world *w = *state;
  wg_random random = wg_random_seeded(5);
  wg_raw raw = {0};
  wg_rough near = {0}, far = {0};
  for (int i = 0; i < 5000; i++) {
    wg_geometry_state result;
    bool repaired;
    wg_raw_clear(&raw);
    OGRGeometryH point = OGR_G_CreateGeometry(wkbPoint);
    /* tenths of millimetres, so that halves are met often */
    OGR_G_SetPoint_2D(point, 0, (double)(4000000000 + wg_random_below(&random, 9000000)) / 10000.0,
                      (double)(25600000000 + wg_random_below(&random, 9000000)) / 10000.0);
    assert_int_equal(wg_raw_add(&raw, w->context, point, WG_TAKES_POINTS), WG_OK);
    OGR_G_DestroyGeometry(point);
    assert_int_equal(wg_rough_make(&near, w->context, &raw, 0, 400000, 2560000, &result, &repaired), WG_OK);
    assert_int_equal(result, WG_GEOMETRY_USABLE);
    assert_int_equal(wg_rough_make(&far, w->context, &raw, 0, 399000, 2557000, &result, &repaired), WG_OK);
    assert_int_equal(near.points[0].x + 1000000, far.points[0].x);
    assert_int_equal(near.points[0].y + 3000000, far.points[0].y);
  }
  wg_raw_free(&raw, w->context);
  wg_rough_free(&near, w->context);
  wg_rough_free(&far, w->context);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, begin_world, end_world)
  const struct CMUnitTest tests[] = {
      TEST(kinds_are_taken_flattened_or_refused),
      TEST(shells_turn_left_and_holes_right_whatever_they_came_as),
      TEST(whoever_is_plain_is_valid_for_geos),
      TEST(repair_ends_in_valid_whole_millimetres),
      TEST(rounding_does_not_depend_on_the_origin),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
