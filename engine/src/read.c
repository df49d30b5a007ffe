#include "read.h"

#include <stdio.h>
#include <string.h>

#include "geodata/input.h"
#include "geodata/system.h"

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
  return record(plan, context, &input, &reading);
}

static wg_status read_buildings(wg_plan *plan, wg_context *context,
                                const wg_plan_options *options, const wg_fields *fields)
{
  wg_input input = input_of("buildings", &options->buildings);
  wg_reading reading;
  WG_TRY(wg_read_buildings(&plan->buildings, context, &input, fields, &plan->system,
                           &plan->findings, &reading));
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
  return WG_OK;
}

static wg_status read_crossings(wg_plan *plan, wg_context *context, const wg_plan_options *options)
{
  if (options->crossings.path == NULL) return WG_OK;
  wg_input input = input_of("crossings", &options->crossings);
  wg_reading reading;
  WG_TRY(wg_read_crossings(&plan->crossings, context, &input, &plan->system, &plan->findings,
                           &reading));
  return record(plan, context, &input, &reading);
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
  WG_TRY(read_crossings(plan, context, options));
  return wg_progress(context, "reading", 3, 3);
}
