/* priority - from criteria and agreed weights to the order of issues, with what is and what is not sure about
 * it. SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Three doubts are kept apart and then shown together: who happened to be in the room (places by resampling,
 * and exact sets for the order of mentions), which weights one takes (SMAA over the agreed ranges), and how
 * the texts were grouped (other groupings of the same texts).  Under min_ranked senders there is a list and
 * no rank.
 *
 * Threads: over the given work; same bytes on any number.  Memory: priority_free; input is borrowed until
 * then. Failure: PRIORITY_ERROR (weights that cannot be); NULL without error: stopped.
 */
#ifndef PRIORITY_H
#define PRIORITY_H

#include <glib.h>

#include "criteria.h"
#include "smaa.h"
#include "work.h"

#define PRIORITY_ERROR (priority_error_quark())
GQuark priority_error_quark(void);
enum priority_error { PRIORITY_ERROR_WEIGHTS };

/* What was agreed before results opened. */
struct priority_settings {
	double low[CRITERION_MAX], high[CRITERION_MAX]; /* of each weight, 0..1; all 0: not used */
	unsigned order[CRITERION_MAX];			/* 0: none; smaa.h */
	double confidence;				/* of rank sets, simultaneous; 0.95 */
	size_t n_resamples, n_draws;			/* 400 of people; 10,000 of weights */
	size_t min_ranked;				/* senders; 20 */
	size_t min_sessions;				/* fewer: solo describe a quienes asistieron; 6 */
	uint64_t seed;					/* from the digest of the data: nobody chooses it */
};
void priority_settings_default(struct priority_settings *);
bool priority_settings_check(const struct priority_settings *, GError **);

struct priority_input {
	struct criteria_input people;
	const uint32_t *const *others; /* n_others other groupings: n_rows issues each, UINT32_MAX in none */
	size_t n_others;
};

struct priority_issue {
	double criteria[CRITERION_MAX];	     /* 0..1; NaN nobody said */
	size_t n_said[CRITERION_MAX];	     /* senders (votes: 0) whose answers it rests on */
	double score, score_low, score_high; /* with the middle weights; over people and weights */
	size_t place, low, high; /* 1-based, by score: surely within, over people, weights and groupings;
				  * 0 when nothing is ranked */
	size_t mentions_low,
		mentions_high; /* by number of senders alone: exact simultaneous sets; 0 as above */
	size_t band;	       /* from 0: those of one band are not separable */
	double first;	       /* share of draws that put it first, 0..1 */
	double topsis;
	double central[CRITERION_MAX], confidence; /* smaa.h */
	struct smaa_change
		change; /* nearest change of a weight that changes who is first; criterion SIZE_MAX: none */
};
struct priority {
	struct priority_settings settings;
	double weights[CRITERION_MAX]; /* the middle of what is allowed, over criteria that somebody answered
					*/
	size_t n_issues, n_senders, n_sessions, n_bands;
	struct priority_issue *issues; /* by issue */
	size_t *order;		       /* n_issues: first to last */
	double *acceptability, *above; /* n_issues * n_issues: smaa.h */
	bool is_ranked;		       /* min_ranked senders or more */
	bool only_describes;	       /* fewer than min_sessions sessions */
};
struct priority *priority_make(const struct priority_input *, const struct priority_settings *, struct work *,
			       GError **);
void priority_free(struct priority *);

#endif
