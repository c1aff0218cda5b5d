/* test_page_types - the view of a form with every type of question: inputs, relevance, filters, repeats, what
 * was seen, and its model for the page's script. SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "page.h"
#include "forms/form_fixture.h"

#include <string.h>

static int read_form(void **state)
{
	const char *tests = g_getenv("VOCALIA_TESTS");
	g_autofree char *name = g_build_filename(tests ? tests : "tests", "browser", "all_types.md", NULL);
	g_autofree char *text = NULL;
	GError *error = NULL;
	gsize length;
	if (!g_file_get_contents(name, &text, &length, &error))
		fail_msg("%s", error->message);
	*state = xlsform_read_bytes(text, length, NULL, &error);
	if (!*state)
		fail_msg("%s", error->message);
	return 0;
}

static const char *string_of(json_t *object, const char *key)
{
	const char *s = json_string_value(json_object_get(object, key));
	return s ? s : "";
}

static bool is(json_t *view, const char *name, const char *flag)
{
	json_t *q = find(view, name);
	if (!q)
		fail_msg("there is no %s", name);
	return json_is_true(json_object_get(q, flag));
}

static size_t n_of(json_t *view, const char *name, const char *key)
{
	return json_array_size(json_object_get(find(view, name), key));
}

static struct answers *read_pairs(struct form *form, const struct answers_pair *pairs, size_t n)
{
	return answers_read(form, pairs, n);
}

static void every_type_has_its_input(void **state)
{
	static const struct {
		const char *name, *flag;
	} expected[] = {
		{"bienvenida", "is_note"},
		{"nombre", "is_text"},
		{"relato", "is_multiline"},
		{"codigo_postal", "is_numbers"},
		{"personas", "is_integer"},
		{"metros", "is_decimal"},
		{"calificacion", "is_columns"},
		{"porcentaje", "is_minimal"},
		{"litros", "is_range"},
		{"desde", "is_date"},
		{"mes", "is_month"},
		{"anio", "is_year"},
		{"hora", "is_time"},
		{"cuando", "is_datetime"},
		{"tema", "is_select_one"},
		{"varios", "is_select_multiple"},
		{"escala", "is_columns"},
		{"orden", "is_rank"},
		{"estado", "is_minimal"},
		{"persona", "is_repeat"},
		{"fuga", "is_counted"},
		{"foto", "is_image"},
		{"voz", "is_audio"},
		{"video", "is_video"},
		{"oficio", "is_file"},
		{"punto", "is_geopoint"},
		{"ruta", "is_geotrace"},
		{"zona", "is_geoshape"},
		{"medidor", "is_barcode"},
		{"origen", "is_hidden"},
		{"acepto", "is_acknowledge"},
		{"agua", "is_group"},
	};
	json_t *view = page_view(*state, "es", NULL, NULL, false);
	for (size_t i = 0; i < G_N_ELEMENTS(expected); i++)
		if (!is(view, expected[i].name, expected[i].flag))
			fail_msg("%s is not %s", expected[i].name, expected[i].flag);
	assert_null(find(view, "doble")); /* a formula */
	assert_int_equal(n_of(view, "calificacion", "choices"), 5);
	assert_int_equal(n_of(view, "porcentaje", "choices"), 21);
	assert_int_equal(n_of(view, "litros", "choices"), 0);
	assert_string_equal(string_of(find(view, "litros"), "end"), "5000");
	assert_int_equal(n_of(view, "orden", "places"), 3);
	assert_string_equal(string_of(find(view, "foto"), "accept"), "image/*");
	assert_int_equal(json_integer_value(json_object_get(find(view, "foto"), "max_pixels")), 800);
	assert_string_equal(string_of(find(view, "oficio"), "accept"), "");
	assert_string_equal(string_of(find(view, "nombre"), "guidance"), "No hace falta el nombre oficial.");
	assert_true(json_is_true(json_object_get(view, "has_files")));
	json_decref(view);
}

static void what_is_irrelevant_is_there_and_hidden_and_asks_for_nothing(void **state)
{
	json_t *view = page_view(*state, "es", NULL, NULL, false);
	assert_true(is(view, "cual", "is_irrelevant"));
	assert_false(is(view, "cual", "required"));
	assert_true(is(view, "agua", "is_irrelevant"));
	assert_true(is(view, "agua/dias", "is_irrelevant"));
	assert_true(is(view, "persona[1]/escuela", "is_irrelevant"));
	assert_false(is(view, "nombre", "is_irrelevant"));
	json_decref(view);
	struct answers_pair pairs[] = {{"tema", "otro"}};
	struct answers *answers = read_pairs(*state, pairs, 1);
	view = page_view(*state, "es", answers, NULL, false);
	assert_false(is(view, "cual", "is_irrelevant"));
	assert_true(is(view, "cual", "required"));
	json_decref(view);
	answers_free(answers);
}

