/* The seven files of the sample county, open side by side while it is generated. */
#include "sample.h"
#include "geodata/sink.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

typedef enum file_number {
  FILE_COMMUNITIES = 0,
  FILE_BUILDINGS,
  FILE_BARRIERS,
  FILE_CROSSINGS,
  FILE_GRIDS,
  FILE_ROSTER,
  FILE_CONTACTS,
  FILES
} file_number;

#define FIELDS 12

typedef struct file_description {
  const char *name;
  wg_shape_kind kind;
  int32_t field_count;
  wg_field fields[FIELDS];
} file_description;

#define TEXT(name) {name, name, WG_FIELD_TEXT, 0, 0}
#define WHOLE(name) {name, name, WG_FIELD_INTEGER, 0, 0}

static const file_description descriptions[FILES] = {
    [FILE_COMMUNITIES] = {"communities.gpkg",
                          WG_SHAPE_AREA,
                          3,
                          {TEXT("code"), TEXT("name"), TEXT("subdistrict")}},
    [FILE_BUILDINGS] = {"buildings.gpkg",
                        WG_SHAPE_AREA,
                        10,
                        {TEXT("building_id"), TEXT("name"), TEXT("compound"), TEXT("kind"),
                         TEXT("type"), WHOLE("households"), WHOLE("persons"), WHOLE("floors"),
                         WHOLE("entrances"), WHOLE("year_built")}},
    [FILE_BARRIERS] = {"barriers.gpkg", WG_SHAPE_LINE, 2, {TEXT("kind"), TEXT("name")}},
    [FILE_CROSSINGS] = {"crossings.gpkg", WG_SHAPE_LINE, 2, {TEXT("kind"), TEXT("name")}},
    [FILE_GRIDS] = {"grids.gpkg",
                    WG_SHAPE_AREA,
                    4,
                    {TEXT("code"), TEXT("name"), TEXT("community_code"), TEXT("community_name")}},
    [FILE_ROSTER] = {"roster.csv",
                     WG_SHAPE_NONE,
                     8,
                     {TEXT("person_id"), TEXT("name"), TEXT("role"), TEXT("phone"),
                      TEXT("community_code"), TEXT("grid_codes"), TEXT("photo"), TEXT("duties")}},
    [FILE_CONTACTS] = {"contacts.csv",
                       WG_SHAPE_NONE,
                       5,
                       {TEXT("community_code"), TEXT("community_phone"), TEXT("police_name"),
                        TEXT("police_phone"), TEXT("address")}},
};

/* CGCS2000 / 3-degree Gauss–Krüger CM 105E, which the province of the codes lies in. */
static const char ground_wkt[] =
    "PROJCRS[\"CGCS2000 / 3-degree Gauss-Kruger CM 105E\","
    "BASEGEOGCRS[\"China Geodetic Coordinate System 2000\",DATUM[\"China 2000\","
    "ELLIPSOID[\"CGCS2000\",6378137,298.257222101,LENGTHUNIT[\"metre\",1]]],"
    "PRIMEM[\"Greenwich\",0,ANGLEUNIT[\"degree\",0.0174532925199433]],ID[\"EPSG\",4490]],"
    "CONVERSION[\"Gauss-Kruger CM 105E\",METHOD[\"Transverse Mercator\",ID[\"EPSG\",9807]],"
    "PARAMETER[\"Latitude of natural origin\",0,ANGLEUNIT[\"degree\",0.0174532925199433],"
    "ID[\"EPSG\",8801]],PARAMETER[\"Longitude of natural origin\",105,"
    "ANGLEUNIT[\"degree\",0.0174532925199433],ID[\"EPSG\",8802]],"
    "PARAMETER[\"Scale factor at natural origin\",1,SCALEUNIT[\"unity\",1],ID[\"EPSG\",8805]],"
    "PARAMETER[\"False easting\",500000,LENGTHUNIT[\"metre\",1],ID[\"EPSG\",8806]],"
    "PARAMETER[\"False northing\",0,LENGTHUNIT[\"metre\",1],ID[\"EPSG\",8807]]],"
    "CS[Cartesian,2],AXIS[\"northing (X)\",north,ORDER[1],LENGTHUNIT[\"metre\",1]],"
    "AXIS[\"easting (Y)\",east,ORDER[2],LENGTHUNIT[\"metre\",1]],ID[\"EPSG\",4544]]";
