/* A file that appears under its name only when it is complete.
 *
 * It grows as NAME.PID-N.part beside its target, so that the rename stays on one file system, goes
 * to the disk, and then replaces the target in one step: whoever is killed leaves the old file or
 * the new one. The writer keeps a lock on its temporary file; one without a lock belongs to a
 * writer that died, and the next writer of the same target removes it. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store.h"

static wg_status write_failed(wg_context *context, const char *path, int error)
{
  return wg_fail(context, WG_WRITE_FAILED,
                 wg_in(context, "Cannot write '%s': %s. Nothing was changed.",
                       "无法写入“%s”：%s。原有文件未作改动。"),
                 path, strerror(error));
}

static wg_status duplicate(wg_context *context, char **out, const char *text, size_t length)
{
  WG_TRY(wg_allocate(context, out, length + 1, 1));
  memcpy(*out, text, length);
  return WG_OK;
}

/* "folder/" of a path as its length, 0 for a bare name. */
static size_t folder_length(const char *path)
{
  const char *slash = strrchr(path, '/');
  return slash == NULL ? 0 : (size_t)(slash + 1 - path);
}

static wg_status folder_of(wg_context *context, char **out, const char *path)
{
  size_t length = folder_length(path);
  return length > 0 ? duplicate(context, out, path, length) : duplicate(context, out, ".", 1);
}

/* A journal beside the target would be played back into the file that takes its place. */
static wg_status refuse_journal(wg_context *context, const char *target, const char *suffix)
{
  char *journal;
  size_t length = strlen(target), more = strlen(suffix);
  WG_TRY(wg_allocate(context, &journal, length + more + 1, 1));
  memcpy(journal, target, length);
  memcpy(journal + length, suffix, more);
  struct stat about;
  bool open_elsewhere = stat(journal, &about) == 0 && about.st_size > 0;
  wg_release(context, journal);
  if (!open_elsewhere) return WG_OK;
  return wg_fail(context, WG_WRITE_FAILED,
                 wg_in(context,
                       "'%s' is being edited by another program ('%s%s' exists): close it there, or "
                       "write under another name.",
                       "“%s”正被其他程序编辑（存在“%s%s”）：请先在该程序中关闭，或另存为其他文件名。"),
                 target, target, suffix);
}

/* A file that this program did not write is somebody's work: it is not overwritten. */
static wg_status refuse_foreign(wg_context *context, const char *target)
{
  sqlite3 *database;
  wg_status status = wg_store_open(&database, context, target);
  if (status == WG_OK) {
    sqlite3_close(database);
    return WG_OK;
  }
  if (status != WG_UNREADABLE) return status;
  return wg_fail(context, WG_WRITE_FAILED,
                 wg_in(context,
                       "'%s' exists and is no plan store that this program could replace: name "
                       "another file, or remove that one first.",
                       "“%s”已存在且不是可替换的方案库：请另选文件名，或先删除该文件。"),
                 target);
}

static wg_status refuse_unsuitable(wg_context *context, const char *target)
{
  struct stat about;
  if (stat(target, &about) != 0) return WG_OK;
  if (S_ISDIR(about.st_mode))
    return wg_fail(context, WG_WRITE_FAILED,
                   wg_in(context, "'%s' is a folder: name a file in it, such as '%s/plan.sqlite'.",
                         "“%s”是文件夹：请指定其中的文件，例如“%s/plan.sqlite”。"),
                   target, target);
  if (!S_ISREG(about.st_mode))
    return wg_fail(context, WG_WRITE_FAILED,
                   wg_in(context, "'%s' is no ordinary file: name another one.",
                         "“%s”不是普通文件：请指定其他文件名。"),
                   target);
  if (about.st_size > 0) WG_TRY(refuse_foreign(context, target));
  WG_TRY(refuse_journal(context, target, "-journal"));
  return refuse_journal(context, target, "-wal");
}

/* Whether `name` is `base`.PID-N.part */
static bool is_temporary_of(const char *name, const char *base)
{
  size_t length = strlen(base);
  if (strncmp(name, base, length) != 0 || name[length] != '.') return false;
  const char *digits = name + length + 1;
  size_t pid = strspn(digits, "0123456789");
  if (pid == 0 || digits[pid] != '-') return false;
  size_t number = strspn(digits + pid + 1, "0123456789");
  return number > 0 && strcmp(digits + pid + 1 + number, ".part") == 0;
}

