/* test_coverage - who has no voice: regions, municipalities and channels, by the table of places.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "collector/scene_fixture.h"

#include "coverage.h"
#include "territory.h"
#include <math.h>

static void act(struct scene *s, const char *kind, const char *subject, json_t *body)
{
	assert_true(app_act_one(s->app, kind, subject, "ana", "", body, NULL));
}

static void session_make(struct scene *s, const char *code, const char *region, const char *municipality,
			 bool is_trial, const char *state)
{
	scene_session(s, code, region, municipality, is_trial);
	if (state != NULL)
		act(s, "session.state", code, json_pack("{s:s}", "state", state));
}

static void report(struct scene *s, const char *code, const char *channel, const char *municipality,
		   const unsigned char *sender, unsigned char uuid[16])
{
	g_autofree char *answers =
		g_strdup_printf("{\"lugar/municipio\":\"%s\",\"problema\":\"no hay agua\"}", municipality);
	scene_report(s, code, channel, answers, sender, NULL, uuid);
}

static json_t *covered(struct scene *s, char context[65])
{
	struct decisions *decisions = decisions_load(s->app->store, "real", NULL);
	struct rules *rules = rules_load(s->app->store, "real", NULL);
	struct snapshot snap;
	assert_true(snapshot_take(&snap, s->app, "real", decisions, rules, 0, NULL));
	json_t *view = coverage_view(&snap);
	memcpy(context, snap.context, 65);
	snapshot_clear(&snap);
	rules_free(rules);
	decisions_unref(decisions);
	return view;
}

static const json_t *named(const json_t *list, const char *key, const char *name)
{
	size_t i;
	json_t *item;
	json_array_foreach(list, i, item) if (strcmp(json_string_value(json_object_get(item, key)), name) ==
					      0) return item;
	fail_msg("there is no %s", name);
	return NULL;
}

static void regions_without_a_session_and_without_voice_are_told_apart(void **state)
{
	(void)state;
	struct scene s;
	unsigned char first[16], other[16];
	char context[65], later[65];
	scene_begin(&s, false);
	act(&s, "places.set", "", json_pack("{s:s}", "table", "coahuila"));
	session_make(&s, "UNO", "", "Torreón", false, "open");
	session_make(&s, "DOS", "CARBONIFERA", "", false, "open");
	session_make(&s, "TRES", "Sureste", "Saltillo", false, NULL); /* a draft */
	session_make(&s, "CUATRO", "Norte", "Acuña", true, "open");
	session_make(&s, "CINCO", "La Sierra", "", false, "open");
	report(&s, "UNO", "web", "torreon", NULL, first);
	report(&s, "UNO", "web", "Torreón, Coah.", first, other);
	report(&s, "UNO", "paper", "Matamoros", NULL, other);
	report(&s, "CINCO", "web", "Marte", NULL, other);
	report(&s, "CUATRO", "openrosa", "Acuña", NULL, other);
	json_t *view = covered(&s, context);
	const json_t *regions = json_object_get(view, "regions"), *laguna = named(regions, "name", "Laguna"),
		     *coal = named(regions, "name", "Carbonífera"), *north = named(regions, "name", "Norte"),
		     *hills = named(regions, "name", "La Sierra");
	assert_int_equal(json_array_size(regions), 6);
	assert_int_equal(number(laguna, "n_forms"), 3);
	assert_int_equal(number(laguna, "n_senders"), 2);
	assert_int_equal(number(laguna, "n_sessions"), 1);
	assert_true(json_real_value(json_object_get(laguna, "share")) == 0.75);
	assert_true(json_is_true(json_object_get(coal, "has_session")));
	assert_true(json_is_true(json_object_get(coal, "is_silent")));
	assert_true(json_is_false(json_object_get(north, "has_session")));
	assert_true(json_is_null(json_object_get(hills, "population_share")));
	double whole = 0;
	for (size_t i = 0; i < 5; i++)
		whole += json_real_value(json_object_get(json_array_get(regions, i), "population_share"));
	assert_true(fabs(whole - 1) < 1e-12);
	const json_t *towns = json_object_get(view, "towns");
	assert_int_equal(number(towns, "n"), 38);
	assert_int_equal(number(towns, "n_named"), 2);
	assert_int_equal(json_array_size(json_object_get(towns, "silent")), 36);
	assert_string_equal(json_string_value(json_array_get(json_object_get(towns, "silent"), 0)),
			    "Saltillo");
	const json_t *channels = json_object_get(view, "channels");
	assert_int_equal(json_array_size(channels), 2);
	assert_int_equal(number(named(channels, "channel", "web"), "n_forms"), 3);
	assert_int_equal(number(named(channels, "channel", "web"), "n_senders"), 2);
	assert_int_equal(number(named(channels, "channel", "paper"), "n_senders"), 1);
	json_decref(view);
	act(&s, "places.set", "", json_pack("{s:s}", "table", "none"));
	view = covered(&s, later);
	assert_string_not_equal(context, later); /* another result, of the same seed */
	assert_true(json_is_null(json_object_get(view, "towns")));
	assert_int_equal(json_array_size(json_object_get(view, "regions")), 2);
	assert_int_equal(number(view, "n_unknown"), 3);
	json_decref(view);
	scene_end(&s);
}

static void a_region_with_less_than_half_of_its_peoples_share_is_said_to_have_little_voice(void **state)
{
	(void)state;
	struct scene s;
	unsigned char uuid[16];
	char context[65];
	scene_begin(&s, false);
	act(&s, "places.set", "", json_pack("{s:s}", "table", "coahuila"));
	session_make(&s, "UNO", "Laguna", "", false, "open");
	session_make(&s, "DOS", "Norte", "", false, "open");
	for (size_t i = 0; i < 20; i++)
		report(&s, i == 0 ? "UNO" : "DOS", "web", "Acuña", NULL, uuid);
	json_t *view = covered(&s, context);
	const json_t *regions = json_object_get(view, "regions");
	assert_true(json_is_true(json_object_get(named(regions, "name", "Laguna"), "is_low")));
	assert_true(json_is_false(json_object_get(named(regions, "name", "Norte"), "is_low")));
	assert_true(json_is_false(json_object_get(named(regions, "name", "Sureste"), "is_low"))); /* silent */
	json_decref(view);
	scene_end(&s);
}

static void nothing_at_all_is_no_failure(void **state)
{
	(void)state;
	struct scene s;
	char context[65];
	scene_begin(&s, false);
	json_t *view = covered(&s, context);
	assert_int_equal(json_array_size(json_object_get(view, "regions")), 0);
	assert_int_equal(json_array_size(json_object_get(view, "channels")), 0);
	assert_int_equal(number(view, "n_unknown"), 0);
	json_decref(view);
	act(&s, "places.set", "", json_pack("{s:s,s:s}", "table", "file", "file", "00"));
	view = covered(&s, context); /* a file that is not there is no table */
	assert_true(json_is_null(json_object_get(view, "towns")));
	json_decref(view);
	scene_end(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(regions_without_a_session_and_without_voice_are_told_apart),
		cmocka_unit_test(
			a_region_with_less_than_half_of_its_peoples_share_is_said_to_have_little_voice),
		cmocka_unit_test(nothing_at_all_is_no_failure),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
