/* test_workbook_xls - old Excel workbooks as two programs write them, cut, changed and made to go round in
 * circles. SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "form.h"
#include "workbook.h"

#include <string.h>

static const char *const names[] = {"short_stream.xls", "long_stream.xls"};

static char *file_read(const char *name, size_t *length)
{
	const char *tests = g_getenv("VOCALIA_TESTS");
	g_autofree char *path =
		g_build_filename(tests ? tests : "tests", "fuzz", "corpus", "fuzz_xls", name, NULL);
	char *bytes = NULL;
	if (!g_file_get_contents(path, &bytes, length, NULL))
		fail_msg("%s is missing", path);
	return bytes;
}

static struct workbook *read_good(const char *bytes, size_t length)
{
	GError *error = NULL;
	struct workbook *book = workbook_read(bytes, length, &error);
	if (!book)
		fail_msg("%s", error->message);
	return book;
}

static void assert_two_sentences(const GError *error)
{
	assert_true(g_error_matches(error, FORM_ERROR, FORM_ERROR_UNREADABLE));
	const char *bar = strstr(error->message, " / ");
	assert_non_null(bar);
	assert_null(strstr(bar + 3, " / "));
}

static void refused(const char *bytes, size_t length, const char *es, const char *en)
{
	g_autoptr(GError) error = NULL;
	struct workbook *book = workbook_read(bytes, length, &error);
	if (book)
		fail_msg("accepted; should say: %s", en);
	assert_two_sentences(error);
	if (!strstr(error->message, es) || !strstr(strstr(error->message, " / "), en))
		fail_msg("says: %s", error->message);
}

/* The last cell of the default column in that row. */
static void assert_cell(const struct workbook *book, size_t row, size_t column, const char *text)
{
	assert_string_equal(workbook_cell(book, 0, row, column), text);
}

static void texts_numbers_truths_and_days_are_what_the_author_sees(void **state)
{
	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		size_t length;
		g_autofree char *bytes = file_read(names[i], &length);
		struct workbook *book = read_good(bytes, length);
		assert_int_equal(workbook_kind(book), WORKBOOK_XLS);
		assert_int_equal(workbook_n_sheets(book), 2); /* not the one of notes */
		assert_string_equal(workbook_sheet_name(book, 0), "survey");
		assert_string_equal(workbook_sheet_name(book, 1), "settings");
		assert_cell(book, 0, 4, "default");
		assert_cell(book, 1, 2, "¿Qué pasa en tu colonia? \"ñandú\"");
		assert_cell(book, 1, 3, "TRUE");
		assert_cell(book, 2, 3, "FALSE");
		assert_cell(book, 2, 4, "5");
		assert_cell(book, 3, 4, "2024-05-01");
		assert_cell(book, 4, 4, "2024-05-01T10:30:00");
		assert_cell(book, 5, 4, "07:45:00");
		assert_cell(book, 6, 4, "0.1");
		assert_string_equal(workbook_cell(book, 1, 1, 2), "20240501");
		assert_int_equal(workbook_file_row(book, 0, 1), 2);
		assert_int_equal(workbook_file_row(book, 0, 2), 4); /* the third is empty */
		workbook_free(book);
	}
}

static void of_a_formula_the_saved_value_counts(void **state)
{
	(void)state;
	size_t length;
	g_autofree char *bytes = file_read("short_stream.xls", &length);
	struct workbook *book = read_good(bytes, length);
	assert_cell(book, 2, 2, "Cuántos");
	workbook_free(book);
}

static void append(void *data, const char *text, size_t n)
{
	g_string_append_len(data, text, (gssize)n);
}