static const wg_system ground = {.name = "EPSG:4544",
                                 .title = "CGCS2000 / 3-degree Gauss-Kruger CM 105E",
                                 .epsg = 4544,
                                 .origin_x_m = 609000,
                                 .origin_y_m = 4238000};

struct wg_sample_files {
  wg_context *context;
  wg_sink *sinks[FILES];
  wg_system system;
  char wkt[sizeof ground_wkt]; /* of the system, which borrows it */
  wg_shapes shape;             /* the line or area being written */
  int64_t officers, persons;
};

static wg_value text(const char *value)
{
  return (wg_value){.is_null = value == NULL, .text = value};
}

static wg_value whole(int64_t value)
{
  return (wg_value){.is_null = value < 0, .integer = value};
}

static wg_status open_file(wg_sample_files *files, file_number file,
                           const wg_sample_options *options)
{
  const file_description *description = &descriptions[file];
  char *path = NULL;
  size_t size = strlen(options->folder) + strlen(description->name) + 2;
  wg_sink_options sink = {
      .kind = description->kind, .date = options->date, .mixed = file == FILE_BARRIERS};
  WG_TRY(wg_allocate(files->context, &path, size, 1));
  snprintf(path, size, "%s/%s", options->folder, description->name);
  wg_status status = wg_sink_open(&files->sinks[file], files->context, path, &files->system,
                                  description->fields, description->field_count, &sink);
  wg_release(files->context, path);
  return status;
}

static wg_status make_folder(wg_context *context, const char *folder)
{
  if (mkdir(folder, 0777) == 0 || errno == EEXIST) return WG_OK;
  return wg_fail(context, WG_WRITE_FAILED,
                 wg_in(context, "Cannot make the folder '%s': %s.", "无法创建文件夹“%s”：%s。"),
                 folder, strerror(errno));
}

wg_status wg_sample_files_open(wg_sample_files **out, wg_context *context,
                               const wg_sample_options *options)
{
  wg_sample_files *files = NULL;
  *out = NULL;
  WG_TRY(make_folder(context, options->folder));
  WG_TRY(wg_allocate(context, &files, 1, sizeof *files));
  files->context = context;
  files->system = ground;
  memcpy(files->wkt, ground_wkt, sizeof ground_wkt);
  files->system.wkt = files->wkt;
  for (int32_t file = 0; file < FILES; file++) {
    wg_status status = open_file(files, (file_number)file, options);
    if (status != WG_OK) {
      wg_sample_files_abandon(files);
      return status;
    }
  }
  *out = files;
  return WG_OK;
}

static void free_files(wg_sample_files *files)
{
  wg_shapes_free(&files->shape, files->context);
  wg_release(files->context, files);
}

/* The first file that cannot be completed takes those after it with it. */
wg_status wg_sample_files_close(wg_sample_files *files)
{
  wg_status status = WG_OK;
  for (int32_t file = 0; file < FILES; file++) {
    if (status == WG_OK)
      status = wg_sink_close(files->sinks[file]);
    else
      wg_sink_abandon(files->sinks[file]);
  }
  free_files(files);
  return status;
}

void wg_sample_files_abandon(wg_sample_files *files)
{
  if (files == NULL) return;
  for (int32_t file = 0; file < FILES; file++) wg_sink_abandon(files->sinks[file]);
  free_files(files);
}

/* --- communities, buildings, grids ------------------------------------------------------------ */

static wg_status write_boundary(wg_sample_files *files, const wg_sample_community *community,
                                const wg_sample_grids *grids)
{
  char subdistrict[WG_SAMPLE_NAME];
  wg_sample_subdistrict_name(community->county, community->index, subdistrict);
  wg_value values[] = {text(community->code), text(community->name), text(subdistrict)};
  return wg_sink_row(files->sinks[FILE_COMMUNITIES], values, &grids->boundary, 0);
}

static const char *kind_name(wg_sample_kind kind)
{
  static const char *const names[WG_SAMPLE_KINDS] = {"walk_up", "mid_rise", "tower",    "house",
                                                     "shop",    "school",   "hospital", "market",
                                                     "office",  "service"};
  return names[kind];
}

