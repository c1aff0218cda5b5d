/* duplicates - which texts are the same or nearly the same: exact match, then MinHash verified by exact
 * Jaccard; and whether the copies of one text came in a burst. SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Texts are compared in normal form (text_normalise).  Two are near-copies when the sets of their character
 * 5-grams share at least DUPLICATES_JACCARD (Broder 1997; 64 minima in 16 bands of 4, so that a pair at
 * Jaccard J is compared with probability 1 - (1 - J^4)^16).  Groups grow around their first text in the given
 * order: every member was verified against it, so groups do not drift.
 *
 * A text is compared with at most 32 first texts, those with which it shares most bands, out of the first 16
 * of each band: a million texts that are all nearly alike cost no more than so much each.
 *
 * Threads: over the given work, the same result on any number.  Memory: the caller frees the array.  Failure:
 * NULL when the work was stopped.
 */
#ifndef DUPLICATES_H
#define DUPLICATES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "work.h"

#define DUPLICATES_JACCARD 0.8

/* For each of n normal forms the index of the first text of its group (its own: the text is the first).  An
 * empty text is a copy of nothing. */
uint32_t *duplicates_find(const char *const *texts, size_t n, uint64_t seed, struct work *);

/* Jaccard similarity of the 5-gram sets of two normal forms; 1 when both are empty. */
double duplicates_jaccard(const char *a, const char *b);

/* Short enough that two people may well write it alike: under 8 words or 40 characters. */
bool duplicates_is_short(const char *text);

/* How many of 64 minima of two texts are equal: a sample of size 64 of their Jaccard similarity. */
enum { DUPLICATES_N_MINIMA = 64 };
size_t duplicates_equal_minima(const char *a, const char *b, uint64_t seed);

/* Whether copies came closer together than the reports of the study did. */
struct duplicates_burst {
	size_t n_forms;	 /* copies that came within so many hours; 0: no burst */
	size_t n_hours;	 /* 1: within one hour of the clock */
	double expected; /* so many of the copies would have come then at the pace of the other reports */
	double chance; /* that copies at the pace of the other reports come so close anywhere: at most this */
};
/* copies: their hours; all: the hours of all reports, those of the copies among them, ascending.  Hours below
 * 0 are unknown and left out.
 *
 * A scan statistic (Naus 1965): for windows of 1, 2, 4 ... 256 hours that begin with a copy, the probability
 * that as many of the remaining copies as were seen, or more, fall into the window, each with the share that
 * the other reports have in it (one is added to both counts, so that no hour is impossible): a binomial tail,
 * times the number of windows looked at (Bonferroni).  The window where that is smallest is told when it is
 * at most DUPLICATES_BURST_CHANCE.  So equal texts of one workshop, whose other reports came in the same
 * hour, are no burst, and where there are no other reports there is no evidence of one. */
#define DUPLICATES_BURST_CHANCE 0.001
struct duplicates_burst duplicates_burst(const int64_t *copies, size_t n_copies, const int64_t *all,
					 size_t n_all);

#endif
