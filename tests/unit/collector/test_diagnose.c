/* test_diagnose - from the data file to a diagnosis: what is counted, what is kept apart, what is the same
 * again. SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "collector/scene_fixture.h"

#include "diagnose.h"
#include "rules.h"
#include <math.h>
#include <string.h>

/* By the sender of the one it replaces. */
static void report(struct scene *s, const char *code, const char *answers, unsigned char uuid[16],
		   const unsigned char *replaces)
{
	scene_report(s, code, "web", answers, replaces, replaces, uuid);
}

static void trials_and_real_sessions_never_meet(void **state)
{
	(void)state;
	struct scene s;
	unsigned char uuid[16];
	scene_begin(&s, false);
	scene_session(&s, "TRIAL", "", "", true);
	scene_session(&s, "REALS", "", "", false);
	report(&s, "TRIAL", "{\"problema\":\"no hay agua\"}", uuid, NULL);
	report(&s, "TRIAL", "{\"problema\":\"no hay luz\"}", uuid, NULL);
	report(&s, "REALS", "{\"problema\":\"no hay medicinas\"}", uuid, NULL);
	json_t *real = diagnose_now(s.app, "real", NULL), *trial = diagnose_now(s.app, "prueba", NULL);
	assert_int_equal(number(real, "n_reports"), 1);
	assert_int_equal(number(trial, "n_reports"), 2);
	json_decref(real);
	json_decref(trial);
	scene_end(&s);
}

static void a_corrected_report_counts_once_and_an_erased_one_not_at_all(void **state)
{
	(void)state;
	struct scene s;
	unsigned char first[16], second[16], third[16];
	scene_begin(&s, false);
	scene_session(&s, "REALS", "", "", false);
	report(&s, "REALS", "{\"problema\":\"no hay agua\"}", first, NULL);
	report(&s, "REALS", "{\"problema\":\"no hay agua en la escuela\"}", second, first);
	report(&s, "REALS", "{\"problema\":\"basura\"}", third, NULL);
	char hex[33];
	for (int i = 0; i < 16; i++)
		g_snprintf(hex + 2 * i, 3, "%02x", third[i]);
	assert_true(
		store_write_one(s.app->store, "submission_erase", json_pack("{s:s}", "uuid#", hex), NULL));
	json_t *view = diagnose_now(s.app, "real", NULL);
	assert_int_equal(number(view, "n_reports"), 1);
	assert_int_equal(number(view, "n_senders"), 1);
	json_decref(view);
	scene_end(&s);
}

static void a_place_is_the_same_whatever_its_accents_case_and_spaces(void **state)
{
	(void)state;
	struct scene s;
	unsigned char uuid[16];
	static const char *const places[] = {"La Unión", "la union", "LA  UNION ", "La Union.",
					     "La Unión Vieja"};
	scene_begin(&s, false);
	scene_session(&s, "REALS", "", "", false);
	for (size_t i = 0; i < G_N_ELEMENTS(places); i++) {
		g_autofree char *answers = g_strdup_printf(
			"{\"lugar/colonia\":\"%s\",\"lugar/municipio\":\"Torreón\",\"problema\":\"agua\"}",
			places[i]);
		report(&s, "REALS", answers, uuid, NULL);
	}
	json_t *view = diagnose_now(s.app, "real", NULL);
	assert_int_equal(number(view, "n_places"), 2);
	json_decref(view);
	scene_end(&s);
}

static void few_reports_are_listed_but_not_ranked_and_none_is_no_failure(void **state)
{
	(void)state;
	struct scene s;
	unsigned char uuid[16];
	scene_begin(&s, false);
	json_t *view = diagnose_now(s.app, "real", NULL);
	assert_int_equal(number(view, "n_reports"), 0);
	json_decref(view);
	scene_session(&s, "REALS", "", "", false);
	for (size_t i = 0; i < 12; i++)
		report(&s, "REALS", "{\"problema\":\"no hay agua en la colonia\"}", uuid, NULL);
	view = diagnose_now(s.app, "real", NULL);
	assert_true(json_is_false(json_object_get(view, "is_ranked")));
	assert_int_equal(number(json_array_get(json_object_get(view, "issues"), 0), "rank"), 0);
	json_decref(view);
	scene_end(&s);
}

