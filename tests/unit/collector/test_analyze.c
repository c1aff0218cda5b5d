/* test_analyze - tables as other programs write them: what is found in them, and what is refused with a
 * reason. SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <glib.h>

#include "analyze_columns.h"
#include "analyze_progress.h"
#include "analyze_table.h"

static struct analyze_table *table_of(const char *bytes, size_t n, bool is_tabs,
				      const struct analyze_columns *columns, GError **error)
{
	struct analyze_source source;
	struct analyze_table *table;

	if (!analyze_source_take(&source, g_memdup2(bytes, n), n, is_tabs, error))
		return NULL;
	table = analyze_table_of(&source, columns, error);
	analyze_source_clear(&source);
	return table;
}

static struct analyze_table *read_table(const char *bytes, const struct analyze_columns *columns)
{
	g_autoptr(GError) error = NULL;
	struct analyze_table *table = table_of(bytes, strlen(bytes), false, columns, &error);

	if (error)
		print_message("%s\n", error->message);
	assert_non_null(table);
	return table;
}

/* The sentence that refuses it. */
static char *refusal_of(const char *bytes, size_t n, const struct analyze_columns *columns)
{
	g_autoptr(GError) error = NULL;

	assert_null(table_of(bytes, n, false, columns, &error));
	assert_non_null(error);
	return g_strdup(error->message);
}

static void assert_refused(const char *bytes, const struct analyze_columns *columns, const char *part)
{
	g_autofree char *sentence = refusal_of(bytes, strlen(bytes), columns);

	if (!strstr(sentence, part))
		fail_msg("\"%s\" does not say \"%s\"", sentence, part);
}

static const struct analyze_columns nothing_named = {0};

static void a_kobo_export_needs_no_options(void **state)
{
	(void)state;
	struct analyze_table *t = read_table(
		"\xef\xbb\xbf\"start\";\"end\";\"grupo/municipio\";\"grupo/problema\";\"_id\";\"_uuid\";"
		"\"_submission_time\"\n"
		"\"2026-03-01T10:00:00.000-06:00\";\"x\";\"Saltillo\";\"No hay agua; desde\nel "
		"lunes\";\"71\";"
		"\"aa-1\";\"2026-03-01T16:20:11\"\n"
		"\"2026-03-01T10:00:00.000-06:00\";\"x\";\"Torreón\";\"La calle está "
		"oscura\";\"72\";\"aa-2\";"
		"\"2026-03-02T16:20:11\"\n",
		&nothing_named);

	assert_int_equal(t->n_reports, 2);
	assert_string_equal(t->text_column, "grupo/problema");
	assert_true(t->is_text_guessed);
	assert_string_equal(t->id_column, "_uuid");
	assert_string_equal(t->time_column, "_submission_time");
	assert_int_equal(t->separator, ';');
	assert_string_equal(t->reports[0].text, "No hay agua; desde\nel lunes");
	assert_string_equal(t->reports[1].id, "aa-2");
	assert_int_equal(t->reports[1].hour - t->reports[0].hour, 24);
	assert_int_equal(t->reports[0].pin, -1);
	assert_int_equal(t->reports[0].before, -1);
	assert_int_equal(t->n_times_unknown, 0);
	analyze_table_free(t);
}

static void an_odk_central_export_is_read_by_the_last_part_of_its_names(void **state)
{
	(void)state;
	const struct analyze_columns columns = {.text = "problema", .place = "MUNICIPIO", .group = "Sesion"};
	struct analyze_table *t =
		read_table("SubmissionDate,meta-instanceID,g-datos-municipio,g-datos-problema,"
			   "g-sesión,KEY\r\n"
			   "2026-03-01T16:20:11.123Z,uuid:1,Saltillo,Un bache,A,uuid:1\r\n"
			   "2026-03-01T10:30:00.000-06:00,uuid:2,Torreón,Otro bache,B,uuid:2\r\n",
			   &columns);

	assert_string_equal(t->text_column, "g-datos-problema");
	assert_string_equal(t->id_column, "meta-instanceID");
	assert_string_equal(t->time_column, "SubmissionDate");
	assert_int_equal(t->reports[1].place, 1);
	assert_int_equal(t->reports[1].session, 1);
	assert_int_equal(t->reports[0].hour, t->reports[1].hour);
	assert_string_equal(t->encoding, "UTF-8");
	analyze_table_free(t);
}

