/* A file that appears under its name only when complete: written as `.<stem>.part-<pid>.<ending>`
 * beside it, flushed to the disk and renamed at the end. What a process that was killed left behind is
 * removed by the next that writes the same target. */
#ifndef WG_GEODATA_PART_H
#define WG_GEODATA_PART_H

#include "wangge/context.h"

#define WG_PATH_SIZE 4096

typedef struct wg_part {
  char target[WG_PATH_SIZE];
  char temporary[WG_PATH_SIZE];
  const char *const *members; /* endings of the files that belong together, the main one last;
                                 NULL: one file */
} wg_part;

/* Nothing is created yet. WG_WRITE_FAILED where the folder is missing or cannot be written. */
wg_status wg_part_begin(wg_part *out, wg_context *context, const char *target,
                        const char *const *members) WG_MUST_CHECK;
/* Gives the files their names. After a failure nothing of them is left. */
wg_status wg_part_finish(wg_part *part, wg_context *context) WG_MUST_CHECK;
/* Removes what was written. */
void wg_part_remove(const wg_part *part);
/* The sentence for a failed write of `path`: what the system or GDAL said (`said`, may be ""). */
wg_status wg_write_failed(wg_context *context, const char *path, const char *said);

#endif
