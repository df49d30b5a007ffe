/* make_graph SHAPE:UNITS:TOWERS_PERCENT:SEED > FILE: a planar METIS graph with housing like the
 * given benchmark instances (35 % empty, walk-ups, mid-rises, towers of 150 to 320 households).
 *
 *     patch     a hexagonal lattice with noise in its diagonals and borders of up to 40 m
 *     streets   blocks between streets that are cheap to follow, a river with few bridges
 *     county    towns, villages, empty fields, lakes that border on 50 units and more */
#include "../worlds/made_graph.h"

int main(int count, char **arguments)
{
  made_name name;
  wg_context *context;
  if (count != 2 || !made_name_read(&name, arguments[1])) {
    fprintf(stderr,
            "make_graph (patch|streets|county):UNITS:TOWERS_PERCENT:SEED\n"
            "at least %d units, at most %d %% towers\n",
            MADE_UNITS_MIN, MADE_TOWERS_MAX);
    return 2;
  }
  if (wg_context_new(&context, NULL) != WG_OK) return 1;
  made_graph_print(stdout, context, &name);
  wg_context_free(context);
  return 0;
}
