#!/usr/bin/env bash
# Killed at a random moment, `plan` leaves the old store or the new one, complete, and exports
# likewise; what it left beside them goes with the next run. WANGGE_KILLS times (20; 200 by hand).
. "$(dirname "$0")/common.sh"
needs sqlite3
kills=${WANGGE_KILLS:-20}
RANDOM=${WANGGE_KILL_SEED:-1}

expect 0 "a county" "$program" sample county --communities 3
inputs=(--communities county/communities.gpkg --buildings county/buildings.gpkg --barriers county/barriers.gpkg)
mkdir out
plan() { # MAX; in the background the program itself takes the shell's place, so that it is what is killed
  ${in_place:-} "$program" plan "${inputs[@]}" --max "$1" --effort fast --quiet --threads 1 --out out/plan.sqlite --export out/grids.geojson --export out/grids.shp
}

# The two that may be there: by --max 500 and by --max 480.
dump() { sqlite3 out/plan.sqlite .dump | LC_ALL=C sort | md5sum; }
for max in 480 500; do
  got=0
  plan $max >/dev/null 2>stderr || got=$?
  [ $got = 0 ] || [ $got = 3 ] || wrong "the plan by --max $max fails: $(cat stderr)"
  declare "store_$max=$(dump)" "map_$max=$(md5sum <out/grids.geojson)" "shape_$max=$(md5sum <out/grids.shp)"
done
# shellcheck disable=SC2154
[ "$store_480" != "$store_500" ] || wrong "the two plans are the same, so nothing is shown"

begin=$(date +%s%N)
plan 500 >/dev/null 2>&1
span=$(($(date +%s%N) - begin))

old=0 new=0 stale=0 killed=0
for ((i = 0; i < kills; i++)); do
  max=$((i % 2 ? 500 : 480))
  in_place=exec plan $max >/dev/null 2>&1 &
  victim=$!
  # anywhere from the start to a little after the usual end
  sleep "$(awk -v span="$span" -v r="$RANDOM" 'BEGIN { printf "%.4f", span / 1e9 * 1.1 * r / 32767 }')"
  kill -9 $victim 2>/dev/null
  wait $victim 2>/dev/null
  [ $? != 137 ] || killed=$((killed + 1))
  found=$(dump)
  case $found in
  "$store_480" | "$store_500") ;;
  *) wrong "kill $i: the store is neither the old one nor the new one" ;;
  esac
  if [ "$found" = "$([ $max = 480 ] && echo "$store_480" || echo "$store_500")" ]; then new=$((new + 1)); else old=$((old + 1)); fi
  got=0
  "$program" check out/plan.sqlite --quiet >/dev/null 2>stderr || got=$?
  [ $got = 0 ] || [ $got = 3 ] || wrong "kill $i: check says $got: $(cat stderr)"
  # shellcheck disable=SC2154
  case $(md5sum <out/grids.geojson) in "$map_480" | "$map_500") ;; *) wrong "kill $i: the export is torn" ;; esac
  # shellcheck disable=SC2154
  case $(md5sum <out/grids.shp) in "$shape_480" | "$shape_500") ;; *) wrong "kill $i: the shapefile is torn" ;; esac
  # nothing but the files themselves and temporary ones, which bear another name
  for file in out/* out/.[!.]*; do
    case $file in
    out/plan.sqlite | out/grids.geojson | out/grids.shp | out/grids.dbf | out/grids.shx | out/grids.prj | out/grids.cpg | 'out/.[!.]*') ;;
    out/plan.sqlite.*.part | out/.grids.part-*) stale=$((stale + 1)) ;;
    *) wrong "kill $i: $file was left" ;;
    esac
  done
done
[ $killed -ge $((kills / 4)) ] || wrong "only $killed of $kills runs were killed before their end"
echo "$kills kills ($killed before the end) in a run of $((span / 1000000)) ms: $new times the plan was the one being written, $old times the one before; $stale temporary files seen"
plan 500 >/dev/null 2>&1
left=$(find out -name '*.part*' | wc -l)
[ "$left" = 0 ] || wrong "$left temporary files are still there after a run that went well: $(find out -name '*.part*' | head -3)"
[ "$(dump)" = "$store_500" ] || wrong "the last plan differs"

# while a second plan is added to the store, the first stays as it is, and the second is there or not
add() { ${in_place:-} "$program" plan "${inputs[@]}" --max 480 --effort fast --quiet --threads 1 --out out/plan.sqlite --scenario dense; }
first() { sqlite3 out/plan.sqlite "SELECT * FROM grid" "SELECT * FROM building" "SELECT * FROM run" | md5sum; }
cp out/plan.sqlite alone.sqlite
before=$(first) added=0
for ((i = 0; i < (kills + 1) / 2; i++)); do
  cp alone.sqlite out/plan.sqlite
  in_place=exec add >/dev/null 2>&1 &
  victim=$!
  sleep "$(awk -v span="$span" -v r="$RANDOM" 'BEGIN { printf "%.4f", span / 1e9 * 1.1 * r / 32767 }')"
  kill -9 $victim 2>/dev/null
  wait $victim 2>/dev/null
  [ "$(first)" = "$before" ] || wrong "kill $i while a scenario is added: the first plan has changed"
  for name in "" dense; do
    if [ "$name" = dense ]; then
      [ "$(sqlite3 out/plan.sqlite "SELECT count(*) FROM sqlite_schema WHERE name = 'dense_grid'")" = 1 ] || continue
      added=$((added + 1))
    fi
    got=0
    "$program" check out/plan.sqlite ${name:+--scenario $name} --quiet >/dev/null 2>stderr || got=$?
    [ $got = 0 ] || wrong "kill $i while a scenario is added: check of '$name' says $got: $(cat stderr)"
  done
done
echo "$i kills while a scenario was added: $added times it was there"
finish
