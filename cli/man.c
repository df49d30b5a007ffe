/* The man page, in roff's man macros. Chinese by --lang zh. */
#include "help.h"

/* Text in which roff sees no command: dashes, backslashes, dots and quotes at the start of a line. */
static void print_roff(const char *text)
{
  for (; *text != 0; text++) {
    if (*text == '-') fputs("\\-", stdout);
    else if (*text == '\\') fputs("\\e", stdout);
    else if (*text == '\'') fputs("\\(aq", stdout);
    else if (*text == '.') fputs("\\&.", stdout);
    else putchar(*text);
  }
}

static void print_option(const cli_program *program, const cli_option *option)
{
  char usage[96], value[32];
  option_usage(option, usage);
  option_default(option, value);
  printf(".TP\n\\fB");
  print_roff(usage);
  printf("\\fR\n");
  print_roff(in_words(program, option->help));
  if (value[0] != 0) printf(" [%s]", value);
  putchar('\n');
}

static void print_command(const cli_program *program, const cli_command *command)
{
  char usage[256];
  command_usage(command, usage);
  printf(".SS \"");
  print_roff(command->name);
  printf("\"\n.B wangge ");
  print_roff(usage);
  printf("\n.PP\n");
  print_roff(in_words(program, command->description));
  putchar('\n');
  for (int32_t i = 0; i < option_count; i++)
    if (option_is_of(&options[i], command) && options[i].group != GROUP_ALL)
      print_option(program, &options[i]);
  printf(".PP\n%s\n.nf\n", wg_in(program->context, "Examples:", "示例："));
  print_roff(command->examples);
  printf("\n.fi\n");
}

static void print_exit_codes(const cli_program *program)
{
  static const cli_words codes[] = {
      {"done; every grid is in range, exempt or empty", "完成，所有网格均在上下限之内、为专属网格或为空"},
      {"failed; nothing was written", "失败，未写出任何文件"},
      {"the options make no sense", "用法有误"},
      {"done, but some grid is out of range", "完成，但有网格超出上下限"},
      {"check found a broken rule", "check 发现方案违反规则"},
  };
  printf(".SH %s\n", wg_in(program->context, "EXIT STATUS", "退出码"));
  for (int i = 0; i < (int)(sizeof codes / sizeof codes[0]); i++) {
    printf(".TP\n.B %d\n", i);
    print_roff(in_words(program, codes[i]));
    putchar('\n');
  }
}

void print_man_page(const cli_program *program)
{
  printf(".TH WANGGE 1 \"\" \"wangge %s\"\n", wg_version());
  printf(".SH %s\nwangge \\- %s\n", wg_in(program->context, "NAME", "名称"),
         wg_in(program->context, "divide communities into balanced service grids", "把社区划分为服务网格"));
  printf(".SH %s\n.B wangge\n\\fICOMMAND\\fR [\\fIOPTION\\fR]...\n",
         wg_in(program->context, "SYNOPSIS", "用法"));
  printf(".SH %s\n", wg_in(program->context, "COMMANDS", "命令"));
  for (int32_t i = 0; i < command_count; i++)
    if (!commands[i].hidden) print_command(program, &commands[i]);
  printf(".SH %s\n", wg_in(program->context, "OPTIONS OF EVERY COMMAND", "各命令通用的选项"));
  for (int32_t i = 0; i < option_count; i++)
    if (options[i].group == GROUP_ALL) print_option(program, &options[i]);
  print_exit_codes(program);
}
