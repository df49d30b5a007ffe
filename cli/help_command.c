/* wangge help [COMMAND], and what build and tests ask of the tables. */
#include "finding_names.h"
#include "help.h"

void print_finding_codes(void)
{
  for (int code = 0; code < WG_FINDING_CODES; code++) {
    cli_words name = finding_name((wg_finding_code)code);
    printf("%s\t%s\t%s\t%s\n", wg_finding_code_name((wg_finding_code)code),
           wg_severity_name(finding_severity((wg_finding_code)code)), name.english, name.chinese);
  }
}

exit_code run_help(cli_program *program)
{
  const cli_settings *settings = &program->settings;
  if (settings->man) {
    print_man_page(program);
  } else if (settings->completion) {
    print_completion();
  } else if (settings->markdown) {
    print_markdown();
  } else if (settings->findings) {
    print_finding_codes();
  } else if (settings->operands.count == 0) {
    print_help(program, stdout);
  } else {
    const cli_command *about = command_named(settings->operands.items[0]);
    if (about == NULL)
      return misused(program,
                     wg_in(program->context, "There is no command '%s'.", "没有命令“%s”。"),
                     settings->operands.items[0]);
    program->command = about;
    print_command_help(program, about);
  }
  return EXIT_DONE;
}
