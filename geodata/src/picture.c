#include "picture.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <gdal.h>

#include "geodata/picture.h"
#include "quiet.h"

static const char *const drivers[] = {"PNG", "JPEG", NULL};

static GDALDatasetH open_picture(const char *path)
{
  struct stat about;
  if (stat(path, &about) != 0 || !S_ISREG(about.st_mode)) return NULL;
  GDALDatasetH data = GDALOpenEx(path, GDAL_OF_RASTER | GDAL_OF_READONLY, drivers, NULL, NULL);
  if (data != NULL && (GDALGetRasterCount(data) < 1 || GDALGetRasterXSize(data) < 1)) {
    GDALClose(data);
    return NULL;
  }
  return data;
}

/* --- colours ---------------------------------------------------------------------------------- */

typedef struct planes {
  uint16_t *of[4];       /* red, green, blue, alpha; the same one for the three of a grey picture */
  int bands, shift;      /* 8: of 16 bits a sample */
  GDALColorTableH table; /* what samples stand for; NULL: themselves */
} planes;

static uint32_t multiplied(unsigned red, unsigned green, unsigned blue, unsigned alpha)
{
  return alpha << 24 | (red * alpha + 127) / 255 << 16 | (green * alpha + 127) / 255 << 8 |
         (blue * alpha + 127) / 255;
}

static uint32_t colour_at(const planes *p, int64_t i)
{
  unsigned v[4] = {0, 0, 0, 255};
  if (p->table != NULL) {
    const GDALColorEntry *e = GDALGetColorEntry(p->table, p->of[0][i]);
    return e == NULL
               ? 0
               : multiplied((unsigned)e->c1, (unsigned)e->c2, (unsigned)e->c3, (unsigned)e->c4);
  }
  for (int k = 0; k < 4; k++)
    if (p->of[k] != NULL) v[k] = p->of[k][i] >> p->shift & 255u;
  return multiplied(v[0], v[1], v[2], v[3]);
}

static wg_status read_planes(planes *out, wg_context *context, GDALDatasetH data,
                             const wg_picture *picture)
{
  int bands = GDALGetRasterCount(data), grey = bands < 3;
  int64_t pixels = (int64_t)picture->width * picture->height;
  out->bands = grey ? bands : bands < 4 ? 3 : 4;
  GDALRasterBandH first = GDALGetRasterBand(data, 1);
  out->shift = GDALGetRasterDataType(first) == GDT_UInt16 ? 8 : 0;
  out->table = GDALGetRasterColorTable(first);
  for (int k = 0; k < out->bands; k++) {
    int to = grey && k == 1 ? 3 : k;
    WG_TRY(wg_allocate(context, &out->of[to], (size_t)pixels, sizeof(uint16_t)));
    GDALRasterIOExtraArg how;
    INIT_RASTERIO_EXTRA_ARG(how);
    if (out->table == NULL) how.eResampleAlg = GRIORA_Average;
    if (GDALRasterIOEx(GDALGetRasterBand(data, k + 1), GF_Read, 0, 0, GDALGetRasterXSize(data),
                       GDALGetRasterYSize(data), out->of[to], picture->width, picture->height,
                       GDT_UInt16, 0, 0, &how) != CE_None)
      return WG_UNREADABLE;
  }
  if (grey) out->of[1] = out->of[2] = out->of[0];
  return WG_OK;
}

static void free_planes(planes *p, wg_context *context)
{
  for (int k = 0; k < 4; k++)
    if (k == 0 || p->of[k] != p->of[0]) wg_release(context, p->of[k]);
}

/* --- the picture ------------------------------------------------------------------------------ */

/* Quarter turns clockwise that make it upright: Exif 2.3, tag 274. Mirrored ones are no camera's.
 */
static int quarter_turns(GDALDatasetH data)
{
  const char *value = GDALGetMetadataItem(data, "EXIF_Orientation", NULL);
  switch (value == NULL ? 1 : atoi(value)) {
  case 3:
    return 2;
  case 6:
    return 1;
  case 8:
    return 3;
  default:
    return 0;
  }
}

static void fill(wg_picture *out, const planes *p, const wg_picture *lying, int turns)
{
  for (int32_t y = 0; y < lying->height; y++)
    for (int32_t x = 0; x < lying->width; x++) {
      int32_t u = turns == 1   ? lying->height - 1 - y
                  : turns == 2 ? lying->width - 1 - x
                  : turns == 3 ? y
                               : x;
      int32_t v = turns == 1   ? x
                  : turns == 2 ? lying->height - 1 - y
                  : turns == 3 ? lying->width - 1 - x
                               : y;
      out->pixels[(int64_t)v * out->width + u] = colour_at(p, (int64_t)y * lying->width + x);
    }
}

static wg_status read_open(wg_picture *out, wg_context *context, GDALDatasetH data, int32_t most)
{
  planes p = {.bands = 0};
  int width = GDALGetRasterXSize(data), height = GDALGetRasterYSize(data),
      turns = quarter_turns(data);
  double k = fmin(1, (double)most / (width > height ? width : height));
  wg_picture lying = {(int32_t)fmax(1, width * k), (int32_t)fmax(1, height * k), NULL};
  out->width = turns % 2 == 0 ? lying.width : lying.height;
  out->height = turns % 2 == 0 ? lying.height : lying.width;
  wg_status status = wg_allocate(context, &out->pixels, (size_t)out->width * (size_t)out->height,
                                 sizeof *out->pixels);
  if (status == WG_OK) status = read_planes(&p, context, data, &lying);
  if (status == WG_OK) fill(out, &p, &lying, turns);
  free_planes(&p, context);
  return status;
}

wg_status wg_picture_read(wg_picture *out, wg_context *context, const char *path, int32_t most)
{
  wg_quiet quiet;
  wg_status status = WG_UNREADABLE;
  *out = (wg_picture){0};
  wg_quiet_begin(&quiet);
  GDALDatasetH data = open_picture(path);
  if (data != NULL) {
    status = read_open(out, context, data, most);
    GDALClose(data);
  }
  wg_quiet_end();
  if (status == WG_OK) return WG_OK;
  wg_picture_free(out, context);
  if (status != WG_UNREADABLE) return status;
  return wg_fail(context, WG_UNREADABLE,
                 wg_in(context, "Cannot read the picture '%s' as PNG or JPEG%s%s.",
                       "无法按 PNG 或 JPEG 读取图片“%s”%s%s。"),
                 path, quiet.first[0] != 0 ? ": " : "", quiet.first);
}

bool wg_is_picture(wg_context *context, const char *path)
{
  wg_quiet quiet;
  wg_picture small = {0};
  wg_status status = WG_UNREADABLE;
  wg_quiet_begin(&quiet);
  GDALDatasetH data = open_picture(path);
  if (data != NULL) {
    status = read_open(&small, context, data, 16);
    GDALClose(data);
  }
  wg_quiet_end();
  wg_picture_free(&small, context);
  return status == WG_OK && quiet.failures == 0;
}

void wg_picture_free(wg_picture *picture, wg_context *context)
{
  wg_release(context, picture->pixels);
  *picture = (wg_picture){0};
}
