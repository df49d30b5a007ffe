#!/usr/bin/env bash
# No command overwrites what it reads: every input of every command, given as each of its outputs, by
# its own name, by a link, as a file that belongs to a shapefile, as the archive around it.
. "$(dirname "$0")/common.sh"

files=(communities.gpkg buildings.gpkg barriers.gpkg more.gpkg crossings.gpkg compounds.gpkg exempt.gpkg
       table.gpkg dwellings.gpkg roster.gpkg contacts.gpkg grids.gpkg retired.gpkg fields.gpkg before.gpkg
       template.gpkg)
touch "${files[@]}"
sum=$(stat -c '%n %i %s %Y' "${files[@]}")

# kept WHAT OUTPUT COMMAND...: the output would change an input
kept() {
  local what=$1 output=$2
  shift 2
  expect 2 "$what over $output" "$program" "$@" "$output"
  says stderr "$what over $output" "is an input"
}

# the output is each input in turn, and a link to it
each() { # WHAT INPUTS COMMAND...
  local what=$1 inputs=$2 input link=link.gpkg
  shift 2
  [ "$what" = store ] && link=link.sqlite
  for input in $inputs; do
    [ "$what" = store ] || kept "$what" "$input" "$@" # the ending of an export is none of a store
    ln -sf "$input" "$link"
    [ "$what" != store ] && [ "$input" != communities.gpkg ] || kept "$what" "$link" "$@"
  done
}
reading=(--communities communities.gpkg --buildings buildings.gpkg --barriers barriers.gpkg --barriers more.gpkg
         --crossings crossings.gpkg --compounds compounds.gpkg --exempt exempt.gpkg --households-table table.gpkg
         --dwellings dwellings.gpkg --roster roster.gpkg --contacts contacts.gpkg)
all="communities.gpkg buildings.gpkg barriers.gpkg more.gpkg crossings.gpkg compounds.gpkg exempt.gpkg table.gpkg
     dwellings.gpkg roster.gpkg contacts.gpkg"
redraw=(--grids grids.gpkg --retired retired.gpkg --fields fields.gpkg)
for command in plan adjust; do
  each "$command --export" "$all grids.gpkg retired.gpkg fields.gpkg" $command "${reading[@]}" "${redraw[@]}" --out new.sqlite --export
  each "$command --manifest" "fields.gpkg barriers.gpkg" $command "${reading[@]}" "${redraw[@]}" --out new.sqlite --manifest
  each store "$all grids.gpkg retired.gpkg fields.gpkg" $command "${reading[@]}" "${redraw[@]}" --out
done
each "check GRIDS --export" "$all grids.gpkg" check grids.gpkg "${reading[@]}" --export
each "audit --export" "$all grids.gpkg fields.gpkg" audit "${reading[@]}" --grids grids.gpkg --fields fields.gpkg --export
each "audit --manifest" "fields.gpkg barriers.gpkg" audit "${reading[@]}" --grids grids.gpkg --fields fields.gpkg --manifest
for output in --moved --changes; do
  each "compare $output" "$all grids.gpkg before.gpkg" compare before.gpkg grids.gpkg "${reading[@]}" $output
done
each "export" "before.gpkg fields.gpkg" export before.gpkg --fields fields.gpkg
each "export --manifest" "before.gpkg fields.gpkg" export before.gpkg x.csv --fields fields.gpkg --manifest
each "map" "grids.gpkg before.gpkg template.gpkg" map grids.gpkg --before before.gpkg --template template.gpkg
each "partition -o" "grids.gpkg" partition grids.gpkg -o

# what belongs to a shapefile is as much an input, and as much an output
touch houses.shp houses.dbf houses.shx households.dbf HOUSES2.SHP HOUSES2.DBF town.tab town.dat town2.tab town2.ind
short=(plan --communities communities.gpkg --out new.sqlite)
kept "a shapefile over the table of its stem" households.shp "${short[@]}" --buildings buildings.gpkg --households-table households.dbf --export
kept "a manifest over a shapefile's table" houses.dbf "${short[@]}" --buildings houses.shp --manifest
kept "a store over a shapefile's table" HOUSES2.DBF plan --communities communities.gpkg --buildings HOUSES2.SHP --out
kept "a manifest over a MapInfo table" town.dat "${short[@]}" --buildings town.tab --manifest
# but another format of the same stem is another file
expect 1 "a shapefile beside a MapInfo table" "$program" "${short[@]}" --buildings town.tab --export town.shp
says_not stderr "a shapefile beside a MapInfo table" "is an input"
kept "a shapefile over the index of a MapInfo table" town2.shp "${short[@]}" --buildings town2.tab --export
# an archive, and a folder that is an input
touch town.zip
mkdir town.gdb
kept "an archive" town.zip "${short[@]}" --buildings /vsizip/town.zip/houses.shp --manifest
kept "a file in a folder that is an input" town.gdb/x.csv "${short[@]}" --buildings town.gdb --export
# a sample county is not written over somebody's own files
mkdir own && echo mine >own/buildings.gpkg
expect 2 "a sample over files" "$program" sample own --communities 1
says stderr "a sample over files" "own/buildings.gpkg"
[ "$(cat own/buildings.gpkg)" = mine ] || wrong "a sample over files: they are gone"
for run in a b; do expect 0 "a sample again" "$program" sample again --communities 1; done
# the table of a database that is read
kept "a table" "PG:dbname=nowhere" audit --communities communities.gpkg --buildings buildings.gpkg --grids "PG:dbname=nowhere" --grids-layer public.grid --export
kept "a table by its role" "PG:dbname=nowhere" audit --communities communities.gpkg --buildings buildings.gpkg --grids "PG:dbname=nowhere" --export
expect 1 "another table" "$program" audit --communities communities.gpkg --buildings buildings.gpkg --grids "PG:dbname=nowhere" --grids-layer wangge2025 --export "PG:dbname=nowhere"
says_not stderr "another table" "is an input"

[ "$sum" = "$(stat -c '%n %i %s %Y' "${files[@]}")" ] || wrong "an input was changed"
if [ -e new.sqlite ] || [ -e x.csv ]; then wrong "something was written"; fi
finish
