/* What table `run` says of a plan beside its rows: one list for writing and for reading. */
#include <errno.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store.h"

typedef enum entry_type { FIXED_TEXT, OWNED_TEXT, INT32, INT64, UINT64 } entry_type;

typedef struct entry {
  const char *part, *name;
  entry_type type;
  size_t offset, size;
  int64_t least, most;
} entry;

#define FIXED(part, name, field) \
  {part, name, FIXED_TEXT, offsetof(wg_plan, field), sizeof ((wg_plan *)NULL)->field, 0, 0}
#define NUMBER(part, name, type, field, least, most) \
  {part, name, type, offsetof(wg_plan, field), sizeof ((wg_plan *)NULL)->field, least, most}
#define FARTHEST_M 1000000000

static const entry entries[] = {
    FIXED("plan", "date", date),
    NUMBER("plan", "micro_min", INT32, micros.min, 0, INT32_MAX),
    NUMBER("plan", "micro_max", INT32, micros.max, 0, INT32_MAX),
    NUMBER("plan", "officers", INT32, staffing.officers, 0, INT32_MAX),
    NUMBER("plan", "officers_grids", INT32, staffing.grids, 0, INT32_MAX),
    NUMBER("plan", "officers_least", INT32, staffing.least, 0, INT32_MAX),
    NUMBER("plan", "officers_proof", INT32, staffing.proof, WG_PROOF_NONE, WG_PROOF_PROVEN),
    FIXED("system", "name", system.name),
    FIXED("system", "title", system.title),
    {"system", "wkt", OWNED_TEXT, offsetof(wg_plan, system.wkt), 0, 0, 0},
    NUMBER("system", "epsg", INT32, system.epsg, 0, INT32_MAX),
    NUMBER("system", "origin_x_m", INT64, system.origin_x_m, -FARTHEST_M, FARTHEST_M),
    NUMBER("system", "origin_y_m", INT64, system.origin_y_m, -FARTHEST_M, FARTHEST_M),
    NUMBER("rule", "min", INT32, rule.min, 0, INT32_MAX),
    NUMBER("rule", "max", INT32, rule.max, 0, INT32_MAX),
    NUMBER("rule", "target", INT32, rule.target, 0, INT32_MAX),
    NUMBER("rule", "charge", INT32, rule.charge, -1, INT32_MAX),
    NUMBER("rule", "parts", INT32, rule.parts, 0, INT32_MAX),
    NUMBER("rule", "steps", INT64, rule.steps, 0, INT64_MAX),
    NUMBER("rule", "effort", INT32, rule.effort, WG_EFFORT_FAST, WG_EFFORT_THOROUGH),
    NUMBER("rule", "seed", UINT64, rule.seed, 0, INT64_MAX),
    NUMBER("rule", "balance", INT32, rule.balance, 0, INT32_MAX),
    NUMBER("rule", "keep", INT32, rule.keep, 0, INT32_MAX),
    NUMBER("rule", "stay", INT32, rule.stay, 0, INT32_MAX),
    NUMBER("rule", "like", INT32, rule.like, 0, INT32_MAX),
    NUMBER("rule", "compact", INT32, rule.compact, 0, INT32_MAX),
    NUMBER("rule", "min_persons", INT32, rule.min_persons, 0, INT32_MAX),
    NUMBER("rule", "max_persons", INT32, rule.max_persons, 0, INT32_MAX),
    NUMBER("rule", "measure", INT32, rule.measure, WG_MEASURE_HOUSEHOLDS, WG_MEASURE_PERSONS),
};

enum { ENTRIES = sizeof entries / sizeof *entries };

_Static_assert(sizeof(wg_measure) == sizeof(int32_t) && sizeof(wg_effort) == sizeof(int32_t) && sizeof(int) == sizeof(int32_t),
               "enum and int fields are read and written as 32 bits");

int64_t wg_store_entry_count(void)
{
  return ENTRIES;
}

bool wg_store_entry(const wg_plan *plan, int index, const char **part, const char **name,
                    const char **value, char number[32])
{
  if (index >= ENTRIES) return false;
  const entry *e = &entries[index];
  const char *field = (const char *)plan + e->offset;
  int32_t small;
  int64_t large;
  *part = e->part;
  *name = e->name;
  *value = number;
  switch (e->type) {
  case FIXED_TEXT: *value = field; break;
  case OWNED_TEXT: memcpy(value, field, sizeof *value); break;
  case INT32:
    memcpy(&small, field, sizeof small);
    snprintf(number, 32, "%d", small);
    break;
  case INT64:
  case UINT64:
    memcpy(&large, field, sizeof large);
    snprintf(number, 32, e->type == UINT64 ? "%llu" : "%lld", (long long)large);
    break;
  }
  return true;
}

static bool set_number(const entry *e, char *field, const char *value)
{
  char *end;
  errno = 0;
  int64_t number = e->type == UINT64 ? (int64_t)strtoull(value, &end, 10) : strtoll(value, &end, 10);
  if (errno != 0 || end == value || *end != 0) return false;
  if (e->type != UINT64 && (number < e->least || number > e->most)) return false;
  int32_t small = (int32_t)number;
  memcpy(field, e->type == INT32 ? (const void *)&small : &number, e->size);
  return true;
}

static wg_status set_entry(const entry *e, wg_plan *plan, wg_context *context, const char *value,
                           bool *good)
{
  char *field = (char *)plan + e->offset, *copy;
  size_t length = value != NULL ? strlen(value) : 0;
  if (e->type == OWNED_TEXT && value != NULL) {
    WG_TRY(wg_allocate(context, &copy, length + 1, 1));
    memcpy(copy, value, length);
    wg_release(context, *(void **)(void *)field);
    memcpy(field, &copy, sizeof copy);
  } else if (e->type == FIXED_TEXT) {
    *good = value != NULL && length < e->size;
    if (*good) memcpy(field, value, length + 1);
  } else if (e->type != OWNED_TEXT) {
    *good = value != NULL && set_number(e, field, value);
  }
  return WG_OK;
}

wg_status wg_store_set_entry(wg_plan *plan, wg_context *context, const char *part,
                             const char *name, const char *value, bool *good)
{
  *good = true;
  if (strcmp(part, "parameter") == 0) return wg_plan_add_parameter(plan, context, name, value);
  for (int i = 0; i < ENTRIES; i++)
    if (strcmp(entries[i].part, part) == 0 && strcmp(entries[i].name, name) == 0)
      return set_entry(&entries[i], plan, context, value, good);
  return WG_OK; /* of a later program: nothing this one needs */
}
