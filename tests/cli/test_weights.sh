#!/usr/bin/env bash
# The weights of plan: --alike with --like, and --compact.
. "$(dirname "$0")/common.sh"
. "$here/tiny.sh"
needs jq sqlite3

plan=("$program" plan --communities communities.geojson --buildings buildings.geojson --out plan.sqlite --effort fast)
grids() { sqlite3 plan.sqlite "SELECT households FROM grid ORDER BY code" | paste -sd' '; }

# a row of 800 households: three buildings of one kind, then five of another
tiny_communities 甲 >communities.geojson
tiny_buildings "100 100 100 100 100 100 100 100" |
  jq -c '.features |= (to_entries | map(.value + {properties: (.value.properties +
    {kind: (if .key < 3 then "老 旧" else "商品房" end), year: (if .key < 3 then 1985 else 2015 end), same: 1})}))' \
  >buildings.geojson

expect 0 "nobody is asked for" "${plan[@]}" --json
[ "$(grids)" = "400 400" ] || wrong "nobody is asked for: $(grids)"
[ "$(jq -c '[.rule.like, .rule.compact, .run.alike]' stdout)" = '[100,0,""]' ] || wrong "defaults: $(jq -c .rule stdout)"
for field in kind Year kind,year; do
  expect 0 "--alike $field" "${plan[@]}" --json --alike "$field" --like 300
  [ "$(grids)" = "300 500" ] || wrong "--alike $field: $(grids)"
  [ "$(jq -c '[.rule.like, .run.alike]' stdout)" = "[300,\"$field\"]" ] || wrong "--alike $field: $(jq -c .rule stdout)"
done
says stdout "what was taken" "alike ← kind, alike ← year"
expect 0 "its plan" "$program" check plan.sqlite
[ "$(sqlite3 plan.sqlite "SELECT group_concat(value, ' ') FROM run WHERE name IN ('like', 'alike')")" = "300 kind,year" ] ||
  wrong "the store does not tell the weights"
expect 0 "no weight" "${plan[@]}" --alike kind --like 0
[ "$(grids)" = "400 400" ] || wrong "no weight: $(grids)"
expect 0 "all the same" "${plan[@]}" --alike same --like 10000
[ "$(grids)" = "400 400" ] || wrong "all the same: $(grids)"
expect 0 "round" "${plan[@]}" --json --compact 100
[ "$(jq .rule.compact stdout)" = 100 ] || wrong "round: $(jq -c .rule stdout)"

expect 1 "no such field" "${plan[@]}" --alike kind,type
says stderr "no such field" "no field 'type'. It has: 'building_id', 'households', 'kind', 'year', 'same'"
expect 2 "too many" "${plan[@]}" --alike kind,kind,kind,kind,kind
says stderr "too many" "more than 4 fields"
expect 2 "too much" "${plan[@]}" --like 10001
says stderr "too much" "--like needs a whole number from 0 to 10000"
expect 2 "less than nothing" "${plan[@]}" --compact=-1
says stderr "less than nothing" "--compact needs a whole number"
expect 2 "not of partition" "$program" partition x.graph --compact 100
says stderr "not of partition" "'partition' has no option '--compact'"
finish
