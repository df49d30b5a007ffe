/* What bytes the texts of a file are in, and decoding them to UTF-8. */
#ifndef WG_GEODATA_ENCODING_H
#define WG_GEODATA_ENCODING_H

#include <stdbool.h>

#include "geodata/input.h"

typedef struct wg_decoder {
  char name[32];      /* "UTF-8", "GB18030", "CP932" … */
  const char *reason; /* why, in English: ".cpg", "LDID" … */
  void *converter;    /* of iconv; NULL: the bytes are UTF-8 already */
  char *buffer;       /* owned */
  int64_t capacity;
} wg_decoder;

#define WG_ENCODING_PRESCRIBED "as the format prescribes"

/* Decides for the layer `layer` of an input read by the GDAL driver `driver`. Override, .cpg,
 * LDID, valid UTF-8, valid GB18030, in this order; formats that say it themselves are UTF-8. */
wg_status wg_decoder_open(wg_decoder *out, wg_context *context, const wg_input *input,
                          const char *driver, const char *layer) WG_MUST_CHECK;
/* UTF-8 of `raw`, borrowed until the next call. What cannot be decoded becomes U+FFFD; a character
 * cut off at the end (by a field's width) is dropped. */
wg_status wg_decoder_text(wg_decoder *decoder, wg_context *context, const char *raw,
                          const char **text) WG_MUST_CHECK;
void wg_decoder_close(wg_decoder *decoder, wg_context *context);

/* Whether a text bears the marks of an earlier conversion that lost it: U+FFFD, or 锟斤拷, which
 * is what U+FFFD twice becomes when read as GBK. */
bool wg_text_destroyed(const char *text);

#endif
