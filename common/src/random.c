#include "wangge/random.h"

static uint64_t splitmix(uint64_t *state)
{
  uint64_t z = *state += 0x9E3779B97F4A7C15u;
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
  return z ^ (z >> 31);
}

wg_random wg_random_seeded(uint64_t seed)
{
  wg_random random;
  for (int i = 0; i < 4; i++) random.state[i] = splitmix(&seed);
  return random;
}

wg_random wg_random_named(uint64_t seed, const char *name)
{
  uint64_t hash = 0xCBF29CE484222325u; /* FNV-1a */
  for (const unsigned char *c = (const unsigned char *)name; *c != 0; c++)
    hash = (hash ^ *c) * 0x100000001B3u;
  return wg_random_seeded(splitmix(&seed) ^ hash);
}

uint64_t wg_random_below(wg_random *random, uint64_t bound)
{
  unsigned __int128 product = (unsigned __int128)wg_random_next(random) * bound;
  if ((uint64_t)product < bound) {
    uint64_t threshold = (uint64_t)(-bound) % bound;
    while ((uint64_t)product < threshold)
      product = (unsigned __int128)wg_random_next(random) * bound;
  }
  return (uint64_t)(product >> 64);
}
