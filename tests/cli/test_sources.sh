#!/usr/bin/env bash
# One small county from every kind of source: the same plan; what a format lacks is said.
. "$(dirname "$0")/common.sh"
. "$here/tiny.sh"
needs ogr2ogr jq sqlite3 iconv bc

tiny_communities 滨河社区 河西社区 >communities.geojson
tiny_buildings "100 100 100 100" "200 200" >buildings.geojson

plan() { # WHAT OPTION...
  local what=$1
  shift
  rm -f out.sqlite
  expect 0 "$what" "$program" plan --communities communities.geojson --buildings buildings.geojson --out out.sqlite --json "$@"
  "$program" check out.sqlite --quiet >check 2>&1 || wrong "$what: the plan is not valid"
}

# assignment, without the store's other contents
assignment() {
  sqlite3 out.sqlite "select building_id, grid_code, households from building order by 1"
}

plan "plain"
assignment >expected
[ "$(wc -l <expected)" = 6 ] || wrong "plain: $(cat expected)"

# GeoJSON with its defects
features=$(jq -c .features buildings.geojson)
printf '%s' "$features" >array.geojson
jq -c '{features}' buildings.geojson >typeless.json
jq -c '.features |= map(.geometry.coordinates |= [.])' buildings.geojson >nested.geojson
jq -c '[.features[].geometry]' buildings.geojson >bare.geojson
{ printf '\xEF\xBB\xBF'; cat array.geojson; } >bom.geojson
for file in array.geojson typeless.json nested.geojson bom.geojson; do
  plan "$file" --buildings $file
  assignment >got
  same "$file" expected got
  [ "$(jq '[.findings[].code] | index("source_mended") != null' stdout)" = true ] || wrong "$file: mended without a word"
  jq -r '.run["input.buildings.checksum"]' stdout | grep -q '^xxh64:' || wrong "$file: no checksum"
done
plan "bare geometries" --buildings bare.geojson --estimate --min 1
[ "$(jq .figures.buildings_placed stdout)" = 6 ] || wrong "bare geometries: $(jq -c .figures stdout)"

# tables: coordinates and well-known text, in UTF-8 and GB18030, in spreadsheets
ogr2ogr -q -f CSV wkt.csv buildings.geojson -lco GEOMETRY=AS_WKT
sed -i '1s/WKT/wkt/' wkt.csv
plan "wkt.csv" --buildings wkt.csv --crs-of buildings=EPSG:4326
assignment >got
same "wkt.csv" expected got
ogr2ogr -q -f CSV towns.csv communities.geojson -lco GEOMETRY=AS_WKT
plan "communities as text" --communities towns.csv --crs-of communities=EPSG:4326
assignment >got
same "communities as text" expected got
sed '1s/WKT/图形/' towns.csv >towns_zh.csv
plan "communities as text under a Chinese heading" --communities towns_zh.csv --crs-of communities=EPSG:4326
assignment >got
same "communities as text under a Chinese heading" expected got
ogr2ogr -q towns.xlsx towns.csv -oo AUTODETECT_TYPE=NO
plan "communities in a sheet" --communities towns.xlsx --crs-of communities=EPSG:4326
assignment >got
same "communities in a sheet" expected got
jq -r '["楼栋号","户数","经度","纬度"], (.features[] | [.properties.building_id, .properties.households,
  (.geometry.coordinates[0] | (.[0][0] + .[2][0]) / 2, (.[0][1] + .[2][1]) / 2)]) | @csv' buildings.geojson >points.csv
iconv -f UTF-8 -t GB18030 points.csv >points_gbk.csv
ogr2ogr -q points.ods points.csv -oo AUTODETECT_TYPE=YES
ogr2ogr -q points.xlsx points.csv -oo AUTODETECT_TYPE=NO
sed '1s/经度/lon/; 1s/纬度/lat/' points.csv >lonlat.csv
sed '1s/经度/X坐标/; 1s/纬度/Y坐标/' points.csv >xy.csv
for file in points.csv points_gbk.csv points.ods points.xlsx lonlat.csv xy.csv; do
  plan "$file" --buildings $file --crs-of buildings=EPSG:4326
  assignment | cut -d'|' -f1,3 >got
  cut -d'|' -f1,3 expected | diff - got >/dev/null || wrong "$file: $(cat got)"
done
expect 1 "no coordinate system in a table" "$program" plan --communities communities.geojson --buildings points.xlsx --out no.sqlite
says stderr "no coordinate system in a table" "--crs-of buildings=EPSG"
printf 'building_id,households\nA,5\n' >nowhere.csv
expect 1 "no place in a table" "$program" plan --communities communities.geojson --buildings nowhere.csv --out no.sqlite

