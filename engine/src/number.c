#define _GNU_SOURCE /* qsort_r */
#include "number.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LAST_BASE 899
#define FIRST_EXEMPT 901
#define LAST_EXEMPT 999

/* --- order ------------------------------------------------------------------------------------ */

typedef struct place {
  int32_t grid, kind, band, x, lowest;
  int32_t number; /* 0: not given yet */
} place;

static int compare_places(const void *left, const void *right)
{
  const place *a = left, *b = right;
  if (a->kind != b->kind) return a->kind < b->kind ? -1 : 1;
  if (a->band != b->band) return a->band < b->band ? -1 : 1;
  if (a->x != b->x) return a->x < b->x ? -1 : 1;
  if (a->lowest != b->lowest) return a->lowest < b->lowest ? -1 : 1;
  return (a->grid > b->grid) - (a->grid < b->grid);
}

static int compare_numbers(const void *left, const void *right)
{
  const place *a = left, *b = right;
  if (a->kind != b->kind) return a->kind < b->kind ? -1 : 1;
  return (a->number > b->number) - (a->number < b->number);
}

/* ⌊√(area / count)⌋ in mm, exact. */
static int64_t band_height(int64_t area2_mm2, int32_t count)
{
  int64_t square = area2_mm2 / 2 / count;
  int64_t root = (int64_t)sqrt((double)square);
  while (root * root > square) root--;
  while ((root + 1) * (root + 1) <= square) root++;
  return root > 0 ? root : 1;
}

/* --- code ------------------------------------------------------------------------------------- */

wg_status wg_code_template_check(wg_context *context, const char *code_template)
{
  bool has_sequence = false, has_community = false;
  for (const char *c = code_template; *c != 0;) {
    int width = 0, length = 0;
    if (*c != '{') {
      c++;
    } else if (strncmp(c, "{community}", 11) == 0) {
      has_community = true;
      c += 11;
    } else if (strncmp(c, "{seq}", 5) == 0) {
      has_sequence = true;
      c += 5;
    } else if (sscanf(c, "{seq:%1d}%n", &width, &length) == 1 && length == 7 && width > 0) {
      has_sequence = true;
      c += length;
    } else {
      return wg_fail(context, WG_MISUSE,
                     wg_in(context,
                           "The code template '%s' has an unknown word at '%s'; use {community}, "
                           "{seq} or {seq:3}.",
                           "编码模板“%s”在“%s”处无法识别；可用 {community}、{seq} 或 {seq:3}。"),
                     code_template, c);
    }
  }
  if (has_sequence && has_community) return WG_OK;
  return wg_fail(context, WG_MISUSE,
                 wg_in(context, "The code template '%s' has no %s, so codes would repeat.",
                       "编码模板“%s”缺少 %s，编码会重复。"),
                 code_template, has_sequence ? "{community}" : "{seq}");
}

/* Matches word by word; *sequence −1 until a number is found. */
static bool match_code(const char *code, const char *pattern, const char *community,
                       int32_t *sequence)
{
  size_t word = *pattern == '{' ? strcspn(pattern, "}") + 1 : 1;
  char number[16];
  if (*pattern == 0) return *code == 0;
  if (strncmp(pattern, "{community}", 11) == 0) {
    size_t length = strlen(community);
    return strncmp(code, community, length) == 0 &&
           match_code(code + length, pattern + word, community, sequence);
  }
  if (*pattern != '{')
    return *code == *pattern && match_code(code + 1, pattern + word, community, sequence);
  int width = pattern[4] == ':' ? pattern[5] - '0' : 0;
  int32_t value = 0, before = *sequence;
  for (int digits = 1; digits <= 9 && code[digits - 1] >= '0' && code[digits - 1] <= '9';
       digits++) {
    value = value * 10 + (code[digits - 1] - '0');
    snprintf(number, sizeof number, "%0*d", width, value);
    if ((int)strlen(number) != digits || (before >= 0 && value != before)) continue;
    *sequence = value;
    if (match_code(code + digits, pattern + word, community, sequence)) return true;
    *sequence = before;
  }
  return false;
}

int32_t wg_code_sequence(const char *code, const char *code_template, const char *community)
{
  int32_t sequence = -1;
  return match_code(code, code_template, community, &sequence) ? sequence : -1;
}

wg_status wg_code_format(wg_texts *texts, wg_context *context, const char *code_template,
                         const char *community, int32_t sequence, wg_text *out)
{
  char code[512];
  size_t length = 0;
  for (const char *c = code_template; *c != 0 && length + 1 < sizeof code;) {
    int width = 0;
    char *at = code + length;
    size_t room = sizeof code - length;
    if (strncmp(c, "{community}", 11) == 0)
      length += (size_t)snprintf(at, room, "%s", community);
    else if (sscanf(c, "{seq:%1d}", &width) == 1 || strncmp(c, "{seq}", 5) == 0)
      length += (size_t)snprintf(at, room, "%0*d", width, sequence);
    else
      code[length++] = *c;
    c += *c == '{' ? strcspn(c, "}") + 1 : 1;
    if (length >= sizeof code) length = sizeof code - 1;
  }
  return wg_texts_add(texts, context, code, (int64_t)length, out);
}

/* --- name ------------------------------------------------------------------------------------- */

