/* test_rank_command - tables read as cells, what was agreed, pages as text, and what no order of rows,
 * columns or threads may change. SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <glib/gstdio.h>
#include <locale.h>
#include <math.h>
#include <sodium.h>

#include "cells.h"
#include "chart.h"
#include "page_print.h"
#include "rank_agreed.h"
#include "rank_study.h"
#include "words.h"

/* fontconfig keeps its tables until the process ends; everything else must be freed. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
	return "leak:libfontconfig\n";
}

/* --- cells ------------------------------------------------------------------------------------------------
 */

static struct cells *cells_made(const char *text, GError **error)
{
	struct analyze_source source;
	struct cells *t;

	assert_true(analyze_source_take(&source, g_strdup(text), strlen(text), false, error));
	t = cells_of(&source, "tabla.csv", error);
	analyze_source_clear(&source);
	return t;
}

static void assert_number(const struct cells *t, size_t row, size_t column, double wanted)
{
	double value;

	assert_true(cells_number(t, row, column, &value, NULL));
	assert_true(isnan(wanted) ? isnan(value) : value == wanted);
}

static void numbers_are_read_as_people_write_them(void **state)
{
	struct cells *t = cells_made("a;b;c\n0,5; 0.25 ;NA\n-3;;nan\n\n1e-2;-;.5\n", NULL);

	(void)state;
	assert_int_equal(t->n_rows, 3);
	assert_number(t, 0, 0, 0.5);
	assert_number(t, 0, 1, 0.25);
	assert_number(t, 0, 2, NAN);
	assert_number(t, 1, 0, -3);
	assert_number(t, 1, 1, NAN);
	assert_number(t, 2, 0, 0.01);
	assert_number(t, 2, 1, NAN);
	assert_true(cells_is_numeric(t, 2));
	assert_int_equal(t->numbers[2], 5);
	cells_free(t);
}

static void what_is_no_number_is_refused_with_its_row(void **state)
{
	static const char *const wrong[] = {"inf", "0x10", "1.5 m", "1,5", "doce", "1e999", "+-1"};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(wrong); i++) {
		g_autofree char *text = g_strdup_printf("n,a\nx,\"%s\"\n", wrong[i]);
		struct cells *t = cells_made(text, NULL);
		g_autoptr(GError) error = NULL;
		double value;

		assert_false(cells_number(t, 0, 1, &value, &error));
		assert_non_null(strstr(error->message, "tabla.csv"));
		assert_non_null(strstr(error->message, " 2,"));
		assert_false(cells_is_numeric(t, 1));
		cells_free(t);
	}
}

static void rows_may_be_short_and_never_too_long(void **state)
{
	struct cells *t = cells_made("a,b,c\nx\n", NULL);
	g_autoptr(GError) error = NULL;

	(void)state;
	assert_string_equal(cells_text(t, 0, 2), "");
	assert_string_equal(cells_text(t, 0, SIZE_MAX), "");
	cells_free(t);
	assert_null(cells_made("a,b\nx,y\nx,y,z\n", &error));
	assert_non_null(strstr(error->message, " 3:"));
}

/* --- agreed -----------------------------------------------------------------------------------------------
 */

static const char *const three[] = {"Alcance", "Gravedad", "Menciones", NULL};

static void weights_and_orders_are_read(void **state)
{
	const char *const weights[] = {"gravedad=0.2-0.4", "ALCANCE = 30%", NULL};
	double low[3] = {0}, high[3] = {1, 1, 1};
	unsigned order[3] = {0};

	(void)state;
	assert_true(rank_agreed_read(weights, "menciones > gravedad , alcance", three, 3, low, high, order,
				     NULL));
	assert_true(low[0] == 0.3 && high[0] == 0.3);
	assert_true(low[1] == 0.2 && high[1] == 0.4);
	assert_true(low[2] == 0 && high[2] == 1);
	assert_true(order[0] == 2 && order[1] == 2 && order[2] == 1);
}

