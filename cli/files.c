#include "files.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

const char export_endings[] = ".geojson .json .shp .gpkg .fgb .csv .kml .xlsx";

enum { PATH_SIZE = 4096 };

static const char *ending_of(const char *path)
{
  const char *slash = strrchr(path, '/'), *dot = strrchr(slash != NULL ? slash : path, '.');
  return dot != NULL ? dot : "";
}

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
    if (!has_export_ending(paths[i]))
      return misused(program,
                     wg_in(program->context, "'%s': the ending of an export must be one of %s.",
                           "“%s”：导出文件的扩展名须为 %s 之一。"),
                     paths[i], export_endings);
  return EXIT_DONE;
}

static void folder_of(const char *path, char folder[PATH_SIZE])
{
  const char *slash = strrchr(path, '/');
  size_t length = slash == NULL ? 0 : (size_t)(slash - path);
  if (length >= PATH_SIZE) length = PATH_SIZE - 1;
  memcpy(folder, path, length);
  folder[length] = 0;
  if (slash == NULL)
    memcpy(folder, ".", 2);
  else if (length == 0)
    memcpy(folder, "/", 2);
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

/* The same file by whatever name; or a folder that is an input and holds the output. */
static bool is_input(const char *path, const char *input)
{
  struct stat output_stat, input_stat, folder_stat;
  char folder[PATH_SIZE];
  if (stat(path, &output_stat) != 0 || stat(input, &input_stat) != 0) return false;
  folder_of(path, folder);
  return is_same(&output_stat, &input_stat) ||
         (S_ISDIR(input_stat.st_mode) && stat(folder, &folder_stat) == 0 &&
          is_same(&folder_stat, &input_stat));
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
                              const char *const *inputs, int32_t input_count)
{
  const char *path = paths[index];
  wg_context *context = program->context;
  for (int32_t i = 0; i < index; i++)
    if (is_same_place(paths[i], path))
      return misused(program,
                     wg_in(context, "'%s' is to be written twice.", "“%s”被要求写出两次。"), path);
  for (int32_t i = 0; i < input_count; i++)
    if (inputs[i] != NULL && is_input(path, inputs[i]))
      return misused(program,
                     wg_in(context, "'%s' is an input of this run and will not be overwritten.",
                           "“%s”是本次运行的输入，不会被覆盖。"),
                     path);
  return check_place(program, path);
}

exit_code outputs_claim(output_files *outputs, cli_program *program, const char *const *paths,
                        int32_t count, const char *const *inputs, int32_t input_count)
{
  *outputs = (struct output_files){.paths = paths, .count = count};
  for (int32_t i = 0; i < count; i++) {
    exit_code code = check_output(program, paths, i, inputs, input_count);
    if (code != EXIT_DONE) return code;
  }
  wg_status status = wg_allocate(program->context, &outputs->existed, (size_t)count, sizeof(bool));
  if (status != WG_OK) return failed(program, status);
  for (int32_t i = 0; i < count; i++) outputs->existed[i] = access(paths[i], F_OK) == 0;
  return EXIT_DONE;
}

/* A shapefile is several files of one stem. */
static void remove_companions(const char *path)
{
  static const char *const endings[] = {".shx", ".dbf", ".prj", ".cpg"};
  char companion[PATH_SIZE];
  size_t stem = strlen(path) - strlen(ending_of(path));
  if (stem + 5 > sizeof companion) return;
  memcpy(companion, path, stem);
  for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++) {
    memcpy(companion + stem, endings[i], 5);
    unlink(companion);
  }
}

/* Removes those of the first `written` files that did not exist before the run. */
static void withdraw(const output_files *outputs, int32_t written)
{
  for (int32_t i = 0; i < written; i++) {
    if (outputs->existed[i]) continue;
    unlink(outputs->paths[i]);
    if (strcasecmp(ending_of(outputs->paths[i]), ".shp") == 0) remove_companions(outputs->paths[i]);
  }
}

wg_status write_exports(cli_program *program, const wg_plan *plan, const output_files *outputs,
                        int32_t first)
{
  const cli_settings *settings = &program->settings;
  for (int32_t i = first; i < outputs->count; i++) {
    wg_status status = wg_plan_export(program->context, plan, outputs->paths[i], settings->layer,
                                      settings->out_crs, settings->encoding);
    if (status == WG_OK) continue;
    withdraw(outputs, i);
    return status;
  }
  return WG_OK;
}

void outputs_free(output_files *outputs, wg_context *context)
{
  wg_release(context, outputs->existed);
  outputs->existed = NULL;
}
