/* binomial - the incomplete beta function as a continued fraction (DLMF 8.17.22, Lentz), turned around by
 * halving. SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "binomial.h"

#include "numbers.h"

#include <glib.h>
#include <math.h>

static double not_zero(double x)
{
	return fabs(x) < 1e-300 ? 1e-300 : x;
}

/* For x below the mean; converges in about sqrt(a + b) steps. */
static double fraction(double a, double b, double x)
{
	double c = 1, d = 1 / not_zero(1 - (a + b) * x / (a + 1)), sum = d;

	for (size_t i = 1; i < 1000000; i++) {
		double m = (double)i, even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
		double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)), turn;

		d = 1 / not_zero(1 + even * d);
		c = not_zero(1 + even / c);
		sum *= d * c;
		d = 1 / not_zero(1 + odd * d);
		c = not_zero(1 + odd / c);
		turn = d * c;
		sum *= turn;
		if (fabs(turn - 1) < 1e-15)
			break;
	}
	return sum;
}

double binomial_beta(double a, double b, double x)
{
	double size;

	g_assert(a > 0 && b > 0 && x >= 0 && x <= 1);
	if (x <= 0 || x >= 1)
		return x;
	size = number_log_gamma(a + b) - number_log_gamma(a) - number_log_gamma(b) + a * number_log(x) +
	       b * number_log(1 - x);
	size = size < -700 ? 0 : number_exp(size);
	return x < (a + 1) / (a + b + 2) ? size * fraction(a, b, x) / a
					 : 1 - size * fraction(b, a, 1 - x) / b;
}

/* Where the beta distribution has so much below: a bracket that is cut by the secant or in half. */
static double beta_quantile(double a, double b, double below)
{
	double low = 0, high = 1, at_low = -below, at_high = 1 - below;

	for (size_t i = 0; i < 200 && high - low > 1e-15 * high; i++) {
		double x = (low + high) / 2, at;

		if (i % 3 != 0) {
			double cut = low - at_low * (high - low) / (at_high - at_low);

			if (cut > low && cut < high)
				x = cut;
		}
		if (x <= low || x >= high)
			break;
		at = binomial_beta(a, b, x) - below;
		if (at < 0) {
			low = x;
			at_low = at;
		} else {
			high = x;
			at_high = at;
		}
	}
	return (low + high) / 2;
}

void binomial_interval(size_t n_yes, size_t n, double confidence, double *low, double *high)
{
	double tail = (1 - confidence) / 2, yes = (double)n_yes, no = (double)(n - n_yes);

	g_assert(n_yes <= n && confidence > 0 && confidence < 1);
	*low = n_yes == 0 ? 0 : beta_quantile(yes, no + 1, tail);
	*high = n_yes == n ? 1 : 1 - beta_quantile(no, yes + 1, tail);
}
