#include "read.h"

#include <stdio.h>
#include <string.h>

#include "algorithms/passage.h"
#include "geodata/input.h"
#include "geodata/system.h"
#include "order.h"

static wg_input input_of(const char *role, const wg_source_file *file)
{
  return (wg_input){role, file->path, file->layer, file->crs, file->encoding};
}

static wg_fields fields_of(const wg_plan_options *options)
{
  return (wg_fields){.community_code = options->field_community_code,
                     .community_name = options->field_community_name,
                     .building_id = options->field_building_id,
                     .households = options->field_households,
                     .compound = options->field_compound,
                     .floors = options->field_floors,
                     .persons = options->field_persons,
                     .barrier_kind = options->field_barrier_kind,
                     .exempt = options->exempt};
}

static const char *file_name(const char *path)
{
  const char *slash = strrchr(path, '/');
  return slash != NULL ? slash + 1 : path;
}

/* Writes what was read into the run's parameters: file, fields, counts, checksum. */
static wg_status record(wg_plan *plan, wg_context *context, const wg_input *input,
                        const wg_reading *reading)
{
  const struct {
    const char *what, *value;
  } facts[] = {{"file", file_name(input->path)}, {"driver", reading->driver},
               {"crs", reading->crs},            {"encoding", reading->encoding},
               {"fields", reading->fields},      {"checksum", reading->checksum}};
  char name[96], count[32];
  for (size_t i = 0; i < sizeof facts / sizeof *facts; i++) {
    snprintf(name, sizeof name, "input.%s.%s", input->role, facts[i].what);
    WG_TRY(wg_plan_add_parameter(plan, context, name, facts[i].value));
  }
  snprintf(name, sizeof name, "input.%s.features", input->role);
  snprintf(count, sizeof count, "%lld", (long long)reading->features);
  return wg_plan_add_parameter(plan, context, name, count);
}

static wg_status read_communities(wg_plan *plan, wg_context *context,
                                  const wg_plan_options *options, const wg_fields *fields)
{
  wg_input input = input_of("communities", &options->communities);
  wg_reading reading;
  WG_TRY(wg_system_choose(&plan->system, context, options->crs, &input));
  WG_TRY(wg_read_communities(&plan->communities, context, &input, fields, &plan->system,
                             &plan->findings, &reading));
  WG_TRY(wg_order_communities(&plan->communities, context, &plan->findings));
  return record(plan, context, &input, &reading);
}

static wg_status read_buildings(wg_plan *plan, wg_context *context,
                                const wg_plan_options *options, const wg_fields *fields)
{
  wg_input input = input_of("buildings", &options->buildings);
  wg_reading reading;
  WG_TRY(wg_read_buildings(&plan->buildings, context, &input, fields, &plan->system,
                           &plan->findings, &reading));
  WG_TRY(wg_order_buildings(&plan->buildings, context, &plan->findings));
  return record(plan, context, &input, &reading);
}

static wg_status read_barriers(wg_plan *plan, wg_context *context, const wg_plan_options *options,
                               const wg_fields *fields)
{
  wg_barrier_table table = {options->hard, options->soft};
  for (int32_t i = 0; i < options->barrier_count; i++) {
    char role[32] = "barriers";
    if (i > 0) snprintf(role, sizeof role, "barriers%d", i + 1);
    wg_input input = input_of(role, &options->barriers[i]);
    wg_reading reading;
    WG_TRY(wg_read_barriers(&plan->barriers, context, &input, fields, &table, &plan->system,
                            &plan->findings, &reading));
    WG_TRY(record(plan, context, &input, &reading));
  }
  return wg_order_barriers(&plan->barriers, context);
}

static wg_status read_crossings(wg_plan *plan, wg_context *context, const wg_plan_options *options)
{
  if (options->crossings.path != NULL) {
    wg_input input = input_of("crossings", &options->crossings);
    wg_reading reading;
    WG_TRY(wg_read_crossings(&plan->crossings, context, &input, &plan->system, &plan->findings,
                             &reading));
    WG_TRY(record(plan, context, &input, &reading));
  }
  WG_TRY(wg_make_crossings(&plan->crossings, context, &plan->barriers));
  return wg_order_crossings(&plan->crossings, context);
}

static wg_status report_underground(wg_plan *plan, wg_context *context)
{
  int64_t found, count = 0;
  wg_finding *finding;
  WG_TRY(wg_find_underground(context, &plan->barriers, &plan->buildings, &found));
  for (int64_t i = 0; i < plan->barriers.shapes.count; i++) count += plan->barriers.underground[i];
  if (count == 0) return WG_OK;
  WG_TRY(wg_findings_add(&plan->findings, context, WG_FINDING_BARRIER_UNDERGROUND, &finding));
  WG_TRY(wg_texts_format(&plan->findings.texts, context, &finding->reason,
                         wg_in(context,
                               "%lld lines run underground (%lld of them found by lying under "
                               "footprints) and separate nothing.",
                               "%lld 条线位于地下（其中 %lld 条因压在楼栋之下而判定），不作阻隔。"),
                         (long long)count, (long long)found));
  return wg_texts_add(&plan->findings.texts, context,
                      wg_in(context, "If one runs above ground, correct its line or the footprints.",
                            "如实为地上线路，请修正线位或楼栋轮廓。"),
                      -1, &finding->remedy);
}

wg_status wg_plan_read(wg_plan *plan, wg_context *context, const wg_plan_options *options)
{
  wg_fields fields = fields_of(options);
  WG_TRY(wg_progress(context, "reading", 0, 3));
  WG_TRY(read_communities(plan, context, options, &fields));
  WG_TRY(wg_progress(context, "reading", 1, 3));
  WG_TRY(read_buildings(plan, context, options, &fields));
  WG_TRY(wg_progress(context, "reading", 2, 3));
  WG_TRY(read_barriers(plan, context, options, &fields));
  WG_TRY(report_underground(plan, context));
  WG_TRY(read_crossings(plan, context, options));
  return wg_progress(context, "reading", 3, 3);
}
