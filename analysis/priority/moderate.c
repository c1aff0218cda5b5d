/* moderate - moments of the logarithms of ratios.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "moderate.h"

#include <glib.h>
#include <math.h>

#include "numbers.h"
#include "rank_sets_parts.h"

static const double prior_issues = 4, prior_freedom = 4, min_issues = 4;

/* 2^-20..2^20 */
static double trigamma_inverse(double y)
{
	double low = 0x1p-20, high = 0x1p20;

	while (high > low * (1 + 1e-12)) {
		double middle = sqrt(low * high);

		if (rank_trigamma(middle) > y)
			low = middle;
		else
			high = middle;
	}
	return low;
}

struct moderated moderate(const double *variance, const double *expected, size_t n, double freedom,
			  double most)
{
	struct moderated m = {1, 0};
	double mean = 0, squares = 0, used = 0, own = freedom / 2, spread;

	for (size_t i = 0; i < n; i++) {
		double log_ratio;

		if (!(variance[i] > 0 && expected[i] > 0))
			continue;
		log_ratio = number_log(variance[i] / expected[i]) - rank_digamma(own) + number_log(own);
		mean += log_ratio;
		squares += log_ratio * log_ratio;
		used++;
	}
	if (used < min_issues)
		return m;
	mean /= used;
	spread = (squares - used * mean * mean +
		  prior_issues * (rank_trigamma(own) + rank_trigamma(prior_freedom / 2))) /
			 (used - 1 + prior_issues) -
		 rank_trigamma(own);
	m.freedom = spread <= 0 ? most : MIN(most, 2 * trigamma_inverse(spread));
	if (m.freedom > 0)
		m.scale = MAX(1, number_exp(mean + rank_digamma(m.freedom / 2) - number_log(m.freedom / 2)));
	return m;
}
