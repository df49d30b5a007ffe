#!/usr/bin/env bash
# The words of the maps: every one in the sources is in po/zh.po, translated, with the same places for numbers, and
# the catalogue has no other.
. "$(dirname "$0")/common.sh"
needs xgettext msgcmp msgfmt
catalogue=$WANGGE_SOURCE/po/zh.po
sources=("$WANGGE_SOURCE"/engine/src/map*.c)

xgettext --language=C --from-code=UTF-8 --keyword= --keyword=map_word:2 --keyword=MAP_WORD:1 --output=found.pot \
  "${sources[@]}" 2>stderr || wrong "xgettext: $(head -1 stderr)"
[ "$(grep -c '^msgid' found.pot)" -gt 40 ] || wrong "hardly a word was found in the sources"
msgcmp "$catalogue" found.pot 2>stderr || { wrong "a word is not in po/zh.po:"; head -5 stderr; }
msgfmt --check --output-file=/dev/null "$catalogue" 2>stderr || { wrong "po/zh.po:"; head -5 stderr; }
unused=$(msgcomm --unique "$catalogue" found.pot 2>/dev/null | grep '^msgid "..*"' || true)
[ -z "$unused" ] || wrong "in only one of sources and po/zh.po: $unused"

# words in tables go through MAP_WORD, so that they are found: nothing else but a text is given to map_word
grep -nE 'map_word\([^,"]+, *[^" ]' "${sources[@]}" | grep -vE 'map_word\([^,]+, (heading|legend_words\[i\])\)|const char \*(map_word|english)' >rest
[ -s rest ] && { wrong "map_word is given something that no one looks up:"; head -5 rest; }
finish
