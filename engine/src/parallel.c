#include "parallel.h"

#include <pthread.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

typedef struct job_crew {
  wg_context *context; /* the caller's */
  wg_jobs jobs;
  pthread_mutex_t lock; /* guards everything below */
  pthread_cond_t changed;
  int64_t next, done;
  uint8_t *finished; /* per job */
  int64_t turn;      /* the next that is due in turn */
  bool taking_turns; /* some worker is at it */
  int running;
  wg_status status;
  int64_t failed; /* lowest index that failed */
  const wg_context *failed_context; /* whose message says why */
} job_crew;

typedef struct worker {
  job_crew *crew;
  wg_context *context;
  pthread_t thread;
} worker;

/* The next job's index, or −1 when there is none or something failed. */
static int64_t take(job_crew *crew)
{
  pthread_mutex_lock(&crew->lock);
  int64_t index = -1;
  if (crew->status == WG_OK && crew->next < crew->jobs.count) {
    index = crew->jobs.order != NULL ? crew->jobs.order[crew->next] : crew->next;
    crew->next++;
  }
  pthread_mutex_unlock(&crew->lock);
  return index;
}

/* With the lock held. */
static void note(job_crew *crew, wg_context *context, int64_t index, wg_status status)
{
  if (status == WG_OK || (crew->status != WG_OK && index >= crew->failed)) return;
  crew->status = status;
  crew->failed = index;
  crew->failed_context = context;
}

/* What is due in turn, unless another worker is at it: that one comes by here again before it takes
 * its next job, so nothing is left lying. With the lock held, except while something is done. */
static void take_turns(job_crew *crew, wg_context *context)
{
  if (crew->jobs.in_turn == NULL || crew->taking_turns) return;
  crew->taking_turns = true;
  while (crew->status == WG_OK && crew->turn < crew->jobs.count && crew->finished[crew->turn]) {
    int64_t index = crew->turn++;
    pthread_mutex_unlock(&crew->lock);
    wg_status status = crew->jobs.in_turn(crew->jobs.user, context, index);
    pthread_mutex_lock(&crew->lock);
    note(crew, context, index, status);
  }
  crew->taking_turns = false;
}

static void report(job_crew *crew, wg_context *context, int64_t index, wg_status status)
{
  pthread_mutex_lock(&crew->lock);
  crew->done++;
  crew->finished[index] = status == WG_OK;
  note(crew, context, index, status);
  take_turns(crew, context);
  pthread_cond_signal(&crew->changed);
  pthread_mutex_unlock(&crew->lock);
}

static void *work(void *argument)
{
  worker *self = argument;
  job_crew *crew = self->crew;
  for (int64_t index; (index = take(crew)) >= 0;)
    report(crew, self->context, index, crew->jobs.job(crew->jobs.user, self->context, index));
  pthread_mutex_lock(&crew->lock);
  crew->running--;
  pthread_cond_signal(&crew->changed);
  pthread_mutex_unlock(&crew->lock);
  return NULL;
}

/* Reports progress a few times a second until the last worker is gone. */
static void supervise(job_crew *crew)
{
  pthread_mutex_lock(&crew->lock);
  while (crew->running > 0) {
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_nsec += 100000000;
    if (until.tv_nsec >= 1000000000) {
      until.tv_sec++;
      until.tv_nsec -= 1000000000;
    }
    pthread_cond_timedwait(&crew->changed, &crew->lock, &until);
    int64_t done = crew->done;
    pthread_mutex_unlock(&crew->lock);
    wg_status status = wg_progress(crew->context, crew->jobs.stage, done, crew->jobs.count);
    pthread_mutex_lock(&crew->lock);
    if (status != WG_OK && crew->status == WG_OK) {
      crew->status = status;
      crew->failed = -1; /* no job's failure says more */
    }
  }
  pthread_mutex_unlock(&crew->lock);
}

/* How many could be started; *reason: why no more. */
static int32_t start(job_crew *crew, worker *workers, int32_t threads, wg_status *reason)
{
  int32_t started = 0;
  *reason = WG_OK;
  while (started < threads) {
    worker *next = &workers[started];
    next->crew = crew;
    *reason = wg_context_child(&next->context, crew->context);
    if (*reason != WG_OK) break;
    crew->running++;
    if (pthread_create(&next->thread, NULL, work, next) != 0) {
      crew->running--;
      wg_context_free(next->context);
      *reason = wg_fail(crew->context, WG_LIMIT, "%s",
                        wg_in(crew->context, "No thread could be started.", "无法启动线程。"));
      break;
    }
    started++;
    pthread_mutex_unlock(&crew->lock);
    pthread_mutex_lock(&crew->lock);
  }
  return started;
}

wg_status wg_parallel(wg_context *context, int32_t threads, const wg_jobs *jobs)
{
  job_crew crew = {.context = context, .jobs = *jobs};
  worker *workers = NULL;
  if (threads <= 0) threads = (int32_t)sysconf(_SC_NPROCESSORS_ONLN);
  if (threads > jobs->count) threads = (int32_t)jobs->count;
  if (threads < 1) return WG_OK;
  WG_TRY(wg_allocate(context, &workers, (size_t)threads, sizeof *workers));
  wg_status reason = wg_allocate(context, &crew.finished, (size_t)jobs->count, 1);
  if (reason != WG_OK) {
    wg_release(context, workers);
    return reason;
  }
  pthread_mutex_init(&crew.lock, NULL);
  pthread_cond_init(&crew.changed, NULL);
  pthread_mutex_lock(&crew.lock);
  int32_t started = start(&crew, workers, threads, &reason);
  pthread_mutex_unlock(&crew.lock);
  if (started > 0) supervise(&crew);
  else crew.status = reason;
  for (int32_t i = 0; i < started; i++) pthread_join(workers[i].thread, NULL);
  /* only now: the caller's context may be written to by this thread alone */
  if (crew.failed_context != NULL) crew.status = wg_fail_as(context, crew.status, crew.failed_context);
  for (int32_t i = 0; i < started; i++) wg_context_free(workers[i].context);
  pthread_cond_destroy(&crew.changed);
  pthread_mutex_destroy(&crew.lock);
  wg_release(context, crew.finished);
  wg_release(context, workers);
  return crew.status;
}
