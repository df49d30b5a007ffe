/* A table of people or places without geometry, row by row; what its two readers share. */
#ifndef WG_GEODATA_ROSTER_ROWS_H
#define WG_GEODATA_ROSTER_ROWS_H

#include "fields.h"
#include "geodata/roster.h"
#include "normal.h"
#include "subjects.h"
#include "telephone.h"

typedef struct wg_roster_rows {
  wg_dataset dataset;
  wg_input input; /* with the sheet found */
  char sheet[128];
  wg_reading *reading;
  OGRFeatureH feature; /* the row being read */
  wg_subjects unusable, destroyed;
} wg_roster_rows;

/* The names of a sheet, comma separated, are tried in a file of several. wg_roster_close is due
 * after a failure too. */
wg_status wg_roster_open(wg_roster_rows *rows, wg_context *context, const wg_input *input,
                         const char *sheets, wg_reading *reading) WG_MUST_CHECK;
void wg_roster_close(wg_roster_rows *rows, wg_context *context);
/* Calls `take` for every row, which looks at it with the functions below. */
wg_status wg_roster_read(wg_roster_rows *rows, wg_context *context,
                         wg_status (*take)(void *user, wg_context *context),
                         void *user) WG_MUST_CHECK;
/* The value of a field in this row, NULL for blank; borrowed until the next call. */
wg_status wg_roster_value(wg_roster_rows *rows, wg_context *context, int field,
                          const char **text) WG_MUST_CHECK;
/* The same into a pool. */
wg_status wg_roster_text(wg_roster_rows *rows, wg_context *context, int field, wg_texts *texts,
                         wg_text *out) WG_MUST_CHECK;
/* Notes that this row was left out; that its texts were lost, if so, under that name. */
void wg_roster_unusable(wg_roster_rows *rows, const wg_context *context);
void wg_roster_destroyed(wg_roster_rows *rows, const char *name);
/* Findings on encoding, lost texts and rows left out. */
wg_status wg_roster_report(wg_roster_rows *rows, wg_context *context,
                           wg_findings *findings) WG_MUST_CHECK;
/* The table lacks the column that holds `what`. */
wg_status wg_roster_fail_field(wg_roster_rows *rows, wg_context *context, const char *what);

#endif
