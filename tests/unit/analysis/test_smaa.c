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

static bool stop(void *data, const char *stage, double fraction)
{
	(void)data, (void)stage;
	return fraction < 0.2;
}

static void what_is_stopped_gives_nothing_and_no_error(void **state)
{
	enum { N = 20, M = 3, DRAWS = 20000 };
	g_autofree double *values = any_values(N * M, 7), *weights = free_weights(DRAWS, M, 7);
	struct smaa_input input = {N, M, 1, DRAWS, values, weights};
	struct work *work = work_new(2, stop, NULL);
	GError *error = NULL;

	(void)state;
	work_stage(work, "weights", 0, 1);
	assert_null(smaa_make(&input, work, &error));
	assert_null(error);
	work_free(work);
}

/* --- weights ----------------------------------------------------------------------------------------------
 */

static void free_weights_have_the_moments_of_the_flat_dirichlet(void **state)
{
	enum { DRAWS = 40000 };

	(void)state;
	for (size_t m = 1; m <= 9; m += 2) {
		g_autofree double *weights = free_weights(DRAWS, m, 8 + m);
		double share = 1 / (double)m;

		for (size_t k = 0; k < m; k++) {
			double mean = 0, square = 0, product = 0, below = 0;

			for (size_t d = 0; d < DRAWS; d++) {
				double w = weights[d * m + k];

				assert_true(w >= 0 && w <= 1);
				mean += w / DRAWS;
				square += w * w / DRAWS;
				product += w * weights[d * m + (k + 1) % m] / DRAWS;
				below += (w < 0.1) / (double)DRAWS;
			}
			assert_close(mean, share, 0.005);
			assert_close(square, 2 / (double)(m * (m + 1)), 0.006);
			if (m > 1) {
				assert_close(product, 1 / (double)(m * (m + 1)), 0.005);
				assert_close(below, 1 - pow(0.9, (double)(m - 1)), 0.012);
			}
		}
	}
}

static void weights_add_up_to_one_and_depend_on_the_seed_alone(void **state)
{
	enum { M = 6, DRAWS = 300 };
	g_autofree double *a = free_weights(DRAWS, M, 1), *b = free_weights(DRAWS, M, 1),
			  *c = free_weights(DRAWS, M, 2);

	(void)state;
	assert_memory_equal(a, b, DRAWS * M * sizeof(double));
	assert_memory_not_equal(a, c, DRAWS * M * sizeof(double));
	for (size_t d = 0; d < DRAWS; d++) {
		double sum = 0;

		for (size_t k = 0; k < M; k++)
			sum += a[d * M + k];
		assert_close(sum, 1, 1e-12);
	}
}

static void ordinal_weights_have_the_known_means(void **state)
{
	enum { M = 5, DRAWS = 40000 };
	const unsigned order[M] = {3, 1, 5, 2, 4};
	g_autofree double *weights = g_new(double, DRAWS *M);

	(void)state;
	assert_true(
		smaa_weights_draw(&(struct smaa_preferences){M, NULL, NULL, order}, 3, DRAWS, weights, NULL));
	for (size_t k = 0; k < M; k++) {
		double mean = 0, wanted = 0;

		for (size_t d = 0; d < DRAWS; d++)
			mean += weights[d * M + k] / DRAWS;
		for (size_t j = order[k]; j <= M; j++)
			wanted += 1 / (double)(j * M);
		assert_close(mean, wanted, 0.004);
	}
	for (size_t d = 0; d < DRAWS; d++)
		for (size_t a = 0; a < M; a++)
			for (size_t b = 0; b < M; b++)
				assert_true(order[a] >= order[b] || weights[d * M + a] >= weights[d * M + b]);
}

static int compare_down(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x < y) - (x > y);
}

static bool is_chain(const struct smaa_preferences *p)
{
	for (size_t i = 0; p->order && i < p->n_criteria; i++)
		if (p->order[i] != i + 1)
			return false;
	return p->order;
}

/* Uniform on the simplex by sums of exponentials, a whole chain by sorting, and what does not fit thrown
 * away: slow, and other mathematics than the module's. */
