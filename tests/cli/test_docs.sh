#!/usr/bin/env bash
# The documents say what the program does: options from its table, every finding, every JSON member.
. "$(dirname "$0")/common.sh"
docs=$WANGGE_SOURCE/docs

"$program" help --markdown >options.md
same "docs/options.md is what 'wangge help --markdown' prints" options.md "$docs/options.md"

count=0
while IFS=$'\t' read -r code severity english chinese; do
  count=$((count + 1))
  line=$(grep -F "| \`$code\` |" "$docs/findings.md") || { wrong "docs/findings.md lacks $code"; continue; }
  for part in "$severity" "$english" "$chinese"; do
    [[ $line == *"| $part |"* ]] || wrong "docs/findings.md, $code: not '$part'"
  done
  # code, severity, two names, meaning, remedy: six filled cells
  [ "$(awk -F'|' '{ filled = 0; for (i = 2; i < NF; i++) if ($i !~ /^ *$/) filled++; print filled }' <<<"$line")" = 6 ] ||
    wrong "docs/findings.md, $code: a cell is empty"
done < <("$program" help --findings)
defined=$(grep -c '^WG_FINDING(' "$WANGGE_SOURCE/common/include/wangge/finding_codes.def")
[ "$count" = "$defined" ] || wrong "$count codes printed, $defined defined"
documented=$(grep -cE '^\| `[a-z_]+` \|' "$docs/findings.md")
[ "$documented" = "$defined" ] || wrong "$documented codes documented, $defined defined"

while read -r member; do
  grep -qF "\`$member\`" "$docs/json.md" || wrong "docs/json.md lacks the member '$member'"
done < <(grep -hoE 'json_(object|array|text|integer|count|boolean|thousandths)\(&?json, "[a-z_]+"' "$WANGGE_SOURCE"/cli/*.c |
         grep -oE '"[a-z_]+"' | tr -d '"' | sort -u)
finish