# KML with its data, as GDAL and as other programs write it
ogr2ogr -q -f KML buildings.kml buildings.geojson
plan "KML" --buildings buildings.kml
assignment >got
same "KML" expected got
sed 's|<SchemaData[^>]*>||; s|</SchemaData>||; s|<SimpleData name="\([^"]*\)">\([^<]*\)</SimpleData>|<Data name="\1"><displayName>x</displayName><value>\2</value></Data>|g' buildings.kml >data.kml
grep -q '<Data name="households"' data.kml || wrong "KML: no Data element"
plan "KML with Data" --buildings data.kml
assignment >got
same "KML with Data" expected got
if command -v zip >/dev/null; then
  cp data.kml doc.kml && zip -q towers.kmz doc.kml
  plan "KMZ" --buildings /vsizip/towers.kmz/doc.kml
  assignment >got
  same "KMZ" expected got
  expect 1 "KMZ by its own name" "$program" plan --communities communities.geojson --buildings towers.kmz --out no.sqlite
  says stderr "KMZ by its own name" "/vsizip/towers.kmz/doc.kml"
fi
expect 1 "KML without such a field" "$program" plan --communities communities.geojson --buildings data.kml --households 户数 --out no.sqlite
says stderr "KML without such a field" "'households'"
{ printf '<kml><Document>'; printf '<Folder>%.0s' {1..20000}; printf '<Placemark><ExtendedData><Data name="a"><value>1</value></Data></ExtendedData></Placemark>'
  printf '</Folder>%.0s' {1..20000}; printf '</Document></kml>'; } >deep.kml
expect 1 "KML of 20,000 folders in each other" "$program" plan --communities communities.geojson --buildings deep.kml --out no.sqlite

# a file of one kind of barrier that has no field
feature '{"type":"LineString","coordinates":[[111.0008,37.9],[111.0008,38.1]]}' '' | collection >river.geojson
expect 1 "no kind" "$program" plan --communities communities.geojson --buildings buildings.geojson --barriers river.geojson --out no.sqlite
says stderr "no kind" "--barriers-are"
expect 3 "a kind for all" "$program" plan --communities communities.geojson --buildings buildings.geojson --barriers river.geojson --barriers-are 河流 --out out.sqlite --json
[ "$(sqlite3 out.sqlite "select kind || class from barrier")" = 河流hard ] || wrong "a kind for all: $(sqlite3 out.sqlite 'select kind, class from barrier')"

