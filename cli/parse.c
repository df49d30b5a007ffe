/* From words to settings. Every refusal names the option, what was given and what is expected. */
#include "option.h"

#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "nearest.h"

static void *member(cli_program *program, const cli_option *option)
{
  return (char *)&program->settings + option->offset;
}

static void store_text(void *place, const char *value)
{
  memcpy(place, &value, sizeof value);
}

/* Decimal digits only, within 0 … INT64_MAX. */
static bool read_digits(const char *text, size_t length, int64_t *out)
{
  *out = 0;
  for (size_t i = 0; i < length; i++) {
    if (text[i] < '0' || text[i] > '9') return false;
    if (__builtin_mul_overflow(*out, (int64_t)10, out)) return false;
    if (__builtin_add_overflow(*out, (int64_t)(text[i] - '0'), out)) return false;
  }
  return length > 0;
}

static exit_code store_integer(cli_program *program, const cli_option *option, const char *value)
{
  int64_t number;
  if (!read_digits(value, strlen(value), &number) || number < option->minimum ||
      number > option->maximum)
    return misused(program,
                   wg_in(program->context,
                         "--%s needs a whole number from %" PRId64 " to %" PRId64 ", not '%s'.",
                         "--%s 需要 %" PRId64 " 到 %" PRId64 " 的整数，而不是“%s”。"),
                   option->name, option->minimum, option->maximum, value);
  if (option->size == sizeof(int32_t)) {
    int32_t narrow = (int32_t)number;
    memcpy(member(program, option), &narrow, sizeof narrow);
  } else {
    memcpy(member(program, option), &number, sizeof number);
  }
  return EXIT_DONE;
}

/* Metres with up to three decimals, without locale. */
static exit_code store_metres(cli_program *program, const cli_option *option, const char *value)
{
  size_t whole = strcspn(value, "."), decimals = value[whole] == '.' ? strlen(value + whole + 1) : 0;
  char digits[4] = "000";
  int64_t metres = 0, thousandths = 0, millimetres = -1;
  if (decimals <= 3) memcpy(digits, value + whole + (value[whole] == '.'), decimals);
  if (decimals <= 3 && whole <= 6 && read_digits(digits, 3, &thousandths) &&
      read_digits(value, whole, &metres))
    millimetres = metres * 1000 + thousandths;
  if (millimetres < option->minimum || millimetres > option->maximum)
    return misused(program,
                   wg_in(program->context,
                         "--%s needs metres from %g to %g with at most three decimals, not '%s'.",
                         "--%s 需要 %g 到 %g 之间的米数，最多三位小数，而不是“%s”。"),
                   option->name, (double)option->minimum / 1000, (double)option->maximum / 1000,
                   value);
  int32_t narrow = (int32_t)millimetres;
  memcpy(member(program, option), &narrow, sizeof narrow);
  return EXIT_DONE;
}

static int32_t index_of(const char *const *names, const char *name, size_t length)
{
  for (int32_t i = 0; names[i] != NULL; i++)
    if (strlen(names[i]) == length && memcmp(names[i], name, length) == 0) return i;
  return -1;
}

static exit_code not_among(cli_program *program, const cli_option *option, const char *const *names,
                           const char *value)
{
  char list[256] = "";
  for (int32_t i = 0; names[i] != NULL; i++) {
    size_t used = strlen(list);
    snprintf(list + used, sizeof list - used, "%s%s", i > 0 ? ", " : "", names[i]);
  }
  return misused(
      program,
      wg_in(program->context, "--%s: '%s' is none of: %s.", "--%s：“%s”不在可选值之内：%s。"),
      option->name, value, list);
}

static exit_code store_choice(cli_program *program, const cli_option *option, const char *value)
{
  int32_t index = index_of(option->choices, value, strlen(value));
  if (index < 0) return not_among(program, option, option->choices, value);
  if (option->kind == OPTION_NAME) {
    store_text(member(program, option), option->choices[index]);
  } else {
    memcpy(member(program, option), &index, sizeof index);
    if (strcmp(option->name, "effort") == 0) program->settings.plan.fast_above = 0; /* as was said */
  }
  return EXIT_DONE;
}

