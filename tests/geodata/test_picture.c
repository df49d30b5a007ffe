/* Logos and photos: every kind of PNG that programs write, JPEG upright by its Exif. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

#include <gdal.h>

#include "../../geodata/src/picture.h"
#include "geodata/picture.h"

typedef struct fixture {
  wg_context *context;
  char folder[64], path[96];
} fixture;

static int open_fixture(void **state)
{
  fixture *f = calloc(1, sizeof *f);
  GDALAllRegister();
  assert_int_equal(wg_context_new(&f->context, NULL), WG_OK);
  strcpy(f->folder, "/tmp/wangge_picture_XXXXXX");
  assert_non_null(mkdtemp(f->folder));
  snprintf(f->path, sizeof f->path, "%s/picture", f->folder);
  *state = f;
  return 0;
}

static int close_fixture(void **state)
{
  fixture *f = *state;
  char side[128];
  snprintf(side, sizeof side, "%s.aux.xml", f->path);
  unlink(side);
  unlink(f->path);
  assert_int_equal(rmdir(f->folder), 0);
  wg_context_free(f->context);
  free(f);
  return 0;
}

/* A picture of so many bands by a driver of GDAL; samples by band, then row. */
static void write_picture(const fixture *f, const char *driver, int width, int height, int bands,
                          GDALDataType type, const uint16_t *samples, GDALColorTableH table)
{
  GDALDatasetH memory =
      GDALCreate(GDALGetDriverByName("MEM"), "", width, height, bands, type, NULL);
  assert_non_null(memory);
  for (int b = 0; b < bands; b++) {
    GDALRasterBandH band = GDALGetRasterBand(memory, b + 1);
    assert_int_equal(GDALRasterIO(band, GF_Write, 0, 0, width, height,
                                  (void *)(samples + b * width * height), width, height, GDT_UInt16,
                                  0, 0),
                     CE_None);
    if (table != NULL) GDALSetRasterColorTable(band, table);
  }
  GDALDatasetH file =
      GDALCreateCopy(GDALGetDriverByName(driver), f->path, memory, 0, NULL, NULL, NULL);
  assert_non_null(file);
  GDALClose(file);
  GDALClose(memory);
}

static wg_picture read_picture(const fixture *f, int32_t most)
{
  wg_picture p;
  if (wg_picture_read(&p, f->context, f->path, most) != WG_OK)
    fail_msg("%s", wg_message(f->context));
  assert_true(wg_is_picture(f->context, f->path));
  return p;
}

static void grey_and_colour_come_out_as_they_are(void **state)
{
  fixture *f = *state;
  static const uint16_t grey[] = {0, 200}, colour[] = {255, 0, 128, 0, 0, 64};
  write_picture(f, "PNG", 2, 1, 1, GDT_Byte, grey, NULL);
  wg_picture p = read_picture(f, 10);
  assert_int_equal(p.width, 2);
  assert_int_equal(p.height, 1);
  assert_int_equal(p.pixels[0], 0xFF000000u);
  assert_int_equal(p.pixels[1], 0xFFC8C8C8u);
  wg_picture_free(&p, f->context);
  write_picture(f, "PNG", 2, 1, 3, GDT_Byte, colour, NULL);
  p = read_picture(f, 10);
  assert_int_equal(p.pixels[0], 0xFFFF8000u);
  assert_int_equal(p.pixels[1], 0xFF000040u);
  wg_picture_free(&p, f->context);
}

static void what_is_seen_through_is_multiplied(void **state)
{
  fixture *f = *state;
  static const uint16_t samples[] = {255, 255, 0, 0, 0, 0, 128, 0};
  write_picture(f, "PNG", 2, 1, 4, GDT_Byte, samples, NULL);
  wg_picture p = read_picture(f, 10);
  assert_int_equal(p.pixels[0], 0x80800000u);
  assert_int_equal(p.pixels[1], 0);
  wg_picture_free(&p, f->context);
}

static void sixteen_bits_keep_the_upper_eight(void **state)
{
  fixture *f = *state;
  static const uint16_t samples[] = {0x12FF, 0xFE00};
  write_picture(f, "PNG", 2, 1, 1, GDT_UInt16, samples, NULL);
  wg_picture p = read_picture(f, 10);
  assert_int_equal(p.pixels[0], 0xFF121212u);
  assert_int_equal(p.pixels[1], 0xFFFEFEFEu);
  wg_picture_free(&p, f->context);
}

