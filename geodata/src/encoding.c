#include "encoding.h"

#include <errno.h>
#include <iconv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "evidence.h"
#include "normal.h"

/* Language driver ids of dBASE that tell an encoding reliably. Those of Western code pages (0x01,
 * 0x02, 0x03, 0x57 …) are what many programs write whatever the content is: they decide nothing. */
static const struct {
  unsigned char id;
  const char *encoding;
} ldids[] = {{0x4D, "GB18030"}, {0x7A, "GB18030"}, {0x13, "CP932"}, {0x7B, "CP932"},
             {0x4E, "CP949"},   {0x79, "CP949"},   {0x4F, "BIG5"},  {0x78, "BIG5"},
             {0x26, "CP866"},   {0x65, "CP866"},   {0xC9, "CP1251"}, {0x50, "CP874"},
             {0x7C, "CP874"}};

/* Names as .cpg files and options write them → iconv's. GBK and GB2312 are subsets of GB18030. */
static const struct {
  const char *written, *encoding;
} synonyms[] = {{"utf8", "UTF-8"},      {"utf-8", "UTF-8"},     {"65001", "UTF-8"},
                {"gbk", "GB18030"},     {"gb2312", "GB18030"},  {"gb18030", "GB18030"},
                {"936", "GB18030"},     {"cp936", "GB18030"},   {"ansi936", "GB18030"},
                {"ms936", "GB18030"},   {"gb_2312-80", "GB18030"}, {"54936", "GB18030"},
                {"big5", "BIG5"},       {"950", "BIG5"},        {"cp950", "BIG5"},
                {"932", "CP932"},       {"shift_jis", "CP932"}, {"shift-jis", "CP932"},
                {"sjis", "CP932"},      {"88591", "ISO-8859-1"}, {"latin1", "ISO-8859-1"},
                {"iso88591", "ISO-8859-1"}, {"system", NULL}};

/* The name for iconv, or false if it says nothing. */
static bool understand(char out[32], const char *written)
{
  char normal[32];
  wg_normalise(normal, sizeof normal, written);
  const char *name = normal;
  for (size_t i = 0; i < sizeof synonyms / sizeof *synonyms; i++)
    if (strcmp(normal, synonyms[i].written) == 0) name = synonyms[i].encoding;
  if (name == NULL || *name == 0) return false;
  if (name == normal && (strncmp(name, "ansi", 4) == 0 || strncmp(name, "oem", 3) == 0))
    snprintf(out, 32, "CP%.20s", name + (name[0] == 'a' ? 4 : 3));
  else if (name == normal && name[strspn(name, "0123456789")] == 0)
    snprintf(out, 32, "CP%.20s", name);
  else
    snprintf(out, 32, "%s", name);
  return true;
}

static void decide(wg_decoder *decoder, const char *encoding, wg_encoding_basis basis)
{
  snprintf(decoder->name, sizeof decoder->name, "%s", encoding);
  decoder->basis = basis;
}

static void decide_by_bytes(wg_decoder *decoder, const wg_evidence *evidence)
{
  if (!evidence->beyond_ascii) decide(decoder, "UTF-8", WG_BASIS_ASCII);
  else if (evidence->utf8) decide(decoder, "UTF-8", WG_BASIS_UTF8);
  else if (evidence->gb18030) decide(decoder, "GB18030", WG_BASIS_GB18030);
  else decide(decoder, "ISO-8859-1", WG_BASIS_NEITHER);
}

/* Chance makes two bytes of another encoding look like a letter of UTF-8 (联通 in GBK is the known
 * case), but hardly every text, with several characters of three bytes among them. */
static bool contradicts(const wg_evidence *evidence, const char *encoding)
{
  enum { WIDE = 2 };
  if (!evidence->beyond_ascii) return false;
  if (strcmp(encoding, "UTF-8") == 0) return !evidence->utf8;
  if (evidence->utf8 && evidence->wide >= WIDE) return true;
  return strcmp(encoding, "GB18030") == 0 && !evidence->gb18030;
}

static bool is_known(const char *encoding)
{
  iconv_t converter = iconv_open("UTF-8", encoding);
  if (converter == (iconv_t)-1) return false;
  iconv_close(converter);
  return true;
}

