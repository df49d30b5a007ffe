#include "option.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define COUNT(array) ((int32_t)(sizeof(array) / sizeof((array)[0])))
#define AT(member) .offset = offsetof(cli_settings, member), .size = sizeof(((cli_settings *)0)->member)
#define IN_SOURCE(member) .offset = offsetof(wg_source_file, member), .size = sizeof(char *)
#define FROM_TO(low, high) .minimum = (low), .maximum = (high)

const char *const input_names[] = {"communities", "buildings", "barriers", "crossings",
                                   "households-table", "dwellings", "grids", "roster", "contacts",
                                   "compounds", "exempt", NULL};

static const char *const efforts[] = {"fast", "normal", "thorough", NULL};
static const char *const languages[] = {"en", "zh", NULL};
static const char *const layers[] = {"grid",    "building", "community", "finding", "lookup", "barrier",
                                     "crossing", "compound", "unit",      "person",
                                     "contact",  "compound_area", "exempt_area", "post",
                                     "micro",    "micro_building", NULL};
static const char *const orientations[] = {"landscape", "portrait", NULL};
static const char *const encodings[] = {"UTF-8", "GB18030", NULL};

const cli_words option_group_titles[OPTION_GROUPS] = {
    [GROUP_INPUT] = {"Inputs", "输入"},
    [GROUP_FIELDS] = {"Fields (else found by the usual names)", "字段（不指定时按常用名称查找）"},
    [GROUP_BARRIERS] = {"Barriers", "阻隔"},
    [GROUP_RULE] = {"Rule", "规则"},
    [GROUP_REDRAW] = {"Existing grids", "现有网格"},
    [GROUP_OUTPUT] = {"Output", "输出"},
    [GROUP_ALL] = {"Of every command", "各命令通用"},
};

enum {
  RULED = IN_PLAN | IN_PARTITION,
  READING = IN_CHECK | IN_AUDIT | IN_COMPARE /* they read and divide as `plan` does */
};

