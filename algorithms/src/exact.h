/* Exact arithmetic on whole-millimetre points that several files need. Differences of int32 fit 33
 * bits, products of them 66, a rounded crossing 99: all within __int128. */
#ifndef WG_ALGORITHMS_EXACT_H
#define WG_ALGORITHMS_EXACT_H

#include "wangge/shapes.h"

static inline bool same_point(wg_point a, wg_point b)
{
  return a.x == b.x && a.y == b.y;
}

/* (a − o) · (b − o) */
static inline __int128 dot_from(wg_point o, wg_point a, wg_point b)
{
  return (__int128)((int64_t)a.x - o.x) * ((int64_t)b.x - o.x) +
         (__int128)((int64_t)a.y - o.y) * ((int64_t)b.y - o.y);
}

/* Whether v is within `reach` mm of the straight line through a and b, for a ≠ b. */
static inline bool near_line(wg_point a, wg_point b, wg_point v, int64_t reach)
{
  int64_t dx = (int64_t)b.x - a.x, dy = (int64_t)b.y - a.y;
  __int128 cross = (__int128)dx * ((int64_t)v.y - a.y) - (__int128)dy * ((int64_t)v.x - a.x);
  __int128 most = (__int128)reach * ((dx < 0 ? -dx : dx) + (dy < 0 ? -dy : dy));
  if (cross > most || cross < -most) return false; /* so that the squares below fit */
  return cross * cross <= (__int128)(reach * reach) * ((__int128)dx * dx + (__int128)dy * dy);
}

/* a + (num / den) · (b − a), to the nearest millimetre, halves up, whichever way a → b was drawn;
 * den > 0. */
static inline wg_point round_between(wg_point a, wg_point b, __int128 num, __int128 den)
{
  __int128 x = num * ((int64_t)b.x - a.x) * 2 + den, y = num * ((int64_t)b.y - a.y) * 2 + den;
  den *= 2;
  __int128 right = x / den - (x % den < 0), up = y / den - (y % den < 0);
  return (wg_point){(int32_t)(a.x + (int64_t)right), (int32_t)(a.y + (int64_t)up)};
}

/* The rounded crossing of a → b with c → d, which are not parallel. */
static inline wg_point round_crossing(wg_point a, wg_point b, wg_point c, wg_point d)
{
  int64_t ux = (int64_t)b.x - a.x, uy = (int64_t)b.y - a.y;
  int64_t wx = (int64_t)d.x - c.x, wy = (int64_t)d.y - c.y;
  __int128 den = (__int128)ux * wy - (__int128)uy * wx;
  __int128 num = (__int128)((int64_t)c.x - a.x) * wy - (__int128)((int64_t)c.y - a.y) * wx;
  return round_between(a, b, den < 0 ? -num : num, den < 0 ? -den : den);
}

#endif