static exit_code store_date(cli_program *program, const cli_option *option, const char *value)
{
  static const int64_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  int64_t year, month, day;
  bool good = strlen(value) == 10 && value[4] == '-' && value[7] == '-' &&
              read_digits(value, 4, &year) && read_digits(value + 5, 2, &month) &&
              read_digits(value + 8, 2, &day) && month >= 1 && month <= 12 && day >= 1;
  if (good) {
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    good = day <= days[month - 1] + (month == 2 && leap);
  }
  if (!good)
    return misused(program,
                   wg_in(program->context, "--%s needs a day such as 2026-01-31, not '%s'.",
                         "--%s 需要形如 2026-01-31 的日期，而不是“%s”。"),
                   option->name, value);
  store_text(member(program, option), value);
  return EXIT_DONE;
}

/* A database and a file that is there are areas, whatever their name has in it; else a pair has '=',
 * a path a dot or a slash. */
static exit_code store_exempt(cli_program *program, const cli_option *option, const char *value)
{
  const char *equals = strchr(value, '=');
  bool file = wg_path_is_database(value) || access(value, F_OK) == 0 ||
              (equals == NULL && strpbrk(value, "./") != NULL);
  if (!file && (equals == NULL || equals == value || equals[1] == 0))
    return misused(
        program, wg_in(program->context, "--%s needs %s, not '%s'.", "--%s 需要 %s，而不是“%s”。"),
        option->name, option->argument, value);
  if (file)
    program->settings.plan.exempt_areas.path = value;
  else
    store_text(member(program, option), value);
  return EXIT_DONE;
}

/* The last barrier input, or the one that stands for all of them. */
static wg_source_file *barrier_meant(cli_settings *settings)
{
  int32_t count = settings->plan.barrier_count;
  return count > 0 ? &settings->barriers[count - 1] : &settings->all_barriers;
}

static exit_code store_input_text(cli_program *program, const cli_option *option, const char *value)
{
  cli_settings *settings = &program->settings;
  wg_source_file *const sources[] = {&settings->plan.communities, &settings->plan.buildings,
                                     barrier_meant(settings), &settings->plan.crossings,
                                     &settings->plan.households_table, &settings->plan.dwellings,
                                     &settings->grids, &settings->plan.roster,
                                     &settings->plan.contacts, &settings->plan.compounds,
                                     &settings->plan.exempt_areas};
  const char *equals = strchr(value, '=');
  if (equals == NULL || equals[1] == 0)
    return misused(
        program,
        wg_in(program->context, "--%s needs %s, such as %s, not '%s'.",
              "--%s 需要 %s，例如 %s，而不是“%s”。"),
        option->name, option->argument,
        strcmp(option->name, "crs-of") == 0 ? "buildings=EPSG:4490" : "buildings=GB18030", value);
  int32_t index = index_of(input_names, value, (size_t)(equals - value));
  if (index < 0) return not_among(program, option, input_names, value);
  store_text((char *)sources[index] + option->offset, equals + 1);
  return EXIT_DONE;
}

static exit_code store(cli_program *program, const cli_option *option, const char *value)
{
  cli_settings *settings = &program->settings;
  text_list *list = member(program, option);
  if (option->kind != OPTION_FLAG && value[0] == 0)
    return misused(program, wg_in(program->context, "--%s is empty.", "--%s 的值为空。"),
                   option->name);
  switch (option->kind) {
  case OPTION_FLAG:
    *(bool *)member(program, option) = true;
    break;
  case OPTION_TEXT:
  case OPTION_FILE:
  case OPTION_OUTPUT:
    store_text(member(program, option), value);
    break;
  case OPTION_FILES:
    list->items[list->count++] = value;
    break;
  case OPTION_DATE:
    return store_date(program, option, value);
  case OPTION_EXEMPT:
    return store_exempt(program, option, value);
  case OPTION_NAME:
  case OPTION_CHOICE:
    return store_choice(program, option, value);
  case OPTION_INTEGER:
    return store_integer(program, option, value);
  case OPTION_METRES:
    return store_metres(program, option, value);
  case OPTION_BARRIERS:
    settings->barriers[settings->plan.barrier_count++].path = value;
    break;
  case OPTION_BARRIER_TEXT:
    store_text((char *)barrier_meant(settings) + option->offset, value);
    break;
  case OPTION_INPUT_TEXT:
    return store_input_text(program, option, value);
  }
  return EXIT_DONE;
}

static exit_code unknown_option(cli_program *program, const char *name, size_t length)
{
  const char *nearest = NULL;
  int best = INT_MAX;
  for (int32_t i = 0; i < option_count; i++) {
    if (!option_is_of(&options[i], program->command)) continue;
    int distance = name_distance(name, length, options[i].name);
    if (distance >= best || !name_is_near(distance, length)) continue;
    best = distance;
    nearest = options[i].name;
  }
  if (nearest == NULL)
    return misused(
        program,
        wg_in(program->context, "'%s' has no option '--%.*s'.", "命令 %s 没有选项“--%.*s”。"),
        program->command->name, (int)length, name);
  return misused(program,
                 wg_in(program->context, "'%s' has no option '--%.*s'. Did you mean '--%s'?",
                       "命令 %s 没有选项“--%.*s”。是否想用“--%s”？"),
                 program->command->name, (int)length, name, nearest);
}

