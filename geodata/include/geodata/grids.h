/* Reading anyone's grids (网格): outlines with what the file claims of them. */
#ifndef WG_GEODATA_GRIDS_H
#define WG_GEODATA_GRIDS_H

#include "geodata/input.h"
#include "wangge/plan.h"

typedef enum wg_grid_kind_said {
  WG_GRID_KIND_UNSAID = 0,
  WG_GRID_KIND_BASE,
  WG_GRID_KIND_EXEMPT
} wg_grid_kind_said;

/* Column i of every array belongs to shape i. A claim that the file does not make, or that is no
 * number, is WG_UNKNOWN or WG_NO_TEXT. */
typedef struct wg_grids {
  wg_shapes shapes; /* areas */
  wg_text *code, *name, *community, *status;
  wg_text *officer, *phone;
  wg_text *valid_from; /* "2026-01-31" */
  int32_t *households, *buildings, *buildings_unknown;
  uint8_t *kind;    /* wg_grid_kind_said */
  uint8_t *invalid; /* 1: not a valid polygon in the file; the shape is what repairing made of it */
  wg_texts texts;
  int64_t capacity;
} wg_grids;

/* Fields by their names in exports of this program (long and short) and by aliases of offices.
 * Rows without a usable area are left out, with a finding. As the functions of input.h. */
wg_status wg_read_grids(wg_grids *out, wg_context *context, const wg_input *input,
                        const wg_system *system, wg_findings *findings,
                        wg_reading *reading) WG_MUST_CHECK;
/* One row more, of which nothing is claimed; its shape is still to be begun. */
wg_status wg_grids_append(wg_grids *grids, wg_context *context, int64_t *row) WG_MUST_CHECK;
void wg_grids_free(wg_grids *grids, wg_context *context);

#endif
