#!/usr/bin/env bash
# Existing grids: codes kept, lookup and history; adjust moves few households, keeps locks, and leaves
# alone what is in range.
. "$(dirname "$0")/common.sh"
needs jq sqlite3 ogr2ogr

"$program" sample county --communities 3 >/dev/null 2>&1 || wrong "sample"
inputs=(--communities county/communities.gpkg --buildings county/buildings.gpkg --barriers county/barriers.gpkg
  --crossings county/crossings.gpkg --effort "$effort")
ask() { sqlite3 "$1" "$2"; }

# plan --grids keeps codes
expect 0 "plan" "$program" plan "${inputs[@]}" --grids county/grids.gpkg --out plan.sqlite --json
moved_anew=$(jq .redraw.households_moved stdout)
all=$(jq .figures.households_placed stdout)
[ "$(ask plan.sqlite 'SELECT sum(households) FROM lookup')" = "$all" ] || wrong "the lookup has not all households"
[ "$(ask plan.sqlite 'SELECT sum(households) FROM lookup WHERE old_code IS NOT new_code')" = "$moved_anew" ] || wrong "moved: $moved_anew"
[ "$(ask plan.sqlite 'SELECT count(*) - count(DISTINCT code) FROM grid')" = 0 ] || wrong "a code twice"
expect 0 "check" "$program" check plan.sqlite
expect 0 "lookup" "$program" export plan.sqlite --layer lookup lookup.csv
says lookup.csv "heading" "old_code,new_code,change,households,buildings,valid_from,valid_to"

# codes of the history and of --retired are not given again
printf 'code,valid_to\n640129001001040,2020-01-01\n' >retired.csv
expect 0 "retired" "$program" plan "${inputs[@]}" --grids county/grids.gpkg --retired retired.csv --out r.sqlite
[ "$(ask r.sqlite "SELECT count(*) FROM grid WHERE code LIKE '640129001001%' AND sequence BETWEEN 7 AND 40")" = 0 ] || wrong "a number below a retired one was given"
[ "$(ask r.sqlite "SELECT count(*) FROM code_history WHERE code = '640129001001040' AND valid_to IS NOT NULL")" = 1 ] || wrong "the retired code is not in the history"
# one column: with a heading or without, with a mark of byte order, in GB18030, quoted, with the ends of Windows
printf 'code\n640129001001040\n' >heading.csv
printf '640129001001040' >bare.csv
printf '\xEF\xBB\xBF停用编码\r\n"640129001001040"\r\n\r\n' >mark.csv
printf '停用编码\n640129001001040\n' | iconv -t GB18030 >gb18030.txt
for list in heading.csv bare.csv mark.csv gb18030.txt; do
  expect 0 "$list" "$program" plan "${inputs[@]}" --grids county/grids.gpkg --retired "$list" --out l.sqlite
  [ "$(ask l.sqlite "SELECT count(*) FROM grid WHERE code LIKE '640129001001%' AND sequence BETWEEN 7 AND 40")" = 0 ] || wrong "$list: a number below a retired one was given"
  [ "$(ask l.sqlite "SELECT group_concat(code) FROM code_history WHERE code NOT LIKE '640129______0__'")" = "" ] || wrong "$list: a heading was taken for a code"
done
expect 1 "no codes" "$program" plan "${inputs[@]}" --grids county/grids.gpkg --retired county/roster.csv --out x.sqlite

# adjust
expect 0 "adjust" "$program" adjust "${inputs[@]}" --grids county/grids.gpkg --out a.sqlite --threads 1 --json
moved=$(jq .redraw.households_moved stdout)
[ "$moved" -lt "$moved_anew" ] || wrong "adjust moves $moved, plan $moved_anew"
[ "$(jq '.figures | .grids == .in_range' stdout)" = true ] || wrong "not in range: $(jq -c .figures stdout)"
[ "$(jq '.redraw | .unchanged + .changed + .retired == .old_grids - .old_exempt' stdout)" = true ] || wrong "$(jq -c .redraw stdout)"
expect 0 "check" "$program" check a.sqlite
expect 0 "2 threads" "$program" adjust "${inputs[@]}" --grids county/grids.gpkg --out b.sqlite --threads 2
same_store "1 and 2 threads" a.sqlite b.sqlite

# what is in range stays, codes and dates too; its history goes on
expect 0 "again" "$program" adjust "${inputs[@]}" --grids a.sqlite --out c.sqlite --date 2030-01-01 --json
[ "$(jq -c '.redraw | [.households_moved, .changed, .new, .retired]' stdout)" = "[0,0,0,0]" ] || wrong "again: $(jq -c .redraw stdout)"
[ "$(ask c.sqlite "SELECT count(*) FROM grid WHERE valid_from = '2030-01-01'")" = 0 ] || wrong "unchanged grids have a new date"
[ "$(ask c.sqlite 'SELECT count(*) FROM code_history')" = "$(ask a.sqlite 'SELECT count(*) FROM code_history')" ] || wrong "the history was lost"

