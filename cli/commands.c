#include "command.h"

#include <limits.h>
#include <string.h>

#include "nearest.h"

#define COUNT(array) ((int32_t)(sizeof(array) / sizeof((array)[0])))

const cli_command commands[] = {
    {.name = "sample", .bit = IN_SAMPLE, .operands = "DIR", .operands_min = 1, .operands_max = 1,
     .summary = {"make a made-up county to try everything on", "生成一个虚构的县，供试用"},
     .description =
         {"Writes communities, buildings, barriers, crossings, the existing grids (GeoPackage) and "
          "the roster of officers and the contacts (CSV) into the folder DIR. The same seed gives "
          "the same county.",
          "把社区、楼栋、阻隔、通道、现有网格（GeoPackage）、网格员名册和联系方式（CSV）写入文件夹 DIR。"
          "种子相同，结果就相同。"},
     .examples = "wangge sample demo\n"
                 "wangge sample big --communities 2500 --seed 7",
     .run = run_sample},
    {.name = "plan", .bit = IN_PLAN, .operands = "", .operands_min = 0, .operands_max = 0,
     .summary = {"divide communities into balanced grids", "把社区划分为规模相当的网格"},
     .description =
         {"Reads community boundaries and buildings with household counts, divides every community "
          "into contiguous grids whose households lie within --min and --max, and writes the plan "
          "store. Hard barriers are crossed only where there is a bridge, an underpass or a gate. "
          "Where no division can keep the bounds, the summary says why, and whether that is proved.",
          "读取社区边界和带户数的楼栋，把每个社区划分为连续的网格，使每个网格的户数在 --min 与 --max "
          "之间，并写出方案库。硬阻隔只能在桥梁、地下通道或大门处穿过。无法满足上下限时，汇总表会说明"
          "原因，以及是否已经证明。"},
     .examples =
         "wangge plan --communities communities.gpkg --buildings buildings.gpkg --out plan.sqlite\n"
         "wangge plan --communities 社区.shp --buildings 楼栋.shp --barriers 河流.shp "
         "--barriers 铁路.shp --households 户数 --out plan.sqlite --export 网格.geojson",
     .run = run_plan},
    {.name = "adjust", .bit = IN_ADJUST, .operands = "", .operands_min = 0, .operands_max = 0,
     .summary = {"re-draw existing grids with the fewest households moved",
                 "调整现有网格，使改换网格的住户最少"},
     .description =
         {"Reads existing grids besides what 'plan' reads, and brings every grid within --min and "
          "--max while as few households as possible change their grid. Grids in range change only "
          "where a neighbour needs it; codes are kept where most households stay, and the lookup "
          "from old to new codes is written with the plan. Takes all options of 'plan'.",
          "除 plan 的输入外再读取现有网格，使每个网格的户数回到 --min 与 --max 之间，且改换网格的住户"
          "最少。已达标的网格只在相邻网格需要时才改动；编码由保留住户最多的网格沿用，新旧编码对照表随"
          "方案写出。plan 的全部选项均可使用。"},
     .examples = "wangge adjust --communities communities.gpkg --buildings buildings.gpkg --grids "
                 "grids.gpkg --out plan.sqlite\n"
                 "wangge adjust --communities 社区.shp --buildings 楼栋.shp --grids 网格.shp --lock "
                 "640129001001003 --retired 停用编码.csv --out plan.sqlite",
     .run = run_adjust},
    {.name = "check", .bit = IN_CHECK, .operands = "PLAN.sqlite|GRIDS", .operands_min = 1,
     .operands_max = 1, .operands_read = 1,
     .summary = {"is this plan valid? every broken rule, by name",
                 "检查方案是否有效，逐条指出违反的规则"},
     .description =
         {"Counts and measures everything anew from the geometry and the assignments in the store, "
          "and trusts none of its figures. With --communities and --buildings, and the options that "
          "a plan would be made with, it judges anyone's grid file in the same way: every building "
          "belongs to the grid that holds most of it, lines closer than --tolerance are one, and "
          "grids out of range are measured against the division that 'plan' would make.",
          "只依据方案库中的几何图形和楼栋归属，重新清点、重新量算，不采信库中已有的数字。给出 "
          "--communities、--buildings 及划分方案所用的选项时，以同样方式检查任何网格文件：楼栋归入占其面积"
          "最大的网格，相距小于 --tolerance 的线视为同一条，超限网格与 plan 会给出的划分相比较。"},
     .examples = "wangge check plan.sqlite\n"
                 "wangge check grids.geojson --communities communities.gpkg --buildings "
                 "buildings.gpkg --barriers barriers.gpkg",
     .run = run_check},
    {.name = "audit", .bit = IN_AUDIT, .operands = "", .operands_min = 0, .operands_max = 0,
     .summary = {"judge existing grids by the rule", "按规则审查现有网格"},
     .description =
         {"Reads the grids that an office has, whoever drew them, and says of every grid whether its "
          "households are within the bounds, and what is wrong: in pieces, overlaps, gaps, buildings "
          "in no grid or in two, land beyond the community, cut by a hard barrier, codes missing, "
          "repeated or malformed, no officer. Lines drawn by hand need not be exact: what is narrower "
          "than twice --snap is one note a grid. Exempt grids, by their kind or a number from 901, "
          "have no bounds. Ends with 4 where something is wrong with the grids, with 3 where only "
          "households are out of range (docs/audit.md).",
          "读取现有网格（不论由谁绘制），逐一说明户数是否在上下限之内，并指出错误：不连片、重叠、空隙、楼栋不在"
          "任何网格或同时在两个网格、超出社区、被硬阻隔切断、编码缺失、重复或格式有误、没有网格员。手绘的线不必"
          "严密：宽度不足 --snap 两倍的，每个网格只提示一次。专属网格（按类型，或序号从 901 起）没有户数限制。网格有"
          "错误时以 4 退出，仅户数超限时以 3 退出（见 docs/audit.md）。"},
     .examples = "wangge audit --communities communities.gpkg --buildings buildings.gpkg --barriers "
                 "barriers.gpkg --grids grids.gpkg\n"
                 "wangge audit --communities 社区.shp --buildings 楼栋.shp --grids 网格.shp "
                 "--snap 5 --json",
     .run = run_audit},
    {.name = "compare", .bit = IN_COMPARE, .operands = "A B", .operands_min = 2, .operands_max = 2, .operands_read = 2,
     .summary = {"what moved between two plans or two grid files", "比较两个方案或网格文件的变化"},
     .description =
         {"Says which households and buildings have another grid in B than in A, what became of every "
          "grid (U unchanged, S split, M merged, X anything else), and the figures of both by the "
          "rule of B. A and B are plan stores, or grid files, which need --communities and "
          "--buildings. A household has moved when its new grid does not carry on its old one: "
          "grids are paired so that most households stay, whatever their codes (docs/audit.md).",
          "说明哪些住户和楼栋在 B 中的网格与 A 中不同、每个网格的去向（U 不变，S 拆分，M 合并，X 其他），并按 B "
          "的规则列出双方的数字。A、B 为方案库，或网格文件（须给出 --communities 和 --buildings）。新网格不是原"
          "网格的延续时即为改划；新旧网格的对应使保留的户数最多，与编码无关（见 docs/audit.md）。"},
     .examples = "wangge compare before.sqlite after.sqlite --changes changes.geojson --moved "
                 "moved.csv\n"
                 "wangge compare grids.gpkg plan.sqlite --communities communities.gpkg --buildings "
                 "buildings.gpkg",
     .run = run_compare},
    {.name = "export", .bit = IN_EXPORT, .operands = "PLAN.sqlite FILE...", .operands_min = 2,
     .operands_max = -1, .operands_read = 1,
     .summary = {"hand a layer of a plan to other systems", "把方案中的图层导出给其他系统"},
     .description =
         {"Writes one layer of the plan to every FILE; the format follows its ending: .geojson "
          ".json .shp .gpkg .fgb .csv .kml .xlsx, or .sql for a dump that psql loads into PostGIS. "
          "FILE may be a database, PG:\"dbname=...\". With {community} in its name it is one file "
          "for each community (docs/export.md).",
          "把方案的一个图层写入每个 FILE，格式由扩展名决定：.geojson .json .shp .gpkg .fgb .csv "
          ".kml .xlsx，或 .sql（可用 psql 装入 PostGIS）。FILE 也可以是数据库 PG:\"dbname=...\"。文件名"
          "中含 {community} 时每个社区一个文件（见 docs/export.md）。"},
     .examples = "wangge export plan.sqlite grids.geojson grids.shp\n"
                 "wangge export plan.sqlite --layer building assignment.csv\n"
                 "wangge export plan.sqlite 'out/{community}.shp' --encoding GB18030 --fields "
                 "map.json --manifest out/manifest.json",
     .run = run_export},
    {.name = "map", .bit = IN_MAP, .operands = "PLAN.sqlite FILE|DIR", .operands_min = 2,
     .operands_max = 2, .operands_read = 1,
     .summary = {"maps to post on the wall, contact cards", "网格示意图与联系卡"},
     .description =
         {"Draws a cover and a sheet for each community: grids, buildings, streets with their names, "
          "the table of grids with their officers. FILE.pdf takes all sheets; FILE.svg and FILE.png "
          "take one each and are numbered; a folder takes a PDF for each sheet. With --cards, a "
          "contact card for each grid in place of the maps. The words on the sheets are in the "
          "language of --lang, names as in the data (docs/maps.md).",
          "绘制封面和每个社区的网格示意图：网格、楼栋、道路及路名、网格与网格员一览表。FILE.pdf 收录全部"
          "图幅；FILE.svg 与 FILE.png 每幅一个文件，依次编号；给出文件夹时每幅一个 PDF。加 --cards 则改为"
          "每个网格一张联系卡。图上文字的语言由 --lang 决定，名称照录数据（见 docs/maps.md）。"},
     .examples = "wangge map plan.sqlite atlas.pdf --lang zh --with-contacts\n"
                 "wangge map plan.sqlite wall.png --community 640129001001 --dpi 200\n"
                 "wangge map plan.sqlite cards.pdf --cards --template office.json --with-contacts",
     .run = run_map},
    {.name = "partition", .bit = IN_PARTITION, .operands = "GRAPH", .operands_min = 1,
     .operands_max = 1, .operands_read = 1,
     .summary = {"divide a METIS graph file, one part number a line out",
                 "划分 METIS 图文件，每行输出一个分区号"},
     .description =
         {"Vertex weights are households, edge weights the cost of a border. The part numbers go "
          "to the file of -o, else to standard output; with --json and without -o none are "
          "written. GRAPH may be '-' for standard input.",
          "顶点权为户数，边权为边界的代价。分区号写入 -o 指定的文件，否则写到标准输出；有 --json 而"
          "没有 -o 时不写分区号。GRAPH 为“-”时读取标准输入。"},
     .examples = "wangge partition city.graph -o city.parts\n"
                 "wangge partition city.graph --json --effort thorough",
     .run = run_partition},
    {.name = "help", .bit = IN_HELP, .operands = "[COMMAND]", .operands_min = 0, .operands_max = 1,
     .hidden = true,
     .summary = {"help on a command", "显示某个命令的帮助"},
     .description = {"Shows the help of a command.", "显示某个命令的帮助。"},
     .examples = "wangge help plan",
     .run = run_help},
};

const int32_t command_count = COUNT(commands);

const cli_command *command_named(const char *name)
{
  for (int32_t i = 0; i < command_count; i++)
    if (strcmp(commands[i].name, name) == 0) return &commands[i];
  return NULL;
}

const char *command_nearest(const char *name)
{
  const char *nearest = NULL;
  int best = INT_MAX;
  for (int32_t i = 0; i < command_count; i++) {
    int distance = name_distance(name, strlen(name), commands[i].name);
    if (distance >= best || !name_is_near(distance, strlen(name))) continue;
    best = distance;
    nearest = commands[i].name;
  }
  return nearest;
}
