/* An allocator whose k-th allocation fails, and runs of something under it for every k. */
#ifndef TESTS_SUPPORT_FAILING_H
#define TESTS_SUPPORT_FAILING_H

#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>

#include "wangge/context.h"

/* Fails at the k-th allocation (from 0), or from it on; counts what is held. */
typedef struct failing {
  int64_t k;
  bool lasting;
  atomic_int_least64_t asked, held;
} failing;

static inline bool fails(failing *f)
{
  int64_t number = atomic_fetch_add(&f->asked, 1);
  return f->lasting ? number >= f->k : number == f->k;
}

static inline void *allocate(void *user, size_t size)
{
  failing *f = user;
  if (fails(f)) return NULL;
  f->held++;
  return malloc(size);
}

static inline void *resize(void *user, void *memory, size_t size)
{
  failing *f = user;
  if (fails(f)) return NULL;
  if (memory == NULL) f->held++;
  return realloc(memory, size);
}

static inline void release(void *user, void *memory)
{
  failing *f = user;
  if (memory != NULL) f->held--;
  free(memory);
}

typedef wg_status (*task)(wg_context *context, void *data);

/* One run whose k-th allocation fails; whether it went through. */
static inline bool survives(task run, void *data, int64_t k, bool lasting)
{
  failing f = {.k = k, .lasting = lasting};
  const wg_allocator allocator = {allocate, resize, release, &f};
  wg_context *context;
  wg_status status = wg_context_new(&context, &allocator);
  if (status == WG_OK) {
    status = run(context, data);
    if (status != WG_OK) {
      if (status != WG_OUT_OF_MEMORY)
        print_error("allocation %lld: %s\n", (long long)k, wg_message(context));
      assert_true(wg_message(context)[0] != 0);
    }
    wg_context_free(context);
  } else {
    assert_null(context);
  }
  assert_true(status == WG_OK || status == WG_OUT_OF_MEMORY);
  if (f.held != 0)
    print_error("allocation %lld: %lld blocks lost\n", (long long)k, (long long)f.held);
  assert_int_equal(f.held, 0);
  if (k == INT64_MAX) print_message("%lld allocations where none fails\n", (long long)f.asked);
  return status == WG_OK && f.asked <= k;
}

/* For every k until none fails any more. A run may also get by without the memory it could not
 * have (a thread, a repair); then it simply goes on. */
static inline int64_t try_all(task run, void *data, bool lasting, int64_t step)
{
  int64_t k = 0;
  assert_true(survives(run, data, INT64_MAX, lasting));
  while (!survives(run, data, k, lasting)) k += step;
  print_message("%lld allocations\n", (long long)k);
  return k;
}

#endif
