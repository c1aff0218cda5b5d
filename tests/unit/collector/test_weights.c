/* test_weights - margins of the census, people from rows, and what counts as no answer.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <glib.h>
#include <glib/gstdio.h>
#include <math.h>

#include "weights_margins.h"
#include "weights_people.h"
#include "weights_view.h"
#include "words.h"

static struct cells *cells_of_text(const char *text)
{
	struct analyze_source source;
	struct cells *cells;

	assert_true(analyze_source_take(&source, g_strdup(text), strlen(text), false, NULL));
	cells = cells_of(&source, "gente.csv", NULL);
	analyze_source_clear(&source);
	assert_non_null(cells);
	return cells;
}

/* A file of that text; to be removed and freed. */
static char *file_of(const char *text)
{
	char *name = NULL;
	int file = g_file_open_tmp("vocalia-XXXXXX.csv", &name, NULL);

	assert_true(file >= 0 && g_close(file, NULL));
	assert_true(g_file_set_contents(name, text, -1, NULL));
	return name;
}

static double population_of(const struct weights_margin *margin, const char *one, const char *other)
{
	const char *parts[] = {one, other};
	size_t category = weights_margin_find(margin, parts);

	return category == SIZE_MAX ? -1 : g_array_index(margin->populations, double, category);
}

static struct weights_margin *read_margin(const char *columns, const char *text, GError **error)
{
	g_autofree char *file = file_of(text), *pair = g_strdup_printf("%s=%s", columns, file);
	struct weights_margin *margin = weights_margin_read(pair, error);

	(void)g_unlink(file);
	return margin;
}

static void categories_are_found_whatever_their_case_accents_and_blanks(void **state)
{
	struct weights_margin *margin =
		read_margin("sexo", "categoria,poblacion\nMujer,5\nNo binária,1\n", NULL);

	(void)state;
	assert_non_null(margin);
	assert_true(population_of(margin, "mujer", "") == 5);
	assert_true(population_of(margin, " MUJER ", "") == 5);
	assert_true(population_of(margin, "no_binaria", "") == 1);
	assert_true(population_of(margin, "mujeres", "") == -1);
	weights_margin_free(margin);
}

/* Signs tell categories apart. */
static void over_sixty_is_not_under_sixty(void **state)
{
	struct weights_margin *margin = read_margin("edad", "edad;pobtot\n<60;5\n>60;1\n60+;2\n", NULL);

	(void)state;
	assert_non_null(margin);
	assert_true(population_of(margin, "<60", "") == 5);
	assert_true(population_of(margin, ">60", "") == 1);
	assert_true(population_of(margin, "60+", "") == 2);
	weights_margin_free(margin);
}

static void crossed_margins_have_a_column_of_each(void **state)
{
	struct weights_margin *margin = read_margin(
		"sexo,edad", "edad,sexo,people\njoven,mujer,3\nmayor,mujer,4\njoven,hombre,5\n", NULL);

	(void)state;
	assert_non_null(margin);
	assert_string_equal(margin->name, "sexo × edad");
	assert_true(population_of(margin, "mujer", "joven") == 3);
	assert_true(population_of(margin, "hombre", "joven") == 5);
	assert_true(population_of(margin, "joven", "mujer") == -1);
	assert_string_equal(margin->labels->pdata[1], "mujer × mayor");
	weights_margin_free(margin);
}

static void one_table_may_hold_several_margins(void **state)
{
	g_autofree char *file = file_of("variable,category,population\nsexo,m,1\nedad,x,2\nSexo,h,3\n");
	g_autoptr(GPtrArray) margins = g_ptr_array_new_with_free_func((GDestroyNotify)weights_margin_free);

	(void)state;
	assert_true(weights_margins_read(file, margins, NULL));
	(void)g_unlink(file);
	assert_int_equal(margins->len, 2);
	assert_true(population_of(margins->pdata[0], "h", "") == 3);
	assert_true(population_of(margins->pdata[1], "x", "") == 2);
}

static void bad_margins_are_refused_with_their_row(void **state)
{
	static const char *const bad[][2] = {
		{"categoria,poblacion\nm,1\nm,2\n", "Fila 3"}, {"categoria,poblacion\nm,uno\n", "Fila 2"},
		{"categoria,poblacion\nm,-1\n", "Fila 2"},     {"categoria,poblacion\nm,\n", "Fila 2"},
		{"categoria,poblacion\n,4\n", "Fila 2"},       {"categoria,cuantos\nm,4\n", "poblacion"},
		{"otra,poblacion\nm,4\n", "\"sexo\""},	       {"categoria,poblacion\n", "no tiene filas"},
	};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(bad); i++) {
		g_autoptr(GError) error = NULL;

		assert_null(read_margin("sexo", bad[i][0], &error));
		if (!strstr(error->message, bad[i][1]))
			fail_msg("\"%s\" does not say %s", error->message, bad[i][1]);
	}
}

