/* Worths and errors as R's BradleyTerry2 has them, at the top of the likelihood, and by name where there are
 * none. SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <glib.h>
#include <math.h>
#include <string.h>

#include "pairs.h"
#include "random.h"

/* Of one table: names of items as they come in the expected file. */
static void read_lines(const char *folder, const char *name, char ***lines)
{
	g_autofree char *path = g_build_filename(folder, "data", "reference", name, NULL), *text = NULL;

	*lines = NULL;
	if (g_file_get_contents(path, &text, NULL, NULL))
		*lines = g_strsplit(g_strchomp(text), "\n", -1);
}

static void worths_and_errors_are_those_of_bradleyterry2(void **state)
{
	const char *shared = g_getenv("VOCALIA_SHARED");
	char **input, **expected;
	double wins[16] = {0};
	const char *names[4];
	struct pairs_fit *fit;

	(void)state;
	read_lines(shared ? shared : "../shared", "bt_citations_input.tsv", &input);
	read_lines(shared ? shared : "../shared", "bt_citations_expected.tsv", &expected);
	if (!input || !expected) {
		g_strfreev(input);
		g_strfreev(expected);
		print_message("# skipped: no bt_citations_*.tsv (set VOCALIA_SHARED)\n");
		skip();
	}
	assert_int_equal(g_strv_length(expected), 5);
	for (size_t i = 0; i < 4; i++) {
		*strchr(expected[i + 1], '\t') = 0;
		names[i] = expected[i + 1];
	}
	for (size_t l = 1; input[l]; l++) {
		g_auto(GStrv) cells = g_strsplit(input[l], "\t", -1);
		size_t i = 0, j = 0;

		while (strcmp(names[i], cells[0]) != 0)
			i++;
		while (strcmp(names[j], cells[1]) != 0)
			j++;
		wins[i * 4 + j] = g_ascii_strtod(cells[2], NULL);
		wins[j * 4 + i] = g_ascii_strtod(cells[3], NULL);
	}
	fit = pairs_fit(wins, 4, 0, 0);
	assert_int_equal(fit->state, PAIRS_FITTED);
	for (size_t i = 0; i < 4; i++) {
		g_auto(GStrv) cells = g_strsplit(names[i] + strlen(names[i]) + 1, "\t", -1);

		assert_true(fabs(fit->worth[i] - g_ascii_strtod(cells[0], NULL)) < 1e-9);
		assert_true(fabs(fit->error[i] - g_ascii_strtod(cells[1], NULL)) < 1e-9);
	}
	pairs_fit_free(fit);
	g_strfreev(input);
	g_strfreev(expected);
}

static void draw_wins(struct random *random, size_t n, double *wins)
{
	memset(wins, 0, n * n * sizeof *wins);
	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < n; j++)
			if (i != j)
				wins[i * n + j] = 0.5 * (double)random_below(random, 9);
}

/* A slow twin: Zermelo's own fixed point, many times over, in worths and not their logarithms. */
static void by_fixed_point(const double *wins, size_t n, double prior, double *worth)
{
	for (size_t i = 0; i < n; i++)
		worth[i] = 1;
	for (size_t round = 0; round < 20000; round++)
		for (size_t i = 0; i < n; i++) {
			double won = prior, share = 2 * prior / (worth[i] + 1);

			for (size_t j = 0; j < n; j++) {
				if (j == i)
					continue;
				won += wins[i * n + j];
				share += (wins[i * n + j] + wins[j * n + i]) / (worth[i] + worth[j]);
			}
			worth[i] = won / share;
		}
}

static void a_slow_twin_finds_the_same_with_a_prior_and_without(void **state)
{
	struct random random;
	double wins[36], worth[6];
	size_t n_plain = 0;

	(void)state;
	random_start(&random, 1, RANDOM_STREAM_PAIRS);
	for (size_t round = 0; round < 30; round++) {
		size_t n = 2 + random_below(&random, 5);
		double prior = round % 2 ? 0.5 : 0;
		struct pairs_fit *fit;

		draw_wins(&random, n, wins);
		fit = pairs_fit(wins, n, prior, n - 1);
		if (fit->is_known) {
			by_fixed_point(wins, n, prior, worth);
			for (size_t i = 0; i < n; i++)
				assert_true(fabs(fit->worth[i] - log(worth[i] / worth[n - 1])) < 1e-8);
			n_plain += prior <= 0;
		}
		pairs_fit_free(fit);
	}
	assert_true(n_plain > 5);
}

