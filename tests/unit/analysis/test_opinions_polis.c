/* Opinions beside what Polis' own server computed of five conversations, given its groups; and how far groups
 * found here agree with its own. SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <glib.h>
#include <jansson.h>
#include <math.h>
#include <string.h>

#include "agreement.h"
#include "opinions.h"

struct room {
	json_t *math;
	GArray *votes;
	bool *is_out, *is_meta, *is_zeroed;
	uint32_t *group;
	size_t n_groups;
	struct opinions_input in;
};

static json_t *read_json(const char *folder, const char *name)
{
	g_autofree char *file = g_build_filename(folder, name, NULL);
	json_error_t error;
	json_t *json = json_load_file(file, 0, &error);

	if (!json)
		print_message("# %s: %s\n", file, error.text);
	assert_non_null(json);
	return json;
}

static uint32_t number_of(const json_t *object, const char *name, const char *other_name)
{
	const json_t *value = json_object_get(object, name);

	return (uint32_t)json_integer_value(value ? value : json_object_get(object, other_name));
}

static bool *members(const json_t *list, size_t n)
{
	bool *is = g_new0(bool, n + 1);
	const json_t *member;
	size_t i;

	json_array_foreach(list, i, member) is[json_integer_value(member)] = true;
	return is;
}

static void room_read(struct room *r, const char *folder)
{
	json_t *votes = read_json(folder, "votes.json");
	const json_t *vote, *cluster, *member, *base;
	size_t i, j, k;

	*r = (struct room){.math = read_json(folder, "math-pca2.json")};
	r->votes = g_array_new(FALSE, FALSE, sizeof(struct opinions_vote));
	json_array_foreach(votes, i, vote)
	{
		struct opinions_vote v = {number_of(vote, "participant_id", "pid"),
					  number_of(vote, "statement_id", "tid"),
					  (int8_t)json_integer_value(json_object_get(vote, "vote"))};

		r->in.n_voters = MAX(r->in.n_voters, (size_t)v.voter + 1);
		r->in.n_statements = MAX(r->in.n_statements, (size_t)v.statement + 1);
		g_array_append_val(r->votes, v);
	}
	json_decref(votes);
	assert_int_equal(r->in.n_statements, json_integer_value(json_object_get(r->math, "n-cmts")));
	r->in.votes = (const struct opinions_vote *)(void *)r->votes->data;
	r->in.n_votes = r->votes->len;
	r->is_out = members(json_object_get(r->math, "mod-out"), r->in.n_statements);
	r->is_meta = members(json_object_get(r->math, "meta-tids"), r->in.n_statements);
	r->in.is_out = r->is_out;
	r->in.is_meta = r->is_meta;
	r->group = g_new(uint32_t, r->in.n_voters + 1);
	for (i = 0; i < r->in.n_voters; i++)
		r->group[i] = OPINIONS_NO_GROUP;
	r->n_groups = json_array_size(json_object_get(r->math, "group-clusters"));
	base = json_object_get(r->math, "base-clusters");
	json_array_foreach(json_object_get(r->math, "group-clusters"), i, cluster)
		json_array_foreach(json_object_get(cluster, "members"), j, member)
			json_array_foreach(json_object_get(base, "id"), k, vote) if (json_equal(member, vote))
	{
		const json_t *pids = json_array_get(json_object_get(base, "members"), k);

		for (size_t p = 0; p < json_array_size(pids); p++)
			r->group[json_integer_value(json_array_get(pids, p))] = (uint32_t)i;
	}
}

static void room_clear(struct room *r)
{
	json_decref(r->math);
	g_array_free(r->votes, TRUE);
	g_free(r->is_out);
	g_free(r->is_meta);
	g_free(r->group);
}

/* Conversations in which everything is as there: of the others the file does not tell all (what was
 * moderated, and when; earlier states, which Polis starts from; statements that it took to be about the
 * process). */
static size_t n_same_priorities, n_same_maps, n_same_points;

