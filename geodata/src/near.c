#include "near.h"

#include <dirent.h>
#include <stdio.h>
#include <string.h>

#define LONGEST 128
#define SHOWN 3

static int least(int a, int b)
{
  return a < b ? a : b;
}

/* Levenshtein's distance in bytes; longer names are cut. */
static int edit_distance(const char *a, const char *b)
{
  int row[LONGEST + 1];
  int columns = (int)strnlen(b, LONGEST), rows = (int)strnlen(a, LONGEST);
  for (int j = 0; j <= columns; j++) row[j] = j;
  for (int i = 1; i <= rows; i++) {
    int diagonal = row[0];
    row[0] = i;
    for (int j = 1; j <= columns; j++) {
      int above = row[j];
      row[j] = least(diagonal + (a[i - 1] != b[j - 1]), least(above, row[j - 1]) + 1);
      diagonal = above;
    }
  }
  return row[columns];
}

typedef struct candidate {
  int distance;
  char name[LONGEST];
} candidate;

static int before(const candidate *a, const candidate *b)
{
  return a->distance != b->distance ? a->distance < b->distance : strcmp(a->name, b->name) < 0;
}

static int collect(candidate best[SHOWN], DIR *folder, const char *wanted)
{
  int count = 0, tolerated = (int)strnlen(wanted, LONGEST) / 3 + 1;
  for (const struct dirent *entry; (entry = readdir(folder)) != NULL;) {
    candidate found = {.distance = edit_distance(wanted, entry->d_name)};
    if (entry->d_name[0] == '.' || found.distance > tolerated) continue;
    if (strlen(entry->d_name) >= sizeof found.name) continue;
    snprintf(found.name, sizeof found.name, "%.127s", entry->d_name);
    int place = count < SHOWN ? count++ : SHOWN;
    for (; place > 0 && before(&found, &best[place - 1]); place--)
      if (place < SHOWN) best[place] = best[place - 1];
    if (place < SHOWN) best[place] = found;
  }
  return count;
}

void wg_near_names(char *out, size_t size, const char *path)
{
  char folder_name[4096] = ".";
  const char *slash = strrchr(path, '/'), *wanted = slash != NULL ? slash + 1 : path;
  candidate best[SHOWN];
  out[0] = 0;
  if (slash != NULL) snprintf(folder_name, sizeof folder_name, "%.*s/", (int)(slash - path), path);
  DIR *folder = opendir(folder_name);
  if (folder == NULL) return;
  int count = collect(best, folder, wanted);
  size_t used = 0;
  for (int i = 0; i < count && used < size; i++)
    used += (size_t)snprintf(out + used, size - used, "%s'%s'", i > 0 ? ", " : "", best[i].name);
  closedir(folder);
}
