/* test_csv - tables read and written; half of them must be refused.
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

#include "csv.h"

static const struct csv_format commas = {',', true}, tabs = {'\t', false};

/* The rows as "cell|cell\n", or "!" and the message of the error. */
static char *read_bytes(const char *bytes, size_t length, struct csv_format format)
{
	struct csv_reader *reader = csv_reader_new(bytes, length, format);
	GString *out = g_string_new(NULL);
	g_autoptr(GError) error = NULL;
	const char *const *cells;
	size_t n;

	while ((cells = csv_reader_row(reader, &n, &error))) {
		for (size_t i = 0; i < n; i++)
			g_string_append_printf(out, "%s%s", i ? "|" : "", cells[i]);
		g_string_append_c(out, '\n');
	}
	if (error)
		g_string_append_printf(out, "!%d %s", error->code, error->message);
	csv_reader_free(reader);
	return g_string_free(out, FALSE);
}

static void assert_rows(const char *bytes, struct csv_format format, const char *expected)
{
	g_autofree char *rows = read_bytes(bytes, strlen(bytes), format);

	assert_string_equal(rows, expected);
}

static void assert_refused(const char *bytes, size_t length, enum csv_error code, size_t row)
{
	g_autofree char *rows = read_bytes(bytes, length, commas);
	g_autofree char *start = g_strdup_printf("!%d ", (int)code), *number = g_strdup_printf(" %zu: ", row);
	const char *bang = strstr(rows, start);

	assert_non_null(bang);
	assert_non_null(strstr(bang, number));
}

static void quoted_cells_hold_commas_quotes_and_line_breaks(void **state)
{
	(void)state;
	assert_rows("a,\"b,\"\"c\"\"\",\"d\ne\"\r\n1,2,3\r\n", commas, "a|b,\"c\"|d\ne\n1|2|3\n");
	assert_rows("\"\",\"\"\n", commas, "|\n");
	assert_rows("x \"y\" z\n", commas, "x \"y\" z\n");
	assert_rows("\"r\r\ns\"\n", commas, "r\r\ns\n");
}

static void any_line_ending_and_none_at_the_end_will_do(void **state)
{
	(void)state;
	assert_rows("a,b\r\nc,d", commas, "a|b\nc|d\n");
	assert_rows("a,b\nc,\n", commas, "a|b\nc|\n");
	assert_rows("a,b\n\n\r\nc,d\n", commas, "a|b\nc|d\n");
	assert_rows("a\rb,c\n", commas, "a\rb|c\n");
	assert_rows("a,b\r", commas, "a|b\n");
	assert_rows("sep=;\r\na;b\n", ((struct csv_format){';', true}), "a|b\n");
	assert_rows("a,b\nc;d\n", ((struct csv_format){0, true}), "a,b\nc;d\n");
	assert_rows("", commas, "");
	assert_rows("\n\n", commas, "");
}

static void a_byte_order_mark_is_looked_past(void **state)
{
	(void)state;
	assert_rows("\xef\xbb\xbfid,texto\n1,ñ\n", commas, "id|texto\n1|ñ\n");
	assert_rows("\xef\xbb\xbf\"id\",texto\n", commas, "id|texto\n");
	assert_refused("\xef\xbbid\n", 5, CSV_ERROR_ENCODING, 1);
}

static void tabs_part_cells_that_quotes_do_not_bind(void **state)
{
	(void)state;
	assert_rows("a\t\"b\t,c\"\r\n\tx\n", tabs, "a|\"b|,c\"\n|x\n");
}

static void assert_format(const char *bytes, bool is_tabs, char separator, bool is_quoted)
{
	struct csv_format format = csv_format_of(bytes, strlen(bytes), is_tabs);

	assert_int_equal(format.separator, separator);
	assert_int_equal(format.is_quoted, is_quoted);
}

static void the_separator_is_the_one_that_gives_even_rows(void **state)
{
	(void)state;
	assert_format("id,texto\n1,\"hola; a todos\"\n2,\"a\nb\"\n", false, ',', true);
	assert_format("id;texto\r\n1;hola, a todos\r\n2;a, b, c\r\n", false, ';', true);
	assert_format("id\ttexto\n1\thola, a; todos\n2\t\"a\nb\"\n", false, '\t', true);
	assert_format("id\ttexto\n1\t\"hola\" dijo\n", true, '\t', false);
	assert_format("id\ttexto\n1\t\"dos\nlineas\"\n", true, '\t', true);
	assert_format("id|a|texto\n1|2|hola, tú\n", false, '|', true);
	assert_format("\xef\xbb\xbfsep=;\r\nid;a,b\r\n1;c,d\r\n", false, ';', true);
	assert_format("texto\nhola, a todos\n", false, 0, true);
	assert_format("", false, 0, true);
	assert_format("", true, '\t', false);
}

