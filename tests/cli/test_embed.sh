#!/usr/bin/env bash
# The example of docs/ is built against the installed library, through pkg-config and through CMake,
# and prints what it is to print; the library exports what its headers declare, and nothing else.
. "$(dirname "$0")/common.sh"
needs cmake pkg-config "${CC:-cc}" nm
: "${WANGGE_BUILD:?the build folder}"
prefix=$folder/prefix
expect 0 "installing" cmake --install "$WANGGE_BUILD" --prefix "$prefix"
PKG_CONFIG_PATH=$(dirname "$(find "$prefix" -name wangge.pc)")
export PKG_CONFIG_PATH
flags=$(pkg-config --cflags --libs wangge) || wrong "pkg-config"
library=$(pkg-config --variable=libdir wangge)
sanitize=${WANGGE_SANITIZE:+-fsanitize=$WANGGE_SANITIZE}
example=$WANGGE_SOURCE/docs/example

# shellcheck disable=SC2086
expect 0 "compiling the example" "${CC:-cc}" -std=c17 -Wall -Wextra -Werror $sanitize "$example/divide.c" -o divide $flags
LD_LIBRARY_PATH=$library ./divide >printed 2>complaints || wrong "the example fails: $(cat complaints)"
same "what the example prints" printed "$WANGGE_SOURCE/docs/example/divide.txt"
[ ! -s complaints ] || wrong "the example says: $(cat complaints)"

expect 0 "configuring the example with CMake" cmake -S "$example" -B with_cmake \
  "-DCMAKE_PREFIX_PATH=$prefix" "-DCMAKE_C_FLAGS=$sanitize"
expect 0 "building it" cmake --build with_cmake
with_cmake/divide >printed_too 2>complaints || wrong "built with CMake it fails: $(cat complaints)"
same "built either way" printed printed_too
# maps from the library: the same bytes as the program's
"$program" sample county --communities 1 --quiet >/dev/null
"$program" plan --communities county/communities.gpkg --buildings county/buildings.gpkg --roster county/roster.csv \
  --out plan.sqlite --effort fast --date 2026-01-31 --quiet >/dev/null 2>&1
expect 0 "sheets of the library" with_cmake/sheets plan.sqlite sheets.pdf cards.pdf
says stdout "sheets of the library" "sheets.pdf: sheets 2, grids without an officer"
expect 0 "sheets of the program" "$program" map plan.sqlite ours.pdf --lang zh --with-contacts --date 2026-01-31
same "sheets of library and program" sheets.pdf ours.pdf
expect 0 "cards of the program" "$program" map plan.sqlite our_cards.pdf --cards --lang zh --with-contacts --date 2026-01-31
same "cards of library and program" cards.pdf our_cards.pdf

grep -q "$(prefix/bin/wangge --version | cut -d' ' -f2)" "$library/cmake/wangge/wangge-config-version.cmake" ||
  wrong "the CMake package is of another version"

# symbols: declared in an installed header = exported
nm -D --defined-only "$(realpath "$library/libwangge.so")" | awk '$2 ~ /[TDBRVW]/ { print $3 }' |
  grep -vE '^(__bss_start|_edata|_end|_init|_fini|__(asan|ubsan|odr|tsan|sanitizer).*)$' | sort -u >exported
cat "$prefix"/include/wangge/*.h | sed 's://.*::' | tr '\n' ' ' | sed 's:/\*[^*]*\*\+\([^/*][^*]*\*\+\)*/::g' |
  tr ';{}' '\n\n\n' | grep -v 'static inline' | grep -v typedef |
  grep -oE '\bwg_[a-z0-9_]+\(' | tr -d '(' | sort -u >called
[ -s exported ] || wrong "nothing is exported"
if grep -v '^wg_' exported; then wrong "exported without our prefix"; fi
comm -23 exported called >undeclared
[ ! -s undeclared ] || wrong "exported but in no header: $(tr '\n' ' ' <undeclared)"
for name in wg_plan_make wg_plan_result wg_result_free wg_plan_check wg_context_new; do
  grep -qx "$name" exported || wrong "$name is not exported"
done
finish
