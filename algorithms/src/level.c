/* Packing and contracting levels. Both end the same way: rows with neighbour and cost are known,
 * the rest (border numbers, who touches whom, sums) is derived in linear time. */
#include "level.h"

#define COST_MAX (1 << 28) /* of one border at the finest level */

static int32_t saturated(int64_t cost)
{
  return cost > INT32_MAX ? INT32_MAX : (int32_t)cost;
}

/* Numbers the borders. Rows ascend, so the lower neighbours of a row come in the very order in
 * which their own rows are visited: a cursor a row finds the twin. */
static wg_status number_borders(wg_level *level, wg_context *context)
{
  int32_t *cursor;
  WG_TRY(wg_allocate(context, &cursor, (size_t)level->count, sizeof *cursor));
  for (int32_t u = 0; u < level->count; u++) cursor[u] = level->first[u];
  level->border_count = 0;
  for (int32_t u = 0; u < level->count; u++)
    for (int32_t s = level->first[u]; s < level->first[u + 1]; s++) {
      wg_slot *slot = &level->slots[s];
      if (slot->neighbor < u) continue;
      level->slots[cursor[slot->neighbor]++].border = slot->border = level->border_count;
      level->ends[2 * level->border_count] = u;
      level->ends[2 * level->border_count++ + 1] = slot->neighbor;
    }
  wg_release(context, cursor);
  return WG_OK;
}

static bool borders_on(const wg_level *level, int32_t u, int32_t v)
{
  int32_t low = level->first[u], high = level->first[u + 1];
  while (low < high) {
    int32_t middle = low + (high - low) / 2;
    if (level->slots[middle].neighbor < v)
      low = middle + 1;
    else
      high = middle;
  }
  return low < level->first[u + 1] && level->slots[low].neighbor == v;
}

/* Which of the row of u the unit v borders on. `place`: −1, or place in the row of u. */
static uint32_t touching(const wg_level *level, int32_t u, int32_t v, const int8_t *place)
{
  uint32_t bits = 0;
  int32_t begin = level->first[u], degree = level->first[u + 1] - begin;
  if (level->first[v + 1] - level->first[v] > 2 * WG_AROUND_MAX) { /* a hub: rather ask it */
    for (int32_t i = 0; i < degree; i++)
      if (borders_on(level, v, level->slots[begin + i].neighbor)) bits |= UINT32_C(1) << i;
    return bits;
  }
  for (int32_t s = level->first[v]; s < level->first[v + 1]; s++) {
    int8_t at = place[level->slots[s].neighbor];
    if (at >= 0) bits |= UINT32_C(1) << at;
  }
  return bits;
}

static wg_status find_around(wg_level *level, wg_context *context)
{
  int8_t *place;
  WG_TRY(wg_allocate(context, &place, (size_t)level->count, sizeof *place));
  for (int32_t u = 0; u < level->count; u++) place[u] = -1;
  for (int32_t u = 0; u < level->count; u++) {
    wg_slot *row = level->slots + level->first[u];
    int32_t degree = level->first[u + 1] - level->first[u];
    if (degree > WG_AROUND_MAX) continue;
    for (int32_t i = 0; i < degree; i++) place[row[i].neighbor] = (int8_t)i;
    for (int32_t i = 0; i < degree; i++) row[i].around = touching(level, u, row[i].neighbor, place);
    for (int32_t i = 0; i < degree; i++) place[row[i].neighbor] = -1;
  }
  wg_release(context, place);
  return WG_OK;
}

static wg_status complete(wg_level *level, wg_context *context)
{
  size_t slots = (size_t)level->first[level->count];
  WG_TRY(wg_allocate(context, &level->ends, slots, sizeof *level->ends));
  WG_TRY(wg_allocate(context, &level->coast, (size_t)level->count, sizeof *level->coast));
  WG_TRY(number_borders(level, context));
  WG_TRY(find_around(level, context));
  int64_t total = 0;
  for (int32_t u = 0; u < level->count; u++) {
    for (int32_t s = level->first[u]; s < level->first[u + 1]; s++)
      level->coast[u] += level->slots[s].cost;
    total += level->coast[u];
  }
  level->mean_cost = level->border_count > 0 ? total / 2 / level->border_count : 0;
  if (level->mean_cost < 1) level->mean_cost = 1;
  return WG_OK;
}

static wg_status allocate_rows(wg_level *level, wg_context *context)
{
  WG_TRY(wg_allocate(context, &level->first, (size_t)level->count + 1, sizeof *level->first));
  return wg_allocate(context, &level->households, (size_t)level->count, sizeof *level->households);
}

/* A column of the chosen units; NULL stays NULL. */
static wg_status take_column(int32_t **out, wg_context *context, const int32_t *from,
                             const int32_t *members, int32_t count)
{
  if (from == NULL) return WG_OK;
  WG_TRY(wg_allocate(context, out, (size_t)count, sizeof **out));
  for (int32_t i = 0; i < count; i++) (*out)[i] = from[members[i]];
  return WG_OK;
}

