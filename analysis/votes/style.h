/* style - ballots that look as if they had been given without reading, or by one hand: flags, never removals.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A flag says that what is seen would hardly come about by itself in this very room: under the shares of
 * answers that each item had among the others, fewer than STYLE_EXPECTED such ballots were to be expected
 * among all.  Short ballots are therefore never flagged, and agreeing with what everybody agrees with is no
 * style.  A burst is judged by the other minutes in which anything came (their mean and how unevenly they
 * fill), ten at least, so that a room told to vote now is none.  Results are given with and without those
 * flagged, side by side; dropping is for people to decide.  (Krosnick, Applied Cognitive Psychology 5 (1991)
 * 213-236; Meade & Craig, Psychological Methods 17 (2012) 437-455.)
 *
 * Threads: pure.  Memory: style_free.  Failure: none.
 */
#ifndef STYLE_H
#define STYLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum style_flag {
	STYLE_AGREE = 1,     /* agreed with (or marked) everything that was answered */
	STYLE_STRAIGHT = 2,  /* gave one other answer throughout (pairs: always the one on the same side) */
	STYLE_ALTERNATE = 4, /* two answers took turns: left, right, left... */
	STYLE_BURST = 8,     /* among too many ballots within a minute for the pace of the vote */
	STYLE_COPY = 16,     /* the same ballot as too many others: STYLE_LEAST or more */
	STYLE_N_FLAGS = 5
};
#define STYLE_EXPECTED 0.1
enum { STYLE_LEAST = 5 /* answers on a ballot, ballots of a burst, copies */, STYLE_SECONDS = 60 };

/* Each item once a voter, or as often as it was asked where items are of one kind (the side of a pair).  A
 * voter's answers are in the order in which they were given where that is known. */
struct style_answer {
	uint32_t voter, item;
	int32_t value;
};
struct style_input {
	const struct style_answer *answers;
	size_t n_answers, n_voters;
	int32_t agree;	       /* the value that agrees or marks; INT32_MIN: none does */
	int32_t nothing;       /* the value of what was left blank; INT32_MIN: none is */
	bool has_order;	       /* answers are in the order given: turns mean something */
	bool has_copies;       /* one item is one question: equal ballots mean something */
	const int64_t *second; /* n_voters: when the ballot came, below 0 unknown; NULL: times not known */
};

struct style {
	size_t n_voters, n_flagged, n_with[STYLE_N_FLAGS]; /* by bit */
	uint8_t *flags;					   /* n_voters: of enum style_flag, or'ed */
	size_t n_burst;	    /* ballots in the fullest minute that is flagged, 0: none is */
	int64_t burst_at;   /* second it began */
	double burst_usual; /* ballots in the other minutes with any */
	size_t n_copies;    /* of the most copied ballot that is flagged; 0: none is */
};
struct style *style_look(const struct style_input *);
void style_free(struct style *);

/* counts, n_voters: whether not flagged with any of these: for the counts of ballots, pairs and opinions. */
void style_keep(const struct style *, unsigned flags, bool *counts);

#endif
