/* What may be opened at all: local files that the user names, in formats that GDAL reads soundly.
 *
 * A map file can ask its reader to go elsewhere: a VRT names other sources, a WFS description a
 * server, a path /vsicurl/ a web page. A driver can also be crashed by a crafted file: KML in
 * Debian's LIBKML is known. Hence drivers by an allow-list; and where the user asks for any of
 * GDAL's, the file is first read by a child process, whose crash is an error and not ours. The
 * network stays off either way (quiet.c). */
#ifndef WG_GEODATA_ALLOWED_H
#define WG_GEODATA_ALLOWED_H

#include "geodata/input.h"

/* The input's path is a file or folder of this machine, or a member of a local archive
 * ("/vsizip/a.zip/b.shp", also tar and gzip). WG_MISUSE, WG_NOT_FOUND with what is near. */
wg_status wg_require_local_file(wg_context *context, const wg_input *input) WG_MUST_CHECK;
/* Ends with NULL; NULL: all that GDAL has. Borrowed. */
const char *const *wg_allowed_drivers(const wg_input *input);
/* Reads the file once in a child process if its driver is not of the allow-list. WG_UNREADABLE
 * where that one crashes or does not end. */
wg_status wg_probe_risky(wg_context *context, const wg_input *input) WG_MUST_CHECK;

#endif
