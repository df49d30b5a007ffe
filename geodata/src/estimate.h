/* Households of a building of which nothing is known but its shape: floors × footprint ÷ m² a
 * household. docs/households.md says where the figures come from. */
#ifndef WG_GEODATA_ESTIMATE_H
#define WG_GEODATA_ESTIMATE_H

#include "geodata/input.h"

#define WG_HOUSEHOLD_M2 100 /* gross floor area */
#define WG_FLOORS_DEFAULT 2
#define WG_HOME_LEAST_M2 30 /* smaller footprints are sheds, garages and kiosks */

/* Whether people live in buildings of that use ("garage", "厂房" …); NULL: they may. */
bool wg_use_is_home(const char *use);
/* Whole households, half up; at least one in any home. floors ≤ 0: the default, and *assumed. 0 where
 * nobody lives or the footprint is below WG_HOME_LEAST_M2. */
int32_t wg_estimate(const wg_household_sources *sources, __int128 area2_mm2, int32_t floors,
                    const char *use, bool *assumed);

#endif
