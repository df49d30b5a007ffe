/* Rosters as offices keep them: encodings, headings, rows of one person, defects by name. */
#include "support.h"

#include "../../geodata/src/telephone.h"
#include "geodata/roster.h"

static void telephone_numbers_as_people_write_them(void **state)
{
  (void)state;
  static const char *const good[] = {"13800000001",
                                     "138 0000 0001",
                                     "138-0000-0001",
                                     "+86 13800000001",
                                     "１３８００００００００１",
                                     "0931-1234567",
                                     "(0931)12345678",
                                     "（0931）12345678",
                                     "12345678",
                                     "0931-1234567转801",
                                     "0931-1234567 ext. 12",
                                     "13800000001/13900000002",
                                     "13800000001、13900000002"};
  static const char *const bad[] = {"1.38E+10",
                                    "123456",
                                    "12800000001",
                                    "",
                                    "110",
                                    "12345",
                                    "none",
                                    "138000000012345678",
                                    "0931-1234567转",
                                    "转801",
                                    "13800000001/",
                                    "13800000001；"};
  for (size_t i = 0; i < sizeof good / sizeof *good; i++)
    if (!wg_is_telephone(good[i], 7)) fail_msg("'%s' is refused", good[i]);
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
    if (wg_is_telephone(bad[i], 7)) fail_msg("'%s' is taken", bad[i]);
  assert_true(wg_is_telephone("110", 3));
  assert_false(wg_is_telephone("10", 3));
}

static wg_status read_text(world *w, wg_persons *out, const char *text)
{
  FILE *file = fopen(in_folder(w, "roster.csv"), "wb");
  fputs(text, file);
  fclose(file);
  const wg_input input = {.role = "roster", .path = w->path};
  return wg_read_persons(out, w->context, &input, &w->findings, &w->reading);
}

static const char *say(const wg_persons *persons, wg_text text)
{
  return wg_texts_get(&persons->texts, text);
}

static void columns_are_found_under_chinese_headings(void **state)
{
  world *w = *state;
  wg_persons p;
  assert_int_equal(read_text(w, &p,
                             "编号,姓名,职务,联系电话,社区编码,负责网格,照片,职责\n"
                             "7,甲,网格员,13800000001,620101,620101001；620101002 ,a.jpg,巡查\n"
                             "8,乙,助理,,620101,\"620101001，６２０101００3\",,\n"
                             "9,丙,志愿者,,,620101001、620101002,,\n"
                             "10,丁,,,,,,\n"),
                   WG_OK);
  assert_int_equal(p.count, 4);
  assert_string_equal(say(&p, p.items[0].id), "7");
  assert_string_equal(say(&p, p.items[0].name), "甲");
  assert_string_equal(say(&p, p.items[0].phone), "13800000001");
  assert_string_equal(say(&p, p.items[0].community_code), "620101");
  assert_string_equal(say(&p, p.items[0].grid_codes), "620101001;620101002");
  assert_string_equal(say(&p, p.items[0].photo), "a.jpg");
  assert_string_equal(say(&p, p.items[0].duties), "巡查");
  assert_string_equal(say(&p, p.items[1].grid_codes), "620101001;620101003");
  assert_string_equal(say(&p, p.items[2].grid_codes), "620101001;620101002");
  const wg_role roles[] = {WG_ROLE_OFFICER, WG_ROLE_ASSISTANT, WG_ROLE_VOLUNTEER, WG_ROLE_OFFICER};
  for (int i = 0; i < 4; i++) assert_int_equal(p.items[i].role, roles[i]);
  assert_int_equal(p.items[3].phone, WG_NO_TEXT);
  assert_int_equal(w->findings.count, 0);
  wg_persons_free(&p, w->context);
}

static void a_roster_in_gb18030_reads_the_same(void **state)
{
  world *w = *state;
  wg_persons p;
  /* 姓名,网格编码 / 张,A1 */
  assert_int_equal(
      read_text(w, &p, "\xD0\xD5\xC3\xFB,\xCD\xF8\xB8\xF1\xB1\xE0\xC2\xEB\n\xD5\xC5,A1\n"), WG_OK);
  assert_int_equal(p.count, 1);
  assert_string_equal(say(&p, p.items[0].name), "张");
  assert_string_equal(say(&p, p.items[0].grid_codes), "A1");
  assert_string_equal(w->reading.encoding, "GB18030");
  assert_string_equal(say(&p, p.items[0].id), "#1");
  wg_persons_free(&p, w->context);
}

static void rows_of_one_person_become_one(void **state)
{
  world *w = *state;
  wg_persons p;
  assert_int_equal(read_text(w, &p,
                             "id,name,phone,grid_codes\n"
                             "P1,甲,13800000001,A\n"
                             "P2,乙,13800000002,B\n"
                             "p1,甲,,C\n" /* the same: ids are compared normalised */
                             "P1,丙,,D\n" /* someone else with the number of 甲 */
                             ",丁,13800000003,E\n"
                             ",丁,13800000003,F\n" /* the same name and telephone */
                             ",丁,13800000004,G\n" /* another of that name */
                             "P1#4,戊,,\n" /* has what 丙 would be called */),
                   WG_OK);
  static const char *const expected[][3] = {{"P1", "甲", "A;C"},   {"P2", "乙", "B"},
                                            {"P1#4#4", "丙", "D"}, {"#5", "丁", "E;F"},
                                            {"#7", "丁", "G"},     {"P1#4", "戊", ""}};
  assert_int_equal(p.count, 6);
  for (int i = 0; i < 6; i++) {
    assert_string_equal(say(&p, p.items[i].id), expected[i][0]);
    assert_string_equal(say(&p, p.items[i].name), expected[i][1]);
    assert_string_equal(say(&p, p.items[i].grid_codes), expected[i][2]);
  }
  assert_says(reason_of(w, WG_FINDING_PERSON_REPEATED), "2 rows");
  assert_says(reason_of(w, WG_FINDING_DUPLICATE_PERSON_ID), "'P1'");
  assert_int_equal(w->findings.count, 2);
  wg_persons_free(&p, w->context);
}

