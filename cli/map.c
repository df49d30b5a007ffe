/* wangge map: sheets to post on the wall, and contact cards. */
#include "wangge/compare.h"

#include <inttypes.h>
#include <string.h>

#include "command.h"
#include "files.h"
#include "report.h"

static void tell(cli_program *program, const wg_map_figures *figures)
{
  const cli_settings *settings = &program->settings;
  terminal_clear(&program->terminal);
  if (settings->json) {
    json_writer json = {.out = stdout};
    json_begin_report(&json, program);
    json_integer(&json, "exit_code", EXIT_DONE);
    json_text(&json, "path", settings->operands.items[1]);
    json_integer(&json, "sheets", figures->sheets);
    json_integer(&json, "files", figures->files);
    json_integer(&json, "labels", figures->labels);
    json_integer(&json, "labels_left_out", figures->labels_left_out);
    json_integer(&json, "vacant", figures->vacant);
    json_integer(&json, "photos_missing", figures->photos_missing);
    json_end_object(&json);
  } else if (!settings->quiet) {
    printf(wg_in(program->context,
                 "%s: sheets %" PRId64 ", names %" PRId64 " (no room for %" PRId64
                 "), grids without an officer %" PRId64 "\n",
                 "%s：图幅 %" PRId64 "，注记 %" PRId64 "（容不下 %" PRId64
                 "），尚无网格员的网格 %" PRId64 "\n"),
           settings->operands.items[1], figures->sheets, figures->labels, figures->labels_left_out,
           figures->vacant);
    if (figures->photos_missing > 0)
      printf(wg_in(program->context, "photos that cannot be read: %" PRId64 " (see --photos)\n",
                   "无法读取的照片：%" PRId64 "（见 --photos）\n"),
             figures->photos_missing);
  }
}

/* Where photos are looked for unless a folder is named: beside the plan. */
static void look_beside_plan(cli_settings *settings, char *folder, size_t size)
{
  const char *store = settings->operands.items[0], *slash = strrchr(store, '/');
  if (settings->map.photos != NULL) return;
  snprintf(folder, size, "%.*s", slash == NULL ? 1 : (int)(slash - store + 1),
           slash == NULL ? "." : store);
  settings->map.photos = folder;
}

/* An earlier store, or grids that nobody has a store of, on the communities and buildings named. */
static wg_status read_before(cli_program *program, wg_plan *before)
{
  const cli_settings *settings = &program->settings;
  wg_source_file file = settings->grids;
  file.path = settings->before;
  WG_TRY(wg_comparison_read(before, program->context, &file, NULL, &settings->plan));
  if (!wg_path_is_store(file.path)) before->date[0] = 0;
  return WG_OK;
}

static exit_code draw(cli_program *program)
{
  cli_settings *settings = &program->settings;
  wg_context *context = program->context;
  wg_map_figures figures;
  wg_plan plan = {0}, before = {0};
  char folder[PATH_SIZE];
  look_beside_plan(settings, folder, sizeof folder);
  settings->map.with_contacts = settings->with_contacts;
  settings->map.date = settings->plan.date;
  wg_status status =
      wg_plan_load_scenario(&plan, context, settings->operands.items[0], settings->scenario);
  if (status == WG_OK && settings->before != NULL) {
    status = read_before(program, &before);
    settings->map.before = &before;
  }
  if (status == WG_OK)
    status = wg_map_make(context, &plan, settings->operands.items[1], &settings->map, &figures);
  if (status == WG_OK) tell(program, &figures);
  wg_plan_free(&plan, context);
  wg_plan_free(&before, context);
  return status == WG_OK ? EXIT_DONE : failed(program, status);
}

/* What stands for the output in the judgement of places: a folder that is there takes files. */
static const char *place_of(const char *path, char inside[PATH_SIZE])
{
  struct stat found;
  if (stat(path, &found) != 0 || !S_ISDIR(found.st_mode)) return path;
  snprintf(inside, PATH_SIZE, "%s/cover.pdf", path);
  return inside;
}

exit_code run_map(cli_program *program)
{
  char inside[PATH_SIZE];
  const char *path = place_of(program->settings.operands.items[1], inside);
  output_files outputs = {0};
  exit_code code = outputs_claim(&outputs, program, &path, 1);
  outputs_free(&outputs, program->context);
  return code == EXIT_DONE ? draw(program) : code;
}
