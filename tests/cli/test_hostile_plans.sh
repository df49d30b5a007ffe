#!/usr/bin/env bash
# A sample of malformed and odd files, each as each input of a whole plan: no crash, no hang, nothing
# lost without a word. scripts/hostile-table runs all of them.
. "$(dirname "$0")/common.sh"
needs jq
needs_data hostile
EVERY=25 "$WANGGE_SOURCE/scripts/hostile-table" "$program" "$SHARED_DATA/data/hostile" >table.tsv 2>summary ||
  { wrong "hostile files: $(cat summary)"; grep -E 'CRASH|HANG|LOST|SILENT' table.tsv; }
[ "$(wc -l <table.tsv)" -ge 24 ] || wrong "only $(wc -l <table.tsv) runs"
finish
