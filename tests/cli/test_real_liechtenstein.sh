#!/usr/bin/env bash
# A whole country straight from its OpenStreetMap extract, and the footprints of Shanghai as published:
# households estimated, every one accounted for, the plans valid.
. "$(dirname "$0")/common.sh"
needs jq sqlite3
needs_data liechtenstein shanghai
li=$SHARED_DATA/data/liechtenstein/liechtenstein-latest.osm.pbf
shanghai=$SHARED_DATA/data/shanghai

planned() { # WHAT STORE OPTION...
  local what=$1 store=$2 got=0
  shift 2
  "$program" plan "$@" --effort "$effort" --estimate --out "$store" --json >stdout 2>stderr || got=$?
  [ $got = 0 ] || [ $got = 3 ] || { wrong "$what: exit code $got"; head -5 stderr; }
  expect 0 "$what: check" "$program" check "$store" --quiet
  [ "$(sqlite3 "$store" 'select sum(households_estimated) = sum(households) from grid')" = 1 ] || wrong "$what: estimates are not marked"
}

planned Liechtenstein li.sqlite --communities "$li" --buildings "$li" --barriers "$li"
"$program" plan --communities "$li" --buildings "$li" --barriers "$li" --estimate --effort "$effort" --out li.sqlite --json >stdout 2>/dev/null
[ "$(jq '.communities | length' stdout)" = 11 ] || wrong "Liechtenstein has $(jq '.communities | length' stdout) communes"
jq -e '.figures | .buildings_read == 8993 and .out_unproven == 0 and .grids > 80 and
  .households_read == .households_estimated and .households_read == .households_placed + .households_left' stdout >/dev/null ||
  wrong "Liechtenstein: $(jq -c .figures stdout)"
[ "$(sqlite3 li.sqlite "select count(distinct kind) >= 8 and sum(kind = 'river' and class = 'hard') > 0 and sum(kind = 'rail') > 0 and sum(kind in ('water', 'reservoir') and class = 'hard') = 64 from barrier")" = 1 ] ||
  wrong "Liechtenstein: barriers $(sqlite3 li.sqlite 'select kind, class, count(*) from barrier group by 1, 2' | tr '\n' ' ')"

planned 外滩 sh.sqlite --communities "$shanghai/外滩街道边界.json" --buildings "$shanghai/buildings_as_published.json" \
  --barriers "$shanghai/黄浦江.json" --barriers-are river
"$program" plan --communities "$shanghai/外滩街道边界.json" --buildings "$shanghai/buildings_as_published.json" --barriers "$shanghai/黄浦江.json" \
  --barriers-are river --estimate --effort "$effort" --out sh.sqlite --json >stdout 2>/dev/null
jq -e '.figures.buildings_read == 10613 and .figures.buildings_placed > 1300 and .figures.out_unproven == 0' stdout >/dev/null ||
  wrong "外滩: $(jq -c .figures stdout)"
jq -e '[.findings[] | select(.code == "source_mended") | .reason] | any(contains("8 geometries"))' stdout >/dev/null || wrong "外滩: nothing was mended"
jq -e '[.findings[].code] | index("geometry_null") == null and index("geometry_refused") == null' stdout >/dev/null || wrong "外滩: a footprint was lost"
finish
