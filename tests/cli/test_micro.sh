#!/usr/bin/env bash
# Micro-grids: they tile their grids, hold every household, share towers by entrance or floor; and
# `check` finds what a hand spoils.
. "$(dirname "$0")/common.sh"
. "$here/tiny.sh"
needs jq ogr2ogr sqlite3

# 400 households as 10 × 40: ten micro-grids of one building
tiny_communities 甲社区 >communities.geojson
tiny_buildings "40 40 40 40 40 40 40 40 40" >buildings.geojson
plan=("$program" plan --communities communities.geojson --buildings buildings.geojson --out plan.sqlite --json --micro)
micro() { jq -c '.micro | [.micro_grids, .in_range, .out_of_range, .buildings_divided]' stdout; }
codes() { jq -r '[.findings[].code | select(startswith("micro"))] | join(" ")' stdout; }
households() { sqlite3 plan.sqlite "SELECT group_concat(households, ' ') FROM (SELECT * FROM micro ORDER BY code)"; }
expect 0 "10 × 40" "${plan[@]}"
[ "$(micro)" = "[9,9,0,0]" ] || wrong "9 × 40: $(micro)"
[ "$(codes)" = "" ] || wrong "9 × 40: $(codes)"
[ "$(sqlite3 plan.sqlite "SELECT count(*) FROM micro WHERE code = grid_code || printf('%02d', sequence) AND status = 'ok'")" = 9 ] || wrong "codes"
expect 0 "check" "$program" check plan.sqlite
expect 0 "template" "${plan[@]}" --micro-template 'M{grid}-{seq}'
[ "$(sqlite3 plan.sqlite "SELECT count(*) FROM micro WHERE code = 'M' || grid_code || '-' || sequence")" = 9 ] || wrong "template"
expect 2 "template without grid" "${plan[@]}" --micro-template 'M{seq}'
expect 0 "other bounds" "${plan[@]}" --micro-min 80 --micro-max 140
[ "$(jq -c '.micro | [.min, .max, .out_of_range]' stdout)" = "[80,140,0]" ] || wrong "other bounds: $(jq -c .micro stdout)"
[ "$(sqlite3 plan.sqlite "SELECT sum(households) FROM micro")" = 360 ] || wrong "other bounds: $(households)"

# a tower of 160 by 4 entrances, one of 100 by 10 floors, one of 70 with nothing known, and 30
tiny_buildings "160 100 70 30" |
  jq -c '.features |= map(if .properties.households == 160 then .properties += {entrances: 4, floors: 33}
    elif .properties.households == 100 then .properties += {entrances: 1, floors: 10} else . end)' >buildings.geojson
expect 0 "towers" "${plan[@]}"
[ "$(codes)" = "micro_building_whole micro_building_divided micro_out_of_range" ] || wrong "towers: $(codes)"
[ "$(sqlite3 plan.sqlite "SELECT building_id, households, part, part_from, part_to FROM micro_building ORDER BY building_id, part_from" | paste -sd' ')" = \
  "B0-0|40|entrance|1|1 B0-0|40|entrance|2|2 B0-0|40|entrance|3|3 B0-0|40|entrance|4|4 B0-1|50|floor|1|5 B0-1|50|floor|6|10 B0-2|70|whole|| B0-3|30|whole||" ] ||
  wrong "towers: $(sqlite3 plan.sqlite 'SELECT * FROM micro_building')"
[ "$(sqlite3 plan.sqlite "SELECT count(DISTINCT area) FROM micro WHERE code IN (SELECT micro_code FROM micro_building WHERE building_id = 'B0-0')")" = 1 ] || wrong "a tower's ground"
expect 0 "check of towers" "$program" check plan.sqlite
sqlite3 plan.sqlite "SELECT * FROM micro_building ORDER BY 1, 2" >entrances
ogr2ogr -q -s_srs EPSG:4326 -t_srs EPSG:4326 towers.gpkg buildings.geojson
expect 0 "towers of a GeoPackage" "${plan[@]}" --buildings towers.gpkg --out towers.sqlite
sqlite3 towers.sqlite "SELECT * FROM micro_building ORDER BY 1, 2" | diff entrances - || wrong "towers of a GeoPackage"
for layer in micro micro_building; do
  expect 0 "export $layer" "$program" export plan.sqlite --layer $layer $layer.csv
  [ "$(tail -n +2 $layer.csv | wc -l)" = "$(sqlite3 plan.sqlite "SELECT count(*) FROM $layer")" ] || wrong "$layer.csv"
