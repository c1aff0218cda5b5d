/* rank - the criteria of each issue, its score, and the places it may take in the order.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Every criterion counts a sender once for an issue, however often that sender wrote.  Doubt comes from
 * drawing again in two levels: whole sessions with replacement when there are RANK_MIN_SESSIONS or more, then
 * senders with replacement within each session drawn; with fewer sessions only the senders within each (all
 * sessions kept).  A sender belongs to the session of the first report.
 *
 * Rank ranges are the marginal confidence sets of Mogstad, Romano, Shaikh & Wilhelm (REStud 2024): j is
 * surely above i when their studentised difference exceeds the quantile of the largest deviation, over all j,
 * in the resamples. A difference that never varies says nothing and separates nobody.
 *
 * Threads: over the given work.  Memory: the caller's.  Failure: none.
 */
#ifndef RANK_H
#define RANK_H

#include "diagnosis.h"
#include "work.h"

enum { RANK_MIN_SESSIONS = 5 };

struct rank_report {
	size_t issue;			      /* SIZE_MAX: in none; counts as a sender all the same */
	size_t sender;			      /* 0..n_senders-1 */
	size_t session;			      /* 0..n_sessions-1, SIZE_MAX unknown */
	size_t place;			      /* 0..n_places-1, SIZE_MAX unknown */
	int8_t severity, affected, frequency; /* as in diagnosis.h */
};

struct rank_input {
	const struct rank_report *reports;
	size_t n_reports, n_issues, n_senders, n_sessions, n_places;
	const double *weights; /* CRITERION_MAX, >= 0, sum 1 */
};

struct rank_issue {
	double criteria[CRITERION_MAX], score; /* NaN: unknown; score 0 when all are */
	double score_low, score_high;
	size_t rank_low, rank_high; /* 1-based */
};

struct rank;
/* The reports stay the caller's until rank_free. */
struct rank *rank_new(const struct rank_input *);
/* Draws again so many times; false: stopped, and nothing may be read. */
bool rank_draw(struct rank *, uint64_t seed, size_t n_resamples, struct work *);
void rank_read(const struct rank *, double confidence, struct rank_issue *issues);
void rank_free(struct rank *);

#endif