static void defects_are_named_and_nothing_else(void **state)
{
  world *w = *state;
  wg_persons p;
  assert_int_equal(read_text(w, &p,
                             "name,role,phone,grid_codes\n"
                             "甲,officer,1.38E+10,A\n"
                             "乙,dancer,13800000002,B\n"
                             ",officer,13800000003,C\n"
                             ",,,\n"),
                   WG_OK);
  assert_int_equal(p.count, 2);
  assert_string_equal(say(&p, p.items[0].phone), "1.38E+10"); /* kept */
  assert_int_equal(p.items[1].role, WG_ROLE_UNKNOWN);
  assert_says(reason_of(w, WG_FINDING_PHONE_MALFORMED), "'甲'");
  assert_says(reason_of(w, WG_FINDING_ROLE_UNKNOWN), "'乙'");
  assert_says(reason_of(w, WG_FINDING_ROSTER_ROW_UNUSABLE), "row 3");
  assert_int_equal(w->findings.count, 3);
  wg_persons_free(&p, w->context);
}

static void what_is_no_roster_is_refused_with_what_it_has(void **state)
{
  world *w = *state;
  wg_persons p;
  assert_int_equal(read_text(w, &p, "code,area\n1,2\n"), WG_NOT_FOUND);
  assert_says(wg_message(w->context), "'code', 'area'");
  assert_int_equal(read_text(w, &p, "name,phone\n,\n"), WG_EMPTY);
  const wg_input absent = {.role = "roster", .path = in_folder(w, "none.csv")};
  assert_int_equal(wg_read_persons(&p, w->context, &absent, &w->findings, &w->reading),
                   WG_NOT_FOUND);
}

/* Officers on one sheet, contacts on another; codes typed as numbers. */
static void a_workbook_has_sheets_for_both(void **state)
{
  world *w = *state;
  static const char *const people[] = {"姓名:s", "网格编码:r", NULL};
  static const char *const people_rows[] = {NULL, "甲", "620101001001001"};
  static const char *const contacts[] = {"社区编码:s", "社区电话:s", "民警:s",
                                         "民警电话:s", "地址:s",     NULL};
  static const char *const contact_rows[] = {
      NULL, "620101", "0931-1234567", "乙", "110",    "甲街1号", NULL,           "620102",
      "?",  NULL,     NULL,           NULL, NULL,     "620101",  "0931-7654321", NULL,
      NULL, NULL,     NULL,           NULL, "0931-1", NULL,      NULL,           NULL};
  const char *path = in_folder(w, "book.xlsx");
  write_layer(path, "XLSX", "网格员", 0, people, people_rows, ROWS(people_rows, 2));
  write_layer(path, "XLSX", "联系方式", 0, contacts, contact_rows, ROWS(contact_rows, 5));
  const wg_input input = {.role = "roster", .path = path};
  const wg_input second = {.role = "contacts", .path = path};
  wg_persons p;
  wg_contacts c;
  bool has;
  assert_int_equal(wg_read_persons(&p, w->context, &input, &w->findings, &w->reading), WG_OK);
  assert_int_equal(p.count, 1);
  assert_string_equal(say(&p, p.items[0].grid_codes), "620101001001001");
  assert_int_equal(wg_has_contacts(w->context, &input, &has), WG_OK);
  assert_true(has);
  assert_int_equal(wg_read_contacts(&c, w->context, &second, &w->findings, &w->reading), WG_OK);
  assert_int_equal(c.count, 2);
  assert_string_equal(wg_texts_get(&c.texts, c.items[0].community_phone), "0931-1234567");
  assert_string_equal(wg_texts_get(&c.texts, c.items[0].police_phone), "110");
  assert_string_equal(wg_texts_get(&c.texts, c.items[0].address), "甲街1号");
  assert_says(reason_of(w, WG_FINDING_CONTACT_REPEATED), "620101");
  assert_says(reason_of(w, WG_FINDING_PHONE_MALFORMED), "620102");
  assert_says(reason_of(w, WG_FINDING_ROSTER_ROW_UNUSABLE), "row 4");
  wg_persons_free(&p, w->context);
  wg_contacts_free(&c, w->context);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(telephone_numbers_as_people_write_them),
      cmocka_unit_test_setup_teardown(columns_are_found_under_chinese_headings, begin_world,
                                      end_world),
      cmocka_unit_test_setup_teardown(a_roster_in_gb18030_reads_the_same, begin_world, end_world),
      cmocka_unit_test_setup_teardown(rows_of_one_person_become_one, begin_world, end_world),
      cmocka_unit_test_setup_teardown(defects_are_named_and_nothing_else, begin_world, end_world),
      cmocka_unit_test_setup_teardown(what_is_no_roster_is_refused_with_what_it_has, begin_world,
                                      end_world),
      cmocka_unit_test_setup_teardown(a_workbook_has_sheets_for_both, begin_world, end_world)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