static void errors_of_a_centred_fit_are_those_of_its_differences(void **state)
{
	struct random random;
	double wins[25];
	struct pairs_fit *centred, *first;

	(void)state;
	random_start(&random, 2, RANDOM_STREAM_PAIRS);
	draw_wins(&random, 5, wins);
	centred = pairs_fit(wins, 5, 0, SIZE_MAX);
	first = pairs_fit(wins, 5, 0, 2);
	assert_true(centred->is_known && first->is_known);
	for (size_t i = 0; i < 5; i++) {
		double row = 0;

		for (size_t j = 0; j < 5; j++) {
			const double *c = centred->covariance, *f = first->covariance;

			row += c[i * 5 + j];
			assert_true(fabs((c[i * 6] + c[j * 6] - 2 * c[i * 5 + j]) -
					 (f[i * 6] + f[j * 6] - 2 * f[i * 5 + j])) < 1e-12);
			assert_true(fabs((centred->worth[i] - centred->worth[j]) -
					 (first->worth[i] - first->worth[j])) < 1e-10);
		}
		assert_true(fabs(row) < 1e-12);
	}
	assert_true(first->error[2] == 0 && first->worth[2] == 0);
	pairs_fit_free(centred);
	pairs_fit_free(first);
}

static void assert_state(const double *wins, size_t n, enum pairs_state right, size_t n_parts)
{
	struct pairs_fit *plain = pairs_fit(wins, n, 0, SIZE_MAX), *prior = pairs_fit(wins, n, 0.5, SIZE_MAX);

	assert_int_equal(plain->state, right);
	assert_int_equal(prior->state, right);
	assert_int_equal(plain->n_parts, n_parts);
	assert_int_equal(plain->is_known, right == PAIRS_FITTED);
	assert_int_equal(prior->is_known, n > 0);
	for (size_t i = 0; i < n; i++) {
		assert_int_equal(isfinite(plain->worth[i]), right == PAIRS_FITTED);
		assert_true(isfinite(prior->worth[i]) && isfinite(prior->error[i]));
	}
	pairs_fit_free(plain);
	pairs_fit_free(prior);
}

static void where_no_maximum_exists_it_is_said_why(void **state)
{
	static const double nothing[9] = {0}, alone[9] = {0, 3, 0, 2, 0, 0, 0, 0, 0},
			    winner[9] = {0, 2, 2, 0, 0, 1, 0, 1, 0}, ring[9] = {0, 1, 0, 0, 0, 1, 1, 0, 0};

	(void)state;
	assert_state(nothing, 0, PAIRS_EMPTY, 0);
	assert_state(nothing, 1, PAIRS_EMPTY, 1);
	assert_state(nothing, 3, PAIRS_EMPTY, 3);
	assert_state(alone, 3, PAIRS_APART, 2);
	assert_state(winner, 3, PAIRS_UNBOUNDED, 1);
	assert_state(ring, 3, PAIRS_FITTED, 1);
	assert_state((const double[]){0, 5, 0, 0}, 2, PAIRS_UNBOUNDED, 1);
	assert_state((const double[]){0, 1e6, 1, 0}, 2, PAIRS_FITTED, 1);
	assert_state((const double[]){0, 0.5, 0.5, 0}, 2, PAIRS_FITTED, 1);
}

static void far_apart_and_many_still_end_at_the_top(void **state)
{
	enum { N = 40 };
	g_autofree double *wins = g_new0(double, N *N);
	struct pairs_fit *fit;

	(void)state;
	/* A chain in which each wins nine of ten over the next: exactly log 9 between neighbours. */
	for (size_t i = 0; i + 1 < N; i++) {
		wins[i * N + i + 1] = 9;
		wins[(i + 1) * N + i] = 1;
	}
	fit = pairs_fit(wins, N, 0, 0);
	assert_int_equal(fit->state, PAIRS_FITTED);
	for (size_t i = 0; i + 1 < N; i++)
		assert_true(fabs(fit->worth[i] - fit->worth[i + 1] - log(9)) < 1e-7);
	pairs_fit_free(fit);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(worths_and_errors_are_those_of_bradleyterry2),
		cmocka_unit_test(a_slow_twin_finds_the_same_with_a_prior_and_without),
		cmocka_unit_test(errors_of_a_centred_fit_are_those_of_its_differences),
		cmocka_unit_test(where_no_maximum_exists_it_is_said_why),
		cmocka_unit_test(far_apart_and_many_still_end_at_the_top),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