/* Persons of the sets of units, as wg_traits_gather adds up traits; NULL stays NULL. */
static wg_status gather_persons(wg_level *out, wg_context *context, const wg_level *from,
                                const int32_t *members, const int32_t *set, int32_t count)
{
  if (from->persons == NULL) return WG_OK;
  WG_TRY(wg_allocate(context, &out->persons, (size_t)out->count, sizeof *out->persons));
  for (int32_t i = 0; i < count; i++)
    out->persons[set != NULL ? set[i] : i] += from->persons[members != NULL ? members[i] : i];
  return WG_OK;
}

static wg_status take_persons(wg_level *out, wg_context *context, const wg_graph *graph,
                              const int32_t *members)
{
  if (graph->persons == NULL) return WG_OK;
  WG_TRY(wg_allocate(context, &out->persons, (size_t)out->count, sizeof *out->persons));
  for (int32_t i = 0; i < out->count; i++) out->persons[i] = graph->persons[members[i]];
  return WG_OK;
}

/* So many bits that no border exceeds COST_MAX: sums of a row and of a cut stay exact. */
static int shift_of(const wg_graph *graph, const int32_t *members, int32_t count)
{
  int64_t largest = 0;
  int shift = 0;
  for (int32_t i = 0; i < count; i++)
    for (int64_t s = graph->first[members[i]]; s < graph->first[members[i] + 1]; s++)
      if (graph->cost[s] > largest) largest = graph->cost[s];
  while (largest >> shift > COST_MAX) shift++;
  return shift;
}

wg_status wg_level_of_component(wg_level *out, wg_context *context, const wg_graph *graph,
                                const int32_t *members, int32_t count, const int32_t *local)
{
  *out = (wg_level){.count = count};
  wg_status status;
  int shift = shift_of(graph, members, count);
  WG_TRY_DONE(allocate_rows(out, context));
  int64_t slots = 0;
  for (int32_t i = 0; i < count; i++)
    slots += graph->first[members[i] + 1] - graph->first[members[i]];
  if (slots > INT32_MAX) {
    status = wg_fail(context, WG_LIMIT, "%s",
                     wg_in(context, "A graph of more than 1,073,741,823 borders cannot be divided.",
                           "边界超过 1073741823 条的图无法划分。"));
    goto done;
  }
  WG_TRY_DONE(wg_allocate(context, &out->slots, (size_t)slots, sizeof *out->slots));
  int32_t at = 0;
  for (int32_t i = 0; i < count; i++) {
    int32_t u = members[i];
    out->households[i] = graph->households[u];
    for (int64_t s = graph->first[u]; s < graph->first[u + 1]; s++)
      out->slots[at++] = (wg_slot){.neighbor = local[graph->neighbor[s]],
                                   .cost = (int32_t)(graph->cost[s] >> shift)};
    out->first[i + 1] = at;
  }
  WG_TRY_DONE(take_column(&out->compound, context, graph->compound, members, count));
  WG_TRY_DONE(take_column(&out->former, context, graph->former, members, count));
  WG_TRY_DONE(take_column(&out->start, context, graph->start, members, count));
  WG_TRY_DONE(take_persons(out, context, graph, members));
  WG_TRY_DONE(
      wg_traits_gather(&out->traits, context, &graph->traits, members, NULL, count, count));
  status = complete(out, context);
done:
  if (status != WG_OK) wg_level_free(out, context);
  return status;
}

/* The units of each cluster side by side: begin[c] … begin[c + 1] of `order`. */
static void order_by_cluster(const int32_t *coarse, int32_t count, int32_t coarse_count,
                             int32_t *begin, int32_t *order)
{
  for (int32_t u = 0; u < count; u++) begin[coarse[u] + 1]++;
  for (int32_t c = 0; c < coarse_count; c++) begin[c + 1] += begin[c];
  for (int32_t u = 0; u < count; u++) order[begin[coarse[u]]++] = u;
  for (int32_t c = coarse_count; c > 0; c--) begin[c] = begin[c - 1];
  begin[0] = 0;
}

/* Borders of each cluster added up, in loose order of neighbours. `at`: coarse_count of −1. */
static void add_up_rows(wg_level *loose, const wg_level *fine, const int32_t *coarse,
                        const int32_t *begin, const int32_t *order, int32_t *at)
{
  int32_t used = 0;
  for (int32_t c = 0; c < loose->count; c++) {
    int32_t row = used;
    for (int32_t i = begin[c]; i < begin[c + 1]; i++) {
      int32_t u = order[i];
      loose->households[c] += fine->households[u];
      for (int32_t s = fine->first[u]; s < fine->first[u + 1]; s++) {
        int32_t other = coarse[fine->slots[s].neighbor];
        if (other == c) continue;
        if (at[other] < row) {
          at[other] = used;
          loose->slots[used++] = (wg_slot){.neighbor = other};
        }
        wg_slot *slot = &loose->slots[at[other]];
        slot->cost = saturated((int64_t)slot->cost + fine->slots[s].cost);
      }
    }
    loose->first[c + 1] = used;
  }
}

