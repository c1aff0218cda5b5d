/* test_answers_choices - which choices are offered and taken: filters, seeds, answers of a repeat.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "forms/answers_fixture.h"

#include "expression.h"

#include <string.h>

/* --- filters */
static const char cascade[] = "| | type | name | label | choice_filter |\n"
			      "| | select_one estados | estado | E | |\n"
			      "| | select_one municipios | municipio | M | estado = ${estado} |\n"
			      "| | begin_repeat | r | R | |\n"
			      "| | select_one estados | e2 | E | |\n"
			      "| | select_multiple municipios | m2 | M | estado = current()/../e2 |\n"
			      "| | rank letras | orden | O | name != 'a' or ${estado} = 'coah' |\n"
			      "| | end_repeat | | | |\n";

static void a_filter_offers_what_goes_with_the_answers(void **state)
{
	(void)state;
	struct form *form = form_of(cascade);
	struct answers *answers =
		READ(form, {"estado", "coah"}, {"municipio", "saltillo"}, {"r[1]/e2", "dgo"},
		     {"r[1]/m2", "lerdo"}, {"r[1]/orden", "b"}, {"r[1]/orden", "a"});
	assert_complaints(answers, "");
	assert_offered(answers, "estado", "coah dgo");
	assert_offered(answers, "municipio", "torreon saltillo");
	assert_offered(answers, "r[1]/m2", "lerdo");
	assert_offered(answers, "r[1]/orden", "a b c d e f");
	assert_offered(answers, "r[2]/m2", ""); /* the next instance, still empty */
	assert_offered(answers, "r[2]/orden", "a b c d e f");
	assert_offered(answers, "r[0]/e2", "coah dgo");
	assert_offered(answers, "nada", "");
	assert_offered(answers, "r", "");
	assert_stored(
		answers,
		"{\"estado\":\"coah\",\"municipio\":\"saltillo\",\"r\":[{\"e2\":\"dgo\",\"m2\":[\"lerdo\"],"
		"\"orden\":[\"b\",\"a\"]}]}");
	form_free(form);
}

static void a_choice_that_the_filter_leaves_out_is_not_taken(void **state)
{
	(void)state;
	struct form *form = form_of(cascade);
	struct answers *answers =
		READ(form, {"estado", "dgo"}, {"municipio", "saltillo"}, {"r[1]/e2", "coah"},
		     {"r[1]/m2", "torreon"}, {"r[1]/m2", "lerdo"}, {"r[1]/orden", "c a b"});
	assert_complaints(answers, "municipio:11 r[1]/m2:11 r[1]/orden:11");
	assert_int_equal(ANSWERS_NOT_OFFERED, 11);
	assert_string_equal(answers_typed(answers, "municipio"), "saltillo");
	assert_string_equal(answers_value(answers, "municipio"), "");
	assert_stored(answers, "{\"estado\":\"dgo\",\"r\":[{\"e2\":\"coah\"}]}");
	answers = READ(form, {"municipio", "saltillo"});
	assert_complaints(answers, "municipio:11");
	answers_free(answers);
	form_free(form);
}

static void a_seed_shuffles_choices_as_randomize_does(void **state)
{
	(void)state;
	struct form *form = form_of(
		"| | type | name | label | parameters | calculation |\n"
		"| | integer | semilla | S | | |\n"
		"| | select_one letras | fija | F | randomize=true, seed=42 | |\n"
		"| | select_one letras | suya | F | randomize=true, seed=${semilla} | |\n"
		"| | select_one letras | libre | F | randomize=true | |\n"
		"| | select_one letras | quieta | F | | |\n"
		"| | calculate | a | | | join(' ', randomize(instance('letras')/root/item/name, 42)) |\n"
		"| | calculate | b | | | join(' ', randomize(instance('letras')/root/item/name, ${semilla})) "
		"|\n");
	static const char *const seeds[] = {"1", "42", "-7", "2147483647", "123456789012"};
	for (size_t i = 0; i < G_N_ELEMENTS(seeds); i++) {
		struct answers *answers = READ(form, {"semilla", seeds[i]});
		assert_offered(answers, "fija", answers_value(answers, "a"));
		assert_offered(answers, "suya", answers_value(answers, "b"));
		assert_offered(answers, "quieta", "a b c d e f");
		g_autofree char *any = offered(answers, "libre");
		assert_int_equal(strlen(any), strlen("a b c d e f"));
		for (const char *c = "abcdef"; *c; c++)
			assert_non_null(strchr(any, *c));
		answers_free(answers);
	}
	form_free(form);
}

