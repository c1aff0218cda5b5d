/* test_raking - what must hold of any weights, and every refusal.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "raking_fixture.h"

#include "random.h"

static void assert_margins_hold(const struct raking *r, const struct sample *s)
{
	assert_non_null(r->weights);
	for (size_t k = 0; k < s->people.n_margins; k++)
		for (size_t c = 0; c < s->margins[k].n_categories; c++)
			assert_near(r->categories[k][c].weighted, r->categories[k][c].population, 1e-11);
}

static void draw(struct sample *s, uint64_t seed)
{
	struct random random;

	random_start(&random, seed, RANDOM_STREAM_PLACES);
	fill(s);
	for (size_t i = 0; i < N; i++) {
		for (size_t k = 0; k < N_MARGINS; k++)
			s->category[k][i] = random_below(&random, n_categories[k]);
		s->base[i] = 0.2 + random_unit(&random);
	}
	for (size_t k = 0; k < N_MARGINS; k++) {
		double sum = 0;

		for (size_t c = 0; c < n_categories[k]; c++)
			sum += s->population[k][c] = 0.1 + random_unit(&random);
		for (size_t c = 0; c < n_categories[k]; c++)
			s->population[k][c] *= 1e6 / sum;
	}
}

static void margins_hold_whatever_the_sample(void **state)
{
	static struct sample s;

	(void)state;
	for (uint64_t seed = 1; seed <= 60; seed++) {
		struct raking *r;
		double sum = 0;

		draw(&s, seed);
		r = make(&s);
		assert_margins_hold(r, &s);
		for (size_t i = 0; i < N; i++)
			sum += r->weights[i];
		assert_near(sum, 1e6, 1e-11);
		raking_free(r);
	}
}

static void the_unit_of_the_population_and_of_the_base_do_not_matter(void **state)
{
	static struct sample s, t;

	(void)state;
	for (uint64_t seed = 1; seed <= 20; seed++) {
		struct raking *one, *other;
		struct raking_estimate a, b;

		draw(&s, seed);
		draw(&t, seed);
		for (size_t k = 0; k < N_MARGINS; k++)
			for (size_t c = 0; c < n_categories[k]; c++)
				t.population[k][c] /= 1e6;
		for (size_t i = 0; i < N; i++)
			t.base[i] *= 1000;
		one = make(&s);
		other = make(&t);
		a = raking_estimate(one, s.z, true);
		b = raking_estimate(other, t.z, true);
		assert_near(b.mean, a.mean, 1e-12);
		assert_near(b.mean_error, a.mean_error, 1e-11);
		assert_near(other->n_effective, one->n_effective, 1e-11);
		assert_int_equal(other->n_problems, one->n_problems);
		raking_free(one);
		raking_free(other);
	}
}

static void the_order_of_people_and_of_margins_does_not_matter(void **state)
{
	static struct sample s, t;
	struct random random;

	(void)state;
	random_start(&random, 5, RANDOM_STREAM_PLACES);
	for (uint64_t seed = 1; seed <= 20; seed++) {
		size_t order[N];
		struct raking *one, *other;
		struct raking_estimate a, b;

		draw(&s, seed);
		draw(&t, seed);
		for (size_t i = 0; i < N; i++)
			order[i] = i;
		for (size_t i = N - 1; i > 0; i--) {
			size_t j = random_below(&random, i + 1), kept = order[i];

			order[i] = order[j];
			order[j] = kept;
		}
		for (size_t i = 0; i < N; i++) {
			for (size_t k = 0; k < N_MARGINS; k++)
				t.category[k][i] = s.category[k][order[i]];
			t.base[i] = s.base[order[i]];
			t.z[i] = s.z[order[i]];
		}
		t.margins[0] = (struct raking_margin){t.category[2], n_categories[2], t.population[2]};
		t.margins[2] = (struct raking_margin){t.category[0], n_categories[0], t.population[0]};
		one = make(&s);
		other = make(&t);
		for (size_t i = 0; i < N; i++)
			assert_near(other->weights[i] / one->weights[order[i]], 1, 1e-9);
		a = raking_estimate(one, s.z, true);
		b = raking_estimate(other, t.z, true);
		assert_near(b.mean, a.mean, 1e-11);
		assert_near(b.mean_error, a.mean_error, 1e-9);
		raking_free(one);
		raking_free(other);
	}
}

static void one_category_for_all_changes_nothing_but_the_scale(void **state)
{
	struct sample s;
	struct raking *r;

	(void)state;
	fill(&s);
	for (size_t i = 0; i < N; i++)
		s.category[0][i] = 0;
	s.margins[0].n_categories = 1;
	s.people.n_margins = 1;
	s.people.base = NULL;
	r = make(&s);
	assert_int_equal(r->n_problems, 0);
	for (size_t i = 0; i < N; i++)
		assert_near(r->weights[i], 4000.0 / N, 1e-12);
	assert_near(r->effect, 1, 1e-12);
	assert_near(r->n_effective, N, 1e-12);
	assert_near(r->ratio, 1, 1e-12);
	assert_near(raking_estimate(r, s.y, true).mean_error, raking_estimate(r, s.y, false).mean_error,
		    1e-12);
	raking_free(r);
}

static void without_margins_weights_are_the_base(void **state)
{
	struct sample s;
	struct raking *r;

	(void)state;
	fill(&s);
	s.people.n_margins = 0;
	r = make(&s);
	assert_int_equal(r->n_problems, 0);
	assert_memory_equal(r->weights, s.base, N * sizeof *s.base);
	assert_near(r->ratio, 3, 1e-12);
	assert_near(r->n_effective, 213.3333333333333, 1e-12);
	raking_free(r);
}

static void people_of_weight_zero_are_not_in_the_sample(void **state)
{
	static struct sample s, t;
	struct raking *one, *other;
	struct raking_estimate a, b;

	(void)state;
	fill(&s);
	fill(&t);
	t.people.n_people = N + 60;
	for (size_t i = N; i < N + 60; i++) {
		t.category[0][i] = i % 3;
		t.category[1][i] = i % 2;
		t.category[2][i] = i % 5 == 4 ? SIZE_MAX : i % 5;
		t.base[i] = 0;
		t.y[i] = 1e6;
	}
	s.settings.trim_low = t.settings.trim_low = 0.4;
	s.settings.trim_high = t.settings.trim_high = 1.6;
	one = make(&s);
	other = make(&t);
	assert_memory_equal(one->weights, other->weights, N * sizeof *one->weights);
	for (size_t i = N; i < N + 60; i++)
		assert_true(other->weights[i] == 0);
	a = raking_estimate(one, s.y, true);
	b = raking_estimate(other, t.y, true);
	assert_memory_equal(&a, &b, sizeof a);
	assert_int_equal(other->n_counted, N);
	assert_true(one->n_effective == other->n_effective && one->ratio == other->ratio);
	assert_int_equal(one->n_problems, other->n_problems);
	raking_free(one);
	raking_free(other);
}

static void who_did_not_answer_stays_with_the_share_they_have(void **state)
{
	struct sample s;
	struct raking *r;
	double silent = 0, all = 0;

	(void)state;
	fill(&s);
	s.people.base = NULL;
	for (size_t i = 0; i < N; i += 8)
		s.category[1][i] = SIZE_MAX;
	r = make(&s);
	assert_margins_hold(r, &s);
	assert_near(r->unanswered[1], 0.125, 1e-12);
	for (size_t i = 0; i < N; i++) {
		all += r->weights[i];
		silent += s.category[1][i] == SIZE_MAX ? r->weights[i] : 0;
	}
	assert_near(silent / all, 0.125, 1e-11);
	raking_free(r);
}

/* --- refusals ---------------------------------------------------------------------------------- */