static void twin_draw(const struct smaa_preferences *p, struct random *random, double *weights)
{
	size_t n = p->n_criteria;
	bool fits;

	do {
		double sum = 0;

		fits = true;
		for (size_t k = 0; k < n; k++)
			sum += weights[k] = -log(1 - random_unit(random));
		for (size_t k = 0; k < n; k++)
			weights[k] /= sum;
		if (is_chain(p))
			qsort(weights, n, sizeof *weights, compare_down);
		for (size_t a = 0; a < n && fits; a++) {
			fits = weights[a] >= (p->low ? p->low[a] : 0) &&
			       weights[a] <= (p->high ? p->high[a] : 1);
			for (size_t b = 0; p->order && b < n && fits; b++)
				fits = !p->order[a] || !p->order[b] || p->order[a] >= p->order[b] ||
				       weights[a] >= weights[b];
		}
	} while (!fits);
}

struct moments {
	double mean[8], product[8][8];
};

static struct moments moments_of(const double *weights, size_t n_draws, size_t m)
{
	struct moments of = {.mean = {0}};

	for (size_t d = 0; d < n_draws; d++)
		for (size_t a = 0; a < m; a++) {
			of.mean[a] += weights[d * m + a] / (double)n_draws;
			for (size_t b = 0; b < m; b++)
				of.product[a][b] += weights[d * m + a] * weights[d * m + b] / (double)n_draws;
		}
	return of;
}

/* Bounds and order hold in each draw; means, spreads and correlations are those of the twin. */
static void compare_with_twin(const struct smaa_preferences *p, size_t n_draws, size_t n_twin)
{
	size_t m = p->n_criteria;
	g_autofree double *weights = g_new(double, n_draws *m), *twin = g_new(double, n_twin *m);
	struct moments found, wanted;
	struct random random;

	assert_true(smaa_weights_draw(p, 5, n_draws, weights, NULL));
	random_start(&random, 99, RANDOM_STREAM_PLACES);
	for (size_t d = 0; d < n_twin; d++)
		twin_draw(p, &random, twin + d * m);
	for (size_t d = 0; d < n_draws; d++) {
		double sum = 0;

		for (size_t a = 0; a < m; a++) {
			double w = weights[d * m + a];

			sum += w;
			assert_true(w >= (p->low ? p->low[a] : 0) - 1e-12);
			assert_true(w <= (p->high ? p->high[a] : 1) + 1e-12);
			for (size_t b = 0; p->order && b < m; b++)
				assert_true(!p->order[a] || !p->order[b] || p->order[a] >= p->order[b] ||
					    w >= weights[d * m + b] - 1e-12);
		}
		assert_close(sum, 1, 1e-9);
	}
	found = moments_of(weights, n_draws, m);
	wanted = moments_of(twin, n_twin, m);
	for (size_t a = 0; a < m; a++) {
		double spread = sqrt(wanted.product[a][a] - wanted.mean[a] * wanted.mean[a]);

		/* Within a twentieth of a standard deviation, spreads and correlations within 6 %. */
		assert_close(found.mean[a], wanted.mean[a], 0.05 * spread + 1e-12);
		for (size_t b = 0; b < m; b++) {
			double other = sqrt(wanted.product[b][b] - wanted.mean[b] * wanted.mean[b]);

			assert_close(found.product[a][b] - found.mean[a] * found.mean[b],
				     wanted.product[a][b] - wanted.mean[a] * wanted.mean[b],
				     0.06 * spread * other + 1e-12);
		}
	}
}

static void partly_ordered_weights_are_uniform(void **state)
{
	(void)state;
	compare_with_twin(&(struct smaa_preferences){5, NULL, NULL, (const unsigned[]){1, 2, 0, 1, 2}}, 20000,
			  20000);
	compare_with_twin(&(struct smaa_preferences){4, NULL, NULL, (const unsigned[]){7, 0, 3, 0}}, 20000,
			  20000);
}

static void weights_within_ranges_are_uniform(void **state)
{
	(void)state;
	compare_with_twin(&(struct smaa_preferences){3, (const double[]){0.1, 0.2, 0},
						     (const double[]){0.5, 0.4, 1}, NULL},
			  20000, 20000);
	/* Narrow ones, where the box finds more than the simplex. */
	compare_with_twin(&(struct smaa_preferences){4, (const double[]){0.2, 0.2, 0.15, 0.2},
						     (const double[]){0.3, 0.3, 0.35, 0.3}, NULL},
			  20000, 20000);
	/* Near the top of all. */
	compare_with_twin(
		&(struct smaa_preferences){5, NULL, (const double[]){0.3, 0.3, 0.2, 0.25, 0.25}, NULL}, 20000,
		20000);
	compare_with_twin(&(struct smaa_preferences){6, (const double[]){0.05, 0.05, 0.05, 0, 0, 0},
						     (const double[]){0.4, 0.4, 0.3, 0.3, 1, 1}, NULL},
			  20000, 20000);
}

