#include "files.h"

#include "inputs.h"
#include "manifest.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

const char export_endings[] = ".geojson .json .shp .gpkg .fgb .csv .kml .xlsx .sql";

bool has_export_ending(const char *path)
{
  const char *ending = ending_of(path);
  size_t length = strlen(ending);
  for (const char *known = export_endings; *known != 0 && length > 1;) {
    size_t known_length = strcspn(known, " ");
    if (known_length == length && strncasecmp(known, ending, length) == 0) return true;
    known += known_length + (known[known_length] != 0);
  }
  return false;
}

exit_code check_export_endings(cli_program *program, const char *const *paths, int32_t count)
{
  for (int32_t i = 0; i < count; i++)
    if (!wg_path_is_database(paths[i]) && !has_export_ending(paths[i]))
      return misused(program,
                     wg_in(program->context, "'%s': the ending of an export must be one of %s.",
                           "“%s”：导出文件的扩展名须为 %s 之一。"),
                     paths[i], export_endings);
  return EXIT_DONE;
}

static bool is_same(const struct stat *a, const struct stat *b)
{
  return a->st_dev == b->st_dev && a->st_ino == b->st_ino;
}

/* The same place by whatever name, also of files that do not exist yet. */
static bool is_same_place(const char *a, const char *b)
{
  struct stat a_stat, b_stat;
  char a_folder[PATH_SIZE], b_folder[PATH_SIZE];
  const char *a_slash = strrchr(a, '/'), *b_slash = strrchr(b, '/');
  if (strcmp(a_slash != NULL ? a_slash + 1 : a, b_slash != NULL ? b_slash + 1 : b) != 0)
    return false;
  folder_of(a, a_folder);
  folder_of(b, b_folder);
  return stat(a_folder, &a_stat) == 0 && stat(b_folder, &b_stat) == 0 && is_same(&a_stat, &b_stat);
}

static exit_code check_place(cli_program *program, const char *path)
{
  struct stat found;
  char folder[PATH_SIZE];
  folder_of(path, folder);
  wg_context *context = program->context;
  if (stat(folder, &found) != 0 || !S_ISDIR(found.st_mode))
    return failed(program, wg_fail(context, WG_WRITE_FAILED,
                                   wg_in(context, "There is no folder '%s' to write '%s' in.",
                                         "文件夹“%s”不存在，无法写出“%s”。"),
                                   folder, path));
  if (access(folder, W_OK) != 0)
    return failed(program,
                  wg_fail(context, WG_WRITE_FAILED,
                          wg_in(context, "Folder '%s' may not be written, so '%s' cannot be.",
                                "文件夹“%s”不可写，无法写出“%s”。"),
                          folder, path));
  if (stat(path, &found) == 0 && S_ISDIR(found.st_mode))
    return failed(program, wg_fail(context, WG_WRITE_FAILED,
                                   wg_in(context, "'%s' is a folder.", "“%s”是文件夹。"), path));
  return EXIT_DONE;
}

static exit_code check_output(cli_program *program, const char *const *paths, int32_t index,
                              const run_inputs *inputs)
{
  const char *path = paths[index];
  wg_context *context = program->context;
  if (inputs_hold(inputs, program, path)) {
    char shown[PATH_SIZE];
    wg_path_public_name(shown, sizeof shown, path);
    return misused(program,
                   wg_in(context, "'%s' is an input of this run and will not be overwritten.",
                         "“%s”是本次运行的输入，不会被覆盖。"),
                   shown);
  }
  if (wg_path_is_database(path)) return EXIT_DONE; /* of the rest it judges for itself */
  for (int32_t i = 0; i < index; i++)
    if (is_same_place(paths[i], path))
      return misused(program,
                     wg_in(context, "'%s' is to be written twice.", "“%s”被要求写出两次。"), path);
  return check_place(program, path);
}

