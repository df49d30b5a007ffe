/* Figures of quality kept in git. Results are the same bytes everywhere, so any figure that is not
 * the one in the file is a failure: a loss is seen when it happens, a gain is written down.
 *
 * A file has a line of column names and then rows of values between tabs: first those that say what
 * was measured, then figures, dearest first. A row that cannot be measured here (its graph is not
 * there, or a build with checks would take minutes) stays as it is and is named. */
#ifndef QUALITY_H
#define QUALITY_H

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { QUALITY_ROWS = 64, QUALITY_TEXT = 256, QUALITY_FIGURES = 8 };

typedef struct quality_row {
  char key[QUALITY_TEXT];     /* values between tabs */
  char figures[QUALITY_TEXT]; /* likewise; "": not measured */
} quality_row;

typedef struct quality {
  const char *path, *head;
  int keys;
  const int *better; /* of each figure: 1: more, -1: less, 0: neither */
  quality_row rows[QUALITY_ROWS];
  int count;
} quality;

static inline quality_row *quality_add(quality *q, const char *key)
{
  if (q->count == QUALITY_ROWS) abort();
  quality_row *row = &q->rows[q->count++];
  snprintf(row->key, sizeof row->key, "%s", key);
  row->figures[0] = 0;
  return row;
}

/* Splits a line of the file at the tab after the keys. */
static inline bool quality_split(const quality *q, char *text, quality_row *out)
{
  char *end = text;
  text[strcspn(text, "\r\n")] = 0;
  for (int i = 0; i < q->keys && end != NULL; i++) end = strchr(end + (i > 0), '\t');
  if (end == NULL) return false;
  *end = 0;
  snprintf(out->key, sizeof out->key, "%s", text);
  snprintf(out->figures, sizeof out->figures, "%s", end + 1);
  return true;
}

/* The rows of the file; without its line of names. */
static inline void quality_read(quality *file, const quality *q)
{
  char text[2 * QUALITY_TEXT];
  FILE *in = fopen(q->path, "r");
  *file = (quality){.path = q->path, .head = q->head, .keys = q->keys, .better = q->better};
  while (in != NULL && fgets(text, sizeof text, in) != NULL && file->count < QUALITY_ROWS)
    if (strncmp(text, q->head, strlen(q->head)) != 0 &&
        quality_split(q, text, &file->rows[file->count]))
      file->count++;
  if (in != NULL) fclose(in);
}

static inline quality_row *quality_find(quality *q, const char *key)
{
  for (int i = 0; i < q->count; i++)
    if (strcmp(q->rows[i].key, key) == 0) return &q->rows[i];
  return NULL;
}

/* The first figure that differs decides. */
static inline const char *quality_verdict(const quality *q, const char *was, const char *is)
{
  for (int i = 0; i < QUALITY_FIGURES && *was != 0 && *is != 0; i++) {
    char *was_end, *is_end;
    long long a = strtoll(was, &was_end, 10), b = strtoll(is, &is_end, 10);
    if (a != b) return q->better[i] == 0 ? "CHANGE" : (b > a) == (q->better[i] > 0) ? "GAIN" : "LOSS";
    was = *was_end != 0 ? was_end + 1 : was_end;
    is = *is_end != 0 ? is_end + 1 : is_end;
  }
  return "CHANGE";
}

static inline int quality_compare_row(const quality *q, quality *file, const quality_row *row)
{
  const quality_row *was = quality_find(file, row->key);
  if (row->figures[0] == 0) {
    printf("SKIP    %s: cannot be measured here\n", row->key);
    return 0;
  }
  if (was != NULL && strcmp(was->figures, row->figures) == 0) return 0;
  if (was != NULL) printf("%-7s - %s\t%s\n", quality_verdict(q, was->figures, row->figures),
                          was->key, was->figures);
  else printf("NEW\n");
  printf("        + %s\t%s\n", row->key, row->figures);
  return 1;
}

/* Prints every difference; returns how many there are. */
static inline int quality_compare(const quality *q)
{
  static quality file;
  int differences = 0;
  quality_read(&file, q);
  printf("%s: %s\n", q->path, q->head);
  for (int i = 0; i < q->count; i++) differences += quality_compare_row(q, &file, &q->rows[i]);
  for (int i = 0; i < file.count; i++) {
    if (quality_find((quality *)q, file.rows[i].key) != NULL) continue;
    printf("GONE    - %s\n", file.rows[i].key);
    differences++;
  }
  if (differences > 0)
    printf("%d rows differ. If they should: scripts/bench-partition --write-quality\n", differences);
  return differences;
}

/* Writes the file anew; rows that could not be measured keep their figures. */
static inline bool quality_write(quality *q)
{
  static quality file;
  quality_read(&file, q);
  FILE *out = fopen(q->path, "w");
  if (out == NULL) return false;
  fprintf(out, "%s\n", q->head);
  for (int i = 0; i < q->count; i++) {
    const quality_row *row = &q->rows[i], *was = quality_find(&file, row->key);
    if (row->figures[0] == 0) row = was;
    if (row != NULL) fprintf(out, "%s\t%s\n", row->key, row->figures);
  }
  return fclose(out) == 0;
}

/* The end of a program: 0 when nothing differs, or when told to --write and that went well. */
static inline int quality_end(quality *q, int count, char **arguments)
{
  bool write = count == 2 && strcmp(arguments[1], "--write") == 0;
  if (!write) return quality_compare(q) != 0;
  return !quality_write(q);
}

/* Whether this build checks every step, which takes 20 times as long. */
static inline bool quality_build_is_slow(void)
{
#ifdef NDEBUG
  return false;
#else
  return true;
#endif
}

#endif