static void ranges_and_an_order_together_are_uniform(void **state)
{
	(void)state;
	/* The same range for all that are ordered: by sorting. */
	compare_with_twin(&(struct smaa_preferences){4, (const double[]){0.05, 0.05, 0.05, 0},
						     (const double[]){0.6, 0.6, 0.6, 0.5},
						     (const unsigned[]){2, 1, 3, 0}},
			  20000, 20000);
	/* Other ranges: by looking. */
	compare_with_twin(&(struct smaa_preferences){4, (const double[]){0.2, 0, 0, 0},
						     (const double[]){0.6, 0.3, 1, 0.5},
						     (const unsigned[]){1, 2, 3, 0}},
			  20000, 20000);
}

static void where_hardly_any_proposal_fits_the_walk_is_uniform_all_the_same(void **state)
{
	/* Of sorted proposals 1.7 % would have the first so large, of those above the lows 1 in 120 the
	 * order. */
	const double low[] = {0.5, 0, 0, 0, 0, 0.06}, high[] = {1, 1, 1, 1, 1, 1};

	(void)state;
	compare_with_twin(&(struct smaa_preferences){6, low, high, (const unsigned[]){1, 2, 3, 4, 5, 6}},
			  20000, 12000);
}

static void exact_weights_are_exact_and_the_others_share_the_rest(void **state)
{
	enum { M = 4, DRAWS = 5000 };
	const double low[M] = {0.3, 0, 0.2, 0}, high[M] = {0.3, 1, 0.2, 1};
	const double all[M] = {0.1, 0.2, 0.3, 0.4};
	g_autofree double *weights = g_new(double, DRAWS *M);
	double mean = 0;

	(void)state;
	assert_true(
		smaa_weights_draw(&(struct smaa_preferences){M, low, high, NULL}, 1, DRAWS, weights, NULL));
	for (size_t d = 0; d < DRAWS; d++) {
		assert_true(weights[d * M] == 0.3 && weights[d * M + 2] == 0.2);
		assert_close(weights[d * M + 1] + weights[d * M + 3], 0.5, 1e-12);
		mean += weights[d * M + 1] / DRAWS;
	}
	assert_close(mean, 0.25, 0.01);
	assert_true(
		smaa_weights_draw(&(struct smaa_preferences){M, all, all, NULL}, 1, DRAWS, weights, NULL));
	for (size_t d = 0; d < DRAWS; d++)
		assert_memory_equal(weights + d * M, all, sizeof all);
	/* What the others leave to the last one, and to an order that pins two. */
	assert_true(smaa_weights_draw(&(struct smaa_preferences){3, (const double[]){0.3, 0.3, 0},
								 (const double[]){0.3, 0.3, 1}, NULL},
				      1, 10, weights, NULL));
	assert_close(weights[2], 0.4, 1e-12);
	assert_true(smaa_weights_draw(&(struct smaa_preferences){3, (const double[]){0, 0.3, 0},
								 (const double[]){0.3, 1, 1},
								 (const unsigned[]){1, 2, 0}},
				      1, 10, weights, NULL));
	assert_true(weights[0] == 0.3 && weights[1] == 0.3);
	assert_close(weights[2], 0.4, 1e-12);
}

static void one_criterion_has_all_the_weight(void **state)
{
	double weights[3];

	(void)state;
	assert_true(smaa_weights_draw(&(struct smaa_preferences){.n_criteria = 1}, 1, 3, weights, NULL));
	for (size_t d = 0; d < 3; d++)
		assert_true(weights[d] == 1);
}

static void the_middle_is_even_where_nothing_is_agreed_and_keeps_ranges_and_order(void **state)
{
	const double low[] = {0.2, 0, 0}, high[] = {0.4, 0.5, 1}, exact[] = {0.5, 0.3, 0.2};
	g_autofree double *draws = g_new(double, 3000);
	double middle[3], sum;
	struct smaa_preferences p = {.n_criteria = 3};

	(void)state;
	smaa_weights_middle(&p, NULL, 0, middle);
	for (size_t i = 0; i < 3; i++)
		assert_close(middle[i], 1.0 / 3, 1e-15);
	p = (struct smaa_preferences){3, exact, exact, NULL};
	smaa_weights_middle(&p, NULL, 0, middle);
	assert_memory_equal(middle, exact, sizeof exact);
	p = (struct smaa_preferences){3, low, high, NULL};
	smaa_weights_middle(&p, NULL, 0, middle);
	sum = middle[0] + middle[1] + middle[2];
	assert_close(sum, 1, 1e-15);
	for (size_t i = 0; i < 3; i++)
		assert_true(middle[i] > low[i] && middle[i] < high[i]);
	p = (struct smaa_preferences){3, NULL, NULL, (const unsigned[]){2, 1, 3}};
	assert_true(smaa_weights_draw(&p, 1, 1000, draws, NULL));
	smaa_weights_middle(&p, draws, 1000, middle);
	assert_close(middle[1], 11.0 / 18, 0.02);
	assert_close(middle[0], 5.0 / 18, 0.02);
	assert_close(middle[2], 2.0 / 18, 0.02);
}

