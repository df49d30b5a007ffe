# shellcheck shell=bash
# What the scripts of this folder share. Each is called with the program's path; a claim that does
# not hold is printed and counted, and the script fails at its end.
set -u
program=$(realpath "$1")
here=$(realpath "$(dirname "$0")")
: "${SHARED_DATA:=/nonexistent}" "${WANGGE_SOURCE:=$(realpath "$here/../..")}"
export LC_ALL=C.UTF-8 SOURCE_DATE_EPOCH=1767225600
unset LANGUAGE
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 1
broken=0
# under a sanitizer everything takes many times as long, so it searches less
effort=normal
[ -z "${WANGGE_SANITIZE:-}" ] || effort=fast

wrong() {
  echo "WRONG: $*"
  broken=$((broken + 1))
}

# expect CODE WHAT COMMAND...: runs it, keeps its output in ./stdout and ./stderr.
expect() {
  local code=$1 what=$2 got=0
  shift 2
  "$@" >stdout 2>stderr || got=$?
  [ "$got" = "$code" ] || { wrong "$what: exit code $got instead of $code ($*)"; head -5 stderr; }
}

# says FILE WHAT TEXT: the file holds the text.
says() {
  grep -qF -e "$3" "$1" || { wrong "$2: '$3' is not in $1:"; head -5 "$1"; }
}

says_not() {
  if grep -qF -e "$3" "$1"; then wrong "$2: '$3' is in $1"; fi
}

same() {
  cmp -s "$2" "$3" || wrong "$1: $2 and $3 differ"
}

# The same but for the fields and sections a run may differ in: the sorted dump of a store.
same_store() {
  store_dump "$2" >dump_a
  store_dump "$3" >dump_b
  cmp -s dump_a dump_b || { wrong "$1: stores $2 and $3 differ"; diff dump_a dump_b | head -5 | cut -c1-300; }
}

store_dump() {
  sqlite3 "$1" .dump | LC_ALL=C sort
}

needs() {
  local tool
  for tool in "$@"; do
    command -v "$tool" >/dev/null || { echo "skipped: $tool is not installed"; exit 77; }
  done
}

needs_data() {
  local file
  for file in "$@"; do
    [ -e "$SHARED_DATA/data/$file" ] || { echo "skipped: $SHARED_DATA/data/$file is missing"; exit 77; }
  done
}

finish() {
  [ "$broken" = 0 ] || { echo "$broken claims do not hold"; exit 1; }
  exit 0
}
