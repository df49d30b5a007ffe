#!/usr/bin/env bash
# Maps as files: what other programs read from them. Needs poppler-utils and zbar-tools.
. "$(dirname "$0")/common.sh"
needs pdftotext pdffonts pdfinfo pdftoppm zbarimg sqlite3

expect 0 "sample" "$program" sample county --communities 3
"$program" plan --communities county/communities.gpkg --buildings county/buildings.gpkg --barriers county/barriers.gpkg \
  --crossings county/crossings.gpkg --roster county/roster.csv --contacts county/contacts.csv --out plan.sqlite \
  --effort fast --lang zh --date 2026-01-31 --quiet
[ -f plan.sqlite ] || wrong "no plan"
communities=$(sqlite3 plan.sqlite "SELECT count(*) FROM community")
first=$(sqlite3 plan.sqlite "SELECT min(code) FROM community")
name=$(sqlite3 plan.sqlite "SELECT name FROM community ORDER BY code LIMIT 1")

# the atlas: a cover and a sheet a community, Chinese text to be found, fonts embedded, an outline
expect 0 "atlas" "$program" map plan.sqlite atlas.pdf --lang zh --with-contacts --date 2026-01-31 --json
[ "$(grep -oE '"sheets": *[0-9]+' stdout | grep -oE '[0-9]+')" -ge $((communities + 1)) ] || wrong "too few sheets"
pdftotext -raw atlas.pdf atlas.txt
for text in "${name}网格示意图" 网格员职责 坐标系 2026-01-31 网格员 审图号; do
  [ "$text" = 审图号 ] || grep -qF "$text" atlas.txt || wrong "the atlas lacks '$text'"
done
while read -r grid; do
  grep -qF "$grid" atlas.txt || wrong "the atlas lacks the grid '$grid'"
done < <(sqlite3 plan.sqlite "SELECT DISTINCT name FROM grid")
while read -r phone; do
  grep -qF "$phone" atlas.txt || wrong "the atlas lacks the telephone $phone"
done < <(sqlite3 plan.sqlite "SELECT DISTINCT phone FROM grid WHERE phone IS NOT NULL")
while read -r street; do # streets of the first community's surroundings are whole in raw order
  grep -qF "$street" atlas.txt && found=1
done < <(sqlite3 plan.sqlite "SELECT DISTINCT name FROM barrier WHERE name IS NOT NULL")
[ "${found:-0}" = 1 ] || wrong "no street has its name"
pdffonts atlas.pdf | tail -n +3 | awk '{ if ($(NF-4) != "yes" || $(NF-3) != "yes" || $(NF-2) != "yes") bad = 1 } END { exit bad }' ||
  wrong "a font is not embedded, a subset and mapped to Unicode"
pdfinfo atlas.pdf | grep -q "CreationDate:.*2026" || wrong "the date of the document"
grep -qa "/Outlines" atlas.pdf || wrong "no outline"
grep -qa "/Subtype /Image" atlas.pdf && wrong "something was drawn as pixels"

# A3 at 100 %: 420 mm x 297 mm or upright
pdfinfo -f 1 -l 1 atlas.pdf | grep -qE "1190.55 x 841.89|841.89 x 1190.55" || wrong "the cover is no A3"

# telephones only on request
expect 0 "without contacts" "$program" map plan.sqlite quiet.pdf --lang zh --date 2026-01-31
pdftotext -raw quiet.pdf - | grep -qE "1380000|000-" && wrong "a telephone number without --with-contacts"

# the same bytes again, in every format; English words
for ending in pdf png svg; do
  for run in a b; do
    expect 0 "$ending $run" "$program" map plan.sqlite $run.$ending --community "$first" --dpi 60 --date 2026-01-31 --lang en
  done
  same "two runs of $ending" a.$ending b.$ending
done
pdftotext -raw a.pdf - | grep -qF "Grid map of $name" || wrong "the English title"
head -c 8 a.png | od -c | grep -q "P   N   G" || wrong "no PNG"
head -c 200 a.svg | grep -q "<svg" || wrong "no SVG"

