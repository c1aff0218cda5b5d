/* rank_sets - from the tests of pairs to the places that issues may take, and to bands.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rank_sets.h"

#include <glib.h>
#include <stdlib.h>

static int compare_p(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* The largest p that is rejected among the n tests of a family, negative: none.  Equal ones share their fate:
 * limits only grow along the order. */
static double last_rejected(double *p, size_t n, double level, enum rank_correction correction)
{
	double last = -1;

	qsort(p, n, sizeof *p, compare_p);
	for (size_t k = 0; k < n; k++) {
		if (p[k] > level / (double)(correction == RANK_HOLM ? n - k : n))
			break;
		last = p[k];
	}
	return last;
}

void rank_sets(const double *p, size_t n, double confidence, enum rank_correction correction,
	       enum rank_cover cover, size_t *low, size_t *high)
{
	g_autofree double *family = g_new(double, n *n + 1);
	double last = -1, level = 1 - confidence;
	size_t m = 0;

	if (cover == RANK_MARGINAL)
		correction = RANK_HOLM;
	g_assert(confidence > 0 && confidence < 1);
	if (cover == RANK_SIMULTANEOUS) {
		for (size_t i = 0; i < n; i++)
			for (size_t j = 0; j < n; j++)
				if (i != j)
					family[m++] = p[i * n + j];
		last = last_rejected(family, m, level, correction);
	}
	for (size_t i = 0; i < n; i++) {
		if (cover == RANK_MARGINAL) {
			m = 0;
			for (size_t j = 0; j < n; j++)
				if (i != j) {
					family[m++] = p[i * n + j];
					family[m++] = p[j * n + i];
				}
			last = last_rejected(family, m, level, correction);
		}
		low[i] = 1;
		high[i] = n;
		for (size_t j = 0; j < n; j++)
			if (i != j) {
				low[i] += p[j * n + i] <= last;
				high[i] -= p[i * n + j] <= last;
			}
	}
}

void rank_sets_unite(size_t *low, size_t *high, const size_t *other_low, const size_t *other_high, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		low[i] = MIN(low[i], other_low[i]);
		high[i] = MAX(high[i], other_high[i]);
	}
}

size_t rank_bands(const size_t *low, const size_t *high, const size_t *order, size_t n, size_t *band)
{
	g_autofree size_t *best = g_new(size_t, n + 1); /* of all from there on */
	size_t worst = 0, n_bands = 0;

	best[n] = SIZE_MAX;
	for (size_t at = n; at-- > 0;)
		best[at] = MIN(best[at + 1], low[order[at]]);
	for (size_t at = 0; at < n; at++) {
		n_bands += worst < best[at];
		worst = MAX(worst, high[order[at]]);
		band[order[at]] = n_bands - 1;
	}
	return n_bands;
}
