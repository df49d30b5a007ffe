/* A walk of moves, with a tabu list (Glover 1989).
 *
 * Among towers of which only pairs are in range, a tower left alone takes its neighbour from
 * another pair and leaves the next one alone: the fault does not get less until it meets another,
 * many moves away, as along an augmenting path of a matching. No chain of a few moves sees that
 * far. So a part out of range, drawn at random, makes its best move even if that is for the worse;
 * units that have just moved stay where they are for a few moves. What had the least fault is taken
 * up again when there has been nothing better for long, and in the end. Of 200 towers of 160 to 280
 * households a walk leaves none out of range where chains leave one to three (measured). */
#include "walk.h"

#include <string.h>

#include "moves.h"

#define PATIENCE 500    /* moves without less fault than ever before */
#define TENURE_LEAST 4  /* moves that a unit stays where it is … */
#define TENURE_MORE 8   /* … and up to so many more */
#define PASSED_OVER 8   /* one in so many moves is passed over, lest the walk runs in circles */
#define WISH_MOVES 1024 /* between two looks at the wish to stop */

typedef struct walk {
  wg_mover mover;
  wg_random *random;
  int64_t now;        /* moves made */
  int64_t *free_from; /* unit: stays where it is before that move */
  int32_t *out;       /* parts out of range, in no order … */
  int32_t *place;     /* … and where a part is among them, −1 */
  int32_t out_count;
  int64_t least; /* fault that ever was … */
  int32_t *best; /* … and the partition that had it */
} walk;

/* The part is, or is not, out of range now. */
static void note(walk *w, int32_t part)
{
  bool is_out = wg_mover_fault_of(&w->mover, part) > 0;
  if (is_out == (w->place[part] >= 0)) return;
  if (is_out) {
    w->place[part] = w->out_count;
    w->out[w->out_count++] = part;
    return;
  }
  int32_t last = w->out[--w->out_count];
  w->out[w->place[part]] = last;
  w->place[last] = w->place[part];
  w->place[part] = -1;
}

static void note_all(walk *w)
{
  for (int32_t part = 0; part < w->mover.draft->count; part++) note(w, part);
}

static size_t bytes_of(const walk *w)
{
  return (size_t)w->mover.draft->level->count * sizeof *w->best;
}

static void save(walk *w)
{
  w->least = w->mover.fault;
  memcpy(w->best, w->mover.draft->part, bytes_of(w));
}

static void restore(walk *w)
{
  wg_draft *draft = w->mover.draft;
  if (w->mover.fault == w->least) return;
  memcpy(draft->part, w->best, bytes_of(w));
  wg_draft_count(draft, draft->level);
  wg_hauler_anchor(&w->mover.hauler);
  w->mover.fault = w->least;
  note_all(w);
}

/* What leaves less fault than ever is always made. */
static bool is_tabu(const walk *w, const wg_move *move)
{
  if (w->mover.fault + move->fault < w->least) return false;
  return w->free_from[move->unit] > w->now || wg_random_below(w->random, PASSED_OVER) == 0;
}

static void make_one(walk *w)
{
  int32_t part = w->out[wg_random_below(w->random, (uint64_t)w->out_count)];
  wg_moves moves = {.most = INT64_MAX};
  wg_haul haul;
  wg_moves_list(&w->mover, part, &moves);
  for (int32_t i = 0; i < moves.count; i++) {
    const wg_move *move = &moves.list[i];
    if (is_tabu(w, move) || !wg_mover_make(&w->mover, move, &haul)) continue;
    w->free_from[move->unit] =
        w->now + TENURE_LEAST + (int64_t)wg_random_below(w->random, TENURE_MORE);
    note(w, haul.from);
    note(w, haul.to);
    return;
  }
}

static wg_status go(walk *w, wg_context *context, int64_t bound)
{
  int64_t gained = 0;
  while (w->mover.hauler.steps > 0 && w->least > bound) {
    if (++w->now % WISH_MOVES == 0) WG_TRY(wg_progress(context, "dividing", 0, 0));
    make_one(w);
    if (w->mover.fault < w->least)
      save(w);
    else if (w->now - gained <= PATIENCE)
      continue;
    else
      restore(w);
    gained = w->now;
  }
  restore(w);
  return WG_OK;
}

wg_status wg_walk(wg_draft *draft, wg_context *context, const wg_rule *rule, wg_random *random,
                  int64_t bound, int64_t steps)
{
  walk w = {.random = random};
  size_t units = (size_t)draft->level->count, parts = (size_t)draft->count;
  if (wg_draft_fault(draft, rule) <= bound) return WG_OK;
  wg_status status;
  WG_TRY_DONE(wg_mover_new(&w.mover, context, draft, rule, steps));
  WG_TRY_DONE(wg_allocate(context, &w.free_from, units, sizeof *w.free_from));
  WG_TRY_DONE(wg_allocate(context, &w.best, units, sizeof *w.best));
  WG_TRY_DONE(wg_allocate(context, &w.out, parts, sizeof *w.out));
  WG_TRY_DONE(wg_allocate(context, &w.place, parts, sizeof *w.place));
  memset(w.place, 0xFF, parts * sizeof *w.place);
  note_all(&w);
  save(&w);
  WG_TRY_DONE(go(&w, context, bound));
done:
  wg_mover_free(&w.mover, context);
  wg_release(context, w.free_from);
  wg_release(context, w.best);
  wg_release(context, w.out);
  wg_release(context, w.place);
  wg_draft_check(draft);
  return status;
}
