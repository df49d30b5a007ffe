/* Members of archives, in the notation of GDAL. */
#ifndef WG_GEODATA_ARCHIVE_H
#define WG_GEODATA_ARCHIVE_H

/* "/vsizip/a.zip/b.shp" → "a.zip/b.shp", however often (also /vsitar/ and /vsigzip/); `path` itself
 * where there is none. Anything else of GDAL's own file systems, such as /vsicurl/, is left. */
const char *wg_without_archive(const char *path);

#endif
