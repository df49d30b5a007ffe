/* The second level: micro-grids (微网格) inside each grid. Several of them may share one building,
 * and then they share its ground too: households are told apart there, land is not. */
#ifndef WANGGE_MICRO_H
#define WANGGE_MICRO_H

#include "wangge/shapes.h"
#include "wangge/text.h"

#ifdef __cplusplus
extern "C" {
#endif

WG_PUBLIC_BEGIN

/* By what a building is divided between micro-grids. */
typedef enum wg_micro_part {
  WG_MICRO_WHOLE = 0,
  WG_MICRO_ENTRANCES,
  WG_MICRO_FLOORS
} wg_micro_part;

const char *wg_micro_part_name(wg_micro_part part); /* "whole" "entrance" "floor" */

typedef struct wg_micro {
  int32_t grid;                  /* index into the plan's grids */
  int32_t sequence;              /* in its grid, from 1 */
  int32_t status;                /* wg_grid_status */
  int32_t households, buildings; /* buildings: wholly or in part in it */
  int32_t area;                  /* index into areas; those that share a building have the same */
  wg_point inner;
  wg_text code; /* in the texts of the same struct */
} wg_micro;

/* A building, or the part of it that a micro-grid has. */
typedef struct wg_micro_share {
  int32_t building;   /* row of the plan */
  int32_t micro;      /* index into items */
  int32_t households; /* 0 where unknown */
  int32_t from, to;   /* entrances or floors, from 1; 0: whole */
  wg_micro_part part;
} wg_micro_share;

typedef struct wg_micros {
  int32_t min, max; /* households; 0: no micro-grids were asked for */
  wg_micro *items;  /* by grid, then sequence */
  int64_t count, capacity;
  wg_shapes areas;        /* add up exactly to the grids */
  wg_micro_share *shares; /* by micro, then building */
  int64_t share_count, share_capacity;
  wg_texts texts;
} wg_micros;

void wg_micros_free(wg_micros *micros, wg_context *context);

WG_PUBLIC_END

#ifdef __cplusplus
}
#endif
#endif
