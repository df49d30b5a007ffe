#include "wangge/roster.h"

#include <string.h>

const char *wg_role_name(wg_role role)
{
  static const char *const names[] = {"officer", "assistant", "volunteer", "unknown"};
  return names[role];
}

wg_status wg_persons_append(wg_persons *persons, wg_context *context, wg_person **out)
{
  *out = NULL;
  WG_TRY(wg_grow(context, &persons->items, &persons->capacity, persons->count + 1,
                 sizeof *persons->items));
  *out = &persons->items[persons->count++];
  **out = (wg_person){.id = WG_NO_TEXT,
                      .name = WG_NO_TEXT,
                      .phone = WG_NO_TEXT,
                      .community_code = WG_NO_TEXT,
                      .grid_codes = WG_NO_TEXT,
                      .photo = WG_NO_TEXT,
                      .duties = WG_NO_TEXT};
  return WG_OK;
}

wg_status wg_contacts_append(wg_contacts *contacts, wg_context *context, wg_contact **out)
{
  *out = NULL;
  WG_TRY(wg_grow(context, &contacts->items, &contacts->capacity, contacts->count + 1,
                 sizeof *contacts->items));
  *out = &contacts->items[contacts->count++];
  **out = (wg_contact){WG_NO_TEXT, WG_NO_TEXT, WG_NO_TEXT, WG_NO_TEXT, WG_NO_TEXT};
  return WG_OK;
}

void wg_persons_free(wg_persons *persons, wg_context *context)
{
  wg_release(context, persons->items);
  wg_texts_free(&persons->texts, context);
  memset(persons, 0, sizeof *persons);
}

void wg_contacts_free(wg_contacts *contacts, wg_context *context)
{
  wg_release(context, contacts->items);
  wg_texts_free(&contacts->texts, context);
  memset(contacts, 0, sizeof *contacts);
}

const char *wg_codes_next(const char **list, int *length)
{
  const char *start = *list + strspn(*list, ";");
  *length = (int)strcspn(start, ";");
  *list = start + *length;
  return *length > 0 ? start : NULL;
}
