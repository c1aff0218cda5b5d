/* test_page - the view a template fills in: ids, wiring of hints and complaints, defaults, what is left out.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "page.h"
#include "forms/form_fixture.h"

#include <string.h>

static const char text[] =
	"| survey |\n"
	"| | type | name | label::Español (es) | label::English (en) | hint::Español (es) | required | "
	"constraint | "
	"constraint_message::Español (es) | appearance | default | role | relevant |\n"
	"| | text | que | ¿Qué **pasa**, <b>hoy</b>? | What? | Breve | yes | string-length(.) > 4 | Diga más "
	"| multiline | | "
	"problem | |\n"
	"| | select_one l | mpio | Municipio | Town | | | | | minimal | | municipality | |\n"
	"| | select_multiple l | varios | Varios | Many | | | | | | a b | | |\n"
	"| | note | eco | Escribió: ${que} | You wrote: ${que} | | | | | | | | ${que} != '' |\n"
	"| | acknowledge | ok | Acepto | I accept | | yes | | | | | | |\n"
	"| | begin_group | tu | Sobre ti | About you | | | | | | | | |\n"
	"| | note | n | Opcional | Optional | | | | | | | | |\n"
	"| | integer | edad | Edad | Age | | | | | | | demographic | |\n"
	"| | end_group | | | | | | | | | | | |\n"
	"| | begin_repeat | r | Casa | House | | | | | | | | |\n"
	"| | text | x | X | X | Pista | yes | | | | | | |\n"
	"| | end_repeat | | | | | | | | | | | |\n"
	"| | calculate | k | | | | | | | | 1 | | |\n"
	"| | hidden | h | | | | | | | | z | | |\n"
	"| choices |\n"
	"| | list_name | name | label::Español (es) |\n"
	"| | l | a | Á |\n"
	"| | l | b | B |\n"
	"| settings |\n"
	"| | form_id | form_title |\n"
	"| | p | Prueba |\n";

static int read_form(void **state)
{
	*state = form_from(text);
	return 0;
}

static const char *string_of(json_t *object, const char *key)
{
	const char *s = json_string_value(json_object_get(object, key));
	return s ? s : "";
}

static void collect_ids(json_t *view, GHashTable *ids)
{
	size_t i;
	json_t *q, *choice;
	json_array_foreach(json_object_get(view, "questions"), i, q)
	{
		size_t k;
		if (!g_hash_table_add(ids, g_strdup(string_of(q, "id"))))
			fail_msg("id %s twice", string_of(q, "id"));
		json_array_foreach(json_object_get(q, "choices"), k, choice)
		{
			if (!g_hash_table_add(ids, g_strdup(string_of(choice, "id"))))
				fail_msg("id %s twice", string_of(choice, "id"));
		}
		collect_ids(q, ids);
	}
}

static void ids_are_unique_even_in_repeats(void **state)
{
	struct answers_pair pairs[] = {{"r[1]/x", "uno"}, {"r[3]/x", "tres"}};
	struct answers *answers = answers_read(*state, pairs, G_N_ELEMENTS(pairs));
	json_t *view = page_view(*state, "es", answers, NULL, false);
	g_autoptr(GHashTable) ids = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	collect_ids(view, ids);
	assert_true(g_hash_table_size(ids) > 15);
	assert_string_equal(string_of(find(view, "r[1]/x"), "value"), "uno");
	assert_string_equal(string_of(find(view, "r[3]/x"), "value"), "tres");
	assert_true(json_is_true(json_object_get(find(view, "r[4]"), "is_spare")));
	assert_null(find(view, "r[5]"));
	json_decref(view);
	answers_free(answers);
}

static void a_spare_instance_asks_for_nothing(void **state)
{
	json_t *view = page_view(*state, NULL, NULL, NULL, false);
	assert_true(json_is_true(json_object_get(find(view, "que"), "required")));
	assert_true(json_is_false(json_object_get(find(view, "r[1]/x"), "required")));
	json_decref(view);
}

static void hint_and_complaint_are_wired_to_the_field(void **state)
{
	struct answers_pair pairs[] = {{"que", "luz"}, {"mpio", "z"}};
	struct answers *answers = answers_read(*state, pairs, G_N_ELEMENTS(pairs));
	json_t *view = page_view(*state, "es", answers, NULL, false);
	json_t *que = find(view, "que");
	g_autofree char *both =
		g_strdup_printf("%s-hint %s-complaint", string_of(que, "id"), string_of(que, "id"));
	assert_string_equal(string_of(que, "described_by"), both);
	json_t *complaint = json_object_get(que, "complaint");
	assert_true(json_is_true(json_object_get(complaint, "constraint")));
	assert_string_equal(string_of(complaint, "message"), "Diga más");
	assert_string_equal(string_of(que, "value"), "luz");
	assert_true(json_is_true(
		json_object_get(json_object_get(find(view, "mpio"), "complaint"), "not_a_choice")));
	assert_true(json_is_true(
		json_object_get(json_object_get(find(view, "ok"), "complaint"), "not_acknowledged")));
	assert_null(json_object_get(find(view, "varios"), "complaint"));
	json_decref(view);
	answers_free(answers);
}

static void labels_are_plain_text_in_the_language_asked_for(void **state)
{
	json_t *view = page_view(*state, "es-MX", NULL, NULL, false);
	assert_string_equal(string_of(view, "language"), "es");
	assert_string_equal(string_of(find(view, "que"), "label"), "¿Qué pasa, hoy?");
	assert_string_equal(string_of(find(view, "eco"), "label"), "Escribió: …");
	json_decref(view);
	struct answers_pair pairs[] = {{"que", "No hay <agua>"}};
	struct answers *answers = answers_read(*state, pairs, 1);
	view = page_view(*state, "en", answers, NULL, false);
	assert_string_equal(string_of(view, "language"), "en");
	assert_string_equal(string_of(find(view, "eco"), "label"), "You wrote: No hay <agua>");
	assert_string_equal(string_of(find(view, "que"), "hint"),
			    "Breve"); /* no English: the default language */
	json_t *choice = json_array_get(json_object_get(find(view, "mpio"), "choices"), 0);
	assert_string_equal(string_of(choice, "label"), "Á");
	json_decref(view);
	answers_free(answers);
	view = page_view(*state, "fr", NULL, NULL, false);
	assert_string_equal(string_of(view, "language"), "es");
	json_decref(view);
}

