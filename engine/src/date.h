/* The date that a run writes everywhere. */
#ifndef WG_ENGINE_DATE_H
#define WG_ENGINE_DATE_H

#include "wangge/context.h"

/* option ("2026-01-31") if given, else SOURCE_DATE_EPOCH, else today (UTC for the epoch, local
 * for today). An impossible date is WG_MISUSE. */
wg_status wg_date_choose(wg_context *context, const char *option, char date[11]) WG_MUST_CHECK;

#endif
