/* Remedies in words, in both languages. */
#include "measure.h"
#include <stdarg.h>
#include <stdio.h>

#include "remedy.h"

typedef struct words {
  wg_context *context;
  const wg_plan *plan;
  const wg_remedies *remedies;
  char text[4096];
  size_t length;
} words;

static void say(words *w, const char *format, ...) WG_PRINTF(2, 3);

static void say(words *w, const char *format, ...)
{
  va_list arguments;
  va_start(arguments, format);
  size_t room = sizeof w->text - w->length;
  int length = vsnprintf(w->text + w->length, room, format, arguments);
  va_end(arguments);
  if (length > 0) w->length += (size_t)length < room ? (size_t)length : room - 1;
}

static const char *building(const words *w, int64_t row)
{
  const wg_buildings *all = &w->plan->buildings;
  return row >= 0 ? wg_texts_get(&all->texts, all->id[row]) : "";
}

static void say_number(words *w)
{
  say(w, wg_in(w->context, "the number of grids left free, %d here", "网格数不固定，该片 %d 个"),
      w->remedies->number.grids);
}

static void say_crossing(words *w)
{
  const wg_crossing_remedy *r = &w->remedies->crossing;
  const wg_barriers *all = &w->plan->barriers;
  const char *kind = wg_in(w->context, "the barrier", "阻隔"), *name = "";
  if (r->barrier >= 0) {
    kind = wg_texts_get(&all->texts, all->kind[r->barrier]);
    name = wg_texts_get(&all->texts, all->name[r->barrier]);
  }
  if (name[0] != 0)
    say(w, wg_in(w->context, "a crossing over %s '%.100s'", "跨%s“%.100s”设通道，"), kind, name);
  else
    say(w, wg_in(w->context, "a crossing over %s", "跨%s设通道，"), kind);
  say(w,
      wg_in(w->context, " between buildings '%.100s' and '%.100s' (%lld %s beyond)",
            "位于楼栋“%.100s”与“%.100s”之间（对侧 %lld %s）"),
      building(w, r->here), building(w, r->beyond), (long long)r->beyond_households,
      wg_measure_word(w->context, &w->plan->rule));
}

static void say_buildings(words *w)
{
  const wg_building_remedy *r = &w->remedies->building;
  for (int32_t i = 0; i < r->count; i++) {
    const wg_divided_building *divided = &r->buildings[i];
    if (i > 0) say(w, "%s", wg_in(w->context, " and ", "，并"));
    if (divided->overlapping)
      say(w,
          wg_in(w->context, "the %d buildings on one another at '%.100s' told apart",
                "区分重叠的 %d 栋楼（“%.100s”处）"),
          divided->parts, building(w, divided->row));
    else
      say(w,
          wg_in(w->context, "building '%.100s' divided by entrance into %d equal parts",
                "楼栋“%.100s”按单元等分为 %d 份"),
          building(w, divided->row), divided->parts);
  }
}

static void say_bound(words *w)
{
  const wg_bound_remedy *r = &w->remedies->bound;
  if (r->max > 0) say(w, "--max %d", r->max);
  else say(w, "--min %d", r->min);
}

/* Those of which `left` is 0 (all) or above, one after the other. */
static void say_those(words *w, bool all)
{
  const wg_remedies *r = w->remedies;
  const struct {
    int32_t left, before;
    void (*say)(words *);
  } kinds[] = {{r->number.left, r->piece.out, say_number},
               {r->crossing.left, r->crossing.before, say_crossing},
               {r->building.left, r->piece.out, say_buildings},
               {r->bound.left, r->piece.out, say_bound}};
  bool first = true;
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
    if (all ? kinds[i].left != 0 : kinds[i].left <= 0) continue;
    if (!first) say(w, "%s", wg_in(w->context, "; or ", "；或 "));
    kinds[i].say(w);
    if (!all)
      say(w,
          wg_in(w->context, " (%d of %d grids stay out of range)", "（%d 个仍超出，原 %d 个）"),
          kinds[i].left, kinds[i].before);
    first = false;
  }
  say(w, "%s", wg_in(w->context, ".", "。"));
}

static void say_tried(words *w)
{
  const wg_remedies *r = w->remedies;
  bool all = r->number.left == 0 || r->crossing.left == 0 || r->building.left == 0 ||
             r->bound.left == 0;
  bool some = r->number.left > 0 || r->crossing.left > 0 || r->building.left > 0;
  if (all) {
    say(w, "%s", wg_in(w->context, "Tried, and brings all its grids into range: ",
                       "已试，可使该片网格全部达标："));
    say_those(w, true);
  }
  if (some) {
    say(w, "%s", all ? wg_in(w->context, " ", "") : "");
    say(w, "%s", wg_in(w->context, "Tried, and helps in part: ", "已试，部分有效："));
    say_those(w, false);
  }
  if (!all && !some)
    say(w,
        wg_in(w->context,
              "Tried without success: %d crossings, %d ways of dividing buildings, %d bounds.",
              "已试无效：通道 %d 处，拆分楼栋 %d 种，上下限 %d 个。"),
        r->crossing.tried, r->building.tried, r->bound.tried);
}

static void say_union(words *w)
{
  const wg_union_remedy *r = &w->remedies->united;
  const wg_communities *all = &w->plan->communities;
  say(w,
      wg_in(w->context, " By their sum, not tried: united with community '%.100s' (%lld %s).",
            "仅按合计（未试）：与社区“%.100s”（%lld %s）合并。"),
      wg_texts_get(&all->texts, all->name[r->community]), (long long)r->households,
      wg_measure_word(w->context, &w->plan->rule));
}

wg_status wg_remedies_say(wg_findings *findings, wg_context *context, const wg_plan *plan,
                          const wg_remedies *remedies, wg_finding *finding)
{
  words w = {.context = context, .plan = plan, .remedies = remedies};
  if (remedies->number.was_fixed && remedies->number.left != 0)
    say(&w, "%s", wg_in(context, "With the number of grids left free. ", "网格数不固定时："));
  say_tried(&w);
  if (remedies->united.community >= 0) say_union(&w);
  if (finding->code == WG_FINDING_SEARCH_LIMIT)
    say(&w, "%s", wg_in(context, " Or search longer: --effort thorough.",
                        "或延长搜索：--effort thorough。"));
  return wg_texts_add(&findings->texts, context, w.text, -1, &finding->remedy);
}
