#!/usr/bin/env bash
# Every public header compiles alone, in C and in C++.
. "$(dirname "$0")/common.sh"
needs "${CC:-cc}"
include=(-I "$WANGGE_SOURCE/common/include" -I "$WANGGE_SOURCE/engine/include")
for header in "$WANGGE_SOURCE"/common/include/wangge/*.h "$WANGGE_SOURCE"/engine/include/wangge/*.h; do
  name=wangge/$(basename "$header")
  printf '#include "%s"\n#include "%s"\n' "$name" "$name" >alone.c
  cp alone.c alone.cc
  expect 0 "$name alone in C" "${CC:-cc}" -std=c17 -Wall -Wextra -Werror -fsyntax-only "${include[@]}" alone.c
  if command -v "${CXX:-c++}" >/dev/null; then
    for standard in c++11 c++17; do
      expect 0 "$name alone in $standard" "${CXX:-c++}" -std=$standard -Wall -Wextra -Werror -fsyntax-only "${include[@]}" alone.cc
    done
  fi
  # a header that declares functions says so to C++
  if grep -qE '^[a-z_].*\) *(WG_[A-Z_]+(\([^)]*\))? *)*;' "$header"; then
    says "$header" "$name" 'extern "C"'
  fi
done
finish
