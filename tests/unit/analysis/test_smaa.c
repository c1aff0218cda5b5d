/* test_smaa - places over weights: against certified figures, an independent twin, and what must hold always.
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
#include <gio/gio.h>
#include <math.h>

#include "smaa.h"
#include "stopped.h"

static void assert_close(double a, double b, double by)
{
	if (isnan(a) != isnan(b) || fabs(a - b) > by)
		fail_msg("%.15g is not %.15g", a, b);
}

static struct smaa *made(size_t n, size_t m, size_t n_variants, const double *values, size_t n_draws,
			 const double *weights)
{
	const struct smaa_input input = {n, m, n_variants, n_draws, values, weights};
	struct work *work = work_new(2, NULL, NULL);
	struct smaa *alone = smaa_make(&input, NULL, NULL), *both = smaa_make(&input, work, NULL);

	assert_non_null(alone);
	assert_memory_equal(alone->acceptability, both->acceptability, n * n * sizeof(double));
	assert_memory_equal(alone->above, both->above, n * n * sizeof(double));
	assert_memory_equal(alone->central, both->central, n * m * sizeof(double));
	assert_memory_equal(alone->confidence, both->confidence, n * sizeof(double));
	smaa_free(both);
	work_free(work);
	return alone;
}

static double *any_values(size_t n, uint64_t seed)
{
	struct random random;
	double *values = g_new(double, n);

	random_start(&random, seed, RANDOM_STREAM_PLACES);
	for (size_t i = 0; i < n; i++)
		values[i] = random_unit(&random);
	return values;
}

static double *free_weights(size_t n_draws, size_t m, uint64_t seed)
{
	double *weights = g_new(double, n_draws *m);

	assert_true(
		smaa_weights_draw(&(struct smaa_preferences){.n_criteria = m}, seed, n_draws, weights, NULL));
	return weights;
}

/* --- certified --------------------------------------------------------------------------------------------
 */

/* The numbers of R's dput: structure(c(1, 2, …), .Dim = …). NULL: no such file. */
static double *read_dput(const char *name, size_t n)
{
	const char *shared = g_getenv("VOCALIA_SHARED");
	g_autofree char *path =
		g_build_filename(shared ? shared : "../shared", "data", "reference", name, NULL);
	g_autoptr(GFile) file = g_file_new_for_path(path);
	g_autoptr(GFileInputStream) packed = g_file_read(file, NULL, NULL);
	g_autoptr(GZlibDecompressor) gunzip = g_zlib_decompressor_new(G_ZLIB_COMPRESSOR_FORMAT_GZIP);
	g_autoptr(GInputStream) stream = NULL;
	g_autofree char *text = NULL;
	gsize length;
	double *values;
	char *at;

	if (!packed) {
		print_message("# skipped: no %s (set VOCALIA_SHARED)\n", path);
		return NULL;
	}
	stream = g_converter_input_stream_new(G_INPUT_STREAM(packed), G_CONVERTER(gunzip));
	text = g_malloc0(4 << 20);
	assert_true(g_input_stream_read_all(stream, text, (4 << 20) - 1, &length, NULL, NULL));
	at = strstr(text, "c(");
	assert_non_null(at);
	at += 2;
	values = g_new(double, n);
	for (size_t i = 0; i < n; i++) {
		values[i] = g_ascii_strtod(at, &at);
		assert_true(*at == (i + 1 < n ? ',' : ')'));
		at++;
	}
	return values;
}

enum { THROMBO_DRAWS = 10000, THROMBO_ISSUES = 2, THROMBO_CRITERIA = 3 };

/* From R's order, where the draw changes fastest. */
static double *by_draw(const double *values, size_t n_draws, size_t n_rows, size_t n_columns)
{
	double *turned = g_new(double, n_draws *n_rows *n_columns);

	for (size_t d = 0; d < n_draws; d++)
		for (size_t i = 0; i < n_rows; i++)
			for (size_t k = 0; k < n_columns; k++)
				turned[(d * n_rows + i) * n_columns + k] =
					values[d + n_draws * (i + n_rows * k)];
	return turned;
}

