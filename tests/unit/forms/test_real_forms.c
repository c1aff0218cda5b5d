/* test_real_forms - whole forms, ours and other people's: they are read, written as tables and read the same.
 *
 * Those of the library always; those of $VOCALIA_SHARED/data/forms (or ../shared) where they are there.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "form_json.h"
#include "xlsform.h"

#include <string.h>

/* What must be refused, and where. */
static const struct {
	const char *file, *sheet;
	unsigned row;
	const char *column, *word; /* word: of the sentence */
} refused[] = {
	{"cht_death_report.xlsx", "survey", 57, "name", "\"meta\""},
	{"ona_enumerator_weekly.xlsx", "survey", 1, "label", "son la misma"},
};

/* Files that some of them speak of and that did not come with them. */
static const struct form_file invented[] = {
	{"communities.csv", "name,label\na,A\nb,B\n", 19},
	{"cities.geojson",
	 "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"id\":\"m\",\"properties\":{"
	 "\"title\":\"Mérida\"},\"geometry\":{\"type\":\"Point\",\"coordinates\":[-89.6,20.9]}}]}",
	 0},
};

/* Both live as long as the program: skip() does not come back to free them. */
static const char *kept(char *text)
{
	const char *intern = g_intern_string(text);
	g_free(text);
	return intern;
}

static const char *shared_folder(void)
{
	const char *shared = g_getenv("VOCALIA_SHARED");
	return kept(g_build_filename(shared ? shared : "../shared", "data", "forms", NULL));
}

static struct form *read_with(const struct workbook *book, const struct form_file *files, size_t n,
			      GPtrArray *problems)
{
	g_autoptr(GError) error = NULL;
	struct form *form = xlsform_read_with(book, files, n, problems, &error);
	if (!form && !problems)
		fail_msg("%s", error->message);
	return form;
}

/* Reads it, writes it as tables, reads those, and compares all that the two forms hold. */
static double round_trip(const char *path, const struct form_file *files, size_t n_files)
{
	g_autofree char *bytes = NULL;
	gsize length;
	g_autoptr(GError) error = NULL;
	assert_true(g_file_get_contents(path, &bytes, &length, NULL));
	struct workbook *book = workbook_read(bytes, length, &error);
	if (!book)
		fail_msg("%s: %s", path, error->message);
	int64_t begun_at = g_get_monotonic_time();
	struct form *form = read_with(book, files, n_files, NULL);
	double ms = (double)(g_get_monotonic_time() - begun_at) / 1000;
	g_autofree char *tables = workbook_to_markdown(book);
	struct workbook *again = workbook_read(tables, strlen(tables), &error);
	if (!again)
		fail_msg("%s: %s", path, error->message);
	struct form *same = read_with(again, files, n_files, NULL);
	json_t *a = form_json(form, true), *b = form_json(same, true);
	assert_true(form->n_questions > 0);
	if (!json_equal(a, b)) {
		g_autofree char *text_a = json_dumps(a, JSON_INDENT(1)),
				*text_b = json_dumps(b, JSON_INDENT(1));
		size_t i = 0;
		while (text_a[i] && text_a[i] == text_b[i])
			i++;
		fail_msg("%s changed: %.200s / %.200s", path, text_a + i, text_b + i);
	}
	json_decref(a);
	json_decref(b);
	form_free(form);
	form_free(same);
	workbook_free(book);
	workbook_free(again);
	return ms;
}

static void every_form_of_the_library_is_read_and_written_the_same(void **state)
{
	(void)state;
	const char *tests = g_getenv("VOCALIA_TESTS");
	g_autofree char *folder = g_build_filename(tests ? tests : "tests", "..", "forms", "library", NULL);
	g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
	size_t n = 0;
	for (const char *name; dir && (name = g_dir_read_name(dir)); n++) {
		g_autofree char *path = g_build_filename(folder, name, NULL);
		round_trip(path, NULL, 0);
	}
	assert_true(n > 0);
}

