/* wangge sample: a made-up county. */
#include <string.h>

#include "command.h"
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

exit_code run_sample(cli_program *program)
{
  const cli_settings *settings = &program->settings;
  wg_sample_options sample = settings->sample;
  wg_sample_figures figures = {0};
  sample.folder = settings->operands.items[0];
  sample.seed = settings->plan.rule.seed;
  sample.date = settings->plan.date;
  wg_status status = wg_sample_make(program->context, &sample, &figures);
  if (status != WG_OK) return failed(program, status);
  terminal_clear(&program->terminal);
  if (settings->json)
    print_json(program, sample.folder, &figures);
  else if (!settings->quiet)
    print_words(program, sample.folder, &figures);
  return EXIT_DONE;
}
