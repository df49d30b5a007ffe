#include "digest.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cpl_string.h>

#define P1 0x9E3779B185EBCA87u
#define P2 0xC2B2AE3D27D4EB4Fu
#define P3 0x165667B19E3779F9u
#define P4 0x85EBCA77C2B2AE63u
#define P5 0x27D4EB2F165667C5u

static uint64_t rotate(uint64_t x, int bits)
{
  return (x << bits) | (x >> (64 - bits));
}

static uint64_t little_endian(const unsigned char *bytes, int count)
{
  uint64_t value = 0;
  for (int i = count - 1; i >= 0; i--) value = value << 8 | bytes[i];
  return value;
}

static uint64_t mix(uint64_t lane, uint64_t input)
{
  return rotate(lane + input * P2, 31) * P1;
}

static void add_stripe(wg_digest *digest, const unsigned char *bytes)
{
  for (int i = 0; i < 4; i++) digest->lane[i] = mix(digest->lane[i], little_endian(bytes + 8 * i, 8));
}

void wg_digest_begin(wg_digest *digest)
{
  *digest = (wg_digest){.lane = {P1 + P2, P2, 0, -P1}};
}

void wg_digest_add(wg_digest *digest, const void *bytes, size_t count)
{
  const unsigned char *at = bytes;
  digest->total += count;
  if (digest->pending_count > 0 || count < 32) {
    size_t room = 32 - digest->pending_count, taken = count < room ? count : room;
    memcpy(digest->pending + digest->pending_count, at, taken);
    digest->pending_count += taken;
    at += taken, count -= taken;
    if (digest->pending_count < 32) return;
    add_stripe(digest, digest->pending);
    digest->pending_count = 0;
  }
  for (; count >= 32; at += 32, count -= 32) add_stripe(digest, at);
  memcpy(digest->pending, at, count);
  digest->pending_count = count;
}

uint64_t wg_digest_end(const wg_digest *digest)
{
  const uint64_t *v = digest->lane;
  const unsigned char *at = digest->pending;
  size_t left = digest->pending_count;
  uint64_t hash = P5;
  if (digest->total >= 32) {
    hash = rotate(v[0], 1) + rotate(v[1], 7) + rotate(v[2], 12) + rotate(v[3], 18);
    for (int i = 0; i < 4; i++) hash = (hash ^ mix(0, v[i])) * P1 + P4;
  }
  hash += digest->total;
  for (; left >= 8; at += 8, left -= 8)
    hash = rotate(hash ^ mix(0, little_endian(at, 8)), 27) * P1 + P4;
  if (left >= 4) {
    hash = rotate(hash ^ little_endian(at, 4) * P1, 23) * P2 + P3;
    at += 4, left -= 4;
  }
  for (; left > 0; at++, left--) hash = rotate(hash ^ *at * P5, 11) * P1;
  hash = (hash ^ hash >> 33) * P2;
  hash = (hash ^ hash >> 29) * P3;
  return hash ^ hash >> 32;
}

/* False if the file cannot be read to its end. */
static bool add_file(wg_digest *digest, const char *path)
{
  unsigned char block[1 << 16];
  size_t count;
  FILE *file = fopen(path, "rb");
  if (file == NULL) return false;
  while ((count = fread(block, 1, sizeof block, file)) > 0) wg_digest_add(digest, block, count);
  bool complete = ferror(file) == 0;
  fclose(file);
  return complete;
}

static int by_name(const void *left, const void *right)
{
  return strcmp(*(char *const *)left, *(char *const *)right);
}

void wg_digest_files(char *out, size_t size, GDALDatasetH dataset)
{
  char **files = GDALGetFileList(dataset);
  bool complete = files != NULL;
  wg_digest digest;
  wg_digest_begin(&digest);
  if (files != NULL) qsort(files, (size_t)CSLCount(files), sizeof *files, by_name);
  for (int i = 0; files != NULL && files[i] != NULL; i++)
    complete = add_file(&digest, files[i]) && complete;
  CSLDestroy(files);
  out[0] = 0;
  if (complete) snprintf(out, size, "xxh64:%016" PRIx64, wg_digest_end(&digest));
}

void wg_digest_file(char *out, size_t size, const char *path)
{
  wg_digest digest;
  wg_digest_begin(&digest);
  out[0] = 0;
  if (add_file(&digest, path)) snprintf(out, size, "xxh64:%016" PRIx64, wg_digest_end(&digest));
}