static void what_cannot_be_agreed_is_refused(void **state)
{
	static const char *const wrong[] = {
		"Gravedad",   "Gravedad=", "Gravedad=2", "Gravedad=-0.1", "Gravedad=0.4-0.2", "Gravedad=0.1-",
		"Gravedad=x", "=0.2",	   "Costo=0.2",	 "Gravedad=nan",  "Gravedad=0.1 0.2"};
	static const char *const orders[] = {"Gravedad>Gravedad", "Gravedad>Costo", ">", "Gravedad>,Alcance"};
	double low[3] = {0}, high[3] = {1, 1, 1};
	unsigned order[3];

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(wrong); i++) {
		const char *const weights[] = {wrong[i], NULL};
		g_autoptr(GError) error = NULL;

		if (rank_agreed_read(weights, NULL, three, 3, low, high, order, &error))
			fail_msg("\"%s\" was taken", wrong[i]);
		assert_non_null(error);
	}
	for (size_t i = 0; i < G_N_ELEMENTS(orders); i++) {
		g_autoptr(GError) error = NULL;

		if (rank_agreed_read(NULL, orders[i], three, 3, low, high, order, &error))
			fail_msg("\"%s\" was taken", orders[i]);
		assert_non_null(error);
	}
}

static void the_seed_is_the_start_of_the_digest(void **state)
{
	char digest[65], start[13];
	uint64_t seed = rank_agreed_seed("abc", 3, digest);

	(void)state;
	/* BLAKE2b-256 of "abc", as b2sum -l 256 gives it. */
	assert_string_equal(digest, "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319");
	(void)g_snprintf(start, sizeof start, "%012" G_GINT64_MODIFIER "x", seed);
	assert_memory_equal(start, digest, 12);
}

/* --- whole studies ----------------------------------------------------------------------------------------
 */

struct studied {
	char *view, *page, *text; /* as JSON, as a page, on a terminal of 60 columns */
	json_t *object;
};

static void studied_clear(struct studied *s)
{
	free(s->view);
	g_free(s->page);
	g_free(s->text);
	json_decref(s->object);
}

static char *printed(const json_t *page)
{
	char *bytes = NULL, *copy;
	size_t n = 0;
	FILE *out = open_memstream(&bytes, &n);

	assert_non_null(out);
	page_print(out, page, "es", 60, false);
	fclose(out);
	copy = g_strndup(bytes, n);
	free(bytes);
	return copy;
}

/* What `vocalia rank` makes of a table with these options, parted by blanks. */
static struct studied study(const char *table, const char *options)
{
	g_autofree char *folder = g_dir_make_tmp("rank-XXXXXX", NULL), *file = NULL, *line = NULL;
	g_auto(GStrv) words = NULL;
	g_autofree char **left = NULL; /* the same strings: what is read is taken out */
	struct rank_options o;
	struct rank_result result = {NULL, NULL};
	struct studied s;
	struct work *work;
	int argc;
	bool is_done;
	g_autoptr(GError) error = NULL;

	file = g_build_filename(folder, "in.csv", NULL);
	assert_true(g_file_set_contents(file, table, -1, NULL));
	line = g_strdup_printf("rank %s %s", file, options);
	words = g_strsplit(g_strchomp(line), " ", -1);
	argc = (int)g_strv_length(words);
	left = g_memdup2(words, ((size_t)argc + 1) * sizeof *words);
	assert_null(rank_options_read(&o, &argc, &left));
	work = work_new((size_t)o.result.n_threads, NULL, NULL);
	is_done = o.shape == RANK_SHAPE_MENTIONS ? rank_study_mentions(&o, work, &result, &error)
		  : o.shape == RANK_SHAPE_COUNTS ? rank_study_counts(&o, work, &result, &error)
						 : rank_study_criteria(&o, work, &result, &error);
	if (!is_done)
		fail_msg("%s", error->message);
	/* The file's own digest is that of its bytes. */
	json_object_del(result.view, "inputs");
	s = (struct studied){json_dumps(result.view, JSON_INDENT(1) | JSON_REAL_PRECISION(15)),
			     chart_page(result.page, "es"), printed(result.page), result.view};
	assert_non_null(s.view);
	json_decref(result.page);
	work_free(work);
	rank_options_clear(&o);
	g_unlink(file);
	g_rmdir(folder);
	return s;
}

