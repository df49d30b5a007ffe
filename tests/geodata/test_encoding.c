/* What bytes are taken for, and why; ../shared/data/encodings and files made here. */
#include "support.h"

#include "../../geodata/src/digest.h"
#include "../../geodata/src/encoding.h"

/* A .dbf with one column of texts; each value is cut or padded to `width` bytes. */
static void write_dbf(const char *path, unsigned char ldid, const char *column, int width, const char *const *values,
                      int count)
{
  unsigned char head[32] = {3, 126, 1, 31}, field[32] = {0};
  FILE *file = fopen(path, "wb");
  assert_non_null(file);
  head[4] = (unsigned char)count;
  head[8] = 65;
  head[10] = (unsigned char)(width + 1);
  head[29] = ldid;
  memcpy(field, column, strnlen(column, 10));
  field[11] = 'C';
  field[16] = (unsigned char)width;
  fwrite(head, 1, 32, file);
  fwrite(field, 1, 32, file);
  fputc(0x0D, file);
  for (int i = 0; i < count; i++) {
    fputc(' ', file);
    for (int c = 0; c < width; c++) fputc(c < (int)strlen(values[i]) ? values[i][c] : ' ', file);
  }
  fputc(0x1A, file);
  fclose(file);
}

static void decide(world *w, wg_decoder *out, const char *path, const char *override)
{
  const wg_input input = {.role = "buildings", .path = path, .encoding = override};
  assert_int_equal(wg_decoder_open(out, w->context, &input, "ESRI Shapefile", "x"), WG_OK);
}

static void assert_decision(world *w, const char *path, const char *override, const char *expected, const char *reason)
{
  wg_decoder decoder;
  decide(w, &decoder, path, override);
  assert_string_equal(decoder.name, expected);
  assert_says(wg_decoder_reason(&decoder, w->context), reason);
  wg_decoder_close(&decoder, w->context);
}

#define GBK "\xB1\xF5\xBA\xD3"     /* 滨河 */
#define UTF8 "滨河"
#define SJIS "\x93\x8C\x8B\x9E"    /* 東京 */

static void cpg_then_ldid_then_the_bytes_decide(void **state)
{
  world *w = *state;
  const char *gbk[] = {"A", GBK}, *utf8[] = {UTF8}, *ascii[] = {"A"}, *sjis[] = {SJIS}, *latin[] = {"caf\xE9 x"};
  const char *dbf = in_folder(w, "x.dbf");
  char cpg[512];
  snprintf(cpg, sizeof cpg, "%s/x.cpg", w->folder);
  write_dbf(dbf, 0, "NAME", 10, gbk, 2);
  assert_decision(w, dbf, NULL, "GB18030", "valid GB18030");
  write_dbf(dbf, 0, "NAME", 10, utf8, 1);
  assert_decision(w, dbf, NULL, "UTF-8", "valid UTF-8");
  write_dbf(dbf, 0, "NAME", 10, ascii, 1);
  assert_decision(w, dbf, NULL, "UTF-8", "ASCII");
  write_dbf(dbf, 0, "NAME", 10, latin, 1);
  assert_decision(w, dbf, NULL, "ISO-8859-1", "neither");
  write_dbf(dbf, 0x4D, "NAME", 10, ascii, 1);
  assert_decision(w, dbf, NULL, "GB18030", "LDID");
  write_dbf(dbf, 0x13, "NAME", 10, sjis, 1);
  assert_decision(w, dbf, NULL, "CP932", "LDID");
  write_dbf(dbf, 0x57, "NAME", 10, gbk, 2); /* "Windows ANSI": what many programs write, whatever it is */
  assert_decision(w, dbf, NULL, "GB18030", "valid GB18030");
  assert_decision(w, dbf, "Big5", "BIG5", "asked");
  static const struct {
    const char *written, *expected;
  } pages[] = {{"GBK", "GB18030"}, {"936\r\n", "GB18030"}, {"UTF-8\n", "UTF-8"}, {"\xEF\xBB\xBF" "utf8", "UTF-8"},
               {"ANSI 1252", "CP1252"}, {"OEM 437", "CP437"}, {"1251", "CP1251"}, {"Shift_JIS", "CP932"}};
  write_dbf(dbf, 0x57, "NAME", 10, ascii, 1); /* nothing that could contradict */
  for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
    FILE *file = fopen(cpg, "w");
    fputs(pages[i].written, file);
    fclose(file);
    assert_decision(w, dbf, NULL, pages[i].expected, ".cpg");
  }
}

