/* Reading the roster of officers and the contacts of the communities: tables of any kind that GDAL
 * reads, without geometry. docs/officers.md says what becomes of their defects. */
#ifndef WG_GEODATA_ROSTER_H
#define WG_GEODATA_ROSTER_H

#include "geodata/input.h"
#include "wangge/roster.h"

/* Both fill *out (empty on failure) and add findings as the functions of input.h do. Rows of one
 * person (the same id, or no ids and the same name and telephone) become one, with the grids of
 * all. The sheet of a file with several is the one named by the input, else the one called roster,
 * person, 人员, 花名册 … (contact, 联系方式 …), else it must be the only one. */
wg_status wg_read_persons(wg_persons *out, wg_context *context, const wg_input *input,
                          wg_findings *findings, wg_reading *reading) WG_MUST_CHECK;
wg_status wg_read_contacts(wg_contacts *out, wg_context *context, const wg_input *input,
                           wg_findings *findings, wg_reading *reading) WG_MUST_CHECK;
/* Whether a file has, beside others, a sheet that is called as contacts are. */
wg_status wg_has_contacts(wg_context *context, const wg_input *input, bool *out) WG_MUST_CHECK;

#endif
