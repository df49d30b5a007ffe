#!/usr/bin/env bash
# plan --parts: the number of grids of each community, by a field or for all.
. "$(dirname "$0")/common.sh"
. "$here/tiny.sh"
needs jq

plan=("$program" plan --communities communities.geojson --buildings buildings.geojson --out plan.sqlite)
row="150 150 150 150 150 150 150 150" # 1,200 households: 3 or 4 grids; free, 3
grids() { jq -c '[.communities[].grids]' stdout; }
codes() { jq -c "[.findings[] | select(.code | startswith(\"parts\")) | .code]" stdout; }

tiny_communities 甲 乙 丙 丁 >plain.geojson
jq -c '.features[0].properties.wgs = 4 | .features[1].properties.wgs = null | .features[2].properties.wgs = 0 |
       .features[3].properties.wgs = 4' plain.geojson >communities.geojson
tiny_buildings "$row" "$row" "$row" "$row" >buildings.geojson

expect 0 "free" "${plan[@]}" --json
[ "$(grids)" = "[3,3,3,3]" ] || wrong "free: $(grids)"
expect 0 "a field" "${plan[@]}" --json --parts WGS
[ "$(grids)" = "[4,3,3,4]" ] || wrong "a field, null and 0 free: $(grids)"
[ "$(jq -c '[.figures.in_range, .rule.parts, .run.parts]' stdout)" = '[14,0,"WGS"]' ] || wrong "a field: $(jq -c .figures stdout)"
says stdout "what was taken" "parts ← wgs"
expect 0 "its plan" "$program" check plan.sqlite
expect 0 "a number" "${plan[@]}" --json --parts 4
[ "$(grids)" = "[4,4,4,4]" ] || wrong "a number: $(grids)"
[ "$(jq .rule.parts stdout)" = 4 ] || wrong "a number: $(jq -c .rule stdout)"
[ "$(codes)" = "[]" ] || wrong "findings where nothing is wrong: $(codes)"

# the field of one community says nothing of use
jq -c '.features[1].properties.wgs = "some" | .features[2].properties.wgs = "-2"' communities.geojson >odd
mv odd communities.geojson
expect 0 "no numbers" "${plan[@]}" --json --parts wgs
[ "$(grids)$(codes)" = '[4,3,3,4]["parts_unusable"]' ] || wrong "no numbers: $(grids) $(codes)"
says stdout "who it is" "乙 (640106001001)"
says stdout "who it is" "丙 (640106001002)"
expect 1 "no such field" "${plan[@]}" --parts grids
says stderr "no such field" "'wgs'"
expect 2 "too many" "${plan[@]}" --parts 99999999999

# five grids need 1,500 households; that the number was fixed is said and a premise of the proof
tiny_communities 甲 >communities.geojson
tiny_buildings "$row" >buildings.geojson
expect 3 "five" "${plan[@]}" --json --parts 5
[ "$(jq -c '[.figures.grids, .figures.in_range, .figures.out_proven, .figures.fault]' stdout)" = "[5,3,2,400]" ] ||
  wrong "five: $(jq -c .figures stdout)"
[ "$(codes)" = '["parts_fixed","parts_fixed"]' ] || wrong "five: $(codes)"
says stdout "five" "5 grids hold 1500 to 2500 households, and the piece has 1200. The number of grids was fixed at 5."
says stdout "five" "Tried, and brings all its grids into range: the number of grids left free, 3 here."

# more than there are units: the nearest number, said so
expect 3 "twenty" "${plan[@]}" --json --parts 20
[ "$(grids)" = "[8]" ] || wrong "twenty of eight buildings: $(grids)"
jq -e '[.findings[] | select(.code == "parts_impossible")] | length == 1' stdout >/dev/null || wrong "twenty: $(codes)"
says stdout "twenty" "20 grids were asked for and 8 made"
says stdout "twenty" "Ask for 1 to 8 grids."

# exempt grids come on top; empty and unknown communities have one grid whatever is asked for
tiny_communities 甲 空 未知 >communities.geojson
tiny_buildings "$row" "0 0 0" "null null null" |
  jq -c '.features[7].properties += {kind: "school", households: 0}' >buildings.geojson
expect 0 "exempt" "${plan[@]}" --json --parts 3 --exempt kind=school
[ "$(grids)" = "[4,1,1]" ] || wrong "exempt, empty, unknown: $(grids)"
[ "$(jq -c '[.figures.in_range, .figures.exempt, .figures.empty, .figures.unknown]' stdout)" = "[3,1,1,1]" ] ||
  wrong "exempt, empty, unknown: $(jq -c .figures stdout)"
[ "$(codes)" = "[]" ] || wrong "exempt, empty, unknown: $(codes)"

finish
