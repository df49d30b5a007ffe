/* How QGIS shows a plan when it is opened: grids in the colour of their status, labelled with name
 * and households; buildings in grey under them. In table layer_styles, where QGIS looks for the
 * default style of a layer of a SpatiaLite file. */
#include "store.h"

#define SYMBOL(name, fill, outline, width)                                                       \
  "<symbol type=\"fill\" name=\"" name "\" alpha=\"1\"><layer class=\"SimpleFill\" "             \
  "enabled=\"1\"><prop k=\"color\" v=\"" fill "\"/><prop k=\"outline_color\" v=\"" outline       \
  "\"/><prop k=\"outline_width\" v=\"" width "\"/><prop k=\"style\" v=\"solid\"/></layer></symbol>"

#define CATEGORY(symbol, value, label)                                            \
  "<category symbol=\"" symbol "\" value=\"" value "\" label=\"" label "\" render=\"true\"/>"

#define HEAD "<!DOCTYPE qgis PUBLIC ''http://mrcc.com/qgis.dtd'' ''SYSTEM''><qgis version=\"3.22\">"

#define GRID_STYLE                                                                              \
  HEAD "<renderer-v2 type=\"categorizedSymbol\" attr=\"status\"><categories>"                   \
  CATEGORY("0", "ok", "合规 ok") CATEGORY("1", "under", "户数不足 under")                       \
  CATEGORY("2", "over", "户数超限 over") CATEGORY("3", "exempt", "专属网格 exempt")             \
  CATEGORY("4", "empty", "无住户 empty") CATEGORY("5", "unknown", "户数未知 unknown")           \
  "</categories><symbols>"                                                                      \
  SYMBOL("0", "166,217,166,120", "35,80,35,255", "0.4")                                         \
  SYMBOL("1", "146,190,230,150", "35,60,110,255", "0.4")                                        \
  SYMBOL("2", "240,150,130,150", "130,30,20,255", "0.4")                                        \
  SYMBOL("3", "200,180,230,150", "80,50,120,255", "0.4")                                        \
  SYMBOL("4", "235,235,235,120", "120,120,120,255", "0.4")                                      \
  SYMBOL("5", "250,230,150,150", "130,110,20,255", "0.4")                                       \
  "</symbols></renderer-v2><labeling type=\"simple\"><settings><text-style fontSize=\"9\" "     \
  "fieldName=\"name || ''\\n'' || households || '' 户''\" isExpression=\"1\" "                  \
  "textColor=\"20,20,20,255\"><text-buffer bufferDraw=\"1\" bufferSize=\"0.8\" "                \
  "bufferColor=\"255,255,255,220\"/></text-style><placement placement=\"1\"/></settings>"       \
  "</labeling></qgis>"

#define PLAIN_STYLE(symbol) \
  HEAD "<renderer-v2 type=\"singleSymbol\"><symbols>" symbol "</symbols></renderer-v2></qgis>"

#define STYLE(table, qml)                                                                       \
  "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column," \
  " styleName, styleQML, styleSLD, useAsDefault, description, owner) VALUES ('', '', '@" table   \
  "', 'geometry', 'wangge', '" qml "', '', 1, 'wangge', '');"

const char *wg_store_styles_sql(void)
{
  return "CREATE TABLE IF NOT EXISTS layer_styles (id INTEGER PRIMARY KEY AUTOINCREMENT,"
         " f_table_catalog varchar(256), f_table_schema varchar(256), f_table_name varchar(256),"
         " f_geometry_column varchar(256), styleName text, styleQML text, styleSLD text,"
         " useAsDefault boolean, description text, owner varchar(30), ui text,"
         " update_time timestamp DEFAULT CURRENT_TIMESTAMP);"
      STYLE("grid", GRID_STYLE)
      STYLE("out_of_range", GRID_STYLE)
      STYLE("community", PLAIN_STYLE(SYMBOL("0", "255,255,255,0", "60,60,60,255", "0.8")))
      STYLE("building", PLAIN_STYLE(SYMBOL("0", "200,196,188,255", "120,116,108,255", "0.1")));
}
