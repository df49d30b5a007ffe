/* What anyone's partition is worth: the one ruler for both programs. */
#ifndef BENCH_JUDGE_H
#define BENCH_JUDGE_H

#include "algorithms/graph.h"
#include "wangge/rule.h"

typedef struct figures {
  int64_t parts; /* that hold a unit */
  int64_t in_range, connected;
  int64_t cost; /* Σ of the cost of cut borders, each once */
} figures;

/* part[unit]: any numbers from 0 to units − 1. */
figures judge(const wg_graph *graph, const int32_t *part, const wg_rule *rule);
/* One number a line; false: not as many as units, or one that is no part. */
bool read_parts(const char *path, int32_t *part, int32_t units);
wg_status read_graph(wg_context *context, const char *path, wg_graph *graph) WG_MUST_CHECK;

#endif
