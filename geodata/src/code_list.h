/* Codes one to a line: what an office has where it has no table. */
#ifndef WG_GEODATA_CODE_LIST_H
#define WG_GEODATA_CODE_LIST_H

#include "geodata/codes.h"

/* Whether a file is a list: its name ends in .csv or .txt and its first line that is not blank is
 * one cell, whatever separates others (comma, semicolon, tab). Such a file GDAL takes for no table.
 */
bool wg_is_code_list(const char *path);
/* Appends a code for each line with a text. The first line is a heading, and no code, where it is
 * one of the known names of a code's field, or has no digit while the next line has. */
wg_status wg_read_code_list(wg_codes *out, wg_context *context,
                            const wg_input *input) WG_MUST_CHECK;

/* Appends one code; the texts may be NULL. (codes.c) */
wg_status wg_codes_add(wg_codes *out, wg_context *context, const char *code) WG_MUST_CHECK;

#endif
