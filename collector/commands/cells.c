/* cells - keeps each cell once, and knows which row of the file it came from.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cells.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#include "analyze_columns.h"
#include "words.h"

struct loading {
	struct cells *rows;
	GPtrArray *cells;
	GArray *numbers;
};

/* The same text typed on another system is the same name. */
static const char *kept(struct cells *t, const char *cell)
{
	g_autofree char *composed = g_utf8_normalize(cell, -1, G_NORMALIZE_DEFAULT_COMPOSE);

	return g_string_chunk_insert_const(t->strings,
					   g_strstrip(composed ? composed : (composed = g_strdup(cell))));
}

static bool add_row(struct loading *l, const char *const *row, size_t n, size_t number, GError **error)
{
	struct cells *t = l->rows;
	bool is_empty = true;

	for (size_t i = 0; i < n; i++) {
		if (!*row[i])
			continue;
		is_empty = false;
		if (i < t->n_columns)
			continue;
		g_set_error(error, ANALYZE_ERROR, ANALYZE_ERROR_VALUE, "%s: %s %zu: %s", t->file_name,
			    _("Row"), number,
			    _("it has more cells than the first row names; put quotes around text with "
			      "commas"));
		return false;
	}
	if (is_empty)
		return true;
	for (size_t i = 0; i < t->n_columns; i++)
		g_ptr_array_add(l->cells, (gpointer)(uintptr_t)(i < n ? kept(t, row[i]) : ""));
	g_array_append_val(l->numbers, number);
	return true;
}

static bool read_rows(struct loading *l, struct csv_reader *reader, GError **error)
{
	struct cells *t = l->rows;
	const char *const *row;
	GError *failure = NULL;
	size_t n;

	row = csv_reader_row(reader, &n, &failure);
	if (row) {
		t->n_columns = n;
		t->header = g_new(const char *, n + 1);
		for (size_t i = 0; i < n; i++)
			t->header[i] = kept(t, row[i]);
		t->header[n] = NULL;
		while ((row = csv_reader_row(reader, &n, &failure)))
			if (!add_row(l, row, n, csv_reader_number(reader), error))
				return false;
	}
	if (failure) {
		g_set_error(error, failure->domain, failure->code, "%s: %s", t->file_name, failure->message);
		g_error_free(failure);
		return false;
	}
	if (l->numbers->len)
		return true;
	g_set_error(error, ANALYZE_ERROR, ANALYZE_ERROR_EMPTY, "%s: %s", t->file_name,
		    t->n_columns ? _("The table has no rows below the names of the columns")
				 : _("The table is empty; its first row must name the columns"));
	return false;
}

struct cells *cells_of(const struct analyze_source *source, const char *file_name, GError **error)
{
	struct loading l = {.rows = g_new0(struct cells, 1),
			    .cells = g_ptr_array_new(),
			    .numbers = g_array_new(FALSE, FALSE, sizeof(size_t))};
	struct csv_reader *reader = csv_reader_new(source->bytes, source->n_bytes, source->format);
	struct cells *t = l.rows;
	bool is_read;

	t->file_name = strcmp(file_name, "-") == 0 ? g_strdup("-") : g_path_get_basename(file_name);
	t->strings = g_string_chunk_new(1 << 16);
	t->encoding = source->encoding;
	t->separator = source->format.separator;
	memcpy(t->digest, source->digest, sizeof t->digest);
	is_read = read_rows(&l, reader, error);
	csv_reader_free(reader);
	t->n_rows = l.numbers->len;
	t->numbers = (size_t *)(void *)g_array_free(l.numbers, FALSE);
	t->texts = (const char **)g_ptr_array_free(l.cells, FALSE);
	if (!is_read)
		g_clear_pointer(&t, cells_free);
	return t;
}

struct cells *cells_read(const char *file_name, GError **error)
{
	struct analyze_source source;
	struct cells *t;

	if (!analyze_source_read(&source, file_name, error))
		return NULL;
	t = cells_of(&source, file_name, error);
	analyze_source_clear(&source);
	return t;
}

void cells_free(struct cells *t)
{
	if (!t)
		return;
	g_free(t->file_name);
	g_free(t->header);
	g_free(t->texts);
	g_free(t->numbers);
	g_string_chunk_free(t->strings);
	g_free(t);
}

const char *cells_text(const struct cells *t, size_t row, size_t column)
{
	return column >= t->n_columns ? "" : t->texts[row * t->n_columns + column];
}

bool cells_column(const struct cells *t, const char *name, size_t *column, GError **error)
{
	*column = SIZE_MAX;
	return !name || analyze_column_find(t->header, t->n_columns, name, column, error);
}

void cells_refuse(const struct cells *t, size_t row, size_t column, const char *sentence, GError **error)
{
	g_set_error(error, ANALYZE_ERROR, ANALYZE_ERROR_VALUE, "%s: %s %zu, %s \"%s\": %s", t->file_name,
		    _("Row"), t->numbers[row], _("column"), t->header[column], sentence);
}

static bool is_none(const char *cell)
{
	return !*cell || strcmp(cell, "NA") == 0 || strcmp(cell, "-") == 0 ||
	       g_ascii_strcasecmp(cell, "nan") == 0;
}

static bool read_number(const struct cells *t, const char *cell, double *value)
{
	g_autofree char *plain = g_strdup(cell);
	char *comma = strchr(plain, ','), *end;

	*value = NAN;
	if (is_none(cell))
		return true;
	if (comma && t->separator != ',' && !strchr(plain, '.'))
		*comma = '.';
	if (!strchr("+-.0123456789", *plain)) /* words that strtod takes for numbers */
		return false;
	*value = g_ascii_strtod(plain, &end);
	return end != plain && !*end && isfinite(*value) && !strpbrk(plain, "xX");
}

bool cells_number(const struct cells *t, size_t row, size_t column, double *value, GError **error)
{
	const char *cell = cells_text(t, row, column);

	if (read_number(t, cell, value))
		return true;
	cells_refuse(t, row, column, _("this is no number; write one like 0.35, or nothing"), error);
	return false;
}

bool cells_is_numeric(const struct cells *t, size_t column)
{
	size_t n = 0;

	for (size_t row = 0; row < t->n_rows; row++) {
		double value;

		if (!read_number(t, cells_text(t, row, column), &value))
			return false;
		n += isnan(value) ? 0 : 1;
	}
	return n > 0;
}

bool cells_level(const struct cells *t, size_t row, size_t column, size_t most, size_t *level, GError **error)
{
	const char *cell = cells_text(t, row, column);
	g_autofree char *sentence = NULL;
	guint64 value;

	*level = 0;
	if (!*cell)
		return true;
	if (g_ascii_string_to_unsigned(cell, 10, 0, most, &value, NULL)) {
		*level = (size_t)value;
		return true;
	}
	sentence = g_strdup_printf("%s %zu.",
				   _("write whole numbers, 0 or nothing for not said, and at most"), most);
	cells_refuse(t, row, column, sentence, error);
	return false;
}
