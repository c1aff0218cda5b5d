/* analyze_table - finds the columns, keeps the wanted rows, numbers what is named.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "analyze_table.h"

#include <errno.h>
#include <string.h>

#include "csv.h"
#include "words.h"

G_DEFINE_QUARK(analyze - error - quark, analyze_error)

enum { COLUMN_NONE = -1, MAX_TEXT_COLUMNS = 16 };

/* Names numbered in order of first sight; no name: -1. */

static int32_t names_number(GHashTable *names, const char *name)
{
	gpointer known;

	if (!*name)
		return -1;
	known = g_hash_table_lookup(names, name);
	if (!known) {
		known = GINT_TO_POINTER((int)g_hash_table_size(names) + 1);
		g_hash_table_insert(names, g_strdup(name), known);
	}
	return GPOINTER_TO_INT(known) - 1;
}

static GHashTable *names_new(void)
{
	return g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
}

struct loader {
	const struct analyze_columns *columns;
	struct csv_reader *reader;
	size_t n_columns;
	int text[MAX_TEXT_COLUMNS];
	size_t n_text;
	int id, group, place, sender, theme, severity, affected, frequency, truth, where;
	const char *where_value;
	GHashTable *groups, *themes, *places, *senders, *labels, *ids;
	GArray *reports; /* struct diagnosis_report */
	GArray *truths;	 /* size_t */
	GStringChunk *strings;
};

static bool find_column(const char *const *header, size_t n, const char *name, int *column, GError **error)
{
	g_autofree char *all = NULL;
	GPtrArray *known;

	*column = COLUMN_NONE;
	if (!name)
		return true;
	for (size_t i = 0; i < n; i++) {
		g_autofree char *trimmed = g_strstrip(g_strdup(header[i]));

		if (strcmp(trimmed, name) == 0) {
			*column = (int)i;
			return true;
		}
	}
	known = g_ptr_array_new();
	for (size_t i = 0; i < n; i++)
		g_ptr_array_add(known, (gpointer)(uintptr_t)header[i]);
	g_ptr_array_add(known, NULL);
	all = g_strjoinv(", ", (char **)known->pdata);
	g_ptr_array_free(known, TRUE);
	g_set_error(error, ANALYZE_ERROR, ANALYZE_ERROR_COLUMN, "%s \"%s\". %s: %s",
		    _("The table has no column"), name, _("It has"), all);
	return false;
}

static bool find_text(struct loader *l, const char *const *header, size_t n, GError **error)
{
	g_auto(GStrv) names = NULL;

	/* A column may itself be named with a comma. */
	if (find_column(header, n, l->columns->text, &l->text[0], NULL)) {
		l->n_text = 1;
		return true;
	}
	names = g_strsplit(l->columns->text, ",", MAX_TEXT_COLUMNS);
	for (size_t i = 0; names[i]; i++)
		if (!find_column(header, n, g_strstrip(names[i]), &l->text[l->n_text++], error))
			return false;
	return true;
}

static bool find_columns(struct loader *l, GError **error)
{
	const struct analyze_columns *c = l->columns;
	g_autofree char *where_name = NULL;
	const char *const *header;
	GError *failure = NULL;
	size_t n;

	header = csv_reader_row(l->reader, &n, &failure);
	if (!header) {
		if (failure)
			g_propagate_error(error, failure);
		else
			g_set_error_literal(error, ANALYZE_ERROR, ANALYZE_ERROR_EMPTY,
					    _("The table is empty; its first row must name the columns"));
		return false;
	}
	l->n_columns = n;
	if (c->where) {
		const char *equals = strchr(c->where, '=');

		g_assert(equals);
		where_name = g_strndup(c->where, (gsize)(equals - c->where));
		l->where_value = equals + 1;
	}
	return find_text(l, header, n, error) && find_column(header, n, c->id, &l->id, error) &&
	       find_column(header, n, c->group, &l->group, error) &&
	       find_column(header, n, c->place, &l->place, error) &&
	       find_column(header, n, c->sender, &l->sender, error) &&
	       find_column(header, n, c->theme, &l->theme, error) &&
	       find_column(header, n, c->severity, &l->severity, error) &&
	       find_column(header, n, c->affected, &l->affected, error) &&
	       find_column(header, n, c->frequency, &l->frequency, error) &&
	       find_column(header, n, c->truth, &l->truth, error) &&
	       find_column(header, n, where_name, &l->where, error);
}

