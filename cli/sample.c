/* wangge sample: a made-up county. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "command.h"
#include "inputs.h"
#include "report.h"

static const char *const file_names[] = {"communities.gpkg", "buildings.gpkg", "barriers.gpkg",
                                         "crossings.gpkg",   "grids.gpkg",     "roster.csv",
                                         "contacts.csv"};
enum { FILES = sizeof file_names / sizeof file_names[0] };

static void print_json(const cli_program *program, const char *folder, const wg_sample_figures *f)
{
  json_writer json = {.out = stdout};
  json_begin_report(&json, program);
  json_integer(&json, "exit_code", EXIT_DONE);
  json_text(&json, "folder", folder);
  json_integer(&json, "communities", f->communities);
  json_integer(&json, "buildings", f->buildings);
  json_integer(&json, "buildings_unknown", f->unknown);
  json_integer(&json, "households", f->households);
  json_integer(&json, "compounds", f->compounds);
  json_integer(&json, "grids", f->grids);
  json_integer(&json, "officers", f->officers);
  json_array(&json, "files");
  for (int i = 0; i < FILES; i++) json_text(&json, NULL, file_names[i]);
  json_end_array(&json);
  json_end_object(&json);
}

static void print_words(const cli_program *program, const char *folder, const wg_sample_figures *f)
{
  char numbers[7][32];
  printf(
      wg_in(
          program->context,
          "%s communities, %s buildings (%s without a count), %s households, %s compounds, %s "
          "existing "
          "grids, %s officers\n",
          "%s 个社区，%s 栋楼（%s 栋户数未知），%s 户，%s 个小区，现有网格 %s 个，网格员 %s 名\n"),
      grouped(f->communities, numbers[0]), grouped(f->buildings, numbers[1]),
      grouped(f->unknown, numbers[2]), grouped(f->households, numbers[3]),
      grouped(f->compounds, numbers[4]), grouped(f->grids, numbers[5]),
      grouped(f->officers, numbers[6]));
  const char *slash = folder[0] != 0 && folder[strlen(folder) - 1] == '/' ? "" : "/";
  for (int i = 0; i < FILES; i++) printf("  %s%s%s\n", folder, slash, file_names[i]);
}

static void path_of(char path[PATH_SIZE], const char *folder, int file)
{
  snprintf(path, PATH_SIZE, "%.4000s/%s", folder, file_names[file]);
}

/* What a run that failed has written where there was nothing. */
static void withdraw(const char *folder)
{
  char path[PATH_SIZE];
  for (int i = 0; i < FILES; i++) {
    path_of(path, folder, i);
    unlink(path);
  }
}

/* *anew: there is none of the files yet. A folder with some files of these names, but not all of them, holds somebody's own. */
static exit_code check_folder(cli_program *program, const char *folder, bool *anew)
{
  char path[PATH_SIZE], found[PATH_SIZE] = "";
  int count = 0;
  for (int i = 0; i < FILES; i++) {
    path_of(path, folder, i);
    if (access(path, F_OK) != 0) continue;
    count++;
    memcpy(found, path, sizeof found);
  }
  *anew = count == 0;
  if (count == 0 || count == FILES) return EXIT_DONE; /* an earlier sample is made anew */
  return misused(program,
                 wg_in(program->context,
                       "'%s' is there and of no sample, so it will not be overwritten: name another "
                       "folder.",
                       "“%s”已存在且不属于示例数据，不会被覆盖：请指定其他文件夹。"),
                 found);
}

exit_code run_sample(cli_program *program)
{
  const cli_settings *settings = &program->settings;
  bool anew;
  exit_code code = check_folder(program, settings->operands.items[0], &anew);
  if (code != EXIT_DONE) return code;
  wg_sample_options sample = settings->sample;
  wg_sample_figures figures = {0};
  sample.folder = settings->operands.items[0];
  sample.seed = settings->plan.rule.seed;
  sample.date = settings->plan.date;
  wg_status status = wg_sample_make(program->context, &sample, &figures);
  if (status != WG_OK && anew) withdraw(sample.folder);
  if (status != WG_OK) return failed(program, status);
  terminal_clear(&program->terminal);
  if (settings->json)
    print_json(program, sample.folder, &figures);
  else if (!settings->quiet)
    print_words(program, sample.folder, &figures);
  return EXIT_DONE;
}
