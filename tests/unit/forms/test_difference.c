/* test_difference - two versions of a form and the sentences about what changed.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "difference.h"
#include "forms/form_fixture.h"

#include <string.h>

/* Every sentence in Spanish (or English), a line each; sheets must come in order. */
static char *difference(const char *before, const char *after, bool is_spanish)
{
	struct form *a = form_from(before), *b = form_from(after);
	GPtrArray *changes = difference_between(a, b);
	GString *out = g_string_new(NULL);
	static const char *const sheets[] = {"settings", "survey", "choices"};
	size_t sheet = 0;
	for (guint i = 0; i < changes->len; i++) {
		const struct form_change *change = changes->pdata[i];
		while (sheet < 3 && strcmp(sheets[sheet], change->sheet))
			sheet++;
		assert_true(sheet < 3);
		g_string_append_printf(out, "%s\n", is_spanish ? change->sentence_es : change->sentence_en);
	}
	g_ptr_array_unref(changes);
	form_free(a);
	form_free(b);
	return g_string_free(out, FALSE);
}

static void says(const char *before, const char *after, const char *es, const char *en)
{
	g_autofree char *spanish = difference(before, after, true),
			*english = difference(before, after, false);
	assert_string_equal(spanish, es);
	assert_string_equal(english, en);
}

#define SETTINGS "| settings |\n| | form_title | form_id | version |\n| | Calles | calles | 1 |\n"
#define HEAD	 "| survey |\n| | type | name | label | required | relevant | constraint |\n"
#define COLONIA	 "| | text | colonia | ¿En qué colonia? | | | |\n"
#define PROBLEM	 "| | text | problema | ¿Qué pasa? | | | |\n"
#define CHOICES	 "| choices |\n| | list_name | name | label |\n"
#define FORM	 SETTINGS HEAD COLONIA PROBLEM

static void equal_forms_have_none(void **state)
{
	(void)state;
	says(FORM, FORM, "", "");
}

static void what_becomes_required_is_said_with_its_label(void **state)
{
	(void)state;
	says(FORM, SETTINGS HEAD "| | text | colonia | ¿En qué colonia? | yes | | |\n" PROBLEM,
	     "La pregunta «¿En qué colonia?» (colonia) ahora es obligatoria.\n",
	     "The question «¿En qué colonia?» (colonia) is now required.\n");
	says(SETTINGS HEAD "| | text | colonia | ¿En qué colonia? | yes | | |\n" PROBLEM, FORM,
	     "La pregunta «¿En qué colonia?» (colonia) ya no es obligatoria.\n",
	     "The question «¿En qué colonia?» (colonia) is no longer required.\n");
}

static void what_came_and_went_is_said(void **state)
{
	(void)state;
	says(FORM, SETTINGS HEAD COLONIA "| | integer | n | ¿Cuántas veces? | yes | | |\n",
	     "La pregunta «¿Qué pasa?» (problema) ya no está.\n"
	     "La pregunta «¿Cuántas veces?» (n) es nueva: número entero, obligatoria.\n",
	     "The question «¿Qué pasa?» (problema) is no longer there.\n"
	     "The question «¿Cuántas veces?» (n) is new: whole number, required.\n");
}

static void a_question_of_another_name_is_not_a_new_one(void **state)
{
	(void)state;
	says(FORM, SETTINGS HEAD "| | text | barrio | ¿En qué colonia? | | | |\n" PROBLEM,
	     "La pregunta «¿En qué colonia?» (colonia) ahora se llama barrio.\n",
	     "The question «¿En qué colonia?» (colonia) is now called barrio.\n");
	/* with another label too it is */
	says(FORM, SETTINGS HEAD "| | text | barrio | ¿Barrio? | | | |\n" PROBLEM,
	     "La pregunta «¿En qué colonia?» (colonia) ya no está.\n"
	     "La pregunta «¿Barrio?» (barrio) es nueva: texto.\n",
	     "The question «¿En qué colonia?» (colonia) is no longer there.\n"
	     "The question «¿Barrio?» (barrio) is new: text.\n");
}

