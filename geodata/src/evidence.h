/* What the bytes of a file say about their encoding. Reading only; missing files say nothing. */
#ifndef WG_GEODATA_EVIDENCE_H
#define WG_GEODATA_EVIDENCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct wg_evidence {
  bool beyond_ascii; /* bytes above 0x7F occur */
  bool utf8;         /* all texts are valid UTF-8 */
  bool gb18030;      /* all texts have the structure of GB18030 */
  int64_t wide;      /* characters of three and four bytes, if it is UTF-8 */
  unsigned char ldid; /* language driver id of a .dbf; 0: none */
} wg_evidence;

/* All names and texts of a .dbf; each may be cut inside its last character. */
void wg_examine_dbf(wg_evidence *out, const char *path);
/* All bytes of a text file. */
void wg_examine_file(wg_evidence *out, const char *path);

/* The member of a shapefile with this extension (in either case) beside `path`, or of the layer
 * in the folder `path`; false if there is none. */
bool wg_member_path(char *out, size_t size, const char *path, const char *layer,
                    const char *extension);
/* The first line of a small file, without its end; false if it cannot be read. */
bool wg_first_line(const char *path, char *out, size_t size);
/* "neutral", "windowssimpchinese": what a MapInfo file (.tab, .mif) says of its texts, in lower
 * case; false if it says nothing. */
bool wg_mapinfo_charset(const char *path, char *out, size_t size);

#endif
