#!/usr/bin/env bash
# Existing grids judged by the rule: planted faults are found by name and nothing else; the sample
# county's own 51; files of every kind; and what is no grid file at all.
. "$(dirname "$0")/common.sh"
. "$here/tiny.sh"
needs jq ogr2ogr

# --- planted faults, each alone and all together ------------------------------------------------------
plant=$WANGGE_BUILD/tests/plant_faults
"$program" sample county >/dev/null
inputs=(--communities county/communities.gpkg --buildings county/buildings.gpkg --exempt kind=school,hospital,market
        --effort fast --quiet)
"$program" plan "${inputs[@]}" --out plan.sqlite --export plan.gpkg
ogr2ogr -q grids.gpkg plan.gpkg -nln grid
audited() { "$program" audit "${inputs[@]}" --grids "$1" --json >audit.json 2>stderr; }
found() { jq -r '.findings[] | "\(.code) \(.building_id // .grid_code // .community_code)"' audit.json | sort -u; }
planted() { rm -f faulty.gpkg; "$plant" grids.gpkg county/communities.gpkg county/buildings.gpkg "$1" "$2" faulty.gpkg >wanted ||
  { wrong "no place for $2, seed $1"; return; }; }

planted 1 ""
[ ! -s wanted ] || wrong "a plan has faults by the other count: $(paste -sd' ' wanted)"
audited faulty.gpkg
[ "$(jq -c '[.exit_code, .valid, .figures.broken, .figures.rough, .figures.vacant, .figures.under + .figures.over]' audit.json)" = \
  '[0,true,0,0,0,0]' ] || wrong "a plan with officers: $(jq -c .figures audit.json)"
jq -e '.figures.exempt > 0' audit.json >/dev/null || wrong "no exempt grid by its number"
found >notes # of reading and joining, not of the grids
faults="merged split piece overlap_wide overlap_narrow gap_wide gap_narrow in_none in_two outside duplicate malformed vacant several"
for seed in 1 2 3; do
  for fault in $faults "${faults// /,}"; do
    [ "$seed" = 1 ] || [[ $fault == *narrow || $fault == *,* ]] || continue
    planted "$seed" "$fault"
    [ -s wanted ] || wrong "$fault, seed $seed: nothing to find"
    audited faulty.gpkg
    found | comm -23 - notes >got
    cmp -s wanted got || { wrong "$fault, seed $seed:"; diff wanted got; }
  done
done
[ "$(jq .exit_code audit.json)" = 4 ] || wrong "all faults: code $(jq .exit_code audit.json)"

# --- the sample county's own grids --------------------------------------------------------------------
inputs=(--communities county/communities.gpkg --buildings county/buildings.gpkg --barriers county/barriers.gpkg
        --crossings county/crossings.gpkg --effort fast)
expect 3 "the sample's grids" "$program" audit "${inputs[@]}" --grids county/grids.gpkg --json
cp stdout audit.json
jq -e '.figures | .grids == 51 and .in_range + .under + .over == 51 and .under > 5 and .over > 5 and .broken == 0 and .rough > 5' \
  audit.json >/dev/null || wrong "the sample's grids: $(jq -c .figures audit.json)"
# households by another way: footprints' inner points in the outlines
ogr2ogr -q both.gpkg county/grids.gpkg
ogr2ogr -q -update both.gpkg county/buildings.gpkg
ogr2ogr -q -f CSV counted.csv both.gpkg -dialect SQLite -sql "SELECT g.code AS code, sum(coalesce(b.households, 0)) AS n FROM grids g, buildings b
  WHERE ST_Intersects(g.geom, b.geom) AND ST_Contains(g.geom, ST_PointOnSurface(b.geom)) GROUP BY g.code"
jq -r '.grids[] | "\(.code),\(.households)"' audit.json | sort >ours
tail -n +2 counted.csv | tr -d '"' | sort >theirs
same "households of the existing grids" theirs ours
[ "$(jq -r '[.grids[] | select(.status == "under" or .status == "over") | .code] | sort | join(" ")' audit.json)" = \
  "$(awk -F, '$2 < 300 || $2 > 500 { print $1 }' theirs | paste -sd' ')" ] || wrong "which are out of range"
