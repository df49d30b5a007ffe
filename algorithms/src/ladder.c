/* Coarsening by heavy-edge matching.
 *
 * Pairs are rated by border² / (households of both + a tenth of the cap): long common borders
 * first, among them light pairs. The cap keeps clusters small beside a part, so that bounds can
 * still be met on the coarsest level. Units that find no partner join a neighbour's pair, so stars
 * and chains of empty units shrink too. (Karypis & Kumar 1998, with their heavy edges rated anew.)
 */
#include "ladder.h"

#include <string.h>

typedef struct matching {
  const wg_level *level;
  const int32_t *part; /* or NULL */
  int64_t cap, bias;
  int32_t *cluster;    /* unit → cluster, −1: not yet */
  int64_t *households; /* cluster → sum */
  int32_t count;
} matching;

static bool may_join(const matching *m, int32_t u, int32_t v, int64_t households)
{
  if (m->part != NULL && m->part[u] != m->part[v]) return false;
  int64_t mine = m->level->households[u];
  return mine == 0 || households == 0 || mine + households <= m->cap;
}

/* The best partner of u, among units without a cluster or (`pairs`) those with one; −1: none. */
static int32_t best_partner(const matching *m, int32_t u, bool pairs)
{
  const wg_level *level = m->level;
  double best = -1;
  int32_t partner = -1;
  for (int32_t s = level->first[u]; s < level->first[u + 1]; s++) {
    int32_t v = level->slots[s].neighbor;
    if ((m->cluster[v] >= 0) != pairs) continue;
    int64_t households = pairs ? m->households[m->cluster[v]] : level->households[v];
    if (!may_join(m, u, v, households)) continue;
    double cost = level->slots[s].cost;
    double rating = (cost * cost + 1) / (double)(level->households[u] + households + m->bias);
    if (rating <= best) continue;
    best = rating;
    partner = v;
  }
  return partner;
}

static void match_pairs(matching *m, const int32_t *order)
{
  for (int32_t i = 0; i < m->level->count; i++) {
    int32_t u = order[i];
    if (m->cluster[u] >= 0) continue;
    int32_t v = best_partner(m, u, false);
    if (v < 0) continue;
    m->households[m->count] = m->level->households[u] + m->level->households[v];
    m->cluster[u] = m->cluster[v] = m->count++;
  }
}

static void match_rest(matching *m, const int32_t *order)
{
  for (int32_t i = 0; i < m->level->count; i++) {
    int32_t u = order[i];
    if (m->cluster[u] >= 0) continue;
    int32_t v = best_partner(m, u, true);
    if (v >= 0) {
      m->cluster[u] = m->cluster[v];
      m->households[m->cluster[v]] += m->level->households[u];
    } else {
      m->households[m->count] = m->level->households[u];
      m->cluster[u] = m->count++;
    }
  }
}

static void shuffle(int32_t *order, int32_t count, wg_random *random)
{
  for (int32_t i = 0; i < count; i++) order[i] = i;
  for (int32_t i = count - 1; i > 0; i--) {
    int32_t j = (int32_t)wg_random_below(random, (uint64_t)i + 1), swapped = order[i];
    order[i] = order[j];
    order[j] = swapped;
  }
}

/* One step down: *coarse is allocated, *count clusters. */
static wg_status match(wg_context *context, const wg_level *level, const int32_t *part, int64_t cap,
                       wg_random *random, int32_t **coarse, int32_t *count)
{
  matching m = {.level = level, .part = part, .cap = cap, .bias = cap / 10 + 1};
  int32_t *order = NULL;
  wg_status status;
  size_t units = (size_t)level->count;
  *coarse = NULL;
  WG_TRY_DONE(wg_allocate(context, &order, units, sizeof *order));
  WG_TRY_DONE(wg_allocate(context, &m.cluster, units, sizeof *m.cluster));
  WG_TRY_DONE(wg_allocate(context, &m.households, units, sizeof *m.households));
  memset(m.cluster, 0xFF, units * sizeof *m.cluster);
  shuffle(order, level->count, random);
  match_pairs(&m, order);
  match_rest(&m, order);
  *coarse = m.cluster;
  *count = m.count;
  m.cluster = NULL;
done:
  wg_release(context, order);
  wg_release(context, m.cluster);
  wg_release(context, m.households);
  return status;
}

static wg_status project_down(wg_context *context, const int32_t *coarse, int32_t count,
                              int32_t coarse_count, const int32_t *part, int32_t **below)
{
  WG_TRY(wg_allocate(context, below, (size_t)coarse_count, sizeof **below));
  for (int32_t u = 0; u < count; u++) (*below)[coarse[u]] = part[u];
  return WG_OK;
}

wg_status wg_ladder_build(wg_ladder *out, wg_context *context, const wg_level *finest,
                          const int32_t *part, wg_random *random, int64_t cap, int32_t stop,
                          int32_t least)
{
  *out = (wg_ladder){.levels = {finest}, .height = 1};
  int32_t *kept = NULL; /* part of the level in hand, where it is ours */
  wg_status status = WG_OK;
  while (out->height < WG_LADDER_MAX) {
    int32_t i = out->height - 1, count;
    const wg_level *level = out->levels[i];
    if (level->count <= stop) break;
    WG_TRY_DONE(match(context, level, part, cap, random, &out->coarse[i], &count));
    bool is_hardly_smaller = count > level->count - level->count / 20; /* not worth a level */
    if (is_hardly_smaller || count < least) {
      wg_release(context, out->coarse[i]);
      out->coarse[i] = NULL;
      break;
    }
    WG_TRY_DONE(wg_level_contract(&out->owned[i + 1], context, level, out->coarse[i], count));
    out->levels[i + 1] = &out->owned[i + 1];
    out->height++;
    if (part == NULL) continue;
    int32_t *below;
    WG_TRY_DONE(project_down(context, out->coarse[i], level->count, count, part, &below));
    wg_release(context, kept);
    part = kept = below;
  }
done:
  wg_release(context, kept);
  if (status != WG_OK) wg_ladder_free(out, context);
  return status;
}

void wg_ladder_free(wg_ladder *ladder, wg_context *context)
{
  for (int32_t i = 0; i < WG_LADDER_MAX; i++) {
    wg_level_free(&ladder->owned[i], context);
    wg_release(context, ladder->coarse[i]);
  }
  *ladder = (wg_ladder){0};
}
