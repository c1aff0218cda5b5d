/* criteria - what makes a problem come first, each stated in one sentence, and what the reports say of it.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Two scales, both 0..1 and both said in the definition.  What is counted (senders, places) is measured
 * against the issue with the most of it, so that 1 is reached whatever the number of issues and a weight
 * means the same for every criterion: from none to the most.  What is answered is the share of those who
 * answered at or above a stated level: ordinal answers stay ordinal, there is no mean of severity and no sum
 * of people affected, and the whole distribution stands beside the share.  A sender counts once for an issue,
 * however often that sender wrote: with the gravest of what was said, and in one session, the first by number
 * that is known.  What officials think they can do (feasibility, competence) is no criterion: it is a second
 * axis that moves no priority.
 *
 * Threads: pure.  Memory: the caller's unless said; about 50 bytes a row.  Failure: none; what nobody
 * answered is NaN.
 */
#ifndef CRITERIA_H
#define CRITERIA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum criterion {
	CRITERION_FREQUENCY,   /* senders who name it, of those who name the most named issue */
	CRITERION_SEVERITY,    /* of its senders who said how grave: CRITERIA_SEVERE */
	CRITERION_REACH,       /* of those who said whom it affects: CRITERIA_WIDE or more */
	CRITERION_SPREAD,      /* spots that name it, of those that name the issue named in most; a spot is a
				* place in a session (only places, or only sessions, are known: these).  NaN
				* where fewer than two spots have reports */
	CRITERION_PERSISTENCE, /* of those who said how often: CRITERIA_OFTEN or more */
	CRITERION_EQUITY,      /* of its senders of whom it is known: of groups heard less */
	CRITERION_SUPPORT,     /* of votes on it: in favour */
	CRITERION_MAX
};
/* "endangers", "the whole neighbourhood", "almost daily". */
enum { CRITERIA_SEVERE = 3, CRITERIA_WIDE = 3, CRITERIA_OFTEN = 4 };

/* One line of the catalogue that page, report and open data print; in Spanish, the key of translations. */
struct criterion_about {
	const char *key;	/* "frequency": stable, in files */
	const char *name;	/* a word or two */
	const char *definition; /* one sentence */
	const char *unit;	/* what 1 is, after "%": "of those who said" */
	const char *direction;	/* what moves it up */
	const char *missing;	/* what happens where nobody said */
	double low, high;	/* the weight range proposed before anybody agrees on another */
};
/* CRITERION_MAX of them. */
extern const struct criterion_about criteria_catalogue[CRITERION_MAX];
/* By key; CRITERION_MAX: none. */
enum criterion criterion_of(const char *key);

struct criteria_row {
	size_t issue;	/* SIZE_MAX: in none; counts as a sender and for its spot all the same */
	size_t sender;	/* 0..n_senders-1 */
	size_t session; /* 0..n_sessions-1, SIZE_MAX unknown */
	size_t place;	/* 0..n_places-1, SIZE_MAX unknown */
	int8_t severity /* 1..3 */, affected /* 1..4 */, frequency /* 1..5 */; /* 0 not said; diagnosis.h */
	int8_t heard; /* of the sender: 1 belongs to a group heard less, 0 does not, -1 did not say; where
		       * rows of one sender differ, the largest */
};

struct criteria_input {
	const struct criteria_row *rows;
	size_t n_rows, n_issues, n_senders, n_sessions, n_places;
	const double *support; /* n_issues: 0..1 of the votes on it, NaN none; NULL: no votes */
	const size_t *n_votes; /* n_issues: how many that were; NULL with support */
};

struct criteria;
/* The rows may go; support stays the caller's until criteria_free. */
struct criteria *criteria_new(const struct criteria_input *);
void criteria_free(struct criteria *);
/* n_issues * CRITERION_MAX, by issue: 0..1, NaN where nobody said.  n_said (or NULL): on how many senders
 * (spread: spots; support: votes) each rests. */
void criteria_read(const struct criteria *, double *values, size_t *n_said);
/* How many senders of each issue gave each answer, [0] none: n_issues of each. */
void criteria_levels(const struct criteria *, size_t (*severity)[4], size_t (*affected)[5],
		     size_t (*frequency)[6]);
/* Values when people are drawn again: whole sessions with replacement first where there are several, then
 * senders within each; a session drawn twice is two.  Draw number draw depends on (seed, draw) only. */
void criteria_draw(const struct criteria *, uint64_t seed, size_t draw, double *values);
/* Values when one part of the people is left out, for each of at most max_parts parts (two or more): parts
 * are sessions, those without one together as one, or senders, of every session alike; where there are too
 * many they are joined at random.  *values: n_parts * n_issues * CRITERION_MAX, to be freed; n_people:
 * max_parts, senders of each part (or NULL).  Returns n_parts; 0 and NULL: fewer than two. */
enum criteria_part { CRITERIA_BY_SESSION, CRITERIA_BY_SENDER };
size_t criteria_leave_out(const struct criteria *, enum criteria_part, uint64_t seed, size_t max_parts,
			  double **values, size_t *n_people);

#endif
