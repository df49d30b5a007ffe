/* What the command line asked for, straight in the structs that the library takes: an option's
 * record names the member it fills, so nothing is copied from one struct to another. */
#ifndef CLI_SETTINGS_H
#define CLI_SETTINGS_H

#include "wangge/wangge.h"

/* The texts are borrowed from argv. */
typedef struct text_list {
  const char **items;
  int32_t count;
} text_list;

typedef struct cli_settings {
  wg_plan_options plan; /* its rule serves `partition` too, its date and seed `sample` */
  wg_sample_options sample;
  wg_map_options map;
  const char *before; /* the plan store that `map` compares with */
  text_list operands;          /* what is no option, in order */
  wg_source_file *barriers;    /* one for each --barriers; plan.barriers points here */
  wg_source_file all_barriers; /* what was said of barriers before the first of them */
  text_list exports;
  const char *out;
  const char *layer, *out_crs, *encoding, *fields, *manifest;
  const char *moved, *changes; /* files that `compare` writes */
  const char *old_scenario;    /* of the first store of `compare` */
  const char *scenario; /* name of the plan in its store; NULL: the one without a name */
  wg_source_file grids; /* that `check` (its path is the operand) and `audit` judge, that others follow */
  text_list locked, released;
  int32_t tolerance_mm;
  const char *language; /* checked here; main.c looks for it before anything else is read */
  bool variants;
  bool json, quiet, help, version, accept_proven, with_contacts;
  bool man, completion, markdown, findings; /* of the hidden command `help` */
} cli_settings;

#define SETTINGS_INIT                                                                              \
  {                                                                                                \
    .plan = WG_PLAN_OPTIONS_INIT, .sample = WG_SAMPLE_OPTIONS_INIT, .map = WG_MAP_OPTIONS_INIT, .tolerance_mm = 20                                \
  }

#endif
