/* How many enclosures a community has, and how many are tiny: as its barriers come in, once those
 * that follow the boundary give way, and as cells without a building in the end.
 *
 *   count_enclosures < world.txt     (world_text.h)
 *
 * Prints: enclosures, those below 500 m² (both as they come in), the same two afterwards, cells
 * without a building, those of them below 500 m². */
#include <inttypes.h>
#include <string.h>

#include "../../algorithms/src/ground.h"
#include "world_text.h"

#define TINY_AREA2 (2 * INT64_C(500) * 1000000)

/* The class of any barrier line along a side, whether it follows the boundary or not. */
static bool has_line(const wg_site *site, int32_t side)
{
  for (int32_t n = site->mesh->tags[side]; n >= 0; n = site->mesh->tag_nodes[n].next) {
    int32_t class_ = site->mesh->tag_nodes[n].tag - site->class_tag;
    if (class_ > 0 && class_ <= WG_BARRIER_HARD) return true;
  }
  return false;
}

static int64_t flood(wg_site *site, int32_t start, bool as_given, int32_t stamp)
{
  const wg_mesh *mesh = site->mesh;
  int64_t area2 = 0, count = 1;
  site->region[0] = start;
  site->stamp[start] = stamp;
  for (int64_t i = 0; i < count; i++) {
    area2 += wg_triangle_area2(mesh, site->region[i]);
    for (int32_t side = 3 * site->region[i]; side < 3 * site->region[i] + 3; side++) {
      int32_t across = mesh->twin[side] / 3;
      bool wall = as_given ? has_line(site, side) : site->edge_class[side] != 0;
      if (wall || site->part[across] < 0 || site->stamp[across] == stamp) continue;
      site->stamp[across] = stamp;
      site->region[count++] = across;
    }
  }
  return area2;
}

static void count_enclosures(wg_site *site, bool as_given, int *all, int *tiny)
{
  int32_t stamp = ++site->last_stamp;
  for (int32_t t = 0; t < site->mesh->triangle_count; t++) {
    if (site->part[t] < 0 || site->stamp[t] == stamp) continue;
    ++*all;
    *tiny += flood(site, t, as_given, stamp) < TINY_AREA2;
  }
}

static void count_land(world *w, int *all, int *tiny)
{
  wg_tessellation *t;
  int32_t count;
  world_check(wg_tessellate(&t, w->context, &w->ground));
  const wg_cell *cells = wg_tessellation_cells(t, &count);
  for (int32_t c = 0; c < count; c++) {
    if (cells[c].kind != WG_CELL_LAND) continue;
    ++*all;
    *tiny += cells[c].area2_mm2 < TINY_AREA2;
  }
  wg_tessellation_free(t);
}

int main(void)
{
  world *w = world_new();
  wg_site site;
  int counts[6] = {0};
  int32_t foreign = world_read(w, stdin);
  world_check(wg_site_build(&site, w->context, world_ground(w, foreign)));
  world_check(wg_site_survey(&site));
  count_enclosures(&site, true, &counts[0], &counts[1]);
  count_enclosures(&site, false, &counts[2], &counts[3]);
  wg_site_free(&site);
  count_land(w, &counts[4], &counts[5]);
  for (int i = 0; i < 6; i++) printf("%d%c", counts[i], i < 5 ? '\t' : '\n');
  world_free(w);
  return 0;
}
