/* A roster and contacts as CSV, in one input, the contacts after a byte 0x1E: whatever the bytes
 * are, names and ids come out as promised. */
#include "fuzz.h"

#include "geodata/roster.h"

static void judge_persons(const wg_persons *persons)
{
  FUZZ_MUST(persons->count > 0);
  for (int64_t i = 0; i < persons->count; i++) {
    const wg_person *person = &persons->items[i];
    const char *id = wg_texts_get(&persons->texts, person->id), *code;
    const char *list = wg_texts_get(&persons->texts, person->grid_codes);
    FUZZ_MUST(id[0] != 0 && wg_texts_get(&persons->texts, person->name)[0] != 0);
    for (int64_t j = 0; j < i && i < 64; j++)
      FUZZ_MUST(strcmp(id, wg_texts_get(&persons->texts, persons->items[j].id)) != 0);
    for (int length; (code = wg_codes_next(&list, &length)) != NULL;)
      FUZZ_MUST(length > 0 && memchr(code, ' ', (size_t)length) == NULL);
  }
}

static void judge_contacts(const wg_contacts *contacts)
{
  for (int64_t i = 0; i < contacts->count && i < 64; i++)
    for (int64_t j = 0; j < i; j++)
      FUZZ_MUST(strcmp(wg_texts_get(&contacts->texts, contacts->items[i].community_code),
                       wg_texts_get(&contacts->texts, contacts->items[j].community_code)) != 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  char paths[2][128];
  const uint8_t *end = size > 0 ? memchr(data, 0x1E, size) : NULL;
  size_t first = end != NULL ? (size_t)(end - data) : size;
  wg_context *context = fuzz_context();
  wg_findings findings = {0};
  wg_reading reading;
  wg_persons persons;
  wg_contacts contacts = {0};
  snprintf(paths[0], sizeof paths[0], "%s", fuzz_path("roster.csv"));
  snprintf(paths[1], sizeof paths[1], "%s", fuzz_path("contacts.csv"));
  fuzz_write(paths[0], data, first);
  const wg_input roster = {.role = "roster", .path = paths[0]};
  wg_status status = wg_read_persons(&persons, context, &roster, &findings, &reading);
  fuzz_said(context, status);
  if (status == WG_OK) judge_persons(&persons);
  if (end != NULL) {
    fuzz_write(paths[1], end + 1, size - first - 1);
    const wg_input second = {.role = "contacts", .path = paths[1]};
    status = wg_read_contacts(&contacts, context, &second, &findings, &reading);
    fuzz_said(context, status);
    if (status == WG_OK) judge_contacts(&contacts);
    remove(paths[1]);
  }
  remove(paths[0]);
  wg_persons_free(&persons, context);
  wg_contacts_free(&contacts, context);
  wg_findings_free(&findings, context);
  wg_context_free(context);
  return 0;
}
