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

wg_count_state wg_count_of_text(const char *text, int32_t *count)
{
  char normal[64];
  *count = WG_UNKNOWN;
  wg_normalise(normal, sizeof normal, text);
  size_t length = strlen(normal);
  if (length == 0) return WG_COUNT_NULL;
  if (length > 3 && (strcmp(normal + length - 3, "户") == 0 || strcmp(normal + length - 3, "人") == 0))
    normal[length - 3] = 0;
  bool negative = normal[0] == '-';
  double value;
  if (!parse_decimal(normal + (negative || normal[0] == '+'), &value)) return WG_COUNT_NOT_NUMBER;
  return wg_count_of_number(negative ? -value : value, count);
}

wg_status wg_count_of_field(wg_dataset *dataset, wg_context *context, OGRFeatureH feature,
                            int index, wg_count_state *state, int32_t *count)
{
  *state = WG_COUNT_NULL;
  *count = WG_UNKNOWN;
  if (index < 0 || !OGR_F_IsFieldSetAndNotNull(feature, index)) return WG_OK;
  OGRFieldType type = wg_field_type(dataset, index);
  if (type == OFTInteger || type == OFTInteger64 || type == OFTReal) {
    *state = wg_count_of_number(OGR_F_GetFieldAsDouble(feature, index), count);
    return WG_OK;
  }
  const char *text;
  WG_TRY(wg_value_text(dataset, context, feature, index, &text));
  if (text != NULL) *state = wg_count_of_text(text, count);
  return WG_OK;
}
