/* Names of streets and water, along them: the pieces of one name are joined, and a long street
 * bears its name again every so often. */
#include "map_names.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "algorithms/line_label.h"

typedef struct line_look {
  double size;
  int32_t missing;
  uint32_t colour;
  bool bold;
} line_look;

static line_look look_of(map_sort sort)
{
  switch (sort) {
  case MAP_EXPRESSWAY:
    return (line_look){3.5, 4000, MAP_INK, false};
  case MAP_STREET:
    return (line_look){3.3, 3000, MAP_INK, false};
  case MAP_RIVER:
    return (line_look){3.8, 3500, MAP_WATER_NAME, false};
  case MAP_RAIL:
    return (line_look){3.0, 1500, MAP_INK, false};
  default:
    return (line_look){2.8, 900, MAP_INK, false};
  }
}

/* Barriers of one name and sort. */
typedef struct named_line {
  const char *name;
  map_sort sort;
  int64_t barrier;
} named_line;

static int compare_named(const void *left, const void *right)
{
  const named_line *a = left, *b = right;
  int order = strcmp(a->name, b->name);
  if (order == 0) order = (int)a->sort - (int)b->sort;
  return order != 0 ? order : (a->barrier > b->barrier) - (a->barrier < b->barrier);
}

/* Stretches of a line within the frame, as lines of their own. */
static wg_status clip_line(map_rings *out, wg_context *context, const map_view *view,
                           const wg_point *points, int64_t count)
{
  wg_frame_box f = view->frame;
  bool open = false;
  for (int64_t i = 0; i + 1 < count; i++) {
    wg_xy a = map_to_page(view, points[i]), b = map_to_page(view, points[i + 1]);
    bool out_of_it = fmax(a.x, b.x) < f.left || fmin(a.x, b.x) > f.left + f.width ||
                     fmax(a.y, b.y) < f.top || fmin(a.y, b.y) > f.top + f.height;
    if (out_of_it) {
      open = false;
      continue;
    }
    int64_t n = out->count == 0 ? 0 : out->start[out->count];
    WG_TRY(wg_grow(context, &out->points, &out->point_capacity, n + 2, sizeof *out->points));
    WG_TRY(wg_grow(context, &out->start, &out->start_capacity, out->count + 2, sizeof *out->start));
    if (!open) {
      out->start[out->count++] = n;
      out->points[n++] = a;
    }
    out->points[n++] = b;
    out->start[out->count] = n;
    open = true;
  }
  return WG_OK;
}

typedef struct line_name {
  const char *text;
  line_look look;
  int32_t group;
  double advances[96];
  int32_t bytes[97]; /* where each character begins */
  int32_t count;
  double width;
} line_name;

static bool measure_name(const map_run *run, line_name *name)
{
  int32_t at = 0;
  for (name->count = 0; name->text[at] != 0; name->count++) {
    if (name->count == 96) return false; /* nobody reads so long a name along a street */
    int32_t length = map_character(name->text + at);
    name->bytes[name->count] = at;
    name->advances[name->count] = run->measure.width(run->measure.user, name->text + at, length,
                                                     name->look.size, name->look.bold);
    name->width += name->advances[name->count];
    at += length;
  }
  name->bytes[name->count] = at;
  return name->count > 0;
}

/* Characters upright below each other. */
static bool is_stacked(const wg_glyph_place *places, int32_t count)
{
  return count > 1 && places[0].along_x == 1 &&
         fabs(places[1].y - places[0].y) > fabs(places[1].x - places[0].x);
}

/* The box of a character, `aside` of the line: to the right of a stack, above any other text. */
static wg_slab slab_of(const line_name *name, const wg_glyph_place *places, int32_t character,
                       double aside)
{
  const wg_glyph_place *p = &places[character];
  bool stacked = is_stacked(places, name->count);
  return (wg_slab){p->x + aside * (stacked ? 1 : p->along_y),
                   p->y - aside * (stacked ? 0 : p->along_x),
                   p->along_x,
                   p->along_y,
                   fmax(name->advances[character] / 2, 0.2),
                   0.5 * name->look.size};
}

/* What all its characters would cover. */
static map_ink_share ink_under(const name_set *set, const line_name *name,
                               const wg_glyph_place *places, double aside)
{
  map_ink_share sum = {0};
  for (int32_t i = 0; i < name->count; i++) {
    wg_slab s = slab_of(name, places, i, aside);
    map_ink_share under = map_ink_under(&set->scene->ink, &s);
    sum.footprint += under.footprint / name->count;
    sum.border += under.border / name->count;
  }
  return sum;
}

static void write_on_line(name_set *set, const line_name *name, const wg_glyph_place *places,
                          double aside, int32_t cost)
{
  const wg_lettering lettering = {.size = name->look.size,
                                  .bold = name->look.bold,
                                  .colour = WG_RGB(name->look.colour),
                                  .halo = 0xE8FFFFFFu,
                                  .halo_width = 0.5};
  double drop = 0.36 * name->look.size;
  name_way_begin(set, cost);
  for (int32_t i = 0; i < name->count; i++) {
    wg_slab s = slab_of(name, places, i, aside);
    double half = name->advances[i] / 2;
    name_box(set, s);
    name_piece_add(set, name->text + name->bytes[i], name->bytes[i + 1] - name->bytes[i],
                   &lettering, s.x - half * s.along_x - drop * s.along_y,
                   s.y - half * s.along_y + drop * s.along_x, s.along_x, s.along_y);
  }
  name_way_end(set);
}