static void assert_same(const char *table, const char *options, const char *other, const char *other_options)
{
	struct studied a = study(table, options), b = study(other, other_options);

	assert_string_equal(a.view, b.view);
	studied_clear(&a);
	studied_clear(&b);
}

static const char criteria_table[] = "Problemática,Gravedad,Alcance,Menciones,Factibilidad\n"
				     "Agua,0.9,0.8,0.7,0.2\nBaches,0.4,0.9,0.9,0.9\n"
				     "Alumbrado,0.5,0.5,,0.8\nBasura,0.3,0.4,0.2,0.7\n";

static void rows_columns_and_threads_in_any_order_give_the_same_result(void **state)
{
	(void)state;
	assert_same(criteria_table, "--threads 1", criteria_table, "--threads 2");
	assert_same(criteria_table, "-w Gravedad=0.1-0.5 --order Gravedad>Alcance",
		    "Problemática,Gravedad,Alcance,Menciones,Factibilidad\n"
		    "Basura,0.3,0.4,0.2,0.7\nAlumbrado,0.5,0.5,,0.8\nBaches,0.4,0.9,0.9,0.9\n"
		    "Agua,0.9,0.8,0.7,0.2\n",
		    "-w Gravedad=0.1-0.5 --order Gravedad>Alcance");
}

static json_int_t seed_of(const struct studied *s)
{
	return json_integer_value(json_object_get(s->object, "seed"));
}

static void the_seed_follows_data_and_agreement_and_never_feasibility(void **state)
{
	struct studied a = study(criteria_table, ""),
		       b = study("Problemática,Menciones,Alcance,Gravedad,Factibilidad\n"
				 "Agua,0.7,0.8,0.9,1\nBaches,0.9,0.9,0.4,0\n"
				 "Alumbrado,,0.5,0.5,\nBasura,0.2,0.4,0.3,0.1\n",
				 ""),
		       c = study(criteria_table, "-w Gravedad=0.2-0.8"),
		       d = study(criteria_table, "--seed 7");

	(void)state;
	assert_true(seed_of(&a) == seed_of(&b));
	assert_true(seed_of(&a) != seed_of(&c));
	assert_true(seed_of(&d) == 7);
	assert_non_null(strstr(a.page, "nadie la eligió"));
	assert_non_null(strstr(d.page, "dada a mano"));
	studied_clear(&a);
	studied_clear(&b);
	studied_clear(&c);
	studied_clear(&d);
}

/* So many senders in so many sessions, who name one of five issues, some twice. */
static char *reports_table(size_t n_senders, size_t n_sessions, bool is_turned)
{
	static const char *const names[] = {"Agua", "Baches", "Alumbrado", "Basura", "=Ruido"};
	GString *out = g_string_new("problema,persona,mesa,lugar,gravedad,región\n");

	for (size_t at = 0; at < n_senders; at++) {
		size_t i = is_turned ? n_senders - 1 - at : at;

		for (size_t row = 0; row < 1 + i % 2; row++)
			g_string_append_printf(out, "%s,p%zu,Mesa %zu,L%zu,%zu,R%zu\n",
					       names[(i * i + row) % 5], i, i % n_sessions, i % 7, i % 4,
					       i % 2);
	}
	return g_string_free(out, FALSE);
}

static const char columns[] = "--issue problema --sender persona --session mesa --place lugar --severity "
			      "gravedad --region región --resamples 60 --draws 500";

static void reports_in_any_order_give_the_same_result(void **state)
{
	g_autofree char *one = reports_table(60, 7, false), *other = reports_table(60, 7, true);

	(void)state;
	assert_same(one, columns, other, columns);
}

