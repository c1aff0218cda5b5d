/* binomial - exact intervals for a share: Clopper & Pearson, Biometrika 26 (1934).
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The same bits on every processor (numbers.h); within 1e-9 of the true limits for n up to ten million.
 *
 * Threads: pure.  Memory: none.  Failure: none.
 */
#ifndef BINOMIAL_H
#define BINOMIAL_H

#include <stddef.h>

/* Of the beta distribution: the share of it below x; a, b > 0, 0 <= x <= 1. */
double binomial_beta(double a, double b, double x);
/* n_yes of n, n_yes <= n; 0 < confidence < 1.  None of none: 0..1. */
void binomial_interval(size_t n_yes, size_t n, double confidence, double *low, double *high);

#endif
