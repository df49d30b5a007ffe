/* Dwellings listed one row each, counted into the buildings where they lie. */
#ifndef WG_GEODATA_DWELLINGS_H
#define WG_GEODATA_DWELLINGS_H

#include "reader.h"

/* Whether the dwellings are to be found by place: no --join is given and they have coordinates. */
wg_status wg_dwellings_placed(wg_context *context, const wg_household_sources *sources,
                              bool *placed) WG_MUST_CHECK;
/* Reads them and adds each to the footprint that holds it, else to the nearest within
 * sources->within_m. A building that gets none keeps what it has. */
wg_status wg_dwellings_count(wg_buildings *buildings, wg_context *context,
                             const wg_household_sources *sources, const wg_system *system,
                             wg_findings *findings, wg_reading *reading) WG_MUST_CHECK;

#endif
