/* analyze_columns - compares names from the strictest way to the loosest; counts words to guess.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "analyze_columns.h"

#include <stdint.h>
#include <string.h>

#include "nearest.h"
#include "words.h"

enum { LISTED = 40, LOOKED_AT_ROWS = 2000 };

/* Without case, accents and blanks around; what parts groups from names is a slash. */
static char *plain_of(const char *name)
{
	g_autofree char *apart = g_utf8_normalize(name, -1, G_NORMALIZE_ALL);
	GString *out = g_string_new(NULL);

	for (const char *at = apart ? apart : ""; *at; at = g_utf8_next_char(at)) {
		gunichar c = g_utf8_get_char(at);

		if (!g_unichar_ismark(c))
			g_string_append_unichar(out, c == '-' || c == ':' || c == '.' ? '/'
										      : g_unichar_tolower(c));
	}
	return g_strstrip(g_string_free(out, FALSE));
}

static const char *last_part(const char *plain)
{
	const char *slash = strrchr(plain, '/');

	return slash && slash[1] ? slash + 1 : plain;
}

static const char *last_part_as_written(const char *name)
{
	const char *part = name;

	for (const char *at = name; *at; at++)
		if (strchr("/-:.", *at) && at[1])
			part = at + 1;
	return part;
}

/* From exactly the name to the folded last part. */
enum likeness { LIKE_EXACTLY, LIKE_ITS_END, LIKE_FOLDED, LIKE_FOLDED_END, LIKE_LAST };

static bool is_like(const char *column, const char *name, enum likeness likeness)
{
	g_autofree char *trimmed = g_strstrip(g_strdup(column)), *plain = NULL, *wanted = NULL;

	if (likeness == LIKE_EXACTLY)
		return strcmp(trimmed, name) == 0;
	if (likeness == LIKE_ITS_END)
		return strcmp(last_part_as_written(trimmed), name) == 0;
	plain = plain_of(trimmed);
	wanted = plain_of(name);
	return strcmp(likeness == LIKE_FOLDED ? plain : last_part(plain), wanted) == 0;
}

static char *listed(const char *const *header, size_t n)
{
	GString *all = g_string_new(NULL);

	for (size_t i = 0; i < MIN(n, LISTED); i++)
		g_string_append_printf(all, "%s%s", i ? ", " : "", header[i]);
	if (n > LISTED)
		g_string_append(all, ", …");
	return g_string_free(all, FALSE);
}

static void say_unknown(const char *const *header, size_t n, const char *name, GError **error)
{
	g_autofree char *all = listed(header, n), *wanted = plain_of(name), *hint = NULL;
	struct nearest nearest = nearest_begin(wanted);
	size_t meant = SIZE_MAX;

	for (size_t i = 0; i < n; i++) {
		g_autofree char *plain = plain_of(header[i]);
		size_t before = nearest.distance;

		nearest_try(&nearest, plain);
		nearest_try(&nearest, last_part(plain));
		if (nearest.distance < before)
			meant = i;
	}
	hint = meant == SIZE_MAX ? g_strdup("")
				 : g_strdup_printf(" %s \"%s\"?", _("Did you mean"), header[meant]);
	g_set_error(error, ANALYZE_ERROR, ANALYZE_ERROR_COLUMN, "%s \"%s\".%s %s: %s",
		    _("The table has no column"), name, hint, _("It has"), all);
}

bool analyze_column_find(const char *const *header, size_t n_columns, const char *name, size_t *column,
			 GError **error)
{
	for (enum likeness l = LIKE_EXACTLY; l < LIKE_LAST; l++) {
		size_t n_found = 0, second = 0;

		for (size_t i = 0; i < n_columns; i++) {
			if (!is_like(header[i], name, l))
				continue;
			if (n_found++ == 0)
				*column = i;
			else
				second = i;
		}
		if (n_found == 1 || (n_found && l == LIKE_EXACTLY))
			return true;
		if (n_found) {
			g_set_error(error, ANALYZE_ERROR, ANALYZE_ERROR_COLUMN,
				    "%s \"%s\": \"%s\", \"%s\"… %s", _("Several columns are called"), name,
				    header[*column], header[second], _("Write the whole name of one."));
			return false;
		}
	}
	say_unknown(header, n_columns, name, error);
	return false;
}

size_t analyze_column_known(const char *const *header, size_t n_columns, const char *const *names)
{
	for (; *names; names++)
		for (size_t i = 0; i < n_columns; i++)
			if (is_like(header[i], *names, LIKE_FOLDED) ||
			    is_like(header[i], *names, LIKE_FOLDED_END))
				return i;
	return SIZE_MAX;
}

/* Runs of characters between blanks that start with a letter; addresses and identifiers hold few of them. */
static size_t count_words(const char *cell)
{
	bool was_blank = true;
	size_t n = 0;

	for (const char *at = cell; *at; at = g_utf8_next_char(at)) {
		gunichar c = g_utf8_get_char(at);

		n += was_blank && g_unichar_isalpha(c);
		was_blank = g_unichar_isspace(c);
	}
	return n;
}

struct wordy {
	GHashTable *seen;
	size_t n_words; /* of cells not seen before */
};

size_t analyze_column_wordiest(const struct analyze_source *source, GError **error)
{
	struct csv_reader *reader = csv_reader_new(source->bytes, source->n_bytes, source->format);
	size_t n_columns = 0, n_rows = 0, n_cells, best = SIZE_MAX, most;
	GError *failure = NULL;
	const char *const *cells = csv_reader_row(reader, &n_columns, &failure);
	g_autofree struct wordy *columns = g_new0(struct wordy, n_columns + 1);

	for (size_t i = 0; i < n_columns; i++)
		columns[i].seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	while (cells && n_rows < LOOKED_AT_ROWS && (cells = csv_reader_row(reader, &n_cells, &failure))) {
		for (size_t i = 0; i < MIN(n_cells, n_columns); i++)
			if (g_hash_table_add(columns[i].seen, g_strdup(cells[i])))
				columns[i].n_words += count_words(cells[i]);
		n_rows++;
	}
	most = n_rows * 2 - (n_rows > 0);
	for (size_t i = 0; i < n_columns; i++) {
		if (columns[i].n_words > most) {
			most = columns[i].n_words;
			best = i;
		}
		g_hash_table_unref(columns[i].seen);
	}
	csv_reader_free(reader);
	if (failure) {
		g_propagate_error(error, failure);
		return SIZE_MAX;
	}
	if (best == SIZE_MAX)
		g_set_error_literal(
			error, ANALYZE_ERROR, ANALYZE_ERROR_COLUMN,
			_("No column holds texts of some words; say with --text which one to read"));
	return best;
}