/* On the line; where a border runs along it, also beside it. */
static void on_or_beside(name_set *set, const line_name *name, const wg_glyph_place *places,
                         int32_t cost)
{
  const double beside = 0.5 * name->look.size + 1.1;
  map_ink_share on = ink_under(set, name, places, 0);
  write_on_line(set, name, places, 0, cost + (int32_t)(60 * on.footprint + 200 * on.border));
  if (on.border < 0.08) return;
  for (int side = -1; side <= 1; side += 2) {
    map_ink_share off = ink_under(set, name, places, side * beside);
    write_on_line(set, name, places, side * beside,
                  cost + 12 + (int32_t)(60 * off.footprint + 200 * off.border));
  }
}

/* Places every few millimetres of a stretch, straight ones and those near its middle cheaper. */
static void along_stretch(name_set *set, const line_name *name, const wg_xy *points, int64_t count,
                          double from, double to)
{
  wg_glyph_place places[96];
  bool han = map_is_han(name->text);
  const wg_line_text text = {name->advances, name->count, name->look.size, han};
  double middle = (from + to) / 2, step = fmax(4, (to - from) / 24), turn;
  name_begin(set, MAP_LINE_LABEL, -1, name->look.missing, name->group);
  for (double away = 0; away <= (to - from) / 2; away += step)
    for (int side = -1; side <= (away > 0 ? 1 : -1); side += 2) {
      if (!wg_place_on_line(places, &turn, points, count, &text, middle + side * away)) continue;
      int32_t cost = (int32_t)(30 * away / (to - from)) + (int32_t)(turn * 1.5);
      on_or_beside(set, name, places, cost);
    }
}

static void name_chain(name_set *set, line_name *name, const wg_xy *points, int64_t count)
{
  const double every = fmax(170, 5 * name->width); /* mm */
  double length = wg_line_length(points, count);
  if (length < name->width) return;
  int32_t times = (int32_t)fmin(4, ceil(length / every));
  for (int32_t k = 0; k < times; k++)
    along_stretch(set, name, points, count, length * k / times, length * (k + 1) / times);
}

static wg_status join_and_name(name_set *set, line_name *name, const map_rings *pieces)
{
  wg_traces lines = map_rings_traces(pieces);
  wg_xy *points = NULL;
  int64_t *start = NULL, count;
  wg_status status;
  if (pieces->count == 0) return WG_OK;
  WG_TRY_DONE(wg_allocate(set->context, &points, (size_t)lines.start[lines.count], sizeof *points));
  WG_TRY_DONE(wg_allocate(set->context, &start, (size_t)lines.count + 1, sizeof *start));
  WG_TRY_DONE(wg_join_lines(points, start, &count, set->context, &lines, 0.3));
  for (int64_t i = 0; i < count; i++)
    name_chain(set, name, points + start[i], start[i + 1] - start[i]);
done:
  wg_release(set->context, points);
  wg_release(set->context, start);
  return status;
}

static wg_status name_group(name_set *set, const named_line *lines, int64_t count, int32_t group)
{
  const map_run *run = set->scene->run;
  const wg_shapes *shapes = &run->plan->barriers.shapes;
  line_name name = {.text = lines[0].name, .look = look_of(lines[0].sort), .group = group};
  name.look.size = fmax(2.1, name.look.size * set->scene->letter);
  map_rings pieces = {0};
  wg_status status = WG_OK;
  if (!measure_name(run, &name)) return WG_OK;
  for (int64_t i = 0; i < count && status == WG_OK; i++)
    for (int64_t r = shapes->ring_start[lines[i].barrier];
         r < shapes->ring_start[lines[i].barrier + 1] && status == WG_OK; r++) {
      int64_t size;
      const wg_point *points = wg_shapes_ring(shapes, r, &size);
      status = clip_line(&pieces, set->context, &set->scene->view, points, size);
    }
  if (status == WG_OK) status = join_and_name(set, &name, &pieces);
  map_rings_free(&pieces, set->context);
  return status;
}

/* Named lines in sight, by name. */
static int64_t list_named(const name_set *set, named_line *out)
{
  const map_run *run = set->scene->run;
  const wg_barriers *b = &run->plan->barriers;
  wg_box seen = map_view_box(&set->scene->view, 0);
  int64_t n = 0;
  for (int64_t i = 0; i < b->shapes.count; i++) {
    const char *name = wg_texts_get(&b->texts, b->name[i]);
    map_sort sort = run->sort[i];
    bool minor = sort == MAP_LANE || sort == MAP_PATH;
    if (name[0] == 0 || sort == MAP_OTHER || (minor && set->scene->community < 0) ||
        b->shapes.kind[i] != WG_SHAPE_LINE)
      continue;
    if (wg_box_overlap(run->barrier_box[i], seen)) out[n++] = (named_line){name, sort, i};
  }
  qsort(out, (size_t)n, sizeof *out, compare_named);
  return n;
}

void name_lines(name_set *set)
{
  named_line *lines;
  if (set->status != WG_OK) return;
  set->status = wg_allocate(set->context, &lines,
                            (size_t)set->scene->run->plan->barriers.shapes.count, sizeof *lines);
  if (set->status != WG_OK) return;
  int64_t count = list_named(set, lines);
  int32_t group = -1;
  for (int64_t i = 0, first = 0; i < count && set->status == WG_OK; i++) {
    if (i + 1 < count && strcmp(lines[i + 1].name, lines[first].name) == 0 &&
        lines[i + 1].sort == lines[first].sort)
      continue;
    if (first == 0 || strcmp(lines[first].name, lines[first - 1].name) != 0) group++;
    wg_status status = name_group(set, lines + first, i + 1 - first, group);
    if (set->status == WG_OK) set->status = status;
    first = i + 1;
  }
  wg_release(set->context, lines);
}