static void assert_conflict(const struct smaa_preferences *p, enum smaa_conflict_kind kind, size_t one,
			    size_t other, const char *sentence)
{
	double weights[4];
	struct smaa_conflict c;
	GError *error = NULL;

	assert_true(smaa_preferences_conflict(p, &c));
	assert_int_equal(c.kind, kind);
	assert_int_equal(c.one, one);
	assert_int_equal(c.other, other);
	smaa_conflict_clear(&c);
	assert_false(smaa_weights_draw(p, 1, 1, weights, &error));
	assert_true(g_error_matches(error, SMAA_ERROR, SMAA_ERROR_PREFERENCES));
	assert_non_null(strstr(error->message, sentence));
	g_error_free(error);
}

static void preferences_that_nothing_satisfies_are_refused_with_who_is_in_conflict(void **state)
{
	(void)state;
	assert_conflict(
		&(struct smaa_preferences){2, (const double[]){0, 0.7}, (const double[]){1, 0.6}, NULL},
		SMAA_CONFLICT_RANGE, 1, 1, "criterion 2 cannot be from 0.7 to 0.6");
	assert_conflict(&(struct smaa_preferences){2, (const double[]){NAN, 0}, NULL, NULL},
			SMAA_CONFLICT_RANGE, 0, 0, "criterion 1");
	assert_conflict(&(struct smaa_preferences){2, NULL, (const double[]){1, 1.5}, NULL},
			SMAA_CONFLICT_RANGE, 1, 1, "criterion 2");
	assert_conflict(&(struct smaa_preferences){3, (const double[]){0, 0, 0.4},
						   (const double[]){0.2, 1, 1}, (const unsigned[]){1, 0, 2}},
			SMAA_CONFLICT_ORDER, 0, 2, "Criterion 1 cannot weigh as much as criterion 3");
	assert_conflict(&(struct smaa_preferences){3, (const double[]){0.5, 0, 0.6}, NULL, NULL},
			SMAA_CONFLICT_LEAST, 0, 0, "1 (0.5), 3 (0.6)");
	assert_conflict(&(struct smaa_preferences){3, NULL, (const double[]){0.2, 0.3, 0.4}, NULL},
			SMAA_CONFLICT_MOST, 0, 0, "add up to 0.9, less than 1");
	/* Only with the order: the first three weigh at least 0.4 each. */
	assert_conflict(
		&(struct smaa_preferences){3, (const double[]){0, 0, 0.4}, NULL, (const unsigned[]){1, 2, 3}},
		SMAA_CONFLICT_LEAST, 0, 0, "1 (0.4), 2 (0.4), 3 (0.4)");
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
		cmocka_unit_test(free_weights_have_the_moments_of_the_flat_dirichlet),
		cmocka_unit_test(weights_add_up_to_one_and_depend_on_the_seed_alone),
		cmocka_unit_test(ordinal_weights_have_the_known_means),
		cmocka_unit_test(partly_ordered_weights_are_uniform),
		cmocka_unit_test(weights_within_ranges_are_uniform),
		cmocka_unit_test(ranges_and_an_order_together_are_uniform),
		cmocka_unit_test(where_hardly_any_proposal_fits_the_walk_is_uniform_all_the_same),
		cmocka_unit_test(exact_weights_are_exact_and_the_others_share_the_rest),
		cmocka_unit_test(one_criterion_has_all_the_weight),
		cmocka_unit_test(the_middle_is_even_where_nothing_is_agreed_and_keeps_ranges_and_order),
		cmocka_unit_test(preferences_that_nothing_satisfies_are_refused_with_who_is_in_conflict),
		cmocka_unit_test(the_weight_that_changes_the_first_does_and_none_nearer),
		cmocka_unit_test(nothing_changes_the_first_that_is_best_in_everything),
		cmocka_unit_test(topsis_of_the_best_is_one_and_of_the_worst_zero),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