static const struct raking_problem *problem_of(const struct raking *r, enum raking_reason reason)
{
	for (size_t i = 0; i < r->n_problems; i++)
		if (r->problems[i].reason == reason)
			return &r->problems[i];
	return NULL;
}

static void assert_refused(const struct sample *s, enum raking_reason reason, size_t margin, size_t category,
			   double found)
{
	struct raking *r = make(s);
	const struct raking_problem *problem = problem_of(r, reason);

	assert_non_null(problem);
	assert_int_equal(problem->margin, margin);
	assert_int_equal(problem->category, category);
	assert_near(problem->found, found, 1e-9);
	raking_free(r);
}

/* Four hundred people spread so evenly that nothing is wrong. */
static void fill_well(struct sample *s)
{
	fill(s);
	s->people.n_people = 400;
	s->people.base = NULL;
	for (size_t i = 0; i < 400; i++) {
		s->category[0][i] = i % 3;
		s->category[1][i] = (i / 3) % 2;
		s->category[2][i] = (i / 6) % 4;
	}
}

static void twenty_nine_in_a_category_are_refused_and_thirty_are_not(void **state)
{
	static struct sample s;
	struct raking *r;

	(void)state;
	fill_well(&s);
	s.people.n_margins = 1;
	for (size_t i = 0; i < 400; i++)
		s.category[0][i] = i < 30 ? 2 : i % 2;
	s.population[0][2] = 1000;
	r = make(&s);
	assert_int_equal(r->n_problems, 0);
	raking_free(r);
	s.category[0][0] = 0;
	assert_refused(&s, RAKING_FEW, 0, 2, 29);
	r = make(&s);
	assert_int_equal(r->n_problems, 1);
	assert_non_null(r->weights); /* to be shown beside the refusal, not to be used */
	raking_free(r);
}

