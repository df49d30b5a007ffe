/* Conflicts between candidates, once and for all: slabs are swept from left to right. */
#include "placing.h"

#include <math.h>
#include <stdlib.h>

#include "algorithms/inner_place.h"

typedef struct span {
  double left, right, top, bottom;
  int64_t box;       /* −1 − k: obstacle k */
  int32_t candidate; /* −1: an obstacle */
} span;

typedef struct pair {
  int32_t a, b;
} pair;

typedef struct sweep {
  const wg_label_problem *problem;
  wg_label_conflicts *out;
  span *spans;
  int64_t span_count;
  pair *pairs;
  int64_t pair_count, pair_capacity;
} sweep;

static span span_of(const wg_slab *s, double margin, int64_t box, int32_t candidate)
{
  double x = s->half_length * fabs(s->along_x) + s->half_height * fabs(s->along_y) + margin / 2;
  double y = s->half_length * fabs(s->along_y) + s->half_height * fabs(s->along_x) + margin / 2;
  return (span){s->x - x, s->x + x, s->y - y, s->y + y, box, candidate};
}

static int compare_spans(const void *left, const void *right)
{
  const span *a = left, *b = right;
  if (a->left != b->left) return a->left < b->left ? -1 : 1;
  return (a->box > b->box) - (a->box < b->box);
}

static const wg_slab *slab_of(const sweep *s, const span *of)
{
  return of->box < 0 ? &s->problem->obstacles[-1 - of->box] : &s->problem->boxes[of->box];
}

static wg_status add_pair(sweep *s, wg_context *context, int32_t a, int32_t b)
{
  WG_TRY(wg_grow(context, &s->pairs, &s->pair_capacity, s->pair_count + 2, sizeof *s->pairs));
  s->pairs[s->pair_count++] = (pair){a, b};
  s->pairs[s->pair_count++] = (pair){b, a};
  return WG_OK;
}

static wg_status meet(sweep *s, wg_context *context, const span *a, const span *b)
{
  const int32_t *owner = s->out->owner;
  if (a->top >= b->bottom || b->top >= a->bottom) return WG_OK;
  if (a->candidate < 0 && b->candidate < 0) return WG_OK;
  if (a->candidate >= 0 && b->candidate >= 0 && owner[a->candidate] == owner[b->candidate])
    return WG_OK;
  if (!wg_slabs_overlap(slab_of(s, a), slab_of(s, b), s->problem->margin)) return WG_OK;
  if (a->candidate >= 0 && b->candidate >= 0)
    return add_pair(s, context, a->candidate, b->candidate);
  s->out->barred[a->candidate >= 0 ? a->candidate : b->candidate] = true;
  return WG_OK;
}

static wg_status list_spans(sweep *s, wg_context *context)
{
  const wg_label_problem *p = s->problem;
  WG_TRY(wg_allocate(context, &s->spans, (size_t)(p->box_count + p->obstacle_count),
                     sizeof *s->spans));
  for (int32_t f = 0; f < p->feature_count; f++)
    for (int64_t c = p->features[f].candidate;
         c < p->features[f].candidate + p->features[f].candidate_count; c++) {
      s->out->owner[c] = f;
      for (int64_t b = p->candidates[c].box; b < p->candidates[c].box + p->candidates[c].box_count;
           b++)
        s->spans[s->span_count++] = span_of(&p->boxes[b], p->margin, b, (int32_t)c);
    }
  for (int32_t k = 0; k < p->obstacle_count; k++)
    s->spans[s->span_count++] = span_of(&p->obstacles[k], p->margin, -1 - k, -1);
  qsort(s->spans, (size_t)s->span_count, sizeof *s->spans, compare_spans);
  return WG_OK;
}

static wg_status sweep_all(sweep *s, wg_context *context)
{
  for (int64_t i = 0; i < s->span_count; i++)
    for (int64_t j = i + 1; j < s->span_count && s->spans[j].left < s->spans[i].right; j++)
      WG_TRY(meet(s, context, &s->spans[i], &s->spans[j]));
  return WG_OK;
}