static bool is_refused(const char *name)
{
	for (size_t i = 0; i < G_N_ELEMENTS(refused); i++)
		if (!strcmp(refused[i].file, name))
			return true;
	return false;
}

static void every_valid_real_form_is_read_and_written_the_same(void **state)
{
	(void)state;
	const char *folder = shared_folder();
	g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
	struct form_file files[G_N_ELEMENTS(invented)];
	size_t n = 0;
	for (size_t i = 0; i < G_N_ELEMENTS(files); i++) {
		files[i] = invented[i];
		files[i].length = strlen(files[i].bytes);
	}
	for (const char *name; dir && (name = g_dir_read_name(dir));) {
		bool is_form = g_str_has_suffix(name, ".xlsx") || g_str_has_suffix(name, ".md");
		if (!is_form || is_refused(name))
			continue;
		g_autofree char *path = g_build_filename(folder, name, NULL);
		double ms = round_trip(path, files, G_N_ELEMENTS(files));
		print_message("# %s: %.1f ms\n", name, ms);
		n++;
	}
	if (!n) {
		print_message("# skipped: no real forms at %s (set VOCALIA_SHARED)\n", folder);
		skip();
	}
	print_message("# %zu real forms\n", n);
}

static void a_cascade_of_all_municipalities_is_read_and_written_the_same(void **state)
{
	(void)state;
	const char *folder = shared_folder();
	const char *form = kept(g_build_filename(folder, "workshop", "taller_diagnostico.md", NULL));
	const char *table = kept(g_build_filename(folder, "workshop", "mx_municipios_odk.csv", NULL));
	g_autofree char *bytes = NULL;
	gsize length;
	if (!g_file_get_contents(table, &bytes, &length, NULL)) {
		print_message("# skipped: no %s (set VOCALIA_SHARED)\n", table);
		skip();
	}
	const struct form_file file = {"mx_municipios_odk.csv", bytes, length};
	print_message("# %.1f ms\n", round_trip(form, &file, 1));
}

static void invalid_real_forms_are_refused_at_their_row(void **state)
{
	(void)state;
	const char *folder = shared_folder();
	size_t n = 0;
	for (size_t i = 0; i < G_N_ELEMENTS(refused); i++) {
		g_autofree char *path = g_build_filename(folder, refused[i].file, NULL), *bytes = NULL;
		gsize length;
		g_autoptr(GError) error = NULL;
		if (!g_file_get_contents(path, &bytes, &length, NULL))
			continue;
		n++;
		g_autoptr(GPtrArray) problems =
			g_ptr_array_new_with_free_func((GDestroyNotify)form_problem_free);
		assert_null(xlsform_read_bytes(bytes, length, problems, &error));
		bool is_found = false;
		for (size_t k = 0; k < problems->len; k++) {
			const struct form_problem *p = problems->pdata[k];
			is_found |= !p->is_warning && !strcmp(p->sheet, refused[i].sheet) &&
				    p->row == refused[i].row && !g_strcmp0(p->column, refused[i].column) &&
				    strstr(p->sentence_es, refused[i].word);
		}
		if (!is_found)
			fail_msg("%s is refused, but not at row %u", refused[i].file, refused[i].row);
	}
	if (!n) {
		print_message("# skipped: no real forms at %s (set VOCALIA_SHARED)\n", folder);
		skip();
	}
}

/* --- large ones: the time must grow with the rows, not with their square */
static char *large_form(size_t rows, const char *survey_row, const char *choices_row)
{
	GString *out = g_string_new("| survey |\n| | type | name | label | relevant | choice_filter |\n");
	for (size_t i = 0; survey_row && i < rows; i++)
		g_string_append(out, survey_row);
	if (!survey_row)
		g_string_append(out, "| | select_one l0 | a | A | | |\n");
	g_string_append(out, "| choices |\n| | list_name | name | label | f |\n| | l0 | x | X | |\n");
	for (size_t i = 0; choices_row && i < rows; i++)
		g_string_append_printf(out, "| | l%zu | n%zu | N | %zu |\n", i % 3, i, i % 7);
	g_string_append(out, "| settings |\n| | form_id | allow_choice_duplicates |\n| | g | yes |\n");
	return g_string_free(out, FALSE);
}

