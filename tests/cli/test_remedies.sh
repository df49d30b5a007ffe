#!/usr/bin/env bash
# A remedy that a finding says was tried comes true for whoever does what it says.
. "$(dirname "$0")/common.sh"
. "$here/tiny.sh"
needs jq

plan() { # [OPTION]...
  "$program" plan --communities communities.geojson --buildings buildings.geojson --out plan.sqlite --json "$@"
}
remedy() { jq -r '[.findings[] | select(.proof == "proven")][0].remedy' stdout; }
line() { # WEST: a line from south to north through the whole community
  awk -v x="$1" 'BEGIN { printf "{\"type\":\"LineString\",\"coordinates\":[[%.6f,37.9999],[%.6f,38.0041]]}", 111 + x / 10000, 111 + x / 10000 }'
}
tiny_communities 滨河社区 >communities.geojson

# 150 households west of a railway, 500 east of it; together two grids of 325
feature "$(line 13)" '"kind":"railway","name":"测试线"' | collection >railway.geojson
tiny_buildings "50 50 50 100 100 100 100 100" >buildings.geojson
expect 3 "a railway" plan --barriers railway.geojson
remedy >said
says said "the crossing" "a crossing over railway '测试线' between buildings 'B0-2' and 'B0-3' (500 households beyond)"
says said "the bound" "--min 150"
expect 0 "the point" "$program" export plan.sqlite spot.geojson --layer finding
jq '.features |= [.[] | select(.properties.proof == "proven")][0:1]' spot.geojson >crossing.geojson
expect 0 "the crossing, applied" plan --barriers railway.geojson --crossings crossing.geojson
expect 0 "the bound, applied" plan --barriers railway.geojson --min 150
expect 3 "in Chinese" plan --barriers railway.geojson --lang zh
remedy >said
says said "in Chinese" "已试，可使该片网格全部达标：跨railway“测试线”设通道"

# 150 and 100 households: no crossing helps, since all together are too few
tiny_buildings "50 50 50 25 25 25 25" >buildings.geojson
expect 3 "too few on both sides" plan --barriers railway.geojson
remedy >said
says_not said "a crossing that does not help" crossing
says said "too few on both sides" "--min 150"

# a tower of 600 beside three of 100
tiny_buildings "600 100 100 100" >buildings.geojson
expect 3 "a tower" plan
remedy >said
says said "the tower" "building 'B0-0' divided by entrance into 2 equal parts; or --max 600"
{
  feature "$(area 2 18 1 2)" '"building_id":"B0-0a","households":300'
  feature "$(area 3 18 1 2)" '"building_id":"B0-0b","households":300'
  for i in 1 2 3; do feature "$(area $((2 + 4 * i)) 18 2 2)" "\"building_id\":\"B0-$i\",\"households\":100"; done
} | collection >buildings.geojson
expect 0 "the tower, divided" plan
tiny_buildings "600 100 100 100" >buildings.geojson
expect 0 "the tower, above a higher max" plan --max 600

# 560 households: the lower min is the nearer bound, and the highest one that helps
tiny_buildings "80 80 80 80 80 80 80" >buildings.geojson
expect 3 "560 households" plan
remedy >said
bound=$(sed -nE 's/.*(--(min|max) [0-9]+).*/\1/p' said)
# shellcheck disable=SC2086
expect 0 "560 households with $bound" plan $bound
[ "$bound" = "--min 240" ] || [ "$bound" = "--max 560" ] || wrong "560 households: $bound"

# 200 households: the neighbouring community is named, as a sum only
tiny_communities 滨河社区 山前社区 >communities.geojson
tiny_buildings "100 100" "100 100 100 100" >buildings.geojson
expect 3 "a small community" plan
remedy >said
says said "the neighbour" "By their sum, not tried: united with community '山前社区' (400 households)."

# a footprint as large as a town has no entrances that could be told apart: nothing is tried, in no time
feature "$(area 0 0 2100 2100)" '"code":"1","name":"大社区"' | collection >town.geojson
feature "$(area 20 20 2000 2000)" '"building_id":"T","households":1000000' | collection >huge.geojson
expect 3 "a building as large as a town" timeout -s KILL 60 "$program" plan --communities town.geojson --buildings huge.geojson --effort fast \
  --out huge.sqlite --json
jq -e '[.findings[] | select(.code == "building_above_max")] | length > 0' stdout >/dev/null ||
  wrong "a building as large as a town: $(jq -c '[.findings[].code]' stdout)"
finish
