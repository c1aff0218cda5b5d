/* test_smaa_weights - weights drawn from what was agreed: within it, uniform over it, and refused where it
 * contradicts itself.
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

#include "smaa.h"

static void assert_close(double a, double b, double by)
{
	if (isnan(a) != isnan(b) || fabs(a - b) > by)
		fail_msg("%.15g is not %.15g", a, b);
}

static double *free_weights(size_t n_draws, size_t m, uint64_t seed)
{
	double *weights = g_new(double, n_draws *m);

	assert_true(
		smaa_weights_draw(&(struct smaa_preferences){.n_criteria = m}, seed, n_draws, weights, NULL));
	return weights;
}

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

int main(void)
{
	const struct CMUnitTest tests[] = {
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
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
