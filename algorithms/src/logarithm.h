/* The table behind every random acceptance; see logarithm.c. */
#ifndef WG_LOGARITHM_H
#define WG_LOGARITHM_H

#include <stdint.h>

#define WG_LOGARITHM_STEPS 1024
#define WG_LOGARITHM_BITS 10
#define WG_LOGARITHM_SHIFT 16 /* entries are in 1 / 2^16 */

extern const uint32_t wg_minus_logarithm[WG_LOGARITHM_STEPS];

#endif
