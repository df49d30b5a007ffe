/* What is wrong between communities, by name and with its area: one finding for each pair that
 * overlaps and for each gap that communities enclose. Slivers of less than 0.01 m² are survey
 * noise: they are counted into one line. */
#include "frame_parts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const __int128 sliver_area2 = 2 * 10000; /* 0.01 m² in mm², doubled */

typedef struct overlap {
  int32_t low, high; /* ranks */
  __int128 area2;
  wg_point at;
} overlap;

typedef struct report {
  const frame_work *work;
  wg_context *context;
  wg_findings *findings;
  overlap *overlaps;
  int64_t overlap_count, overlap_capacity;
  int64_t slivers;
  __int128 sliver_sum;
  wg_point sliver_at;
} report;

/* Square metres with two decimals; the text does not depend on the locale. */
typedef struct area_text {
  char text[48];
} area_text;

static area_text square_metres(__int128 area2)
{
  area_text out;
  long long hundredths = (long long)((area2 + 10000) / 20000);
  snprintf(out.text, sizeof out.text, "%lld.%02lld", hundredths / 100, hundredths % 100);
  return out;
}

static const char *code_of(const report *r, int32_t rank)
{
  const wg_communities *all = r->work->communities;
  return wg_texts_get(&all->texts, all->code[r->work->by_rank[rank]]);
}

static const char *name_of(const report *r, int32_t rank)
{
  const wg_communities *all = r->work->communities;
  return wg_texts_get(&all->texts, all->name[r->work->by_rank[rank]]);
}

static wg_status add_finding(const report *r, wg_finding_code code, int32_t rank, wg_point at,
                             wg_finding **out)
{
  WG_TRY(wg_findings_add(r->findings, r->context, code, out));
  (*out)->community = rank >= 0 ? r->work->by_rank[rank] : -1;
  (*out)->at = at;
  (*out)->has_point = true;
  return WG_OK;
}

/* The lowest, then leftmost vertex of a cycle: where it begins, on every machine. */
static wg_point lowest_of(const frame_work *work, int32_t cycle)
{
  int32_t start = work->cycle_half[cycle], h = start;
  wg_point best = work->vertices[half_from(work->edges, start)];
  do {
    wg_point p = work->vertices[half_from(work->edges, h)];
    if (lower_point(p, best)) best = p;
    h = work->next_half[h];
  } while (h != start);
  return best;
}

/* --- overlaps ------------------------------------------------------------------------------------ */

/* Every pair owner–other of the face beside a cycle; outer cycles of what lies in it subtract. */
static wg_status note_overlaps(report *r, int32_t cycle)
{
  const frame_work *work = r->work;
  int32_t first = work->set_start[cycle], end = work->set_start[cycle + 1];
  if (end - first < 2) return WG_OK;
  __int128 area2 = frame_cycle_area2(work, cycle);
  wg_point at = lowest_of(work, cycle);
  for (int32_t i = first + 1; i < end; i++) {
    WG_TRY(wg_grow(r->context, &r->overlaps, &r->overlap_capacity, r->overlap_count + 1,
                   sizeof *r->overlaps));
    r->overlaps[r->overlap_count++] = (overlap){work->sets[first], work->sets[i], area2, at};
  }
  return WG_OK;
}

static int compare_overlap(const void *left, const void *right)
{
  const overlap *a = left, *b = right;
  if (a->low != b->low) return a->low < b->low ? -1 : 1;
  if (a->high != b->high) return a->high < b->high ? -1 : 1;
  if (a->area2 != b->area2) return a->area2 > b->area2 ? -1 : 1; /* the largest names the place */
  return lower_point(a->at, b->at) ? -1 : lower_point(b->at, a->at);
}

static void count_sliver(report *r, __int128 area2, wg_point at)
{
  if (r->slivers == 0 || lower_point(at, r->sliver_at)) r->sliver_at = at;
  r->slivers++;
  r->sliver_sum += area2;
}

