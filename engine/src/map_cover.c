#include "map.h"
wg_status map_cover_sheet(map_run *run) { (void)run; return WG_OK; }
wg_status map_card_sheets(map_run *run) { (void)run; return WG_OK; }