static void stored_draws_of_rsmaa_give_its_figures_exactly(void **state)
{
	/* As rsmaa 0.3 prints them for its own example, of which the draws are stored. */
	const double central[] = {0.1865097, 0.2772205, 0.5362698, 0.4073100, 0.3641477, 0.2285423};
	g_autofree double *meas = read_dput("thrombo-meas.txt.gz",
					    THROMBO_DRAWS * THROMBO_ISSUES * THROMBO_CRITERIA),
			  *pref = read_dput("thrombo-weights-nopref.txt.gz",
					    THROMBO_DRAWS * THROMBO_CRITERIA),
			  *values = NULL, *weights = NULL, *fixed = NULL;
	struct smaa *s;

	(void)state;
	if (!meas || !pref) {
		g_clear_pointer(&meas, g_free);
		g_clear_pointer(&pref, g_free);
		skip();
	}
	values = by_draw(meas, THROMBO_DRAWS, THROMBO_ISSUES, THROMBO_CRITERIA);
	weights = by_draw(pref, THROMBO_DRAWS, 1, THROMBO_CRITERIA);
	s = made(THROMBO_ISSUES, THROMBO_CRITERIA, THROMBO_DRAWS, values, THROMBO_DRAWS, weights);
	assert_true(s->acceptability[0] == 0.3504 && s->acceptability[1] == 0.6496);
	assert_true(s->acceptability[2] == 0.6496 && s->acceptability[3] == 0.3504);
	assert_true(s->above[1] == 0.3504 && s->above[2] == 0.6496);
	for (size_t i = 0; i < G_N_ELEMENTS(central); i++)
		assert_close(s->central[i], central[i], 5e-8);
	assert_true(s->confidence[0] == 0.6682 && s->confidence[1] == 0.8956);
	smaa_free(s);
	/* The same with one vector of weights, 0.5, 0.2, 0.3. */
	fixed = g_new(double, THROMBO_DRAWS *THROMBO_CRITERIA);
	for (size_t d = 0; d < THROMBO_DRAWS; d++)
		memcpy(fixed + d * THROMBO_CRITERIA, (const double[]){0.5, 0.2, 0.3}, 3 * sizeof(double));
	s = made(THROMBO_ISSUES, THROMBO_CRITERIA, THROMBO_DRAWS, values, THROMBO_DRAWS, fixed);
	assert_true(s->acceptability[0] == 0.1279 && s->acceptability[2] == 0.8721);
	smaa_free(s);
}

static void stored_draws_of_rsmaa_give_its_values_and_places_draw_by_draw(void **state)
{
	g_autofree double *meas = read_dput("thrombo-meas.txt.gz",
					    THROMBO_DRAWS * THROMBO_ISSUES * THROMBO_CRITERIA),
			  *pref = read_dput("thrombo-weights-nopref.txt.gz",
					    THROMBO_DRAWS * THROMBO_CRITERIA),
			  *wanted = read_dput("thrombo-values-nopref.txt.gz", THROMBO_DRAWS * THROMBO_ISSUES),
			  *ranks = read_dput("thrombo-ranks-nopref.txt.gz", THROMBO_DRAWS * THROMBO_ISSUES),
			  *values = NULL, *weights = NULL;

	(void)state;
	if (!meas || !pref || !wanted || !ranks) {
		g_clear_pointer(&meas, g_free);
		g_clear_pointer(&pref, g_free);
		g_clear_pointer(&wanted, g_free);
		g_clear_pointer(&ranks, g_free);
		skip();
	}
	values = by_draw(meas, THROMBO_DRAWS, THROMBO_ISSUES, THROMBO_CRITERIA);
	weights = by_draw(pref, THROMBO_DRAWS, 1, THROMBO_CRITERIA);
	for (size_t d = 0; d < THROMBO_DRAWS; d++) {
		const double *w = weights + d * THROMBO_CRITERIA,
			     *v = values + d * THROMBO_ISSUES * THROMBO_CRITERIA;
		double score[THROMBO_ISSUES];
		struct smaa *s;

		smaa_weighted_sum(v, THROMBO_ISSUES, w, THROMBO_CRITERIA, score);
		assert_close(score[0], wanted[d], 1e-14);
		assert_close(score[1], wanted[THROMBO_DRAWS + d], 1e-14);
		if (d % 100)
			continue;
		s = made(THROMBO_ISSUES, THROMBO_CRITERIA, 1, v, 1, w);
		assert_true(s->acceptability[(size_t)ranks[d] - 1] == 1);
		assert_true(s->acceptability[2 + (size_t)ranks[THROMBO_DRAWS + d] - 1] == 1);
		smaa_free(s);
	}
}

