/* Seeded integer random numbers: xoshiro256** (Blackman & Vigna 2018), seeded by splitmix64.
 *
 * Integers only: the same numbers on every machine. Every community has a stream of its own,
 * seeded from the run's seed and the community's code. */
#ifndef WANGGE_RANDOM_H
#define WANGGE_RANDOM_H

#include <stdint.h>

#include "wangge/status.h"

#ifdef __cplusplus
extern "C" {
#endif

WG_PUBLIC_BEGIN

typedef struct wg_random {
  uint64_t state[4];
} wg_random;

wg_random wg_random_seeded(uint64_t seed);
/* Mixes a text (a community code) into the seed. */
wg_random wg_random_named(uint64_t seed, const char *name);

static inline uint64_t wg_random_next(wg_random *random) /* inline: drawn once a flip */
{
  uint64_t *s = random->state;
  uint64_t product = s[1] * 5, result = (product << 7 | product >> 57) * 9, shifted = s[1] << 17;
  s[2] ^= s[0];
  s[3] ^= s[1];
  s[1] ^= s[2];
  s[0] ^= s[3];
  s[2] ^= shifted;
  s[3] = s[3] << 45 | s[3] >> 19;
  return result;
}

/* Uniform in 0 … bound − 1 (Lemire's multiplication with rejection); bound > 0. */
uint64_t wg_random_below(wg_random *random, uint64_t bound);

WG_PUBLIC_END

#ifdef __cplusplus
}
#endif
#endif
