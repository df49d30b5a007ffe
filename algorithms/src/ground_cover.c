/* Footprints on the ground: which triangle is whose, who overlaps whom, what is one cell.
 *
 * Every footprint floods its inside; a triangle goes to the lowest footprint on it. Own
 * footprints that share more than a tenth of the smaller one (podium and tower, a building
 * recorded twice) are one cell, and so are those of which slight overlaps leave too little. Footprints without ground (points, slivers that collapsed) share
 * the cell they lie in, or else stand as a labelled vertex in the free space. */
#include <stdlib.h>

#include "ground.h"

#define WITNESSES 64 /* more footprints on one spot are joined through these */

/* Footprints on a triangle beside its owner, as lists. */
typedef struct cover_node {
  int32_t footprint, next;
} cover_node;

typedef struct cover {
  wg_site *site;
  int32_t *head; /* per triangle, or NULL while nothing overlaps */
  cover_node *nodes;
  wg_overlap *pairs;
  uint8_t *lost; /* per footprint: a lower one lies on some of its ground */
  int64_t node_count, node_capacity, pair_count, pair_capacity;
} cover;

int32_t wg_site_root(wg_site *site, int32_t footprint)
{
  int32_t *root = site->root;
  while (root[footprint] != footprint) footprint = root[footprint] = root[root[footprint]];
  return footprint;
}

void wg_site_unite(wg_site *site, int32_t a, int32_t b)
{
  a = wg_site_root(site, a), b = wg_site_root(site, b);
  if (a < b) site->root[b] = a;
  else site->root[a] = b;
}

static wg_status add_pair(cover *c, int32_t a, int32_t b, int64_t area2)
{
  WG_TRY(wg_grow(c->site->context, &c->pairs, &c->pair_capacity, c->pair_count + 1, sizeof *c->pairs));
  c->pairs[c->pair_count++] = (wg_overlap){a, b, area2};
  return WG_OK;
}

static wg_status add_cover(cover *c, int32_t triangle, int32_t footprint, int64_t area2)
{
  wg_site *site = c->site;
  c->lost[footprint] = 1;
  if (c->head == NULL) {
    WG_TRY(wg_allocate(site->context, &c->head, (size_t)site->mesh->triangle_count, sizeof *c->head));
    for (int32_t t = 0; t < site->mesh->triangle_count; t++) c->head[t] = -1;
  }
  WG_TRY(add_pair(c, site->owner[triangle], footprint, area2));
  int32_t witnesses = 0;
  for (int32_t n = c->head[triangle]; n >= 0 && witnesses < WITNESSES; n = c->nodes[n].next, witnesses++)
    WG_TRY(add_pair(c, c->nodes[n].footprint, footprint, area2));
  WG_TRY(wg_grow(site->context, &c->nodes, &c->node_capacity, c->node_count + 1, sizeof *c->nodes));
  c->nodes[c->node_count] = (cover_node){footprint, c->head[triangle]};
  c->head[triangle] = (int32_t)c->node_count++;
  return WG_OK;
}

static wg_status cover_with(cover *c, const wg_seeds *seeds, int32_t footprint)
{
  wg_site *site = c->site;
  wg_tag_range range = wg_shape_tags(site->footprint_tag, footprint);
  wg_box box = wg_shapes_box(site->ground->footprints, footprint);
  int32_t stamp = ++site->last_stamp;
  for (int64_t i = seeds->start[footprint]; i < seeds->start[footprint + 1]; i++) {
    int32_t side = seeds->sides[i];
    if (site->stamp[side / 3] == stamp || wg_side_winding(site->mesh, side, range) <= 0) continue;
    int64_t count = wg_flood(site, side / 3, range, box, stamp);
    for (int64_t k = 0; k < count; k++) {
      int32_t triangle = site->region[k];
      int64_t area2 = wg_triangle_area2(site->mesh, triangle);
      site->ground_area[footprint] += area2;
      if (site->owner[triangle] < 0) site->owner[triangle] = footprint;
      else WG_TRY(add_cover(c, triangle, footprint, area2));
    }
  }
  return WG_OK;
}

static int compare_pairs(const void *a, const void *b)
{
  const wg_overlap *p = a, *q = b;
  if (p->a != q->a) return p->a < q->a ? -1 : 1;
  return (p->b > q->b) - (p->b < q->b);
}

