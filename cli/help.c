/* Help on the terminal. */
#include "help.h"

#include <string.h>

#include "width.h"

enum { LINE_WIDTH = 100, OPTION_WIDTH = 26 };

void print_version(void)
{
  printf("wangge %s\n", wg_version());
}

void option_usage(const cli_option *option, char text[96])
{
  char letter[8] = "";
  if (option->letter != 0) snprintf(letter, sizeof letter, "-%c, ", option->letter);
  snprintf(text, 96, "%s--%s%s%s", letter, option->name, option->argument != NULL ? " " : "",
           option->argument != NULL ? option->argument : "");
}

void command_usage(const cli_command *command, char text[256])
{
  snprintf(text, 256, "%s%s%s", command->name, command->operands[0] != 0 ? " " : "",
           command->operands);
  for (int32_t i = 0; i < option_count; i++) {
    if (!option_is_required(&options[i], command)) continue;
    size_t used = strlen(text);
    snprintf(text + used, 256 - used, " --%s %s", options[i].name, options[i].argument);
  }
  size_t used = strlen(text);
  snprintf(text + used, 256 - used, " [OPTION]...");
}

void print_help(const cli_program *program, FILE *out)
{
  fprintf(out, "%s\n\n",
          wg_in(program->context, "wangge divides communities into service grids.",
                "wangge（网格）：把社区划分为服务网格。"));
  fprintf(out, "%s\n", wg_in(program->context, "Usage:", "用法："));
  for (int32_t i = 0; i < command_count; i++) {
    if (commands[i].hidden) continue;
    char start[96];
    snprintf(start, sizeof start, "wangge %s %s", commands[i].name, commands[i].operands);
    fprintf(out, "  ");
    print_padded(out, start, 34);
    fprintf(out, "  %s\n", in_words(program, commands[i].summary));
  }
  fprintf(out, "\n%s\n",
          wg_in(program->context,
                "'wangge COMMAND --help' explains a command and its options.\n"
                "Exit codes: 0 done, 1 failed, 2 misused, 3 some grid is out of range, "
                "4 a plan breaks a rule.",
                "“wangge 命令 --help”说明该命令及其选项。\n"
                "退出码：0 完成，1 失败，2 用法有误，3 有网格超出上下限，4 方案违反规则。"));
}

static void print_option(const cli_program *program, const cli_option *option)
{
  char usage[96], value[32], text[512];
  option_usage(option, usage);
  option_default(option, value);
  bool required = option_is_required(option, program->command);
  snprintf(text, sizeof text, "%s%s%s%s%s", in_words(program, option->help),
           value[0] != 0 ? " [" : "", value, value[0] != 0 ? "]" : "",
           required ? wg_in(program->context, " (required)", "（必填）") : "");
  printf("  ");
  print_padded(stdout, usage, OPTION_WIDTH);
  printf("  ");
  print_wrapped(stdout, text, LINE_WIDTH - OPTION_WIDTH - 4, OPTION_WIDTH + 4);
}

static void print_group(const cli_program *program, const cli_command *command, option_group group)
{
  bool titled = false;
  for (int32_t i = 0; i < option_count; i++) {
    if (options[i].group != group || !option_is_of(&options[i], command)) continue;
    if (!titled) printf("\n%s\n", in_words(program, option_group_titles[group]));
    titled = true;
    print_option(program, &options[i]);
  }
}

static void print_examples(const cli_program *program, const cli_command *command)
{
  printf("\n%s\n", wg_in(program->context, "Examples", "示例"));
  for (const char *line = command->examples; *line != 0;) {
    size_t length = strcspn(line, "\n");
    printf("  %.*s\n", (int)length, line);
    line += length + (line[length] != 0);
  }
}

void print_command_help(const cli_program *program, const cli_command *command)
{
  char usage[256];
  command_usage(command, usage);
  printf("wangge %s: %s\n\n", command->name, in_words(program, command->summary));
  printf("%swangge %s\n\n", wg_in(program->context, "Usage: ", "用法："), usage);
  print_wrapped(stdout, in_words(program, command->description), LINE_WIDTH, 0);
  for (int group = 0; group < OPTION_GROUPS; group++)
    print_group(program, command, (option_group)group);
  print_examples(program, command);
}
