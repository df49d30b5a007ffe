#include "telephone.h"

#include <string.h>

#include "normal.h"

enum { MOST_DIGITS = 15, MOBILE_DIGITS = 11 };

/* Bytes of what introduces an extension at this place, 0: nothing. */
static int extension_mark(const char *at)
{
  static const char *const marks[] = {"转", "分机", "ext.", "ext", "x"};
  for (int i = 0; i < (int)(sizeof marks / sizeof *marks); i++)
    if (strncmp(at, marks[i], strlen(marks[i])) == 0) return (int)strlen(marks[i]);
  return 0;
}

/* Bytes of what separates two numbers, 0: nothing. */
static int separator(const char *at)
{
  if (*at == '/' || *at == ',' || *at == ';') return 1;
  return strncmp(at, "、", strlen("、")) == 0 ? (int)strlen("、") : 0;
}

/* One number from *text on, which moves past it. */
static bool is_number(const char **text, int least)
{
  char first[2] = {0};
  int digits = 0, extension = -1;
  bool plus = **text == '+';
  for (*text += plus; **text != 0 && separator(*text) == 0;) {
    int mark = extension_mark(*text);
    if (mark > 0) {
      if (digits == 0 || extension >= 0) return false;
      extension = 0;
      *text += mark;
      continue;
    }
    char c = *(*text)++;
    if (c == '-' || c == '(' || c == ')') continue;
    if (c < '0' || c > '9') return false;
    if (extension >= 0)
      extension++;
    else if (digits < 2)
      first[digits++] = c;
    else
      digits++;
  }
  if (extension == 0 || extension > 6 || digits < least || digits > MOST_DIGITS) return false;
  return plus || digits != MOBILE_DIGITS || first[0] != '1' || first[1] >= '3';
}

bool wg_is_telephone(const char *text, int least)
{
  char normal[256];
  const char *at = normal;
  if (strlen(text) >= sizeof normal) return false;
  wg_normalise(normal, sizeof normal, text);
  for (;;) {
    if (!is_number(&at, least)) return false;
    if (*at == 0) return true;
    at += separator(at);
  }
}
