/* What bytes the texts of a file are in, and decoding them to UTF-8. */
#ifndef WG_GEODATA_ENCODING_H
#define WG_GEODATA_ENCODING_H

#include <stdbool.h>
#include <stddef.h>

#include "geodata/input.h"

/* Why an encoding was taken. */
typedef enum wg_encoding_basis {
  WG_BASIS_PRESCRIBED = 0, /* by the format, which GDAL decodes */
  WG_BASIS_ASKED,          /* by the user */
  WG_BASIS_CPG,
  WG_BASIS_LDID,
  WG_BASIS_ASCII,
  WG_BASIS_UTF8,
  WG_BASIS_GB18030,
  WG_BASIS_NEITHER
} wg_encoding_basis;

typedef struct wg_decoder {
  char name[32];      /* "UTF-8", "GB18030", "CP932" … */
  wg_encoding_basis basis;
  char declared[32];  /* what was declared or asked for, if the bytes contradict it; else "" */
  wg_encoding_basis declared_by;
  void *converter;    /* of iconv; NULL: the bytes are UTF-8 already */
  char *buffer;       /* owned */
  int64_t capacity;
} wg_decoder;

/* Decides for the layer `layer` of an input read by the GDAL driver `driver`. Override, .cpg,
 * LDID, valid UTF-8, valid GB18030, in this order; formats that say it themselves are UTF-8. A .cpg
 * or LDID that the bytes contradict gives way to them; an override is followed all the same. */
wg_status wg_decoder_open(wg_decoder *out, wg_context *context, const wg_input *input,
                          const char *driver, const char *layer) WG_MUST_CHECK;
/* UTF-8 of `raw`, borrowed until the next call. What cannot be decoded becomes U+FFFD; a character
 * cut off at the end (by a field's width) is dropped. */
wg_status wg_decoder_text(wg_decoder *decoder, wg_context *context, const char *raw,
                          const char **text) WG_MUST_CHECK;
/* ".cpg", "its bytes are valid UTF-8": the reason in the context's language. */
const char *wg_decoder_reason(const wg_decoder *decoder, const wg_context *context);
/* Findings: the bytes contradict what was declared; nothing tells what they are. */
wg_status wg_decoder_report(const wg_decoder *decoder, wg_context *context, const wg_input *input,
                            wg_findings *findings) WG_MUST_CHECK;
void wg_decoder_close(wg_decoder *decoder, wg_context *context);

/* Bytes of the UTF-8 character that begins with this one. */
static inline size_t wg_character_width(unsigned char first)
{
  return first < 0xC0 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
}

/* Whether a text bears the marks of an earlier conversion that lost it: U+FFFD; 锟斤拷, which is what
 * U+FFFD twice becomes when read as GBK; ï¿½, when read as Latin-1; or a run of question marks that
 * is all there is of letters ("???", "??1"). */
bool wg_text_destroyed(const char *text);

#endif
