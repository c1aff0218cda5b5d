/* fuzz_xls - any bytes as an old Excel workbook, and any bytes as the stream of records of a sound compound
 * file: read and written back the same, row for row. SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "workbook.h"
#include "workbook_ole.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define SECTOR 512u

static void append(void *data, const char *text, size_t n)
{
	g_string_append_len(data, text, (gssize)n);
}

static void check(const char *bytes, size_t length)
{
	GError *error = NULL;
	struct workbook *book = workbook_read(bytes, length, &error);
	g_assert((book == NULL) == (error != NULL));
	if (book) {
		g_autoptr(GString) text = g_string_new(NULL);
		workbook_write_decoded(book, append, text);
		struct workbook *again = workbook_read_text(text->str, text->len, NULL);
		g_assert(again && workbook_kind(again) == workbook_kind(book));
		g_assert(workbook_n_sheets(again) == workbook_n_sheets(book));
		for (size_t s = 0; s < workbook_n_sheets(book); s++) {
			g_assert(workbook_n_rows(again, s) == workbook_n_rows(book, s));
			for (size_t r = 0; r < workbook_n_rows(book, s); r++) {
				g_assert(workbook_file_row(again, s, r) == workbook_file_row(book, s, r));
				for (size_t c = 0; c < workbook_n_columns(book, s); c++)
					g_assert(!strcmp(workbook_cell(book, s, r, c),
							 workbook_cell(again, s, r, c)));
			}
		}
		workbook_free(again);
		workbook_free(book);
	} else {
		g_assert(strstr(error->message, " / "));
	}
	g_clear_error(&error);
}

static void put32(guint8 *p, guint32 value)
{
	for (int i = 0; i < 4; i++)
		p[i] = (guint8)(value >> 8 * i);
}

/* The bytes wrapped as the stream "Workbook": header, one sector of table, one of directory, the stream. */
static void check_stream(const uint8_t *data, size_t size)
{
	size_t n = (size + SECTOR - 1) / SECTOR;
	if (!n || n > SECTOR / 4 - 2)
		return;
	g_autofree guint8 *file = g_malloc0(SECTOR * (3 + n));
	guint8 *fat = file + SECTOR, *entry = file + 2 * SECTOR;
	memcpy(file, WORKBOOK_OLE_MAGIC, 8);
	file[30] = 9;
	file[32] = 6;
	put32(file + 44, 1);
	put32(file + 48, 1);
	put32(file + 68, 0xFFFFFFFE);
	memset(fat, 0xFF, SECTOR);
	put32(fat + 4, 0xFFFFFFFE);
	for (size_t i = 0; i < n; i++)
		put32(fat + 4 * (i + 2), i + 1 < n ? (guint32)i + 3 : 0xFFFFFFFE);
	for (size_t i = 0; i < 8; i++)
		entry[2 * i] = (guint8) "Workbook"[i];
	entry[64] = 18;
	entry[66] = 2;
	put32(entry + 116, 2);
	put32(entry + 120, (guint32)size);
	memcpy(file + 3 * SECTOR, data, size);
	check((const char *)file, SECTOR * (3 + n));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	check((const char *)data, size);
	check_stream(data, size);
	return 0;
}
