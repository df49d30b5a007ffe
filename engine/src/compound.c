#include "compound.h"

#include <stdlib.h>
#include <string.h>

#define LONGEST_NAME 256

typedef struct named {
  char name[LONGEST_NAME];
  int32_t row;
} named;

/* Full-width ASCII (U+FF01 … U+FF5E) becomes ASCII, letters lower case; blanks (also U+3000) go. */
static void normalise(char *out, const char *text)
{
  const unsigned char *in = (const unsigned char *)text;
  size_t length = 0;
  while (*in != 0 && length + 5 < LONGEST_NAME) {
    if (in[0] == 0xE3 && in[1] == 0x80 && in[2] == 0x80) {
      in += 3;
      continue;
    }
    unsigned char c = *in;
    if (c == 0xEF && (in[1] == 0xBC || in[1] == 0xBD) && in[2] >= 0x80) {
      int code = in[1] == 0xBC ? in[2] - 0x60 : in[2] - 0x20; /* U+FF00 … less 0xFEE0 */
      if (code > 0x20 && code < 0x7F) {
        c = (unsigned char)code;
        in += 2;
      }
    }
    in++;
    if (c == ' ' || c == '\t') continue;
    out[length++] = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
  }
  /* a name cut for its length must not end inside a character */
  while (*in != 0 && length > 0 && ((unsigned char)out[length - 1] & 0xC0) == 0x80) length--;
  out[length] = 0;
}

static bool stands_for_none(const char *name)
{
  static const char *const none[] = {"", "-", "--", "无", "其他", "自建房", "平房", "none", "null"};
  for (size_t i = 0; i < sizeof none / sizeof *none; i++)
    if (strcmp(name, none[i]) == 0) return true;
  return false;
}

bool wg_compound_is_named(const char *text)
{
  char name[LONGEST_NAME];
  normalise(name, text);
  return !stands_for_none(name);
}

static int compare_names(const void *left, const void *right)
{
  return strcmp(((const named *)left)->name, ((const named *)right)->name);
}

wg_status wg_number_compounds(int32_t *number, wg_context *context, const wg_buildings *buildings,
                              const int64_t *rows, int32_t count)
{
  named *names = NULL;
  int32_t named_count = 0, next = -1;
  for (int32_t i = 0; i < count; i++) {
    number[i] = -1;
    named_count += buildings->compound[rows[i]] != WG_NO_TEXT;
  }
  if (named_count == 0) return WG_OK;
  WG_TRY(wg_allocate(context, &names, (size_t)named_count, sizeof *names));
  named_count = 0;
  for (int32_t i = 0; i < count; i++) {
    if (buildings->compound[rows[i]] == WG_NO_TEXT) continue;
    normalise(names[named_count].name, wg_texts_get(&buildings->texts, buildings->compound[rows[i]]));
    names[named_count++].row = i;
  }
  qsort(names, (size_t)named_count, sizeof *names, compare_names);
  for (int32_t i = 0; i < named_count; i++) {
    if (stands_for_none(names[i].name)) continue;
    if (i == 0 || strcmp(names[i - 1].name, names[i].name) != 0) next++;
    number[names[i].row] = next;
  }
  wg_release(context, names);
  return WG_OK;
}

bool wg_compound_differs(const char *left, const char *right)
{
  char a[LONGEST_NAME], b[LONGEST_NAME];
  normalise(a, left);
  normalise(b, right);
  return strcmp(a, b) != 0 && !stands_for_none(a);
}
