#include "compounds.h"

#include <stdlib.h>
#include <string.h>

#include "normal.h"

/* A building that has a compound, with what it is sorted by. */
typedef struct member {
  char name[96]; /* normalised */
  int32_t community, grid;
  int64_t building;
} member;

static int compare_compounds(const member *a, const member *b)
{
  if (a->community != b->community) return a->community < b->community ? -1 : 1;
  return strcmp(a->name, b->name);
}

static int by_compound(const void *left, const void *right)
{
  const member *a = left, *b = right;
  int order = compare_compounds(a, b);
  if (order != 0) return order;
  if (a->grid != b->grid) return a->grid < b->grid ? -1 : 1;
  return (a->building > b->building) - (a->building < b->building);
}

static int64_t list_members(const wg_plan *plan, member *members)
{
  const wg_buildings *buildings = &plan->buildings;
  int64_t count = 0;
  for (int64_t i = 0; i < buildings->shapes.count; i++) {
    if (buildings->compound[i] == WG_NO_TEXT || buildings->community[i] < 0) continue;
    member *added = &members[count++];
    wg_normalise(added->name, sizeof added->name,
                 wg_texts_get(&buildings->texts, buildings->compound[i]));
    added->community = buildings->community[i];
    added->grid = plan->grid_of_building[i];
    added->building = i;
  }
  qsort(members, (size_t)count, sizeof *members, by_compound);
  return count;
}

/* Figures of the compound that members from … to − 1 make. */
static wg_compound sum_up(const wg_plan *plan, const member *from, const member *to)
{
  const wg_buildings *buildings = &plan->buildings;
  wg_compound compound = {.name = buildings->compound[from->building], .community = from->community};
  int64_t x = 0, y = 0, placed = 0;
  for (const member *m = from; m < to; m++) {
    wg_box box = wg_shapes_box(&buildings->shapes, m->building);
    int32_t households = buildings->households[m->building];
    compound.buildings++;
    if (households == WG_UNKNOWN) compound.unknown++;
    else compound.households += households;
    if (m->grid >= 0 && (m == from || m->grid != m[-1].grid)) compound.grids++;
    if (box.min_x > box.max_x) continue;
    x += ((int64_t)box.min_x + box.max_x) / 2;
    y += ((int64_t)box.min_y + box.max_y) / 2;
    placed++;
  }
  compound.has_middle = placed > 0;
  if (placed > 0) compound.middle = (wg_point){(int32_t)(x / placed), (int32_t)(y / placed)};
  return compound;
}

wg_status wg_compounds_collect(wg_compounds *out, wg_context *context, const wg_plan *plan)
{
  member *members = NULL;
  wg_status status;
  memset(out, 0, sizeof *out);
  WG_TRY_DONE(wg_allocate(context, &members, (size_t)plan->buildings.shapes.count, sizeof *members));
  int64_t count = list_members(plan, members);
  for (int64_t i = 0, end; i < count; i = end) {
    for (end = i + 1; end < count && compare_compounds(&members[i], &members[end]) == 0;) end++;
    WG_TRY_DONE(wg_grow(context, &out->items, &out->capacity, out->count + 1, sizeof *out->items));
    out->items[out->count++] = sum_up(plan, members + i, members + end);
  }
done:
  wg_release(context, members);
  if (status != WG_OK) wg_compounds_free(out, context);
  return status;
}

void wg_compounds_free(wg_compounds *compounds, wg_context *context)
{
  wg_release(context, compounds->items);
  memset(compounds, 0, sizeof *compounds);
}