static void a_palette_is_looked_up(void **state)
{
  fixture *f = *state;
  static const uint16_t samples[] = {1, 0};
  GDALColorTableH table = GDALCreateColorTable(GPI_RGB);
  GDALSetColorEntry(table, 0, &(GDALColorEntry){10, 20, 30, 255});
  GDALSetColorEntry(table, 1, &(GDALColorEntry){40, 50, 60, 255});
  write_picture(f, "PNG", 2, 1, 1, GDT_Byte, samples, table);
  GDALDestroyColorTable(table);
  wg_picture p = read_picture(f, 10);
  assert_int_equal(p.pixels[0], 0xFF28323Cu);
  assert_int_equal(p.pixels[1], 0xFF0A141Eu);
  wg_picture_free(&p, f->context);
}

static void large_ones_are_made_smaller(void **state)
{
  fixture *f = *state;
  uint16_t *samples = calloc(400 * 100, sizeof *samples);
  for (int i = 0; i < 400 * 100; i++) samples[i] = i % 2 == 0 ? 100 : 200;
  write_picture(f, "PNG", 400, 100, 1, GDT_Byte, samples, NULL);
  free(samples);
  wg_picture p = read_picture(f, 40);
  assert_int_equal(p.width, 40);
  assert_int_equal(p.height, 10);
  assert_int_equal(p.pixels[0], 0xFF969696u); /* the mean */
  wg_picture_free(&p, f->context);
}

/* Puts an Exif segment with that orientation behind the mark that begins a JPEG. */
static void turn(const fixture *f, unsigned char orientation)
{
  static unsigned char bytes[100000];
  const unsigned char exif[] = {0xFF, 0xE1, 0, 34, 'E', 'x',         'i', 'f', 0, 0,    'M', 'M',
                                0,    42,   0, 0,  0,   8,           0,   1,   1, 0x12, 0,   3,
                                0,    0,    0, 1,  0,   orientation, 0,   0,   0, 0,    0,   0};
  FILE *file = fopen(f->path, "rb");
  size_t size = fread(bytes, 1, sizeof bytes, file);
  fclose(file);
  file = fopen(f->path, "wb");
  fwrite(bytes, 1, 2, file);
  fwrite(exif, 1, sizeof exif, file);
  fwrite(bytes + 2, 1, size - 2, file);
  fclose(file);
}

static bool is_bright(const wg_picture *p, int32_t x, int32_t y)
{
  return (p->pixels[y * p->width + x] & 255) > 128;
}

/* 32 × 16, bright in its upper left quarter: where it is once the camera is held as it was. */
static void photos_stand_upright(void **state)
{
  fixture *f = *state;
  static const struct {
    unsigned char orientation;
    bool right, below, upright;
  } turns[] = {{1, false, false, false},
               {3, true, true, false},
               {6, true, false, true},
               {8, false, true, true}};
  uint16_t samples[32 * 16];
  for (int i = 0; i < 32 * 16; i++) samples[i] = i % 32 < 16 && i / 32 < 8 ? 250 : 5;
  for (size_t k = 0; k < sizeof turns / sizeof *turns; k++) {
    write_picture(f, "JPEG", 32, 16, 1, GDT_Byte, samples, NULL);
    turn(f, turns[k].orientation);
    wg_picture p = read_picture(f, 100);
    assert_int_equal(p.width, turns[k].upright ? 16 : 32);
    assert_int_equal(p.height, turns[k].upright ? 32 : 16);
    for (int corner = 0; corner < 4; corner++)
      assert_int_equal(
          is_bright(&p, corner % 2 == 0 ? 2 : p.width - 3, corner < 2 ? 2 : p.height - 3),
          (corner % 2 == 1) == turns[k].right && (corner >= 2) == turns[k].below);
    wg_picture_free(&p, f->context);
  }
}

static void what_is_none_is_named(void **state)
{
  fixture *f = *state;
  wg_picture p;
  assert_false(wg_is_picture(f->context, f->path));
  assert_false(wg_is_picture(f->context, f->folder));
  assert_int_equal(wg_picture_read(&p, f->context, f->path, 10), WG_UNREADABLE);
  assert_non_null(strstr(wg_message(f->context), f->path));
  FILE *file = fopen(f->path, "wb");
  fputs("no picture", file);
  fclose(file);
  assert_false(wg_is_picture(f->context, f->path));
  assert_int_equal(wg_picture_read(&p, f->context, f->path, 10), WG_UNREADABLE);
}

#define CLAIM(function) cmocka_unit_test_setup_teardown(function, open_fixture, close_fixture)

int main(void)
{
  const struct CMUnitTest tests[] = {
      CLAIM(grey_and_colour_come_out_as_they_are),
      CLAIM(what_is_seen_through_is_multiplied),
      CLAIM(sixteen_bits_keep_the_upper_eight),
      CLAIM(a_palette_is_looked_up),
      CLAIM(large_ones_are_made_smaller),
      CLAIM(photos_stand_upright),
      CLAIM(what_is_none_is_named),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
