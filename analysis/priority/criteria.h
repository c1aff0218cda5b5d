/* criteria - what makes a problem come first, each stated in one sentence, and what the reports say of it.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Ordinal answers stay ordinal: a criterion is the share of senders at or above a stated level, and the whole
 * distribution is given beside it; there is no mean of severity and no sum of people affected.  A sender is
 * counted once for an issue, however often that sender wrote: with the gravest of what was said.  What
 * officials think they can do (feasibility, competence) is no criterion: it is a second axis that moves no
 * priority.
 *
 * Threads: pure.  Memory: the caller's unless said.  Failure: none; what nobody answered is NaN.
 */
#ifndef CRITERIA_H
#define CRITERIA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "random.h"

enum criterion {
	CRITERION_FREQUENCY,   /* senders who name it */
	CRITERION_SEVERITY,    /* of those who said how grave: "endangers" */
	CRITERION_REACH,       /* of those who said whom it affects: the neighbourhood or more */
	CRITERION_SPREAD,      /* places and sessions that name it, of those with reports */
	CRITERION_PERSISTENCE, /* of those who said how often: every week or more */
	CRITERION_EQUITY,      /* its share among senders of groups heard less */
	CRITERION_SUPPORT,     /* of votes on it: in favour */
	CRITERION_MAX
};

/* One line of the catalogue that page, report and open data print.  Texts are English keys of translations.
 */
struct criterion_about {
	const char *key;	/* "frequency": stable, in files */
	const char *name;	/* a word or two */
	const char *definition; /* one sentence */
	const char *unit;	/* of what the share is */
	const char *missing;	/* what happens where nobody said */
	double low, high;	/* the weight range proposed before anybody agrees on another */
};
/* CRITERION_MAX of them.  More is always worse (comes first): the direction is the same for all. */
extern const struct criterion_about criteria_catalogue[CRITERION_MAX];

struct criteria_row {
	size_t issue;	/* SIZE_MAX: in none; counts as a sender all the same */
	size_t sender;	/* 0..n_senders-1 */
	size_t session; /* 0..n_sessions-1, SIZE_MAX unknown */
	size_t place;	/* 0..n_places-1, SIZE_MAX unknown */
	int8_t severity /* 1..3 */, affected /* 1..4 */, frequency /* 1..5 */; /* 0 not said; diagnosis.h */
	int8_t heard; /* of the sender: 1 belongs to a group heard less, 0 does not, -1 did not say */
};

struct criteria_input {
	const struct criteria_row *rows;
	size_t n_rows, n_issues, n_senders, n_sessions, n_places;
	const double *support; /* n_issues: 0..1 from votes, NaN none; NULL: no votes */
};

struct criteria;
/* The rows stay the caller's until criteria_free. */
struct criteria *criteria_new(const struct criteria_input *);
void criteria_free(struct criteria *);
/* n_issues * CRITERION_MAX, by issue: 0..1, NaN where nobody said. */
void criteria_read(const struct criteria *, double *values);
/* The same when senders are drawn again: whole sessions with replacement first where there are several, then
 * senders within each.  Block of draws number draw: depends on (seed, draw) only. */
void criteria_draw(const struct criteria *, uint64_t seed, size_t draw, double *values);

#endif