static void rows_of_one_sender_are_one_person(void **state)
{
	struct cells *cells = cells_of_text("quien,sexo,edad,peso,horas\n"
					    "a,Mujer,joven,2,4\n"
					    "b,hombre,,1,\n"
					    "a,mujer,mayor,2,8\n"
					    ",hombre,mayor,1,1\n"
					    ",hombre,mayor,1,\n"
					    "b,,mayor,3,x\n");
	struct weights_people *people = weights_people_of(cells, 0);
	bool is_contradicted;
	double number;
	g_autoptr(GError) error = NULL;

	(void)state;
	assert_int_equal(people->n, 4);
	assert_int_equal(people->person_of[2], 0);
	assert_int_equal(people->person_of[5], 1);
	assert_string_equal(weights_people_answer(people, 0, 1, &is_contradicted), "Mujer");
	assert_false(is_contradicted);
	assert_string_equal(weights_people_answer(people, 0, 2, &is_contradicted), "");
	assert_true(is_contradicted);
	assert_string_equal(weights_people_answer(people, 1, 2, NULL), "mayor");
	assert_true(weights_people_number(people, 0, 4, &number, NULL) && number == 6);
	assert_true(weights_people_number(people, 3, 4, &number, NULL) && isnan(number));
	assert_true(weights_people_weight(people, 0, 3, &number, NULL) && number == 2);
	assert_false(weights_people_weight(people, 1, 3, &number, &error));
	assert_non_null(strstr(error->message, "Fila 7"));
	g_clear_error(&error);
	assert_false(weights_people_number(people, 1, 4, &number, &error));
	assert_non_null(strstr(error->message, "\"horas\""));
	weights_people_free(people);
	people = weights_people_of(cells, SIZE_MAX);
	assert_int_equal(people->n, 6);
	weights_people_free(people);
	cells_free(cells);
}

static void what_people_leave_out_is_no_answer(void **state)
{
	char *told[] = {(char *)"otro", (char *)"edad=99", NULL};

	(void)state;
	assert_true(weights_is_unanswered("", "sexo", NULL));
	assert_true(weights_is_unanswered("no_se", "sexo", NULL));
	assert_true(weights_is_unanswered("No sé", "sexo", NULL));
	assert_true(weights_is_unanswered("PREFIERO NO DECIR", "sexo", NULL));
	assert_false(weights_is_unanswered("no", "lengua", NULL));
	assert_false(weights_is_unanswered("otro", "sexo", NULL));
	assert_true(weights_is_unanswered("Otro", "sexo", told));
	assert_true(weights_is_unanswered("99", "Edad", told));
	assert_false(weights_is_unanswered("99", "sexo", told));
	assert_false(weights_is_told("no_se", "sexo", told));
}

static void numbers_are_grouped_by_thousands(void **state)
{
	static const struct {
		double n;
		const char *text;
	} cases[] = {{0, "0"},
		     {999, "999"},
		     {1000, "1,000"},
		     {3146771, "3,146,771"},
		     {-1234, "-1,234"},
		     {-123, "-123"},
		     {1e15, "1,000,000,000,000,000"},
		     {NAN, "—"}};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *text = weights_grouped(cases[i].n);

		assert_string_equal(text, cases[i].text);
	}
}

static void every_reason_has_a_key_of_its_own(void **state)
{
	g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);

	(void)state;
	for (int reason = 0; reason < RAKING_REASON_MAX; reason++)
		assert_true(g_hash_table_add(
			seen, (gpointer)(uintptr_t)weights_reason_key((enum raking_reason)reason)));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(categories_are_found_whatever_their_case_accents_and_blanks),
		cmocka_unit_test(over_sixty_is_not_under_sixty),
		cmocka_unit_test(crossed_margins_have_a_column_of_each),
		cmocka_unit_test(one_table_may_hold_several_margins),
		cmocka_unit_test(bad_margins_are_refused_with_their_row),
		cmocka_unit_test(rows_of_one_sender_are_one_person),
		cmocka_unit_test(what_people_leave_out_is_no_answer),
		cmocka_unit_test(numbers_are_grouped_by_thousands),
		cmocka_unit_test(every_reason_has_a_key_of_its_own),
	};

	words_load();
	(void)g_setenv("LC_ALL", "es_MX.UTF-8", TRUE);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
