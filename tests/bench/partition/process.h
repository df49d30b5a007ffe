/* Programs run as processes, and a folder of their own for what they write. */
#ifndef BENCH_PROCESS_H
#define BENCH_PROCESS_H

#include <stdbool.h>
#include <stdint.h>

typedef struct process_figures {
  double seconds; /* by the clock */
  int64_t peak_kb; /* of memory */
  int exit_code;   /* −1: did not start or was ended by a signal */
} process_figures;

/* arguments: NULL at the end; output and errors go to the file `log`. */
process_figures run_process(const char *const arguments[], const char *log);
/* A new folder in TMPDIR, or /tmp. */
bool folder_make(char *folder, int size);
/* The folder and all files in it; it has no folders. */
void folder_remove(const char *folder);
bool file_copy(const char *from, const char *to);
/* Middle one of an odd number of them; sorts them. */
double median(double *seconds, int count);

#endif
