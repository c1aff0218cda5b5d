/* test_rank_sets - places by mentions: tails against R, sets of counts against a slow twin and csranks,
 * bands. SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <glib.h>
#include <math.h>

#include "random.h"
#include "rank_sets.h"
#include "rank_sets_parts.h"

static void assert_close(double a, double b, double relative)
{
	assert_true(fabs(a - b) <= relative * fabs(b));
}

static void the_tail_of_coins_is_that_of_their_triangle(void **state)
{
	(void)state;
	enum { MOST = 400 };
	double chance[MOST + 1] = {1};

	for (size_t n = 0; n <= MOST; n++) {
		double sum = 0;

		for (size_t x = n + 1; x-- > 0;) {
			sum += chance[x];
			assert_close(rank_coin_tail(x, n), sum, 1e-12);
		}
		for (size_t x = n + 1; n < MOST && x > 0; x--)
			chance[x] = (chance[x] + chance[x - 1]) / 2;
		chance[0] /= 2;
	}
}

static void the_tail_of_coins_is_exact_in_whole_numbers_and_holds_for_many_throws(void **state)
{
	(void)state;
	/* Sums of whole numbers of any size, divided once. */
	static const struct {
		size_t x, n;
		double p;
	} certified[] = {
		{51, 100, 0.4602053813064106192509365},
		{520, 1000, 0.1087241466020704714057776},
		{600, 1000, 1.364232078033009212804390e-10},
		{999, 1000, 9.341968821217220978690796e-299},
		{990, 1000, 2.483338791489635329496412e-278},
		{10200, 20000, 0.002390444727951321751059319},
		{10500, 20000, 8.005546700793956806638843e-13},
		{50000, 100000, 0.5012615631070983699427690},
		{51000, 100000, 1.294358019173448942058272e-10},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(certified); i++)
		assert_close(rank_coin_tail(certified[i].x, certified[i].n), certified[i].p, 1e-9);
	assert_true(rank_coin_tail(3, 3) == 0.125);
	assert_true(rank_coin_tail(0, 0) == 1);
	assert_true(rank_coin_tail(60000, 100000) < 1e-300);
	assert_true(rank_coin_tail(1000000, 2000000) > 0.5);
}

static void the_tail_of_student_is_that_of_r(void **state)
{
	(void)state;
	static const struct {
		double t, freedom, p;
	} certified[] = {
		{1, 1, 2.4999999999999978e-01},	     {3, 1, 1.0241638234956672e-01},
		{2.5, 4, 3.3383272405994063e-02},    {12, 4, 1.3821427425148651e-04},
		{40, 4, 1.1670081613006347e-06},     {5, 4.7, 2.4331773609290765e-03},
		{0.1, 19, 4.6069597488262726e-01},   {6, 19, 4.4896177362454195e-06},
		{2, 199, 2.3430000200641902e-02},    {9, 199, 9.0944129444856136e-17},
		{3.3, 1000, 5.0049836250104431e-04}, {0.001, 2, 4.9964644669779501e-01},
		{7, 31.4, 3.4498939669101091e-08},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(certified); i++) {
		assert_close(rank_student_tail(certified[i].t, certified[i].freedom), certified[i].p, 1e-10);
		assert_close(rank_student_tail(-certified[i].t, certified[i].freedom), 1 - certified[i].p,
			     1e-12);
	}
	assert_true(rank_student_tail(INFINITY, 3) == 0);
	assert_true(rank_student_tail(0, 3) == 0.5);
	assert_true(rank_student_tail(1e300, 3) < 1e-300);
}

