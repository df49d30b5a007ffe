/* A date as option and as SOURCE_DATE_EPOCH: refused, or a day of four, two and two digits. */
#define _GNU_SOURCE
#include "fuzz.h"

#include "date.h"

static void judge(const wg_context *context, wg_status status, const char *date)
{
  fuzz_said(context, status);
  if (status != WG_OK) return;
  FUZZ_MUST(strlen(date) == 10 && strspn(date, "0123456789-") == 10);
  FUZZ_MUST(date[4] == '-' && date[7] == '-');
  FUZZ_MUST(strncmp(date + 5, "00", 2) > 0 && strncmp(date + 5, "12", 2) <= 0);
  FUZZ_MUST(strcmp(date + 8, "00") > 0 && strcmp(date + 8, "31") <= 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  char *text = fuzz_text(data, size), date[11];
  wg_context *context = fuzz_context();
  wg_status status = wg_date_choose(context, text, date);
  judge(context, status, date);
  setenv("SOURCE_DATE_EPOCH", text, 1);
  status = wg_date_choose(context, NULL, date);
  judge(context, status, date);
  unsetenv("SOURCE_DATE_EPOCH");
  wg_context_free(context);
  free(text);
  return 0;
}
