/* test_raking - weights against those of R's survey 4.1-1, what must hold of any weights, and every refusal.
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

#include "raking.h"
#include "random.h"

enum { N = 240, MAX_PEOPLE = 400, N_MARGINS = 3 };

/* A sample with its margins, to be changed by each test. */
struct sample {
	size_t category[N_MARGINS][MAX_PEOPLE], cluster[MAX_PEOPLE];
	double base[MAX_PEOPLE], population[N_MARGINS][4], y[MAX_PEOPLE], z[MAX_PEOPLE];
	struct raking_margin margins[N_MARGINS];
	struct raking_people people;
	struct raking_settings settings;
};

static const size_t n_categories[N_MARGINS] = {3, 2, 4};

/* The 240 people that R was given too. */
static void fill(struct sample *s)
{
	static const double population[N_MARGINS][4] = {
		{4000, 3500, 2500}, {4800, 5200}, {2000, 3000, 2400, 2600}};

	memset(s, 0, sizeof *s);
	for (size_t i = 0; i < N; i++) {
		s->category[0][i] = (i * 7) % 3;
		s->category[1][i] = (i * i) % 7 < 3;
		s->category[2][i] = (i / 5) % 4;
		s->base[i] = 1 + (double)(i % 5) / 2;
		s->cluster[i] = (i * 13) % 12;
		s->y[i] = (double)((i * 37) % 101);
		s->z[i] = (i * 29) % 17 < 5;
	}
	memcpy(s->population, population, sizeof population);
	for (size_t k = 0; k < N_MARGINS; k++)
		s->margins[k] = (struct raking_margin){s->category[k], n_categories[k], s->population[k]};
	s->people = (struct raking_people){
		.n_people = N, .base = s->base, .margins = s->margins, .n_margins = N_MARGINS};
	raking_settings_default(&s->settings);
}

static struct raking *make(const struct sample *s)
{
	return raking_make(&s->people, &s->settings);
}

static void assert_near(double found, double wanted, double tolerance)
{
	if (!(fabs(found - wanted) <= tolerance * fmax(1, fabs(wanted))))
		fail_msg("%.17g is not %.17g", found, wanted);
}

/* Means and totals of y and z with their errors, four weights, effective n, ratio: as R prints them. */
static void assert_as_in_r(const struct raking *r, const struct sample *s, bool is_weighted,
			   const double wanted[14])
{
	struct raking_estimate y = raking_estimate(r, s->y, is_weighted),
			       z = raking_estimate(r, s->z, is_weighted);
	const double *weights = is_weighted ? r->weights : s->base;
	const double found[14] = {y.mean,
				  z.mean,
				  y.mean_error,
				  z.mean_error,
				  y.total,
				  z.total,
				  y.total_error,
				  z.total_error,
				  weights[0],
				  weights[1],
				  weights[2],
				  weights[3],
				  is_weighted ? r->n_effective : wanted[12],
				  is_weighted ? r->ratio : wanted[13]};

	for (size_t i = 0; i < 14; i++)
		assert_near(found[i], wanted[i], 1e-9);
}

static void raking_gives_the_weights_and_errors_of_r(void **state)
{
	static const double unequal[14] = {50.63898691705317390, 0.28936562567394020,  2.21367740170978022,
					   0.03424353580814304,	 506389.8691705317469, 2893.6562567394017,
					   22136.7740170977995,	 342.4353580814305,    14.80967483922533,
					   19.51510663888504,	 41.98941418145615,    37.02418709806329,
					   169.06868587107735,	 17.48481730704972};
	static const double equal[14] = {50.80938543886504277, 0.29210295068420611,  2.11116869257354933,
					 0.03258776780935155,  508093.8543886503903, 2921.0295068420610,
					 21111.6869257354883,  325.8776780935154,    29.474487923613680,
					 25.736310799214397,   41.567306276777025,   29.474487923613680,
					 190.713802859760762,  6.009898113403721};
	static const double clustered[14] = {50.63898691705317390, 0.28936562567394020,	 2.86480926476830922,
					     0.02210825115130203,  506389.8691705317469, 2893.6562567394017,
					     28648.0926476830937,  221.0825115130203,	 14.80967483922533,
					     19.51510663888504,	   41.98941418145615,	 37.02418709806329,
					     169.06868587107735,   17.48481730704972};
	struct sample s;
	struct raking *r;

	(void)state;
	fill(&s);
	r = make(&s);
	assert_as_in_r(r, &s, true, unequal);
	raking_free(r);
	s.people.cluster = s.cluster;
	r = make(&s);
	assert_as_in_r(r, &s, true, clustered);
	raking_free(r);
	s.people.cluster = NULL;
	s.people.base = NULL;
	r = make(&s);
	assert_as_in_r(r, &s, true, equal);
	raking_free(r);
}

