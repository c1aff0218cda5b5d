/* pairs - "which of these two?": the worth of each issue, what is surely above what, and the next pair to
 * ask. SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Bradley-Terry: i is chosen over j with odds worth_i / worth_j; fitted by MM (Hunter, Annals of Statistics
 * 32 (2004) 384-406) and ended by Newton's method; standard errors from Fisher's information.  prior: so many
 * wins and as many losses of each item against an imagined one in the middle (0: plain maximum likelihood,
 * which may not exist).  "Equal" is half a win each; "no sé" is an answer that says nothing.
 *
 * Voters differ and each answers several pairs, so the voter is the unit of every doubt: intervals by drawing
 * voters again (stretched as Student has it, and never narrower than by Fisher), each alone; tests by turning
 * the signs of voters, all pairs at once, in small rooms too.
 *
 * Threads: over the given work; the same bytes on any number.  Memory: pairs_free.  Failure: NULL without
 * error: stopped.  Numbers are finite or NaN where stated; the order of answers is of no consequence.
 */
#ifndef PAIRS_H
#define PAIRS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "work.h"

#define PAIRS_PRIOR 0.5 /* the usual prior */

enum pairs_choice { PAIRS_LEFT, PAIRS_RIGHT, PAIRS_EQUAL, PAIRS_SKIP };

struct pairs_answer {
	uint32_t voter, left, right; /* left and right differ */
	enum pairs_choice choice;
};

/* --- the model ------------------------------------------------------------------------------------------ */

enum pairs_state {
	PAIRS_FITTED,
	PAIRS_EMPTY,	 /* nobody chose between any two */
	PAIRS_APART,	 /* some items were never compared, through others either, with the rest */
	PAIRS_UNBOUNDED, /* some set of items lost to no other: without a prior their worth is infinite */
};
struct pairs_fit {
	enum pairs_state state; /* what plain maximum likelihood would meet */
	bool is_known;		/* worths were found: FITTED, or a prior > 0 */
	size_t n_items, reference;
	double *worth;	    /* n_items: log-worths less the reference's, or centred; NaN: not known */
	double *error;	    /* n_items: standard errors of those; 0 for the reference */
	double *covariance; /* n_items * n_items, of the same */
	uint32_t *part;	    /* n_items: items of one part were compared, through others too */
	size_t n_parts;
};
/* wins: n_items * n_items, how often i was chosen over j, >= 0, halves too.  reference: its worth is 0;
 * SIZE_MAX: worths add up to 0. */
struct pairs_fit *pairs_fit(const double *wins, size_t n_items, double prior, size_t reference);
void pairs_fit_free(struct pairs_fit *);

/* --- a vote --------------------------------------------------------------------------------------------- */

struct pairs_input {
	const struct pairs_answer *answers;
	size_t n_answers, n_voters, n_items;
	const bool *counts; /* n_voters; NULL: all count */
	double confidence;  /* 0.95 */
	size_t n_resamples; /* 1,000 */
	size_t min_ranked;  /* voters: 20; fewer: what is above what, and no places */
	uint64_t seed;
};

struct pairs_item {
	size_t n_compared, n_won, n_lost, n_equal, n_skipped, n_voters;
	double worth, error;	      /* centred; NaN: never compared, or nobody chose */
	double worth_low, worth_high; /* over voters; NaN as above */
	double support, support_low,
		support_high;	       /* mean chance to be chosen against each of the others; 0..1 */
	size_t place, low, high, band; /* as in ballots.h; 0: not ranked */
};

struct pairs {
	size_t n_items, n_voters /* who chose at least once */, n_answers, n_skipped, n_repeated, n_bands;
	struct pairs_fit *fit, *plain; /* centred: with PAIRS_PRIOR, and without any */
	struct pairs_item *items;      /* n_items */
	size_t *order;		       /* n_items: first to last; never compared last */
	double *wins;		       /* n_items * n_items */
	double *chance;		       /* n_items * n_items: of i to be chosen over j; NaN: not known */
	double *p;   /* n_items * n_items: of "i is not above j", all pairs at once (pairs_test.c) */
	bool *above; /* n_items * n_items: i is surely above j, all at once; else a tie (empate) */
	bool is_ranked;
};
/* A pair answered twice by a voter counts once: the last choice in the order given. Zeroes in the settings
 * are the usual ones. */
struct pairs *pairs_count(const struct pairs_input *, struct work *);
void pairs_free(struct pairs *);

/* --- asking --------------------------------------------------------------------------------------------- */

/* The pair to show to this voter after all that was shown to anybody so far (skipped or not), on left and
 * right as to be shown; false: the voter has seen them all.  What was least compared, through others too,
 * comes likeliest; no pair comes twice to a voter, in either way round; nobody's answers change what others
 * are asked.  Same pairs shown, voter and seed: same pair. */
bool pairs_next(const struct pairs_answer *answers, size_t n_answers, size_t n_items, uint32_t voter,
		uint64_t seed, uint32_t *left, uint32_t *right);

#endif