static void write_text(const char *path, const char *text)
{
  FILE *file = fopen(path, "w");
  assert_non_null(file);
  fputs(text, file);
  fclose(file);
}

/* The finding of a decision, "" if there is none. */
static const char *said_of(world *w, const char *path, const char *override, wg_finding_code code)
{
  wg_decoder decoder;
  const wg_input input = {.role = "buildings", .path = path, .encoding = override};
  wg_findings_free(&w->findings, w->context);
  decide(w, &decoder, path, override);
  assert_int_equal(wg_decoder_report(&decoder, w->context, &input, &w->findings), WG_OK);
  wg_decoder_close(&decoder, w->context);
  return reason_of(w, code);
}

static void a_declaration_that_the_bytes_contradict_gives_way_and_is_a_finding(void **state)
{
  world *w = *state;
  const char *gbk[] = {GBK GBK}, *utf8[] = {"滨河社区"}, *chance[] = {"\xC1\xAA\xCD\xA8"}, /* 联通 */
      *sjis[] = {SJIS}, *neither[] = {"caf\xE9 x"};
  const char *dbf = in_folder(w, "x.dbf");
  char cpg[512];
  snprintf(cpg, sizeof cpg, "%s/x.cpg", w->folder);
  write_dbf(dbf, 0, "NAME", 20, gbk, 1);
  write_text(cpg, "UTF-8");
  assert_decision(w, dbf, NULL, "GB18030", "valid GB18030");
  assert_says(said_of(w, dbf, NULL, WG_FINDING_ENCODING_CONTRADICTED), "UTF-8 (.cpg) does not fit");
  write_dbf(dbf, 0, "NAME", 20, utf8, 1);
  write_text(cpg, "GBK");
  assert_decision(w, dbf, NULL, "UTF-8", "valid UTF-8");
  assert_says(said_of(w, dbf, NULL, WG_FINDING_ENCODING_CONTRADICTED), "GB18030 (.cpg) does not fit");
  write_dbf(dbf, 0, "NAME", 20, chance, 1);
  assert_decision(w, dbf, NULL, "GB18030", ".cpg");
  assert_string_equal(said_of(w, dbf, NULL, WG_FINDING_ENCODING_CONTRADICTED), "");
  write_text(cpg, "KLINGON"); /* names nothing: the bytes decide */
  write_dbf(dbf, 0, "NAME", 20, utf8, 1);
  assert_decision(w, dbf, NULL, "UTF-8", "valid UTF-8");
  assert_says(said_of(w, dbf, NULL, WG_FINDING_ENCODING_CONTRADICTED), "klingon");
  unlink(cpg);
  write_dbf(dbf, 0x4D, "NAME", 20, utf8, 1);
  assert_decision(w, dbf, NULL, "UTF-8", "valid UTF-8");
  assert_says(said_of(w, dbf, NULL, WG_FINDING_ENCODING_CONTRADICTED), "LDID");
  write_dbf(dbf, 0, "NAME", 20, gbk, 1); /* what is asked for is followed, and doubted */
  assert_decision(w, dbf, "UTF-8", "UTF-8", "asked");
  assert_says(said_of(w, dbf, "UTF-8", WG_FINDING_ENCODING_CONTRADICTED), "asked");
  assert_string_equal(said_of(w, dbf, "GBK", WG_FINDING_ENCODING_CONTRADICTED), "");
  write_dbf(dbf, 0, "NAME", 20, neither, 1);
  assert_says(said_of(w, dbf, NULL, WG_FINDING_ENCODING_UNSURE), "neither");
  write_dbf(dbf, 0, "NAME", 20, sjis, 1);
  assert_string_equal(said_of(w, dbf, "SHIFT_JIS", WG_FINDING_ENCODING_UNSURE), "");
  wg_context_set_language(w->context, WG_LANGUAGE_ZH);
  assert_decision(w, dbf, "SHIFT_JIS", "CP932", "按指定");
}

static void shift_jis_and_big5_are_read_on_request(void **state)
{
  world *w = *state;
  static const struct {
    const char *asked, *bytes, *expected;
  } cases[] = {{"SHIFT_JIS", SJIS, "東京"}, {"CP932", SJIS, "東京"}, {"BIG5", "\xC0\x73\xA4\x73", "龍山"}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    wg_decoder decoder;
    const char *text, *values[] = {cases[i].bytes}, *dbf = in_folder(w, "x.dbf");
    write_dbf(dbf, 0, "NAME", 10, values, 1);
    decide(w, &decoder, dbf, cases[i].asked);
    assert_int_equal(wg_decoder_text(&decoder, w->context, cases[i].bytes, &text), WG_OK);
    assert_string_equal(text, cases[i].expected);
    wg_decoder_close(&decoder, w->context);
  }
}

