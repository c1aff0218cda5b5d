/* test_pairs - forms that must be read and forms that must be refused, as pairs of files.
 *
 * tests/accept/forms/<claim>/in.md is read as out.json says: "form" what it holds, "warnings", and "reports":
 * for each, the pairs "given", the canonical "answers" and the "complaints". tests/refuse/forms/<claim>/in.md
 * is refused with the lines of err.txt, "sheet:row:column: Spanish | English".  VOCALIA_TESTS names the
 * folder ("tests"). SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "answers.h"
#include "form_json.h"
#include "xlsform.h"

#include <jansson.h>
#include <string.h>

static const char *const fault_names[ANSWERS_FAULT_MAX] = {
	[ANSWERS_MISSING] = "missing",		 [ANSWERS_NOT_A_NUMBER] = "not a number",
	[ANSWERS_NOT_A_DATE] = "not a date",	 [ANSWERS_NOT_A_CHOICE] = "not a choice",
	[ANSWERS_CONSTRAINT] = "constraint",	 [ANSWERS_TOO_LONG] = "too long",
	[ANSWERS_TOO_MANY] = "too many",	 [ANSWERS_NOT_ACKNOWLEDGED] = "not acknowledged",
	[ANSWERS_NOT_A_TIME] = "not a time",	 [ANSWERS_NOT_A_PLACE] = "not a place",
	[ANSWERS_OUT_OF_RANGE] = "out of range", [ANSWERS_NOT_OFFERED] = "not offered",
	[ANSWERS_NOT_A_FILE] = "not a file",
};

static char *problem_line(const struct form_problem *p)
{
	return g_strdup_printf("%s:%u:%s: %s | %s", p->sheet, p->row, p->column ? p->column : "",
			       p->sentence_es, p->sentence_en);
}

/* What the form makes of the pairs given, an array of [name, value]. */
static json_t *report_json(const struct form *form, json_t *given)
{
	size_t n = json_array_size(given);
	g_autofree struct answers_pair *pairs = g_new0(struct answers_pair, n + 1);
	for (size_t i = 0; i < n; i++) {
		pairs[i].name = json_string_value(json_array_get(json_array_get(given, i), 0));
		pairs[i].value = json_string_value(json_array_get(json_array_get(given, i), 1));
		assert_true(pairs[i].name && pairs[i].value);
	}
	struct answers *answers = answers_read(form, pairs, n);
	json_t *complaints = json_array();
	for (size_t i = 0; i < answers_n_complaints(answers); i++) {
		const struct answers_complaint *c = answers_complaint(answers, i);
		json_array_append_new(complaints, json_pack("[s, s]", c->field, fault_names[c->fault]));
	}
	json_t *report = json_pack("{s:O, s:o, s:o}", "given", given, "answers", answers_json(answers),
				   "complaints", complaints);
	answers_free(answers);
	return report;
}

struct pair {
	char *folder; /* of one claim */
};

static char *file_of(const struct pair *pair, const char *name, gsize *length)
{
	g_autofree char *path = g_build_filename(pair->folder, name, NULL);
	char *bytes = NULL;
	if (!g_file_get_contents(path, &bytes, length, NULL))
		fail_msg("%s is missing", path);
	return bytes;
}

/* Compares, and shows what came where it differs. */
static void same(const struct pair *pair, const char *name, const char *actual)
{
	g_autofree char *expected = file_of(pair, name, NULL);
	if (strcmp(actual, expected))
		fail_msg("%s/%s differs; this came:\n%s", pair->folder, name, actual);
}

/* The form in in.md, with what stands in the claim's folder "files", if it has one. */
static struct form *read_pair(const struct pair *pair, GPtrArray *problems, GError **error)
{
	gsize length;
	g_autofree char *bytes = file_of(pair, "in.md", &length);
	g_autofree char *folder = g_build_filename(pair->folder, "files", NULL);
	g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
	if (!dir)
		return xlsform_read_bytes(bytes, length, problems, error);
	struct workbook *book = workbook_read(bytes, length, error);
	assert_non_null(book);
	struct form_file files[20];
	char *owned[20];
	size_t n = 0;
	for (const char *name; (name = g_dir_read_name(dir)); n++) {
		g_autofree char *path = g_build_filename(folder, name, NULL);
		assert_true(n < G_N_ELEMENTS(files));
		assert_true(g_file_get_contents(path, &owned[n], &files[n].length, NULL));
		files[n].name = g_strdup(name);
		files[n].bytes = owned[n];
	}
	struct form *form = xlsform_read_with(book, files, n, problems, error);
	for (size_t i = 0; i < n; i++) {
		g_free((char *)files[i].name);
		g_free(owned[i]);
	}
	workbook_free(book);
	return form;
}

