/* "DIR/{community}.geojson": one file for each community. */
#ifndef CLI_EXPAND_H
#define CLI_EXPAND_H

#include "program.h"

/* Files to write, with the code of the only community in each, or NULL: all. */
typedef struct expanded_files {
  const char **paths, **communities; /* paths made here are owned */
  int32_t count, capacity;
} expanded_files;

bool has_placeholder(const char *path);
/* Every path with {community} becomes one for each community of the plan, in the plan's order, with
 * its code in place of the word; a folder that is missing at its end is made. Characters of a code
 * that file names cannot have become '_'. */
wg_status expand_files(expanded_files *out, wg_context *context, const wg_plan *plan,
                       const text_list *files) WG_MUST_CHECK;
void expanded_free(expanded_files *files, wg_context *context);

#endif
