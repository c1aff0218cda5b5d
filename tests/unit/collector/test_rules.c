/* test_rules - criteria that are locked, who is heard less, seeds that nobody chooses, sectors.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "collector/scene_fixture.h"

#include "assess.h"
#include "decisions.h"
#include "priority.h"
#include "rules.h"
#include <string.h>

static void act(struct scene *s, const char *kind, const char *subject, json_t *body)
{
	assert_true(app_act_one(s->app, kind, subject, "ana", "porque sí", body, NULL));
}

static struct rules *load(struct scene *s, const char *scope)
{
	struct rules *rules = rules_load(s->app->store, scope, NULL);
	assert_non_null(rules);
	return rules;
}

static void without_a_lock_real_results_have_no_order_and_trials_take_what_is_proposed(void **state)
{
	(void)state;
	struct scene s;
	struct priority_settings now, proposed;
	scene_begin(&s, false);
	struct rules *real = load(&s, "real"), *trial = load(&s, "prueba");
	assert_false(rules_may_rank(real));
	assert_true(rules_may_rank(trial));
	assert_null(rules_lock(real));
	assert_null(rules_opened(real));
	rules_settings(trial, &now);
	priority_settings_default(&proposed);
	assert_memory_equal(&now, &proposed, sizeof now);
	assert_true(priority_settings_check(&proposed, NULL));
	rules_free(real);
	rules_free(trial);
	scene_end(&s);
}

static void the_last_lock_of_a_scope_counts_and_one_after_the_opening_is_late(void **state)
{
	(void)state;
	struct scene s;
	struct priority_settings now;
	scene_begin(&s, false);
	json_t *other = rules_proposed();
	json_t *severity = json_object_get(json_object_get(other, "weights"), "severity");
	json_object_set_new(severity, "low", json_integer(30));
	json_object_set_new(severity, "high", json_integer(60));
	json_object_set_new(severity, "order", json_integer(1));
	act(&s, "criteria.lock", "real", rules_proposed());
	act(&s, "criteria.open", "real", json_pack("{s:s}", "input", "aa"));
	act(&s, "criteria.open", "real", json_pack("{s:s}", "input", "bb"));
	act(&s, "criteria.lock", "real", other);
	struct rules *rules = load(&s, "real");
	const GPtrArray *locks = rules_locks(rules);
	assert_int_equal(locks->len, 2);
	const struct rules_lock *first = locks->pdata[0], *last = rules_lock(rules);
	assert_ptr_equal(last, locks->pdata[1]);
	assert_false(first->is_late);
	assert_true(last->is_late);
	assert_int_equal(strlen(last->hash), 64);
	assert_string_not_equal(first->hash, last->hash);
	assert_string_equal(rules_opened(rules)->input, "aa");
	assert_string_equal(last->author, "ana");
	assert_string_equal(last->reason, "porque sí");
	rules_settings(rules, &now);
	assert_true(now.low[CRITERION_SEVERITY] == 0.3 && now.high[CRITERION_SEVERITY] == 0.6);
	assert_int_equal(now.order[CRITERION_SEVERITY], 1);
	rules_free(rules);
	rules = load(&s, "prueba");
	assert_int_equal(rules_locks(rules)->len, 0);
	rules_free(rules);
	scene_end(&s);
}

static void who_gave_a_marked_answer_is_heard_less_and_who_said_nothing_is_not_known(void **state)
{
	(void)state;
	struct scene s;
	scene_begin(&s, false);
	struct catalogue *c = app_catalogue(s.app);
	const struct form *form = catalogue_form_named(c, "diagnostico")->form;
	json_t *body = rules_proposed();
	json_object_set_new(body, "answers",
			    json_pack("[s,s,s]", "sobre_ti/lengua=si", "sobre_ti/edad=a60_mas", "tema=agua"));
	json_object_set_new(body, "regions", json_pack("[s]", "Carbonífera"));
	act(&s, "criteria.lock", "real", body);
	struct rules *rules = load(&s, "real"), *none = load(&s, "prueba");
	const struct {
		const char *answers, *region;
		int heard;
	} cases[] = {
		{"{\"sobre_ti/lengua\":\"si\"}", "", 1},
		{"{\"sobre_ti/lengua\":\"no\"}", "", 0},
		{"{\"sobre_ti/lengua\":\"no\",\"sobre_ti/edad\":\"a60_mas\"}", "", 1},
		{"{\"sobre_ti/lengua\":\"no\",\"sobre_ti/edad\":\"a18_29\"}", "", 0},
		{"{\"sobre_ti/genero\":\"mujer\"}", "", -1},
		{"{}", "", -1},
		{"{}", "Laguna", 0},
		{"{}", "Carbonífera", 1},
		{"{\"sobre_ti/lengua\":\"no\"}", "Carbonífera", 1},
		{"{\"tema\":\"agua\"}", "", -1}, /* no question about the person */
		{"{\"sobre_ti/lengua\":7}", "", 0},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		json_t *answers = json_loads(cases[i].answers, 0, NULL);
		int heard = rules_heard(rules, form, answers, cases[i].region);
		if (heard != cases[i].heard)
			fail_msg("%s in «%s»: %d", cases[i].answers, cases[i].region, heard);
		assert_int_equal(rules_heard(none, form, answers, cases[i].region), -1);
		json_decref(answers);
	}
	rules_free(rules);
	rules_free(none);
	catalogue_unref(c);
	scene_end(&s);
}