const cli_option options[] = {
    {.name = "communities", .commands = IN_PLAN | IN_MAP, .required = IN_PLAN | IN_AUDIT,
     .group = GROUP_INPUT, .kind = OPTION_FILE, .argument = "FILE", AT(plan.communities.path),
     .help = {"community boundaries (areas)", "社区边界（面）"}},
    {.name = "buildings", .commands = IN_PLAN | IN_MAP, .required = IN_PLAN | IN_AUDIT,
     .group = GROUP_INPUT, .kind = OPTION_FILE, .argument = "FILE", AT(plan.buildings.path),
     .help = {"buildings with household counts (areas or points)", "带户数的楼栋（面或点）"}},
    {.name = "barriers", .commands = IN_PLAN | IN_MAP, .group = GROUP_INPUT, .kind = OPTION_BARRIERS,
     .argument = "FILE", .help = {"rivers, railways, streets (lines or areas); may be given again",
                                  "河流、铁路、街道等阻隔（线或面），可多次给出"}},
    {.name = "crossings", .commands = IN_PLAN | IN_MAP, .group = GROUP_INPUT, .kind = OPTION_FILE,
     .argument = "FILE", AT(plan.crossings.path),
     .help = {"bridges, underpasses, gates (points or lines)", "桥梁、地下通道、大门（点或线）"}},
    {.name = "compounds", .commands = IN_PLAN, .group = GROUP_INPUT, .kind = OPTION_FILE,
     .argument = "FILE", AT(plan.compounds.path),
     .help = {"outlines of compounds (areas): the buildings in one belong to it, and grid lines like to "
              "follow it",
              "小区范围（面）：范围内的楼栋属于该小区，网格线优先沿其边界"}},
    {.name = "grids-layer", .commands = IN_CHECK | IN_PLAN | IN_AUDIT | IN_COMPARE | IN_MAP,
     .group = GROUP_INPUT, .kind = OPTION_TEXT,
     .argument = "NAME", AT(grids.layer), .help = {"layer of the grid file", "网格文件中的图层"}},
    {.name = "communities-layer", .commands = IN_PLAN | IN_MAP, .group = GROUP_INPUT, .kind = OPTION_TEXT,
     .argument = "NAME", AT(plan.communities.layer),
     .help = {"layer of the communities file", "社区文件中的图层"}},
    {.name = "buildings-layer", .commands = IN_PLAN | IN_MAP, .group = GROUP_INPUT, .kind = OPTION_TEXT,
     .argument = "NAME", AT(plan.buildings.layer),
     .help = {"layer of the buildings file", "楼栋文件中的图层"}},
    {.name = "barriers-layer", .commands = IN_PLAN, .group = GROUP_INPUT,
     .kind = OPTION_BARRIER_TEXT, .argument = "NAME", IN_SOURCE(layer),
     .help = {"layer of the --barriers before it; before the first: of all of them",
              "前一个 --barriers 的图层；写在第一个之前则对全部有效"}},
    {.name = "crossings-layer", .commands = IN_PLAN, .group = GROUP_INPUT, .kind = OPTION_TEXT,
     .argument = "NAME", AT(plan.crossings.layer),
     .help = {"layer of the crossings file", "通道文件中的图层"}},
    {.name = "compounds-layer", .commands = IN_PLAN, .group = GROUP_INPUT, .kind = OPTION_TEXT,
     .argument = "NAME", AT(plan.compounds.layer),
     .help = {"layer of the compounds file", "小区范围文件中的图层"}},
    {.name = "exempt-layer", .commands = IN_PLAN, .group = GROUP_INPUT, .kind = OPTION_TEXT,
     .argument = "NAME", AT(plan.exempt_areas.layer),
     .help = {"layer of the file of exempt areas", "专属网格范围文件中的图层"}},
    {.name = "households-table", .commands = IN_PLAN, .group = GROUP_INPUT, .kind = OPTION_FILE,
     .argument = "FILE", AT(plan.households_table.path),
     .help = {"table with the households of buildings (.csv .xlsx .dbf ...), joined by --join",
              "楼栋户数表（.csv .xlsx .dbf 等），按 --join 关联"}},
    {.name = "households-table-layer", .commands = IN_PLAN, .group = GROUP_INPUT,
     .kind = OPTION_TEXT, .argument = "NAME", AT(plan.households_table.layer),
     .help = {"layer or sheet of the household table", "户数表中的图层或工作表"}},
    {.name = "dwellings", .commands = IN_PLAN, .group = GROUP_INPUT, .kind = OPTION_FILE,
     .argument = "FILE", AT(plan.dwellings.path),
     .help = {"dwellings, one row each: counted by key, or by place where they have one",
              "逐户列出的住户，按键值或按位置计入楼栋"}},
    {.name = "dwellings-layer", .commands = IN_PLAN, .group = GROUP_INPUT, .kind = OPTION_TEXT,
     .argument = "NAME", AT(plan.dwellings.layer),
     .help = {"layer or sheet of the dwellings", "住户文件中的图层或工作表"}},
    {.name = "roster", .commands = IN_PLAN, .group = GROUP_INPUT, .kind = OPTION_FILE,
     .argument = "FILE", AT(plan.roster.path),
     .help = {"officers, assistants, volunteers with their grids (.csv .xlsx ...; docs/officers.md)",
              "网格员、助理、志愿者及其负责的网格（.csv .xlsx 等，见 docs/officers.md）"}},
    {.name = "roster-layer", .commands = IN_PLAN, .group = GROUP_INPUT, .kind = OPTION_TEXT,
     .argument = "NAME", AT(plan.roster.layer),
     .help = {"layer or sheet of the roster", "名册中的图层或工作表"}},
    {.name = "contacts", .commands = IN_PLAN, .group = GROUP_INPUT, .kind = OPTION_FILE,
     .argument = "FILE", AT(plan.contacts.path),
     .help = {"telephone numbers of communities and police; else a sheet of the roster, if it has one",
              "社区电话和民警电话；不指定时取名册中的相应工作表（如有）"}},
    {.name = "contacts-layer", .commands = IN_PLAN, .group = GROUP_INPUT, .kind = OPTION_TEXT,
     .argument = "NAME", AT(plan.contacts.layer),
     .help = {"layer or sheet of the contacts", "联系方式所在的图层或工作表"}},
    {.name = "dwellings-within", .commands = IN_PLAN, .group = GROUP_INPUT, .kind = OPTION_INTEGER,
     .argument = "M", AT(plan.dwellings_within_m), FROM_TO(1, 1000),
     .help = {"metres from a footprint within which a dwelling beside it belongs to it",
              "住户点不在轮廓内时，归入多少米以内的最近楼栋"}},
    {.name = "join", .commands = IN_PLAN, .group = GROUP_INPUT, .kind = OPTION_TEXT,
     .argument = "FIELD[=FIELD]", AT(plan.join),
     .help = {"fields by which rows find buildings, the buildings' first; several with commas: "
              "compound,number=XQ,LH; else the building ids",
              "表格行与楼栋的关联字段，楼栋的在前；多个用逗号分隔，如 小区,楼号=XQ,LH；不指定时按楼栋编号"}},
    {.name = "estimate", .commands = IN_PLAN, .group = GROUP_INPUT, .kind = OPTION_FLAG,
     AT(plan.estimate),
     .help = {"households where nothing is known: floors x footprint / --household-m2, marked as "
              "estimated (docs/households.md)",
              "户数未知时估算：层数 × 占地面积 ÷ --household-m2，并标明为估算（见 docs/households.md）"}},
    {.name = "household-m2", .commands = IN_PLAN, .group = GROUP_INPUT, .kind = OPTION_INTEGER,
     .argument = "M2", AT(plan.household_m2), FROM_TO(1, 100000),
     .help = {"gross floor area of a household, for --estimate", "估算时每户的建筑面积（平方米）"}},
    {.name = "floors-default", .commands = IN_PLAN, .group = GROUP_INPUT, .kind = OPTION_INTEGER,
     .argument = "N", AT(plan.floors_default), FROM_TO(1, 200),
     .help = {"floors of a building that names none, for --estimate", "估算时未注明层数的楼栋按几层计"}},
    {.name = "admin-level", .commands = IN_PLAN, .group = GROUP_INPUT, .kind = OPTION_INTEGER,
     .argument = "N", AT(plan.admin_level), FROM_TO(1, 15),
     .help = {"admin_level of the boundaries that are the communities in an OpenStreetMap extract",
              "OpenStreetMap 数据中作为社区的行政边界级别（admin_level）"}},
    {.name = "crs", .commands = IN_PLAN | IN_MAP, .group = GROUP_INPUT, .kind = OPTION_TEXT,
     .argument = "CRS", AT(plan.crs),
     .help = {"metric working system, such as EPSG:4547; else that of the communities, or by place",
              "米制工作坐标系，如 EPSG:4547；不指定时取社区的坐标系，或按位置选定"}},
    {.name = "crs-of", .commands = IN_PLAN, .group = GROUP_INPUT, .kind = OPTION_INPUT_TEXT,
     .argument = "INPUT=CRS", IN_SOURCE(crs),
     .help = {"coordinate system of an input that lacks one or names a wrong one; also GCJ02 or BD09, "
              "and with ,yx where north stands first (docs/inputs.md)",
              "为缺少坐标系或坐标系有误的输入指定坐标系；也可为 GCJ02、BD09，北坐标在前时加 ,yx（见 "
              "docs/inputs.md）"}},
    {.name = "encoding-of", .commands = IN_PLAN, .group = GROUP_INPUT, .kind = OPTION_INPUT_TEXT,
     .argument = "INPUT=ENC", IN_SOURCE(encoding),
     .help = {"text encoding of an input, such as GB18030, SHIFT_JIS, BIG5; else detected",
              "输入的文字编码，如 GB18030、SHIFT_JIS、BIG5；不指定时自动判断"}},
    {.name = "strict", .commands = IN_PLAN, .group = GROUP_INPUT, .kind = OPTION_FLAG,
     AT(plan.strict),
     .help = {"fail, before anything is written, if a feature of the inputs is repaired, refused or "
              "dropped, or anything else about them is warned of",
              "输入要素有修复、拒用、遗漏或其他警告时即失败，不写出任何文件"}},
    {.name = "any-driver", .commands = IN_PLAN, .group = GROUP_INPUT, .kind = OPTION_FLAG,
     AT(plan.any_driver),
     .help = {"open every format that GDAL has, not only those known to be sound (docs/inputs.md)",
              "允许 GDAL 的全部格式，而不仅是确认可靠的格式（见 docs/inputs.md）"}},

    {.name = "community-code", .commands = IN_PLAN | IN_MAP, .group = GROUP_FIELDS, .kind = OPTION_TEXT,
     .argument = "FIELD", AT(plan.field_community_code),
     .help = {"code of a community", "社区代码"}},
    {.name = "community-name", .commands = IN_PLAN, .group = GROUP_FIELDS, .kind = OPTION_TEXT,
     .argument = "FIELD", AT(plan.field_community_name),
     .help = {"name of a community", "社区名称"}},
    {.name = "building-id", .commands = IN_PLAN | IN_MAP, .group = GROUP_FIELDS, .kind = OPTION_TEXT,
     .argument = "FIELD", AT(plan.field_building_id),
     .help = {"number of a building", "楼栋编号"}},
    {.name = "households", .commands = IN_PLAN | IN_MAP, .group = GROUP_FIELDS, .kind = OPTION_TEXT,
     .argument = "FIELD", AT(plan.field_households),
     .help = {"households of a building; null is unknown, not 0", "楼栋户数；空值表示未知，不是 0"}},
    {.name = "table-households", .commands = IN_PLAN, .group = GROUP_FIELDS, .kind = OPTION_TEXT,
     .argument = "FIELD", AT(plan.field_table_households),
     .help = {"households in a row of --households-table", "户数表中的户数"}},
    {.name = "building-use", .commands = IN_PLAN, .group = GROUP_FIELDS, .kind = OPTION_TEXT,
     .argument = "FIELD", AT(plan.field_building_use),
     .help = {"what a building is for: --estimate puts no household in a garage",
              "楼栋用途：--estimate 不为车库等估算户数"}},
    {.name = "compound", .commands = IN_PLAN, .group = GROUP_FIELDS, .kind = OPTION_TEXT,
     .argument = "FIELD", AT(plan.field_compound),
     .help = {"compound of a building, kept together where possible", "楼栋所属小区，尽量不拆分"}},
    {.name = "floors", .commands = IN_PLAN, .group = GROUP_FIELDS, .kind = OPTION_TEXT,
     .argument = "FIELD", AT(plan.field_floors),
     .help = {"floors of a building", "楼栋层数"}},
    {.name = "entrances", .commands = IN_PLAN, .group = GROUP_FIELDS, .kind = OPTION_TEXT,
     .argument = "FIELD", AT(plan.field_entrances),
     .help = {"entrances of a building, for --micro", "楼栋单元数（用于 --micro）"}},
    {.name = "persons", .commands = IN_PLAN, .group = GROUP_FIELDS, .kind = OPTION_TEXT,
     .argument = "FIELD", AT(plan.field_persons),
     .help = {"persons in a building", "楼栋人口"}},
    {.name = "alike", .commands = IN_PLAN, .group = GROUP_FIELDS, .kind = OPTION_TEXT,
     .argument = "FIELD,...", AT(plan.alike),
     .help = {"what makes buildings alike, such as housing type or building age (docs/weights.md)",
              "据以判断楼栋是否相似的属性，如住房类型、建成年代（见 docs/weights.md）"}},
    {.name = "exempt", .commands = IN_PLAN, .group = GROUP_FIELDS, .kind = OPTION_EXEMPT,
     .argument = "FIELD=VALUE|FILE", AT(plan.exempt),
     .help = {"buildings that are an exempt grid each (schools, hospitals ...), several values with "
              "commas; or a file of areas, each an exempt grid of the buildings in it; may be given as both",
              "各自成为专属网格的楼栋（学校、医院等），多个取值用逗号分隔；或专属网格范围（面）文件，每个范围内"
              "的楼栋成为一个专属网格；两者可同时给出"}},

    {.name = "barrier-kind", .commands = IN_PLAN, .group = GROUP_BARRIERS, .kind = OPTION_TEXT,
     .argument = "FIELD", AT(plan.field_barrier_kind),
     .help = {"field with the kind of a barrier", "阻隔类型字段"}},
    {.name = "barriers-are", .commands = IN_PLAN, .group = GROUP_BARRIERS,
     .kind = OPTION_BARRIER_TEXT, .argument = "KIND", IN_SOURCE(kind),
     .help = {"kind of everything in the --barriers before it, such as river; before the first: of "
              "all of them",
              "前一个 --barriers 中全部要素的类型，如 河流；写在第一个之前则对全部有效"}},
    {.name = "hard", .commands = IN_PLAN, .group = GROUP_BARRIERS, .kind = OPTION_TEXT,
     .argument = "KIND,...", AT(plan.hard),
     .help = {"kinds that separate, besides motorway, trunk, railway, river, canal and other water",
              "作为硬阻隔的类型（默认已含高速路、快速路、铁路、河流、运河等水面）"}},
    {.name = "soft", .commands = IN_PLAN, .group = GROUP_BARRIERS, .kind = OPTION_TEXT,
     .argument = "KIND,...", AT(plan.soft),
     .help = {"kinds that grid lines only like to follow", "作为软阻隔的类型，网格线优先沿其走向"}},

    {.name = "min", .commands = RULED, .group = GROUP_RULE, .kind = OPTION_INTEGER, .argument = "N",
     AT(plan.rule.min), FROM_TO(1, INT32_MAX),
     .help = {"households a grid must have at least", "每个网格的户数下限"}},
    {.name = "max", .commands = RULED, .group = GROUP_RULE, .kind = OPTION_INTEGER, .argument = "N",
     AT(plan.rule.max), FROM_TO(1, INT32_MAX),
     .help = {"and at most", "每个网格的户数上限"}},
    {.name = "min-persons", .commands = RULED, .group = GROUP_RULE, .kind = OPTION_INTEGER,
     .argument = "N", AT(plan.rule.min_persons), FROM_TO(0, INT32_MAX),
     .help = {"persons a grid must have at least, besides; both bounds of persons without --min and "
              "--max: persons in the place of households (docs/partition.md)",
              "每个网格的人口下限（与户数同时有效）；只给人口上下限而不给 --min 和 --max "
              "时，以人口代替户数（见 docs/partition.md）"}},
    {.name = "max-persons", .commands = RULED, .group = GROUP_RULE, .kind = OPTION_INTEGER,
     .argument = "N", AT(plan.rule.max_persons), FROM_TO(0, INT32_MAX),
     .help = {"and at most; 0: any number", "每个网格的人口上限；0 表示不限"}},
    {.name = "target", .commands = RULED, .group = GROUP_RULE, .kind = OPTION_INTEGER,
     .argument = "N", AT(plan.rule.target), FROM_TO(0, INT32_MAX),
     .help = {"households aimed at; 0: halfway between both", "目标户数；0 表示上下限的中间值"}},
    {.name = "charge", .commands = RULED, .group = GROUP_RULE, .kind = OPTION_INTEGER,
     .argument = "N", AT(plan.rule.charge), FROM_TO(0, INT32_MAX),
     .help = {"fixed fault of every grid out of range, besides the households it is off by; "
              "else a quarter of max - min",
              "每个超限网格的固定罚值（另加超出的户数）；不指定时为上下限之差的四分之一"}},
    {.name = "parts", .commands = IN_PARTITION, .group = GROUP_RULE, .kind = OPTION_INTEGER,
     .argument = "K", AT(plan.rule.parts), FROM_TO(0, INT32_MAX),
     .help = {"number of parts; 0: near households / target", "分区数；0 表示按总户数 / 目标户数"}},
    {.name = "parts", .commands = IN_PLAN, .group = GROUP_RULE, .kind = OPTION_TEXT,
     .argument = "FIELD|K", AT(plan.parts),
     .help = {"grids of each community, exempt ones apart: a field of the communities (null, 0: "
              "free), or a number for all; else near households / target",
              "每个社区的网格数（不含专属网格）：社区的字段（空值或 0 表示不限），或适用于全部社区的"
              "数字；不指定时按总户数 / 目标户数"}},
    {.name = "officers", .commands = IN_PLAN, .group = GROUP_RULE, .kind = OPTION_INTEGER,
     .argument = "N", AT(plan.officers), FROM_TO(1, INT32_MAX),
     .help = {"so many officers for all grids: which neighbours share one, so that loads are even "
              "(docs/officers.md)",
              "网格员总数：少于网格时由哪些相邻网格共用一名，使负担均衡（见 docs/officers.md）"}},
    {.name = "effort", .commands = RULED, .group = GROUP_RULE, .kind = OPTION_CHOICE,
     .argument = "LEVEL", AT(plan.rule.effort), .choices = efforts,
     .help = {"how long to search: fast, normal or thorough; plan takes fast by itself above 200,000 "
              "buildings",
              "搜索力度：fast、normal 或 thorough；plan 在楼栋超过 200,000 栋时自动取 fast"}},
    {.name = "steps", .commands = RULED, .group = GROUP_RULE, .kind = OPTION_INTEGER,
     .argument = "N", AT(plan.rule.steps), FROM_TO(0, INT64_C(1000000000)),
     .help = {"moves tried for each unit; 0: as the effort says", "每个基本单元尝试的步数；0 表示由搜索力度决定"}},
    {.name = "balance", .commands = RULED, .group = GROUP_RULE, .kind = OPTION_INTEGER,
     .argument = "PERCENT", AT(plan.rule.balance), FROM_TO(0, 10000),
     .help = {"weight of the deviation from the target", "偏离目标户数的权重"}},
    {.name = "keep", .commands = IN_PLAN, .group = GROUP_RULE, .kind = OPTION_INTEGER,
     .argument = "PERCENT", AT(plan.rule.keep), FROM_TO(0, 10000),
     .help = {"weight of keeping compounds whole", "保持小区完整的权重"}},
    {.name = "like", .commands = IN_PLAN, .group = GROUP_RULE, .kind = OPTION_INTEGER,
     .argument = "PERCENT", AT(plan.rule.like), FROM_TO(0, 10000),
     .help = {"weight of like with like; has an effect where --alike is given",
              "构成相似的权重，仅在给出 --alike 时起作用"}},
    {.name = "compact", .commands = IN_PLAN, .group = GROUP_RULE, .kind = OPTION_INTEGER,
     .argument = "PERCENT", AT(plan.rule.compact), FROM_TO(0, 10000),
     .help = {"weight of round shapes; 0: grids are as round as short borders make them",
              "形状紧凑的权重；0 表示只靠边界尽量短来保证紧凑"}},
    {.name = "seed", .commands = RULED | IN_SAMPLE, .group = GROUP_RULE, .kind = OPTION_INTEGER,
     .argument = "S", AT(plan.rule.seed), FROM_TO(0, INT64_MAX),
     .help = {"seed of the random numbers; the same seed gives the same result",
              "随机数种子，种子相同则结果相同"}},
    {.name = "threads", .commands = IN_PLAN, .group = GROUP_RULE, .kind = OPTION_INTEGER,
     .argument = "N", AT(plan.threads), FROM_TO(0, 1024),
     .help = {"communities divided at the same time; 0: all processors; changes no result",
              "同时划分的社区数；0 表示用全部处理器；不影响结果"}},

    {.name = "tolerance", .commands = IN_CHECK, .group = GROUP_RULE, .kind = OPTION_METRES,
     .argument = "METRES", AT(tolerance_mm), FROM_TO(1, 10000),
     .help = {"how far lines of a grid file may lie apart and still be one; else 0.02",
              "网格文件中两条线相距多少米以内视为同一条；不指定时为 0.02"}},

    {.name = "communities", .commands = IN_SAMPLE, .group = GROUP_RULE, .kind = OPTION_INTEGER,
     .argument = "N", AT(sample.communities), FROM_TO(1, 100000),
     .help = {"number of communities", "社区数"}},

    {.name = "grids", .commands = IN_PLAN | IN_AUDIT, .required = IN_ADJUST | IN_AUDIT,
     .instead = "grids-field", .group = GROUP_REDRAW, .kind = OPTION_FILE, .argument = "FILE",
     AT(grids.path),
     .help = {"existing grids (areas, or a plan store): each code is kept by the grid that shares most "
              "households with the one that bore it (docs/redraw.md)",
              "现有网格（面，或方案库）：编码由共有户数最多的新网格沿用（见 docs/redraw.md）"}},
    {.name = "grids-field", .commands = IN_PLAN | IN_AUDIT, .group = GROUP_REDRAW,
     .kind = OPTION_TEXT, .argument = "FIELD", AT(plan.field_grid),
     .help = {"instead of --grids: field of the buildings that holds the code of the existing grid of each",
              "代替 --grids：楼栋上记录现有网格编码的字段"}},
    {.name = "retired", .commands = IN_PLAN, .group = GROUP_REDRAW, .kind = OPTION_FILE,
     .argument = "FILE", AT(plan.retired.path),
     .help = {"codes used before, never to be given again: a table with a field code, a list with one on "
              "each line, or a plan store",
              "曾经使用、不得再用的编码：含 code 字段的表、每行一个编码的清单，或方案库"}},
    {.name = "stability", .commands = IN_ADJUST, .group = GROUP_REDRAW, .kind = OPTION_INTEGER,
     .argument = "PERCENT", AT(plan.stability), FROM_TO(0, 10000),
     .help = {"weight of every household that changes its grid; 100: as much as one mean border",
              "每户改换网格的权重；100 相当于一段平均边界"}},
    {.name = "lock", .commands = IN_ADJUST, .group = GROUP_REDRAW, .kind = OPTION_FILES,
     .argument = "CODE", AT(locked),
     .help = {"existing grid that stays exactly as it is; may be given again",
              "保持原样的现有网格，可多次给出"}},
    {.name = "release", .commands = IN_ADJUST, .group = GROUP_REDRAW, .kind = OPTION_FILES,
     .argument = "CODE", AT(released),
     .help = {"existing grid that may change at no cost; may be given again",
              "可不计代价改动的现有网格，可多次给出"}},
    {.name = "snap", .commands = IN_AUDIT | IN_COMPARE, .group = GROUP_REDRAW, .kind = OPTION_METRES,
     .argument = "METRES", AT(plan.snap_mm), FROM_TO(1, 20000),
     .help = {"lines drawn so near to each other were meant to be one: gaps and overlaps narrower than "
              "twice this are no fault; else 2",
              "相距不足此值的线视为同一条，宽度不足其两倍的空隙和重叠不算错误；不指定时为 2"}},
    {.name = "snap", .commands = IN_ADJUST, .group = GROUP_REDRAW, .kind = OPTION_METRES,
     .argument = "METRES", AT(plan.snap_mm), FROM_TO(1, 20000),
     .help = {"lines of existing grids so near to each other or to the boundary are one; else 2",
              "现有网格的线相互之间或与社区边界相距多少米以内视为同一条；不指定时为 2"}},

    {.name = "out", .commands = IN_PLAN, .required = IN_PLAN, .group = GROUP_OUTPUT,
     .kind = OPTION_OUTPUT, .argument = "PLAN", AT(out),
     .help = {"the plan store to write (SQLite with SpatiaLite)", "要写出的方案库（SQLite + SpatiaLite）"}},
    {.name = "out", .letter = 'o', .commands = IN_PARTITION, .group = GROUP_OUTPUT,
     .kind = OPTION_OUTPUT, .argument = "PARTS", AT(out),
     .help = {"file for the part numbers; '-': standard output", "分区号文件；“-”为标准输出"}},
    {.name = "export", .commands = IN_PLAN | IN_CHECK | IN_AUDIT, .group = GROUP_OUTPUT, .kind = OPTION_FILES,
     .argument = "FILE", AT(exports),
     .help = {"also write the grids, format by the ending; may be given again",
              "同时导出网格，格式由扩展名决定，可多次给出"}},
    {.name = "code-template", .commands = IN_PLAN | IN_CHECK | IN_AUDIT, .group = GROUP_OUTPUT, .kind = OPTION_TEXT,
     .argument = "T", AT(plan.code_template),
     .help = {"how grid codes are made; else {community}{seq:3}",
              "网格编码模板；不指定时为 {community}{seq:3}"}},
    {.name = "layer", .commands = IN_EXPORT | IN_CHECK | IN_AUDIT, .group = GROUP_OUTPUT, .kind = OPTION_NAME,
     .argument = "LAYER", AT(layer), .choices = layers,
     .help = {"layer to write; else grid", "要导出的图层；不指定时为 grid"}},
    {.name = "out-crs", .commands = IN_PLAN | IN_CHECK | IN_EXPORT | IN_AUDIT | IN_COMPARE, .group = GROUP_OUTPUT, .kind = OPTION_TEXT,
     .argument = "CRS", AT(out_crs),
     .help = {"coordinate system of exports; else the working system (GeoJSON: WGS 84)",
              "导出文件的坐标系；不指定时为工作坐标系（GeoJSON 固定为 WGS 84）"}},
    {.name = "encoding", .commands = IN_PLAN | IN_CHECK | IN_EXPORT | IN_AUDIT | IN_COMPARE, .group = GROUP_OUTPUT, .kind = OPTION_NAME,
     .argument = "ENC", AT(encoding), .choices = encodings,
     .help = {"text encoding of shapefiles; else UTF-8", "Shapefile 的文字编码；不指定时为 UTF-8"}},
    {.name = "micro", .commands = IN_PLAN, .group = GROUP_OUTPUT, .kind = OPTION_FLAG,
     AT(plan.micro),
     .help = {"a second level: micro-grids inside every grid (docs/micro.md)",
              "在每个网格内再划分微网格（见 docs/micro.md）"}},
    {.name = "micro-min", .commands = IN_PLAN, .group = GROUP_OUTPUT, .kind = OPTION_INTEGER,
     .argument = "N", AT(plan.micro_min), FROM_TO(1, INT32_MAX),
     .help = {"households a micro-grid must have at least", "每个微网格的户数下限"}},
    {.name = "micro-max", .commands = IN_PLAN, .group = GROUP_OUTPUT, .kind = OPTION_INTEGER,
     .argument = "N", AT(plan.micro_max), FROM_TO(1, INT32_MAX),
     .help = {"and at most", "每个微网格的户数上限"}},
    {.name = "micro-template", .commands = IN_PLAN, .group = GROUP_OUTPUT, .kind = OPTION_TEXT,
     .argument = "TEXT", AT(plan.micro_template),
     .help = {"codes of micro-grids; {grid} stands for the code of the grid, {seq:2} for two digits; "
              "else {grid}{seq:2}",
              "微网格编码模板，{grid} 为网格编码，{seq:2} 为两位序号；不指定时为 {grid}{seq:2}"}},
    {.name = "variants", .commands = IN_PLAN, .group = GROUP_OUTPUT, .kind = OPTION_FLAG,
     AT(variants),
     .help = {"besides, one grid fewer and one more in each community, and other weights, as scenarios "
              "of the store, with a table to choose by (docs/variants.md)",
              "另做备选方案：每社区少一个、多一个网格，以及不同权重，作为库中的情景，并列表比较（见 "
              "docs/variants.md）"}},
    {.name = "cards", .commands = IN_MAP, .group = GROUP_OUTPUT, .kind = OPTION_FLAG, AT(map.cards),
     .help = {"contact cards, several on an A4 page with cutting marks, one a file in a folder",
              "联系卡：每页 A4 若干张并带裁切线，输出到文件夹时每张一个文件"}},
    {.name = "community", .commands = IN_MAP, .group = GROUP_OUTPUT, .kind = OPTION_TEXT,
     .argument = "CODE", AT(map.community),
     .help = {"only this community", "只绘制该社区"}},
    {.name = "before", .commands = IN_MAP, .group = GROUP_OUTPUT, .kind = OPTION_FILE,
     .argument = "FILE", AT(before),
     .help = {"an earlier plan store, or the grids there were (with --communities, --buildings): sheets of "
              "what changed since then, before and after side by side",
              "较早的方案库，或原有网格文件（须给出 --communities、--buildings）：绘制调整前后对照图，标出变动的楼栋"}},
    {.name = "paper", .commands = IN_MAP, .group = GROUP_OUTPUT, .kind = OPTION_TEXT,
     .argument = "PAPER", AT(map.paper),
     .help = {"A0, A1, A2, A3, A4, 8K, 4K, or millimetres such as 285x420; else A3, or A2 where 1:3000 "
              "needs it",
              "A0、A1、A2、A3、A4、8K、4K，或毫米尺寸如 285x420；不指定时为 A3，若比例尺将小于 1:3000 则为 A2"}},
    {.name = "orientation", .commands = IN_MAP, .group = GROUP_OUTPUT, .kind = OPTION_NAME,
     .argument = "HOW", AT(map.orientation), .choices = orientations,
     .help = {"landscape or portrait; else what gives the larger scale",
              "landscape（横）或 portrait（竖）；不指定时取比例尺较大者"}},
    {.name = "scale", .commands = IN_MAP, .group = GROUP_OUTPUT, .kind = OPTION_INTEGER,
     .argument = "N", AT(map.scale), FROM_TO(100, 1000000),
     .help = {"1:N; else the largest round scale that fits, from 1:500 to 1:5000",
              "比例尺 1:N；不指定时取 1:500 至 1:5000 中容得下的最大者"}},
    {.name = "dpi", .commands = IN_MAP, .group = GROUP_OUTPUT, .kind = OPTION_INTEGER,
     .argument = "N", AT(map.dpi), FROM_TO(10, 1200),
     .help = {"resolution of PNG", "PNG 的分辨率"}},
    {.name = "template", .commands = IN_MAP, .group = GROUP_OUTPUT, .kind = OPTION_FILE,
     .argument = "FILE.json", AT(map.template_path),
     .help = {"title, logo, footer, colours, duties and more of your office (docs/maps.md)",
              "本单位的标题、徽标、页脚、配色、职责等（见 docs/maps.md）"}},
    {.name = "photos", .commands = IN_MAP, .group = GROUP_OUTPUT, .kind = OPTION_TEXT,
     .argument = "DIR", AT(map.photos),
     .help = {"folder of the photos (PNG, JPEG) that the roster names, for cards [that of the plan]",
              "名册所列照片（PNG、JPEG）所在文件夹，用于联系卡 [方案所在文件夹]"}},
    {.name = "link", .commands = IN_MAP, .group = GROUP_OUTPUT, .kind = OPTION_TEXT,
     .argument = "URL", AT(map.link),
     .help = {"what the QR code of a card leads to, {code} standing for the grid's code; else its "
              "officer's telephone",
              "联系卡二维码的内容，{code} 代表网格编码；不指定时为网格员电话"}},
    {.name = "moved", .commands = IN_COMPARE, .group = GROUP_OUTPUT, .kind = OPTION_OUTPUT,
     .argument = "FILE", AT(moved),
     .help = {"write the moved buildings with old and new code (.csv .xlsx .geojson .gpkg ...)",
              "写出改划的楼栋及其新旧编码（.csv .xlsx .geojson .gpkg 等）"}},
    {.name = "changes", .commands = IN_COMPARE, .group = GROUP_OUTPUT, .kind = OPTION_OUTPUT,
     .argument = "FILE", AT(changes),
     .help = {"write the areas that have another grid than before (.geojson .gpkg .shp ...)",
              "写出网格归属有变化的区域（.geojson .gpkg .shp 等）"}},
    {.name = "old-scenario", .commands = IN_COMPARE, .group = GROUP_OUTPUT, .kind = OPTION_TEXT,
     .argument = "NAME", AT(old_scenario),
     .help = {"one of several plans in the first store", "第一个方案库中多个方案之一的名称"}},
    {.name = "scenario", .commands = IN_PLAN | IN_CHECK | IN_EXPORT | IN_COMPARE | IN_MAP, .group = GROUP_OUTPUT,
     .kind = OPTION_TEXT, .argument = "NAME", AT(scenario),
     .help = {"one of several plans in the store, by name; else the plan without a name",
              "方案库中多个方案之一的名称；不指定时为未命名的方案"}},
    {.name = "fields", .commands = IN_PLAN | IN_EXPORT | IN_AUDIT, .group = GROUP_OUTPUT, .kind = OPTION_FILE,
     .argument = "MAP.json", AT(fields),
     .help = {"which fields exports have, in what order, under what names (docs/export.md)",
              "导出哪些字段及其顺序和名称（见 docs/export.md）"}},
    {.name = "with-contacts", .commands = IN_PLAN | IN_EXPORT | IN_AUDIT | IN_MAP, .group = GROUP_OUTPUT,
     .kind = OPTION_FLAG, AT(with_contacts),
     .help = {"telephone numbers too", "同时给出电话号码"}},
    {.name = "manifest", .commands = IN_PLAN | IN_EXPORT | IN_AUDIT, .group = GROUP_OUTPUT, .kind = OPTION_OUTPUT,
     .argument = "FILE", AT(manifest),
     .help = {"also write a list of the exports with SHA-256 checksums (JSON)",
              "同时写出导出文件清单及 SHA-256 校验值（JSON）"}},
    {.name = "date", .commands = IN_PLAN | IN_CHECK | IN_SAMPLE | IN_AUDIT | IN_MAP, .group = GROUP_OUTPUT, .kind = OPTION_DATE,
     .argument = "DAY", AT(plan.date),
     .help = {"date to write, such as 2026-01-31; else SOURCE_DATE_EPOCH, else today",
              "写入文件的日期，如 2026-01-31；不指定时取 SOURCE_DATE_EPOCH，否则取当天"}},
    {.name = "accept-proven", .commands = RULED | IN_AUDIT, .group = GROUP_OUTPUT, .kind = OPTION_FLAG,
     AT(accept_proven),
     .help = {"exit 0 when every grid out of range is proven to be unavoidable",
              "若所有超限网格都已证明不可避免，则以 0 退出"}},

    {.name = "man", .commands = IN_HELP, .group = GROUP_OUTPUT, .kind = OPTION_FLAG, AT(man),
     .help = {"the man page", "手册页"}},
    {.name = "completion", .commands = IN_HELP, .group = GROUP_OUTPUT, .kind = OPTION_FLAG,
     AT(completion), .help = {"completion for bash", "bash 补全"}},
    {.name = "markdown", .commands = IN_HELP, .group = GROUP_OUTPUT, .kind = OPTION_FLAG,
     AT(markdown), .help = {"docs/options.md", "docs/options.md"}},
    {.name = "findings", .commands = IN_HELP, .group = GROUP_OUTPUT, .kind = OPTION_FLAG,
     AT(findings), .help = {"all finding codes with their names", "全部检查结果代码及名称"}},

    {.name = "json", .commands = IN_ALL & ~IN_HELP, .group = GROUP_ALL, .kind = OPTION_FLAG,
     AT(json), .help = {"one JSON object on standard output", "在标准输出给出一个 JSON 对象"}},
    {.name = "quiet", .letter = 'q', .commands = IN_ALL, .group = GROUP_ALL, .kind = OPTION_FLAG,
     AT(quiet), .help = {"errors only", "只显示错误"}},
    {.name = "lang", .commands = IN_ALL, .group = GROUP_ALL, .kind = OPTION_NAME,
     .argument = "LANG", AT(language), .choices = languages,
     .help = {"en or zh; else from LC_ALL, LC_MESSAGES, LANG",
              "en 或 zh；不指定时取自 LC_ALL、LC_MESSAGES、LANG"}},
    {.name = "help", .letter = 'h', .commands = IN_ALL, .group = GROUP_ALL, .kind = OPTION_FLAG,
     AT(help), .help = {"this help", "显示本帮助"}},
    {.name = "version", .letter = 'V', .commands = IN_ALL, .group = GROUP_ALL, .kind = OPTION_FLAG,
     AT(version), .help = {"the version", "显示版本"}},
};

