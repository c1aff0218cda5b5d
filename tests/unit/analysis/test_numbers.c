/* The numbers that must be the same everywhere are also right: beside the C library's.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <float.h>
#include <math.h>

#include "numbers.h"
#include "random.h"

static void assert_near(double found, double right, double allowed)
{
	assert_true(fabs(found - right) <= allowed * fmax(1, fabs(right)));
}

static void the_logarithm_is_that_of_the_c_library(void **state)
{
	struct random random;

	(void)state;
	random_start(&random, 1, RANDOM_STREAM_MIXTURE);
	for (int i = 0; i < 100000; i++) {
		double x = ldexp(random_unit(&random) + 1e-9, (int)random_below(&random, 200) - 100);

		assert_near(number_log(x), log(x), 4e-15);
	}
	assert_true(number_log(1) == 0);
	assert_near(number_log(DBL_MIN), log(DBL_MIN), 4e-15);
	assert_near(number_log(DBL_MAX), log(DBL_MAX), 4e-15);
}

static void the_exponential_is_that_of_the_c_library(void **state)
{
	struct random random;

	(void)state;
	random_start(&random, 2, RANDOM_STREAM_MIXTURE);
	for (int i = 0; i < 100000; i++) {
		double x = random_unit(&random) * 1400 - 700;

		assert_true(fabs(number_exp(x) / exp(x) - 1) < 4e-15);
	}
	assert_true(number_exp(0) == 1);
	assert_true(number_exp(-1e6) == 0);
}

static void the_log_gamma_is_that_of_the_c_library(void **state)
{
	struct random random;

	(void)state;
	random_start(&random, 3, RANDOM_STREAM_MIXTURE);
	for (int i = 0; i < 100000; i++) {
		double x = ldexp(random_unit(&random) + 1e-6, (int)random_below(&random, 40) - 8);

		assert_near(number_log_gamma(x), lgamma(x), 2e-14);
	}
	assert_near(number_log_gamma(1), 0, 1e-14);
	assert_near(number_log_gamma(0.5), log(M_PI) / 2, 1e-14);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_logarithm_is_that_of_the_c_library),
		cmocka_unit_test(the_exponential_is_that_of_the_c_library),
		cmocka_unit_test(the_log_gamma_is_that_of_the_c_library),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
