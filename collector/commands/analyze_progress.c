/* analyze_progress - the line, the clock and the signals.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "analyze_progress.h"

#include <glib.h>
#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

#include "words.h"

enum { SHOWN_AFTER = G_USEC_PER_SEC, SHOWN_EVERY = G_USEC_PER_SEC / 5, PACE_OVER = 8 * G_USEC_PER_SEC };
static const double min_fraction = 0.03, min_seconds = 4;

static volatile sig_atomic_t caught;

static void note(int number)
{
	caught = number;
}

void analyze_progress_start(struct analyze_progress *progress, bool is_shown_at_once)
{
	struct sigaction action = {.sa_handler = note, .sa_flags = (int)SA_RESETHAND};
	int64_t now = g_get_monotonic_time();

	sigemptyset(&action.sa_mask);
	sigaction(SIGINT, &action, NULL);
	sigaction(SIGTERM, &action, NULL);
	*progress = (struct analyze_progress){.is_shown = is_shown_at_once || isatty(STDERR_FILENO),
					      .started = now,
					      .mark = now,
					      .next = now + (is_shown_at_once ? 0 : SHOWN_AFTER)};
}

char *analyze_time_left(double seconds_gone, double fraction, double pace)
{
	double left;

	if (fraction < min_fraction || seconds_gone < min_seconds)
		return g_strdup("");
	left = seconds_gone * (1 - fraction) / fraction;
	if (pace > 0)
		left = MAX(left, (1 - fraction) / pace);
	if (left < 50)
		return g_strdup(_("less than a minute left"));
	if (left < 90 * 60)
		return g_strdup_printf("%s %.0f min", _("left, about"), ceil(left / 60));
	return g_strdup_printf("%s %.0f h", _("left, about"), ceil(left / 3600));
}

static double seconds(int64_t microseconds)
{
	return (double)microseconds / (double)G_USEC_PER_SEC;
}

/* The pace over some seconds, so that a slow stage is noticed. */
static void look_at_pace(struct analyze_progress *progress, int64_t now, double fraction)
{
	if (now - progress->mark < PACE_OVER)
		return;
	progress->pace = MAX(fraction - progress->mark_fraction, 1e-6) / seconds(now - progress->mark);
	progress->mark = now;
	progress->mark_fraction = fraction;
}

bool analyze_progress_watch(void *data, const char *stage, double fraction)
{
	struct analyze_progress *progress = data;
	int64_t now = g_get_monotonic_time();

	look_at_pace(progress, now, fraction);
	if (progress->is_shown && now >= progress->next) {
		g_autofree char *left =
			analyze_time_left(seconds(now - progress->started), fraction, progress->pace);

		progress->next = now + SHOWN_EVERY;
		progress->was_shown = true;
		fprintf(stderr, "\r\033[K%3.0f %%  %s%s%s", fraction * 100, _(stage), *left ? " · " : "",
			left);
		(void)fflush(stderr);
	}
	return !caught;
}

int analyze_progress_end(struct analyze_progress *progress)
{
	if (progress->was_shown)
		fprintf(stderr, "\r\033[K");
	(void)signal(SIGINT, SIG_DFL);
	(void)signal(SIGTERM, SIG_DFL);
	return caught;
}
