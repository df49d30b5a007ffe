/* The catalogue of the sheets' words: gettext's, po/zh.po made into a table by msgfmt and linked
 * in, so that a library needs neither the locale of its process nor an installed file. The English
 * text is the key and the fallback. */
#ifndef WG_ENGINE_MAP_WORDS_H
#define WG_ENGINE_MAP_WORDS_H

#include "wangge/context.h"

/* A word in a table, for the tools of gettext; it is looked up later. */
#define MAP_WORD(english) english

/* In the context's language; never NULL. */
const char *map_word(const wg_context *context, const char *english) WG_FORMAT_ARGUMENTS(2, 2);

#endif