static wg_status report_overlap(report *r, const overlap *pair)
{
  wg_finding *finding;
  wg_texts *texts = &r->findings->texts;
  WG_TRY(add_finding(r, WG_FINDING_COMMUNITY_OVERLAP, pair->high, pair->at, &finding));
  WG_TRY(wg_texts_format(texts, r->context, &finding->subject, "%s (%s)", name_of(r, pair->high),
                         code_of(r, pair->high)));
  WG_TRY(wg_texts_format(
      texts, r->context, &finding->reason,
      wg_in(r->context, "'%s' (%s) and '%s' (%s) overlap by %s m²; the overlap is given to %s.",
            "“%s”（%s）与“%s”（%s）重叠 %s 平方米；重叠部分归 %s。"),
      name_of(r, pair->high), code_of(r, pair->high), name_of(r, pair->low), code_of(r, pair->low),
      square_metres(pair->area2).text, code_of(r, pair->low)));
  return wg_texts_add(texts, r->context,
                      wg_in(r->context, "Draw the boundary between the two once and use it for both.",
                            "请将两社区的共同边界只画一次，两侧共用。"),
                      -1, &finding->remedy);
}

static wg_status report_overlaps(report *r)
{
  for (int32_t c = 0; c < r->work->cycle_count; c++) WG_TRY(note_overlaps(r, c));
  if (r->overlap_count == 0) return WG_OK;
  qsort(r->overlaps, (size_t)r->overlap_count, sizeof *r->overlaps, compare_overlap);
  for (int64_t i = 0, end; i < r->overlap_count; i = end) {
    overlap sum = r->overlaps[i];
    for (end = i + 1; end < r->overlap_count && r->overlaps[end].low == sum.low &&
                      r->overlaps[end].high == sum.high;
         end++)
      sum.area2 += r->overlaps[end].area2;
    if (sum.area2 < sliver_area2)
      count_sliver(r, sum.area2, sum.at);
    else
      WG_TRY(report_overlap(r, &sum));
  }
  return WG_OK;
}

/* --- gaps ---------------------------------------------------------------------------------------- */

typedef struct gap {
  __int128 area2;
  wg_point at;
  int32_t cycle;
} gap;

static int compare_gap(const void *left, const void *right)
{
  const gap *a = left, *b = right;
  return lower_point(a->at, b->at) ? -1 : lower_point(b->at, a->at);
}

/* The lowest ranks that lie round a gap, at most three; returns how many there are of these. */
static int ranks_round(const report *r, int32_t cycle, int32_t ranks[3])
{
  const frame_work *work = r->work;
  int32_t start = work->cycle_half[cycle], h = start;
  int count = 0;
  do {
    int32_t rank = frame_owner(work, h ^ 1);
    int i = 0;
    while (i < count && ranks[i] < rank) i++;
    if (rank >= 0 && i < 3 && (i == count || ranks[i] != rank)) {
      if (count < 3) count++;
      memmove(ranks + i + 1, ranks + i, (size_t)(count - 1 - i) * sizeof *ranks);
      ranks[i] = rank;
    }
    h = work->next_half[h];
  } while (h != start);
  return count;
}

static wg_status report_gap(report *r, const gap *g)
{
  wg_finding *finding;
  wg_texts *texts = &r->findings->texts;
  int32_t ranks[3] = {0};
  int count = ranks_round(r, g->cycle, ranks);
  char names[768] = "";
  for (int i = 0; i < count; i++) {
    size_t used = strlen(names);
    snprintf(names + used, sizeof names - used, "%s'%.200s' (%.40s)", i > 0 ? ", " : "",
             name_of(r, ranks[i]), code_of(r, ranks[i]));
  }
  WG_TRY(add_finding(r, WG_FINDING_COMMUNITY_GAP, count > 0 ? ranks[0] : -1, g->at, &finding));
  WG_TRY(wg_texts_add(texts, r->context, names, -1, &finding->subject));
  if (count == 1)
    WG_TRY(wg_texts_format(texts, r->context, &finding->reason,
                           wg_in(r->context, "A hole of %s m² in %s belongs to no community.",
                                 "%s 平方米的空洞（位于 %s 内）不属于任何社区。"),
                           square_metres(g->area2).text, names));
  else
    WG_TRY(wg_texts_format(texts, r->context, &finding->reason,
                           wg_in(r->context, "A gap of %s m² between %s belongs to no community.",
                                 "%s 平方米的空隙（位于 %s 之间）不属于任何社区。"),
                           square_metres(g->area2).text, names));
  return wg_texts_add(texts, r->context,
                      wg_in(r->context, "If people live there, give it to one of the communities.",
                            "如有住户，请将其划入其中一个社区。"),
                      -1, &finding->remedy);
}

