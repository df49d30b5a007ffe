/* Barriers that follow the boundary of the community: the boundary takes their place.
 *
 * A street that a boundary was drawn along runs a few metres beside it. Left as it is, it would cut
 * off a strip, broken up at every junction. So its sides in the mesh are no barrier where, for
 * LONG_MM or more together, they lie within FOLLOW_MM of the boundary, within 20° of its direction,
 * and no footprint stands between: what stands beyond a river stays beyond it. Short sides between
 * two such stretches (a jog, the link of two carriageways) go with them. What else ends on such a
 * stretch, a side street or the rest of the line itself, is continued to the boundary, so that it
 * parts the ground as before. Lines of existing grids neither follow nor are continued: they are
 * closed by themselves.
 *
 * Sides are looked at rather than lines: they are noded, and at most about 8 m long. All of it is
 * geometry, sums and sets, so neither the order of features nor the origin matters; each side looks
 * at the few chords near it. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "bins.h"
#include "disjoint.h"
#include "ground.h"

#define FOLLOW_MM 12000
#define LONG_MM (4 * FOLLOW_MM)
#define JOG_MM (2 * FOLLOW_MM)
#define SINE2 0.117 /* sin² 20° */

enum { FAR = 0, NEAR, ALONG }; /* NEAR: within reach, but not in the direction of the boundary */

/* A side of a barrier line near the boundary; side < its twin. */
typedef struct follower {
  int32_t side, from, to; /* vertices */
  int64_t length;
  uint8_t relation;
} follower;

typedef struct following {
  wg_site *site;
  bin_segment *chords; /* sides of the boundary, the community on their left */
  int32_t *chord_side;
  bins near_chords, near_sides;
  follower *items;
  int64_t chord_count, chord_capacity, chord_side_capacity, count, capacity;
  int32_t *set;    /* per vertex: sets that hang together */
  int64_t *length; /* per set */
  uint8_t *mark;   /* per vertex */
  int32_t *ends;   /* per set: its vertices on stretches along the boundary */
} following;

typedef struct direction {
  double x, y; /* {0, 0}: none */
} direction;

/* Where the boundary is nearest to a place. */
typedef struct foot {
  int32_t chord; /* −1: nowhere within FOLLOW_MM */
  double x, y;   /* from the place */
  double square;
} foot;

static bool has_boundary(const wg_mesh *mesh, int32_t side, int32_t class_tag)
{
  return wg_side_winding(mesh, side, (wg_tag_range){0, class_tag}) != 0;
}

/* The highest class of the lines along a side with tags class_tag + low … class_tag + high − 1. */
static uint8_t highest_class(const wg_site *site, int32_t side, int32_t low, int32_t high)
{
  uint8_t best = 0;
  for (int32_t n = site->mesh->tags[side]; n >= 0; n = site->mesh->tag_nodes[n].next) {
    int32_t tag = site->mesh->tag_nodes[n].tag - site->class_tag;
    if (tag < low || tag >= high) continue;
    uint8_t class_ = (uint8_t)(tag % WG_CLASS_TAGS);
    if (class_ > best) best = class_;
  }
  return best;
}

/* The first tag of the lines along a side that count: what follows the boundary does not. */
static int32_t first_tag(const wg_site *site, int32_t side)
{
  int32_t twin = site->mesh->twin[side];
  return site->follows[twin >= 0 && twin < side ? twin : side] ? WG_TAIL_TAG : 0;
}

uint8_t wg_site_line_class(const wg_site *site, int32_t side)
{
  return highest_class(site, side, first_tag(site, side), WG_OLD_LINE_TAG + WG_CLASS_TAGS);
}

bool wg_site_has_old_line(const wg_site *site, int32_t side)
{
  return highest_class(site, side, WG_OLD_LINE_TAG, WG_OLD_LINE_TAG + WG_CLASS_TAGS) > 0;
}

/* Whether a barrier line of the input runs along a side. */
static bool has_line(const wg_site *site, int32_t side)
{
  for (int32_t n = site->mesh->tags[side]; n >= 0; n = site->mesh->tag_nodes[n].next) {
    int32_t class_ = site->mesh->tag_nodes[n].tag - site->class_tag;
    if (class_ > WG_BARRIER_NONE && class_ <= WG_BARRIER_HARD) return true;
  }
  return false;
}

