/* test_decisions - reviewers' decisions replayed, and issues that keep their numbers with and without them.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "collector/scene_fixture.h"

#include "decisions.h"
#include "lineage.h"
#include <string.h>

struct act {
	const char *kind, *scope;
	json_t *body;
	int64_t sequence;
};

static bool act_run(struct store_transaction *t, void *data, GError **error)
{
	struct act *a = data;
	a->sequence = store_act(t, a->kind, a->scope, "ana", "porque sí", a->body, 1790000000, error);
	return a->sequence != 0;
}

static int64_t act(struct scene *s, const char *kind, json_t *body)
{
	struct act a = {kind, "real", body, 0};
	assert_true(store_write(s->app->store, act_run, &a, NULL));
	return a.sequence;
}

static void undo(struct scene *s, int64_t sequence)
{
	act(s, "issue.undo",
	    json_pack("{s:I,s:I}", "device", (json_int_t)store_device(s->app->store), "sequence",
		      (json_int_t)sequence));
}

static json_t *merge(int a, int b, int into, const char *of_a, const char *of_b)
{
	char key_a[16], key_b[16];
	g_snprintf(key_a, sizeof key_a, "%d", a);
	g_snprintf(key_b, sizeof key_b, "%d", b);
	return json_pack("{s:[i,i],s:i,s:{s:[s],s:[s]}}", "issues", a, b, "into", into, "reports", key_a,
			 of_a, key_b, of_b);
}

static void the_later_decision_on_a_report_counts(void **state)
{
	(void)state;
	struct scene s;
	scene_begin(&s, false);
	act(&s, "issue.split",
	    json_pack("{s:i,s:i,s:{s:[s],s:[s,s]}}", "from", 3, "to", 9, "reports", "3", "a", "9", "b", "c"));
	act(&s, "issue.move", json_pack("{s:i,s:i,s:{s:[s]}}", "from", 9, "to", 4, "reports", "4", "c"));
	struct decisions *d = decisions_load(s.app->store, "real", NULL);
	assert_int_equal(decisions_pin(d, "a"), 3);
	assert_int_equal(decisions_pin(d, "b"), 9);
	assert_int_equal(decisions_pin(d, "c"), 4);
	assert_int_equal(decisions_pin(d, "d"), 0);
	assert_int_equal(decisions_next(d), 10);
	decisions_unref(d);
	d = decisions_load(s.app->store, "prueba", NULL);
	assert_int_equal(decisions_all(d)->len, 0);
	assert_int_equal(decisions_pin(d, "a"), 0);
	decisions_unref(d);
	scene_end(&s);
}

static void what_was_fixed_in_an_issue_follows_its_merge_until_that_is_undone(void **state)
{
	(void)state;
	struct scene s;
	scene_begin(&s, false);
	act(&s, "issue.split",
	    json_pack("{s:i,s:i,s:{s:[s],s:[s]}}", "from", 3, "to", 9, "reports", "3", "a", "9", "b"));
	int64_t joined = act(&s, "issue.merge", merge(9, 4, 4, "x", "y"));
	struct decisions *d = decisions_load(s.app->store, "real", NULL);
	assert_int_equal(decisions_pin(d, "b"), 4);
	assert_int_equal(decisions_pin(d, "x"), 4);
	assert_int_equal(decisions_pin(d, "y"), 4);
	assert_true(decisions_bend(d, 1));
	assert_false(decisions_bend(d, 2));
	decisions_unref(d);
	undo(&s, joined);
	d = decisions_load(s.app->store, "real", NULL);
	assert_int_equal(decisions_pin(d, "b"), 9);
	assert_int_equal(decisions_pin(d, "x"), 0);
	assert_true(decisions_bend(d, 2));
	assert_false(decisions_bend(d, 3));
	decisions_unref(d);
	scene_end(&s);
}

static void an_undone_merge_frees_also_what_later_decisions_left_where_it_had_been_brought(void **state)
{
	(void)state;
	struct scene s;
	scene_begin(&s, false);
	int64_t joined = act(&s, "issue.merge", merge(9, 4, 4, "x", "y"));
	act(&s, "issue.split",
	    json_pack("{s:i,s:i,s:{s:[s,s],s:[s]}}", "from", 4, "to", 10, "reports", "4", "x", "y", "10",
		      "z"));
	struct decisions *d = decisions_load(s.app->store, "real", NULL);
	assert_int_equal(decisions_pin(d, "x"), 4);
	decisions_unref(d);
	undo(&s, joined);
	d = decisions_load(s.app->store, "real", NULL);
	assert_int_equal(decisions_pin(d, "x"), 0);
	assert_int_equal(decisions_pin(d, "y"), 4);
	assert_int_equal(decisions_pin(d, "z"), 10);
	decisions_unref(d);
	scene_end(&s);
}

static void a_title_holds_until_the_next_one_or_its_undoing_and_bends_nothing(void **state)
{
	(void)state;
	struct scene s;
	scene_begin(&s, false);
	act(&s, "issue.rename", json_pack("{s:i,s:s}", "issue", 2, "title", "Uno"));
	int64_t second = act(&s, "issue.rename", json_pack("{s:i,s:s}", "issue", 2, "title", "Dos"));
	struct decisions *d = decisions_load(s.app->store, "real", NULL);
	assert_string_equal(decisions_title(d, 2), "Dos");
	assert_null(decisions_title(d, 1));
	decisions_unref(d);
	undo(&s, second);
	d = decisions_load(s.app->store, "real", NULL);
	assert_string_equal(decisions_title(d, 2), "Uno");
	assert_false(decisions_bend(d, 0));
	decisions_unref(d);
	act(&s, "issue.rename", json_pack("{s:i,s:s}", "issue", 2, "title", ""));
	d = decisions_load(s.app->store, "real", NULL);
	assert_null(decisions_title(d, 2));
	decisions_unref(d);
	scene_end(&s);
}

/* A view of issues given as strings of one-letter reports. */
static json_t *view_of(const char *const *issues, size_t n, const char *ungrouped)
{
	json_t *view = json_pack("{s:[],s:[]}", "issues", "ungrouped");
	for (size_t i = 0; i < n; i++) {
		json_t *reports = json_array();
		for (const char *p = issues[i]; *p != '\0'; p++)
			json_array_append_new(reports, json_stringn(p, 1));
		json_array_append_new(json_object_get(view, "issues"),
				      json_pack("{s:o,s:[s,s]}", "reports", reports, "terms", "una", "otra"));
	}
	for (const char *p = ungrouped; *p != '\0'; p++)
		json_array_append_new(json_object_get(view, "ungrouped"), json_stringn(p, 1));
	return view;
}

