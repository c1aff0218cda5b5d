/* test_landscape - who is counted where, and what is said of it.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <glib.h>
#include <jansson.h>
#include <string.h>

#include "landscape.h"
#include "random.h"

static const char *const names[] = {"A", "B", "C", "D", "E", "F", "G", "H",
				    "I", "J", "K", "L", "M", "N", "O", "P"};

struct told {
	GArray *rows;
	struct landscape_input input;
};

static void told_start(struct told *t, size_t n_places, size_t n_issues)
{
	t->rows = g_array_new(FALSE, FALSE, sizeof(struct landscape_row));
	t->input = (struct landscape_input){.n_places = n_places,
					    .n_issues = n_issues,
					    .names = names,
					    .earlier = SIZE_MAX,
					    .later = SIZE_MAX,
					    .seed = 1};
}

static void tell(struct told *t, size_t issue, size_t sender, size_t session, size_t place, size_t period)
{
	struct landscape_row row = {issue, sender, session, place, period};

	g_array_append_val(t->rows, row);
}

static json_t *view_of(struct told *t)
{
	t->input.rows = (const struct landscape_row *)(const void *)t->rows->data;
	t->input.n_rows = t->rows->len;
	return landscape_view(&t->input);
}

static json_int_t figure(const json_t *issue, size_t place, const char *key)
{
	return json_integer_value(
		json_object_get(json_array_get(json_object_get(issue, "places"), place), key));
}

static void a_sender_counts_once_in_a_session_of_a_place(void **state)
{
	struct told t;
	json_t *view;
	const json_t *first;

	(void)state;
	told_start(&t, 3, 2);
	tell(&t, 0, 7, 1, 0, SIZE_MAX);
	tell(&t, 0, 7, 1, 0, SIZE_MAX); /* again the same */
	tell(&t, 1, 7, 1, 0, SIZE_MAX); /* and another issue */
	tell(&t, SIZE_MAX, 8, 1, 0, SIZE_MAX);
	tell(&t, 0, 7, 2, 0, SIZE_MAX); /* in another session */
	tell(&t, 0, 9, 1, 1, SIZE_MAX);
	tell(&t, 0, 10, SIZE_MAX, SIZE_MAX, SIZE_MAX);
	view = view_of(&t);
	first = json_array_get(json_object_get(view, "issues"), 0);
	assert_int_equal(figure(first, 0, "n"), 3);
	assert_int_equal(figure(first, 0, "named"), 2);
	assert_int_equal(figure(first, 0, "sessions"), 2);
	assert_int_equal(figure(first, 1, "n"), 1);
	assert_true(json_is_null(json_array_get(json_object_get(first, "places"), 2)));
	assert_int_equal(json_integer_value(json_object_get(view, "n_visited")), 2);
	assert_int_equal(json_integer_value(json_object_get(view, "n_unknown")), 1);
	assert_false(json_is_true(json_object_get(view, "is_tested")));
	assert_null(landscape_say_neighbours(view, first, "es"));
	assert_null(landscape_say_change(first, "es"));
	json_decref(view);
	g_array_unref(t.rows);
}

static void the_order_of_rows_does_not_matter(void **state)
{
	struct told t;
	struct random random;
	json_t *one, *other;

	(void)state;
	random_start(&random, 4, RANDOM_STREAM_PEOPLE);
	told_start(&t, 6, 3);
	t.input.earlier = 0;
	t.input.later = 1;
	for (size_t i = 0; i < 400; i++)
		tell(&t, random_below(&random, 4) - 1, random_below(&random, 150), random_below(&random, 14),
		     random_below(&random, 6), random_below(&random, 2));
	one = view_of(&t);
	for (guint i = t.rows->len; i > 1; i--) {
		struct landscape_row *rows = (struct landscape_row *)(void *)t.rows->data;
		size_t j = random_below(&random, i);
		struct landscape_row kept = rows[i - 1];

		rows[i - 1] = rows[j];
		rows[j] = kept;
	}
	other = view_of(&t);
	assert_true(json_equal(one, other));
	json_decref(one);
	json_decref(other);
	g_array_unref(t.rows);
}

/* A board of four by four, of which the left half names it. */
static struct geography *board(void)
{
	GString *text = g_string_new("{\"type\":\"FeatureCollection\",\"features\":[");
	struct geography *g;