/* The cell of a column; short rows are empty at their end. */
static const char *cell_at(const char *const *cells, size_t n, int column)
{
	return column == COLUMN_NONE || (size_t)column >= n ? "" : cells[column];
}

static bool read_level(const struct loader *l, const char *cell, const char *name, int8_t top, int8_t *level,
		       GError **error)
{
	g_autofree char *trimmed = g_strstrip(g_strdup(cell));

	*level = 0;
	if (!*trimmed)
		return true;
	if (strlen(trimmed) == 1 && *trimmed >= '0' && *trimmed <= '0' + top) {
		*level = (int8_t)(*trimmed - '0');
		return true;
	}
	g_set_error(error, ANALYZE_ERROR, ANALYZE_ERROR_VALUE, "%s %zu, %s \"%s\": %s %d.", _("Row"),
		    csv_reader_number(l->reader), _("column"), name,
		    _("write whole numbers, 0 or nothing for not said, and at most"), (int)top);
	return false;
}

static char *joined_text(const struct loader *l, const char *const *cells, size_t n)
{
	GString *text = g_string_new(NULL);

	for (size_t i = 0; i < l->n_text; i++) {
		const char *part = cell_at(cells, n, l->text[i]);

		if (text->len && *part)
			g_string_append_c(text, ' ');
		g_string_append(text, part);
	}
	return g_string_free(text, FALSE);
}

static bool add_row(struct loader *l, const char *const *cells, size_t n, GError **error)
{
	struct diagnosis_report report = {.pin = -1, .before = -1, .hour = -1};
	g_autofree char *text = NULL, *id = NULL;
	int32_t label;
	size_t class;

	if (n > l->n_columns) {
		g_set_error(
			error, ANALYZE_ERROR, ANALYZE_ERROR_VALUE, "%s %zu: %s", _("Row"),
			csv_reader_number(l->reader),
			_("it has more cells than the first row names; put quotes around text with commas"));
		return false;
	}
	if (l->where != COLUMN_NONE && strcmp(cell_at(cells, n, l->where), l->where_value) != 0)
		return true;
	id = l->id == COLUMN_NONE ? g_strdup_printf("%08zu", csv_reader_number(l->reader))
				  : g_strdup(cell_at(cells, n, l->id));
	if (!*id || !g_hash_table_add(l->ids, g_strdup(id))) {
		g_set_error(error, ANALYZE_ERROR, ANALYZE_ERROR_VALUE, "%s %zu, %s \"%s\": %s", _("Row"),
			    csv_reader_number(l->reader), _("column"), l->columns->id,
			    _("every row needs an id of its own; this one is empty or repeated"));
		return false;
	}
	if (!read_level(l, cell_at(cells, n, l->severity), l->columns->severity, 3, &report.severity,
			error) ||
	    !read_level(l, cell_at(cells, n, l->affected), l->columns->affected, 4, &report.affected,
			error) ||
	    !read_level(l, cell_at(cells, n, l->frequency), l->columns->frequency, 5, &report.frequency,
			error))
		return false;
	text = joined_text(l, cells, n);
	report.id = g_string_chunk_insert(l->strings, id);
	report.text = g_string_chunk_insert(l->strings, text);
	report.sender = names_number(l->senders, cell_at(cells, n, l->sender));
	report.session = names_number(l->groups, cell_at(cells, n, l->group));
	report.theme = names_number(l->themes, cell_at(cells, n, l->theme));
	report.place = names_number(l->places, cell_at(cells, n, l->place));
	g_array_append_val(l->reports, report);
	label = names_number(l->labels, cell_at(cells, n, l->truth));
	class = label < 0 ? SIZE_MAX : (size_t)label;
	g_array_append_val(l->truths, class);
	return true;
}

