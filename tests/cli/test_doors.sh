#!/usr/bin/env bash
# What is opened and what is not: formats beside the list only when asked for, nothing over the network,
# tables in encodings and formats that are none of ours refused with a remedy; surfaces in space taken.
. "$(dirname "$0")/common.sh"
. "$here/tiny.sh"
needs ogr2ogr jq sqlite3 iconv

tiny_communities 滨河社区 河西社区 >communities.geojson
tiny_buildings "100 100 100 100" "200 200" >buildings.geojson
plan=("$program" plan --communities communities.geojson --out out.sqlite)
assignment() { sqlite3 out.sqlite "select building_id, grid_code, households from building order by 1"; }
expect 0 "plain" "${plan[@]}" --buildings buildings.geojson
assignment >expected

# a format beside the list
ogr2ogr -q -f GML buildings.gml buildings.geojson
expect 1 "GML" "${plan[@]}" --buildings buildings.gml
says stderr "GML" "It looks like 'GML'"
says stderr "GML" "--any-driver"
expect 1 "GML in Chinese" "${plan[@]}" --buildings buildings.gml --lang zh
says stderr "GML in Chinese" "--any-driver"
expect 0 "GML with any driver" "${plan[@]}" --buildings buildings.gml --any-driver
assignment >got
same "GML with any driver" expected got

# tables
ogr2ogr -q -f CSV wkt.csv buildings.geojson -lco GEOMETRY=AS_WKT
sed -i '1s/WKT/wkt/' wkt.csv
for encoding in UTF-16 UTF-16LE UTF-16BE; do
  iconv -f UTF-8 -t $encoding wkt.csv >wide.csv
  expect 1 "$encoding" "${plan[@]}" --buildings wide.csv --crs-of buildings=EPSG:4326
  says stderr "$encoding" "It is text in UTF-16: save it as UTF-8."
done
printf '楼栋号,户数\nB0-0,15\n' | iconv -f UTF-8 -t UTF-16 >table.csv
expect 1 "a small table in UTF-16" "${plan[@]}" --buildings buildings.geojson --households-table table.csv
says stderr "a small table in UTF-16" "It is text in UTF-16: save it as UTF-8."
: >table.csv
expect 1 "an empty table" "${plan[@]}" --buildings buildings.geojson --households-table table.csv
says stderr "an empty table" "It is empty."
printf '\320\317\021\340\241\261\032\341 an old spreadsheet, or what is left of it' >table.xls
expect 1 ".xls" "${plan[@]}" --buildings buildings.geojson --households-table table.xls
says stderr ".xls" "save it as .xlsx"

# surfaces in space: TIN, polyhedral surface, multipatch
sed 's/POLYGON ((\([^)]*\)))/POLYHEDRALSURFACE (((\1)))/' wkt.csv >surface.csv
# four corners of a house as two triangles
sed -E 's/POLYGON \(\(([^,]*),([^,]*),([^,]*),([^,]*),([^)]*)\)\)/TIN Z (((\1 0,\2 0,\3 5,\1 0)),((\1 0,\3 5,\4 5,\1 0)))/' wkt.csv >tin.csv
grep -q 'TIN Z' tin.csv || wrong "no TIN was made"
for file in surface.csv tin.csv; do
  expect 0 "$file" "${plan[@]}" --buildings $file --crs-of buildings=EPSG:4326
  assignment >got
  same "$file" expected got
done
ogr2ogr -q -f "ESRI Shapefile" patch.shp tin.csv -nlt TIN -lco SHPT=MULTIPATCH -a_srs EPSG:4326 2>/dev/null
if [ -s patch.shp ]; then
  expect 0 "multipatch" "${plan[@]}" --buildings patch.shp --crs-of buildings=EPSG:4326 --building-id building_i
  [ "$(sqlite3 out.sqlite "select count(*), sum(households) from building where grid_code is not null")" = "6|800" ] ||
    wrong "multipatch: $(sqlite3 out.sqlite "select * from building")"
fi

# nothing over the network, even to this machine: a listener hears no one
if command -v python3 >/dev/null; then
  python3 - >port 2>heard <<'PYTHON' &
import socket, sys
listener = socket.socket()
listener.bind(("127.0.0.1", 0))
listener.listen()
listener.settimeout(60)
print(listener.getsockname()[1], flush=True)
try:
    while True:
        listener.accept()[0].close()
        print("somebody came", file=sys.stderr, flush=True)
except TimeoutError:
    pass
PYTHON
  listener=$!
  for ((i = 0; i < 50; i++)); do [ -s port ] && break; sleep 0.1; done
  url=http://127.0.0.1:$(cat port)
  # the listener does hear
  (exec 3<>"/dev/tcp/127.0.0.1/$(cat port)") 2>/dev/null
  sleep 0.2
  [ "$(grep -c somebody heard)" = 1 ] || wrong "the listener is deaf"
  : >heard
  printf '<OGRVRTDataSource><OGRVRTLayer name="b"><SrcDataSource>/vsicurl/%s/b.geojson</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>' "$url" >far.vrt
  jq -c --arg url "$url" '. + {crs: {type: "link", properties: {href: ($url + "/crs.wkt"), type: "ogcwkt"}}}' buildings.geojson >linked.geojson
  for path in "/vsicurl/$url/x.geojson" "/vsicurl_streaming/$url/x.geojson" "$url/x.geojson" "WFS:$url/wfs" "/vsizip//vsicurl/$url/x.zip/x.shp" \
    "ES:$url" far.vrt; do
    for more in "" --any-driver; do
      [ "$path$more" = "far.vrt--any-driver" ] && continue # below
      expect 1 "$path $more" "${plan[@]}" --buildings "$path" ${more:+"$more"}
    done
  done
  "${plan[@]}" --buildings far.vrt --any-driver >/dev/null 2>&1 && wrong "a VRT that points to the network is read"
  "${plan[@]}" --buildings linked.geojson >/dev/null 2>&1
  "${plan[@]}" --buildings linked.geojson --any-driver >/dev/null 2>&1
  sleep 0.2
  kill "$listener" 2>/dev/null
  [ ! -s heard ] || wrong "the network was used: $(cat heard)"
fi
finish
