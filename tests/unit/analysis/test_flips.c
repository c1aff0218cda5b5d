/* The exact test beside all choices of signs, beside the coin, and beside itself turned around.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <glib.h>
#include <math.h>

#include "flips.h"
#include "random.h"
#include "rank_sets.h"

/* Every choice of signs, one by one. */
static double by_all_signs(const int32_t *d, size_t n)
{
	int64_t seen = 0;
	size_t n_as_high = 0;

	for (size_t i = 0; i < n; i++)
		seen += d[i];
	for (size_t signs = 0; signs < (size_t)1 << n; signs++) {
		int64_t sum = 0;

		for (size_t i = 0; i < n; i++)
			sum += signs >> i & 1 ? d[i] : -d[i];
		n_as_high += sum >= seen;
	}
	return (double)n_as_high / (double)((size_t)1 << n);
}

static void it_is_the_share_of_all_choices_of_signs(void **state)
{
	struct random random;

	(void)state;
	random_start(&random, 1, RANDOM_STREAM_PEOPLE);
	for (size_t round = 0; round < 400; round++) {
		int32_t d[14];
		size_t n = random_below(&random, 15);
		int32_t most = 1 + (int32_t)random_below(&random, 9), step = 1 + (int32_t)(round % 3);

		for (size_t i = 0; i < n; i++)
			d[i] = step * ((int32_t)random_below(&random, (size_t)(2 * most + 1)) - most);
		assert_true(fabs(flips_chance(d, n) - by_all_signs(d, n)) < 1e-13);
	}
}

static void differences_of_one_are_the_coin_of_mcnemar(void **state)
{
	struct random random;

	(void)state;
	random_start(&random, 2, RANDOM_STREAM_PEOPLE);
	for (size_t round = 0; round < 60; round++) {
		size_t n = 1 + random_below(&random, 300), n_mentions = 0;
		g_autofree int32_t *d = g_new(int32_t, n);
		g_autofree struct rank_mention *mentions = g_new(struct rank_mention, 2 * n);
		double p[4], lean = random_unit(&random);

		for (size_t i = 0; i < n; i++) {
			bool first = random_unit(&random) < lean, second = random_unit(&random) < 0.5;

			d[i] = (int32_t)first - (int32_t)second;
			if (first)
				mentions[n_mentions++] = (struct rank_mention){i, 0};
			if (second)
				mentions[n_mentions++] = (struct rank_mention){i, 1};
		}
		rank_test_paired(&(struct rank_people){mentions, n_mentions, n, 2, 0, NULL}, p);
		assert_true(fabs(flips_chance(d, n) - MAX(p[1], 1e-15)) < 1e-12);
	}
}

static void many_sizes_meet_the_normal_law_without_a_seam(void **state)
{
	struct random random;

	(void)state;
	random_start(&random, 3, RANDOM_STREAM_PEOPLE);
	/* Sixty sizes up to a thousand are exact; three times them and one that differs by 1 take too many
	 * sums, and are the same law but for that one. */
	for (size_t round = 0; round < 12; round++) {
		int32_t d[61];
		double exact, normal;

		for (size_t i = 0; i < 60; i++)
			d[i] = (int32_t)random_below(&random, 2001) - 1000 + 30 * (int32_t)round;
		exact = flips_chance(d, 60);
		for (size_t i = 0; i < 60; i++)
			d[i] *= 3;
		d[60] = 1;
		normal = flips_chance(d, 61);
		assert_true(fabs(normal - exact) < 1e-3);
		assert_true(fabs(normal / exact - 1) < 0.1);
	}
}

static void what_does_not_differ_says_nothing(void **state)
{
	const int32_t zeroes[50] = {0};
	int32_t ones[60];

	(void)state;
	assert_true(flips_chance(zeroes, 50) == 1);
	assert_true(flips_chance(zeroes, 0) == 1);
	for (size_t i = 0; i < 60; i++)
		ones[i] = 1;
	assert_true(flips_chance(ones, 60) == 1e-15);
	ones[0] = INT32_MAX;
	ones[1] = INT32_MIN;
	assert_true(flips_chance(ones, 60) > 0 && flips_chance(ones, 60) <= 1);
}

static void the_order_of_voters_is_of_no_consequence_and_both_ways_add_up(void **state)
{
	struct random random;

	(void)state;
	random_start(&random, 4, RANDOM_STREAM_PEOPLE);
	for (size_t round = 0; round < 50; round++) {
		int32_t d[40], turned[40], other[40];
		double forth, back;

		for (size_t i = 0; i < 40; i++)
			d[i] = (int32_t)random_below(&random, 7) - 3;
		for (size_t i = 0; i < 40; i++) {
			other[39 - i] = d[i];
			turned[i] = -d[i];
		}
		forth = flips_chance(d, 40);
		back = flips_chance(turned, 40);
		assert_true(forth == flips_chance(other, 40));
		/* The sum that was seen is in both. */
		assert_true(forth + back >= 1 - 1e-12);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(it_is_the_share_of_all_choices_of_signs),
		cmocka_unit_test(differences_of_one_are_the_coin_of_mcnemar),
		cmocka_unit_test(many_sizes_meet_the_normal_law_without_a_seam),
		cmocka_unit_test(what_does_not_differ_says_nothing),
		cmocka_unit_test(the_order_of_voters_is_of_no_consequence_and_both_ways_add_up),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
