#!/usr/bin/env bash
# Input that cannot be used ends with code 1 and a sentence that names it; nothing is written and
# nothing half written stays behind.
. "$(dirname "$0")/common.sh"
. "$here/tiny.sh"
needs ogr2ogr jq sqlite3

tiny_communities 滨河社区 河西社区 >communities.geojson
tiny_buildings "100 100 100 100" "200 200" >buildings.geojson

# refused WHAT TEXT [OPTION]...: with the good inputs, and the options over them
refused() {
  local what=$1 text=$2
  shift 2
  expect 1 "$what" "$program" plan --communities communities.geojson --buildings buildings.geojson --out out.sqlite --export out.geojson "$@"
  says stderr "$what" "$text"
  [ ! -s stdout ] || wrong "$what: words on standard output"
  [ -z "$(find . -name '*out.*')" ] || wrong "$what: left behind $(find . -name '*out.*')"
}

refused "a file that is not there" "nowhere.shp" --buildings nowhere.shp
refused "communities that are not there" "nowhere.gpkg" --communities nowhere.gpkg
refused "barriers that are not there" "nowhere.fgb" --barriers nowhere.fgb
refused "crossings that are not there" "nowhere.csv" --crossings nowhere.csv
refused "a field that is not there" "HUSHU_X" --households HUSHU_X
says stderr "a field that is not there: what there is" "households"
refused "a layer that is not there" "rooms" --buildings-layer rooms
printf 'no geodata\n' >words.gpkg
refused "a file that is no geodata" "words.gpkg" --buildings words.gpkg
: >empty.geojson
refused "an empty file" "empty.geojson" --buildings empty.geojson
refused "all buildings elsewhere" "crs-of" --crs-of buildings=EPSG:32648
expect 2 "codes that would repeat" "$program" plan --communities communities.geojson --buildings buildings.geojson --out out.sqlite --code-template '{seq:3}'
says stderr "codes that would repeat" "{community}"
sqlite3 theirs.sqlite 'create table work (hours); insert into work values (8)'
expect 1 "a database that is no plan" "$program" plan --communities communities.geojson --buildings buildings.geojson --out theirs.sqlite
[ "$(sqlite3 theirs.sqlite 'select hours from work')" = 8 ] || wrong "somebody's database was overwritten"
refused "no coordinate system of that name" "EPSG:1" --crs EPSG:1
expect 2 "a working system in degrees" "$program" plan --communities communities.geojson --buildings buildings.geojson --out out.sqlite --crs EPSG:4490
says stderr "a working system in degrees" "EPSG:4490"
refused "a system for an input that is none" "EPSG:999999" --crs-of buildings=EPSG:999999

ogr2ogr -q two.gpkg communities.geojson -nln wards
ogr2ogr -q -update two.gpkg communities.geojson -nln streets
refused "two layers and none named" "wards" --communities two.gpkg
expect 0 "the layer named" "$program" plan --communities two.gpkg --communities-layer wards --buildings buildings.geojson --out good.sqlite
rm -f good.sqlite

ogr2ogr -q none.shp communities.geojson -lco ENCODING=UTF-8 && rm -f none.prj
refused "no coordinate system" "none.shp" --communities none.shp
expect 0 "the system given" "$program" plan --communities none.shp --crs-of communities=EPSG:4326 --buildings buildings.geojson --out good.sqlite --json
[ "$(jq -r .system.epsg stdout)" = 4546 ] || wrong "with --crs-of the system is $(jq -c .system stdout)"

ogr2ogr -q gbk.shp communities.geojson -lco ENCODING=GB18030 && rm -f gbk.cpg
expect 0 "an encoding given" "$program" plan --communities gbk.shp --encoding-of communities=GB18030 --buildings buildings.geojson --out good.sqlite --json
[ "$(jq -r '.communities[0].name' stdout)" = 滨河社区 ] || wrong "GB18030: $(jq -c '.communities[0]' stdout)"
expect 0 "an encoding found" "$program" plan --communities gbk.shp --buildings buildings.geojson --out good.sqlite --json
[ "$(jq -r '.communities[0].name' stdout)" = 滨河社区 ] || wrong "GB18030 found: $(jq -c '.communities[0]' stdout)"
rm -f good.sqlite

