#include "nearest.h"

#include <limits.h>
#include <string.h>

enum { LONGEST = 63 };

static int least(int a, int b)
{
  return a < b ? a : b;
}

int name_distance(const char *a, size_t a_length, const char *b)
{
  size_t b_length = strlen(b);
  if (a_length > LONGEST || b_length > LONGEST) return INT_MAX;
  int rows[3][LONGEST + 1]; /* of the usual table: two above, above, current; in turn */
  for (size_t j = 0; j <= b_length; j++) rows[0][j] = (int)j;
  for (size_t i = 1; i <= a_length; i++) {
    int *current = rows[i % 3], *above = rows[(i + 2) % 3], *second = rows[(i + 1) % 3];
    current[0] = (int)i;
    for (size_t j = 1; j <= b_length; j++) {
      int change = above[j - 1] + (a[i - 1] != b[j - 1]);
      current[j] = least(change, least(above[j], current[j - 1]) + 1);
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        current[j] = least(current[j], second[j - 2] + 1);
    }
  }
  return rows[a_length % 3][b_length];
}

int name_is_near(int distance, size_t length)
{
  return distance <= 1 + (int)(length / 3);
}
