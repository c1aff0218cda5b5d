/* test_agreement - measures against hand-worked tables and slow twins.
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
#include "agreement.h"
#include "random.h"

static void assert_near(double a, double b, double tolerance)
{
	assert_true(fabs(a - b) <= tolerance);
}

/* Slow twins: everything again from pairs and permutations. */
static double choose(size_t n, size_t k)
{
	double c = 1;

	for (size_t i = 0; i < k; i++)
		c = c * (double)(n - i) / (double)(i + 1);
	return k > n ? 0 : c;
}

static double information(const size_t *a, const size_t *b, size_t n)
{
	double mi = 0;

	for (size_t x = 0; x < n; x++) {
		for (size_t y = 0; y < n; y++) {
			double both = 0, p = 0, q = 0;

			for (size_t i = 0; i < n; i++) {
				both += a[i] == x && b[i] == y;
				p += a[i] == x;
				q += b[i] == y;
			}
			if (both > 0)
				mi += both / (double)n * log(both * (double)n / (p * q));
		}
	}
	return mi;
}

/* Mean information over every arrangement of b: Heap's algorithm. */
static double mean_information(const size_t *a, const size_t *b, size_t n)
{
	size_t p[8], c[8] = {0};
	double sum = information(a, b, n), times = 1;

	memcpy(p, b, n * sizeof *p);
	for (size_t i = 0; i < n;) {
		size_t other = i % 2 ? c[i] : 0, keep;

		if (c[i] >= i) {
			c[i++] = 0;
			continue;
		}
		keep = p[other];
		p[other] = p[i];
		p[i] = keep;
		sum += information(a, p, n);
		times++;
		c[i]++;
		i = 0;
	}
	return sum / times;
}

static double rand_by_pairs(const size_t *a, const size_t *b, size_t n)
{
	double both = 0, in_a = 0, in_b = 0, all = choose(n, 2), expected;

	for (size_t i = 0; i < n; i++) {
		for (size_t j = 0; j < i; j++) {
			both += a[i] == a[j] && b[i] == b[j];
			in_a += a[i] == a[j];
			in_b += b[i] == b[j];
		}
	}
	expected = in_a * in_b / all;
	return (both - expected) / ((in_a + in_b) / 2 - expected);
}

static double match(const size_t *a, const size_t *b, size_t n, size_t class, bool *used)
{
	double best;

	if (class == n)
		return 0;
	best = match(a, b, n, class + 1, used);
	for (size_t y = 0; y < n; y++) {
		double here = 0;

		if (used[y])
			continue;
		for (size_t i = 0; i < n; i++)
			here += a[i] == class && b[i] == y;
		if (here <= 0)
			continue;
		used[y] = true;
		best = MAX(best, here + match(a, b, n, class + 1, used));
		used[y] = false;
	}
	return best;
}

static void a_worked_example_gives_the_published_values(void **state)
{
	(void)state;
	/* Hubert & Arabie's measure on the example of Vinh et al.'s kind: values worked by hand from the
	 * table
	 * [[2,1,0],[0,1,2]]. */
	const size_t found[] = {0, 0, 0, 1, 1, 1}, truth[] = {0, 0, 1, 1, 2, 2};
	struct agreement a = agreement_measure(found, truth, 6);

	/* pairs: both 2, rows 6, columns 3, all 15: (2 - 1.2) / (4.5 - 1.2) */
	assert_near(a.ari, 0.8 / 3.3, 1e-12);
	/* MI = ln 2 * 4/6; entropies ln 2 and ln 3. */
	assert_near(a.nmi, 2 * (4.0 / 6 * log(2)) / (log(2) + log(3)), 1e-12);
	assert_near(a.accuracy, 4.0 / 6, 1e-12);
	assert_near(a.purity, 4.0 / 6, 1e-12);
	assert_int_equal(a.n_found, 2);
	assert_int_equal(a.n_true, 3);
}

static void equal_partitions_agree_wholly_whatever_the_numbers(void **state)
{
	(void)state;
	const size_t found[] = {3, 3, 1, 1, 0, 4}, truth[] = {0, 0, 5, 5, 2, 1};
	struct agreement a = agreement_measure(found, truth, 6);

	assert_near(a.ami, 1, 1e-12);
	assert_near(a.ari, 1, 1e-12);
	assert_near(a.nmi, 1, 1e-12);
	assert_near(a.accuracy, 1, 1e-12);
	assert_near(a.purity, 1, 1e-12);
}

static void one_group_for_all_agrees_by_chance_only(void **state)
{
	(void)state;
	const size_t found[] = {0, 0, 0, 0}, truth[] = {0, 0, 1, 1};
	struct agreement a = agreement_measure(found, truth, 4);

	assert_near(a.ami, 0, 1e-12);
	assert_near(a.ari, 0, 1e-12);
	assert_near(a.nmi, 0, 1e-12);
	assert_near(a.accuracy, 0.5, 1e-12);
}

static void single_pieces_have_purity_but_no_agreement(void **state)
{
	(void)state;
	const size_t found[] = {0, 1, 2, 3}, truth[] = {0, 0, 1, 1};
	struct agreement a = agreement_measure(found, truth, 4);

	assert_near(a.purity, 1, 1e-12);
	assert_near(a.ari, 0, 1e-12);
	assert_near(a.ami, 0, 1e-9);
}

