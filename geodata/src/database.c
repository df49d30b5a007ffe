#include "geodata/database.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

bool wg_is_database(const char *path)
{
  if (path == NULL) return false;
  return strncasecmp(path, "PG:", 3) == 0 || strncmp(path, "postgresql://", 13) == 0 ||
         strncmp(path, "postgres://", 11) == 0;
}

void wg_database_name(char *out, size_t size, const char *path)
{
  snprintf(out, size, "%s%s", strncmp(path, "postgres", 8) == 0 ? "PG:" : "", path);
}

/* Where the password of a connection stands: after "password=" or between "user:" and "@host". */
static const char *find_password(const char *path, size_t *length)
{
  const char *authority = strstr(path, "://");
  if (authority != NULL) {
    authority += 3;
    size_t span = strcspn(authority, "/?");
    const char *at = NULL; /* the last one: passwords may hold others */
    for (size_t i = 0; i < span; i++)
      if (authority[i] == '@') at = authority + i;
    const char *colon = at != NULL ? memchr(authority, ':', (size_t)(at - authority)) : NULL;
    if (colon != NULL) {
      *length = (size_t)(at - colon - 1);
      return colon + 1;
    }
  }
  for (const char *p = path; *p != 0; p++) {
    if (strncasecmp(p, "password", 8) != 0) continue;
    p += 8;
    while (isspace((unsigned char)*p)) p++;
    if (*p != '=') continue;
    for (p++; isspace((unsigned char)*p);) p++;
    if (*p == '\'') {
      *length = 1;
      while (p[*length] != 0 && p[*length] != '\'')
        *length += p[*length] == '\\' && p[*length + 1] != 0 ? 2 : 1;
      *length += p[*length] == '\'';
    } else {
      *length = strcspn(p, authority != NULL ? "&" : " \t\n");
    }
    return p;
  }
  return NULL;
}

void wg_path_shown(char *out, size_t size, const char *path)
{
  size_t length = 0;
  const char *password = wg_is_database(path) ? find_password(path, &length) : NULL;
  if (password == NULL)
    snprintf(out, size, "%s", path);
  else
    snprintf(out, size, "%.*s***%s", (int)(password - path), path, password + length);
}
