/* Writing a partition: one part number a line, units in order, as gpmetis does. */
#include "geodata/metis.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "part.h"

static bool write_lines(FILE *file, const int32_t *part, int32_t unit_count)
{
  for (int32_t u = 0; u < unit_count; u++)
    if (fprintf(file, "%" PRId32 "\n", part[u]) < 0) return false;
  return fflush(file) == 0;
}

static wg_status write_file(wg_context *context, const char *target, const char *path,
                            const int32_t *part, int32_t unit_count)
{
  FILE *file = fopen(path, "wb");
  if (file == NULL) return wg_write_failed(context, target, NULL);
  bool written = write_lines(file, part, unit_count);
  written = fclose(file) == 0 && written;
  return written ? WG_OK : wg_write_failed(context, target, NULL);
}

/* A device or a pipe (/dev/stdout) is written to as it is: it must not be replaced by a file. */
static bool is_stream(const char *path)
{
  struct stat about;
  return stat(path, &about) == 0 && !S_ISREG(about.st_mode) && !S_ISDIR(about.st_mode);
}

wg_status wg_metis_write_parts(wg_context *context, const char *path, const int32_t *part,
                               int32_t unit_count)
{
  if (strcmp(path, "-") == 0)
    return write_lines(stdout, part, unit_count) ? WG_OK : wg_write_failed(context, path, NULL);
  if (is_stream(path)) return write_file(context, path, path, part, unit_count);
  wg_part file;
  WG_TRY(wg_part_begin(&file, context, path, NULL));
  wg_status status = write_file(context, path, file.temporary, part, unit_count);
  if (status == WG_OK) return wg_part_finish(&file, context);
  wg_part_remove(&file);
  return status;
}
