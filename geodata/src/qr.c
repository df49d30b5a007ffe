/* QR codes by libqrencode, as one path: squares filled one by one would show seams between them. */
#include "geodata/sheet.h"

#include <errno.h>
#include <qrencode.h>

enum { QUIET = 4 }; /* modules, ISO/IEC 18004 */

static void draw_modules(wg_sheet *sheet, const QRcode *code, double left, double top, double size)
{
  double module = size / (code->width + 2 * QUIET);
  wg_sheet_box(sheet, &(wg_pen){.fill = WG_RGB(0xFFFFFF)}, (wg_frame_box){left, top, size, size});
  wg_sheet_path(sheet, &(wg_pen){.fill = WG_RGB(0x000000)});
  for (int y = 0; y < code->width; y++)
    for (int x = 0; x < code->width; x++) {
      int from = x;
      while (x < code->width && (code->data[y * code->width + x] & 1)) x++;
      if (x == from) continue;
      double x1 = left + (from + QUIET) * module, x2 = left + (x + QUIET) * module;
      double y1 = top + (y + QUIET) * module, y2 = y1 + module;
      wg_sheet_ring(sheet, true);
      wg_sheet_point(sheet, x1, y1);
      wg_sheet_point(sheet, x2, y1);
      wg_sheet_point(sheet, x2, y2);
      wg_sheet_point(sheet, x1, y2);
    }
}

void wg_sheet_qr(wg_sheet *sheet, const char *text, double left, double top, double size)
{
  if (sheet->status != WG_OK) return;
  QRcode *code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M);
  if (code == NULL) {
    bool long_text = errno == ERANGE;
    sheet->status = wg_fail(sheet->context, long_text ? WG_LIMIT : WG_OUT_OF_MEMORY,
                            long_text ? wg_in(sheet->context, "'%.60s…' is too long for a QR code.",
                                              "“%.60s…”太长，无法生成二维码。")
                                      : "%s",
                            long_text ? text : wg_status_sentence(WG_OUT_OF_MEMORY));
    return;
  }
  draw_modules(sheet, code, left, top, size);
  QRcode_free(code);
}
