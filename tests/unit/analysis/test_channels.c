/* test_channels - against R's fisher.test, chisq.test and p.adjust, and a slow twin.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <glib.h>
#include <math.h>

#include "channels.h"
#include "places_fixture.h"

static void exact_tests_are_those_of_r(void **state)
{
	static const struct {
		size_t named[4], people[4], n;
		double p;
	} tables[] = {
		{{3, 9}, {20, 22}, 2, 0.091320697929667252},
		{{1, 8, 4}, {15, 20, 30}, 3, 0.03444546786594984},
		{{12, 3, 7, 0}, {60, 9, 41, 12}, 4, 0.21596316479559333},
		{{30, 2, 5, 1}, {80, 25, 31, 6}, 4, 0.0077923244540553556},
		{{5, 5}, {10, 10}, 2, 1},
	};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(tables); i++) {
		bool is_exact = false;

		assert_near(channels_test(tables[i].named, tables[i].people, tables[i].n, &is_exact),
			    tables[i].p, 1e-12);
		assert_true(is_exact);
	}
}

static void many_people_are_tested_by_chi_square_as_in_r(void **state)
{
	static const size_t named[] = {400, 2000, 900, 50}, people[] = {5000, 21000, 9000, 700};
	bool is_exact = true;

	(void)state;
	assert_near(channels_test(named, people, 4, &is_exact), 0.0001782987732415656, 1e-15);
	assert_false(is_exact);
}

static void where_nothing_can_differ_the_test_says_one(void **state)
{
	static const size_t none[] = {0, 0}, all[] = {4, 5}, people[] = {4, 5}, one[] = {2, 0},
			    one_people[] = {4, 0};

	(void)state;
	assert_true(channels_test(none, people, 2, NULL) == 1);
	assert_true(channels_test(all, people, 2, NULL) == 1);
	assert_true(channels_test(one, one_people, 2, NULL) == 1);
	assert_true(channels_test(none, people, 0, NULL) == 1);
}

/* Every way of naming, person by person. */
static double slow_twin(const size_t *named, const size_t *people, size_t n)
{
	size_t n_people = 0, n_named = 0;
	double likely[3][8][8] = {{{0}}}, seen, all = 0, sum = 0;
	size_t first[4] = {0};

	for (size_t c = 0; c < n; c++) {
		first[c + 1] = first[c] + people[c];
		n_people += people[c];
		n_named += named[c];
	}
	for (size_t set = 0; set < (size_t)1 << n_people; set++) {
		size_t k[3] = {0}, total = 0;

		for (size_t c = 0; c < n; c++) {
			for (size_t i = first[c]; i < first[c + 1]; i++)
				k[c] += set >> i & 1;
			total += k[c];
		}
		if (total == n_named)
			likely[k[0]][k[1]][k[2]]++;
	}
	seen = likely[named[0]][named[1]][named[2]];
	for (size_t a = 0; a < 3; a++)
		for (size_t b = 0; b < 8; b++)
			for (size_t c = 0; c < 8; c++) {
				all += likely[a][b][c];
				sum += likely[a][b][c] <= seen ? likely[a][b][c] : 0;
			}
	return sum / all;
}

static void counting_tables_equals_counting_people(void **state)
{
	struct random random;

	(void)state;
	random_start(&random, 2, RANDOM_STREAM_PLACES);
	for (size_t round = 0; round < 60; round++) {
		size_t people[3] = {1 + random_below(&random, 2), 1 + random_below(&random, 6),
				    1 + random_below(&random, 6)},
		       named[3];

		for (size_t c = 0; c < 3; c++)
			named[c] = random_below(&random, people[c] + 1);
		assert_near(channels_test(named, people, 3, NULL), slow_twin(named, people, 3), 1e-12);
	}
}

static void the_order_of_channels_does_not_matter(void **state)
{
	static const size_t named[] = {1, 8, 4}, people[] = {15, 20, 30}, turned[] = {4, 1, 8},
			    turned_people[] = {30, 15, 20};

	(void)state;
	assert_near(channels_test(named, people, 3, NULL), channels_test(turned, turned_people, 3, NULL),
		    1e-13);
}

static void holm_adjusts_as_in_r(void **state)
{
	double p[] = {.01, .04, .03, .005, .5};
	static const double wanted[] = {.04, .09, .09, .025, .5};

	(void)state;
	channels_adjust(p, 5);
	for (size_t i = 0; i < 5; i++)
		assert_near(p[i], wanted[i], 1e-15);
	channels_adjust(p, 0);
}

/* Where channels do not differ, the test finds a difference in at most one of twenty. */
static void chance_alone_is_seldom_taken_for_a_difference(void **state)
{
	enum { ROUNDS = 1500 };
	static const size_t people[3] = {40, 25, 15};
	struct random random;
	size_t n_found = 0;

	(void)state;
	random_start(&random, 8, RANDOM_STREAM_PLACES);
	for (size_t round = 0; round < ROUNDS; round++) {
		size_t named[3] = {0};

		for (size_t c = 0; c < 3; c++)
			for (size_t i = 0; i < people[c]; i++)
				named[c] += random_unit(&random) < 0.3;
		n_found += channels_test(named, people, 3, NULL) <= 0.05;
	}
	assert_true(n_found <= ROUNDS / 20);
	assert_true(n_found >= ROUNDS / 50);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(exact_tests_are_those_of_r),
		cmocka_unit_test(many_people_are_tested_by_chi_square_as_in_r),
		cmocka_unit_test(where_nothing_can_differ_the_test_says_one),
		cmocka_unit_test(counting_tables_equals_counting_people),
		cmocka_unit_test(the_order_of_channels_does_not_matter),
		cmocka_unit_test(holm_adjusts_as_in_r),
		cmocka_unit_test(chance_alone_is_seldom_taken_for_a_difference),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
