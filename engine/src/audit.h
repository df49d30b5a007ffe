/* The parts of an audit beside the check that every plan gets. */
#ifndef WG_ENGINE_AUDIT_H
#define WG_ENGINE_AUDIT_H

#include "given.h"
#include "wangge/audit.h"

/* Footprints that lie in two grids which overlap, and those that a grid line runs through
 * (audit_buildings.c). After the land was checked. */
wg_status wg_audit_buildings(wg_check *check) WG_MUST_CHECK;
/* Every grid out of range, with the reason that the explaining of given grids found
 * (audit_range.c). Those findings leave the plan, and those of the roster that wg_audit_officers tells
 * grid by grid. */
wg_status wg_audit_range(wg_check *check, wg_plan *plan) WG_MUST_CHECK;
/* Grids without an officer, and officers of several grids: plan->officer and plan->phone, whoever
 * has filled them (audit_officers.c). */
wg_status wg_audit_officers(wg_check *check) WG_MUST_CHECK;

#endif