static foot foot_on(const bin_segment *chord, int32_t index, wg_point p)
{
  double dx = (double)chord->b.x - chord->a.x, dy = (double)chord->b.y - chord->a.y;
  double px = (double)chord->a.x - p.x, py = (double)chord->a.y - p.y, square = dx * dx + dy * dy;
  double share = square > 0 ? -(px * dx + py * dy) / square : 0;
  if (share < 0) share = 0;
  if (share > 1) share = 1;
  foot f = {.chord = index, .x = px + share * dx, .y = py + share * dy};
  f.square = f.x * f.x + f.y * f.y;
  return f;
}

/* Whether the place is within reach of the chord's box: most candidates of a bin are not. */
static bool near_box(const bin_segment *chord, wg_point p)
{
  int64_t west = chord->a.x < chord->b.x ? chord->a.x : chord->b.x;
  int64_t east = chord->a.x < chord->b.x ? chord->b.x : chord->a.x;
  int64_t south = chord->a.y < chord->b.y ? chord->a.y : chord->b.y;
  int64_t north = chord->a.y < chord->b.y ? chord->b.y : chord->a.y;
  return p.x >= west - FOLLOW_MM && p.x <= east + FOLLOW_MM && p.y >= south - FOLLOW_MM &&
         p.y <= north + FOLLOW_MM;
}

static bool is_lower(wg_point a, wg_point b)
{
  return a.x != b.x ? a.x < b.x : a.y < b.y;
}

/* sin² of the angle between a chord and a direction; 0 without a direction. */
static double skew_of(const bin_segment *chord, direction along)
{
  double ex = (double)chord->b.x - chord->a.x, ey = (double)chord->b.y - chord->a.y;
  double squares = (along.x * along.x + along.y * along.y) * (ex * ex + ey * ey);
  double cross = along.x * ey - along.y * ex;
  return squares > 0 ? cross * cross / squares : 0;
}

/* The nearer chord is first; of two as near, the one whose foot lies further west, then further
 * south; of two that meet there, the one more nearly in the direction, then the one whose ends lie
 * further west and south. */
static bool is_first(const following *w, const foot *f, const foot *g, direction along)
{
  if (f->square != g->square) return f->square < g->square;
  if (f->x != g->x) return f->x < g->x;
  if (f->y != g->y) return f->y < g->y;
  const bin_segment *c = &w->chords[f->chord], *d = &w->chords[g->chord];
  double skew_c = skew_of(c, along), skew_d = skew_of(d, along);
  if (skew_c != skew_d) return skew_c < skew_d;
  bool same_start = c->a.x == d->a.x && c->a.y == d->a.y;
  return same_start ? is_lower(c->b, d->b) : is_lower(c->a, d->a);
}

/* Where the boundary is nearest; the direction settles which of two chords at a corner. */
static foot nearest_foot(const following *w, wg_point p, direction along)
{
  const double reach = (double)FOLLOW_MM * FOLLOW_MM;
  foot best = {.chord = -1, .square = reach};
  int64_t count;
  const int32_t *items = bins_at(&w->near_chords, p, &count);
  for (int64_t i = 0; i < count; i++) {
    if (!near_box(&w->chords[items[i]], p)) continue;
    foot f = foot_on(&w->chords[items[i]], items[i], p);
    if (f.square > best.square) continue;
    if (best.chord < 0 || is_first(w, &f, &best, along)) best = f;
  }
  return best;
}

static wg_point middle_of(wg_point a, wg_point b)
{
  if (!is_lower(a, b)) return middle_of(b, a);
  return (wg_point){a.x + (b.x - a.x) / 2, a.y + (b.y - a.y) / 2};
}

/* How a → b lies to the nearest chord within reach. */
static uint8_t relation_of(const following *w, wg_point a, wg_point b)
{
  direction along = {(double)b.x - a.x, (double)b.y - a.y};
  foot f = nearest_foot(w, middle_of(a, b), along);
  if (f.chord < 0) return FAR;
  return skew_of(&w->chords[f.chord], along) <= SINE2 ? ALONG : NEAR;
}

static bool has_lines(const wg_site *site)
{
  for (int64_t i = 0; i < site->tagged_count; i++)
    if (has_line(site, site->tagged[i])) return true;
  return false;
}

static wg_status list_chords(following *w)
{
  const wg_site *site = w->site;
  wg_context *context = site->context;
  for (int64_t i = 0; i < site->tagged_count; i++) {
    int32_t side = site->tagged[i];
    if (wg_side_winding(site->mesh, side, (wg_tag_range){0, site->class_tag}) <= 0) continue;
    WG_TRY(wg_grow(context, &w->chords, &w->chord_capacity, w->chord_count + 1, sizeof *w->chords));
    WG_TRY(wg_grow(context, &w->chord_side, &w->chord_side_capacity, w->chord_count + 1,
                   sizeof *w->chord_side));
    w->chord_side[w->chord_count] = side;
    w->chords[w->chord_count++] = (bin_segment){wg_side_origin(site->mesh, side),
                                                wg_side_origin(site->mesh, wg_mesh_next(side))};
  }
  return bins_build(&w->near_chords, context, w->chords, w->chord_count, FOLLOW_MM);
}

