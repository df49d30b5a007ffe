#include "fields.h"

#include <stdio.h>
#include <string.h>

#include <cpl_string.h>

#include "normal.h"
#include "tags.h"

/* Aliases in order of preference, compared normalised (case, full-width forms and blanks do not
 * matter). Sources: the public layer's own names, offices' pinyin initials, OpenStreetMap. */
static const struct {
  const char *word; /* as it stands in messages and reading->fields */
  const char *aliases;
} meanings[] = {
    [WG_MEANS_COMMUNITY_CODE] = {"community_code",
                                 "code,community_code,comm_code,社区代码,社区编码,社区编号,SQDM,SQBM,"
                                 "代码,编码,adcode,osm_id"},
    [WG_MEANS_COMMUNITY_NAME] = {"community_name",
                                 "name,community_name,comm_name,社区名称,社区名,社区,SQMC,名称,MC"},
    [WG_MEANS_PARTS] = {"parts", ""}, /* only where it is asked for */
    [WG_MEANS_BUILDING_ID] = {"building_id",
                              "building_id,楼栋编号,楼栋号,楼栋,楼栋编码,幢号,LDH,LDBH,LDBM,BLDG,"
                              "BLDG_ID,BUILDINGID,uID,id,osm_id,osm_way_id,编号"},
    [WG_MEANS_BUILDING_NAME] = {"building_name",
                                "building_name,楼栋名称,楼名,楼号,LDMC,LH,blk_no,block,house_number,"
                                "housenumber,addr:housenumber,门牌号,MPH,name,名称"},
    [WG_MEANS_HOUSEHOLDS] = {"households",
                             "households,户数,总户数,住户数,HS,ZHS,HUSHU,HOUSEHOLD,UNITS,"
                             "DWELLINGS,building:flats"},
    [WG_MEANS_COMPOUND] = {"compound",
                           "compound,compound_name,compound_id,小区名称,小区,小区名,XQMC"},
    [WG_MEANS_FLOORS] = {"floors",
                         "floors,floor,层数,楼层,总层数,levels,building:levels,building_levels,CS"},
    [WG_MEANS_PERSONS] = {"persons", "persons,人口,人口数,总人口,RK,RKS,population"},
    [WG_MEANS_BARRIER_KIND] = {"barrier_kind",
                               "kind,类型,类别,种类,道路等级,highway,waterway,railway,fclass,class,"
                               "type,LX,LB"},
    [WG_MEANS_BARRIER_NAME] = {"barrier_name", "name,名称,路名,道路名称,DLMC,MC"},
    [WG_MEANS_ZONE_NAME] = {"name", "name,名称,单位名称,学校名称,MC,DWMC"},
    [WG_MEANS_TUNNEL] = {"tunnel", "tunnel,隧道"},
    [WG_MEANS_LEVEL] = {"layer", "layer,层次"},
    [WG_MEANS_BRIDGE] = {"bridge", "bridge,桥梁,桥"},
    [WG_MEANS_BUILDING_USE] = {"building_use",
                               "building_use,use,usage,用途,房屋用途,建筑用途,使用性质,building,"
                               "building:use,YT,FWYT"},
    [WG_MEANS_ALIKE] = {"alike", ""}, /* only where it is asked for */
    [WG_MEANS_GRID_CODE] = {"grid_code",
                            "code,grid_code,grid_num,网格编码,网格代码,网格编号,WGBM,WGDM,WGBH,编码,"
                            "代码,编号"},
    [WG_MEANS_GRID_NAME] = {"grid_name", "name,grid_name,网格名称,网格名,WGMC,名称"},
    [WG_MEANS_GRID_COMMUNITY] = {"community_code",
                                 "community_code,comm_code,社区代码,社区编码,社区编号,所属社区编码,"
                                 "SQDM,SQBM"},
    [WG_MEANS_GRID_KIND] = {"kind", "kind,网格类型,grid_type,WGLX"},
    [WG_MEANS_GRID_STATUS] = {"status", "status"},
    [WG_MEANS_GRID_BUILDINGS] = {"buildings", "buildings"},
    [WG_MEANS_GRID_UNKNOWN] = {"buildings_unknown", "buildings_unknown,bld_unk"},
    [WG_MEANS_ENTRANCES] = {"entrances", "entrances,单元数,单元,单元总数,DYS,building:entrances"},
    [WG_MEANS_PERSON_ID] = {"person_id", "person_id,id,人员编号,工号,编号,RYBH,GH"},
    [WG_MEANS_PERSON_NAME] = {"name", "name,姓名,网格员姓名,人员姓名,网格员,XM"},
    [WG_MEANS_PERSON_ROLE] = {"role", "role,职务,角色,岗位,人员类型,人员类别,类别,ZW,JS,GW"},
    [WG_MEANS_PHONE] = {"phone",
                        "phone,电话,联系电话,手机,手机号,手机号码,电话号码,联系方式,telephone,tel,mobile,"
                        "DH,LXDH,SJ,SJH"},
    [WG_MEANS_PERSON_GRIDS] = {"grid_codes",
                               "grid_codes,grid_code,网格编码,网格代码,网格编号,负责网格,责任网格,"
                               "所属网格,grids,WGBM,WGDM,WGBH"},
    [WG_MEANS_PHOTO] = {"photo", "photo,照片,相片,ZP"},
    [WG_MEANS_DUTIES] = {"duties", "duties,duty,职责,工作职责,岗位职责,ZZ,GZZZ"},
    [WG_MEANS_CONTACT_COMMUNITY] = {"community_code",
                                    "community_code,comm_code,code,社区编码,社区代码,社区编号,SQBM,"
                                    "SQDM,编码,代码"},
    [WG_MEANS_COMMUNITY_PHONE] = {"community_phone",
                                  "community_phone,社区电话,社区联系电话,居委会电话,办公电话,phone,电话,"
                                  "联系电话,SQDH"},
    [WG_MEANS_POLICE_NAME] = {"police_name",
                              "police_name,社区民警,民警,民警姓名,片警,警务室,派出所,MJ,MJXM"},
    [WG_MEANS_POLICE_PHONE] = {"police_phone",
                               "police_phone,民警电话,社区民警电话,警务电话,派出所电话,报警电话,MJDH"},
    [WG_MEANS_ADDRESS] = {"address", "address,地址,社区地址,办公地址,DZ"},
    [WG_MEANS_GRID_OFFICER] = {"officer", "officer,网格员,网格员姓名,网格长,grid_officer,WGY,WGYXM"},
    [WG_MEANS_GRID_PHONE] = {"phone", "phone,网格员电话,联系电话,电话,手机,手机号,LXDH,DH"},
    [WG_MEANS_VALID_FROM] = {"valid_from", "valid_from,启用日期,启用时间,QYRQ"},
    [WG_MEANS_VALID_TO] = {"valid_to", "valid_to,停用日期,停用时间,TYRQ"},
};