static void a_question_that_moved_says_where_to(void **state)
{
	(void)state;
	says(FORM,
	     SETTINGS HEAD "| | begin_group | donde | Dónde | | | |\n" COLONIA
			   "| | end_group | | | | | |\n" PROBLEM,
	     "La sección «Dónde» (donde) es nueva: sección.\n"
	     "La pregunta «¿En qué colonia?» (colonia) pasó al grupo donde.\n",
	     "The section «Dónde» (donde) is new: section.\n"
	     "The question «¿En qué colonia?» (colonia) moved to the group donde.\n");
	says(FORM, SETTINGS HEAD PROBLEM COLONIA, "Las preguntas van en otro orden.\n",
	     "The questions come in another order.\n");
}

static void a_group_of_another_name_keeps_its_questions(void **state)
{
	(void)state;
	says(SETTINGS HEAD "| | begin_group | a | Dónde | | | |\n" COLONIA "| | end_group | | | | | |\n",
	     SETTINGS HEAD "| | begin_group | b | Dónde | | | |\n" COLONIA "| | end_group | | | | | |\n",
	     "La sección «Dónde» (a) ahora se llama b.\n", "The section «Dónde» (a) is now called b.\n");
}

static void rules_and_conditions_are_quoted(void **state)
{
	(void)state;
	says(FORM,
	     SETTINGS HEAD COLONIA
	     "| | text | problema | ¿Qué pasa? | | ${colonia} != '' | string-length(.) > 3 |\n",
	     "La pregunta «¿Qué pasa?» (problema) ahora tiene la condición para mostrarse: «${colonia} != "
	     "''».\n"
	     "La pregunta «¿Qué pasa?» (problema) ahora tiene la regla de la respuesta: «string-length(.) > "
	     "3».\n",
	     "The question «¿Qué pasa?» (problema) now has the condition for being shown: «${colonia} != "
	     "''».\n"
	     "The question «¿Qué pasa?» (problema) now has the rule for the answer: «string-length(.) > "
	     "3».\n");
	says(SETTINGS HEAD COLONIA "| | integer | n | N | | | . > 3 |\n",
	     SETTINGS HEAD COLONIA "| | integer | n | N | | | . > 4 |\n",
	     "La pregunta «N» (n) cambió la regla de la respuesta: antes «. > 3», ahora «. > 4».\n",
	     "The question «N» (n) changed the rule for the answer: «. > 3» before, «. > 4» now.\n");
}

static void a_type_that_changed_is_said_in_words(void **state)
{
	(void)state;
	says(FORM, SETTINGS HEAD COLONIA "| | integer | problema | ¿Qué pasa? | | | |\n",
	     "La pregunta «¿Qué pasa?» (problema) cambió de tipo: antes texto, ahora número entero.\n",
	     "The question «¿Qué pasa?» (problema) changed its type: text before, whole number now.\n");
}

static void choices_come_go_and_change(void **state)
{
	(void)state;
	static const char survey[] = SETTINGS HEAD "| | select_one t | tema | Tema | | | |\n";
	g_autofree char *before = g_strconcat(survey, CHOICES "| | t | agua | Agua |\n| | t | luz | Luz |\n",
					      NULL),
			*after = g_strconcat(
				survey, CHOICES "| | t | calle | Calles |\n| | t | agua | Agua potable |\n",
				NULL),
			*turned = g_strconcat(survey, CHOICES "| | t | luz | Luz |\n| | t | agua | Agua |\n",
					      NULL);
	says(before, after,
	     "La lista t ya no tiene: «Luz» (luz).\nLa lista t tiene opciones nuevas: «Calles» (calle).\n"
	     "La opción agua de la lista t cambió la etiqueta: antes «Agua», ahora «Agua potable».\n",
	     "The list t no longer has: «Luz» (luz).\nThe list t has new choices: «Calles» (calle).\n"
	     "The choice agua of the list t changed the label: «Agua» before, «Agua potable» now.\n");
	says(before, turned, "Las opciones de la lista t van en otro orden.\n",
	     "The choices of the list t come in another order.\n");
}

