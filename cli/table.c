#include "table.h"

#include "width.h"

wg_status table_add(text_table *table, wg_context *context, const char *text)
{
  WG_TRY(wg_grow(context, &table->cells, &table->capacity, table->count + 1, sizeof *table->cells));
  WG_TRY(wg_texts_add(&table->texts, context, text, -1, &table->cells[table->count]));
  table->count++;
  return WG_OK;
}

static const char *cell(const text_table *table, int64_t index)
{
  return wg_texts_get(&table->texts, table->cells[index]);
}

static void measure(const text_table *table, int widths[TABLE_COLUMNS])
{
  for (int32_t column = 0; column < table->columns; column++) widths[column] = 0;
  for (int64_t i = 0; i < table->count; i++) {
    int32_t column = (int32_t)(i % table->columns);
    int width = text_width(cell(table, i));
    if (width > table->limit) width = table->limit;
    if (width > widths[column]) widths[column] = width;
  }
}

void table_print(const text_table *table, FILE *out)
{
  int widths[TABLE_COLUMNS];
  measure(table, widths);
  for (int64_t i = 0; i < table->count; i++) {
    int32_t column = (int32_t)(i % table->columns);
    if (column > 0) fputs("  ", out);
    if (column == table->columns - 1) {
      print_plain(out, cell(table, i));
      putc('\n', out);
    } else if (column < table->left) {
      print_padded(out, cell(table, i), widths[column]);
    } else {
      print_right(out, cell(table, i), widths[column]);
    }
  }
}

void table_free(text_table *table, wg_context *context)
{
  wg_texts_free(&table->texts, context);
  wg_release(context, table->cells);
}
