/* Cells become units by joining disjoint sets of cells; the header says in which order and why.
 *
 * Real communities have 10 to 5,000 cells and about three borders a cell, so each round sorts
 * the borders anew rather than keeping neighbour lists up to date under contraction. */
#include "algorithms/units.h"

#include <stdlib.h>
#include <string.h>

#include "disjoint.h"

typedef struct making {
  wg_context *context;
  const wg_cells_input *in;
  int32_t *unit;      /* disjoint sets of cells: the units */
  int32_t *group;     /* disjoint sets of cells: pieces, then compound groups */
  int64_t *sum;       /* per cell as representative: scratch */
  uint8_t *wants;     /* per representative: must join a neighbour */
  uint8_t *cut;       /* per cell: land that a hard barrier cuts off from its existing grid */
  int32_t *compound;  /* per cell: number of its compound after step 5, or −1 */
  struct wish *wishes;
  wg_unit_edge *ties; /* of detached parts, between cells for the time being */
  int64_t tie_count, tie_capacity;
} making;

/* Unit `from` has a border of that length with unit `to`. */
typedef struct wish {
  int32_t from, to;
  int64_t length;
} wish;

static int64_t soft_length(const wg_border *border)
{
  return border->length_mm[WG_BARRIER_NONE] + border->length_mm[WG_BARRIER_LANE] +
         border->length_mm[WG_BARRIER_STREET];
}

static bool is_exempt(const making *m, int32_t cell)
{
  return m->in->exempt != NULL && m->in->exempt[cell];
}

static int32_t fence_of(const making *m, int32_t cell)
{
  return m->in->fence != NULL ? m->in->fence[cell] : -1;
}

/* Cells that are no part of the division: exempt ones and those of grids that stay. */
static bool is_apart(const making *m, int32_t cell)
{
  return is_exempt(m, cell) || fence_of(m, cell) >= 0;
}

static int32_t exempt_area(const making *m, int32_t cell)
{
  return m->in->exempt_area != NULL ? m->in->exempt_area[cell] : -1;
}

static bool are_together(const making *m, const wg_border *border)
{
  return is_exempt(m, border->a) == is_exempt(m, border->b) &&
         exempt_area(m, border->a) == exempt_area(m, border->b) &&
         fence_of(m, border->a) == fence_of(m, border->b);
}

/* Whether both cells were in the same existing grid, or there are none. */
static bool is_same_former(const making *m, const wg_border *border)
{
  const int32_t *former = m->in->former;
  return former == NULL || former[border->a] == former[border->b];
}

static bool is_own(const making *m, const wg_border *border)
{
  return m->in->former != NULL && is_same_former(m, border) && m->in->former[border->a] >= 0;
}

/* Whether there is a way over the border. Land beyond a hard barrier from its existing grid belongs
 * to it, but is no way round the barrier. */
static bool is_open(const making *m, const wg_border *border)
{
  bool cut = m->cut[border->a] || m->cut[border->b];
  return soft_length(border) > 0 && (!cut || is_own(m, border));
}

static bool passable(const making *m, const wg_border *border)
{
  return is_open(m, border) && are_together(m, border);
}

static int64_t border_length(const making *m, const wg_border *border, bool across)
{
  int64_t soft = soft_length(border);
  return across ? soft + border->length_mm[WG_BARRIER_HARD] : passable(m, border) ? soft : 0;
}

static void add_households(making *m, int32_t *sets)
{
  memset(m->sum, 0, (size_t)m->in->cell_count * sizeof *m->sum);
  for (int32_t c = 0; c < m->in->cell_count; c++)
    m->sum[disjoint_find(sets, c)] += m->in->households[c];
}

/* Joins the sets of all pairs of cells with a passable border. */
static void find_pieces(making *m)
{
  for (int32_t c = 0; c < m->in->cell_count; c++) m->group[c] = c;
  for (int64_t i = 0; i < m->in->border_count; i++) {
    const wg_border *border = &m->in->borders[i];
    bool stays = fence_of(m, border->a) >= 0 && are_together(m, border);
    if (!stays && !passable(m, border)) continue;
    disjoint_join(m->group, border->a, border->b);
    if (stays || is_exempt(m, border->a)) disjoint_join(m->unit, border->a, border->b);
  }
}

