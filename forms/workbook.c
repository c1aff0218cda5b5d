/* workbook - reads markdown tables into sheets of clean text cells.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "workbook.h"
#include "form.h"

#include <stdbool.h>
#include <string.h>

#define BYTES_MAX   ((size_t)16 << 20)
#define ROWS_MAX    100000u
#define COLUMNS_MAX 400u

struct row {
	unsigned file_row;
	guint n_cells;
	const char **cells; /* into workbook->texts */
};

struct sheet {
	char *name;
	GArray *rows; /* of struct row */
	size_t n_columns;
};

struct workbook {
	GArray *sheets; /* of struct sheet */
	GStringChunk *texts;
	size_t n_rows; /* of all sheets */
};

static struct sheet *sheet_at(const struct workbook *book, size_t i)
{
	g_assert(i < book->sheets->len);
	return &g_array_index(book->sheets, struct sheet, i);
}

static struct row *row_at(const struct workbook *book, size_t sheet, size_t row)
{
	const struct sheet *s = sheet_at(book, sheet);
	return row < s->rows->len ? &g_array_index(s->rows, struct row, row) : NULL;
}

void workbook_free(struct workbook *book)
{
	if (!book)
		return;
	for (size_t i = 0; i < book->sheets->len; i++) {
		struct sheet *s = sheet_at(book, i);
		for (size_t k = 0; k < s->rows->len; k++)
			g_free(g_array_index(s->rows, struct row, k).cells);
		g_array_unref(s->rows);
		g_free(s->name);
	}
	g_array_unref(book->sheets);
	g_string_chunk_free(book->texts);
	g_free(book);
}

/* A problem of the file itself: both languages, because nobody has chosen one yet. */
static void unreadable(GError **error, unsigned line, const char *es, const char *en)
{
	if (line)
		g_set_error(error, FORM_ERROR, FORM_ERROR_UNREADABLE, "Línea %u: %s / Line %u: %s", line, es,
			    line, en);
	else
		g_set_error(error, FORM_ERROR, FORM_ERROR_UNREADABLE, "%s / %s", es, en);
}

/* Appends one character of an author's cell: odd spaces become spaces, runs of them one, smart quotes plain.
 */
static void append_clean(GString *out, gunichar c)
{
	switch (c) {
	case 0x2018:
	case 0x2019:
		c = '\'';
		break;
	case 0x201C:
	case 0x201D:
		c = '"';
		break;
	case 0x200B:
	case 0xFEFF:
		return;
	default:
		break;
	}
	if (g_unichar_isspace(c) || c < 0x20 || c == 0x7F) {
		if (out->len && out->str[out->len - 1] != ' ')
			g_string_append_c(out, ' ');
	} else {
		g_string_append_unichar(out, c);
	}
}

static const char *keep_cell(struct workbook *book, GString *cell)
{
	if (cell->len && cell->str[cell->len - 1] == ' ')
		g_string_truncate(cell, cell->len - 1);
	return cell->len ? g_string_chunk_insert_const(book->texts, cell->str) : "";
}

/* Splits the line (which begins with '|') into cells; false and *error when there are too many. */
static bool split_line(struct workbook *book, const char *line, const char *end, unsigned number,
		       GPtrArray *cells, GError **error)
{
	g_autoptr(GString) cell = g_string_new(NULL);
	g_ptr_array_set_size(cells, 0);
	const char *p = line + 1;
	while (p < end) {
		if (*p == '\\' && p + 1 < end && p[1] == '|') {
			g_string_append_c(cell, '|');
			p += 2;
		} else if (*p == '|') {
			g_ptr_array_add(cells, (void *)keep_cell(book, cell));
			g_string_truncate(cell, 0);
			p++;
		} else {
			append_clean(cell, g_utf8_get_char(p));
			p = g_utf8_next_char(p);
		}
		if (cells->len > COLUMNS_MAX + 1) {
			unreadable(error, number, "la tabla tiene más de 400 columnas.",
				   "the table has more than 400 columns.");
			return false;
		}
	}
	const char *last = keep_cell(book, cell);
	if (*last) /* a row whose closing bar was forgotten */
		g_ptr_array_add(cells, (void *)last);
	return true;
}

static bool begin_sheet(struct workbook *book, const GPtrArray *cells, unsigned number, GError **error)
{
	for (guint i = 1; i < cells->len; i++) {
		if (*(const char *)cells->pdata[i]) {
			unreadable(error, number,
				   "la primera celda debe ir vacía en los renglones de la tabla; solo el "
				   "nombre de "
				   "una hoja (| survey |) va en ella.",
				   "the first cell must be empty in the rows of a table; only the name of a "
				   "sheet "
				   "(| survey |) goes there.");
			return false;
		}
	}
	g_autofree char *name = g_utf8_strdown(cells->pdata[0], -1);
	for (size_t i = 0; i < book->sheets->len; i++) {
		if (!strcmp(sheet_at(book, i)->name, name)) {
			unreadable(error, number, "esta hoja ya apareció antes; una las dos.",
				   "this sheet appeared before; join the two.");
			return false;
		}
	}
	if (book->sheets->len >= COLUMNS_MAX) {
		unreadable(error, number, "hay más de 400 hojas.", "there are more than 400 sheets.");
		return false;
	}
	struct sheet sheet = {.name = g_steal_pointer(&name),
			      .rows = g_array_new(FALSE, TRUE, sizeof(struct row))};
	g_array_append_val(book->sheets, sheet);
	return true;
}