/* 1 … 999 as 一 … 九百九十九. */
static void chinese_number(int32_t number, char *out, size_t size)
{
  static const char *const digits[] = {"零", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
  int hundreds = number / 100, tens = number / 10 % 10, ones = number % 10;
  out[0] = 0;
  size_t length = 0;
  if (hundreds > 0) length += (size_t)snprintf(out, size, "%s百", digits[hundreds]);
  if (hundreds > 0 && tens == 0 && ones > 0)
    length += (size_t)snprintf(out + length, size - length, "零");
  if (tens > 0)
    length += (size_t)snprintf(out + length, size - length, "%s十",
                               tens == 1 && hundreds == 0 ? "" : digits[tens]);
  if (ones > 0) snprintf(out + length, size - length, "%s", digits[ones]);
}

static wg_status format_name(wg_texts *texts, wg_context *context, wg_grid_kind kind,
                             int32_t number, wg_text *out)
{
  bool exempt = kind == WG_GRID_EXEMPT;
  if (wg_context_language(context) == WG_LANGUAGE_EN)
    return wg_texts_format(texts, context, out, "%s %d", exempt ? "Exempt grid" : "Grid", number);
  char chinese[64];
  chinese_number(number, chinese, sizeof chinese);
  return wg_texts_format(texts, context, out, "第%s%s", chinese, exempt ? "专属网格" : "网格");
}

static wg_status too_many(wg_context *context, int32_t count, const char *community,
                          const char *code_template)
{
  return wg_fail(
      context, WG_LIMIT,
      wg_in(context,
            "Community %s would have %d grids, but a code has room for 899 base and 99 "
            "exempt ones, retired ones included (template %s). Raise --max, or divide the "
            "community.",
            "社区 %s 将有 %d 个网格，而编码只容 899 个基础网格和 99 个专属网格（含已停用的）"
            "（模板 %s）。请提高 --max 或拆分社区。"),
      community, count, code_template);
}

/* --- numbers ---------------------------------------------------------------------------------- */

static bool is_carried(const wg_numbering *n, const place *p)
{
  return n->carried != NULL && n->carried[p->grid].code != NULL;
}

/* The number in a kept code; 0 where it has none that its kind may have. */
static int32_t kept_number(const wg_numbering *n, const place *p)
{
  bool exempt = p->kind == WG_GRID_EXEMPT;
  if (!is_carried(n, p)) return 0;
  int32_t number = wg_code_sequence(n->carried[p->grid].code, n->code_template, n->community_code);
  return number >= (exempt ? FIRST_EXEMPT : 1) && number <= (exempt ? LAST_EXEMPT : LAST_BASE)
             ? number
             : 0;
}

/* Kept numbers; then, in the order of places and after the last, kept codes that have none, then
 * the new grids. */
static void give_numbers(const wg_numbering *n, place *places, int32_t count)
{
  int32_t last[2] = {n->last_base,
                     n->last_exempt >= FIRST_EXEMPT ? n->last_exempt : FIRST_EXEMPT - 1};
  for (int32_t i = 0; i < count; i++) {
    places[i].number = kept_number(n, &places[i]);
    if (places[i].number > last[places[i].kind]) last[places[i].kind] = places[i].number;
  }
  for (int new = 0; new < 2; new ++)
    for (int32_t i = 0; i < count; i++)
      if (places[i].number == 0 && is_carried(n, &places[i]) == (new == 0))
        places[i].number = ++last[places[i].kind];
}

static wg_status name_grid(wg_grid *grid, wg_context *context, const place *p,
                           const wg_numbering *n, int32_t count, wg_texts *texts)
{
  bool exempt = grid->kind == WG_GRID_EXEMPT, carried = is_carried(n, p);
  const char *name = carried ? n->carried[p->grid].name : NULL;
  if (p->number > (exempt ? LAST_EXEMPT : LAST_BASE))
    return too_many(context, count, n->community_code, n->code_template);
  grid->sequence = p->number;
  if (carried)
    WG_TRY(wg_texts_add(texts, context, n->carried[p->grid].code, -1, &grid->code));
  else
    WG_TRY(wg_code_format(texts, context, n->code_template, n->community_code, grid->sequence,
                       &grid->code));
  if (name != NULL) return wg_texts_add(texts, context, name, -1, &grid->name);
  return format_name(texts, context, grid->kind, exempt ? p->number - FIRST_EXEMPT + 1 : p->number,
                     &grid->name);
}

wg_status wg_number_grids(wg_grid *grids, int32_t count, wg_context *context,
                          const wg_numbering *numbering, wg_texts *texts, int32_t *rank)
{
  place *places = NULL;
  wg_grid *sorted = NULL;
  int64_t height = band_height(numbering->area2_mm2, count);
  wg_status status = wg_allocate(context, &places, (size_t)count, sizeof *places);
  if (status == WG_OK) status = wg_allocate(context, &sorted, (size_t)count, sizeof *sorted);
  if (status != WG_OK) goto done;
  for (int32_t g = 0; g < count; g++) {
    int64_t band = ((int64_t)numbering->north - grids[g].inner.y) / height;
    places[g] = (place){
        g, grids[g].kind, (int32_t)band, grids[g].inner.x, numbering->lowest_building[g], 0};
  }
  qsort(places, (size_t)count, sizeof *places, compare_places);
  give_numbers(numbering, places, count);
  qsort(places, (size_t)count, sizeof *places, compare_numbers);
  for (int32_t i = 0; i < count; i++) {
    rank[places[i].grid] = i;
    sorted[i] = grids[places[i].grid];
    WG_TRY_DONE(name_grid(&sorted[i], context, &places[i], numbering, count, texts));
  }
  memcpy(grids, sorted, (size_t)count * sizeof *grids);
done:
  wg_release(context, places);
  wg_release(context, sorted);
  return status;
}
