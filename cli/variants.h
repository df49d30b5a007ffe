/* The alternatives of --variants and their table. */
#ifndef CLI_VARIANTS_H
#define CLI_VARIANTS_H

#include "report.h"

typedef struct variant_row {
  char scenario[96]; /* its name in the store; "": the plan without one */
  wg_tradeoffs figures;
} variant_row;

struct variant_table {
  bool made;                     /* else nothing is printed */
  variant_row rows[WG_VARIANTS]; /* the plan as it was asked for comes first */
};

/* Makes and saves all but the first, which is `base`. */
wg_status make_variants(cli_program *program, const wg_plan *base,
                        variant_table *out) WG_MUST_CHECK;
wg_status print_variants(const cli_program *program, const variant_table *variants) WG_MUST_CHECK;
void json_variants(json_writer *json, const variant_table *variants);

#endif