static bool ends_are_near(const wg_label_problem *p, const wg_label_candidate *a,
                          const wg_label_candidate *b)
{
  for (int k = 0; k < 4; k++) {
    const wg_slab *q = &p->boxes[k < 2 ? a->box : a->box + a->box_count - 1];
    const wg_slab *r = &p->boxes[k % 2 == 0 ? b->box : b->box + b->box_count - 1];
    double dx = q->x - r->x, dy = q->y - r->y;
    if (dx * dx + dy * dy < p->apart * p->apart) return true;
  }
  return false;
}

/* Labels of the same text too near each other. */
static wg_status keep_apart(sweep *s, wg_context *context)
{
  const wg_label_problem *p = s->problem;
  for (int32_t f = 0; f < p->feature_count; f++)
    for (int32_t g = f + 1; g < p->feature_count; g++) {
      const wg_label_feature *a = &p->features[f], *b = &p->features[g];
      if (a->group < 0 || a->group != b->group) continue;
      for (int64_t i = a->candidate; i < a->candidate + a->candidate_count; i++)
        for (int64_t j = b->candidate; j < b->candidate + b->candidate_count; j++) {
          if (ends_are_near(p, &p->candidates[i], &p->candidates[j]))
            WG_TRY(add_pair(s, context, (int32_t)i, (int32_t)j));
        }
    }
  return WG_OK;
}

/* Each pair once: rows by their first candidate, then what a row already has is left out. */
static wg_status gather(sweep *s, wg_context *context)
{
  wg_label_conflicts *out = s->out;
  int64_t candidates = s->problem->candidate_count, n = 0;
  int32_t *row_of; /* the last row that has a candidate, + 1 */
  WG_TRY(wg_allocate(context, &out->start, (size_t)candidates + 2, sizeof *out->start));
  WG_TRY(wg_allocate(context, &out->with, (size_t)s->pair_count, sizeof *out->with));
  WG_TRY(wg_allocate(context, &row_of, (size_t)candidates, sizeof *row_of));
  int64_t *next = out->start + 1;
  for (int64_t i = 0; i < s->pair_count; i++) next[s->pairs[i].a + 1]++;
  for (int64_t c = 0; c < candidates; c++) next[c + 1] += next[c];
  for (int64_t i = 0; i < s->pair_count; i++) out->with[next[s->pairs[i].a]++] = s->pairs[i].b;
  /* now start[c] … start[c + 1] is the row of c, with repetitions */
  for (int64_t c = 0, from = 0; c < candidates; c++) {
    int64_t to = out->start[c + 1];
    out->start[c] = n;
    for (; from < to; from++) {
      int32_t other = out->with[from];
      if (row_of[other] == c + 1) continue;
      row_of[other] = (int32_t)c + 1;
      out->with[n++] = other;
    }
  }
  out->start[candidates] = n;
  wg_release(context, row_of);
  return WG_OK;
}

wg_status wg_label_conflicts_build(wg_label_conflicts *out, wg_context *context,
                                   const wg_label_problem *problem)
{
  sweep s = {.problem = problem, .out = out};
  wg_status status;
  *out = (wg_label_conflicts){0};
  WG_TRY_DONE(
      wg_allocate(context, &out->barred, (size_t)problem->candidate_count, sizeof *out->barred));
  WG_TRY_DONE(
      wg_allocate(context, &out->owner, (size_t)problem->candidate_count, sizeof *out->owner));
  WG_TRY_DONE(list_spans(&s, context));
  WG_TRY_DONE(sweep_all(&s, context));
  WG_TRY_DONE(keep_apart(&s, context));
  WG_TRY_DONE(gather(&s, context));
done:
  wg_release(context, s.spans);
  wg_release(context, s.pairs);
  return status;
}

void wg_label_conflicts_free(wg_label_conflicts *conflicts, wg_context *context)
{
  wg_release(context, conflicts->start);
  wg_release(context, conflicts->with);
  wg_release(context, conflicts->barred);
  wg_release(context, conflicts->owner);
  *conflicts = (wg_label_conflicts){0};
}
