/* Runs a harness over files, each twice: the corpus as an ordinary test, without clang.
 *   replay_NAME FILE|FOLDER... */
#define _GNU_SOURCE
#include "fuzz.h"

#include <dirent.h>
#include <sys/stat.h>

static int run_file(const char *path)
{
  FILE *file = fopen(path, "rb");
  if (file == NULL) {
    fprintf(stderr, "'%s' cannot be opened\n", path);
    return -1;
  }
  uint8_t *data = malloc(1 << 20);
  FUZZ_MUST(data != NULL);
  size_t size = fread(data, 1, 1 << 20, file);
  fclose(file);
  for (int i = 0; i < 2; i++) LLVMFuzzerTestOneInput(data, size);
  free(data);
  return 1;
}

static int run_folder(const char *path)
{
  struct dirent **entries;
  int count = scandir(path, &entries, NULL, alphasort), ran = 0;
  for (int i = 0; i < count; i++) {
    char name[4096];
    snprintf(name, sizeof name, "%s/%s", path, entries[i]->d_name);
    if (entries[i]->d_name[0] != '.') ran += run_file(name);
    free(entries[i]);
  }
  if (count >= 0) free(entries);
  return ran;
}

int main(int count, char **arguments)
{
  int ran = 0;
  for (int i = 1; i < count; i++) {
    struct stat about;
    if (stat(arguments[i], &about) != 0) {
      fprintf(stderr, "there is no '%s'\n", arguments[i]);
      return 1;
    }
    ran += S_ISDIR(about.st_mode) ? run_folder(arguments[i]) : run_file(arguments[i]);
  }
  printf("%d inputs\n", ran);
  return ran > 0 ? 0 : 1; /* a test of nothing is no test */
}
