/* student - by halving, from the incomplete beta function.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "student.h"

#include <glib.h>

#include "binomial.h"

double student_limit(double confidence, double freedom)
{
	double low = 0, high = 1;

	g_assert(confidence > 0 && confidence < 1 && freedom > 0);
	/* Chance that |t| is more: I(freedom / (freedom + t^2); freedom / 2, 1 / 2). */
	while (high < 1e150 &&
	       binomial_beta(freedom / 2, 0.5, freedom / (freedom + high * high)) > 1 - confidence)
		high *= 2;
	for (int i = 0; i < 200 && high - low > 1e-15 * high; i++) {
		double t = (low + high) / 2;

		if (binomial_beta(freedom / 2, 0.5, freedom / (freedom + t * t)) > 1 - confidence)
			low = t;
		else
			high = t;
	}
	return high;
}
