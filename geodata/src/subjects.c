#include "subjects.h"

#include <stdio.h>
#include <string.h>

#include "dataset.h"

void wg_subjects_add(wg_subjects *subjects, const char *name)
{
  char cut[sizeof subjects->names[0]];
  size_t length = strlen(name);
  if (length >= sizeof cut)
    for (length = sizeof cut - 1; length > 0 && ((unsigned char)name[length] & 0xC0) == 0x80;) length--;
  memcpy(cut, name, length);
  cut[length] = 0;
  subjects->count++;
  int32_t place = subjects->kept;
  if (place == WG_FINDING_LIST && strcmp(cut, subjects->names[place - 1]) >= 0) return;
  if (place < WG_FINDING_LIST) subjects->kept++;
  else place--;
  for (; place > 0 && strcmp(cut, subjects->names[place - 1]) < 0; place--)
    memcpy(subjects->names[place], subjects->names[place - 1], sizeof cut);
  memcpy(subjects->names[place], cut, sizeof cut);
}

/* "'a', 'b', 'c' and 17 more" */
static void list_names(const wg_subjects *subjects, const wg_context *context, char *out,
                       size_t size)
{
  size_t used = 0;
  for (int32_t i = 0; i < subjects->kept && used < size; i++)
    used += (size_t)snprintf(out + used, size - used, wg_in(context, "%s'%s'", "%s“%s”"),
                             i == 0 ? "" : wg_in(context, ", ", "、"), subjects->names[i]);
  if (subjects->count > subjects->kept && used < size)
    snprintf(out + used, size - used,
             wg_in(context, " and %lld more", "等，另有 %lld 个"),
             (long long)(subjects->count - subjects->kept));
}

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral" /* the sentences of one table in each file */
wg_status wg_subjects_report(const wg_subjects *subjects, wg_context *context,
                             wg_findings *findings, const wg_input *input,
                             const wg_sentence *sentence)
{
  if (subjects->count == 0) return WG_OK;
  char names[WG_FINDING_LIST * (sizeof subjects->names[0] + 8) + 64] = "";
  wg_finding *finding;
  wg_text subject, reason, remedy;
  WG_TRY(wg_texts_add(&findings->texts, context,
                      wg_in(context, sentence->remedy_en, sentence->remedy_zh), -1, &remedy));
  if (subjects->count == 1) {
    WG_TRY(wg_texts_add(&findings->texts, context, subjects->names[0], -1, &subject));
    WG_TRY(wg_texts_format(&findings->texts, context, &reason,
                           wg_in(context, sentence->one_en, sentence->one_zh),
                           wg_role_noun(context, input->role, false), subjects->names[0]));
  } else {
    const char *slash = strrchr(input->path, '/');
    list_names(subjects, context, names, sizeof names);
    WG_TRY(wg_texts_add(&findings->texts, context, slash != NULL ? slash + 1 : input->path, -1,
                        &subject));
    WG_TRY(wg_texts_format(&findings->texts, context, &reason,
                           wg_in(context, sentence->reason_en, sentence->reason_zh),
                           (long long)subjects->count, wg_role_noun(context, input->role, true),
                           names));
  }
  WG_TRY(wg_findings_add(findings, context, sentence->code, &finding));
  finding->subject = subject;
  finding->reason = reason;
  finding->remedy = remedy;
  return WG_OK;
}
#pragma GCC diagnostic pop