/* The sides of barrier lines within reach. */
static wg_status list_followers(following *w)
{
  const wg_site *site = w->site;
  const wg_mesh *mesh = site->mesh;
  for (int64_t i = 0; i < site->tagged_count; i++) {
    int32_t side = site->tagged[i], from = mesh->origin[side],
            to = mesh->origin[wg_mesh_next(side)];
    if (mesh->twin[side] >= 0 && mesh->twin[side] < side) continue;
    if (!has_line(site, side)) continue;
    uint8_t relation = relation_of(w, mesh->vertices[from], mesh->vertices[to]);
    if (relation == FAR) continue;
    WG_TRY(wg_grow(site->context, &w->items, &w->capacity, w->count + 1, sizeof *w->items));
    int64_t length = wg_distance(mesh->vertices[from], mesh->vertices[to]);
    w->items[w->count++] = (follower){side, from, to, length, relation};
  }
  return WG_OK;
}

/* ---- footprints between ---- */

static bool cross_each_other(wg_point a, wg_point b, wg_point c, wg_point d)
{
  return wg_orient(a, b, c) * wg_orient(a, b, d) <= 0 &&
         wg_orient(c, d, a) * wg_orient(c, d, b) <= 0;
}

/* Looks from the boundary over one place on a footprint: what is beyond it does not follow. */
static void block_beyond(following *w, wg_point wall)
{
  int64_t count;
  const int32_t *items = bins_at(&w->near_sides, wall, &count);
  if (count == 0) return; /* most */
  foot f = nearest_foot(w, wall, (direction){0, 0});
  if (f.chord < 0) return;
  wg_point chord[2] = {w->chords[f.chord].a, w->chords[f.chord].b};
  double x = -f.x, y = -f.y; /* away from the boundary; on it, at right angles to it */
  if (f.square < 1) x = (double)chord[0].y - chord[1].y, y = (double)chord[1].x - chord[0].x;
  if (x == 0 && y == 0) return;
  double scale = FOLLOW_MM / sqrt(x * x + y * y);
  wg_point beyond = {(int32_t)(wall.x + (int32_t)(x * scale)),
                     (int32_t)(wall.y + (int32_t)(y * scale))};
  for (int64_t i = 0; i < count; i++) {
    follower *item = &w->items[items[i]];
    const wg_point *v = w->site->mesh->vertices;
    if (cross_each_other(wall, beyond, v[item->from], v[item->to])) item->relation = FAR;
  }
}

static bool has_footprint(const wg_site *site, int32_t side)
{
  for (int32_t n = site->mesh->tags[side]; n >= 0; n = site->mesh->tag_nodes[n].next)
    if (site->mesh->tag_nodes[n].tag >= site->footprint_tag) return true;
  return false;
}

static wg_status block_by_footprints(following *w)
{
  const wg_site *site = w->site;
  const wg_mesh *mesh = site->mesh;
  bin_segment *segments;
  WG_TRY(wg_allocate(site->context, &segments, (size_t)w->count, sizeof *segments));
  for (int64_t i = 0; i < w->count; i++)
    segments[i] = (bin_segment){mesh->vertices[w->items[i].from], mesh->vertices[w->items[i].to]};
  wg_status status = bins_build(&w->near_sides, site->context, segments, w->count, FOLLOW_MM);
  wg_release(site->context, segments);
  for (int64_t i = 0; i < site->tagged_count && status == WG_OK; i++) {
    int32_t side = site->tagged[i];
    if (!has_footprint(site, side)) continue;
    block_beyond(w,
                 middle_of(wg_side_origin(mesh, side), wg_side_origin(mesh, wg_mesh_next(side))));
  }
  for (int32_t f = 0; f < site->footprint_count && status == WG_OK; f++)
    if (site->footprint_point[f] < site->footprint_point[f + 1]) /* points have no side */
      block_beyond(w, site->points[site->footprint_point[f]]);
  return status;
}

/* ---- stretches ---- */