static const cli_option *option_lettered(const cli_command *command, char letter)
{
  for (int32_t i = 0; i < option_count; i++)
    if (option_is_of(&options[i], command) && options[i].letter == letter)
      return &options[i];
  return NULL;
}

/* One argument that starts with a dash; *next is moved past a value that follows. */
static exit_code parse_option(cli_program *program, int count, char **arguments, int *next)
{
  const char *text = arguments[*next], *value = NULL;
  const cli_option *option;
  ++*next;
  if (text[1] == '-') {
    size_t length = strcspn(text + 2, "=");
    option = option_named(program->command, text + 2, length);
    if (option == NULL) return unknown_option(program, text + 2, length);
    if (text[2 + length] == '=') value = text + 3 + length;
  } else {
    option = option_lettered(program->command, text[1]);
    if (option == NULL || (option->kind == OPTION_FLAG && text[2] != 0))
      return misused(program,
                     wg_in(program->context, "'%s' has no option '%s'.", "命令 %s 没有选项“%s”。"),
                     program->command->name, text);
    if (text[2] != 0) value = text + 2;
  }
  if (option->kind == OPTION_FLAG && value != NULL)
    return misused(program, wg_in(program->context, "--%s takes no value.", "--%s 不带值。"),
                   option->name);
  if (option->kind != OPTION_FLAG && value == NULL) {
    if (*next >= count || strncmp(arguments[*next], "--", 2) == 0)
      return misused(program,
                     wg_in(program->context, "--%s needs a value (%s).", "--%s 缺少值（%s）。"),
                     option->name, option->argument);
    value = arguments[(*next)++];
  }
  return store(program, option, value);
}

static bool is_given(cli_program *program, const cli_option *option)
{
  const char *text; /* every required option is a text or a file */
  memcpy(&text, member(program, option), sizeof text);
  return text != NULL;
}

/* By the option that does as well. */
static bool is_replaced(cli_program *program, const cli_option *option)
{
  const char *name = option->instead;
  if (name == NULL) return false;
  const cli_option *other = option_named(program->command, name, strlen(name));
  return other != NULL && is_given(program, other);
}

static exit_code check_required(cli_program *program)
{
  char missing[256] = "";
  for (int32_t i = 0; i < option_count; i++) {
    if (!option_is_required(&options[i], program->command) || is_given(program, &options[i]) ||
        is_replaced(program, &options[i]))
      continue;
    size_t used = strlen(missing);
    snprintf(missing + used, sizeof missing - used, "%s--%s %s", used > 0 ? ", " : "",
             options[i].name, options[i].argument);
  }
  if (missing[0] == 0) return EXIT_DONE;
  return misused(program, wg_in(program->context, "'%s' needs: %s.", "命令 %s 还需要：%s。"),
                 program->command->name, missing);
}

static exit_code check_operands(cli_program *program)
{
  const cli_command *command = program->command;
  const text_list *operands = &program->settings.operands;
  if (operands->count < command->operands_min)
    return misused(program, wg_in(program->context, "'%s' needs: %s.", "命令 %s 还需要：%s。"),
                   command->name, command->operands);
  if (command->operands_max >= 0 && operands->count > command->operands_max)
    return misused(program,
                   wg_in(program->context, "'%s' does not know what to do with '%s'.",
                         "命令 %s 不知如何处理“%s”。"),
                   command->name, operands->items[command->operands_max]);
  return EXIT_DONE;
}

/* Bounds of households that were not given are the usual ones, unless persons have both bounds: then
 * these are the measure. */
static void settle_measure(wg_rule *rule)
{
  const wg_rule usual = WG_RULE_INIT;
  if (rule->min == 0 && rule->max == 0 && rule->min_persons > 0 && rule->max_persons > 0) {
    rule->measure = WG_MEASURE_PERSONS;
    rule->min = rule->min_persons;
    rule->max = rule->max_persons;
    rule->min_persons = rule->max_persons = 0;
  }
  if (rule->min == 0) rule->min = usual.min;
  if (rule->max == 0) rule->max = usual.max;
}

