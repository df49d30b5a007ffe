#!/usr/bin/env bash
# What other systems take: exports under their own field names, one file a community, manifests,
# several plans in a store; and the way back: the check of exported grids finds the same plan.
. "$(dirname "$0")/common.sh"
needs jq ogrinfo ogr2ogr sqlite3 sha256sum

"$program" sample county --communities 4 >/dev/null
inputs=(--communities county/communities.gpkg --buildings county/buildings.gpkg --barriers county/barriers.gpkg
        --crossings county/crossings.gpkg --effort fast --steps 10 --quiet)
# bounds so narrow that some grids are out of range, proven or not, which gives reasons to compare
rule=(--min 410 --max 430)
"$program" plan "${inputs[@]}" "${rule[@]}" --out p.sqlite --export g.geojson --export g.shp --export g.gpkg \
  --export g.fgb --export g.kml --json >plan.json 2>/dev/null
jq -e '.figures.out_proven > 0 and .figures.out_unproven > 0' plan.json >/dev/null || wrong "nothing to compare: $(jq -c .figures plan.json)"
expect 0 "assignment" "$program" export p.sqlite assignment.csv --layer building
expect 0 "statuses" "$program" export p.sqlite --layer grid plan.csv
codes='[.findings[] | [.code, .grid_code]] | sort'
fields=code,kind,households,status,reason,proof
ogr2ogr -q -f CSV /vsistdout/ plan.csv -select $fields | tail -n +2 | tr -d '"' >grids

# round_trip FILE: the check finds assignment, statuses, reasons and findings of the plan
round_trip() {
  expect 0 "check of $1" "$program" check "$1" "${inputs[@]}" "${rule[@]}" --json --export back.csv --layer building
  same_json "$1" "$(jq -c "$codes" plan.json)" "$(jq -c "$codes" stdout)"
  jq -e '.valid' stdout >/dev/null || wrong "$1 is not valid"
  jq -r '.grids[] | [.code, .kind, .households, .status, .reason, .proof] | join(",")' stdout >got
  same "grids of $1" grids got
  same "assignment of $1" assignment.csv back.csv
}
same_json() { [ "$2" = "$3" ] || wrong "findings of $1: $3 instead of $2"; }
for format in geojson shp gpkg fgb kml; do round_trip g.$format; done

# grids that someone has spoiled, each by one broken rule; by the usual bounds, which need no proofs
"$program" plan "${inputs[@]}" --out usual.sqlite --export u.gpkg >/dev/null 2>&1
spoiled() { # CODE WHAT SQL
  ogr2ogr -q -overwrite s.gpkg u.gpkg -nln grid -dialect SQLite -sql "$3" 2>/dev/null
  expect 4 "$2" "$program" check s.gpkg "${inputs[@]}" --json
  jq -e --arg code "$1" 'any(.findings[]; .code == $code and .severity == "error")' stdout >/dev/null ||
    wrong "$2: no $1 in $(jq -c '[.findings[].code] | unique' stdout)"
}
spoiled grid_gap "a grid left out" "SELECT * FROM grid WHERE rowid > 1"
says stdout "a grid left out" building_lost
spoiled bad_code "a code twice" "SELECT 'A' AS code, geom, name, community_code, kind FROM grid"
spoiled figures_differ "a figure" "SELECT code, geom, name, community_code, kind, households + (rowid = 1) AS households FROM grid"
spoiled bad_status "a status" "SELECT code, geom, name, community_code, kind, CASE rowid WHEN 1 THEN 'empty' ELSE status END AS status FROM grid"
spoiled grid_overlap "a grid too large" "SELECT code, name, community_code, CASE rowid WHEN 1 THEN ST_Buffer(geom, 1) ELSE geom END AS geom FROM grid"
says stdout "a grid too large" grid_outside_community
spoiled grid_in_pieces "two grids as one" "SELECT min(code) AS code, community_code, ST_Union(geom) AS geom FROM (SELECT *, CASE WHEN rowid IN (SELECT min(rowid) FROM grid UNION SELECT rowid FROM (SELECT rowid FROM grid WHERE ST_Distance(geom, (SELECT geom FROM grid ORDER BY rowid LIMIT 1)) > 1 AND community_code = (SELECT community_code FROM grid ORDER BY rowid LIMIT 1) LIMIT 1)) THEN 0 ELSE rowid END AS part FROM grid) GROUP BY part, community_code"
# what is thinner than the tolerance is no fault, what is thicker is
ogr2ogr -q moved.gpkg u.gpkg -nln grid -dialect SQLite -sql "SELECT code, name, community_code, kind, ST_Translate(geom, 0.015, 0, 0) AS geom FROM grid" 2>/dev/null
expect 0 "moved by 15 mm" "$program" check moved.gpkg "${inputs[@]}"
expect 4 "moved by 15 mm, 5 allowed" "$program" check moved.gpkg "${inputs[@]}" --tolerance 0.005
expect 2 "half of the inputs" "$program" check g.gpkg --buildings county/buildings.gpkg
expect 2 "a tolerance that is none" "$program" check g.gpkg "${inputs[@]}" --tolerance 1e9

