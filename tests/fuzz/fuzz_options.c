/* The command line: one argument a line, the first the command's name. */
#define _GNU_SOURCE
#include "fuzz.h"

#include <stdarg.h>

#include "../../cli/command.h"
#include "../../cli/option.h"

#define ARGUMENTS 64

const char *in_words(const cli_program *program, cli_words words)
{
  return wg_context_language(program->context) == WG_LANGUAGE_ZH ? words.chinese : words.english;
}

/* main.c's, without printing. */
exit_code failed(cli_program *program, wg_status status)
{
  fuzz_said(program->context, status);
  return EXIT_FAILED;
}

exit_code misused(cli_program *program, const char *format, ...)
{
  char text[1024];
  va_list arguments;
  (void)program;
  va_start(arguments, format);
  FUZZ_MUST(vsnprintf(text, sizeof text, format, arguments) > 0);
  va_end(arguments);
  return EXIT_MISUSED;
}

exit_code judged(const cli_program *program, int64_t out_proven, int64_t out_unproven)
{
  (void)program;
  return out_proven + out_unproven > 0 ? EXIT_OUT_OF_RANGE : EXIT_DONE;
}

static int split(char *text, char **lines)
{
  int count = 0;
  for (char *at = text; at != NULL && count < ARGUMENTS;) lines[count++] = strsep(&at, "\n");
  return count;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  char *text = fuzz_text(data, size), *lines[ARGUMENTS];
  int count = split(text, lines);
  cli_program program = {.settings = SETTINGS_INIT, .terminal = {.prefix = "wangge"}};
  program.context = fuzz_context();
  wg_context_set_language(program.context, size % 2 == 0 ? WG_LANGUAGE_EN : WG_LANGUAGE_ZH);
  program.command = command_named(lines[0]);
  if (program.command == NULL) {
    command_nearest(lines[0]);
    program.command = &commands[size % (size_t)command_count];
  }
  exit_code code = parse(&program, count - 1, lines + 1);
  FUZZ_MUST(code == EXIT_DONE || code == EXIT_MISUSED);
  if (code == EXIT_DONE && !program.settings.help && !program.settings.version) {
    const wg_rule *rule = &program.settings.plan.rule;
    FUZZ_MUST(rule->min <= rule->max);
    FUZZ_MUST(rule->target == 0 || (rule->min <= rule->target && rule->target <= rule->max));
  }
  settings_free(&program.settings, program.context);
  wg_context_free(program.context);
  free(text);
  return 0;
}
