/* One run of the program: context, settings, terminal; and the exit codes (docs/options.md). */
#ifndef CLI_PROGRAM_H
#define CLI_PROGRAM_H

#include "settings.h"
#include "terminal.h"

typedef enum exit_code {
  EXIT_DONE = 0,   /* every grid in range, exempt or empty */
  EXIT_FAILED = 1, /* nothing written */
  EXIT_MISUSED = 2,
  EXIT_OUT_OF_RANGE = 3, /* valid, but some grid is out of range */
  EXIT_BROKEN = 4        /* `check` or `audit` found a broken invariant */
} exit_code;

/* A text in both languages. */
typedef struct cli_words {
  const char *english, *chinese;
} cli_words;

typedef struct cli_command cli_command;

typedef struct cli_program {
  wg_context *context;
  const cli_command *command;
  cli_settings settings;
  cli_terminal terminal;
} cli_program;

/* The text in the language of the run. */
const char *in_words(const cli_program *program, cli_words words);

/* Prints the library's sentence for a failure; returns the exit code that belongs to it. */
exit_code failed(cli_program *program, wg_status status);
/* Prints a sentence about how the program was called, and where help is; returns EXIT_MISUSED. */
exit_code misused(cli_program *program, const char *format, ...) WG_PRINTF(2, 3);

/* The code for a run that went well, by what it found; honours --accept-proven. */
exit_code judged(const cli_program *program, int64_t out_proven, int64_t out_unproven);

#endif