/* As many as Mexico has municipalities.  The times are printed. */
static void a_long_list_is_filtered_for_what_was_chosen_only(void **state)
{
	(void)state;
	enum { LONG = 2478, ROUNDS = 200 };
	g_autoptr(GString) text = g_string_new("| survey |\n| | type | name | label | choice_filter |\n"
					       "| | select_one e | e | E | |\n"
					       "| | select_one m | m | M | e = ${e} |\n"
					       "| choices |\n| | list_name | name | label | e |\n");
	for (int i = 0; i < 32; i++)
		g_string_append_printf(text, "| | e | e%d | E%d | |\n", i, i);
	for (int i = 0; i < LONG; i++)
		g_string_append_printf(text, "| | m | m%d | M%d | e%d |\n", i, i, i % 32);
	g_string_append(text, "| settings |\n| | form_id | version |\n| | largo | 1 |\n");
	struct form *form = xlsform_read_bytes(text->str, text->len, NULL, NULL);
	gint64 start = g_get_monotonic_time();
	for (int i = 0; i < ROUNDS; i++) {
		struct answers *answers = READ(form, {"e", "e13"}, {"m", i % 2 ? "m2477" : "m2445"});
		assert_complaints(answers, "");
		answers_free(answers);
	}
	double door = (double)(g_get_monotonic_time() - start) / ROUNDS;
	struct answers *answers = READ(form, {"e", "e13"}, {"m", "m2476"});
	assert_complaints(answers, "m:11");
	start = g_get_monotonic_time();
	g_autoptr(GPtrArray) choices = answers_choices(answers, "m");
	double page = (double)(g_get_monotonic_time() - start);
	assert_int_equal(choices->len, 78);
	print_message("# %d choices: %.1f microseconds at the door, %.0f for all that are offered\n", LONG,
		      door, page);
	answers_free(answers);
	form_free(form);
}

static void the_answers_of_a_repeat_are_choices(void **state)
{
	(void)state;
	struct form *form = form_of("| | type | name | label | choice_filter | parameters |\n"
				    "| | begin_repeat | r | R | | |\n"
				    "| | text | n | N | | |\n"
				    "| | integer | edad | E | | |\n"
				    "| | begin_repeat | m | M | | |\n"
				    "| | text | apodo | A | | |\n"
				    "| | end_repeat | | | | |\n"
				    "| | select_one ${apodo} | suya | S | | |\n"
				    "| | select_one ${n} | otra | O | n != current()/../n | |\n"
				    "| | end_repeat | | | | |\n"
				    "| | select_one ${n} | uno | U | ${edad} > 9 | |\n"
				    "| | select_one ${apodo} | todas | T | | |\n"
				    "| | select_multiple ${n} | varias | V | | |\n");
	struct answers *answers =
		READ(form, {"r[1]/n", "Eva"}, {"r[1]/edad", "10"}, {"r[1]/m[1]/apodo", "Sol"},
		     {"r[2]/n", "Ana Luz"}, {"r[2]/edad", "9"}, {"r[2]/m[1]/apodo", "Paz"},
		     {"r[2]/m[2]/apodo", "Sol"}, {"r[3]/n", "Eva"}, {"r[3]/edad", "x"}, {"r[1]/suya", "Paz"},
		     {"r[2]/suya", "Paz"}, {"r[2]/otra", "Ana Luz"}, {"uno", "Ana Luz"}, {"todas", "Paz"},
		     {"varias", "Eva Ana"});
	assert_complaints(answers, "r[1]/suya:11 r[2]/otra:11 r[3]/edad:1 uno:11 varias:11");
	assert_offered(answers, "r[1]/suya", "Sol");
	assert_offered(answers, "r[2]/suya", "Paz Sol");
	assert_offered(answers, "r[1]/otra", "Ana Luz");
	assert_offered(answers, "r[2]/otra", "Eva");
	assert_offered(answers, "uno", "Eva");
	assert_offered(answers, "todas", "Sol Paz");
	assert_offered(answers, "varias", "Eva");
	answers_free(answers);
	answers = READ(form, {"r[1]/n", "Eva"}, {"r[1]/edad", "10"}, {"uno", "Eva"}, {"varias", "Eva"});
	assert_complaints(answers, "");
	json_t *json = answers_json(answers);
	answers_free(answers);
	answers = answers_from_json(form, json);
	assert_non_null(answers);
	assert_string_equal(answers_value(answers, "uno"), "Eva");
	json_t *names = json_object_get(json, "varias");
	json_array_append_new(names, json_string("dos nombres"));
	assert_null(answers_from_json(form, json));
	json_decref(json);
	answers_free(answers);
	form_free(form);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_filter_offers_what_goes_with_the_answers),
		cmocka_unit_test(a_choice_that_the_filter_leaves_out_is_not_taken),
		cmocka_unit_test(a_seed_shuffles_choices_as_randomize_does),
		cmocka_unit_test(a_long_list_is_filtered_for_what_was_chosen_only),
		cmocka_unit_test(the_answers_of_a_repeat_are_choices),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
