#!/usr/bin/env bash
# Households from a field, a table, dwellings, an estimate: each building's count and source, each row
# that finds nothing and each household accounted for, by name.
. "$(dirname "$0")/common.sh"
. "$here/tiny.sh"
needs ogr2ogr jq sqlite3 iconv

tiny_communities 滨河社区 >communities.geojson
# five squares of about 17.5 m by 22.2 m (389 m²), 3 floors; the last has no number
{
  for i in 0 1 2 3; do feature "$(area $((2 + i * 4)) 18 2 2)" "\"楼号\":\"$((i + 1))号楼\",\"小区\":\"锦园\",\"户数\":null,\"floors\":3"; done
  feature "$(area 22 18 2 2)" '"楼号":null,"小区":"锦园","户数":7,"floors":null'
} | collection >buildings.geojson

# plan WHAT OPTION...: counts in ./counts, "id households source" a line
plan() {
  local what=$1 got=0
  shift
  rm -f out.sqlite
  "$program" plan --communities communities.geojson --buildings buildings.geojson --building-id 楼号 --min 1 --effort fast \
    --out out.sqlite --json "$@" >stdout 2>stderr || got=$?
  [ $got = 0 ] || [ $got = 3 ] || { wrong "$what: exit code $got"; head -3 stderr; return; }
  "$program" export out.sqlite out.csv --layer building --quiet || wrong "$what: no export"
  ogr2ogr -f CSV /vsistdout/ out.csv -sql 'select building_id, households, households_source from out' |
    tail -n +2 | tr ',' ' ' | tr -d '"' | sort >counts
  rm -f out.csv
  jq -e '.figures | .households_read == .households_given + .households_joined + .households_estimated and
    .households_read == .households_placed + .households_left' stdout >/dev/null || wrong "$what: $(jq -c .figures stdout)"
  "$program" check out.sqlite --quiet >check 2>&1 || { wrong "$what: the plan is not valid"; head -5 check; }
}

counted() { # WHAT ID HOUSEHOLDS SOURCE
  grep -qx "$2 $3 $4" counts || wrong "$1: $2 is not $3, $4: $(grep "^$2 " counts)"
}

finding() { # WHAT CODE TEXT
  jq -r --arg code "$2" '.findings[] | select(.code == $code) | .reason' stdout | grep -qF -e "$3" ||
    wrong "$1: no $2 that says '$3': $(jq -c --arg code "$2" '[.findings[] | select(.code == $code) | .reason]' stdout)"
}

no_finding() { # WHAT CODE
  jq -e --arg code "$2" '[.findings[].code] | index($code) == null' stdout >/dev/null || wrong "$1: a finding $2"
}

plan "the field alone"
counted "the field alone" 1号楼 "" unknown
finding "the field alone" households_unknown "4 buildings"

# a table, its keys written in other ways, with every kind of defect
cat >table.csv <<'END_OF_TABLE'
楼栋,合计户数
１幢,"1,234"
第002栋,约120户
3,12
03 号,１０
9号楼,55
5,
,8
END_OF_TABLE
plan "a table" --households-table table.csv --join 楼号=楼栋 --table-households 合计户数 --max 2000
counted "a table" 1号楼 1234 joined
counted "a table" 2号楼 120 joined
counted "a table" 3号楼 22 joined
counted "a table" 4号楼 "" unknown
grep -q ' 7 given$' counts || wrong "a table: the field of the building without a number: $(cat counts)"
finding "a table" table_row_unmatched "'5', '9号楼'. 55 households are in no sum."
finding "a table" table_row_unmatched "has no key"
finding "a table" table_row_unmatched "8 households are in no sum."
finding "a table" building_not_in_table "'4号楼'"
finding "a table" table_key_repeated "'3'"
finding "a table" households_approximate "'第002栋'"
finding "a table" households_unknown "'5'"
[ "$(jq .figures.households_joined stdout)" = 1376 ] || wrong "a table: $(jq -c .figures stdout)"
[ "$(jq -r '.run["input.households-table.features"]' stdout)" = 7 ] || wrong "a table: the run says $(jq -c .run stdout)"

