/* Findings for a person and for a machine. */
#include <inttypes.h>
#include <string.h>

#include "command.h"
#include "finding_names.h"
#include "report.h"
#include "width.h"

const char *grouped(int64_t number, char text[32])
{
  char digits[24];
  int length = snprintf(digits, sizeof digits, "%" PRId64, number), used = 0;
  for (int i = 0; i < length; i++) {
    text[used++] = digits[i];
    int left = length - 1 - i;
    if (left > 0 && left % 3 == 0 && digits[i] != '-') text[used++] = ',';
  }
  text[used] = 0;
  return text;
}

/* remedy: also print what to do about it; of findings that follow each other with the same remedy
 * only the last does. */
static void print_one(const cli_program *program, const wg_findings *findings,
                      const wg_finding *finding, bool remedy)
{
  const char *subject = wg_texts_get(&findings->texts, finding->subject);
  const char *reason = wg_texts_get(&findings->texts, finding->reason);
  const char *what_to_do = wg_texts_get(&findings->texts, finding->remedy);
  if (subject[0] == 0 && reason[0] == 0) return;
  printf("      ");
  print_plain(stdout, subject);
  if (subject[0] != 0 && reason[0] != 0) fputs(wg_in(program->context, ": ", "："), stdout);
  print_plain(stdout, reason);
  putchar('\n');
  if (what_to_do[0] == 0 || !remedy) return;
  fputs("        -> ", stdout);
  print_plain(stdout, what_to_do);
  putchar('\n');
}

/* The next finding of a code from `from` on; NULL: there is none. */
static const wg_finding *next_of(const wg_findings *findings, wg_finding_code code, int64_t from)
{
  for (int64_t i = from; i < findings->count; i++)
    if (findings->items[i].code == code) return &findings->items[i];
  return NULL;
}

static void print_group(const cli_program *program, const wg_findings *findings,
                        wg_finding_code code, int64_t count, int32_t subjects)
{
  char number[32];
  int64_t shown = 0;
  printf(wg_in(program->context, "  %s  %s (%s): %s\n", "  %s  %s（%s）：%s\n"),
         severity_word(program, finding_severity(code)), in_words(program, finding_name(code)),
         wg_finding_code_name(code), grouped(count, number));
  const wg_finding *finding = next_of(findings, code, 0), *next;
  for (; finding != NULL && shown < subjects; finding = next, shown++) {
    next = next_of(findings, code, finding - findings->items + 1);
    bool same = next != NULL && shown + 1 < subjects &&
                strcmp(wg_texts_get(&findings->texts, finding->remedy),
                       wg_texts_get(&findings->texts, next->remedy)) == 0;
    print_one(program, findings, finding, !same);
  }
  if (shown < count)
    printf(wg_in(program->context, "      ... and %s more\n", "      ……另有 %s 条\n"),
           grouped(count - shown, number));
}

void print_findings(const cli_program *program, const wg_findings *findings, int32_t subjects)
{
  int64_t counts[WG_FINDING_CODES] = {0};
  for (int64_t i = 0; i < findings->count; i++) counts[findings->items[i].code]++;
  for (int severity = WG_SEVERITY_ERROR; severity >= WG_SEVERITY_INFO; severity--)
    for (int code = 0; code < WG_FINDING_CODES; code++)
      if (counts[code] > 0 && (int)finding_severity((wg_finding_code)code) == severity)
        print_group(program, findings, (wg_finding_code)code, counts[code], subjects);
}

static const char *text_or_null(const wg_texts *texts, wg_text text)
{
  return text == WG_NO_TEXT ? NULL : wg_texts_get(texts, text);
}

static void json_finding(json_writer *json, const wg_plan *plan, const wg_texts *texts,
                         const wg_finding *finding)
{
  json_object(json, NULL);
  json_text(json, "code", wg_finding_code_name(finding->code));
  json_text(json, "severity", wg_severity_name(finding->severity));
  json_text(json, "community_code",
            finding->community < 0 ? NULL
                                   : text_or_null(&plan->communities.texts,
                                                  plan->communities.code[finding->community]));
  json_text(json, "grid_code",
            finding->grid < 0 ? NULL : text_or_null(&plan->texts, plan->grids[finding->grid].code));
  json_text(json, "building_id",
            finding->building < 0
                ? NULL
                : text_or_null(&plan->buildings.texts, plan->buildings.id[finding->building]));
  json_text(json, "subject", text_or_null(texts, finding->subject));
  json_text(json, "reason", text_or_null(texts, finding->reason));
  json_text(json, "remedy", text_or_null(texts, finding->remedy));
  json_text(json, "proof", wg_proof_name(finding->proof));
  json_end_object(json);
}

void json_findings(json_writer *json, const wg_plan *plan, const wg_findings *findings)
{
  json_array(json, "findings");
  for (int64_t i = 0; i < findings->count; i++)
    json_finding(json, plan, &findings->texts, &findings->items[i]);
  json_end_array(json);
}

void json_begin_report(json_writer *json, const cli_program *program)
{
  json_object(json, NULL);
  json_text(json, "program", "wangge");
  json_text(json, "version", wg_version());
  json_text(json, "command", program->command->name);
}

void json_files(json_writer *json, const text_list *files)
{
  json_array(json, "files");
  char shown[4096];
  for (int32_t i = 0; i < files->count; i++) {
    wg_path_public_name(shown, sizeof shown, files->items[i]);
    json_text(json, NULL, shown);
  }
  json_end_array(json);
}
