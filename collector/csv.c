/* csv - a small state machine over bytes; UTF-8 is checked a cell at a time.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "csv.h"

#include <string.h>

#include "words.h"

G_DEFINE_QUARK(csv - error - quark, csv_error)

enum { MAX_CELL = 1 << 20, MAX_CELLS = 4096, MAX_ROW = 16 << 20 };
enum { SAMPLE_BYTES = 1 << 20, SAMPLE_ROWS = 500 };

struct csv_reader {
	const char *at, *end;
	struct csv_format format;
	size_t number;
	GString *bytes;	  /* the cells of the row, each followed by a NUL */
	GArray *starts;	  /* size_t: where each cell starts in bytes */
	GPtrArray *cells; /* into bytes, made when the row is whole */
	bool is_failed;
};

static bool starts_with(const struct csv_reader *reader, const char *bytes, size_t n)
{
	return (size_t)(reader->end - reader->at) >= n && memcmp(reader->at, bytes, n) == 0;
}

/* The end of the line "sep=;" when that is what the bytes start with, or NULL. */
static const char *named_separator_end(const char *at, const char *end)
{
	if (end - at < 5 || g_ascii_strncasecmp(at, "sep=", 4) != 0)
		return NULL;
	at += 5;
	if (at < end && *at == '\r')
		at++;
	return at == end || *at == '\n' ? MIN(at + 1, end) : NULL;
}

struct csv_reader *csv_reader_new(const char *bytes, size_t n_bytes, struct csv_format format)
{
	struct csv_reader *reader = g_new0(struct csv_reader, 1);
	const char *named_end;

	reader->at = bytes;
	reader->end = bytes + n_bytes;
	reader->format = format;
	reader->bytes = g_string_sized_new(4096);
	reader->starts = g_array_new(FALSE, FALSE, sizeof(size_t));
	reader->cells = g_ptr_array_new();
	if (starts_with(reader, "\xef\xbb\xbf", 3))
		reader->at += 3;
	named_end = named_separator_end(reader->at, reader->end);
	if (named_end) {
		reader->at = named_end;
		reader->number = 1;
	}
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

/* What stands from at to before, for the cell that starts at start. */
static bool put(struct csv_reader *reader, size_t start, const char *before, GError **error)
{
	size_t n = (size_t)(before - reader->at);

	if (reader->bytes->len - start + n > MAX_CELL || reader->bytes->len + n > MAX_ROW)
		return refuse(reader, CSV_ERROR_TOO_LARGE,
			      _("a cell is longer than 1 MiB; look for a quote that is never closed"), error);
	g_string_append_len(reader->bytes, reader->at, (gssize)n);
	reader->at = before;
	return true;
}

static bool close_cell(struct csv_reader *reader, size_t start, GError **error)
{
	const char *cell = reader->bytes->str + start;
	size_t length = reader->bytes->len - start;

	if (memchr(cell, 0, length))
		return refuse(reader, CSV_ERROR_ENCODING,
			      _("it holds a zero byte; save the table as \"CSV UTF-8\" and try again"),
			      error);
	if (!g_utf8_validate_len(cell, length, NULL))
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

/* The rest of a quoted cell, past its closing quote. */
static bool read_quoted(struct csv_reader *reader, size_t start, GError **error)
{
	for (reader->at++;; reader->at++) {
		const char *quote = memchr(reader->at, '"', (size_t)(reader->end - reader->at));

		if (!quote)
			return refuse(reader, CSV_ERROR_SYNTAX,
				      _("a quote is opened and never closed; close it and try again"), error);
		if (!put(reader, start, quote, error))
			return false;
		reader->at++;
		if (reader->at == reader->end || *reader->at != '"')
			return true;
		g_string_append_c(reader->bytes, '"');
	}
}

/* LF, CRLF, the end, or a CR right before the end. */
static bool is_row_end(const struct csv_reader *reader, const char *at)
{
	if (at < reader->end && *at == '\r')
		at++;
	return at == reader->end || *at == '\n';
}

/* Up to the separator or the end of the row. */
static bool read_plain(struct csv_reader *reader, size_t start, GError **error)
{
	const char *at = reader->at;

	while (at < reader->end && (*at != reader->format.separator || !*at) && *at != '\n' &&
	       (*at != '\r' || !is_row_end(reader, at)))
		at++;
	return put(reader, start, at, error);
}

/* One cell; *is_last: the row ends after it. */
static bool read_cell(struct csv_reader *reader, bool *is_last, GError **error)
{
	size_t start = reader->bytes->len;

	if (reader->format.is_quoted && reader->at < reader->end && *reader->at == '"') {
		if (!read_quoted(reader, start, error))
			return false;
		if (!is_row_end(reader, reader->at) &&
		    (*reader->at != reader->format.separator || !*reader->at))
			return refuse(
				reader, CSV_ERROR_SYNTAX,
				_("text follows a closing quote; write a quote inside a quoted cell twice"),
				error);
	} else if (!read_plain(reader, start, error)) {
		return false;
	}
	*is_last = is_row_end(reader, reader->at);
	if (*is_last && reader->at < reader->end && *reader->at == '\r')
		reader->at++;
	if (reader->at < reader->end)
		reader->at++;
	return close_cell(reader, start, error);
}

const char *const *csv_reader_row(struct csv_reader *reader, size_t *n_cells, GError **error)
{
	g_assert(!reader->is_failed);
	do {
		bool is_last = false;

		if (reader->at == reader->end)
			return NULL;
		g_string_truncate(reader->bytes, 0);
		g_array_set_size(reader->starts, 0);
		reader->number++;
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

/* The share of the first rows that have as many cells as the first; -1: one cell, or none, or bad quotes. */
static double share_even(const char *bytes, size_t n_bytes, struct csv_format format)
{
	size_t n = MIN(n_bytes, SAMPLE_BYTES), n_first = 0, n_cells, n_rows = 0, n_even = 0;
	struct csv_reader *reader = csv_reader_new(bytes, n, format);
	g_autoptr(GError) error = NULL;

	while (n_rows < SAMPLE_ROWS && csv_reader_row(reader, &n_cells, &error)) {
		/* The last row of a cut sample may be cut too. */
		if (n < n_bytes && reader->at == reader->end)
			break;
		if (n_rows++ == 0)
			n_first = n_cells;
		n_even += n_cells == n_first;
	}
	csv_reader_free(reader);
	/* Cut within a quoted cell, or wrong there: the rows before count, and this one against it. */
	if (error && !(n < n_bytes && g_error_matches(error, CSV_ERROR, CSV_ERROR_SYNTAX)))
		n_rows++;
	return n_first > 1 ? (double)n_even / (double)n_rows : -1;
}

struct csv_format csv_format_of(const char *bytes, size_t n_bytes, bool is_tabs)
{
	static const struct csv_format formats[] = {
		{'\t', false}, {'\t', true}, {',', true}, {';', true}, {'|', true},
	};
	struct csv_format best = {is_tabs ? '\t' : 0, !is_tabs};
	double best_share = -1;

	for (size_t i = is_tabs ? 0 : 1; i < (is_tabs ? 2 : G_N_ELEMENTS(formats)); i++) {
		double share = share_even(bytes, n_bytes, formats[i]);

		if (share > best_share) {
			best_share = share;
			best = formats[i];
		}
	}
	/* A separator that Excel wrote into the first line is believed. */
	if (n_bytes > 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0) {
		bytes += 3;
		n_bytes -= 3;
	}
	if (!is_tabs && named_separator_end(bytes, bytes + n_bytes))
		best = (struct csv_format){bytes[4], true};
	return best;
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
