/* The label of free ground: which cell every corner of every free triangle belongs to.
 *
 * Round a vertex, sides that separate (footprint walls, barriers, banks, the boundary) divide the
 * free triangles into sectors. A sector between two walls of one cell is that cell's; between
 * walls of two cells it is split in the middle; with one wall it is that wall's. A sector without
 * a wall takes the label of the nearest source over the sides of the free triangles, never across
 * a barrier. Then ground that no label reached: a thin or tiny strip (between carriageways,
 * inside a slip road or a roundabout) is opened to its neighbours on one side, its bank
 * (labels_banks.c); anything larger is land, a cell of its own. At last labels flow into the open
 * areas from their banks; a river falls to both along its middle. */
#include "labels.h"

/* A strip is tiny, or narrow, or six times as long as it is wide and not too wide; its width is
 * twice its area by its perimeter. */
#define TINY_AREA2 (2 * INT64_C(500) * 1000000) /* 500 m² */
#define NARROW_MM 10000
#define STRIP_MM 30000

/* Only walls of own buildings name ground: a footprint that reaches in from the neighbour has no
 * claim beyond its walls. Nor has a wall along which a barrier runs. */
static int32_t label_of_wall(const wg_site *site, int32_t side)
{
  int32_t across = site->mesh->twin[side] / 3;
  bool own = site->kind[across] == WG_GROUND_BUILT && site->edge_class[side] == 0 &&
             site->owner[across] < site->ground->own_count;
  return own ? site->owner[across] : -1;
}

/* Both halves of every corner of a sector: the first `size` of 2 size half corners get `right`,
 * the others `left`. */
static void fill_sector(wg_site *site, wg_sector sector, int32_t right, int32_t left)
{
  int32_t side = sector.first;
  for (int32_t i = 0; i < sector.size; i++) {
    int32_t previous = wg_mesh_previous(side);
    site->label[wg_half_at_origin(side)] = 2 * i < sector.size ? right : left;
    site->label[wg_half_at_end(previous)] = 2 * i + 1 < sector.size ? right : left;
    side = site->mesh->twin[previous];
  }
}

void wg_sector_set(const wg_sectors *sectors, int32_t sector, int32_t label)
{
  fill_sector(sectors->site, sectors->items[sector], label, label);
}

static wg_status label_sector(wg_sectors *sectors, wg_sector sector, int32_t right, int32_t left,
                              int32_t vertex)
{
  wg_site *site = sectors->site;
  if (right < 0) right = left;
  if (left < 0) left = right;
  if (right < 0) left = right = site->vertex_root[vertex];
  if (right < 0) {
    WG_TRY(wg_grow(site->context, &sectors->items, &sectors->capacity, sectors->count + 1,
                   sizeof *sectors->items));
    left = right = -2 - (int32_t)sectors->count;
    sectors->items[sectors->count++] = sector;
  }
  fill_sector(site, sector, right, left);
  return WG_OK;
}

/* The sectors round one vertex: each begins at a side that separates; or one goes all round. */
static wg_status label_vertex(wg_sectors *sectors, int32_t vertex)
{
  wg_site *site = sectors->site;
  const wg_mesh *mesh = site->mesh;
  int32_t start = mesh->vertex_edge[vertex], side = start, degree = 0;
  bool separated = false, free_ground = false;
  do {
    degree++;
    if (site->kind[side / 3] == WG_GROUND_FREE) {
      free_ground = true;
      if (wg_side_separates(site, side)) {
        wg_sector sector = {.first = side, .size = 1, .label = -1};
        int32_t last = wg_mesh_previous(side);
        for (; !wg_side_separates(site, last); sector.size++)
          last = wg_mesh_previous(mesh->twin[last]);
        WG_TRY(label_sector(sectors, sector, label_of_wall(site, side), label_of_wall(site, last),
                            vertex));
        separated = true;
      }
    } else {
      separated = true;
    }
    side = wg_mesh_around(mesh, side);
  } while (side != start && side >= 0);
  if (!separated && free_ground)
    return label_sector(sectors, (wg_sector){.first = start, .size = degree, .label = -1}, -1, -1,
                        vertex);
  return WG_OK;
}

static void fill_triangle(wg_site *site, int32_t triangle, int32_t label)
{
  for (int32_t half = 6 * triangle; half < 6 * triangle + 6; half++) site->label[half] = label;
}

/* Free triangles without a label, as far as no side separates; with the perimeter and the highest
 * class of barrier round them. */
