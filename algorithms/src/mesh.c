/* Building the Delaunay triangulation of a set of points.
 *
 * A community has some 300 to 30,000 points, most of them on walls and streets, many on common
 * lines and circles. They go in one by one in the order of a Hilbert curve over their own box, so
 * that each is a few triangles away from the one before; the order is total (equal keys are equal
 * points), so neither the order of the input nor the place of the origin shows in the mesh. They go
 * in rounds, a sparse sample of the whole curve first: a long row of points that goes in from end
 * to end would be joined anew to everything on its far side with every point (two rows of 10,000
 * points that cross take 17 µs a point so, 0.6 µs in rounds).
 * Incremental insertion: Lawson (1977), Guibas & Stolfi (1985); order: Amenta, Choi & Rote (2003),
 * Liu & Snoeyink (2005). */
#include "mesh_inside.h"

#define ROUND_RATIO 8 /* of the numbers of points in one round and in the one before */

/* A point on its way into the mesh. */
typedef struct rank {
  uint64_t key;
  int32_t point;
} rank;

wg_status wg_mesh_push(const wg_mesh *mesh, wg_mesh_list *list, int32_t item)
{
  WG_TRY(
      wg_grow(mesh->context, &list->items, &list->capacity, list->count + 1, sizeof *list->items));
  list->items[list->count++] = item;
  return WG_OK;
}

/* Arrays that share one capacity: each grows from it, and it is updated when all have grown. */
static wg_status reserve_vertices(wg_mesh *mesh, int64_t needed)
{
  int64_t points = mesh->vertex_capacity, edges = mesh->vertex_capacity;
  WG_TRY(wg_grow(mesh->context, &mesh->vertices, &points, needed, sizeof *mesh->vertices));
  WG_TRY(wg_grow(mesh->context, &mesh->vertex_edge, &edges, needed, sizeof *mesh->vertex_edge));
  mesh->vertex_capacity = edges;
  return WG_OK;
}

static wg_status reserve_edges(wg_mesh *mesh, int64_t needed)
{
  int64_t grown = mesh->edge_capacity;
  void *arrays[] = {&mesh->origin, &mesh->twin, &mesh->tags, &mesh->lines};
  for (int i = 0; i < 4; i++) {
    grown = mesh->edge_capacity;
    WG_TRY(wg_grow(mesh->context, arrays[i], &grown, needed, sizeof(int32_t)));
  }
  grown = mesh->edge_capacity;
  WG_TRY(wg_grow(mesh->context, &mesh->fixed, &grown, needed, sizeof *mesh->fixed));
  mesh->edge_capacity = grown;
  return WG_OK;
}

wg_status wg_mesh_reserve(wg_mesh *mesh, int64_t vertex_count)
{
  int64_t edges = 6 * vertex_count; /* 2 v − 6 triangles */
  if (edges > INT32_MAX)
    return wg_fail(mesh->context, WG_LIMIT,
                   wg_in(mesh->context,
                         "A mesh of %lld points is too large: divide the community into parts.",
                         "网格剖分有 %lld 个点，过大：请把社区分成几部分。"),
                   (long long)vertex_count);
  if (vertex_count > mesh->vertex_capacity) WG_TRY(reserve_vertices(mesh, vertex_count));
  if (edges > mesh->edge_capacity) WG_TRY(reserve_edges(mesh, edges));
  return WG_OK;
}

/* The Hilbert curve enters each quadrant in one of four attitudes; row = attitude, column =
 * quadrant (x above y). */
static const uint8_t hilbert_digit[4][4] = {{0, 1, 3, 2}, {0, 3, 1, 2}, {2, 1, 3, 0}, {2, 3, 1, 0}};
static const uint8_t hilbert_attitude[4][4] = {
    {1, 0, 2, 0}, {0, 3, 1, 1}, {2, 2, 0, 3}, {3, 1, 3, 2}};

#define STRIDE 4 /* levels that one look into the table goes down */

/* Attitude, x and y of STRIDE levels → digits and the attitude below them. */
typedef struct hilbert {
  struct {
    uint8_t digits, attitude;
  } step[4][1 << STRIDE][1 << STRIDE];
} hilbert;

/* The digits of `count` levels, the first of which is that of the bits below bit `level`. */
static inline uint64_t descend(uint32_t x, uint32_t y, int level, int count, unsigned *attitude)
{
  uint64_t digits = 0;
  while (count-- > 0) {
    level--;
    unsigned quadrant = ((x >> level) & 1) << 1 | ((y >> level) & 1);
    digits = digits << 2 | hilbert_digit[*attitude][quadrant];
    *attitude = hilbert_attitude[*attitude][quadrant];
  }
  return digits;
}