/* Each test of a family against its own limit, one after the other, as the definition of Holm (1979) says. */
static void sets_slowly(const double *p, size_t n, double confidence, bool is_holm, bool at_once, size_t *low,
			size_t *high)
{
	g_autofree bool *done = g_new(bool, n *n);

	for (size_t who = 0; who < n; who++) {
		size_t left = 0, all;

		for (size_t k = 0; k < n * n; k++) {
			bool is_mine = k / n != k % n && (at_once || k / n == who || k % n == who);

			done[k] = !is_mine;
			left += is_mine;
		}
		low[who] = 1;
		high[who] = n;
		for (all = left; left > 0; left--) {
			size_t best = SIZE_MAX;

			for (size_t k = 0; k < n * n; k++)
				if (!done[k] && (best == SIZE_MAX || p[k] < p[best]))
					best = k;
			if (p[best] > (1 - confidence) / (double)(is_holm ? left : all))
				break;
			done[best] = true;
			high[who] -= best / n == who;
			low[who] += best % n == who;
		}
	}
}

static void sets_are_those_of_the_slow_twin(void **state)
{
	(void)state;
	struct random random;

	random_start(&random, 1, RANDOM_STREAM_RANKS);
	for (size_t round = 0; round < 60; round++) {
		size_t n = 1 + random_below(&random, 12), most = 1 + random_below(&random, 200);
		double confidence = (double[]){0.1, 0.5, 0.9, 0.95, 0.999}[random_below(&random, 5)];
		size_t counts[12], low[12], high[12], slow_low[12], slow_high[12];
		double p[144];

		for (size_t i = 0; i < n; i++)
			counts[i] = random_below(&random, 3) ? random_below(&random, most) : most / 3;
		rank_test_counts(counts, n, p);
		for (size_t kind = 0; kind < 4; kind++) {
			rank_sets(p, n, confidence, kind & 1 ? RANK_HOLM : RANK_BONFERRONI,
				  kind & 2 ? RANK_SIMULTANEOUS : RANK_MARGINAL, low, high);
			sets_slowly(p, n, confidence, kind != 2, kind & 2, slow_low, slow_high);
			assert_memory_equal(low, slow_low, n * sizeof *low);
			assert_memory_equal(high, slow_high, n * sizeof *high);
		}
	}
}

static void sets_of_counts_by_hand(void **state)
{
	(void)state;
	/* 1/8 is just the share of two tests at 75 %: csranks 1.2 gives the same. */
	static const struct {
		size_t n, counts[4];
		double confidence;
		size_t low[4], high[4];
	} known[] = {
		{1, {7}, 0.95, {1}, {1}},
		{2, {3, 0}, 0.75, {1, 2}, {1, 2}},
		{2, {2, 0}, 0.75, {1, 1}, {2, 2}},
		{4, {9, 9, 9, 9}, 0.95, {1, 1, 1, 1}, {4, 4, 4, 4}},
		{4, {0, 0, 0, 0}, 0.95, {1, 1, 1, 1}, {4, 4, 4, 4}},
		{4, {0, 100, 0, 7}, 0.95, {2, 1, 2, 2}, {4, 1, 4, 4}},
		{4, {0, 100, 0, 8}, 0.95, {3, 1, 3, 2}, {4, 1, 4, 2}},
	};

	for (size_t k = 0; k < G_N_ELEMENTS(known); k++) {
		double p[16];
		size_t low[4], high[4], n = known[k].n;

		rank_test_counts(known[k].counts, n, p);
		rank_sets(p, n, known[k].confidence, RANK_BONFERRONI, RANK_SIMULTANEOUS, low, high);
		assert_memory_equal(low, known[k].low, n * sizeof *low);
		assert_memory_equal(high, known[k].high, n * sizeof *high);
	}
	rank_sets(NULL, 0, 0.95, RANK_HOLM, RANK_SIMULTANEOUS, NULL, NULL);
}

static void the_derivatives_of_log_gamma_are_those_of_r(void **state)
{
	(void)state;
	static const struct {
		double x, first, second;
	} certified[] = {
		{.001, -1.0005755719318104e+03, 1.0000016425331959e+06},
		{.5, -1.9635100260214231e+00, 4.9348022005446790e+00},
		{1, -5.7721566490153231e-01, 1.6449340668482264e+00},
		{2.3, 6.0003988036396994e-01, 5.4253745866525849e-01},
		{9.99, 2.2507003728312012e+00, 1.0527695014824182e-01},
		{10, 2.2517525890667214e+00, 1.0516633568168572e-01},
		{25, 3.1987425128519740e+00, 4.0810663257225592e-02},
		{1e4, 9.2102903711428503e+00, 1.0000500016666658e-04},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(certified); i++) {
		assert_close(rank_digamma(certified[i].x), certified[i].first, 1e-12);
		assert_close(rank_trigamma(certified[i].x), certified[i].second, 1e-12);
	}
}

