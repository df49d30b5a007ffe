/* Guessing what a misspelt name was meant to be. */
#ifndef CLI_NEAREST_H
#define CLI_NEAREST_H

#include <stddef.h>

/* Restricted Damerau–Levenshtein distance: insertions, deletions, changes and swaps of
 * neighbouring bytes. Texts beyond 63 bytes are as far as anything can be. */
int name_distance(const char *a, size_t a_length, const char *b);
/* Whether a name at that distance is worth proposing for one of that length. */
int name_is_near(int distance, size_t length);

#endif
