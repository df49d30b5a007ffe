/* Vertices that lie near the line between two cells are put on it.
 *
 * A vertex without a wall (on the boundary, at the end of a lane, on a bank) has one label, so the
 * line passes it half way to the next wall. Where another cell's wall is less than twice as far as
 * its own, the line runs nearer to the truth through the vertex itself: then every side takes the
 * label of its far end. Only where the far ends change once from one cell to the other, so that
 * both stay connected, and only where no neighbour was treated so. */
#include "labels.h"

enum { ON_WALL = 1, ON_BANK = 2 }; /* labels come into open areas from banks and barriers, too */

typedef struct evening {
  const wg_sectors *sectors;
  wg_site *site;
  uint8_t *sources; /* per vertex: where labels come from, ON_WALL and ON_BANK */
  uint8_t *even;   /* per vertex: treated */
} evening;

/* What lies at the far ends of the sides of a sector. */
typedef struct prospect {
  int32_t last, changes;
  int64_t nearest; /* distance² to a source of another label, −1: none */
  uint8_t sources; /* what counts as one */
  bool fit;
} prospect;

static void look(const evening *e, prospect *view, int32_t half, int32_t vertex, int32_t far, int32_t own)
{
  int32_t label = e->site->label[half];
  wg_point a = e->site->mesh->vertices[vertex], b = e->site->mesh->vertices[far];
  int64_t dx = (int64_t)a.x - b.x, dy = (int64_t)a.y - b.y, square = dx * dx + dy * dy;
  if (e->even[far] || label < 0) view->fit = false;
  if (view->last >= 0 && label != view->last) view->changes++;
  view->last = label;
  bool source = label != own && (e->sources[far] & view->sources) != 0;
  if (source && (view->nearest < 0 || square < view->nearest)) view->nearest = square;
}

static bool is_even(const evening *e, const wg_sector *sector, int32_t vertex)
{
  const wg_mesh *mesh = e->site->mesh;
  bool open = e->site->open[sector->first / 3] != 0;
  prospect view = {-1, 0, -1, open ? ON_WALL | ON_BANK : ON_WALL, true};
  int32_t side = sector->first;
  bool own = false;
  for (int32_t i = 0; i < sector->size && view.fit; i++) {
    int32_t previous = wg_mesh_previous(side);
    look(e, &view, wg_half_at_end(side), vertex, mesh->origin[wg_mesh_next(side)], sector->label);
    own |= view.last == sector->label;
    look(e, &view, wg_half_at_origin(previous), vertex, mesh->origin[previous], sector->label);
    own |= view.last == sector->label;
    side = mesh->twin[previous];
  }
  return view.fit && own && view.changes == 1 && view.nearest >= 0 && view.nearest / 4 < sector->square;
}

static void take_far_labels(evening *e, const wg_sector *sector)
{
  int32_t *label = e->site->label, side = sector->first;
  for (int32_t i = 0; i < sector->size; i++) {
    int32_t previous = wg_mesh_previous(side);
    label[wg_half_at_origin(side)] = label[wg_half_at_end(side)];
    label[wg_half_at_end(previous)] = label[wg_half_at_origin(previous)];
    side = e->site->mesh->twin[previous];
  }
}

static void find_sources(const evening *e)
{
  const wg_site *site = e->site;
  const wg_mesh *mesh = site->mesh;
  for (int64_t i = 0; i < site->tagged_count; i++) {
    int32_t side = site->tagged[i];
    for (int32_t n = mesh->tags[side]; n >= 0; n = mesh->tag_nodes[n].next) {
      int32_t tag = mesh->tag_nodes[n].tag;
      uint8_t kind = tag >= site->footprint_tag ? ON_WALL : tag >= site->class_tag ? ON_BANK : 0;
      e->sources[mesh->origin[side]] |= kind;
      e->sources[mesh->origin[wg_mesh_next(side)]] |= kind;
    }
  }
}

wg_status wg_sectors_even_out(const wg_sectors *sectors)
{
  wg_site *site = sectors->site;
  const wg_mesh *mesh = site->mesh;
  evening e = {.sectors = sectors, .site = site};
  wg_status status = wg_allocate(site->context, &e.sources, (size_t)mesh->vertex_count, 1);
  if (status != WG_OK) return status;
  WG_TRY_DONE(wg_allocate(site->context, &e.even, (size_t)mesh->vertex_count, 1));
  find_sources(&e);
  for (int32_t i = 0; i < sectors->count; i++) {
    const wg_sector *sector = &sectors->items[i];
    int32_t vertex = mesh->origin[sector->first];
    if (sector->label < 0 || site->label[wg_half_at_origin(sector->first)] != sector->label) continue;
    if (!is_even(&e, sector, vertex)) continue;
    take_far_labels(&e, sector);
    e.even[vertex] = 1;
  }
done:
  wg_release(site->context, e.sources);
  wg_release(site->context, e.even);
  return status;
}