# the same table in every format of offices gives the same counts
cp counts expected
ogr2ogr -q table.xlsx table.csv -nln 户数 -oo AUTODETECT_TYPE=NO
ogr2ogr -q table.ods table.csv -nln 户数 -oo AUTODETECT_TYPE=NO
ogr2ogr -q -f 'ESRI Shapefile' table.dbf table.csv -lco ENCODING=GB18030 -oo AUTODETECT_TYPE=NO && rm -f table.cpg
iconv -f UTF-8 -t GB18030 table.csv >table_gbk.csv
for file in table.xlsx table.ods table.dbf table_gbk.csv; do
  plan "$file" --households-table $file --join 楼号=楼栋 --table-households 合计户数 --max 2000
  same "$file" counts expected
done
"$program" sample county --quiet
ogr2ogr -q two.xlsx table.csv -nln one -oo AUTODETECT_TYPE=NO && ogr2ogr -q -update two.xlsx table.csv -nln two -oo AUTODETECT_TYPE=NO
expect 1 "two sheets" "$program" plan --communities communities.geojson --buildings buildings.geojson --households-table two.xlsx --join 楼号=楼栋 --out no.sqlite
says stderr "two sheets" "--households-table-layer"
plan "one of two sheets" --households-table two.xlsx --households-table-layer two --join 楼号=楼栋 --table-households 合计户数 --max 2000
same "one of two sheets" counts expected

# what the table says stands before the field, and that is said
printf '楼号,户数\n1,10\n2,20\n3,30\n4,40\n' >plain.csv
sed 's/"户数":null/"户数":11/' buildings.geojson >given.geojson
plan "a table over a field" --buildings given.geojson --households-table plain.csv --join 楼号
counted "a table over a field" 2号楼 20 joined
finding "a table over a field" households_replaced "4 buildings"
plan "a table by the usual names" --households-table plain.csv
counted "a table by the usual names" 4号楼 40 joined

# two buildings of one key share to the last household; a longer key tells them apart
sed 's/2号楼/1号楼/; s/"小区":"锦园","户数":7/"小区":"桂园","户数":7/' buildings.geojson |
  sed '0,/"小区":"锦园"/! { 0,/"小区":"锦园"/ s/"小区":"锦园"/"小区":"桂园"/ }' >shared.geojson
printf 'XQ,LH,HS\n锦园,1,31\n桂园,1,8\n锦园,3,5\n锦园,4,6\n' >compound.csv
printf 'LH,HS\n1,39\n3,5\n4,6\n' >short.csv
plan "a shared key" --buildings shared.geojson --households-table short.csv --join 楼号=LH
finding "a shared key" building_key_shared "'1'"
[ "$(jq .figures.households_joined stdout)" = 50 ] || wrong "a shared key: $(jq -c .figures stdout)"
plan "two fields" --buildings shared.geojson --households-table compound.csv --join 小区,楼号=XQ,LH
no_finding "two fields" building_key_shared
counted "two fields" 1号楼 31 joined
counted "two fields" '1号楼#2' 8 joined

# refused, with the remedy
for join in 楼号=无 无=LH 小区,楼号=LH =LH ,; do
  got=0
  "$program" plan --communities communities.geojson --buildings buildings.geojson --households-table short.csv --join "$join" --out no.sqlite >stdout 2>stderr || got=$?
  { [ $got = 1 ] || [ $got = 2 ]; } && [ -s stderr ] && [ ! -e no.sqlite ] || wrong "--join $join: $got"
done
expect 1 "a table that is not there" "$program" plan --communities communities.geojson --buildings buildings.geojson --households-table none.csv --out no.sqlite
says stderr "a table that is not there" none.csv
expect 2 "both" "$program" plan --communities communities.geojson --buildings buildings.geojson --households-table short.csv --dwellings short.csv --out no.sqlite