static void labels_are_compared_language_by_language(void **state)
{
	(void)state;
	says("| survey |\n| | type | name | label::Español (es) | label::English (en) |\n| | text | q | Hola "
	     "| Hello |\n" SETTINGS,
	     "| survey |\n| | type | name | label::Español (es) | label::English (en) |\n| | text | q | Hola "
	     "| Hi |\n" SETTINGS,
	     "La pregunta «Hola» (q) cambió la etiqueta en English (en): antes «Hello», ahora «Hi».\n",
	     "The question «Hola» (q) changed the label in English (en): «Hello» before, «Hi» now.\n");
	says("| survey |\n| | type | name | label::Español (es) |\n| | text | q | Hola |\n" SETTINGS,
	     "| survey |\n| | type | name | label::Español (es) | label::English (en) |\n| | text | q | Hola "
	     "| Hi |\n" SETTINGS,
	     "El formulario ahora también está en English (en).\n", "The form is now in English (en) too.\n");
}

static void settings_are_compared(void **state)
{
	(void)state;
	says(FORM,
	     "| settings |\n| | form_title | form_id | version |\n| | Baches | calles | 2 |\n" HEAD COLONIA
		     PROBLEM,
	     "El formulario cambió el título: antes «Calles», ahora «Baches».\n"
	     "El formulario cambió la versión: antes «1», ahora «2».\n",
	     "The form changed the title: «Calles» before, «Baches» now.\n"
	     "The form changed the version: «1» before, «2» now.\n");
}

static void endless_changes_end_in_a_number(void **state)
{
	(void)state;
	g_autoptr(GString) before = g_string_new(SETTINGS HEAD COLONIA);
	g_autoptr(GString) after = g_string_new(before->str);
	for (int i = 0; i < 1500; i++) {
		g_string_append_printf(before, "| | text | q%d | P%d | | | |\n", i, i);
		g_string_append_printf(after, "| | text | q%d | P%d | yes | | |\n", i, i);
	}
	struct form *a = form_from(before->str), *b = form_from(after->str);
	GPtrArray *changes = difference_between(a, b);
	assert_int_equal(changes->len, DIFFERENCE_MAX);
	const struct form_change *last = changes->pdata[DIFFERENCE_MAX - 1];
	assert_string_equal(last->sentence_es, "Y 501 cambios más.");
	g_ptr_array_unref(changes);
	form_free(a);
	form_free(b);
}

#define REPEAT "| | begin_repeat | r | R | | | |\n| | text | n | N | | | |\n| | end_repeat | | | | | |\n"

static void choices_that_become_answers_are_said_of_their_question_only(void **state)
{
	(void)state;
	says(SETTINGS HEAD REPEAT "| | select_one ${n} | q | Q | | | |\n",
	     SETTINGS HEAD REPEAT "| | select_one ${n} | q | Q | yes | | |\n",
	     "La pregunta «Q» (q) ahora es obligatoria.\n", "The question «Q» (q) is now required.\n");
	g_autofree char *words = difference(
		SETTINGS HEAD REPEAT "| | select_one l | q | Q | | | |\n" CHOICES "| | l | a | A |\n",
		SETTINGS HEAD REPEAT "| | select_one ${n} | q | Q | | | |\n", false);
	assert_non_null(strstr(words, "${n}"));
	assert_null(strstr(words, "is new"));
	assert_non_null(strstr(words, "The list of choices l is no longer there."));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(choices_that_become_answers_are_said_of_their_question_only),
		cmocka_unit_test(equal_forms_have_none),
		cmocka_unit_test(what_becomes_required_is_said_with_its_label),
		cmocka_unit_test(what_came_and_went_is_said),
		cmocka_unit_test(a_question_of_another_name_is_not_a_new_one),
		cmocka_unit_test(a_question_that_moved_says_where_to),
		cmocka_unit_test(a_group_of_another_name_keeps_its_questions),
		cmocka_unit_test(rules_and_conditions_are_quoted),
		cmocka_unit_test(a_type_that_changed_is_said_in_words),
		cmocka_unit_test(choices_come_go_and_change),
		cmocka_unit_test(labels_are_compared_language_by_language),
		cmocka_unit_test(settings_are_compared),
		cmocka_unit_test(endless_changes_end_in_a_number),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
