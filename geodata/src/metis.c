/* METIS graph files: the plain text format of METIS, KaHIP and SCOTCH's converters.
 *
 * First line: units, edges, and optionally fmt (three digits: vertex sizes, vertex weights, edge
 * weights) and ncon (weights a vertex: 1, households, or 2, persons too). Then one line a unit:
 * [size] [weights] then pairs
 * of neighbour (from 1) and edge weight. Lines that start with % are comments. (METIS manual 5.1,
 * section 4.1.1.) Files come from strangers: every number is checked, both directions of an edge
 * must be there with one weight, and the sentence names the line.
 *
 * The file is read whole (30 bytes an edge) and scanned once. An edge is kept where its lower end
 * is read; what the line of the higher end says (its echo) is matched against it afterwards, echoes
 * sorted by their lower end by counting, so checking is linear. */
#include "geodata/metis.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

typedef struct reader {
  wg_context *context;
  const char *path;
  char *text;
  int64_t size, at, capacity;
  int64_t line; /* of the text being scanned, from 1 */
  bool edge_weights, unit_weights, unit_sizes, has_persons;
  int64_t edges_said;
} reader;

/* An edge as the line of its higher end tells it. */
typedef struct echo {
  int32_t a, b; /* a < b */
  int64_t cost, line;
} echo;

static wg_status read_stream(reader *r, FILE *file)
{
  size_t got;
  do {
    WG_TRY(wg_grow(r->context, &r->text, &r->capacity, r->size + (1 << 16) + 1, 1));
    got = fread(r->text + r->size, 1, 1 << 16, file);
    r->size += (int64_t)got;
  } while (got > 0);
  r->text[r->size] = 0;
  if (ferror(file))
    return wg_fail(r->context, WG_UNREADABLE,
                   wg_in(r->context, "'%s' cannot be read: %s.", "“%s”无法读取：%s。"), r->path,
                   strerror(errno));
  return WG_OK;
}

static wg_status read_whole(reader *r)
{
  if (strcmp(r->path, "-") == 0) {
    r->path = wg_in(r->context, "standard input", "标准输入");
    return read_stream(r, stdin);
  }
  FILE *file = fopen(r->path, "rb");
  if (file == NULL)
    return wg_fail(
        r->context, errno == ENOENT ? WG_NOT_FOUND : WG_UNREADABLE,
        wg_in(r->context, "The graph file '%s' cannot be opened: %s.", "图文件“%s”无法打开：%s。"),
        r->path, strerror(errno));
  wg_status status = read_stream(r, file);
  fclose(file);
  return status;
}

static void skip_blanks(reader *r)
{
  while (r->text[r->at] == ' ' || r->text[r->at] == '\t' || r->text[r->at] == '\r') r->at++;
}

static bool line_is_over(reader *r)
{
  skip_blanks(r);
  return r->at >= r->size || r->text[r->at] == '\n';
}

/* To the start of the next line. */
static void next_line(reader *r)
{
  while (r->at < r->size && r->text[r->at] != '\n') r->at++;
  if (r->at < r->size) r->at++;
  r->line++;
}

/* Stands at the start of a line; passes lines of comment. False at the end of the text. */
static bool find_line(reader *r)
{
  while (r->at < r->size && r->text[r->at] == '%') next_line(r);
  return r->at < r->size;
}

static wg_status malformed(reader *r, const char *what)
{
  return wg_fail(r->context, WG_UNREADABLE,
                 wg_in(r->context, "'%s', line %lld: %s.", "“%s”第 %lld 行：%s。"), r->path,
                 (long long)r->line, what);
}

/* One whole number, 0 … limit; `what` says what was expected. */
static wg_status read_number(reader *r, int64_t limit, const char *what, int64_t *out)
{
  if (line_is_over(r)) return malformed(r, what);
  int64_t value = 0, begin = r->at;
  for (; r->text[r->at] >= '0' && r->text[r->at] <= '9'; r->at++)
    if (__builtin_mul_overflow(value, 10, &value) ||
        __builtin_add_overflow(value, r->text[r->at] - '0', &value) || value > limit)
      return malformed(r, what);
  char after = r->text[r->at];
  bool ends = r->at >= r->size || after == ' ' || after == '\t' || after == '\r' || after == '\n';
  if (r->at == begin || !ends) return malformed(r, what);
  *out = value;
  return WG_OK;
}

