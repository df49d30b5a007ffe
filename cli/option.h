/* One record for each option, from which parsing, help, man page, completion and docs/options.md
 * come. Two commands may have different options of one name; a record says whose it is. */
#ifndef CLI_OPTION_H
#define CLI_OPTION_H

#include "command.h"

typedef enum option_kind {
  OPTION_FLAG,         /* bool, takes no value */
  OPTION_TEXT,         /* const char * */
  OPTION_FILE,         /* const char *, a file that is read and never overwritten */
  OPTION_OUTPUT,       /* const char *, a file that is written */
  OPTION_FILES,        /* text_list, may be given again */
  OPTION_DATE,         /* const char *, checked to be a day of the calendar */
  OPTION_EXEMPT,       /* FIELD=VALUE, else the path of a file of areas */
  OPTION_NAME,         /* const char *, one of `choices` */
  OPTION_CHOICE,       /* an enum: the index into `choices` */
  OPTION_INTEGER,      /* int32_t, int64_t or uint64_t, from minimum to maximum */
  OPTION_METRES,       /* int32_t in millimetres, given in metres; bounds in millimetres */
  OPTION_BARRIERS,     /* a new item of settings.barriers */
  OPTION_BARRIER_TEXT, /* a text of the last barrier input; the offset is in wg_source_file */
  OPTION_INPUT_TEXT    /* INPUT=VALUE; the offset is in wg_source_file */
} option_kind;

typedef enum option_group {
  GROUP_INPUT,
  GROUP_FIELDS,
  GROUP_BARRIERS,
  GROUP_RULE,
  GROUP_REDRAW,
  GROUP_OUTPUT,
  GROUP_ALL,
  OPTION_GROUPS
} option_group;

typedef struct cli_option {
  const char *name;  /* without the dashes */
  char letter;       /* 'o' for -o, 0: none */
  unsigned commands; /* mask of command bits */
  unsigned required; /* mask of the commands that cannot do without it */
  const char *instead; /* name of another option that does as well where it is required; NULL: none */
  option_group group;
  option_kind kind;
  const char *argument;       /* what help calls the value; NULL for a flag */
  size_t offset, size;        /* of the member in settings */
  const char *const *choices; /* NULL at the end */
  int64_t minimum, maximum;
  cli_words help;
} cli_option;

extern const cli_option options[];
extern const int32_t option_count;
extern const cli_words option_group_titles[OPTION_GROUPS];

/* The names of the inputs for INPUT=VALUE, NULL at the end. */
extern const char *const input_names[];

/* Whether a command takes an option; `check`, `audit` and `compare` also take what says how `plan`
 * reads and divides, `adjust` all that `plan` does. */
bool option_is_of(const cli_option *option, const cli_command *command);
bool option_is_required(const cli_option *option, const cli_command *command);
/* NULL: `command` has no option of that name. */
const cli_option *option_named(const cli_command *command, const char *name, size_t length);

/* Reads everything after the command's name into program->settings and checks it. EXIT_DONE, or
 * EXIT_MISUSED with the sentence printed. Lists are allocated once, with `count` places. */
exit_code parse(cli_program *program, int count, char **arguments);
void settings_free(cli_settings *settings, wg_context *context);

/* The default of an option as a text, or "" when it has none worth a word. */
void option_default(const cli_option *option, char text[32]);

#endif
