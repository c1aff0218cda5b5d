/* ballots - dots, approvals and rankings counted, with what the count can and cannot tell apart.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A ballot is everything one voter marked, and the voter is the unit of every doubt.  A ballot against the
 * rules is spoiled: counted as such, with why, and in nothing else; a blank one is counted as blank, and is
 * none of those that voted.
 *
 * Order and places.  Approval: by ballots that mark it.  Dots: by the sum of dots.  Ranking: by duels lost
 * (Copeland 1951): i wins over j when more voters put it before, an item marked being before one that is
 * not and two unmarked ones saying nothing; equals go by Borda points.  Duels are the order because they need
 * no points for what was not ranked, put first whoever wins all duels (Condorcet) when there is one, and have
 * an exact doubt; Borda points stand beside.  Borda: with n items the first gets n - 1, the next n - 2...;
 * those not marked share evenly what is left (Dummett 1997), so that every ballot gives the same sum.
 *
 * Places are sets that hold all at once with the stated confidence (rank_sets.h) over one exact test a pair
 * (flips.h): of differences of marks or dots, of the sign of preference in rankings.  i and j are told apart
 * when one is surely above the other; all else is a tie (empate).  Below min_ranked ballots there is a list
 * and no places.
 *
 * Threads: over the given work.  Memory: ballots_free.  Failure: NULL without error: stopped; marks of voters
 * or items that there are not are a programmer's mistake.  Numbers are finite; the order of marks and voters
 * is of no consequence.
 */
#ifndef BALLOTS_H
#define BALLOTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "work.h"

enum ballots_kind { BALLOTS_APPROVAL, BALLOTS_DOTS, BALLOTS_RANKING };

struct ballots_mark {
	uint32_t voter, item;
	int32_t value; /* approval: 1 (0: no mark); dots: how many (0: no mark); ranking: place from 1 */
};

struct ballots_input {
	enum ballots_kind kind;
	const struct ballots_mark *marks;
	size_t n_marks, n_voters, n_items;
	const bool *counts; /* n_voters: false: as if that ballot were not there; NULL: all count */
	/* Rules; 0: none.  Approval and ranking: items on a ballot; dots: their sum. */
	size_t least, most;
	size_t most_each;  /* dots on one item; approval, ranking: not read */
	bool has_ties;	   /* rankings may give one place to several; else such a ballot is spoiled */
	double confidence; /* of all places at once, and of each interval alone: 0.95 */
	size_t min_ranked; /* ballots: 20 */
};

enum ballots_fault {
	BALLOTS_GOOD,
	BALLOTS_BLANK, /* nothing marked */
	BALLOTS_TWICE, /* an item marked twice with different values; the same twice counts once */
	BALLOTS_VALUE, /* below 0, dots or places beyond BALLOTS_MAX_VALUE */
	BALLOTS_FEW,   /* fewer than least */
	BALLOTS_MANY,  /* more than most */
	BALLOTS_MANY_ON_ONE,
	BALLOTS_TIED,	  /* two items at one place of a ranking */
	BALLOTS_LEFT_OUT, /* does not count */
	BALLOTS_FAULT_MAX
};
enum { BALLOTS_MAX_VALUE = 10000 };

struct ballots_item {
	size_t n_marked;		     /* good ballots that mark it */
	double share, share_low, share_high; /* of good ballots; exact (Clopper & Pearson 1934) */
	int64_t sum; /* approval: marks; dots: dots; ranking: twice the Borda points */
	/* A good ballot: dots, Borda points; approval: the share.  Student's interval over voters, widened to
	 * the exact one of the share that marks it at as many dots a mark; where all ballots say the same, to
	 * what the exact share of those allows. */
	double mean, mean_low, mean_high;
	size_t n_first;		      /* ranking: ballots that put it first, alone or not */
	size_t n_won, n_even, n_lost; /* ranking: duels */
	size_t place;		      /* from 1 by the count; equals share the best */
	size_t low, high; /* surely within, place among them; 0: not ranked.  Ranking: one more than the
			   * duels it loses, which is the place unless some win over each other in a ring */
	size_t band;	  /* from 0; those of one band are not separable; 0 when not ranked */
	double support; /* 0..1 of good ballots, NaN without any; ranking: of the comparisons with the others
			 * the share in which it is before, half where neither is */
};

struct ballots {
	enum ballots_kind kind;
	size_t n_voters, n_items, n_good, n_faults[BALLOTS_FAULT_MAX], n_bands;
	enum ballots_fault *fault_of; /* n_voters */
	struct ballots_item *items;   /* n_items */
	size_t *order;		      /* n_items: first to last */
	double *p;		      /* n_items * n_items: of "i is not above j"; the diagonal is 1 */
	bool *above;		      /* n_items * n_items: i is surely above j; none when not ranked */
	size_t *duels; /* n_items * n_items: voters who put i before j; approval, dots: with more */
	size_t winner; /* ranking: wins every duel (Condorcet); SIZE_MAX: nobody does */
	size_t n_top;  /* ranking: size of the smallest set that wins all duels with the rest */
	bool *in_top;  /* n_items (Smith 1973) */
	bool is_ranked;
};
/* confidence and min_ranked of 0 are the usual ones. */
struct ballots *ballots_count(const struct ballots_input *, struct work *);
void ballots_free(struct ballots *);

#endif