const int32_t option_count = COUNT(options);

bool option_is_of(const cli_option *option, const cli_command *command)
{
  if ((option->commands & command->bit) != 0) return true;
  if (command->bit == IN_ADJUST && (option->commands & IN_PLAN) != 0) return true;
  return (command->bit & READING) != 0 && (option->commands & IN_PLAN) != 0 &&
         option->group <= GROUP_RULE;
}

bool option_is_required(const cli_option *option, const cli_command *command)
{
  if ((option->required & command->bit) != 0) return true;
  return command->bit == IN_ADJUST && (option->required & IN_PLAN) != 0;
}

const cli_option *option_named(const cli_command *command, const char *name, size_t length)
{
  for (int32_t i = 0; i < option_count; i++) {
    const cli_option *option = &options[i];
    if (option_is_of(option, command) && strlen(option->name) == length &&
        memcmp(option->name, name, length) == 0)
      return option;
  }
  return NULL;
}

/* The number or index that the option has while nobody gives it. */
static int64_t initial_number(const cli_option *option)
{
  cli_settings initial = SETTINGS_INIT;
  const char *place = (const char *)&initial + option->offset;
  int32_t narrow;
  int64_t number;
  if (option->size == sizeof narrow) {
    memcpy(&narrow, place, sizeof narrow);
    return narrow;
  }
  memcpy(&number, place, sizeof number);
  return number;
}

void option_default(const cli_option *option, char text[32])
{
  text[0] = 0;
  if (option->kind == OPTION_CHOICE) {
    snprintf(text, 32, "%s", option->choices[initial_number(option)]);
  } else if (option->kind == OPTION_INTEGER && initial_number(option) > 0) {
    snprintf(text, 32, "%" PRId64, initial_number(option));
  }
}
