#include "expand.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

static const char word[] = "{community}";

bool has_placeholder(const char *path)
{
  return !wg_path_is_database(path) && strstr(path, word) != NULL;
}

static size_t put(char *out, size_t used, const char *text, size_t length)
{
  if (out != NULL) memcpy(out + used, text, length);
  return used + length;
}

/* Writes the path into `out` (NULL: only measures); its length. */
static size_t fill(char *out, const char *pattern, const char *code)
{
  size_t used = 0, length = strlen(code);
  for (const char *next; (next = strstr(pattern, word)) != NULL; pattern = next + strlen(word)) {
    used = put(out, used, pattern, (size_t)(next - pattern));
    size_t start = used;
    used = put(out, used, code, length);
    for (size_t i = start; out != NULL && i < used; i++)
      if (strchr("/\\:*?\"<>|", out[i]) != NULL || (unsigned char)out[i] < ' ') out[i] = '_';
  }
  used = put(out, used, pattern, strlen(pattern));
  if (out != NULL) out[used] = 0;
  return used;
}

static wg_status add(expanded_files *out, wg_context *context, const char *pattern, const char *code)
{
  char *path;
  WG_TRY(wg_allocate(context, &path, fill(NULL, pattern, code != NULL ? code : "") + 1, 1));
  fill(path, pattern, code != NULL ? code : "");
  out->paths[out->count] = path;
  out->communities[out->count++] = code;
  return WG_OK;
}

/* The folder of the pattern, if its parent is there and the placeholder is in the file's name. */
static wg_status make_folder(wg_context *context, const char *pattern)
{
  char folder[4096];
  const char *slash = strrchr(pattern, '/');
  size_t length = slash != NULL ? (size_t)(slash - pattern) : 0;
  if (length == 0 || length >= sizeof folder) return WG_OK;
  memcpy(folder, pattern, length);
  folder[length] = 0;
  if (strstr(folder, word) != NULL || mkdir(folder, 0777) == 0 || errno == EEXIST) return WG_OK;
  return wg_fail(context, WG_WRITE_FAILED,
                 wg_in(context, "The folder '%s' cannot be made: %s.", "无法建立文件夹“%s”：%s。"),
                 folder, strerror(errno));
}

wg_status expand_files(expanded_files *out, wg_context *context, const wg_plan *plan,
                       const text_list *files)
{
  const wg_communities *all = &plan->communities;
  size_t places = 0;
  for (int32_t f = 0; f < files->count; f++)
    places += has_placeholder(files->items[f]) ? (size_t)all->shapes.count : 1;
  WG_TRY(wg_allocate(context, &out->paths, places, sizeof *out->paths));
  WG_TRY(wg_allocate(context, &out->communities, places, sizeof *out->communities));
  for (int32_t f = 0; f < files->count; f++) {
    const char *pattern = files->items[f];
    if (!has_placeholder(pattern)) {
      WG_TRY(add(out, context, pattern, NULL));
      continue;
    }
    WG_TRY(make_folder(context, pattern));
    for (int64_t c = 0; c < all->shapes.count; c++)
      WG_TRY(add(out, context, pattern, wg_texts_get(&all->texts, all->code[c])));
  }
  return WG_OK;
}

void expanded_free(expanded_files *files, wg_context *context)
{
  for (int32_t i = 0; i < files->count; i++) wg_release(context, (void *)(uintptr_t)files->paths[i]);
  wg_release(context, files->paths);
  wg_release(context, files->communities);
  *files = (expanded_files){0};
}