/* Joins the ends of all sides of a relation; the length of each set. */
static void join_stretches(following *w, uint8_t relation)
{
  int32_t vertices = w->site->mesh->vertex_count;
  for (int32_t v = 0; v < vertices; v++) w->set[v] = v, w->length[v] = 0;
  for (int64_t i = 0; i < w->count; i++)
    if (w->items[i].relation == relation) disjoint_join(w->set, w->items[i].from, w->items[i].to);
  for (int64_t i = 0; i < w->count; i++)
    if (w->items[i].relation == relation)
      w->length[disjoint_find(w->set, w->items[i].from)] += w->items[i].length;
}

/* Short ways between two vertices of stretches along the boundary are part of them. */
static void take_jogs(following *w)
{
  int32_t vertices = w->site->mesh->vertex_count;
  memset(w->mark, 0, (size_t)vertices);
  memset(w->ends, 0, (size_t)vertices * sizeof *w->ends);
  for (int64_t i = 0; i < w->count; i++)
    if (w->items[i].relation == ALONG) w->mark[w->items[i].from] = w->mark[w->items[i].to] = 1;
  join_stretches(w, NEAR);
  for (int32_t v = 0; v < vertices; v++)
    if (w->mark[v]) w->ends[disjoint_find(w->set, v)]++;
  for (int64_t i = 0; i < w->count; i++) {
    if (w->items[i].relation != NEAR) continue;
    int32_t set = disjoint_find(w->set, w->items[i].from);
    if (w->length[set] <= JOG_MM && w->ends[set] >= 2) w->items[i].relation = ALONG;
  }
}

static void drop_short(following *w)
{
  join_stretches(w, ALONG);
  for (int64_t i = 0; i < w->count; i++) {
    follower *item = &w->items[i];
    if (item->relation != ALONG) continue;
    if (w->length[disjoint_find(w->set, item->from)] < LONG_MM) item->relation = NEAR;
  }
}

/* ---- what ends on a stretch ---- */

/* cos² of the angle between a → b and (x, y); 0 from 75° on (a cosine of a quarter). */
static double leads_on(wg_point a, wg_point b, double x, double y)
{
  double dx = (double)b.x - a.x, dy = (double)b.y - a.y, dot = dx * x + dy * y;
  double squares = (dx * dx + dy * dy) * (x * x + y * y);
  return dot > 0 && 16 * dot * dot > squares ? dot * dot / squares : 0;
}

/* The highest class of the barriers that end in a vertex; *outward: the vertex that the straightest
 * of them leads to in the direction of (x, y), or −1. */
static uint8_t remaining_class(const following *w, int32_t vertex, double x, double y,
                               int32_t *outward)
{
  const wg_mesh *mesh = w->site->mesh;
  int32_t start = mesh->vertex_edge[vertex], side = start;
  uint8_t best = 0;
  double straightest = 0;
  *outward = -1;
  do {
    uint8_t class_ = highest_class(w->site, side, first_tag(w->site, side), WG_OLD_LINE_TAG);
    if (class_ != 0) {
      int32_t to = mesh->origin[wg_mesh_next(side)];
      const wg_point *v = mesh->vertices;
      double straight = leads_on(v[vertex], v[to], x, y);
      bool as_straight = *outward >= 0 && straight == straightest;
      if (straight > straightest || (as_straight && is_lower(v[to], v[*outward]))) {
        *outward = to;
        straightest = straight;
      }
      if (class_ > best) best = class_;
    }
    side = wg_mesh_around(mesh, side);
  } while (side != start && side >= 0);
  return best;
}

static bool on_boundary(const following *w, int32_t vertex)
{
  const wg_mesh *mesh = w->site->mesh;
  int32_t start = mesh->vertex_edge[vertex], side = start;
  do {
    if (has_boundary(mesh, side, w->site->class_tag)) return true;
    side = wg_mesh_around(mesh, side);
  } while (side != start && side >= 0);
  return false;
}

/* Whether a barrier leads on from the vertex to the boundary by itself. */
static bool reaches_boundary(const following *w, int32_t vertex)
{
  for (int step = 0; step < 16; step++) {
    foot f = nearest_foot(w, w->site->mesh->vertices[vertex], (direction){0, 0});
    if (f.chord < 0) return false;
    int32_t outward;
    remaining_class(w, vertex, f.x, f.y, &outward);
    if (outward < 0) return false;
    if (on_boundary(w, outward)) return true;
    vertex = outward;
  }
  return false;
}

/* The end of the nearest chord that is nearer to the place; −1 for a place outside. */
static int32_t landing(const following *w, wg_point p)
{
  const wg_mesh *mesh = w->site->mesh;
  foot f = nearest_foot(w, p, (direction){0, 0});
  if (f.chord < 0) return -1;
  const bin_segment *chord = &w->chords[f.chord];
  if (wg_orient(chord->a, chord->b, p) < 0) return -1;
  int32_t side = w->chord_side[f.chord];
  bool first = wg_distance(chord->a, p) <= wg_distance(chord->b, p);
  return mesh->origin[first ? side : wg_mesh_next(side)];
}