# the field map of a receiving system
cat >map.json <<'M'
{"fields": [{"from": "code", "to": "网格编码"}, {"from": "name", "to": "网格名称全称"}, {"from": "community_name", "to": "网格名称简称"},
            {"to": "level", "value": 3}, {"from": "status", "to": "状态", "values": {"ok": "合规", "*": "超限"}}, "households"]}
M
expect 0 "field map" "$program" export p.sqlite m.csv m.shp --fields map.json --manifest manifest.json
head -1 m.csv | grep -qx '网格编码,网格名称全称,网格名称简称,level,状态,households' || wrong "columns: $(head -1 m.csv)"
tail -n +2 m.csv | cut -d, -f4,5 | sort -u >values
[ "$(cat values)" = "$(printf '3,合规\n3,超限')" ] || wrong "values: $(cat values)"
ogrinfo -so -al m.shp | grep -qE '^网格名: ' || wrong "a name of 18 bytes is not cut at a character: $(ogrinfo -so -al m.shp | tail -6)"
ogrinfo -so -al m.shp | grep -qE '^网格_1: ' || wrong "two names that are the same after cutting"
says stderr "cut names" "网格_1"
expect 0 "GB18030" "$program" export p.sqlite z.shp --fields map.json --encoding GB18030
ogrinfo -so -al z.shp | grep -qE '^网格名称全: ' || wrong "10 bytes of GB18030 hold five characters: $(ogrinfo -so -al z.shp | tail -6)"
[ "$(jq -r '.files[0].sha256' manifest.json)" = "$(sha256sum m.csv | cut -d' ' -f1)" ] || wrong "checksum of m.csv"
jq -e --argjson grids "$(jq .figures.grids plan.json)" '.files[1] | .features == $grids and .encoding == "UTF-8" and (.crs | test("^EPSG:")) and (.companions | length) == 4' \
  manifest.json >/dev/null || wrong "manifest: $(jq -c '.files[1]' manifest.json)"
echo '{"code": "a", "wrong": "b"}' >bad.json
expect 2 "a field that is not there" "$program" export p.sqlite bad.csv --fields bad.json
says stderr "a field that is not there" "wrong"
[ ! -e bad.csv ] || wrong "bad.csv was written"
expect 2 "a manifest over the store" "$program" export p.sqlite x.csv --manifest p.sqlite

# what is no store is none, and what a format cannot do is said
expect 1 "a GeoPackage of grids" "$program" export u.gpkg x.csv
says stderr "a GeoPackage of grids" "is no plan store"
expect 0 "GeoJSON in metres" "$program" export p.sqlite metres.geojson metres.shp --out-crs EPSG:4547
says stderr "GeoJSON in metres" "'metres.geojson': this format has no other coordinate system"
says_not stderr "GeoJSON in metres" "'metres.shp'"