/* The label that a page shows for what an author wrote; to be freed. */
static char *shown(const char *label)
{
	g_autofree char *table =
		g_strconcat("| survey |\n| | type | name | label |\n| | text | a | ", label, " |\n", NULL);
	GError *error = NULL;
	struct form *form = xlsform_read_bytes(table, strlen(table), NULL, &error);
	if (!form)
		fail_msg("%s", error->message);
	json_t *view = page_view(form, "es", NULL, NULL, false);
	char *text_shown = g_strdup(string_of(find(view, "a"), "label"));
	json_decref(view);
	form_free(form);
	return text_shown;
}

static void marks_tags_and_links_become_plain_words(void **state)
{
	(void)state;
	static const char *const cases[][2] = {
		{"# Aviso", "Aviso"},
		{"**a** **b** **c** **d** **e** **f** **g** **h** **i** **j**", "a b c d e f g h i j"},
		{"lea [el *aviso*](http://taller.test/aviso) antes",
		 "lea el aviso (http://taller.test/aviso) antes"},
		{"<a href=\"http://taller.test\">sitio</a> <font color=\"red\">rojo</font>", "sitio rojo"},
		{"2 * 3 * 4 < 5", "2 * 3 * 4 < 5"},
		{"[sin dirección] y [](nada) y ](", "[sin dirección] y [](nada) y ]("},
		{"un \\*asterisco", "un *asterisco"},
		{"<abc> <b", "<abc> <b"},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *text_shown = shown(cases[i][0]);
		assert_string_equal(text_shown, cases[i][1]);
	}
}

static void texts_that_open_much_and_close_nothing_come_to_an_end(void **state)
{
	(void)state;
	static const char *const opened[] = {"[a", "<b ", "**a", "__a", "*a", "[*"};
	for (size_t i = 0; i < G_N_ELEMENTS(opened); i++) {
		GString *label = g_string_new(NULL);
		while (label->len < 400000)
			g_string_append(label, opened[i]);
		int64_t began = g_get_monotonic_time();
		g_autofree char *text_shown = shown(label->str);
		print_message("# %d ms\n", (int)((g_get_monotonic_time() - began) / 1000));
		assert_true(strlen(text_shown) <= label->len);
		g_string_free(label, TRUE);
	}
}

static void texts_that_speak_of_many_answers_are_read_in_a_bounded_time(void **state)
{
	(void)state;
	enum { N_QUESTIONS = 10000, N_REFERENCES = 100000 };
	GString *table = g_string_new("| survey |\n| | type | name | label |\n");
	for (size_t i = 0; i < N_QUESTIONS; i++)
		g_string_append_printf(table, "| | text | q%zu | ${q%d} |\n", i, N_QUESTIONS - 1);
	g_string_append(table, "| | note | all | ");
	for (size_t i = 0; i < N_REFERENCES; i++)
		g_string_append_printf(table, "${q%zu}", N_QUESTIONS - 1 - i % N_QUESTIONS);
	g_string_append(table, " |\n");
	struct form *form = xlsform_read_bytes(table->str, table->len, NULL, NULL);
	assert_non_null(form);
	int64_t began = g_get_monotonic_time();
	json_t *view = page_view(form, "es", NULL, NULL, false);
	print_message("# %d ms\n", (int)((g_get_monotonic_time() - began) / 1000));
	assert_string_equal(string_of(find(view, "q0"), "label"), "…");
	json_decref(view);
	form_free(form);
	g_string_free(table, TRUE);
}

