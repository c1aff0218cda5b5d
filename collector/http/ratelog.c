/* ratelog.c - log lines that cannot flood.  SPDX-License-Identifier: GPL-3.0-or-later */
#include "ratelog.h"
#include "guard.h"

#include <stdbool.h>

void ratelog_start(struct ratelog *log, unsigned lines_a_minute)
{
	*log = (struct ratelog){.n_max = lines_a_minute};
	g_mutex_init(&log->lock);
}

void ratelog_end(struct ratelog *log)
{
	g_mutex_clear(&log->lock);
}

void ratelog_say_va(struct ratelog *log, const char *format, va_list arguments)
{
	char line[512], escaped[1024];
	g_vsnprintf(line, sizeof line, format, arguments);
	g_strchomp(line);
	unsigned n_suppressed = 0;
	g_mutex_lock(&log->lock);
	int64_t minute = g_get_monotonic_time() / G_TIME_SPAN_MINUTE;
	if (minute != log->minute) {
		n_suppressed = log->n_suppressed;
		log->minute = minute;
		log->n_said = log->n_suppressed = 0;
	}
	bool says = log->n_said < log->n_max;
	if (says)
		log->n_said++;
	else
		log->n_suppressed++;
	/* Under the lock: GLib's writer asks for local time. */
	if (n_suppressed)
		g_message("%u lines were suppressed", n_suppressed);
	if (says) {
		guard_escape(escaped, sizeof escaped, line);
		g_message("%s", escaped);
	}
	g_mutex_unlock(&log->lock);
}

void ratelog_say(struct ratelog *log, const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	ratelog_say_va(log, format, arguments);
	va_end(arguments);
}