static exit_code check_persons(cli_program *program)
{
  const wg_rule *rule = &program->settings.plan.rule;
  if (rule->max_persons == 0 || rule->min_persons <= rule->max_persons) return EXIT_DONE;
  return misused(program,
                 wg_in(program->context,
                       "--min-persons %" PRId32 " is above --max-persons %" PRId32 ".",
                       "--min-persons %" PRId32 " 大于 --max-persons %" PRId32 "。"),
                 rule->min_persons, rule->max_persons);
}

static exit_code check_rule(cli_program *program)
{
  const wg_rule *rule = &program->settings.plan.rule;
  if (rule->min > rule->max)
    return misused(program,
                   wg_in(program->context, "--min %" PRId32 " is above --max %" PRId32 ".",
                         "--min %" PRId32 " 大于 --max %" PRId32 "。"),
                   rule->min, rule->max);
  if (rule->target != 0 && (rule->target < rule->min || rule->target > rule->max))
    return misused(program,
                   wg_in(program->context,
                         "--target %" PRId32 " is not between --min %" PRId32 " and --max %" PRId32
                         ".",
                         "--target %" PRId32 " 不在 --min %" PRId32 " 与 --max %" PRId32 " 之间。"),
                   rule->target, rule->min, rule->max);
  return EXIT_DONE;
}

/* What was said of all barriers holds where one of them says nothing else. */
static void complete_barriers(cli_settings *settings)
{
  const wg_source_file *all = &settings->all_barriers;
  for (int32_t i = 0; i < settings->plan.barrier_count; i++) {
    wg_source_file *barrier = &settings->barriers[i];
    if (barrier->layer == NULL) barrier->layer = all->layer;
    if (barrier->crs == NULL) barrier->crs = all->crs;
    if (barrier->encoding == NULL) barrier->encoding = all->encoding;
    if (barrier->kind == NULL) barrier->kind = all->kind;
  }
  settings->plan.barriers = settings->barriers;
}

/* The grids to follow are an input of `plan` and `adjust`; `check` judges them. */
static void complete_redraw(cli_program *program)
{
  cli_settings *settings = &program->settings;
  wg_plan_options *plan = &settings->plan;
  if ((program->command->bit & (IN_PLAN | IN_ADJUST)) == 0) return;
  plan->grids = settings->grids;
  plan->locked = settings->locked.items;
  plan->locked_count = settings->locked.count;
  plan->released = settings->released.items;
  plan->released_count = settings->released.count;
  plan->adjust = program->command->bit == IN_ADJUST;
}

static wg_status make_lists(cli_settings *settings, wg_context *context, int count)
{
  size_t places = count > 0 ? (size_t)count : 1;
  WG_TRY(wg_allocate(context, &settings->operands.items, places, sizeof(char *)));
  WG_TRY(wg_allocate(context, &settings->exports.items, places, sizeof(char *)));
  WG_TRY(wg_allocate(context, &settings->locked.items, places, sizeof(char *)));
  WG_TRY(wg_allocate(context, &settings->released.items, places, sizeof(char *)));
  return wg_allocate(context, &settings->barriers, places, sizeof *settings->barriers);
}

void settings_free(cli_settings *settings, wg_context *context)
{
  wg_release(context, settings->operands.items);
  wg_release(context, settings->exports.items);
  wg_release(context, settings->locked.items);
  wg_release(context, settings->released.items);
  wg_release(context, settings->barriers);
}

exit_code parse(cli_program *program, int count, char **arguments)
{
  cli_settings *settings = &program->settings;
  exit_code code = EXIT_DONE;
  bool options_end = false;
  wg_status status = make_lists(settings, program->context, count);
  if (status != WG_OK) return failed(program, status);
  settings->plan.rule.min = settings->plan.rule.max = 0; /* not given */
  for (int i = 0; i < count && code == EXIT_DONE;) {
    const char *text = arguments[i];
    if (!options_end && strcmp(text, "--") == 0) {
      options_end = true;
      i++;
    } else if (!options_end && text[0] == '-' && text[1] != 0) {
      code = parse_option(program, count, arguments, &i);
    } else {
      settings->operands.items[settings->operands.count++] = arguments[i++];
    }
  }
  complete_barriers(settings);
  complete_redraw(program);
  if (code != EXIT_DONE || settings->help || settings->version) return code;
  if ((code = check_operands(program)) != EXIT_DONE) return code;
  if ((code = check_required(program)) != EXIT_DONE) return code;
  if ((code = check_persons(program)) != EXIT_DONE) return code;
  settle_measure(&settings->plan.rule);
  return check_rule(program);
}
