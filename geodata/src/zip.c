#include "zip.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

/* Offsets as in PKWARE's APPNOTE 6.3: a central directory record has its time at 12, the lengths of
 * name, extra field and comment at 28, 30 and 32, and at 42 the place of the local header, whose time
 * is at 10. The end record has the number of entries at 10 and the directory's place at 16. */

static unsigned get16(const unsigned char *bytes)
{
  return bytes[0] | (unsigned)bytes[1] << 8;
}

static long get32(const unsigned char *bytes)
{
  return (long)(get16(bytes) | (uint64_t)get16(bytes + 2) << 16);
}

static bool read_at(FILE *file, long place, unsigned char *bytes, size_t count)
{
  return fseek(file, place, SEEK_SET) == 0 && fread(bytes, 1, count, file) == count;
}

static bool write_at(FILE *file, long place, const unsigned char *bytes, size_t count)
{
  return fseek(file, place, SEEK_SET) == 0 && fwrite(bytes, 1, count, file) == count;
}

/* Midnight of the day: two bytes of time, two of date (years since 1980, month, day). */
static void encode_date(unsigned char out[4], const char *date)
{
  unsigned year = 1980, month = 1, day = 1;
  if (date != NULL && sscanf(date, "%4u-%2u-%2u", &year, &month, &day) != 3)
    year = 1980, month = day = 1;
  unsigned packed = (year < 1980 ? 0 : year - 1980) << 9 | month << 5 | day;
  out[0] = out[1] = 0;
  out[2] = (unsigned char)(packed & 0xFF);
  out[3] = (unsigned char)(packed >> 8);
}

static bool treat_entries(FILE *file, long directory, unsigned count, const unsigned char date[4])
{
  unsigned char record[46];
  for (unsigned i = 0; i < count; i++) {
    if (!read_at(file, directory, record, sizeof record) || memcmp(record, "PK\1\2", 4) != 0)
      return false;
    if (!write_at(file, directory + 12, date, 4) || !write_at(file, get32(record + 42) + 10, date, 4))
      return false;
    directory += 46 + (long)(get16(record + 28) + get16(record + 30) + get16(record + 32));
  }
  return true;
}

bool wg_zip_set_date(const char *path, const char *date)
{
  unsigned char end[22], encoded[4];
  FILE *file = fopen(path, "r+b");
  if (file == NULL) return false;
  encode_date(encoded, date);
  /* GDAL writes no comment, so the end record is the end. */
  bool good = fseek(file, -22, SEEK_END) == 0 && fread(end, 1, 22, file) == 22 &&
              memcmp(end, "PK\5\6", 4) == 0 &&
              treat_entries(file, get32(end + 16), get16(end + 10), encoded);
  return fclose(file) == 0 && good;
}