static int compare_wishes(const void *left, const void *right)
{
  const wish *a = left, *b = right;
  if (a->from != b->from) return a->from < b->from ? -1 : 1;
  return (a->to > b->to) - (a->to < b->to);
}

#define OWN_GRID_MM (INT64_C(1) << 40) /* longer than any border: land stays in its existing grid */

static int64_t collect_wishes(making *m, bool across)
{
  int64_t count = 0;
  for (int64_t i = 0; i < m->in->border_count; i++) {
    const wg_border *border = &m->in->borders[i];
    int32_t a = disjoint_find(m->unit, border->a), b = disjoint_find(m->unit, border->b);
    bool own = is_own(m, border); /* barriers bind households, not land */
    int64_t length = border_length(m, border, across || own);
    if (a == b || length == 0 || fence_of(m, border->a) != fence_of(m, border->b)) continue;
    if (own) length += OWN_GRID_MM;
    if (m->wants[a]) m->wishes[count++] = (wish){a, b, length};
    if (m->wants[b]) m->wishes[count++] = (wish){b, a, length};
  }
  qsort(m->wishes, (size_t)count, sizeof *m->wishes, compare_wishes);
  return count;
}

/* The longest border among the wishes of one unit, [first, end); ties to the lowest unit. */
static int32_t longest_border(const wish *wishes, int64_t first, int64_t end)
{
  int32_t best = -1;
  int64_t best_length = 0;
  for (int64_t i = first; i < end;) {
    int64_t length = 0, j = i;
    for (; j < end && wishes[j].to == wishes[i].to; j++) length += wishes[j].length;
    if (length > best_length) {
      best_length = length;
      best = wishes[i].to;
    }
    i = j;
  }
  return best;
}

static void join_units(making *m, int32_t a, int32_t b)
{
  a = disjoint_find(m->unit, a);
  b = disjoint_find(m->unit, b);
  bool wants = m->wants[a] && m->wants[b];
  disjoint_join(m->unit, a, b);
  m->wants[disjoint_find(m->unit, a)] = wants;
}

/* Every unit that wants to joins the neighbour of its longest border, until none is left that
 * has a neighbour. across: hard borders count as well. Rounds as in Borůvka's tree. */
static void absorb(making *m, bool across)
{
  for (bool changed = true; changed;) {
    changed = false;
    int64_t count = collect_wishes(m, across);
    for (int64_t first = 0, end; first < count; first = end) {
      for (end = first; end < count && m->wishes[end].from == m->wishes[first].from;) end++;
      int32_t to = longest_border(m->wishes, first, end);
      if (disjoint_find(m->unit, m->wishes[first].from) == disjoint_find(m->unit, to)) continue;
      join_units(m, m->wishes[first].from, to);
      changed = true;
    }
  }
}

typedef bool (*cell_filter)(const making *m, int32_t cell, int32_t extra);

/* The cell nearest to `from` by inner points among those that pass; −1: none. Ties: lowest. */
static int32_t nearest_cell(const making *m, int32_t from, cell_filter passes, int32_t extra)
{
  int32_t best = -1;
  int64_t best_distance = INT64_MAX;
  for (int32_t c = 0; c < m->in->cell_count; c++) {
    if (!passes(m, c, extra)) continue;
    int64_t distance = wg_distance(m->in->cells[from].inner, m->in->cells[c].inner);
    if (distance < best_distance) {
      best_distance = distance;
      best = c;
    }
  }
  return best;
}

static bool is_settled(const making *m, int32_t cell, int32_t extra)
{
  (void)extra;
  return !m->wants[disjoint_find(m->unit, cell)];
}

/* Marks the parts of existing grids that have no building and that hard barriers cut off. */
static void find_cut_land(making *m)
{
  uint8_t *settled = m->wants; /* per part: it holds a building, or joins one that does */
  memset(settled, 0, (size_t)m->in->cell_count);
  for (int32_t c = 0; c < m->in->cell_count; c++) m->group[c] = c;
  for (int64_t i = 0; i < m->in->border_count; i++) {
    const wg_border *border = &m->in->borders[i];
    if (is_own(m, border) && passable(m, border)) disjoint_join(m->group, border->a, border->b);
  }
  for (int32_t c = 0; c < m->in->cell_count; c++)
    if (m->in->cells[c].kind == WG_CELL_BUILT) settled[disjoint_find(m->group, c)] = 1;
  for (bool changed = true; changed;) {
    changed = false;
    for (int64_t i = 0; i < m->in->border_count; i++) {
      const wg_border *border = &m->in->borders[i];
      int32_t a = disjoint_find(m->group, border->a), b = disjoint_find(m->group, border->b);
      if (!is_own(m, border) || !are_together(m, border) || settled[a] == settled[b]) continue;
      m->cut[settled[a] ? b : a] = 1;
      settled[a] = settled[b] = 1;
      changed = true;
    }
  }
  for (int32_t c = 0; c < m->in->cell_count; c++) m->cut[c] = m->cut[disjoint_find(m->group, c)];
}

