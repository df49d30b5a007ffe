#define _GNU_SOURCE /* VSIStatBufL */
#include "kml_data.h"

#include <stdio.h>
#include <string.h>

#include <cpl_conv.h>
#include <cpl_minixml.h>
#include <cpl_string.h>
#include <cpl_vsi.h>

#define LARGEST_FILE (INT64_C(1) << 30)
enum { DEEPEST = 64 };

/* A text that grows; of GDAL's allocator, which ends the process where there is no memory for it.
 */
typedef struct text {
  char *at;
  size_t length, capacity;
} text;

static void put(text *out, const char *bytes, size_t count)
{
  if (out->length + count + 1 > out->capacity) {
    out->capacity = 2 * out->capacity + count + 256;
    out->at = CPLRealloc(out->at, out->capacity);
  }
  memcpy(out->at + out->length, bytes, count);
  out->length += count;
  out->at[out->length] = 0;
}

static void put_quoted(text *out, const char *value)
{
  put(out, "\"", 1);
  for (; *value != 0; value++) {
    if (*value == '"' || *value == '\\') put(out, "\\", 1);
    put(out, value, 1);
  }
  put(out, "\"", 1);
}

static bool is_called(const CPLXMLNode *node, const char *name)
{
  const char *colon = strrchr(node->pszValue, ':');
  return node->eType == CXT_Element &&
         strcmp(colon != NULL ? colon + 1 : node->pszValue, name) == 0;
}

static void put_pair(text *out, char ***keys, const char *key, const char *value)
{
  if (key == NULL || *key == 0 || value == NULL) return;
  if (CSLFindString(*keys, key) < 0) *keys = CSLAddString(*keys, key);
  if (out->length > 0) put(out, ",", 1);
  put_quoted(out, key);
  put(out, "=>", 2);
  put_quoted(out, value);
}

/* <SimpleData name="k">v</SimpleData> and <Data name="k"><value>v</value></Data>, however deep. */
static void gather(text *out, char ***keys, CPLXMLNode *node, int depth)
{
  for (CPLXMLNode *child = node->psChild; child != NULL && depth < DEEPEST; child = child->psNext) {
    if (is_called(child, "SimpleData"))
      put_pair(out, keys, CPLGetXMLValue(child, "name", NULL), CPLGetXMLValue(child, "", NULL));
    else if (is_called(child, "Data"))
      put_pair(out, keys, CPLGetXMLValue(child, "name", NULL),
               CPLGetXMLValue(child, "value", NULL));
    else
      gather(out, keys, child, depth + 1);
  }
}

/* The first child of that name; NULL. */
static CPLXMLNode *child_called(CPLXMLNode *node, const char *name)
{
  CPLXMLNode *child = node->psChild;
  while (child != NULL && !is_called(child, name)) child = child->psNext;
  return child;
}

static void treat_placemark(CPLXMLNode *placemark, char ***keys)
{
  text tags = {0};
  CPLXMLNode *data = child_called(placemark, "ExtendedData");
  CPLXMLNode *description = child_called(placemark, "description");
  if (data != NULL) gather(&tags, keys, data, 0);
  if (tags.length > 0) {
    if (description != NULL) {
      put_pair(&tags, keys, "description", CPLGetXMLValue(description, "", NULL));
      CPLRemoveXMLChild(placemark, description);
      CPLDestroyXMLNode(description);
    }
    CPLRemoveXMLChild(placemark, data);
    CPLDestroyXMLNode(data);
    CPLCreateXMLElementAndValue(placemark, "description", tags.at);
  }
  CPLFree(tags.at);
}

static void treat(CPLXMLNode *node, char ***keys, int depth)
{
  for (; node != NULL; node = node->psNext) {
    if (is_called(node, "Placemark"))
      treat_placemark(node, keys);
    else if (node->psChild != NULL && depth < DEEPEST)
      treat(node->psChild, keys, depth + 1);
  }
}

static bool is_looked_at(const char *path)
{
  VSIStatBufL status;
  return EQUAL(CPLGetExtension(path), "kml") && VSIStatL(path, &status) == 0 &&
         VSI_ISREG(status.st_mode) && status.st_size > 0 && (int64_t)status.st_size <= LARGEST_FILE;
}

void wg_kml_gather(wg_mended *out, char ***keys, const char *path)
{
  static _Atomic unsigned long number;
  *keys = NULL;
  if (!is_looked_at(path)) return;
  CPLXMLNode *tree = CPLParseXMLFile(path);
  treat(tree, keys, 0);
  char *mended = *keys != NULL ? CPLSerializeXMLTree(tree) : NULL;
  CPLDestroyXMLNode(tree);
  if (mended == NULL) return;
  snprintf(out->path, sizeof out->path, "/vsimem/wangge-kml-%lu/%.200s", ++number,
           CPLGetFilename(path));
  VSIFCloseL(VSIFileFromMemBuffer(out->path, (GByte *)mended, strlen(mended), TRUE));
}
