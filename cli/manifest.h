/* The manifest of an export: which files, what is in them, and their checksums (docs/export.md). */
#ifndef CLI_MANIFEST_H
#define CLI_MANIFEST_H

#include "program.h"

typedef struct manifest_entry {
  const char *path;      /* of the export */
  const char *community; /* code, or NULL: all */
  wg_plan_export_figures figures;
} manifest_entry;

/* Writes the file completely or not at all. */
wg_status write_manifest(cli_program *program, const char *path, const wg_plan *plan,
                         const manifest_entry *entries, int32_t count) WG_MUST_CHECK;

#endif
