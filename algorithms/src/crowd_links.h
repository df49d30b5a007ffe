/* Whether parts whose populated units are decided can all be connected at the same time: by units
 * without households, none of which two of them may have. */
#ifndef WG_CROWD_LINKS_H
#define WG_CROWD_LINKS_H

#include "crowd_sets.h"

/* The populated units of one part; the ground's owner says which they are. */
typedef struct wg_crowd_group {
  wg_crowd_marks set;
  int64_t fault;
  int32_t first, count;
  bool is_apart; /* hangs together only by units without households */
} wg_crowd_group;

typedef struct wg_crowd_linker {
  wg_crowd_ground *ground;
  const wg_crowd_group *groups;
  int32_t count;
  int64_t end;      /* steps after which anything is taken as possible */
  uint64_t *barred; /* empty unit → groups that it is kept from */
  int32_t *from;    /* unit → the one that it was reached from */
  int32_t *stamp, search;
  int32_t *queue;
} wg_crowd_linker;

wg_status wg_crowd_linker_new(wg_crowd_linker *out, wg_context *context, wg_crowd_ground *ground);
void wg_crowd_linker_free(wg_crowd_linker *linker, wg_context *context);
/* Fills in is_apart of the group `number`, whose units are owned. */
void wg_crowd_look_apart(wg_crowd_linker *linker, wg_crowd_group *group, int32_t number);
/* 0: groups[0 … count) may be connected, as far as `steps` tell; else the bits of groups that never
 * can be all. */
uint64_t wg_crowd_clash(wg_crowd_linker *linker, const wg_crowd_group *groups, int32_t count,
                        int64_t steps);

#endif
