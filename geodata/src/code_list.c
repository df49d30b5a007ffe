#include "code_list.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "encoding.h"
#include "normal.h"

/* The known names of a column of codes, and what people write over a list of old ones. */
#define HEADINGS                                                                                                \
  "code,grid_code,old_code,retired,网格编码,网格代码,网格编号,WGBM,WGDM,WGBH,编码,代码,编号," \
  "停用编码,"                                                                                               \
  "停用代码,作废编码,原编码,旧编码"

static const char byte_order_mark[] = "\xEF\xBB\xBF";

/* The text of a line between blanks and quotes; in place. */
static char *cell_of(char *line)
{
  static const char around[] = " \t\r\n\"";
  if (strncmp(line, byte_order_mark, 3) == 0) line += 3;
  line += strspn(line, around);
  size_t length = strlen(line);
  while (length > 0 && strchr(around, line[length - 1]) != NULL) line[--length] = 0;
  return line;
}

/* The next line that is not blank, without its ends; NULL: there is none. *line is the caller's. */
static char *next_cell(FILE *file, char **line, size_t *size)
{
  while (getline(line, size, file) >= 0) {
    char *cell = cell_of(*line);
    if (*cell != 0) return cell;
  }
  return NULL;
}

static bool ends_with(const char *path, const char *ending)
{
  size_t length = strlen(path), tail = strlen(ending);
  return length >= tail && strcasecmp(path + length - tail, ending) == 0;
}

bool wg_is_code_list(const char *path)
{
  char *line = NULL;
  size_t size = 0;
  bool one = false;
  if (path == NULL || !(ends_with(path, ".csv") || ends_with(path, ".txt"))) return false;
  FILE *file = fopen(path, "rb");
  if (file == NULL) return false;
  const char *cell = next_cell(file, &line, &size);
  if (cell != NULL) one = strpbrk(cell, ",;\t") == NULL;
  free(line);
  fclose(file);
  return one;
}

static bool has_digit(const char *text)
{
  return strpbrk(text, "0123456789") != NULL;
}

/* The first text of the file, now that the next is known ("": there is none). */
static wg_status add_first(wg_codes *out, wg_context *context, const char *first, const char *next)
{
  bool heading = wg_normal_listed(HEADINGS, first) || (!has_digit(first) && has_digit(next));
  return heading ? WG_OK : wg_codes_add(out, context, first);
}

static wg_status read_lines(wg_codes *out, wg_context *context, FILE *file, wg_decoder *decoder)
{
  char *line = NULL, first[1024] = "";
  size_t size = 0;
  int64_t seen = 0;
  wg_status status = WG_OK;
  for (char *cell; status == WG_OK && (cell = next_cell(file, &line, &size)) != NULL; seen++) {
    const char *text;
    status = wg_decoder_text(decoder, context, cell, &text);
    if (status == WG_OK && seen == 0) snprintf(first, sizeof first, "%s", text);
    if (status == WG_OK && seen == 1) status = add_first(out, context, first, text);
    if (status == WG_OK && seen > 0) status = wg_codes_add(out, context, text);
  }
  if (status == WG_OK && seen == 1) status = add_first(out, context, first, "");
  free(line);
  return status;
}

wg_status wg_read_code_list(wg_codes *out, wg_context *context, const wg_input *input)
{
  wg_decoder decoder = {0};
  FILE *file = fopen(input->path, "rb");
  if (file == NULL)
    return wg_fail(
        context, WG_NOT_FOUND,
        wg_in(context, "'%s' (retired codes) cannot be opened.", "无法打开“%s”（停用编码）。"),
        input->path);
  wg_status status = wg_decoder_open(&decoder, context, input, "CSV", "");
  if (status == WG_OK) status = read_lines(out, context, file, &decoder);
  wg_decoder_close(&decoder, context);
  fclose(file);
  return status;
}
