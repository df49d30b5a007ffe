/* Words to a person: messages and the progress bar on standard error, and the wish to stop. */
#ifndef CLI_TERMINAL_H
#define CLI_TERMINAL_H

#include "wangge/context.h"

typedef struct cli_terminal {
  bool bar; /* standard error is a terminal that may show a bar */
  bool quiet;
  bool shown;         /* a bar stands in the last line */
  int percent;        /* what the bar shows: −1 where the total is unknown */
  char stage[64];     /* what the bar shows */
  const char *prefix; /* before every message: "wangge" */
  wg_language language;
} cli_terminal;

/* Hooks the terminal into the context: log, progress, cancellation by SIGINT and SIGTERM. */
void terminal_attach(cli_terminal *terminal, wg_context *context);
/* Wipes the bar. */
void terminal_clear(cli_terminal *terminal);
/* One line on standard error, whatever --quiet says. */
void terminal_say(cli_terminal *terminal, const char *text);

#endif
