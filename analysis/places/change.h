/* change - whether an issue is mentioned more or less than before, where people were asked both times.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Only places visited in both periods are compared, each with itself: what differs between places is no
 * change.  The test is exact, conditional on the totals of every place (strata.h), and the difference is
 * Mantel & Haenszel's, in shares of senders.  For people in one room influence each other, Student's t of the
 * same difference with the variance that sessions show beside place and period (rooms.h) must agree; over
 * issues p is Holm's.  That something is mentioned less is not that it was solved: an issue is solved where
 * there is evidence with its source, and silence is none.
 *
 * Threads: pure.  Memory: change_free.  Failure: none; what cannot be known is NaN and has its verdict.
 */
#ifndef CHANGE_H
#define CHANGE_H

#include <stdbool.h>
#include <stddef.h>

struct change_session {
	size_t place;	  /* 0..n_places-1, SIZE_MAX unknown: compared with nothing */
	size_t period;	  /* any number; SIZE_MAX unknown */
	size_t n_senders; /* with something said */
};
struct change_input {
	const struct change_session *sessions;
	size_t n_sessions, n_places, n_issues;
	const size_t *n_named; /* n_sessions * n_issues, by session: senders who name it, at most n_senders */
	const bool *is_solved; /* n_issues: somebody showed evidence; NULL: nobody */
};
struct change_settings {
	double confidence; /* of all verdicts at once; 0.95 */
	size_t min_tested; /* senders in both periods together: fewer and nothing is tested; 20 */
};
void change_settings_default(struct change_settings *);

enum change_verdict {
	CHANGE_NO_PLACE, /* no place was visited in both periods */
	CHANGE_FEW,	 /* too few senders */
	CHANGE_ROOMS,	 /* the tables differ surely, but each visit was one room: it may be that */
	CHANGE_UNSURE,	 /* it cannot be said */
	CHANGE_MORE,
	CHANGE_LESS,
	CHANGE_VERDICT_MAX
};
struct change_period {
	size_t n_senders, n_named, n_sessions; /* in the places compared */
	double share;			       /* NaN: nobody */
};
struct change_issue {
	struct change_period earlier, later;
	double difference;   /* Mantel & Haenszel's: later less earlier, -1..1; NaN: nothing to compare */
	double exact, rooms; /* p, adjusted; NaN: not tested */
	enum change_verdict verdict;
	bool is_solved;
};
struct change {
	struct change_issue *issues; /* n_issues */
	size_t n_issues, n_places;   /* compared */
	size_t n_left_out;	     /* senders of the two periods in places visited once only, or unknown */
};
struct change *change_make(const struct change_input *, size_t earlier, size_t later,
			   const struct change_settings *);
void change_free(struct change *);

#endif