static double *numbers_of(const char *cell, size_t n)
{
	double *numbers = g_new(double, n);
	char *at = (char *)(uintptr_t)cell;

	for (size_t i = 0; i < n; i++) {
		char *from = at;

		numbers[i] = g_ascii_strtod(at, &at);
		assert_ptr_not_equal(from, at);
	}
	assert_int_equal(*at, '\0');
	return numbers;
}

static void assert_all_close(const double *found, const char *cell, size_t n, double by)
{
	g_autofree double *wanted = numbers_of(cell, n);

	for (size_t i = 0; i < n; i++)
		assert_close(found[i], wanted[i], by);
}

static void check_change(const double *values, size_t n, const double *weights, size_t m, const char *cell)
{
	g_autofree double *wanted = numbers_of(cell, 2 * m);

	for (size_t k = 0; k < m; k++) {
		struct smaa_change change;

		if (!smaa_change_of_first(values, n, weights, m, k, &change)) {
			assert_true(isnan(wanted[2 * k]));
			continue;
		}
		assert_int_equal(change.criterion, k);
		assert_close(change.weight, wanted[2 * k], 1e-8);
		assert_int_equal(change.issue, (size_t)wanted[2 * k + 1]);
	}
}

static void small_decisions_are_what_an_independent_program_makes_of_them(void **state)
{
	const char *tests = g_getenv("VOCALIA_TESTS");
	g_autofree char *path = g_build_filename(tests ? tests : "tests", "certified", "smaa.tsv", NULL);
	g_autofree char *text = NULL;
	g_auto(GStrv) lines = NULL;
	size_t n_read = 0;

	(void)state;
	assert_true(g_file_get_contents(path, &text, NULL, NULL));
	lines = g_strsplit(g_strchomp(text), "\n", -1);
	for (char **line = lines; *line; line++) {
		g_auto(GStrv) cells = g_strsplit(*line, "\t", -1);
		g_autofree double *values = NULL, *weights = NULL, *score = NULL;
		size_t size[4];
		struct smaa *s;

		if (**line == '#')
			continue;
		assert_int_equal(g_strv_length(cells), 13);
		for (size_t i = 0; i < 4; i++)
			size[i] = (size_t)g_ascii_strtoull(cells[i], NULL, 10);
		values = numbers_of(cells[4], size[2] * size[0] * size[1]);
		weights = numbers_of(cells[5], size[3] * size[1]);
		s = made(size[0], size[1], size[2], values, size[3], weights);
		assert_all_close(s->acceptability, cells[6], size[0] * size[0], 1e-15);
		assert_all_close(s->above, cells[7], size[0] * size[0], 1e-15);
		assert_all_close(s->central, cells[8], size[0] * size[1], 1e-14);
		assert_all_close(s->confidence, cells[9], size[0], 1e-15);
		score = g_new(double, size[0]);
		smaa_weighted_sum(values, size[0], weights, size[1], score);
		assert_all_close(score, cells[10], size[0], 1e-14);
		smaa_topsis(values, size[0], weights, size[1], score);
		assert_all_close(score, cells[11], size[0], 1e-14);
		check_change(values, size[0], weights, size[1], cells[12]);
		smaa_free(s);
		n_read++;
	}
	assert_true(n_read >= 15);
}