/* A written result, to be compared. */
static char *written(struct scene *s, const char *scope)
{
	json_t *view = diagnose_now(s->app, scope, NULL);
	assert_non_null(view);
	char *text = json_dumps(view, JSON_SORT_KEYS);
	json_decref(view);
	return text;
}

static void act(struct scene *s, const char *kind, const char *scope, json_t *body)
{
	assert_true(app_act_one(s->app, kind, scope, "ana", "porque sí", body, NULL));
}

static void the_same_data_give_the_same_result_and_what_sectors_say_moves_no_byte_of_it(void **state)
{
	(void)state;
	struct scene s;
	scene_begin(&s, true);
	char *first = written(&s, "real");
	act(&s, "issue.assess", "real",
	    json_pack("{s:i,s:s,s:i,s:i}", "issue", 1, "sector", "Autoridades", "feasibility", 1,
		      "competence", 1));
	act(&s, "sectors.set", "", json_pack("{s:[s,s]}", "sectors", "Uno", "Dos"));
	char *second = written(&s, "real");
	assert_string_equal(first, second);
	json_t *view = json_loads(first, 0, NULL);
	assert_true(number(view, "n_reports") > 300);
	assert_true(json_is_true(json_object_get(view, "is_ranked")));
	assert_true(json_is_true(json_object_get(view, "is_open")));
	json_decref(view);
	free(first);
	free(second);
	scene_end(&s);
}

static void the_seed_follows_from_reports_lock_and_decisions_and_another_scope_has_another(void **state)
{
	(void)state;
	struct scene s;
	unsigned char uuid[16];
	json_int_t seeds[4];
	scene_begin(&s, false);
	scene_session(&s, "REALS", "", "", false);
	scene_session(&s, "TRIAL", "", "", true);
	report(&s, "REALS", "{\"problema\":\"no hay agua\"}", uuid, NULL);
	report(&s, "TRIAL", "{\"problema\":\"no hay agua\"}", uuid, NULL);
	for (size_t i = 0; i < 4; i++) {
		json_t *view = diagnose_now(s.app, i == 3 ? "prueba" : "real", NULL);
		const char *lock = json_string_value(json_object_get(view, "lock"));
		seeds[i] = number(view, "seed");
		assert_int_equal(seeds[i],
				 rules_seed(json_string_value(json_object_get(view, "input")), lock));
		assert_true((lock != NULL) == (i == 1 || i == 2));
		json_decref(view);
		if (i == 0)
			act(&s, "criteria.lock", "real", rules_proposed());
		if (i == 1)
			report(&s, "REALS", "{\"problema\":\"no hay luz\"}", uuid, NULL);
		for (size_t k = 0; k < i; k++)
			assert_int_not_equal(seeds[k], seeds[i]);
	}
	scene_end(&s);
}

