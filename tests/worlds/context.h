/* The context that the tests of a file share. Include it after the worlds, whose functions take one
 * by the same name. */
#ifndef WG_TEST_CONTEXT_H
#define WG_TEST_CONTEXT_H

#include "wangge/context.h"

static wg_context *context;

static inline int set_up(void **state)
{
  (void)state;
  return wg_context_new(&context, NULL) == WG_OK ? 0 : -1;
}

static inline int tear_down(void **state)
{
  (void)state;
  wg_context_free(context);
  return 0;
}

#endif
