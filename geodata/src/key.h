/* Keys by which rows of a table find their buildings, compared as people mean them. */
#ifndef WG_GEODATA_KEY_H
#define WG_GEODATA_KEY_H

#include <stddef.h>

/* The normal form of normal.h; besides, zeros at the start of a number do not count ("007" is "7"),
 * 幢 栋 座 楼 号 号楼 # after a number or letter are dropped at the end and are a dash elsewhere
 * ("３ 号楼" is "3", "3幢2单元" is "3-2单元"), 第 before a number is dropped, and all dashes are
 * one. Cut at a character if `size` is too small. */
void wg_key_normalise(char *out, size_t size, const char *text);

#endif
