/* Which barriers follow the boundary is told by what lies there: walls elsewhere, which number the
 * mesh anew, and the place of the origin change nothing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../../algorithms/src/ground.h"
#include "tessellation_world.h"
#include "wangge/random.h"

#define M 1000
enum { STEP = 26 * M, CORNERS = 12, WORLDS = 200, VARIANTS = 4, MOST_SIDES = 4096 };

static int below(wg_random *random, int bound)
{
  return (int)wg_random_below(random, (uint64_t)bound);
}

/* A community 312 m wide whose lower edge is jagged, with turns of up to 63°, and a street beside
 * it with side streets: at its corners two chords are as near as each other. `more` houses stand 60
 * m and more away. */
static world *jagged_world(uint64_t seed, int more)
{
  wg_random random = wg_random_seeded(seed),
            others = wg_random_seeded(seed + 1000u * (unsigned)more);
  world *w = world_new();
  wg_point edge[CORNERS + 4], street[CORNERS + 1];
  for (int i = 0; i <= CORNERS; i++) {
    edge[i] = (wg_point){STEP * i, below(&random, 16 * M)};
    street[i] =
        (wg_point){edge[i].x + below(&random, 3 * M), edge[i].y + 5 * M + below(&random, 4 * M)};
  }
  edge[CORNERS + 1] = (wg_point){STEP * CORNERS, 150 * M};
  edge[CORNERS + 2] = (wg_point){0, 150 * M};
  world_shape(w, &w->boundary, WG_SHAPE_AREA, edge, CORNERS + 3);
  world_barrier(w, WG_SHAPE_LINE, WG_BARRIER_STREET, street, CORNERS + 1);
  for (int i = 0; i < 6; i++) {
    int at = 1 + below(&random, CORNERS - 1);
    world_line(w, WG_BARRIER_LANE, street[at].x, street[at].y, street[at].x + 5 * M, 50 * M);
  }
  for (int i = 0; i < more; i++) {
    int x = below(&others, STEP * (CORNERS - 1)), y = 70 * M + below(&others, 60 * M);
    world_box(w, &w->footprints, x, y, x + 9 * M, y + 9 * M);
  }
  return w;
}

typedef struct follower {
  wg_point a, b;
} follower;

typedef struct followers {
  int count;
  follower side[MOST_SIDES];
} followers;

static int compare_points(wg_point p, wg_point q)
{
  return p.x != q.x ? (p.x < q.x ? -1 : 1) : (p.y > q.y) - (p.y < q.y);
}

static int compare_followers(const void *a, const void *b)
{
  const follower *p = a, *q = b;
  int order = compare_points(p->a, q->a);
  return order != 0 ? order : compare_points(p->b, q->b);
}

/* The sides that carry a barrier line and are none, by their ends. */
static void find_followers(followers *found, const world *w)
{
  wg_site site;
  found->count = 0;
  assert_int_equal(wg_site_build(&site, w->context, &w->ground), WG_OK);
  for (int64_t i = 0; i < site.tagged_count; i++) {
    int32_t side = site.tagged[i], twin = site.mesh->twin[side];
    if ((twin >= 0 && twin < side) || !site.follows[side]) continue;
    wg_point a = wg_side_origin(site.mesh, side);
    wg_point b = wg_side_origin(site.mesh, wg_mesh_next(side));
    assert_true(found->count < MOST_SIDES);
    found->side[found->count++] = compare_points(a, b) < 0 ? (follower){a, b} : (follower){b, a};
  }
  if (found->count > 0)
    qsort(found->side, (size_t)found->count, sizeof *found->side, compare_followers);
  wg_site_free(&site);
}

static void houses_elsewhere_change_nothing(void **state)
{
  (void)state;
  static followers alone, beside;
  int following = 0;
  for (uint64_t seed = 1; seed <= WORLDS; seed++)
    for (int more = 0; more <= VARIANTS; more++) {
      world *w = jagged_world(seed, more);
      world_ground(w, 0);
      find_followers(more == 0 ? &alone : &beside, w);
      if (more > 0) {
        if (alone.count != beside.count) print_error("world %d, %d houses\n", (int)seed, more);
        assert_int_equal(alone.count, beside.count);
        assert_memory_equal(alone.side, beside.side, (size_t)alone.count * sizeof *alone.side);
      } else {
        following += alone.count > 0;
      }
      world_free(w);
    }
  assert_true(following > WORLDS / 4); /* else the worlds ask nothing */
}

static void old_lines_follow_nothing(void **state)
{
  (void)state;
  static followers found;
  world *w = jagged_world(1, 0);
  world_ground(w, 0);
  find_followers(&found, w);
  assert_true(found.count > 0);
  w->ground.old_line_count = w->barriers.count;
  find_followers(&found, w);
  assert_int_equal(found.count, 0);
  world_free(w);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(old_lines_follow_nothing),
      cmocka_unit_test(houses_elsewhere_change_nothing),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
