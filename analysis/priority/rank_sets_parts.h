/* rank_sets_parts - what the tests of pairs share.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Threads: pure.  Memory: the caller's, rank_named_free.  Failure: none.
 */
#ifndef RANK_SETS_PARTS_H
#define RANK_SETS_PARTS_H

#include "rank_sets.h"

/* Chance of x heads or more in n throws of a fair coin: exact up to 50 throws, to 1e-12 of itself above. */
double rank_coin_tail(size_t x, size_t n);
/* Chance that Student's t with so many degrees of freedom, > 0, is t or more: to 1e-11 of itself. */
double rank_student_tail(double t, double freedom);

/* The issues of sender s, each once: issue[start[s]] .. issue[start[s + 1] - 1]. */
struct rank_named {
	size_t *start, *issue;
};
struct rank_named rank_named_make(const struct rank_people *);
void rank_named_free(struct rank_named *);

/* Sessions with people; those of unknown session are one. */
size_t rank_n_rooms(const struct rank_people *);

#endif
