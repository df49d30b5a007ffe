/* What is printed from the tables of commands and options. */
#ifndef CLI_HELP_H
#define CLI_HELP_H

#include <stdio.h>

#include "option.h"

void print_version(void);
void print_help(const cli_program *program, FILE *out);
void print_command_help(const cli_program *program, const cli_command *command);
void print_man_page(const cli_program *program);
void print_completion(void);
void print_markdown(void);
/* One line a code: code, severity, English and Chinese name, separated by tabs. */
void print_finding_codes(void);

/* "--min N", "-o, --out PARTS" */
void option_usage(const cli_option *option, char text[96]);
/* The line of use without options: "plan --communities FILE --buildings FILE --out PLAN [OPTION]..." */
void command_usage(const cli_command *command, char text[256]);

#endif