/* --- what must hold ---------------------------------------------------------------------------------------
 */

static void shares_of_an_issue_and_of_a_place_add_up_to_one(void **state)
{
	enum { N = 9, M = 4, DRAWS = 700 };
	g_autofree double *values = any_values(N * M, 1), *weights = free_weights(DRAWS, M, 1);
	struct smaa *s = made(N, M, 1, values, DRAWS, weights);

	(void)state;
	for (size_t i = 0; i < N; i++) {
		double row = 0, column = 0;

		for (size_t j = 0; j < N; j++) {
			row += s->acceptability[i * N + j];
			column += s->acceptability[j * N + i];
			if (i != j)
				assert_close(s->above[i * N + j] + s->above[j * N + i], 1, 1e-12);
		}
		assert_close(row, 1, 1e-12);
		assert_close(column, 1, 1e-12);
		assert_true(s->above[i * N + i] == 0);
	}
	smaa_free(s);
}

static void issues_in_another_order_take_their_places_along(void **state)
{
	enum { N = 7, M = 3, VARIANTS = 4, DRAWS = 500 };
	const size_t order[N] = {3, 0, 6, 1, 5, 2, 4};
	g_autofree double *values = any_values(VARIANTS * N * M, 2), *weights = free_weights(DRAWS, M, 2),
			  *other = g_new(double, VARIANTS *N *M);
	struct smaa *a, *b;

	(void)state;
	values[5] = values[17] = NAN;
	for (size_t v = 0; v < VARIANTS; v++)
		for (size_t i = 0; i < N; i++)
			memcpy(other + (v * N + i) * M, values + (v * N + order[i]) * M, M * sizeof(double));
	a = made(N, M, VARIANTS, values, DRAWS, weights);
	b = made(N, M, VARIANTS, other, DRAWS, weights);
	for (size_t i = 0; i < N; i++) {
		assert_memory_equal(b->acceptability + i * N, a->acceptability + order[i] * N,
				    N * sizeof(double));
		assert_memory_equal(b->central + i * M, a->central + order[i] * M, M * sizeof(double));
		assert_close(b->confidence[i], a->confidence[order[i]], 0);
		for (size_t j = 0; j < N; j++)
			assert_true(b->above[i * N + j] == a->above[order[i] * N + order[j]]);
	}
	smaa_free(a);
	smaa_free(b);
}

static void an_issue_that_another_beats_everywhere_is_never_above_it(void **state)
{
	enum { N = 6, M = 5, DRAWS = 1000 };
	g_autofree double *values = any_values(N * M, 3), *weights = free_weights(DRAWS, M, 3);
	struct smaa *s;

	(void)state;
	for (size_t k = 0; k < M; k++)
		values[2 * M + k] = values[4 * M + k] * 0.9;
	s = made(N, M, 1, values, DRAWS, weights);
	assert_true(s->acceptability[2 * N] == 0);
	assert_true(s->above[2 * N + 4] == 0 && s->above[4 * N + 2] == 1);
	assert_true(isnan(s->central[2 * M]) && isnan(s->confidence[2]));
	smaa_free(s);
}

static void what_is_level_shares_the_better_place(void **state)
{
	enum { N = 4, M = 3, DRAWS = 50 };
	g_autofree double *values = g_new(double, N *M), *weights = free_weights(DRAWS, M, 4);
	struct smaa *s;

	(void)state;
	for (size_t i = 0; i < N * M; i++)
		values[i] = 0.25;
	s = made(N, M, 1, values, DRAWS, weights);
	for (size_t i = 0; i < N; i++) {
		assert_true(s->acceptability[i * N] == 1 && s->confidence[i] == 1);
		for (size_t j = 0; j < N; j++)
			assert_true(s->above[i * N + j] == 0);
	}
	smaa_free(s);
}

