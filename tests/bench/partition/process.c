#define _DEFAULT_SOURCE /* wait4, mkdtemp */
#include "process.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double now_s(void)
{
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

/* Never returns: in the child. */
static void become(const char *const arguments[], const char *log)
{
  int file = open(log, O_WRONLY | O_CREAT | O_TRUNC, 0600);
  if (file < 0 || dup2(file, 1) < 0 || dup2(file, 2) < 0) _exit(127);
  execvp(arguments[0], (char *const *)arguments);
  _exit(127);
}

process_figures run_process(const char *const arguments[], const char *log)
{
  process_figures f = {.exit_code = -1};
  struct rusage usage;
  int state;
  double begin = now_s();
  pid_t child = fork();
  if (child == 0) become(arguments, log);
  if (child < 0 || wait4(child, &state, 0, &usage) != child) return f;
  f.seconds = now_s() - begin;
  f.peak_kb = usage.ru_maxrss;
  if (WIFEXITED(state) && WEXITSTATUS(state) != 127) f.exit_code = WEXITSTATUS(state);
  return f;
}

bool folder_make(char *folder, int size)
{
  const char *place = getenv("TMPDIR");
  snprintf(folder, (size_t)size, "%s/bench_XXXXXX", place != NULL ? place : "/tmp");
  return mkdtemp(folder) != NULL;
}

void folder_remove(const char *folder)
{
  char path[1024];
  DIR *open_folder = opendir(folder);
  for (struct dirent *item; open_folder != NULL && (item = readdir(open_folder)) != NULL;) {
    snprintf(path, sizeof path, "%s/%s", folder, item->d_name);
    if (item->d_name[0] != '.') unlink(path);
  }
  if (open_folder != NULL) closedir(open_folder);
  rmdir(folder);
}

bool file_copy(const char *from, const char *to)
{
  char buffer[1 << 16];
  FILE *in = fopen(from, "rb"), *out = fopen(to, "wb");
  bool good = in != NULL && out != NULL;
  for (size_t got; good && (got = fread(buffer, 1, sizeof buffer, in)) > 0;)
    good = fwrite(buffer, 1, got, out) == got;
  if (in != NULL) good = !ferror(in) && good, fclose(in);
  if (out != NULL) good = fclose(out) == 0 && good;
  return good;
}

static int ascending(const void *a, const void *b)
{
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

double median(double *seconds, int count)
{
  qsort(seconds, (size_t)count, sizeof *seconds, ascending);
  return seconds[count / 2];
}
