#include "reader.h"

#include <stdio.h>
#include <string.h>

#include <cpl_conv.h>

#include "crs.h"
#include "digest.h"
#include "fetch.h"
#include "osm.h"
#include "place.h"
#include "transform.h"

/* Features whose coordinates are transformed together; more of them leave the cache. */
#define BATCH WG_FETCH_MOST

/* What reading holds at once: a batch of features and their geometry. */
typedef struct batch {
  wg_fetch *fetch;
  OGRFeatureH features[BATCH];
  int count;
  wg_raw raw;
  wg_rough draft;
  wg_transform transform;
  wg_subjects null, repaired, refused, partly, destroyed;
} batch;

void wg_feature_place(char *out, size_t size, const wg_context *context, const wg_rough *draft,
                      const wg_system *system)
{
  if (draft->ring_count == 0) {
    snprintf(out, size, "%s", wg_in(context, "without a name", "无名称"));
    return;
  }
  wg_point p = draft->points[draft->rings[0].first];
  for (int64_t i = 0; i < draft->rings[0].count; i++) { /* the same wherever the ring starts */
    wg_point q = draft->points[draft->rings[0].first + i];
    if (q.x < p.x || (q.x == p.x && q.y < p.y)) p = q;
  }
  snprintf(out, size, wg_in(context, "without a name at %.1f E, %.1f N", "无名称，位于东 %.1f、北 %.1f"),
           (double)system->origin_x_m + p.x / 1000.0, (double)system->origin_y_m + p.y / 1000.0);
}

static const char *refusal(const wg_context *context, wg_geometry_state state, const char *type)
{
  switch (state) {
  case WG_GEOMETRY_WRONG_TYPE: return type;
  case WG_GEOMETRY_TOO_FAR: return wg_in(context, "out of reach", "坐标超出范围");
  default: return wg_in(context, "collapsed", "无面积");
  }
}

static void count_geometry(wg_context *context, batch *all, const wg_read_job *job, int64_t shape,
                           wg_geometry_state state, bool repaired, const char *name)
{
  char label[128], place[96];
  bool destroyed = job->dataset->destroyed;
  bool partly = state == WG_GEOMETRY_USABLE && all->raw.shapes[shape].partly;
  if (state == WG_GEOMETRY_USABLE && !repaired && !partly && !destroyed) return;
  if (name == NULL) {
    wg_feature_place(place, sizeof place, context, &all->draft, job->system);
    name = place;
  }
  snprintf(label, sizeof label, "%.90s", name);
  if (destroyed) wg_subjects_add(&all->destroyed, name);
  if (partly) {
    job->reading->partly++;
    wg_subjects_add(&all->partly, name);
  }
  if (state == WG_GEOMETRY_NULL) {
    job->reading->null++;
    wg_subjects_add(&all->null, name);
  } else if (state != WG_GEOMETRY_USABLE) {
    snprintf(label, sizeof label, "%.60s (%s)", name,
             refusal(context, state, all->raw.shapes[shape].type));
    job->reading->refused++;
    wg_subjects_add(&all->refused, label);
  } else if (repaired) {
    job->reading->repaired++;
    wg_subjects_add(&all->repaired, name);
  }
}

static wg_status fill_batch(wg_context *context, batch *all, const wg_read_job *job)
{
  wg_raw_clear(&all->raw);
  all->count = wg_fetch_next(all->fetch, all->features, BATCH);
  for (int i = 0; i < all->count; i++) {
    OGRGeometryH geometry, made;
    WG_TRY(wg_place_of(job->dataset, context, all->features[i], &geometry, &made));
    wg_status status = wg_raw_add(&all->raw, context, geometry, job->takes);
    OGR_G_DestroyGeometry(made);
    WG_TRY(status);
  }
  wg_transform_points(&all->transform, all->raw.x, all->raw.y, all->raw.point_count);
  return WG_OK;
}

static wg_status take_batch(wg_context *context, batch *all, const wg_read_job *job)
{
  for (int i = 0; i < all->count; i++) {
    const char *name = NULL;
    bool repaired;
    wg_feature feature = {job->dataset, all->features[i], &all->draft, WG_GEOMETRY_USABLE,
                          job->reading->features + i};
    WG_TRY(wg_rough_make(&all->draft, context, &all->raw, i, job->system->origin_x_m,
                         job->system->origin_y_m, &feature.state, &repaired));
    job->dataset->destroyed = false;
    WG_TRY(job->take(job->table, context, &feature, &name));
    count_geometry(context, all, job, i, feature.state, repaired, name);
  }
  return WG_OK;
}

static void drop_batch(batch *all)
{
  for (int i = 0; i < all->count; i++) OGR_F_Destroy(all->features[i]);
  all->count = 0;
}

static wg_status read_all(wg_context *context, batch *all, const wg_read_job *job, int64_t announced)
{
  wg_status status = WG_OK;
  int count = BATCH;
  WG_TRY(wg_fetch_begin(&all->fetch, context, job->dataset, announced));
  while (status == WG_OK && count == BATCH) {
    status = fill_batch(context, all, job);
    if (status == WG_OK) status = take_batch(context, all, job);
    count = all->count;
    job->reading->features += count;
    drop_batch(all);
    if (status == WG_OK)
      status = wg_progress(context, "reading", job->reading->features, announced > 0 ? announced : 0);
  }
  wg_fetch_end(all->fetch);
  return status;
}