static void a_filter_leaves_only_what_it_offers(void **state)
{
	json_t *view = page_view(*state, "es", NULL, NULL, false);
	assert_int_equal(n_of(view, "municipio", "choices"), 0);
	assert_string_equal(string_of(find(view, "municipio"), "list"), "municipio");
	json_decref(view);
	struct answers_pair pairs[] = {{"estado", "dur"}, {"municipio", "lerdo"}};
	struct answers *answers = read_pairs(*state, pairs, G_N_ELEMENTS(pairs));
	view = page_view(*state, "es", answers, NULL, false);
	assert_int_equal(n_of(view, "municipio", "choices"), 3);
	assert_int_equal(n_of(view, "vecino", "choices"), 2);
	json_decref(view);
	answers_free(answers);
}

static void repeats_have_their_instances_and_a_prototype(void **state)
{
	struct answers_pair pairs[] = {
		{"n_fugas", "2"}, {"persona[1]/apodo", "Toño"}, {"persona[1]/edad", "8"}};
	struct answers *answers = read_pairs(*state, pairs, G_N_ELEMENTS(pairs));
	json_t *view = page_view(*state, "es", answers, NULL, false);
	assert_int_equal(n_of(view, "fuga", "questions"), 2);
	assert_int_equal(n_of(view, "persona", "questions"), 2);
	assert_true(is(view, "persona[2]", "is_spare"));
	assert_true(is(view, "persona[1]/apodo", "required"));
	assert_false(is(view, "persona[2]/apodo", "required"));
	assert_false(is(view, "persona[1]/escuela", "is_irrelevant"));
	assert_string_equal(string_of(find(view, "persona[1]/escuela"), "label"), "¿A qué escuela va Toño?");
	assert_true(is(view, "persona[1]/escuela", "is_label_live"));
	json_t *prototype = json_object_get(find(view, "persona"), "prototype");
	assert_string_equal(string_of(prototype, "name"), "persona[0]");
	assert_non_null(find(prototype, "persona[0]/apodo"));
	g_autofree char *id = g_strdup_printf("t-%zu", form_find(*state, "persona")->number);
	assert_string_equal(string_of(find(view, "persona"), "prototype_id"), id);
	json_decref(view);
	answers_free(answers);
}

static void values_are_shown_as_their_inputs_want_them(void **state)
{
	struct answers_pair pairs[] = {{"mes", "2026-03-01"},	   {"anio", "1998-01-01"},
				       {"hora", "18:30"},	   {"punto", "25.5 -103.4"},
				       {"orden", "otro agua luz"}, {"porcentaje", "35"},
				       {"calificacion", "4"},	   {"foto", "foto.jpg"}};
	struct answers *answers = read_pairs(*state, pairs, G_N_ELEMENTS(pairs));
	json_t *view = page_view(*state, "es", answers, NULL, false);
	assert_string_equal(string_of(find(view, "mes"), "value"), "2026-03");
	assert_string_equal(string_of(find(view, "anio"), "value"), "1998");
	assert_string_equal(string_of(find(view, "hora"), "value"), "18:30");
	assert_string_equal(string_of(find(view, "punto"), "value"), "25.5, -103.4");
	json_t *second = json_array_get(json_object_get(find(view, "orden"), "places"), 1), *choice;
	const char *chosen = "";
	size_t i;
	json_array_foreach(json_object_get(second, "choices"), i, choice)
	{
		if (json_is_true(json_object_get(choice, "checked")))
			chosen = string_of(choice, "value");
	}
	assert_string_equal(chosen, "agua");
	choice = json_array_get(json_object_get(find(view, "porcentaje"), "choices"), 7);
	assert_string_equal(string_of(choice, "value"), "35");
	assert_true(json_is_true(json_object_get(choice, "checked")));
	json_decref(view);
	answers_free(answers);
}

static void a_step_judges_nothing(void **state)
{
	struct answers_pair pairs[] = {{"personas", "muchas"}};
	struct answers *answers = read_pairs(*state, pairs, 1);
	struct page_wish wish = {.language = "es", .answers = answers, .is_step = true};
	assert_true(answers_n_complaints(answers) > 1);
	json_t *view = page_view_of(*state, &wish);
	assert_null(json_object_get(find(view, "personas"), "complaint"));
	assert_string_equal(string_of(find(view, "personas"), "value"), "muchas");
	json_decref(view);
	wish.is_step = false;
	view = page_view_of(*state, &wish);
	assert_true(json_is_true(
		json_object_get(json_object_get(find(view, "personas"), "complaint"), "not_a_number")));
	/* the focus goes to the first complaint in the form's order, and only there */
	assert_true(is(view, "nombre", "is_focused"));
	assert_false(is(view, "personas", "is_focused"));
	json_decref(view);
	answers_free(answers);
}

