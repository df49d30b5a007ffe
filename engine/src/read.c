#include "read.h"

#include <stdio.h>
#include <string.h>

#include "geodata/input.h"
#include "geodata/database.h"
#include "geodata/roster.h"
#include "geodata/system.h"
#include "parts.h"

wg_input wg_input_of(const char *role, const wg_source_file *file, const wg_plan_options *options,
                     char shown[WG_SHOWN_SIZE])
{
  wg_input input = {.role = role,
                    .path = file->path,
                    .layer = file->layer,
                    .crs = file->crs,
                    .encoding = file->encoding,
                    .memory = file->memory,
                    .connection = file->path,
                    .kind = file->kind,
                    .any_driver = options->any_driver};
  if (file->memory != NULL) input.path = "(memory)";
  if (file->path == NULL || strlen(file->path) >= WG_SHOWN_SIZE) return input;
  wg_path_shown(shown, WG_SHOWN_SIZE, file->path);
  if (strcmp(shown, file->path) != 0) input.path = shown;
  return input;
}

static wg_fields fields_of(const wg_plan_options *options)
{
  return (wg_fields){.community_code = options->field_community_code,
                     .community_name = options->field_community_name,
                     .parts = wg_parts_is_field(options->parts) ? options->parts : NULL,
                     .building_id = options->field_building_id,
                     .households = options->field_households,
                     .compound = options->field_compound,
                     .floors = options->field_floors,
                     .entrances = options->field_entrances,
                     .persons = options->field_persons,
                     .barrier_kind = options->field_barrier_kind,
                     .exempt = options->exempt,
                     .alike = options->alike,
                     .grid = options->field_grid};
}

static const char *file_name(const char *path)
{
  const char *slash = strrchr(path, '/');
  return slash != NULL ? slash + 1 : path;
}

/* Writes what was read into the run's parameters: file, fields, counts, checksum. `taken`: rows made of
 * the features, with a usable geometry or not. */
static wg_status record(wg_plan *plan, wg_context *context, const wg_input *input,
                        const wg_reading *reading, int64_t taken)
{
  const struct {
    const char *what, *value;
  } facts[] = {{"file", file_name(input->path)}, {"driver", reading->driver},
               {"crs", reading->crs},            {"encoding", reading->encoding},
               {"encoding_reason", reading->encoding_reason},
               {"fields", reading->fields},      {"checksum", reading->checksum}};
  char name[96], count[32];
  for (size_t i = 0; i < sizeof facts / sizeof *facts; i++) {
    snprintf(name, sizeof name, "input.%s.%s", input->role, facts[i].what);
    WG_TRY(wg_plan_add_parameter(plan, context, name, facts[i].value));
  }
  const struct {
    const char *what;
    int64_t count;
  } counts[] = {{"features", reading->features}, {"taken", taken},
                {"null", reading->null},         {"refused", reading->refused},
                {"repaired", reading->repaired}, {"partly", reading->partly}};
  for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
    snprintf(name, sizeof name, "input.%s.%s", input->role, counts[i].what);
    snprintf(count, sizeof count, "%lld", (long long)counts[i].count);
    WG_TRY(wg_plan_add_parameter(plan, context, name, count));
  }
  return WG_OK;
}

static wg_status read_communities(wg_plan *plan, wg_context *context,
                                  const wg_plan_options *options, const wg_fields *fields)
{
  char shown[WG_SHOWN_SIZE], shown_beside[WG_SHOWN_SIZE];
  wg_input input = wg_input_of("communities", &options->communities, options, shown);
  const wg_input buildings = wg_input_of("buildings", &options->buildings, options, shown_beside);
  input.beside = &buildings;
  input.admin_level = options->admin_level;
  wg_reading reading;
  WG_TRY(wg_system_choose(&plan->system, context, options->crs, &input));
  WG_TRY(wg_read_communities(&plan->communities, context, &input, fields, &plan->system,
                             &plan->findings, &reading));
  return record(plan, context, &input, &reading, plan->communities.shapes.count);
}

