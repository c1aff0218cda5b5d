/* workbook - sheets of clean text cells: how they are kept, and read from and written as markdown tables.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "workbook_parts.h"
#include "form.h"
#include "workbook_ole.h"

#include <string.h>

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
	GString *scratch;
	size_t n_rows, n_cells, n_text; /* of all sheets */
	enum workbook_kind kind;
	bool has_rows;	   /* markdown whose comments say where its rows stood in another file */
	unsigned next_row; /* of that file */
};

/* The first line of such markdown, before the name of the kind; a line that is one more number is the row of
 * the next table row. */
#define DECODED "# vocalia-workbook "
static const char *const kind_names[] = {
	[WORKBOOK_MARKDOWN] = "md", [WORKBOOK_CSV] = "csv", [WORKBOOK_XLSX] = "xlsx", [WORKBOOK_XLS] = "xls"};

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

struct workbook *workbook_new(enum workbook_kind kind)
{
	struct workbook *book = g_new0(struct workbook, 1);
	book->sheets = g_array_new(FALSE, TRUE, sizeof(struct sheet));
	book->texts = g_string_chunk_new(4096);
	book->scratch = g_string_new(NULL);
	book->kind = kind;
	return book;
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
	g_string_free(book->scratch, TRUE);
	g_free(book);
}

/* A problem of the file itself: both languages, because nobody has chosen one yet. */
void workbook_unreadable(GError **error, unsigned line, const char *es, const char *en)
{
	if (line)
		g_set_error(error, FORM_ERROR, FORM_ERROR_UNREADABLE, "Línea %u: %s / Line %u: %s", line, es,
			    line, en);
	else
		g_set_error(error, FORM_ERROR, FORM_ERROR_UNREADABLE, "%s / %s", es, en);
}

void workbook_refuse_cell(GError **error, const char *sheet, unsigned column, unsigned row, const char *es,
			  const char *en)
{
	char letters[8];
	size_t n = sizeof letters;
	letters[--n] = '\0';
	for (unsigned c = column + 1; c && n; c = (c - 1) / 26)
		letters[--n] = (char)('A' + (c - 1) % 26);
	g_autofree char *all_es = g_strdup_printf("Hoja %s, celda %s%u: %s", sheet, letters + n, row, es),
			*all_en = g_strdup_printf("Sheet %s, cell %s%u: %s", sheet, letters + n, row, en);
	workbook_unreadable(error, 0, all_es, all_en);
}

void workbook_refuse_file_size(GError **error)
{
	workbook_unreadable(
		error, 0,
		"El libro de Excel pasa de 5 MiB. Copie solo las hojas del formulario (survey, "
		"choices, "
		"settings) a un libro nuevo, sin imágenes, y súbalo.",
		"The Excel workbook is larger than 5 MiB. Copy only the sheets of the form (survey, "
		"choices, settings) into a new workbook, without pictures, and upload that.");
}