static void a_long_table_is_judged_by_its_start(void **state)
{
	(void)state;
	GString *text = g_string_new("id;texto;lugar\n");

	for (size_t i = 0; text->len < 3 << 20; i++)
		g_string_append_printf(text, "%zu;\"uno, dos;\ntres\";Saltillo\n", i);
	assert_format(text->str, false, ';', true);
	g_string_free(text, TRUE);
}

static void an_open_quote_is_refused_with_its_row(void **state)
{
	(void)state;
	assert_refused("a,b\n1,\"x\n2,3\n", 13, CSV_ERROR_SYNTAX, 2);
	assert_refused("a,b\n1,2\n\"x\"y,3\n", 16, CSV_ERROR_SYNTAX, 3);
}

static void bytes_that_are_no_text_are_refused_with_their_row(void **state)
{
	(void)state;
	assert_refused("a\nb\n\xf1o\n", 7, CSV_ERROR_ENCODING, 3);
	assert_refused("a\nb\0c\n", 6, CSV_ERROR_ENCODING, 2);
	assert_refused("a\n\"\xc3\"\n", 6, CSV_ERROR_ENCODING, 2);
}

static void cells_and_rows_have_bounds(void **state)
{
	(void)state;
	size_t length = (1 << 20) + 2;
	g_autofree char *cell = g_strnfill(length, 'x'), *long_row = g_strnfill(5000, ',');
	g_autofree char *kept = NULL;

	assert_refused(cell, length, CSV_ERROR_TOO_LARGE, 1);
	assert_refused(long_row, 5000, CSV_ERROR_TOO_LARGE, 1);
	kept = read_bytes(cell, 1 << 20, commas);
	assert_int_equal(strlen(kept), (1 << 20) + 1);
}

static void what_is_written_is_read_back(void **state)
{
	(void)state;
	const char *const cells[] = {"a", "b,c", "d\"e", "f\r\ng", "", " h", "=1+1", "-3.5", "ñ"};
	const size_t n = G_N_ELEMENTS(cells);
	g_autoptr(GString) out = g_string_new(NULL);
	struct csv_reader *reader;
	const char *const *read;
	size_t n_read;

	csv_row_write(out, cells, n, CSV_FOR_PROGRAMS);
	csv_row_write(out, &cells[4], 1, CSV_FOR_PROGRAMS);
	reader = csv_reader_new(out->str, out->len, commas);
	read = csv_reader_row(reader, &n_read, NULL);
	assert_int_equal(n_read, n);
	for (size_t i = 0; i < n; i++)
		assert_string_equal(read[i], cells[i]);
	csv_reader_free(reader);
}

static void formulas_are_disarmed_for_people_and_numbers_are_not_touched(void **state)
{
	(void)state;
	const char *const cells[] = {"=cmd()", "+52 844", "-3.5", "@x", "\tx",
				     "\rx",    "-",	  "-1-1", "+7", "a=b"};
	g_autoptr(GString) out = g_string_new(NULL);

	csv_row_write(out, cells, G_N_ELEMENTS(cells), CSV_FOR_PEOPLE);
	assert_string_equal(out->str, "'=cmd(),'+52 844,-3.5,'@x,'\tx,\"'\rx\",'-,'-1-1,+7,a=b\r\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(quoted_cells_hold_commas_quotes_and_line_breaks),
		cmocka_unit_test(any_line_ending_and_none_at_the_end_will_do),
		cmocka_unit_test(a_byte_order_mark_is_looked_past),
		cmocka_unit_test(tabs_part_cells_that_quotes_do_not_bind),
		cmocka_unit_test(the_separator_is_the_one_that_gives_even_rows),
		cmocka_unit_test(a_long_table_is_judged_by_its_start),
		cmocka_unit_test(an_open_quote_is_refused_with_its_row),
		cmocka_unit_test(bytes_that_are_no_text_are_refused_with_their_row),
		cmocka_unit_test(cells_and_rows_have_bounds),
		cmocka_unit_test(what_is_written_is_read_back),
		cmocka_unit_test(formulas_are_disarmed_for_people_and_numbers_are_not_touched),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
