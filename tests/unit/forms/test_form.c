/* test_form - the default form as the rest of the program finds its way in it, and nearest words.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "form.h"
#include "nearest.h"
#include "forms/form_fixture.h"

#include <string.h>

static int read_default_form(void **state)
{
	const char *tests_folder = g_getenv("VOCALIA_TESTS");
	g_autofree char *path = g_build_filename(tests_folder ? tests_folder : "tests", "..", "forms",
						 "library", "diagnostico.md", NULL);
	g_autofree char *text = NULL;
	gsize length;
	if (!g_file_get_contents(path, &text, &length, NULL))
		fail_msg("%s is missing", path);
	g_autoptr(GPtrArray) problems = g_ptr_array_new_with_free_func((GDestroyNotify)form_problem_free);
	GError *error = NULL;
	*state = xlsform_read_bytes(text, length, problems, &error);
	if (!*state)
		fail_msg("%s", error->message);
	assert_int_equal(problems->len, 0);
	return 0;
}

static void the_default_form_has_every_role_where_others_look_for_it(void **state)
{
	const struct form *form = *state;
	static const struct {
		enum form_role role;
		const char *path;
	} expected[] = {
		{FORM_ROLE_PROBLEM, "problema"},
		{FORM_ROLE_THEME, "tema"},
		{FORM_ROLE_MUNICIPALITY, "lugar/municipio"},
		{FORM_ROLE_PLACE, "lugar/colonia"},
		{FORM_ROLE_SEVERITY, "gravedad"},
		{FORM_ROLE_AFFECTED, "afecta"},
		{FORM_ROLE_FREQUENCY, "frecuencia"},
		{FORM_ROLE_DEMOGRAPHIC, "sobre_ti/edad"},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(expected); i++) {
		const struct form_question *q = form_with_role(form, expected[i].role);
		assert_non_null(q);
		assert_string_equal(q->path, expected[i].path);
		assert_ptr_equal(form_find(form, q->path), q);
	}
	assert_string_equal(form->id, "diagnostico");
	assert_int_equal(form_with_role(form, FORM_ROLE_THEME)->list->n_choices, 14);
}

static void only_the_problem_and_the_municipality_are_required(void **state)
{
	size_t n = 0, n_required = 0;
	for (const struct form_question *q = form_next(*state, NULL); q; q = form_next(*state, q)) {
		n++;
		n_required += q->required;
		assert_null(q->required_if);
	}
	assert_int_equal(n, 13);
	assert_int_equal(n_required, 2);
	assert_true(form_find(*state, "problema")->required);
	assert_true(form_find(*state, "lugar/municipio")->required);
}

static void levels_stand_on_their_scales(void **state)
{
	const struct form_list *list = form_with_role(*state, FORM_ROLE_FREQUENCY)->list;
	assert_int_equal(form_choice_named(list, "siempre")->level, 5);
	assert_int_equal(form_choice_named(list, "una_vez")->level, 1);
	assert_int_equal(form_choice_named(list, "no_se")->level, 0);
	assert_null(form_choice_named(list, "nunca"));
}

static void a_language_is_found_by_code_region_or_name_and_else_the_default(void **state)
{
	const struct form *form = *state;
	assert_int_equal(form->n_languages, 2);
	assert_int_equal(form_language(form, "en"), 1);
	assert_int_equal(form_language(form, "en-US"), 1);
	assert_int_equal(form_language(form, "English (en)"), 1);
	assert_int_equal(form_language(form, "es-MX"), 0);
	assert_int_equal(form_language(form, "fr"), 0);
	assert_int_equal(form_language(form, "e"), 0);
	assert_int_equal(form_language(form, ""), 0);
	assert_int_equal(form_language(form, NULL), 0);
	const struct form_question *q = form_find(form, "problema");
	assert_string_equal(form_text_in(form, &q->label, 0), "¿Qué problema hay en tu comunidad?");
	assert_string_equal(form_text_in(form, &q->label, 1), "What problem is there in your community?");
	assert_null(form_text_in(form, &(struct form_text){NULL}, 1));
}

static void unknown_paths_are_not_found(void **state)
{
	assert_null(form_find(*state, ""));
	assert_null(form_find(*state, "municipio"));
	assert_null(form_find(*state, "lugar/"));
}

static const char *nearest_of(const char *wanted)
{
	static const char *const words[] = {"relevant", "required", "read_only", "label", "hint"};
	struct nearest nearest = nearest_begin(wanted);
	for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
		nearest_try(&nearest, words[i]);
	return nearest.found;
}

static void near_words_are_suggested_and_far_ones_are_not(void **state)
{
	(void)state;
	assert_string_equal(nearest_of("relevnat"), "relevant");
	assert_string_equal(nearest_of("Requierd"), "required");
	assert_string_equal(nearest_of("read only"), "read_only");
	assert_string_equal(nearest_of("lable"), "label");
	assert_null(nearest_of("color"));
	assert_null(nearest_of(""));
	assert_null(nearest_of("pneumonoultramicroscopicsilicovolcanoconiosis"));
}

int main(void)
{
#define DEFAULT_FORM(f) cmocka_unit_test_setup_teardown(f, read_default_form, free_form)
	const struct CMUnitTest tests[] = {
		DEFAULT_FORM(the_default_form_has_every_role_where_others_look_for_it),
		DEFAULT_FORM(only_the_problem_and_the_municipality_are_required),
		DEFAULT_FORM(levels_stand_on_their_scales),
		DEFAULT_FORM(a_language_is_found_by_code_region_or_name_and_else_the_default),
		DEFAULT_FORM(unknown_paths_are_not_found),
		cmocka_unit_test(near_words_are_suggested_and_far_ones_are_not),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