/* Step 2. Returns the number of pieces without households that joined a neighbour. */
static int32_t join_empty_pieces(making *m)
{
  int32_t joined = 0;
  bool populated = false;
  if (m->in->former != NULL) find_cut_land(m);
  find_pieces(m);
  add_households(m, m->group);
  memset(m->wants, 0, (size_t)m->in->cell_count);
  for (int32_t c = 0; c < m->in->cell_count; c++) {
    int32_t piece = disjoint_find(m->group, c);
    bool empty = m->sum[piece] == 0 && !is_apart(m, piece);
    populated |= !empty;
    if (!empty) continue;
    if (m->in->former == NULL) disjoint_join(m->unit, piece, c);
    m->wants[m->in->former == NULL ? piece : c] = 1; /* existing grids may share such a piece */
    joined += piece == c;
  }
  if (!populated) return 0; /* a community without households is one grid anyway */
  absorb(m, true);
  for (int32_t c = 0; c < m->in->cell_count; c++) {
    if (m->unit[c] != c || !m->wants[c]) continue;
    int32_t host = nearest_cell(m, c, is_settled, 0);
    if (host >= 0) join_units(m, c, host);
  }
  return joined;
}

/* Small, or narrow: the mean width of a strip is about twice its area by its perimeter. */
static bool is_tiny_land(const wg_cell *cell, int64_t perimeter_mm)
{
  return cell->kind == WG_CELL_LAND &&
         (cell->area2_mm2 < (int64_t)WG_TINY_LAND_M2 * 2000000 ||
          cell->area2_mm2 < WG_NARROW_LAND_MM * perimeter_mm);
}

/* Step 3. */
static void join_tiny_land(making *m)
{
  int64_t *perimeter = m->sum;
  memset(perimeter, 0, (size_t)m->in->cell_count * sizeof *perimeter);
  for (int64_t i = 0; i < m->in->border_count; i++) {
    const wg_border *border = &m->in->borders[i];
    perimeter[border->a] += border_length(m, border, true);
    perimeter[border->b] += border_length(m, border, true);
  }
  for (int32_t c = 0; c < m->in->cell_count; c++)
    m->wants[c] = disjoint_find(m->unit, c) == c && !is_apart(m, c) &&
                  (m->in->cells[c].kind == WG_CELL_FOREIGN ||
                   is_tiny_land(&m->in->cells[c], perimeter[c]));
  /* a representative that already stands for several cells has found its place */
  for (int32_t c = 0; c < m->in->cell_count; c++) {
    int32_t unit = disjoint_find(m->unit, c);
    if (unit != c) m->wants[unit] = 0;
  }
  absorb(m, false);
}

static bool in_host_part(const making *m, int32_t cell, int32_t extra)
{
  (void)extra;
  return !is_apart(m, cell) && m->wants[m->in->cells[cell].part] == 0;
}

static bool in_host_part_with_room(const making *m, int32_t cell, int32_t households)
{
  return in_host_part(m, cell, 0) &&
         m->sum[disjoint_find(m->unit, cell)] + households <= m->in->max;
}

static bool in_own_grid(const making *m, int32_t cell, int32_t former)
{
  return in_host_part(m, cell, 0) && m->in->former[cell] == former;
}

static wg_status tie(making *m, int32_t cell)
{
  int32_t households = (int32_t)m->sum[cell], host = -1;
  if (m->in->former != NULL && m->in->former[cell] >= 0)
    host = nearest_cell(m, cell, in_own_grid, m->in->former[cell]);
  if (host < 0) host = nearest_cell(m, cell, in_host_part_with_room, households);
  if (host < 0) host = nearest_cell(m, cell, in_host_part, 0);
  if (host < 0) return WG_OK;
  WG_TRY(wg_grow(m->context, &m->ties, &m->tie_capacity, m->tie_count + 1, sizeof *m->ties));
  m->ties[m->tie_count++] = (wg_unit_edge){.a = cell, .b = host, .passable = 1};
  return WG_OK;
}

