/* test_joiner - where a report that came late belongs.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>
#include <glib.h>

#include "joiner.h"

enum { WATER, LIGHT, DOGS, N_KNOWN = 12 };

static const char *const known[N_KNOWN] = {
	"No hay agua en la colonia desde hace dos semanas",
	"El agua sale sucia y con mal olor de la llave",
	"Falta agua potable en las casas, llega una vez por semana",
	"Hay una fuga de agua en la calle y nadie la repara",
	"Las luminarias de la calle están fundidas",
	"De noche la calle está oscura porque no hay alumbrado",
	"Faltan lámparas de alumbrado público en la avenida",
	"El alumbrado del parque no prende y da miedo pasar de noche",
	"Hay muchos perros callejeros que muerden a los niños",
	"Jaurías de perros sin dueño atacan a la gente",
	"Los perros callejeros rompen las bolsas de basura",
	"Nunca contestan el teléfono en la presidencia",
};
static const int32_t issue[N_KNOWN] = {WATER, WATER, WATER, WATER, LIGHT, LIGHT,
				       LIGHT, LIGHT, DOGS,  DOGS,  DOGS,  -1};

static struct joiner *joiner(void)
{
	return joiner_new(known, issue, N_KNOWN, TEXT_SPANISH, NULL);
}

static void a_report_joins_the_issue_of_those_that_say_the_same(void **state)
{
	struct joiner *j = joiner();

	(void)state;
	struct joiner_answer water = joiner_ask(j, "Llevamos tres días sin agua potable en mi colonia");
	assert_int_equal(water.issue, WATER);
	assert_true(water.share >= JOINER_SHARE && water.share <= 1);
	assert_true(water.similarity >= JOINER_SIMILARITY && water.similarity <= 1.000001);
	assert_true(water.copy_of == SIZE_MAX);
	assert_int_equal(joiner_ask(j, "falta alumbrado publico, la calle muy oscura").issue, LIGHT);
	assert_int_equal(joiner_ask(j, "perros callejeros atacan a mis niños").issue, DOGS);
	joiner_free(j);
}

static void what_resembles_nothing_or_no_issue_waits(void **state)
{
	struct joiner *j = joiner();
	static const char *const strange[] = {"", "   ", "Queremos un gimnasio al aire libre", "xyzzy",
					      "Nunca contestan las llamadas de la presidencia"};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(strange); i++)
		assert_int_equal(joiner_ask(j, strange[i]).issue, -1);
	joiner_free(j);
}

static void a_copy_goes_where_the_first_one_went(void **state)
{
	struct joiner *j = joiner();

	(void)state;
	for (size_t i = 0; i < N_KNOWN; i++) {
		g_autofree char *shouted = g_utf8_strup(known[i], -1);
		g_autofree char *longer = g_strconcat("¡", shouted, "!!", NULL);
		struct joiner_answer answer = joiner_ask(j, longer);

		assert_int_equal(answer.copy_of, i);
		assert_int_equal(answer.issue, issue[i]);
		g_autofree char *near = g_strconcat(known[i], " ya", NULL);
		answer = joiner_ask(j, near);
		assert_int_equal(answer.copy_of, i);
		assert_int_equal(answer.issue, issue[i]);
	}
	joiner_free(j);
}

static void another_diagnosis_is_due_after_many_new_ones_or_many_that_wait(void **state)
{
	enum { N = 200 };
	const char *texts[N];
	int32_t number[N];

	(void)state;
	for (size_t i = 0; i < N; i++) {
		texts[i] = known[i % N_KNOWN];
		number[i] = issue[i % N_KNOWN];
	}
	struct joiner *j = joiner_new(texts, number, N, TEXT_SPANISH, NULL);
	for (size_t i = 0; i <= 10; i++) {
		assert_false(joiner_is_due(j));
		assert_int_equal(joiner_add(j, "no hay agua en la colonia").issue, WATER);
	}
	assert_true(joiner_is_due(j)); /* 11 of 200 */
	joiner_free(j);
	j = joiner_new(texts, number, N, TEXT_SPANISH, NULL);
	for (size_t i = 0; i <= 6; i++) {
		assert_false(joiner_is_due(j));
		joiner_ask(j, "xyzzy"); /* a question counts nothing */
		joiner_add(j, "xyzzy");
	}
	assert_true(joiner_is_due(j)); /* 7 of 200 wait */
	joiner_free(j);
}

static void a_joiner_of_nothing_lets_all_wait_and_is_due_at_once(void **state)
{
	struct joiner *j = joiner_new(NULL, NULL, 0, TEXT_SPANISH, NULL);

	(void)state;
	assert_false(joiner_is_due(j));
	assert_int_equal(joiner_add(j, "no hay agua").issue, -1);
	assert_true(joiner_is_due(j));
	joiner_free(j);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_report_joins_the_issue_of_those_that_say_the_same),
		cmocka_unit_test(what_resembles_nothing_or_no_issue_waits),
		cmocka_unit_test(a_copy_goes_where_the_first_one_went),
		cmocka_unit_test(another_diagnosis_is_due_after_many_new_ones_or_many_that_wait),
		cmocka_unit_test(a_joiner_of_nothing_lets_all_wait_and_is_due_at_once),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
