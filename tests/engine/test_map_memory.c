/* Every allocation of our own may fail while maps, cards and changes are drawn: for every k the
 * k-th fails; the call then says so, loses no memory and leaves no file. What Cairo and Pango ask
 * for is theirs. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <dirent.h>
#include <cmocka.h>

#include "small_plan.h"
#include "support/failing.h"
#include "wangge/wangge.h"

/* Under a sanitizer everything takes many times as long: fewer k, prime to the steps below. */
#ifdef __SANITIZE_ADDRESS__
enum { SPARSE = 11 };
#else
enum { SPARSE = 1 };
#endif

/* Two plans and what to draw of them, where. */
typedef struct drawing {
  wg_context *context;
  wg_plan plan, before;
  char folder[64], path[96], picture[96], look[96];
  wg_map_options options;
} drawing;

/* A hatched grid, streets and water with names, officers with a photo: every way of the code. */
static void furnish(drawing *d)
{
  wg_context *c = d->context;
  wg_barriers *b = &d->plan.barriers;
  wg_person *person;
  int64_t index;
  static const struct {
    const char *kind, *name;
    wg_point from, to;
  } lines[] = {{"residential", "中山路", {0, 100000}, {350000, 110000}},
               {"river", "清水河", {120000, 0}, {120000, 300000}}};
  for (size_t i = 0; i < 2; i++) {
    SMALL_TRY(wg_barriers_append(b, c, &index));
    SMALL_TRY(wg_texts_add(&b->texts, c, lines[i].kind, -1, &b->kind[index]));
    SMALL_TRY(wg_texts_add(&b->texts, c, lines[i].name, -1, &b->name[index]));
    b->class_[index] = i == 0 ? WG_BARRIER_LANE : WG_BARRIER_HARD;
    small_line(c, &b->shapes, lines[i].from, lines[i].to);
  }
  d->plan.grids[1].kind = WG_GRID_EXEMPT;
  SMALL_TRY(wg_persons_append(&d->plan.persons, c, &person));
  SMALL_TRY(wg_texts_add(&d->plan.persons.texts, c, "照片.png", -1, &person->photo));
  SMALL_TRY(wg_texts_add(&d->plan.persons.texts, c,
                         wg_texts_get(&d->plan.texts, d->plan.grids[0].code), -1,
                         &person->grid_codes));
}

/* 2 × 1 pixels. */
static void write_picture(const char *path)
{
  static const unsigned char png[] = {
      0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0,    0,    0,    0x0D, 0x49, 0x48,
      0x44, 0x52, 0,    0,    0,    2,    0,    0,    0,    1,    8,    2,    0,    0,
      0,    0x7B, 0x40, 0xE8, 0xDD, 0,    0,    0,    0x0D, 0x49, 0x44, 0x41, 0x54, 0x78,
      0x9C, 0x63, 0xF8, 0xCF, 0,    4,    0xFF, 1,    7,    0,    1,    0xFF, 0xE2, 0x23,
      0x9E, 0x59, 0,    0,    0,    0,    0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82};
  FILE *file = fopen(path, "wb");
  assert_non_null(file);
  assert_int_equal(fwrite(png, 1, sizeof png, file), sizeof png);
  fclose(file);
}

static void open_drawing(drawing *d)
{
  memset(d, 0, sizeof *d);
  strcpy(d->folder, "/tmp/wangge_map_memory_XXXXXX");
  assert_non_null(mkdtemp(d->folder));
  snprintf(d->path, sizeof d->path, "%s/map.pdf", d->folder);
  snprintf(d->picture, sizeof d->picture, "%s/照片.png", d->folder);
  snprintf(d->look, sizeof d->look, "%s/look.json", d->folder);
  write_picture(d->picture);
  FILE *look = fopen(d->look, "w");
  assert_non_null(look);
  fputs("{\"title\": \"{community}\", \"logo\": \"照片.png\", \"hotline\": \"12345\", \"colours\": "
        "[\"FEEEB0\", \"B4E3DC\"]}",
        look);
  fclose(look);
  SMALL_TRY(wg_context_new(&d->context, NULL));
  small_plan(&d->plan, d->context, small_rows);
  small_plan(&d->before, d->context, small_rows);
  furnish(d);
  d->before.grid_of_building[0] = d->before.grid_of_building[4]; /* something moves */
  d->options = (wg_map_options)WG_MAP_OPTIONS_INIT;
  d->options.date = "2026-01-31";
  d->options.template_path = d->look;
  d->options.photos = d->folder;
}

static int files_in(const char *folder)
{
  int count = 0;
  DIR *all = opendir(folder);
  assert_non_null(all);
  while (readdir(all) != NULL) count++;
  closedir(all);
  return count - 2; /* . and .. */
}

static void close_drawing(drawing *d)
{
  unlink(d->path);
  unlink(d->picture);
  unlink(d->look);
  assert_int_equal(rmdir(d->folder), 0);
  wg_plan_free(&d->plan, d->context);
  wg_plan_free(&d->before, d->context);
  wg_context_free(d->context);
}

static wg_status draw(wg_context *context, void *data)
{
  drawing *d = data;
  wg_map_figures figures;
  unlink(d->path);
  wg_context_set_language(context, WG_LANGUAGE_ZH);
  wg_status status = wg_map_make(context, &d->plan, d->path, &d->options, &figures);
  if (status != WG_OK) assert_int_equal(files_in(d->folder), 2); /* the picture and the template */
  return status;
}

static void maps_survive_the_failure_of_each_allocation(void **state)
{
  (void)state;
  drawing d;
  open_drawing(&d);
  assert_true(try_all(draw, &d, false, 1 * SPARSE) > 100);
  close_drawing(&d);
}

static void maps_survive_memory_that_ends(void **state)
{
  (void)state;
  drawing d;
  open_drawing(&d);
  assert_true(try_all(draw, &d, true, 9 * SPARSE) > 100);
  close_drawing(&d);
}

static void cards_survive_the_failure_of_each_allocation(void **state)
{
  (void)state;
  drawing d;
  open_drawing(&d);
  d.options.cards = true;
  d.options.link = "https://example.org/{code}";
  assert_true(try_all(draw, &d, false, 2 * SPARSE) > 100);
  close_drawing(&d);
}

static void changes_survive_the_failure_of_each_allocation(void **state)
{
  (void)state;
  drawing d;
  open_drawing(&d);
  d.options.before = &d.before;
  assert_true(try_all(draw, &d, false, 3 * SPARSE) > 100);
  close_drawing(&d);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(maps_survive_the_failure_of_each_allocation),
      cmocka_unit_test(maps_survive_memory_that_ends),
      cmocka_unit_test(cards_survive_the_failure_of_each_allocation),
      cmocka_unit_test(changes_survive_the_failure_of_each_allocation),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