static void accepts(void **state)
{
	const struct pair *pair = *state;
	g_autoptr(GPtrArray) problems = g_ptr_array_new_with_free_func((GDestroyNotify)form_problem_free);
	g_autoptr(GError) error = NULL;
	struct form *form = read_pair(pair, problems, &error);
	if (!form)
		fail_msg("refused: %s", error->message);
	json_t *warnings = json_array(), *reports = json_array();
	for (guint i = 0; i < problems->len; i++) {
		const struct form_problem *problem = problems->pdata[i];
		assert_true(problem->is_warning);
		g_autofree char *line = problem_line(problem);
		json_array_append_new(warnings, json_string(line));
	}
	g_autofree char *expected = file_of(pair, "out.json", NULL);
	json_t *out = json_loads(expected, 0, NULL);
	assert_non_null(out);
	size_t i;
	json_t *report;
	json_array_foreach(json_object_get(out, "reports"), i, report)
		json_array_append_new(reports, report_json(form, json_object_get(report, "given")));
	json_t *actual = json_pack("{s:o, s:o, s:o}", "form", form_json(form, false), "warnings", warnings,
				   "reports", reports);
	g_autofree char *text = json_dumps(actual, JSON_INDENT(1));
	g_autofree char *line = g_strconcat(text, "\n", NULL);
	json_decref(actual);
	json_decref(out);
	form_free(form);
	same(pair, "out.json", line);
}

static void refuses(void **state)
{
	const struct pair *pair = *state;
	g_autoptr(GPtrArray) problems = g_ptr_array_new_with_free_func((GDestroyNotify)form_problem_free);
	g_autoptr(GError) error = NULL;
	struct form *form = read_pair(pair, problems, &error);
	form_free(form);
	if (form)
		fail_msg("%s was accepted", pair->folder);
	assert_non_null(error);
	g_autoptr(GString) lines = g_string_new(NULL);
	for (guint i = 0; i < problems->len; i++) {
		const struct form_problem *problem = problems->pdata[i];
		if (problem->is_warning)
			continue;
		g_autofree char *line = problem_line(problem);
		g_string_append_printf(lines, "%s\n", line);
	}
	same(pair, "err.txt", lines->str);
}

static int by_name(const void *a, const void *b)
{
	return strcmp(((const struct CMUnitTest *)a)->name, ((const struct CMUnitTest *)b)->name);
}

/* One test for every claim below the folder; returns how many. */
static guint add_claims(GArray *tests, const char *kind, CMUnitTestFunction function)
{
	const char *tests_folder = g_getenv("VOCALIA_TESTS");
	g_autofree char *folder =
		g_build_filename(tests_folder ? tests_folder : "tests", kind, "forms", NULL);
	GDir *dir = g_dir_open(folder, 0, NULL);
	guint before = tests->len;
	for (const char *claim; dir && (claim = g_dir_read_name(dir));) {
		struct pair *pair = g_new0(struct pair, 1);
		pair->folder = g_build_filename(folder, claim, NULL);
		struct CMUnitTest test = {
			.name = g_strdup_printf("%s %s", function == accepts ? "accepts" : "refuses", claim),
			.test_func = function,
			.initial_state = pair};
		g_array_append_val(tests, test);
	}
	if (dir)
		g_dir_close(dir);
	return tests->len - before;
}

int main(void)
{
	g_autoptr(GArray) tests = g_array_new(FALSE, TRUE, sizeof(struct CMUnitTest));
	guint n_accept = add_claims(tests, "accept", accepts);
	guint n_refuse = add_claims(tests, "refuse", refuses);
	if (!n_accept || !n_refuse) {
		print_error("no pairs of files found; VOCALIA_TESTS must name the tests folder\n");
		return 1;
	}
	qsort(tests->data, tests->len, sizeof(struct CMUnitTest), by_name);
	int failed = _cmocka_run_group_tests("pairs", (struct CMUnitTest *)(void *)tests->data, tests->len,
					     NULL, NULL);
	for (guint i = 0; i < tests->len; i++) {
		struct CMUnitTest *test = &g_array_index(tests, struct CMUnitTest, i);
		struct pair *pair = test->initial_state;
		g_free(pair->folder);
		g_free(pair);
		g_free((char *)test->name);
	}
	return failed;
}
