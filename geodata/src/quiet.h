/* Entering and leaving GDAL: registered once, silent, without network.
 *
 * Between wg_quiet_begin and wg_quiet_end of one thread GDAL prints nothing; the first of its
 * complaints is kept, to become part of our own sentence. No call of it reaches the network. */
#ifndef WG_GEODATA_QUIET_H
#define WG_GEODATA_QUIET_H

#include <stdint.h>

typedef struct wg_quiet {
  char first[400]; /* the first failure said since wg_quiet_forget, one line; "" if none */
  int64_t failures;
} wg_quiet;

void wg_quiet_begin(wg_quiet *quiet);
void wg_quiet_end(void);
static inline void wg_quiet_forget(wg_quiet *quiet)
{
  quiet->first[0] = 0;
  quiet->failures = 0;
}

#endif