static void a_seed_has_48_bits_and_turns_on_every_byte(void **state)
{
	(void)state;
	uint64_t all = 0;
	char input[65] = "0000000000000000000000000000000000000000000000000000000000000000";
	g_autoptr(GHashTable) seen = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
	for (size_t i = 0; i < 64; i++)
		for (char digit = '1'; digit <= '4'; digit++) {
			input[i] = digit;
			for (size_t k = 0; k < 2; k++) {
				int64_t seed = (int64_t)rules_seed(input, k == 0 ? NULL : input);
				all |= (uint64_t)seed;
				assert_true(g_hash_table_add(seen, g_memdup2(&seed, sizeof seed)));
			}
			input[i] = '0';
		}
	assert_true(all == (UINT64_C(1) << 48) - 1);
	/* computed by another program: hashlib.blake2b(b"ab" + b"cd", digest_size=32), first six bytes */
	assert_true(rules_seed("ab", "cd") == rules_seed("abcd", NULL));
	assert_true(rules_seed("abcd", NULL) == UINT64_C(0x9cc3912a0428));
}

static void sectors_are_the_three_of_any_exercise_until_others_are_named(void **state)
{
	(void)state;
	struct scene s;
	scene_begin(&s, false);
	struct rules *rules = load(&s, "real");
	assert_int_equal(json_array_size(rules_sectors(rules)), 3);
	rules_free(rules);
	act(&s, "sectors.set", "", json_pack("{s:[s,s]}", "sectors", "Vocalía", "Congreso"));
	rules = load(&s, "prueba");
	assert_string_equal(json_string_value(json_array_get(rules_sectors(rules), 1)), "Congreso");
	rules_free(rules);
	scene_end(&s);
}

static void a_sector_says_anew_and_undoes_what_it_said(void **state)
{
	(void)state;
	struct scene s;
	scene_begin(&s, false);
	for (int level = 1; level <= 2; level++)
		act(&s, "issue.assess", "real",
		    json_pack("{s:i,s:s,s:i,s:i}", "issue", 3, "sector", "Autoridades", "feasibility", level,
			      "competence", 3));
	struct decisions *d = decisions_load(s.app->store, "real", NULL);
	const struct decision *now = decisions_assessment(d, 3, "Autoridades");
	assert_int_equal(json_integer_value(json_object_get(now->body, "feasibility")), 2);
	assert_null(decisions_assessment(d, 3, "Sociedad civil"));
	assert_null(decisions_assessment(d, 4, "Autoridades"));
	assert_false(decisions_bend(d, 0));
	act(&s, "issue.undo", "real",
	    json_pack("{s:I,s:I}", "device", (json_int_t)now->device, "sequence", (json_int_t)now->sequence));
	decisions_unref(d);
	d = decisions_load(s.app->store, "real", NULL);
	now = decisions_assessment(d, 3, "Autoridades");
	assert_int_equal(json_integer_value(json_object_get(now->body, "feasibility")), 1);
	assert_false(decisions_bend(d, 0));
	decisions_unref(d);
	scene_end(&s);
}

/* Each sector says that level (0: nothing); the median as a share. */
static double median_of(const int *levels, size_t n, bool *is_split)
{
	struct scene s;
	scene_begin(&s, false);
	json_t *names = json_array();
	for (size_t i = 0; i < n; i++) {
		g_autofree char *name = g_strdup_printf("S%zu", i);
		json_array_append_new(names, json_string(name));
		act(&s, "issue.assess", "real",
		    json_pack("{s:i,s:s,s:i,s:i}", "issue", 1, "sector", name, "feasibility", levels[i],
			      "competence", 1));
	}
	act(&s, "sectors.set", "", json_pack("{s:o}", "sectors", names));
	struct reviewed r = {.scope = "real",
			     .decisions = decisions_load(s.app->store, "real", NULL),
			     .rules = load(&s, "real")};
	json_t *view = assess_view(&r, 1, "es");
	const json_t *feasibility = json_object_get(view, "feasibility");
	double median = json_is_null(feasibility) ? -1 : json_number_value(feasibility);
	*is_split = json_is_true(json_object_get(view, "is_split"));
	json_decref(view);
	reviewed_end(&r);
	scene_end(&s);
	return median;
}

static void sectors_stand_at_their_median_and_a_gap_between_them_is_said(void **state)
{
	(void)state;
	bool is_split;
	assert_true(median_of((const int[]){0, 0, 0}, 3, &is_split) == -1 && !is_split);
	assert_true(median_of((const int[]){1}, 1, &is_split) == 0 && !is_split);
	assert_true(median_of((const int[]){4, 0, 4}, 3, &is_split) == 1 && !is_split);
	assert_true(median_of((const int[]){1, 4, 4}, 3, &is_split) == 1 && is_split);
	assert_true(median_of((const int[]){2, 3}, 2, &is_split) == 0.5 && !is_split);
	assert_true(median_of((const int[]){1, 1, 3, 4}, 4, &is_split) * 3 == 1 && is_split);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(without_a_lock_real_results_have_no_order_and_trials_take_what_is_proposed),
		cmocka_unit_test(the_last_lock_of_a_scope_counts_and_one_after_the_opening_is_late),
		cmocka_unit_test(who_gave_a_marked_answer_is_heard_less_and_who_said_nothing_is_not_known),
		cmocka_unit_test(a_seed_has_48_bits_and_turns_on_every_byte),
		cmocka_unit_test(sectors_are_the_three_of_any_exercise_until_others_are_named),
		cmocka_unit_test(a_sector_says_anew_and_undoes_what_it_said),
		cmocka_unit_test(sectors_stand_at_their_median_and_a_gap_between_them_is_said),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