/* The options by which households were found. */
static wg_status record_sources(wg_plan *plan, wg_context *context,
                                const wg_household_sources *sources)
{
  char estimate[64] = "";
  if (sources->join != NULL) WG_TRY(wg_plan_add_parameter(plan, context, "join", sources->join));
  if (!sources->estimate) return WG_OK;
  snprintf(estimate, sizeof estimate, "%d m2 a household, %d floors where unknown",
           (int)sources->household_m2, (int)sources->floors_default);
  return wg_plan_add_parameter(plan, context, "estimate", estimate);
}

static wg_status read_buildings(wg_plan *plan, wg_context *context,
                                const wg_plan_options *options, const wg_fields *fields)
{
  char shown[WG_SHOWN_SIZE], shown_beside[WG_SHOWN_SIZE], shown_table[WG_SHOWN_SIZE];
  wg_input input = wg_input_of("buildings", &options->buildings, options, shown);
  const wg_input communities =
      wg_input_of("communities", &options->communities, options, shown_beside);
  input.beside = &communities;
  wg_reading reading, of_table;
  bool table = options->households_table.path != NULL;
  const wg_household_sources sources = {
      .table = wg_input_of("households-table", &options->households_table, options, shown_table),
      .dwellings = wg_input_of("dwellings", &options->dwellings, options, shown_table),
      .join = options->join,
      .table_households = options->field_table_households,
      .within_m = options->dwellings_within_m > 0 ? options->dwellings_within_m : 20,
      .estimate = options->estimate,
      .household_m2 = options->household_m2 > 0 ? options->household_m2 : 100,
      .floors_default = options->floors_default > 0 ? options->floors_default : 2,
      .building_use = options->field_building_use,
      .reading = &of_table};
  wg_fields with_sources = *fields;
  with_sources.sources = &sources;
  WG_TRY(wg_read_buildings(&plan->buildings, context, &input, &with_sources, &plan->system,
                           &plan->findings, &reading));
  WG_TRY(record(plan, context, &input, &reading, plan->buildings.shapes.count));
  if (table || options->dwellings.path != NULL)
    WG_TRY(record(plan, context, table ? &sources.table : &sources.dwellings, &of_table,
                  of_table.features));
  return record_sources(plan, context, &sources);
}

/* Whether some barrier is of the kind `list`, which holds one only. */
static bool is_kind_there(const wg_barriers *all, const char *list)
{
  for (int64_t i = 0; i < all->shapes.count; i++)
    if (wg_kind_listed(list, wg_texts_get(&all->texts, all->kind[i]))) return true;
  return false;
}

/* A kind named in --hard or --soft that no barrier has is likely a slip of the pen. */
static void warn_of_absent_kinds(const wg_barriers *all, wg_context *context, const char *list,
                                 const char *option)
{
  char kind[128];
  for (const char *at = list; at != NULL && *at != 0;) {
    int length = (int)strcspn(at, ",");
    snprintf(kind, sizeof kind, "%.*s", length, at);
    if (length > 0 && !is_kind_there(all, kind))
      wg_log(context, WG_LOG_WARNING,
             wg_in(context, "%s names the kind '%s', but no barrier is of that kind.",
                   "%s 指定了类别“%s”，但没有这一类阻隔。"),
             option, kind);
    at += length + (at[length] == ',');
  }
}

/* Barriers of which none separates anything: the kinds are probably written in another way. */
static void warn_of_unknown_kinds(const wg_barriers *all, wg_context *context)
{
  int64_t known = 0;
  for (int64_t i = 0; i < all->shapes.count; i++)
    known += all->class_[i] != WG_BARRIER_NONE || all->underground[i];
  if (known > 0 || all->shapes.count == 0) return;
  wg_log(context, WG_LOG_WARNING,
         wg_in(context,
               "None of the %lld barriers is of a known kind ('%s' …), so they separate nothing: name "
               "the kinds with --hard and --soft.",
               "%lld 条阻隔的类别均无法识别（“%s”…），不起分隔作用：请用 --hard 和 --soft 指定类别。"),
         (long long)all->shapes.count, wg_texts_get(&all->texts, all->kind[0]));
}