static void a_ratio_over_five_is_refused_and_five_is_not(void **state)
{
	static struct sample s;
	struct raking *r;

	(void)state;
	fill_well(&s);
	s.people.n_margins = 1;
	s.margins[0].n_categories = 2;
	for (size_t i = 0; i < 400; i++)
		s.category[0][i] = i % 2;
	s.population[0][0] = 5000;
	s.population[0][1] = 1000;
	r = make(&s);
	assert_int_equal(r->n_problems, 0);
	assert_near(r->ratio, 5, 1e-12);
	raking_free(r);
	s.population[0][0] = 5010;
	assert_refused(&s, RAKING_RATIO, SIZE_MAX, SIZE_MAX, 5.01);
	s.settings.trim_high = 1.5;
	r = make(&s);
	assert_int_equal(r->n_problems, 0);
	assert_true(r->ratio < 5);
	raking_free(r);
}

static void more_than_a_fifth_unanswered_is_refused_and_a_fifth_is_not(void **state)
{
	static struct sample s;
	struct raking *r;

	(void)state;
	fill_well(&s);
	for (size_t i = 0; i < 400; i += 5)
		s.category[1][i] = SIZE_MAX;
	r = make(&s);
	assert_null(problem_of(r, RAKING_UNANSWERED));
	raking_free(r);
	s.category[1][1] = SIZE_MAX;
	assert_refused(&s, RAKING_UNANSWERED, 1, SIZE_MAX, 81.0 / 400);
}

static void categories_must_be_in_the_sample_and_in_the_census(void **state)
{
	static struct sample s;

	(void)state;
	fill_well(&s);
	s.population[2][3] = 0;
	s.population[2][0] += 2600;
	assert_refused(&s, RAKING_NOT_IN_CENSUS, 2, 3, 96);
	fill_well(&s);
	for (size_t i = 0; i < 400; i++)
		s.category[2][i] = s.category[2][i] == 3 ? 0 : s.category[2][i];
	assert_refused(&s, RAKING_NOBODY, 2, 3, 0);
	/* In neither: nothing to say. */
	s.population[2][3] = 0;
	s.population[2][0] += 2600;
	struct raking *r = make(&s);
	assert_int_equal(r->n_problems, 0);
	assert_near(r->categories[2][3].weighted, 0, 0);
	raking_free(r);
}