/* A line of the file without its end; number is its place, 1-based. */
static bool read_line(struct workbook *book, const char *line, const char *end, unsigned number,
		      GPtrArray *cells, GError **error)
{
	while (line < end && (*line == ' ' || *line == '\t'))
		line++;
	if (line == end || *line == '#')
		return true;
	if (*line != '|') {
		if (!memchr(line, '|', (size_t)(end - line)))
			return true; /* prose around the tables */
		unreadable(error, number, "el renglón debe empezar con una barra (|).",
			   "the row must begin with a bar (|).");
		return false;
	}
	const char *p = line;
	while (p < end && strchr("|-: \t", *p))
		p++;
	if (p == end)
		return true; /* a separator or an empty row */
	if (!split_line(book, line, end, number, cells, error))
		return false;
	if (!cells->len)
		return true; /* nothing but characters without a shape */
	if (*(const char *)cells->pdata[0])
		return begin_sheet(book, cells, number, error);
	if (!book->sheets->len) {
		unreadable(error, number,
			   "antes de esta tabla falta el renglón con el nombre de la hoja: | survey |",
			   "the row with the name of the sheet is missing before this table: | survey |");
		return false;
	}
	if (book->n_rows++ >= ROWS_MAX) {
		unreadable(error, number, "el archivo tiene más de 100,000 renglones.",
			   "the file has more than 100,000 rows.");
		return false;
	}
	struct row row = {.file_row = number, .n_cells = cells->len - 1};
	row.cells = g_new(const char *, MAX(row.n_cells, 1));
	for (guint i = 0; i < row.n_cells; i++)
		row.cells[i] = cells->pdata[i + 1];
	struct sheet *sheet = sheet_at(book, book->sheets->len - 1);
	sheet->n_columns = MAX(sheet->n_columns, row.n_cells);
	g_array_append_val(sheet->rows, row);
	return true;
}

/* What the file is not: NULL when it may be text, else the sentence. */
static bool sniff(const char *bytes, size_t length, GError **error)
{
	if (length > BYTES_MAX) {
		unreadable(error, 0, "El archivo pasa de 16 MiB.", "The file is larger than 16 MiB.");
	} else if (length >= 4 && !memcmp(bytes, "PK\x03\x04", 4)) {
		unreadable(error, 0,
			   "Es un libro de Excel (.xlsx) u otro archivo comprimido y esta versión todavía no "
			   "los lee. "
			   "Copie sus hojas como tablas de texto (markdown) en un archivo .md y súbalo.",
			   "It is an Excel workbook (.xlsx) or another zip file and this version does not "
			   "read them "
			   "yet. Copy its sheets as text tables (markdown) into a .md file and upload that.");
	} else if (length >= 4 && !memcmp(bytes, "\xD0\xCF\x11\xE0", 4)) {
		unreadable(error, 0,
			   "Es un libro antiguo de Excel (.xls) y esta versión todavía no los lee. Copie sus "
			   "hojas "
			   "como tablas de texto (markdown) en un archivo .md y súbalo.",
			   "It is an old Excel workbook (.xls) and this version does not read them yet. Copy "
			   "its "
			   "sheets as text tables (markdown) into a .md file and upload that.");
	} else if (!g_utf8_validate_len(bytes, length, NULL)) {
		unreadable(error, 0,
			   "No es texto en UTF-8. Guárdelo otra vez como texto con codificación UTF-8.",
			   "It is not UTF-8 text. Save it again as text in the UTF-8 encoding.");
	} else {
		return true;
	}
	return false;
}

struct workbook *workbook_read(const char *bytes, size_t length, GError **error)
{
	if (!sniff(bytes, length, error))
		return NULL;
	struct workbook *book = g_new0(struct workbook, 1);
	book->sheets = g_array_new(FALSE, TRUE, sizeof(struct sheet));
	book->texts = g_string_chunk_new(4096);
	g_autoptr(GPtrArray) cells = g_ptr_array_new();

	const char *p = bytes, *end = bytes + length;
	if (length >= 3 && !memcmp(p, "\xEF\xBB\xBF", 3))
		p += 3;
	for (unsigned number = 1; p < end; number++) {
		const char *line = p;
		while (p < end && *p != '\n' && *p != '\r')
			p++;
		const char *line_end = p;
		if (p < end)
			p += *p == '\r' && p + 1 < end && p[1] == '\n' ? 2 : 1;
		if (!read_line(book, line, line_end, number, cells, error)) {
			workbook_free(book);
			return NULL;
		}
	}
	if (!book->sheets->len) {
		unreadable(error, 0,
			   "El archivo no contiene ninguna tabla. Un formulario empieza con | survey |",
			   "The file has no table in it. A form begins with | survey |");
		workbook_free(book);
		return NULL;
	}
	return book;
}

size_t workbook_n_sheets(const struct workbook *book)
{
	return book->sheets->len;
}

const char *workbook_sheet_name(const struct workbook *book, size_t sheet)
{
	return sheet_at(book, sheet)->name;
}

size_t workbook_n_rows(const struct workbook *book, size_t sheet)
{
	return sheet_at(book, sheet)->rows->len;
}

size_t workbook_n_columns(const struct workbook *book, size_t sheet)
{
	return sheet_at(book, sheet)->n_columns;
}

const char *workbook_cell(const struct workbook *book, size_t sheet, size_t row, size_t column)
{
	const struct row *r = row_at(book, sheet, row);
	return r && column < r->n_cells ? r->cells[column] : "";
}

unsigned workbook_file_row(const struct workbook *book, size_t sheet, size_t row)
{
	const struct row *r = row_at(book, sheet, row);
	return r ? r->file_row : 0;
}