/* Takes what the file declares, unless its bytes are something else. */
static void settle(wg_decoder *decoder, const char *declared, wg_encoding_basis basis,
                   const wg_evidence *evidence)
{
  bool known = is_known(declared);
  decide(decoder, declared, basis);
  if (known && !contradicts(evidence, declared)) return;
  snprintf(decoder->declared, sizeof decoder->declared, "%s", declared);
  decoder->declared_by = basis;
  if (!known || evidence->utf8 || evidence->gb18030) decide_by_bytes(decoder, evidence);
}

static void decide_shapefile(wg_decoder *decoder, const char *path, const char *layer)
{
  char member[4096], written[64], encoding[32];
  wg_evidence evidence = {.utf8 = true, .gb18030 = true};
  if (wg_member_path(member, sizeof member, path, layer, "dbf")) wg_examine_dbf(&evidence, member);
  if (wg_member_path(member, sizeof member, path, layer, "cpg") &&
      wg_first_line(member, written, sizeof written) && understand(encoding, written)) {
    settle(decoder, encoding, WG_BASIS_CPG, &evidence);
    return;
  }
  for (size_t i = 0; i < sizeof ldids / sizeof *ldids; i++)
    if (ldids[i].id == evidence.ldid) {
      settle(decoder, ldids[i].encoding, WG_BASIS_LDID, &evidence);
      return;
    }
  decide_by_bytes(decoder, &evidence);
}

/* GDAL decodes MapInfo files that name their character set, and hands the others' bytes through. */
static void decide_mapinfo(wg_decoder *decoder, const char *path, const char *layer)
{
  char member[4096], charset[32];
  wg_evidence evidence;
  if (wg_mapinfo_charset(path, charset, sizeof charset) && strcmp(charset, "neutral") != 0) return;
  if (wg_member_path(member, sizeof member, path, layer, "mid")) wg_examine_file(&evidence, member);
  else if (wg_member_path(member, sizeof member, path, layer, "dat")) wg_examine_dbf(&evidence, member);
  else return;
  decide_by_bytes(decoder, &evidence);
}

/* Text formats whose bytes GDAL hands through as they are. */
static bool hands_bytes_through(const char *driver)
{
  static const char *const drivers[] = {"CSV", "GeoJSON", "GeoJSONSeq", "ESRIJSON", "TopoJSON"};
  for (size_t i = 0; i < sizeof drivers / sizeof *drivers; i++)
    if (strcmp(driver, drivers[i]) == 0) return true;
  return false;
}

static wg_status open_converter(wg_decoder *decoder, wg_context *context, const wg_input *input)
{
  if (strcmp(decoder->name, "UTF-8") == 0) return WG_OK;
  iconv_t converter = iconv_open("UTF-8", decoder->name);
  if (converter == (iconv_t)-1)
    return wg_fail(context, WG_MISUSE,
                   wg_in(context,
                         "The encoding '%s' of the %s '%s' is not known. Use --encoding-of "
                         "%s=GB18030 or another name that `iconv -l` lists.",
                         "不认识编码“%s”（%s“%s”）。请用 --encoding-of %s=GB18030 或 `iconv -l` "
                         "列出的其他名称。"),
                   decoder->name, input->role, input->path, input->role);
  decoder->converter = converter;
  return WG_OK;
}

/* What was asked for is followed; whether it can be right is said. */
static void examine_asked(wg_decoder *decoder, const wg_input *input, const char *driver,
                          const char *layer)
{
  char member[4096];
  wg_evidence evidence = {.utf8 = true, .gb18030 = true};
  decoder->basis = WG_BASIS_ASKED;
  if (hands_bytes_through(driver)) wg_examine_file(&evidence, input->path);
  else if (strcmp(driver, "ESRI Shapefile") == 0 &&
           wg_member_path(member, sizeof member, input->path, layer, "dbf"))
    wg_examine_dbf(&evidence, member);
  if (!contradicts(&evidence, decoder->name)) return;
  snprintf(decoder->declared, sizeof decoder->declared, "%s", decoder->name);
  decoder->declared_by = WG_BASIS_ASKED;
}

