/* The existing grids of a run that re-draws: read, put in their communities, laid over the
 * buildings. */
#ifndef WG_ENGINE_EXISTING_H
#define WG_ENGINE_EXISTING_H

#include "geodata/codes.h"
#include "geodata/grids.h"
#include "wangge/wangge.h"

/* Existing grids are numbered by community, then code. All read-only while communities run. */
typedef struct wg_existing {
  wg_grids read;     /* as in the file; column i of it is a row */
  wg_codes retired;  /* codes that may not be given again */
  bool is_field;     /* a field of the buildings instead of areas, which are NONE */
  int32_t *community_of_row; /* −1: none */
  int64_t count;     /* grids that lie in a community */
  int64_t *row;      /* of each */
  int64_t *first;    /* communities + 1: of each its first grid */
  wg_shapes areas;   /* of each */
  uint8_t *has_code; /* of each row: 1, unless it has none or one that an earlier row has */
  uint8_t *locked, *released; /* of each grid */
  int32_t *of_building;       /* building → grid, −1 where its community has none */
  int32_t snap_mm;            /* lines so near to each other are one */
  bool adjusts; /* moves as few households as possible; else codes are kept, no more */
} wg_existing;

/* Whether the options name existing grids. */
bool wg_existing_is_asked(const wg_plan_options *options);
/* Reads the grids and the retired codes. Zero-initialises *out first. */
wg_status wg_existing_read(wg_existing *out, wg_context *context, wg_plan *plan,
                           const wg_plan_options *options) WG_MUST_CHECK;
/* When the buildings are joined to communities: where each grid and each building belongs.
 * Buildings in no grid go to the nearest of their community, with a finding. */
wg_status wg_existing_lay(wg_existing *existing, wg_context *context, wg_plan *plan,
                          const wg_plan_options *options) WG_MUST_CHECK;
/* "" where it has none to keep; borrowed. */
const char *wg_existing_code(const wg_existing *existing, int64_t grid);
/* For people: its code, else its name, else its number in the file. */
void wg_existing_title(const wg_existing *existing, int64_t grid, char *out, size_t size);
/* Which codes were ever given, and since when: fills plan->codes, when the plan is assembled. */
wg_status wg_existing_record_codes(const wg_existing *existing, wg_context *context,
                                   wg_plan *plan) WG_MUST_CHECK;
void wg_existing_free(wg_existing *existing, wg_context *context);

#endif
