/* demo - an invented but realistic exercise: Coahuila's five regions, several sessions, a few hundred
 * reports.
 *
 * Texts are put together from our own phrases by a seeded generator: typos, phone shorthand, near-copies,
 * equal short texts and one copy-paste campaign.  Same seed, same bytes.  Threads: pure.  Memory: the demo
 * owns everything.  Failure: none.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef DEMO_H
#define DEMO_H

#include <stddef.h>
#include <stdint.h>

struct demo_session {
	const char *title, *region, *municipality, *venue;
	const char *date;    /* ISO 8601 */
	unsigned n_mesas;    /* 0: none */
	unsigned attendance; /* people in the room */
};

struct demo_report {
	size_t session;	     /* index into sessions */
	size_t sender;	     /* 0..: reports of one person share it */
	unsigned mesa;	     /* 1.., 0: none */
	uint32_t minute;     /* after the session opened */
	const char *problem; /* the citizen's words */
	const char *place;   /* colonia, ejido… or NULL */
	const char *municipality;
	/* choice names of forms/library/diagnostico.md, or NULL where unanswered */
	const char *theme, *severity, *affected, *frequency, *age, *gender, *indigenous, *resident;
	const char *truth; /* the issue it was written for, NULL for odd ones; for tests of the analysis */
};

struct demo {
	const struct demo_session *sessions;
	size_t n_sessions;
	const struct demo_report *reports;
	size_t n_reports;
};

struct demo *demo_invent(uint64_t seed);
void demo_free(struct demo *);

#endif
