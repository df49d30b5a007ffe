/* Relocation: a part given up in one place and made in another. */
#ifndef WG_RELOCATE_H
#define WG_RELOCATE_H

#include "region.h"

/* Lessens the fault of the partition, down to `bound`, by dividing the surroundings of each part
 * out of range into one part more (or less) and others, that have households for it, into one less
 * (or more). The number of parts stays; what does not lessen the fault is taken back. Spends about
 * `steps` at most. */
wg_status wg_relocate(wg_region *region, int64_t bound, int64_t steps);

#endif
