/* The fewest households that must leave their grid so that every grid is in range: an integer
 * program through glpsol, which shares no code with what it judges.
 *
 * x(u, l): unit u is in grid l, an existing one or one of a few new ones; y(l): grid l is there.
 * Every unit is in one grid, every grid that is there is in range; as many households as possible
 * are in the grid that they were in. That grids hang together is added where it is broken: whoever
 * is in a grid on both sides of a set of units has one of them in it, too. When nothing is broken
 * any more the optimum is exact. */
#ifndef TESTS_REDRAW_EXACT_H
#define TESTS_REDRAW_EXACT_H

#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
  EXACT_UNITS = 160,
  EXACT_LABELS = 16,
  EXACT_EDGES = 2000,
  EXACT_ROUNDS = 80,
  EXACT_CUTS = 4000
};

typedef struct exact_world {
  int32_t units, edges, formers, spare;                 /* spare: new grids that there may be */
  int32_t households[EXACT_UNITS], former[EXACT_UNITS]; /* former: −1 none */
  int32_t edge[EXACT_EDGES][2];
  int32_t min, max;
} exact_world;

typedef enum exact_end { EXACT_SOLVED, EXACT_NONE, EXACT_UNKNOWN } exact_end;

/* Units in `between` part u from v. */
typedef struct exact_cut {
  int32_t label, u, v, count;
  int32_t between[EXACT_UNITS];
} exact_cut;

typedef struct exact_run {
  const exact_world *world;
  exact_cut *cuts;
  int32_t cut_count;
  int32_t label[EXACT_UNITS]; /* of the last answer */
} exact_run;

static inline int32_t exact_labels(const exact_world *w)
{
  return w->formers + w->spare;
}

static void exact_write_grids(const exact_world *w, FILE *file)
{
  for (int32_t l = 0; l < exact_labels(w); l++) {
    fprintf(file, " min%d: - %d y%d", l, w->min, l);
    for (int32_t u = 0; u < w->units; u++)
      if (w->households[u] > 0) fprintf(file, "\n + %d x%d_%d", w->households[u], u, l);
    fprintf(file, "\n >= 0\n max%d: - %d y%d", l, w->max, l);
    for (int32_t u = 0; u < w->units; u++)
      if (w->households[u] > 0) fprintf(file, "\n + %d x%d_%d", w->households[u], u, l);
    fprintf(file, "\n <= 0\n");
    for (int32_t u = 0; u < w->units; u++)
      if (w->households[u] == 0) fprintf(file, " in%d_%d: x%d_%d - y%d <= 0\n", u, l, u, l, l);
  }
  for (int32_t s = w->formers; s + 1 < exact_labels(w); s++)
    fprintf(file, " order%d: y%d - y%d >= 0\n", s, s, s + 1);
}

static void exact_write(const exact_run *run, FILE *file)
{
  const exact_world *w = run->world;
  fprintf(file, "Maximize\n stay: 0 y0");
  for (int32_t u = 0; u < w->units; u++)
    if (w->former[u] >= 0 && w->households[u] > 0)
      fprintf(file, "\n + %d x%d_%d", w->households[u], u, w->former[u]);
  fprintf(file, "\nSubject To\n");
  for (int32_t u = 0; u < w->units; u++) {
    fprintf(file, " unit%d: 0 y0", u);
    for (int32_t l = 0; l < exact_labels(w); l++) fprintf(file, "\n + x%d_%d", u, l);
    fprintf(file, "\n = 1\n");
  }
  exact_write_grids(w, file);
  for (int32_t c = 0; c < run->cut_count; c++) {
    const exact_cut *cut = &run->cuts[c];
    fprintf(file, " cut%d: x%d_%d + x%d_%d", c, cut->u, cut->label, cut->v, cut->label);
    for (int32_t i = 0; i < cut->count; i++)
      fprintf(file, "\n - x%d_%d", cut->between[i], cut->label);
    fprintf(file, "\n <= 1\n");
  }
  fprintf(file, "Binary\n");
  for (int32_t l = 0; l < exact_labels(w); l++) {
    fprintf(file, " y%d\n", l);
    for (int32_t u = 0; u < w->units; u++) fprintf(file, " x%d_%d\n", u, l);
  }
  fprintf(file, "End\n");
}

/* Reads "   12 x3_1   *   1   0   1" lines. */
static exact_end exact_read(exact_run *run, const char *path)
{
  char line[256], name[64];
  bool optimal = false, none = false;
  FILE *file = fopen(path, "r");
  if (file == NULL) return EXACT_UNKNOWN;
  while (fgets(line, sizeof line, file) != NULL) {
    int32_t u, l;
    double value;
    if (strncmp(line, "Status:", 7) == 0) {
      optimal = strstr(line, "INTEGER OPTIMAL") != NULL;
      none = strstr(line, "EMPTY") != NULL || strstr(line, "NO FEASIBLE") != NULL;
    }
    if (sscanf(line, "%*d %63s * %lf", name, &value) == 2 && value > 0.5 &&
        sscanf(name, "x%d_%d", &u, &l) == 2 && u < run->world->units)
      run->label[u] = l;
  }
  fclose(file);
  return optimal ? EXACT_SOLVED : none ? EXACT_NONE : EXACT_UNKNOWN;
}