/* What the residents have in common: 构成相似. */
static const char *type_name(const wg_sample_building *building)
{
  static const char *const names[WG_SAMPLE_KINDS] = {
      [WG_SAMPLE_KIND_HOUSE] = "城中村", [WG_SAMPLE_KIND_SHOP] = "商业",
      [WG_SAMPLE_KIND_SCHOOL] = "学校",  [WG_SAMPLE_KIND_HOSPITAL] = "医院",
      [WG_SAMPLE_KIND_MARKET] = "市场",  [WG_SAMPLE_KIND_OFFICE] = "机关",
      [WG_SAMPLE_KIND_SERVICE] = "配套"};
  if (names[building->kind] != NULL) return names[building->kind];
  return building->use == WG_SAMPLE_USE_WORK_UNIT   ? "单位房"
         : building->use == WG_SAMPLE_USE_RESETTLED ? "安置房"
                                                    : "商品房";
}

static void name_building(const wg_sample_building *building, char *name)
{
  static const char *const parts[WG_SAMPLE_KINDS][2] = {
      [WG_SAMPLE_KIND_WALK_UP] = {"", "号楼"},    [WG_SAMPLE_KIND_MID_RISE] = {"", "号楼"},
      [WG_SAMPLE_KIND_TOWER] = {"", "号楼"},      [WG_SAMPLE_KIND_HOUSE] = {"", "号"},
      [WG_SAMPLE_KIND_SCHOOL] = {"学校", "号楼"}, [WG_SAMPLE_KIND_HOSPITAL] = {"医院", "号楼"},
      [WG_SAMPLE_KIND_MARKET] = {"市场", "号厅"}, [WG_SAMPLE_KIND_OFFICE] = {"办公", "号楼"}};
  name[0] = 0;
  if (building->number > 0 && parts[building->kind][1] != NULL)
    snprintf(name, WG_SAMPLE_NAME, "%s%d%s", parts[building->kind][0], (int)building->number,
             parts[building->kind][1]);
}

static wg_status write_building(wg_sample_files *files, const wg_sample_community *community,
                                int64_t index, wg_sample_figures *figures)
{
  const wg_sample_building *building = &community->buildings[index];
  char id[WG_SAMPLE_CODE + 16], name[WG_SAMPLE_NAME];
  snprintf(id, sizeof id, "%s-%04d", community->code, (int)index + 1);
  name_building(building, name);
  int64_t households = building->unknown ? -1 : building->households;
  const char *compound = building->compound >= 0 ? community->compounds[building->compound].name
                         : building->kind == WG_SAMPLE_KIND_HOUSE ? "自建房"
                                                                  : NULL;
  wg_value values[] = {text(id),
                       text(name[0] != 0 ? name : NULL),
                       text(compound),
                       text(kind_name(building->kind)),
                       text(type_name(building)),
                       whole(households),
                       whole(households < 0 ? -1 : (households * 27 + 5) / 10),
                       whole(building->floors),
                       whole(building->entrances),
                       whole(building->year)};
  figures->buildings++;
  figures->unknown += building->unknown;
  if (!building->unknown) figures->households += building->households;
  return wg_sink_row(files->sinks[FILE_BUILDINGS], values, &community->footprints, index);
}

static void grid_code(const wg_sample_community *community, int32_t grid, char *code)
{
  snprintf(code, WG_SAMPLE_CODE + 16, "%s%03d", community->code, (int)grid + 1);
}

static wg_status write_grid(wg_sample_files *files, const wg_sample_community *community,
                            const wg_sample_grids *grids, int32_t grid)
{
  char code[WG_SAMPLE_CODE + 16], name[WG_SAMPLE_NAME];
  grid_code(community, grid, code);
  wg_sample_grid_name(grid + 1, name);
  wg_value values[] = {text(code), text(name), text(community->code), text(community->name)};
  return wg_sink_row(files->sinks[FILE_GRIDS], values, &grids->outlines, grid);
}

/* One row of the roster. Nobody is invented: people are called by what they do and a number, and all
 * telephone numbers begin with 1380000. */
static wg_status write_person(wg_sample_files *files, const wg_sample_community *community,
                              const char *role, const char *name, const char *codes,
                              const char *duties)
{
  char id[24], phone[16];
  int64_t number = ++files->persons;
  snprintf(id, sizeof id, "P%05d", (int)number);
  snprintf(phone, sizeof phone, "138%08d", (int)(number % 100000000));
  wg_value values[] = {text(id),    text(name),  text(role), text(phone), text(community->code),
                       text(codes), text(NULL), text(duties)};
  return wg_sink_row(files->sinks[FILE_ROSTER], values, NULL, -1);
}