static json_int_t id_at(const json_t *view, size_t i)
{
	return json_integer_value(json_object_get(json_array_get(json_object_get(view, "issues"), i), "id"));
}

static void numbers_last_and_what_became_of_each_is_kept_newest_first(void **state)
{
	(void)state;
	struct scene s;
	scene_begin(&s, false);
	struct decisions *none = decisions_load(s.app->store, "real", NULL);
	json_t *first = view_of((const char *const[]){"abcd", "efgh"}, 2, "z");
	lineage_trace(first, NULL, none, 100);
	assert_int_equal(id_at(first, 0), 1);
	assert_int_equal(id_at(first, 1), 2);
	assert_int_equal(json_array_size(json_object_get(first, "history")), 0);
	json_t *second = view_of((const char *const[]){"gh", "ef", "abcdxy"}, 3, "z");
	lineage_trace(second, first, none, 200);
	assert_int_equal(id_at(second, 2), 1);
	assert_true((id_at(second, 0) == 2 && id_at(second, 1) == 3) ||
		    (id_at(second, 0) == 3 && id_at(second, 1) == 2));
	json_t *third = view_of((const char *const[]){"abcdefgh"}, 1, "zxy");
	lineage_trace(third, second, none, 300);
	assert_int_equal(id_at(third, 0), 1);
	assert_int_equal(json_integer_value(json_object_get(third, "next_id")), 4);
	const json_t *history = json_object_get(third, "history");
	assert_int_equal(json_array_size(history), 3);
	static const char *const wanted[] = {"merged", "merged", "split"};
	for (size_t i = 0; i < 3; i++)
		assert_string_equal(json_string_value(json_object_get(json_array_get(history, i), "kind")),
				    wanted[i]);
	json_decref(first);
	json_decref(second);
	json_decref(third);
	decisions_unref(none);
	scene_end(&s);
}

static void a_fixed_number_comes_with_its_reports_and_an_undone_merge_gives_it_back(void **state)
{
	(void)state;
	struct scene s;
	scene_begin(&s, false);
	struct decisions *d = decisions_load(s.app->store, "real", NULL);
	json_t *first = view_of((const char *const[]){"abc", "defg"}, 2, "");
	lineage_trace(first, NULL, d, 100);
	decisions_unref(d);
	int64_t sequence = act(&s, "issue.merge", merge(1, 2, 2, "b", "e"));
	d = decisions_load(s.app->store, "real", NULL);
	json_t *second = view_of((const char *const[]){"abcdefg"}, 1, "");
	lineage_trace(second, first, d, 200);
	assert_int_equal(id_at(second, 0), 2);
	decisions_unref(d);
	undo(&s, sequence);
	d = decisions_load(s.app->store, "real", NULL);
	json_t *third = view_of((const char *const[]){"b", "acdefg"}, 2, "");
	lineage_trace(third, second, d, 300);
	assert_int_equal(id_at(third, 0), 1); /* what the merge named as of 1 */
	assert_int_equal(id_at(third, 1), 2);
	json_t *fourth = view_of((const char *const[]){"abcdefg"}, 1, "");
	lineage_trace(fourth, third, d, 400); /* that once; afterwards runs are followed as they are */
	assert_int_equal(id_at(fourth, 0), 2);
	json_decref(first);
	json_decref(second);
	json_decref(third);
	json_decref(fourth);
	decisions_unref(d);
	scene_end(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_later_decision_on_a_report_counts),
		cmocka_unit_test(what_was_fixed_in_an_issue_follows_its_merge_until_that_is_undone),
		cmocka_unit_test(
			an_undone_merge_frees_also_what_later_decisions_left_where_it_had_been_brought),
		cmocka_unit_test(a_title_holds_until_the_next_one_or_its_undoing_and_bends_nothing),
		cmocka_unit_test(numbers_last_and_what_became_of_each_is_kept_newest_first),
		cmocka_unit_test(a_fixed_number_comes_with_its_reports_and_an_undone_merge_gives_it_back),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