# dwellings by key, one row each
printf '楼号,室号\n1,101\n1,102\n1号楼,201\n2,101\n8,101\n' >rooms.csv
plan "dwellings by key" --dwellings rooms.csv
counted "dwellings by key" 1号楼 3 joined
counted "dwellings by key" 2号楼 1 joined
counted "dwellings by key" 3号楼 "" unknown
finding "dwellings by key" table_row_unmatched "1 households are in no sum"
no_finding "dwellings by key" table_key_repeated

# dwellings by place: in the footprint, beside it, and far from any
printf 'id,经度,纬度\nin1,111.0003,38.0019\nin2,111.0003,38.00191\nbeside,111.00043,38.0019\nfar,111.0030,38.0035\nnowhere,,\n' >points.csv
iconv -f UTF-8 -t GB18030 points.csv >points_gbk.csv
ogr2ogr -q points.xlsx points.csv -oo AUTODETECT_TYPE=YES
ogr2ogr -q points.gpkg points.csv -oo X_POSSIBLE_NAMES=经度 -oo Y_POSSIBLE_NAMES=纬度 -a_srs EPSG:4326
for file in points.csv points_gbk.csv points.xlsx points.gpkg; do
  plan "$file" --dwellings $file --crs-of dwellings=EPSG:4326
  counted "$file" 1号楼 3 joined
  finding "$file" dwelling_near "'beside'"
  finding "$file" table_row_unmatched "2 dwellings are near no building: 'far', 'nowhere'"
  finding "$file" geometry_null "'nowhere'"
done
plan "no further than" --dwellings points.gpkg --dwellings-within 1
no_finding "no further than" dwelling_near
finding "no further than" table_row_unmatched "3 dwellings are near no building: 'beside'"
counted "no further than" 1号楼 2 joined

# an estimate, only where nothing else is there: 388.7 m2 x 3 floors / 100
plan "an estimate" --estimate
counted "an estimate" 1号楼 12 estimated
grep -q ' 7 given$' counts || wrong "an estimate took the place of a count: $(cat counts)"
finding "an estimate" households_estimated "4 buildings"
no_finding "an estimate" floors_assumed
[ "$(jq .figures.households_estimated stdout)" = 48 ] || wrong "an estimate: $(jq -c .figures stdout)"
[ "$(sqlite3 out.sqlite 'select sum(households_estimated) from grid')" = 48 ] || wrong "an estimate is not marked in the grids"
plan "an estimate with a table" --estimate --households-table plain.csv --join 楼号 --household-m2 50
counted "an estimate with a table" 4号楼 40 joined
sed 's/"户数":7/"户数":null/' buildings.geojson >nothing.geojson
plan "floors unknown" --buildings nothing.geojson --estimate --floors-default 6
grep -q ' 23 estimated$' counts || wrong "floors unknown: $(cat counts)"
finding "floors unknown" floors_assumed "of the building"
sed 's/"楼号":"2号楼"/"用途":"车库","楼号":"2号楼"/' nothing.geojson >uses.geojson
plan "a garage" --buildings uses.geojson --estimate
counted "a garage" 2号楼 0 estimated
expect 0 "words" "$program" plan --communities communities.geojson --buildings nothing.geojson --estimate --min 1 --out out.sqlite --lang en
says stdout "words" "estimated"

# every defect of the field itself, counted
sed '1,/3号楼/ s/"户数":null/"户数":"-3"/' buildings.geojson | sed '/4号楼/ s/"户数":null/"户数":"约３０户"/' >bad.geojson
plan "defects" --buildings bad.geojson
counted "defects" 4号楼 30 given
finding "defects" households_negative "3 buildings"
finding "defects" households_approximate "'4号楼'"

# on 1 and 2 threads the same
for threads in 1 2; do
  "$program" plan --communities communities.geojson --buildings nothing.geojson --building-id 楼号 --households-table short.csv --join 楼号=LH \
    --estimate --threads $threads --out t$threads.sqlite --quiet --accept-proven >/dev/null 2>&1
done
same_store "1 and 2 threads" t1.sqlite t2.sqlite
finish