expect 3 "table" "$program" audit "${inputs[@]}" --grids county/grids.gpkg
says stdout "table" "too small"
says stdout "table" "of 6 in range"
says stdout "table" "grid lines drawn roughly"
expect 3 "Chinese" "$program" audit "${inputs[@]}" --grids county/grids.gpkg --lang zh
says stdout "Chinese" "过小"
says stdout "Chinese" "网格线绘制不严密"
expect 3 "no tolerance" "$program" audit "${inputs[@]}" --grids county/grids.gpkg --snap 2 --quiet
[ ! -s stdout ] || wrong "--quiet prints"
expect 4 "hardly any tolerance" "$program" audit "${inputs[@]}" --grids county/grids.gpkg --snap 0.1 --json
jq -e '[.findings[] | select(.code == "grid_overlap" or .code == "grid_gap")] | length > 5' stdout >/dev/null || wrong "--snap 0.1 finds nothing"
expect 3 "again" "$program" audit "${inputs[@]}" --grids county/grids.gpkg --json --threads 2
same "the same twice" audit.json stdout

# a larger county: no existing grid lies on both sides of a river; where a narrow grid bends round a tower, cells of
# its neighbours reach across it, but no barrier does
for county in 80 "300 640129025002"; do
  set -- $county
  "$program" sample large --communities "$1" >/dev/null
  [ $# = 1 ] || { ogr2ogr -q -where "code = '$2'" one.gpkg large/communities.gpkg && mv one.gpkg large/communities.gpkg; }
  [ $# = 1 ] || { ogr2ogr -q -where "community_code = '$2'" one.gpkg large/grids.gpkg && mv one.gpkg large/grids.gpkg; }
  expect 3 "county of $1" "$program" audit --communities large/communities.gpkg --buildings large/buildings.gpkg \
    --barriers large/barriers.gpkg --crossings large/crossings.gpkg --grids large/grids.gpkg --effort fast --json
  [ "$(jq .figures.broken stdout)" = 0 ] || wrong "county of $1: $(jq -c '.findings[] | select(.severity == "error")' stdout)"
  rm -r large
done

# officers from the roster, which has two for nobody and leaves one grid out
grep -v 640129001001003 county/roster.csv >roster.csv
expect 3 "roster" "$program" audit "${inputs[@]}" --grids county/grids.gpkg --roster roster.csv --json
shared=$(tail -n +2 roster.csv | grep -c ';')
jq -e --argjson shared "$shared" '.figures | .vacant == 1 and .officers_of_several == $shared and .under + .over == 30' stdout >/dev/null ||
  wrong "roster, $shared of several: $(jq -c .figures stdout)"
[ "$(jq -r '[.findings[].code] | map(select(. == "vacant" or . == "officer_several_grids" or startswith("grid_too"))) | length' stdout)" = $((31 + shared)) ] ||
  wrong "a finding of officers or range is there twice"
jq -e 'any(.findings[]; .code == "vacant" and .grid_code == "640129001001003")' stdout >/dev/null || wrong "the grid without an officer"

# --- from any source ----------------------------------------------------------------------------------
sources() { jq -c '[.exit_code, .figures.grids, .figures.in_range, .figures.broken]' "$1"; }
want=$(sources audit.json)
ogr2ogr -q -f "ESRI Shapefile" -lco ENCODING=GB18030 网格.shp county/grids.gpkg -sql \
  'SELECT code AS "网格编码", name AS "网格名称", community_code AS "社区代码", geom FROM grids' 2>/dev/null
ogr2ogr -q -t_srs EPSG:4326 grids.geojson county/grids.gpkg
for file in 网格.shp grids.geojson; do
  expect 3 "$file" "$program" audit "${inputs[@]}" --grids "$file" --json
  [ "$(sources stdout)" = "$want" ] || wrong "$file: $(sources stdout) instead of $want"
done
expect 0 "plan" "$program" plan "${inputs[@]}" --out own.sqlite --export own.geojson --quiet
for file in own.sqlite own.geojson; do
  expect 0 "$file" "$program" audit "${inputs[@]}" --grids $file --json --export back.csv
  jq -e '.figures | .broken == 0 and .rough == 0 and .under + .over == 0' stdout >/dev/null || wrong "$file: $(jq -c .figures stdout)"
done
[ "$(tail -n +2 back.csv | wc -l)" = "$(jq .figures.grids stdout)" ] || wrong "export of the audited grids"

# --- grids that are a field of the buildings -----------------------------------------------------------
"$program" audit "${inputs[@]}" --grids county/grids.gpkg --export assigned.csv --layer building --quiet
ogr2ogr -q both2.gpkg county/buildings.gpkg -nln buildings
ogr2ogr -q -update both2.gpkg assigned.csv -nln assigned
ogr2ogr -q field.gpkg both2.gpkg -nln buildings -dialect SQLite -sql \
  'SELECT b.*, a.grid_code AS "所属网格" FROM buildings b LEFT JOIN assigned a USING (building_id)'
field=(--communities county/communities.gpkg --barriers county/barriers.gpkg --crossings county/crossings.gpkg --effort fast)
expect 3 "a field" "$program" audit "${field[@]}" --buildings field.gpkg --grids-field 所属网格 --json --export field.geojson
jq -c '.grids[] | [.code, .households, .buildings, .status]' audit.json >by_area
jq -c '.grids[] | [.code, .households, .buildings, .status]' stdout >by_field
same "areas and the field of the same grids" by_area by_field
jq -e '.figures | .broken == 0 and .rough == 0' stdout >/dev/null || wrong "the field: $(jq -c .figures stdout)"
[ "$(jq '.features | length' field.geojson)" = 51 ] || wrong "the field's grids are not drawn"
# a building in none; one of a far grid; a code that is none of the template's; one that two communities have
far=$(jq -r '[.grids[].code | select(startswith("640129001003"))] | max' audit.json)
ogr2ogr -q odd.gpkg field.gpkg -nln buildings -dialect SQLite -sql "SELECT *, CASE building_id
  WHEN '640129001001-0001' THEN '  ' WHEN '640129001003-0030' THEN '$far' WHEN '640129001002-0010' THEN 'X7'
  WHEN '640129001004-0020' THEN '640129001001002' ELSE \"所属网格\" END AS wg FROM buildings"
expect 4 "an odd field" "$program" audit "${field[@]}" --buildings odd.gpkg --grids-field wg --json
jq -r '.findings[] | select(.severity == "error") | "\(.code) \(.building_id // .grid_code)"' stdout | sort >got
printf '%s\n' "bad_code 640129001001002" "bad_code 640129001001002" "bad_code X7" "building_lost 640129001001-0001" \
  "grid_in_pieces $far" >wanted
same "what is wrong with an odd field" wanted got
expect 2 "a field and areas" "$program" audit "${field[@]}" --buildings field.gpkg --grids county/grids.gpkg --grids-field 所属网格
expect 2 "neither" "$program" audit "${field[@]}" --buildings field.gpkg
expect 1 "no such field" "$program" audit "${field[@]}" --buildings field.gpkg --grids-field nowhere
says stderr "no such field" "nowhere"

# --- a county to count on fingers: widths, lines through buildings, codes, kinds, officers ------------
tiny_communities A B >c.geojson
tiny_buildings "100 100 100 100 100 100 100 100" "350" >b.geojson
# grids of A: west and east half (0.0001 degrees are 8.77 m east, 11.1 m north), B one grid
two() { # WIDTH of the west half, x of the east half, properties of each
  feature "$(area 0 0 "$1" 40)" "$3"
  feature "$(area "$2" 0 "$(awk -v x="$2" 'BEGIN { print 40 - x }')" 40)" "$4"
  feature "$(area 40 0 40 40)" "\"code\":\"640106001001001\""
}
tiny() { # CODE WHAT FINDINGS ARGUMENTS...
  local code=$1 what=$2 findings=$3
  shift 3
  expect "$code" "$what" "$program" audit --communities c.geojson --buildings b.geojson --grids t.geojson --json "$@"
  [ "$(jq -r '[.findings[].code] | sort | join(" ")' stdout)" = "$findings" ] || wrong "$what: $(jq -c '[.findings[] | [.code, .reason]]' stdout)"
}
west='"code":"640106001000001"' east='"code":"640106001000002"'
two 17 17 "$west" "$east" | collection >t.geojson
tiny 0 "clean" ""
two 16.8 17.2 "$west" "$east" | collection >t.geojson # a strip of 3.5 m
tiny 0 "a narrow gap" "grid_lines_rough"
tiny 4 "a gap of 3.5 m with --snap 1.7" "grid_gap" --snap 1.7
two 17.25 16.75 "$west" "$east" | collection >t.geojson # 4.4 m
tiny 4 "a wide overlap" "grid_overlap"
tiny 0 "a wide overlap with --snap 2.5" "grid_lines_rough" --snap 2.5
two 19.1 19.1 "$west" "$east" | collection >t.geojson # through B0-4, which spans 18 to 20
tiny 0 "a line through a building" "building_across_grids"
jq -e '.findings[0] | .building_id == "B0-4" and (.reason | test("45 %"))' stdout >/dev/null || wrong "which building: $(jq -c '.findings' stdout)"
two 13 13 "$west" "$east" | collection >t.geojson # 300 and 500 households
tiny 0 "both bounds" ""
tiny 3 "out of range" "grid_too_large grid_too_small" --min 310 --max 490
jq -e '[.findings[] | .reason] | any(test("300 households, 10 below the minimum of 310")) and any(test("500 households, 10 above the maximum of 490"))' \
  stdout >/dev/null || wrong "reasons: $(jq -c '[.findings[].reason]' stdout)"
two 17 17 "$west,\"网格类型\":\"专属网格\"" "$east,\"kind\":\"base\"" | collection >t.geojson
tiny 3 "B too large; A's west exempt by its kind" "grid_too_small" --min 360 --max 500
jg() { two 17 17 "\"code\":\"640106001000-$1\"" "\"code\":\"640106001000-$2\"" | sed 's/001001001/001001-9/' | collection >t.geojson; }
jg 7 8
tiny 0 "codes of another form" "codes_not_judged"
tiny 0 "codes by their own template" "" --code-template '{community}-{seq}'
tiny 4 "codes by another template" "bad_code bad_code bad_code" --code-template '{community}/{seq}'
jg 7 7
tiny 4 "a code twice" "bad_code codes_not_judged"
two 17 17 "$west,\"网格员\":\"甲\"" "$east,\"网格员\":\"甲\"" | collection >t.geojson
tiny 0 "one officer for two grids, none for the third" "officer_several_grids vacant"
two 17 17 "$west,\"officer\":\"甲\",\"phone\":\"1\"" "$east,\"officer\":\"甲\",\"phone\":\"2\"" | sed 's/"640106001001001"/&,"officer":"乙"/' | collection >t.geojson
tiny 0 "two officers of one name" ""
two 17 17 "$west" "$east" | grep -v 640106001001001 | collection >t.geojson
tiny 4 "a community without grids is one finding" "grid_gap"
says stdout "a community without grids" "1 buildings with 350 households"

# --- what is no grid file -----------------------------------------------------------------------------
refused() { # CODE WHAT FILE TEXT
  expect "$1" "$2" timeout 60 "$program" audit --communities c.geojson --buildings b.geojson --grids "$3" "${@:5}"
  says stderr "$2" "$4"
  [ ! -s stdout ] || wrong "$2: prints"
}
collection </dev/null >empty.geojson
refused 1 "an empty file" empty.geojson "has no features"
ogr2ogr -q lines.gpkg t.geojson -nlt MULTILINESTRING 2>/dev/null
refused 1 "lines" lines.gpkg "has no usable polygon"
ogr2ogr -q -a_srs EPSG:4544 wrong.gpkg t.geojson
refused 1 "a wrong system" wrong.gpkg "--crs-of grids="
ogr2ogr -q elsewhere.gpkg t.geojson -nln t -dialect SQLite -sql "SELECT code, ST_Translate(geometry, 1, 0, 0) AS geometry FROM t"
refused 1 "elsewhere" elsewhere.gpkg "None of the"
says stderr "elsewhere" "--crs-of grids="
ogr2ogr -q -f CSV words.csv t.geojson
refused 1 "a table" words.csv "words.csv"
refused 1 "a file that is not there" nowhere.gpkg "nowhere.gpkg"
expect 2 "no grids" "$program" audit --communities c.geojson --buildings b.geojson
says stderr "no grids" "--grids FILE"
refused 2 "a snap that is none" t.geojson "--snap" --snap 1e9
printf '{"type":"FeatureCollection","features":[\n{"type":"Feature","properties":{"code":"640106001000001"},"geometry":{"type":"Polygon","coordinates":[[[111,38],[111.004,38.004],[111.004,38],[111,38.004],[111,38]]]}}]}' >tie.geojson
expect 4 "a bow tie" "$program" audit --communities c.geojson --buildings b.geojson --grids tie.geojson --json
jq -e 'any(.findings[]; .code == "grid_invalid")' stdout >/dev/null || wrong "a bow tie is no finding"
finish
