#include "tags.h"

#include <stdio.h>
#include <string.h>

#include <cpl_string.h>

#include "normal.h"

static const char *const keys[] = {
    "highway",         "railway",          "waterway",     "natural", "water",
    "landuse",         "tunnel",           "bridge",       "layer",   "building",
    "building:levels", "building:flats",   "building:use", "amenity", "shop",
    "office",          "addr:housenumber", "addr:street"};
enum { KEYS = sizeof keys / sizeof *keys };

void wg_tags_find(wg_dataset *dataset)
{
  const char *field = dataset->kml_keys != NULL ? "Description" : "other_tags";
  dataset->other_tags = OGR_FD_GetFieldIndex(dataset->definition, field);
}

/* The key of a number; NULL past the last. */
static const char *key_numbered(const wg_dataset *dataset, int number)
{
  if (dataset->other_tags < 0 || number < 0) return NULL;
  if (dataset->kml_keys == NULL) return number < KEYS ? keys[number] : NULL;
  return number < CSLCount(dataset->kml_keys) ? dataset->kml_keys[number] : NULL;
}

int wg_tags_index(const wg_dataset *dataset, const char *key)
{
  const char *known;
  for (int i = 0; (known = key_numbered(dataset, i)) != NULL; i++)
    if (wg_normal_equal(known, key)) return OGR_FD_GetFieldCount(dataset->definition) + i;
  return -1;
}

const char *wg_tags_key(const wg_dataset *dataset, int index)
{
  return key_numbered(dataset, index - OGR_FD_GetFieldCount(dataset->definition));
}

/* Takes a text in quotation marks, in which \ stands before a mark that is meant; what follows it,
 * or NULL where there is none. */
static const char *take_quoted(const char *at, char *out, size_t size)
{
  size_t length = 0;
  while (*at == ' ' || *at == ',') at++;
  if (*at++ != '"') return NULL;
  for (; *at != '"'; at++) {
    if (*at == '\\') at++;
    if (*at == 0) return NULL;
    if (length + 1 < size) out[length++] = *at;
  }
  out[length] = 0;
  return at + 1;
}

bool wg_tags_value(const char *tags, const char *key, char *out, size_t size)
{
  char found[128];
  while ((tags = take_quoted(tags, found, sizeof found)) != NULL) {
    tags += strspn(tags, " ");
    if (strncmp(tags, "=>", 2) != 0) return false;
    tags = take_quoted(tags + 2, out, size);
    if (tags == NULL) return false;
    if (strcmp(found, key) == 0) return true;
  }
  return false;
}

/* --- which features are meant -------------------------------------------------------------- */

/* Adds "OR a field or tag has the value", or any value. */
static void add_condition(const wg_dataset *dataset, char *out, size_t size, const char *key,
                          const char *value)
{
  size_t used = strlen(out);
  const char * or = used > 0 ? " OR " : "";
  bool field = OGR_FD_GetFieldIndex(dataset->definition, key) >= 0;
  if (field && value != NULL)
    snprintf(out + used, size - used, "%s\"%s\" = '%s'", or, key, value);
  else if (field)
    snprintf(out + used, size - used, "%s\"%s\" IS NOT NULL", or, key);
  else if (value != NULL)
    snprintf(out + used, size - used, "%sother_tags LIKE '%%\"%s\"=>\"%s\"%%'", or, key, value);
  else
    snprintf(out + used, size - used, "%sother_tags LIKE '%%\"%s\"=>%%'", or, key);
}

/* Adds "AND the tag is there and does not say no". */
static void add_yes(const wg_dataset *dataset, char *out, size_t size, const char *key)
{
  char some[128] = "", none[128] = "";
  add_condition(dataset, some, sizeof some, key, NULL);
  add_condition(dataset, none, sizeof none, key, "no");
  size_t used = strlen(out);
  snprintf(out + used, size - used, "%s%s AND NOT (%s)", used > 0 ? " AND " : "", some, none);
}

static void meant(const wg_dataset *dataset, char *out, size_t size)
{
  const char *role = dataset->input->role;
  out[0] = 0;
  if (strcmp(role, "buildings") == 0) {
    add_yes(dataset, out, size, "building");
  } else if (strcmp(role, "crossings") == 0) {
    add_condition(dataset, out, size, "highway", NULL);
    add_yes(dataset, out, size, "bridge");
  } else if (strncmp(role, "barriers", strlen("barriers")) == 0) {
    add_condition(dataset, out, size, "highway", NULL);
    add_condition(dataset, out, size, "railway", NULL);
    add_condition(dataset, out, size, "waterway", NULL);
    add_condition(dataset, out, size, "natural", "water");
    add_condition(dataset, out, size, "landuse", "reservoir");
    add_condition(dataset, out, size, "landuse", "basin");
  }
}

void wg_tags_filter(wg_dataset *dataset)
{
  char condition[1024];
  if (dataset->other_tags < 0 || dataset->kml_keys != NULL || dataset->input->kind != NULL) return;
  meant(dataset, condition, sizeof condition);
  if (condition[0] == 0) return;
  dataset->filtered = OGR_L_SetAttributeFilter(dataset->layer, condition) == OGRERR_NONE;
}
