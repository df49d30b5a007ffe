/* The table of commands; each lives in a file of its name. */
#ifndef CLI_COMMAND_H
#define CLI_COMMAND_H

#include "program.h"

enum command_bit {
  IN_SAMPLE = 1, IN_PLAN = 2, IN_CHECK = 4, IN_EXPORT = 8, IN_PARTITION = 16, IN_HELP = 32,
  IN_AUDIT = 64, IN_COMPARE = 128, IN_ADJUST = 256, IN_MAP = 512,
  IN_ALL = 1023
};

struct cli_command {
  const char *name;
  unsigned bit;         /* in the masks of the options it takes */
  const char *operands; /* as in the line of use: "PLAN.sqlite FILE..." */
  int32_t operands_min, operands_max; /* −1: any number */
  int32_t operands_read;              /* so many of the first are inputs */
  bool hidden;          /* not in help, man page and completion */
  cli_words summary;    /* one line without full stop */
  cli_words description;
  const char *examples; /* one a line */
  exit_code (*run)(cli_program *program);
};

extern const cli_command commands[];
extern const int32_t command_count;

/* NULL: there is none of that name. */
const cli_command *command_named(const char *name);
/* The name most like `name`, or NULL when none is near. */
const char *command_nearest(const char *name);

exit_code run_sample(cli_program *program);
exit_code run_plan(cli_program *program);
exit_code run_adjust(cli_program *program);
exit_code run_check(cli_program *program);
exit_code run_audit(cli_program *program);
exit_code run_compare(cli_program *program);

exit_code run_export(cli_program *program);
exit_code run_map(cli_program *program);
exit_code run_partition(cli_program *program);
exit_code run_help(cli_program *program);

#endif