/* Transposed, rows ascend. */
static wg_status sort_rows(wg_level *out, wg_context *context, const wg_level *loose,
                           int32_t *cursor)
{
  WG_TRY(wg_allocate(context, &out->slots, (size_t)loose->first[loose->count], sizeof *out->slots));
  for (int32_t c = 0; c < out->count; c++) {
    cursor[c] = out->first[c] = loose->first[c];
    out->households[c] = loose->households[c];
  }
  out->first[out->count] = loose->first[out->count];
  for (int32_t c = 0; c < out->count; c++)
    for (int32_t s = loose->first[c]; s < loose->first[c + 1]; s++)
      out->slots[cursor[loose->slots[s].neighbor]++] =
          (wg_slot){.neighbor = c, .cost = loose->slots[s].cost};
  return WG_OK;
}

wg_status wg_level_contract(wg_level *out, wg_context *context, const wg_level *fine,
                            const int32_t *coarse, int32_t coarse_count)
{
  *out = (wg_level){.count = coarse_count};
  wg_level loose = {.count = coarse_count};
  int32_t *begin = NULL, *order = NULL, *at = NULL;
  wg_status status;
  WG_TRY_DONE(allocate_rows(out, context));
  WG_TRY_DONE(allocate_rows(&loose, context));
  WG_TRY_DONE(
      wg_allocate(context, &loose.slots, (size_t)fine->first[fine->count], sizeof *loose.slots));
  WG_TRY_DONE(wg_allocate(context, &begin, (size_t)coarse_count + 1, sizeof *begin));
  WG_TRY_DONE(wg_allocate(context, &order, (size_t)fine->count, sizeof *order));
  WG_TRY_DONE(wg_allocate(context, &at, (size_t)coarse_count, sizeof *at));
  order_by_cluster(coarse, fine->count, coarse_count, begin, order);
  for (int32_t c = 0; c < coarse_count; c++) at[c] = -1;
  add_up_rows(&loose, fine, coarse, begin, order, at);
  WG_TRY_DONE(sort_rows(out, context, &loose, at));
  WG_TRY_DONE(gather_persons(out, context, fine, NULL, coarse, fine->count));
  WG_TRY_DONE(wg_traits_gather(&out->traits, context, &fine->traits, NULL, coarse, fine->count,
                               coarse_count));
  status = complete(out, context);
done:
  wg_level_free(&loose, context);
  wg_release(context, begin);
  wg_release(context, order);
  wg_release(context, at);
  if (status != WG_OK) wg_level_free(out, context);
  return status;
}

wg_status wg_level_extract(wg_level *out, wg_context *context, const wg_level *from,
                           const int32_t *members, int32_t count, const int32_t *local)
{
  *out = (wg_level){.count = count};
  wg_status status;
  int32_t slots = 0, at = 0;
  for (int32_t i = 0; i < count; i++)
    slots += from->first[members[i] + 1] - from->first[members[i]];
  WG_TRY_DONE(allocate_rows(out, context));
  WG_TRY_DONE(wg_allocate(context, &out->slots, (size_t)slots, sizeof *out->slots));
  for (int32_t i = 0; i < count; i++) {
    int32_t u = members[i];
    out->households[i] = from->households[u];
    for (int32_t s = from->first[u]; s < from->first[u + 1]; s++) {
      int32_t neighbor = local[from->slots[s].neighbor];
      if (neighbor < 0) continue;
      out->slots[at++] = (wg_slot){.neighbor = neighbor, .cost = from->slots[s].cost};
    }
    out->first[i + 1] = at;
  }
  WG_TRY_DONE(take_column(&out->compound, context, from->compound, members, count));
  WG_TRY_DONE(take_column(&out->former, context, from->former, members, count));
  WG_TRY_DONE(gather_persons(out, context, from, members, NULL, count));
  WG_TRY_DONE(
      wg_traits_gather(&out->traits, context, &from->traits, members, NULL, count, count));
  status = complete(out, context);
done:
  if (status != WG_OK) wg_level_free(out, context);
  return status;
}

void wg_level_free(wg_level *level, wg_context *context)
{
  wg_release(context, level->first);
  wg_release(context, level->slots);
  wg_release(context, level->households);
  wg_release(context, level->persons);
  wg_release(context, level->ends);
  wg_release(context, level->coast);
  wg_release(context, level->compound);
  wg_release(context, level->former);
  wg_release(context, level->start);
  wg_traits_free(&level->traits, context);
  *level = (wg_level){0};
}
