/* Compound names compared normalised: the same name, written differently, is one compound. */
#ifndef WG_ENGINE_COMPOUND_H
#define WG_ENGINE_COMPOUND_H

#include "wangge/county.h"

/* number[i] of building rows[i]: the same for the same name, by order of names; −1 for none
 * (blank, 无, 其他, 自建房, 平房, "-"). */
wg_status wg_number_compounds(int32_t *number, wg_context *context, const wg_buildings *buildings,
                              const int64_t *rows, int32_t count) WG_MUST_CHECK;
/* Whether two names are of different compounds; one that stands for none differs from nobody's. */
bool wg_compound_differs(const char *left, const char *right);

/* Whether a text names a compound at all. */
bool wg_compound_is_named(const char *text);

#endif
