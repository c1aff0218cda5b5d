/* deadline - absolute deadlines of connections: libmicrohttpd's timeout is of inactivity only, and one byte a
 * second keeps a connection for ever.  A watchdog thread shuts the sockets of those that are late.
 *
 * A deadline runs on the time of the handler thread that serves the connection: while that thread waits
 * inside the application (for the disk), nobody else's clock on it goes on.
 *
 * Threads: deadline_add, _remove, _set from the connection's own thread; one watchdog.  A descriptor is shut
 * only under the lock that _remove takes before it is closed, so that a reused number is never hit. Memory:
 * the caller owns struct deadline; the watch must outlive all of them.  Failure: none.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef DEADLINE_H
#define DEADLINE_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

struct deadline_watch;

/* A handler thread. */
struct deadline_lane {
	_Atomic int64_t waited; /* ms spent inside the application until now */
	_Atomic int64_t since;	/* ms: it is inside since then, or 0 */
};

struct deadline {
	struct deadline *next, *previous;
	struct deadline_lane *lane;
	_Atomic int64_t at;   /* ms of the lane's time; INT64_MAX: none */
	_Atomic int64_t idle; /* ms: between two requests since then, or 0 */
	int fd;
};

struct deadline_watch *deadline_watch_start(void);
/* No struct deadline may be left. */
void deadline_watch_stop(struct deadline_watch *);
/* While crowded, connections that idle longer than two seconds are shut. */
void deadline_watch_crowded(struct deadline_watch *, bool);
/* Shuts every connection, or only the idle ones. */
void deadline_watch_shut(struct deadline_watch *, bool idle_only);

/* The lane of the calling thread; the watch owns it. */
struct deadline_lane *deadline_lane_of_thread(struct deadline_watch *);
void deadline_lane_enter(struct deadline_lane *);
void deadline_lane_leave(struct deadline_lane *);

void deadline_add(struct deadline_watch *, struct deadline *, int fd, int64_t ms);
void deadline_remove(struct deadline_watch *, struct deadline *);
void deadline_set(struct deadline *, int64_t ms);
/* The same, but never later than it was. */
void deadline_tighten(struct deadline *, int64_t ms);
void deadline_set_idle(struct deadline *, int64_t ms);
void deadline_clear(struct deadline *);
int64_t deadline_now(void); /* ms, monotonic, coarse */

#endif
