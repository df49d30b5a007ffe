#!/usr/bin/env bash
# Inputs displaced as by the datums of web maps are suspected, by name and vector, and sound ones
# never are. Saying that sound data bear a datum displaces them the other way.
. "$(dirname "$0")/common.sh"
needs jq
needs_data singapore

suspected() { jq -c '[.findings[] | select(.code == "datum_suspected") | .remedy | capture("--crs-of (?<what>[a-z]+=[A-Z0-9]+)").what]' stdout; }
data=$SHARED_DATA/data/singapore
plan=("$program" plan --communities "$data/communities.gpkg" --buildings "$data/buildings.gpkg" --barriers "$data/streets.gpkg"
  --effort fast --steps 1 --out out.sqlite --accept-proven --json)

"${plan[@]}" >stdout 2>stderr
[ "$(suspected)" = "[]" ] || wrong "sound data are suspected: $(jq -c '.findings[] | select(.code == "datum_suspected")' stdout)"
for datum in GCJ02 BD09; do
  # all but the buildings moved back: the buildings lie as if they bore the datum
  "${plan[@]}" --crs-of communities=$datum --crs-of barriers=$datum >stdout 2>stderr
  [ "$(suspected | jq -c unique)" = "[\"buildings=$datum\"]" ] || wrong "buildings in $datum: $(suspected)"
  # all three: sound again
  "${plan[@]}" --crs-of communities=$datum --crs-of barriers=$datum --crs-of buildings=$datum >stdout 2>stderr
  [ "$(suspected)" = "[]" ] || wrong "all in $datum: $(suspected)"
  "${plan[@]}" --crs-of communities=$datum --crs-of buildings=$datum >stdout 2>stderr
  [ "$(suspected)" = "[\"barriers=$datum\"]" ] || wrong "barriers in $datum: $(suspected)"
done
"$program" sample county --communities 6 --quiet
"$program" plan --communities county/communities.gpkg --buildings county/buildings.gpkg --barriers county/barriers.gpkg --effort fast --steps 1 --out out.sqlite --json >stdout 2>stderr
[ "$(suspected)" = "[]" ] || wrong "the sample county is suspected: $(suspected)"
finish
