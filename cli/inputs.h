/* What a run reads, taken from the tables of commands and options, so that nothing it reads is ever
 * overwritten: a file option that is added to the table is an input unless it says otherwise. */
#ifndef CLI_INPUTS_H
#define CLI_INPUTS_H

#include <sys/stat.h>

#include "program.h"

enum { PATH_SIZE = 4096 };

/* A file or folder on the disk, by whatever name; or a table of a database. */
typedef struct input_place {
  dev_t device;
  ino_t number;
  bool folder;
  const char *database; /* NULL: a file */
  const char *layer;    /* NULL: the one that is called like `role` */
  const char *role;     /* "grids" */
} input_place;

typedef struct run_inputs {
  input_place *places;
  int64_t count, capacity;
} run_inputs;

/* The files (and those that belong to them: a shapefile's .dbf, the archive around a /vsizip/ path)
 * of operands and options that the command reads. Those that do not exist are left out: reading
 * says so. Texts are borrowed from the settings. */
wg_status inputs_list(run_inputs *out, cli_program *program) WG_MUST_CHECK;
void inputs_free(run_inputs *inputs, wg_context *context);

/* Whether writing `path` would change an input: the same file by whatever name, a file that belongs
 * to one of either, a file in a folder that is an input, or the table of a database. */
bool inputs_hold(const run_inputs *inputs, const cli_program *program, const char *path);

/* The path of a file beside `path` with the ending of index `index` of those that make one layer
 * together (a shapefile's), in the case of its own ending; false past the last. */
bool file_beside(const char *path, int32_t index, char beside[PATH_SIZE]);
/* ".shp" of "a/b.shp"; "" without one. */
const char *ending_of(const char *path);
/* "." for a bare name. */
void folder_of(const char *path, char folder[PATH_SIZE]);

#endif