static wg_status read_format(reader *r)
{
  wg_context *c = r->context;
  const char *expected = wg_in(c, "expected the format as up to three digits 0 or 1",
                               "应为格式代码，即最多三位 0 或 1");
  if (line_is_over(r)) return WG_OK;
  int64_t format, constraints = 1;
  WG_TRY(read_number(r, 111, expected, &format));
  if (format % 10 > 1 || format / 10 % 10 > 1) return malformed(r, expected);
  r->edge_weights = format % 10 == 1;
  r->unit_weights = format / 10 % 10 == 1;
  r->unit_sizes = format / 100 == 1;
  const char *few = wg_in(c,
                          "expected 1 weight a unit (ncon), households, or 2 with a format that has "
                          "weights, households and persons",
                          "每个单元应有 1 个权重（ncon，户数）；格式含权重时可有 2 个（户数、人口）");
  if (!line_is_over(r)) WG_TRY(read_number(r, 2, few, &constraints));
  if (constraints == 0 || (constraints == 2 && !r->unit_weights)) return malformed(r, few);
  r->has_persons = constraints == 2;
  if (!line_is_over(r))
    return malformed(r, wg_in(c, "expected nothing after units, edges, format and ncon",
                              "单元数、边数、格式、ncon 之后不应再有内容"));
  return WG_OK;
}

static wg_status read_header(reader *r, wg_metis_graph *out)
{
  wg_context *c = r->context;
  int64_t units;
  if (!find_line(r))
    return malformed(r,
                     wg_in(c, "expected the numbers of units and edges, found the end of the file",
                           "应为单元数和边数，文件却已结束"));
  WG_TRY(read_number(r, INT32_MAX - 1,
                     wg_in(c, "expected the number of units, a whole number below 2147483647",
                           "应为单元数，即小于 2147483647 的整数"),
                     &units));
  WG_TRY(read_number(r, INT64_MAX / 64,
                     wg_in(c, "expected the number of edges, a whole number", "应为边数，即整数"),
                     &r->edges_said));
  WG_TRY(read_format(r));
  /* Every unit needs a line, every edge two numbers: a lying header cannot ask for memory. */
  if (units > r->size || r->edges_said > r->size)
    return malformed(r, wg_in(c, "the file is too short for that many units and edges",
                              "文件太短，容不下这么多单元和边"));
  out->unit_count = (int32_t)units;
  next_line(r);
  return WG_OK;
}

static wg_status keep_edge(wg_context *context, wg_metis_graph *out, int64_t capacity[3], int32_t a,
                           int32_t b, int64_t cost)
{
  int64_t needed = out->edge_count + 1;
  WG_TRY(wg_grow(context, &out->edge_a, &capacity[0], needed, sizeof *out->edge_a));
  WG_TRY(wg_grow(context, &out->edge_b, &capacity[1], needed, sizeof *out->edge_b));
  WG_TRY(wg_grow(context, &out->edge_cost, &capacity[2], needed, sizeof *out->edge_cost));
  out->edge_a[out->edge_count] = a;
  out->edge_b[out->edge_count] = b;
  out->edge_cost[out->edge_count++] = cost;
  return WG_OK;
}

/* What is growing while lines are read. */
typedef struct growing {
  wg_metis_graph *graph;
  int64_t capacity[3];
  echo *echoes;
  int64_t echo_count, echo_capacity;
  int64_t *unit_line; /* where the line of each unit stands */
} growing;