/* Of every conversation there is: how many. */
static size_t each_room(void (*check)(struct room *))
{
	g_autofree char *all = NULL;
	GDir *dir = NULL;
	const char *name;
	size_t n = 0;

	if (g_getenv("VOCALIA_SHARED")) {
		all = g_build_filename(g_getenv("VOCALIA_SHARED"), "data", "votes", "polis_fixtures", NULL);
		dir = g_dir_open(all, 0, NULL);
	}
	while (dir && (name = g_dir_read_name(dir))) {
		g_autofree char *folder = g_build_filename(all, name, NULL);
		struct room room;

		if (!g_file_test(folder, G_FILE_TEST_IS_DIR))
			continue;
		print_message("# %s\n", name);
		room_read(&room, folder);
		check(&room);
		room_clear(&room);
		n++;
	}
	if (dir)
		g_dir_close(dir);
	return n;
}

static double number_in(const json_t *object, const char *name)
{
	const json_t *value = json_object_get(object, name);

	assert_true(json_is_number(value));
	return json_number_value(value);
}

static void assert_near(double found, double right)
{
	if (fabs(found - right) > 1e-9)
		print_message("# %.17g instead of %.17g\n", found, right);
	assert_true(fabs(found - right) <= 1e-9);
}

static void check_pick(const struct opinions_pick *p, const json_t *right)
{
	const json_t *side = json_object_get(right, "repful-for");

	assert_int_equal(p->statement, json_integer_value(json_object_get(right, "tid")));
	assert_int_equal(p->n, json_integer_value(json_object_get(right, "n-success")));
	assert_int_equal(p->n_votes, json_integer_value(json_object_get(right, "n-trials")));
	assert_near(p->share, number_in(right, "p-success"));
	assert_near(p->z, number_in(right, "p-test"));
	if (!side)
		return;
	assert_int_equal(p->side, strcmp(json_string_value(side), "agree") == 0 ? 1 : -1);
	assert_int_equal(p->is_best_agree, json_is_true(json_object_get(right, "best-agree")));
	assert_near(p->ratio, number_in(right, "repness"));
	/* Single precision there. */
	assert_true(fabs(p->ratio_z - number_in(right, "repness-test")) <= 1e-6 * fabs(p->ratio_z));
}

static void check_list(const struct opinions_list *list, const json_t *right)
{
	const json_t *pick;
	size_t i;

	assert_int_equal(list->n, json_array_size(right));
	json_array_foreach(right, i, pick) check_pick(&list->pick[i], pick);
}

static void check_statistics(struct room *r)
{
	const json_t *extremities = json_object_get(json_object_get(r->math, "pca"), "comment-extremity");
	const json_t *priorities = json_object_get(r->math, "comment-priorities"), *votes;
	g_autofree double *extremity = g_new0(double, r->in.n_statements + 1);
	struct opinions_statistics *s;
	double worst = 0;
	size_t n_prior = 0;

	for (size_t i = 0; i < r->in.n_statements; i++)
		extremity[i] = json_number_value(json_array_get(extremities, i));
	s = opinions_statistics(&r->in, r->group, r->n_groups, extremity);
	assert_true(r->n_groups >= 2);
	for (size_t i = 0; i < r->in.n_statements; i++) {
		g_autofree char *key = g_strdup_printf("%zu", i);

		for (size_t g = 0; g < r->n_groups; g++) {
			const struct opinions_cell *c = &s->cells[g * r->in.n_statements + i];
			g_autofree char *name = g_strdup_printf("%zu", g);

			votes = json_object_get(json_object_get(r->math, "group-votes"), name);
			assert_int_equal(s->n_members[g],
					 json_integer_value(json_object_get(votes, "n-members")));
			votes = json_object_get(json_object_get(votes, "votes"), key);
			assert_int_equal(c->n_agree, json_integer_value(json_object_get(votes, "A")));
			assert_int_equal(c->n_disagree, json_integer_value(json_object_get(votes, "D")));
			assert_int_equal(c->n_votes, json_integer_value(json_object_get(votes, "S")));
		}
		assert_near(s->statements[i].consensus,
			    number_in(json_object_get(r->math, "group-aware-consensus"), key));
		assert_near(pow(s->statements[i].consensus_mean, (double)r->n_groups),
			    s->statements[i].consensus);
		n_prior += fabs(s->statements[i].priority - number_in(priorities, key)) <= 1e-9;
		worst = MAX(worst, fabs(s->statements[i].priority - number_in(priorities, key)));
	}
	print_message("# %zu of %zu priorities, the others to %g\n", n_prior, r->in.n_statements, worst);
	n_same_priorities += n_prior == r->in.n_statements;
	for (size_t g = 0; g < r->n_groups; g++) {
		g_autofree char *name = g_strdup_printf("%zu", g);

		check_list(&s->representative[g], json_object_get(json_object_get(r->math, "repness"), name));
	}
	check_list(&s->agree, json_object_get(json_object_get(r->math, "consensus"), "agree"));
	check_list(&s->disagree, json_object_get(json_object_get(r->math, "consensus"), "disagree"));
	opinions_statistics_free(s);
}

