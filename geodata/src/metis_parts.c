/* Writing a partition: one part number a line, units in order, as gpmetis does. */
#include "geodata/metis.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static bool write_lines(FILE *file, const int32_t *part, int32_t unit_count)
{
  for (int32_t u = 0; u < unit_count; u++)
    if (fprintf(file, "%" PRId32 "\n", part[u]) < 0) return false;
  return fflush(file) == 0;
}

static wg_status not_written(wg_context *context, const char *path)
{
  return wg_fail(context, WG_WRITE_FAILED,
                 wg_in(context, "'%s' could not be written: %s.", "“%s”无法写入：%s。"), path,
                 strerror(errno));
}

/* Under `partial` first, so that the name never stands for half a file. */
static wg_status write_file(wg_context *context, const char *path, const char *partial,
                            const int32_t *part, int32_t unit_count)
{
  FILE *file = fopen(partial, "wb");
  if (file == NULL) return not_written(context, path);
  bool written = write_lines(file, part, unit_count);
  written = fclose(file) == 0 && written;
  if (written && rename(partial, path) == 0) return WG_OK;
  wg_status status = not_written(context, path);
  remove(partial);
  return status;
}

wg_status wg_metis_write_parts(wg_context *context, const char *path, const int32_t *part,
                               int32_t unit_count)
{
  if (strcmp(path, "-") == 0)
    return write_lines(stdout, part, unit_count) ? WG_OK : not_written(context, path);
  static const char ending[] = ".partial";
  char *partial;
  size_t length = strlen(path);
  WG_TRY(wg_allocate(context, &partial, length + sizeof ending, 1));
  memcpy(partial, path, length);
  memcpy(partial + length, ending, sizeof ending);
  wg_status status = write_file(context, path, partial, part, unit_count);
  wg_release(context, partial);
  return status;
}
