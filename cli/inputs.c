#include "inputs.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "option.h"

const char *ending_of(const char *path)
{
  const char *slash = strrchr(path, '/'), *dot = strrchr(slash != NULL ? slash : path, '.');
  return dot != NULL ? dot : "";
}

void folder_of(const char *path, char folder[PATH_SIZE])
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

/* --- files that are one layer together ----------------------------------------------------- */

/* Endings of the files that are one layer, under that of the file which is named. */
static const struct {
  const char *named, *members;
} layers[] = {{".shp", ".shx .dbf .prj .cpg .qix .sbn .sbx .idm .ind"},
              {".dbf", ".cpg"},
              {".tab", ".dat .map .id .ind"},
              {".mif", ".mid"}};

static const char *members_of(const char *ending)
{
  for (size_t i = 0; i < sizeof layers / sizeof *layers; i++)
    if (strcasecmp(layers[i].named, ending) == 0) return layers[i].members;
  return "";
}

bool file_beside(const char *path, int32_t index, char beside[PATH_SIZE])
{
  const char *ending = ending_of(path), *member = members_of(ending);
  size_t stem = strlen(path) - strlen(ending);
  for (; index > 0 && *member != 0; index--)
    member += strcspn(member, " ") + (strchr(member, ' ') != NULL);
  size_t length = strcspn(member, " ");
  if (length == 0 || stem + length + 1 > PATH_SIZE) return false;
  snprintf(beside, PATH_SIZE, "%.*s%.*s", (int)stem, path, (int)length, member);
  for (char *c = beside + stem; isupper((unsigned char)ending[1]) && *c != 0; c++)
    *c = (char)toupper((unsigned char)*c);
  return true;
}

/* --- the list ------------------------------------------------------------------------------ */

/* The archive around a path in GDAL's notation: "/vsizip/a.zip/b.shp" → "a.zip". A plain path
 * stays. */
static void find_file(const char *path, char file[PATH_SIZE])
{
  struct stat found;
  const char *rest = wg_path_beyond_archive(path);
  snprintf(file, PATH_SIZE, "%s", rest);
  while (rest != path && (stat(file, &found) != 0 || S_ISDIR(found.st_mode))) {
    char *slash = strrchr(file, '/');
    if (slash == NULL || slash == file) return;
    *slash = 0;
  }
}

static wg_status add_place(run_inputs *out, wg_context *context, const input_place *place)
{
  WG_TRY(wg_grow(context, &out->places, &out->capacity, out->count + 1, sizeof *out->places));
  out->places[out->count++] = *place;
  return WG_OK;
}

static wg_status add_file(run_inputs *out, wg_context *context, const char *path)
{
  struct stat found;
  if (stat(path, &found) != 0) return WG_OK;
  const input_place place = {
      .device = found.st_dev, .number = found.st_ino, .folder = S_ISDIR(found.st_mode)};
  return add_place(out, context, &place);
}

static wg_status add_input(run_inputs *out, wg_context *context, const char *path,
                           const char *layer, const char *role)
{
  char file[PATH_SIZE], beside[PATH_SIZE];
  if (path == NULL) return WG_OK;
  if (wg_path_is_database(path)) {
    const input_place place = {.database = path, .layer = layer, .role = role};
    return add_place(out, context, &place);
  }
  find_file(path, file);
  WG_TRY(add_file(out, context, file));
  for (int32_t i = 0; file_beside(file, i, beside); i++) WG_TRY(add_file(out, context, beside));
  return WG_OK;
}

static const char *text_of(const cli_program *program, const cli_option *option)
{
  const char *text;
  memcpy(&text, (const char *)&program->settings + option->offset, sizeof text);
  return text;
}

/* What "--NAME-layer" says of the input "--NAME". */
static const char *layer_given(const cli_program *program, const cli_option *input)
{
  char name[64];
  int length = snprintf(name, sizeof name, "%s-layer", input->name);
  const cli_option *option = option_named(program->command, name, (size_t)length);
  return option != NULL && option->kind == OPTION_TEXT ? text_of(program, option) : NULL;
}

static wg_status add_option(run_inputs *out, cli_program *program, const cli_option *option)
{
  wg_context *context = program->context;
  const wg_plan_options *plan = &program->settings.plan;
  if (!option_is_of(option, program->command)) return WG_OK;
  if (option->kind == OPTION_FILE)
    return add_input(out, context, text_of(program, option), layer_given(program, option),
                     option->name);
  if (option->kind == OPTION_EXEMPT)
    return add_input(out, context, plan->exempt_areas.path, plan->exempt_areas.layer, option->name);
  for (int32_t i = 0; option->kind == OPTION_BARRIERS && i < plan->barrier_count; i++)
    WG_TRY(add_input(out, context, plan->barriers[i].path, plan->barriers[i].layer, option->name));
  return WG_OK;
}

wg_status inputs_list(run_inputs *out, cli_program *program)
{
  const text_list *operands = &program->settings.operands;
  const char *layer = program->settings.grids.layer;
  *out = (run_inputs){0};
  for (int32_t i = 0; i < operands->count && i < program->command->operands_read; i++)
    WG_TRY(add_input(out, program->context, operands->items[i], layer, "grids"));
  for (int32_t i = 0; i < option_count; i++) WG_TRY(add_option(out, program, &options[i]));
  return WG_OK;
}

void inputs_free(run_inputs *inputs, wg_context *context)
{
  wg_release(context, inputs->places);
  *inputs = (run_inputs){0};
}

/* --- the question -------------------------------------------------------------------------- */

static bool is_place(const run_inputs *inputs, const char *path, bool folder)
{
  struct stat found;
  if (stat(path, &found) != 0) return false;
  for (int64_t i = 0; i < inputs->count; i++) {
    const input_place *place = &inputs->places[i];
    if (place->database == NULL && place->device == found.st_dev && place->number == found.st_ino &&
        (place->folder || !folder))
      return true;
  }
  return false;
}

/* An export's table bears the name of its layer, in the schema that is found first. */
static bool is_table(const run_inputs *inputs, const cli_program *program, const char *path)
{
  const char *table = program->settings.layer != NULL ? program->settings.layer : "grid";
  for (int64_t i = 0; i < inputs->count; i++) {
    const input_place *place = &inputs->places[i];
    if (place->database == NULL || strcmp(place->database, path) != 0) continue;
    const char *layer = place->layer != NULL ? place->layer : place->role;
    if (strncmp(layer, "public.", 7) == 0) layer += 7;
    size_t length = strlen(table);
    if (strncmp(layer, table, length) != 0) continue;
    if (layer[length] == 0 || (place->layer == NULL && strcmp(layer + length, "s") == 0))
      return true;
  }
  return false;
}

bool inputs_hold(const run_inputs *inputs, const cli_program *program, const char *path)
{
  char other[PATH_SIZE];
  if (wg_path_is_database(path)) return is_table(inputs, program, path);
  if (is_place(inputs, path, false)) return true;
  for (int32_t i = 0; file_beside(path, i, other); i++)
    if (is_place(inputs, other, false)) return true;
  folder_of(path, other);
  return is_place(inputs, other, true);
}