static void a_guessed_id_that_repeats_is_left_for_the_number_of_the_row(void **state)
{
	(void)state;
	const struct analyze_columns named = {.id = "KEY"};
	const char *const text = "KEY,texto\n7,hay un bache aquí\n7,otro bache por allá\n";
	struct analyze_table *t = read_table(text, &nothing_named);

	assert_null(t->id_column);
	assert_string_equal(t->reports[1].id, "00000003");
	analyze_table_free(t);
	assert_refused(text, &named, "3");
}

static void other_encodings_are_read_and_told(void **state)
{
	(void)state;
	const char *const utf8 = "lugar;texto\nPeñón;Está “oscuro” aquí…\n";
	const char *const wide[] = {"UTF-16LE", "UTF-16BE", "UTF-16", "WINDOWS-1252"};

	for (size_t i = 0; i < G_N_ELEMENTS(wide); i++) {
		gsize n;
		g_autofree char *bytes = g_convert(utf8, -1, wide[i], "UTF-8", NULL, &n, NULL);
		g_autoptr(GError) error = NULL;
		struct analyze_table *t = table_of(bytes, n, false, &nothing_named, &error);

		assert_non_null(t);
		assert_string_equal(t->encoding, i < 3 ? "UTF-16" : "Windows-1252");
		assert_string_equal(t->reports[0].text, "Está “oscuro” aquí…");
		analyze_table_free(t);
	}
}

static void what_is_no_text_is_refused_with_what_to_do(void **state)
{
	(void)state;
	const char odd[] = "\xff\xfe"
			   "a\0;\0b\0\n\0\0\xd8"
			   "x";
	g_autofree char *book = refusal_of("PK\3\4abcd", 8, &nothing_named);
	g_autofree char *half = refusal_of(odd, sizeof odd - 1, &nothing_named);
	g_autofree char *zero = refusal_of("a,texto\n1,hay\0un bache\n", 23, &nothing_named);

	assert_non_null(strstr(book, "CSV UTF-8"));
	assert_non_null(strstr(half, "CSV UTF-8"));
	assert_true(strlen(zero) > 10);
	assert_refused("", &nothing_named, "vacía");
	assert_refused("\n\n", &nothing_named, "vacía");
	assert_refused("a,b\n1,2\n", &nothing_named, "--text");
}

static void a_column_that_is_not_there_gets_the_nearest_name(void **state)
{
	(void)state;
	const struct analyze_columns near = {.text = "g/problma"}, far = {.text = "zzzzzz"},
				     two = {.text = "nota"}, several = {.text = "titulo, Texto"};
	const char *const text = "g/problema,a/nota,b/nota,Título,texto\n1,2,3,Agua,No hay\n";
	struct analyze_table *t;

	assert_refused(text, &near, "\"g/problema\"?");
	assert_refused(text, &far, "b/nota");
	assert_refused(text, &two, "\"a/nota\", \"b/nota\"");
	t = read_table(text, &several);
	assert_string_equal(t->reports[0].text, "Agua No hay");
	assert_string_equal(t->text_column, "Título, texto");
	analyze_table_free(t);
}

static void an_exact_name_wins_over_ends_and_folds(void **state)
{
	(void)state;
	static const char *const header[] = {"g/TEXTO", "g/texto", " texto ", "Texto"};
	size_t column;

	assert_true(analyze_column_find(header, 4, "texto", &column, NULL));
	assert_int_equal(column, 2);
	assert_true(analyze_column_find(header, 4, "Texto", &column, NULL));
	assert_int_equal(column, 3);
	assert_true(analyze_column_find(header, 2, "texto", &column, NULL));
	assert_int_equal(column, 1);
	assert_true(analyze_column_find(header, 1, "g:texto", &column, NULL));
	assert_false(analyze_column_find(header, 2, "TextO", &column, NULL));
}

