/* Reading ahead takes about half of the time of reading off the hands of the thread that cleans
 * geometry. A thread fills a ring of features; features are plain values once they are read, and
 * the reference counts that they share are atomic. */
#include "fetch.h"

#include <pthread.h>

#define AHEAD_LEAST 5000 /* a smaller layer is read before a thread is worth while */
#define RING 1024        /* a multiple of WG_FETCH_MOST */

struct wg_fetch {
  wg_context *context;
  wg_dataset *dataset;
  wg_quiet quiet; /* of the thread that reads ahead */
  bool ahead;     /* there is one */
  pthread_t thread;
  pthread_mutex_t lock; /* guards everything below */
  pthread_cond_t changed;
  OGRFeatureH ring[RING];
  int64_t put, taken; /* features so far */
  bool ended;         /* nothing more is put */
  bool stopped;       /* nothing more is wanted */
};

static int read_some(const wg_fetch *f, OGRFeatureH *features, int most)
{
  int count = 0;
  while (count < most && (features[count] = OGR_L_GetNextFeature(f->dataset->layer)) != NULL)
    count++;
  return count;
}

/* Waits for room; false: no more is wanted. */
static bool put(wg_fetch *f, OGRFeatureH *features, int count)
{
  pthread_mutex_lock(&f->lock);
  while (!f->stopped && f->put + count > f->taken + RING) pthread_cond_wait(&f->changed, &f->lock);
  for (int i = 0; i < count; i++) f->ring[f->put++ % RING] = features[i];
  f->ended = count < WG_FETCH_MOST;
  bool go_on = !f->ended && !f->stopped;
  pthread_cond_signal(&f->changed);
  pthread_mutex_unlock(&f->lock);
  return go_on;
}

static void *read_ahead(void *argument)
{
  wg_fetch *f = argument;
  OGRFeatureH features[WG_FETCH_MOST];
  wg_quiet_begin(&f->quiet);
  while (put(f, features, read_some(f, features, WG_FETCH_MOST))) {
  }
  wg_quiet_end();
  return NULL;
}

wg_status wg_fetch_begin(wg_fetch **out, wg_context *context, wg_dataset *dataset,
                         int64_t announced)
{
  wg_fetch *f;
  *out = NULL;
  WG_TRY(wg_allocate(context, &f, 1, sizeof *f));
  f->context = context;
  f->dataset = dataset;
  OGR_L_ResetReading(dataset->layer);
  pthread_mutex_init(&f->lock, NULL);
  pthread_cond_init(&f->changed, NULL);
  /* without a thread it is read as it is asked for */
  f->ahead = announced >= AHEAD_LEAST && pthread_create(&f->thread, NULL, read_ahead, f) == 0;
  *out = f;
  return WG_OK;
}

int wg_fetch_next(wg_fetch *f, OGRFeatureH *features, int most)
{
  if (!f->ahead) return read_some(f, features, most);
  pthread_mutex_lock(&f->lock);
  while (!f->ended && f->put - f->taken < most) pthread_cond_wait(&f->changed, &f->lock);
  int count = 0;
  while (count < most && f->taken < f->put) features[count++] = f->ring[f->taken++ % RING];
  pthread_cond_signal(&f->changed);
  pthread_mutex_unlock(&f->lock);
  return count;
}

/* The thread's complaints come first: it was ahead. */
static void hand_over(const wg_quiet *from, wg_quiet *to)
{
  if (from->failures == 0) return;
  int64_t failures = from->failures + to->failures;
  *to = *from;
  to->failures = failures;
}

void wg_fetch_end(wg_fetch *f)
{
  if (f == NULL) return;
  if (f->ahead) {
    pthread_mutex_lock(&f->lock);
    f->stopped = true;
    pthread_cond_signal(&f->changed);
    pthread_mutex_unlock(&f->lock);
    pthread_join(f->thread, NULL);
    while (f->taken < f->put) OGR_F_Destroy(f->ring[f->taken++ % RING]);
    hand_over(&f->quiet, &f->dataset->quiet);
  }
  pthread_cond_destroy(&f->changed);
  pthread_mutex_destroy(&f->lock);
  wg_release(f->context, f);
}
