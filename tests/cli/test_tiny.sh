#!/usr/bin/env bash
# Exit codes, figures and the summary on a county that can be counted on fingers.
. "$(dirname "$0")/common.sh"
. "$here/tiny.sh"
needs jq

plan=("$program" plan --communities communities.geojson --buildings buildings.geojson --out plan.sqlite)

# 800 households as 8 × 100: two grids of 400
tiny_communities 滨河社区 >communities.geojson
tiny_buildings "100 100 100 100 100 100 100 100" >buildings.geojson
expect 0 "800 households" "${plan[@]}" --json
cp stdout good.json
value() { jq -r "$1" good.json; }
[ "$(value '.figures | [.communities, .communities_in_range, .grids, .in_range, .households_read, .households_placed, .households_left, .buildings_placed] | @csv')" = "1,1,2,2,800,800,0,8" ] ||
  wrong "800 households: $(value .figures)"
[ "$(value '.communities[0] | [.code, .name, .smallest, .largest, .grids_min, .grids_max] | @csv')" = '"640106001000","滨河社区",400,400,2,2' ] ||
  wrong "800 households: $(value '.communities[0]')"
# the zone by its central meridian: 4547 is 114° E, so 4546 is 111° E
[ "$(value .system.epsg)" = 4546 ] || wrong "the working system is $(value .system)"
[ "$(value .date)" = 2026-01-01 ] || wrong "SOURCE_DATE_EPOCH=1767225600 gives $(value .date)"
expect 0 "the same with options joined by =" "$program" plan --communities=communities.geojson --buildings=buildings.geojson --out=plan.sqlite --json --date=2026-03-04
[ "$(jq -r .date stdout)" = 2026-03-04 ] || wrong "--date: $(jq -r .date stdout)"
expect 0 "check" "$program" check plan.sqlite
says stdout "check" OK
expect 0 "check --quiet" "$program" check plan.sqlite --quiet
[ ! -s stdout ] || wrong "check --quiet speaks"

# other bounds: 800 as 4 × 200
expect 0 "other bounds" "${plan[@]}" --json --min 150 --max 250
[ "$(jq -c '.communities[0] | [.grids, .smallest, .largest]' stdout)" = "[4,200,200]" ] || wrong "150–250: $(jq -c '.communities[0]' stdout)"

# 560 households: no number of grids fits, and that is proven
tiny_buildings "80 80 80 80 80 80 80" >buildings.geojson
expect 3 "560 households" "${plan[@]}" --json
[ "$(jq -c '.figures | [.grids, .in_range, .out_proven, .out_unproven, .fault]' stdout)" = "[1,0,1,0,110]" ] || wrong "560: $(jq -c .figures stdout)"
[ "$(jq -r .exit_code stdout)" = 3 ] || wrong "560: exit_code in JSON"
[ "$(jq -c '.communities[0] | [.proof, .reasons]' stdout)" = '["proven",{"no_number_of_grids":1}]' ] || wrong "560: $(jq -c '.communities[0]' stdout)"
expect 0 "560 households, accepted" "${plan[@]}" --accept-proven
expect 3 "560 households in words" "${plan[@]}"
says stdout "the reason" "no number of grids fits"
says stdout "the need" "none fits"
expect 3 "quiet" "${plan[@]}" --quiet
if [ -s stdout ] || [ -s stderr ]; then wrong "--quiet speaks"; fi

# four communities: fine, too few, empty, unknown
tiny_communities 滨河社区 "Quiet \\\"Corner\\\"" 空地社区 未知社区 >communities.geojson
tiny_buildings "100 100 100 100" "100 100" "0 0" "null null" >buildings.geojson
expect 3 "four communities" "${plan[@]}" --json
cp stdout four.json
[ "$(jq -c '.figures | [.communities, .communities_in_range, .grids, .in_range, .out_proven, .out_unproven, .empty, .unknown]' four.json)" = "[4,1,4,1,1,0,1,1]" ] ||
  wrong "four communities: $(jq -c .figures four.json)"
[ "$(jq -r '.communities[1].name' four.json)" = 'Quiet "Corner"' ] || wrong "a name with quotes: $(jq '.communities[1].name' four.json)"
[ "$(jq -c '[.communities[2].smallest, .communities[3].buildings_unknown]' four.json)" = "[null,2]" ] || wrong "unknown is not null"
jq -e '[.findings[] | .code] | index("too_few_households") and index("households_all_unknown")' four.json >/dev/null ||
  wrong "findings: $(jq -c '[.findings[].code]' four.json)"
for language in en zh; do
  expect 3 "the table in $language" "${plan[@]}" --lang $language
  # the code stands in the same column of the screen whatever the width of the names
  widths=$(grep -E '64010600100[0-9] ' stdout | grep -oE '^.*64010600100[0-9] ' | head -4 | while IFS= read -r line; do wc -L <<<"$line"; done | sort -u | wc -l)
  [ "$widths" = 1 ] || { wrong "the table in $language is not aligned"; head -6 stdout; }
done
says stdout "in Chinese" "总户数不足下限"

# a bar on a terminal, wiped at the end; nothing of the kind elsewhere
if command -v script >/dev/null; then
  TERM=xterm script -qec "${plan[*]}" screen </dev/null >/dev/null
  grep -q '\] *[0-9]* % ' screen || wrong "no bar on a terminal"
  # behind the last bar the line is wiped before anything else is said
  tr '\r' '\n' <screen | grep -A1 '\] *[0-9]* % ' | tail -1 | grep -q $'\033\[K' || wrong "the bar is not wiped"
  TERM=dumb script -qec "${plan[*]}" screen </dev/null >/dev/null
  if grep -q '\] *[0-9]* % ' screen; then wrong "a bar on a dumb terminal"; fi
fi
expect 3 "no terminal" "${plan[@]}"
if grep -q $'\r' stdout stderr; then wrong "a bar without a terminal"; fi

# a building outside is a leftover by name, and no household is lost
tiny_communities 滨河社区 >communities.geojson
tiny_buildings "100 100 100 100" "7" >buildings.geojson
expect 0 "a building outside" "${plan[@]}" --json
[ "$(jq -c '.figures | [.households_read, .households_placed, .households_left, .buildings_left]' stdout)" = "[407,400,7,1]" ] || wrong "leftovers: $(jq -c .figures stdout)"
jq -e '.findings[] | select(.code == "building_outside") | tostring | contains("B1-0")' stdout >/dev/null || wrong "the leftover is not named"
finish