/* Adds up the pairs; unites those of own or of foreign footprints that share enough. */
static wg_status settle_overlaps(cover *c)
{
  wg_site *site = c->site;
  int32_t own = site->ground->own_count;
  if (c->pair_count > 0) qsort(c->pairs, (size_t)c->pair_count, sizeof *c->pairs, compare_pairs);
  for (int64_t i = 0, end; i < c->pair_count; i = end) {
    wg_overlap sum = c->pairs[i];
    for (end = i + 1; end < c->pair_count && compare_pairs(&c->pairs[i], &c->pairs[end]) == 0; end++)
      sum.area2_mm2 += c->pairs[end].area2_mm2;
    int64_t a = site->ground_area[sum.a], b = site->ground_area[sum.b];
    if ((sum.a < own) != (sum.b < own)) continue;
    if (sum.area2_mm2 <= (a < b ? a : b) / 10) continue;
    wg_site_unite(site, sum.a, sum.b);
    if (sum.b >= own) continue;
    WG_TRY(wg_grow(site->context, &site->overlaps, &site->overlap_capacity, site->overlap_count + 1,
                   sizeof *site->overlaps));
    site->overlaps[site->overlap_count++] = sum;
  }
  return WG_OK;
}

/* The lowest footprint on the triangles round a vertex; −1: none; −2: no ground of the community. */
static int32_t owner_at(const wg_site *site, int32_t vertex)
{
  int32_t lowest = -2, start = site->mesh->vertex_edge[vertex], side = start;
  do {
    int32_t owner = site->owner[side / 3];
    if (site->kind[side / 3] == WG_GROUND_FREE)
      lowest = owner < 0 ? (lowest == -2 ? -1 : lowest)
                         : (lowest < 0 || owner < lowest ? owner : lowest);
    side = wg_mesh_around(site->mesh, side);
  } while (side != start && side >= 0);
  return lowest;
}

/* A building without ground: shares what it stands on, else stands as a labelled vertex. One whose
 * ground lies wholly outside the community only touches it: it gets the nearest cell later. */
static void place_groundless(wg_site *site, int32_t footprint)
{
  int64_t end = site->footprint_point[footprint + 1];
  for (int64_t i = site->footprint_point[footprint]; i < end; i++) {
    int32_t owner = owner_at(site, site->vertex_of[i]);
    if (owner < 0) continue;
    wg_site_unite(site, owner, footprint);
    return;
  }
  if (site->ground_area[footprint] > 0) return;
  for (int64_t i = site->footprint_point[footprint]; i < end; i++) {
    int32_t vertex = site->vertex_of[i];
    if (site->vertex_root[vertex] >= 0) wg_site_unite(site, site->vertex_root[vertex], footprint);
    else if (owner_at(site, vertex) == -1) site->vertex_root[vertex] = footprint;
  }
}

/* From here on owner is the root of the cell, and only ground inside the community counts. */
static wg_status settle_owners(wg_site *site)
{
  bool *grounded;
  WG_TRY(wg_allocate(site->context, &grounded, (size_t)site->footprint_count, sizeof *grounded));
  for (int32_t t = 0; t < site->mesh->triangle_count; t++)
    if (site->owner[t] >= 0 && site->kind[t] != WG_GROUND_OUTSIDE)
      grounded[wg_site_root(site, site->owner[t])] = true;
  for (int32_t f = 0; f < site->ground->own_count; f++)
    if (wg_site_root(site, f) == f && !grounded[f]) place_groundless(site, f);
  for (int32_t t = 0; t < site->mesh->triangle_count; t++) {
    if (site->owner[t] < 0 || site->kind[t] == WG_GROUND_OUTSIDE) continue;
    site->kind[t] = WG_GROUND_BUILT;
  }
  for (int32_t v = 0; v < site->mesh->vertex_count; v++)
    if (site->vertex_root[v] >= 0) site->vertex_root[v] = wg_site_root(site, site->vertex_root[v]);
  wg_release(site->context, grounded);
  return WG_OK;
}

wg_status wg_site_cover(wg_site *site)
{
  cover c = {.site = site};
  wg_seeds seeds;
  wg_status status = wg_site_seeds(&seeds, site, site->footprint_tag, site->footprint_count);
  if (status == WG_OK)
    status = wg_allocate(site->context, &c.lost, (size_t)site->footprint_count, 1);
  for (int32_t f = 0; f < site->footprint_count && status == WG_OK; f++)
    status = cover_with(&c, &seeds, f);
  if (status == WG_OK) status = settle_overlaps(&c);
  if (status == WG_OK) status = wg_site_mend_torn(site, &seeds, c.lost);
  if (status == WG_OK) status = settle_owners(site);
  wg_release(site->context, c.lost);
  wg_release(site->context, c.head);
  wg_release(site->context, c.nodes);
  wg_release(site->context, c.pairs);
  wg_seeds_free(&seeds, site->context);
  return status;
}