static void nothing_speaks_of_an_order_until_criteria_are_locked_but_in_trials(void **state)
{
	(void)state;
	struct scene s;
	unsigned char uuid[16];
	static const char *const texts[] = {"no hay agua en la colonia", "la calle esta oscura sin alumbrado",
					    "perros callejeros muerden a la gente"};
	scene_begin(&s, false);
	scene_session(&s, "REALS", "", "", false);
	scene_session(&s, "TRIAL", "", "", true);
	for (size_t i = 0; i < 60; i++) {
		g_autofree char *answers =
			g_strdup_printf("{\"problema\":\"%s %zu\",\"gravedad\":\"%s\"}",
					texts[i * i % 3 == 1], i, i % 3 == 0 ? "riesgo" : "molesta");
		report(&s, i % 2 == 0 ? "REALS" : "TRIAL", answers, uuid, NULL);
	}
	char *text = written(&s, "real");
	static const char *const words[] = {"rank_low", "rank\"",	 "\"score", "\"criteria", "place_low",
					    "\"low\"",	"acceptability", "\"first", "\"band",	  "themes"};
	for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
		if (strstr(text, words[i]) != NULL)
			fail_msg("a result without a lock says %s", words[i]);
	json_t *view = json_loads(text, 0, NULL), *issue;
	json_int_t before = INT64_MAX;
	size_t i;
	assert_true(json_is_false(json_object_get(view, "is_open")));
	json_array_foreach(json_object_get(view, "issues"), i, issue)
	{
		assert_int_equal(number(issue, "number"), i + 1);
		assert_true(number(issue, "n_forms") <= before);
		before = number(issue, "n_forms");
	}
	assert_true(i > 0);
	json_decref(view);
	free(text);
	view = diagnose_now(s.app, "prueba", NULL);
	assert_true(json_is_true(json_object_get(view, "is_open")));
	json_decref(view);
	act(&s, "criteria.lock", "real", rules_proposed());
	view = diagnose_now(s.app, "real", NULL);
	assert_true(json_is_true(json_object_get(view, "is_open")));
	json_decref(view);
	scene_end(&s);
}

static void each_region_stands_apart_and_what_comes_more_by_one_channel_is_said_beside_it(void **state)
{
	(void)state;
	struct scene s;
	unsigned char uuid[16];
	static const char *const texts[][3] = {
		{"no hay agua potable en la colonia", "el agua sale sucia de la llave",
		 "falta agua en las casas de la colonia"},
		{"perros callejeros muerden a la gente", "los perros callejeros rompen la basura",
		 "hay perros callejeros bravos sin dueño"},
	};
	scene_begin(&s, false);
	scene_session(&s, "NORTE", "", "", false);
	scene_session(&s, "SURES", "", "", false);
	struct catalogue *c = app_catalogue(s.app);
	static const char *const codes[] = {"NORTE", "SURES"}, *const regions[] = {"Norte", "Sur"};
	for (size_t i = 0; i < 2; i++)
		act(&s, "session.edit", codes[i],
		    json_pack("{s:s,s:s,s:s,s:s,s:s,s:s,s:i,s:b}", "title", "T", "region", regions[i],
			      "municipality", "", "venue", "", "date", "", "form",
			      catalogue_form_named(c, "diagnostico")->key, "n_mesas", 0, "is_trial", 0));
	catalogue_unref(c);
	act(&s, "criteria.lock", "real", rules_proposed());
	for (size_t i = 0; i < 60; i++) {
		bool is_paper = i >= 40, is_dogs = is_paper ? i % 10 != 0 : i % 10 == 0;
		g_autofree char *answers =
			g_strdup_printf("{\"problema\":\"%s %zu\"}", texts[is_dogs][i % 3], i);
		scene_report(&s, i % 2 == 0 ? "NORTE" : "SURES", is_paper ? "paper" : "web", answers, NULL,
			     NULL, uuid);
	}
	json_t *view = diagnose_now(s.app, "real", NULL), *issue;
	const json_t *of = json_object_get(json_object_get(view, "regions"), "of");
	size_t i, n_apart = 0;
	assert_int_equal(json_array_size(of), 2);
	assert_int_equal(
		number(json_array_get(of, 0), "n_senders") + number(json_array_get(of, 1), "n_senders"), 60);
	json_array_foreach(json_object_get(view, "issues"), i, issue)
	{
		const json_t *own = json_object_get(issue, "regions"),
			     *pooled = json_object_get(own, "pooled");
		const json_t *channels = json_object_get(issue, "channels");
		const char *most = json_string_value(json_object_get(channels, "most"));
		double share = json_number_value(json_object_get(pooled, "share"));
		assert_int_equal(json_array_size(json_object_get(own, "of")), 2);
		assert_int_equal(json_array_size(json_object_get(channels, "named")), 2);
		assert_true(fabs(share * 60 - (double)number(issue, "n_senders")) < 1e-6);
		if (most == NULL)
			continue;
		const char *name = json_string_value(json_object_get(issue, "name"));
		assert_string_equal(most, strstr(name, "perro") != NULL ? "paper" : "web");
		n_apart++;
	}
	assert_true(n_apart >= 2);
	json_decref(view);
	scene_end(&s);
}

