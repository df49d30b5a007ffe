/* OpenStreetMap's tags in one text: whatever the text, a value is one that stands in it. */
#include "fuzz.h"

#include "../../geodata/src/tags.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  static const char *const keys[] = {"building", "building:levels", "layer", ""};
  char *text = fuzz_text(data, size);
  for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
    char value[8], whole[1024];
    bool found = wg_tags_value(text, keys[i], value, sizeof value);
    FUZZ_MUST(wg_tags_value(text, keys[i], whole, sizeof whole) == found);
    if (!found) continue;
    FUZZ_MUST(strlen(value) < sizeof value && strncmp(value, whole, strlen(value)) == 0);
    if (strchr(text, '\\') != NULL || strlen(whole) + 1 == sizeof whole) continue;
    FUZZ_MUST(strstr(text, keys[i]) != NULL && strstr(text, whole) != NULL);
  }
  free(text);
  return 0;
}
