#include "evidence.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

/* Two recognisers fed byte by byte: what each still expects of the character it is in. */
typedef struct recogniser {
  int utf8_left; /* continuation bytes to come */
  int gb_state;  /* 0 between characters, 1 after a lead byte, 2 and 3 inside four bytes */
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
    } else if (c >= 0x80) {
      if (c < 0xC2 || c > 0xF4) evidence->utf8 = false;
      else at->utf8_left = c < 0xE0 ? 1 : c < 0xF0 ? 2 : 3;
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
  recogniser at = {0, 0};
  feed(evidence, &at, bytes, length);
}

/* The columns of text in a record: the header has 32 bytes a field, name first, type at 11, width
 * at 16 (and 17 for texts). Returns how many were found; their names are evidence, too. */
static int text_columns(wg_evidence *evidence, FILE *file, size_t header, size_t record,
                        size_t start[255], size_t width[255])
{
  unsigned char field[32];
  int count = 0;
  size_t offset = 1;
  for (size_t at = 32; at + 32 < header + 32 && count < 255; at += 32) {
    if (fread(field, 1, 1, file) != 1 || field[0] == 0x0D) break;
    if (fread(field + 1, 1, 31, file) != 31) break;
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
  FILE *file = fopen(path, "rb");
  if (file == NULL || fread(head, 1, 32, file) != 32) goto done;
  out->ldid = head[29];
  size_t header = head[8] + 256u * head[9], length = head[10] + 256u * head[11];
  int columns = text_columns(out, file, header, length, start, width);
  if (length == 0 || fseek(file, (long)header, SEEK_SET) != 0) goto done;
  while (fread(record, 1, length, file) == length)
    for (int i = 0; i < columns; i++) feed_field(out, record + start[i], width[i]);
done:
  if (file != NULL) fclose(file);
}

void wg_examine_file(wg_evidence *out, const char *path)
{
  *out = (wg_evidence){.utf8 = true, .gb18030 = true};
  unsigned char block[65536];
  recogniser at = {0, 0};
  size_t count;
  FILE *file = fopen(path, "rb");
  if (file == NULL) return;
  while ((count = fread(block, 1, sizeof block, file)) > 0 && (out->utf8 || out->gb18030))
    feed(out, &at, block, count);
  fclose(file);
}

bool wg_member_path(char *out, size_t size, const char *path, const char *layer,
                    const char *extension)
{
  struct stat status;
  bool folder = stat(path, &status) == 0 && S_ISDIR(status.st_mode);
  const char *dot = strrchr(path, '.'), *slash = strrchr(path, '/');
  int stem = dot != NULL && (slash == NULL || dot > slash) ? (int)(dot - path) : (int)strlen(path);
  for (int upper = 0; upper < 2; upper++) {
    char ending[8] = "";
    for (size_t i = 0; extension[i] != 0 && i < sizeof ending - 1; i++)
      ending[i] = (char)(upper ? extension[i] - 32 : extension[i]);
    int length = folder ? snprintf(out, size, "%s/%s.%s", path, layer, ending)
                        : snprintf(out, size, "%.*s.%s", stem, path, ending);
    if (length > 0 && (size_t)length < size && stat(out, &status) == 0) return true;
  }
  return false;
}

bool wg_first_line(const char *path, char *out, size_t size)
{
  FILE *file = fopen(path, "rb");
  bool read = file != NULL && fgets(out, (int)size, file) != NULL;
  if (file != NULL) fclose(file);
  if (!read) return false;
  char *text = out;
  if (strncmp(text, "\xEF\xBB\xBF", 3) == 0) memmove(text, text + 3, strlen(text + 3) + 1);
  out[strcspn(out, "\r\n")] = 0;
  return out[0] != 0;
}
