#!/usr/bin/env bash
# What is decided about the inputs: paths in Chinese, encodings, datums of web maps, --strict.
. "$(dirname "$0")/common.sh"
. "$here/tiny.sh"
needs ogr2ogr jq

mkdir "网格 数据"
cd "网格 数据" || exit 1
tiny_communities 滨河社区 河西社区 >社区.geojson
tiny_buildings "100 100 100 100" "200 200" >楼栋.geojson
printf '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"kind":"主干路","name":"人民路"},"geometry":{"type":"LineString","coordinates":[[111.0005,38.0001],[111.0075,38.0001]]}}]}' >阻隔.geojson
expect 0 "Chinese paths" "$program" plan --communities 社区.geojson --buildings 楼栋.geojson --barriers 阻隔.geojson \
  --out 方案.sqlite --export 网格.geojson --export 网格.shp --export 网格.gpkg --export 网格.csv --export 网格.kml --export 网格.xlsx --export 网格.fgb --json
for file in 方案.sqlite 网格.geojson 网格.shp 网格.dbf 网格.gpkg 网格.csv 网格.kml 网格.xlsx 网格.fgb; do
  [ -s "$file" ] || wrong "Chinese paths: no $file"
done
[ "$(jq -c '[.inputs[] | [.role, .file, .encoding]]' stdout)" = '[["communities","社区.geojson","UTF-8"],["buildings","楼栋.geojson","UTF-8"],["barriers","阻隔.geojson","UTF-8"]]' ] ||
  wrong "Chinese paths: $(jq -c .inputs stdout)"
expect 0 "a store of a Chinese path" "$program" check 方案.sqlite

# every input in a shapefile of GBK, its .cpg gone; and with one that lies
for layer in 社区 楼栋 阻隔; do
  ogr2ogr -q $layer.shp $layer.geojson -lco ENCODING=GB18030 && rm -f $layer.cpg
done
plan=("$program" plan --communities 社区.shp --buildings 楼栋.shp --barriers 阻隔.shp --out 方案.sqlite)
expect 0 "GBK without .cpg" "${plan[@]}" --json
[ "$(jq -r '.communities[0].name' stdout)" = 滨河社区 ] || wrong "GBK: $(jq -c '.communities[0]' stdout)"
[ "$(jq -r '.inputs[0] | .encoding + " " + .encoding_reason' stdout)" = "GB18030 its bytes are valid GB18030, not UTF-8" ] || wrong "GBK: $(jq -c '.inputs[0]' stdout)"
expect 0 "in Chinese" "${plan[@]}" --lang zh
says stdout "in Chinese" "字节符合 GB18030，不符合 UTF-8"
says_not stdout "in Chinese" "valid"
printf 'UTF-8' >社区.cpg
expect 0 "a .cpg that lies" "${plan[@]}" --json
[ "$(jq -r '.communities[0].name' stdout)" = 滨河社区 ] || wrong "a lying .cpg: $(jq -c '.communities[0]' stdout)"
jq -e '[.findings[].code] | index("encoding_contradicted")' stdout >/dev/null || wrong "a lying .cpg is no finding"
expect 1 "a .cpg that lies, strictly" "${plan[@]}" --strict
says stderr "a .cpg that lies, strictly" "UTF-8 (.cpg) does not fit"
rm 社区.cpg

# names cut inside a character: 社区名称表 in UTF-8 keeps 社区名 and a byte
sed 's/"code"/"社区代码"/g; s/"name"/"社区名称"/g' 社区.geojson >长名.geojson
ogr2ogr -q 长名.shp 长名.geojson -lco ENCODING=UTF-8 2>/dev/null
expect 0 "field names cut" "$program" plan --communities 长名.shp --buildings 楼栋.shp --out 方案.sqlite --json
[ "$(jq -r '.communities[0] | .code + .name' stdout)" = 640106001000滨河社区 ] || wrong "field names cut: $(jq -c '.communities[0]' stdout)"
expect 0 "a field named in full" "$program" plan --communities 长名.shp --community-code 社区代码 --buildings 楼栋.shp --out 方案.sqlite --json

# --strict
rm -f 方案.sqlite
expect 0 "sound inputs, strictly" "$program" plan --communities 社区.geojson --buildings 楼栋.geojson --out 方案.sqlite --strict
rm -f 方案.sqlite
sed 's/"households":200/"households":-1/' 楼栋.geojson >负.geojson
expect 1 "a negative count, strictly" "$program" plan --communities 社区.geojson --buildings 负.geojson --out 方案.sqlite --export 网格2.geojson --strict
says stderr "a negative count, strictly" "negative"
[ ! -e 方案.sqlite ] && [ ! -e 网格2.geojson ] || wrong "--strict: something was written"
printf '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"building_id":"E","households":400},"geometry":{"type":"Polygon","coordinates":[[[111.0030,38.0020],[111.0032,38.0022],[111.0032,38.0020],[111.0030,38.0022],[111.0030,38.0020]]]}}]}' >蝶.geojson
tiny_communities 滨河社区 >一.geojson
expect 1 "a repaired footprint, strictly" "$program" plan --communities 一.geojson --buildings 蝶.geojson --out 方案.sqlite --strict
says stderr "a repaired footprint, strictly" "has been repaired"
expect 0 "a repaired footprint" "$program" plan --communities 一.geojson --buildings 蝶.geojson --out 方案.sqlite

# a collection of which a part is left is said
printf '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"building_id":"E","households":400},"geometry":{"type":"GeometryCollection","geometries":[{"type":"Polygon","coordinates":[[[111.0030,38.0020],[111.0032,38.0020],[111.0032,38.0022],[111.0030,38.0020]]]},{"type":"LineString","coordinates":[[111.0030,38.0020],[111.0040,38.0020]]}]}}]}' >集.geojson
expect 0 "a collection" "$program" plan --communities 一.geojson --buildings 集.geojson --out 方案.sqlite --json
jq -e '[.findings[].code] | index("geometry_partly")' stdout >/dev/null || wrong "a collection: $(jq -c '[.findings[].code]' stdout)"

# without a system the other input tells which it is
ogr2ogr -q 无.shp 社区.geojson -t_srs EPSG:4546 -lco ENCODING=UTF-8 && rm -f 无.prj
expect 1 "no system" "$program" plan --communities 无.shp --buildings 楼栋.geojson --out 方案.sqlite
says stderr "no system" "--crs-of communities=EPSG:4546"
says_not stderr "no system" "EPSG:4545"
# north first: the shapefile of EPSG:4546 with x and y interchanged
ogr2ogr -q 反.shp 无.shp -dialect SQLite -sql 'select code, name, SwapCoordinates(geometry) as geometry from "无"' -lco ENCODING=UTF-8
expect 1 "north first" "$program" plan --communities 反.shp --buildings 楼栋.geojson --out 方案.sqlite
says stderr "north first" "--crs-of communities=EPSG:4546,yx"
expect 0 "north first, said" "$program" plan --communities 反.shp --crs-of communities=EPSG:4546,yx --buildings 楼栋.geojson --out 方案.sqlite --strict

# nothing but local files, and no driver beside the list unless asked for
expect 1 "a page" "$program" plan --communities /vsicurl/http://127.0.0.1:9/x.geojson --buildings 楼栋.geojson --out 方案.sqlite
says stderr "a page" "Only local files"
printf '<OGRVRTDataSource><OGRVRTLayer name="一"><SrcDataSource relativeToVRT="1">一.geojson</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>' >一.vrt
expect 1 "a VRT" "$program" plan --communities 一.vrt --communities-layer 一 --buildings 蝶.geojson --out 方案.sqlite
finish