static wg_status read_barriers(wg_plan *plan, wg_context *context, const wg_plan_options *options,
                               const wg_fields *fields)
{
  wg_barrier_table table = {options->hard, options->soft};
  char shown_beside[WG_SHOWN_SIZE];
  const wg_input communities =
      wg_input_of("communities", &options->communities, options, shown_beside);
  for (int32_t i = 0; i < options->barrier_count; i++) {
    char role[32] = "barriers", shown[WG_SHOWN_SIZE];
    if (i > 0) snprintf(role, sizeof role, "barriers%d", i + 1);
    wg_input input = wg_input_of(role, &options->barriers[i], options, shown);
    input.beside = &communities;
    int64_t before = plan->barriers.shapes.count;
    wg_reading reading;
    WG_TRY(wg_read_barriers(&plan->barriers, context, &input, fields, &table, &plan->system,
                            &plan->findings, &reading));
    WG_TRY(record(plan, context, &input, &reading, plan->barriers.shapes.count - before));
  }
  warn_of_absent_kinds(&plan->barriers, context, options->hard, "--hard");
  warn_of_absent_kinds(&plan->barriers, context, options->soft, "--soft");
  warn_of_unknown_kinds(&plan->barriers, context);
  return WG_OK;
}

/* Into compounds or exempt areas. */
static wg_status read_zones(wg_plan *plan, wg_context *context, const wg_plan_options *options,
                            const char *role, const wg_source_file *source, wg_zones *zones)
{
  if (source->path == NULL && source->memory == NULL) return WG_OK;
  char shown[WG_SHOWN_SIZE], shown_beside[WG_SHOWN_SIZE];
  wg_input input = wg_input_of(role, source, options, shown);
  const wg_input communities =
      wg_input_of("communities", &options->communities, options, shown_beside);
  input.beside = &communities;
  wg_reading reading;
  WG_TRY(wg_read_zones(zones, context, &input, &plan->system, &plan->findings, &reading));
  return record(plan, context, &input, &reading, zones->shapes.count);
}

static wg_status read_crossings(wg_plan *plan, wg_context *context, const wg_plan_options *options)
{
  if (options->crossings.path == NULL && options->crossings.memory == NULL) return WG_OK;
  char shown[WG_SHOWN_SIZE], shown_beside[WG_SHOWN_SIZE];
  wg_input input = wg_input_of("crossings", &options->crossings, options, shown);
  const wg_input communities =
      wg_input_of("communities", &options->communities, options, shown_beside);
  input.beside = &communities;
  wg_reading reading;
  WG_TRY(wg_read_crossings(&plan->crossings, context, &input, &plan->system, &plan->findings,
                           &reading));
  return record(plan, context, &input, &reading, plan->crossings.shapes.count);
}

/* The roster, and the contacts, from a file of their own or from a sheet of the roster. */
static wg_status read_roster(wg_plan *plan, wg_context *context, const wg_plan_options *options)
{
  char shown[WG_SHOWN_SIZE];
  wg_reading reading;
  bool there = options->contacts.path != NULL;
  wg_source_file contacts = options->contacts;
  if (options->roster.path != NULL) {
    const wg_input input = wg_input_of("roster", &options->roster, options, shown);
    WG_TRY(wg_read_persons(&plan->persons, context, &input, &plan->findings, &reading));
    WG_TRY(record(plan, context, &input, &reading, plan->persons.count));
    if (!there) {
      WG_TRY(wg_has_contacts(context, &input, &there));
      contacts = options->roster;
      contacts.layer = options->contacts.layer;
    }
  }
  if (!there) return WG_OK;
  const wg_input input = wg_input_of("contacts", &contacts, options, shown);
  WG_TRY(wg_read_contacts(&plan->contacts, context, &input, &plan->findings, &reading));
  return record(plan, context, &input, &reading, plan->contacts.count);
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
  WG_TRY(read_roster(plan, context, options));
  WG_TRY(read_zones(plan, context, options, "compounds", &options->compounds, &plan->compound_areas));
  WG_TRY(read_zones(plan, context, options, "exempt", &options->exempt_areas, &plan->exempt_areas));
  return wg_progress(context, "reading", 3, 3);
}