static wg_status field_name(wg_dataset *dataset, wg_context *context, int index, const char **name)
{
  *name = wg_tags_key(dataset, index);
  if (*name != NULL) return WG_OK;
  OGRFieldDefnH field = OGR_FD_GetFieldDefn(dataset->definition, index);
  return wg_decoder_text(&dataset->decoder, context, OGR_Fld_GetNameRef(field), name);
}

/* The first field, in order of `names` (comma-separated) and then of the file, that bears one. */
static wg_status find_first(wg_dataset *dataset, wg_context *context, const char *names, int *index)
{
  char one[128];
  *index = -1;
  while (*names != 0 && *index < 0) {
    size_t length = strcspn(names, ",");
    snprintf(one, sizeof one, "%.*s", (int)length, names);
    WG_TRY(wg_field_named(dataset, context, one, index));
    names += length + (names[length] == ',');
  }
  return WG_OK;
}

/* Bytes of a UTF-8 character in the file's own encoding; Chinese ones have two in all but UTF-8. */
static size_t stored_width(const wg_dataset *dataset, size_t width)
{
  return width == 1 || strcmp(dataset->decoder.name, "UTF-8") == 0 ? width : 2;
}

/* A shapefile keeps 10 bytes of a field's name, even if that cuts a character; so `name` is what is
 * left of `full` when its whole characters fill that up and the next one would not fit. */
static bool is_cut_name(const wg_dataset *dataset, const char *name, const char *full)
{
  enum { KEPT = 10 };
  size_t length = strlen(name), stored = 0;
  if (strcmp(dataset->driver, "ESRI Shapefile") != 0 || length == 0) return false;
  if (strncmp(name, full, length) != 0 || full[length] == 0) return false;
  for (size_t i = 0, width; i < length; i += width) {
    width = wg_character_width((unsigned char)name[i]);
    stored += stored_width(dataset, width);
  }
  return stored <= KEPT &&
         stored + stored_width(dataset, wg_character_width((unsigned char)full[length])) > KEPT;
}

wg_status wg_field_named(wg_dataset *dataset, wg_context *context, const char *named, int *index)
{
  *index = -1;
  for (int i = 0; i < OGR_FD_GetFieldCount(dataset->definition); i++) {
    const char *name;
    WG_TRY(field_name(dataset, context, i, &name));
    if (strcmp(name, named) == 0) { /* exact spelling wins over any other */
      *index = i;
      return WG_OK;
    }
    if (*index < 0 && (wg_normal_equal(name, named) || is_cut_name(dataset, name, named))) *index = i;
  }
  if (*index < 0) *index = wg_tags_index(dataset, named);
  return WG_OK;
}

