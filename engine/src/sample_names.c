/* Names and codes of the sample county: lists of characters that combine to believable names.
 *
 * Names are numbered; a step that has no factor in common with the length of the list walks
 * through all combinations before one comes again. */
#include "sample.h"

#include <stdio.h>
#include <string.h>

#define COUNT(list) ((int64_t)(sizeof(list) / sizeof *(list)))

static const char *const place_first[] = {
    "滨", "南", "金", "新", "东", "永", "西", "北", "银", "宝", "龙", "凤", "玉", "丽",
    "星", "丰", "安", "康", "阳", "长", "祥", "瑞", "福", "兴", "锦", "翠", "文", "清",
    "华", "春", "高", "双", "大", "中", "广", "嘉", "万", "古", "石", "柳"};
static const char *const place_second[] = {
    "河", "塘", "湖", "桥", "泉", "园", "庄", "门", "城", "关", "溪", "林", "山", "岭",
    "湾", "渠", "宁", "和", "平", "泰", "顺", "盛", "达", "坪", "荣", "昌", "光", "明",
    "源", "台", "坡", "堡", "洲", "浦", "井", "沟", "营", "沙", "畔", "原"};
static const char *const place_third[] = {
    "",   "东", "西", "南", "北", "里", "苑", "口", "前", "后", "头", "边", "家", "上", "下", "左",
    "右", "外", "内", "湾", "园", "村", "桥", "井", "坊", "集", "店", "铺", "寨", "屯", "岗", "嘴",
    "坝", "港", "圩", "营", "窑", "庙", "塔", "亭", "楼", "阁", "榭", "台", "坛", "场", "田", "垄",
    "坎", "崖", "洞", "峪", "坳", "坞", "滩", "渡", "津", "洼", "荡", "泽", "淀", "泊", "汀"};

static const char *const estate_first[] = {
    "阳光", "丽景", "锦绣", "翡翠", "康泰", "世纪", "天和", "金桂", "碧水", "蓝天", "怡和", "盛世",
    "馨逸", "紫荆", "御景", "华府", "枫林", "香榭", "绿洲", "融城", "凯旋", "东方", "兰亭", "月亮",
    "银河", "春晓", "秋实", "明珠", "星海", "望湖", "学府", "书香", "名仕", "国色", "龙湾", "凤凰",
    "和谐", "吉祥", "如意", "幸福", "团结", "友谊", "光华", "玫瑰", "牡丹", "海棠", "梧桐"};
static const char *const estate_last[] = {"花园", "家园", "小区", "名苑", "雅居", "新城", "公馆",
                                          "嘉园", "华庭", "豪庭", "水岸", "佳苑", "尚城"};
static const char *const old_last[] = {"小区", "新村", "花园", "里", "苑", "住宅区", "楼院"};
static const char *const resettled_last[] = {"安置小区", "安居苑", "新居", "安置区", "惠民小区"};
static const char *const work_units[] = {
    "县医院",   "粮食局", "农机厂", "供销社", "水务局",    "教育局",   "县一中", "公路段",
    "邮电局",   "法院",   "税务局", "化肥厂", "建筑公司",  "汽运公司", "电力局", "农行",
    "百货公司", "食品厂", "林业局", "检察院", "工商局",    "面粉厂",   "棉纺厂", "机械厂",
    "运输公司", "水泥厂", "物资局", "文化局", "师范学校",  "种子公司", "印刷厂", "酒厂",
    "畜牧局",   "广电局", "糖厂",   "农科所", "自来水公司"};

static const char *const streets_south[] = {
    "人民",   "胜利", "文化", "团结", "和平", "新华", "永昌", "宁和", "正源", "民族", "清和",
    "玉皇阁", "富宁", "进宁", "凤凰", "丽景", "友爱", "亲水", "满城", "同心", "庆丰", "育才",
    "朝阳",   "通达", "德胜", "兴源", "学院", "安定", "福宁", "长城", "迎宾"};
static const char *const streets_east[] = {
    "解放", "建设", "中山", "北京", "上海", "黄河",   "银川",   "南环", "北环", "湖滨", "公园",
    "体育", "工农", "建业", "长征", "宝湖", "六盘山", "贺兰山", "青年", "五一", "红星", "园林",
    "利民", "观湖", "锦绣", "翠柳", "创业", "富强",   "康平",   "丰登", "纬一"};

void wg_sample_code(int32_t community, char *code)
{
  int32_t tile = community / WG_SAMPLE_TILE_COMMUNITIES;
  int32_t county = 640129 + tile / 999; /* a code that no county bears */
  snprintf(code, WG_SAMPLE_CODE, "%06d%03d%03d", (int)county, (int)(tile % 999 + 1),
           (int)(community % WG_SAMPLE_TILE_COMMUNITIES + 1));
}

/* Combination `number` of two characters of the place lists, and a third in later rounds. */
static void place_name(const wg_sample_county *county, int64_t number, char *name)
{
  int64_t pairs = COUNT(place_first) * COUNT(place_second);
  int64_t start = (int64_t)((county->seed - 1) * 97 % (uint64_t)pairs);
  int64_t pair = (number * 41 + start) % pairs; /* diagonally: 滨河, 南塘, 金湖 … */
  snprintf(name, WG_SAMPLE_NAME, "%s%s%s", place_first[pair / COUNT(place_second)],
           place_second[pair % COUNT(place_second)],
           place_third[number / pairs % COUNT(place_third)]);
}

