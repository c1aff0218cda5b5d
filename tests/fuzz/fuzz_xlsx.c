/* fuzz_xlsx - any bytes as a workbook, and any bytes as the sheet and the shared strings of a sound one: read
 * and written back the same. SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "workbook.h"

#include <stdint.h>
#include <string.h>
#include <zip.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define RELATION "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

static void check(const char *bytes, size_t length)
{
	GError *error = NULL;
	struct workbook *book = workbook_read(bytes, length, &error);
	g_assert((book == NULL) == (error != NULL));
	if (book) {
		char *text = workbook_to_markdown(book);
		struct workbook *again = workbook_read(text, strlen(text), NULL);
		g_assert(again && workbook_n_sheets(again) == workbook_n_sheets(book));
		for (size_t s = 0; s < workbook_n_sheets(book); s++) {
			g_assert(workbook_n_rows(again, s) == workbook_n_rows(book, s));
			g_assert(workbook_n_columns(again, s) == workbook_n_columns(book, s));
			for (size_t r = 0; r < workbook_n_rows(book, s); r++)
				for (size_t c = 0; c < workbook_n_columns(book, s); c++)
					g_assert(!strcmp(workbook_cell(book, s, r, c),
							 workbook_cell(again, s, r, c)));
		}
		workbook_free(again);
		g_free(text);
		workbook_free(book);
	}
	g_clear_error(&error);
}

static void add(zip_t *zip, const char *name, const void *bytes, size_t length)
{
	zip_int64_t index = zip_file_add(zip, name, zip_source_buffer(zip, bytes, length, 0), 0);
	g_assert(index >= 0);
	zip_set_file_compression(zip, (zip_uint64_t)index, ZIP_CM_STORE, 0);
}

static void add_text(zip_t *zip, const char *name, const char *text)
{
	add(zip, name, text, strlen(text));
}

/* The bytes up to the first zero are the sheet, those after it the shared strings. */
static void check_parts(const uint8_t *data, size_t size)
{
	const uint8_t *zero = size ? memchr(data, 0, size) : NULL;
	size_t n_sheet = zero ? (size_t)(zero - data) : size;
	zip_source_t *source = zip_source_buffer_create(NULL, 0, 0, NULL);
	zip_source_keep(source);
	zip_t *zip = zip_open_from_source(source, ZIP_TRUNCATE, NULL);
	g_assert(zip);
	add_text(zip, "_rels/.rels",
		 "<r><Relationship Id='a' Type='/officeDocument' Target='xl/workbook.xml'/></r>");
	add_text(zip, "xl/workbook.xml", "<w xmlns:r='" RELATION "'><sheet name='survey' r:id='a'/></w>");
	add_text(zip, "xl/_rels/workbook.xml.rels",
		 "<r><Relationship Id='a' Type='/worksheet' Target='s.xml'/>"
		 "<Relationship Id='b' Type='/sharedStrings' Target='t.xml'/></r>");
	add(zip, "xl/s.xml", data, n_sheet);
	add(zip, "xl/t.xml", zero ? zero + 1 : (const uint8_t *)"<s/>", zero ? size - n_sheet - 1 : 4);
	g_assert(zip_close(zip) == 0);
	zip_stat_t stat;
	zip_source_stat(source, &stat);
	char *bytes = g_malloc(stat.size);
	g_assert(zip_source_open(source) == 0);
	g_assert(zip_source_read(source, bytes, stat.size) == (zip_int64_t)stat.size);
	zip_source_close(source);
	zip_source_free(source);
	check(bytes, stat.size);
	g_free(bytes);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	check((const char *)data, size);
	if (size && (data[0] == '<' || data[0] == 0))
		check_parts(data, size);
	return 0;
}