static void post_stratification_gives_the_weights_and_errors_of_r(void **state)
{
	static const double unequal[14] = {49.70374999999999943,
					   0.29640624999999998,
					   2.00031007551954954,
					   0.03188165533695746,
					   497037.5000000000000,
					   2964.0625000000000,
					   20003.1007551954899,
					   318.8165533695745,
					   25,
					   32.8125,
					   31.25,
					   62.5,
					   206.1191626409018,
					   4.8};
	static const double clustered[14] = {49.70374999999999943,
					     0.29640624999999998,
					     2.57427259695027066,
					     0.01340483940449222,
					     497037.5000000000000,
					     2964.0625000000000,
					     25742.7259695027060,
					     134.0483940449222,
					     25,
					     32.8125,
					     31.25,
					     62.5,
					     206.1191626409018,
					     4.8};
	struct sample s;
	struct raking *r;

	(void)state;
	fill(&s);
	s.people.n_margins = 1;
	r = make(&s);
	assert_int_equal(r->n_problems, 0);
	assert_as_in_r(r, &s, true, unequal);
	raking_free(r);
	s.people.cluster = s.cluster;
	r = make(&s);
	assert_as_in_r(r, &s, true, clustered);
	raking_free(r);
}

static void without_weights_the_base_has_the_errors_of_r(void **state)
{
	static const double alone[14] = {49.65625000000000000,
					 0.29479166666666667,
					 1.98860412388226027,
					 0.03126406187863926,
					 23835,
					 141.5,
					 1099.71661431441657,
					 15.33963471877473,
					 1,
					 1.5,
					 2,
					 2.5};
	static const double clustered[14] = {49.65625000000000000,
					     0.29479166666666667,
					     2.41590595067357672,
					     0.01263734519932366,
					     23835,
					     141.5,
					     1159.634856323317081,
					     6.065925695675355,
					     1,
					     1.5,
					     2,
					     2.5};
	struct sample s;
	struct raking *r;

	(void)state;
	fill(&s);
	r = make(&s);
	assert_as_in_r(r, &s, false, alone);
	raking_free(r);
	s.people.cluster = s.cluster;
	r = make(&s);
	assert_as_in_r(r, &s, false, clustered);
	raking_free(r);
}

static void trimming_gives_the_weights_and_errors_of_r(void **state)
{
	static const double both[14] = {50.35689853840030850, 0.29798114447254748,  1.98006491442908850,
					0.03152155714052087,  503568.9853840030264, 2979.8114447254743,
					21686.6592753048135,  321.3801600160212,    20.989667650870384,
					20.989667650870384,   47.828997913592282,   42.863770830199400,
					212.109052812209057,  2.977655532216505};
	static const double upper[14] = {50.30745656030980939, 0.29759815728241540,  1.95093286681552969,
					 0.03080594227522002,  503074.5656030981336, 2975.9815728241547,
					 22002.4126694828410,  314.3846806376499,    23.414175196397736,
					 28.119606996057449,   50.593914538628582,   45.628687455235728,
					 222.062229427279675,  3.082362219932734};
	struct sample s;
	struct raking *r;

	(void)state;
	fill(&s);
	s.settings.trim_low = 0.5;
	s.settings.trim_high = 1.5;
	r = make(&s);
	assert_as_in_r(r, &s, true, both);
	assert_int_equal(r->n_trimmed, 87);
	assert_int_equal(r->n_problems, 0);
	raking_free(r);
	s.settings.trim_low = 0;
	s.settings.trim_high = 1.3;
	r = make(&s);
	assert_as_in_r(r, &s, true, upper);
	raking_free(r);
}

static void who_did_not_say_the_figure_is_left_out_of_it_alone(void **state)
{
	struct sample s;
	struct raking *r;
	struct raking_estimate e;

	(void)state;
	fill(&s);
	s.people.cluster = s.cluster;
	for (size_t i = 0; i < N; i += 6)
		s.y[i] = NAN;
	r = make(&s);
	e = raking_estimate(r, s.y, true);
	assert_int_equal(e.n, 200);
	assert_near(e.mean, 49.757396132009696, 1e-12);
	assert_near(e.mean_error, 3.147949343558745, 1e-9);
	raking_free(r);
}

/* apisrs: name of a column -> its cells, row by row. */
static char **column_of(const char *file, const char *name, size_t *n)
{
	g_autofree char *bytes = NULL;
	g_auto(GStrv) lines = NULL;
	g_auto(GStrv) header = NULL;
	GPtrArray *cells = g_ptr_array_new();
	size_t at = SIZE_MAX;

	if (!g_file_get_contents(file, &bytes, NULL, NULL))
		return NULL;
	lines = g_strsplit(g_strchomp(bytes), "\n", -1);
	header = g_strsplit(lines[0], "\t", -1);
	for (size_t i = 0; header[i]; i++)
		if (strcmp(header[i], name) == 0)
			at = i;
	assert_true(at != SIZE_MAX);
	for (size_t i = 1; lines[i]; i++) {
		g_auto(GStrv) row = g_strsplit(lines[i], "\t", -1);

		g_ptr_array_add(cells, g_strdup(row[at]));
	}
	*n = cells->len;
	g_ptr_array_add(cells, NULL);
	return (char **)g_ptr_array_free(cells, FALSE);
}

