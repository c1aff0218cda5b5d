/* test_random - the seeded generator.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "random.h"

static void streams_of_one_seed_differ_and_draws_stay_in_range(void **state)
{
	(void)state;
	struct random a, b, again;
	size_t seen[5] = {0};

	random_start(&a, 1, RANDOM_STREAM_RANKS);
	random_start(&b, 1, RANDOM_STREAM_STABILITY);
	random_start(&again, 1, RANDOM_STREAM_RANKS);
	assert_true(random_next(&a) != random_next(&b));
	(void)random_next(&again);
	for (size_t i = 0; i < 10000; i++) {
		size_t draw = random_below(&a, 5);
		double unit;

		assert_int_equal(draw, random_below(&again, 5));
		assert_true(draw < 5);
		seen[draw]++;
		unit = random_unit(&b);
		assert_true(unit >= 0 && unit < 1);
	}
	/* Five classes of 2,000 each, standard deviation 40. */
	for (size_t i = 0; i < 5; i++)
		assert_true(seen[i] > 1800 && seen[i] < 2200);
	assert_int_equal(random_below(&a, 1), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(streams_of_one_seed_differ_and_draws_stay_in_range),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
