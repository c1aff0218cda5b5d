/* numbers - series on a reduced range; see the header for why.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "numbers.h"

#include <glib.h>
#include <math.h>

static const double ln2_high = 0x1.62e42fee00000p-1, ln2_low = 0x1.a39ef35793c76p-33;

double number_log(double x)
{
	int exponent;
	double m = frexp(x, &exponent), s, s2, sum = 0;

	g_assert(x > 0 && isfinite(x));
	if (m < 0.70710678118654752) {
		m *= 2;
		exponent--;
	}
	/* ln m = 2 atanh s; |s| < 0.172 */
	s = (m - 1) / (m + 1);
	s2 = s * s;
	for (int k = 23; k >= 3; k -= 2)
		sum = (sum + 1.0 / k) * s2;
	return exponent * ln2_high + (2 * s + (2 * s * sum + exponent * ln2_low));
}

double number_exp(double x)
{
	double n, r, term = 1, sum;

	if (x < -700)
		return 0;
	g_assert(x <= 700);
	n = floor(x / 0.69314718055994531 + 0.5);
	r = (x - n * ln2_high) - n * ln2_low;
	sum = 1;
	for (int k = 1; k <= 15; k++) {
		term *= r / k;
		sum += term;
	}
	return ldexp(sum, (int)n);
}

double number_log_gamma(double x)
{
	static const double c[] = {1.0 / 12,   -1.0 / 360,	1.0 / 1260, -1.0 / 1680,
				   1.0 / 1188, -691.0 / 360360, 1.0 / 156};
	double product = 1, y = x, inverse, square, sum = 0;

	g_assert(x > 0 && isfinite(x));
	while (y < 10)
		product *= y++;
	inverse = 1 / y;
	square = inverse * inverse;
	for (size_t i = G_N_ELEMENTS(c); i-- > 0;)
		sum = sum * square + c[i];
	return (y - 0.5) * number_log(y) - y + 0.91893853320467274 + sum * inverse - number_log(product);
}
