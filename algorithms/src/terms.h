/* Terms of the cost that look at more than borders: compounds divided, households moved, and what
 * the units of a part are like: how round its land is, how mixed its households are.
 *
 * The first two apply on the finest level only. A compound costs for every part beyond the first
 * that holds a unit of it (the ⌈households / max⌉ parts that cannot be helped are a constant). A
 * unit costs its households, and one for its land, when its part does not carry on the grid it was in; a part carries on
 * the grid that it shares most households with, each grid carried on by one part. The sums of the
 * traits of a part are known on every level, and so are its persons where they have bounds. */
#ifndef WG_TERMS_H
#define WG_TERMS_H

#include "level.h"
#include "price.h"

typedef struct wg_pair_count {
  uint64_t key; /* group and part; 0: empty */
  int64_t count;
} wg_pair_count;

/* Counts of (group, part) pairs in a table with open addressing. */
typedef struct wg_pair_table {
  wg_pair_count *entries;
  int64_t size, used; /* size: a power of two */
} wg_pair_table;

typedef struct wg_terms {
  const wg_level *level; /* in hand */
  const wg_price *price;
  wg_pair_table compounds; /* units of a compound in a part */
  wg_pair_table formers;   /* households of a former grid in a part, as counted last */
  int32_t *carried;        /* part → former grid it carries on, −1 */
  int32_t *carrier;        /* scratch: former grid → 1 when carried on */
  int32_t width;           /* sums of a part; 0: traits cost nothing */
  int64_t *sums;           /* part after part */
  int64_t *recount;        /* scratch of wg_terms_check, likewise */
  int64_t *spread;         /* part → price of its traits */
  int64_t *persons;          /* part → sum; NULL: persons have no bounds */
  int64_t *persons_recount;  /* scratch of wg_terms_check */
  const int64_t *households; /* of the parts, the draft's */
  int32_t former_count, parts;
} wg_terms;

/* Room for the finest level and all coarser ones. households: of the parts, kept by the caller,
 * borrowed. *out is NULL where nothing but borders costs. */
wg_status wg_terms_new(wg_terms **out, wg_context *context, const wg_level *finest, int32_t parts,
                       const wg_price *price, const int64_t *households);
void wg_terms_free(wg_terms *terms, wg_context *context);
/* Counts everything anew, for a level of its own, and decides which part carries on which grid.
 * False: on this level there are no terms. */
bool wg_terms_count(wg_terms *terms, const wg_level *level, const int32_t *part);
/* Of the cost when the unit changes sides. Above `limit` any value above it will do. */
int64_t wg_terms_change(const wg_terms *terms, int32_t unit, int32_t from, int32_t to,
                        int64_t limit);
/* Call before part[unit] changes; `part` is needed where the table must be counted anew. */
void wg_terms_move(wg_terms *terms, const int32_t *part, int32_t unit, int32_t from, int32_t to);
int64_t wg_terms_energy(const wg_terms *terms, const int32_t *part);
/* Debug builds: stops the program when the sums of a part or their price are not as recounted. */
void wg_terms_check(const wg_terms *terms, const int32_t *part);

#endif