static bool add_rows(struct loader *l, GError **error)
{
	const char *const *cells;
	GError *failure = NULL;
	size_t n;

	while ((cells = csv_reader_row(l->reader, &n, &failure)))
		if (!add_row(l, cells, n, error))
			return false;
	if (failure) {
		g_propagate_error(error, failure);
		return false;
	}
	return true;
}

static void drop_rare(struct loader *l)
{
	g_autofree size_t *count = g_new0(size_t, (gsize)g_hash_table_size(l->labels) + 1);
	guint kept = 0;

	for (guint i = 0; i < l->truths->len; i++)
		if (g_array_index(l->truths, size_t, i) != SIZE_MAX)
			count[g_array_index(l->truths, size_t, i)]++;
	for (guint i = 0; i < l->truths->len; i++) {
		size_t class = g_array_index(l->truths, size_t, i);

		if (class == SIZE_MAX || (int64_t)count[class] < l->columns->min_label)
			continue;
		g_array_index(l->truths, size_t, kept) = class;
		g_array_index(l->reports, struct diagnosis_report, kept++) =
			g_array_index(l->reports, struct diagnosis_report, i);
	}
	g_array_set_size(l->truths, kept);
	g_array_set_size(l->reports, kept);
}

static bool load(struct loader *l, GError **error)
{
	if (!find_columns(l, error) || !add_rows(l, error))
		return false;
	if (l->columns->min_label > 0 && l->truth != COLUMN_NONE)
		drop_rare(l);
	if (l->reports->len)
		return true;
	g_set_error_literal(error, ANALYZE_ERROR, ANALYZE_ERROR_EMPTY,
			    l->columns->where ? _("No row is left; look at the value after --where")
					      : _("The table has no rows below the names of the columns"));
	return false;
}

static struct analyze_table *take(struct loader *l)
{
	struct analyze_table *table = g_new0(struct analyze_table, 1);

	table->n_reports = l->reports->len;
	table->strings = g_steal_pointer(&l->strings);
	table->reports = (struct diagnosis_report *)(void *)g_array_free(g_steal_pointer(&l->reports), FALSE);
	table->truth = (size_t *)(void *)g_array_free(g_steal_pointer(&l->truths), FALSE);
	if (l->truth == COLUMN_NONE)
		g_clear_pointer(&table->truth, g_free);
	return table;
}

struct analyze_table *analyze_table_read(const char *file_name, const struct analyze_columns *columns,
					 GError **error)
{
	bool is_stdin = strcmp(file_name, "-") == 0;
	FILE *file = is_stdin ? stdin : fopen(file_name, "rbe");
	struct analyze_table *table = NULL;
	struct loader l = {.columns = columns};

	if (!file) {
		g_set_error(error, ANALYZE_ERROR, ANALYZE_ERROR_FILE, "%s \"%s\": %s", _("Cannot open"),
			    file_name, g_strerror(errno));
		return NULL;
	}
	l.reader = csv_reader_new(file, csv_format_of(file_name));
	l.groups = names_new();
	l.themes = names_new();
	l.places = names_new();
	l.senders = names_new();
	l.labels = names_new();
	l.ids = names_new();
	l.reports = g_array_new(FALSE, FALSE, sizeof(struct diagnosis_report));
	l.truths = g_array_new(FALSE, FALSE, sizeof(size_t));
	l.strings = g_string_chunk_new(1 << 16);
	if (load(&l, error))
		table = take(&l);
	csv_reader_free(l.reader);
	g_hash_table_unref(l.groups);
	g_hash_table_unref(l.themes);
	g_hash_table_unref(l.places);
	g_hash_table_unref(l.senders);
	g_hash_table_unref(l.labels);
	g_hash_table_unref(l.ids);
	g_clear_pointer(&l.reports, g_array_unref);
	g_clear_pointer(&l.truths, g_array_unref);
	g_clear_pointer(&l.strings, g_string_chunk_free);
	if (!is_stdin)
		(void)fclose(file);
	return table;
}

void analyze_table_free(struct analyze_table *table)
{
	if (!table)
		return;
	g_free(table->reports);
	g_free(table->truth);
	g_string_chunk_free(table->strings);
	g_free(table);
}