# one file a community; telephone numbers only when asked for
expect 0 "by community" "$program" export p.sqlite 'parts/{community}.geojson'
[ "$(ls parts | wc -l)" = 4 ] || wrong "files by community: $(ls parts)"
[ "$(cat parts/*.geojson | jq -s '[.[].features[].properties.code] | sort | unique | length')" = "$(jq .figures.grids plan.json)" ] || wrong "grids by community"
for file in parts/*.geojson; do
  jq -e --arg code "$(basename "$file" .geojson)" 'all(.features[]; .properties.community_code == $code)' "$file" >/dev/null || wrong "$file holds others"
done
expect 2 "barriers by community" "$program" export p.sqlite 'parts/{community}.csv' --layer barrier
sqlite3 p.sqlite "UPDATE grid SET officer = '待办', phone = '013800001111' WHERE id = 1"
expect 0 "contacts" "$program" export p.sqlite with.csv --with-contacts
says with.csv "contacts" '待办,"013800001111"'
expect 0 "no contacts" "$program" export p.sqlite without.csv
says_not without.csv "no contacts" '013800001111'
for layer in grid building community finding lookup barrier crossing compound unit person; do
  expect 0 "$layer" "$program" export p.sqlite e.geojson e.shp e.gpkg e.csv e.kml e.xlsx e.sql --layer $layer
done

# several plans in one store
cp p.sqlite s.sqlite
"$program" plan "${inputs[@]}" --min 250 --max 450 --out s.sqlite --scenario 方案二 >/dev/null 2>&1
"$program" plan "${inputs[@]}" --min 200 --max 400 --out s.sqlite --scenario dense >/dev/null 2>&1
[ "$(sqlite3 s.sqlite "SELECT name || ',' || min || ',' || max FROM scenario ORDER BY name" | paste -sd' ')" = ",410,430 dense,200,400 方案二,250,450" ] ||
  wrong "scenarios: $(sqlite3 s.sqlite 'SELECT * FROM scenario')"
for name in dense 方案二; do
  expect 0 "check of $name" "$program" check s.sqlite --scenario $name
  expect 0 "export of $name" "$program" export s.sqlite "$name.csv" --scenario $name
  [ "$(ogrinfo -so s.sqlite ${name}_grid | sed -n 's/Feature Count: //p')" = $(($(wc -l <$name.csv) - 1)) ] || wrong "layer ${name}_grid"
done
expect 0 "the plan without a name" "$program" export s.sqlite same.csv
same "the plan without a name" without.csv same.csv
expect 1 "a scenario that is not there" "$program" check s.sqlite --scenario none
says stderr "a scenario that is not there" "方案二"
expect 2 "no name" "$program" check s.sqlite --scenario 'A b'
"$program" plan "${inputs[@]}" --min 200 --max 400 --out alone.sqlite --scenario dense >/dev/null 2>&1
expect 0 "the only one" "$program" check alone.sqlite
"$program" plan "${inputs[@]}" --min 200 --max 400 --out s.sqlite --scenario dense >/dev/null 2>&1
[ "$(sqlite3 s.sqlite "PRAGMA integrity_check")" = ok ] || wrong "integrity"
[ "$(sqlite3 s.sqlite "SELECT count(*) FROM dense_grid")" = "$(sqlite3 alone.sqlite "SELECT count(*) FROM dense_grid")" ] || wrong "a scenario planned again"
[ "$(sqlite3 s.sqlite "SELECT count(*) FROM layer_styles WHERE f_table_name = 'dense_grid'")" = 1 ] || wrong "styles of a scenario planned again"
[ "$(sqlite3 p.sqlite "SELECT count(*) FROM range_in_words WHERE coalesce(words, '') = ''")" = 0 ] || wrong "reasons in words"
[ "$(sqlite3 p.sqlite "SELECT count(*) FROM range_in_words")" = "$(sqlite3 p.sqlite "SELECT count(*) FROM out_of_range")" ] || wrong "range_in_words"

# stores of version 1 are read, and brought up to date when a plan is added; newer ones are refused
cp p.sqlite one.sqlite
sqlite3 one.sqlite "DROP TABLE scenario; DROP VIEW range_in_words; PRAGMA user_version = 1"
expect 0 "version 1" "$program" check one.sqlite
"$program" plan "${inputs[@]}" --min 200 --max 400 --out one.sqlite --scenario dense >/dev/null 2>&1
[ "$(sqlite3 one.sqlite "PRAGMA user_version; SELECT count(*) FROM scenario; SELECT count(*) FROM range_in_words" | paste -sd,)" = \
  "3,2,$(sqlite3 p.sqlite "SELECT count(*) FROM range_in_words")" ] || wrong "version 1 brought up to date"
expect 0 "after it" "$program" check one.sqlite
sqlite3 one.sqlite "PRAGMA user_version = 7"
expect 1 "version 7" "$program" check one.sqlite
says stderr "version 7" "version 7"
says stderr "version 7" "version 3"
finish