static void read_column(const char *name, const char *column, double *into)
{
	g_autofree char *file = g_build_filename(g_getenv("VOCALIA_SHARED"), "data", "reference", name, NULL);
	size_t n = 0;
	g_auto(GStrv) cells = column_of(file, column, &n);

	assert_int_equal(n, 200);
	for (size_t i = 0; i < n; i++)
		into[i] = g_ascii_strtod(cells[i], NULL);
}

static void code_column(const char *column, const char *codes, size_t *into)
{
	g_autofree char *file =
		g_build_filename(g_getenv("VOCALIA_SHARED"), "data", "reference", "apisrs.tsv", NULL);
	size_t n = 0;
	g_auto(GStrv) cells = column_of(file, column, &n);

	for (size_t i = 0; i < n; i++)
		into[i] = (size_t)(strchr(codes, cells[i][0]) - codes);
}

/* The row of the expected file for a design and a figure. */
static void expected(const char *design, const char *figure, double *value, double *error)
{
	g_autofree char *file = g_build_filename(g_getenv("VOCALIA_SHARED"), "data", "reference",
						 "apisrs_estimates_expected.tsv", NULL);
	size_t n = 0;
	g_auto(GStrv) designs = column_of(file, "design", &n);
	g_auto(GStrv) figures = column_of(file, "stat", &n);
	g_auto(GStrv) values = column_of(file, "est", &n);
	g_auto(GStrv) errors = column_of(file, "se", &n);

	for (size_t i = 0; i < n; i++)
		if (strcmp(designs[i], design) == 0 && strcmp(figures[i], figure) == 0) {
			*value = g_ascii_strtod(values[i], NULL);
			*error = g_ascii_strtod(errors[i], NULL);
			return;
		}
	fail();
}

static void compare_apisrs(const struct raking *r, const struct sample *s, bool is_weighted,
			   const char *design, const char *weights)
{
	double wanted[MAX_PEOPLE], value, error;
	struct raking_estimate api = raking_estimate(r, s->y, is_weighted),
			       enrolled = raking_estimate(r, s->z, is_weighted);

	read_column("apisrs_weights_expected.tsv", weights, wanted);
	for (size_t i = 0; i < s->people.n_people; i++)
		assert_near(is_weighted ? r->weights[i] : s->base[i], wanted[i], 1e-8);
	expected(design, "mean.api00", &value, &error);
	assert_near(api.mean, value, 1e-9);
	assert_near(api.mean_error, error, 1e-9);
	expected(design, "total.api00", &value, &error);
	assert_near(api.total, value, 1e-9);
	assert_near(api.total_error, error, 1e-9);
	expected(design, "mean.enroll", &value, &error);
	assert_near(enrolled.mean, value, 1e-8);
	assert_near(enrolled.mean_error, error, 1e-9);
}

static void the_california_schools_have_the_weights_and_errors_of_r(void **state)
{
	static struct sample s;
	static const double stype[3] = {4421, 755, 1018}, wide[2] = {1072, 5122};
	g_autofree char *file = NULL;
	struct raking *r;

	(void)state;
	if (g_getenv("VOCALIA_SHARED"))
		file = g_build_filename(g_getenv("VOCALIA_SHARED"), "data", "reference", "apisrs.tsv", NULL);
	if (!file || !g_file_test(file, G_FILE_TEST_EXISTS)) {
		g_clear_pointer(&file, g_free);
		print_message("# no apisrs.tsv under VOCALIA_SHARED\n");
		skip();
	}
	fill(&s);
	s.people.n_people = 200;
	s.people.n_margins = 2;
	s.people.finite = 6194;
	read_column("apisrs.tsv", "pw", s.base);
	read_column("apisrs.tsv", "api00", s.y);
	read_column("apisrs.tsv", "enroll", s.z);
	code_column("stype", "EHM", s.category[0]);
	code_column("sch.wide", "NY", s.category[1]);
	memcpy(s.population[0], stype, sizeof stype);
	memcpy(s.population[1], wide, sizeof wide);
	s.margins[1].n_categories = 2;
	r = make(&s);
	compare_apisrs(r, &s, true, "rake", "rake");
	compare_apisrs(r, &s, false, "base", "base");
	/* Twenty-five high schools are too few to speak for all. */
	assert_int_equal(r->n_problems, 1);
	assert_int_equal(r->problems[0].reason, RAKING_FEW);
	raking_free(r);
	s.people.n_margins = 1;
	r = make(&s);
	compare_apisrs(r, &s, true, "poststrat", "post");
	raking_free(r);
}

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
		cmocka_unit_test(raking_gives_the_weights_and_errors_of_r),
		cmocka_unit_test(post_stratification_gives_the_weights_and_errors_of_r),
		cmocka_unit_test(without_weights_the_base_has_the_errors_of_r),
		cmocka_unit_test(trimming_gives_the_weights_and_errors_of_r),
		cmocka_unit_test(who_did_not_say_the_figure_is_left_out_of_it_alone),
		cmocka_unit_test(the_california_schools_have_the_weights_and_errors_of_r),
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
