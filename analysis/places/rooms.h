/* rooms - whether a difference of shares is larger than what sessions differ among themselves.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Weighted least squares of the sessions' shares (weights: their senders): each place has its level and,
 * where asked for, the later period one step for all.  The residual variance, at least that of chance, is the
 * error of the difference, with Student's t (McCullagh & Nelder, Generalized Linear Models, 1989, 4.5:
 * overdispersion by residual degrees of freedom).
 *
 * Threads: pure.  Memory: the caller's.  Failure: NaN where no residual is left: rooms cannot be told apart
 * from what is asked.
 */
#ifndef ROOMS_H
#define ROOMS_H

#include <stdbool.h>
#include <stddef.h>

struct rooms_session {
	size_t place; /* 0..n_places-1 */
	bool is_later;
	double n_senders, n_named;
};
/* p of both sides, n_places of them, that a place has the share of all others together. */
void rooms_of_places(const struct rooms_session *, size_t n_sessions, size_t n_places, double *p);
/* p of both sides that the later period has the share of the earlier one, place by place. */
double rooms_of_period(const struct rooms_session *, size_t n_sessions, size_t n_places);

#endif
