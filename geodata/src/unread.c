#define _GNU_SOURCE /* VSIStatBufL */
#include "unread.h"

#include <stdio.h>
#include <string.h>

#include <cpl_conv.h>
#include <cpl_vsi.h>
#include <gdal.h>

enum { LOOKED_AT = 64 };

/* A byte order mark, or a zero in every other byte as ASCII has it in UTF-16. */
static bool is_utf16(const unsigned char *bytes, size_t count)
{
  size_t zeros[2] = {0, 0};
  if (count >= 2 &&
      ((bytes[0] == 0xFF && bytes[1] == 0xFE) || (bytes[0] == 0xFE && bytes[1] == 0xFF)))
    return true;
  for (size_t i = 0; i < count; i++) zeros[i % 2] += bytes[i] == 0;
  return count >= 8 &&
         ((zeros[0] == 0 && 4 * zeros[1] > count) || (zeros[1] == 0 && 4 * zeros[0] > count));
}

static bool is_old_office(const unsigned char *bytes, size_t count)
{
  static const unsigned char compound_file[] = {0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1};
  return count >= sizeof compound_file && memcmp(bytes, compound_file, sizeof compound_file) == 0;
}

static size_t first_bytes(const char *path, unsigned char bytes[LOOKED_AT])
{
  VSILFILE *file = VSIFOpenL(path, "rb");
  if (file == NULL) return 0;
  size_t count = VSIFReadL(bytes, 1, LOOKED_AT, file);
  VSIFCloseL(file);
  return count;
}

bool wg_is_utf16_table(const char *path)
{
  unsigned char bytes[LOOKED_AT];
  return EQUAL(CPLGetExtension(path), "csv") && is_utf16(bytes, first_bytes(path, bytes));
}

static bool is_empty(const char *path)
{
  VSIStatBufL status;
  return VSIStatL(path, &status) == 0 && VSI_ISREG(status.st_mode) && status.st_size == 0;
}

void wg_unread_hint(char *out, size_t size, wg_context *context, const wg_input *input)
{
  unsigned char bytes[LOOKED_AT];
  size_t count = first_bytes(input->path, bytes);
  GDALDriverH driver = NULL;
  out[0] = 0;
  if (is_utf16(bytes, count)) {
    snprintf(out, size, "%s",
             wg_in(context, " It is text in UTF-16: save it as UTF-8.",
                   "该文件为 UTF-16 文本，请另存为 UTF-8。"));
  } else if (is_empty(input->path)) {
    snprintf(out, size, "%s", wg_in(context, " It is empty.", "该文件为空。"));
  } else if (EQUAL(CPLGetExtension(input->path), "kmz")) {
    snprintf(out, size,
             wg_in(context, " It is an archive around a KML: name that, /vsizip/%.200s/doc.kml.",
                   "该文件是含 KML 的压缩包，请指定其中的文件：/vsizip/%.200s/doc.kml。"),
             input->path);
  } else if (is_old_office(bytes, count)) {
    snprintf(out, size, "%s",
             wg_in(context,
                   " It is a table of the old kind (.xls): save it as .xlsx, or as CSV in UTF-8.",
                   "该文件为旧版表格（.xls），请另存为 .xlsx 或 UTF-8 的 CSV。"));
  } else if (!input->any_driver &&
             (driver = GDALIdentifyDriverEx(input->path, GDAL_OF_VECTOR, NULL, NULL)) != NULL) {
    snprintf(
        out, size,
        wg_in(context,
              " It looks like '%.40s', which is not among these, since its driver may refer "
              "elsewhere or "
              "crash on crafted files: convert it to GeoPackage, or allow it with --any-driver.",
              "该文件似为“%.40s”格式，其驱动可能引用外部数据或因异常文件崩溃，故未列入：请转换为 "
              "GeoPackage，或用 "
              "--any-driver 允许。"),
        GDALGetDriverShortName(driver));
  }
}
