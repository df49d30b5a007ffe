#include "roster_rows.h"

#include <stdio.h>
#include <string.h>

#include "digest.h"

wg_status wg_roster_open(wg_roster_rows *rows, wg_context *context, const wg_input *input,
                         const char *sheets, wg_reading *reading)
{
  rows->input = *input;
  rows->reading = reading;
  if (input->layer == NULL) {
    WG_TRY(wg_dataset_sheet(context, input, sheets, rows->sheet, sizeof rows->sheet));
    if (rows->sheet[0] != 0) rows->input.layer = rows->sheet;
  }
  WG_TRY(wg_dataset_open(&rows->dataset, context, &rows->input));
  snprintf(reading->driver, sizeof reading->driver, "%s", rows->dataset.driver);
  snprintf(reading->encoding, sizeof reading->encoding, "%s", rows->dataset.decoder.name);
  snprintf(reading->encoding_reason, sizeof reading->encoding_reason, "%s",
           wg_decoder_reason(&rows->dataset.decoder, context));
  wg_digest_files(reading->checksum, sizeof reading->checksum, rows->dataset.handle);
  return WG_OK;
}

void wg_roster_close(wg_roster_rows *rows, wg_context *context)
{
  if (rows->dataset.input != NULL) wg_dataset_close(&rows->dataset, context);
}

wg_status wg_roster_read(wg_roster_rows *rows, wg_context *context,
                         wg_status (*take)(void *user, wg_context *context), void *user)
{
  wg_status status = WG_OK;
  OGR_L_ResetReading(rows->dataset.layer);
  while (status == WG_OK && (rows->feature = OGR_L_GetNextFeature(rows->dataset.layer)) != NULL) {
    rows->reading->features++;
    rows->dataset.destroyed = false;
    status = take(user, context);
    OGR_F_Destroy(rows->feature);
    if (status == WG_OK && rows->reading->features % 1024 == 0)
      status = wg_progress(context, "reading", rows->reading->features, 0);
  }
  rows->feature = NULL;
  return status;
}

wg_status wg_roster_value(wg_roster_rows *rows, wg_context *context, int field, const char **text)
{
  return wg_value_text(&rows->dataset, context, rows->feature, field, text);
}

wg_status wg_roster_text(wg_roster_rows *rows, wg_context *context, int field, wg_texts *texts,
                         wg_text *out)
{
  const char *text;
  WG_TRY(wg_roster_value(rows, context, field, &text));
  return wg_texts_add(texts, context, text, -1, out);
}

void wg_roster_unusable(wg_roster_rows *rows, const wg_context *context)
{
  char label[64];
  snprintf(label, sizeof label, wg_in(context, "row %lld", "第 %lld 行"),
           (long long)rows->reading->features);
  wg_subjects_add(&rows->unusable, label);
}

void wg_roster_destroyed(wg_roster_rows *rows, const char *name)
{
  if (rows->dataset.destroyed) wg_subjects_add(&rows->destroyed, name);
}

static const wg_sentence sentences[] = {
    {WG_FINDING_NAMES_DESTROYED, "A text of the %s '%s' was lost in an earlier conversion.",
     "%s“%s”的文字在以前的转换中已损坏。",
     "Texts of %lld %s were lost in an earlier conversion: %s.",
     "%lld 名%s的文字在以前的转换中已损坏：%s。",
     "The letters cannot be won back; take the names from the original file.",
     "文字无法恢复，请从原始文件取名称。"},
    {WG_FINDING_ROSTER_ROW_UNUSABLE, "The %s in %s has no name or code.",
     "%s（%s）缺少姓名或编码。", "%lld %s have no name or code: %s.",
     "%lld 行%s缺少姓名或编码：%s。",
     "They were left out: a person needs a name, a contact the code of its community.",
     "未采用：人员须有姓名，联系方式须有社区编码。"}};

wg_status wg_roster_report(wg_roster_rows *rows, wg_context *context, wg_findings *findings)
{
  WG_TRY(wg_decoder_report(&rows->dataset.decoder, context, &rows->input, findings));
  WG_TRY(wg_subjects_report(&rows->destroyed, context, findings, &rows->input, &sentences[0]));
  return wg_subjects_report(&rows->unusable, context, findings, &rows->input, &sentences[1]);
}

wg_status wg_roster_fail_field(wg_roster_rows *rows, wg_context *context, const char *what)
{
  char listed[1024];
  WG_TRY(wg_field_list(&rows->dataset, context, listed, sizeof listed));
  return wg_fail(context, WG_NOT_FOUND,
                 wg_in(context, "No column of '%s' (%s) holds %s. It has: %s.",
                       "“%s”（%s）缺少表示%s的列。它有：%s。"),
                 rows->input.path, wg_role_noun(context, rows->input.role, true), what, listed);
}
