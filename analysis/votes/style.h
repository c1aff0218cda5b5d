/* style - ballots that look as if they had been given without reading, or by one hand: flags, never removals.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A flag says that what is seen would hardly come about by itself in this very room: under the shares of
 * answers that each item had, fewer than STYLE_EXPECTED such ballots were to be expected among all.  Short
 * ballots are therefore never flagged, and everybody agreeing with what everybody agrees with is no style.
 * Results are given with and without those flagged, side by side; dropping is for people to decide.
 * (Straight-lining: Krosnick 1991; long strings: Meade & Craig, Psychological Methods 17 (2012) 437-455.)
 *
 * Threads: pure.  Memory: style_free.  Failure: none.
 */
#ifndef STYLE_H
#define STYLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum style_flag {
	STYLE_AGREE = 1,     /* agreed with (or marked) everything shown */
	STYLE_STRAIGHT = 2,  /* gave one same answer throughout (of pairs: always the one on the same side) */
	STYLE_ALTERNATE = 4, /* answers took turns: left, right, left... */
	STYLE_BURST = 8,     /* among too many ballots within a minute for the pace of the vote */
	STYLE_COPY = 16,     /* the same ballot as too many others */
	STYLE_N_FLAGS = 5
};
#define STYLE_EXPECTED 0.1
enum { STYLE_LEAST = 5 /* answers on a ballot */, STYLE_SECONDS = 60 };

/* In the order in which the voter gave them. */
struct style_answer {
	uint32_t voter, item;
	int32_t value; /* what was answered, small; items may each have another scale */
};
struct style_input {
	const struct style_answer *answers;
	size_t n_answers, n_voters, n_items;
	int32_t agree;	       /* the value that agrees; INT32_MIN: none does */
	bool has_order;	       /* answers are in the order given: turns mean something */
	const int64_t *second; /* n_voters: when the ballot came, -1 unknown; NULL: times not known */
};

struct style {
	size_t n_voters, n_flagged, n_with[STYLE_N_FLAGS]; /* by bit */
	uint8_t *flags;					   /* n_voters: of enum style_flag, or'ed */
	size_t n_burst;	    /* ballots in the thickest minute that is flagged, 0: none is */
	int64_t burst_at;   /* second it began */
	double burst_usual; /* ballots a minute to be expected */
	size_t n_copies;    /* of the most copied ballot that is flagged */
};
struct style *style_look(const struct style_input *);
void style_free(struct style *);

/* n_voters: true: not flagged with any of these: for the counts of ballots, pairs and opinions. */
void style_keep(const struct style *, unsigned flags, bool *counts);

#endif
