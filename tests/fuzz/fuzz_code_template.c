/* A template of grid codes; one that is accepted numbers grids, each with a code of its own. */
#include "fuzz.h"

#include "number.h"

#define GRIDS 5

static void number(wg_context *context, const char *code_template)
{
  wg_grid grids[GRIDS] = {{0}};
  int32_t lowest[GRIDS], rank[GRIDS];
  wg_texts texts = {0};
  for (int32_t g = 0; g < GRIDS; g++) {
    grids[g].inner = (wg_point){1000 * g, 1000 * (g % 2)};
    grids[g].kind = g == 4 ? WG_GRID_EXEMPT : WG_GRID_BASE;
    lowest[g] = g;
  }
  const char *community = "640106001001";
  const wg_carried carried[GRIDS] = {[2] = {"OLD-1", NULL}};
  const wg_numbering numbering = {.community_code = community,
                                  .code_template = code_template,
                                  .area2_mm2 = 100000000,
                                  .north = 2000,
                                  .lowest_building = lowest,
                                  .carried = carried,
                                  .last_base = 40};
  wg_status status = wg_number_grids(grids, GRIDS, context, &numbering, &texts, rank);
  fuzz_said(context, status);
  for (int32_t g = 0; status == WG_OK && g < GRIDS; g++)
    FUZZ_MUST(strcmp(wg_texts_get(&texts, grids[g].code), "OLD-1") == 0 ||
              wg_code_sequence(wg_texts_get(&texts, grids[g].code), code_template, community) > 0);
  for (int32_t a = 0; status == WG_OK && a < GRIDS; a++)
    for (int32_t b = 0; b < a; b++)
      FUZZ_MUST(strcmp(wg_texts_get(&texts, grids[a].code), wg_texts_get(&texts, grids[b].code)) !=
                0);
  wg_texts_free(&texts, context);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  char *text = fuzz_text(data, size);
  wg_context *context = fuzz_context();
  wg_status status = wg_code_template_check(context, text);
  fuzz_said(context, status);
  if (status == WG_OK) number(context, text);
  wg_context_free(context);
  free(text);
  return 0;
}
