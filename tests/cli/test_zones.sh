#!/usr/bin/env bash
# --compounds and --exempt as files of areas: buildings inside belong to that compound, or become an
# exempt grid named like the area; both are kept in the store and exported.
. "$(dirname "$0")/common.sh"
. "$here/tiny.sh"
needs jq sqlite3

plan=("$program" plan --communities communities.geojson --buildings buildings.geojson --out plan.sqlite)
row="150 150 150 150 150 150 150 150" # 1,200 households
codes() { jq -c '[.findings[] | select(.code | startswith("zone") or startswith("compound")) | .code]' stdout; }
ask() { sqlite3 plan.sqlite "$1" | paste -sd' '; }

tiny_communities 甲 乙 >communities.geojson
tiny_buildings "$row" "$row" >buildings.geojson
{
  feature "$(area 1 14 8 10)" '"name":"晨光苑"'
  feature "$(area 9 14 12 10)" '"name":"春晓里"'
  feature "$(area 21 14 12 10)" '"name":"和平苑"'
} | collection >compounds.geojson

# three grids of whole compounds, from the outlines alone
expect 0 "compounds" "${plan[@]}" --json --compounds compounds.geojson
[ "$(codes)" = "[]" ] || wrong "compounds: $(codes)"
[ "$(ask "SELECT group_concat(DISTINCT compound) FROM building WHERE community_code = '640106001000' GROUP BY grid_code ORDER BY 1")" = \
  "和平苑 春晓里 晨光苑" ] || wrong "compounds: $(ask "SELECT grid_code, compound, building_id FROM building")"
[ "$(ask "SELECT count(*) FROM building WHERE compound IS NULL")" = 8 ] || wrong "buildings of the other community have no compound"
[ "$(ask "SELECT kind, class, name FROM barrier WHERE name = '春晓里'")" = "compound|soft|春晓里" ] || wrong "the outline is no soft wall"
[ "$(ask "SELECT name, buildings FROM compound_area ORDER BY 1")" = "和平苑|3 春晓里|3 晨光苑|2" ] ||
  wrong "compound_area: $(ask "SELECT name, buildings FROM compound_area")"
expect 0 "its check" "$program" check plan.sqlite
"$program" export plan.sqlite one.csv --layer building >/dev/null

# whatever the order of the outlines
jq -c '.features |= reverse' compounds.geojson >reversed.geojson
expect 0 "reversed" "${plan[@]}" --compounds reversed.geojson
"$program" export plan.sqlite two.csv --layer building >/dev/null
same "order of outlines" one.csv two.csv

# two exempt areas side by side are two grids, beside buildings that a field makes exempt
{
  feature "$(area 57 14 8 10)" '"name":"市医院"'
  feature "$(area 65 14 8 10)" '"name":"实验小学"'
  feature "$(area 900 14 8 10)" '"name":"远处"'
} | collection >'areas=of.geojson'
jq -c '.features[15].properties.kind = "x" | .features[0].properties += {kind: "market"} | .features[1].properties += {compound: "别处"}' \
  buildings.geojson >more && mv more buildings.geojson
expect 0 "exempt" "${plan[@]}" --json --exempt 'areas=of.geojson' --exempt kind=market --compounds compounds.geojson
[ "$(codes)" = '["compound_contradicted","zone_without_buildings"]' ] || wrong "exempt: $(codes)"
says stdout "who is contradicted" "'B0-1'"
says stdout "which area is empty" "'远处'"
[ "$(ask "SELECT name, buildings, status FROM grid WHERE kind = 'exempt' ORDER BY code")" = "第一专属网格|1|exempt 市医院|2|exempt 实验小学|2|exempt" ] ||
  [ "$(ask "SELECT name, buildings, status FROM grid WHERE kind = 'exempt' ORDER BY code")" = "Exempt grid 1|1|exempt 市医院|2|exempt 实验小学|2|exempt" ] ||
  wrong "exempt: $(ask "SELECT name, buildings, status FROM grid WHERE kind = 'exempt' ORDER BY code")"
[ "$(ask "SELECT group_concat(building_id) FROM building b JOIN grid g ON g.code = grid_code WHERE g.name = '市医院'")" = "B1-4,B1-5" ] ||
  wrong "exempt: who is in the hospital's grid"
expect 0 "its check" "$program" check plan.sqlite
expect 1 "strict" "${plan[@]}" --exempt 'areas=of.geojson' --strict
says stderr "strict" "'远处'"

# both are layers: of the store, of exports, read back
expect 0 "export" "$program" export plan.sqlite areas.geojson --layer exempt_area
[ "$(jq -c '[.features[].properties | [.name, .buildings]] | sort' areas.geojson)" = '[["实验小学",2],["市医院",2],["远处",0]]' ] ||
  wrong "export: $(jq -c '[.features[].properties]' areas.geojson)"
expect 0 "export" "$program" export plan.sqlite outlines.geojson --layer compound_area
[ "$(jq '.features | length' outlines.geojson)" = 3 ] || wrong "export of the outlines"
[ "$(ask "SELECT f_table_name FROM geometry_columns WHERE f_table_name LIKE '%area' ORDER BY 1")" = "compound_area exempt_area" ] ||
  wrong "the store's layers"
sqlite3 plan.sqlite "DROP TABLE compound_area; DROP TABLE exempt_area"
expect 0 "a store of before" "$program" check plan.sqlite
expect 0 "a store of before" "$program" export plan.sqlite none.geojson --layer exempt_area
[ "$(jq '.features | length' none.geojson)" = 0 ] || wrong "a store of before"

# what is neither
expect 1 "no such file" "${plan[@]}" --exempt nothing.gpkg
says stderr "no such file" "nothing.gpkg"
expect 2 "no pair" "${plan[@]}" --exempt =value
expect 1 "no areas" "${plan[@]}" --compounds line.geojson
feature '{"type":"LineString","coordinates":[[111,38],[111.001,38]]}' '"name":"线"' | collection >line.geojson
expect 0 "lines among areas" "${plan[@]}" --json --compounds line.geojson
jq -e '[.findings[] | select(.code == "geometry_refused")] | length == 1' stdout >/dev/null || wrong "a line is refused by name"

finish