/* A barrier that ended on a stretch, on its way to the boundary. */
typedef struct tail {
  int32_t from, to; /* vertices */
  wg_point start;
  uint8_t class_;
} tail;

/* By where they start: no two start in the same vertex. */
static int compare_tails(const void *a, const void *b)
{
  wg_point p = ((const tail *)a)->start, q = ((const tail *)b)->start;
  return is_lower(q, p) - is_lower(p, q);
}

static wg_status list_tails(following *w, tail **tails, int64_t *count)
{
  const wg_mesh *mesh = w->site->mesh;
  int64_t capacity = 0;
  memset(w->mark, 0, (size_t)mesh->vertex_count);
  for (int64_t i = 0; i < 2 * w->count; i++) {
    const follower *item = &w->items[i / 2];
    int32_t vertex = i % 2 == 0 ? item->from : item->to, outward;
    if (item->relation != ALONG || w->mark[vertex]) continue;
    w->mark[vertex] = 1;
    uint8_t class_ = remaining_class(w, vertex, 0, 0, &outward);
    if (class_ == 0 || on_boundary(w, vertex) || reaches_boundary(w, vertex)) continue;
    int32_t to = landing(w, mesh->vertices[vertex]);
    if (to < 0) continue;
    WG_TRY(wg_grow(w->site->context, tails, &capacity, *count + 1, sizeof **tails));
    (*tails)[(*count)++] = (tail){vertex, to, mesh->vertices[vertex], class_};
  }
  if (*count > 0) qsort(*tails, (size_t)*count, sizeof **tails, compare_tails);
  return WG_OK;
}

static wg_status draw_tails(following *w, bool *drawn)
{
  tail *tails = NULL;
  int64_t count = 0;
  wg_status status = list_tails(w, &tails, &count);
  for (int64_t i = 0; i < count && status == WG_OK; i++) {
    int32_t tag = w->site->class_tag + WG_TAIL_TAG + tails[i].class_;
    status = wg_mesh_constrain(w->site->mesh, tails[i].from, tails[i].to, tag, tag);
  }
  *drawn = count > 0;
  wg_release(w->site->context, tails);
  return status;
}

/* ---- */

static wg_status find_stretches(following *w)
{
  wg_site *site = w->site;
  size_t vertices = (size_t)site->mesh->vertex_count;
  WG_TRY(wg_allocate(site->context, &w->set, vertices, sizeof *w->set));
  WG_TRY(wg_allocate(site->context, &w->length, vertices, sizeof *w->length));
  WG_TRY(wg_allocate(site->context, &w->ends, vertices, sizeof *w->ends));
  WG_TRY(wg_allocate(site->context, &w->mark, vertices, 1));
  WG_TRY(block_by_footprints(w));
  take_jogs(w);
  drop_short(w);
  for (int64_t i = 0; i < w->count; i++)
    site->follows[w->items[i].side] = w->items[i].relation == ALONG;
  return WG_OK;
}

static void free_following(following *w)
{
  wg_context *context = w->site->context;
  void *owned[] = {w->chords, w->chord_side, w->items, w->set, w->length, w->mark, w->ends};
  for (size_t i = 0; i < sizeof owned / sizeof *owned; i++) wg_release(context, owned[i]);
  bins_free(&w->near_chords, context);
  bins_free(&w->near_sides, context);
}

/* Which sides follow the boundary, into site->follows; draws tails when asked to. */
static wg_status find_followers(wg_site *site, bool *drawn)
{
  following w = {.site = site};
  wg_status status;
  wg_release(site->context, site->follows);
  site->follows = NULL;
  WG_TRY_DONE(
      wg_allocate(site->context, &site->follows, 3 * (size_t)site->mesh->triangle_count, 1));
  if (!has_lines(site)) goto done;
  WG_TRY_DONE(list_chords(&w));
  WG_TRY_DONE(list_followers(&w));
  if (w.count == 0) goto done;
  WG_TRY_DONE(find_stretches(&w));
  if (drawn != NULL) status = draw_tails(&w, drawn);
done:
  free_following(&w);
  return status;
}

wg_status wg_site_follow(wg_site *site)
{
  bool drawn = false;
  WG_TRY(find_followers(site, &drawn));
  if (!drawn) return WG_OK;
  WG_TRY(wg_site_list_tagged(site));
  return find_followers(site, NULL); /* the same again: the mesh has changed under the sides */
}