static void what_comes_up_after_a_page_was_seen_is_marked(void **state)
{
	json_t *view = page_view(*state, "es", NULL, NULL, false);
	g_autofree char *seen = page_seen(view);
	assert_string_equal(string_of(view, "seen"), seen);
	assert_true(strlen(seen) < 64);
	assert_int_equal(page_mark_new(view, seen), 0);
	json_decref(view);
	struct answers_pair pairs[] = {{"tema", "agua"},	 {"estado", "dur"},
				       {"n_fugas", "1"},	 {"persona[1]/apodo", "Toño"},
				       {"persona[1]/edad", "8"}, {"persona[2]/apodo", "Lucha"}};
	struct answers *answers = read_pairs(*state, pairs, G_N_ELEMENTS(pairs));
	view = page_view(*state, "es", answers, NULL, false);
	/* dias, the two lists, the school, two of the second person, a leak: not the spare third person */
	assert_int_equal(page_mark_new(view, seen), 7);
	assert_true(is(view, "agua/dias", "is_new"));
	assert_true(is(view, "municipio", "is_new"));
	assert_true(is(view, "vecino", "is_new"));
	assert_true(is(view, "persona[1]/escuela", "is_new"));
	assert_true(is(view, "fuga[1]/calle", "is_new"));
	assert_false(is(view, "persona[1]/apodo", "is_new"));
	assert_false(is(view, "cual", "is_new"));
	assert_false(is(view, "persona[3]/apodo", "is_new"));
	g_autofree char *now = page_seen(view);
	json_decref(view);
	view = page_view(*state, "es", answers, NULL, false);
	assert_int_equal(page_mark_new(view, now), 0);
	json_decref(view);
	answers_free(answers);
}

static void what_is_said_to_be_seen_may_be_nonsense(void **state)
{
	static const char *const texts[] = {"",	    ",",    "-", "0-", "@1", "99999999999999999999-3",
					    "5@@@", "x,y,z"};
	g_autofree char *many = g_strnfill(100000, ',');
	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
		json_t *view = page_view(*state, "es", NULL, NULL, false);
		assert_true(page_mark_new(view, texts[i]) > 20);
		json_decref(view);
	}
	json_t *view = page_view(*state, "es", NULL, NULL, false);
	assert_true(page_mark_new(view, many) > 20);
	assert_int_equal(page_mark_new(view, "0-9999999,0-99999@1"), 0);
	json_decref(view);
}

static json_t *of_model(json_t *model, struct form *form, const char *path)
{
	return json_array_get(json_object_get(model, "questions"), form_find(form, path)->number);
}

static void the_model_has_what_is_alive_and_no_more(void **state)
{
	struct form *form = *state;
	json_t *model = page_model(form, "es");
	assert_int_equal(json_array_size(json_object_get(model, "questions")), form->n_questions);
	assert_int_equal(json_array_size(json_object_get(model, "order")), form->n_evaluation);
	json_t *cual = of_model(model, form, "cual");
	assert_string_equal(string_of(cual, "t"), "text");
	assert_true(json_is_true(json_object_get(cual, "q")));
	g_autofree char *relevant = json_dumps(json_object_get(cual, "r"), JSON_COMPACT);
	g_autofree char *expected =
		g_strdup_printf("[\"=\",[\"$\",%zu],\"otro\"]", form_find(form, "tema")->number);
	assert_string_equal(relevant, expected);
	json_t *escuela = of_model(model, form, "persona/escuela"), *label = json_object_get(escuela, "lb");
	assert_int_equal(json_array_size(label), 3);
	assert_string_equal(json_string_value(json_array_get(label, 0)), "¿A qué escuela va ");
	assert_int_equal(json_integer_value(json_array_get(label, 1)),
			 form_find(form, "persona/apodo")->number);
	assert_int_equal(json_integer_value(json_object_get(escuela, "p")),
			 form_find(form, "persona")->number);
	assert_non_null(json_object_get(of_model(model, form, "fuga"), "k"));
	assert_non_null(json_object_get(of_model(model, form, "doble"), "f"));
	assert_string_equal(string_of(of_model(model, form, "personas"), "cm"), "Son demasiadas");
	assert_string_equal(string_of(json_object_get(of_model(model, form, "litros"), "z"), "end"), "5000");
	/* only the list that a filter reads */
	json_t *lists = json_object_get(model, "lists"), *list = json_object_get(lists, "municipio");
	assert_int_equal(json_object_size(lists), 1);
	assert_int_equal(json_array_size(json_object_get(list, "items")), 6);
	json_t *item = json_array_get(json_object_get(list, "items"), 1);
	assert_string_equal(json_string_value(json_array_get(item, 0)), "torreon");
	assert_string_equal(json_string_value(json_array_get(item, 1)), "Torreón");
	assert_string_equal(json_string_value(json_array_get(item, 2)), "coa");
	assert_null(json_object_get(model, "instances"));
	json_decref(model);
}