static void fill_hilbert(hilbert *table)
{
  for (unsigned start = 0; start < 4; start++)
    for (uint32_t x = 0; x < 1 << STRIDE; x++)
      for (uint32_t y = 0; y < 1 << STRIDE; y++) {
        unsigned attitude = start;
        table->step[start][x][y].digits = (uint8_t)descend(x, y, STRIDE, STRIDE, &attitude);
        table->step[start][x][y].attitude = (uint8_t)attitude;
      }
}

/* The place of x, y on the Hilbert curve through a square of 2^levels steps a side. */
static uint64_t hilbert_key(const hilbert *table, uint32_t x, uint32_t y, int levels)
{
  unsigned attitude = 0;
  int level = levels - levels % STRIDE;
  uint64_t key = descend(x, y, levels, levels % STRIDE, &attitude);
  for (level -= STRIDE; level >= 0; level -= STRIDE) {
    uint32_t mask = (1 << STRIDE) - 1, column = x >> level & mask, row = y >> level & mask;
    key = key << (2 * STRIDE) | table->step[attitude][column][row].digits;
    attitude = table->step[attitude][column][row].attitude;
  }
  return key;
}

/* Stable, byte by byte from the lowest: a radix sort. The result is in `ranks`. */
static void sort_ranks(rank *ranks, rank *spare, int32_t count, int bits)
{
  rank *from = ranks, *to = spare;
  for (int shift = 0; shift < bits || from != ranks; shift += 8) {
    int32_t start[257] = {0};
    for (int32_t i = 0; i < count; i++) start[(from[i].key >> shift & 255) + 1]++;
    for (int b = 0; b < 256; b++) start[b + 1] += start[b];
    for (int32_t i = 0; i < count; i++) to[start[from[i].key >> shift & 255]++] = from[i];
    rank *before = from;
    from = to;
    to = before;
  }
}

/* Numbers the distinct points 0, 1, … along the curve; their coordinates go to `ordered`. */
static wg_status order_points(wg_context *context, const wg_point *points, int32_t count,
                              wg_box box, int32_t *vertex_of, wg_point *ordered, int32_t *distinct)
{
  wg_status status = WG_OK;
  rank *ranks = NULL, *spare = NULL;
  uint32_t span = (uint32_t)(box.max_x - box.min_x) | (uint32_t)(box.max_y - box.min_y);
  int levels = 0;
  hilbert table;
  fill_hilbert(&table);
  while (span >> levels != 0) levels++;
  WG_TRY_DONE(wg_allocate(context, &ranks, (size_t)count, sizeof *ranks));
  WG_TRY_DONE(wg_allocate(context, &spare, (size_t)count, sizeof *spare));
  for (int32_t i = 0; i < count; i++) {
    uint32_t x = (uint32_t)(points[i].x - box.min_x), y = (uint32_t)(points[i].y - box.min_y);
    ranks[i] = (rank){hilbert_key(&table, x, y, levels), i};
  }
  sort_ranks(ranks, spare, count, 2 * levels);
  *distinct = 0;
  for (int32_t i = 0; i < count; i++) {
    if (i == 0 || ranks[i].key != ranks[i - 1].key) ordered[(*distinct)++] = points[ranks[i].point];
    vertex_of[ranks[i].point] = *distinct - 1;
  }
done:
  wg_release(context, ranks);
  wg_release(context, spare);
  return status;
}

/* The box of the far corners: as wide again as the input on each side, and a metre. */
static wg_status surround(wg_context *context, wg_box input, wg_box *box)
{
  int64_t width = (int64_t)input.max_x - input.min_x, height = (int64_t)input.max_y - input.min_y;
  int64_t span = width > height ? width : height, margin = span + 1000;
  if (span >= WG_MESH_SPAN_MM)
    return wg_fail(context, WG_LIMIT,
                   wg_in(context,
                         "The points span %lld km, the limit is %d km: look for misplaced "
                         "coordinates or divide the community.",
                         "各点跨度为 %lld 公里，上限为 %d 公里：请检查坐标是否有误，或拆分社区。"),
                   (long long)(span / 1000000), WG_MESH_SPAN_MM / 1000000);
  if (input.min_x - margin < INT32_MIN || input.min_y - margin < INT32_MIN ||
      input.max_x + margin > INT32_MAX || input.max_y + margin > INT32_MAX)
    return wg_fail(context, WG_LIMIT, "%s",
                   wg_in(context,
                         "The points lie too far from the origin of the run: look for misplaced "
                         "coordinates.",
                         "各点离本次运行的原点过远：请检查坐标是否有误。"));
  *box = (wg_box){(int32_t)(input.min_x - margin), (int32_t)(input.min_y - margin),
                  (int32_t)(input.max_x + margin), (int32_t)(input.max_y + margin)};
  return WG_OK;
}

