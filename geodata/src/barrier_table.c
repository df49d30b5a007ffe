/* The default table of barriers: which kinds separate, and how. One place for all of it. */
#include "geodata/input.h"

#include "normal.h"

/* Kinds of one class, comma-separated: OpenStreetMap's words, then Chinese ones. */
static const struct {
  wg_barrier_class class_;
  bool road; /* people may cross other barriers with it */
  const char *kinds;
} table[] = {
    {WG_BARRIER_HARD, false,
     WG_KINDS_EXPRESSWAY},
    /* above ground; those with a tunnel or a level below ground are told apart while reading */
    {WG_BARRIER_HARD, false,
     WG_KINDS_RAIL},
    {WG_BARRIER_HARD, false,
     WG_KINDS_WATER},
    {WG_BARRIER_STREET, true,
     "primary,primary_link,secondary,secondary_link,tertiary,tertiary_link,主干路,主干道,次干路,"
     "次干道,国道,省道,县道,主路,干道"},
    {WG_BARRIER_LANE, true,
     "residential,unclassified,living_street,road,支路,巷,街巷,巷道,小巷,胡同,弄,里弄,乡道,街道,"
     "小路"},
    {WG_BARRIER_NONE, true,
     "service,footway,path,steps,pedestrian,track,cycleway,bridleway,小区道路,内部道路,人行道,步行街,"
     "台阶,自行车道"}};

wg_barrier_class wg_barrier_class_of(const wg_barrier_table *changes, const char *kind, bool *road)
{
  wg_barrier_class class_ = WG_BARRIER_NONE;
  *road = false;
  for (size_t i = 0; i < sizeof table / sizeof *table; i++)
    if (wg_normal_listed(table[i].kinds, kind)) {
      class_ = table[i].class_;
      *road = table[i].road;
      break;
    }
  if (changes == NULL) return class_;
  if (wg_normal_listed(changes->hard, kind)) return WG_BARRIER_HARD;
  if (!wg_normal_listed(changes->soft, kind)) return class_;
  return class_ == WG_BARRIER_LANE ? WG_BARRIER_LANE : WG_BARRIER_STREET;
}

bool wg_kind_listed(const char *list, const char *kind)
{
  return wg_normal_listed(list, kind);
}
