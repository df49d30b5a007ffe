#!/usr/bin/env bash
# The exported grids of whole cities, judged by programs that share no code with this one: directed
# segments cancel, and no line runs through a house (tests/verify).
. "$(dirname "$0")/common.sh"
needs_data singapore/communities.gpkg singapore/buildings.gpkg singapore/streets.gpkg \
  tokyo/communities.gpkg tokyo/buildings.gpkg tokyo/barriers.gpkg
verify=${WANGGE_BUILD:-$WANGGE_SOURCE/build/release}/tests
[ -x "$verify/verify_coverage" ] || { echo "skipped: $verify/verify_coverage is not built"; exit 77; }

plan() { # CITY [OPTION]...
  local city=$1 got=0
  shift
  "$program" plan --communities "$SHARED_DATA/data/$city/communities.gpkg" \
    --buildings "$SHARED_DATA/data/$city/buildings.gpkg" --effort fast --out "$city.sqlite" \
    --export "$city.gpkg" --quiet "$@" >/dev/null 2>stderr || got=$?
  # 3: communities below 300 households are among them
  [ "$got" = 3 ] || { wrong "$city: exit code $got instead of 3"; head -3 stderr; }
}

judge() { # CITY
  local data=$SHARED_DATA/data/$1
  echo "$1:"
  "$verify/verify_coverage" "$1.gpkg" "$data/communities.gpkg" || wrong "$1: the grids do not tile the communities"
  "$verify/verify_footprints" "$1.gpkg" "$data/communities.gpkg" "$data/buildings.gpkg" ||
    wrong "$1: a grid line runs through a footprint"
}

plan singapore --barriers "$SHARED_DATA/data/singapore/streets.gpkg" --households households
judge singapore
plan tokyo --barriers "$SHARED_DATA/data/tokyo/barriers.gpkg" --hard river --soft railway
judge tokyo
finish