ogr2ogr -q nothing.gpkg communities.geojson -where "code = 'x'" -nln communities
refused "no community at all" "nothing.gpkg" --communities nothing.gpkg
ogr2ogr -q lines.gpkg communities.geojson -nlt MULTILINESTRING -nln communities
refused "communities that are lines" "lines.gpkg" --communities lines.gpkg

# buildings that are odd are findings, not failures, and no household is lost
cat >odd.geojson <<'END'
{"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"building_id":"A","households":"400"},"geometry":{"type":"Point","coordinates":[111.001,38.001]}},
{"type":"Feature","properties":{"building_id":"A","households":"-3"},"geometry":{"type":"Point","coordinates":[111.002,38.001]}},
{"type":"Feature","properties":{"building_id":"C","households":"viele"},"geometry":{"type":"Point","coordinates":[111.003,38.001]}},
{"type":"Feature","properties":{"building_id":"D","households":"50"},"geometry":null},
{"type":"Feature","properties":{"building_id":"E","households":null},"geometry":{"type":"Polygon","coordinates":[[[111.0030,38.0020],[111.0032,38.0022],[111.0032,38.0020],[111.0030,38.0022],[111.0030,38.0020]]]}}
]}
END
tiny_communities 滨河社区 >one.geojson
expect 0 "odd buildings" "$program" plan --communities one.geojson --buildings odd.geojson --out good.sqlite --json
for code in duplicate_building_id households_negative households_not_number geometry_null geometry_repaired households_unknown; do
  jq -e --arg code $code '[.findings[].code] | index($code)' stdout >/dev/null || wrong "odd buildings: no $code"
done
[ "$(jq -c '.figures | [.buildings_read, .buildings_left, .households_read, .households_left]' stdout)" = "[5,1,450,50]" ] ||
  wrong "odd buildings: $(jq -c .figures stdout)"

# stores and graphs
expect 1 "a store that is not there" "$program" check nowhere.sqlite
says stderr "a store that is not there" "nowhere.sqlite"
expect 1 "a file that is no store" "$program" check words.gpkg
says stderr "a file that is no store" "words.gpkg"
expect 1 "a database that is no store" "$program" check two.gpkg
expect 1 "an export of no store" "$program" export words.gpkg out.geojson
expect 1 "an export to a system that is none" "$program" export good.sqlite out.shp --out-crs EPSG:1
[ -z "$(find . -name '*out.*')" ] || wrong "left behind: $(find . -name '*out.*')"
mkfifo pipe.geojson
expect 1 "an export onto a pipe" "$program" export good.sqlite pipe.geojson
[ -p pipe.geojson ] || wrong "an export replaced a pipe by a file"
expect 1 "a graph that is not there" "$program" partition nowhere.graph
printf '3 2\n2\n1 3\n' >short.graph
expect 1 "a graph that ends early" "$program" partition short.graph -o out.parts
says stderr "a graph that ends early" "short.graph"
[ ! -e out.parts ] || wrong "parts of a broken graph"

# standard output that cannot be written is a failure
if [ -w /dev/full ]; then
  got=0
  "$program" check good.sqlite >/dev/full 2>stderr || got=$?
  [ "$got" = 1 ] || wrong "a full disk: exit code $got"
fi

# the wish to stop ends the run soon, with nothing written
tiny_buildings "$(for _ in 1 2 3 4 5 6 7 8; do printf '150 '; done)" >buildings.geojson
"$program" sample county --quiet
start=$SECONDS got=0
timeout --foreground --preserve-status --signal=INT --kill-after=60 2 "$program" plan --communities county/communities.gpkg \
  --buildings county/buildings.gpkg --effort thorough --out out.sqlite >stdout 2>stderr || got=$?
[ "$got" = 1 ] || wrong "interrupted: exit code $got"
[ $((SECONDS - start)) -lt 30 ] || wrong "interrupted: it took $((SECONDS - start)) s to stop"
[ -z "$(find . -name '*out.*')" ] || wrong "interrupted: left behind $(find . -name '*out.*')"
finish