static void margins_of_different_populations_are_refused(void **state)
{
	static struct sample s;
	struct raking *r;

	(void)state;
	fill_well(&s);
	s.population[1][0] += 20;
	assert_refused(&s, RAKING_MARGINS_DISAGREE, 1, SIZE_MAX, 10020);
	r = make(&s);
	assert_null(r->weights);
	raking_free(r);
	s.population[1][0] -= 15; /* 10,005: rounding of a table */
	r = make(&s);
	assert_int_equal(r->n_problems, 0);
	assert_margins_hold(r, &s);
	raking_free(r);
}

static void margins_that_exclude_each_other_do_not_converge(void **state)
{
	static struct sample s;
	struct raking *r;

	(void)state;
	fill_well(&s);
	s.people.n_margins = 2;
	s.margins[0].n_categories = 2;
	for (size_t i = 0; i < 400; i++)
		s.category[0][i] = s.category[1][i] = i % 2;
	s.population[0][0] = 6000;
	s.population[0][1] = 4000;
	r = make(&s);
	assert_null(r->weights);
	assert_non_null(problem_of(r, RAKING_NOT_CONVERGED));
	assert_true(problem_of(r, RAKING_NOT_CONVERGED)->found > 0.01);
	assert_true(isnan(r->effect) && isnan(r->ratio));
	raking_free(r);
}

static void hostile_figures_are_refused_without_shares(void **state)
{
	static const double bad[] = {-1, NAN, INFINITY};
	static struct sample s;
	struct raking *r;

	(void)state;
	for (size_t b = 0; b < G_N_ELEMENTS(bad); b++) {
		fill(&s);
		s.base[7] = bad[b];
		assert_refused(&s, RAKING_BAD_WEIGHT, SIZE_MAX, SIZE_MAX, 7);
		fill(&s);
		s.population[2][1] = bad[b];
		assert_refused(&s, RAKING_BAD_POPULATION, 2, SIZE_MAX, 0);
		r = make(&s);
		assert_null(r->categories);
		assert_near(raking_estimate(r, s.y, false).mean, 49.65625,
			    1e-12); /* without weights all is well */
		raking_free(r);
	}
	fill(&s);
	s.base[7] = NAN;
	r = make(&s);
	assert_true(isnan(raking_estimate(r, s.y, false).mean));
	raking_free(r);
	fill(&s);
	memset(s.population[0], 0, sizeof s.population[0]);
	assert_refused(&s, RAKING_BAD_POPULATION, 0, SIZE_MAX, 0);
	fill(&s);
	s.people.n_people = 0;
	assert_refused(&s, RAKING_NO_PEOPLE, SIZE_MAX, SIZE_MAX, 0);
	fill(&s);
	memset(s.base, 0, sizeof s.base);
	assert_refused(&s, RAKING_NO_PEOPLE, SIZE_MAX, SIZE_MAX, 0);
	r = make(&s);
	assert_int_equal(r->n_problems, 1);
	assert_true(isnan(raking_estimate(r, s.y, false).mean));
	raking_free(r);
}

static void all_unanswered_is_refused_and_gives_no_figures(void **state)
{
	static struct sample s;
	struct raking *r;

	(void)state;
	fill(&s);
	for (size_t i = 0; i < N; i++)
		s.category[0][i] = SIZE_MAX;
	r = make(&s);
	assert_null(r->weights);
	assert_non_null(problem_of(r, RAKING_UNANSWERED));
	assert_non_null(problem_of(r, RAKING_NOBODY));
	assert_true(isnan(r->categories[0][0].sample));
	raking_free(r);
}