static wg_status judge_ending(wg_context *context, const wg_read_job *job, int64_t announced)
{
  const wg_input *input = job->dataset->input;
  const wg_quiet *quiet = &job->dataset->quiet;
  int64_t read = job->reading->features;
  if (quiet->failures > 0 && read < announced)
    return wg_fail(context, WG_UNREADABLE,
                   wg_in(context, "'%s' (%s) breaks off after %lld of %lld features: %s",
                         "“%s”（%s）在 %lld / %lld 个要素后中断：%s"),
                   input->path, wg_role_noun(context, input->role, true), (long long)read,
                   (long long)announced, quiet->first);
  if (read == 0 && job->dataset->selected != NULL && strcmp(input->role, "communities") == 0)
    return wg_osm_fail_empty(job->dataset, context);
  if (read == 0 && job->dataset->filtered)
    return wg_fail(context, WG_EMPTY,
                   wg_in(context,
                         "No feature of the layer '%s' of '%s' has the OpenStreetMap tags by which "
                         "%s are taken (docs/sources.md).",
                         "图层“%s”（文件“%s”）没有任何要素带有作为%s所需的 OpenStreetMap 标签（见 "
                         "docs/sources.md）。"),
                   OGR_L_GetName(job->dataset->layer), input->path,
                   wg_role_noun(context, input->role, true));
  if (read == 0)
    return wg_fail(context, WG_EMPTY,
                   wg_in(context, "The layer '%s' of '%s' (%s) has no features%s%s.",
                         "图层“%s”（文件“%s”，%s）没有要素%s%s。"),
                   OGR_L_GetName(job->dataset->layer), input->path,
                   wg_role_noun(context, input->role, true), quiet->failures > 0 ? ": " : "",
                   quiet->first);
  return WG_OK;
}

static const wg_sentence sentences[] = {
    {WG_FINDING_GEOMETRY_NULL, "The %s '%s' has no geometry.", "%s“%s”没有几何图形。",
     "%lld %s have no geometry: %s.", "%lld 个%s没有几何图形：%s。",
     "They have no place: areas are left out, buildings become leftovers. Draw them in the source.",
     "它们没有位置：区域不采用，楼栋列为遗留。请在源数据中补画。"},
    {WG_FINDING_GEOMETRY_REPAIRED, "The outline of the %s '%s' was invalid and has been repaired.",
     "%s“%s”的轮廓无效，已修复。", "The outlines of %lld %s were invalid and have been repaired: %s.",
     "%lld 个%s的轮廓无效，已修复：%s。", "Look at them, or mend them in the source.",
     "请查看，或在源数据中修正。"},
    {WG_FINDING_GEOMETRY_REFUSED, "The geometry of the %s '%s' cannot be used.",
     "%s“%s”的几何图形不能使用。", "The geometries of %lld %s cannot be used: %s.",
     "%lld 个%s的几何图形不能使用：%s。",
     "They have no place: areas are left out, buildings become leftovers. Correct the type or the "
     "coordinates in the source.",
     "它们没有位置：区域不采用，楼栋列为遗留。请在源数据中改正类型或坐标。"},
    {WG_FINDING_GEOMETRY_PARTLY,
     "The geometry of the %s '%s' holds parts of another type, which were left out.",
     "%s“%s”的几何图形含有其他类型的部分，未采用。",
     "The geometries of %lld %s hold parts of another type, which were left out: %s.",
     "%lld 个%s的几何图形含有其他类型的部分，未采用：%s。",
     "If they matter, make features of their own of them.", "如需采用，请将其另存为单独的要素。"},
    {WG_FINDING_NAMES_DESTROYED, "A text of the %s '%s' was lost in an earlier conversion.",
     "%s“%s”的文字在以前的转换中已损坏。",
     "Texts of %lld %s were lost in an earlier conversion: %s.",
     "%lld 个%s的文字在以前的转换中已损坏：%s。",
     "The letters cannot be won back; take the names from the original file.",
     "文字无法恢复，请从原始文件取名称。"}};

/* What the reader complained of, without breaking off. */
static wg_status report_damage(wg_context *context, const wg_read_job *job)
{
  const wg_input *input = job->dataset->input;
  const wg_quiet *quiet = &job->dataset->quiet;
  wg_findings *findings = job->findings;
  const char *slash = strrchr(input->path, '/');
  wg_text subject, reason, remedy;
  wg_finding *finding;
  if (quiet->failures == 0) return WG_OK;
  WG_TRY(wg_texts_add(&findings->texts, context, slash != NULL ? slash + 1 : input->path, -1, &subject));
  WG_TRY(wg_texts_format(&findings->texts, context, &reason,
                         wg_in(context, "%lld complaints while reading (%s); the first: %s",
                               "读取时有 %lld 处问题（%s），首个：%s"),
                         (long long)quiet->failures, wg_role_noun(context, input->role, true),
                         quiet->first));
  WG_TRY(wg_texts_add(&findings->texts, context,
                      wg_in(context,
                            "Features may be missing after that place: repair the file or export it "
                            "anew, and compare the number of features.",
                            "此后的要素可能缺失：请修复或重新导出该文件，并核对要素数。"),
                      -1, &remedy));
  WG_TRY(wg_findings_add(findings, context, WG_FINDING_SOURCE_DAMAGED, &finding));
  finding->subject = subject;
  finding->reason = reason;
  finding->remedy = remedy;
  return WG_OK;
}

