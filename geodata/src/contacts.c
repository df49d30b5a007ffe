/* The contacts of the communities: a row each. */
#include <stdlib.h>
#include <string.h>

#include "roster_rows.h"

static const char contact_sheets[] =
    "contact,contacts,联系方式,联系表,联系人,社区联系方式,社区联系表,社区电话";

enum { CONTACT_DIGITS = 3 }; /* 110 is a number to call */

typedef struct contact_table {
  wg_contacts *out;
  wg_roster_rows rows;
  int code, phone, police, police_phone, address; /* fields; −1: none */
  wg_subjects repeated, malformed;
} contact_table;

static wg_status choose_fields(contact_table *table, wg_context *context)
{
  const struct {
    wg_meaning meaning;
    int *index;
  } wanted[] = {{WG_MEANS_CONTACT_COMMUNITY, &table->code},
                {WG_MEANS_COMMUNITY_PHONE, &table->phone},
                {WG_MEANS_POLICE_NAME, &table->police},
                {WG_MEANS_POLICE_PHONE, &table->police_phone},
                {WG_MEANS_ADDRESS, &table->address}};
  wg_roster_rows *rows = &table->rows;
  for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
    WG_TRY(wg_field_find(&rows->dataset, context, wanted[i].meaning, NULL, rows->reading,
                         wanted[i].index));
  if (table->code >= 0) return WG_OK;
  return wg_roster_fail_field(rows, context,
                              wg_in(context, "the code of a community: community_code, 社区编码",
                                    "社区编码：community_code、社区编码"));
}

static void judge_phone(contact_table *table, wg_text phone, wg_text code)
{
  const wg_texts *texts = &table->out->texts;
  if (phone != WG_NO_TEXT && !wg_is_telephone(wg_texts_get(texts, phone), CONTACT_DIGITS))
    wg_subjects_add(&table->malformed, wg_texts_get(texts, code));
}

static wg_status take_contact(void *user, wg_context *context)
{
  contact_table *table = user;
  wg_contacts *out = table->out;
  wg_contact *contact;
  WG_TRY(wg_contacts_append(out, context, &contact));
  const struct {
    int field;
    wg_text *out;
  } texts[] = {{table->code, &contact->community_code},
               {table->phone, &contact->community_phone},
               {table->police, &contact->police_name},
               {table->police_phone, &contact->police_phone},
               {table->address, &contact->address}};
  bool blank = true;
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    WG_TRY(wg_roster_text(&table->rows, context, texts[i].field, &out->texts, texts[i].out));
    blank = blank && *texts[i].out == WG_NO_TEXT;
  }
  if (contact->community_code == WG_NO_TEXT) {
    out->count--;
    if (!blank) wg_roster_unusable(&table->rows, context);
    return WG_OK;
  }
  wg_roster_destroyed(&table->rows, wg_texts_get(&out->texts, contact->community_code));
  judge_phone(table, contact->community_phone, contact->community_code);
  judge_phone(table, contact->police_phone, contact->community_code);
  return WG_OK;
}

typedef struct coded {
  const char *code;
  int64_t row;
} coded;

static int compare_codes(const void *left, const void *right)
{
  const coded *a = left, *b = right;
  int order = strcmp(a->code, b->code);
  return order != 0 ? order : (a->row > b->row) - (a->row < b->row);
}

/* Of several rows of one community the first stays. */
static wg_status drop_repeated(contact_table *table, wg_context *context)
{
  wg_contacts *out = table->out;
  coded *sorted = NULL;
  int64_t count = out->count, kept = 0;
  WG_TRY(wg_allocate(context, &sorted, (size_t)count, sizeof *sorted));
  for (int64_t i = 0; i < count; i++)
    sorted[i] = (coded){wg_texts_get(&out->texts, out->items[i].community_code), i};
  if (count > 1) qsort(sorted, (size_t)count, sizeof *sorted, compare_codes);
  for (int64_t i = 1; i < count; i++) {
    if (strcmp(sorted[i].code, sorted[i - 1].code) != 0) continue;
    wg_subjects_add(&table->repeated, sorted[i].code);
    out->items[sorted[i].row].community_code = WG_NO_TEXT;
  }
  for (int64_t i = 0; i < count; i++)
    if (out->items[i].community_code != WG_NO_TEXT) out->items[kept++] = out->items[i];
  out->count = kept;
  wg_release(context, sorted);
  return WG_OK;
}

static const wg_sentence sentences[] = {
    {WG_FINDING_CONTACT_REPEATED, "The community of the %s '%s' stands in several rows.",
     "%s中社区“%s”有多行。", "%lld %s are for communities that have one already: %s.",
     "%lld 行%s的社区已有一行：%s。", "The first row of each was taken.", "每个社区取第一行。"},
    {WG_FINDING_PHONE_MALFORMED, "A telephone number of the %s '%s' cannot be one.",
     "%s“%s”的电话号码有误。", "%lld telephone numbers of %s cannot be such: %s.",
     "%lld 个%s的电话号码有误：%s。",
     "They are kept and printed as they are; correct them in the table (as text, not as a number).",
     "按原样保留和打印；请在表中改正（单元格应为文本格式）。"}};

wg_status wg_read_contacts(wg_contacts *out, wg_context *context, const wg_input *input,
                           wg_findings *findings, wg_reading *reading)
{
  wg_status status;
  contact_table *table = NULL;
  memset(out, 0, sizeof *out);
  memset(reading, 0, sizeof *reading);
  WG_TRY(wg_allocate(context, &table, 1, sizeof *table));
  table->out = out;
  WG_TRY_DONE(wg_roster_open(&table->rows, context, input, contact_sheets, reading));
  WG_TRY_DONE(choose_fields(table, context));
  WG_TRY_DONE(wg_roster_read(&table->rows, context, take_contact, table));
  WG_TRY_DONE(drop_repeated(table, context));
  WG_TRY_DONE(wg_roster_report(&table->rows, context, findings));
  WG_TRY_DONE(
      wg_subjects_report(&table->repeated, context, findings, &table->rows.input, &sentences[0]));
  status =
      wg_subjects_report(&table->malformed, context, findings, &table->rows.input, &sentences[1]);
done:
  wg_roster_close(&table->rows, context);
  wg_release(context, table);
  if (status != WG_OK) wg_contacts_free(out, context);
  return status;
}

wg_status wg_has_contacts(wg_context *context, const wg_input *input, bool *out)
{
  char sheet[128];
  WG_TRY(wg_dataset_sheet(context, input, contact_sheets, sheet, sizeof sheet));
  *out = sheet[0] != 0;
  return WG_OK;
}
