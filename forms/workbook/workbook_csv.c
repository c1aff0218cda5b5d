/* workbook_csv - reads an XLSForm kept as CSV (RFC 4180): the name of a sheet alone in its row, then rows
 * whose first cell is empty. SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "csv_cells.h"
#include "workbook_parts.h"

#include <string.h>

static bool is_delimiter(char c)
{
	return c == ',' || c == ';' || c == '\t';
}

/* The text is a form in CSV when its first cell names a sheet; 0 when not, else what stands between its
 * cells. */
static char delimiter_of(const char *p, const char *end)
{
	while (p < end && (*p == ' ' || csv_is_line_end(*p)))
		p++;
	char name[24];
	size_t n = 0;
	bool is_quoted = p < end && *p == '"';
	if (is_quoted)
		p++;
	for (; p < end && (g_ascii_isalpha(*p) || *p == '_'); p++)
		if (n + 1 < sizeof name)
			name[n++] = *p;
	name[n] = '\0';
	if (!workbook_sheet_is_of_forms(name))
		return 0;
	if (is_quoted && (p == end || *p++ != '"'))
		return 0;
	while (p < end && *p == ' ')
		p++;
	if (p < end && is_delimiter(*p))
		return *p;
	if (p < end && !csv_is_line_end(*p))
		return 0;
	/* the name stands alone: the next row begins with what divides them */
	while (p < end && csv_is_line_end(*p))
		p++;
	if (end - p >= 2 && p[0] == '"' && p[1] == '"')
		p += 2;
	return p < end && is_delimiter(*p) ? *p : ',';
}

bool workbook_csv_sniff(const char *text, size_t length)
{
	return delimiter_of(text, text + length) != 0;
}

/* The cells of one row, from *at past the end of its line. */
static bool read_row(struct workbook *book, const char **at, const char *end, char delimiter, unsigned number,
		     GPtrArray *cells, GString *cell, GError **error)
{
	size_t n = 0;
	g_ptr_array_set_size(cells, 0);
	for (const char *p = *at;; p++) {
		if (!csv_cell_read(&p, end, delimiter, cell)) {
			workbook_unreadable(error, number,
					    "una comilla (\") quedó sin cerrar o con texto después. Guarde "
					    "el libro otra vez "
					    "como CSV.",
					    "a quotation mark (\") was left open or has text after it. Save "
					    "the workbook as "
					    "CSV again.");
			return false;
		}
		const char *text = workbook_text_keep(book, cell->str, cell->len, error);
		if (!text)
			return false;
		n++;
		if (n <= WORKBOOK_COLUMNS_MAX + 2)
			g_ptr_array_add(cells, (void *)text);
		else if (*text) /* one too many: seen as such where rows are added */
			cells->pdata[cells->len - 1] = (void *)text;
		if (p < end && *p == delimiter)
			continue;
		csv_line_end_pass(&p, end);
		*at = p;
		return true;
	}
}

static bool begin_sheet(struct workbook *book, const GPtrArray *cells, unsigned number, bool *is_kept,
			GError **error)
{
	for (guint i = 1; i < cells->len; i++) {
		if (*(const char *)cells->pdata[i]) {
			workbook_unreadable(error, number,
					    "la primera celda debe ir vacía en los renglones de la tabla; "
					    "solo el nombre de "
					    "una hoja (survey) va en ella, sin nada más en su renglón.",
					    "the first cell must be empty in the rows of a table; only the "
					    "name of a sheet "
					    "(survey) goes there, with nothing else in its row.");
			return false;
		}
	}
	*is_kept = workbook_sheet_is_of_forms(cells->pdata[0]);
	return !*is_kept || workbook_sheet_add(book, cells->pdata[0], number, error);
}

struct workbook *workbook_csv_read(const char *text, size_t length, GError **error)
{
	const char *p = text, *end = text + length;
	char delimiter = delimiter_of(p, end);
	g_assert(delimiter);
	struct workbook *book = workbook_new(WORKBOOK_CSV);
	g_autoptr(GPtrArray) cells = g_ptr_array_new();
	g_autoptr(GString) cell = g_string_new(NULL);
	bool is_good = true, is_kept = false;
	for (unsigned number = 1; is_good && p < end; number++) {
		is_good = read_row(book, &p, end, delimiter, number, cells, cell, error);
		if (!is_good)
			break;
		if (*(const char *)cells->pdata[0])
			is_good = begin_sheet(book, cells, number, &is_kept, error);
		else if (is_kept)
			is_good = workbook_row_add(book, number, (const char *const *)cells->pdata + 1,
						   cells->len - 1, error);
	}
	if (is_good && !workbook_n_sheets(book)) {
		workbook_unreadable(
			error, 0,
			"El archivo no contiene ninguna tabla. Un formulario en CSV empieza con survey, solo "
			"en su renglón.",
			"The file has no table in it. A form in CSV begins with survey, alone in its row.");
		is_good = false;
	}
	if (!is_good)
		g_clear_pointer(&book, workbook_free);
	return book;
}
