/* Candidates for the names on a map, gathered kind by kind, then placed all at once. */
#ifndef WG_ENGINE_MAP_NAMES_H
#define WG_ENGINE_MAP_NAMES_H

#include "algorithms/placing.h"
#include "map.h"

typedef struct name_piece {
  wg_text text;
  wg_lettering lettering;
  wg_text_place place;
} name_piece;

/* One way to write a name: the same index as its candidate. */
typedef struct name_way {
  int64_t piece;
  int32_t piece_count;
  bool leader; /* from … to, where the dot is */
  wg_xy from, to;
} name_way;

typedef struct name_owner {
  map_role role;
  int64_t about;
} name_owner;

typedef struct name_set {
  map_scene *scene;
  wg_context *context;
  wg_status status; /* the first failure; later calls do nothing */
  wg_slab *boxes;
  int64_t box_count, box_capacity;
  wg_label_candidate *candidates;
  name_way *ways;
  int64_t candidate_count, candidate_capacity, way_capacity;
  wg_label_feature *features;
  name_owner *owners;
  int64_t feature_count, feature_capacity, owner_capacity;
  name_piece *pieces;
  int64_t piece_count, piece_capacity;
  wg_texts texts;
} name_set;

/* A name; ways to write it follow, the best first. */
void name_begin(name_set *set, map_role role, int64_t about, int32_t missing, int32_t group);
void name_way_begin(name_set *set, int32_t cost);
void name_box(name_set *set, wg_slab box);
void name_piece_add(name_set *set, const char *text, int32_t length, const wg_lettering *lettering,
                    double x, double y, double along_x, double along_y);
/* Drops it again where it leaves the frame. */
void name_way_end(name_set *set);

/* Lines of text below each other as one block. */
typedef struct name_line {
  const char *text;
  int32_t length;
  wg_lettering lettering;
  double width; /* filled by name_block_measure */
} name_line;

typedef struct name_block {
  name_line lines[6];
  int32_t count;
  double width, height;
} name_block;

void name_block_add(name_block *block, const map_run *run, const char *text, int32_t length,
                    const wg_lettering *lettering);
wg_slab name_block_slab(const name_block *block, double x, double y);
void name_block_write(name_set *set, const name_block *block, double x, double y);

void name_grids(name_set *set);
void name_compounds(name_set *set);
void name_lines(name_set *set);
void name_buildings(name_set *set);
void name_communities(name_set *set); /* of the cover */

#endif