done

# what a hand spoils is found, by name
spoil() { # WHAT CODE SQL
  cp plan.sqlite spoilt.sqlite
  sqlite3 spoilt.sqlite "DROP TRIGGER IF EXISTS ggi_micro_geometry; DROP TRIGGER IF EXISTS ggu_micro_geometry; DROP TRIGGER IF EXISTS giu_micro_geometry; DROP TRIGGER IF EXISTS gii_micro_geometry; DROP TRIGGER IF EXISTS gid_micro_geometry; DROP TRIGGER IF EXISTS tmu_micro_geometry; DROP TRIGGER IF EXISTS tmi_micro_geometry; DROP TRIGGER IF EXISTS tmd_micro_geometry; $3" 2>sql_error || wrong "$1: $(cat sql_error)"
  expect 4 "$1" "$program" check spoilt.sqlite --json
  [ "$(jq -r '[.findings[].code] | unique | join(" ")' stdout)" = "$2" ] || wrong "$1: $(jq -c .findings stdout)"
}
spoil "households of a micro-grid" figures_differ "UPDATE micro SET households = 41 WHERE id = 1"
spoil "a share gone" "figures_differ micro_building" "DELETE FROM micro_building WHERE building_id = 'B0-3'"
spoil "a code twice" "bad_code" "UPDATE micro SET code = (SELECT code FROM micro WHERE id = 1) WHERE id = (SELECT max(id) FROM micro) AND households = 0; UPDATE micro SET code = 'x' WHERE 0; UPDATE micro_building SET micro_code = '' WHERE 0; UPDATE micro SET code = '' WHERE 0; INSERT INTO micro SELECT max(id) + 1, (SELECT code FROM micro WHERE id = 1), grid_code, 99, 'under', 0, 0, area, inner_x, inner_y, geometry FROM micro"
spoil "a gap" micro_gap "UPDATE micro SET geometry = (SELECT geometry FROM micro m WHERE m.area = 1) WHERE area = (SELECT max(area) FROM micro)"

# a whole county: the same grids as without, and every household
expect 0 "sample" "$program" sample demo --quiet
demo=(--communities demo/communities.gpkg --buildings demo/buildings.gpkg --barriers demo/barriers.gpkg --crossings demo/crossings.gpkg --effort fast --quiet)
expect 0 "with" "$program" plan "${demo[@]}" --micro --out with.sqlite
expect 0 "again on one thread" "$program" plan "${demo[@]}" --micro --threads 1 --out again.sqlite
expect 0 "without" "$program" plan "${demo[@]}" --out without.sqlite
same_store "on one thread" with.sqlite again.sqlite
for store in with without; do sqlite3 $store.sqlite "SELECT building_id, grid_code, households FROM building; SELECT code, households FROM grid" >$store.txt; done
same "the grids with micro-grids and without" with.txt without.txt
expect 0 "check of the county" "$program" check with.sqlite
[ "$(sqlite3 with.sqlite "SELECT sum(households) FROM micro; SELECT sum(households) FROM micro_building" | paste -sd,)" = \
  "$(sqlite3 with.sqlite "SELECT sum(households) || ',' || sum(households) FROM grid")" ] || wrong "households of the county"
[ "$(sqlite3 with.sqlite "SELECT count(*) FROM building b WHERE grid_code IS NOT NULL AND NOT EXISTS (SELECT 1 FROM micro_building m WHERE m.building_id = b.building_id)")" = 0 ] || wrong "a building in no micro-grid"

# entrances from a format of which only the fields that are wanted are read
"$program" sample town --communities 1 >/dev/null 2>&1
ogr2ogr -q entrances.gpkg town/buildings.gpkg -nln buildings -sql "SELECT building_id, households, entrances, geom FROM buildings"
"$program" plan --communities town/communities.gpkg --buildings entrances.gpkg --micro --effort fast --quiet --out town.sqlite
[ "$(sqlite3 town.sqlite "SELECT count(*) FROM micro_building WHERE part = 'entrance'")" -gt 0 ] || wrong "entrances of a GeoPackage are not read"
finish
