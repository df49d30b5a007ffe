#define _GNU_SOURCE /* strcasestr */
#include "evidence.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include <cpl_vsi.h>

/* Two recognisers fed byte by byte: what each still expects of the character it is in. */
typedef struct recogniser {
  int utf8_left;  /* continuation bytes to come */
  bool utf8_wide; /* it has three bytes or four */
  int gb_state;   /* 0 between characters, 1 after a lead byte, 2 and 3 inside four bytes */
} recogniser;

static void feed(wg_evidence *evidence, recogniser *at, const unsigned char *bytes, size_t count)
{
  for (size_t i = 0; i < count; i++) {
    unsigned char c = bytes[i];
    if (c < 0x80 && at->utf8_left == 0 && at->gb_state == 0) continue;
    evidence->beyond_ascii = true;
    if (at->utf8_left > 0) {
      if ((c & 0xC0) != 0x80) evidence->utf8 = false;
      at->utf8_left = (c & 0xC0) != 0x80 ? 0 : at->utf8_left - 1;
      evidence->wide += at->utf8_left == 0 && at->utf8_wide;
    } else if (c >= 0x80) {
      if (c < 0xC2 || c > 0xF4) evidence->utf8 = false;
      else at->utf8_left = c < 0xE0 ? 1 : c < 0xF0 ? 2 : 3;
      at->utf8_wide = c >= 0xE0;
    }
    bool high = c >= 0x81 && c <= 0xFE, digit = c >= '0' && c <= '9';
    int next = 0;
    bool good = true;
    switch (at->gb_state) {
    case 0: good = c < 0x80 || high; next = c >= 0x80 ? 1 : 0; break;
    case 1: good = digit || (c >= 0x40 && c <= 0xFE && c != 0x7F); next = digit ? 2 : 0; break;
    case 2: good = high; next = 3; break;
    default: good = digit; break;
    }
    if (!good) evidence->gb18030 = false;
    at->gb_state = good ? next : 0;
  }
}

static void feed_field(wg_evidence *evidence, const unsigned char *bytes, size_t width)
{
  size_t length = 0;
  while (length < width && bytes[length] != 0) length++;
  while (length > 0 && bytes[length - 1] == ' ') length--;
  recogniser at = {0};
  feed(evidence, &at, bytes, length);
}

/* The columns of text in a record: the header has 32 bytes a field, name first, type at 11, width
 * at 16 (and 17 for texts). Returns how many were found; their names are evidence, too. */
static int text_columns(wg_evidence *evidence, VSILFILE *file, size_t header, size_t record,
                        size_t start[255], size_t width[255])
{
  unsigned char field[32];
  int count = 0;
  size_t offset = 1;
  for (size_t at = 32; at + 32 < header + 32 && count < 255; at += 32) {
    if (VSIFReadL(field, 1, 1, file) != 1 || field[0] == 0x0D) break;
    if (VSIFReadL(field + 1, 1, 31, file) != 31) break;
    feed_field(evidence, field, 11);
    bool text = field[11] == 'C';
    size_t size = field[16] + (text ? 256u * field[17] : 0u);
    if (offset + size > record) break;
    if (text) start[count] = offset, width[count++] = size;
    offset += size;
  }
  return count;
}

void wg_examine_dbf(wg_evidence *out, const char *path)
{
  *out = (wg_evidence){.utf8 = true, .gb18030 = true};
  unsigned char head[32], record[65536];
  size_t start[255], width[255];
  VSILFILE *file = VSIFOpenL(path, "rb");
  if (file == NULL || VSIFReadL(head, 1, 32, file) != 32) goto done;
  out->ldid = head[29];
  size_t header = head[8] + 256u * head[9], length = head[10] + 256u * head[11];
  int columns = text_columns(out, file, header, length, start, width);
  if (length == 0 || VSIFSeekL(file, header, SEEK_SET) != 0) goto done;
  while (VSIFReadL(record, 1, length, file) == length)
    for (int i = 0; i < columns; i++) feed_field(out, record + start[i], width[i]);
done:
  if (file != NULL) VSIFCloseL(file);
}

void wg_examine_file(wg_evidence *out, const char *path)
{
  *out = (wg_evidence){.utf8 = true, .gb18030 = true};
  unsigned char block[65536];
  recogniser at = {0};
  size_t count;
  VSILFILE *file = VSIFOpenL(path, "rb");
  if (file == NULL) return;
  while ((count = VSIFReadL(block, 1, sizeof block, file)) > 0 && (out->utf8 || out->gb18030))
    feed(out, &at, block, count);
  VSIFCloseL(file);
}

bool wg_member_path(char *out, size_t size, const char *path, const char *layer,
                    const char *extension)
{
  VSIStatBufL status;
  bool folder = VSIStatL(path, &status) == 0 && VSI_ISDIR(status.st_mode);
  const char *dot = strrchr(path, '.'), *slash = strrchr(path, '/');
  int stem = dot != NULL && (slash == NULL || dot > slash) ? (int)(dot - path) : (int)strlen(path);
  for (int upper = 0; upper < 2; upper++) {
    char ending[8] = "";
    for (size_t i = 0; extension[i] != 0 && i < sizeof ending - 1; i++)
      ending[i] = (char)(upper ? extension[i] - 32 : extension[i]);
    int length = folder ? snprintf(out, size, "%s/%s.%s", path, layer, ending)
                        : snprintf(out, size, "%.*s.%s", stem, path, ending);
    if (length > 0 && (size_t)length < size && VSIStatL(out, &status) == 0) return true;
  }
  return false;
}

static size_t read_head(const char *path, char *out, size_t size)
{
  VSILFILE *file = VSIFOpenL(path, "rb");
  size_t length = file != NULL ? VSIFReadL(out, 1, size - 1, file) : 0;
  if (file != NULL) VSIFCloseL(file);
  out[length] = 0;
  return length;
}

bool wg_first_line(const char *path, char *out, size_t size)
{
  if (read_head(path, out, size) == 0) return false;
  char *text = out;
  if (strncmp(text, "\xEF\xBB\xBF", 3) == 0) memmove(text, text + 3, strlen(text + 3) + 1);
  out[strcspn(out, "\r\n")] = 0;
  return out[0] != 0;
}

bool wg_mapinfo_charset(const char *path, char *out, size_t size)
{
  char head[1024];
  out[0] = 0;
  read_head(path, head, sizeof head);
  const char *at = strcasestr(head, "charset");
  if (at == NULL) return false;
  at += strlen("charset");
  at += strspn(at, " \t\"");
  size_t length = strcspn(at, "\"\r\n \t");
  if (length >= size) length = size - 1;
  for (size_t i = 0; i < length; i++) out[i] = (char)tolower((unsigned char)at[i]);
  out[length] = 0;
  return length > 0;
}
