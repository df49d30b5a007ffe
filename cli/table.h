/* A table of texts for the terminal, its columns as wide as their widest cell. */
#ifndef CLI_TABLE_H
#define CLI_TABLE_H

#include <stdio.h>

#include "wangge/text.h"

enum { TABLE_COLUMNS = 9 };

typedef struct text_table {
  int32_t columns;
  int32_t left;  /* how many columns at the start are aligned left, and the last one is */
  int32_t limit; /* no column but the last is printed wider than this */
  wg_texts texts;
  wg_text *cells;
  int64_t count, capacity;
} text_table;

/* Cells row by row; the first row is the heading. */
wg_status table_add(text_table *table, wg_context *context, const char *text) WG_MUST_CHECK;
void table_print(const text_table *table, FILE *out);
void table_free(text_table *table, wg_context *context);

#endif
