/* The context: allocator, message, log, progress, cancellation, language.
 *
 * Every call of the library takes one. A context belongs to one thread at a time;
 * parallel workers get children (wg_context_child) that share allocator and
 * cancellation but keep a message of their own. There are no globals. */
#ifndef WANGGE_CONTEXT_H
#define WANGGE_CONTEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "wangge/status.h"

#ifdef __cplusplus
extern "C" {
#endif

WG_PUBLIC_BEGIN

typedef struct wg_context wg_context;

/* All three must be set. `resize` of NULL allocates. They must be thread-safe. */
typedef struct wg_allocator {
  void *(*allocate)(void *user, size_t size);
  void *(*resize)(void *user, void *memory, size_t size);
  void (*release)(void *user, void *memory);
  void *user;
} wg_allocator;

typedef enum wg_language { WG_LANGUAGE_EN = 0, WG_LANGUAGE_ZH = 1 } wg_language;

typedef enum wg_log_level { WG_LOG_INFO = 0, WG_LOG_WARNING = 1, WG_LOG_ERROR = 2 } wg_log_level;

/* `text` is UTF-8, one line without line feed, borrowed for the call. */
typedef void (*wg_log_callback)(void *user, wg_log_level level, const char *text);

/* `stage` is a short name such as "reading"; done of total units of it are over
 * (total 0: unknown). Return false to cancel. Called by one thread at a time. */
typedef bool (*wg_progress_callback)(void *user, const char *stage, int64_t done, int64_t total);

/* `allocator` NULL means malloc. *out is NULL on failure. */
wg_status wg_context_new(wg_context **out, const wg_allocator *allocator) WG_MUST_CHECK;
wg_status wg_context_child(wg_context **out, wg_context *parent) WG_MUST_CHECK;
void wg_context_free(wg_context *context);

void wg_context_set_log(wg_context *context, wg_log_callback callback, void *user);
void wg_context_set_progress(wg_context *context, wg_progress_callback callback, void *user);
void wg_context_set_language(wg_context *context, wg_language language);
wg_language wg_context_language(const wg_context *context);

/* The sentence in the context's language: wg_fail(c, WG_NOT_FOUND, wg_in(c, "No file '%s'.",
 * "没有文件“%s”。"), path). Both must take the same arguments in the same order. */
const char *wg_in(const wg_context *context, const char *english, const char *chinese)
    WG_FORMAT_ARGUMENTS(2, 3);

/* The sentence of the last failure; "" if there was none. Borrowed until the next failure. */
const char *wg_message(const wg_context *context);

/* For use inside the library: records the sentence and returns `status`. */
wg_status wg_fail(wg_context *context, wg_status status, const char *format, ...) WG_PRINTF(3, 4);
/* Copies the message of a child, returns `status`. */
wg_status wg_fail_as(wg_context *context, wg_status status, const wg_context *child);
void wg_log(wg_context *context, wg_log_level level, const char *format, ...) WG_PRINTF(3, 4);
/* How many warnings this context has logged since they were last forgotten, and the first of them ("":
 * none), whether or not anybody listens. */
int64_t wg_warnings(const wg_context *context, const char **first);
void wg_forget_warnings(wg_context *context);
/* WG_CANCELLED when the user asked to stop. Cheap: may be called often. */
wg_status wg_progress(wg_context *context, const char *stage, int64_t done, int64_t total) WG_MUST_CHECK;

/* Memory of `count` elements, zeroed; *out NULL on failure (WG_OUT_OF_MEMORY, also on
 * overflow). A count of 0 gives a valid pointer. */
wg_status wg_allocate(wg_context *context, void *out, size_t count, size_t size) WG_MUST_CHECK;
/* Grows *array (a pointer to an array pointer) so that it holds `needed` elements of
 * `size` bytes, growing by at least half; *capacity is updated. New elements are not zeroed.
 * On failure everything stays as it was. */
wg_status wg_grow(wg_context *context, void *array, int64_t *capacity, int64_t needed,
                  size_t size) WG_MUST_CHECK;
/* NULL is fine. */
void wg_release(wg_context *context, void *memory);

WG_PUBLIC_END

#ifdef __cplusplus
}
#endif
#endif
