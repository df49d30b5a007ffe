#!/usr/bin/env bash
# The sample county from end to end: planned, exported in every format, checked, and the same bytes
# whatever the threads, the order of features and the processor.
. "$(dirname "$0")/common.sh"
needs jq ogrinfo ogr2ogr sqlite3

expect 0 "sample" "$program" sample county
for file in communities.gpkg buildings.gpkg barriers.gpkg crossings.gpkg grids.gpkg roster.csv contacts.csv; do
  [ -s county/$file ] || wrong "sample writes no $file"
done
expect 0 "sample again" "$program" sample again --json
jq -e '.communities == 8 and .grids == 51 and .officers == 35' stdout >/dev/null || wrong "the sample is another: $(cat stdout)"
for file in county/*; do same "sample twice" "$file" "again/$(basename "$file")"; done

# plan FOLDER OUT [OPTION]...: all formats into OUT
plan() {
  local from=$1 to=$2
  shift 2
  mkdir -p "$to"
  "$program" plan --communities "$from/communities.gpkg" --buildings "$from/buildings.gpkg" \
    --barriers "$from/barriers.gpkg" --crossings "$from/crossings.gpkg" --out "$to/plan.sqlite" --effort $effort \
    --export "$to/g.geojson" --export "$to/g.shp" --export "$to/g.gpkg" --export "$to/g.fgb" \
    --export "$to/g.csv" --json "$@" >"$to/plan.json" 2>"$to/stderr"
}

plan county one --threads 1
code=$?
[ "$code" = 0 ] || [ "$code" = 3 ] || { wrong "plan: exit code $code"; cat one/stderr; finish; }
jq -e ".exit_code == $code" one/plan.json >/dev/null || wrong "exit_code in JSON is not $code"
jq -e '.figures | .households_read == .households_placed + .households_left and
       .buildings_read == .buildings_placed + .buildings_left and
       .grids == .in_range + .out_proven + .out_unproven + .exempt + .empty + .unknown' one/plan.json >/dev/null ||
  wrong "the figures do not add up: $(jq -c .figures one/plan.json)"
jq -e '([.communities[].grids] | add) == .figures.grids and ([.communities[].in_range] | add) == .figures.in_range and
       ([.communities[].households] | add) == .figures.households_placed' one/plan.json >/dev/null ||
  wrong "the communities do not add up to the figures"
jq -e '.figures.out_unproven == 0' one/plan.json >/dev/null || wrong "out of range and not proven: $(jq -c .figures one/plan.json)"
[ "$code" = 0 ] || {
  plan county accepted --accept-proven || wrong "--accept-proven does not accept"
}

# exports hold what the figures say
grids=$(jq .figures.grids one/plan.json)
for format in geojson shp gpkg fgb csv; do
  ogrinfo -so -al one/g.$format >layer 2>/dev/null
  grep -qF "Feature Count: $grids" layer || wrong "g.$format has not $grids features: $(grep Count layer)"
done
jq -e '[.features[].properties.households] | add' one/g.geojson >sum
[ "$(cat sum)" = "$(jq .figures.households_placed one/plan.json)" ] || wrong "households in the GeoJSON: $(cat sum)"
jq -e '[.features[].properties.code] | length == (unique | length)' one/g.geojson >/dev/null || wrong "a grid code twice"
jq -e 'all(.features[]; .properties.code | test("^[0-9]{15}$"))' one/g.geojson >/dev/null || wrong "a code is not of 15 digits"
jq -e 'all(.features[].properties; has("phone") | not)' one/g.geojson >/dev/null || wrong "telephone numbers are exported"
for field in CODE NAME COMM_CODE COMM_NAME KIND HOUSEHOLDS STATUS REASON PROOF AREA_M2; do
  ogrinfo -so -al one/g.shp | grep -q "^$field: " || wrong "g.shp has no field $field"
done
for part in cpg prj dbf shx; do [ -s one/g.$part ] || wrong "g.shp has no .$part"; done

# the assignment holds every building that was placed, once
expect 0 "export of buildings" "$program" export one/plan.sqlite --layer building assignment.csv
says stdout "export" assignment.csv
[ "$(tail -n +2 assignment.csv | wc -l)" = "$(jq .figures.buildings_read one/plan.json)" ] || wrong "assignment.csv has $(wc -l <assignment.csv) lines"
[ "$(tail -n +2 assignment.csv | cut -d, -f1 | sort | uniq -d | wc -l)" = 0 ] || wrong "a building twice in assignment.csv"
expect 0 "export again" "$program" export one/plan.sqlite again.geojson again.csv
same "export from the store" again.geojson one/g.geojson
same "export from the store" again.csv one/g.csv
expect 0 "check" "$program" check one/plan.sqlite --json
jq -e '.valid and .broken == 0' stdout >/dev/null || wrong "check: $(jq -c . stdout)"

# a plan that someone has meddled with is broken, and check says so
cp one/plan.sqlite bent.sqlite
sqlite3 bent.sqlite "UPDATE building SET grid_code = (SELECT max(code) FROM grid) WHERE rowid IN (SELECT min(rowid) FROM building WHERE grid_code IS NOT NULL)" 2>/dev/null &&
  { expect 4 "check of a meddled plan" "$program" check bent.sqlite; says stdout "check" "broken rules"; }

# the same bytes
same_files() { # WHAT FOLDER FOLDER
  local file
  for file in g.geojson g.shp g.shx g.dbf g.prj g.cpg g.gpkg g.fgb g.csv; do same "$1" "$2/$file" "$3/$file"; done
}
plan county two --threads 2
same_files "1 and 2 threads" one two
same_store "1 and 2 threads" one/plan.sqlite two/plan.sqlite
plan county twice --threads 2
same_files "twice in a row" two twice
same_store "twice in a row" two/plan.sqlite twice/plan.sqlite

mkdir shuffled
for name in communities buildings barriers crossings; do
  layer=$(ogrinfo -q county/$name.gpkg | sed -n 's/^1: \([^ ]*\).*/\1/p')
  ogr2ogr -q shuffled/$name.gpkg county/$name.gpkg -nln "$layer" -dialect SQLite \
    -sql "SELECT * FROM \"$layer\" ORDER BY (rowid * 7919) % 10007, rowid DESC" 2>/dev/null
done
plan shuffled three
same_files "features shuffled" one three

GLIBC_TUNABLES=glibc.cpu.hwcaps=-AVX2,-FMA plan county four
same_files "an older processor" one four
same_store "an older processor" one/plan.sqlite four/plan.sqlite
finish