static void append(char *name, const char *text)
{
  size_t length = strlen(name);
  snprintf(name + length, WG_SAMPLE_NAME - length, "%s", text);
}

void wg_sample_community_name(const wg_sample_county *county, int32_t community, char *name)
{
  place_name(county, community, name);
  append(name, "社区");
}

void wg_sample_subdistrict_name(const wg_sample_county *county, int32_t community, char *name)
{
  place_name(county, 1013 + (int64_t)(community / WG_SAMPLE_TILE_COMMUNITIES) * 7, name);
  append(name, "街道");
}

static void estate_name(const wg_sample_county *county, int64_t number, const char *const *last,
                        int64_t lasts, char *name)
{
  int64_t all = COUNT(estate_first) * lasts;
  int64_t start =
      (int64_t)(wg_sample_hash(county->seed, WG_SAMPLE_TOPIC_NAMES, 2, 0) % (uint64_t)all);
  int64_t chosen = (number * 59 + start) % all;
  snprintf(name, WG_SAMPLE_NAME, "%s%s", estate_first[chosen % COUNT(estate_first)],
           last[chosen / COUNT(estate_first)]);
}

void wg_sample_compound_name(const wg_sample_county *county, int32_t community, int32_t number,
                             wg_sample_use use, char *name)
{
  int64_t serial = (int64_t)community * 31 + number;
  switch (use) {
  case WG_SAMPLE_USE_WORK_UNIT:
    snprintf(name, WG_SAMPLE_NAME, "%s家属院", work_units[serial % COUNT(work_units)]);
    return;
  case WG_SAMPLE_USE_VILLAGE:
    place_name(county, serial + 409, name);
    append(name, "村");
    return;
  case WG_SAMPLE_USE_RESETTLED:
    place_name(county, serial + 211, name);
    append(name, resettled_last[serial % COUNT(resettled_last)]);
    return;
  case WG_SAMPLE_USE_WALK_UP:
    estate_name(county, serial, old_last, COUNT(old_last), name);
    return;
  default:
    estate_name(county, serial, estate_last, COUNT(estate_last), name);
    return;
  }
}

static bool riverside(wg_sample_edge edge, char *name)
{
  int32_t side = wg_sample_local(edge.j) - WG_SAMPLE_STRIP_ROW;
  if (edge.vertical || side < 0 || side > 1) return false;
  snprintf(name, WG_SAMPLE_NAME, "%s%s路", wg_sample_has_river(edge.j) ? "滨河" : "沿渠",
           side == 0 ? "南" : "北");
  return true;
}

static bool trackside(wg_sample_edge edge, char *name)
{
  int32_t side = wg_sample_local(edge.i) - WG_SAMPLE_STRIP_COLUMN;
  if (!edge.vertical || side < 0 || side > 1) return false;
  snprintf(name, WG_SAMPLE_NAME, "%s%s巷", wg_sample_has_railway(edge.i) ? "铁路" : "绿廊",
           side == 0 ? "西" : "东");
  return true;
}

void wg_sample_lane_name(const wg_sample_county *county, int64_t lane, char *name)
{
  place_name(county, lane + 617, name);
  append(name, "巷");
}

/* Main and secondary streets keep their name through the county. */
bool wg_sample_street_name(const wg_sample_county *county, wg_sample_edge edge,
                           wg_sample_street street, char *name)
{
  if (riverside(edge, name) || trackside(edge, name)) return true;
  if (street < WG_SAMPLE_SECONDARY) return false;
  const char *const *list = edge.vertical ? streets_south : streets_east;
  int64_t count = edge.vertical ? COUNT(streets_south) : COUNT(streets_east);
  uint64_t start =
      wg_sample_hash(county->seed, WG_SAMPLE_TOPIC_NAMES, 3, edge.vertical) % (uint64_t)count;
  int64_t line = edge.vertical ? edge.i : edge.j;
  snprintf(name, WG_SAMPLE_NAME, "%s%s", list[(line * 7 + (int64_t)start) % count],
           edge.vertical ? "街" : "路");
  return true;
}

void wg_sample_river_name(const wg_sample_county *county, int32_t j, char *name)
{
  int32_t row = j / WG_SAMPLE_TILE_CELLS;
  uint64_t start = wg_sample_hash(county->seed, WG_SAMPLE_TOPIC_NAMES, 4, 0);
  const char *first = place_first[(start + (uint64_t)row * 7) % (uint64_t)COUNT(place_first)];
  snprintf(name, WG_SAMPLE_NAME, "%s%s", first, wg_sample_has_river(j) ? "水河" : "惠渠");
}

void wg_sample_railway_name(const wg_sample_county *county, int32_t i, char *name)
{
  place_name(county, 97 + i / WG_SAMPLE_TILE_CELLS, name);
  append(name, "铁路");
}

void wg_sample_grid_name(int32_t sequence, char *name)
{
  static const char *const digits[] = {"", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
  int32_t tens = sequence / 10;
  snprintf(name, WG_SAMPLE_NAME, "第%s%s%s网格", tens > 1 ? digits[tens] : "", tens > 0 ? "十" : "",
           digits[sequence % 10]);
}
