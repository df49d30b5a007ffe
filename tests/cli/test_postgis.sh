#!/usr/bin/env bash
# Inputs from a real PostgreSQL with PostGIS: the same plan as from files, and no password told.
. "$(dirname "$0")/common.sh"
. "$here/tiny.sh"
. "$here/postgis.sh"
needs ogr2ogr jq sqlite3
postgis_start

tiny_communities 滨河社区 河西社区 >communities.geojson
tiny_buildings "100 100 100 100" "200 200" >buildings.geojson
printf 'building_id,households\nB0-0,90\nB0-1,110\n' >counts.csv
for name in communities buildings; do
  ogr2ogr -q -f PostgreSQL "PG:$postgis" $name.geojson -nln $name || wrong "$name cannot be loaded"
done
ogr2ogr -q -f PostgreSQL "PG:$postgis" counts.csv -nln counts
psql -q "$postgis" -c 'create schema town; alter table buildings set schema town; create role reader login; grant usage on schema town to reader; grant select on all tables in schema public, town to reader'

expect 0 "from files" "$program" plan --communities communities.geojson --buildings buildings.geojson --out files.sqlite
expect 0 "from the database" "$program" plan --communities "PG:$postgis" --communities-layer communities \
  --buildings "PG:$postgis" --buildings-layer town.buildings --out base.sqlite --json
for store in files base; do
  sqlite3 $store.sqlite 'select building_id, grid_code, households from building order by 1' >$store.rows
  sqlite3 $store.sqlite 'select code, households, area_m2 from grid order by 1' >>$store.rows
done
same "from the database" files.rows base.rows
expect 0 "as an address" "$program" plan --communities "postgresql:///wangge?host=$postgis_folder&user=$postgis_user" --communities-layer communities \
  --buildings buildings.geojson --out address.sqlite
expect 0 "a layer named like the input" "$program" plan --communities "PG:$postgis" --buildings "PG:$postgis" --buildings-layer town.buildings --out address.sqlite
expect 0 "a table of households" "$program" plan --communities communities.geojson --buildings buildings.geojson --households-table "PG:$postgis" \
  --households-table-layer counts --out table.sqlite --json
[ "$(jq .figures.households_joined stdout)" = 200 ] || wrong "a table of households: $(jq -c .figures stdout)"

# a password is in no message, no output and no store
secret=Geheim17
expect 0 "with a password" "$program" plan --communities "PG:host=$postgis_folder dbname=wangge user=reader password=$secret" --communities-layer communities \
  --buildings "postgresql://reader:$secret@/wangge?host=$postgis_folder" --buildings-layer town.buildings --out secret.sqlite --json
if grep -q $secret stdout stderr secret.sqlite; then wrong "the password is told"; fi
says stderr "with a password" 'password=***'
expect 1 "a layer that is not there" "$program" plan --communities "PG:host=$postgis_folder dbname=wangge user=reader password=$secret" --communities-layer none \
  --buildings buildings.geojson --out no.sqlite
if grep -q $secret stderr; then wrong "the password is told in an error"; fi
says stderr "a layer that is not there" communities
expect 1 "a database that is not there" "$program" plan --communities "PG:host=$postgis_folder dbname=none user=reader password=$secret" \
  --buildings buildings.geojson --out no.sqlite
if grep -q $secret stderr; then wrong "the password is told in an error"; fi
says stderr "a database that is not there" none
expect 1 "no server" "$program" plan --communities "PG:host=/nowhere dbname=wangge" --buildings buildings.geojson --out no.sqlite
finish
