/* csv - a small state machine over bytes; UTF-8 is checked a cell at a time.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "csv.h"

#include <string.h>

#include "words.h"

G_DEFINE_QUARK(csv - error - quark, csv_error)

enum { MAX_CELL = 1 << 20, MAX_CELLS = 4096, MAX_ROW = 16 << 20 };

struct csv_reader {
	FILE *file;
	enum csv_format format;
	size_t number;
	GString *bytes;	  /* the cells of the row, each followed by a NUL */
	GArray *starts;	  /* size_t: where each cell starts in bytes */
	GPtrArray *cells; /* into bytes, made when the row is whole */
	bool is_started, is_failed;
};

enum csv_format csv_format_of(const char *file_name)
{
	g_autofree char *lower = g_ascii_strdown(file_name, -1);

	return g_str_has_suffix(lower, ".tsv") || g_str_has_suffix(lower, ".tab") ? CSV_TABS : CSV_COMMAS;
}

struct csv_reader *csv_reader_new(FILE *file, enum csv_format format)
{
	struct csv_reader *reader = g_new0(struct csv_reader, 1);

	reader->file = file;
	reader->format = format;
	reader->bytes = g_string_sized_new(4096);
	reader->starts = g_array_new(FALSE, FALSE, sizeof(size_t));
	reader->cells = g_ptr_array_new();
	return reader;
}

void csv_reader_free(struct csv_reader *reader)
{
	if (!reader)
		return;
	g_string_free(reader->bytes, TRUE);
	g_array_unref(reader->starts);
	g_ptr_array_unref(reader->cells);
	g_free(reader);
}

size_t csv_reader_number(const struct csv_reader *reader)
{
	return reader->number;
}

static bool refuse(struct csv_reader *reader, enum csv_error code, const char *sentence, GError **error)
{
	reader->is_failed = true;
	g_set_error(error, CSV_ERROR, code, "%s %zu: %s", _("Row"), reader->number, sentence);
	return false;
}

static int get(struct csv_reader *reader)
{
	return getc_unlocked(reader->file);
}

static void unget(struct csv_reader *reader, int byte)
{
	if (byte != EOF)
		(void)ungetc(byte, reader->file);
}

static void skip_mark(struct csv_reader *reader)
{
	static const int mark[] = {0xef, 0xbb, 0xbf};
	int byte = get(reader);

	reader->is_started = true;
	if (byte != mark[0]) {
		unget(reader, byte);
		return;
	}
	/* No text starts with EF otherwise: half a mark is broken UTF-8, found below. */
	for (size_t i = 1; i < G_N_ELEMENTS(mark); i++) {
		byte = get(reader);
		if (byte != mark[i]) {
			unget(reader, byte);
			g_string_append_c(reader->bytes, '\xef');
			return;
		}
	}
}

static bool put(struct csv_reader *reader, size_t start, int byte, GError **error)
{
	if (byte == 0)
		return refuse(reader, CSV_ERROR_ENCODING,
			      _("it holds a zero byte; save the table as \"CSV UTF-8\" and try again"),
			      error);
	if (reader->bytes->len - start >= MAX_CELL || reader->bytes->len >= MAX_ROW)
		return refuse(reader, CSV_ERROR_TOO_LARGE,
			      _("a cell is longer than 1 MiB; look for a quote that is never closed"), error);
	g_string_append_c(reader->bytes, (char)byte);
	return true;
}

static bool close_cell(struct csv_reader *reader, size_t start, GError **error)
{
	const char *cell = reader->bytes->str + start;

	if (!g_utf8_validate_len(cell, reader->bytes->len - start, NULL))
		return refuse(reader, CSV_ERROR_ENCODING,
			      _("it is not UTF-8 text; save the table as \"CSV UTF-8\" and try again"),
			      error);
	if (reader->starts->len >= MAX_CELLS)
		return refuse(reader, CSV_ERROR_TOO_LARGE,
			      _("it has more than 4096 cells; is this the right file?"), error);
	g_array_append_val(reader->starts, start);
	g_string_append_c(reader->bytes, '\0');
	return true;
}