static double milliseconds_for(const char *text)
{
	g_autoptr(GError) error = NULL;
	int64_t begun_at = g_get_monotonic_time();
	struct form *form = xlsform_read_bytes(text, strlen(text), NULL, &error);
	double ms = (double)(g_get_monotonic_time() - begun_at) / 1000;
	form_free(form);
	return ms;
}

static void hostile_sheets_of_90000_rows_take_a_bounded_time(void **state)
{
	(void)state;
	static const struct {
		const char *what, *survey, *choices;
	} sheets[] = {
		{"choices", NULL, "x"},
		{"questions of one name", "| | text | a | A | ${a} = 1 | |\n", NULL},
		{"questions without a list", "| | select_one nada | a | A | | |\n", NULL},
		{"unknown types", "| | tetx | a | A | | |\n", NULL},
		{"open groups", "| | begin group | g | A | | |\n", NULL},
		{"closed groups", "| | end group | | | | |\n", NULL},
		{"loops", "| | begin loop over l0 | g | A | | |\n", NULL},
		{"files", "| | select_one_from_file a.csv | g | A | | x = ${g} |\n", NULL},
		{"remarks", "| | | | | x | |\n", NULL},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(sheets); i++) {
		g_autofree char *text = large_form(90000, sheets[i].survey, sheets[i].choices);
		double ms = milliseconds_for(text);
		print_message("# %s: %.0f ms\n", sheets[i].what, ms);
	}
}

/* A form of so many formulas that each add so many ones, or so many answers. */
static char *form_of_formulas(size_t n_formulas, size_t n_terms, bool reads_answers)
{
	GString *out = g_string_new("| survey |\n| | type | name | label | calculation |\n");
	for (size_t i = 0; reads_answers && i < n_terms; i++)
		g_string_append_printf(out, "| | integer | a%zu | A | |\n", i);
	for (size_t i = 0; i < n_formulas; i++) {
		g_string_append_printf(out, "| | calculate | c%zu | | 1", i);
		for (size_t j = 0; j < n_terms; j++)
			if (reads_answers)
				g_string_append_printf(out, "+${a%zu}", j);
			else
				g_string_append(out, "+1");
		g_string_append(out, " |\n");
	}
	return g_string_free(out, FALSE);
}

static void formulas_are_read_in_a_bounded_time_and_refused_where_they_are_too_long_together(void **state)
{
	(void)state;
	g_autofree char *large = form_of_formulas(250, 900, true),
			*huge = form_of_formulas(3000, 1900, false);
	double ms = milliseconds_for(large);
	print_message("# 250 formulas of 900 answers: %.0f ms\n", ms);
	g_autoptr(GError) error = NULL;
	struct form *form = xlsform_read_bytes(large, strlen(large), NULL, &error);
	assert_non_null(form);
	form_free(form);
	ms = milliseconds_for(huge);
	print_message("# 3,000 formulas of 1,900 ones: %.0f ms\n", ms);
	assert_null(xlsform_read_bytes(huge, strlen(huge), NULL, &error));
	assert_non_null(strstr(error->message, "demasiado largas"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_form_of_the_library_is_read_and_written_the_same),
		cmocka_unit_test(every_valid_real_form_is_read_and_written_the_same),
		cmocka_unit_test(a_cascade_of_all_municipalities_is_read_and_written_the_same),
		cmocka_unit_test(invalid_real_forms_are_refused_at_their_row),
		cmocka_unit_test(hostile_sheets_of_90000_rows_take_a_bounded_time),
		cmocka_unit_test(
			formulas_are_read_in_a_bounded_time_and_refused_where_they_are_too_long_together),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