static json_int_t first_issue(const struct diagnosed *d)
{
	const json_t *issue = json_array_get(json_object_get(diagnosed_view(d), "issues"), 0);
	return json_integer_value(json_object_get(issue, "id"));
}

static struct diagnosed *latest_of(struct diagnoser *diagnoser, size_t n_reports)
{
	for (size_t i = 0; i < 12000; i++, g_usleep(5000)) {
		struct diagnosed *d = diagnoser_latest(diagnoser, "real");
		if (d != NULL && (size_t)number(diagnosed_view(d), "n_reports") == n_reports)
			return d;
		diagnosed_unref(d);
	}
	fail_msg("no diagnosis of %zu reports", n_reports);
	return NULL;
}

static void a_report_joins_before_the_next_run_and_issues_keep_their_numbers_over_it(void **state)
{
	(void)state;
	struct scene s;
	unsigned char uuid[16];
	char hex[33];
	bool is_seen = false;
	size_t n = 0;
	scene_begin(&s, true);
	scene_session(&s, "TARDE", "", "", false);
	struct diagnoser *diagnoser = diagnoser_start(s.app);
	json_t *now = diagnose_now(s.app, "real", NULL);
	n = (size_t)number(now, "n_reports");
	json_decref(now);
	struct diagnosed *d = latest_of(diagnoser, n);
	json_int_t first = first_issue(d);
	assert_true(first > 0);
	/* A run may overtake a report: then the next one is looked at. */
	for (size_t round = 0; round < 6 && !is_seen; round++) {
		report(&s, "TARDE", "{\"problema\":\"no hay agua en la colonia\"}", uuid, NULL);
		n++;
		for (size_t i = 0; i < 16; i++)
			g_snprintf(hex + 2 * i, 3, "%02x", uuid[i]);
		for (size_t i = 0; i < 6000 && !is_seen; i++, g_usleep(5000)) {
			bool is_joined = false;
			struct diagnosed *held = diagnoser_latest(diagnoser, "real");
			const json_t *issue = diagnosed_issue_of(held, hex, &is_joined);
			bool is_over = (size_t)number(diagnosed_view(held), "n_reports") == n;
			if (is_joined) {
				uint32_t id = (uint32_t)json_integer_value(json_object_get(issue, "id"));
				json_t *list = diagnosed_joined(held, id);
				assert_int_equal(json_array_size(list), 1);
				assert_string_equal(json_string_value(json_array_get(list, 0)), hex);
				json_decref(list);
				is_seen = true;
			}
			diagnosed_unref(held);
			if (is_over)
				break;
		}
	}
	assert_true(is_seen);
	assert_true(diagnoser_decided(diagnoser, NULL)); /* the next run begins now */
	struct diagnosed *after = latest_of(diagnoser, n);
	assert_non_null(diagnosed_issue(after, (uint32_t)first));
	diagnosed_unref(after);
	diagnosed_unref(d);
	diagnoser_stop(diagnoser);
	scene_end(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(trials_and_real_sessions_never_meet),
		cmocka_unit_test(a_corrected_report_counts_once_and_an_erased_one_not_at_all),
		cmocka_unit_test(a_place_is_the_same_whatever_its_accents_case_and_spaces),
		cmocka_unit_test(few_reports_are_listed_but_not_ranked_and_none_is_no_failure),
		cmocka_unit_test(the_same_data_give_the_same_result_and_what_sectors_say_moves_no_byte_of_it),
		cmocka_unit_test(
			the_seed_follows_from_reports_lock_and_decisions_and_another_scope_has_another),
		cmocka_unit_test(nothing_speaks_of_an_order_until_criteria_are_locked_but_in_trials),
		cmocka_unit_test(
			each_region_stands_apart_and_what_comes_more_by_one_channel_is_said_beside_it),
		cmocka_unit_test(a_report_joins_before_the_next_run_and_issues_keep_their_numbers_over_it),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
