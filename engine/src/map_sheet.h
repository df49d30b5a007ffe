/* Where the parts of a community's sheet lie, for the files that compose it. */
#ifndef WG_ENGINE_MAP_SHEET_H
#define WG_ENGINE_MAP_SHEET_H

#include "map.h"

typedef struct sheet_plan {
  map_paper paper;
  double width, height; /* turned as it is used */
  bool portrait;
  wg_frame_box map, side, strip; /* strip: scale bar and legend, below the map */
  double scale;                  /* 0: the community does not fit */
} sheet_plan;

enum { MAP_GAP = 5 };

/* The whole sheet of a scene whose view is set; `under` stands below the title. */
wg_status map_compose_sheet(map_scene *scene, const sheet_plan *s, const char *under, int32_t level,
                            const char *file) WG_MUST_CHECK;
wg_status map_index_and_details(map_run *run, int32_t community, const sheet_plan *s) WG_MUST_CHECK;

#endif
