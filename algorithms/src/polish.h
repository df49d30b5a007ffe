/* Polish: searching region after region again, all over a partition. */
#ifndef WG_POLISH_H
#define WG_POLISH_H

#include "search.h"

/* Lowers found->energy (never worsening the fault) with about `flips` tried a unit of the whole. */
wg_status wg_polish(wg_task *task, wg_found *found, int64_t flips);

#endif
