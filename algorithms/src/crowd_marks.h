/* A set of up to 512 units of a small area, as bits. */
#ifndef WG_CROWD_MARKS_H
#define WG_CROWD_MARKS_H

#include <stdbool.h>
#include <stdint.h>

#define WG_CROWD_WORDS 8
#define WG_CROWD_UNITS (64 * WG_CROWD_WORDS)

typedef struct wg_crowd_marks {
  uint64_t words[WG_CROWD_WORDS];
} wg_crowd_marks;

static inline void wg_marks_set(wg_crowd_marks *m, int32_t bit)
{
  m->words[bit / 64] |= UINT64_C(1) << bit % 64;
}

static inline void wg_marks_clear(wg_crowd_marks *m, int32_t bit)
{
  m->words[bit / 64] &= ~(UINT64_C(1) << bit % 64);
}

static inline bool wg_marks_has(const wg_crowd_marks *m, int32_t bit)
{
  return m->words[bit / 64] >> bit % 64 & 1;
}

static inline void wg_marks_add(wg_crowd_marks *m, const wg_crowd_marks *more)
{
  for (int i = 0; i < WG_CROWD_WORDS; i++) m->words[i] |= more->words[i];
}

static inline bool wg_marks_meet(const wg_crowd_marks *a, const wg_crowd_marks *b)
{
  uint64_t common = 0;
  for (int i = 0; i < WG_CROWD_WORDS; i++) common |= a->words[i] & b->words[i];
  return common != 0;
}

#endif