static wg_status report(wg_context *context, const batch *all, const wg_read_job *job)
{
  const wg_subjects *const subjects[] = {&all->null, &all->repaired, &all->refused, &all->partly,
                                         &all->destroyed};
  WG_TRY(report_damage(context, job));
  WG_TRY(wg_decoder_report(&job->dataset->decoder, context, job->dataset->input, job->findings));
  for (int i = 0; i < 5; i++)
    WG_TRY(wg_subjects_report(subjects[i], context, job->findings, job->dataset->input,
                              &sentences[i]));
  return WG_OK;
}

/* What was mended before the driver saw the file. */
static wg_status report_mended(wg_context *context, const wg_read_job *job)
{
  const wg_mended *mended = &job->dataset->mended;
  wg_texts *texts = &job->findings->texts;
  wg_finding *finding;
  wg_text subject, reason, remedy;
  if (mended->retyped == 0 && !mended->collected) return WG_OK;
  WG_TRY(wg_texts_add(texts, context, CPLGetFilename(job->dataset->input->path), -1, &subject));
  WG_TRY(wg_texts_format(texts, context, &reason,
                         wg_in(context, "%s%lld geometries have coordinates nested otherwise than their "
                                        "type says; they were read as their coordinates are.",
                               "%s%lld 个图形的坐标嵌套与其类型不符，已按坐标读取。"),
                         mended->collected ? wg_in(context, "It is an array without a collection. ",
                                                   "文件缺少要素集合，只是数组。")
                                           : "",
                         (long long)mended->retyped));
  WG_TRY(wg_texts_add(texts, context,
                      wg_in(context, "Look at them once, or have the file written anew (RFC 7946).",
                            "请查看一遍，或重新导出文件（RFC 7946）。"),
                      -1, &remedy));
  WG_TRY(wg_findings_add(job->findings, context, WG_FINDING_SOURCE_MENDED, &finding));
  finding->subject = subject;
  finding->reason = reason;
  finding->remedy = remedy;
  return WG_OK;
}

static wg_status open_transform(wg_context *context, batch *all, const wg_read_job *job)
{
  wg_crs crs = {0};
  wg_status status = wg_crs_of(&crs, context, job->dataset);
  if (status == WG_OK) {
    wg_crs_describe(job->reading->crs, sizeof job->reading->crs, &crs);
    status = wg_transform_open(&all->transform, context, &crs, job->system->wkt,
                               job->dataset->input->path);
  }
  wg_crs_free(&crs);
  return status;
}

static void describe(wg_context *context, const wg_read_job *job)
{
  const wg_dataset *dataset = job->dataset;
  wg_reading *reading = job->reading;
  snprintf(reading->driver, sizeof reading->driver, "%s", dataset->driver);
  snprintf(reading->encoding, sizeof reading->encoding, "%s", dataset->decoder.name);
  snprintf(reading->encoding_reason, sizeof reading->encoding_reason, "%s",
           wg_decoder_reason(&dataset->decoder, context));
  if (dataset->decoder.basis != WG_BASIS_PRESCRIBED)
    wg_log(context, WG_LOG_INFO,
           wg_in(context, "'%s': texts are read as %s (%s).", "“%s”：文字按 %s 读取（%s）。"),
           dataset->input->path, dataset->decoder.name, reading->encoding_reason);
}

wg_status wg_read_features(wg_context *context, const wg_read_job *job)
{
  wg_status status;
  batch *all = NULL;
  int64_t announced = OGR_L_GetFeatureCount(job->dataset->layer, 0);
  describe(context, job);
  WG_TRY_DONE(wg_allocate(context, &all, 1, sizeof *all));
  WG_TRY_DONE(open_transform(context, all, job));
  WG_TRY_DONE(read_all(context, all, job, announced));
  WG_TRY_DONE(judge_ending(context, job, announced));
  WG_TRY_DONE(report(context, all, job));
  WG_TRY_DONE(report_mended(context, job));
  if (job->dataset->mended.path[0] != 0)
    wg_digest_file(job->reading->checksum, sizeof job->reading->checksum, job->dataset->input->path);
  else
    wg_digest_files(job->reading->checksum, sizeof job->reading->checksum, job->dataset->handle);
done:
  if (all != NULL) {
    wg_transform_close(&all->transform);
    wg_raw_free(&all->raw, context);
    wg_rough_free(&all->draft, context);
  }
  wg_release(context, all);
  return status;
}
