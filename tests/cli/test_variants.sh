#!/usr/bin/env bash
# Variants: the numbers of grids that they are to have, the table against each scenario of the store.
. "$(dirname "$0")/common.sh"
. "$here/tiny.sh"
needs jq sqlite3

# 2,000 households as 20 × 100: five grids as asked, four and six in the variants; 400: one and two
tiny_communities 甲社区 乙社区 >communities.geojson
tiny_buildings "200 200 200 200 200 200 200 200 200 200" "100 100 100 100" |
  jq -c '.features |= map(.properties.compound = "小区" + .properties.building_id[0:2])' >buildings.geojson
plan=("$program" plan --communities communities.geojson --buildings buildings.geojson --out plan.sqlite --json)
expect 0 "variants" "${plan[@]}" --variants
cp stdout run.json
[ "$(jq -c '[.variants[] | [.scenario, .variant, .grids]]' run.json)" = \
  '[["","as_asked",6],["fewer","fewer",5],["more","more",8],["even","even",6],["whole","whole",6],["short","short",6]]' ] ||
  wrong "$(jq -c '[.variants[] | [.scenario, .variant, .grids]]' run.json)"
jq -r '.variants[] | ["/" + .scenario, .grids, .in_range, .out_of_range, .fault] | @tsv' run.json |
  while IFS=$'\t' read -r name grids in_range out fault; do
    name=${name#/}
    table=${name:+${name}_}grid
    [ "$(sqlite3 plan.sqlite "SELECT count(*), sum(status = 'ok'), sum(status IN ('under', 'over')),
      sum(CASE WHEN households < 300 THEN 350 - households WHEN households > 500 THEN households - 450 ELSE 0 END) FROM \"$table\"")" = \
      "$grids|$in_range|$out|$fault" ] || echo "$name: not $grids $in_range $out $fault"
    [ "$(sqlite3 plan.sqlite "SELECT max(households) FROM \"$table\"")" = "$(jq --arg s "$name" '.variants[] | select(.scenario == $s) | .largest' run.json)" ] || echo "$name: largest"
    [ "$(sqlite3 plan.sqlite "SELECT count(*) FROM \"${name:+${name}_}compound\" WHERE grids > 1")" = "$(jq --arg s "$name" '.variants[] | select(.scenario == $s) | .compounds_divided' run.json)" ] || echo "$name: compounds"
  done >differences
[ ! -s differences ] || wrong "$(cat differences)"
[ "$(jq '[.variants[].households_moved] | unique | tostring' run.json)" = '"[null]"' ] || wrong "households moved without existing grids"
for scenario in fewer more even whole short; do
  expect 0 "check $scenario" "$program" check plan.sqlite --scenario $scenario
done

# the plan itself is what it is without variants; beside a named scenario they bear its name
expect 0 "without" "$program" plan --communities communities.geojson --buildings buildings.geojson --out alone.sqlite --json
[ "$(jq -c .communities run.json)" = "$(jq -c .communities stdout)" ] || wrong "the plan changes with --variants"
[ "$(jq 'has("variants")' stdout)" = false ] || wrong "variants that nobody asked for"
expect 0 "named" "${plan[@]}" --variants --scenario dense
[ "$(sqlite3 plan.sqlite "SELECT count(*) FROM scenario; SELECT count(*) FROM scenario WHERE name LIKE 'dense%'" | paste -sd,)" = 12,6 ] ||
  wrong "named: $(sqlite3 plan.sqlite 'SELECT name FROM scenario')"
# with existing grids: those of the plan itself, so nobody moves as asked
expect 0 "grids" "$program" export plan.sqlite --scenario dense grids.geojson
expect 0 "adjust" "$program" adjust --communities communities.geojson --buildings buildings.geojson --grids grids.geojson --out adjusted.sqlite --variants --json
[ "$(jq '.variants[0].households_moved' stdout)" = 0 ] || wrong "as asked $(jq '.variants[0]' stdout)"
expect 0 "in words" "$program" plan --communities communities.geojson --buildings buildings.geojson --out plan.sqlite --variants --lang zh
says stdout "in words" 每个社区少一个网格
finish
