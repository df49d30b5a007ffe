/* What the harnesses share. Each defines LLVMFuzzerTestOneInput: built with clang's libFuzzer under
 * the preset `fuzz`, and with replay.c into an ordinary test that runs it over the corpus.
 *
 * A harness must not fail on any input: what is refused leaves a status and a sentence. */
#ifndef TESTS_FUZZ_FUZZ_H
#define TESTS_FUZZ_FUZZ_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "wangge/wangge.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define FUZZ_MUST(claim)                                                  \
  do {                                                                    \
    if (!(claim)) {                                                       \
      fprintf(stderr, "%s:%d: not so: %s\n", __FILE__, __LINE__, #claim); \
      abort();                                                            \
    }                                                                     \
  } while (0)

/* The input as a text of its own, so that a read behind its end is found. */
static inline char *fuzz_text(const uint8_t *data, size_t size)
{
  char *text = malloc(size + 1);
  FUZZ_MUST(text != NULL);
  if (size > 0) memcpy(text, data, size);
  text[size] = 0;
  return text;
}

static inline wg_context *fuzz_context(void)
{
  wg_context *context;
  FUZZ_MUST(wg_context_new(&context, NULL) == WG_OK);
  return context;
}

/* Whatever fails says why. */
static inline void fuzz_said(const wg_context *context, wg_status status)
{
  if (status != WG_OK) FUZZ_MUST(wg_message(context)[0] != 0);
}

static char fuzz_folder[64]; /* "": not made yet */

static inline void fuzz_remove_folder(void)
{
  remove(fuzz_folder);
}

/* A path for one input file, in memory where the system has such a folder. The library opens
 * ordinary local files only, so GDAL's /vsimem is out of reach, and is to be. */
static inline const char *fuzz_path(const char *name)
{
  static char path[128];
  if (fuzz_folder[0] == 0) {
    snprintf(fuzz_folder, sizeof fuzz_folder, "/dev/shm/wangge-fuzz-XXXXXX");
    if (mkdtemp(fuzz_folder) == NULL) {
      snprintf(fuzz_folder, sizeof fuzz_folder, "/tmp/wangge-fuzz-XXXXXX");
      FUZZ_MUST(mkdtemp(fuzz_folder) != NULL);
    }
    atexit(fuzz_remove_folder);
  }
  snprintf(path, sizeof path, "%s/%s", fuzz_folder, name);
  return path;
}

static inline void fuzz_write(const char *path, const void *data, size_t size)
{
  FILE *file = fopen(path, "wb");
  FUZZ_MUST(file != NULL);
  FUZZ_MUST(fwrite(data, 1, size, file) == size);
  FUZZ_MUST(fclose(file) == 0);
}

#endif
