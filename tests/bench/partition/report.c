#include "report.h"

#include <stdio.h>
#include <string.h>

static const char *const columns[] = {"asked", "parts", "range", "conn", "cost m", "best", "/best",
                                      "s median", "s worst", "cost x", "time x", "MB"};
static const int widths[] = {6, 6, 6, 6, 11, 11, 7, 9, 9, 7, 7, 6};
enum { COLUMNS = sizeof widths / sizeof *widths };

/* The least cost known for a graph at so many parts, 0: none. */
static int64_t best_known(const output *out, const row *l)
{
  char text[256], graph[64];
  int64_t best = 0;
  long long cost;
  int parts;
  FILE *file = out->best_file != NULL ? fopen(out->best_file, "r") : NULL;
  while (file != NULL && fgets(text, sizeof text, file) != NULL)
    if (text[0] != '#' && sscanf(text, "%63s %d %lld", graph, &parts, &cost) == 3 &&
        strcmp(graph, l->graph) == 0 && parts == l->worst.parts)
      best = cost;
  if (file != NULL) fclose(file);
  return best;
}

static void put_ratio(char *text, double a, double b)
{
  if (a > 0 && b > 0) snprintf(text, 32, "%.3f", a / b);
}

static void put_seconds(char *text, double seconds)
{
  if (seconds > 0) snprintf(text, 32, "%.4f", seconds);
}

static void put_count(char *text, int64_t count)
{
  if (count > 0) snprintf(text, 32, "%lld", (long long)count);
}

static void put_metres(char *text, int64_t decimetres)
{
  if (decimetres > 0)
    snprintf(text, 32, "%lld.%lld", (long long)decimetres / 10, (long long)decimetres % 10);
}

void report_head(const output *out, const char *graph, int32_t units, int64_t households)
{
  if (out->tsv) return;
  printf("\n%s: %d units, %lld households\n%-26s", graph, units, (long long)households, "");
  for (int c = 0; c < COLUMNS; c++) printf("%*s", widths[c], columns[c]);
  printf("\n");
}

void report_line(const output *out, const row *l, const row *beside)
{
  char cells[COLUMNS][32] = {""};
  int64_t best = best_known(out, l);
  put_count(cells[0], l->asked);
  put_count(cells[1], l->worst.parts);
  put_count(cells[2], l->worst.in_range);
  put_count(cells[3], l->worst.connected);
  put_metres(cells[4], l->worst.cost);
  put_metres(cells[5], best);
  put_ratio(cells[6], (double)l->worst.cost, (double)best);
  put_seconds(cells[7], l->seconds_median);
  put_seconds(cells[8], l->seconds_worst);
  if (beside != NULL) put_ratio(cells[9], (double)l->worst.cost, (double)beside->worst.cost);
  if (beside != NULL) put_ratio(cells[10], l->seconds_median, beside->seconds_median);
  put_count(cells[11], (l->peak_kb + 512) / 1024);
  if (out->tsv) printf("%s\t%s", l->graph, l->who);
  else printf("  %-24s", l->who);
  for (int c = 0; c < COLUMNS; c++)
    if (out->tsv) printf("\t%s", cells[c]);
    else printf("%*s", widths[c], cells[c]);
  printf("\n");
  fflush(stdout);
}
