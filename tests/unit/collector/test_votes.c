/* test_votes - files of votes that must be counted and files that must be refused, as pairs of files.
 *
 * tests/accept/votes/<claim>/ holds in.csv, in.pb or the files of a folder, perhaps args (an option a line),
 * and out.json: what the result must hold (of an object what is named, of an array all of it).
 * tests/refuse/votes/<claim>/ is refused with the sentence of err.txt.  VOCALIA_TESTS names the folder
 * ("tests"). SPDX-License-Identifier: GPL-3.0-or-later
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

static void assert_holds(const json_t *found, const json_t *expected, const char *where)
{
	const char *key;
	const json_t *value;
	size_t i;

	if (json_is_object(expected)) {
		json_object_foreach((json_t *)(uintptr_t)expected, key, value)
		{
			g_autofree char *at = g_strdup_printf("%s.%s", where, key);

			assert_holds(json_object_get(found, key), value, at);
		}
	} else if (json_is_array(expected)) {
		if (json_array_size(found) != json_array_size(expected))
			fail_msg("%s has %zu elements", where, json_array_size(found));
		json_array_foreach(expected, i, value)
		{
			g_autofree char *at = g_strdup_printf("%s[%zu]", where, i);

			assert_holds(json_array_get(found, i), value, at);
		}
	} else if (json_is_real(expected)) {
		if (!json_is_number(found) ||
		    fabs(json_number_value(found) - json_number_value(expected)) > 1e-8)
			fail_msg("%s is %.12g", where,
				 json_is_number(found) ? json_number_value(found) : NAN);
	} else if (!json_equal(found, expected)) {
		g_autofree char *text = found ? json_dumps(found, JSON_ENCODE_ANY) : g_strdup("not there");

		fail_msg("%s is %s", where, text);
	}
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
	for (size_t i = 0; i < 2; i++) {
		const char *page = i ? html : text;

		assert_null(strstr(page, "nan"));
		assert_null(strstr(page, "inf "));
	}
	number_of(run->result.view, &is_finite);
	assert_true(is_finite);
}

struct claim {
	char *folder;
	const char *name;
};

static char **args_of(const char *folder)
{
	g_autofree char *path = g_build_filename(folder, "args", NULL), *text = NULL;

	if (!g_file_get_contents(path, &text, NULL, NULL))
		return g_new0(char *, 1);
	return g_strsplit(g_strchomp(text), "\n", -1);
}

static const char *file_of(const char *folder)
{
	static const char *const names[] = {"in.csv", "in.pb", "in.tsv"};

	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		g_autofree char *path = g_build_filename(folder, names[i], NULL);

		if (g_file_test(path, G_FILE_TEST_EXISTS))
			return names[i];
	}
	return ".";
}

static void run_claim(struct run *run, const struct claim *claim, int n_threads)
{
	g_auto(GStrv) args = args_of(claim->folder);
	g_autofree char *here = g_get_current_dir();

	assert_int_equal(g_chdir(claim->folder), 0);
	run_begin(run, (const char *const *)args, g_strv_length(args), file_of("."), n_threads);
	assert_int_equal(g_chdir(here), 0);
}

static void accepted(void **state)
{
	const struct claim *claim = *state;
	g_autofree char *path = g_build_filename(claim->folder, "out.json", NULL);
	json_error_t failure;
	json_t *expected = json_load_file(path, 0, &failure);
	struct run run, again;

	if (!expected)
		fail_msg("%s: %s", path, failure.text);
	run_claim(&run, claim, 1);
	if (run.refusal)
		fail_msg("refused: %s", run.refusal);
	assert_holds(run.result.view, expected, "");
	assert_readable(&run);
	run_claim(&again, claim, 2);
	assert_true(json_equal(run.result.view, again.result.view));
	run_end(&again);
	run_end(&run);
	json_decref(expected);
}

static void refused(void **state)
{
	const struct claim *claim = *state;
	g_autofree char *path = g_build_filename(claim->folder, "err.txt", NULL), *expected = NULL;
	struct run run;

	assert_true(g_file_get_contents(path, &expected, NULL, NULL));
	run_claim(&run, claim, 1);
	assert_non_null(run.refusal);
	assert_string_equal(run.refusal, g_strchomp(expected));
	run_end(&run);
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

static int by_name(const void *a, const void *b)
{
	return strcmp(((const struct claim *)a)->name, ((const struct claim *)b)->name);
}

static void gather(GArray *claims, const char *what)
{
	const char *tests = g_getenv("VOCALIA_TESTS");
	g_autofree char *folder = g_build_filename(tests ? tests : "tests", what, "votes", NULL);
	g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
	const char *name;

	while (dir && (name = g_dir_read_name(dir))) {
		struct claim claim = {g_build_filename(folder, name, NULL), g_strdup(name)};

		g_array_append_val(claims, claim);
	}
	g_array_sort(claims, by_name);
}

int main(void)
{
	GArray *good = g_array_new(FALSE, FALSE, sizeof(struct claim)),
	       *bad = g_array_new(FALSE, FALSE, sizeof(struct claim));
	const struct CMUnitTest always[] = {
		cmocka_unit_test(the_order_of_rows_is_of_no_consequence),
		cmocka_unit_test(a_seed_repeats_and_another_vote_has_another),
		cmocka_unit_test(hostile_tables_are_counted_or_refused_and_never_end_the_program),
	};
	struct CMUnitTest tests[200];
	size_t n = 0;

	(void)g_setenv("LC_ALL", "es_MX.UTF-8", TRUE);
	if (sodium_init() < 0)
		return 1;
	words_load();
	gather(good, "accept");
	gather(bad, "refuse");
	for (size_t i = 0; i < G_N_ELEMENTS(always); i++)
		tests[n++] = always[i];
	for (guint i = 0; i < good->len; i++) {
		struct claim *claim = &g_array_index(good, struct claim, i);

		tests[n++] = (struct CMUnitTest){claim->name, accepted, NULL, NULL, claim};
	}
	for (guint i = 0; i < bad->len; i++) {
		struct claim *claim = &g_array_index(bad, struct claim, i);

		tests[n++] = (struct CMUnitTest){claim->name, refused, NULL, NULL, claim};
	}
	g_assert(good->len > 5 && bad->len > 5 && n <= G_N_ELEMENTS(tests));
	return _cmocka_run_group_tests("votes", tests, n, NULL, NULL);
}