/* Marks in `wants` (by part) the parts that are too small to be divided alone. */
static int32_t mark_small_parts(making *m, int32_t part_count)
{
  int32_t small = 0, largest = 0;
  int64_t *sum = m->sum; /* a community has at least as many cells as parts */
  memset(sum, 0, (size_t)part_count * sizeof *sum);
  for (int32_t c = 0; c < m->in->cell_count; c++) sum[m->in->cells[c].part] += m->in->households[c];
  for (int32_t p = 0; p < part_count; p++) {
    if (sum[p] > sum[largest]) largest = p;
    m->wants[p] = sum[p] < m->in->min;
    small += m->wants[p];
  }
  if (small < part_count) return small;
  m->wants[largest] = 0;
  return small - 1;
}

/* Step 4. */
static wg_status tie_detached_parts(making *m, wg_units *out)
{
  int32_t part_count = 0;
  for (int32_t c = 0; c < m->in->cell_count; c++)
    if (m->in->cells[c].part >= part_count) part_count = m->in->cells[c].part + 1;
  if (part_count < 2) return WG_OK;
  int32_t small = mark_small_parts(m, part_count);
  WG_TRY(wg_allocate(m->context, &out->detached, (size_t)small, sizeof *out->detached));
  for (int32_t p = 0; p < part_count; p++)
    if (m->wants[p]) out->detached[out->detached_count++] = p;
  for (int64_t i = 0; i < m->in->border_count; i++) {
    const wg_border *border = &m->in->borders[i];
    if (m->wants[m->in->cells[border->a].part] && passable(m, border))
      disjoint_join(m->unit, border->a, border->b);
  }
  add_households(m, m->unit);
  for (int32_t c = 0; c < m->in->cell_count; c++)
    if (m->unit[c] == c && m->wants[m->in->cells[c].part] && !is_apart(m, c)) WG_TRY(tie(m, c));
  return WG_OK;
}

/* Step 5: numbers the compounds' connected groups, or makes units of those that fit. */
static void gather_compounds(making *m, wg_units *out, bool together)
{
  const int32_t *name = m->in->compound;
  for (int32_t c = 0; c < m->in->cell_count; c++) {
    m->group[c] = c;
    m->compound[c] = -1;
  }
  if (name == NULL) return;
  for (int64_t i = 0; i < m->in->border_count; i++) {
    const wg_border *border = &m->in->borders[i];
    if (name[border->a] >= 0 && name[border->a] == name[border->b] && passable(m, border) &&
        (!together || is_same_former(m, border)))
      disjoint_join(m->group, border->a, border->b);
  }
  add_households(m, m->group);
  for (int32_t c = 0; c < m->in->cell_count; c++) {
    int32_t group = disjoint_find(m->group, c);
    if (name[c] < 0 || is_apart(m, c)) continue;
    if (together && m->sum[group] <= m->in->max) disjoint_join(m->unit, group, c);
    else m->compound[c] = group == c ? out->graph.compound_count++ : m->compound[group];
  }
}

static wg_status number_units(making *m, wg_units *out)
{
  int32_t count = m->in->cell_count;
  WG_TRY(wg_allocate(m->context, &out->unit_of_cell, (size_t)count, sizeof *out->unit_of_cell));
  for (int32_t c = 0; c < count; c++) {
    int32_t lowest = disjoint_find(m->unit, c);
    out->unit_of_cell[c] = lowest == c ? out->unit_count++ : out->unit_of_cell[lowest];
  }
  return WG_OK;
}

/* A border of two units with its price, before borders of the same pair are added up. */
typedef struct pair {
  wg_unit_edge edge;
  int64_t class_length[4];
  int64_t price; /* millimetres × percent */
  bool joins;    /* an edge of the graph */
} pair;

static int compare_pairs(const void *left, const void *right)
{
  const wg_unit_edge *a = &((const pair *)left)->edge, *b = &((const pair *)right)->edge;
  if (a->a != b->a) return a->a < b->a ? -1 : 1;
  return (a->b > b->b) - (a->b < b->b);
}

