# shellcheck shell=bash
# A tiny county drawn by hand near 111° E, in which every figure can be counted on fingers: four
# square communities of 400 m in a row, each with a row of buildings 40 m apart.

# area WEST SOUTH WIDTH HEIGHT: a rectangle, in units of 0.0001° from 111° E, 38° N
area() {
  awk -v x="$1" -v y="$2" -v w="$3" -v h="$4" 'BEGIN {
    a = 111 + x / 10000; b = 38 + y / 10000; c = a + w / 10000; d = b + h / 10000
    printf "{\"type\":\"Polygon\",\"coordinates\":[[[%.6f,%.6f],[%.6f,%.6f],[%.6f,%.6f],[%.6f,%.6f],[%.6f,%.6f]]]}",
      a, b, c, b, c, d, a, d, a, b }'
}

# A feature collection of the features on standard input, one a line.
collection() {
  printf '{"type":"FeatureCollection","features":[\n'
  paste -sd, | sed 's/,{"type":"Feature"/,\n{"type":"Feature"/g'
  printf ']}\n'
}

feature() { # GEOMETRY PROPERTIES
  printf '{"type":"Feature","properties":{%s},"geometry":%s}\n' "$2" "$1"
}

tiny_communities() { # NAME...
  local i=0 name
  for name in "$@"; do
    feature "$(area $((i * 40)) 0 40 40)" "\"code\":\"64010600100$i\",\"name\":\"$name\""
    i=$((i + 1))
  done | collection
}

# tiny_buildings "HOUSEHOLDS..." "HOUSEHOLDS...": a list for each community
tiny_buildings() {
  local i=0 j count list
  for list in "$@"; do
    j=0
    for count in $list; do
      feature "$(area $((i * 40 + 2 + j * 4)) 18 2 2)" "\"building_id\":\"B$i-$j\",\"households\":$count"
      j=$((j + 1))
    done
    i=$((i + 1))
  done | collection
}
