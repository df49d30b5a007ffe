/* Status codes: every function that can fail returns one, and must be checked.
 *
 * The code says what kind of thing went wrong; the sentence that names the thing
 * and the remedy stays on the context (wg_message). WG_OK is zero. */
#ifndef WANGGE_STATUS_H
#define WANGGE_STATUS_H

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define WG_MUST_CHECK __attribute__((warn_unused_result))
#define WG_PRINTF(format_index, first_argument) \
  __attribute__((format(printf, format_index, first_argument)))
#define WG_FORMAT_ARGUMENTS(first, second) \
  __attribute__((format_arg(first), format_arg(second)))
#else
#define WG_FORMAT_ARGUMENTS(first, second)
#define WG_MUST_CHECK
#define WG_PRINTF(format_index, first_argument)
#endif

/* Around the declarations of a public header: the library exports these and nothing else. */
#if defined(__GNUC__)
#define WG_PUBLIC_BEGIN _Pragma("GCC visibility push(default)")
#define WG_PUBLIC_END _Pragma("GCC visibility pop")
#else
#define WG_PUBLIC_BEGIN
#define WG_PUBLIC_END
#endif

WG_PUBLIC_BEGIN

typedef enum wg_status {
  WG_OK = 0,
  WG_OUT_OF_MEMORY, /* an allocation failed */
  WG_CANCELLED,     /* the caller's progress callback asked to stop */
  WG_MISUSE,        /* an argument or option makes no sense */
  WG_NOT_FOUND,     /* a file, a layer, a field, a grid of that name does not exist */
  WG_UNREADABLE,    /* the file exists but cannot be read as what it should be */
  WG_NO_CRS,        /* a coordinate system is missing or unusable */
  WG_BAD_GEOMETRY,  /* geometry that cannot be used and cannot be repaired */
  WG_BAD_VALUE,     /* an attribute that cannot be used */
  WG_EMPTY,         /* nothing to work on */
  WG_LIMIT,         /* a documented limit was reached */
  WG_WRITE_FAILED,  /* the output could not be written; nothing was left behind */
  WG_INTERNAL       /* an invariant of the program itself is broken: a bug */
} wg_status;

/* A short English sentence for a code, never NULL. */
const char *wg_status_sentence(wg_status status);

/* Returns from the calling function with the status when it is not WG_OK. */
#define WG_TRY(expression)                     \
  do {                                         \
    wg_status wg_try_status = (expression);    \
    if (wg_try_status != WG_OK) return wg_try_status; \
  } while (0)

/* The same for functions that clean up: sets `status` and goes to `done`. */
#define WG_TRY_DONE(expression)              \
  do {                                       \
    status = (expression);                   \
    if (status != WG_OK) goto done;          \
  } while (0)

WG_PUBLIC_END

#ifdef __cplusplus
}
#endif
#endif
