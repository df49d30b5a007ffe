#include "wangge/context.h"

#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define WG_MESSAGE_SIZE 2048

struct wg_context {
  wg_allocator allocator;
  wg_context *parent; /* NULL at the root, which alone talks to the callbacks */
  wg_log_callback log;
  void *log_user;
  wg_progress_callback progress;
  void *progress_user;
  wg_language language;
  atomic_bool cancelled; /* of the root */
  int64_t warnings;      /* logged by this context itself */
  char first_warning[512];
  char message[WG_MESSAGE_SIZE];
};

static void *allocate_default(void *user, size_t size)
{
  (void)user;
  return malloc(size);
}

static void *resize_default(void *user, void *memory, size_t size)
{
  (void)user;
  return realloc(memory, size);
}

static void release_default(void *user, void *memory)
{
  (void)user;
  free(memory);
}

static wg_context *root_of(wg_context *context)
{
  while (context->parent != NULL) context = context->parent;
  return context;
}

wg_status wg_context_new(wg_context **out, const wg_allocator *allocator)
{
  static const wg_allocator standard = {allocate_default, resize_default, release_default, NULL};
  if (allocator == NULL) allocator = &standard;
  *out = allocator->allocate(allocator->user, sizeof **out);
  if (*out == NULL) return WG_OUT_OF_MEMORY;
  memset(*out, 0, sizeof **out);
  (*out)->allocator = *allocator;
  return WG_OK;
}

static wg_status out_of_memory(wg_context *context, size_t count, size_t size)
{
  return wg_fail(context, WG_OUT_OF_MEMORY,
                 wg_in(context, "Not enough memory for %zu × %zu bytes.",
                       "内存不足，需要 %zu × %zu 字节。"),
                 count, size);
}

wg_status wg_context_child(wg_context **out, wg_context *parent)
{
  if (wg_context_new(out, &parent->allocator) != WG_OK) return out_of_memory(parent, 1, sizeof **out);
  (*out)->parent = parent;
  (*out)->language = parent->language;
  return WG_OK;
}

void wg_context_free(wg_context *context)
{
  if (context == NULL) return;
  wg_allocator allocator = context->allocator;
  allocator.release(allocator.user, context);
}

void wg_context_set_log(wg_context *context, wg_log_callback callback, void *user)
{
  context->log = callback;
  context->log_user = user;
}

void wg_context_set_progress(wg_context *context, wg_progress_callback callback, void *user)
{
  context->progress = callback;
  context->progress_user = user;
}

void wg_context_set_language(wg_context *context, wg_language language)
{
  context->language = language;
}

wg_language wg_context_language(const wg_context *context)
{
  return context->language;
}

const char *wg_in(const wg_context *context, const char *english, const char *chinese)
{
  return context->language == WG_LANGUAGE_ZH ? chinese : english;
}

const char *wg_message(const wg_context *context)
{
  return context->message;
}

/* Cuts a text that was truncated at a character boundary of UTF-8. */
static void trim_character(char *text, size_t length)
{
  size_t lead = length;
  while (lead > 0 && ((unsigned char)text[lead - 1] & 0xC0) == 0x80) lead--;
  if (lead == 0) return;
  unsigned char first = (unsigned char)text[lead - 1];
  size_t width = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
  if (lead - 1 + width > length) text[lead - 1] = 0;
}

static void format_text(char *out, size_t size, const char *format, va_list arguments)
{
  int length = vsnprintf(out, size, format, arguments);
  if (length >= (int)size) trim_character(out, size - 1);
}

wg_status wg_fail(wg_context *context, wg_status status, const char *format, ...)
{
  va_list arguments;
  va_start(arguments, format);
  format_text(context->message, sizeof context->message, format, arguments);
  va_end(arguments);
  return status;
}

wg_status wg_fail_as(wg_context *context, wg_status status, const wg_context *child)
{
  memcpy(context->message, child->message, sizeof context->message);
  return status;
}

void wg_log(wg_context *context, wg_log_level level, const char *format, ...)
{
  const wg_context *root = root_of(context);
  if (root->log == NULL && level != WG_LOG_WARNING) return;
  char text[WG_MESSAGE_SIZE];
  va_list arguments;
  va_start(arguments, format);
  format_text(text, sizeof text, format, arguments);
  va_end(arguments);
  if (level == WG_LOG_WARNING && context->warnings++ == 0) {
    snprintf(context->first_warning, sizeof context->first_warning, "%s", text);
    trim_character(context->first_warning, strlen(context->first_warning));
  }
  if (root->log != NULL) root->log(root->log_user, level, text);
}

int64_t wg_warnings(const wg_context *context, const char **first)
{
  *first = context->first_warning;
  return context->warnings;
}

void wg_forget_warnings(wg_context *context)
{
  context->warnings = 0;
  context->first_warning[0] = 0;
}

wg_status wg_progress(wg_context *context, const char *stage, int64_t done, int64_t total)
{
  wg_context *root = root_of(context);
  if (context == root && root->progress != NULL &&
      !root->progress(root->progress_user, stage, done, total))
    atomic_store(&root->cancelled, true);
  if (atomic_load(&root->cancelled))
    return wg_fail(context, WG_CANCELLED, "%s", wg_in(context, "Cancelled.", "已取消。"));
  return WG_OK;
}

wg_status wg_allocate(wg_context *context, void *out, size_t count, size_t size)
{
  void *memory = NULL;
  size_t bytes;
  if (!__builtin_mul_overflow(count, size, &bytes))
    memory = context->allocator.allocate(context->allocator.user, bytes > 0 ? bytes : 1);
  if (memory != NULL) memset(memory, 0, bytes);
  memcpy(out, &memory, sizeof memory);
  return memory != NULL ? WG_OK : out_of_memory(context, count, size);
}

wg_status wg_grow(wg_context *context, void *array, int64_t *capacity, int64_t needed, size_t size)
{
  if (needed <= *capacity) return WG_OK;
  int64_t grown = *capacity < 8 ? 16 : *capacity;
  while (grown < needed) grown += grown / 2 + 8;
  void *memory = NULL, *before;
  memcpy(&before, array, sizeof before);
  size_t bytes;
  if (!__builtin_mul_overflow((size_t)grown, size, &bytes))
    memory = context->allocator.resize(context->allocator.user, before, bytes);
  if (memory == NULL) return out_of_memory(context, (size_t)grown, size);
  memcpy(array, &memory, sizeof memory);
  *capacity = grown;
  return WG_OK;
}

void wg_release(wg_context *context, void *memory)
{
  if (memory != NULL) context->allocator.release(context->allocator.user, memory);
}