static wg_status read_neighbor(reader *r, growing *g, int32_t unit)
{
  wg_context *c = r->context;
  int64_t neighbor, cost = 1;
  WG_TRY(read_number(r, g->graph->unit_count,
                     wg_in(c, "expected a neighbour, a unit from 1 to the number of units",
                           "应为相邻单元，编号从 1 到单元数"),
                     &neighbor));
  if (neighbor == 0 || neighbor - 1 == unit)
    return malformed(
        r, neighbor == 0
               ? wg_in(c, "units are numbered from 1, found 0", "单元从 1 开始编号，却出现 0")
               : wg_in(c, "a unit is named as its own neighbour", "单元与自身相邻"));
  if (r->edge_weights)
    WG_TRY(
        read_number(r, INT32_MAX,
                    wg_in(c, "expected the weight of an edge, a whole number of at most 2147483647",
                          "应为边的权重，即不大于 2147483647 的整数"),
                    &cost));
  int32_t other = (int32_t)neighbor - 1;
  if (unit < other) return keep_edge(c, g->graph, g->capacity, unit, other, cost);
  WG_TRY(wg_grow(c, &g->echoes, &g->echo_capacity, g->echo_count + 1, sizeof *g->echoes));
  g->echoes[g->echo_count++] = (echo){other, unit, cost, r->line};
  return WG_OK;
}

static wg_status read_persons(reader *r, wg_metis_graph *graph, int32_t unit)
{
  int64_t persons;
  if (!r->has_persons) return WG_OK;
  WG_TRY(read_number(
      r, INT32_MAX,
      wg_in(r->context,
            "expected the persons of the unit, a whole number of at most 2147483647",
            "应为单元人口，即不大于 2147483647 的整数"),
      &persons));
  graph->persons[unit] = (int32_t)persons;
  return WG_OK;
}

static wg_status read_unit(reader *r, growing *g, int32_t unit)
{
  wg_context *c = r->context;
  int64_t size, weight = 1;
  if (!find_line(r))
    return malformed(r, wg_in(c, "expected a line for every unit, found the end of the file",
                              "每个单元应有一行，文件却已结束"));
  if (r->unit_sizes)
    WG_TRY(read_number(
        r, INT64_MAX / 64,
        wg_in(c, "expected the size of the unit, a whole number", "应为单元大小，即整数"), &size));
  if (r->unit_weights)
    WG_TRY(read_number(
        r, INT32_MAX,
        wg_in(c, "expected the households of the unit, a whole number of at most 2147483647",
              "应为单元户数，即不大于 2147483647 的整数"),
        &weight));
  g->graph->households[unit] = (int32_t)weight;
  WG_TRY(read_persons(r, g->graph, unit));
  g->unit_line[unit] = r->line;
  while (!line_is_over(r)) WG_TRY(read_neighbor(r, g, unit));
  next_line(r);
  return WG_OK;
}

static wg_status one_sided(reader *r, int64_t line, int32_t a, int32_t b)
{
  return wg_fail(
      r->context, WG_UNREADABLE,
      wg_in(r->context,
            "'%s', line %lld: the edge between units %d and %d must be named once on "
            "the lines of both, with the same weight.",
            "“%s”第 %lld 行：单元 %d 与 %d 之间的边须在两个单元的行中各出现一次且权重相同。"),
      r->path, (long long)line, a + 1, b + 1);
}

/* Stable, by the lower end. */
static wg_status sort_echoes(const growing *g, wg_context *context, echo **sorted)
{
  int64_t *cursor;
  WG_TRY(wg_allocate(context, &cursor, (size_t)g->graph->unit_count + 1, sizeof *cursor));
  wg_status status = wg_allocate(context, sorted, (size_t)g->echo_count, sizeof **sorted);
  if (status == WG_OK) {
    for (int64_t i = 0; i < g->echo_count; i++) cursor[g->echoes[i].a + 1]++;
    for (int32_t u = 0; u < g->graph->unit_count; u++) cursor[u + 1] += cursor[u];
    for (int64_t i = 0; i < g->echo_count; i++) (*sorted)[cursor[g->echoes[i].a]++] = g->echoes[i];
  }
  wg_release(context, cursor);
  return status;
}

/* Within one lower end a, every neighbour b must occur once on either side with one weight.
 * cost_at: unit_count values of −1. */
