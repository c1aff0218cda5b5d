/* test_raking_r - weights, estimates and standard errors against those of R's survey 4.1-1.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "raking_fixture.h"

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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(raking_gives_the_weights_and_errors_of_r),
		cmocka_unit_test(post_stratification_gives_the_weights_and_errors_of_r),
		cmocka_unit_test(without_weights_the_base_has_the_errors_of_r),
		cmocka_unit_test(trimming_gives_the_weights_and_errors_of_r),
		cmocka_unit_test(who_did_not_say_the_figure_is_left_out_of_it_alone),
		cmocka_unit_test(the_california_schools_have_the_weights_and_errors_of_r),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
