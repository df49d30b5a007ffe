/* Arrays in memory as a layer of GDAL's Memory driver: the way through the readers is then one. */
#ifndef WG_GEODATA_MEMORY_H
#define WG_GEODATA_MEMORY_H

#include <gdal.h>

#include "geodata/input.h"

/* A dataset of one layer, named like the input, released with GDALClose; it keeps no reference to
 * the arrays. WG_MISUSE says which array makes no sense. */
wg_status wg_memory_open(GDALDatasetH *out, wg_context *context, const wg_input *input) WG_MUST_CHECK;

#endif