/* The rest of a quoted cell; *end receives the byte after the closing quote. */
static bool read_quoted(struct csv_reader *reader, size_t start, int *end, GError **error)
{
	for (;;) {
		int byte = get(reader);

		if (byte == EOF)
			return refuse(reader, CSV_ERROR_SYNTAX,
				      _("a quote is opened and never closed; close it and try again"), error);
		if (byte == '"') {
			byte = get(reader);
			if (byte != '"') {
				*end = byte;
				return true;
			}
		}
		if (!put(reader, start, byte, error))
			return false;
	}
}

static bool is_row_end(struct csv_reader *reader, int *byte)
{
	if (*byte == '\r') {
		int next = get(reader);

		if (next == '\n' || next == EOF)
			*byte = next;
		else
			unget(reader, next);
	}
	return *byte == '\n' || *byte == EOF;
}

/* One cell; *is_last: the row ends after it. */
static bool read_cell(struct csv_reader *reader, bool *is_last, GError **error)
{
	int separator = reader->format == CSV_TABS ? '\t' : ',';
	size_t start = reader->starts->len ? reader->bytes->len : 0;
	int byte = get(reader);

	if (byte == '"' && reader->format == CSV_COMMAS && reader->bytes->len == start) {
		if (!read_quoted(reader, start, &byte, error))
			return false;
		if (!is_row_end(reader, &byte) && byte != separator)
			return refuse(
				reader, CSV_ERROR_SYNTAX,
				_("text follows a closing quote; write a quote inside a quoted cell twice"),
				error);
	} else {
		while (!is_row_end(reader, &byte) && byte != separator) {
			if (!put(reader, start, byte, error))
				return false;
			byte = get(reader);
		}
	}
	*is_last = byte != separator;
	return close_cell(reader, start, error);
}

const char *const *csv_reader_row(struct csv_reader *reader, size_t *n_cells, GError **error)
{
	bool is_last;

	g_assert(!reader->is_failed);
	do {
		int byte;

		is_last = false;
		g_string_truncate(reader->bytes, 0);
		g_array_set_size(reader->starts, 0);
		reader->number++;
		if (!reader->is_started)
			skip_mark(reader);
		byte = get(reader);
		unget(reader, byte);
		if (byte == EOF && !reader->bytes->len) {
			reader->number--;
			if (ferror(reader->file)) {
				reader->is_failed = true;
				g_set_error_literal(error, CSV_ERROR, CSV_ERROR_FILE,
						    _("The file cannot be read to its end; check the disk"));
			}
			return NULL;
		}
		while (!is_last)
			if (!read_cell(reader, &is_last, error))
				return NULL;
		/* A single empty cell is an empty line. */
	} while (reader->starts->len == 1 && reader->bytes->len == 1);
	g_ptr_array_set_size(reader->cells, 0);
	for (size_t i = 0; i < reader->starts->len; i++)
		g_ptr_array_add(reader->cells, reader->bytes->str + g_array_index(reader->starts, size_t, i));
	*n_cells = reader->cells->len;
	return (const char *const *)reader->cells->pdata;
}

static bool is_number(const char *cell)
{
	size_t n_digits = 0, n_points = 0;

	for (const char *at = *cell == '-' || *cell == '+' ? cell + 1 : cell; *at; at++) {
		if (*at == '.' && !n_points++)
			continue;
		if (!g_ascii_isdigit(*at))
			return false;
		n_digits++;
	}
	return n_digits > 0;
}

void csv_row_write(GString *out, const char *const *cells, size_t n_cells, enum csv_for purpose)
{
	for (size_t i = 0; i < n_cells; i++) {
		const char *cell = cells[i];
		bool is_risky =
			purpose == CSV_FOR_PEOPLE && *cell && strchr("=+-@\t\r", *cell) && !is_number(cell);
		/* A lone empty cell is quoted, or the row would read as an empty line. */
		bool is_quoted = strpbrk(cell, "\",\r\n") || *cell == ' ' || (n_cells == 1 && !*cell);

		if (i)
			g_string_append_c(out, ',');
		if (is_quoted)
			g_string_append_c(out, '"');
		if (is_risky)
			g_string_append_c(out, '\'');
		for (const char *at = cell; *at; at++) {
			if (*at == '"')
				g_string_append_c(out, '"');
			g_string_append_c(out, *at);
		}
		if (is_quoted)
			g_string_append_c(out, '"');
	}
	g_string_append(out, "\r\n");
}
