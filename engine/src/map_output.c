/* Where sheets go: all into one PDF, or each into a file of its own. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include "map.h"

enum { PATH_LENGTH = 4096 };

static bool ends_in(const char *path, const char *ending)
{
  size_t length = strlen(path), tail = strlen(ending);
  return length > tail && strcasecmp(path + length - tail, ending) == 0;
}

/* The logo is an input too. */
static wg_status keep_logo(const map_run *run, const char *path)
{
  struct stat drawn, logo;
  if (run->look.logo == WG_NO_TEXT || stat(path, &drawn) != 0 ||
      stat(wg_texts_get(&run->look.texts, run->look.logo), &logo) != 0 ||
      drawn.st_dev != logo.st_dev || drawn.st_ino != logo.st_ino)
    return WG_OK;
  return wg_fail(
      run->context, WG_MISUSE,
      wg_in(run->context,
            "'%s' is an input of this run (the logo of the template) and will not be overwritten.",
            "“%s”是本次运行的输入（模板中的徽标），不会被覆盖。"),
      path);
}

static wg_status open_drawing(map_run *run, const char *path, wg_drawing_kind kind,
                              const char *title)
{
  WG_TRY(keep_logo(run, path));
  const wg_drawing_options options = {
      .path = path,
      .fonts = run->fonts,
      .kind = kind,
      .dpi = run->options->dpi,
      .title = title,
      .author =
          run->look.maker != WG_NO_TEXT ? wg_texts_get(&run->look.texts, run->look.maker) : NULL,
      .date = run->date};
  return wg_drawing_open(&run->drawing, run->context, &options);
}

wg_status map_output_begin(map_run *run)
{
  wg_context *c = run->context;
  if (ends_in(run->path, ".pdf"))
    return open_drawing(run, run->path, WG_DRAWING_PDF,
                        run->options->cards ? map_word(c, "Contact cards")
                                            : map_word(c, "Grid maps of communities"));
  if (ends_in(run->path, ".svg") || ends_in(run->path, ".png")) return WG_OK;
  struct stat about;
  if (mkdir(run->path, 0777) != 0 &&
      (errno != EEXIST || stat(run->path, &about) != 0 || !S_ISDIR(about.st_mode)))
    return wg_fail(
        c, WG_WRITE_FAILED,
        wg_in(c, "Cannot make the folder '%s': %s. A single file ends in .pdf, .svg or .png.",
              "无法建立文件夹“%s”：%s。输出为单个文件时，扩展名应为 .pdf、.svg 或 .png。"),
        run->path, strerror(errno == EEXIST ? ENOTDIR : errno));
  return WG_OK;
}

/* A file for this sheet alone. */
static wg_status file_name(const map_run *run, const char *file, char path[PATH_LENGTH],
                           wg_drawing_kind *kind)
{
  int written;
  bool svg = ends_in(run->path, ".svg");
  if (!svg && !ends_in(run->path, ".png")) {
    *kind = WG_DRAWING_PDF;
    written = snprintf(path, PATH_LENGTH, "%s/%s.pdf", run->path, file);
  } else {
    *kind = svg ? WG_DRAWING_SVG : WG_DRAWING_PNG;
    int stem = (int)strlen(run->path) - 4;
    written = run->expected == 1 ? snprintf(path, PATH_LENGTH, "%s", run->path)
                                 : snprintf(path, PATH_LENGTH, "%.*s-%s%s", stem, run->path, file,
                                            run->path + stem);
  }
  if (written < PATH_LENGTH) return WG_OK;
  return wg_fail(run->context, WG_MISUSE,
                 wg_in(run->context, "The path '%.80s…' is too long.", "路径“%.80s…”过长。"),
                 run->path);
}

static wg_status emit_alone(map_run *run, wg_sheet *sheet, const char *title, const char *file)
{
  char path[PATH_LENGTH];
  wg_drawing_kind kind;
  WG_TRY(file_name(run, file, path, &kind));
  WG_TRY(open_drawing(run, path, kind, title));
  wg_drawing *drawing = run->drawing;
  run->drawing = NULL;
  wg_status status = wg_drawing_add(drawing, sheet);
  if (status == WG_OK) {
    run->figures.files++;
    return wg_drawing_close(drawing);
  }
  wg_drawing_abandon(drawing);
  return status;
}

wg_status map_emit(map_run *run, wg_sheet *sheet, const char *title, int32_t level,
                   const char *file)
{
  wg_status status = sheet->status;
  if (status == WG_OK) status = wg_texts_add(&sheet->texts, run->context, title, -1, &sheet->title);
  sheet->level = level;
  if (status == WG_OK)
    status = run->drawing != NULL ? wg_drawing_add(run->drawing, sheet)
                                  : emit_alone(run, sheet, title, file);
  if (status == WG_OK && run->options->inspect != NULL)
    run->options->inspect(run->options->inspect_user, sheet);
  run->figures.sheets++;
  wg_sheet_free(sheet);
  return status;
}

wg_status map_output_end(map_run *run, wg_status status)
{
  wg_drawing *drawing = run->drawing;
  run->drawing = NULL;
  if (drawing == NULL) return status;
  if (status != WG_OK) {
    wg_drawing_abandon(drawing);
    return status;
  }
  run->figures.files++;
  return wg_drawing_close(drawing);
}