static wg_status match_unit(reader *r, const growing *g, const echo *echoes, int64_t *cost_at,
                            int32_t a, int64_t *edge, int64_t *at)
{
  const wg_metis_graph *graph = g->graph;
  int64_t begin = *edge;
  for (; *edge < graph->edge_count && graph->edge_a[*edge] == a; (*edge)++) {
    int32_t b = graph->edge_b[*edge];
    if (cost_at[b] >= 0) return one_sided(r, g->unit_line[a], a, b);
    cost_at[b] = graph->edge_cost[*edge];
  }
  for (; *at < g->echo_count && echoes[*at].a == a; (*at)++) {
    const echo *back = &echoes[*at];
    if (cost_at[back->b] != back->cost) return one_sided(r, back->line, a, back->b);
    cost_at[back->b] = -1;
  }
  for (int64_t e = begin; e < *edge; e++)
    if (cost_at[graph->edge_b[e]] >= 0) return one_sided(r, g->unit_line[a], a, graph->edge_b[e]);
  return WG_OK;
}

static wg_status match_echoes(reader *r, const growing *g)
{
  echo *sorted = NULL;
  int64_t *cost_at = NULL, edge = 0, at = 0;
  wg_status status;
  WG_TRY_DONE(sort_echoes(g, r->context, &sorted));
  WG_TRY_DONE(wg_allocate(r->context, &cost_at, (size_t)g->graph->unit_count, sizeof *cost_at));
  for (int32_t u = 0; u < g->graph->unit_count; u++) cost_at[u] = -1;
  for (int32_t a = 0; a < g->graph->unit_count; a++)
    WG_TRY_DONE(match_unit(r, g, sorted, cost_at, a, &edge, &at));
done:
  wg_release(r->context, sorted);
  wg_release(r->context, cost_at);
  return status;
}

static wg_status read_rest(reader *r, const growing *g)
{
  wg_context *c = r->context;
  while (find_line(r)) {
    if (!line_is_over(r))
      return malformed(r, wg_in(c, "expected the end of the file after the last unit",
                                "最后一个单元之后应为文件末尾"));
    next_line(r);
  }
  WG_TRY(match_echoes(r, g));
  if (g->graph->edge_count == r->edges_said) return WG_OK;
  return wg_fail(c, WG_UNREADABLE,
                 wg_in(c, "'%s': the first line says %lld edges, the lines of the units name %lld.",
                       "“%s”：首行写有 %lld 条边，各单元行中却有 %lld 条。"),
                 r->path, (long long)r->edges_said, (long long)g->graph->edge_count);
}

wg_status wg_metis_read(wg_metis_graph *out, wg_context *context, const char *path)
{
  *out = (wg_metis_graph){0};
  reader r = {.context = context, .path = path, .line = 1};
  growing g = {.graph = out};
  wg_status status;
  WG_TRY_DONE(read_whole(&r));
  WG_TRY_DONE(read_header(&r, out));
  size_t units = (size_t)out->unit_count;
  WG_TRY_DONE(wg_allocate(context, &out->households, units, sizeof *out->households));
  if (r.has_persons)
    WG_TRY_DONE(wg_allocate(context, &out->persons, units, sizeof *out->persons));
  WG_TRY_DONE(wg_allocate(context, &g.unit_line, units, sizeof *g.unit_line));
  for (int32_t u = 0; u < out->unit_count; u++) WG_TRY_DONE(read_unit(&r, &g, u));
  WG_TRY_DONE(read_rest(&r, &g));
done:
  wg_release(context, r.text);
  wg_release(context, g.echoes);
  wg_release(context, g.unit_line);
  if (status != WG_OK) wg_metis_free(out, context);
  return status;
}

void wg_metis_free(wg_metis_graph *graph, wg_context *context)
{
  wg_release(context, graph->households);
  wg_release(context, graph->persons);
  wg_release(context, graph->edge_a);
  wg_release(context, graph->edge_b);
  wg_release(context, graph->edge_cost);
  *graph = (wg_metis_graph){0};
}
