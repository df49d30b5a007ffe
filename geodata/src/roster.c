/* The rows of a roster: read one by one, then rows of one person brought together by sorting. */
#include "geodata/roster.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "roster_rows.h"

static const char person_sheets[] =
    "roster,person,persons,人员,人员表,人员名册,名册,花名册,网格员,网格员名册";

enum { KEY_SIZE = 512, PERSON_DIGITS = 7 };

typedef struct person_key {
  const char *text; /* the id in normal form, or a tab, the name, a tab and the telephone */
  int64_t row;
} person_key;

typedef struct person_table {
  wg_persons *out;
  wg_roster_rows rows;
  int id, name, role, phone, community, grids, photo, duties; /* fields; −1: none */
  wg_texts keys;
  wg_text *key; /* one a row */
  int64_t key_capacity;
  person_key *sorted;
  wg_subjects role_unknown, repeated, duplicate, malformed;
} person_table;

static wg_status choose_fields(person_table *table, wg_context *context)
{
  const struct {
    wg_meaning meaning;
    int *index;
  } wanted[] = {{WG_MEANS_PERSON_ID, &table->id},
                {WG_MEANS_PERSON_NAME, &table->name},
                {WG_MEANS_PERSON_ROLE, &table->role},
                {WG_MEANS_PHONE, &table->phone},
                {WG_MEANS_GRID_COMMUNITY, &table->community},
                {WG_MEANS_PERSON_GRIDS, &table->grids},
                {WG_MEANS_PHOTO, &table->photo},
                {WG_MEANS_DUTIES, &table->duties}};
  wg_roster_rows *rows = &table->rows;
  for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
    WG_TRY(wg_field_find(&rows->dataset, context, wanted[i].meaning, NULL, rows->reading,
                         wanted[i].index));
  if (table->name >= 0) return WG_OK;
  return wg_roster_fail_field(
      rows, context, wg_in(context, "the name of a person: name, 姓名", "姓名：name、姓名"));
}

/* --- one row -----------------------------------------------------------------------------------
 */

static wg_role role_of(const char *word)
{
  static const char *const words[] = {"officer,grid officer,网格员,专职网格员,网格长",
                                      "assistant,助理,网格助理,网格助理员,助理网格员,"
                                      "协管员,兼职网格员,辅助网格员,副网格员",
                                      "volunteer,志愿者,网格志愿者,义工"};
  if (word == NULL) return WG_ROLE_OFFICER;
  for (int role = WG_ROLE_OFFICER; role < WG_ROLE_UNKNOWN; role++)
    if (wg_normal_listed(words[role], word)) return (wg_role)role;
  return WG_ROLE_UNKNOWN;
}

/* One character of a list of codes, as UTF-8: ';' for whatever separates, the ASCII form of a
 * full-width letter or digit in its own case. *text moves on. */
static void next_of_list(char out[5], const char **text)
{
  size_t width = wg_character_width((unsigned char)**text);
  char one[5] = {0}, normal[5];
  for (size_t i = 0; i < width && (*text)[i] != 0; i++) one[i] = (*text)[i];
  *text += strlen(one);
  wg_normalise(normal, sizeof normal, one);
  bool between = normal[0] == 0 || strchr(",;/|", normal[0]) != NULL || strcmp(one, "、") == 0;
  bool folded = strlen(normal) < strlen(one);
  /* U+FF21 … U+FF3A are capitals, which the normal form has small */
  bool capital =
      folded && (uint8_t)one[1] == 0xBC && (uint8_t)one[2] >= 0xA1 && (uint8_t)one[2] <= 0xBA;
  memset(out, 0, 5);
  if (between)
    out[0] = ';';
  else if (folded)
    out[0] = (char)(capital ? normal[0] - 32 : normal[0]);
  else
    memcpy(out, one, sizeof one);
}

