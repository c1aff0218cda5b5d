/* test_votes - what holds of any file of votes: its order, its seed, its page; files that mean harm.
 * (What single files must give, and which are refused, stands in tests/accept/votes and tests/refuse/votes.)
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <glib.h>
#include <glib/gstdio.h>
#include <math.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "chart.h"
#include "page_print.h"
#include "votes_study.h"
#include "words.h"

/* fontconfig keeps its tables until the process ends; everything else must be freed. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
	return "leak:libfontconfig\n";
}

/* What was asked of the command: --kind and so on, then the file. */
struct run {
	struct votes_options options;
	struct votes *votes;
	struct votes_result result;
	char *refusal;
};

static void run_begin(struct run *run, const char *const *args, size_t n_args, const char *file,
		      int n_threads)
{
	g_autoptr(GPtrArray) words = g_ptr_array_new();
	g_autoptr(GError) error = NULL;
	struct work *work = work_new((size_t)n_threads, NULL, NULL);
	g_autofree char **argv = NULL;
	int argc;

	*run = (struct run){.refusal = NULL};
	g_ptr_array_add(words, (gpointer) "votes");
	for (size_t i = 0; i < n_args; i++)
		g_ptr_array_add(words, (gpointer)args[i]);
	g_ptr_array_add(words, (gpointer)file);
	argc = (int)words->len;
	g_ptr_array_add(words, NULL);
	argv = (char **)g_ptr_array_free(g_steal_pointer(&words), FALSE);
	{
		char **left = argv;

		run->refusal = votes_options_read(&run->options, &argc, &left);
	}
	if (!run->refusal) {
		run->votes = votes_read(&run->options, &error);
		if (run->votes)
			assert_true(votes_study(run->votes, &run->options, work, &run->result));
		else
			run->refusal = g_strdup(error->message);
	}
	work_free(work);
}

static void run_end(struct run *run)
{
	json_decref(run->result.view);
	json_decref(run->result.page);
	votes_free(run->votes);
	votes_options_clear(&run->options);
	g_free(run->refusal);
}

static const json_t *number_of(const json_t *value, bool *is_finite)
{
	const char *key;
	json_t *member;
	size_t i;

	if (json_is_real(value))
		*is_finite = *is_finite && isfinite(json_real_value(value));
	json_object_foreach((json_t *)(uintptr_t)value, key, member) number_of(member, is_finite);
	json_array_foreach(value, i, member) number_of(member, is_finite);
	return value;
}

/* A page that a person can read: nothing that is no number, no word that must not be said. */
static void assert_readable(const struct run *run)
{
	g_autofree char *html = chart_page(run->result.page, "es"), *text = NULL;
	size_t n;
	FILE *out = open_memstream(&text, &n);
	bool is_finite = true;

	page_print(out, run->result.page, "es", 100, false);
	(void)fclose(out);
	assert_non_null(strstr(text, "no es una encuesta representativa"));
	assert_non_null(strstr(html, "no es una encuesta representativa"));
	assert_null(strstr(text, "margen de error"));
	for (size_t i = 0; i < 2; i++)
		assert_false(
			g_regex_match_simple("\\b(nan|inf|null)\\b", i ? html : text, G_REGEX_CASELESS, 0));
	number_of(run->result.view, &is_finite);
	assert_true(is_finite);
}

/* --- what holds of any file
 * --------------------------------------------------------------------------------- */

static char *write_table(const char *text)
{
	char *name = NULL;
	int file = g_file_open_tmp("votes-XXXXXX.csv", &name, NULL);

	assert_true(file >= 0);
	assert_true(g_close(file, NULL));
	assert_true(g_file_set_contents(name, text, -1, NULL));
	return name;
}

static void run_text(struct run *run, const char *const *args, size_t n_args, const char *text)
{
	g_autofree char *name = write_table(text);

	run_begin(run, args, n_args, name, 1);
	(void)g_remove(name);
}

static void the_order_of_rows_is_of_no_consequence(void **state)
{
	g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GString) forth = g_string_new("votante,izquierda,derecha,respuesta\n"),
			   back = g_string_new("votante,izquierda,derecha,respuesta\n");
	struct run a, b;

	(void)state;
	for (size_t v = 0; v < 25; v++)
		for (size_t k = 0; k < 6; k++)
			g_ptr_array_add(rows, g_strdup_printf("v%zu,%c,%c,%s\n", v, (char)('a' + (v + k) % 5),
							      (char)('a' + (v + k + 1 + k % 3) % 5),
							      (v * k) % 3 ? "izquierda" : "derecha"));
	for (guint i = 0; i < rows->len; i++) {
		g_string_append(forth, rows->pdata[i]);
		g_string_append(back, rows->pdata[rows->len - 1 - i]);
	}
	run_text(&a, NULL, 0, forth->str);
	run_text(&b, NULL, 0, back->str);
	assert_null(a.refusal);
	json_object_del(a.result.view, "inputs");
	json_object_del(b.result.view, "inputs");
	assert_true(json_equal(a.result.view, b.result.view));
	run_end(&a);
	run_end(&b);
}

