/* The lines that the benchmark prints: a table to read, or tab-separated values to compare. */
#ifndef BENCH_REPORT_H
#define BENCH_REPORT_H

#include "judge.h"

typedef struct row {
  const char *graph;
  char who[40];
  int32_t asked; /* parts */
  figures worst; /* of all seeds */
  double seconds_median, seconds_worst; /* 0: not measured */
  int64_t peak_kb;                      /* 0: not measured */
} row;

typedef struct output {
  bool tsv;
  const char *best_file; /* graph, parts, cost in decimetres; tab-separated, '#' for remarks; or NULL */
} output;

void report_head(const output *out, const char *graph, int32_t units, int64_t households);
/* beside: ratios of cost and time to it; NULL: none. */
void report_line(const output *out, const row *line, const row *beside);

#endif