/* Codes as people list them, with one ';' between; `out` holds as many bytes as `text`. */
static void list_codes(char *out, const char *text)
{
  size_t length = 0;
  while (*text != 0) {
    char one[5];
    next_of_list(one, &text);
    if (one[0] == ';' && (length == 0 || out[length - 1] == ';')) continue;
    memcpy(out + length, one, strlen(one));
    length += strlen(one);
  }
  while (length > 0 && out[length - 1] == ';') length--;
  out[length] = 0;
}

static wg_status take_codes(person_table *table, wg_context *context, wg_text *out)
{
  const char *text;
  char *list;
  WG_TRY(wg_roster_value(&table->rows, context, table->grids, &text));
  if (text == NULL) return WG_OK;
  WG_TRY(wg_allocate(context, &list, strlen(text) + 1, 1));
  list_codes(list, text);
  wg_status status = wg_texts_add(&table->out->texts, context, list[0] != 0 ? list : NULL, -1, out);
  wg_release(context, list);
  return status;
}

static wg_status take_texts(person_table *table, wg_context *context, wg_person *person)
{
  const struct {
    int field;
    wg_text *out;
  } texts[] = {{table->id, &person->id},       {table->name, &person->name},
               {table->phone, &person->phone}, {table->community, &person->community_code},
               {table->photo, &person->photo}, {table->duties, &person->duties}};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
    WG_TRY(wg_roster_text(&table->rows, context, texts[i].field, &table->out->texts, texts[i].out));
  return take_codes(table, context, &person->grid_codes);
}

static wg_status add_key(person_table *table, wg_context *context, const wg_person *person)
{
  char key[KEY_SIZE], phone[128];
  const wg_texts *texts = &table->out->texts;
  int64_t row = table->out->count - 1;
  key[0] = 0;
  if (person->id != WG_NO_TEXT) {
    wg_normalise(key, sizeof key, wg_texts_get(texts, person->id));
  } else {
    key[0] = '\t';
    wg_normalise(key + 1, sizeof key - sizeof phone - 2, wg_texts_get(texts, person->name));
    wg_normalise(phone, sizeof phone, wg_texts_get(texts, person->phone));
    strcat(strcat(key, "\t"), phone);
  }
  WG_TRY(wg_grow(context, &table->key, &table->key_capacity, row + 1, sizeof *table->key));
  return wg_texts_add(&table->keys, context, key, -1, &table->key[row]);
}

static wg_status take_person(void *user, wg_context *context)
{
  person_table *table = user;
  wg_persons *out = table->out;
  wg_person *person;
  const char *role;
  WG_TRY(wg_persons_append(out, context, &person));
  WG_TRY(take_texts(table, context, person));
  WG_TRY(wg_roster_value(&table->rows, context, table->role, &role));
  person->role = role_of(role);
  if (person->name == WG_NO_TEXT) {
    bool blank =
        person->id == WG_NO_TEXT && person->phone == WG_NO_TEXT && person->grid_codes == WG_NO_TEXT;
    out->count--;
    if (!blank) wg_roster_unusable(&table->rows, context);
    return WG_OK;
  }
  const char *name = wg_texts_get(&out->texts, person->name);
  wg_roster_destroyed(&table->rows, name);
  if (person->role == WG_ROLE_UNKNOWN) wg_subjects_add(&table->role_unknown, name);
  if (person->phone != WG_NO_TEXT &&
      !wg_is_telephone(wg_texts_get(&out->texts, person->phone), PERSON_DIGITS))
    wg_subjects_add(&table->malformed, name);
  return add_key(table, context, person);
}

/* --- rows of one person ------------------------------------------------------------------------
 */

static int compare_keys(const void *left, const void *right)
{
  const person_key *a = left, *b = right;
  int order = strcmp(a->text, b->text);
  return order != 0 ? order : (a->row > b->row) - (a->row < b->row);
}

static wg_status sort_keys(person_table *table, wg_context *context)
{
  int64_t count = table->out->count;
  WG_TRY(wg_allocate(context, &table->sorted, (size_t)count, sizeof *table->sorted));
  for (int64_t row = 0; row < count; row++)
    table->sorted[row] = (person_key){wg_texts_get(&table->keys, table->key[row]), row};
  if (count > 1) qsort(table->sorted, (size_t)count, sizeof *table->sorted, compare_keys);
  return WG_OK;
}

