# shellcheck shell=bash
# A PostgreSQL with PostGIS of our own, for one test: after common.sh,
#   . "$here/postgis.sh"
#   postgis_start              # skips by name (exit 77) where it is not installed
#   psql "$postgis" -c ...     # $postgis is "host=... dbname=wangge user=...": PG:$postgis for GDAL
#   postgis_stop               # also done when the script ends, whatever happens
# It listens on a Unix socket in a temporary folder only. PostgreSQL refuses to run as root, so root
# starts it as the user postgres, or nobody.
postgis_folder= postgis_pid= postgis=

postgis_tools() {
  local found
  found=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1)
  [ -n "$found" ] && [ -x "$found/initdb" ] || found=$(dirname "$(command -v initdb 2>/dev/null || echo /nonexistent/x)")
  [ -x "$found/initdb" ] && [ -x "$found/postgres" ] && command -v psql >/dev/null && echo "$found"
}

postgis_as() {
  if [ "$(id -u)" != 0 ]; then "$@"; else runuser -u "$postgis_user" -- "$@"; fi
}

postgis_start() {
  local tools tries
  tools=$(postgis_tools) || { echo "skipped: PostgreSQL is not installed"; exit 77; }
  ls "$(dirname "$(dirname "$tools")")"/../../share/postgresql/*/extension/postgis.control >/dev/null 2>&1 ||
    { echo "skipped: PostGIS is not installed"; exit 77; }
  postgis_user=$(id -un)
  if [ "$postgis_user" = root ]; then
    postgis_user=nobody
    if id postgres >/dev/null 2>&1; then postgis_user=postgres; fi
  fi
  postgis_folder=$(mktemp -d /tmp/wangge-postgis-XXXXXX) # short: socket paths have 107 bytes at most
  if [ "$(id -u)" = 0 ]; then chown "$postgis_user" "$postgis_folder"; fi
  trap 'postgis_stop; rm -rf "$folder"' EXIT
  (cd / && postgis_as "$tools/initdb" -D "$postgis_folder/data" -U "$postgis_user" -A trust -E UTF8 \
    --locale=C --no-sync) >initdb.log 2>&1 || { echo "initdb failed:"; tail -5 initdb.log; exit 1; }
  # exec in a new shell writes the server's own number, whichever user runs it
  (cd / && postgis_as sh -c 'echo $$ >"$1/pid"; exec "$2/postgres" -D "$1/data" -k "$1" \
    -c listen_addresses= -c fsync=off -c unix_socket_permissions=0777' sh "$postgis_folder" "$tools") \
    >postgres.log 2>&1 &
  chmod 755 "$postgis_folder"
  for ((tries = 0; tries < 300; tries++)); do
    if "$tools/pg_isready" -q -h "$postgis_folder" -U "$postgis_user"; then break; fi
    sleep 0.1
  done
  postgis_pid=$(cat "$postgis_folder/pid" 2>/dev/null)
  postgis="host=$postgis_folder user=$postgis_user dbname=wangge"
  psql -q "host=$postgis_folder user=$postgis_user dbname=postgres" -c 'create database wangge' &&
    PGOPTIONS='-c client_min_messages=warning' psql -q "$postgis" -c 'create extension postgis' ||
    { echo "PostgreSQL did not start:"; tail -5 postgres.log; exit 1; }
}

postgis_stop() {
  local tries
  if [ -n "$postgis_pid" ]; then
    kill -INT "$postgis_pid" 2>/dev/null # fast shutdown
    for ((tries = 0; tries < 100; tries++)); do
      kill -0 "$postgis_pid" 2>/dev/null || break
      sleep 0.1
    done
  fi
  [ -z "$postgis_folder" ] || rm -rf "$postgis_folder"
  postgis_pid= postgis_folder=
}
