#!/usr/bin/env bash
# Tokyo: Minato and Shinjuku wards, 80,317 buildings; rivers hard, railways soft.
. "$(dirname "$0")/common.sh"
needs jq
needs_data tokyo/communities.gpkg tokyo/buildings.gpkg tokyo/barriers.gpkg
data=$SHARED_DATA/data/tokyo

plan() { # OUT [OPTION]...
  local to=$1
  shift
  "$program" plan --communities "$data/communities.gpkg" --buildings "$data/buildings.gpkg" \
    --barriers "$data/barriers.gpkg" --hard river --soft railway --out "$to.sqlite" --export "$to.geojson" \
    --json "$@" >"$to.json" 2>stderr
}
plan one --threads 1
[ $? = 3 ] || { wrong "exit code: 3 is expected, communities below 300 households are among them"; head -3 stderr; finish; }
[ "$(jq -c '.figures | [.communities, .buildings_read]' one.json)" = "[270,80317]" ] || wrong "read: $(jq -c .figures one.json)"
jq -e '.figures | .households_read == .households_placed + .households_left' one.json >/dev/null || wrong "households: $(jq -c .figures one.json)"
# by arithmetic and buildings above 500, 195–203 of the 270 can be wholly in range with rivers hard
jq -e '.figures.communities_in_range >= 195 and .figures.communities_in_range <= 210' one.json >/dev/null ||
  wrong "wholly in range: $(jq .figures.communities_in_range one.json)"
jq -e '.figures | .out_unproven * 200 <= .grids' one.json >/dev/null || wrong "not proven: $(jq -c .figures one.json)"
expect 0 "check" "$program" check one.sqlite
plan two --threads 2
same "1 and 2 threads" one.geojson two.geojson
jq -c .figures one.json
finish
