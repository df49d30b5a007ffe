/* make_graph UNITS TOWERS_PERCENT SEED > FILE: a planar METIS graph with housing like the given
 * benchmark instances (35 % empty, walk-ups, mid-rises, towers of 150 to 320 households).
 *
 * A hexagonal lattice of units with noise in its diagonals and borders of 1 to 60 m, numbered in
 * random order, so that nothing can be gained from the order of the file. */
#include <stdio.h>
#include <stdlib.h>

#include "../worlds/graph_world.h"

static void shuffle(int32_t *number, int32_t count, wg_random *random)
{
  for (int32_t i = 0; i < count; i++) number[i] = i;
  for (int32_t i = count - 1; i > 0; i--) {
    int32_t j = (int32_t)wg_random_below(random, (uint64_t)i + 1), swapped = number[i];
    number[i] = number[j];
    number[j] = swapped;
  }
}

static void print_graph(const wg_graph *graph, const int32_t *number, const int32_t *unit_of)
{
  printf("%d %lld 011\n", graph->unit_count, (long long)graph->first[graph->unit_count] / 2);
  for (int32_t n = 0; n < graph->unit_count; n++) {
    int32_t u = unit_of[n];
    printf("%d", graph->households[u]);
    for (int64_t s = graph->first[u]; s < graph->first[u + 1]; s++)
      printf(" %d %lld", number[graph->neighbor[s]] + 1, (long long)graph->cost[s]);
    printf("\n");
  }
}

int main(int count, char **arguments)
{
  if (count != 4) return fprintf(stderr, "make_graph UNITS TOWERS_PERCENT SEED\n"), 2;
  wg_context *context;
  if (wg_context_new(&context, NULL) != WG_OK) return 1;
  int32_t units = atoi(arguments[1]), width = 1, towers = atoi(arguments[2]);
  wg_random random = wg_random_seeded((uint64_t)atoll(arguments[3]));
  while (width * width < units) width++;
  wg_graph graph = patch_world(context, &random, units, width, towers);
  int32_t *number = malloc((size_t)units * sizeof *number);
  int32_t *unit_of = malloc((size_t)units * sizeof *unit_of);
  if (number == NULL || unit_of == NULL) return 1;
  shuffle(number, units, &random);
  for (int32_t u = 0; u < units; u++) unit_of[number[u]] = u;
  print_graph(&graph, number, unit_of);
  free(number);
  free(unit_of);
  wg_graph_free(&graph, context);
  wg_context_free(context);
  return 0;
}
