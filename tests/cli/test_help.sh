#!/usr/bin/env bash
# Help, version and what is generated from the tables.
. "$(dirname "$0")/common.sh"

expect 0 "help" "$program" --help
says stdout "help" "Usage:"
cp stdout overview
for command in sample plan check audit compare export partition; do
  says overview "help lists the command" "wangge $command"
  expect 0 "help of $command" "$program" $command --help
  says stdout "its usage" "Usage: wangge $command"
  expect 0 "Chinese help of $command" "$program" $command --help --lang zh
  says stdout "its usage in Chinese" "用法"
  expect 0 "help $command" "$program" help $command
  says stdout "the same" "Usage: wangge $command"
done
expect 0 "version" "$program" --version
grep -qE '^wangge [0-9]+\.[0-9]+\.[0-9]+$' stdout || wrong "version: $(cat stdout)"
expect 2 "no command" "$program"
says stderr "no command" "Usage:"

# language: --lang, else LC_ALL, LC_MESSAGES, LANG
expect 0 "LANG" env -u LC_ALL -u LC_MESSAGES LANG=zh_CN.UTF-8 "$program" --help
says stdout "LANG=zh" "用法"
expect 0 "LC_MESSAGES" env -u LC_ALL LC_MESSAGES=zh_CN.UTF-8 LANG=C "$program" --help
says stdout "LC_MESSAGES=zh before LANG" "用法"
expect 0 "LC_ALL" env LC_ALL=C LC_MESSAGES=zh_CN.UTF-8 "$program" --help
says stdout "LC_ALL=C before LC_MESSAGES" "Usage:"
expect 0 "--lang wins" env LC_ALL=zh_CN.UTF-8 "$program" plan --lang en --help
says stdout "--lang en" "Usage:"

# documents that are written from the tables
"$program" help --completion >completion
bash -n completion || wrong "the completion is no bash"
# shellcheck disable=SC1091
. ./completion
COMP_WORDS=(wangge plan --effort t) COMP_CWORD=3
_wangge
[ "${COMPREPLY[*]}" = thorough ] || wrong "--effort t completes to '${COMPREPLY[*]}'"
COMP_WORDS=(wangge par) COMP_CWORD=1
_wangge
[ "${COMPREPLY[*]}" = partition ] || wrong "par completes to '${COMPREPLY[*]}'"
COMP_WORDS=(wangge plan --acc) COMP_CWORD=2
_wangge
[ "${COMPREPLY[*]}" = --accept-proven ] || wrong "--acc completes to '${COMPREPLY[*]}'"
"$program" help --man --lang zh | grep -q '^\.SH 命令$' || wrong "the Chinese man page has no commands"
if command -v man >/dev/null; then
  "$program" help --man >page.1
  man --warnings -l page.1 >/dev/null 2>warnings
  [ ! -s warnings ] || wrong "the man page has warnings: $(head -3 warnings)"
fi
finish
