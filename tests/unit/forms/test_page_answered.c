/* test_page_answered - what was answered, in words: repeats, choices, labels that speak of answers.
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
	"| | type | name | label::Español (es) | label::English (en) | calculation |\n"
	"| | text | pueblo | ¿De qué **pueblo** es? | Which town? | |\n"
	"| | begin_group | g | Grupo | Group | |\n"
	"| | select_multiple l | hay | ¿Qué hay en ${pueblo}? | What is in ${pueblo}? | |\n"
	"| | begin_repeat | casa | Casa | House | |\n"
	"| | text | jefa | ¿Quién vive? | Who lives here? | |\n"
	"| | begin_repeat | hija | Hija | Daughter | |\n"
	"| | integer | edad | Edad de la hija de ${jefa} | Age, daughter of ${jefa} | |\n"
	"| | end_repeat | | | | |\n"
	"| | end_repeat | | | | |\n"
	"| | end_group | | | | |\n"
	"| | calculate | oculto | | | 1 |\n"
	"| | calculate | total | Total | Total | 2 |\n"
	"| choices |\n"
	"| | list_name | name | label::Español (es) | label::English (en) |\n"
	"| | l | a | *Agua* | Water |\n"
	"| | l | b | Luz | Light |\n";

static const char stored[] =
	"{\"pueblo\":\"Parras\",\"g/hay\":[\"a\",\"b\"],\"g/"
	"casa\":[{\"jefa\":\"Ana\",\"hija\":[{\"edad\":\"3\"}]},"
	"{\"jefa\":\"Eva\",\"hija\":[{\"edad\":\"5\"},{\"edad\":\"7\"}]}],\"oculto\":\"1\",\"total\":\"2\"}";

static int read_form(void **state)
{
	*state = form_from(text);
	return 0;
}

static void assert_words(const struct form *form, const char *language, const char *json,
			 const char *expected)
{
	json_t *answers = json_loads(json, 0, NULL), *list = page_answered(form, language, answers), *item;
	size_t i;
	g_autoptr(GString) all = g_string_new(NULL);
	json_array_foreach(list, i, item)
	{
		g_string_append_printf(all, "%s: %s\n", json_string_value(json_object_get(item, "label")),
				       json_string_value(json_object_get(item, "value")));
	}
	assert_string_equal(all->str, expected);
	json_decref(list);
	json_decref(answers);
}

static void answers_in_repeats_are_said_with_the_instance_they_are_of(void **state)
{
	assert_words(*state, "es", stored,
		     "¿De qué pueblo es?: Parras\n¿Qué hay en Parras?: Agua, Luz\n"
		     "Casa 1 · ¿Quién vive?: Ana\nCasa 1 · Hija 1 · Edad de la hija de Ana: 3\n"
		     "Casa 2 · ¿Quién vive?: Eva\nCasa 2 · Hija 1 · Edad de la hija de Eva: 5\n"
		     "Casa 2 · Hija 2 · Edad de la hija de Eva: 7\nTotal: 2\n");
}

static void they_are_in_the_language_of_the_page(void **state)
{
	assert_words(*state, "en", "{\"g/hay\":[\"b\"],\"g/casa\":[{\"jefa\":\"Ana\"}]}",
		     "What is in …?: Light\nHouse 1 · Who lives here?: Ana\n");
}

static void what_does_not_fit_the_form_is_left_out(void **state)
{
	assert_words(*state, "es", "{}", "");
	assert_words(*state, "es", "{\"otra\":\"x\",\"g/casa\":[{\"otra\":\"y\"}],\"oculto\":\"1\"}", "");
	assert_words(*state, "es", "{\"g/hay\":[\"z\",\"a\"],\"g/casa\":[]}", "¿Qué hay en …?: z, Agua\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(answers_in_repeats_are_said_with_the_instance_they_are_of),
		cmocka_unit_test(they_are_in_the_language_of_the_page),
		cmocka_unit_test(what_does_not_fit_the_form_is_left_out),
	};
	return cmocka_run_group_tests(tests, read_form, free_form);
}
