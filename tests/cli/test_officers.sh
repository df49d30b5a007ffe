#!/usr/bin/env bash
# A roster on a county that can be counted on fingers: who is named where, every defect by name and
# nothing else, in the store, in exports and in the summary.
. "$(dirname "$0")/common.sh"
. "$here/tiny.sh"
needs jq sqlite3

plan() { # CODE WHAT OPTIONS...
  local code=$1 what=$2
  shift 2
  expect "$code" "$what" "$program" plan --communities communities.geojson --buildings buildings.geojson --out plan.sqlite --json "$@"
}
codes() { jq -r '[.findings[].code] | sort | join(" ")' stdout; }
officers() { sqlite3 plan.sqlite "SELECT group_concat(coalesce(officer, '-') || '/' || coalesce(phone, '-'), ' ') FROM (SELECT * FROM grid ORDER BY code)"; }

# three communities; 800, 800 and 400 households: grids …0001, 0002, 1001, 1002, 2001
tiny_communities 甲社区 乙社区 丙社区 >communities.geojson
tiny_buildings "100 100 100 100 100 100 100 100" "100 100 100 100 100 100 100 100" "100 100 100 100" >buildings.geojson
a=640106001000 b=640106001001 c=640106001002

cat >roster.csv <<END
编号,姓名,职务,电话,社区编码,网格编码
1,人员1,网格员,13800000001,$a,${a}001
2,人员2,网格员,13800000002,$a,${a}002
3,人员3,网格员,,$b,${b}001;${b}002
4,人员4,网格员,13800000004,$c,${c}001
5,人员5,助理,,$c,${c}001
END
cat >contacts.csv <<END
社区编码,社区电话,民警,民警电话,地址
$a,000-10000001,民警1,110,一街1号
$b,000-10000002,,,
$c,000-10000003,,,
END
plan 0 "a good roster" --roster roster.csv --contacts contacts.csv
[ "$(codes)" = officer_several_grids ] || wrong "a good roster: $(codes)"
[ "$(officers)" = "人员1/13800000001 人员2/13800000002 人员3/- 人员3/- 人员4/13800000004" ] || wrong "officers: $(officers)"
[ "$(sqlite3 plan.sqlite "SELECT officer || phone FROM grid_officer WHERE code = '${b}001'")" = 人员3待定 ] || wrong "grid_officer"
[ "$(sqlite3 plan.sqlite "SELECT count(*), sum(role = 'assistant') FROM person")" = "5|1" ] || wrong "table person"
[ "$(sqlite3 plan.sqlite "SELECT police_name, police_phone FROM contact WHERE community_code = '$a'")" = "民警1|110" ] || wrong "table contact"
expect 0 "check" "$program" check plan.sqlite

# telephone numbers only on request
for layer in person contact grid; do
  expect 0 "export $layer" "$program" export plan.sqlite --layer $layer without.csv
  expect 0 "export $layer with contacts" "$program" export plan.sqlite --layer $layer --with-contacts with.csv
  says with.csv "$layer" phone
  says_not without.csv "$layer" phone
  says_not without.csv "$layer" 000-1
  says_not without.csv "$layer" 1380
  rm with.csv without.csv
done

# an export of the persons is a roster
expect 0 "export a roster" "$program" export plan.sqlite --layer person --with-contacts again.csv
officers >officers_a
plan 0 "the roster again" --roster again.csv
officers >officers_b
same "officers from the exported roster" officers_a officers_b

# every defect by name, and nothing else
cat >bad.csv <<END
编号,姓名,职务,电话,社区编码,网格编码
1,人员1,网格员,1.38E+10,$a,${a}001
2,人员2,网格员,13800000002,$a,${a}001
3,人员3,舞者,,$b,${b}001
4,,网格员,13800000004,$c,${c}001
5,人员5,网格员,13800000005,999,999001
2,人员6,助理,,,
1,人员1,网格员,,,${a}002
END
printf '社区编码,社区电话\n%s,0\n%s,000-10000002\n%s,000-10000002\n888,000-10000002\n' $a $b $b >bad_contacts.csv
plan 0 "a bad roster" --roster bad.csv --contacts bad_contacts.csv
[ "$(codes)" = "contact_repeated duplicate_person_id grid_several_officers officer_several_grids person_repeated phone_malformed phone_malformed role_unknown roster_community_unknown roster_grid_unknown roster_row_unusable vacant vacant vacant vacant" ] ||
  wrong "a bad roster: $(codes)"
[ "$(officers)" = "人员1/1.38E+10 人员1/1.38E+10 -/- -/- -/-" ] || wrong "officers of a bad roster: $(officers)"
[ "$(jq -r '[.findings[] | select(.code == "vacant") | .grid_code // .community_code] | join(" ")' stdout)" = "${b}001 ${b}002 ${c}001 $c" ] ||
  wrong "vacant: $(jq -c '[.findings[] | select(.code == "vacant")]' stdout)"
expect 1 "--strict" "$program" plan --communities communities.geojson --buildings buildings.geojson --out strict.sqlite --roster bad.csv --strict
[ ! -e strict.sqlite ] || wrong "--strict wrote a store"

# the same words as everywhere: what is missing, what it has
expect 1 "no such roster" "$program" plan --communities communities.geojson --buildings buildings.geojson --out no.sqlite --roster none.csv
says stderr "no such roster" none.csv
expect 1 "no roster at all" "$program" plan --communities communities.geojson --buildings buildings.geojson --out no.sqlite --roster contacts.csv
says stderr "no roster at all" "'社区编码', '社区电话'"
expect 2 "the roster as output" "$program" plan --communities communities.geojson --buildings buildings.geojson --out roster.csv --roster roster.csv
iconv -f UTF-8 -t GB18030 roster.csv >gb.csv
plan 0 "a roster in GB18030" --roster gb.csv
officers >officers_b
same "officers from GB18030" officers_a officers_b
expect 0 "judged with a roster" "$program" check plan.sqlite
finish
