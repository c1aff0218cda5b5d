/* analyze_progress - one line on the terminal that says how far a study is, and Ctrl-C that ends it.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Threads: one progress in the process, on one thread.  Memory: the caller's.  Failure: none.
 */
#ifndef ANALYZE_PROGRESS_H
#define ANALYZE_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>

struct analyze_progress {
	bool is_shown, was_shown;
	int64_t started, next;
	int64_t mark;		    /* when the pace was last looked at, and how much was done then */
	double mark_fraction, pace; /* of the whole a second, lately; 0: not known */
};

/* From here on SIGINT and SIGTERM are noted instead of ending the program; a second one ends it.  Shown from
 * the start, or after a second on a terminal. */
void analyze_progress_start(struct analyze_progress *, bool is_shown_at_once);
/* A work_watch: false once a signal came. */
bool analyze_progress_watch(void *progress, const char *stage, double fraction);
/* Clears the line; the number of the signal that came, or 0. */
int analyze_progress_end(struct analyze_progress *);

/* "less than a minute left", "left, about 3 min", "… 2 h", or "": too early to say.  By the whole so far or
 * by the pace lately, whichever is slower. */
char *analyze_time_left(double seconds_gone, double fraction, double pace);

#endif