static int64_t price_of(const making *m, const wg_border *border)
{
  const int32_t *name = m->in->compound;
  bool inside = name != NULL && name[border->a] >= 0 && name[border->a] == name[border->b];
  return border->length_mm[WG_BARRIER_NONE] * (inside ? WG_FACTOR_COMPOUND : WG_FACTOR_OPEN) +
         border->length_mm[WG_BARRIER_LANE] * WG_FACTOR_LANE +
         border->length_mm[WG_BARRIER_STREET] * WG_FACTOR_STREET;
}

static pair pair_of(int32_t a, int32_t b)
{
  return (pair){.edge = {.a = a < b ? a : b, .b = a < b ? b : a}};
}

static int64_t collect_pairs(const making *m, const wg_units *out, pair *pairs)
{
  int64_t count = 0;
  for (int64_t i = 0; i < m->in->border_count; i++) {
    const wg_border *border = &m->in->borders[i];
    int32_t a = out->unit_of_cell[border->a], b = out->unit_of_cell[border->b];
    if (a == b) continue;
    pair *p = &pairs[count++];
    *p = pair_of(a, b);
    memcpy(p->class_length, border->length_mm, sizeof p->class_length);
    p->edge.passable = is_open(m, border);
    p->price = price_of(m, border);
    p->joins = passable(m, border);
  }
  for (int64_t i = 0; i < m->tie_count; i++) {
    int32_t a = out->unit_of_cell[m->ties[i].a], b = out->unit_of_cell[m->ties[i].b];
    if (a == b) continue;
    pairs[count] = pair_of(a, b);
    pairs[count].edge.passable = 1;
    pairs[count++].joins = true;
  }
  qsort(pairs, (size_t)count, sizeof *pairs, compare_pairs);
  return count;
}

/* Adds up pairs[first] … pairs[end − 1], all of the same units, into one. */
static pair add_up(const pair *pairs, int64_t first, int64_t end)
{
  pair sum = pairs[first];
  for (int64_t i = first + 1; i < end; i++) {
    for (int c = 0; c < 4; c++) sum.class_length[c] += pairs[i].class_length[c];
    sum.price += pairs[i].price;
    sum.joins |= pairs[i].joins;
    sum.edge.passable |= pairs[i].edge.passable;
  }
  for (int c = 0; c < 4; c++) {
    sum.edge.length_mm += sum.class_length[c];
    if (sum.class_length[c] > sum.class_length[sum.edge.class_]) sum.edge.class_ = (uint8_t)c;
  }
  return sum;
}

static wg_status connect_units(making *m, wg_units *out)
{
  pair *pairs = NULL;
  wg_graph_edge *edges = NULL;
  int64_t joins = 0;
  size_t most = (size_t)(m->in->border_count + m->tie_count);
  wg_status status = wg_allocate(m->context, &pairs, most, sizeof *pairs);
  if (status == WG_OK) status = wg_allocate(m->context, &edges, most, sizeof *edges);
  if (status == WG_OK) status = wg_allocate(m->context, &out->edges, most, sizeof *out->edges);
  if (status != WG_OK) goto done;
  int64_t count = collect_pairs(m, out, pairs);
  for (int64_t first = 0, end; first < count; first = end) {
    for (end = first; end < count && compare_pairs(&pairs[first], &pairs[end]) == 0;) end++;
    pair sum = add_up(pairs, first, end);
    out->edges[out->edge_count++] = sum.edge;
    if (sum.joins)
      edges[joins++] = (wg_graph_edge){sum.edge.a, sum.edge.b, (sum.price + 5000) / 10000};
  }
  int32_t compounds = out->graph.compound_count;
  status = wg_graph_build(&out->graph, m->context, out->unit_count, edges, joins);
  out->graph.compound_count = compounds;
done:
  wg_release(m->context, pairs);
  wg_release(m->context, edges);
  return status;
}

