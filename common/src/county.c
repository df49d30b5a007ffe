#include "wangge/county.h"

#include <string.h>

/* One column of a table: where its pointer lies, how wide it is, the byte of its neutral value. */
typedef struct column {
  void *array;
  size_t size;
  int neutral; /* 0 or 0xFF: all bits clear or all set, so −1 in every integer type */
} column;

/* Grows every column to hold row `index` and sets it neutral there. Each column is tried from the
 * table's capacity, which is updated only when all have grown. */
static wg_status append_row(wg_context *context, const column *columns, int count,
                            int64_t *capacity, int64_t index)
{
  int64_t grown = *capacity;
  for (int c = 0; c < count; c++) {
    grown = *capacity;
    WG_TRY(wg_grow(context, columns[c].array, &grown, index + 1, columns[c].size));
  }
  *capacity = grown;
  for (int c = 0; c < count; c++) {
    char *base;
    memcpy(&base, columns[c].array, sizeof base);
    memset(base + (size_t)index * columns[c].size, columns[c].neutral, columns[c].size);
  }
  return WG_OK;
}

static void free_columns(wg_context *context, const column *columns, int count)
{
  for (int c = 0; c < count; c++) {
    void *memory;
    memcpy(&memory, columns[c].array, sizeof memory);
    wg_release(context, memory);
  }
}

#define COLUMN(field, neutral_byte) {&table->field, sizeof *table->field, neutral_byte}
#define COUNT(array) ((int)(sizeof(array) / sizeof *(array)))

/* append and free of one table, from one list of its columns. */
#define TABLE(name, ...)                                                                    \
  wg_status wg_##name##_append(wg_##name *table, wg_context *context, int64_t *index)       \
  {                                                                                         \
    const column columns[] = {__VA_ARGS__};                                                 \
    *index = table->shapes.count;                                                           \
    return append_row(context, columns, COUNT(columns), &table->capacity, *index);          \
  }                                                                                         \
                                                                                            \
  void wg_##name##_free(wg_##name *table, wg_context *context)                              \
  {                                                                                         \
    const column columns[] = {__VA_ARGS__};                                                 \
    free_columns(context, columns, COUNT(columns));                                         \
    wg_shapes_free(&table->shapes, context);                                                \
    wg_texts_free(&table->texts, context);                                                  \
    memset(table, 0, sizeof *table);                                                        \
  }

_Static_assert(WG_ALIKE_FIELDS == 4, "every alike column is listed below");
TABLE(communities, COLUMN(code, 0xFF), COLUMN(name, 0xFF), COLUMN(parts, 0),
      COLUMN(row, 0xFF))
TABLE(buildings, COLUMN(id, 0xFF), COLUMN(compound, 0xFF), COLUMN(name, 0xFF),
      COLUMN(households, 0xFF), COLUMN(persons, 0xFF), COLUMN(floors, 0xFF),
      COLUMN(entrances, 0xFF), COLUMN(grid, 0xFF), COLUMN(source, 0), COLUMN(exempt, 0), COLUMN(exempt_area, 0xFF),
      COLUMN(community, 0xFF), COLUMN(row, 0xFF), COLUMN(alike[0], 0xFF), COLUMN(alike[1], 0xFF),
      COLUMN(alike[2], 0xFF), COLUMN(alike[3], 0xFF))
TABLE(barriers, COLUMN(kind, 0xFF), COLUMN(name, 0xFF), COLUMN(class_, 0), COLUMN(road, 0),
      COLUMN(underground, 0))
TABLE(crossings, COLUMN(name, 0xFF), COLUMN(made, 0))
TABLE(zones, COLUMN(name, 0xFF), COLUMN(buildings, 0))