static void the_wordiest_column_is_neither_constant_nor_codes(void **state)
{
	(void)state;
	struct analyze_table *t = read_table(
		"aviso,url,nota\n"
		"Acepto que mis datos se usen para el diagnóstico,https://a.b/c d,hay muchos baches\n"
		"Acepto que mis datos se usen para el diagnóstico,https://a.b/d d,falta luz en la calle\n"
		"Acepto que mis datos se usen para el diagnóstico,https://a.b/e d,no pasa la basura\n"
		"Acepto que mis datos se usen para el diagnóstico,https://a.b/f d,el agua sale sucia\n",
		&nothing_named);

	assert_string_equal(t->text_column, "nota");
	analyze_table_free(t);
}

static void cells_left_over_matter_only_when_filled(void **state)
{
	(void)state;
	struct analyze_table *t =
		read_table("id,texto\n1,hay un bache,,\n,,,\n2,hay otro bache\n", &nothing_named);

	assert_int_equal(t->n_reports, 2);
	analyze_table_free(t);
	assert_refused("id,texto\n1,hay un bache\n2,hay, otro\n", &nothing_named, "3");
}

static void times_are_hours_whatever_their_zone(void **state)
{
	(void)state;
	static const struct {
		const char *cell;
		int64_t hour;
	} times[] = {
		{"1970-01-01", 0},
		{"1970-01-02T01:59", 25},
		{"2026-03-01 00:30:00", 492312},
		{"2026-03-01T00:30:00.123-06:00", 492318},
		{"2026-03-01T00:30:00+0530", 492307},
		{"2026-03-01T00:30Z", 492312},
		{"01/03/2026", -1},
		{"2026-02-30", -1},
		{"2026-03-01T25:00", -1},
		{"2026-03-01T10:00 ayer", -1},
		{"2026", -1},
		{"1969-01-01", -1},
	};
	g_autoptr(GString) text = g_string_new("cuando;texto\n");
	const struct analyze_columns columns = {.time = "cuando", .text = "texto"};
	struct analyze_table *t;

	for (size_t i = 0; i < G_N_ELEMENTS(times); i++)
		g_string_append_printf(text, "%s;x\n", times[i].cell);
	t = read_table(text->str, &columns);
	for (size_t i = 0; i < G_N_ELEMENTS(times); i++)
		assert_int_equal(t->reports[i].hour, times[i].hour);
	assert_int_equal(t->n_times_unknown, 6);
	analyze_table_free(t);
}

static void rows_are_chosen_by_value_and_by_label(void **state)
{
	(void)state;
	const struct analyze_columns columns = {
		.text = "texto", .where = "región=norte", .truth = "tema", .min_label = 2};
	struct analyze_table *t = read_table(
		"Región,tema,texto\nnorte,a,1\nsur,a,2\nnorte,b,3\nnorte,a,4\nnorte,,5\n", &columns);

	assert_int_equal(t->n_reports, 2);
	assert_string_equal(t->reports[1].text, "4");
	assert_int_equal(t->truth[0], t->truth[1]);
	analyze_table_free(t);
}

static void answers_say_who_is_heard_less(void **state)
{
	(void)state;
	static const char *const heard[] = {"lengua=Sí", "edad=menos de 18, 60 o más", NULL};
	static const char *const misspelt[] = {"lengua=zi", NULL};
	const struct analyze_columns columns = {.text = "texto", .heard = heard},
				     wrong = {.text = "texto", .heard = misspelt},
				     nowhere = {.text = "texto", .heard = (const char *const[]){"x=1", NULL}};
	const char *bytes = "texto,lengua,edad\na,sí,\nb,No,60 O MÁS\nc,no,30\nd, ,\ne,,menos de 18\n";
	struct analyze_table *t = read_table(bytes, &columns);
	const int8_t said[] = {1, 1, 0, -1, 1};

	for (size_t i = 0; i < 5; i++)
		assert_int_equal(t->reports[i].heard, said[i]);
	assert_string_equal(t->heard, "lengua=Sí; edad=menos de 18, 60 o más");
	analyze_table_free(t);
	assert_refused(bytes, &wrong, "Hay: no, sí");
	assert_refused(bytes, &nowhere, "\"x\"");
	t = read_table(bytes, &(struct analyze_columns){.text = "texto"});
	assert_int_equal(t->reports[0].heard, -1);
	assert_null(t->heard);
	analyze_table_free(t);
}

