#!/usr/bin/env bash
# METIS graph files through the program: a strip that can be divided by hand, and the bench graphs.
. "$(dirname "$0")/common.sh"
needs jq

# eight units of 100 households in a row, borders of weight 7: two parts of four, one border cut
strip() {
  echo "8 7 011"
  for i in 1 2 3 4 5 6 7 8; do
    line=100
    [ $i = 1 ] || line="$line $((i - 1)) 7"
    [ $i = 8 ] || line="$line $((i + 1)) 7"
    echo "$line"
  done
}
strip >strip.graph
expect 0 "a strip" "$program" partition strip.graph --json
[ "$(jq -c '[.units, .edges, .households, .parts, .in_range, .connected, .cost, .fault]' stdout)" = "[8,7,800,2,2,2,7,0]" ] || wrong "a strip: $(jq -c . stdout)"
expect 0 "parts on standard output" "$program" partition strip.graph
[ "$(wc -l <stdout),$(uniq stdout | wc -l)" = 8,2 ] || wrong "parts: $(paste -sd' ' stdout)"
expect 0 "parts in a file" "$program" partition strip.graph -o strip.parts
[ ! -s stdout ] || wrong "parts in a file and words on standard output"
"$program" partition - <strip.graph >from_stdin 2>/dev/null
same "from standard input" strip.parts from_stdin
# 300 + 300 + 100 + 100: fault 2 × (200 + 50); four of 200 would be 4 × (100 + 50)
expect 3 "a number of parts that does not fit" "$program" partition strip.graph --parts 4 --json
[ "$(jq -c '[.parts, .in_range, .fault]' stdout)" = "[4,2,500]" ] || wrong "--parts 4: $(jq -c . stdout)"

for graph in "$SHARED_DATA"/bench/*.graph; do
  [ -e "$graph" ] || { echo "not run: $SHARED_DATA/bench is missing"; break; }
  expect 0 "$(basename "$graph")" "$program" partition "$graph" --effort fast --json -o parts
  jq -e '.parts == .in_range and .parts == .connected and .out_unproven == 0' stdout >/dev/null || wrong "$graph: $(jq -c . stdout)"
  [ "$(wc -l <parts)" = "$(jq .units stdout)" ] || wrong "$graph: a line a unit"
  [ "$(sort -un parts | wc -l)" = "$(jq .parts stdout)" ] || wrong "$graph: numbers of parts"
done
# a pipe is written to, not replaced by a file
mkfifo pipe
cat pipe >piped &
reader=$!
expect 0 "parts into a pipe" "$program" partition strip.graph -o pipe --effort fast
wait "$reader"
[ -p pipe ] || wrong "the pipe was replaced by a file"
[ -s piped ] || wrong "nothing came through the pipe"
finish
