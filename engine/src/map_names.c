/* Names on a map: gathered, placed, written. */
#include "map_names.h"

#include <string.h>

enum { NAME_SEED = 7 };

static bool room(name_set *set, void *array, int64_t *capacity, int64_t needed, size_t size)
{
  if (set->status == WG_OK) set->status = wg_grow(set->context, array, capacity, needed, size);
  return set->status == WG_OK;
}

void name_begin(name_set *set, map_role role, int64_t about, int32_t missing, int32_t group)
{
  int64_t n = set->feature_count;
  if (!room(set, &set->features, &set->feature_capacity, n + 1, sizeof *set->features) ||
      !room(set, &set->owners, &set->owner_capacity, n + 1, sizeof *set->owners))
    return;
  set->features[n] = (wg_label_feature){set->candidate_count, 0, missing, group};
  set->owners[n] = (name_owner){role, about};
  set->feature_count++;
}

void name_way_begin(name_set *set, int32_t cost)
{
  int64_t n = set->candidate_count;
  if (!room(set, &set->candidates, &set->candidate_capacity, n + 1, sizeof *set->candidates) ||
      !room(set, &set->ways, &set->way_capacity, n + 1, sizeof *set->ways))
    return;
  set->candidates[n] = (wg_label_candidate){set->box_count, 0, cost};
  set->ways[n] = (name_way){.piece = set->piece_count};
}

void name_box(name_set *set, wg_slab box)
{
  if (!room(set, &set->boxes, &set->box_capacity, set->box_count + 1, sizeof box)) return;
  set->boxes[set->box_count++] = box;
}

void name_piece_add(name_set *set, const char *text, int32_t length, const wg_lettering *lettering,
                    double x, double y, double along_x, double along_y)
{
  if (!room(set, &set->pieces, &set->piece_capacity, set->piece_count + 1, sizeof *set->pieces))
    return;
  name_piece *piece = &set->pieces[set->piece_count];
  *piece = (name_piece){.lettering = *lettering, .place = {x, y, along_x, along_y, 0, length}};
  set->status = wg_texts_add(&set->texts, set->context, text, length, &piece->text);
  set->piece_count++;
}

static bool in_frame(const name_set *set, const wg_slab *box)
{
  wg_frame_box f = set->scene->view.frame;
  for (int corner = 0; corner < 4; corner++) {
    wg_xy p = wg_slab_corner(box, corner);
    if (p.x < f.left + 1 || p.x > f.left + f.width - 1 || p.y < f.top + 1 ||
        p.y > f.top + f.height - 1)
      return false;
  }
  return true;
}

void name_way_end(name_set *set)
{
  if (set->status != WG_OK) return;
  wg_label_candidate *candidate = &set->candidates[set->candidate_count];
  name_way *way = &set->ways[set->candidate_count];
  candidate->box_count = (int32_t)(set->box_count - candidate->box);
  way->piece_count = (int32_t)(set->piece_count - way->piece);
  bool fits = candidate->box_count > 0;
  for (int64_t b = candidate->box; b < set->box_count && fits; b++)
    fits = in_frame(set, &set->boxes[b]);
  if (!fits) {
    set->box_count = candidate->box;
    set->piece_count = way->piece;
    return;
  }
  set->candidate_count++;
  set->features[set->feature_count - 1].candidate_count++;
}

/* --- blocks ----------------------------------------------------------------------------------- */

static const double leading = 1.16; /* em from base line to base line */

void name_block_add(name_block *block, const map_run *run, const char *text, int32_t length,
                    const wg_lettering *lettering)
{
  if (block->count == 6 || length == 0) return;
  name_line *line = &block->lines[block->count++];
  double width =
      run->measure.width(run->measure.user, text, length, lettering->size, lettering->bold);
  *line = (name_line){text, length, *lettering, width};
  if (width > block->width) block->width = width;
  block->height += lettering->size * (block->count == 1 ? 1.0 : leading);
}

wg_slab name_block_slab(const name_block *block, double x, double y)
{
  return wg_slab_upright(x - block->width / 2 - 0.3, y - block->height / 2, block->width + 0.6,
                         block->height);
}

void name_block_write(name_set *set, const name_block *block, double x, double y)
{
  double top = y - block->height / 2;
  name_box(set, name_block_slab(block, x, y));
  for (int32_t i = 0; i < block->count; i++) {
    const name_line *line = &block->lines[i];
    double size = line->lettering.size, height = i == 0 ? size : size * leading;
    top += height;
    name_piece_add(set, line->text, line->length, &line->lettering, x - line->width / 2,
                   top - 0.14 * size, 1, 0);
  }
}

/* --- writing ---------------------------------------------------------------------------------- */

