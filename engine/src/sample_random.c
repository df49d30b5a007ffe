/* Numbers of the sample county that depend on nothing but the seed and a place.
 *
 * The lattice is asked for the same vertex by every neighbour and every run, so its irregularities
 * come from hashes of the place, not from a stream. */
#include "sample.h"

#include <math.h>

uint64_t wg_sample_hash(uint64_t seed, wg_sample_topic topic, int64_t a, int64_t b)
{
  uint64_t place = (uint64_t)a * 0x9E3779B97F4A7C15u + (uint64_t)b * 0xC2B2AE3D27D4EB4Fu +
                   (uint64_t)topic * 0x165667B19E3779F9u;
  wg_random random = wg_random_seeded(seed * 0xD6E8FEB86659FD93u + place);
  return wg_random_next(&random);
}

double wg_sample_unit(uint64_t seed, wg_sample_topic topic, int64_t a, int64_t b)
{
  return (double)(wg_sample_hash(seed, topic, a, b) >> 12) / (double)(1ull << 51) - 1;
}

static double smooth(double t)
{
  return t * t * (3 - 2 * t);
}

double wg_sample_noise(uint64_t seed, wg_sample_topic topic, double x, double y)
{
  double left = floor(x), below = floor(y);
  int64_t i = (int64_t)left, j = (int64_t)below;
  double s = smooth(x - left), t = smooth(y - below);
  double low =
      wg_sample_unit(seed, topic, i, j) * (1 - s) + wg_sample_unit(seed, topic, i + 1, j) * s;
  double high = wg_sample_unit(seed, topic, i, j + 1) * (1 - s) +
                wg_sample_unit(seed, topic, i + 1, j + 1) * s;
  return low * (1 - t) + high * t;
}

int32_t wg_sample_between(wg_random *random, int32_t low, int32_t high)
{
  return low + (int32_t)wg_random_below(random, (uint64_t)(high - low + 1));
}

double wg_sample_length(wg_random *random, double low, double high)
{
  int32_t steps = (int32_t)((high - low) * 100 + 0.5);
  return low + wg_sample_between(random, 0, steps) / 100.0;
}