# OpenStreetMap, by its tags, from one small file of every trap
cat >town.osm <<'END_OF_OSM'
<?xml version="1.0" encoding="UTF-8"?>
<osm version="0.6">
<node id="1" lat="38.000" lon="111.000"/><node id="2" lat="38.000" lon="111.004"/><node id="3" lat="38.004" lon="111.004"/><node id="4" lat="38.004" lon="111.000"/>
<node id="11" lat="38.0010" lon="111.0002"/><node id="12" lat="38.0010" lon="111.0004"/><node id="13" lat="38.0012" lon="111.0004"/><node id="14" lat="38.0012" lon="111.0002"/>
<node id="21" lat="38.0010" lon="111.0032"/><node id="22" lat="38.0010" lon="111.0036"/><node id="23" lat="38.0014" lon="111.0036"/><node id="24" lat="38.0014" lon="111.0032"/>
<node id="25" lat="38.0011" lon="111.0033"/><node id="26" lat="38.0011" lon="111.0035"/><node id="27" lat="38.0013" lon="111.0035"/><node id="28" lat="38.0013" lon="111.0033"/>
<node id="31" lat="38.0030" lon="111.0002"/><node id="32" lat="38.0030" lon="111.0004"/><node id="33" lat="38.0032" lon="111.0004"/><node id="34" lat="38.0032" lon="111.0002"/>
<node id="41" lat="37.999" lon="111.002"/><node id="42" lat="38.005" lon="111.002"/><node id="43" lat="37.999" lon="111.003"/><node id="44" lat="38.005" lon="111.003"/>
<node id="51" lat="38.002" lon="110.999"/><node id="52" lat="38.002" lon="111.005"/>
<way id="100"><nd ref="1"/><nd ref="2"/><nd ref="3"/><nd ref="4"/><nd ref="1"/></way>
<way id="101"><nd ref="11"/><nd ref="12"/><nd ref="13"/><nd ref="14"/><nd ref="11"/><tag k="building" v="apartments"/><tag k="building:levels" v="6"/></way>
<way id="102"><nd ref="21"/><nd ref="22"/><nd ref="23"/><nd ref="24"/><nd ref="21"/></way>
<way id="103"><nd ref="25"/><nd ref="26"/><nd ref="27"/><nd ref="28"/><nd ref="25"/></way>
<way id="104"><nd ref="31"/><nd ref="32"/><nd ref="33"/><nd ref="34"/><nd ref="31"/><tag k="building" v="garage"/></way>
<way id="105"><nd ref="41"/><nd ref="42"/><tag k="waterway" v="river"/><tag k="name" v="桥河"/></way>
<way id="106"><nd ref="43"/><nd ref="44"/><tag k="railway" v="rail"/><tag k="tunnel" v="yes"/></way>
<way id="107"><nd ref="51"/><nd ref="52"/><tag k="highway" v="residential"/><tag k="bridge" v="yes"/></way>
<way id="108"><nd ref="31"/><nd ref="32"/><nd ref="33"/><nd ref="31"/><tag k="building" v="no"/></way>
<relation id="100"><member type="way" ref="100" role="outer"/><tag k="type" v="boundary"/><tag k="boundary" v="administrative"/><tag k="admin_level" v="8"/><tag k="name" v="河口街道"/></relation>
<relation id="101"><member type="way" ref="102" role="outer"/><member type="way" ref="103" role="inner"/><tag k="type" v="multipolygon"/><tag k="building" v="yes"/><tag k="building:flats" v="40"/></relation>
</osm>
END_OF_OSM
town() { # WHAT CODE OPTION...
  local what=$1 code=$2
  shift 2
  rm -f out.sqlite
  expect "$code" "$what" "$program" plan --communities town.osm --buildings town.osm --barriers town.osm --min 1 --out out.sqlite --json "$@"
}
town "OpenStreetMap" 0 --estimate
[ "$(jq -c '.communities[] | [.code, .name]' stdout)" = '["100","河口街道"]' ] || wrong "OpenStreetMap: $(jq -c .communities stdout)"
sqlite3 out.sqlite "select building_id, households, households_source from building order by 1" >got
printf 'relation/101|40|given\nway/101|23|estimated\nway/104|0|estimated\n' | diff - got || wrong "OpenStreetMap: buildings"
sqlite3 out.sqlite "select kind, class from barrier order by 1" >got
grep -q 'river|hard' got || wrong "OpenStreetMap: barriers $(cat got)"
grep -q 'rail|hard' got && wrong "OpenStreetMap: a tunnel separates"
grep -q 'residential' got || wrong "OpenStreetMap: barriers $(cat got)"
"$program" check out.sqlite --quiet >check 2>&1 || wrong "OpenStreetMap: the plan is not valid"
town "no such level" 1 --admin-level 10
says stderr "no such level" "8 (1)"
town "crossings" 0 --crossings town.osm --estimate
[ "$(sqlite3 out.sqlite 'select count(*) from crossing' )" -ge 1 ] || wrong "crossings: none"

