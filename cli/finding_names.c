#include "finding_names.h"

#include <string.h>

static const cli_words names[WG_FINDING_CODES] = {
    [WG_FINDING_GEOMETRY_NULL] = {"no geometry", "缺少图形"},
    [WG_FINDING_GEOMETRY_REPAIRED] = {"geometry repaired", "图形已修复"},
    [WG_FINDING_GEOMETRY_REFUSED] = {"geometry unusable", "图形无法使用"},
    [WG_FINDING_HOUSEHOLDS_UNKNOWN] = {"households unknown", "户数未知"},
    [WG_FINDING_HOUSEHOLDS_NEGATIVE] = {"households negative", "户数为负"},
    [WG_FINDING_HOUSEHOLDS_NOT_NUMBER] = {"households not a number", "户数不是数字"},
    [WG_FINDING_HOUSEHOLDS_FRACTION] = {"households rounded", "户数已取整"},
    [WG_FINDING_DUPLICATE_BUILDING_ID] = {"building id not unique", "楼栋编号重复"},
    [WG_FINDING_DUPLICATE_COMMUNITY_CODE] = {"community code not unique", "社区代码重复"},
    [WG_FINDING_MISSING_COMMUNITY_CODE] = {"community without a code", "社区缺少代码"},
    [WG_FINDING_PERSONS_UNKNOWN] = {"persons unknown", "人口未知"},
    [WG_FINDING_NAMES_DESTROYED] = {"text destroyed earlier", "文字此前已损坏"},
    [WG_FINDING_PARTS_UNUSABLE] = {"number of grids unusable", "网格数无法使用"},
    [WG_FINDING_HOUSEHOLDS_APPROXIMATE] = {"households approximate", "户数为约数"},
    [WG_FINDING_HOUSEHOLDS_ESTIMATED] = {"households estimated", "户数为估算"},
    [WG_FINDING_FLOORS_ASSUMED] = {"floors assumed", "层数按默认值"},
    [WG_FINDING_HOUSEHOLDS_REPLACED] = {"households replaced by the table's", "户数以表格为准"},
    [WG_FINDING_TABLE_ROW_UNMATCHED] = {"row without a building", "表格行找不到楼栋"},
    [WG_FINDING_BUILDING_NOT_IN_TABLE] = {"building without a row", "楼栋在表格中没有行"},
    [WG_FINDING_TABLE_KEY_REPEATED] = {"several rows of one key", "表格键值重复"},
    [WG_FINDING_BUILDING_KEY_SHARED] = {"several buildings of one key", "多栋楼共用一个键值"},
    [WG_FINDING_DWELLING_NEAR] = {"dwelling beside a footprint", "住户点在楼栋轮廓旁"},
    [WG_FINDING_SOURCE_MENDED] = {"file mended while reading", "读取时修正了文件"},
    [WG_FINDING_ENCODING_CONTRADICTED] = {"encoding other than declared", "编码与声明不符"},
    [WG_FINDING_ENCODING_UNSURE] = {"encoding unknown", "编码无法判断"},
    [WG_FINDING_GEOMETRY_PARTLY] = {"geometry partly used", "图形部分采用"},
    [WG_FINDING_SOURCE_DAMAGED] = {"file damaged", "文件有损坏"},
    [WG_FINDING_ZONE_WITHOUT_BUILDINGS] = {"area without buildings", "范围内没有楼栋"},
    [WG_FINDING_COMPOUND_CONTRADICTED] = {"compound other than its outline", "小区名与小区范围不符"},
    [WG_FINDING_DATUM_SUSPECTED] = {"displaced as by another datum", "疑似坐标基准偏移"},
    [WG_FINDING_COMMUNITY_OVERLAP] = {"communities overlap", "社区重叠"},
    [WG_FINDING_COMMUNITY_GAP] = {"gap between communities", "社区之间有空隙"},
    [WG_FINDING_DETACHED_PART] = {"detached part of a community", "社区飞地"},
    [WG_FINDING_BUILDING_OUTSIDE] = {"building in no community", "楼栋不在任何社区内"},
    [WG_FINDING_BUILDING_ACROSS_BOUNDARY] = {"building across a community boundary",
                                             "楼栋跨社区边界"},
    [WG_FINDING_BUILDINGS_OVERLAP] = {"buildings overlap", "楼栋重叠"},
    [WG_FINDING_BARRIER_THROUGH_BUILDING] = {"barrier through a building", "阻隔穿过楼栋"},
    [WG_FINDING_BARRIER_UNDERGROUND] = {"barrier underground, ignored", "地下线路，不作阻隔"},
    [WG_FINDING_LAND_WITHOUT_HOUSEHOLDS] = {"cut-off land without households", "被隔开的无户地块"},
    [WG_FINDING_TOO_FEW_HOUSEHOLDS] = {"fewer households than the minimum", "总户数不足下限"},
    [WG_FINDING_NO_NUMBER_OF_GRIDS] = {"no number of grids fits", "任何网格数都不能满足上下限"},
    [WG_FINDING_BUILDING_ABOVE_MAX] = {"one building above the maximum", "单栋户数超过上限"},
    [WG_FINDING_NO_SUM_IN_RANGE] = {"no set of buildings adds up", "任何楼栋组合都不在上下限之内"},
    [WG_FINDING_CUT_OFF_BY_UNIT] = {"a side too small alone, too large with its neck",
                                    "一侧单独不足，连同咽喉楼栋则超出"},
    [WG_FINDING_NO_CONNECTED_SET] = {"no connected set of buildings fits",
                                     "没有相连的楼栋组合能满足"},
    [WG_FINDING_NO_ROOM_FOR_BOTH] = {"two buildings need the same neighbour",
                                     "两栋楼都须与同一单元合并"},
    [WG_FINDING_NO_ROOM_FOR_ALL] = {"buildings around exclude each other's grids",
                                    "周边各楼栋的可行网格互相排斥"},
    [WG_FINDING_NO_PARTITION] = {"no division fits (all tried)", "穷举后无可行划分"},
    [WG_FINDING_SEARCH_LIMIT] = {"best found, not proved", "为已找到的最好结果，未证明"},
    [WG_FINDING_HOUSEHOLDS_ALL_UNKNOWN] = {"no building has a count", "所有楼栋户数未知"},
    [WG_FINDING_GRID_LOCKED] = {"locked out of range", "超限网格已锁定"},
    [WG_FINDING_PARTS_FIXED] = {"number of grids fixed", "网格数已固定"},
    [WG_FINDING_PARTS_IMPOSSIBLE] = {"number of grids impossible", "网格数无法实现"},
    [WG_FINDING_DIVISION_EXISTS] = {"a better division exists", "存在更好的划分"},
    [WG_FINDING_PERSONS_BELOW_MIN] = {"fewer persons than the minimum", "人口不足下限"},
    [WG_FINDING_PERSONS_ABOVE_MAX] = {"more persons than the maximum", "人口超过上限"},
    [WG_FINDING_PERSONS_NOT_DIVISIBLE] = {"persons do not fit any division", "人口无法划入上下限"},
    [WG_FINDING_ROSTER_ROW_UNUSABLE] = {"roster row without name or code", "名册行缺少姓名或编码"},
    [WG_FINDING_ROLE_UNKNOWN] = {"role unknown", "角色无法识别"},
    [WG_FINDING_PERSON_REPEATED] = {"person in several rows", "人员有多行"},
    [WG_FINDING_DUPLICATE_PERSON_ID] = {"two persons of one number", "人员编号重复"},
    [WG_FINDING_PHONE_MALFORMED] = {"telephone number malformed", "电话号码有误"},
    [WG_FINDING_CONTACT_REPEATED] = {"community with several contacts", "社区联系方式重复"},
    [WG_FINDING_ROSTER_COMMUNITY_UNKNOWN] = {"roster names an unknown community",
                                             "名册中的社区不存在"},
    [WG_FINDING_ROSTER_GRID_UNKNOWN] = {"roster names an unknown grid", "名册中的网格不存在"},
    [WG_FINDING_GRID_SEVERAL_OFFICERS] = {"grid with several officers", "网格有多名网格员"},
    [WG_FINDING_OFFICER_SEVERAL_GRIDS] = {"officer of several grids", "网格员负责多个网格"},
    [WG_FINDING_VACANT] = {"nobody named", "待定"},
    [WG_FINDING_OFFICERS_SHARED] = {"neighbouring grids share an officer", "相邻网格共用网格员"},
    [WG_FINDING_OFFICERS_TOO_FEW] = {"too few officers", "网格员不足"},
    [WG_FINDING_OLD_GRID_OUTSIDE] = {"existing grid in no community", "现有网格不在任何社区内"},
    [WG_FINDING_OLD_CODE_UNUSABLE] = {"existing code unusable", "现有编码无法沿用"},
    [WG_FINDING_BUILDING_IN_NO_OLD_GRID] = {"building in no existing grid", "楼栋不在现有网格内"},
    [WG_FINDING_COMMUNITY_WITHOUT_OLD_GRIDS] = {"community without existing grids",
                                                "社区没有现有网格"},
    [WG_FINDING_GRIDS_MADE_AND_RETIRED] = {"number of grids changed", "网格数有变化"},
    [WG_FINDING_LOCK_UNKNOWN] = {"locked or released code unknown", "锁定或放开的编码不存在"},
    [WG_FINDING_MICRO_BUILDING_WHOLE] = {"building too large for a micro-grid",
                                         "单栋户数超过微网格上限"},
    [WG_FINDING_MICRO_BUILDING_DIVIDED] = {"building shared by micro-grids", "楼栋由多个微网格分管"},
    [WG_FINDING_MICRO_OUT_OF_RANGE] = {"micro-grids out of range", "微网格户数超限"},
    [WG_FINDING_GRID_INVALID] = {"grid polygon invalid", "网格图形无效"},
    [WG_FINDING_GRID_GAP] = {"gap between grids", "网格之间有空隙"},
    [WG_FINDING_GRID_OVERLAP] = {"grids overlap", "网格重叠"},
    [WG_FINDING_GRID_IN_PIECES] = {"grid in pieces", "网格不连片"},
    [WG_FINDING_GRID_CUT_BY_BARRIER] = {"grid cut by a hard barrier", "网格被硬阻隔切断"},
    [WG_FINDING_GRID_OUTSIDE_COMMUNITY] = {"grid outside its community", "网格超出社区"},
    [WG_FINDING_BUILDING_LOST] = {"building in no grid", "楼栋未归入网格"},
    [WG_FINDING_BUILDING_TWICE] = {"building in two grids", "楼栋重复归入网格"},
    [WG_FINDING_BUILDING_ELSEWHERE] = {"building outside its grid", "楼栋不在所属网格内"},
    [WG_FINDING_FIGURES_DIFFER] = {"stored figure is wrong", "库中数字与重算不符"},
    [WG_FINDING_BAD_CODE] = {"bad grid code", "网格编码有误"},
    [WG_FINDING_BAD_STATUS] = {"bad grid status", "网格状态有误"},
    [WG_FINDING_MICRO_GAP] = {"micro-grids do not tile the grid", "微网格未铺满网格"},
    [WG_FINDING_MICRO_BUILDING] = {"building not wholly in micro-grids", "楼栋未完整划入微网格"},
    [WG_FINDING_GRID_TOO_SMALL] = {"grid too small", "网格过小"},
    [WG_FINDING_GRID_TOO_LARGE] = {"grid too large", "网格过大"},
    [WG_FINDING_GRID_LINES_ROUGH] = {"grid lines drawn roughly", "网格线绘制不严密"},
    [WG_FINDING_BUILDING_ACROSS_GRIDS] = {"grid line through a building", "网格线穿过楼栋"},
    [WG_FINDING_CODES_NOT_JUDGED] = {"form of codes not judged", "未检查编码格式"},
};

static const wg_severity severities[WG_FINDING_CODES] = {
#define WG_FINDING(NAME, name, severity) WG_SEVERITY_##severity,
#include "wangge/finding_codes.def"
#undef WG_FINDING
};

cli_words finding_name(wg_finding_code code)
{
  if (names[code].english != NULL) return names[code];
  const char *stable = wg_finding_code_name(code);
  return (cli_words){stable, stable};
}

wg_severity finding_severity(wg_finding_code code)
{
  return severities[code];
}

const char *severity_word(const cli_program *program, wg_severity severity)
{
  static const cli_words severity_words[] = {
      {"note", "提示"}, {"warning", "警告"}, {"error", "错误"}};
  return in_words(program, severity_words[severity]);
}

wg_finding_code finding_code_named(const char *name, size_t length)
{
  int code = 0;
  while (code < WG_FINDING_CODES) {
    const char *stable = wg_finding_code_name((wg_finding_code)code);
    if (strlen(stable) == length && memcmp(stable, name, length) == 0) break;
    code++;
  }
  return (wg_finding_code)code;
}