/* The existing grid of a unit is that of its cell with most households, else most land. */
static wg_status fill_formers(making *m, wg_units *out)
{
  const wg_cells_input *in = m->in;
  size_t count = (size_t)out->unit_count;
  int32_t *chief = NULL; /* unit → that cell */
  if (in->former == NULL) return WG_OK;
  WG_TRY(wg_allocate(m->context, &out->graph.start, count, sizeof *out->graph.start));
  WG_TRY(wg_allocate(m->context, &out->graph.former, count, sizeof *out->graph.former));
  WG_TRY(wg_allocate(m->context, &chief, count, sizeof *chief));
  for (size_t u = 0; u < count; u++) chief[u] = -1;
  for (int32_t c = 0; c < in->cell_count; c++) {
    int32_t *best = &chief[out->unit_of_cell[c]];
    bool more = *best < 0 || in->households[c] > in->households[*best] ||
                (in->households[c] == in->households[*best] &&
                 in->cells[c].area2_mm2 > in->cells[*best].area2_mm2);
    if (more) *best = c;
  }
  for (size_t u = 0; u < count; u++) {
    int32_t former = in->former[chief[u]];
    bool free = former >= 0 && in->released != NULL && in->released[former];
    out->graph.start[u] = former;
    out->graph.former[u] = free ? -1 : former;
  }
  wg_release(m->context, chief);
  return WG_OK;
}

static wg_status fill_columns(making *m, wg_units *out)
{
  wg_graph *graph = &out->graph;
  size_t count = (size_t)out->unit_count;
  WG_TRY(wg_allocate(m->context, &graph->households, count, sizeof *graph->households));
  WG_TRY(wg_allocate(m->context, &graph->compound, count, sizeof *graph->compound));
  WG_TRY(wg_allocate(m->context, &out->exempt, count, sizeof *out->exempt));
  if (m->in->persons != NULL)
    WG_TRY(wg_allocate(m->context, &graph->persons, count, sizeof *graph->persons));
  for (size_t u = 0; u < count; u++) graph->compound[u] = -1;
  for (int32_t c = 0; c < m->in->cell_count; c++) {
    int32_t u = out->unit_of_cell[c];
    graph->households[u] += m->in->households[c];
    if (m->in->persons != NULL) graph->persons[u] += m->in->persons[c];
    out->exempt[u] |= is_exempt(m, c);
    if (graph->compound[u] < 0) graph->compound[u] = m->compound[c];
  }
  WG_TRY(fill_formers(m, out));
  return wg_traits_make(&graph->traits, m->context, m->in->land, &m->in->likeness,
                        out->unit_of_cell, m->in->cell_count, out->unit_count);
}

static wg_status allocate_making(making *m)
{
  size_t cells = (size_t)m->in->cell_count;
  WG_TRY(wg_allocate(m->context, &m->unit, cells, sizeof *m->unit));
  WG_TRY(wg_allocate(m->context, &m->group, cells, sizeof *m->group));
  WG_TRY(wg_allocate(m->context, &m->sum, cells, sizeof *m->sum));
  WG_TRY(wg_allocate(m->context, &m->wants, cells, sizeof *m->wants));
  WG_TRY(wg_allocate(m->context, &m->cut, cells, 1));
  WG_TRY(wg_allocate(m->context, &m->compound, cells, sizeof *m->compound));
  WG_TRY(wg_allocate(m->context, &m->wishes, 2 * (size_t)m->in->border_count, sizeof *m->wishes));
  for (size_t c = 0; c < cells; c++) m->unit[c] = (int32_t)c;
  return WG_OK;
}

static void free_making(making *m)
{
  wg_release(m->context, m->unit);
  wg_release(m->context, m->group);
  wg_release(m->context, m->sum);
  wg_release(m->context, m->wants);
  wg_release(m->context, m->cut);
  wg_release(m->context, m->compound);
  wg_release(m->context, m->wishes);
  wg_release(m->context, m->ties);
}

wg_status wg_units_make(wg_units *out, wg_context *context, const wg_cells_input *input,
                        bool together)
{
  making m = {.context = context, .in = input};
  memset(out, 0, sizeof *out);
  wg_status status = allocate_making(&m);
  if (status != WG_OK) goto done;
  out->land_count = join_empty_pieces(&m);
  if (together) join_tiny_land(&m);
  WG_TRY_DONE(tie_detached_parts(&m, out));
  gather_compounds(&m, out, together);
  WG_TRY_DONE(number_units(&m, out));
  WG_TRY_DONE(connect_units(&m, out));
  WG_TRY_DONE(fill_columns(&m, out));
done:
  free_making(&m);
  if (status != WG_OK) wg_units_free(out, context);
  return status;
}

void wg_units_free(wg_units *units, wg_context *context)
{
  wg_release(context, units->unit_of_cell);
  wg_release(context, units->exempt);
  wg_release(context, units->edges);
  wg_release(context, units->detached);
  wg_graph_free(&units->graph, context);
  memset(units, 0, sizeof *units);
}
