#include "datum.h"

#include <math.h>

#include "normal.h"

#define PI 3.14159265358979323846
#define BAIDU_PI (PI * 3000 / 180)

typedef struct place {
  double x, y; /* longitude, latitude */
} place;

bool wg_datum_named(const char *text, wg_datum *datum)
{
  *datum = WG_DATUM_PLAIN;
  if (wg_normal_listed("gcj02,gcj-02,gcj_02,火星坐标,火星坐标系,国测局坐标", text))
    *datum = WG_DATUM_GCJ02;
  if (wg_normal_listed("bd09,bd-09,bd_09,bd09ll,百度坐标,百度坐标系", text)) *datum = WG_DATUM_BD09;
  return *datum != WG_DATUM_PLAIN;
}

const char *wg_datum_name(wg_datum datum)
{
  static const char *const names[] = {"", "GCJ02", "BD09"};
  return names[datum];
}

/* Written so that what is not a number counts as outside. */
static bool is_displaced(place p)
{
  return p.x >= 72.004 && p.x <= 137.8347 && p.y >= 0.8293 && p.y <= 55.8271;
}

/* Two sines of the same argument families stand in both polynomials. */
static double waves(double x)
{
  return (20 * sin(6 * x * PI) + 20 * sin(2 * x * PI)) * 2 / 3;
}

static double east_m(double x, double y)
{
  return 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt(fabs(x)) + waves(x) +
         (20 * sin(x * PI) + 40 * sin(x / 3 * PI)) * 2 / 3 +
         (150 * sin(x / 12 * PI) + 300 * sin(x / 30 * PI)) * 2 / 3;
}

static double north_m(double x, double y)
{
  return -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * sqrt(fabs(x)) + waves(x) +
         (20 * sin(y * PI) + 40 * sin(y / 3 * PI)) * 2 / 3 +
         (160 * sin(y / 12 * PI) + 320 * sin(y * PI / 30)) * 2 / 3;
}

/* Metres become degrees on the ellipsoid of Krasovsky. */
static place to_gcj02(place p)
{
  const double major = 6378245.0, eccentricity2 = 0.00669342162296594323;
  if (!is_displaced(p)) return p;
  double latitude = p.y / 180 * PI, sine = sin(latitude);
  double bulge = 1 - eccentricity2 * sine * sine, root = sqrt(bulge);
  double east = east_m(p.x - 105, p.y - 35), north = north_m(p.x - 105, p.y - 35);
  return (place){p.x + east * 180 / (major / root * cos(latitude) * PI),
                 p.y + north * 180 / (major * (1 - eccentricity2) / (bulge * root) * PI)};
}

static place gcj02_to_bd09(place p)
{
  if (!is_displaced(p)) return p;
  double radius = hypot(p.x, p.y) + 0.00002 * sin(p.y * BAIDU_PI);
  double angle = atan2(p.y, p.x) + 0.000003 * cos(p.x * BAIDU_PI);
  return (place){radius * cos(angle) + 0.0065, radius * sin(angle) + 0.006};
}

static place to_bd09(place p)
{
  return gcj02_to_bd09(to_gcj02(p));
}

typedef place (*formula)(place);

static formula formula_of(wg_datum datum)
{
  return datum == WG_DATUM_BD09 ? to_bd09 : to_gcj02;
}

/* The displacement changes by less than a hundredth of the way, so each round wins two digits. */
static place invert(formula forward, place target)
{
  enum { ROUNDS = 20 };
  place p = target;
  if (!is_displaced(target)) return target;
  for (int round = 0; round < ROUNDS; round++) {
    place image = forward(p);
    double dx = target.x - image.x, dy = target.y - image.y;
    p.x += dx;
    p.y += dy;
    if (fabs(dx) < 1e-10 && fabs(dy) < 1e-10) break;
  }
  return p;
}

void wg_datum_apply(wg_datum datum, double *longitude, double *latitude, int64_t count)
{
  for (int64_t i = 0; i < count && datum != WG_DATUM_PLAIN; i++) {
    place p = formula_of(datum)((place){longitude[i], latitude[i]});
    longitude[i] = p.x;
    latitude[i] = p.y;
  }
}

void wg_datum_undo(wg_datum datum, double *longitude, double *latitude, int64_t count)
{
  for (int64_t i = 0; i < count && datum != WG_DATUM_PLAIN; i++) {
    place p = invert(formula_of(datum), (place){longitude[i], latitude[i]});
    longitude[i] = p.x;
    latitude[i] = p.y;
  }
}