static void what_nobody_knows_comes_last_and_level(void **state)
{
	enum { N = 4, M = 2, DRAWS = 30 };
	const double values[N * M] = {NAN, NAN, 0.1, NAN, NAN, NAN, 0.2, 0.3};
	double score[N];
	g_autofree double *weights = free_weights(DRAWS, M, 5);
	struct smaa *s = made(N, M, 1, values, DRAWS, weights);

	(void)state;
	assert_true(s->acceptability[0 * N + 2] == 1 && s->acceptability[2 * N + 2] == 1);
	assert_true(s->acceptability[1 * N + 1] == 1 && s->acceptability[3 * N + 0] == 1);
	assert_true(s->above[1 * N + 0] == 1 && s->above[0 * N + 2] == 0);
	smaa_free(s);
	smaa_weighted_sum(values, N, weights, M, score);
	assert_true(isnan(score[0]) && score[1] == 0.1);
	smaa_topsis(values, N, weights, M, score);
	assert_true(isnan(score[0]) && isnan(score[2]) && score[1] == 0 && score[3] == 1);

	/* All missing: all first, none above. */
	s = made(N, M, 1, (const double[]){NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN}, DRAWS, weights);
	for (size_t i = 0; i < N; i++)
		assert_true(s->acceptability[i * N] == 1);
	smaa_free(s);
}

static void a_single_issue_is_first(void **state)
{
	g_autofree double *weights = free_weights(20, 3, 6);
	struct smaa_change change;
	struct smaa *s = made(1, 3, 1, (const double[]){0.1, NAN, 0.3}, 20, weights);

	(void)state;
	assert_true(s->acceptability[0] == 1 && s->above[0] == 0 && s->confidence[0] == 1);
	smaa_free(s);
	for (size_t k = 0; k < 3; k++)
		assert_false(
			smaa_change_of_first((const double[]){0.1, 0.2, 0.3}, 1, weights, 3, k, &change));
}

static void numbers_that_cannot_be_are_refused(void **state)
{
	const double values[] = {0.1, 0.2, INFINITY, 0.4}, good[] = {0.1, 0.2, 0.3, 0.4};
	const double half[] = {0.5, 0.5}, negative[] = {1.5, -0.5}, little[] = {0.2, 0.2}, none[] = {NAN, 1};
	const double *const bad[] = {negative, little, none};
	struct smaa_input input = {2, 2, 1, 1, values, half};
	GError *error = NULL;

	(void)state;
	assert_null(smaa_make(&input, NULL, &error));
	assert_true(g_error_matches(error, SMAA_ERROR, SMAA_ERROR_INPUT));
	assert_non_null(strstr(error->message, "Criterion 1 of issue 2"));
	g_clear_error(&error);
	input.values = good;
	for (size_t i = 0; i < G_N_ELEMENTS(bad); i++) {
		input.weights = bad[i];
		assert_null(smaa_make(&input, NULL, &error));
		assert_true(g_error_matches(error, SMAA_ERROR, SMAA_ERROR_INPUT));
		g_clear_error(&error);
	}
}

static void what_is_stopped_gives_nothing_and_no_error(void **state)
{
	enum { N = 20, M = 3, DRAWS = 20000 };
	g_autofree double *values = any_values(N * M, 7), *weights = free_weights(DRAWS, M, 7);
	struct smaa_input input = {N, M, 1, DRAWS, values, weights};
	double at = 0.2;
	struct work *work = work_new(2, stopped_at, &at);
	GError *error = NULL;

	(void)state;
	work_stage(work, "weights", 0, 1);
	assert_null(smaa_make(&input, work, &error));
	assert_null(error);
	work_free(work);
}

