/* Exact intervals beside another program's, and beside their definition.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>

#include "binomial.h"

static void limits_are_those_of_scipy(void **state)
{
	static const struct {
		size_t yes, n;
		double confidence, low, high;
	} known[] = {
		{0, 1, 0.95, 0, 0.975},
		{1, 1, 0.95, 0.025, 1},
		{0, 10, 0.95, 0, 0.308497107818761},
		{3, 10, 0.95, 0.0667395111777345, 0.652452850059997},
		{5, 12, 0.9, 0.181024757242321, 0.684762209275548},
		{1, 50, 0.95, 0.000506227983040829, 0.1064695457115},
		{49, 50, 0.99, 0.860595875438928, 0.999899754188476},
		{137, 1000, 0.95, 0.116281689433681, 0.159880965105417},
		{12345, 50000, 0.95, 0.243125141266458, 0.250704262591564},
		{50000, 50000, 0.95, 0.999926225132417, 1},
		{1, 10000000, 0.95, 2.53178079522403e-09, 5.57164211699081e-07},
		{4999999, 10000000, 0.95, 0.4996899525214, 0.500309847478658},
		{300, 1000000, 0.999, 0.000246266806386927, 0.000361371799757731},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++) {
		double low, high;

		binomial_interval(known[i].yes, known[i].n, known[i].confidence, &low, &high);
		assert_true(fabs(low - known[i].low) <= 1e-9);
		assert_true(fabs(high - known[i].high) <= 1e-9);
	}
}

static void nobody_asked_is_everything_possible(void **state)
{
	double low, high;

	(void)state;
	binomial_interval(0, 0, 0.95, &low, &high);
	assert_true(low == 0 && high == 1);
}

/* Chance of so many or more of n, added up. */
static double at_least(size_t k, size_t n, double p)
{
	double sum = 0;

	for (size_t i = k; i <= n; i++) {
		double term = 1;

		for (size_t j = 0; j < i; j++)
			term *= p * (double)(n - j) / (double)(i - j);
		sum += term * pow(1 - p, (double)(n - i));
	}
	return sum;
}

static void at_a_limit_what_was_seen_is_just_too_unlikely(void **state)
{
	(void)state;
	for (size_t n = 1; n <= 40; n += 3)
		for (size_t yes = 0; yes <= n; yes++) {
			double low, high;

			binomial_interval(yes, n, 0.95, &low, &high);
			assert_true(low <= (double)yes / (double)n && (double)yes / (double)n <= high);
			if (yes > 0)
				assert_true(fabs(at_least(yes, n, low) - 0.025) < 1e-10);
			if (yes < n)
				assert_true(fabs(1 - at_least(yes + 1, n, high) - 0.025) < 1e-10);
		}
}

static void agreeing_and_not_agreeing_are_mirrored(void **state)
{
	(void)state;
	for (size_t n = 1; n < 2000; n = n * 3 + 1)
		for (size_t yes = 0; yes <= n; yes += 1 + n / 7) {
			double low, high, other_low, other_high;

			binomial_interval(yes, n, 0.95, &low, &high);
			binomial_interval(n - yes, n, 0.95, &other_low, &other_high);
			assert_true(fabs(low - (1 - other_high)) < 1e-12);
			assert_true(fabs(high - (1 - other_low)) < 1e-12);
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(limits_are_those_of_scipy),
		cmocka_unit_test(nobody_asked_is_everything_possible),
		cmocka_unit_test(at_a_limit_what_was_seen_is_just_too_unlikely),
		cmocka_unit_test(agreeing_and_not_agreeing_are_mirrored),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
