/* deadline.c - the watchdog.  SPDX-License-Identifier: GPL-3.0-or-later */
#include "deadline.h"

#include <glib.h>
#include <sys/socket.h>
#include <time.h>

enum { TICK_MS = 200, CROWDED_IDLE_MS = 2000 };

struct deadline_watch {
	GMutex lock; /* of the list, and of the right to shut a descriptor in it */
	GCond wake;
	struct deadline head;
	GPtrArray *lanes;
	GThread *thread;
	atomic_bool crowded;
	bool stopping;
	unsigned serial; /* tells this watch from an earlier one at the same address */
};

static unsigned next_serial;

int64_t deadline_now(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC_COARSE, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* What the lane's clock shows at now. */
static int64_t lane_time(const struct deadline_lane *lane, int64_t now)
{
	int64_t since = atomic_load(&lane->since);
	int64_t waited = atomic_load(&lane->waited);
	return now - waited - (since && now > since ? now - since : 0);
}

static void shut_late(struct deadline_watch *watch, int64_t now)
{
	bool crowded = atomic_load(&watch->crowded);
	for (struct deadline *d = watch->head.next; d != &watch->head; d = d->next) {
		int64_t idle = atomic_load(&d->idle);
		bool late = lane_time(d->lane, now) > atomic_load(&d->at);
		if (late || (crowded && idle && now - idle > CROWDED_IDLE_MS))
			shutdown(d->fd, SHUT_RDWR);
	}
}

static gpointer run(gpointer data)
{
	struct deadline_watch *watch = data;
	g_mutex_lock(&watch->lock);
	while (!watch->stopping) {
		g_cond_wait_until(&watch->wake, &watch->lock, g_get_monotonic_time() + TICK_MS * 1000);
		shut_late(watch, deadline_now());
	}
	g_mutex_unlock(&watch->lock);
	return NULL;
}

struct deadline_watch *deadline_watch_start(void)
{
	struct deadline_watch *watch = g_new0(struct deadline_watch, 1);
	g_mutex_init(&watch->lock);
	g_cond_init(&watch->wake);
	watch->head.next = watch->head.previous = &watch->head;
	watch->lanes = g_ptr_array_new_with_free_func(g_free);
	watch->serial = (unsigned)g_atomic_int_add((gint *)&next_serial, 1) + 1;
	watch->thread = g_thread_new("deadline", run, watch);
	return watch;
}

void deadline_watch_stop(struct deadline_watch *watch)
{
	g_mutex_lock(&watch->lock);
	watch->stopping = true;
	g_cond_signal(&watch->wake);
	g_mutex_unlock(&watch->lock);
	g_thread_join(watch->thread);
	g_assert(watch->head.next == &watch->head);
	g_ptr_array_unref(watch->lanes);
	g_cond_clear(&watch->wake);
	g_mutex_clear(&watch->lock);
	g_free(watch);
}

void deadline_watch_crowded(struct deadline_watch *watch, bool crowded)
{
	if (atomic_load_explicit(&watch->crowded, memory_order_relaxed) != crowded)
		atomic_store(&watch->crowded, crowded);
}

void deadline_watch_shut(struct deadline_watch *watch, bool idle_only)
{
	g_mutex_lock(&watch->lock);
	for (struct deadline *d = watch->head.next; d != &watch->head; d = d->next)
		if (!idle_only || atomic_load(&d->idle))
			shutdown(d->fd, SHUT_RDWR);
	g_mutex_unlock(&watch->lock);
}

struct deadline_lane *deadline_lane_of_thread(struct deadline_watch *watch)
{
	static _Thread_local struct deadline_lane *lane;
	static _Thread_local unsigned serial;
	if (!lane || serial != watch->serial) {
		lane = g_new0(struct deadline_lane, 1);
		serial = watch->serial;
		g_mutex_lock(&watch->lock);
		g_ptr_array_add(watch->lanes, lane);
		g_mutex_unlock(&watch->lock);
	}
	return lane;
}

void deadline_lane_enter(struct deadline_lane *lane)
{
	atomic_store(&lane->since, deadline_now());
}

void deadline_lane_leave(struct deadline_lane *lane)
{
	/* First the sum, then the flag: in between the clock seems late, which harms nobody. */
	int64_t waited = deadline_now() - atomic_load(&lane->since);
	if (waited > 0)
		atomic_fetch_add(&lane->waited, waited);
	atomic_store(&lane->since, 0);
}

static int64_t own_time(const struct deadline *d)
{
	return lane_time(d->lane, deadline_now());
}

void deadline_add(struct deadline_watch *watch, struct deadline *d, int fd, int64_t ms)
{
	d->lane = deadline_lane_of_thread(watch);
	d->fd = fd;
	atomic_init(&d->idle, 0);
	atomic_init(&d->at, own_time(d) + ms);
	g_mutex_lock(&watch->lock);
	d->next = &watch->head;
	d->previous = watch->head.previous;
	d->previous->next = d;
	watch->head.previous = d;
	g_mutex_unlock(&watch->lock);
}

void deadline_remove(struct deadline_watch *watch, struct deadline *d)
{
	g_mutex_lock(&watch->lock);
	d->previous->next = d->next;
	d->next->previous = d->previous;
	g_mutex_unlock(&watch->lock);
}

void deadline_set(struct deadline *d, int64_t ms)
{
	atomic_store_explicit(&d->idle, 0, memory_order_relaxed);
	atomic_store_explicit(&d->at, own_time(d) + ms, memory_order_relaxed);
}

void deadline_tighten(struct deadline *d, int64_t ms)
{
	int64_t at = own_time(d) + ms;
	atomic_store_explicit(&d->idle, 0, memory_order_relaxed);
	if (at < atomic_load_explicit(&d->at, memory_order_relaxed))
		atomic_store_explicit(&d->at, at, memory_order_relaxed);
}

void deadline_set_idle(struct deadline *d, int64_t ms)
{
	int64_t now = deadline_now();
	atomic_store_explicit(&d->at, lane_time(d->lane, now) + ms, memory_order_relaxed);
	atomic_store_explicit(&d->idle, now, memory_order_relaxed);
}

void deadline_clear(struct deadline *d)
{
	atomic_store_explicit(&d->idle, 0, memory_order_relaxed);
	atomic_store_explicit(&d->at, INT64_MAX, memory_order_relaxed);
}
