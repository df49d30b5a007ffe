#include "part.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

wg_status wg_write_failed(wg_context *context, const char *path, const char *said)
{
  const char *reason = said != NULL && *said != 0 ? said : strerror(errno);
  return wg_fail(context, WG_WRITE_FAILED,
                 wg_in(context, "'%s' could not be written: %s. Nothing was left behind.",
                       "无法写入“%s”：%s。没有留下任何文件。"),
                 path, reason);
}

/* The start of the last dot of the file's name, or its end. */
static size_t stem_length(const char *path)
{
  const char *slash = strrchr(path, '/'), *dot = strrchr(path, '.');
  return dot != NULL && (slash == NULL || dot > slash + 1) ? (size_t)(dot - path) : strlen(path);
}

/* The process that a name `.<stem>.part-<pid>…` belongs to; 0 for any other name. */
static long process_of(const char *name, const char *stem, size_t length)
{
  if (name[0] != '.' || strncmp(name + 1, stem, length) != 0) return 0;
  if (strncmp(name + 1 + length, ".part-", 6) != 0) return 0;
  const char *digits = name + 1 + length + 6;
  size_t count = strspn(digits, "0123456789");
  return count > 0 && count < 10 && (digits[count] == '.' || digits[count] == '-' || digits[count] == 0)
             ? strtol(digits, NULL, 10)
             : 0;
}

/* What processes that were killed while they wrote the same target have left behind. */
static void remove_stale(const char *folder, const char *stem, size_t length)
{
  DIR *listing = opendir(folder);
  if (listing == NULL) return;
  for (struct dirent *entry; (entry = readdir(listing)) != NULL;) {
    long process = process_of(entry->d_name, stem, length);
    if (process > 0 && kill((pid_t)process, 0) != 0 && errno == ESRCH)
      unlinkat(dirfd(listing), entry->d_name, 0);
  }
  closedir(listing);
}

wg_status wg_part_begin(wg_part *out, wg_context *context, const char *target,
                        const char *const *members)
{
  struct stat status;
  char folder[WG_PATH_SIZE] = ".";
  const char *slash = strrchr(target, '/');
  const char *name = slash != NULL ? slash + 1 : target;
  size_t stem = stem_length(target) - (size_t)(name - target);
  if (strlen(target) + 32 > WG_PATH_SIZE) {
    errno = ENAMETOOLONG;
    return wg_write_failed(context, target, NULL);
  }
  if (slash != NULL) snprintf(folder, sizeof folder, "%.*s/", (int)(slash - target), target);
  out->members = members;
  snprintf(out->target, sizeof out->target, "%s", target);
  snprintf(out->temporary, sizeof out->temporary, "%.*s.%.*s.part-%ld%s", (int)(name - target),
           target, (int)stem, name, (long)getpid(), name + stem);
  /* a folder, a device or a pipe must not be replaced by a file */
  if (stat(target, &status) == 0 && !S_ISREG(status.st_mode)) {
    errno = S_ISDIR(status.st_mode) ? EISDIR : EINVAL;
    return wg_write_failed(
        context, target,
        S_ISDIR(status.st_mode) ? NULL : wg_in(context, "it is no ordinary file", "不是普通文件"));
  }
  if (access(folder, W_OK) != 0) return wg_write_failed(context, target, NULL);
  remove_stale(folder, name, stem);
  wg_part_remove(out); /* of an earlier process with this number */
  return WG_OK;
}

/* The path with another ending; itself where `ending` is NULL. */
static void with_ending(char out[WG_PATH_SIZE], const char *path, const char *ending)
{
  size_t stem = stem_length(path);
  if (ending == NULL || stem + strlen(ending) + 2 > WG_PATH_SIZE)
    snprintf(out, WG_PATH_SIZE, "%s", path);
  else
    snprintf(out, WG_PATH_SIZE, "%.*s.%s", (int)stem, path, ending);
}

static bool flush_to_disk(const char *path)
{
  int file = open(path, O_RDONLY | O_CLOEXEC);
  if (file < 0) return false;
  bool done = fsync(file) == 0;
  close(file);
  return done;
}

/* Flushes (when `rename_it` is false) or renames one member; members that were not written are fine. */
static bool treat_member(const wg_part *part, const char *ending, bool rename_it)
{
  char from[WG_PATH_SIZE], to[WG_PATH_SIZE];
  with_ending(from, part->temporary, ending);
  with_ending(to, part->target, ending);
  if (ending != NULL && access(from, F_OK) != 0) {
    if (rename_it) unlink(to); /* of an earlier export, no longer true */
    return true;
  }
  return rename_it ? rename(from, to) == 0 : flush_to_disk(from);
}

static bool treat_all(const wg_part *part, bool rename_them)
{
  if (part->members == NULL) return treat_member(part, NULL, rename_them);
  for (int i = 0; part->members[i] != NULL; i++)
    if (!treat_member(part, part->members[i], rename_them)) return false;
  return true;
}

static void flush_folder(const char *path)
{
  char folder[WG_PATH_SIZE] = ".";
  const char *slash = strrchr(path, '/');
  if (slash != NULL) snprintf(folder, sizeof folder, "%.*s/", (int)(slash - path), path);
  flush_to_disk(folder);
}

wg_status wg_part_finish(wg_part *part, wg_context *context)
{
  if (treat_all(part, false) && treat_all(part, true)) {
    flush_folder(part->target);
    return WG_OK;
  }
  wg_status status = wg_write_failed(context, part->target, NULL);
  wg_part_remove(part);
  return status;
}

void wg_part_remove(const wg_part *part)
{
  static const char *const beside[] = {"-journal", "-wal", "-shm", ".tmp"};
  char path[WG_PATH_SIZE + 16];
  unlink(part->temporary);
  for (size_t i = 0; i < sizeof beside / sizeof *beside; i++) {
    snprintf(path, sizeof path, "%s%s", part->temporary, beside[i]);
    unlink(path);
  }
  for (int i = 0; part->members != NULL && part->members[i] != NULL; i++) {
    with_ending(path, part->temporary, part->members[i]);
    unlink(path);
  }
}
