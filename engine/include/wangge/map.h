/* Maps to post on the wall (网格示意图), contact cards (联系卡) and maps of changes, from a plan
 * (docs/maps.md). Texts are in the context's language; names as in the data. */
#ifndef WANGGE_MAP_H
#define WANGGE_MAP_H

#include "wangge/plan.h"

#ifdef __cplusplus
extern "C" {
#endif

WG_PUBLIC_BEGIN

struct wg_sheet;

typedef struct wg_map_options {
  const char *paper; /* "A0" … "A4", "8K", "4K", "W×H" in mm as "285x420"; NULL: A3, or A2 where
                        that is needed for 1:3000 */
  const char *orientation;   /* "landscape", "portrait"; NULL: whichever gives the larger scale */
  int32_t scale;             /* 2000: 1:2000; 0: the largest round one that fits */
  int32_t dpi;               /* of PNG */
  const char *community;     /* code of the only one to draw; NULL: all, and a cover */
  const char *template_path; /* title, logo, footer, colours, duties … (docs/maps.md); NULL: none */
  const char
      *photos; /* folder of the officers' photos that the roster names; NULL: the current one */
  const char *date; /* "2026-01-31"; NULL: SOURCE_DATE_EPOCH, else today */
  const char *link; /* for the QR code of cards, with {code} in it or not; NULL: the template's,
                       else the telephone */
  const wg_plan *before; /* sheets show what changed from this plan (its date is left out where it
                            is ""); NULL: as it is */
  bool cards;            /* contact cards in place of maps */
  bool with_contacts;    /* telephone numbers too */
  /* Looks at every sheet before it is forgotten (tests do); NULL: nobody. */
  void (*inspect)(void *user, const struct wg_sheet *sheet);
  void *inspect_user;
} wg_map_options;

#define WG_MAP_OPTIONS_INIT                                                                        \
  {                                                                                                \
    .dpi = 150                                                                                     \
  }

typedef struct wg_map_figures {
  int64_t sheets, files;
  int64_t labels, labels_left_out; /* names on the maps; those that had no room */
  int64_t vacant;                  /* grids without an officer */
  int64_t photos_missing;          /* that the roster names but nobody can read; on cards */
} wg_map_figures;

/* path: FILE.pdf takes all sheets, with an outline; FILE.svg and FILE.png take one each, so several
 * are numbered FILE-01.png …; anything else is a folder, made where it is missing, with a PDF for
 * each sheet, named by code. figures may be NULL. WG_NOT_FOUND where the font is missing. */
wg_status wg_map_make(wg_context *context, const wg_plan *plan, const char *path,
                      const wg_map_options *options, wg_map_figures *figures) WG_MUST_CHECK;

WG_PUBLIC_END

#ifdef __cplusplus
}
#endif
#endif