static int64_t flood_unlabelled(wg_site *site, int32_t start, int64_t *area2, int64_t *perimeter,
                                uint8_t *class_)
{
  const wg_mesh *mesh = site->mesh;
  int64_t count = 1;
  int32_t stamp = ++site->last_stamp;
  site->region[0] = start;
  site->stamp[start] = stamp;
  *area2 = *perimeter = 0;
  *class_ = WG_BARRIER_NONE;
  for (int64_t i = 0; i < count; i++) {
    *area2 += wg_triangle_area2(mesh, site->region[i]);
    for (int32_t side = 3 * site->region[i]; side < 3 * site->region[i] + 3; side++) {
      int32_t across = mesh->twin[side] / 3;
      if (wg_side_separates(site, side)) {
        *perimeter +=
            wg_distance(wg_side_origin(mesh, side), wg_side_origin(mesh, mesh->twin[side]));
        if (*class_ < site->edge_class[side]) *class_ = site->edge_class[side];
        if (*class_ < site->open[across]) *class_ = site->open[across];
      } else if (site->stamp[across] != stamp) {
        site->stamp[across] = stamp;
        site->region[count++] = across;
      }
    }
  }
  return count;
}

static bool is_strip(int64_t area2, int64_t perimeter)
{
  if (area2 <= TINY_AREA2 || area2 <= NARROW_MM * perimeter) return true;
  return area2 <= STRIP_MM * perimeter &&
         (__int128)perimeter * perimeter >= (__int128)WG_LONG * area2;
}

/* A triangle of the strip whose number is next. */
static void open_triangle(wg_site *site, uint8_t *opening, int32_t triangle, uint8_t class_)
{
  opening[triangle] = class_;
  site->strip[triangle] = site->strip_count;
}

/* Ground that no label reached: strips are opened, the rest becomes land. Everything left when
 * `closed` is set is land. Opening waits until all are known, so that one does not open into
 * another half way. */
static wg_status settle_unlabelled(wg_site *site, bool closed)
{
  int64_t area2, perimeter;
  uint8_t class_, *opening = NULL;
  int32_t triangles = site->mesh->triangle_count;
  WG_TRY(wg_allocate(site->context, &opening, (size_t)triangles, 1));
  for (int32_t t = 0; t < triangles; t++) {
    if (site->kind[t] != WG_GROUND_FREE || site->label[6 * t] >= -1 || opening[t] != 0) continue;
    if (site->open[t] != 0 && !closed) continue;
    int64_t count = flood_unlabelled(site, t, &area2, &perimeter, &class_);
    bool strip = !closed && !site->ground->strips_are_land && class_ != WG_BARRIER_NONE &&
                 is_strip(area2, perimeter);
    for (int64_t i = 0; i < count; i++)
      if (strip)
        open_triangle(site, opening, site->region[i], class_);
      else
        fill_triangle(site, site->region[i], site->label_count);
    site->label_count += !strip;
    site->strip_count += strip;
  }
  for (int32_t t = 0; t < triangles; t++)
    if (opening[t] > site->open[t]) site->open[t] = opening[t];
  wg_release(site->context, opening);
  return WG_OK;
}

/* No label comes over the line of an existing grid into a barrier area: what one cannot reach
 * otherwise becomes land, which stays in its grid. */
static void shut_old_lines(wg_site *site)
{
  if (site->ground->old_line_count == 0) return;
  for (int64_t i = 0; i < site->tagged_count; i++) {
    int32_t side = site->tagged[i], twin = site->mesh->twin[side];
    if (!wg_site_has_old_line(site, side)) continue;
    site->shut[side] = 1;
    if (twin >= 0) site->shut[twin] = 1;
  }
}

wg_status wg_site_label(wg_site *site)
{
  wg_sectors sectors = {.site = site};
  wg_status status = WG_OK;
  for (int32_t v = 0; v < site->mesh->vertex_count; v++) WG_TRY_DONE(label_vertex(&sectors, v));
  WG_TRY_DONE(wg_sectors_spread(&sectors, (wg_spread_rule){false, false, false}));
  WG_TRY_DONE(settle_unlabelled(site, false));
  WG_TRY_DONE(wg_strips_choose_banks(site));
  shut_old_lines(site);
  WG_TRY_DONE(wg_sectors_spread(&sectors, (wg_spread_rule){true, true, false}));
  WG_TRY_DONE(wg_sectors_spread(&sectors, (wg_spread_rule){true, true, true}));
  WG_TRY_DONE(settle_unlabelled(site, true));
  WG_TRY_DONE(wg_sectors_even_out(&sectors));
  for (int32_t t = 0; t < site->mesh->triangle_count; t++)
    if (site->kind[t] == WG_GROUND_BUILT || site->kind[t] == WG_GROUND_CUT)
      fill_triangle(site, t, site->owner[t]);
done:
  wg_release(site->context, sectors.items);
  return status;
}