static void passed_on_as_text_its_rows_keep_their_places(void **state)
{
	(void)state;
	size_t length;
	g_autofree char *bytes = file_read("long_stream.xls", &length);
	struct workbook *book = read_good(bytes, length);
	g_autoptr(GString) text = g_string_new(NULL);
	workbook_write_decoded(book, append, text);
	g_autofree char *plain = workbook_to_markdown(book);
	struct workbook *again = workbook_read_text(text->str, text->len, NULL);
	assert_non_null(again);
	assert_int_equal(workbook_kind(again), WORKBOOK_XLS);
	for (size_t r = 0; r < workbook_n_rows(book, 0); r++)
		assert_int_equal(workbook_file_row(again, 0, r), workbook_file_row(book, 0, r));
	assert_int_equal(workbook_file_row(again, 1, 1), 2);
	g_autofree char *plain_again = workbook_to_markdown(again);
	assert_string_equal(plain, plain_again);
	assert_null(strchr(plain, '#')); /* what is kept says nothing about rows */
	workbook_free(again);
	workbook_free(book);
}

static void comments_of_an_author_move_no_rows(void **state)
{
	(void)state;
	static const char text[] = "| survey |\n# 40\n# vocalia-workbook xls\n# 50\n| | type | name |\n";
	struct workbook *book = workbook_read_text(text, sizeof text - 1, NULL);
	assert_non_null(book);
	assert_int_equal(workbook_kind(book), WORKBOOK_MARKDOWN);
	assert_int_equal(workbook_file_row(book, 0, 0), 5);
	workbook_free(book);
}

static void cut_anywhere_it_is_refused_or_whole(void **state)
{
	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		size_t length, n_read = 0;
		g_autofree char *bytes = file_read(names[i], &length);
		struct workbook *book = read_good(bytes, length);
		g_autofree char *whole = workbook_to_markdown(book);
		workbook_free(book);
		for (size_t n = 4; n < length; n++) {
			g_autoptr(GError) error = NULL;
			g_autofree char *cut = g_memdup2(bytes, n);
			book = workbook_read(cut, n, &error);
			if (!book) {
				assert_two_sentences(error);
				continue;
			}
			g_autofree char *text = workbook_to_markdown(book); /* only padding was lost */
			assert_string_equal(text, whole);
			workbook_free(book);
			n_read++;
		}
		assert_true(n_read < length / 2);
	}
}

static void with_any_byte_changed_it_is_read_or_refused(void **state)
{
	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		size_t length, n_refused = 0;
		g_autofree char *bytes = file_read(names[i], &length);
		for (size_t n = 8; n < length; n++) {
			g_autoptr(GError) error = NULL;
			bytes[n] ^= 0x55;
			struct workbook *book = workbook_read(bytes, length, &error);
			bytes[n] ^= 0x55;
			if (book)
				workbook_free(book);
			else
				assert_two_sentences(error);
			n_refused += !book;
		}
		assert_true(n_refused > 0);
	}
}

static guint32 get32(const char *p)
{
	const guint8 *u = (const guint8 *)p;
	return (guint32)u[0] | (guint32)u[1] << 8 | (guint32)u[2] << 16 | (guint32)u[3] << 24;
}

static void put32(char *p, guint32 value)
{
	for (int i = 0; i < 4; i++)
		p[i] = (char)(value >> 8 * i);
}

static void a_table_that_goes_round_in_circles_is_refused(void **state)
{
	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		size_t length;
		g_autofree char *bytes = file_read(names[i], &length);
		g_autofree char *circle = g_memdup2(bytes, length);
		char *fat = circle + 512 + (size_t)get32(circle + 76) * 512;
		for (guint32 k = 0; k < 128; k++)
			put32(fat + 4 * k, k);
		refused(circle, length, ".xlsx", ".xlsx");
		for (guint32 k = 0; k < 128; k++)
			put32(fat + 4 * k, k ^ 1);
		refused(circle, length, ".xlsx", ".xlsx");
		/* the list of the tables too */
		g_autofree char *list = g_memdup2(bytes, length);
		put32(list + 44, 120);
		put32(list + 68, 0);
		put32(list + 72, 0xFFFFFFFF);
		refused(list, length, ".xlsx", ".xlsx");
		put32(list + 44, 0xFFFFFFFF);
		refused(list, length, ".xlsx", ".xlsx");
	}
}