	for (int i = 0; i < 16; i++) {
		int x = i % 4, y = i / 4;

		g_string_append_printf(
			text,
			"%s{\"type\":\"Feature\",\"id\":\"%s\",\"geometry\":{\"type\":\"Polygon\","
			"\"coordinates\":[[[%d,%d],[%d,%d],[%d,%d],[%d,%d],[%d,%d]]]}}",
			i ? "," : "", names[i], x, y, x + 1, y, x + 1, y + 1, x, y + 1, x, y);
	}
	g_string_append(text, "]}");
	g = geography_of(text->str, text->len, NULL, NULL);
	assert_non_null(g);
	g_string_free(text, TRUE);
	return g;
}

static void what_neighbours_share_is_said_with_its_p(void **state)
{
	struct told t;
	struct geography *g = board();
	size_t shapes[16];
	json_t *view, *map;
	const json_t *issues;
	char *said;

	(void)state;
	told_start(&t, 16, 2);
	for (size_t k = 0; k < 16; k++) {
		shapes[k] = k;
		for (size_t s = 0; s < 12; s++) {
			/* The second issue is the same everywhere. */
			tell(&t, 1, k * 100 + s, k * 10 + s / 6, k, SIZE_MAX);
			if (k % 4 < 2 ? s % 6 > 0 : s % 6 == 0)
				tell(&t, 0, k * 100 + s, k * 10 + s / 6, k, SIZE_MAX);
		}
	}
	t.input.geography = g;
	t.input.shapes = shapes;
	view = view_of(&t);
	issues = json_object_get(view, "issues");
	assert_string_equal(json_string_value(json_object_get(view, "neighbours")), "touching");
	said = landscape_say_neighbours(view, json_array_get(issues, 0), "es");
	assert_non_null(strstr(said, "se parecen más de lo esperable por azar (p "));
	g_free(said);
	said = landscape_say_neighbours(view, json_array_get(issues, 1), "es");
	assert_non_null(strstr(said, "todos dijeron lo mismo"));
	g_free(said);
	map = landscape_map(view, json_array_get(issues, 0), g, shapes);
	assert_int_equal(json_array_size(json_object_get(map, "places")), 16);
	assert_non_null(json_object_get(json_array_get(json_object_get(map, "places"), 3), "rings"));
	json_decref(map);
	json_decref(view);
	g_array_unref(t.rows);
	geography_free(g);
}

static void times_are_told_with_their_figures_and_silence_solves_nothing(void **state)
{
	struct told t;
	json_t *view;
	char *said;

	(void)state;
	told_start(&t, 4, 1);
	t.input.earlier = 2025;
	t.input.later = 2026;
	for (size_t k = 0; k < 4; k++)
		for (size_t s = 0; s < 20; s++) {
			tell(&t, s < 14 ? 0 : SIZE_MAX, s, k, k, 2025);
			tell(&t, s < 1 ? 0 : SIZE_MAX, s + 50, k + 10, k, 2026);
		}
	view = view_of(&t);
	said = landscape_say_change(json_array_get(json_object_get(view, "issues"), 0), "es");
	assert_string_equal(said,
			    "Se mencionó menos que antes; eso no dice que esté resuelto. Antes: 56 de 80 "
			    "remitentes; después: 4 de 80.");
	g_free(said);
	json_decref(view);
	g_array_unref(t.rows);
}

static void nobody_at_all_is_a_view_too(void **state)
{
	struct told t;
	json_t *view;

	(void)state;
	told_start(&t, 2, 1);
	view = view_of(&t);
	assert_int_equal(json_integer_value(json_object_get(view, "n_visited")), 0);
	assert_int_equal(json_array_size(json_object_get(view, "issues")), 1);
	json_decref(view);
	g_array_unref(t.rows);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_sender_counts_once_in_a_session_of_a_place),
		cmocka_unit_test(the_order_of_rows_does_not_matter),
		cmocka_unit_test(what_neighbours_share_is_said_with_its_p),
		cmocka_unit_test(times_are_told_with_their_figures_and_silence_solves_nothing),
		cmocka_unit_test(nobody_at_all_is_a_view_too),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
