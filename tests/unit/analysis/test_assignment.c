/* test_assignment - the best matching against every matching there is.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>
#include <glib.h>
#include <math.h>

#include "assignment.h"
#include "random.h"

/* Slow twin: each row with each column that is left, or with none. */
static double best_of_all(const double *value, size_t n_rows, size_t n_columns, size_t row, unsigned taken)
{
	double best;

	if (row == n_rows)
		return 0;
	best = best_of_all(value, n_rows, n_columns, row + 1, taken);
	for (size_t c = 0; c < n_columns; c++)
		if (!(taken & (1U << c)))
			best = fmax(best,
				    value[row * n_columns + c] + best_of_all(value, n_rows, n_columns,
									     row + 1, taken | (1U << c)));
	return best;
}

static void the_sum_is_the_largest_of_all_matchings(void **state)
{
	struct random random;

	(void)state;
	random_start(&random, 11, RANDOM_STREAM_RANKS);
	for (size_t round = 0; round < 400; round++) {
		size_t n_rows = random_below(&random, 7), n_columns = random_below(&random, 7);
		double value[36], sum = 0;
		size_t column_of[6];
		unsigned taken = 0;

		for (size_t i = 0; i < n_rows * n_columns; i++)
			value[i] = random_below(&random, 3) ? random_unit(&random) : 0;
		double found = assignment_best(value, n_rows, n_columns, column_of);
		for (size_t r = 0; r < n_rows; r++) {
			if (column_of[r] == SIZE_MAX) {
				assert_true(n_rows > n_columns);
				continue;
			}
			assert_true(column_of[r] < n_columns);
			assert_false(taken & (1U << column_of[r]));
			taken |= 1U << column_of[r];
			sum += value[r * n_columns + column_of[r]];
		}
		assert_true(fabs(sum - found) < 1e-12);
		assert_true(fabs(found - best_of_all(value, n_rows, n_columns, 0, 0)) < 1e-12);
		assert_true(fabs(found - assignment_best(value, n_rows, n_columns, NULL)) < 1e-12);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_sum_is_the_largest_of_all_matchings),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