static bool is_taken(const person_table *table, const char *id)
{
  char key[KEY_SIZE];
  wg_normalise(key, sizeof key, id);
  int64_t low = 0, high = table->out->count;
  while (low < high) {
    int64_t middle = low + (high - low) / 2;
    if (strcmp(table->sorted[middle].text, key) < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return low < table->out->count && strcmp(table->sorted[low].text, key) == 0;
}

/* "ID#12": an id that nobody else has, from the number of the row. */
static wg_status number_person(person_table *table, wg_context *context, int64_t row)
{
  wg_persons *out = table->out;
  wg_text *id = &out->items[row].id;
  do {
    char *before;
    const char *old = wg_texts_get(&out->texts, *id);
    size_t size = strlen(old) + 1;
    WG_TRY(wg_allocate(context, &before, size, 1));
    memcpy(before, old, size);
    wg_status status =
        wg_texts_format(&out->texts, context, id, "%s#%lld", before, (long long)row + 1);
    wg_release(context, before);
    WG_TRY(status);
  } while (is_taken(table, wg_texts_get(&out->texts, *id)));
  return WG_OK;
}

/* The grids of a later row go to the first one, and so does what that lacks. */
static wg_status merge_row(person_table *table, wg_context *context, wg_person *first,
                           const wg_person *later)
{
  wg_texts *texts = &table->out->texts;
  const wg_text from[] = {later->phone, later->community_code, later->photo, later->duties};
  wg_text *const to[] = {&first->phone, &first->community_code, &first->photo, &first->duties};
  for (int i = 0; i < 4; i++)
    if (*to[i] == WG_NO_TEXT) *to[i] = from[i];
  if (later->grid_codes == WG_NO_TEXT) return WG_OK;
  if (first->grid_codes == WG_NO_TEXT) {
    first->grid_codes = later->grid_codes;
    return WG_OK;
  }
  char *joined;
  size_t a = strlen(wg_texts_get(texts, first->grid_codes)),
         b = strlen(wg_texts_get(texts, later->grid_codes));
  WG_TRY(wg_allocate(context, &joined, a + b + 2, 1));
  memcpy(joined, wg_texts_get(texts, first->grid_codes), a);
  joined[a] = ';';
  memcpy(joined + a + 1, wg_texts_get(texts, later->grid_codes), b);
  wg_status status = wg_texts_add(texts, context, joined, (int64_t)(a + b + 1), &first->grid_codes);
  wg_release(context, joined);
  return status;
}

/* gone[row]: it went into an earlier one. Rows of the same id and another name are other people. */
static wg_status merge_people(person_table *table, wg_context *context, uint8_t *gone)
{
  wg_persons *out = table->out;
  const wg_texts *texts = &out->texts;
  for (int64_t i = 0, head = 0; i < out->count; i++) {
    const person_key *key = &table->sorted[i];
    wg_person *person = &out->items[key->row];
    bool same = i > 0 && strcmp(key->text, table->sorted[head].text) == 0;
    if (!same) {
      head = i;
      if (person->id == WG_NO_TEXT) WG_TRY(number_person(table, context, key->row));
      continue;
    }
    wg_person *first = &out->items[table->sorted[head].row];
    if (key->text[0] == '\t' ||
        wg_normal_equal(wg_texts_get(texts, first->name), wg_texts_get(texts, person->name))) {
      wg_subjects_add(&table->repeated, wg_texts_get(texts, first->name));
      WG_TRY(merge_row(table, context, first, person));
      gone[key->row] = 1;
    } else {
      wg_subjects_add(&table->duplicate, wg_texts_get(texts, person->id));
      WG_TRY(number_person(table, context, key->row));
    }
  }
  return WG_OK;
}

static wg_status bring_together(person_table *table, wg_context *context)
{
  wg_persons *out = table->out;
  uint8_t *gone = NULL;
  int64_t kept = 0;
  WG_TRY(sort_keys(table, context));
  WG_TRY(wg_allocate(context, &gone, (size_t)out->count, 1));
  wg_status status = merge_people(table, context, gone);
  for (int64_t row = 0; row < out->count && status == WG_OK; row++)
    if (!gone[row]) out->items[kept++] = out->items[row];
  if (status == WG_OK) out->count = kept;
  wg_release(context, gone);
  return status;
}

/* --- findings -----------------------------------------------------------------------------------
 */

static const wg_sentence sentences[] = {
    {WG_FINDING_ROLE_UNKNOWN, "The role of the %s '%s' is none that is known.",
     "%s“%s”的角色无法识别。", "The roles of %lld %s are none that are known: %s.",
     "%lld 名%s的角色无法识别：%s。",
     "They look after no grid; known are officer, assistant, volunteer (网格员, 助理, 志愿者).",
     "未安排负责网格；可用：网格员、助理、志愿者（officer、assistant、volunteer）。"},
    {WG_FINDING_PERSON_REPEATED, "The %s '%s' stands in several rows.", "%s“%s”有多行。",
     "%lld rows repeat %s of earlier ones: %s.", "%lld 行重复前面的%s：%s。",
     "They were taken as one person with the grids of all rows.",
     "已合并为一人，负责各行所列的网格。"},
    {WG_FINDING_DUPLICATE_PERSON_ID, "Another %s has the number '%s' too.", "另有%s使用编号“%s”。",
     "%lld %s have the number of another: %s.", "%lld 名%s与他人编号相同：%s。",
     "The later ones were told apart by the number of their row; give each a number of its own.",
     "后出现者以行号区分；请为每人设定唯一编号。"},
    {WG_FINDING_PHONE_MALFORMED, "The telephone number of the %s '%s' cannot be one.",
     "%s“%s”的电话号码有误。", "The telephone numbers of %lld %s cannot be such: %s.",
     "%lld 名%s的电话号码有误：%s。",
     "They are kept and printed as they are; correct them in the roster (as text, not as a "
     "number).",
     "按原样保留和打印；请在名册中改正（单元格应为文本格式）。"}};

static wg_status report(person_table *table, wg_context *context, wg_findings *findings)
{
  const wg_subjects *const subjects[] = {&table->role_unknown, &table->repeated, &table->duplicate,
                                         &table->malformed};
  WG_TRY(wg_roster_report(&table->rows, context, findings));
  for (int i = 0; i < 4; i++)
    WG_TRY(wg_subjects_report(subjects[i], context, findings, &table->rows.input, &sentences[i]));
  return WG_OK;
}

wg_status wg_read_persons(wg_persons *out, wg_context *context, const wg_input *input,
                          wg_findings *findings, wg_reading *reading)
{
  wg_status status;
  person_table *table = NULL;
  memset(out, 0, sizeof *out);
  memset(reading, 0, sizeof *reading);
  WG_TRY(wg_allocate(context, &table, 1, sizeof *table));
  table->out = out;
  WG_TRY_DONE(wg_roster_open(&table->rows, context, input, person_sheets, reading));
  WG_TRY_DONE(choose_fields(table, context));
  WG_TRY_DONE(wg_roster_read(&table->rows, context, take_person, table));
  WG_TRY_DONE(bring_together(table, context));
  WG_TRY_DONE(report(table, context, findings));
  if (out->count == 0)
    status = wg_fail(
        context, WG_EMPTY,
        wg_in(context, "'%s' (roster) has no row with a name.", "“%s”（名册）没有含姓名的行。"),
        input->path);
done:
  wg_roster_close(&table->rows, context);
  wg_texts_free(&table->keys, context);
  wg_release(context, table->key);
  wg_release(context, table->sorted);
  wg_release(context, table);
  if (status != WG_OK) wg_persons_free(out, context);
  return status;
}
