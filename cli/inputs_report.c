/* What was decided about each input: in the summary a line each, in the JSON object an array. All
 * of it stands among the run's parameters, "input.<role>.<what>". */
#include <string.h>

#include "report.h"

static const char *fact(const wg_plan *plan, const char *role, const char *what)
{
  char name[128];
  snprintf(name, sizeof name, "input.%s.%s", role, what);
  for (int64_t i = 0; i < plan->parameter_count; i++)
    if (strcmp(wg_texts_get(&plan->texts, plan->parameters[i].name), name) == 0)
      return wg_texts_get(&plan->texts, plan->parameters[i].value);
  return NULL;
}

/* The role whose file the parameter names, if it is one: "input.barriers2.file" → "barriers2". */
static bool role_of(const wg_plan *plan, int64_t parameter, char role[64])
{
  const char *name = wg_texts_get(&plan->texts, plan->parameters[parameter].name);
  const char *dot = strrchr(name, '.');
  if (strncmp(name, "input.", 6) != 0 || dot == NULL || strcmp(dot, ".file") != 0) return false;
  snprintf(role, 64, "%.*s", (int)(dot - name - 6), name + 6);
  return true;
}

void print_inputs(const cli_program *program, const wg_plan *plan)
{
  char role[64];
  printf("\n%s\n", wg_in(program->context, "Inputs", "输入"));
  for (int64_t i = 0; i < plan->parameter_count; i++) {
    if (!role_of(plan, i, role)) continue;
    const char *encoding = fact(plan, role, "encoding"),
               *reason = fact(plan, role, "encoding_reason");
    const char *crs = fact(plan, role, "crs");
    if (crs == NULL || crs[0] == 0) { /* a table */
      printf(wg_in(program->context, "  %s: %s, %s rows, texts in %s\n",
                   "  %s：%s，%s 行，文字编码 %s\n"),
             role, fact(plan, role, "file"), fact(plan, role, "features"), encoding);
      continue;
    }
    printf(wg_in(program->context, "  %s: %s, %s features, system %s, texts in %s (%s)\n",
                 "  %s：%s，%s 个要素，坐标系 %s，文字编码 %s（%s）\n"),
           role, fact(plan, role, "file"), fact(plan, role, "features"), crs,
           encoding, reason != NULL ? reason : "");
  }
}

void json_inputs(json_writer *json, const wg_plan *plan)
{
  char role[64];
  json_array(json, "inputs");
  for (int64_t i = 0; i < plan->parameter_count; i++) {
    if (!role_of(plan, i, role)) continue;
    json_object(json, NULL);
    json_text(json, "role", role);
    json_text(json, "file", fact(plan, role, "file"));
    json_text(json, "driver", fact(plan, role, "driver"));
    json_text(json, "crs", fact(plan, role, "crs"));
    json_text(json, "encoding", fact(plan, role, "encoding"));
    json_text(json, "encoding_reason", fact(plan, role, "encoding_reason"));
    json_end_object(json);
  }
  json_end_array(json);
}