wg_status wg_field_list(wg_dataset *dataset, wg_context *context, char *out, size_t size)
{
  size_t used = 0;
  out[0] = 0;
  for (int i = 0; i < OGR_FD_GetFieldCount(dataset->definition) && used + 1 < size; i++) {
    const char *name;
    WG_TRY(field_name(dataset, context, i, &name));
    if (used + strlen(name) + 6 > size) break; /* never cut inside a name */
    used += (size_t)snprintf(out + used, size - used, "%s'%s'", i > 0 ? ", " : "", name);
  }
  for (char **key = dataset->kml_keys;
       key != NULL && *key != NULL && used + strlen(*key) + 6 < size; key++)
    used += (size_t)snprintf(out + used, size - used, "%s'%s'", used > 0 ? ", " : "", *key);
  return WG_OK;
}

wg_status wg_field_missing(wg_dataset *dataset, wg_context *context, const char *named)
{
  char fields[1024];
  WG_TRY(wg_field_list(dataset, context, fields, sizeof fields));
  if (fields[0] == 0)
    return wg_fail(context, WG_NOT_FOUND,
                   wg_in(context, "'%s' (%s) has no field '%s': it has no fields at all.",
                         "“%s”（%s）没有字段“%s”：它没有任何字段。"),
                   dataset->input->path, wg_role_noun(context, dataset->input->role, true), named);
  return wg_fail(context, WG_NOT_FOUND,
                 wg_in(context, "'%s' (%s) has no field '%s'. It has: %s.",
                       "“%s”（%s）没有字段“%s”。它有：%s。"),
                 dataset->input->path, wg_role_noun(context, dataset->input->role, true), named,
                 fields);
}

static void record(wg_reading *reading, const char *word, const char *name)
{
  size_t used = strlen(reading->fields), needed = strlen(word) + strlen(name) + 8;
  if (used + needed < sizeof reading->fields)
    snprintf(reading->fields + used, sizeof reading->fields - used, "%s%s ← %s",
             used > 0 ? ", " : "", word, name);
}

wg_status wg_field_find(wg_dataset *dataset, wg_context *context, wg_meaning meaning,
                        const char *named, wg_reading *reading, int *index)
{
  if (named != NULL) {
    WG_TRY(wg_field_named(dataset, context, named, index));
    if (*index < 0) return wg_field_missing(dataset, context, named);
  } else {
    WG_TRY(find_first(dataset, context, meanings[meaning].aliases, index));
  }
  if (*index < 0) return WG_OK;
  const char *name;
  WG_TRY(field_name(dataset, context, *index, &name));
  record(reading, meanings[meaning].word, name);
  if (named == NULL)
    wg_log(context, WG_LOG_INFO,
           wg_in(context, "'%s': the field '%s' is taken as %s.",
                 "“%s”：字段“%s”作为 %s 使用。"),
           dataset->input->path, name, meanings[meaning].word);
  return WG_OK;
}

void wg_field_keep_only(wg_dataset *dataset, const int *indices, int count)
{
  /* tags stand in a field of their own, and features are selected by them */
  if (dataset->other_tags >= 0 || !OGR_L_TestCapability(dataset->layer, OLCIgnoreFields)) return;
  char **ignored = CSLAddString(NULL, "OGR_STYLE");
  for (int i = 0; i < OGR_FD_GetFieldCount(dataset->definition); i++) {
    const wg_place *place = &dataset->place;
    bool kept = i == place->x || i == place->y || i == place->wkt;
    for (int k = 0; k < count; k++) kept = kept || indices[k] == i;
    if (!kept)
      ignored = CSLAddString(
          ignored, OGR_Fld_GetNameRef(OGR_FD_GetFieldDefn(dataset->definition, i)));
  }
  OGR_L_SetIgnoredFields(dataset->layer, (const char **)ignored);
  CSLDestroy(ignored);
}

wg_status wg_date_of_field(wg_dataset *dataset, wg_context *context, OGRFeatureH feature, int index,
                           wg_texts *texts, wg_text *out)
{
  const char *text;
  int year, month, day;
  char date[16];
  *out = WG_NO_TEXT;
  WG_TRY(wg_value_text(dataset, context, feature, index, &text));
  if (text == NULL) return WG_OK;
  if (sscanf(text, "%4d%*[-/.年]%2d%*[-/.月]%2d", &year, &month, &day) != 3 || year < 1900 ||
      month < 1 || month > 12 || day < 1 || day > 31)
    return WG_OK;
  snprintf(date, sizeof date, "%04d-%02d-%02d", year, month, day);
  return wg_texts_add(texts, context, date, -1, out);
}
