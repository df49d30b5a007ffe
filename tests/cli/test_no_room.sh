#!/usr/bin/env bash
# Where the output cannot be written (disk full, file too large, folder read-only or not there, a
# folder in its place), the program exits with 1, names file and reason, and what was there stays.
. "$(dirname "$0")/common.sh"
expect 0 "a county" "$program" sample county --communities 3
inputs=(--communities county/communities.gpkg --buildings county/buildings.gpkg --barriers county/barriers.gpkg)
plan() { "$program" plan "${inputs[@]}" --effort fast --threads 1 "$@"; }
got=0
plan --out whole.sqlite >/dev/null 2>stderr || got=$?
[ $got = 0 ] || [ $got = 3 ] || { wrong "a plan: $(cat stderr)"; finish; }
size=$(stat -c %s whole.sqlite)
exports=(grids.geojson grids.shp grids.gpkg grids.fgb grids.csv grids.kml grids.xlsx)

# refuses WHAT FILE REASON COMMAND...: exit 1, the message names file and one of the reasons
refuses() {
  local what=$1 file=$2 reason=$3
  shift 3
  expect 1 "$what" "$@"
  says stderr "$what" "$file"
  grep -qE "$reason" stderr || wrong "$what: no reason ($reason) in: $(cat stderr)"
}

# untouched FOLDER: what was there is there, byte for byte, and nothing else
untouched() {
  (cd "$1" && find . -type f | LC_ALL=C sort | xargs md5sum) >"after"
  cmp -s before after || { wrong "$2: the folder has changed"; diff before after; }
}
remember() {
  (cd "$1" && find . -type f | LC_ALL=C sort | xargs md5sum) >before
}

fill_folder() {
  cp whole.sqlite "$1/plan.sqlite"
  for file in "${exports[@]}"; do echo "of yesterday" >"$1/$file"; done
}

# --- files that may not grow (RLIMIT_FSIZE) ----------------------------------------------------
mkdir limited
fill_folder limited
remember limited
for blocks in 1 8 64 $((size / 1024 / 2)); do
  refuses "a store of at most $blocks KiB" limited/plan.sqlite 'large|full|space|disk|I/O|大|满' \
    bash -c "ulimit -f $blocks; exec \"\$@\"" - "$program" plan "${inputs[@]}" --effort fast --threads 1 --out limited/plan.sqlite
  untouched limited "a store of at most $blocks KiB"
done
for file in "${exports[@]}"; do
  refuses "$file of no more than 1 KiB" "limited/$file" 'large|full|space|disk|writ|I/O' \
    bash -c 'ulimit -f 1; exec "$@"' - "$program" export whole.sqlite "limited/$file"
  untouched limited "$file of no more than 1 KiB"
done

# a sample leaves nothing either, so that it can be made again
refuses "a sample of no more than 150 KiB" "buildings.gpkg" 'large|full|space|disk|I/O' bash -c 'ulimit -f 150; exec "$@"' - "$program" sample limited/sample
[ -z "$(ls limited/sample)" ] || wrong "a sample of no more than 150 KiB: $(ls limited/sample)"
expect 0 "a sample after it" "$program" sample limited/sample --communities 1
rm -rf limited/sample

# --- a full disk ------------------------------------------------------------------------------------
mkdir full
if mount -t tmpfs -o size=$((size + size / 2)) tmpfs full 2>/dev/null; then
  trap 'umount "$folder/full"; rm -rf "$folder"' EXIT
  fill_folder full
  remember full
  refuses "a store on a full disk" full/plan.sqlite 'full|space|disk|I/O' plan --out full/plan.sqlite
  untouched full "a store on a full disk"
  head -c $((size * 2)) /dev/zero >full/ballast 2>/dev/null
  remember full
  for file in "${exports[@]}"; do
    refuses "$file on a full disk" "full/$file" 'full|space|disk|writ|I/O' "$program" export whole.sqlite "full/$file"
    untouched full "$file on a full disk"
  done
  umount full
  trap 'rm -rf "$folder"' EXIT
else
  echo "a full disk is not tried: no tmpfs may be mounted here"
fi

# --- folders that may not be written ------------------------------------------------------------
mkdir closed
fill_folder closed
remember closed
chmod a-w closed
if [ "$(id -u)" != 0 ]; then
  as=()
elif command -v setpriv >/dev/null && chmod a+rx . && setpriv --reuid 65534 --clear-groups test -x "$program"; then
  as=(setpriv --reuid 65534 --clear-groups) # root may write everywhere
else
  as=(none)
fi
if [ "${as[*]:-}" != none ]; then
  refuses "a store in a closed folder" closed/plan.sqlite 'may not be written|ermission' \
    "${as[@]}" "$program" plan "${inputs[@]}" --effort fast --threads 1 --out closed/plan.sqlite
  for file in "${exports[@]}"; do
    refuses "$file in a closed folder" "closed/$file" 'may not be written|ermission' \
      "${as[@]}" "$program" export whole.sqlite "closed/$file"
  done
  untouched closed "a closed folder"
else
  echo "a closed folder is not tried: nobody else can run the program here"
fi
chmod u+w closed
mkdir sealed
if mount -t tmpfs tmpfs sealed 2>/dev/null; then
  trap 'umount "$folder/sealed"; rm -rf "$folder"' EXIT
  fill_folder sealed
  remember sealed
  mount -o remount,ro sealed
  refuses "a store on a read-only disk" sealed/plan.sqlite 'may not be written|ead-only|ermission' plan --out sealed/plan.sqlite
  refuses "an export on a read-only disk" sealed/grids.geojson 'may not be written|ead-only|ermission' "$program" export whole.sqlite sealed/grids.geojson
  untouched sealed "a read-only disk"
  umount sealed
  trap 'rm -rf "$folder"' EXIT
fi

# --- no file can be there ---------------------------------------------------------------------------
mkdir plan.sqlite grids.geojson
refuses "a folder in the store's place" plan.sqlite 'is a folder' plan --out plan.sqlite
refuses "a folder in the export's place" grids.geojson 'is a folder|Is a directory' "$program" export whole.sqlite grids.geojson
refuses "no such folder" nowhere/plan.sqlite 'no folder|No such' plan --out nowhere/plan.sqlite
refuses "no such folder for an export" nowhere/a.shp 'no folder|No such' "$program" export whole.sqlite nowhere/a.shp
refuses "a file for a folder" whole.sqlite/p.sqlite 'no folder|Not a dir' plan --out whole.sqlite/p.sqlite
finish
