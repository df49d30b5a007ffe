#include "terminal.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The one variable that a signal handler may touch. */
static volatile sig_atomic_t stop_wanted;

static void want_stop(int signal_number)
{
  (void)signal_number;
  stop_wanted = 1;
}

/* The first signal asks to stop cleanly, a second one ends the program as usual. */
static void catch_signals(void)
{
  struct sigaction action = {.sa_handler = want_stop, .sa_flags = (int)SA_RESETHAND};
  sigemptyset(&action.sa_mask);
  sigaction(SIGINT, &action, NULL);
  sigaction(SIGTERM, &action, NULL);
}

void terminal_clear(cli_terminal *terminal)
{
  if (!terminal->shown) return;
  fputs("\r\033[K", stderr);
  fflush(stderr);
  terminal->shown = false;
}

void terminal_say(cli_terminal *terminal, const char *text)
{
  terminal_clear(terminal);
  fprintf(stderr, "%s: %s\n", terminal->prefix, text);
}

static void show_log(void *user, wg_log_level level, const char *text)
{
  cli_terminal *terminal = user;
  if (terminal->quiet && level != WG_LOG_ERROR) return;
  terminal_say(terminal, text);
}

static void draw_bar(cli_terminal *terminal)
{
  enum { WIDTH = 30 };
  char bar[WIDTH + 1];
  int filled = terminal->percent < 0 ? 0 : terminal->percent * WIDTH / 100;
  memset(bar, '.', WIDTH);
  memset(bar, '#', (size_t)filled);
  bar[WIDTH] = 0;
  if (terminal->percent < 0)
    fprintf(stderr, "\r\033[K%s ...", terminal->stage);
  else
    fprintf(stderr, "\r\033[K[%s] %3d %% %s", bar, terminal->percent, terminal->stage);
  fflush(stderr);
  terminal->shown = true;
}

/* The library names its stages in English; a stage that is not listed is shown as it is. */
static const char *stage_name(wg_language language, const char *stage)
{
  static const char *const names[][2] = {
      {"reading", "读取"}, {"loading", "打开方案"}, {"joining", "归并楼栋"}, {"dividing", "划分"},
      {"writing", "写出"}, {"checking", "检查"},    {"sample", "生成"}};
  for (size_t i = 0; language == WG_LANGUAGE_ZH && i < sizeof names / sizeof names[0]; i++)
    if (strcmp(names[i][0], stage) == 0) return names[i][1];
  return stage;
}

static bool show_progress(void *user, const char *stage, int64_t done, int64_t total)
{
  cli_terminal *terminal = user;
  if (stop_wanted) return false;
  if (!terminal->bar) return true;
  stage = stage_name(terminal->language, stage);
  int percent = total <= 0 ? -1 : done >= total ? 100 : (int)((double)done * 100.0 / (double)total);
  bool same = strncmp(stage, terminal->stage, sizeof terminal->stage - 1) == 0;
  if (terminal->shown && same && percent == terminal->percent) return true;
  snprintf(terminal->stage, sizeof terminal->stage, "%s", stage);
  terminal->percent = percent;
  draw_bar(terminal);
  return true;
}

void terminal_attach(cli_terminal *terminal, wg_context *context)
{
  const char *type = getenv("TERM");
  terminal->bar =
      !terminal->quiet && isatty(STDERR_FILENO) && type != NULL && strcmp(type, "dumb") != 0;
  terminal->language = wg_context_language(context);
  wg_context_set_log(context, show_log, terminal);
  wg_context_set_progress(context, show_progress, terminal);
  catch_signals();
}
