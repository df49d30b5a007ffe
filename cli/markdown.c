/* docs/options.md: both languages side by side. */
#include "help.h"

#include <string.h>

/* In a table cell of Markdown a bar would end the cell, and angle brackets would be a tag. */
static void print_cell(const char *text)
{
  for (; *text != 0; text++) {
    if (*text == '|') putchar('\\');
    putchar(*text);
  }
}

static void print_option(const cli_command *command, const cli_option *option)
{
  char usage[96], value[32];
  option_usage(option, usage);
  option_default(option, value);
  printf("| `%s`%s | %s | ", usage, option_is_required(option, command) ? " *" : "", value);
  print_cell(option->help.english);
  printf(" | ");
  print_cell(option->help.chinese);
  printf(" |\n");
}

static void print_command(const cli_command *command)
{
  char usage[256];
  command_usage(command, usage);
  printf("\n## wangge %s\n\n    wangge %s\n\n", command->name, usage);
  printf("%s\n\n%s\n\n", command->description.english, command->description.chinese);
  printf("| option | default | | 中文 |\n|---|---|---|---|\n");
  for (int group = 0; group < GROUP_ALL; group++)
    for (int32_t i = 0; i < option_count; i++)
      if ((int)options[i].group == group && option_is_of(&options[i], command))
        print_option(command, &options[i]);
}

static const char exit_codes[] =
    "\n## Exit codes\n\n"
    "| code | meaning | 中文 |\n|---|---|---|\n"
    "| 0 | done; every grid is in range, exempt or empty | 完成，所有网格均在上下限之内、为专属网格或为空 |\n"
    "| 1 | failed; nothing was written | 失败，未写出任何文件 |\n"
    "| 2 | misused: the options make no sense | 用法有误 |\n"
    "| 3 | done, but some grid is out of range; `--accept-proven` makes 0 of it when all are proven |"
    " 完成，但有网格超出上下限；若全部已证明，`--accept-proven` 使其为 0 |\n"
    "| 4 | `check` found a broken rule | `check` 发现方案违反规则 |\n";

void print_markdown(void)
{
  printf("# Commands and options\n\n"
         "Written by `wangge help --markdown` from the program's own tables. "
         "Options are `--name value` or `--name=value`; * marks what a command cannot do without.\n");
  for (int32_t i = 0; i < command_count; i++)
    if (!commands[i].hidden) print_command(&commands[i]);
  printf("\n## Of every command\n\n| option | | 中文 |\n|---|---|---|\n");
  for (int32_t i = 0; i < option_count; i++) {
    if (options[i].group != GROUP_ALL) continue;
    char use[96];
    option_usage(&options[i], use);
    printf("| `%s` | %s | %s |\n", use, options[i].help.english, options[i].help.chinese);
  }
  fputs(exit_codes, stdout);
}