# a lock is kept, even where it costs range
code=$(ask a.sqlite "SELECT old_code FROM lookup GROUP BY old_code HAVING max(change) <> 'U' ORDER BY old_code LIMIT 1")
"$program" adjust "${inputs[@]}" --grids county/grids.gpkg --out l.sqlite --lock "$code" --lock 999 --json >stdout 2>stderr
[ "$(ask l.sqlite "SELECT change FROM lookup WHERE old_code = '$code'")" = U ] || wrong "the lock of $code was not kept"
[ "$(jq '[.findings[] | select(.code == "lock_unknown" and .subject == "999")] | length' stdout)" = 1 ] || wrong "an unknown lock is not told"
expect 0 "check of the locked" "$program" check l.sqlite
# a community without a building keeps its grid
cp county/buildings.gpkg few.gpkg
sqlite3 few.gpkg "DELETE FROM buildings WHERE building_id LIKE '640129001002%'"
few=(--communities county/communities.gpkg --buildings few.gpkg --barriers county/barriers.gpkg --effort fast)
expect 0 "plan with an empty community" "$program" plan "${few[@]}" --out e.sqlite
expect 0 "adjust with an empty community" "$program" adjust "${few[@]}" --grids e.sqlite --out g.sqlite --json
[ "$(jq -c '.redraw | [.changed, .new, .retired]' stdout)" = "[0,0,0]" ] || wrong "an empty grid: $(jq -c .redraw stdout)"
[ "$(ask g.sqlite "SELECT change, buildings FROM lookup WHERE old_code = '640129001002001' AND new_code = old_code")" = "U|0" ] || wrong "the empty grid has another code"
# out of range they say that the lock is why, not some building or barrier
small=640129001001002 large=640129001001003
"$program" adjust "${inputs[@]}" --grids county/grids.gpkg --out l.sqlite --lock $small --lock $large --max 450 --json >stdout 2>stderr
for code in $small $large; do
  jq -e --arg code $code '[.findings[] | select(.grid_code == $code) | .code] == ["grid_locked"]' stdout >/dev/null ||
    wrong "locked $code: $(jq -c --arg code $code '[.findings[] | select(.grid_code == $code) | [.code, .reason]]' stdout)"
  [ "$(ask l.sqlite "SELECT reason || ' ' || proof FROM grid WHERE code = '$code'")" = "grid_locked proven" ] || wrong "the reason of $code in the store"
done
# released grids cost nothing to leave
expect 0 "release" "$program" adjust "${inputs[@]}" --grids county/grids.gpkg --out f.sqlite --release "$code"
# grids that are a field of the buildings
ogr2ogr -q both.gpkg county/buildings.gpkg -nln buildings
"$program" audit "${inputs[@]}" --grids county/grids.gpkg --export assigned.csv --layer building --quiet
ogr2ogr -q -update both.gpkg assigned.csv -nln assigned
ogr2ogr -q field.gpkg both.gpkg -nln buildings -dialect SQLite -sql "SELECT b.*, CASE WHEN b.building_id LIKE '%7' THEN NULL
  ELSE a.grid_code END AS wg FROM buildings b LEFT JOIN assigned a USING (building_id)"
field=("${inputs[@]}" --buildings field.gpkg)
expect 0 "adjust by a field" "$program" adjust "${field[@]}" --grids-field wg --out d.sqlite --json
jq -e '.figures.grids == .figures.in_range and .redraw.old_grids == 19 and .redraw.households_moved > 0' stdout >/dev/null || wrong "a field: $(jq -c .redraw stdout)"
[ "$(jq '[.findings[] | select(.code == "building_in_no_old_grid")] | length' stdout)" = 1 ] || wrong "buildings without a code are not told"
expect 0 "check" "$program" check d.sqlite
[ "$(ask d.sqlite "SELECT sum(households) FROM lookup")" = "$all" ] || wrong "the lookup of a field has not all households"
[ "$(ask d.sqlite "SELECT count(*) FROM lookup WHERE old_code IS NULL")" -gt 0 ] || wrong "buildings without a code have no row"
expect 0 "plan by a field" "$program" plan "${field[@]}" --grids-field wg --out e.sqlite --json
[ "$(jq .redraw.households_moved stdout)" -gt 0 ] || wrong "plan by a field"
expect 2 "adjust without grids" "$program" adjust "${inputs[@]}" --out x.sqlite
finish