static exact_end exact_solve(exact_run *run, int seconds)
{
  char folder[] = "/tmp/exact_XXXXXX", path[64], command[256];
  if (mkdtemp(folder) == NULL) return EXACT_UNKNOWN;
  snprintf(path, sizeof path, "%s/p.lp", folder);
  FILE *file = fopen(path, "w");
  if (file == NULL) return EXACT_UNKNOWN;
  exact_write(run, file);
  fclose(file);
  snprintf(command, sizeof command,
           "glpsol --lp %s/p.lp --tmlim %d --cuts -o %s/answer > %s/log 2>&1", folder, seconds,
           folder, folder);
  int result = system(command);
  snprintf(path, sizeof path, "%s/answer", folder);
  exact_end end = result == 0 ? exact_read(run, path) : EXACT_UNKNOWN;
  snprintf(command, sizeof command,
           "grep -q -E 'NO PRIMAL FEASIBLE|NO INTEGER FEASIBLE|NO FEASIBLE' %s/log", folder);
  if (system(command) == 0) end = EXACT_NONE;
  snprintf(command, sizeof command, "rm -r %s", folder);
  if (system(command) != 0) return EXACT_UNKNOWN;
  return end;
}

/* Units of one label that hang together with `first` get the number; their households. */
static int64_t exact_flood(const exact_run *run, int32_t first, int32_t number, int32_t *piece)
{
  const exact_world *w = run->world;
  int64_t households = w->households[first];
  piece[first] = number;
  for (bool changed = true; changed;) {
    changed = false;
    for (int32_t e = 0; e < w->edges; e++)
      for (int side = 0; side < 2; side++) {
        int32_t a = w->edge[e][side], b = w->edge[e][1 - side];
        if (piece[a] != number || piece[b] >= 0 || run->label[a] != run->label[b]) continue;
        piece[b] = number;
        households += w->households[b];
        changed = true;
      }
  }
  return households;
}

static void exact_add_cut(exact_run *run, const int32_t *piece, int32_t number, int32_t u,
                          int32_t v)
{
  const exact_world *w = run->world;
  exact_cut *cut = &run->cuts[run->cut_count++];
  bool seen[EXACT_UNITS] = {false};
  *cut = (exact_cut){.label = run->label[u], .u = u, .v = v};
  for (int32_t e = 0; e < w->edges; e++)
    for (int side = 0; side < 2; side++) {
      int32_t a = w->edge[e][side], b = w->edge[e][1 - side];
      if (piece[a] != number || piece[b] == number || seen[b]) continue;
      seen[b] = true;
      cut->between[cut->count++] = b;
    }
}

/* Cuts for every piece of a grid but its main one; how many. Pieces without households could be
 * given to a neighbour for nothing. */
static int32_t exact_add_cuts(exact_run *run)
{
  const exact_world *w = run->world;
  int32_t piece[EXACT_UNITS], head[EXACT_UNITS], pieces = 0, added = 0, main[EXACT_LABELS];
  int64_t households[EXACT_UNITS];
  memset(piece, 0xFF, sizeof piece);
  memset(main, 0xFF, sizeof main);
  for (int32_t u = 0; u < w->units; u++)
    if (piece[u] < 0) {
      head[pieces] = u;
      households[pieces] = exact_flood(run, u, pieces, piece);
      int32_t *best = &main[run->label[u]];
      if (*best < 0 || households[pieces] > households[*best]) *best = pieces;
      pieces++;
    }
  for (int32_t p = 0; p < pieces; p++) {
    int32_t best = main[run->label[head[p]]];
    if (p == best || households[p] == 0) continue;
    for (int32_t u = 0; u < w->units; u++) {
      if (piece[u] != p || w->households[u] == 0 || run->cut_count + 1 >= EXACT_CUTS) continue;
      for (int32_t v = 0; v < w->units; v++) /* its largest unit stands for the main piece */
        if (piece[v] == best && w->households[v] * 2 > 0) {
          exact_add_cut(run, piece, p, u, v);
          added++;
          break;
        }
    }
  }
  return added;
}

static int64_t exact_moved(const exact_run *run)
{
  const exact_world *w = run->world;
  int64_t moved = 0;
  for (int32_t u = 0; u < w->units; u++)
    if (w->former[u] >= 0 && run->label[u] != w->former[u]) moved += w->households[u];
  return moved;
}

/* The least, in *least; EXACT_UNKNOWN: what is proved that it is at least; EXACT_NONE: no division
 * keeps the bounds. seconds: for each round. */
static exact_end exact_least_moved(const exact_world *w, int seconds, int64_t *least)
{
  exact_run run = {.world = w};
  exact_end end = EXACT_UNKNOWN;
  *least = 0;
  run.cuts = malloc(EXACT_CUTS * sizeof *run.cuts);
  if (run.cuts == NULL) abort();
  for (int round = 0; round < EXACT_ROUNDS; round++) {
    end = exact_solve(&run, seconds);
    if (end != EXACT_SOLVED) break;
    *least = exact_moved(&run);
    if (exact_add_cuts(&run) == 0) break;
    end = EXACT_UNKNOWN;
  }
  free(run.cuts);
  return end;
}

static inline bool exact_is_there(void)
{
  return system("glpsol --version > /dev/null 2>&1") == 0;
}

#endif
