/* Who looks after a grid, and whom else to call. */
#include "map.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "geodata/picture.h"

const char *map_officer(const map_run *run, int32_t grid)
{
  const wg_plan *plan = run->plan;
  return plan->officer == NULL ? "" : wg_texts_get(&plan->texts, plan->officer[grid]);
}

const char *map_phone(const map_run *run, int32_t grid)
{
  const wg_plan *plan = run->plan;
  bool shown = run->options->with_contacts && plan->phone != NULL;
  return shown ? wg_texts_get(&plan->texts, plan->phone[grid]) : "";
}

const char *map_common_duties(const map_run *run)
{
  if (run->look.duties != WG_NO_TEXT) return wg_texts_get(&run->look.texts, run->look.duties);
  return map_word(
      run->context,
      "Visit every household and keep its record up to date; look for dangers and report "
      "them; settle disputes early; explain policies; help residents with what they need "
      "from the community.");
}

static bool looks_after(const wg_texts *texts, const wg_person *person, const char *code)
{
  const char *list = wg_texts_get(texts, person->grid_codes), *one;
  int length;
  while ((one = wg_codes_next(&list, &length)) != NULL)
    if ((size_t)length == strlen(code) && strncmp(one, code, (size_t)length) == 0) return true;
  return false;
}

/* The first row of the roster that looks after a grid and has this column; WG_NO_TEXT: none. */
static wg_text of_officer(const map_run *run, int32_t grid, size_t column)
{
  const wg_persons *all = &run->plan->persons;
  const char *code = map_grid_text(run, run->plan->grids[grid].code);
  for (int64_t i = 0; i < all->count; i++) {
    const wg_person *p = &all->items[i];
    const wg_text *text = (const wg_text *)((const char *)p + column);
    if (p->role == WG_ROLE_OFFICER && *text != WG_NO_TEXT && looks_after(&all->texts, p, code))
      return *text;
  }
  return WG_NO_TEXT;
}

const char *map_duties(const map_run *run, int32_t grid)
{
  wg_text duties = of_officer(run, grid, offsetof(wg_person, duties));
  return duties != WG_NO_TEXT ? wg_texts_get(&run->plan->persons.texts, duties)
                              : map_common_duties(run);
}

bool map_photo(map_run *run, int32_t grid, char *out, size_t size)
{
  wg_text photo = of_officer(run, grid, offsetof(wg_person, photo));
  if (photo == WG_NO_TEXT) return false;
  const char *file = wg_texts_get(&run->plan->persons.texts, photo), *folder = run->options->photos;
  bool whole = file[0] == '/' || folder == NULL || folder[0] == 0;
  int written = snprintf(out, size, "%s%s%s", whole ? "" : folder, whole ? "" : "/", file);
  bool there = written > 0 && (size_t)written < size && wg_is_picture(run->context, out);
  run->figures.photos_missing += !there;
  return there;
}

/* The row of a community; NULL: there is none. */
static const wg_contact *contact_of(const map_run *run, int32_t community)
{
  const wg_contacts *all = &run->plan->contacts;
  const char *code = map_community_code(run, community);
  for (int64_t i = 0; i < all->count; i++)
    if (strcmp(wg_texts_get(&all->texts, all->items[i].community_code), code) == 0)
      return &all->items[i];
  return NULL;
}

void map_police(const map_run *run, int32_t community, char *out, size_t size)
{
  const wg_contact *c = contact_of(run, community);
  const wg_texts *t = &run->plan->contacts.texts;
  const char *name = c == NULL ? "" : wg_texts_get(t, c->police_name);
  const char *phone =
      c == NULL || !run->options->with_contacts ? "" : wg_texts_get(t, c->police_phone);
  snprintf(out, size, "%s%s%s", name, name[0] != 0 && phone[0] != 0 ? "  " : "", phone);
}

const char *map_community_phone(const map_run *run, int32_t community)
{
  const wg_contact *c = contact_of(run, community);
  return c == NULL || !run->options->with_contacts
             ? ""
             : wg_texts_get(&run->plan->contacts.texts, c->community_phone);
}

const char *map_address(const map_run *run, int32_t community)
{
  const wg_contact *c = contact_of(run, community);
  return c == NULL ? "" : wg_texts_get(&run->plan->contacts.texts, c->address);
}