static void measures_equal_slow_twins_on_random_partitions(void **state)
{
	(void)state;
	struct random random;

	random_start(&random, 7, RANDOM_STREAM_RANKS);
	for (size_t round = 0; round < 60; round++) {
		size_t a[6], b[6], n = 5 + random_below(&random, 2);
		bool used[6] = {false};
		double h_a, h_b, mi, emi;
		struct agreement m;

		for (size_t i = 0; i < n; i++) {
			a[i] = random_below(&random, 3);
			b[i] = random_below(&random, 4);
		}
		m = agreement_measure(a, b, n);
		if (m.n_found < 2 || m.n_true < 2 || (m.n_found == n && m.n_true == n))
			continue;
		h_a = information(a, a, n);
		h_b = information(b, b, n);
		mi = information(a, b, n);
		emi = mean_information(a, b, n);
		assert_near(m.ari, rand_by_pairs(a, b, n), 1e-10);
		assert_near(m.nmi, mi / ((h_a + h_b) / 2), 1e-10);
		assert_near(m.ami, (mi - emi) / ((h_a + h_b) / 2 - emi), 1e-9);
		assert_near(m.accuracy, match(a, b, n, 0, used) / (double)n, 1e-12);
	}
}

static void agreement_of_nothing_is_whole_and_of_one_too(void **state)
{
	(void)state;
	const size_t one[] = {0};
	struct agreement none = agreement_measure(NULL, NULL, 0), single = agreement_measure(one, one, 1);

	assert_near(none.ari, 1, 0);
	assert_near(single.ami, 1, 0);
	assert_near(single.ari, 1, 0);
}

static void swapping_the_sides_changes_no_symmetric_measure(void **state)
{
	(void)state;
	size_t a[200], b[200];
	struct random random;
	struct agreement x, y;

	random_start(&random, 3, RANDOM_STREAM_RANKS);
	for (size_t i = 0; i < 200; i++) {
		a[i] = random_below(&random, 9);
		b[i] = random_below(&random, 3) ? a[i] / 2 : random_below(&random, 12);
	}
	x = agreement_measure(a, b, 200);
	y = agreement_measure(b, a, 200);
	assert_near(x.ami, y.ami, 1e-10);
	assert_near(x.ari, y.ari, 1e-10);
	assert_near(x.nmi, y.nmi, 1e-10);
	assert_near(x.accuracy, y.accuracy, 1e-12);
	assert_true(x.ami > 0.3 && x.ami < x.nmi);
}

static size_t read_classes(const char *cell, size_t *classes)
{
	g_auto(GStrv) numbers = g_strsplit(cell, " ", -1);
	size_t n = 0;

	for (; numbers[n]; n++) {
		guint64 class;

		assert_true(g_ascii_string_to_unsigned(numbers[n], 10, 0, 1000, &class, NULL));
		classes[n] = (size_t) class;
	}
	return n;
}

static void measures_equal_those_of_scikit_learn(void **state)
{
	(void)state;
	const char *tests = g_getenv("VOCALIA_TESTS");
	g_autofree char *path = g_build_filename(tests ? tests : "tests", "certified", "agreement.tsv", NULL);
	g_autofree char *bytes = NULL;
	size_t n_cases = 0;

	assert_true(g_file_get_contents(path, &bytes, NULL, NULL));
	g_auto(GStrv) lines = g_strsplit(bytes, "\n", -1);
	for (size_t i = 2; lines[i] && *lines[i]; i++, n_cases++) {
		g_auto(GStrv) cells = g_strsplit(lines[i], "\t", -1);
		size_t found[300], truth[300], n;
		struct agreement a;

		assert_int_equal(g_strv_length(cells), 8);
		n = read_classes(cells[1], found);
		assert_int_equal(read_classes(cells[2], truth), n);
		a = agreement_measure(found, truth, n);
		print_message("# %s\n", cells[0]);
		assert_near(a.ami, g_ascii_strtod(cells[3], NULL), 1e-9);
		assert_near(a.ari, g_ascii_strtod(cells[4], NULL), 1e-12);
		assert_near(a.nmi, g_ascii_strtod(cells[5], NULL), 1e-12);
		assert_near(a.accuracy, g_ascii_strtod(cells[6], NULL), 1e-12);
		assert_near(a.purity, g_ascii_strtod(cells[7], NULL), 1e-12);
	}
	assert_int_equal(n_cases, 18);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_worked_example_gives_the_published_values),
		cmocka_unit_test(equal_partitions_agree_wholly_whatever_the_numbers),
		cmocka_unit_test(one_group_for_all_agrees_by_chance_only),
		cmocka_unit_test(single_pieces_have_purity_but_no_agreement),
		cmocka_unit_test(measures_equal_slow_twins_on_random_partitions),
		cmocka_unit_test(agreement_of_nothing_is_whole_and_of_one_too),
		cmocka_unit_test(swapping_the_sides_changes_no_symmetric_measure),
		cmocka_unit_test(measures_equal_those_of_scikit_learn),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