# water drawn as areas: ways and relations; underground it separates nothing
area() { # WAY LON LAT TAGS: a square of some 20 m
  local n=$(($1 * 10)) i=0 place
  for place in "$3 $2" "$3 $(bc <<<"$2+0.0002")" "$(bc <<<"$3+0.0002") $(bc <<<"$2+0.0002")" "$(bc <<<"$3+0.0002") $2"; do
    echo "<node id=\"$((n + i))\" lat=\"${place% *}\" lon=\"${place#* }\"/>" >>nodes
    i=$((i + 1))
  done
  echo "<way id=\"$1\"><nd ref=\"$n\"/><nd ref=\"$((n + 1))\"/><nd ref=\"$((n + 2))\"/><nd ref=\"$((n + 3))\"/><nd ref=\"$n\"/>$4</way>" >>ways
}
tag() { printf '<tag k="%s" v="%s"/>' "$@"; }
: >nodes; : >ways
area 201 111.0006 38.0020 "$(tag natural water name 荷塘)"
area 202 111.0010 38.0020 "$(tag natural water water lake)"
area 203 111.0014 38.0020 "$(tag waterway riverbank)"
area 204 111.0006 38.0026 "$(tag landuse reservoir)"
area 205 111.0010 38.0026 "$(tag landuse basin)"
area 206 111.0014 38.0026 "$(tag natural water water river tunnel culvert name 暗渠)"
area 207 111.0006 38.0032 ""
area 208 111.0010 38.0032 "$(tag landuse forest)"
area 209 111.0014 38.0032 "$(tag natural water water reservoir layer -1)"
relation="<relation id=\"210\"><member type=\"way\" ref=\"207\" role=\"outer\"/>$(tag type multipolygon natural water water canal)</relation>"
# ids ascend in an extract: nodes, ways, relations
{ sed -n '/<way/q;p' town.osm; cat nodes; sed -n '/<way/p' town.osm; cat ways; sed -n '/<relation/p' town.osm; echo "$relation"; echo "</osm>"; } >water.osm
mv town.osm dry.osm && mv water.osm town.osm
town "water areas" 0 --estimate
waters="select kind, class, coalesce(name, '-') as name, underground from barrier where ST_GeometryType(geometry) like '%POLYGON' order by 1, 4, 3"
layers() { ogr2ogr -q -f CSV /vsistdout/ "$1" -sql "$2" | tail -n +2 | tr -d '"'; }
layers out.sqlite "$waters" >got
cat >want <<'W'
basin,hard,-,0
canal,hard,-,0
lake,hard,-,0
reservoir,hard,-,0
reservoir,none,-,1
river,none,暗渠,1
riverbank,hard,-,0
water,hard,荷塘,0
W
diff want got || wrong "water areas"
[ "$(jq -r '.run["input.barriers.features"]' stdout)" = "$(sqlite3 out.sqlite 'select count(*) from barrier')" ] || wrong "water areas: features"
"$program" check out.sqlite --quiet >check 2>&1 || wrong "water areas: the plan is not valid"
sqlite3 out.sqlite "select kind, class, name, underground from barrier order by 1, 2, 3, 4" >extract
sqlite3 out.sqlite "select building_id, households, households_source, grid_code from building order by 1" >houses
# an extract of areas alone, and one with neither
grep -v '"waterway" v="river"\|railway\|highway' town.osm >lakes.osm
sed 's/natural/unnatural/; s/landuse/land/; s/waterway/way/' lakes.osm >none.osm
expect 0 "areas alone" "$program" plan --communities town.osm --buildings town.osm --barriers lakes.osm --estimate --min 1 --out out.sqlite
layers out.sqlite "$waters" | diff want - || wrong "areas alone"
expect 1 "no barrier" "$program" plan --communities town.osm --buildings town.osm --barriers none.osm --estimate --min 1 --out no.sqlite
says stderr "no barrier" "none.osm"

# the same extract converted: tags in fields of their own, or all of them in other_tags
printf '%s\n' 'attribute_name_laundering=no' 'closed_ways_are_polygons=building,natural,landuse,waterway=riverbank' \
  '[lines]' 'osm_id=yes' 'attributes=name' '[multipolygons]' 'osm_id=yes' 'attributes=name,type' >tags.ini
converted() { # WHAT CONFIGURATION
  rm -f town.gpkg
  ogr2ogr -q town.gpkg town.osm ${2:+-oo CONFIG_FILE="$2"} lines multipolygons 2>/dev/null
  expect 0 "$1" "$program" plan --communities town.osm --buildings town.gpkg --buildings-layer multipolygons --barriers town.gpkg \
    --barriers-layer lines --barriers town.gpkg --barriers-layer multipolygons --estimate --min 1 --out out.sqlite --json
  sqlite3 out.sqlite "select kind, class, name, underground from barrier order by 1, 2, 3, 4" | diff extract - || wrong "$1: barriers"
  sqlite3 out.sqlite "select building_id, households, households_source, grid_code from building order by 1" | diff houses - || wrong "$1: buildings"
}
converted "fields and other_tags" ""
expect 0 "crossings of a converted extract" "$program" plan --communities town.osm --buildings town.osm --barriers town.osm --crossings town.gpkg \
  --crossings-layer lines --estimate --min 1 --out out.sqlite --json
[ "$(jq -r '.run["input.crossings.features"]' stdout)" = 1 ] || wrong "crossings of a converted extract: $(jq -r '.run["input.crossings.features"]' stdout)"
expect 1 "no bridge" "$program" plan --communities town.osm --buildings town.osm --crossings town.gpkg --crossings-layer multipolygons --min 1 \
  --estimate --out no.sqlite
says stderr "no bridge" "OpenStreetMap tags by which crossings are taken"
converted "other_tags alone" tags.ini
ogrinfo -so town.gpkg lines | grep -q '^highway' && wrong "other_tags alone: highway is a field"
says stderr "other_tags alone" "'building:levels' is taken as floors"
finish
