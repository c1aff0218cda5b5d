/* pairs_parts - what the count of a vote by pairs, its resampling and its tests share.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Threads: over the given work.  Memory: the caller's; pairs_book_free.  Failure: false: stopped.
 */
#ifndef PAIRS_PARTS_H
#define PAIRS_PARTS_H

#include "pairs.h"

/* One answer that says something: i before j in number; won: 1 i was chosen, 0 j, 0.5 equal. */
struct pairs_choice_made {
	uint32_t i, j;
	double won;
};
/* Who chose what, each pair once, voters in an order that depends on their answers alone. */
struct pairs_book {
	size_t n_items, n_voters; /* who chose at least once */
	size_t *first;		  /* n_voters + 1: into choices */
	struct pairs_choice_made *choices;
};
void pairs_book_free(struct pairs_book *);

/* times: n_voters, how often each voter counts; NULL: once. */
void pairs_book_wins(const struct pairs_book *, const uint32_t *times, double *wins);

/* n_resamples * n_items log-worths, centred, when voters are drawn again. */
bool pairs_resample(const struct pairs_book *, const double *theta, uint64_t seed, size_t n_resamples,
		    struct work *, double *worths);

/* p[i * n + j]: of "i is not above j", for all pairs at once.  part: items of different parts are not
 * compared: 1. */
bool pairs_test(const struct pairs_book *, const double *theta, const uint32_t *part, uint64_t seed,
		struct work *, double *p);

#endif