/* Rows of the reference: name, count, low, place, high. */
static bool compare_with_reference(const char *shared, GHashTable *counts, const char *kind, bool is_holm,
				   bool at_once)
{
	g_autofree char *path =
		g_strdup_printf("%s/data/reference/csranks_multinom_pamplona_%s.tsv", shared, kind);
	g_autofree char *text = NULL;
	size_t n = 0, count[64], expected_low[64], expected_high[64], low[64], high[64];
	g_autofree double *p = g_new(double, 64 * 64);

	if (!g_file_get_contents(path, &text, NULL, NULL)) {
		print_message("# skipped: no %s (set VOCALIA_SHARED)\n", path);
		return false;
	}
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
	for (size_t at = 1; lines[at] && *lines[at]; at++, n++) {
		g_auto(GStrv) cells = g_strsplit(lines[at], "\t", -1);

		assert_true(n < 64 && g_strv_length(cells) == 5);
		count[n] = GPOINTER_TO_SIZE(g_hash_table_lookup(counts, cells[0]));
		assert_int_equal(count[n], g_ascii_strtoull(cells[1], NULL, 10));
		expected_low[n] = g_ascii_strtoull(cells[2], NULL, 10);
		expected_high[n] = g_ascii_strtoull(cells[4], NULL, 10);
	}
	assert_int_equal(n, g_hash_table_size(counts));
	rank_test_counts(count, n, p);
	rank_sets(p, n, 0.95, is_holm ? RANK_HOLM : RANK_BONFERRONI,
		  at_once ? RANK_SIMULTANEOUS : RANK_MARGINAL, low, high);
	assert_memory_equal(low, expected_low, n * sizeof *low);
	assert_memory_equal(high, expected_high, n * sizeof *high);
	return true;
}

static void on_the_complaints_of_pamplona_the_sets_are_those_of_csranks(void **state)
{
	(void)state;
	const char *shared = g_getenv("VOCALIA_SHARED") ? g_getenv("VOCALIA_SHARED") : "../shared";
	g_autofree char *path = g_strdup_printf("%s/data/text/pamplona_quejas.tsv", shared), *text = NULL;
	bool all = false;

	if (g_file_get_contents(path, &text, NULL, NULL)) {
		g_autoptr(GHashTable) counts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
		g_auto(GStrv) lines = g_strsplit(text, "\n", -1);

		for (size_t at = 1; lines[at] && *lines[at]; at++) {
			g_auto(GStrv) cells = g_strsplit(lines[at], "\t", -1);
			size_t seen = GPOINTER_TO_SIZE(g_hash_table_lookup(counts, cells[6]));

			g_hash_table_insert(counts, g_strdup(cells[6]), GSIZE_TO_POINTER(seen + 1));
		}
		all = compare_with_reference(shared, counts, "simul_Holm", true, true) &&
		      compare_with_reference(shared, counts, "simul_Bonferroni", false, true) &&
		      compare_with_reference(shared, counts, "marg_Holm", true, false) &&
		      compare_with_reference(shared, counts, "marg_Bonferroni", false, false);
		g_clear_pointer(&counts, g_hash_table_unref);
		g_clear_pointer(&lines, g_strfreev);
	} else {
		print_message("# skipped: no %s (set VOCALIA_SHARED)\n", path);
	}
	g_clear_pointer(&path, g_free);
	g_clear_pointer(&text, g_free);
	if (!all)
		skip();
}