/* --- beside -----------------------------------------------------------------------------------------------
 */

static void the_weight_that_changes_the_first_does_and_none_nearer(void **state)
{
	enum { N = 8, M = 4 };

	(void)state;
	for (uint64_t seed = 0; seed < 200; seed++) {
		g_autofree double *values = any_values(N * M, seed), *weights = free_weights(1, M, seed);

		if (seed % 3 == 0)
			values[seed % (N * M)] = values[seed * 7 % (N * M)] = NAN;
		for (size_t k = 0; k < M; k++) {
			struct smaa_change change;
			bool changes = smaa_change_of_first(values, N, weights, M, k, &change);
			double far = changes ? fabs(change.weight - weights[k]) : 1;

			for (int step = -400; step <= 400; step++) {
				double x = weights[k] + step / 400.0, now[N], then[N], moved[M];
				size_t first = 0, second = 0;

				if (x <= 0 || x >= 1)
					continue;
				for (size_t j = 0; j < M; j++)
					moved[j] = j == k ? x : weights[j] * (1 - x) / (1 - weights[k]);
				smaa_weighted_sum(values, N, weights, M, now);
				smaa_weighted_sum(values, N, moved, M, then);
				for (size_t i = 1; i < N; i++) {
					first = now[i] > now[first] ? i : first;
					second = then[i] > then[second] ? i : second;
				}
				if (fabs(x - weights[k]) < far - 1e-9)
					assert_int_equal(first, second);
			}
		}
	}
}

static void nothing_changes_the_first_that_is_best_in_everything(void **state)
{
	const double values[] = {0.5, 0.6, 0.4, 0.6, 0.5, 0.5}, weights[] = {0.5, 0.5};
	struct smaa_change change;

	(void)state;
	/* Level with the second where one criterion has all the weight: level is not above. */
	for (size_t k = 0; k < 2; k++)
		assert_false(smaa_change_of_first(values, 3, weights, 2, k, &change));
}

static void topsis_of_the_best_is_one_and_of_the_worst_zero(void **state)
{
	const double values[] = {0.9, 0.8, 0.1, 0.2, 0.5, 0.5}, weights[] = {0.7, 0.3}, same[] = {0.4, 0.4};
	double closeness[3];

	(void)state;
	smaa_topsis(values, 3, weights, 2, closeness);
	assert_true(closeness[0] == 1 && closeness[1] == 0 && closeness[2] > 0 && closeness[2] < 1);
	smaa_topsis(same, 2, (const double[]){1}, 1, closeness);
	assert_true(closeness[0] == 0.5 && closeness[1] == 0.5);
	smaa_topsis((const double[]){0, 0}, 2, (const double[]){1}, 1, closeness);
	assert_true(closeness[0] == 0.5);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(stored_draws_of_rsmaa_give_its_figures_exactly),
		cmocka_unit_test(stored_draws_of_rsmaa_give_its_values_and_places_draw_by_draw),
		cmocka_unit_test(small_decisions_are_what_an_independent_program_makes_of_them),
		cmocka_unit_test(shares_of_an_issue_and_of_a_place_add_up_to_one),
		cmocka_unit_test(issues_in_another_order_take_their_places_along),
		cmocka_unit_test(an_issue_that_another_beats_everywhere_is_never_above_it),
		cmocka_unit_test(what_is_level_shares_the_better_place),
		cmocka_unit_test(what_nobody_knows_comes_last_and_level),
		cmocka_unit_test(a_single_issue_is_first),
		cmocka_unit_test(numbers_that_cannot_be_are_refused),
		cmocka_unit_test(what_is_stopped_gives_nothing_and_no_error),
		cmocka_unit_test(the_weight_that_changes_the_first_does_and_none_nearer),
		cmocka_unit_test(nothing_changes_the_first_that_is_best_in_everything),
		cmocka_unit_test(topsis_of_the_best_is_one_and_of_the_worst_zero),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