static void a_mapinfo_file_that_names_no_charset_is_decided_by_its_bytes(void **state)
{
  world *w = *state;
  wg_decoder decoder;
  char mid[512];
  const wg_input input = {.role = "buildings", .path = in_folder(w, "x.mif")};
  snprintf(mid, sizeof mid, "%s/x.mid", w->folder);
  write_text(mid, "\"" GBK "\"\n");
  write_text(input.path, "Version 300\nCharset \"Neutral\"\nColumns 1\n  NAME Char(10)\nData\n");
  assert_int_equal(wg_decoder_open(&decoder, w->context, &input, "MapInfo File", "x"), WG_OK);
  assert_string_equal(decoder.name, "GB18030");
  wg_decoder_close(&decoder, w->context);
  write_text(input.path, "Version 300\nCharset \"WindowsSimpChinese\"\nColumns 1\n  NAME Char(10)\nData\n");
  assert_int_equal(wg_decoder_open(&decoder, w->context, &input, "MapInfo File", "x"), WG_OK);
  assert_string_equal(decoder.name, "UTF-8"); /* GDAL has decoded it */
  wg_decoder_close(&decoder, w->context);
}

static void destroyed_texts_are_known_by_their_marks(void **state)
{
  (void)state;
  static const char *const lost[] = {"????",
                                     "??1",
                                     "(?"
                                     "?)",
                                     "锟斤拷",
                                     "a\xEF\xBF\xBD",
                                     "ï¿½ï¿½",
                                     "滨????",
                                     "?"
                                     "?社区"};
  static const char *const sound[] = {"?", "What??", "滨河社区？", "滨河?", "12", "", "李锟"};
  for (size_t i = 0; i < sizeof lost / sizeof *lost; i++)
    if (!wg_text_destroyed(lost[i])) fail_msg("'%s' is taken as sound", lost[i]);
  for (size_t i = 0; i < sizeof sound / sizeof *sound; i++)
    if (wg_text_destroyed(sound[i])) fail_msg("'%s' is taken as destroyed", sound[i]);
}

static void a_value_cut_inside_a_character_does_not_spoil_the_decision(void **state)
{
  world *w = *state;
  const char *cut[] = {"滨河社区"}, *gbk[] = {GBK GBK};
  const char *text, *dbf = in_folder(w, "x.dbf");
  wg_decoder decoder;
  write_dbf(dbf, 0, "NAME", 10, cut, 1); /* three characters and a byte */
  decide(w, &decoder, dbf, NULL);
  assert_string_equal(decoder.name, "UTF-8");
  assert_int_equal(wg_decoder_text(&decoder, w->context, "滨河社\xE5", &text), WG_OK);
  assert_string_equal(text, "滨河社");
  wg_decoder_close(&decoder, w->context);
  write_dbf(dbf, 0, "NAME", 7, gbk, 1);
  decide(w, &decoder, dbf, NULL);
  assert_string_equal(decoder.name, "GB18030");
  assert_int_equal(wg_decoder_text(&decoder, w->context, GBK "\xB1", &text), WG_OK);
  assert_string_equal(text, "滨河");
  wg_decoder_close(&decoder, w->context);
  write_dbf(dbf, 0, "\xC9\xE7\xC7\xF8\xC3\xFB\xB3\xC6\xC9\xE7\xC7", 4, gbk, 1); /* a name of 10 bytes */
  assert_decision(w, dbf, NULL, "GB18030", "valid GB18030");
}

static void bytes_that_mean_nothing_become_the_replacement_character(void **state)
{
  world *w = *state;
  wg_decoder decoder;
  const char *text;
  const wg_input input = {.role = "buildings", .path = "/dev/null"};
  assert_int_equal(wg_decoder_open(&decoder, w->context, &input, "GPKG", "x"), WG_OK);
  assert_int_equal(wg_decoder_text(&decoder, w->context, "a\xFF" "b\xE6x", &text), WG_OK);
  assert_string_equal(text, "a\xEF\xBF\xBD" "b\xEF\xBF\xBDx");
  assert_true(wg_text_destroyed(text));
  assert_true(wg_text_destroyed("锟斤拷社区"));
  assert_false(wg_text_destroyed("滨河社区"));
  wg_decoder_close(&decoder, w->context);
}