static void two_hundred_issues_are_ranked(void **state)
{
	(void)state;
	enum { N = 200 };
	size_t counts[N], low[N], high[N];
	g_autofree double *p = g_new(double, N *N);

	for (size_t i = 0; i < N; i++)
		counts[i] = 40 * (N - i) * (N - i);
	rank_test_counts(counts, N, p);
	rank_sets(p, N, 0.95, RANK_HOLM, RANK_SIMULTANEOUS, low, high);
	for (size_t i = 0; i < N; i++) {
		assert_true(low[i] <= i + 1 && high[i] >= i + 1);
		assert_true(i > 150 || high[i] - low[i] <= 2);
	}
}

static void uniting_keeps_the_widest(void **state)
{
	(void)state;
	size_t low[] = {1, 2, 3}, high[] = {2, 2, 3};

	rank_sets_unite(low, high, (size_t[]){1, 1, 3}, (size_t[]){1, 3, 3}, 3);
	assert_memory_equal(low, ((size_t[]){1, 1, 3}), sizeof low);
	assert_memory_equal(high, ((size_t[]){2, 3, 3}), sizeof high);
}

static void a_band_begins_where_all_after_are_surely_below_all_before(void **state)
{
	(void)state;
	size_t band[5];

	/* Issue 3 first, then 0 and 1, that may change places, then 2 and 4. */
	assert_int_equal(rank_bands((size_t[]){2, 2, 4, 1, 5}, (size_t[]){3, 3, 4, 1, 5},
				    (size_t[]){3, 0, 1, 2, 4}, 5, band),
			 4);
	assert_memory_equal(band, ((size_t[]){1, 1, 2, 0, 3}), sizeof band);
	/* 1 may be anywhere: all are one band. */
	assert_int_equal(rank_bands((size_t[]){1, 1, 3}, (size_t[]){2, 3, 3}, (size_t[]){0, 1, 2}, 3, band),
			 1);
	assert_memory_equal(band, ((size_t[]){0, 0, 0}), 3 * sizeof *band);
	assert_int_equal(rank_bands((size_t[]){1}, (size_t[]){1}, (size_t[]){0}, 1, band), 1);
	assert_int_equal(rank_bands(NULL, NULL, NULL, 0, NULL), 0);
}

static void bands_of_drawn_sets_cross_no_set(void **state)
{
	(void)state;
	struct random random;

	random_start(&random, 8, RANDOM_STREAM_RANKS);
	for (size_t round = 0; round < 60; round++) {
		size_t n = 1 + random_below(&random, 15), counts[15], order[15], low[15], high[15], band[15],
		       n_bands;
		double p[225];

		for (size_t i = 0; i < n; i++) {
			counts[i] = 2000 >> i;
			counts[i] += i % 2 ? counts[i - 1] : 0;
			order[i] = i;
		}
		rank_test_counts(counts, n, p);
		rank_sets(p, n, 0.9, RANK_HOLM, RANK_SIMULTANEOUS, low, high);
		n_bands = rank_bands(low, high, order, n, band);
		assert_int_equal(band[n - 1], n_bands - 1);
		for (size_t i = 0; i < n; i++)
			for (size_t j = 0; j < n; j++)
				if (band[i] < band[j])
					assert_true(high[i] < low[j]);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_tail_of_coins_is_that_of_their_triangle),
		cmocka_unit_test(the_tail_of_coins_is_exact_in_whole_numbers_and_holds_for_many_throws),
		cmocka_unit_test(the_tail_of_student_is_that_of_r),
		cmocka_unit_test(sets_are_those_of_the_slow_twin),
		cmocka_unit_test(sets_of_counts_by_hand),
		cmocka_unit_test(the_derivatives_of_log_gamma_are_those_of_r),
		cmocka_unit_test(on_the_complaints_of_pamplona_the_sets_are_those_of_csranks),
		cmocka_unit_test(two_hundred_issues_are_ranked),
		cmocka_unit_test(uniting_keeps_the_widest),
		cmocka_unit_test(a_band_begins_where_all_after_are_surely_below_all_before),
		cmocka_unit_test(bands_of_drawn_sets_cross_no_set),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
