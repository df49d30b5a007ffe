/* A draft: one level's units assigned to parts, with every total kept up to date.
 *
 * Invariants: every part has a unit and is connected; households, units, cost and the list of
 * cut borders equal a recount (wg_draft_check, called all along in debug builds). */
#ifndef WG_DRAFT_H
#define WG_DRAFT_H

#include "level.h"
#include "price.h"
#include "terms.h"
#include "wangge/random.h"

/* A border that is cut, with its ends at hand for drawing. */
typedef struct wg_cut {
  int32_t ends[2];
  int32_t border;
} wg_cut;

typedef struct wg_draft {
  const wg_level *level;
  const wg_price *price;
  int32_t count;       /* parts */
  int32_t *part;       /* unit → part */
  int64_t *households; /* count */
  int32_t *units;      /* count */
  int64_t cost;        /* Σ of cut borders */
  int64_t *pull;  /* unit → its borders with other parts less those with its own: no move of the
                     unit shortens the cut by more */
  wg_cut *cut;    /* borders that are cut, in no order */
  int32_t *place; /* border → place in cut, or −1 */
  int32_t cut_count;
  wg_terms *terms; /* or NULL */
  bool has_terms;  /* on the level in hand */
  int32_t *mark;   /* scratch of searches, unit → stamp */
  int32_t stamp;
  int32_t *queue;           /* scratch, count of units */
  int32_t *piece, *waiting; /* scratch of searches, count of units */
  int64_t moved;            /* moves made, for the checks of debug builds */
} wg_draft;

/* Room for the finest level and all coarser ones. */
wg_status wg_draft_new(wg_draft *out, wg_context *context, const wg_level *finest, int32_t parts,
                       const wg_price *price);
void wg_draft_free(wg_draft *draft, wg_context *context);
/* Takes part[] as it stands (set by the caller for `level`) and counts everything. */
void wg_draft_count(wg_draft *draft, const wg_level *level);
/* Persons of the parts; NULL: they have no bounds. */
static inline const int64_t *wg_draft_persons(const wg_draft *draft)
{
  return draft->terms != NULL ? draft->terms->persons : NULL;
}

/* Moves one unit; contiguity is the caller's business. */
void wg_draft_move(wg_draft *draft, int32_t unit, int32_t to);
/* A fresh stamp for `mark`. */
int32_t wg_draft_stamp(wg_draft *draft);
/* Of one part. */
int64_t wg_draft_fault_of(const wg_draft *draft, const wg_rule *rule, int32_t part);
/* Σ of the fault of all parts. */
int64_t wg_draft_fault(const wg_draft *draft, const wg_rule *rule);
/* Cost and prices as they are set now. */
int64_t wg_draft_energy(const wg_draft *draft);
/* Debug builds: stops the program when a total or contiguity is not as recounted. */
void wg_draft_check(wg_draft *draft);

#endif