void workbook_refuse_no_sheet(GError **error)
{
	workbook_unreadable(
		error, 0,
		"El libro de Excel no tiene una hoja survey, la de las preguntas. Póngale ese nombre a la "
		"hoja.",
		"The Excel workbook has no sheet survey, that of the questions. Give the sheet that name.");
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

bool workbook_sheet_is_of_forms(const char *name)
{
	static const char *const names[] = {"survey",		"choices",  "settings",
					    "external_choices", "entities", "osm"};
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
		if (g_ascii_strcasecmp(name, names[i]) == 0)
			return true;
	return false;
}

bool workbook_sheet_add(struct workbook *book, const char *given, unsigned file_row, GError **error)
{
	g_autofree char *name = g_utf8_strdown(given, -1);
	for (size_t i = 0; i < book->sheets->len; i++) {
		if (!strcmp(sheet_at(book, i)->name, name)) {
			workbook_unreadable(error, file_row, "esta hoja ya apareció antes; una las dos.",
					    "this sheet appeared before; join the two.");
			return false;
		}
	}
	if (book->sheets->len >= WORKBOOK_COLUMNS_MAX) {
		workbook_unreadable(error, file_row, "hay más de 400 hojas.",
				    "there are more than 400 sheets.");
		return false;
	}
	struct sheet sheet = {.name = g_steal_pointer(&name),
			      .rows = g_array_new(FALSE, TRUE, sizeof(struct row))};
	g_array_append_val(book->sheets, sheet);
	return true;
}

const char *workbook_text_keep(struct workbook *book, const char *utf8, size_t length, GError **error)
{
	GString *out = book->scratch;
	g_string_truncate(out, 0);
	for (const char *p = utf8, *end = utf8 + length; p < end; p = g_utf8_next_char(p))
		append_clean(out, g_utf8_get_char(p));
	if (out->len && out->str[out->len - 1] == ' ')
		g_string_truncate(out, out->len - 1);
	if (!out->len)
		return "";
	if (out->len > WORKBOOK_TEXT_MAX - book->n_text) {
		workbook_unreadable(
			error, 0,
			"Las celdas suman más de 16 MiB de texto. Deje solo las hojas del "
			"formulario y parta las listas largas.",
			"The cells hold more than 16 MiB of text. Leave only the sheets of the form "
			"and split the long lists.");
		return NULL;
	}
	book->n_text += out->len;
	return g_string_chunk_insert_len(book->texts, out->str, (gssize)out->len);
}

/* Takes the room of one more row of n cells. */
static bool count_row(struct workbook *book, unsigned file_row, size_t n, GError **error)
{
	if (book->n_rows++ >= WORKBOOK_ROWS_MAX) {
		workbook_unreadable(error, file_row, "el archivo tiene más de 100,000 renglones.",
				    "the file has more than 100,000 rows.");
		return false;
	}
	if (n > WORKBOOK_COLUMNS_MAX) {
		workbook_unreadable(error, file_row, "la tabla tiene más de 400 columnas.",
				    "the table has more than 400 columns.");
		return false;
	}
	return true;
}

bool workbook_row_add(struct workbook *book, unsigned file_row, const char *const *cells, size_t n_cells,
		      GError **error)
{
	g_assert(book->sheets->len);
	while (n_cells && !*cells[n_cells - 1])
		n_cells--;
	if (!n_cells)
		return true;
	if (!count_row(book, file_row, n_cells, error))
		return false;
	if (n_cells > WORKBOOK_CELLS_MAX - book->n_cells) {
		workbook_unreadable(
			error, file_row,
			"el archivo tiene más de medio millón de celdas. Parta las listas largas.",
			"the file has more than half a million cells. Split the long lists.");
		return false;
	}
	book->n_cells += n_cells;
	struct row row = {.file_row = file_row, .n_cells = (guint)n_cells};
	row.cells = g_memdup2(cells, n_cells * sizeof *cells);
	struct sheet *sheet = sheet_at(book, book->sheets->len - 1);
	sheet->n_columns = MAX(sheet->n_columns, n_cells);
	g_array_append_val(sheet->rows, row);
	return true;
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
		if (cells->len > WORKBOOK_COLUMNS_MAX + 1) {
			workbook_unreadable(error, number, "la tabla tiene más de 400 columnas.",
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
			workbook_unreadable(
				error, number,
				"la primera celda debe ir vacía en los renglones de la tabla; solo el "
				"nombre de "
				"una hoja (| survey |) va en ella.",
				"the first cell must be empty in the rows of a table; only the name of a "
				"sheet "
				"(| survey |) goes there.");
			return false;
		}
	}
	return workbook_sheet_add(book, cells->pdata[0], number, error);
}

static void read_comment(struct workbook *book, const char *line, const char *end, unsigned number)
{
	size_t length = (size_t)(end - line), n = strlen(DECODED);
	guint64 row;
	if (number == 1 && length > n && !memcmp(line, DECODED, n)) {
		for (size_t i = 0; i < G_N_ELEMENTS(kind_names); i++)
			if (strlen(kind_names[i]) == length - n &&
			    !memcmp(line + n, kind_names[i], length - n)) {
				book->kind = (enum workbook_kind)i;
				book->has_rows = true;
			}
	} else if (book->has_rows && length > 2 && length < 12) {
		char digits[12] = "";
		memcpy(digits, line + 2, length - 2);
		if (g_ascii_string_to_unsigned(digits, 10, 1, G_MAXINT32, &row, NULL))
			book->next_row = (unsigned)row;
	}
}

/* A line of the file without its end; number is its place, 1-based. */
static bool read_line(struct workbook *book, const char *line, const char *end, unsigned number,
		      GPtrArray *cells, GError **error)
{
	while (line < end && (*line == ' ' || *line == '\t'))
		line++;
	if (line < end && *line == '#')
		read_comment(book, line, end, number);
	if (line == end || *line == '#')
		return true;
	if (*line != '|') {
		if (!memchr(line, '|', (size_t)(end - line)))
			return true; /* prose around the tables */
		workbook_unreadable(error, number, "el renglón debe empezar con una barra (|).",
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
		workbook_unreadable(
			error, number,
			"antes de esta tabla falta el renglón con el nombre de la hoja: | survey |",
			"the row with the name of the sheet is missing before this table: | survey |");
		return false;
	}
	if (!count_row(book, number, cells->len - 1, error))
		return false;
	struct row row = {.file_row = book->has_rows ? book->next_row++ : number, .n_cells = cells->len - 1};
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
	if (length > WORKBOOK_TEXT_MAX) {
		workbook_unreadable(error, 0, "El archivo pasa de 16 MiB.",
				    "The file is larger than 16 MiB.");
	} else if (!g_utf8_validate_len(bytes, length, NULL)) {
		workbook_unreadable(
			error, 0,
			"No es texto en UTF-8. Guárdelo otra vez como texto con codificación UTF-8.",
			"It is not UTF-8 text. Save it again as text in the UTF-8 encoding.");
	} else {
		return true;
	}
	return false;
}

/* text is UTF-8 without a byte order mark. */
static struct workbook *read_markdown(const char *text, size_t length, GError **error)
{
	struct workbook *book = workbook_new(WORKBOOK_MARKDOWN);
	g_autoptr(GPtrArray) cells = g_ptr_array_new();

	const char *p = text, *end = text + length;
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
		workbook_unreadable(error, 0,
				    "El archivo no contiene ninguna tabla. Un formulario empieza con | "
				    "survey | (en CSV, con survey solo en su renglón)",
				    "The file has no table in it. A form begins with | survey | (in CSV, "
				    "with survey alone in its row)");
		workbook_free(book);
		return NULL;
	}
	return book;
}

bool workbook_is_excel(const char *bytes, size_t length)
{
	return length >= 4 && (!memcmp(bytes, "PK\x03\x04", 4) || !memcmp(bytes, WORKBOOK_OLE_MAGIC, 4));
}

struct workbook *workbook_read(const char *bytes, size_t length, GError **error)
{
	if (!workbook_is_excel(bytes, length))
		return workbook_read_text(bytes, length, error);
	return *bytes == 'P' ? workbook_xlsx_read(bytes, length, error)
			     : workbook_xls_read(bytes, length, error);
}

struct workbook *workbook_read_text(const char *bytes, size_t length, GError **error)
{
	if (!sniff(bytes, length, error))
		return NULL;
	if (length >= 3 && !memcmp(bytes, "\xEF\xBB\xBF", 3)) {
		bytes += 3;
		length -= 3;
	}
	if (workbook_csv_sniff(bytes, length))
		return workbook_csv_read(bytes, length, error);
	return read_markdown(bytes, length, error);
}

/* Cells hold no line ends; a bar is escaped, and the space before each closing bar keeps a backslash off it.
 */
static void append_cell(GString *out, const char *text)
{
	g_string_append_c(out, ' ');
	for (const char *p = text; *p; p++) {
		if (*p == '|')
			g_string_append_c(out, '\\');
		g_string_append_c(out, *p);
	}
	g_string_append(out, " |");
}

/* Makes the line that begins at start (its first bar) no separator: a character without a shape, which the
 * reader drops, goes into its first cell. */
static void end_line(GString *out, size_t start)
{
	if (!out->str[start + strspn(out->str + start, "|-: ")])
		g_string_insert_unichar(out, (gssize)start + 1, 0x200B);
	g_string_append_c(out, '\n');
}

typedef void write_piece(void *data, const char *text, size_t n);

static void write_line(GString *line, write_piece *write, void *data)
{
	end_line(line, 0);
	write(data, line->str, line->len);
	g_string_truncate(line, 0);
}

static void write_sheet(const struct sheet *sheet, bool with_rows, GString *line, write_piece *write,
			void *data)
{
	g_string_append_c(line, '|');
	append_cell(line, sheet->name);
	write_line(line, write, data);
	unsigned expected = 0;
	for (size_t k = 0; k < sheet->rows->len; k++) {
		const struct row *row = &g_array_index(sheet->rows, struct row, k);
		if (with_rows && row->file_row != expected) {
			char number[24];
			int n = g_snprintf(number, sizeof number, "# %u\n", row->file_row);
			write(data, number, (size_t)n);
		}
		expected = row->file_row + 1;
		g_string_append(line, "| |");
		for (guint c = 0; c < row->n_cells; c++)
			append_cell(line, row->cells[c]);
		write_line(line, write, data);
	}
}

static void write_all(const struct workbook *book, bool with_rows, write_piece *write, void *data)
{
	g_autoptr(GString) line = g_string_new(NULL);
	for (size_t i = 0; i < book->sheets->len; i++)
		write_sheet(sheet_at(book, i), with_rows, line, write, data);
}

static void write_to_string(void *data, const char *text, size_t n)
{
	g_string_append_len(data, text, (gssize)n);
}

char *workbook_to_markdown(const struct workbook *book)
{
	GString *out = g_string_new(NULL);
	write_all(book, false, write_to_string, out);
	return g_string_free(out, FALSE);
}

void workbook_write_decoded(const struct workbook *book, write_piece *write, void *data)
{
	g_autofree char *first = g_strconcat(DECODED, kind_names[book->kind], "\n", NULL);
	write(data, first, strlen(first));
	write_all(book, true, write, data);
}

enum workbook_kind workbook_kind(const struct workbook *book)
{
	return book->kind;
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