static void every_reason_is_listed_by_margin(void **state)
{
	static struct sample s;
	struct raking *r;

	(void)state;
	fill(&s);
	s.people.base = NULL;
	for (size_t i = 0; i < N; i++) {
		s.category[0][i] = i % 48 == 7 ? 2 : i % 2;
		s.category[1][i] = i < 100 ? SIZE_MAX : (i / 2) % 2;
	}
	r = make(&s);
	assert_true(r->n_problems >= 3);
	assert_int_equal(r->problems[0].reason, RAKING_FEW);
	assert_int_equal(r->problems[1].reason, RAKING_UNANSWERED);
	assert_int_equal(r->problems[r->n_problems - 1].reason, RAKING_RATIO);
	raking_free(r);
}

static void one_cluster_alone_has_no_error(void **state)
{
	struct sample s;
	struct raking *r;
	struct raking_estimate e;

	(void)state;
	fill(&s);
	memset(s.cluster, 0, sizeof s.cluster);
	s.people.cluster = s.cluster;
	r = make(&s);
	e = raking_estimate(r, s.y, true);
	assert_true(isfinite(e.mean) && isnan(e.mean_error) && isnan(e.total_error));
	raking_free(r);
}

static void trimming_keeps_the_sum_and_the_bounds(void **state)
{
	struct random random;

	(void)state;
	random_start(&random, 3, RANDOM_STREAM_PLACES);
	for (size_t round = 0; round < 200; round++) {
		double weights[50], before = 0, after = 0, low, high;
		size_t n = 2 + random_below(&random, 49);

		for (size_t i = 0; i < n; i++)
			before += weights[i] =
				random_unit(&random) < 0.1 ? 10 * random_unit(&random) : random_unit(&random);
		low = 0.3 * before / (double)n;
		high = 2 * before / (double)n;
		if (raking_trim(weights, n, low, high) == SIZE_MAX)
			continue;
		for (size_t i = 0; i < n; i++) {
			after += weights[i];
			assert_true(weights[i] >= low && weights[i] <= high);
		}
		assert_near(after, before, 1e-12);
	}
}

static void bounds_that_nothing_fits_are_refused(void **state)
{
	struct sample s;
	struct raking *r;
	double three[3] = {1, 2, 3};

	(void)state;
	fill(&s);
	s.settings.trim_low = 2;
	s.settings.trim_high = 3;
	r = make(&s);
	assert_non_null(problem_of(r, RAKING_TRIM_IMPOSSIBLE));
	assert_memory_equal(r->weights, r->raked, N * sizeof *r->weights);
	raking_free(r);
	assert_int_equal(raking_trim(three, 3, 4, 5), SIZE_MAX);
	assert_int_equal(raking_trim(three, 0, 4, 5), 0);
	assert_true(isnan(raking_effect(three, 0)));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(margins_hold_whatever_the_sample),
		cmocka_unit_test(the_unit_of_the_population_and_of_the_base_do_not_matter),
		cmocka_unit_test(the_order_of_people_and_of_margins_does_not_matter),
		cmocka_unit_test(one_category_for_all_changes_nothing_but_the_scale),
		cmocka_unit_test(without_margins_weights_are_the_base),
		cmocka_unit_test(people_of_weight_zero_are_not_in_the_sample),
		cmocka_unit_test(who_did_not_answer_stays_with_the_share_they_have),
		cmocka_unit_test(twenty_nine_in_a_category_are_refused_and_thirty_are_not),
		cmocka_unit_test(a_ratio_over_five_is_refused_and_five_is_not),
		cmocka_unit_test(more_than_a_fifth_unanswered_is_refused_and_a_fifth_is_not),
		cmocka_unit_test(categories_must_be_in_the_sample_and_in_the_census),
		cmocka_unit_test(margins_of_different_populations_are_refused),
		cmocka_unit_test(margins_that_exclude_each_other_do_not_converge),
		cmocka_unit_test(hostile_figures_are_refused_without_shares),
		cmocka_unit_test(all_unanswered_is_refused_and_gives_no_figures),
		cmocka_unit_test(every_reason_is_listed_by_margin),
		cmocka_unit_test(one_cluster_alone_has_no_error),
		cmocka_unit_test(trimming_keeps_the_sum_and_the_bounds),
		cmocka_unit_test(bounds_that_nothing_fits_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
