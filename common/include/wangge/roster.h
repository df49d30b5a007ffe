/* Who looks after the grids: the roster of officers (网格员), assistants and volunteers, and the
 * telephone numbers of each community. Plain rows, texts in the pool of the same struct. */
#ifndef WANGGE_ROSTER_H
#define WANGGE_ROSTER_H

#include "wangge/text.h"

#ifdef __cplusplus
extern "C" {
#endif

WG_PUBLIC_BEGIN

typedef enum wg_role {
  WG_ROLE_OFFICER = 0,
  WG_ROLE_ASSISTANT,
  WG_ROLE_VOLUNTEER,
  WG_ROLE_UNKNOWN /* a word that names none of them: looks after no grid */
} wg_role;

/* "officer" "assistant" "volunteer"; "unknown". */
const char *wg_role_name(wg_role role);

/* A column that the roster leaves blank is WG_NO_TEXT. */
typedef struct wg_person {
  wg_text id;   /* unique after reading, never WG_NO_TEXT */
  wg_text name; /* never WG_NO_TEXT after reading */
  wg_role role;
  wg_text phone, community_code;
  wg_text grid_codes; /* "…001;…002": the grids looked after, separated by ';' */
  wg_text photo, duties;
} wg_person;

typedef struct wg_persons {
  wg_person *items; /* in order of the roster */
  int64_t count, capacity;
  wg_texts texts;
} wg_persons;

typedef struct wg_contact {
  wg_text community_code; /* unique after reading, never WG_NO_TEXT */
  wg_text community_phone, police_name, police_phone, address;
} wg_contact;

typedef struct wg_contacts {
  wg_contact *items;
  int64_t count, capacity;
  wg_texts texts;
} wg_contacts;

/* A new row, every text WG_NO_TEXT, an officer; *out is borrowed until the next addition. */
wg_status wg_persons_append(wg_persons *persons, wg_context *context,
                            wg_person **out) WG_MUST_CHECK;
wg_status wg_contacts_append(wg_contacts *contacts, wg_context *context,
                             wg_contact **out) WG_MUST_CHECK;
void wg_persons_free(wg_persons *persons, wg_context *context);
void wg_contacts_free(wg_contacts *contacts, wg_context *context);

/* The next of the codes in a list like wg_person.grid_codes: its start, its length in *length, and
 * *list moved past it; NULL at the end. No blanks are left out. */
const char *wg_codes_next(const char **list, int *length);

WG_PUBLIC_END

#ifdef __cplusplus
}
#endif
#endif
