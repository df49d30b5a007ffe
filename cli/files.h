/* The files a run writes: refused before the work starts where they cannot be, and withdrawn when
 * it fails. */
#ifndef CLI_FILES_H
#define CLI_FILES_H

#include "inputs.h"

bool is_shapefile(const char *path);
/* The path of a file that belongs to a shapefile, by index from 0; false past the last. */
bool shapefile_companion(const char *path, int32_t index, char companion[PATH_SIZE]);

typedef struct output_files {
  const char *const *paths; /* all that the run writes, borrowed */
  int32_t count;
  bool *existed; /* before the run */
  const char *const *communities; /* code of the only community in each; NULL: all in all */
} output_files;

/* The endings that an export may have, as printed in messages. */
extern const char export_endings[];

/* Whether the ending of the path is one of the export formats. */
bool has_export_ending(const char *path);
/* EXIT_MISUSED, with the sentence printed, when one has another ending. */
exit_code check_export_endings(cli_program *program, const char *const *paths, int32_t count);

/* EXIT_MISUSED when a path is given twice or would change an input of the run (inputs.h),
 * EXIT_FAILED when its folder does not exist or cannot be written; with the sentence printed. */
exit_code outputs_claim(output_files *outputs, cli_program *program, const char *const *paths,
                        int32_t count);
/* Exports the plan to the outputs from `first` on as the options say, then the manifest; when one
 * fails, withdraws all that the run has written. */
wg_status write_exports(cli_program *program, const wg_plan *plan, const output_files *outputs,
                        int32_t first) WG_MUST_CHECK;
void outputs_free(output_files *outputs, wg_context *context);

#endif
