/* SHA-256 (FIPS 180-4), for manifests: whoever receives files can see that they are the ones. */
#ifndef WG_GEODATA_SHA256_H
#define WG_GEODATA_SHA256_H

#include "wangge/context.h"

typedef struct wg_sha256 {
  uint32_t state[8];
  uint64_t total;
  unsigned char block[64];
} wg_sha256;

void wg_sha256_begin(wg_sha256 *hash);
void wg_sha256_add(wg_sha256 *hash, const void *bytes, size_t count);
/* 64 hexadecimal digits and a zero. */
void wg_sha256_end(wg_sha256 *hash, char digest[65]);

wg_status wg_sha256_file(wg_context *context, const char *path, char digest[65],
                         int64_t *bytes) WG_MUST_CHECK;

#endif
