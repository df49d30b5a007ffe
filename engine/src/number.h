/* Order, codes and names of the grids of one community.
 *
 * Bands from north to south of height √(area / grids), in a band west to east, by the grid's
 * inner point; ties by the lowest building. Base grids 1 … 899, exempt 901 … 999. Where existing
 * grids are carried on, kept numbers come first. */
#ifndef WG_ENGINE_NUMBER_H
#define WG_ENGINE_NUMBER_H

#include "wangge/plan.h"

#define WG_CODE_TEMPLATE "{community}{seq:3}"

/* Fails with WG_MISUSE when the template has no {community}, no {seq} or an unknown word. */
wg_status wg_code_template_check(wg_context *context, const char *code_template) WG_MUST_CHECK;

/* A checked template, filled in. `community` may be a text of the same pool. */
wg_status wg_code_format(wg_texts *texts, wg_context *context, const char *code_template,
                         const char *community, int32_t sequence, wg_text *out) WG_MUST_CHECK;

/* The number in a code that follows the template in a community; −1: it does not. */
int32_t wg_code_sequence(const char *code, const char *code_template, const char *community);

/* What a grid takes over from an existing one. */
typedef struct wg_carried {
  const char *code, *name; /* NULL: a new code, a name by its number */
} wg_carried;

typedef struct wg_numbering {
  const char *community_code, *code_template;
  int64_t area2_mm2;              /* twice the area of the community */
  int32_t north;                  /* its northernmost y */
  const int32_t *lowest_building; /* of each grid as it is now, for ties */
  const wg_carried *carried;      /* likewise; NULL: all grids are new */
  int32_t last_base, last_exempt; /* highest numbers ever given; 0: none */
} wg_numbering;

/* Sorts grids into their order and fills sequence, code and name. New ones are numbered by place,
 * after the last number ever given. A code that is kept and does not follow the template gets a
 * number for the order only. rank[g] receives the new place of grid g. */
wg_status wg_number_grids(wg_grid *grids, int32_t count, wg_context *context,
                          const wg_numbering *numbering, wg_texts *texts,
                          int32_t *rank) WG_MUST_CHECK;

#endif