# a distance on the page: the frame of the map and the bar are drawn through one transform, so a bar of
# so many metres is so many millimetres; measured on a raster of 254 dots an inch
expect 0 "scale" "$program" map plan.sqlite scale.pdf --community "$first" --scale 2500 --paper A2 --date 2026-01-31 --lang en
pdftoppm -r 254 -gray -f 1 -l 1 scale.pdf scale
metres=$(pdftotext -raw scale.pdf - | grep -oE "\b[0-9]+ m\b" | head -1 | grep -oE "[0-9]+")
[ -n "$metres" ] || wrong "no scale bar"
# the longest run of black or white cells between black edges in the bar's first row of ink
want=$((${metres:-0} * 10000 / 2500)) # dots
python=$(command -v python3 || true)
if [ -n "$python" ]; then
  measured=$("$python" - scale-1.pgm <<'END'
import re, sys
data = open(sys.argv[1], 'rb').read()
head = re.match(rb'P5\s+(\d+)\s+(\d+)\s+255\s', data)
w, h = int(head[1]), int(head[2])
rows = data[head.end():]
# below the map, in the left quarter: rows with dark cells of equal length twice
best = 0
for y in range(h * 3 // 4, h):
    row = rows[y * w:(y + 1) * w // 1]
    row = row[:w // 3]
    runs, x = [], 0
    while x < len(row):
        n = x
        while n < len(row) and (row[n] < 90) == (row[x] < 90): n += 1
        runs.append((row[x] < 90, n - x, x)); x = n
    for i in range(len(runs) - 2):
        if runs[i][0] and runs[i+2][0] and runs[i][1] > 40 and abs(runs[i][1] - runs[i+2][1]) <= 4 and abs(runs[i][1] - runs[i+1][1]) <= 4:
            best = 2 * (runs[i+2][2] - runs[i][2])
print(best)
END
)
  [ $((measured - want)) -le 4 ] && [ $((want - measured)) -le 4 ] || wrong "a bar of $metres m is $measured dots, not $want"
fi

# cards: a QR code each that another program reads
expect 0 "cards" "$program" map plan.sqlite cards.pdf --cards --lang zh --with-contacts --community "$first" --date 2026-01-31
pdftoppm -r 200 -png cards.pdf cards
zbarimg -q --raw cards-*.png 2>/dev/null | sort >codes || true
sqlite3 plan.sqlite "SELECT 'tel:' || phone FROM grid WHERE community_code = '$first' AND phone IS NOT NULL" | sort >phones
same "the codes of the cards" codes phones
expect 0 "cards in a folder" "$program" map plan.sqlite cards --cards --lang zh --community "$first" --link 'https://example.org/g?c={code}'
[ "$(ls cards | wc -l)" = "$(sqlite3 plan.sqlite "SELECT count(*) FROM grid WHERE community_code = '$first'")" ] || wrong "a file a card"
one=$(ls cards | head -1)
pdftoppm -r 300 -png "cards/$one" one
[ "$(zbarimg -q --raw one-1.png 2>/dev/null)" = "https://example.org/g?c=${one%.pdf}" ] || wrong "the link of a card"

# photos: of the roster, beside the plan or in a folder named; what cannot be read is counted
mkdir photos
printf %s iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAIAAAB7QOjdAAAADUlEQVR4nGP4zwAE/wEHAAH/4iOeWQAAAABJRU5ErkJggg== | base64 -d >photos/one.png
head -c 50 photos/one.png >photos/torn.png
"$program" plan --communities county/communities.gpkg --buildings county/buildings.gpkg --roster county/roster.csv --out base.sqlite \
  --effort fast --lang zh --date 2026-01-31 --quiet
sqlite3 base.sqlite "UPDATE person SET photo = CASE WHEN id = 1 THEN 'one.png' WHEN id = 2 THEN 'gone.jpg' WHEN id = 3 THEN 'torn.png' END"
expect 0 "photos" "$program" map base.sqlite faces.pdf --cards --photos photos --community "$first" --json
named=$(sqlite3 base.sqlite "SELECT count(*) FROM grid g WHERE community_code = '$first' AND EXISTS
  (SELECT 1 FROM person p WHERE p.photo IN ('gone.jpg', 'torn.png') AND p.role = 'officer' AND instr(p.grid_codes, g.code) > 0)")
[ "$(grep -oE '"photos_missing": *[0-9]+' stdout | grep -oE '[0-9]+')" = "$named" ] || wrong "photos missing: $(cat stdout), not $named"
[ "$named" -gt 0 ] || wrong "no grid has an officer whose photo is gone"
grep -qa "/Subtype /Image" faces.pdf || wrong "no photo on any card"
expect 0 "no photos" "$program" map base.sqlite none.pdf --cards --community "$first" --lang en
says stdout "no photos" "photos that cannot be read"

# what changed
"$program" plan --communities county/communities.gpkg --buildings county/buildings.gpkg --out other.sqlite --effort fast \
  --lang zh --date 2026-02-28 --quiet
expect 0 "changes" "$program" map other.sqlite changes.pdf --before plan.sqlite --lang zh
pdftotext -raw changes.pdf - >changes.txt
for text in "${name}网格调整对照图" "调整前（2026-01-31）" "调整后（2026-02-28）" 变动楼栋; do
  grep -qF "$text" changes.txt || wrong "the changes lack '$text'"
done
moved=$(sqlite3 other.sqlite "ATTACH 'plan.sqlite' AS old; SELECT count(*) FROM building n JOIN old.building o USING (building_id)
  WHERE n.grid_code <> o.grid_code AND n.community_code = '$first'")
grep -qF "变动楼栋 $moved 栋" changes.txt || wrong "$moved buildings moved, not what the sheet says"

# the same from the grids there were, which have no day
"$program" adjust --communities county/communities.gpkg --buildings county/buildings.gpkg --barriers county/barriers.gpkg \
  --grids county/grids.gpkg --out adjusted.sqlite --effort fast --lang zh --date 2026-02-28 --quiet >/dev/null 2>&1
expect 0 "changes from grids" "$program" map adjusted.sqlite from_grids.pdf --before county/grids.gpkg --lang zh --community "$first" \
  --communities county/communities.gpkg --buildings county/buildings.gpkg
pdftotext -raw from_grids.pdf - >changes.txt
says changes.txt "changes from grids" "调整后（2026-02-28）"
grep -qx "调整前" changes.txt || wrong "the grids there were bear a day that nobody knows"
expect 2 "grids without communities" "$program" map adjusted.sqlite x.pdf --before county/grids.gpkg --lang en

# a template; what is wrong with one
cat >office.json <<END
{"title": "{community}一张图", "drawn_by": "示例办公室", "source": "示例台账", "approval": "示审字001", "hotline": "12345",
 "duties": "一切为了居民。", "colours": ["FFF2CC", "D9EAD3", "CFE2F3", "F4CCCC"], "footer": "内部使用"}
END
expect 0 "template" "$program" map plan.sqlite office.pdf --template office.json --lang zh --community "$first"
pdftotext -raw office.pdf office.txt
for text in "${name}一张图" 示例办公室 示例台账 示审字001 12345 一切为了居民 内部使用; do
  grep -qF "$text" office.txt || wrong "the template's '$text' is not there"
done
echo '{"colour": 1}' >bad.json
expect 1 "bad template" "$program" map plan.sqlite x.pdf --template bad.json --lang en
says stderr "bad template" "'colour'"
echo 'nonsense' >bad.json
expect 1 "no JSON" "$program" map plan.sqlite x.pdf --template bad.json --lang en
says stderr "no JSON" "no valid JSON"
[ -e x.pdf ] && wrong "a file in spite of a failure"

# misuse
expect 1 "no such community" "$program" map plan.sqlite x.pdf --community 000 --lang en
expect 2 "no such paper" "$program" map plan.sqlite x.pdf --paper A9 --lang en
echo '<fontconfig><dir>/nonexistent</dir></fontconfig>' >nofonts.conf
expect 1 "no font" env FONTCONFIG_FILE="$folder/nofonts.conf" "$program" map plan.sqlite x.pdf --lang en
says stderr "no font" fonts-noto-cjk

# a folder that is there takes the sheets; the logo of the template is an input
mkdir -p sheets
expect 0 "a folder that is there" "$program" map plan.sqlite sheets --community "$first" --date 2026-01-31
[ -s "sheets/$first.pdf" ] || wrong "no sheet in the folder: $(ls sheets)"
cp a.png logo.png
echo '{"logo": "logo.png"}' >office.json
expect 2 "the logo" "$program" map plan.sqlite logo.png --template office.json --community "$first"
says stderr "the logo" "is an input"
same "the logo" a.png logo.png
expect 2 "the template" "$program" map plan.sqlite office.json --template office.json
finish
