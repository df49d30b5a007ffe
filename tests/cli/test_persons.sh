#!/usr/bin/env bash
# Persons as a measure: beside households, in their place, unknown, and as a second weight of a graph.
. "$(dirname "$0")/common.sh"
. "$here/tiny.sh"
needs jq sqlite3

plan=("$program" plan --communities communities.geojson --buildings buildings.geojson --out plan.sqlite --effort fast --json)
grids() { sqlite3 plan.sqlite "SELECT group_concat(households || '/' || ifnull(persons, '-') || '/' || status || '/' || ifnull(reason, ''), ' ') FROM (SELECT * FROM grid ORDER BY code)"; }
is() { [ "$(grids)" = "$2" ] || wrong "$1: $(grids)"; }

# eight buildings of 100 households; the first three are full of people
persons='.features |= (to_entries | map(.value + {properties: (.value.properties + {rk: ([5,5,5,2,2,2,2,2][.key] * 100)})}))'
tiny_communities 甲 >communities.geojson
tiny_buildings "100 100 100 100 100 100 100 100" | jq -c "$persons" >buildings.geojson

expect 0 "no bounds: summed" "${plan[@]}"
is "no bounds" "400/1700/ok/ 400/800/ok/"
expect 0 "both measures" "${plan[@]}" --max-persons 1600
is "both measures" "300/1500/ok/ 500/1000/ok/"
[ "$(jq -c '[.rule.min, .rule.max, .rule.max_persons, .rule.measure]' stdout)" = '[300,500,1600,"households"]' ] ||
  wrong "both measures: $(jq -c .rule stdout)"
expect 0 "its plan" "$program" check plan.sqlite
expect 3 "too many persons" "${plan[@]}" --max-persons 1200
is "too many persons" "300/1500/over/no_partition;persons_above_max 500/1000/ok/"
says stdout "too many persons" "It has 1500 persons, more than 1200."
expect 4 "a wrong status" bash -c "sqlite3 plan.sqlite \"UPDATE grid SET status = 'ok' WHERE persons = 1500\"; \"$program\" check plan.sqlite"
says stdout "a wrong status" "bad_status"

expect 0 "in place of households" "${plan[@]}" --persons rk --min-persons 1000 --max-persons 1500 --threads 1
is "in place of households" "300/1500/ok/ 500/1000/ok/"
[ "$(jq -c '[.rule.min, .rule.max, .rule.target, .rule.measure]' stdout)" = '[1000,1500,1250,"persons"]' ] ||
  wrong "in place of households: $(jq -c .rule stdout)"
[ "$(jq -c '[.communities[0] | .smallest, .largest]' stdout)" = '[1000,1500]' ] || wrong "smallest, largest of persons: $(jq -c .communities stdout)"
expect 0 "its summary" "${plan[@]:0:${#plan[@]}-1}" --persons rk --min-persons 1000 --max-persons 1500
says stdout "its summary" "fewest persons  most persons"
expect 0 "its plan" "$program" check plan.sqlite
expect 0 "a building above" "${plan[@]}" --min-persons 100 --max-persons 400 --accept-proven
says stdout "a building above" "persons_above_max"
says stdout "a building above" "alone has 500 persons, more than 400"

# unknown is not 0
jq -c '.features[7].properties.rk = null' buildings.geojson >some.geojson
expect 0 "one unknown" "${plan[@]}" --buildings some.geojson --max-persons 1600
says stdout "one unknown" "1 of its 8 buildings have no number of persons"
jq -c 'del(.features[].properties.rk)' buildings.geojson >none.geojson
expect 2 "no persons at all" "${plan[@]}" --buildings none.geojson --max-persons 1600
says stderr "no persons at all" "--persons FIELD"
tiny_communities 甲 乙 >communities.geojson
tiny_buildings "100 100 100 100" "100 100 100 100" | jq -c '.features[range(4)].properties.rk = 300' >buildings.geojson
expect 0 "one community without" "${plan[@]}" --min-persons 900
is "one community without" "400/1200/ok/ 400/-/ok/"
says stdout "one community without" "their bounds are left aside here"
expect 0 "its plan" "$program" check plan.sqlite
expect 0 "no claim" "${plan[@]}" --min-persons 900 --max-persons 1300
is "no claim" "400/1200/ok/ 400/-/unknown/"
expect 0 "its plan" "$program" check plan.sqlite
expect 2 "upside down" "${plan[@]}" --min-persons 9 --max-persons 8

# a path of four units with households and persons
printf '4 3 011 2\n200 900 2 1\n200 300 1 1 3 1\n200 300 2 1 4 1\n200 300 3 1\n' >two.graph
expect 0 "a second weight" "$program" partition two.graph --json -o parts
[ "$(tr -d '\n' <parts)" = 0011 ] || wrong "a second weight: $(tr '\n' ' ' <parts)"
expect 3 "bounded" "$program" partition two.graph --json -o parts --max-persons 1000
[ "$(jq -c '[.in_range, .out_proven, .fault]' stdout)" = '[1,1,130]' ] || wrong "bounded: $(cat stdout)"
expect 0 "alone" "$program" partition two.graph --json -o parts --min-persons 800 --max-persons 1000
[ "$(tr -d '\n' <parts)" = 0111 ] || wrong "alone: $(tr '\n' ' ' <parts)"
printf '2 1 011\n200 2 1\n200 1 1\n' >one.graph
expect 2 "one weight" "$program" partition one.graph --max-persons 1000
says stderr "one weight" "ncon 2"

# the sample county, on one thread and on two
"$program" sample county --communities 3 >/dev/null 2>&1 || wrong "no sample"
county=("$program" plan --communities county/communities.gpkg --buildings county/buildings.gpkg --barriers county/barriers.gpkg)
for way in "--max-persons 1600" "--min-persons 800 --max-persons 1500"; do
  for threads in 1 2; do
    "${county[@]}" --effort fast --threads $threads --json --out $threads.sqlite $way >$threads.json 2>/dev/null
    [ $? = 0 ] || [ $? = 3 ] || wrong "county $way"
    expect 0 "county $way: check" "$program" check $threads.sqlite
    sqlite3 $threads.sqlite .dump | grep -v threads | sort >$threads.sql
  done
  same "county $way: threads" 1.sql 2.sql
  echo "county $way: $(jq -c '.grids // .figures // .' 1.json | head -c 200)"
done
finish