/* The manifest is one more output, but of no export. */
static exit_code check_manifest(cli_program *program, const output_files *outputs,
                                const run_inputs *inputs)
{
  const char **all, *manifest = program->settings.manifest;
  if (manifest == NULL) return EXIT_DONE;
  wg_status status = wg_allocate(program->context, &all, (size_t)outputs->count + 1, sizeof *all);
  if (status != WG_OK) return failed(program, status);
  for (int32_t i = 0; i < outputs->count; i++) all[i] = outputs->paths[i];
  all[outputs->count] = manifest;
  exit_code code = check_output(program, all, outputs->count, inputs);
  wg_release(program->context, all);
  return code;
}

static exit_code check_all(cli_program *program, const output_files *outputs)
{
  run_inputs inputs;
  wg_status status = inputs_list(&inputs, program);
  exit_code code = status == WG_OK ? EXIT_DONE : failed(program, status);
  for (int32_t i = 0; i < outputs->count && code == EXIT_DONE; i++)
    code = check_output(program, outputs->paths, i, &inputs);
  if (code == EXIT_DONE) code = check_manifest(program, outputs, &inputs);
  inputs_free(&inputs, program->context);
  return code;
}

exit_code outputs_claim(output_files *outputs, cli_program *program, const char *const *paths,
                        int32_t count)
{
  *outputs = (struct output_files){.paths = paths, .count = count};
  exit_code code = check_all(program, outputs);
  if (code != EXIT_DONE) return code;
  wg_status status = wg_allocate(program->context, &outputs->existed, (size_t)count, sizeof(bool));
  if (status != WG_OK) return failed(program, status);
  for (int32_t i = 0; i < count; i++) outputs->existed[i] = access(paths[i], F_OK) == 0;
  return EXIT_DONE;
}

bool is_shapefile(const char *path)
{
  return strcasecmp(ending_of(path), ".shp") == 0;
}

/* A shapefile is several files of one stem. */
bool shapefile_companion(const char *path, int32_t index, char companion[PATH_SIZE])
{
  static const char *const endings[] = {".shx", ".dbf", ".prj", ".cpg"};
  size_t stem = strlen(path) - strlen(ending_of(path));
  if (index >= 4 || stem + 5 > PATH_SIZE) return false;
  memcpy(companion, path, stem);
  memcpy(companion + stem, endings[index], 5);
  return true;
}

/* Removes those of the first `written` files that did not exist before the run. */
static void withdraw(const output_files *outputs, int32_t written)
{
  for (int32_t i = 0; i < written; i++) {
    char companion[PATH_SIZE];
    if (outputs->existed[i] || wg_path_is_database(outputs->paths[i])) continue;
    unlink(outputs->paths[i]);
    if (!is_shapefile(outputs->paths[i])) continue;
    for (int32_t c = 0; shapefile_companion(outputs->paths[i], c, companion); c++) unlink(companion);
  }
}

static wg_status write_one(cli_program *program, const wg_plan *plan, manifest_entry *entry)
{
  const cli_settings *settings = &program->settings;
  const wg_plan_export_options options = {.layer = settings->layer,
                                          .out_crs = settings->out_crs,
                                          .encoding = settings->encoding,
                                          .fields = settings->fields,
                                          .with_contacts = settings->with_contacts,
                                          .community = entry->community};
  return wg_plan_export_as(program->context, plan, entry->path, &options, &entry->figures);
}

wg_status write_exports(cli_program *program, const wg_plan *plan, const output_files *outputs,
                        int32_t first)
{
  manifest_entry *entries;
  int32_t count = outputs->count - first, done = 0;
  wg_status status = WG_OK;
  WG_TRY(wg_allocate(program->context, &entries, (size_t)count, sizeof *entries));
  for (; done < count && status == WG_OK; done++) {
    entries[done].path = outputs->paths[first + done];
    if (outputs->communities != NULL) entries[done].community = outputs->communities[first + done];
    status = write_one(program, plan, &entries[done]);
  }
  if (status == WG_OK && program->settings.manifest != NULL)
    status = write_manifest(program, program->settings.manifest, plan, entries, count);
  if (status != WG_OK) withdraw(outputs, first + done);
  wg_release(program->context, entries);
  return status;
}

void outputs_free(output_files *outputs, wg_context *context)
{
  wg_release(context, outputs->existed);
  outputs->existed = NULL;
}
