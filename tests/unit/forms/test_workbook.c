/* test_workbook - the bounds of a file of tables, and where its rows stand in it.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "form.h"
#include "workbook.h"

#include <string.h>

static struct workbook *read_text(const char *text)
{
	GError *error = NULL;
	struct workbook *book = workbook_read(text, strlen(text), &error);
	if (!book)
		fail_msg("%s", error->message);
	return book;
}

static void refused(const char *bytes, size_t length, const char *es, const char *en)
{
	g_autoptr(GError) error = NULL;
	struct workbook *book = workbook_read(bytes, length, &error);
	if (book)
		fail_msg("accepted; should say: %s", en);
	assert_true(g_error_matches(error, FORM_ERROR, FORM_ERROR_UNREADABLE));
	assert_non_null(strstr(error->message, es));
	assert_non_null(strstr(error->message, en));
}

static void cells_are_found_by_row_and_column_and_empty_outside(void **state)
{
	(void)state;
	struct workbook *book =
		read_text("prosa\n| Survey |\n|-|-|\n| | a | b \\| c |\n# nada\n| | | 2 |\n| x |\n");
	assert_int_equal(workbook_n_sheets(book), 2);
	assert_string_equal(workbook_sheet_name(book, 0), "survey");
	assert_int_equal(workbook_n_rows(book, 0), 2);
	assert_int_equal(workbook_n_columns(book, 0), 2);
	assert_string_equal(workbook_cell(book, 0, 0, 1), "b | c");
	assert_string_equal(workbook_cell(book, 0, 1, 0), "");
	assert_string_equal(workbook_cell(book, 0, 1, 1), "2");
	assert_string_equal(workbook_cell(book, 0, 1, 7), "");
	assert_string_equal(workbook_cell(book, 0, 9, 0), "");
	assert_int_equal(workbook_file_row(book, 0, 0), 4);
	assert_int_equal(workbook_file_row(book, 0, 1), 6);
	assert_int_equal(workbook_n_rows(book, 1), 0);
	assert_int_equal(workbook_n_columns(book, 1), 0);
	workbook_free(book);
}

static void line_ends_of_every_system_count_alike(void **state)
{
	(void)state;
	struct workbook *book = read_text("| s |\r\n| | a |\r| | b |\n| | c |");
	assert_int_equal(workbook_n_rows(book, 0), 3);
	assert_int_equal(workbook_file_row(book, 0, 2), 4);
	assert_string_equal(workbook_cell(book, 0, 2, 0), "c");
	workbook_free(book);
}

static void a_file_of_400_columns_is_read_and_one_more_refused(void **state)
{
	(void)state;
	g_autoptr(GString) text = g_string_new("| s |\n| |");
	for (int i = 0; i < 400; i++)
		g_string_append(text, " x |");
	struct workbook *book = read_text(text->str);
	assert_int_equal(workbook_n_columns(book, 0), 400);
	workbook_free(book);
	g_string_append(text, " x | x | x |");
	refused(text->str, text->len, "400 columnas", "400 columns");
}

static void a_file_of_100000_rows_is_read_and_one_more_refused(void **state)
{
	(void)state;
	g_autoptr(GString) text = g_string_new("| s |\n");
	for (int i = 0; i < 100000; i++)
		g_string_append(text, "| | x |\n");
	struct workbook *book = read_text(text->str);
	assert_int_equal(workbook_n_rows(book, 0), 100000);
	workbook_free(book);
	g_string_append(text, "| | x |\n");
	refused(text->str, text->len, "100,000 renglones", "100,000 rows");
}

static void a_file_beyond_16_mebibytes_is_refused(void **state)
{
	(void)state;
	size_t length = ((size_t)16 << 20) + 1;
	g_autofree char *bytes = g_malloc(length);
	memset(bytes, '#', length);
	refused(bytes, length, "16 MiB", "16 MiB");
}

static void what_is_no_text_is_refused(void **state)
{
	(void)state;
	refused("| s |\n| | a\0b |", 14, "UTF-8", "UTF-8");
	refused("\xFF\xFE|\0s\0", 6, "UTF-8", "UTF-8");
	refused("", 0, "ninguna tabla", "no table");
	refused("a | b\n", 6, "Línea 1", "Line 1");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cells_are_found_by_row_and_column_and_empty_outside),
		cmocka_unit_test(line_ends_of_every_system_count_alike),
		cmocka_unit_test(a_file_of_400_columns_is_read_and_one_more_refused),
		cmocka_unit_test(a_file_of_100000_rows_is_read_and_one_more_refused),
		cmocka_unit_test(a_file_beyond_16_mebibytes_is_refused),
		cmocka_unit_test(what_is_no_text_is_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
