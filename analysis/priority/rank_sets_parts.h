/* rank_sets_parts - what the tests of pairs share.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Threads: pure.  Memory: the caller's, rank_named_free.  Failure: none.
 */
#ifndef RANK_SETS_PARTS_H
#define RANK_SETS_PARTS_H

#include "rank_sets.h"

/* Chance of x heads or more in n throws of a fair coin: exact up to 50 throws, to 1e-9 of itself up to
 * 100,000. */
double rank_coin_tail(size_t x, size_t n);
/* Chance that Student's t with so many degrees of freedom, > 0, is t or more: to 1e-10 of itself. */
double rank_student_tail(double t, double freedom);
/* First and second derivative of the logarithm of gamma: to 1e-11, x > 0. */
double rank_digamma(double x);
double rank_trigamma(double x);

/* The issues of sender s, each once: issue[start[s]] .. issue[start[s + 1] - 1]. */
struct rank_named {
	size_t *start, *issue;
};
struct rank_named rank_named_make(const struct rank_people *);
void rank_named_free(struct rank_named *);
/* Of i and j, j <= i, at i * n_issues + j: senders who name both.  g_free. */
size_t *rank_count_both(const struct rank_people *);

/* Fewer than RANK_MIN_OUTSIDE senders are outside the largest session. */
bool rank_is_one_room(const struct rank_people *);

#endif
