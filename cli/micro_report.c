/* Micro-grids in the summary and the JSON object. */
#include <inttypes.h>

#include "report.h"

typedef struct micro_figures {
  int64_t in_range, out_of_range, divided; /* divided: buildings in several */
} micro_figures;

static micro_figures count_micros(const wg_micros *all)
{
  micro_figures f = {0};
  for (int64_t i = 0; i < all->count; i++) {
    int32_t status = all->items[i].status;
    f.in_range += status == WG_GRID_OK;
    f.out_of_range += status == WG_GRID_UNDER || status == WG_GRID_OVER;
  }
  for (int64_t i = 0; i < all->share_count; i++)
    f.divided += all->shares[i].part != WG_MICRO_WHOLE && all->shares[i].from == 1;
  return f;
}

void print_micros(const cli_program *program, const wg_plan *plan)
{
  const wg_micros *all = &plan->micros;
  char a[32], b[32], c[32], d[32];
  if (all->min == 0) return;
  micro_figures f = count_micros(all);
  printf(wg_in(program->context,
               "Micro-grids %s: %s in range (%" PRId32 "-%" PRId32
               " households), %s out of range; %s buildings shared by several\n",
               "微网格  共 %s 个：达标 %s（每个 %" PRId32 "–%" PRId32
               " 户），超限 %s；%s 栋楼由多个微网格分管\n"),
         grouped(all->count, a), grouped(f.in_range, b), all->min, all->max,
         grouped(f.out_of_range, c), grouped(f.divided, d));
}

void json_micros(json_writer *json, const wg_plan *plan)
{
  const wg_micros *all = &plan->micros;
  if (all->min == 0) return;
  micro_figures f = count_micros(all);
  json_object(json, "micro");
  json_integer(json, "min", all->min);
  json_integer(json, "max", all->max);
  json_integer(json, "micro_grids", all->count);
  json_integer(json, "in_range", f.in_range);
  json_integer(json, "out_of_range", f.out_of_range);
  json_integer(json, "buildings_divided", f.divided);
  json_end_object(json);
}