static struct form *form_of(const char *rows)
{
	g_autofree char *text = g_strconcat("| survey |\n| | type | name | label | relevant | calculation | "
					    "constraint | default | required |\n",
					    rows, NULL);
	GError *error = NULL;
	struct form *form = xlsform_read_bytes(text, strlen(text), NULL, &error);
	if (!form)
		fail_msg("%s", error->message);
	return form;
}

static void a_form_that_nothing_changes_in_has_no_model(void **state)
{
	static const struct {
		const char *rows;
		bool is_alive;
	} cases[] = {
		{"| | text | a | A | | | string-length(.) > 3 | x | yes |\n", false},
		{"| | text | a | A | | | | | |\n| | calculate | b | | | ${a} | | | |\n", false},
		{"| | text | a | A | | | | | |\n| | text | b | B | ${a} != '' | | | | |\n", true},
		{"| | text | a | A | | | | | |\n| | note | b | Hola ${a} | | | | | |\n", true},
		{"| | text | a | A | | | | | |\n| | text | b | B | | ${a} | | | |\n", true},
		{"| | text | a | A | | | | | |\n| | text | b | B | | | | | ${a} = '' |\n", true},
		{"| | begin_repeat | r | R | | | | | |\n| | text | b | B | | | | | |\n| | end_repeat | | | | "
		 "| "
		 "| | |\n",
		 true},
	};
	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct form *form = form_of(cases[i].rows);
		json_t *model = page_model(form, "es");
		if ((model != NULL) != cases[i].is_alive || page_is_alive(form) != cases[i].is_alive)
			fail_msg("%s", cases[i].rows);
		json_decref(model);
		form_free(form);
	}
}

static void what_begins_by_chance_is_not_the_same_for_all(void **state)
{
	struct form *still = form_of("| | date | a | A | | | | today() | |\n"),
		    *chance = form_of("| | text | a | A | | | | uuid() | |\n"),
		    *moment = form_of("| | dateTime | a | A | | | | now() | |\n");
	(void)state;
	assert_true(page_is_same_for_all(still));
	assert_false(page_is_same_for_all(chance));
	assert_false(page_is_same_for_all(moment));
	form_free(still);
	form_free(chance);
	form_free(moment);
}

static void repeats_within_repeats_stay_small(void **state)
{
	g_autoptr(GString) rows = g_string_new(NULL);
	(void)state;
	for (int i = 0; i < 12; i++)
		g_string_append_printf(
			rows, "| | begin_repeat | r%d | R | | | | | |\n| | text | t%d | T | | | | | |\n", i,
			i);
	for (int i = 0; i < 12; i++)
		g_string_append(rows, "| | end_repeat | | | | | | | |\n");
	struct form *form = form_of(rows->str);
	json_t *view = page_view(form, "es", NULL, NULL, false);
	g_autofree char *text = json_dumps(view, JSON_COMPACT);
	assert_true(strlen(text) < 200000);
	json_decref(view);
	form_free(form);
}

int main(void)
{
#define WITH_FORM(f) cmocka_unit_test_setup_teardown(f, read_form, free_form)
	const struct CMUnitTest tests[] = {
		WITH_FORM(every_type_has_its_input),
		WITH_FORM(what_is_irrelevant_is_there_and_hidden_and_asks_for_nothing),
		WITH_FORM(a_filter_leaves_only_what_it_offers),
		WITH_FORM(repeats_have_their_instances_and_a_prototype),
		WITH_FORM(values_are_shown_as_their_inputs_want_them),
		WITH_FORM(a_step_judges_nothing),
		WITH_FORM(what_comes_up_after_a_page_was_seen_is_marked),
		WITH_FORM(what_is_said_to_be_seen_may_be_nonsense),
		WITH_FORM(the_model_has_what_is_alive_and_no_more),
		cmocka_unit_test(a_form_that_nothing_changes_in_has_no_model),
		cmocka_unit_test(what_begins_by_chance_is_not_the_same_for_all),
		cmocka_unit_test(repeats_within_repeats_stay_small),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
