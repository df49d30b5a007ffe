#include "households.h"

#include <math.h>
#include <string.h>

#include "normal.h"

wg_count_state wg_count_of_number(double value, int32_t *count)
{
  *count = WG_UNKNOWN;
  if (value < 0) return WG_COUNT_NEGATIVE;
  if (!(value <= WG_COUNT_MOST)) return WG_COUNT_NOT_NUMBER; /* NaN, too */
  *count = (int32_t)floor(value + 0.5);
  return floor(value) == value ? WG_COUNT_KNOWN : WG_COUNT_FRACTION;
}

/* Decimal digits with at most one point, without locale; false if `text` is anything else. Digits
 * beyond what a double holds do not matter: such values are above WG_COUNT_MOST. */
static bool parse_decimal(const char *text, double *value)
{
  double scale = 1;
  int digits = 0, points = 0;
  *value = 0;
  for (; *text != 0; text++) {
    if (*text == '.') {
      if (++points > 1) return false;
      continue;
    }
    if (*text < '0' || *text > '9') return false;
    *value = *value * 10 + (*text - '0');
    if (points > 0) scale *= 10;
    digits++;
  }
  *value /= scale;
  return digits > 0;
}

/* Removes one of the comma-separated `words` from the end of the text; whether there was one. */
static bool drop_end(char *text, const char *words)
{
  size_t length = strlen(text);
  while (*words != 0) {
    size_t word = strcspn(words, ",");
    if (length > word && memcmp(text + length - word, words, word) == 0) {
      text[length - word] = 0;
      return true;
    }
    words += word + (words[word] == ',');
  }
  return false;
}

/* The same at the start. */
static bool drop_start(char *text, const char *words)
{
  while (*words != 0) {
    size_t word = strcspn(words, ",");
    if (strlen(text) > word && memcmp(text, words, word) == 0) {
      memmove(text, text + word, strlen(text + word) + 1);
      return true;
    }
    words += word + (words[word] == ',');
  }
  return false;
}

/* Takes the commas out of "1,234,567"; leaves any other text as it is. */
static void drop_group_commas(char *text)
{
  const char *first = strchr(text, ',');
  size_t length = 0;
  if (first == NULL || first == text || first - text > 3) return;
  for (const char *at = first; *at != 0; at += 4) {
    if (at[0] == '.') break;
    if (at[0] != ',' || strspn(at + 1, "0123456789") < 3) return;
    if (at[4] != 0 && at[4] != ',' && at[4] != '.') return;
  }
  for (const char *at = text; *at != 0; at++)
    if (*at != ',') text[length++] = *at;
  text[length] = 0;
}

wg_count_state wg_count_of_text(const char *text, int32_t *count)
{
  char normal[64];
  double value;
  *count = WG_UNKNOWN;
  wg_normalise(normal, sizeof normal, text);
  if (normal[0] == 0) return WG_COUNT_NULL;
  bool about = drop_start(normal, "大约,约,近,大概,~,～,≈");
  about = drop_end(normal, "左右,上下,多,余") || about;
  drop_end(normal, "户,戶,人,家,套");
  about = drop_end(normal, "左右,上下,多,余,+") || about;
  bool negative = normal[0] == '-';
  if (negative || normal[0] == '+') memmove(normal, normal + 1, strlen(normal));
  drop_group_commas(normal);
  if (!parse_decimal(normal, &value)) return WG_COUNT_NOT_NUMBER;
  wg_count_state state = wg_count_of_number(negative ? -value : value, count);
  return about && *count != WG_UNKNOWN ? WG_COUNT_APPROXIMATE : state;
}

wg_status wg_count_of_field(wg_dataset *dataset, wg_context *context, OGRFeatureH feature,
                            int index, wg_count_state *state, int32_t *count)
{
  *state = WG_COUNT_NULL;
  *count = WG_UNKNOWN;
  if (index < 0) return WG_OK;
  OGRFieldType type = wg_field_type(dataset, index);
  if (type == OFTInteger || type == OFTInteger64 || type == OFTReal) {
    if (!OGR_F_IsFieldSetAndNotNull(feature, index)) return WG_OK;
    *state = wg_count_of_number(OGR_F_GetFieldAsDouble(feature, index), count);
    return WG_OK;
  }
  const char *text;
  WG_TRY(wg_value_text(dataset, context, feature, index, &text));
  if (text != NULL) *state = wg_count_of_text(text, count);
  return WG_OK;
}

/* --- what is told of them ------------------------------------------------------------------------
 */

const wg_sentence wg_count_negative = {WG_FINDING_HOUSEHOLDS_NEGATIVE,
                                       "The household count of the %s '%s' is negative.",
                                       "%s“%s”的户数为负。",
                                       "The household counts of %lld %s are negative: %s.",
                                       "%lld 个%s的户数为负：%s。",
                                       "They are taken as unknown; correct them in the table.",
                                       "视为未知；请在数据或表格中改正。"};
const wg_sentence wg_count_not_number = {
    WG_FINDING_HOUSEHOLDS_NOT_NUMBER,
    "The household count of the %s '%s' is no usable number.",
    "%s“%s”的户数不是可用的数。",
    "The household counts of %lld %s are no usable numbers: %s.",
    "%lld 个%s的户数不是可用的数：%s。",
    "They are taken as unknown; write whole numbers up to 1,000,000.",
    "视为未知；请写不超过 1000000 的整数。"};
const wg_sentence wg_count_fraction = {WG_FINDING_HOUSEHOLDS_FRACTION,
                                       "The household count of the %s '%s' is a fraction.",
                                       "%s“%s”的户数是小数。",
                                       "The household counts of %lld %s are fractions: %s.",
                                       "%lld 个%s的户数是小数：%s。",
                                       "They are rounded to the nearest whole number.",
                                       "已四舍五入为整数。"};
const wg_sentence wg_count_approximate = {
    WG_FINDING_HOUSEHOLDS_APPROXIMATE,
    "The household count of the %s '%s' is a rough one.",
    "%s“%s”的户数是约数。",
    "The household counts of %lld %s are rough: %s.",
    "%lld 个%s的户数是约数：%s。",
    "The number was taken as it stands; count where it matters.",
    "已按所写数字采用；必要时请核实。"};
