/* Inputs and targets that are a PostgreSQL database with PostGIS, named by the user as PG:… or postgresql://… */
#ifndef WG_GEODATA_DATABASE_H
#define WG_GEODATA_DATABASE_H

#include <stdbool.h>
#include <stddef.h>

bool wg_is_database(const char *path); /* NULL is none */
/* What GDAL's driver wants to hear: `path` itself, or with PG: before it. */
void wg_database_name(char *out, size_t size, const char *path);
/* What may be shown of a path: the path itself; of a database, with *** for its password. */
void wg_path_shown(char *out, size_t size, const char *path);

#endif
