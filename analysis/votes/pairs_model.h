/* pairs_model - the likelihood of Bradley and Terry, climbed: what fits, tests and questions share.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * theta: log-worths.  prior[i]: so many wins and as many losses of item i against one whose log-worth is 0;
 * where all are 0 the first item's log-worth is held at 0, and the caller has seen to it that the maximum
 * exists.  wins: n * n; what stands on the diagonal is not read.
 *
 * Threads: pure.  Memory: the caller's.  Failure: none.
 */
#ifndef PAIRS_MODEL_H
#define PAIRS_MODEL_H

#include <stdbool.h>
#include <stddef.h>

/* Climbs from where theta is: MM steps first when it is far, then Newton's. */
void pairs_model_climb(const double *wins, const double *prior, size_t n, bool is_far, double *theta);
/* Lower triangle of the Cholesky factor of the information, n * n; row and column of a held item are those
 * of 1. */
void pairs_model_factor(const double *wins, const double *prior, size_t n, const double *theta,
			double *factor);
/* The same of any positive definite matrix, in place: its lower triangle is read. */
void pairs_model_factorise(double *matrix, size_t n);
/* Solves for one right side, in place; what belongs to a held item must be 0 and stays. */
void pairs_model_solve(const double *factor, size_t n, double *x);
/* Chance of the first of two whose log-worths differ by so much. */
double pairs_model_chance(double difference);

#endif
