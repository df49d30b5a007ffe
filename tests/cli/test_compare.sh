#!/usr/bin/env bash
# What moved between two plans or grid files: counted on fingers in a tiny county, and against what a
# re-drawing says of itself in the sample county.
. "$(dirname "$0")/common.sh"
. "$here/tiny.sh"
needs jq ogr2ogr sqlite3

# --- on fingers: eight buildings of 100 households in A, one of 350 in B ------------------------------
tiny_communities A B >c.geojson
tiny_buildings "100 100 100 100 100 100 100 100" "350" >b.geojson
inputs=(--communities c.geojson --buildings b.geojson)
grid() { feature "$(area "$1" 0 "$2" 40)" "\"code\":\"64010600100$3\""; }
both() { cat; grid 40 40 1001; }
{ grid 0 17 0001; grid 17 23 0002; } | both | collection >old.geojson # four and four
compare() { # CODE WHAT NEW ARGUMENTS...: against old.geojson
  expect "$1" "$2" "$program" compare old.geojson "$3" "${inputs[@]}" --json "${@:4}"
  cp stdout compared.json
}
get() { jq -c "$1" compared.json; }
is() { [ "$(get "$2")" = "$3" ] || wrong "$1: $(get "$2") instead of $3"; }
moved='.moved | [.households, .buildings, .unchanged, .changed, .retired, .made]'
pairs='[.pairs[] | "\(.old_code[-4:]) \(.new_code[-4:]) \(.change) \(.households) \(.moved)"]'

compare 0 "the same" old.geojson
is "the same" "$moved" '[0,0,3,0,0,0]'
is "the same" "[.moved.of_households, .moved.of_buildings]" '[1150,9]'