static size_t n_objects(const json_t *json)
{
	size_t n = json_is_object(json) ? 1 : 0, i;
	const char *key;
	json_t *value;
	json_array_foreach((json_t *)json, i, value) n += n_objects(value);
	json_object_foreach((json_t *)json, key, value) n += n_objects(value);
	return n;
}

static void repeats_in_repeats_do_not_grow_a_page_without_end(void **state)
{
	(void)state;
	static const char table[] =
		"| survey |\n| | type | name | label | repeat_count |\n"
		"| | integer | n | N | |\n"
		"| | begin repeat | r | R | ${n} |\n| | begin repeat | s | S | ${n} |\n"
		"| | begin repeat | t | T | ${n} |\n| | text | a | A | |\n"
		"| | end repeat | | | |\n| | end repeat | | | |\n| | end repeat | | | |\n";
	struct form *form = xlsform_read_bytes(table, strlen(table), NULL, NULL);
	assert_non_null(form);
	const struct answers_pair few = {"n", "3"}, many = {"n", "200"};
	struct answers *answers = answers_read(form, &few, 1);
	json_t *view = page_view(form, "es", answers, NULL, false);
	assert_non_null(find(view, "r[3]/s[3]/t[3]/a"));
	assert_null(find(view, "r[3]/s[3]/t[4]/a"));
	assert_null(json_object_get(find(view, "r[3]/s[3]/t"), "complaint"));
	json_decref(view);
	answers_free(answers);
	answers = answers_read(form, &many, 1);
	view = page_view(form, "es", answers, NULL, false);
	assert_non_null(find(view, "r[1]/s[1]/t[200]/a"));
	assert_null(find(view, "r[100]/s[100]/t[100]/a"));
	json_t *complaint = json_object_get(find(view, "r[18]/s[200]/t"), "complaint");
	assert_true(json_is_true(json_object_get(complaint, "too_many")));
	assert_true(n_objects(view) < 200000); /* 8,000,000 instances otherwise */
	json_decref(view);
	answers_free(answers);
	form_free(form);
}

static void defaults_come_from_the_role_then_from_the_form(void **state)
{
	const char *defaults[FORM_ROLE_MAX] = {[FORM_ROLE_MUNICIPALITY] = "b"};
	json_t *view = page_view(*state, "es", NULL, defaults, false);
	json_t *mpio = find(view, "mpio"), *choices = json_object_get(mpio, "choices");
	assert_true(json_is_true(json_object_get(mpio, "is_minimal")));
	assert_true(json_is_false(json_object_get(json_array_get(choices, 0), "checked")));
	assert_true(json_is_true(json_object_get(json_array_get(choices, 1), "checked")));
	choices = json_object_get(find(view, "varios"), "choices");
	assert_true(json_is_true(json_object_get(json_array_get(choices, 0), "checked")));
	assert_string_equal(string_of(find(view, "h"), "value"), "z");
	json_decref(view);
	struct answers *nothing = answers_read(*state, NULL, 0);
	view = page_view(*state, "es", nothing, defaults, false);
	choices = json_object_get(find(view, "varios"), "choices");
	assert_true(json_is_false(json_object_get(json_array_get(choices, 0), "checked")));
	json_decref(view);
	answers_free(nothing);
}

static void demographics_and_their_emptied_group_can_be_left_out(void **state)
{
	json_t *view = page_view(*state, "es", NULL, NULL, false);
	assert_non_null(find(view, "tu/edad"));
	json_decref(view);
	view = page_view(*state, "es", NULL, NULL, true);
	assert_null(find(view, "tu/edad"));
	assert_null(find(view, "tu"));
	assert_non_null(find(view, "que"));
	json_decref(view);
}

static void calculations_are_not_shown(void **state)
{
	json_t *view = page_view(*state, "es", NULL, NULL, false);
	assert_null(find(view, "k"));
	assert_string_equal(string_of(find(view, "eco"), "relevant"), "${que} != ''");
	json_decref(view);
}

int main(void)
{
#define WITH_FORM(f) cmocka_unit_test_setup_teardown(f, read_form, free_form)
	const struct CMUnitTest tests[] = {
		WITH_FORM(ids_are_unique_even_in_repeats),
		WITH_FORM(a_spare_instance_asks_for_nothing),
		WITH_FORM(hint_and_complaint_are_wired_to_the_field),
		WITH_FORM(labels_are_plain_text_in_the_language_asked_for),
		cmocka_unit_test(marks_tags_and_links_become_plain_words),
		cmocka_unit_test(texts_that_speak_of_many_answers_are_read_in_a_bounded_time),
		cmocka_unit_test(repeats_in_repeats_do_not_grow_a_page_without_end),
		cmocka_unit_test(texts_that_open_much_and_close_nothing_come_to_an_end),
		WITH_FORM(defaults_come_from_the_role_then_from_the_form),
		WITH_FORM(demographics_and_their_emptied_group_can_be_left_out),
		WITH_FORM(calculations_are_not_shown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
