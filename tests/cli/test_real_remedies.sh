#!/usr/bin/env bash
# Tokyo with rivers and railways hard: every grid out of range has a remedy that was tried; of each
# kind some are applied to the community's own data, and come true.
. "$(dirname "$0")/common.sh"
needs jq ogr2ogr ogrinfo sqlite3
needs_data tokyo/communities.gpkg tokyo/buildings.gpkg tokyo/barriers.gpkg
data=$SHARED_DATA/data/tokyo

plan() { # FOLDER OUT [OPTION]...
  local from=$1 to=$2
  shift 2
  "$program" plan --communities "$from/communities.gpkg" --buildings "$from/buildings.gpkg" \
    --barriers "$data/barriers.gpkg" --hard river,railway --out "$to.sqlite" --json "$@" >"$to.json" 2>stderr
}
plan "$data" all
[ $? = 3 ] || { wrong "exit code of the whole"; head -3 stderr; finish; }
jq -c '[.findings[] | select(.proof != "none")]' all.json >out.json
[ "$(jq length out.json)" = "$(jq '.figures | .out_proven + .out_unproven' all.json)" ] || wrong "a finding for each grid out of range"
jq -e 'all(.[]; .remedy | startswith("Tried"))' out.json >/dev/null || wrong "a grid without a remedy that was tried"
expect 0 "findings" "$program" export all.sqlite points.geojson --layer finding

# cut CODE: the community and those that touch its box, on all buildings, since these also tell
# which lines are underground
cut() {
  local west south east north
  rm -rf cut && mkdir cut
  ogr2ogr -q one.gpkg "$data/communities.gpkg" -where "code='$1'"
  read -r west south east north < <(ogrinfo -so -al one.gpkg |
    sed -nE 's/^Extent: \((.*), (.*)\) - \((.*), (.*)\)/\1 \2 \3 \4/p')
  rm one.gpkg
  ogr2ogr -q cut/communities.gpkg "$data/communities.gpkg" -spat "$west" "$south" "$east" "$north"
  ln -s "$data/buildings.gpkg" cut/buildings.gpkg
}
# out_of FILE CODE: the reasons of the grids of a community that are out of range
out_of() {
  jq -r --arg code "$2" '.findings[] | select(.proof != "none" and .community_code == $code) | .reason' "$1" | LC_ALL=C sort
}
# comes_true WHAT CODE REASON [OPTION]...: applied to ./cut, the reason is gone and none has come
comes_true() {
  local what=$1 code=$2 reason=$3
  shift 3
  plan cut new "$@"
  out_of new.json "$code" >after
  if grep -qF -e "$reason" after || [ "$(wc -l <after)" -ge "$(wc -l <before)" ]; then
    wrong "$what in $code: $reason / after: $(cat after)"
  fi
  echo "$code: $reason → $what: $(wc -l <before) out of range before, $(wc -l <after) after"
}
# take PATTERN COUNT: so many findings whose remedy brings the whole piece into range that way, as
# code, reason, remedy and place, one for each community, spread over all of them
take() {
  jq -r --arg pattern "$1" --argjson count "$2" '[.features[] | select(.properties.proof == "proven")
    | select(.properties.remedy | split("Tried, and helps in part")[0] | test($pattern))
    | [.properties.community_code, .properties.reason, .properties.remedy, (.geometry.coordinates | tojson)]]
    | unique_by(.[0]) | [range($count) as $i | .[(length * $i / $count | floor)]] | .[] | @tsv' points.geojson
}
begin() { # CODE
  cut "$1"
  plan cut base
  out_of base.json "$1" >before
  out_of all.json "$1" | cmp -s - before || wrong "$1: cut out it is not the same"
}

take 'crossing over' 3 >crossings
[ "$(wc -l <crossings)" = 3 ] || wrong "fewer than three crossings"
while IFS=$'\t' read -r code reason remedy place; do
  begin "$code"
  printf '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":%s}}]}' "$place" >crossing.geojson
  comes_true "crossing at $place" "$code" "$reason" --crossings crossing.geojson
done <crossings

take '^Tried, and brings all its grids into range: --(min|max)' 2 >bounds
while IFS=$'\t' read -r code reason remedy place; do
  begin "$code"
  bound=$(sed -nE 's/^[^-]*(--(min|max) [0-9]+).*/\1/p' <<<"$remedy")
  # shellcheck disable=SC2086
  comes_true "$bound" "$code" "$reason" $bound
done <bounds

# a building in halves or thirds across the longer side of its box
take "range: building '[^']*' divided by entrance into [0-9]+ equal parts[;.]" 2 >buildings
while IFS=$'\t' read -r code reason remedy place; do
  begin "$code"
  id=$(sed -nE "s/.*building '([^']*)' divided.*/\1/p" <<<"$remedy")
  parts=$(sed -nE 's/.*entrance into ([0-9]+) equal.*/\1/p' <<<"$remedy")
  sql="select geom, building_id, households from buildings where building_id <> '$id'"
  for ((i = 0; i < parts; i++)); do
    wide="MbrMaxX(geom) - MbrMinX(geom)" high="MbrMaxY(geom) - MbrMinY(geom)"
    sql+=" union all select ST_Intersection(geom, case when $wide > $high
      then BuildMbr(MbrMinX(geom) + ($wide) * $i / $parts, MbrMinY(geom), MbrMinX(geom) + ($wide) * ($i + 1) / $parts, MbrMaxY(geom))
      else BuildMbr(MbrMinX(geom), MbrMinY(geom) + ($high) * $i / $parts, MbrMaxX(geom), MbrMinY(geom) + ($high) * ($i + 1) / $parts) end),
      building_id || '-$i', households / $parts + (households % $parts > $i) from buildings where building_id = '$id'"
  done
  ogr2ogr -q cut/divided.gpkg cut/buildings.gpkg -dialect sqlite -sql "$sql" -nln buildings -nlt PROMOTE_TO_MULTI
  mv -f cut/divided.gpkg cut/buildings.gpkg
  comes_true "building $id in $parts" "$code" "$reason"
done <buildings
finish
