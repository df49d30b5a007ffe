/* Completion for bash. It needs nothing but bash itself. */
#include "help.h"

static void print_command_names(void)
{
  for (int32_t i = 0; i < command_count; i++)
    if (!commands[i].hidden) printf("%s%s", i > 0 ? " " : "", commands[i].name);
}

/* One branch of the case over "command:option" for values that are one of a few. */
static void print_choices(const cli_command *command)
{
  for (int32_t i = 0; i < option_count; i++) {
    if (!option_is_of(&options[i], command) || options[i].choices == NULL) continue;
    printf("    %s:--%s) words=\"", command->name, options[i].name);
    for (int32_t j = 0; options[i].choices[j] != NULL; j++)
      printf("%s%s", j > 0 ? " " : "", options[i].choices[j]);
    printf("\" ;;\n");
  }
}

static void print_options(const cli_command *command)
{
  printf("    %s:*) [[ $current == -* ]] && words=\"", command->name);
  for (int32_t i = 0; i < option_count; i++)
    if (option_is_of(&options[i], command)) printf(" --%s", options[i].name);
  printf("\" ;;\n");
}

void print_completion(void)
{
  printf(
      "# Completion of wangge for bash.\n"
      "_wangge() {\n"
      "  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} words=\"\"\n"
      "  if [ \"$COMP_CWORD\" = 1 ]; then\n"
      "    words=\"");
  print_command_names();
  printf(" --help --version\"\n"
         "  else\n"
         "    case ${COMP_WORDS[1]}:$previous in\n");
  for (int32_t i = 0; i < command_count; i++) {
    if (commands[i].hidden) continue;
    print_choices(&commands[i]);
    print_options(&commands[i]);
  }
  printf("    esac\n"
         "  fi\n"
         "  COMPREPLY=()\n"
         "  [ -z \"$words\" ] || mapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$current\")\n"
         "}\n"
         "complete -o default -o bashdefault -F _wangge wangge\n");
}