static void votes_are_whole_and_those_in_favour_are_no_more(void **state)
{
	(void)state;
	const struct analyze_columns columns = {.text = "texto", .votes = "votos", .favour = "favor"};
	struct analyze_table *t = read_table("texto,votos,favor\na,10,7\nb,,\n", &columns);

	assert_int_equal(t->reports[0].n_votes, 10);
	assert_int_equal(t->reports[0].n_favour, 7);
	assert_int_equal(t->reports[1].n_votes, 0);
	analyze_table_free(t);
	assert_refused("texto,votos,favor\na,1,2\n", &columns, "Fila 2");
	assert_refused("texto,votos,favor\na,1.5,1\n", &columns, "\"votos\"");
	assert_refused("texto,votos,favor\na,-1,0\n", &columns, "\"votos\"");
}

static void the_seed_follows_from_the_rows_whatever_their_order(void **state)
{
	(void)state;
	struct analyze_table *a = read_table("id,texto\n1,no hay agua\n2,no hay luz\n", &nothing_named),
			     *b = read_table("id;texto\n2;no hay luz\n\n1;no hay agua\n", &nothing_named),
			     *c = read_table("id,texto\n1,no hay agua\n2,no hay gas\n", &nothing_named),
			     *d = read_table("id,texto\n1n,o hay agua\n2,no hay luz\n", &nothing_named);

	assert_true(a->seed == b->seed);
	assert_true(a->seed != c->seed && a->seed != d->seed);
	assert_true(a->seed < (uint64_t)1 << 48);
	analyze_table_free(a);
	analyze_table_free(b);
	analyze_table_free(c);
	analyze_table_free(d);
}

static void assert_left(double gone, double fraction, double pace, const char *part)
{
	g_autofree char *left = analyze_time_left(gone, fraction, pace);

	assert_non_null(strstr(left, part));
	assert_int_equal(!*left, !*part);
}

static void the_time_left_goes_by_the_slower_of_two_paces(void **state)
{
	(void)state;
	assert_left(1, 0.5, 0, "");
	assert_left(60, 0.001, 0, "");
	assert_left(10, 0.5, 0, "menos de un minuto");
	assert_left(60, 0.25, 0.1, "3 min");
	assert_left(60, 0.5, 0.001, "9 min");
	assert_left(3600 * 3, 0.5, 0, "3 h");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_kobo_export_needs_no_options),
		cmocka_unit_test(an_odk_central_export_is_read_by_the_last_part_of_its_names),
		cmocka_unit_test(a_guessed_id_that_repeats_is_left_for_the_number_of_the_row),
		cmocka_unit_test(other_encodings_are_read_and_told),
		cmocka_unit_test(what_is_no_text_is_refused_with_what_to_do),
		cmocka_unit_test(a_column_that_is_not_there_gets_the_nearest_name),
		cmocka_unit_test(an_exact_name_wins_over_ends_and_folds),
		cmocka_unit_test(the_wordiest_column_is_neither_constant_nor_codes),
		cmocka_unit_test(cells_left_over_matter_only_when_filled),
		cmocka_unit_test(times_are_hours_whatever_their_zone),
		cmocka_unit_test(the_time_left_goes_by_the_slower_of_two_paces),
		cmocka_unit_test(answers_say_who_is_heard_less),
		cmocka_unit_test(votes_are_whole_and_those_in_favour_are_no_more),
		cmocka_unit_test(the_seed_follows_from_the_rows_whatever_their_order),
		cmocka_unit_test(rows_are_chosen_by_value_and_by_label),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
