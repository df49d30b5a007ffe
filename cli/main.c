/* wangge: finds the command, reads its options, runs it. */
#include <malloc.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "help.h"
#include "option.h"

const char *in_words(const cli_program *program, cli_words words)
{
  return wg_context_language(program->context) == WG_LANGUAGE_ZH ? words.chinese : words.english;
}

exit_code failed(cli_program *program, wg_status status)
{
  const char *message = wg_message(program->context);
  terminal_say(&program->terminal, message[0] != 0 ? message : wg_status_sentence(status));
  return status == WG_MISUSE ? EXIT_MISUSED : EXIT_FAILED;
}

exit_code misused(cli_program *program, const char *format, ...)
{
  char text[1024], help[64] = "wangge --help";
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(text, sizeof text, format, arguments);
  va_end(arguments);
  terminal_say(&program->terminal, text);
  if (program->command != NULL)
    snprintf(help, sizeof help, "wangge %s --help", program->command->name);
  fprintf(stderr, wg_in(program->context, "Help: %s\n", "帮助：%s\n"), help);
  return EXIT_MISUSED;
}

exit_code judged(const cli_program *program, int64_t out_proven, int64_t out_unproven)
{
  if (out_unproven > 0) return EXIT_OUT_OF_RANGE;
  return out_proven > 0 && !program->settings.accept_proven ? EXIT_OUT_OF_RANGE : EXIT_DONE;
}

static wg_language language_of_environment(void)
{
  static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
    const char *value = getenv(names[i]);
    if (value != NULL && value[0] != 0)
      return strncmp(value, "zh", 2) == 0 ? WG_LANGUAGE_ZH : WG_LANGUAGE_EN;
  }
  return WG_LANGUAGE_EN;
}

/* --lang and --quiet hold for messages about the options themselves, so they are looked for first.
 */
static void look_ahead(cli_program *program, int count, char **arguments)
{
  wg_language language = language_of_environment();
  for (int i = 1; i < count; i++) {
    const char *text = arguments[i], *value = NULL;
    if (strncmp(text, "--lang=", 7) == 0) value = text + 7;
    if (strcmp(text, "--lang") == 0 && i + 1 < count) value = arguments[i + 1];
    if (value != NULL && strcmp(value, "zh") == 0) language = WG_LANGUAGE_ZH;
    if (value != NULL && strcmp(value, "en") == 0) language = WG_LANGUAGE_EN;
  }
  wg_context_set_language(program->context, language);
}

static exit_code run_command(cli_program *program, int count, char **arguments)
{
  exit_code code = parse(program, count, arguments);
  if (code != EXIT_DONE) return code;
  if (program->settings.help) {
    print_command_help(program, program->command);
    return EXIT_DONE;
  }
  if (program->settings.version) {
    print_version();
    return EXIT_DONE;
  }
  program->terminal.quiet = program->settings.quiet;
  terminal_attach(&program->terminal, program->context);
  code = program->command->run(program);
  terminal_clear(&program->terminal);
  return code;
}

/* Without a command: `--help`, `--version` and `--lang`, or a person who does not know yet. */
static exit_code run_bare(cli_program *program, int count, char **arguments)
{
  for (int i = 1; i < count; i++) {
    if (strcmp(arguments[i], "--help") == 0 || strcmp(arguments[i], "-h") == 0) {
      print_help(program, stdout);
      return EXIT_DONE;
    }
    if (strcmp(arguments[i], "--version") == 0 || strcmp(arguments[i], "-V") == 0) {
      print_version();
      return EXIT_DONE;
    }
  }
  if (count > 1 && arguments[1][0] == '-' && strncmp(arguments[1], "--lang", 6) != 0)
    return misused(program,
                   wg_in(program->context, "A command comes before '%s'.", "“%s”之前须有命令。"),
                   arguments[1]);
  print_help(program, stderr);
  return EXIT_MISUSED;
}

static exit_code unknown_command(cli_program *program, const char *name)
{
  const char *nearest = command_nearest(name);
  if (nearest == NULL)
    return misused(program, wg_in(program->context, "There is no command '%s'.", "没有命令“%s”。"),
                   name);
  return misused(program,
                 wg_in(program->context, "There is no command '%s'. Did you mean '%s'?",
                       "没有命令“%s”。是否想用“%s”？"),
                 name, nearest);
}

/* The place of the command: after a leading --lang, so that an alias can fix the language. */
static int command_place(int count, char **arguments)
{
  int place = 1;
  if (place < count && strncmp(arguments[place], "--lang=", 7) == 0)
    place++;
  else if (place + 1 < count && strcmp(arguments[place], "--lang") == 0)
    place += 2;
  return place;
}

static exit_code run(cli_program *program, int count, char **arguments)
{
  int place = command_place(count, arguments);
  look_ahead(program, count, arguments);
  if (place >= count || arguments[place][0] == '-') return run_bare(program, count, arguments);
  program->command = command_named(arguments[place]);
  if (program->command == NULL) return unknown_command(program, arguments[place]);
  return run_command(program, count - place - 1, arguments + place + 1);
}

/* What was printed must have arrived: a full disk is a failure. */
static exit_code finish_output(cli_program *program, exit_code code)
{
  if (fflush(stdout) == 0 && !ferror(stdout)) return code;
  terminal_say(&program->terminal,
               wg_in(program->context, "Standard output cannot be written.", "无法写入标准输出。"));
  return EXIT_FAILED;
}

/* One short-lived process: memory that a community has freed is kept for the next one, rather than
 * given back to the system and asked for again page by page (3 % of the time of a county). */
static void keep_freed_memory(void)
{
#ifdef __GLIBC__
  mallopt(M_MMAP_THRESHOLD, 32 << 20);
  mallopt(M_TRIM_THRESHOLD, 1 << 30);
#endif
}

int main(int count, char **arguments)
{
  keep_freed_memory();
  cli_program program = {.settings = SETTINGS_INIT, .terminal = {.prefix = "wangge"}};
  if (wg_context_new(&program.context, NULL) != WG_OK) {
    fputs("wangge: not enough memory\n", stderr);
    return EXIT_FAILED;
  }
  signal(SIGXFSZ, SIG_IGN); /* a file grown too large is a failed write with a sentence, no crash */
  exit_code code = finish_output(&program, run(&program, count, arguments));
  settings_free(&program.settings, program.context);
  wg_context_free(program.context);
  return (int)code;
}