static void statistics_are_those_of_polis_given_its_groups(void **state)
{
	(void)state;
	n_same_priorities = 0;
	if (each_room(check_statistics) == 0) {
		print_message("# no data/votes/polis_fixtures under VOCALIA_SHARED\n");
		skip();
	}
	assert_true(n_same_priorities >= 2);
}

static double cosine(const double *a, const json_t *b, size_t n)
{
	double dot = 0, square = 0;

	for (size_t i = 0; i < n; i++) {
		double other = json_number_value(json_array_get(b, i));

		dot += a[i] * other;
		square += other * other;
	}
	return dot / sqrt(square);
}

static double agreement_with(const struct room *r, const struct opinions *o, size_t *n)
{
	g_autofree size_t *here = g_new0(size_t, o->n_voters + 1), *there = g_new0(size_t, o->n_voters + 1);

	*n = 0;
	for (size_t v = 0; v < o->n_voters; v++) {
		if (r->group[v] == OPINIONS_NO_GROUP)
			continue;
		here[*n] = o->voters[v].group == OPINIONS_NO_GROUP ? o->n_groups : o->voters[v].group;
		there[(*n)++] = r->group[v];
	}
	return agreement_measure(here, there, *n).ari;
}

static void check_map(struct room *r)
{
	const json_t *pca = json_object_get(r->math, "pca"),
		     *base = json_object_get(r->math, "base-clusters");
	struct opinions_settings settings = {.is_plain = true};
	struct opinions *o = opinions_make(&r->in, &settings, NULL);
	double worst = 0, cosines[2];
	size_t n, n_same = 0, n_points = json_array_size(json_object_get(base, "x"));

	for (size_t i = 0; i < o->n_statements; i++)
		worst = MAX(worst, fabs(o->centre[i] + json_number_value(json_array_get(
							       json_object_get(pca, "center"), i))));
	for (size_t a = 0; a < 2; a++)
		cosines[a] =
			cosine(o->axes[a], json_array_get(json_object_get(pca, "comps"), a), o->n_statements);
	print_message("# centre to %.1g, axes |cos| %.9f %.9f\n", worst, fabs(cosines[0]), fabs(cosines[1]));
	for (size_t i = 0; i < n_points; i++) {
		const json_t *who = json_array_get(json_object_get(base, "members"), i);
		const struct opinions_voter *v = &o->voters[json_integer_value(json_array_get(who, 0))];
		/* Signs: of votes, and of axes. */
		double x = copysign(v->x, -v->x * cosines[0]), y = copysign(v->y, -v->y * cosines[1]);

		x -= json_number_value(json_array_get(json_object_get(base, "x"), i));
		y -= json_number_value(json_array_get(json_object_get(base, "y"), i));
		n_same += sqrt(x * x + y * y) <= 1e-9;
	}
	print_message("# %zu of %zu voters at the same point; ARI of plain groups %.3f (%zu and %zu)\n",
		      n_same, n_points, agreement_with(r, o, &n), o->n_groups, r->n_groups);
	n_same_maps += worst <= 1e-9 && fabs(cosines[0]) >= 1 - 1e-9 && fabs(cosines[1]) >= 1 - 1e-9;
	n_same_points += n_same == n_points;
	/* Where they differ they do so by little. */
	assert_true(worst < 0.1 && fabs(cosines[0]) > 0.99 && fabs(cosines[1]) > 0.99);
	opinions_free(o);
}

static void the_map_is_that_of_polis(void **state)
{
	(void)state;
	n_same_maps = n_same_points = 0;
	if (each_room(check_map) == 0) {
		print_message("# no data/votes/polis_fixtures under VOCALIA_SHARED\n");
		skip();
	}
	assert_true(n_same_maps >= 2 && n_same_points >= 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(statistics_are_those_of_polis_given_its_groups),
		cmocka_unit_test(the_map_is_that_of_polis),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