static void one_with_a_password_says_so(void **state)
{
	(void)state;
	size_t length;
	g_autofree char *bytes = file_read("long_stream.xls", &length);
	char *user = memmem(bytes, length, "\x5C\x00\x70\x00", 4); /* who wrote it: always 112 bytes */
	assert_non_null(user);
	*user = 0x2F;
	refused(bytes, length, "contraseña", "password");
	/* those of today are encrypted whole, in the same wrapping */
	g_autofree char *today = file_read("long_stream.xls", &length);
	static const char workbook[] = "W\0o\0r\0k\0b\0o\0o\0k\0",
			  package[] = "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0"
				      "k\0a\0g\0e\0";
	char *entry = memmem(today, length, workbook, 16);
	assert_non_null(entry);
	memcpy(entry, package, sizeof package - 1);
	entry[64] = 34;
	refused(today, length, "contraseña", "password");
}

static void what_is_no_workbook_of_excel_97_or_later_is_refused(void **state)
{
	(void)state;
	size_t length;
	g_autofree char *bytes = file_read("long_stream.xls", &length);
	char *begin = memmem(bytes, length, "\x09\x08\x10\x00\x00\x06", 6);
	assert_non_null(begin);
	begin[5] = 5;
	refused(bytes, length, "Excel 95", "Excel 95");
	begin[5] = 6;
	char *entry = memmem(bytes, length, "W\0o\0r\0k\0b\0o\0o\0k", 15);
	assert_non_null(entry);
	*entry = 'X';
	refused(bytes, length, "no un libro de Excel", "no Excel workbook");
	refused("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8, "dañado", "damaged");
}

static void a_workbook_without_sheets_of_a_form_is_refused(void **state)
{
	(void)state;
	size_t length;
	g_autofree char *bytes = file_read("short_stream.xls", &length);
	for (char *p; (p = memmem(bytes, length, "urvey", 5)) != NULL;)
		*p = 'x';
	for (char *p; (p = memmem(bytes, length, "ettings", 7)) != NULL;)
		*p = 'x';
	for (char *p; (p = memmem(bytes, length, "e\0t\0t\0i\0n", 9)) != NULL;)
		*p = 'x';
	for (char *p; (p = memmem(bytes, length, "u\0r\0v\0e\0y", 9)) != NULL;)
		*p = 'x';
	refused(bytes, length, "no tiene una hoja survey", "has no sheet survey");
}

static void one_beyond_5_mebibytes_is_refused(void **state)
{
	(void)state;
	size_t length = ((size_t)5 << 20) + 1;
	g_autofree char *bytes = g_malloc0(length);
	memcpy(bytes, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8);
	refused(bytes, length, "5 MiB", "5 MiB");
}

static void the_process_that_may_not_read_excel_refuses_it(void **state)
{
	(void)state;
	size_t length;
	g_autofree char *bytes = file_read("long_stream.xls", &length);
	assert_true(workbook_is_excel(bytes, length));
	assert_true(workbook_is_excel("PK\x03\x04", 4));
	assert_false(workbook_is_excel("PK\x03", 3));
	assert_null(workbook_read_text(bytes, length, NULL));
	assert_null(workbook_read_text("PK\x03\x04", 4, NULL));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(texts_numbers_truths_and_days_are_what_the_author_sees),
		cmocka_unit_test(of_a_formula_the_saved_value_counts),
		cmocka_unit_test(passed_on_as_text_its_rows_keep_their_places),
		cmocka_unit_test(comments_of_an_author_move_no_rows),
		cmocka_unit_test(cut_anywhere_it_is_refused_or_whole),
		cmocka_unit_test(with_any_byte_changed_it_is_read_or_refused),
		cmocka_unit_test(a_table_that_goes_round_in_circles_is_refused),
		cmocka_unit_test(one_with_a_password_says_so),
		cmocka_unit_test(what_is_no_workbook_of_excel_97_or_later_is_refused),
		cmocka_unit_test(a_workbook_without_sheets_of_a_form_is_refused),
		cmocka_unit_test(one_beyond_5_mebibytes_is_refused),
		cmocka_unit_test(the_process_that_may_not_read_excel_refuses_it),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