/* Bounded faces without a community, less the components that lie in them. */
static wg_status find_gaps(const report *r, gap **gaps, int64_t *count)
{
  const frame_work *work = r->work;
  int32_t *gap_of = NULL;
  WG_TRY(wg_allocate(r->context, gaps, (size_t)work->cycle_count, sizeof **gaps));
  WG_TRY(wg_allocate(r->context, &gap_of, (size_t)work->cycle_count, sizeof *gap_of));
  for (int32_t c = 0; c < work->cycle_count; c++) {
    gap_of[c] = -1;
    if (work->container[c] != -2 || work->set_start[c] < work->set_start[c + 1]) continue;
    gap_of[c] = (int32_t)*count;
    (*gaps)[(*count)++] = (gap){frame_cycle_area2(work, c), lowest_of(work, c), c};
  }
  for (int32_t c = 0; c < work->cycle_count; c++)
    if (work->container[c] >= 0 && gap_of[work->container[c]] >= 0)
      (*gaps)[gap_of[work->container[c]]].area2 += frame_cycle_area2(work, c);
  wg_release(r->context, gap_of);
  return WG_OK;
}

static wg_status report_gaps(report *r)
{
  gap *gaps = NULL;
  int64_t count = 0;
  wg_status status = find_gaps(r, &gaps, &count);
  if (status == WG_OK && count > 0) qsort(gaps, (size_t)count, sizeof *gaps, compare_gap);
  for (int64_t i = 0; i < count && status == WG_OK; i++) {
    if (gaps[i].area2 < sliver_area2)
      count_sliver(r, gaps[i].area2, gaps[i].at);
    else
      status = report_gap(r, &gaps[i]);
  }
  wg_release(r->context, gaps);
  return status;
}

/* --- the rest ------------------------------------------------------------------------------------ */

static wg_status report_slivers(report *r)
{
  wg_finding *finding;
  if (r->slivers == 0) return WG_OK;
  WG_TRY(add_finding(r, WG_FINDING_COMMUNITY_GAP, -1, r->sliver_at, &finding));
  finding->severity = WG_SEVERITY_INFO;
  WG_TRY(wg_texts_add(&r->findings->texts, r->context,
                      wg_in(r->context, "slivers between communities", "社区之间的碎缝"), -1,
                      &finding->subject));
  return wg_texts_format(&r->findings->texts, r->context, &finding->reason,
                         wg_in(r->context,
                               "%lld overlaps and gaps of less than 0.01 m², %s m² in all, were "
                               "closed or left aside.",
                               "%lld 处小于 0.01 平方米的重叠或空隙，合计 %s 平方米，已并入或忽略。"),
                         (long long)r->slivers, square_metres(r->sliver_sum).text);
}

/* An outline that encloses nothing: a line there and back, or smaller than the tolerance. */
static wg_status report_collapsed(report *r)
{
  const frame_work *work = r->work;
  uint8_t *covers = NULL;
  wg_status status = WG_OK;
  WG_TRY(wg_allocate(r->context, &covers, (size_t)work->community_count, 1));
  for (int32_t i = 0; i < work->set_start[work->cycle_count]; i++) covers[work->sets[i]] = 1;
  for (int32_t rank = 0; rank < work->community_count && status == WG_OK; rank++) {
    const wg_shapes *shapes = &work->communities->shapes;
    int32_t c = work->by_rank[rank];
    if (covers[rank] || shapes->ring_start[c] == shapes->ring_start[c + 1]) continue;
    int64_t first = shapes->point_start[shapes->ring_start[c]];
    wg_finding *finding;
    wg_point at = first < shapes->point_count ? shapes->points[first] : (wg_point){0, 0};
    WG_TRY_DONE(add_finding(r, WG_FINDING_GEOMETRY_REFUSED, rank, at, &finding));
    WG_TRY_DONE(wg_texts_format(&r->findings->texts, r->context, &finding->subject, "%s (%s)",
                                name_of(r, rank), code_of(r, rank)));
    WG_TRY_DONE(wg_texts_add(&r->findings->texts, r->context,
                             wg_in(r->context, "The outline of this community encloses no ground.",
                                   "该社区的边界没有围成任何面积。"),
                             -1, &finding->reason));
  }
done:
  wg_release(r->context, covers);
  return status;
}

wg_status frame_report(const frame_work *work, wg_findings *findings)
{
  report r = {.work = work, .context = work->context, .findings = findings};
  wg_status status;
  WG_TRY_DONE(report_overlaps(&r));
  WG_TRY_DONE(report_gaps(&r));
  WG_TRY_DONE(report_slivers(&r));
  WG_TRY_DONE(report_collapsed(&r));
done:
  wg_release(r.context, r.overlaps);
  return status;
}