static void an_unknown_override_is_an_error_that_names_the_option(void **state)
{
  world *w = *state;
  wg_decoder decoder;
  const wg_input input = {.role = "buildings", .path = "x.dbf", .encoding = "KLINGON"};
  assert_int_equal(wg_decoder_open(&decoder, w->context, &input, "ESRI Shapefile", "x"), WG_MISUSE);
  assert_says(wg_message(w->context), "--encoding-of buildings=");
  wg_decoder_close(&decoder, w->context);
}

/* A shapefile in GBK without .cpg: field names and values, through the whole of reading. */
static void a_gbk_shapefile_is_read_with_its_chinese_fields(void **state)
{
  world *w = *state;
  static const char *const columns[] = {"社区代码:s", "社区名称:s", NULL};
  static const char *const rows[] = {
      "POLYGON((500000 2560000,500900 2560000,500900 2560900,500000 2560000))", "640106001001", "滨河社区"};
  const wg_fields fields = {0};
  wg_communities out;
  char cpg[512];
  use_4547(w, 500000, 2560000);
  CPLSetThreadLocalConfigOption("SHAPE_ENCODING", NULL);
  const wg_input input = {.role = "communities", .path = in_folder(w, "c.shp")};
  GDALDatasetH handle = GDALCreate(GDALGetDriverByName("ESRI Shapefile"), input.path, 0, 0, 0, GDT_Unknown, NULL);
  char *options[] = {CPLStrdup("ENCODING=GB18030"), NULL};
  OGRSpatialReferenceH reference = OSRNewSpatialReference(NULL);
  OSRImportFromEPSG(reference, 4547);
  OGRLayerH layer = GDALDatasetCreateLayer(handle, "c", reference, wkbPolygon, options);
  OGRFeatureH feature;
  for (int c = 0; c < 2; c++) {
    char name[64];
    snprintf(name, sizeof name, "%.*s", (int)(strchr(columns[c], ':') - columns[c]), columns[c]);
    OGRFieldDefnH field = OGR_Fld_Create(name, OFTString);
    OGR_L_CreateField(layer, field, 0);
    OGR_Fld_Destroy(field);
  }
  feature = OGR_F_Create(OGR_L_GetLayerDefn(layer));
  OGR_F_SetFieldString(feature, 0, rows[1]);
  OGR_F_SetFieldString(feature, 1, rows[2]);
  OGRGeometryH geometry;
  char *wkt = CPLStrdup(rows[0]), *rest = wkt;
  OGR_G_CreateFromWkt(&rest, NULL, &geometry);
  OGR_F_SetGeometryDirectly(feature, geometry);
  assert_int_equal(OGR_L_CreateFeature(layer, feature), OGRERR_NONE);
  OGR_F_Destroy(feature);
  OSRDestroySpatialReference(reference);
  GDALClose(handle);
  CPLFree(wkt);
  CPLFree(options[0]);
  snprintf(cpg, sizeof cpg, "%s/c.cpg", w->folder);
  unlink(cpg);
  assert_int_equal(wg_read_communities(&out, w->context, &input, &fields, &w->system, &w->findings, &w->reading), WG_OK);
  assert_string_equal(w->reading.encoding, "GB18030");
  assert_string_equal(wg_texts_get(&out.texts, out.name[0]), "滨河社区");
  assert_says(w->reading.fields, "community_code ← 社区代码");
  wg_communities_free(&out, w->context);
}

/* Test vectors of XXH64, seed 0, as xxhsum -H1 prints them. */
static void the_digest_is_xxh64(void **state)
{
  (void)state;
  wg_digest digest;
  wg_digest_begin(&digest);
  assert_true(wg_digest_end(&digest) == 0xEF46DB3751D8E999u);
  wg_digest_add(&digest, "a", 1);
  assert_true(wg_digest_end(&digest) == 0xD24EC4F1A98C6E5Bu);
  wg_digest_add(&digest, "bc", 2);
  assert_true(wg_digest_end(&digest) == 0x44BC2CF5AD770999u);
  /* However it is cut, the same text gives the same digest. */
  const char *text = "Nobody inspects the spammish repetition, nobody at all, however long it grows.";
  size_t length = strlen(text);
  uint64_t whole = 0;
  for (size_t cut = 0; cut <= length; cut++) {
    wg_digest_begin(&digest);
    wg_digest_add(&digest, text, cut);
    wg_digest_add(&digest, text + cut, length - cut);
    if (cut == 0) whole = wg_digest_end(&digest);
    assert_true(wg_digest_end(&digest) == whole);
  }
}

/* --- real files --------------------------------------------------------------------------------- */