static void a_seed_repeats_and_another_vote_has_another(void **state)
{
	const char *const seeded[] = {"--seed", "77"};
	struct run a, b, c;

	(void)state;
	run_text(&a, NULL, 0, "a,b\n1,0\n1,1\n");
	run_text(&b, NULL, 0, "a,b\n1,0\n1,0\n");
	run_text(&c, seeded, 2, "a,b\n1,0\n1,0\n");
	assert_false(
		json_equal(json_object_get(a.result.view, "seed"), json_object_get(b.result.view, "seed")));
	assert_int_equal(json_integer_value(json_object_get(c.result.view, "seed")), 77);
	assert_true(json_equal(json_object_get(b.result.view, "digest"),
			       json_object_get(c.result.view, "digest")));
	run_end(&a);
	run_end(&b);
	run_end(&c);
}

/* Cells that mean harm, of every kind of vote. */
static void hostile_tables_are_counted_or_refused_and_never_end_the_program(void **state)
{
	static const char *const tables[] = {
		"",
		"\n\n\n",
		"voter,item,value\n",
		"voter,item,value\n,,\n",
		"voter,item,value\n1,a,99999999999999999999\n",
		"voter,item,value\n1,a,-2147483648\n1,a,-2147483648\n1,b,-1\n",
		"voter,item,value\n1,a,2147483647\n1,a,2147483647\n2,b,2147483647\n",
		"voter,item,value\n1,a,nan\n",
		"voter,item,value\n1,\"=cmd|' /C calc'!A0\",1\n",
		"voter,winner,loser\n1,a,b\n1,b,a\n",
		"voter,left,right,answer\n1,a,b,\n",
		"voter,left,right,answer\n1,<script>alert(1)</script>,\x1b[31mb,left\n",
		"a\n1\n",
		"a,b,c\n,,\n1,,\n",
		"META\nkey;value\nvote_type;ordinal\nPROJECTS\nproject_id;name\n1;a\nVOTES\nvoter_id;vote\n1;"
		"1,1,1\n",
		"META\nkey;value\nvote_type;cumulative\nmax_points;0\nPROJECTS\nproject_id\n1\nVOTES\n"
		"voter_id;vote;points\n1;1;-5\n2;;\n",
		"META\nVOTES\n",
		"META",
	};
	static const char *const kinds[] = {NULL, "approval", "dots", "ranking", "pairs", "opinions"};

	(void)state;
	for (size_t k = 0; k < G_N_ELEMENTS(kinds); k++)
		for (size_t t = 0; t < G_N_ELEMENTS(tables); t++) {
			const char *const args[] = {"--kind", kinds[k]};
			struct run run;

			run_text(&run, args, kinds[k] ? 2 : 0, tables[t]);
			if (run.refusal)
				assert_true(*run.refusal);
			else
				assert_readable(&run);
			run_end(&run);
		}
}

static void every_kind_has_a_page_and_the_same_bytes_on_two_threads(void **state)
{
	static const char *const kinds[] = {"approval", "dots", "ranking", "pairs", "opinions"};

	(void)state;
	for (size_t k = 0; k < G_N_ELEMENTS(kinds); k++)
		for (size_t n_voters = 1; n_voters < 90; n_voters = n_voters * 3 + 1) {
			const char *const args[] = {"--kind", kinds[k]};
			bool is_pairs = strcmp(kinds[k], "pairs") == 0;
			g_autoptr(GString) table =
				g_string_new(is_pairs ? "voter,winner,loser\n" : "a,b,c,d,e,f,g,h\n");
			g_autofree char *name = NULL;
			struct run one, two;

			for (size_t v = 0; v < n_voters; v++) {
				for (size_t i = 0; i < 8; i++) {
					size_t value = (v * 7 + i * (v % 5 + 1)) % 8;

					if (is_pairs)
						g_string_append_printf(table, "%zu,%zu,%zu\n", v, i,
								       (i + 1 + value % 7) % 8);
					else
						g_string_append_printf(table, "%s%d", i ? "," : "",
								       k == 0	? (int)(value % 2)
								       : k == 4 ? (int)(value % 3) - 1
										: (int)value + (k == 2));
				}
				if (!is_pairs)
					g_string_append_c(table, '\n');
			}
			name = write_table(table->str);
			run_begin(&one, args, 2, name, 1);
			run_begin(&two, args, 2, name, 2);
			assert_null(one.refusal);
			assert_readable(&one);
			assert_true(json_equal(one.result.view, two.result.view));
			run_end(&one);
			run_end(&two);
			(void)g_remove(name);
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_order_of_rows_is_of_no_consequence),
		cmocka_unit_test(a_seed_repeats_and_another_vote_has_another),
		cmocka_unit_test(hostile_tables_are_counted_or_refused_and_never_end_the_program),
		cmocka_unit_test(every_kind_has_a_page_and_the_same_bytes_on_two_threads),
	};

	(void)g_setenv("LC_ALL", "es_MX.UTF-8", TRUE);
	if (sodium_init() < 0)
		return 1;
	words_load();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
