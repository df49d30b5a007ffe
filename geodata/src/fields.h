/* Which field of an input holds what: as named by an option, else the first known alias. */
#ifndef WG_GEODATA_FIELDS_H
#define WG_GEODATA_FIELDS_H

#include "dataset.h"

typedef enum wg_meaning {
  WG_MEANS_COMMUNITY_CODE = 0,
  WG_MEANS_COMMUNITY_NAME,
  WG_MEANS_PARTS,
  WG_MEANS_BUILDING_ID,
  WG_MEANS_BUILDING_NAME,
  WG_MEANS_HOUSEHOLDS,
  WG_MEANS_COMPOUND,
  WG_MEANS_FLOORS,
  WG_MEANS_PERSONS,
  WG_MEANS_BARRIER_KIND,
  WG_MEANS_BARRIER_NAME,
  WG_MEANS_ZONE_NAME,
  WG_MEANS_TUNNEL,
  WG_MEANS_LEVEL,
  WG_MEANS_BRIDGE,
  WG_MEANS_BUILDING_USE,
  WG_MEANS_ALIKE,
  WG_MEANS_GRID_CODE,
  WG_MEANS_GRID_NAME,
  WG_MEANS_GRID_COMMUNITY,
  WG_MEANS_GRID_KIND,
  WG_MEANS_GRID_STATUS,
  WG_MEANS_GRID_BUILDINGS,
  WG_MEANS_GRID_UNKNOWN,
  WG_MEANS_ENTRANCES, WG_MEANS_PERSON_ID,
  WG_MEANS_PERSON_NAME,
  WG_MEANS_PERSON_ROLE,
  WG_MEANS_PHONE,
  WG_MEANS_PERSON_GRIDS,
  WG_MEANS_PHOTO,
  WG_MEANS_DUTIES,
  WG_MEANS_CONTACT_COMMUNITY,
  WG_MEANS_COMMUNITY_PHONE,
  WG_MEANS_POLICE_NAME,
  WG_MEANS_POLICE_PHONE,
  WG_MEANS_ADDRESS,
  WG_MEANS_GRID_OFFICER,
  WG_MEANS_GRID_PHONE,
  WG_MEANS_VALID_FROM,
  WG_MEANS_VALID_TO
} wg_meaning;

/* *index is −1 where no field is named and no alias fits. What was taken is logged and added to
 * reading->fields ("households ← 户数"). A named field that is not there: WG_NOT_FOUND. */
wg_status wg_field_find(wg_dataset *dataset, wg_context *context, wg_meaning meaning,
                        const char *named, wg_reading *reading, int *index) WG_MUST_CHECK;
/* The field `named`, normalised, else the tag of OpenStreetMap (tags.h); −1 if there is none. */
wg_status wg_field_named(wg_dataset *dataset, wg_context *context, const char *named,
                         int *index) WG_MUST_CHECK;
/* "'a', 'b'": all fields, in UTF-8. */
wg_status wg_field_list(wg_dataset *dataset, wg_context *context, char *out,
                        size_t size) WG_MUST_CHECK;
wg_status wg_field_missing(wg_dataset *dataset, wg_context *context, const char *named);
/* Tells GDAL to leave all fields unread but these (−1: none) and those that hold the place. */
void wg_field_keep_only(wg_dataset *dataset, const int *indices, int count);
/* A day as "2026-01-31", whether the field is a date or a text of year, month and day with anything
 * between; WG_NO_TEXT for anything else. index −1: WG_NO_TEXT. */
wg_status wg_date_of_field(wg_dataset *dataset, wg_context *context, OGRFeatureH feature, int index,
                           wg_texts *texts, wg_text *out) WG_MUST_CHECK;

#endif