{ grid 0 13 0001; grid 13 27 0002; } | both | collection >new.geojson # three and five
compare 0 "one building" new.geojson --moved m.csv --changes ch.gpkg
is "one building" "$moved" '[100,1,1,2,0,0]'
is "one building" "$pairs" '["0001 0001 X 300 false","0001 0002 X 100 true","0002 0002 X 400 false","1001 1001 U 350 false"]'
is "figures" '[.before, .after | .in_range, .under, .over, .smallest, .largest, .spread, .fault]' '[3,0,0,350,400,23,0,3,0,0,300,500,84,0]'
[ "$(tail -n +2 m.csv | tr -d '"')" = "B0-3,640106001000,,100,640106001000001,640106001000002" ] || wrong "moved building: $(tail -n +2 m.csv)"
ogr2ogr -q -f CSV ch.csv ch.gpkg -dialect SQLite -sql "SELECT old_code, new_code, households, buildings, round(ST_Area(geom) / 100) AS a FROM changes"
# 0.0004 degrees of longitude by 0.004 of latitude at 38 N: 35.1 m by 444 m
[ "$(tail -n +2 ch.csv | tr -d '"')" = "640106001000001,640106001000002,100,1,156" ] || wrong "changed area: $(cat ch.csv)"

{ grid 0 17 0002; grid 17 23 0001; } | both | collection >new.geojson
compare 0 "codes exchanged" new.geojson
is "codes exchanged: nobody moves" "$moved" '[0,0,3,0,0,0]'
{ grid 0 9 0001; grid 9 8 0003; grid 17 23 0002; } | both | collection >new.geojson
compare 0 "split" new.geojson
is "split" "$moved" '[200,2,2,1,0,1]'
is "split" "$pairs" '["0001 0001 S 200 false","0001 0003 S 200 true","0002 0002 U 400 false","1001 1001 U 350 false"]'
grid 0 40 0001 | both | collection >new.geojson
compare 0 "merged" new.geojson
is "merged" "$moved" '[400,4,1,1,1,0]'
is "merged" '[.pairs[] | .change] | unique' '["M","U"]'
{ grid 0 9 0001; grid 17 23 0002; } | both | collection >new.geojson # B0-2 and B0-3 in none
compare 0 "in no grid" new.geojson
is "in no grid" "[.moved.households, .moved.buildings_only_before, .moved.buildings_only_after]" '[0,2,0]'
expect 0 "words" "$program" compare old.geojson new.geojson "${inputs[@]}" --lang zh
says stdout "words" "仅之前在网格内：2 栋楼、200 户"

# --- the sample county: as the re-drawing itself counts ------------------------------------------------
"$program" sample county >/dev/null
inputs=(--communities county/communities.gpkg --buildings county/buildings.gpkg --barriers county/barriers.gpkg
        --crossings county/crossings.gpkg --effort fast --quiet)
"$program" plan "${inputs[@]}" --out plan.sqlite
"$program" adjust "${inputs[@]}" --grids county/grids.gpkg --out adjusted.sqlite --json >adjust.json
expect 0 "grids and store" "$program" compare county/grids.gpkg adjusted.sqlite "${inputs[@]}" --json --moved m.csv --changes ch.geojson
cp stdout compared.json
is "as adjust counts" '.moved | [.households, .buildings, .unchanged, .retired, .made, .of_households]' \
  "$(jq -c '.redraw | [.households_moved, .buildings_moved, .unchanged, .retired, .new, .households]' adjust.json)"
is "sums of the pairs" '[([.pairs[].households] | add), ([.pairs[] | select(.moved) | .buildings] | add)] == [.moved.of_households, .moved.buildings]' true
[ "$(tail -n +2 m.csv | wc -l)" = "$(get .moved.buildings)" ] || wrong "moved.csv: $(wc -l <m.csv) lines"
# the lookup of the store says the same of every pair
sqlite3 -separator ' ' adjusted.sqlite "SELECT old_code, new_code, change, households FROM lookup WHERE old_code IS NOT NULL AND new_code IS NOT NULL ORDER BY 1, 2" >lookup
jq -r '.pairs[] | select(.old_code and .new_code) | "\(.old_code) \(.new_code) \(.change) \(.households)"' compared.json | sort >ours
same "lookup" lookup ours
# every changed area is where its building went: households by codes, and areas inside both grids
jq -r '[.features[].properties | select(.households > 0) | "\(.old_code) \(.new_code) \(.households)"] | sort | .[]' ch.geojson >areas
jq -r '[.pairs[] | select(.moved and .households > 0) | "\(.old_code) \(.new_code) \(.households)"] | sort | .[]' compared.json >wanted
same "changed areas" wanted areas
expect 0 "two stores" "$program" compare plan.sqlite adjusted.sqlite --json
cp stdout compared.json
is "two stores" '[.before.in_range, .after.in_range] == [.before.grids, .after.grids]' true
is "compounds" '[.compounds[] | .households_moved] | . == (sort | reverse) and length > 3' true
expect 0 "one store with itself" "$program" compare plan.sqlite plan.sqlite
says stdout "one store with itself" "Moved   0 of"
"$program" plan "${inputs[@]}" --out plan.sqlite --scenario wide --min 200 --max 700
expect 0 "two scenarios" "$program" compare plan.sqlite plan.sqlite --scenario wide --json
jq -e '.moved.households > 0 and .before.grids > .after.grids' stdout >/dev/null || wrong "two scenarios: $(jq -c .moved stdout)"

# --- what cannot be compared --------------------------------------------------------------------------
expect 1 "no such file" "$program" compare plan.sqlite nowhere.sqlite
says stderr "no such file" "There is no file 'nowhere.sqlite'"
expect 2 "a grid file alone" "$program" compare plan.sqlite county/grids.gpkg
says stderr "a grid file alone" "--communities"
expect 1 "a store that is not there" "$program" compare plan.sqlite nowhere.sqlite "${inputs[@]}"
expect 1 "no building in common" "$program" compare county/grids.gpkg plan.sqlite --communities county/communities.gpkg \
  --buildings county/buildings.gpkg --building-id name
says stderr "no building in common" "no building in common"
"$program" plan "${inputs[@]}" --crs EPSG:4545 --out other.sqlite
expect 2 "another system" "$program" compare plan.sqlite other.sqlite --changes x.gpkg
says stderr "another system" "same --crs"
[ ! -e x.gpkg ] || wrong "x.gpkg was written"
expect 0 "another system, without areas" "$program" compare plan.sqlite other.sqlite
expect 2 "over an input" "$program" compare plan.sqlite adjusted.sqlite --moved plan.sqlite
expect 2 "an unknown format" "$program" compare plan.sqlite adjusted.sqlite --changes x.doc
expect 2 "one operand" "$program" compare plan.sqlite
ogr2ogr -q lines.gpkg county/grids.gpkg -nlt MULTILINESTRING 2>/dev/null
expect 1 "lines" timeout 60 "$program" compare lines.gpkg plan.sqlite "${inputs[@]}"
finish
