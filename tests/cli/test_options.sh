#!/usr/bin/env bash
# Wrong calls end with code 2 and a sentence that names the thing; nothing is written.
. "$(dirname "$0")/common.sh"

misuse() { # WHAT TEXT COMMAND...
  local what=$1 text=$2
  shift 2
  expect 2 "$what" "$program" "$@"
  says stderr "$what" "$text"
  [ ! -s stdout ] || wrong "$what: words on standard output"
}

touch communities.gpkg buildings.gpkg
full=(plan --communities communities.gpkg --buildings buildings.gpkg --out out.sqlite)
misuse "unknown command" "Did you mean 'plan'?" plna
misuse "unknown command far from any" "no command 'frobnicate'" frobnicate
misuse "unknown option" "Did you mean '--communities'?" plan --comunities x
misuse "unknown option far from any" "no option '--frobnicate'" plan --frobnicate
misuse "option of another command" "no option '--layer'" plan --layer grid
misuse "unknown letter" "no option '-z'" partition -z
misuse "--out is missing" "--out PLAN" plan --communities c --buildings b
misuse "all that is missing" "--communities FILE, --buildings FILE, --out PLAN" plan
misuse "no operand" "PLAN.sqlite" check
misuse "an operand too many" "'b.sqlite'" check a.sqlite b.sqlite
misuse "no file to export to" "FILE..." export plan.sqlite
misuse "a value is missing" "--min needs a value" "${full[@]}" --min
misuse "a value is missing before an option" "--min needs a value" "${full[@]}" --min --max 3
misuse "an empty value" "--out is empty" "${full[@]}" --out=
misuse "a value for a flag" "--json takes no value" "${full[@]}" --json=yes
for value in x 3x -3 0 3.5 1e3 99999999999 99999999999999999999999 " 3"; do
  misuse "--min $value" "not '$value'" "${full[@]}" "--min=$value"
done
misuse "min above max" "--min 600 is above --max 500" "${full[@]}" --min 600
misuse "target outside" "--target 700" "${full[@]}" --target 700
misuse "too many threads" "0 to 1024" "${full[@]}" --threads 4000
misuse "no effort of that name" "fast, normal, thorough" "${full[@]}" --effort heroic
misuse "no language of that name" "en, zh" "${full[@]}" --lang fr
misuse "no layer of that name" "grid, building" export plan.sqlite a.csv --layer house
for day in 2026-02-29 2026-13-01 2026-1-1 20260101 2026-04-31 2026-00-10; do
  misuse "--date $day" "not '$day'" "${full[@]}" --date $day
done
misuse "exempt without a value" "FIELD=VALUE" "${full[@]}" --exempt school
misuse "crs-of without an input" "INPUT=CRS" "${full[@]}" --crs-of EPSG:4490
misuse "crs-of of no input" "communities, buildings, barriers, crossings" "${full[@]}" --crs-of roads=EPSG:4490
misuse "an ending that no format has" ".geojson" "${full[@]}" --export grids.docx
misuse "no ending at all" ".geojson" "${full[@]}" --export grids
misuse "an ending in a folder's name" ".geojson" "${full[@]}" --export a.shp/grids
misuse "one file twice by two names" "written twice" "${full[@]}" --export a.shp --export ./a.shp
misuse "the store as a shapefile" "plan store" "${full[@]}" --out plan.shp
misuse "one file twice" "written twice" "${full[@]}" --export a.shp --export a.shp
ln -s communities.gpkg store.sqlite
misuse "the store over an input" "is an input" "${full[@]}" --out store.sqlite
ln -s buildings.gpkg link.gpkg
misuse "an export over an input by another name" "is an input" "${full[@]}" --export link.gpkg
touch barriers.gpkg crossings.gpkg plan.sqlite
misuse "an export over barriers" "is an input" "${full[@]}" --barriers x.shp --barriers barriers.gpkg --export barriers.gpkg
misuse "an export over crossings" "is an input" "${full[@]}" --crossings crossings.gpkg --export crossings.gpkg
mkdir roads && touch roads/a.shp
misuse "an export over a file of an input folder" "is an input" "${full[@]}" --barriers roads --export roads/a.shp
misuse "an export over the plan" "is an input" export barriers.gpkg ./barriers.gpkg
misuse "--json and the parts on standard output" "standard output" partition a.graph --json -o -
misuse "parts over the graph" "is an input" partition plan.sqlite -o plan.sqlite
misuse "in Chinese" "没有选项" plan --lang zh --frobnicate

expect 1 "a folder that is not there" "$program" "${full[@]}" --out nowhere/plan.sqlite
says stderr "a folder that is not there" "nowhere"
mkdir folder.sqlite
expect 1 "a folder in the place of the store" "$program" "${full[@]}" --out folder.sqlite
says stderr "a folder in the place of the store" "is a folder"

[ ! -e out.sqlite ] || wrong "something was written"
if [ -s communities.gpkg ] || [ -s buildings.gpkg ]; then wrong "an input was overwritten"; fi
finish
