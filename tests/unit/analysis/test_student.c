/* Student's limits beside GSL's and where they are known.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <gsl/gsl_cdf.h>
#include <math.h>

#include "student.h"

static void limits_are_those_of_another_library(void **state)
{
	static const double confidences[] = {0.5, 0.8, 0.95, 0.99, 0.9999};

	(void)state;
	for (double freedom = 1; freedom < 1e5; freedom *= 1.7)
		for (size_t c = 0; c < 5; c++) {
			double right = gsl_cdf_tdist_Qinv((1 - confidences[c]) / 2, freedom);

			assert_true(fabs(student_limit(confidences[c], freedom) / right - 1) < 1e-8);
		}
}

static void one_degree_is_cauchy_and_many_are_normal(void **state)
{
	(void)state;
	assert_true(fabs(student_limit(0.5, 1) - 1) < 1e-12);
	assert_true(fabs(student_limit(0.95, 1) - tan(0.475 * 3.14159265358979324)) < 1e-9);
	assert_true(fabs(student_limit(0.95, 1e6) - 1.959966) < 1e-5);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(limits_are_those_of_another_library),
		cmocka_unit_test(one_degree_is_cauchy_and_many_are_normal),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
