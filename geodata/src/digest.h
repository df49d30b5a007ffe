/* A digest of files, to tell later whether an input is still the same. */
#ifndef WG_GEODATA_DIGEST_H
#define WG_GEODATA_DIGEST_H

#include <gdal.h>
#include <stdint.h>

/* XXH64 (Yann Collet's published algorithm, seed 0), so `xxhsum -H1` gives the same. It tells changed
 * files apart; it is no protection against forgery. */
typedef struct wg_digest {
  uint64_t lane[4], total;
  unsigned char pending[32];
  size_t pending_count;
} wg_digest;

void wg_digest_begin(wg_digest *digest);
void wg_digest_add(wg_digest *digest, const void *bytes, size_t count);
uint64_t wg_digest_end(const wg_digest *digest);

/* "xxh64:0123456789abcdef" of the files of a dataset, in order of their names, one after the other;
 * "" where they cannot be read. */
void wg_digest_files(char *out, size_t size, GDALDatasetH dataset);
/* The same of one file. */
void wg_digest_file(char *out, size_t size, const char *path);

#endif