#define ENCODINGS SHARED_DATA "/data/encodings/"

static void offices_files_are_decided_rightly(void **state)
{
  world *w = *state;
  if (access(ENCODINGS, R_OK) != 0) {
    printf("skipped: %s is not there\n", ENCODINGS);
    skip();
  }
  assert_decision(w, ENCODINGS "gbk_no_cpg/bou2_4p.shp", NULL, "GB18030", "valid GB18030");
  assert_decision(w, ENCODINGS "gbk_ldid_4d_no_shp/county_2004.dbf", NULL, "GB18030", "LDID");
  assert_decision(w, ENCODINGS "utf8_no_cpg/china.shp", NULL, "UTF-8", "UTF-8");
  assert_decision(w, ENCODINGS "cp932_no_cpg/r2ka13103.shp", NULL, "CP932", "LDID");
}

static int64_t names_with(const wg_communities *out, const char *part)
{
  int64_t count = 0;
  for (int64_t i = 0; i < out->shapes.count; i++)
    count += strstr(wg_texts_get(&out->texts, out->name[i]), part) != NULL;
  return count;
}

static void names_come_out_in_chinese_and_japanese(void **state)
{
  world *w = *state;
  static const struct {
    const char *path, *name, *code, *crs, *expected;
  } cases[] = {{ENCODINGS "gbk_no_cpg/bou2_4p.shp", "NAME", "ADCODE99", "EPSG:4326", "宁夏回族自治区"},
               {ENCODINGS "cp932_no_cpg/r2ka13103.shp", "S_NAME", "KEY_CODE", NULL, "芝公園"},
               {ENCODINGS "ningxia/640106.json", "name", "adcode", NULL, "金凤区"}};
  if (access(ENCODINGS, R_OK) != 0) skip();
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    const wg_fields fields = {.community_name = cases[i].name, .community_code = cases[i].code};
    const wg_input input = {.role = "communities", .path = cases[i].path, .crs = cases[i].crs};
    wg_communities out;
    wg_system_free(&w->system, w->context);
    /* All China is too wide for one system: its provinces are read into Ningxia's. */
    const wg_input place = {.role = "communities", .path = i == 0 ? cases[2].path : cases[i].path};
    assert_int_equal(wg_system_choose(&w->system, w->context, NULL, &place), WG_OK);
    if (wg_read_communities(&out, w->context, &input, &fields, &w->system, &w->findings, &w->reading) != WG_OK)
      fail_msg("%s", wg_message(w->context));
    if (names_with(&out, cases[i].expected) == 0) fail_msg("%s: no %s", cases[i].path, cases[i].expected);
    wg_communities_free(&out, w->context);
  }
  assert_null(find(w, WG_FINDING_NAMES_DESTROYED));
}

static void lost_names_are_a_finding(void **state)
{
  world *w = *state;
  const wg_fields fields = {.barrier_kind = "GBCODE"};
  const wg_input input = {.role = "barriers", .path = ENCODINGS "lost_names/rivers.shp"};
  wg_barriers out = {0};
  if (access(ENCODINGS, R_OK) != 0) skip();
  use_4547(w, 500000, 2560000);
  assert_int_equal(wg_read_barriers(&out, w->context, &input, &fields, NULL, &w->system, &w->findings, &w->reading), WG_OK);
  assert_non_null(find(w, WG_FINDING_NAMES_DESTROYED));
  assert_says(reason_of(w, WG_FINDING_NAMES_DESTROYED), "lost in an earlier conversion");
  wg_barriers_free(&out, w->context);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, begin_world, end_world)
  const struct CMUnitTest tests[] = {
      TEST(cpg_then_ldid_then_the_bytes_decide),
      TEST(a_declaration_that_the_bytes_contradict_gives_way_and_is_a_finding),
      TEST(shift_jis_and_big5_are_read_on_request),
      TEST(a_mapinfo_file_that_names_no_charset_is_decided_by_its_bytes),
      cmocka_unit_test(destroyed_texts_are_known_by_their_marks),
      TEST(a_value_cut_inside_a_character_does_not_spoil_the_decision),
      TEST(bytes_that_mean_nothing_become_the_replacement_character),
      TEST(an_unknown_override_is_an_error_that_names_the_option),
      TEST(a_gbk_shapefile_is_read_with_its_chinese_fields),
      cmocka_unit_test(the_digest_is_xxh64),
      TEST(offices_files_are_decided_rightly),
      TEST(names_come_out_in_chinese_and_japanese),
      TEST(lost_names_are_a_finding),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
