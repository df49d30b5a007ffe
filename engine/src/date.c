#define _GNU_SOURCE
#include "date.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* Digits alone: scanf would take blanks and signs too. */
static int digits(const char *text, int count)
{
  int value = 0;
  for (int i = 0; i < count; i++) {
    if (text[i] < '0' || text[i] > '9') return -1;
    value = 10 * value + (text[i] - '0');
  }
  return value;
}

static bool is_date(const char *text)
{
  static const int days[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (strlen(text) != 10 || text[4] != '-' || text[7] != '-') return false;
  int year = digits(text, 4), month = digits(text + 5, 2), day = digits(text + 8, 2);
  if (year < 1900 || month < 1 || month > 12) return false;
  bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return day >= 1 && day <= days[month - 1] && (leap || month != 2 || day < 29);
}

/* The year 9999 ends at this second. */
#define LAST_EPOCH 253402300799

wg_status wg_date_choose(wg_context *context, const char *option, char date[11])
{
  struct tm parts;
  if (option != NULL) {
    if (!is_date(option))
      return wg_fail(context, WG_MISUSE,
                     wg_in(context, "'%s' is no date; write it as 2026-01-31.",
                           "“%s”不是有效日期，请写成 2026-01-31。"),
                     option);
    memcpy(date, option, 11);
    return WG_OK;
  }
  const char *epoch = getenv("SOURCE_DATE_EPOCH");
  char *end = NULL;
  time_t now = epoch != NULL ? (time_t)strtoll(epoch, &end, 10) : time(NULL);
  if (epoch != NULL && (end == epoch || *end != 0 || now < 0 || now > LAST_EPOCH))
    return wg_fail(context, WG_MISUSE,
                   wg_in(context, "SOURCE_DATE_EPOCH is '%s', which is no number of seconds since 1970.",
                         "SOURCE_DATE_EPOCH 为“%s”，不是自 1970 年起的秒数。"),
                   epoch);
  if (epoch != NULL) gmtime_r(&now, &parts);
  else localtime_r(&now, &parts);
  char text[32];
  snprintf(text, sizeof text, "%04d-%02d-%02d", parts.tm_year + 1900, parts.tm_mon + 1,
           parts.tm_mday);
  memcpy(date, text, 10);
  date[10] = 0;
  return WG_OK;
}
