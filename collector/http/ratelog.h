/* ratelog - log lines that cannot flood: so many a minute, then a count of the suppressed ones; bytes
 * escaped.
 *
 * Threads: any.  Memory: none.  Failure: none.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef RATELOG_H
#define RATELOG_H

#include <glib.h>
#include <stdarg.h>
#include <stdint.h>

struct ratelog {
	GMutex lock;
	int64_t minute;
	unsigned n_max, n_said, n_suppressed;
};

void ratelog_start(struct ratelog *, unsigned lines_a_minute);
void ratelog_end(struct ratelog *);
void ratelog_say(struct ratelog *, const char *format, ...) G_GNUC_PRINTF(2, 3);
void ratelog_say_va(struct ratelog *, const char *format, va_list) G_GNUC_PRINTF(2, 0);

#endif