wg_status wg_decoder_open(wg_decoder *out, wg_context *context, const wg_input *input,
                          const char *driver, const char *layer)
{
  memset(out, 0, sizeof *out);
  wg_evidence evidence;
  decide(out, "UTF-8", WG_BASIS_PRESCRIBED);
  if (input->encoding != NULL && understand(out->name, input->encoding)) {
    examine_asked(out, input, driver, layer);
  } else if (strcmp(driver, "ESRI Shapefile") == 0) {
    decide_shapefile(out, input->path, layer);
  } else if (strcmp(driver, "MapInfo File") == 0) {
    decide_mapinfo(out, input->path, layer);
  } else if (hands_bytes_through(driver)) {
    wg_examine_file(&evidence, input->path);
    decide_by_bytes(out, &evidence);
  }
  return open_converter(out, context, input);
}

const char *wg_decoder_reason(const wg_decoder *decoder, const wg_context *context)
{
  static const struct {
    const char *english, *chinese;
  } reasons[] = {
      [WG_BASIS_PRESCRIBED] = {"as the format prescribes", "格式规定"},
      [WG_BASIS_ASKED] = {"as asked for", "按指定"},
      [WG_BASIS_CPG] = {".cpg", ".cpg 文件"},
      [WG_BASIS_LDID] = {"language driver id (LDID)", "语言驱动标识 LDID"},
      [WG_BASIS_ASCII] = {"only ASCII in it", "仅含 ASCII 字符"},
      [WG_BASIS_UTF8] = {"its bytes are valid UTF-8", "字节符合 UTF-8"},
      [WG_BASIS_GB18030] = {"its bytes are valid GB18030, not UTF-8",
                            "字节符合 GB18030，不符合 UTF-8"},
      [WG_BASIS_NEITHER] = {"its bytes are neither valid UTF-8 nor GB18030",
                            "字节既不符合 UTF-8，也不符合 GB18030"},
  };
  return wg_in(context, reasons[decoder->basis].english, reasons[decoder->basis].chinese);
}

static wg_status add_finding(wg_context *context, const wg_input *input, wg_findings *findings,
                             wg_finding_code code, wg_text reason, const char *remedy)
{
  wg_finding *finding;
  const char *slash = strrchr(input->path, '/');
  wg_text subject, remedy_text;
  WG_TRY(wg_texts_add(&findings->texts, context, slash != NULL ? slash + 1 : input->path, -1,
                      &subject));
  WG_TRY(wg_texts_format(&findings->texts, context, &remedy_text, "%s --encoding-of %s=…", remedy,
                         input->role));
  WG_TRY(wg_findings_add(findings, context, code, &finding));
  finding->subject = subject;
  finding->reason = reason;
  finding->remedy = remedy_text;
  return WG_OK;
}

static wg_status report_contradiction(const wg_decoder *decoder, wg_context *context,
                                      const wg_input *input, wg_findings *findings)
{
  wg_text reason;
  const wg_decoder declared = {.basis = decoder->declared_by};
  if (decoder->basis == WG_BASIS_ASKED)
    WG_TRY(wg_texts_format(
        &findings->texts, context, &reason,
        wg_in(context,
              "%s (%s) does not fit the bytes of the texts; it was followed, so letters are lost.",
              "%s（%s）与文字的字节不符；仍按所指定的读取，部分文字因此丢失。"),
        decoder->declared, wg_decoder_reason(&declared, context)));
  else
    WG_TRY(wg_texts_format(
        &findings->texts, context, &reason,
        wg_in(context, "%s (%s) does not fit the bytes of the texts; they are read as %s (%s).",
              "%s（%s）与文字的字节不符；按 %s 读取（%s）。"),
        decoder->declared, wg_decoder_reason(&declared, context), decoder->name,
        wg_decoder_reason(decoder, context)));
  return add_finding(context, input, findings, WG_FINDING_ENCODING_CONTRADICTED, reason,
                     wg_in(context, "If the names come out wrong, name the encoding:",
                           "若名称有误，请指定编码："));
}

wg_status wg_decoder_report(const wg_decoder *decoder, wg_context *context, const wg_input *input,
                            wg_findings *findings)
{
  wg_text reason;
  if (decoder->declared[0] != 0)
    WG_TRY(report_contradiction(decoder, context, input, findings));
  if (decoder->basis != WG_BASIS_NEITHER) return WG_OK;
  WG_TRY(wg_texts_format(&findings->texts, context, &reason,
                         wg_in(context,
                               "The bytes of the texts are neither valid UTF-8 nor GB18030; they are "
                               "read as %s, which may be wrong.",
                               "文字的字节既不符合 UTF-8，也不符合 GB18030；按 %s 读取，可能有误。"),
                         decoder->name));
  return add_finding(context, input, findings, WG_FINDING_ENCODING_UNSURE, reason,
                     wg_in(context, "Name the encoding (SHIFT_JIS, BIG5, CP1252 …):",
                           "请指定编码（SHIFT_JIS、BIG5、CP1252 等）："));
}

