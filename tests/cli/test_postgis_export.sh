#!/usr/bin/env bash
# To PostGIS and back: by a dump that psql loads, and into the database itself.
. "$(dirname "$0")/common.sh"
. "$here/postgis.sh"
needs jq ogr2ogr
postgis_start

"$program" sample county --communities 3 >/dev/null
inputs=(--communities county/communities.gpkg --buildings county/buildings.gpkg --barriers county/barriers.gpkg
        --crossings county/crossings.gpkg --effort fast --steps 10 --min 400 --max 450 --quiet)
"$program" plan "${inputs[@]}" --out p.sqlite --json >plan.json 2>/dev/null
jq -e '.figures.out_proven + .figures.out_unproven > 0' plan.json >/dev/null || wrong "every grid is in range: nothing to compare"
"$program" export p.sqlite assignment.csv --layer building >/dev/null
query() { psql -qAt "$postgis" -c "$1"; }

# back FOLDER: grids from the database are those of the plan
back() {
  rm -f back.gpkg
  ogr2ogr -q back.gpkg "PG:$postgis" grid -nln grid || wrong "$1: cannot be read"
  expect 0 "$1" "$program" check back.gpkg "${inputs[@]}" --export back.csv --layer building --json
  same "assignment, $1" assignment.csv back.csv
  jq -c '[.findings[] | [.code, .grid_code]] | sort' plan.json >codes
  jq -c '[.findings[] | [.code, .grid_code]] | sort' stdout | cmp -s codes - || wrong "findings, $1"
  sqlite3 p.sqlite 'SELECT code, status, coalesce(reason, '"''"'), proof FROM grid ORDER BY 1' >statuses
  jq -r '.grids[] | [.code, .status, .reason // "", .proof] | join("|")' stdout | sort | cmp -s statuses - || wrong "statuses, $1"
}

expect 0 "dump" "$program" export p.sqlite dump.sql
psql -q -v ON_ERROR_STOP=1 "$postgis" -f dump.sql >load 2>&1 || { wrong "the dump does not load"; head -5 load; }
back "by the dump"
[ "$(query 'SELECT sum(households), bool_and(ST_IsValid(geometry)) FROM grid')" = \
  "$(sqlite3 p.sqlite 'SELECT sum(households) FROM grid')|t" ] || wrong "grids in the database"
query 'DROP TABLE grid'

for layer in grid building community finding lookup barrier crossing compound unit person; do
  expect 0 "$layer" "$program" export p.sqlite "PG:$postgis" --layer $layer
done
back "directly"
expect 0 "check of the table itself" "$program" check "PG:$postgis" --grids-layer grid "${inputs[@]}" --export back.csv --layer building
same "assignment, the table itself" assignment.csv back.csv
expect 0 "once more" "$program" export p.sqlite "PG:$postgis" --json
[ "$(query 'SELECT count(*) FROM grid')" = "$(sqlite3 p.sqlite 'SELECT count(*) FROM grid')" ] || wrong "a table written twice"
[ "$(query 'SELECT count(*) FROM building b JOIN grid g ON g.code = b.grid_code')" = \
  "$(sqlite3 p.sqlite 'SELECT count(*) FROM building WHERE grid_code IS NOT NULL')" ] || wrong "buildings in the database"

# a table that somebody else made is not replaced, and nothing half-written is left
query 'DROP TABLE grid; CREATE TABLE grid (theirs int); INSERT INTO grid VALUES (1)'
expect 1 "somebody's table" "$program" export p.sqlite "PG:$postgis"
[ "$(query 'SELECT theirs FROM grid')" = 1 ] || wrong "somebody's table was replaced"
expect 1 "no such database" "$program" export p.sqlite "PG:$postgis password=hidden dbname=none"
says_not stderr "no such database" hidden
finish
