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

# fewer officers than grids: 400 households each, so every pair is as good; three communities of 2, 2
# and 1 grids
staffing() { jq -c '.staffing | [.officers, .grids, .pairs, .officers_least, .load_least, .load_most, .proof, (.posts | length)]' stdout; }
plan 0 "4 officers" --officers 4
[ "$(staffing)" = '[4,5,1,3,400,800,"proven",4]' ] || wrong "4 officers: $(staffing)"
[ "$(codes)" = officers_shared ] || wrong "4 officers: $(codes)"
plan 0 "3 officers" --officers 3
[ "$(staffing)" = '[3,5,2,3,400,800,"proven",3]' ] || wrong "3 officers: $(staffing)"
[ "$(sqlite3 plan.sqlite "SELECT group_concat(grid_code || '+' || coalesce(second_grid_code, ''), ' ') FROM post")" = "${a}001+${a}002 ${b}001+${b}002 ${c}001+" ] ||
  wrong "3 officers: $(sqlite3 plan.sqlite "SELECT * FROM post")"
# each pair has a border that can be crossed
[ "$(sqlite3 plan.sqlite "SELECT count(*) FROM post p WHERE second_grid_code IS NOT NULL AND border_mm = (SELECT sum(e.length_mm) FROM unit_edge e
  JOIN unit x ON x.id = e.unit_a JOIN unit y ON y.id = e.unit_b JOIN grid g ON g.id = x.grid_id JOIN grid h ON h.id = y.grid_id
  WHERE e.passable = 1 AND (g.code, h.code) IN ((p.grid_code, p.second_grid_code), (p.second_grid_code, p.grid_code)))")" = 2 ] || wrong "borders of the pairs"
expect 0 "export of the posts" "$program" export plan.sqlite --layer post post.csv
[ "$(wc -l <post.csv)" = 4 ] || wrong "post.csv: $(cat post.csv)"
plan 0 "2 officers" --officers 2
[ "$(staffing)" = '[2,5,2,3,800,800,"proven",2]' ] || wrong "2 officers: $(staffing)"
[ "$(codes)" = officers_too_few ] || wrong "2 officers: $(codes)"
jq -r '.findings[0] | .reason, .remedy' stdout >words
says words "2 officers" "1 grids with 400 households have nobody"
says words "2 officers" "1 officers more are needed at least, 3 for one in every grid"
plan 0 "6 officers" --officers 6
[ "$(staffing)" = '[6,5,0,3,400,400,"proven",5]' ] || wrong "6 officers: $(staffing)"
[ "$(codes)" = "" ] || wrong "6 officers: $(codes)"
expect 0 "in words" "$program" plan --communities communities.geojson --buildings buildings.geojson --out plan.sqlite --officers 3 --lang zh
says stdout "in words" "3 名，网格 5 个：2 名负责相邻两格"

# the existing grids of the sample county: 51 for 35 officers
expect 0 "sample" "$program" sample demo --quiet
demo=(--communities demo/communities.gpkg --buildings demo/buildings.gpkg --barriers demo/barriers.gpkg --crossings demo/crossings.gpkg --effort fast --json)
"$program" check demo/grids.gpkg "${demo[@]}" --officers 35 >stdout 2>stderr
[ "$(jq -c '.staffing | [.officers, .grids, .pairs, .proof, (.posts | length)]' stdout)" = '[35,51,16,"proven",35]' ] || wrong "the existing grids: $(staffing)"
[ "$(jq '[.staffing.posts[].grids[]] | unique | length' stdout)" = 51 ] || wrong "a grid without a post"
[ "$(jq '[.staffing.posts[] | select(.grids | length == 2) | select(.grids[0][0:12] != .grids[1][0:12])] | length' stdout)" = 0 ] || wrong "a pair of two communities"
"$program" audit --grids demo/grids.gpkg "${demo[@]}" --roster demo/roster.csv --contacts demo/contacts.csv --officers 35 >stdout 2>stderr
[ "$(jq -c '[.figures.vacant, .figures.officers_of_several, .staffing.pairs, ([.findings[] | select(.code == "officer_several_grids")] | length)]' stdout)" = '[0,16,16,16]' ] ||
  wrong "audit with a roster: $(jq -c '.figures' stdout)"
expect 0 "the sample's roster" "$program" plan "${demo[@]}" --roster demo/roster.csv --contacts demo/contacts.csv --out demo.sqlite
[ "$(sqlite3 demo.sqlite 'SELECT count(*) FROM person; SELECT count(*) FROM contact' | paste -sd,)" = 43,8 ] || wrong "the sample's roster"
finish