static const char replacement[] = "\xEF\xBF\xBD"; /* U+FFFD */

/* Length of the valid UTF-8 character at c, or 0; `cut` tells that the text ends inside it. */
static size_t valid_character(const unsigned char *c, bool *cut)
{
  *cut = false;
  if (c[0] < 0x80) return 1;
  if (c[0] < 0xC2 || c[0] > 0xF4) return 0;
  size_t width = c[0] < 0xE0 ? 2 : c[0] < 0xF0 ? 3 : 4;
  for (size_t i = 1; i < width; i++)
    if ((c[i] & 0xC0) != 0x80) {
      *cut = c[i] == 0;
      return 0;
    }
  return width;
}

/* Copies UTF-8, mending what is none. */
static size_t mend(char *out, const char *raw)
{
  size_t length = 0;
  for (const unsigned char *c = (const unsigned char *)raw; *c != 0;) {
    bool cut;
    size_t width = valid_character(c, &cut);
    if (cut) break;
    memcpy(out + length, width > 0 ? (const char *)c : replacement, width > 0 ? width : 3);
    length += width > 0 ? width : 3;
    c += width > 0 ? width : 1;
  }
  return length;
}

static size_t convert(iconv_t converter, char *out, size_t size, const char *raw)
{
  char *from = (char *)(uintptr_t)raw, *to = out;
  size_t left = strlen(raw), room = size;
  iconv(converter, NULL, NULL, NULL, NULL);
  while (left > 0 && iconv(converter, &from, &left, &to, &room) == (size_t)-1) {
    if (errno != EILSEQ || room < 3) break; /* EINVAL: cut off inside the last character */
    memcpy(to, replacement, 3);
    to += 3, room -= 3;
    from++, left--;
  }
  return (size_t)(to - out);
}

wg_status wg_decoder_text(wg_decoder *decoder, wg_context *context, const char *raw,
                          const char **text)
{
  size_t length = 0, kept;
  while (raw[length] != 0 && (unsigned char)raw[length] < 0x80) length++;
  *text = raw;
  if (raw[length] == 0) return WG_OK;
  length += strlen(raw + length);
  size_t size = 4 * length + 4;
  WG_TRY(wg_grow(context, &decoder->buffer, &decoder->capacity, (int64_t)size, 1));
  if (decoder->converter != NULL) kept = convert(decoder->converter, decoder->buffer, size - 1, raw);
  else kept = mend(decoder->buffer, raw);
  decoder->buffer[kept] = 0;
  *text = decoder->buffer;
  return WG_OK;
}

void wg_decoder_close(wg_decoder *decoder, wg_context *context)
{
  if (decoder->converter != NULL) iconv_close(decoder->converter);
  wg_release(context, decoder->buffer);
  memset(decoder, 0, sizeof *decoder);
}

/* Question marks in a row, and no letter beside them: "??", "(???)", "??1". A sentence may end with
 * several, and a mark alone is what people type for a name they do not know. */
static bool is_question_run(const char *text)
{
  int marks = 0;
  for (const char *c = text; *c != 0; c++) {
    if ((*c >= 'A' && *c <= 'Z') || (*c >= 'a' && *c <= 'z') || (unsigned char)*c >= 0x80) return false;
    marks += *c == '?' && c[1] == '?';
  }
  return marks > 0;
}

bool wg_text_destroyed(const char *text)
{
  const unsigned char *c = (const unsigned char *)text;
  bool question = false;
  for (; *c != 0 && *c < 0x80; c++) question = question || *c == '?';
  if (*c == 0) return question && is_question_run(text); /* most texts end here */
  return strstr(text, replacement) != NULL || strstr(text, "锟斤拷") != NULL ||
         strstr(text, "ï¿½") != NULL ||
         strstr(text, "?"
                      "?") != NULL; /* no trigraph */
}