/* The two triangles of the box; its corners get the numbers first … first + 3. */
static void lay_box(wg_mesh *mesh, wg_box box, int32_t first)
{
  const wg_point corners[] = {{box.min_x, box.min_y},
                              {box.max_x, box.min_y},
                              {box.max_x, box.max_y},
                              {box.min_x, box.max_y}};
  static const int corner[] = {0, 1, 2, 0, 2, 3};
  static const int twin[] = {-1, -1, 3, 2, -1, -1};
  for (int i = 0; i < 4; i++) mesh->vertices[first + i] = corners[i];
  for (int h = 0; h < 6; h++) {
    mesh->origin[h] = first + corner[h];
    mesh->tags[h] = mesh->lines[h] = -1;
    mesh->fixed[h] = 0;
  }
  for (int h = 0; h < 6; h++) wg_mesh_link(mesh, h, twin[h]);
  mesh->triangle_count = 2;
}

/* Every 8^k-th vertex first, then every 8^(k − 1)-th …, at last the rest. */
static void insert_all(wg_mesh *mesh, int32_t count)
{
  int64_t stride = 1;
  int32_t hint = 0;
  while (ROUND_RATIO * stride < count) stride *= ROUND_RATIO;
  for (int64_t before = count; stride > 0; before = stride, stride /= ROUND_RATIO)
    for (int64_t v = 0; v < count; v += stride) {
      if (before < count && v % before == 0) continue; /* went in with the round before */
      wg_mesh_place(mesh, hint, (int32_t)v);
      hint = mesh->vertex_edge[v];
    }
}

static wg_status fill(wg_mesh *mesh, const wg_point *points, int32_t count, int32_t *vertex_of)
{
  wg_box input = WG_BOX_EMPTY, box = WG_BOX_EMPTY;
  int32_t distinct = 0;
  for (int32_t i = 0; i < count; i++) wg_box_add(&input, points[i]);
  if (count == 0) input = (wg_box){0, 0, 0, 0};
  WG_TRY(surround(mesh->context, input, &box));
  WG_TRY(wg_mesh_reserve(mesh, (int64_t)count + 4));
  WG_TRY(order_points(mesh->context, points, count, input, vertex_of, mesh->vertices, &distinct));
  lay_box(mesh, box, distinct);
  mesh->vertex_count = distinct + 4;
  insert_all(mesh, distinct);
  return WG_OK;
}

wg_status wg_mesh_build(wg_mesh **out, wg_context *context, const wg_point *points, int32_t count,
                        int32_t *vertex_of)
{
  wg_mesh *mesh;
  *out = NULL;
  WG_TRY(wg_allocate(context, &mesh, 1, sizeof *mesh));
  mesh->context = context;
  wg_status status = wg_allocate(context, &mesh->work, 1, sizeof *mesh->work);
  if (status == WG_OK) status = fill(mesh, points, count, vertex_of);
  if (status != WG_OK)
    wg_mesh_free(mesh);
  else
    *out = mesh;
  return status;
}

void wg_mesh_free(wg_mesh *mesh)
{
  if (mesh == NULL) return;
  wg_context *context = mesh->context;
  if (mesh->work != NULL) {
    wg_release(context, mesh->work->doubtful.items);
    wg_release(context, mesh->work->left.items);
    wg_release(context, mesh->work->right.items);
    wg_release(context, mesh->work->lines);
    wg_release(context, mesh->work->pieces);
    wg_release(context, mesh->work->sides);
    wg_release(context, mesh->work->ranges);
  }
  wg_release(context, mesh->work);
  wg_release(context, mesh->vertices);
  wg_release(context, mesh->vertex_edge);
  wg_release(context, mesh->origin);
  wg_release(context, mesh->twin);
  wg_release(context, mesh->tags);
  wg_release(context, mesh->lines);
  wg_release(context, mesh->fixed);
  wg_release(context, mesh->tag_nodes);
  wg_release(context, mesh);
}
