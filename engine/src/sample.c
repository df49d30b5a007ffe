/* The sample county (wg_sample_make): made up, but believable, and the same for the same seed.
 *
 * Community by community, so memory does not grow with their number. */
#include "sample.h"

#include "date.h"

static wg_status check(wg_context *context, const wg_sample_options *options)
{
  if (options->folder == NULL || options->folder[0] == 0)
    return wg_fail(context, WG_MISUSE, "%s",
                   wg_in(context, "The sample county needs a folder to be written to.",
                         "示例数据需要一个输出文件夹。"));
  if (options->communities < 1 || options->communities > WG_SAMPLE_NAMED)
    return wg_fail(context, WG_LIMIT,
                   wg_in(context, "A sample county has 1 to %d communities, not %d.",
                         "示例数据可含 1 至 %d 个社区，不能是 %d 个。"),
                   WG_SAMPLE_NAMED, (int)options->communities);
  return WG_OK;
}

static wg_status generate(const wg_sample_county *county, wg_sample_community *community,
                          wg_sample_grids *grids, wg_sample_files *files,
                          wg_sample_figures *figures)
{
  for (int32_t tile = 0; tile < county->tiles; tile++)
    WG_TRY(wg_sample_write_lines(county, tile, files));
  for (int32_t index = 0; index < county->communities; index++) {
    WG_TRY(wg_progress(community->context, "sample", index, county->communities));
    WG_TRY(wg_sample_community_build(community, index));
    WG_TRY(wg_sample_draw_grids(grids, community));
    WG_TRY(wg_sample_write_community(files, community, grids, figures));
  }
  return wg_progress(community->context, "sample", county->communities, county->communities);
}

wg_status wg_sample_make(wg_context *context, const wg_sample_options *options,
                         wg_sample_figures *figures)
{
  *figures = (wg_sample_figures){0};
  WG_TRY(check(context, options));
  char date[11];
  WG_TRY(wg_date_choose(context, options->date, date));
  wg_sample_options dated = *options;
  dated.date = date;
  wg_sample_county county = {options->seed, options->communities,
                             (options->communities + WG_SAMPLE_TILE_COMMUNITIES - 1) /
                                 WG_SAMPLE_TILE_COMMUNITIES};
  wg_sample_community *community = NULL;
  wg_sample_grids *grids = NULL;
  wg_sample_files *files = NULL;
  wg_status status = WG_OK;
  WG_TRY_DONE(wg_allocate(context, &community, 1, sizeof *community));
  community->county = &county;
  community->context = context;
  WG_TRY_DONE(wg_allocate(context, &grids, 1, sizeof *grids));
  WG_TRY_DONE(wg_sample_files_open(&files, context, &dated));
  WG_TRY_DONE(generate(&county, community, grids, files, figures));
  status = wg_sample_files_close(files);
  files = NULL;
done:
  wg_sample_files_abandon(files);
  if (grids != NULL) wg_sample_grids_free(grids, context);
  if (community != NULL) wg_sample_community_free(community);
  wg_release(context, grids);
  wg_release(context, community);
  return status;
}