static void every_result_says_what_it_is_not(void **state)
{
	g_autofree char *few = reports_table(12, 2, false), *room = reports_table(60, 3, false),
			*many = reports_table(60, 7, false);
	struct studied of[] = {study(few, columns), study(room, columns), study(many, columns),
			       study(criteria_table, ""), study("tema,n\na,30\nb,12\n", "--counts")};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(of); i++) {
		assert_non_null(strstr(of[i].text, "no es una encuesta representativa"));
		assert_non_null(strstr(of[i].page, "no es una encuesta representativa"));
		assert_null(strstr(of[i].text, "margen de error"));
		assert_null(strstr(of[i].page, "margen de error"));
		assert_null(strcasestr(of[i].view, "nan,"));
		assert_null(strstr(of[i].page, ">nan"));
		assert_null(strstr(of[i].text, "nan "));
	}
	assert_non_null(strstr(of[0].page, "Menos de 20 remitentes"));
	assert_null(strstr(of[0].page, "Puestos"));
	assert_null(strstr(of[0].view, "\"acceptability\": ["));
	assert_non_null(strstr(of[1].page, "solo describe a quienes asistieron"));
	assert_null(strstr(of[2].page, "solo describe a quienes asistieron"));
	assert_non_null(strstr(of[4].page, "solo describe a quienes asistieron"));
	assert_non_null(strstr(of[1].text, "sin un corte seguro"));
	for (size_t i = 0; i < G_N_ELEMENTS(of); i++)
		studied_clear(&of[i]);
}

/* --- pages as text ----------------------------------------------------------------------------------------
 */

static void lines_fit_names_are_cut_and_nothing_commands_the_terminal(void **state)
{
	json_t *page = json_pack(
		"{s:s, s:[s], s:[{s:s, s:[s], s:{s:[s,s], s:[[s,s],[s,s]]}}, {s:s, s:{s:s}}]}", "title",
		"Un título", "notices",
		"Una advertencia bastante larga que tiene que partirse en varias líneas para caber.",
		"sections", "heading", "Tabla", "sentences", "Una frase.\033[31m\n", "table", "columns",
		"Nombre", "Cuántos", "rows",
		"Un nombre muy largo que nunca cabría en una línea de sesenta columnas completas", "12",
		"Corto\033]0;x\007", "3", "heading", "Solo dibujo", "chart", "kind", "ranks");
	g_autofree char *text = printed(page);
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);

	(void)state;
	for (size_t i = 0; lines[i]; i++)
		assert_true(g_utf8_strlen(lines[i], -1) <= 60);
	assert_null(strchr(text, '\033'));
	assert_null(strchr(text, '\007'));
	assert_non_null(strstr(text, "…"));
	assert_non_null(strstr(text, "     12\n"));
	assert_null(strstr(text, "Solo dibujo"));
	json_decref(page);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers_are_read_as_people_write_them),
		cmocka_unit_test(what_is_no_number_is_refused_with_its_row),
		cmocka_unit_test(rows_may_be_short_and_never_too_long),
		cmocka_unit_test(weights_and_orders_are_read),
		cmocka_unit_test(what_cannot_be_agreed_is_refused),
		cmocka_unit_test(the_seed_is_the_start_of_the_digest),
		cmocka_unit_test(rows_columns_and_threads_in_any_order_give_the_same_result),
		cmocka_unit_test(the_seed_follows_data_and_agreement_and_never_feasibility),
		cmocka_unit_test(reports_in_any_order_give_the_same_result),
		cmocka_unit_test(every_result_says_what_it_is_not),
		cmocka_unit_test(lines_fit_names_are_cut_and_nothing_commands_the_terminal),
	};

	g_setenv("LC_ALL", "es_MX.UTF-8", TRUE);
	setlocale(LC_CTYPE, "C.UTF-8");
	words_load();
	if (sodium_init() < 0)
		return 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