static void write_leader(wg_sheet *sheet, const name_way *way)
{
  wg_sheet_line(sheet, &(wg_pen){.stroke = 0xC0FFFFFFu, .width = 0.9}, way->from.x, way->from.y,
                way->to.x, way->to.y);
  wg_sheet_line(sheet, &(wg_pen){.stroke = WG_RGB(MAP_INK), .width = 0.25}, way->from.x,
                way->from.y, way->to.x, way->to.y);
  wg_sheet_circle(sheet,
                  &(wg_pen){.fill = WG_RGB(MAP_INK), .stroke = WG_RGB(MAP_PAPER), .width = 0.2},
                  way->to.x, way->to.y, 0.7);
}

/* Pieces that follow each other in the same letters are one text, so that it is found as a whole.
 */
static void write_pieces(const name_set *set, wg_sheet *sheet, const name_way *way)
{
  enum { MOST = 96 };
  for (int64_t i = way->piece; i < way->piece + way->piece_count;) {
    char text[2048];
    wg_text_place places[MOST];
    int32_t count = 0, used = 0;
    const wg_lettering lettering = set->pieces[i].lettering;
    for (; i < way->piece + way->piece_count && count < MOST; i++) {
      const name_piece *p = &set->pieces[i];
      if (memcmp(&p->lettering, &lettering, sizeof lettering) != 0) break;
      if (used + p->place.length >= (int32_t)sizeof text) break;
      memcpy(text + used, wg_texts_get(&set->texts, p->text), (size_t)p->place.length);
      places[count] = p->place;
      places[count++].first = used;
      used += p->place.length;
    }
    text[used] = 0;
    wg_sheet_placed_text(sheet, &lettering, text, places, count);
  }
}

static void write_name(const name_set *set, int64_t feature, int64_t candidate)
{
  wg_sheet *sheet = set->scene->sheet;
  int32_t label = map_next_label(sheet);
  const wg_label_candidate *c = &set->candidates[candidate];
  const name_way *way = &set->ways[candidate];
  for (int64_t b = c->box; b < c->box + c->box_count; b++) {
    bool line = way->leader && b == c->box + c->box_count - 1;
    wg_sheet_note_slab(sheet,
                       &(wg_text_slab){set->boxes[b], label,
                                       line ? MAP_LEADER : (int32_t)set->owners[feature].role,
                                       set->owners[feature].about});
  }
  write_pieces(set, sheet, way);
}

/* A way of each name, or −1: it has no room. */
static wg_status place(const name_set *set, int64_t *chosen)
{
  const map_scene *scene = set->scene;
  const wg_label_problem problem = {.boxes = set->boxes,
                                    .candidates = set->candidates,
                                    .features = set->features,
                                    .obstacles = scene->obstacles,
                                    .feature_count = (int32_t)set->feature_count,
                                    .obstacle_count = scene->obstacle_count,
                                    .box_count = set->box_count,
                                    .candidate_count = set->candidate_count,
                                    .margin = 0.6,
                                    .apart = 95 * scene->letter};
  return wg_place_labels(chosen, set->context, &problem, NAME_SEED);
}

/* Lines first, so that no letter is crossed by one. */
static void write_all(const name_set *set, const int64_t *chosen)
{
  map_run *run = set->scene->run;
  for (int64_t f = 0; f < set->feature_count; f++)
    if (chosen[f] >= 0 && set->ways[chosen[f]].leader)
      write_leader(set->scene->sheet, &set->ways[chosen[f]]);
  for (int64_t f = set->feature_count - 1; f >= 0; f--) {
    if (chosen[f] >= 0)
      write_name(set, f, chosen[f]);
    else
      run->figures.labels_left_out++;
    run->figures.labels++;
  }
}

static wg_status place_and_write(const name_set *set)
{
  int64_t *chosen;
  if (set->status != WG_OK) return set->status;
  WG_TRY(wg_allocate(set->context, &chosen, (size_t)set->feature_count, sizeof *chosen));
  wg_status status = place(set, chosen);
  if (status == WG_OK) write_all(set, chosen);
  wg_release(set->context, chosen);
  return status;
}

static void free_names(name_set *set)
{
  void *const all[] = {set->boxes,    set->candidates, set->ways,
                       set->features, set->owners,     set->pieces};
  for (size_t i = 0; i < sizeof all / sizeof *all; i++) wg_release(set->context, all[i]);
  wg_texts_free(&set->texts, set->context);
}

wg_status map_place_names(map_scene *scene)
{
  name_set set = {.scene = scene, .context = scene->run->context};
  WG_TRY(map_spill_ink(scene));
  if (scene->community < 0) {
    name_communities(&set);
  } else {
    if (scene->focus < 0) name_grids(&set);
    name_compounds(&set);
    name_buildings(&set);
  }
  name_lines(&set);
  wg_status status = place_and_write(&set);
  free_names(&set);
  return status == WG_OK ? scene->sheet->status : status;
}
