/* wangge partition: a METIS graph file in, one part number a line out. */
#include <string.h>

#include "command.h"
#include "files.h"
#include "report.h"

static void print_json(const cli_program *program, const wg_partition_figures *f, exit_code code)
{
  json_writer json = {.out = stdout};
  json_begin_report(&json, program);
  json_integer(&json, "exit_code", (int64_t)code);
  json_integer(&json, "units", f->units);
  json_integer(&json, "edges", f->edges);
  json_integer(&json, "households", f->households);
  json_integer(&json, "parts", f->parts);
  json_integer(&json, "in_range", f->in_range);
  json_integer(&json, "connected", f->connected);
  json_integer(&json, "out_proven", f->out_proven);
  json_integer(&json, "out_unproven", f->out_unproven);
  json_integer(&json, "fault", f->fault);
  json_integer(&json, "cost", f->cost);
  json_integer(&json, "steps", f->steps);
  json_thousandths(&json, "seconds_partition", (int64_t)(f->seconds_partition * 1000 + 0.5));
  json_end_object(&json);
}

/* Words: on standard error, since the part numbers may be on standard output. */
static void print_words(cli_program *program, const wg_partition_figures *f)
{
  char text[512], numbers[8][32];
  snprintf(
      text, sizeof text,
      wg_in(program->context,
            "%s units with %s households: %s parts, %s in range, %s connected, %s out of range and "
            "proven so, %s not proven; border cost %s; %.3f s",
            "%s 个单元、%s 户：%s 个分区，达标 %s，连通 %s，超限且已证明 %s，未证明 %s；边界代价 "
            "%s；%.3f 秒"),
      grouped(f->units, numbers[0]), grouped(f->households, numbers[1]),
      grouped(f->parts, numbers[2]), grouped(f->in_range, numbers[3]),
      grouped(f->connected, numbers[4]), grouped(f->out_proven, numbers[5]),
      grouped(f->out_unproven, numbers[6]), grouped(f->cost, numbers[7]), f->seconds_partition);
  if (!program->settings.quiet) terminal_say(&program->terminal, text);
}

static exit_code divide(cli_program *program, const char *parts_path)
{
  wg_partition_figures figures = {0};
  wg_status status = wg_partition_file(program->context, program->settings.operands.items[0],
                                       parts_path, &program->settings.plan.rule, &figures);
  if (status != WG_OK) return failed(program, status);
  exit_code code = judged(program, figures.out_proven, figures.out_unproven);
  terminal_clear(&program->terminal);
  if (program->settings.json)
    print_json(program, &figures, code);
  else
    print_words(program, &figures);
  return code;
}

exit_code run_partition(cli_program *program)
{
  const cli_settings *settings = &program->settings;
  const char *path = settings->out;
  bool to_file = path != NULL && strcmp(path, "-") != 0;
  if (path == NULL && !settings->json) path = "-";
  if (settings->json && path != NULL && !to_file)
    return misused(program, wg_in(program->context, "--json and -o - both want standard output.",
                                  "--json 与 -o - 不能同时使用标准输出。"));
  output_files outputs = {0};
  exit_code code = EXIT_DONE;
  if (to_file) code = outputs_claim(&outputs, program, &path, 1);
  if (code == EXIT_DONE) code = divide(program, path);
  outputs_free(&outputs, program->context);
  return code;
}
