/* student - from the incomplete beta function: I(freedom / (freedom + t^2); freedom / 2, 1 / 2); limits by
 * halving.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "student.h"

#include <glib.h>
#include <math.h>

#include "binomial.h"

double student_tails(double t, double freedom)
{
	g_assert(freedom > 0);
	if (!(fabs(t) < 1e150))
		return 0;
	return t == 0 ? 1 : binomial_beta(freedom / 2, 0.5, freedom / (freedom + t * t));
}

double student_limit(double confidence, double freedom)
{
	double low = 0, high = 1;

	g_assert(confidence > 0 && confidence < 1 && freedom > 0);
	while (high < 1e150 && student_tails(high, freedom) > 1 - confidence)
		high *= 2;
	for (int i = 0; i < 200 && high - low > 1e-15 * high; i++) {
		double t = (low + high) / 2;

		if (student_tails(t, freedom) > 1 - confidence)
			low = t;
		else
			high = t;
	}
	return high;
}
