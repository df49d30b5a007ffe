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

# a city on both banks of a river, in one community; what was published is sound
if [ -d "$SHARED_DATA/data/shanghai" ]; then
  data=$SHARED_DATA/data/shanghai
  run() { # OPTIONS...: before the first --barriers, so that they hold for all of them
    "$program" plan "$@" --communities "$data/外滩街道边界.json" --buildings "$data/buildings_as_published.json" --barriers-are river \
      --barriers "$data/黄浦江.json" --barriers "$data/黄浦区-水域.json" --estimate --effort fast --steps 1 --out out.sqlite \
      --accept-proven --json >stdout 2>stderr
  }
  run
  [ "$(suspected)" = "[]" ] || wrong "Shanghai: sound data are suspected: $(suspected)"
  for datum in GCJ02 BD09; do
    run --crs-of communities=$datum --crs-of barriers=$datum
    [ "$(suspected)" = "[\"buildings=$datum\"]" ] || wrong "Shanghai: buildings in $datum: $(suspected)"
    run --crs-of communities=$datum --crs-of buildings=$datum
    [ "$(suspected)" = "[\"barriers=$datum\"]" ] || wrong "Shanghai: barriers in $datum: $(suspected)"
    run --crs-of communities=$datum --crs-of barriers=$datum --crs-of buildings=$datum
    [ "$(suspected)" = "[]" ] || wrong "Shanghai: all in $datum: $(suspected)"
  done
fi

"$program" sample county --communities 6 --quiet
"$program" plan --communities county/communities.gpkg --buildings county/buildings.gpkg --barriers county/barriers.gpkg --effort fast --steps 1 --out out.sqlite --json >stdout 2>stderr
[ "$(suspected)" = "[]" ] || wrong "the sample county is suspected: $(suspected)"
finish
