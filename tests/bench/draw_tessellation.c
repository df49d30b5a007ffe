/* Draws a world as SVG: footprints, barriers, cells and the outlines of grids grown over them.
 *
 *   draw_tessellation TOLERANCE_MM CELLS_A_GRID < world.txt > picture.svg
 *
 * The world is text (world_text.h). */
#include <inttypes.h>
#include <stdio.h>

#include "world_text.h"

static void draw_shape(const wg_shapes *shapes, int64_t shape, const char *style)
{
  printf("<path d=\"");
  for (int64_t r = shapes->ring_start[shape]; r < shapes->ring_start[shape + 1]; r++) {
    int64_t count;
    const wg_point *p = wg_shapes_ring(shapes, r, &count);
    for (int64_t i = 0; i < count; i++) printf("%c%d %d", i == 0 ? 'M' : 'L', p[i].x, -p[i].y);
    if (shapes->kind[shape] == WG_SHAPE_AREA) printf("Z");
  }
  printf("\" %s/>\n", style);
}

static void draw_outlines(const wg_outlines *outlines, const char *stroke, bool fill)
{
  for (int32_t label = 0; label < outlines->label_count; label++) {
    printf("<path d=\"");
    for (int32_t r = outlines->label_start[label]; r < outlines->label_start[label + 1]; r++) {
      for (int64_t i = outlines->ring_start[r]; i < outlines->ring_start[r + 1]; i++)
        printf("%c%d %d", i == outlines->ring_start[r] ? 'M' : 'L', outlines->vertices[i].point.x,
               -outlines->vertices[i].point.y);
      printf("Z");
    }
    unsigned hue = (unsigned)label * 2654435761u >> 8;
    if (fill) printf("\" fill=\"hsl(%u,60%%,%u%%)\" %s/>\n", hue % 360, 75 + hue / 360 % 15, stroke);
    else printf("\" fill=\"none\" %s/>\n", stroke);
  }
}

/* Grids of about `size` cells, grown over soft borders: for the eye only. */
static int32_t grow_grids(const wg_tessellation *t, int32_t *label, int32_t size)
{
  int32_t cells, grids = 0;
  int64_t borders;
  wg_tessellation_cells(t, &cells);
  const wg_border *border = wg_tessellation_borders(t, &borders);
  for (int32_t c = 0; c < cells; c++) label[c] = -1;
  for (int32_t c = 0; c < cells; c++) {
    if (label[c] >= 0) continue;
    int32_t held = 1;
    label[c] = grids;
    for (bool grown = true; grown && held < size;) {
      grown = false;
      for (int64_t i = 0; i < borders && held < size; i++) {
        int32_t a = border[i].a, b = border[i].b;
        if ((label[a] == grids) == (label[b] == grids) || (label[a] >= 0 && label[b] >= 0)) continue;
        if (border[i].length_mm[0] + border[i].length_mm[1] + border[i].length_mm[2] == 0) continue;
        label[a] = label[b] = grids;
        held++;
        grown = true;
      }
    }
    grids++;
  }
  return grids;
}

static void draw(const world *w, const wg_tessellation *t, int32_t tolerance, int32_t size)
{
  static const char *const colors[] = {"none", "#a80", "#d60", "#00f"};
  char style[160];
  int32_t cells;
  wg_outlines outlines;
  wg_box box = WG_BOX_EMPTY;
  const wg_cell *cell = wg_tessellation_cells(t, &cells);
  int32_t *label = calloc((size_t)cells, sizeof *label);
  if (label == NULL) abort();
  for (int64_t i = 0; i < w->boundary.point_count; i++) wg_box_add(&box, w->boundary.points[i]);
  int64_t width = (int64_t)box.max_x - box.min_x, height = (int64_t)box.max_y - box.min_y;
  int thin = (int)((width > height ? width : height) / 1600) + 1;
  printf("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1600\" height=\"%" PRId64
         "\" viewBox=\"%d %d %" PRId64 " %" PRId64 "\"><rect x=\"%d\" y=\"%d\" width=\"100%%\" height=\"100%%\" fill=\"white\"/>\n",
         1600 * height / width, box.min_x, -box.max_y, width, height, box.min_x, -box.max_y);
  for (int32_t c = 0; c < cells; c++) label[c] = c;
  world_check(wg_tessellation_outlines(t, w->context, label, cells, 0, &outlines));
  snprintf(style, sizeof style, "stroke=\"#777\" stroke-width=\"%d\"", thin / 2 + 1);
  draw_outlines(&outlines, style, true);
  wg_outlines_free(&outlines, w->context);
  for (int64_t i = 0; i < w->footprints.count; i++)
    draw_shape(&w->footprints, i, "fill=\"#0004\" stroke=\"#0008\"");
  for (int64_t i = 0; i < w->barriers.count; i++) {
    bool area = w->barriers.kind[i] == WG_SHAPE_AREA;
    snprintf(style, sizeof style, "fill=\"%s\" stroke=\"%s\" stroke-width=\"%d\" stroke-opacity=\"0.5\"",
             area ? "#00f2" : "none", colors[w->barrier_class[i] & 3], 2 * thin);
    draw_shape(&w->barriers, i, style);
  }
  int32_t grids = grow_grids(t, label, size);
  world_check(wg_tessellation_outlines(t, w->context, label, grids, tolerance, &outlines));
  snprintf(style, sizeof style, "stroke=\"#c00\" stroke-width=\"%d\"", 2 * thin);
  draw_outlines(&outlines, style, false);
  wg_outlines_free(&outlines, w->context);
  for (int32_t c = 0; c < cells; c++)
    printf("<circle cx=\"%d\" cy=\"%d\" r=\"%d\" fill=\"%s\"/>\n", cell[c].inner.x, -cell[c].inner.y, 2 * thin,
           cell[c].kind == WG_CELL_BUILT ? "black" : cell[c].kind == WG_CELL_LAND ? "green" : "magenta");
  printf("</svg>\n");
  free(label);
}

int main(int argc, char **argv)
{
  world *w = world_new();
  wg_tessellation *t;
  int32_t foreign = world_read(w, stdin);
  if (wg_tessellate(&t, w->context, world_ground(w, foreign)) != WG_OK) {
    fprintf(stderr, "%s\n", wg_message(w->context));
    world_free(w);
    return 1;
  }
  draw(w, t, argc > 1 ? atoi(argv[1]) : 500, argc > 2 ? atoi(argv[2]) : 20);
  wg_tessellation_free(t);
  world_free(w);
  return 0;
}
