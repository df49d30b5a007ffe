#include "manifest.h"

#include <errno.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "files.h"
#include "json.h"

static const char *file_name(const char *path)
{
  const char *slash = strrchr(path, '/');
  return slash != NULL ? slash + 1 : path;
}

static wg_status json_digest(json_writer *json, wg_context *context, const char *path)
{
  char digest[65];
  int64_t bytes;
  WG_TRY(wg_file_sha256(context, path, digest, &bytes));
  json_integer(json, "bytes", bytes);
  json_text(json, "sha256", digest);
  return WG_OK;
}

static wg_status json_companions(json_writer *json, wg_context *context, const char *path)
{
  char companion[PATH_SIZE];
  json_array(json, "companions");
  for (int32_t i = 0; shapefile_companion(path, i, companion); i++) {
    if (access(companion, F_OK) != 0) continue;
    json_object(json, NULL);
    json_text(json, "file", file_name(companion));
    WG_TRY(json_digest(json, context, companion));
    json_end_object(json);
  }
  json_end_array(json);
  return WG_OK;
}

static wg_status json_entry(json_writer *json, cli_program *program, const manifest_entry *entry)
{
  const cli_settings *settings = &program->settings;
  char shown[PATH_SIZE];
  bool database = wg_path_is_database(entry->path);
  wg_path_public_name(shown, sizeof shown, entry->path);
  json_object(json, NULL);
  json_text(json, "file", database ? shown : file_name(shown));
  json_text(json, "layer", settings->layer != NULL ? settings->layer : "grid");
  json_text(json, "community_code", entry->community);
  json_integer(json, "features", entry->figures.features);
  json_text(json, "crs", entry->figures.crs[0] != 0 ? entry->figures.crs : NULL);
  json_text(json, "encoding", entry->figures.encoding);
  if (!database) WG_TRY(json_digest(json, program->context, entry->path));
  if (is_shapefile(entry->path)) WG_TRY(json_companions(json, program->context, entry->path));
  json_end_object(json);
  return WG_OK;
}

static wg_status json_manifest(json_writer *json, cli_program *program, const wg_plan *plan,
                               const manifest_entry *entries, int32_t count)
{
  json_object(json, NULL);
  json_text(json, "program", "wangge");
  json_text(json, "version", wg_version());
  json_text(json, "date", plan->date);
  json_text(json, "system", plan->system.name);
  json_object(json, "rule");
  json_integer(json, "min", plan->rule.min);
  json_integer(json, "max", plan->rule.max);
  json_integer(json, "target", plan->rule.target);
  json_end_object(json);
  json_array(json, "files");
  for (int32_t i = 0; i < count; i++) WG_TRY(json_entry(json, program, &entries[i]));
  json_end_array(json);
  json_end_object(json);
  return WG_OK;
}

wg_status write_manifest(cli_program *program, const char *path, const wg_plan *plan,
                         const manifest_entry *entries, int32_t count)
{
  char temporary[PATH_SIZE + 32];
  snprintf(temporary, sizeof temporary, "%s.%ld.part", path, (long)getpid());
  json_writer json = {.out = fopen(temporary, "wb")};
  wg_status status = WG_OK;
  bool written = json.out != NULL;
  if (written) {
    status = json_manifest(&json, program, plan, entries, count);
    written = fflush(json.out) == 0 && !ferror(json.out) && fsync(fileno(json.out)) == 0;
    written = fclose(json.out) == 0 && written;
  }
  if (status == WG_OK && written && rename(temporary, path) == 0) return WG_OK;
  int error = errno;
  unlink(temporary);
  if (status != WG_OK) return status;
  return wg_fail(program->context, WG_WRITE_FAILED,
                 wg_in(program->context, "The manifest '%s' cannot be written: %s.",
                       "无法写入清单“%s”：%s。"),
                 path, strerror(error));
}