static void remove_if_orphan(int folder, const char *name)
{
  int descriptor = openat(folder, name, O_RDWR | O_CLOEXEC | O_NOFOLLOW);
  if (descriptor < 0) return;
  if (flock(descriptor, LOCK_EX | LOCK_NB) == 0) unlinkat(folder, name, 0);
  close(descriptor);
}

/* What writers of the same target left behind when they were killed. */
static void remove_orphans(const char *folder, const char *base)
{
  DIR *listing = opendir(folder);
  if (listing == NULL) return;
  for (struct dirent *entry; (entry = readdir(listing)) != NULL;)
    if (is_temporary_of(entry->d_name, base)) remove_if_orphan(dirfd(listing), entry->d_name);
  closedir(listing);
}

/* Creates and locks file->temporary under the first free number. */
static wg_status create_temporary(wg_store_file *file, wg_context *context)
{
  size_t size = strlen(file->target) + 48;
  WG_TRY(wg_allocate(context, &file->temporary, size, 1));
  for (int number = 0; number < 1000; number++) {
    snprintf(file->temporary, size, "%s.%ld-%d.part", file->target, (long)getpid(), number);
    file->descriptor = open(file->temporary, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (file->descriptor < 0 && errno == EEXIST) continue;
    if (file->descriptor < 0) break;
    struct stat about;
    /* another writer may have taken it for an orphan before it was locked */
    if (flock(file->descriptor, LOCK_EX) != 0 || fstat(file->descriptor, &about) != 0 ||
        about.st_nlink > 0)
      return WG_OK;
    close(file->descriptor);
    file->descriptor = -1;
  }
  return write_failed(context, file->target, errno);
}

wg_status wg_store_file_begin(wg_store_file *file, wg_context *context, const char *path)
{
  *file = (wg_store_file){.descriptor = -1};
  char *folder = NULL, *followed = realpath(path, NULL);
  const char *target = followed != NULL ? followed : path;
  wg_status status = duplicate(context, &file->target, target, strlen(target));
  free(followed);
  WG_TRY(status);
  WG_TRY(refuse_unsuitable(context, file->target));
  WG_TRY(folder_of(context, &folder, file->target));
  remove_orphans(folder, file->target + folder_length(file->target));
  wg_release(context, folder);
  return create_temporary(file, context);
}

wg_status wg_store_file_copy(wg_store_file *file, wg_context *context)
{
  static const size_t size = 1 << 16;
  char *block;
  ssize_t count = 0, put = 0;
  int from = open(file->target, O_RDONLY | O_CLOEXEC);
  if (from < 0) return write_failed(context, file->target, errno);
  wg_status status = wg_allocate(context, &block, size, 1);
  if (status == WG_OK) {
    while (put >= 0 && (count = read(from, block, size)) > 0)
      for (ssize_t done = 0; done < count && put >= 0; done += put)
        put = write(file->descriptor, block + done, (size_t)(count - done));
    if (count < 0 || put < 0) status = write_failed(context, file->target, errno);
  }
  wg_release(context, block);
  close(from);
  return status;
}

static int sync_folder(const char *folder)
{
  int descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return 0; /* a folder that may be written but not read */
  int result = fsync(descriptor);
  int error = errno;
  close(descriptor);
  errno = error;
  return result == 0 || error == EINVAL ? 0 : -1;
}

wg_status wg_store_file_commit(wg_store_file *file, wg_context *context)
{
  char *folder;
  WG_TRY(refuse_unsuitable(context, file->target)); /* anything may have happened since the begin */
  /* before the rename: what has taken effect may not fail for want of memory any more */
  WG_TRY(folder_of(context, &folder, file->target));
  if (fsync(file->descriptor) != 0 || rename(file->temporary, file->target) != 0) {
    wg_status status = write_failed(context, file->target, errno);
    wg_release(context, folder);
    return status;
  }
  wg_release(context, file->temporary);
  file->temporary = NULL;
  int result = sync_folder(folder), error = errno;
  wg_release(context, folder);
  if (result == 0) return WG_OK;
  return wg_fail(context, WG_WRITE_FAILED,
                 wg_in(context, "'%s' was written, but may not survive a power cut: %s.",
                       "“%s”已写入，但断电后可能丢失：%s。"),
                 file->target, strerror(error));
}

void wg_store_file_end(wg_store_file *file, wg_context *context)
{
  if (file->temporary != NULL && file->descriptor >= 0) unlink(file->temporary);
  if (file->descriptor >= 0) close(file->descriptor);
  wg_release(context, file->temporary);
  wg_release(context, file->target);
  *file = (wg_store_file){.descriptor = -1};
}
