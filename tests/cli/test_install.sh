#!/usr/bin/env bash
# What is installed works: program, man pages, completion, and the library through pkg-config.
. "$(dirname "$0")/common.sh"
needs cmake pkg-config "${CC:-cc}"
: "${WANGGE_BUILD:?the build folder}"
expect 0 "installing" cmake --install "$WANGGE_BUILD" --prefix "$folder/prefix"
expect 0 "the installed program" prefix/bin/wangge --version
[ -s prefix/share/man/man1/wangge.1 ] || wrong "no man page"
[ -s prefix/share/man/zh_CN/man1/wangge.1 ] || wrong "no Chinese man page"
[ -s prefix/share/bash-completion/completions/wangge ] || wrong "no completion"

PKG_CONFIG_PATH=$(dirname "$(find "$folder/prefix" -name wangge.pc)")
export PKG_CONFIG_PATH
# another prefix than that of the configuration: wangge.pc finds its own
flags=$(pkg-config --cflags --libs wangge) || wrong "pkg-config"
library=$(pkg-config --variable=libdir wangge)
sanitize=${WANGGE_SANITIZE:+-fsanitize=$WANGGE_SANITIZE}

cat >tiny.c <<'END'
#include <stdio.h>
#include <wangge/wangge.h>

int main(void)
{
  wg_context *context;
  wg_plan plan = {0};
  if (wg_context_new(&context, NULL) != WG_OK) return 1;
  wg_status status = wg_plan_load(&plan, context, "no such plan.sqlite");
  printf("%s|%d|%s\n", wg_version(), status != WG_OK, wg_message(context));
  wg_plan_free(&plan, context);
  wg_context_free(context);
  return 0;
}
END
# shellcheck disable=SC2086
expect 0 "compiling a program" "${CC:-cc}" -std=c17 -Wall -Werror $sanitize tiny.c -o tiny $flags
LD_LIBRARY_PATH=$library ./tiny >stdout 2>stderr || wrong "the program fails: $(cat stderr)"
grep -qE '^[0-9.]+\|1\|.*no such plan\.sqlite' stdout || wrong "the program prints '$(cat stdout)'"
[ "$(pkg-config --modversion wangge)" = "$(prefix/bin/wangge --version | cut -d' ' -f2)" ] ||
  wrong "pkg-config knows another version"

if command -v "${CXX:-c++}" >/dev/null; then
  cp tiny.c tiny.cc
  sed -i 's/wg_plan plan = {0}/wg_plan plan = wg_plan()/' tiny.cc
  # shellcheck disable=SC2086
  expect 0 "compiling it as C++" "${CXX:-c++}" -std=c++17 -Wall -Werror $sanitize tiny.cc -o tiny_cc $flags
fi
finish