static wg_status write_officer(wg_sample_files *files, const wg_sample_community *community,
                               const wg_sample_grids *grids, int32_t officer)
{
  char name[WG_SAMPLE_NAME], code[WG_SAMPLE_CODE + 16];
  char codes[WG_SAMPLE_GRIDS * WG_SAMPLE_CODE] = "";
  snprintf(name, sizeof name, "网格员%02d", (int)++files->officers);
  for (int32_t g = 0; g < grids->count; g++) {
    if (grids->officer[g] != officer) continue;
    grid_code(community, g, code);
    size_t length = strlen(codes);
    snprintf(codes + length, sizeof codes - length, "%s%s", length > 0 ? ";" : "", code);
  }
  return write_person(files, community, "officer", name, codes,
                      "信息采集、隐患排查、矛盾调解、便民服务");
}

/* One assistant for every community, in its first grid. */
static wg_status write_assistant(wg_sample_files *files, const wg_sample_community *community)
{
  char name[WG_SAMPLE_NAME], code[WG_SAMPLE_CODE + 16];
  snprintf(name, sizeof name, "助理%02d", (int)community->index + 1);
  grid_code(community, 0, code);
  return write_person(files, community, "assistant", name, code, "协助网格员");
}

static wg_status write_contact(wg_sample_files *files, const wg_sample_community *community)
{
  char phone[24], police[WG_SAMPLE_NAME], police_phone[24], address[2 * WG_SAMPLE_NAME];
  int number = (int)community->index + 1;
  snprintf(phone, sizeof phone, "000-1000%04d", number % 10000);
  snprintf(police, sizeof police, "社区民警%02d", number);
  snprintf(police_phone, sizeof police_phone, "000-2000%04d", number % 10000);
  snprintf(address, sizeof address, "%s居民委员会", community->name);
  wg_value values[] = {text(community->code), text(phone), text(police), text(police_phone),
                       text(address)};
  return wg_sink_row(files->sinks[FILE_CONTACTS], values, NULL, -1);
}

wg_status wg_sample_write_community(wg_sample_files *files, const wg_sample_community *community,
                                    const wg_sample_grids *grids, wg_sample_figures *figures)
{
  WG_TRY(write_boundary(files, community, grids));
  for (int64_t b = 0; b < community->building_count; b++)
    WG_TRY(write_building(files, community, b, figures));
  for (int32_t g = 0; g < grids->count; g++) WG_TRY(write_grid(files, community, grids, g));
  for (int32_t o = 0; o < grids->officers; o++) WG_TRY(write_officer(files, community, grids, o));
  WG_TRY(write_assistant(files, community));
  WG_TRY(write_contact(files, community));
  figures->communities++;
  figures->compounds += community->compound_count;
  figures->grids += grids->count;
  figures->officers += grids->officers;
  return WG_OK;
}

/* --- barriers and crossings ------------------------------------------------------------------- */

static wg_status make_shape(wg_sample_files *files, wg_shape_kind kind,
                            const wg_sample_vector *points, int32_t count)
{
  files->shape.count = files->shape.ring_count = files->shape.point_count = 0;
  WG_TRY(wg_shapes_begin(&files->shape, files->context, kind));
  WG_TRY(wg_shapes_begin_ring(&files->shape, files->context));
  for (int32_t k = 0; k < count; k++)
    WG_TRY(wg_shapes_add_point(&files->shape, files->context, wg_sample_point(points[k])));
  return WG_OK;
}

wg_status wg_sample_write_barrier(wg_sample_files *files, wg_sample_line_kind kind,
                                  wg_sample_street street, const char *name,
                                  const wg_sample_vector *points, int32_t count)
{
  static const char *const streets[WG_SAMPLE_STREETS] = {"", "巷", "次干路", "主干路"};
  const char *label = kind == WG_SAMPLE_LINE_STREET    ? streets[street]
                      : kind == WG_SAMPLE_LINE_RAILWAY ? "铁路"
                                                       : "河流";
  WG_TRY(make_shape(files, kind == WG_SAMPLE_AREA_RIVER ? WG_SHAPE_AREA : WG_SHAPE_LINE, points,
                    count));
  wg_value values[] = {text(label), text(name)};
  return wg_sink_row(files->sinks[FILE_BARRIERS], values, &files->shape, 0);
}

wg_status wg_sample_write_crossing(wg_sample_files *files, const char *name, const char *kind,
                                   const wg_sample_vector *points, int32_t count)
{
  WG_TRY(make_shape(files, WG_SHAPE_LINE, points, count));
  wg_value values[] = {text(kind), text(name)};
  return wg_sink_row(files->sinks[FILE_CROSSINGS], values, &files->shape, 0);
}
