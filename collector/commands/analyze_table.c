/* analyze_table - finds the columns, keeps the wanted rows, numbers what is named.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "analyze_table.h"

#include <stdlib.h>
#include <string.h>

#include "analyze_columns.h"
#include "words.h"

enum {
	MAX_TEXT_COLUMNS = 16,
	MAX_ANSWERS_TOLD = 20,
	ROW_DIGEST = 32,
	JULIAN_1970 = 719163,
	DAY_MINUTES = 24 * 60
};

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

/* SIZE_MAX: none. */
struct places {
	size_t text[MAX_TEXT_COLUMNS], n_text;
	size_t id, group, place, sender, theme, severity, affected, frequency, votes, favour, time, truth,
		where;
};

/* Answers of one column by which somebody is heard less. */
struct heard {
	char *name;
	size_t column;
	GStrv values; /* plain */
	size_t *n;    /* rows with each */
	GHashTable *seen;
};

struct loader {
	const struct analyze_columns *columns;
	struct csv_reader *reader;
	size_t n_columns;
	struct places at;
	const char *where_value;
	GArray *heard; /* struct heard */
	GArray *rows;  /* ROW_DIGEST bytes of each row that is wanted */
	GChecksum *checksum;
	GHashTable *groups, *themes, *places, *senders, *labels, *ids;
	GArray *reports; /* struct diagnosis_report */
	GArray *truths;	 /* size_t; empty without a truth column */
	GString *joined;
	struct analyze_table *table;
	bool is_id_guessed, is_id_unfit;
};

static bool find_column(const char *const *header, size_t n, const char *name, size_t *column, GError **error)
{
	*column = SIZE_MAX;
	return !name || analyze_column_find(header, n, name, column, error);
}

static bool find_text(struct loader *l, const struct analyze_source *source, const char *const *header,
		      size_t n, GError **error)
{
	const char *wanted = l->columns->text;
	g_auto(GStrv) names = NULL;
	g_autoptr(GError) failure = NULL;

	l->at.n_text = 1;
	if (!wanted) {
		l->table->is_text_guessed = true;
		l->at.text[0] = analyze_column_wordiest(source, error);
		return l->at.text[0] != SIZE_MAX;
	}
	/* A column may itself be named with a comma. */
	if (analyze_column_find(header, n, wanted, &l->at.text[0], &failure))
		return true;
	if (!strchr(wanted, ',')) {
		g_propagate_error(error, g_steal_pointer(&failure));
		return false;
	}
	names = g_strsplit(wanted, ",", MAX_TEXT_COLUMNS);
	l->at.n_text = 0;
	for (size_t i = 0; names[i]; i++)
		if (!analyze_column_find(header, n, g_strstrip(names[i]), &l->at.text[l->at.n_text++], error))
			return false;
	return true;
}

/* Without case and blanks around. */
static char *plain_answer(const char *cell)
{
	g_autofree char *trimmed = g_strstrip(g_strdup(cell));

	return g_utf8_casefold(trimmed, -1);
}

static void heard_clear(void *data)
{
	struct heard *heard = data;

	g_free(heard->name);
	g_strfreev(heard->values);
	g_free(heard->n);
	g_hash_table_unref(heard->seen);
}

static bool find_heard(struct loader *l, const char *const *header, size_t n, GError **error)
{
	for (const char *const *said = l->columns->heard; said && *said; said++) {
		const char *equals = strchr(*said, '=');
		struct heard heard = {0};

		g_assert(equals);
		heard.name = g_strstrip(g_strndup(*said, (gsize)(equals - *said)));
		heard.values = g_strsplit(equals + 1, ",", -1);
		heard.n = g_new0(size_t, (gsize)g_strv_length(heard.values) + 1);
		heard.seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
		for (char **value = heard.values; *value; value++) {
			g_autofree char *as_written = *value;

			*value = plain_answer(as_written);
		}
		g_array_append_val(l->heard, heard);
		if (!analyze_column_find(header, n, heard.name,
					 &g_array_index(l->heard, struct heard, l->heard->len - 1).column,
					 error))
			return false;
	}
	return true;
}

static void guess_columns(struct loader *l, const char *const *header, size_t n, bool is_id_wanted)
{
	static const char *const ids[] = {"instanceID", "_uuid", "KEY", NULL};
	static const char *const times[] = {"_submission_time", "SubmissionDate", NULL};

	if (!l->columns->id && is_id_wanted) {
		l->at.id = analyze_column_known(header, n, ids);
		l->is_id_guessed = l->at.id != SIZE_MAX;
	}
	if (!l->columns->time)
		l->at.time = analyze_column_known(header, n, times);
}

static void tell_columns(struct loader *l, const char *const *header)
{
	struct analyze_table *table = l->table;
	GString *text = g_string_new(NULL);

	for (size_t i = 0; i < l->at.n_text; i++)
		g_string_append_printf(text, "%s%s", i ? ", " : "", header[l->at.text[i]]);
	table->text_column = g_string_free(text, FALSE);
	table->id_column = l->at.id == SIZE_MAX ? NULL : g_strdup(header[l->at.id]);
	table->heard = l->columns->heard ? g_strjoinv("; ", (char **)(uintptr_t)l->columns->heard) : NULL;
	table->time_column = l->at.time == SIZE_MAX ? NULL : g_strdup(header[l->at.time]);
}

static bool find_columns(struct loader *l, const struct analyze_source *source, bool is_id_wanted,
			 GError **error)
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
	if (!find_text(l, source, header, n, error) || !find_column(header, n, c->id, &l->at.id, error) ||
	    !find_column(header, n, c->group, &l->at.group, error) ||
	    !find_column(header, n, c->place, &l->at.place, error) ||
	    !find_column(header, n, c->sender, &l->at.sender, error) ||
	    !find_column(header, n, c->theme, &l->at.theme, error) ||
	    !find_column(header, n, c->severity, &l->at.severity, error) ||
	    !find_column(header, n, c->affected, &l->at.affected, error) ||
	    !find_column(header, n, c->frequency, &l->at.frequency, error) ||
	    !find_column(header, n, c->votes, &l->at.votes, error) ||
	    !find_column(header, n, c->favour, &l->at.favour, error) || !find_heard(l, header, n, error) ||
	    !find_column(header, n, c->time, &l->at.time, error) ||
	    !find_column(header, n, c->truth, &l->at.truth, error) ||
	    !find_column(header, n, where_name, &l->at.where, error))
		return false;
	guess_columns(l, header, n, is_id_wanted);
	tell_columns(l, header);
	return true;
}

/* The cell of a column; short rows are empty at their end. */
static const char *cell_at(const char *const *cells, size_t n, size_t column)
{
	return column >= n ? "" : cells[column];
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

/* A whole number; nothing is 0. */
static bool read_votes(const struct loader *l, const char *cell, const char *name, uint32_t *n,
		       GError **error)
{
	g_autofree char *trimmed = g_strstrip(g_strdup(cell));
	guint64 value = 0;

	*n = 0;
	if (*trimmed && !g_ascii_string_to_unsigned(trimmed, 10, 0, 1000000000, &value, NULL)) {
		g_set_error(error, ANALYZE_ERROR, ANALYZE_ERROR_VALUE, "%s %zu, %s \"%s\": %s", _("Row"),
			    csv_reader_number(l->reader), _("column"), name,
			    _("write votes as a whole number, or nothing for none"));
		return false;
	}
	*n = (uint32_t)value;
	return true;
}

/* Whether the row's answers are those of somebody heard less; -1: nothing was answered. */
static int8_t read_heard(struct loader *l, const char *const *cells, size_t n)
{
	int8_t is_heard = -1;

	for (guint i = 0; i < l->heard->len; i++) {
		struct heard *heard = &g_array_index(l->heard, struct heard, i);
		g_autofree char *answer = plain_answer(cell_at(cells, n, heard->column));

		if (!*answer)
			continue;
		is_heard = MAX(is_heard, 0);
		for (size_t v = 0; heard->values[v]; v++)
			if (strcmp(heard->values[v], answer) == 0) {
				heard->n[v]++;
				is_heard = 1;
			}
		if (g_hash_table_size(heard->seen) < MAX_ANSWERS_TOLD)
			g_hash_table_add(heard->seen, g_steal_pointer(&answer));
	}
	return is_heard;
}

static int compare_strings(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* False with *error: an answer that nobody gave is most likely misspelt. */
static bool check_heard(const struct loader *l, GError **error)
{
	for (guint i = 0; i < l->heard->len; i++) {
		const struct heard *heard = &g_array_index(l->heard, struct heard, i);

		for (size_t v = 0; heard->values[v]; v++) {
			guint n_seen;
			g_autofree char **seen = NULL;
			g_autofree char *list = NULL;

			if (heard->n[v])
				continue;
			seen = (char **)g_hash_table_get_keys_as_array(heard->seen, &n_seen);
			qsort(seen, n_seen, sizeof *seen, compare_strings);
			list = g_strjoinv(", ", seen);
			g_set_error(error, ANALYZE_ERROR, ANALYZE_ERROR_VALUE,
				    "--heard, %s \"%s\": %s \"%s\". %s: %s", _("column"), heard->name,
				    _("no row answers"), heard->values[v], _("There are"), list);
			return false;
		}
	}
	return true;
}

/* Reads n digits; -1: there are none. */
static int read_digits(const char **at, size_t n)
{
	int value = 0;

	for (size_t i = 0; i < n; i++, (*at)++) {
		if (!g_ascii_isdigit(**at))
			return -1;
		value = value * 10 + (**at - '0');
	}
	return value;
}

/* Hours since 1970 of 2026-03-01, 2026-03-01T10:20, 2026-03-01 10:20:30.123-06:00; -1: something else.
 * Without a zone it is taken for UTC: only differences count. */
static int64_t read_hour(const char *cell)
{
	const char *at = cell + strspn(cell, " ");
	int year, month, day, hour = 0, minute = 0, zone = 0;
	int64_t minutes;
	GDate date;

	year = read_digits(&at, 4);
	month = year >= 1970 && *at == '-' ? (at++, read_digits(&at, 2)) : -1;
	day = month > 0 && *at == '-' ? (at++, read_digits(&at, 2)) : -1;
	if (day < 0 || !g_date_valid_dmy((GDateDay)day, (GDateMonth)month, (GDateYear)year))
		return -1;
	if (*at == 'T' || (*at == ' ' && g_ascii_isdigit(at[1]))) {
		at++;
		hour = read_digits(&at, 2);
		minute = hour >= 0 && *at == ':' ? (at++, read_digits(&at, 2)) : -1;
		if (hour > 23 || minute < 0 || minute > 59)
			return -1;
		at += strspn(at, ":.,0123456789 ");
		if (*at == '+' || *at == '-') {
			int sign = *at++ == '-' ? -1 : 1, hours = read_digits(&at, 2), rest;

			at += *at == ':';
			rest = g_ascii_isdigit(*at) ? read_digits(&at, 2) : 0;
			if (hours < 0 || hours > 14 || rest < 0 || rest > 59)
				return -1;
			zone = sign * (hours * 60 + rest);
		} else if (*at == 'Z') {
			at++;
		}
	}
	if (*(at + strspn(at, " ")))
		return -1;
	g_date_set_dmy(&date, (GDateDay)day, (GDateMonth)month, (GDateYear)year);
	minutes = ((int64_t)g_date_get_julian(&date) - JULIAN_1970) * DAY_MINUTES + hour * 60 + minute - zone;
	return minutes < 0 ? -1 : minutes / 60;
}

static const char *joined_text(struct loader *l, const char *const *cells, size_t n)
{
	if (l->at.n_text == 1)
		return cell_at(cells, n, l->at.text[0]);
	g_string_truncate(l->joined, 0);
	for (size_t i = 0; i < l->at.n_text; i++) {
		const char *part = cell_at(cells, n, l->at.text[i]);

		if (l->joined->len && *part)
			g_string_append_c(l->joined, ' ');
		g_string_append(l->joined, part);
	}
	return l->joined->str;
}

/* The report's id; NULL with *error: empty or repeated. */
static const char *take_id(struct loader *l, const char *const *cells, size_t n, GError **error)
{
	const char *id;
	char number[32];

	if (l->at.id == SIZE_MAX) {
		(void)g_snprintf(number, sizeof number, "%08zu", csv_reader_number(l->reader));
		return g_string_chunk_insert(l->table->strings, number);
	}
	id = g_string_chunk_insert(l->table->strings, cell_at(cells, n, l->at.id));
	if (*id && g_hash_table_add(l->ids, (gpointer)(uintptr_t)id))
		return id;
	l->is_id_unfit = true;
	g_set_error(error, ANALYZE_ERROR, ANALYZE_ERROR_VALUE, "%s %zu, %s \"%s\": %s", _("Row"),
		    csv_reader_number(l->reader), _("column"), l->table->id_column,
		    _("every row needs an id of its own; this one is empty or repeated"));
	return NULL;
}

/* False with *error: more cells are filled than columns are named. */
static bool check_length(struct loader *l, const char *const *cells, size_t n, bool *is_empty, GError **error)
{
	*is_empty = true;
	for (size_t i = 0; i < n; i++) {
		if (!*cells[i])
			continue;
		*is_empty = false;
		if (i >= l->n_columns) {
			g_set_error(error, ANALYZE_ERROR, ANALYZE_ERROR_VALUE, "%s %zu: %s", _("Row"),
				    csv_reader_number(l->reader),
				    _("it has more cells than the first row names; put quotes around text "
				      "with commas"));
			return false;
		}
	}
	return true;
}

static void digest_row(struct loader *l, const char *const *cells, size_t n)
{
	guint8 digest[ROW_DIGEST];
	gsize length = sizeof digest;

	g_checksum_reset(l->checksum);
	for (size_t i = 0; i < l->n_columns; i++) /* with the zero at their end */
		g_checksum_update(l->checksum, (const guchar *)cell_at(cells, n, i),
				  (gssize)strlen(cell_at(cells, n, i)) + 1);
	g_checksum_get_digest(l->checksum, digest, &length);
	g_array_append_vals(l->rows, digest, 1);
}

static bool add_row(struct loader *l, const char *const *cells, size_t n, GError **error)
{
	struct diagnosis_report report = {.pin = -1, .before = -1, .hour = -1};
	const char *time = cell_at(cells, n, l->at.time);
	bool is_empty;

	if (!check_length(l, cells, n, &is_empty, error))
		return false;
	if (is_empty ||
	    (l->at.where != SIZE_MAX && strcmp(cell_at(cells, n, l->at.where), l->where_value) != 0))
		return true;
	digest_row(l, cells, n);
	report.id = take_id(l, cells, n, error);
	if (!report.id ||
	    !read_level(l, cell_at(cells, n, l->at.severity), l->columns->severity, 3, &report.severity,
			error) ||
	    !read_level(l, cell_at(cells, n, l->at.affected), l->columns->affected, 4, &report.affected,
			error) ||
	    !read_level(l, cell_at(cells, n, l->at.frequency), l->columns->frequency, 5, &report.frequency,
			error))
		return false;
	if (l->at.votes != SIZE_MAX &&
	    (!read_votes(l, cell_at(cells, n, l->at.votes), l->columns->votes, &report.n_votes, error) ||
	     !read_votes(l, cell_at(cells, n, l->at.favour), l->columns->favour, &report.n_favour, error)))
		return false;
	if (report.n_favour > report.n_votes) {
		g_set_error(error, ANALYZE_ERROR, ANALYZE_ERROR_VALUE, "%s %zu: %s", _("Row"),
			    csv_reader_number(l->reader), _("more votes in favour than votes"));
		return false;
	}
	report.heard = read_heard(l, cells, n);
	report.text = g_string_chunk_insert(l->table->strings, joined_text(l, cells, n));
	report.sender = names_number(l->senders, cell_at(cells, n, l->at.sender));
	report.session = names_number(l->groups, cell_at(cells, n, l->at.group));
	report.theme = names_number(l->themes, cell_at(cells, n, l->at.theme));
	report.place = names_number(l->places, cell_at(cells, n, l->at.place));
	report.hour = *time ? read_hour(time) : -1;
	l->table->n_times_unknown += *time && report.hour < 0;
	g_array_append_val(l->reports, report);
	if (l->at.truth != SIZE_MAX) {
		int32_t label = names_number(l->labels, cell_at(cells, n, l->at.truth));
		size_t class = label < 0 ? SIZE_MAX : (size_t)label;

		g_array_append_val(l->truths, class);
	}
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

static bool load(struct loader *l, const struct analyze_source *source, bool is_id_wanted, GError **error)
{
	if (!find_columns(l, source, is_id_wanted, error) || !add_rows(l, error) || !check_heard(l, error))
		return false;
	if (l->columns->min_label > 0 && l->at.truth != SIZE_MAX)
		drop_rare(l);
	if (l->reports->len)
		return true;
	g_set_error_literal(error, ANALYZE_ERROR, ANALYZE_ERROR_EMPTY,
			    l->columns->where ? _("No row is left; look at the value after --where")
					      : _("The table has no rows below the names of the columns"));
	return false;
}

static int compare_rows(const void *a, const void *b)
{
	return memcmp(a, b, ROW_DIGEST);
}

/* 48 bits of the digest of all rows, whatever their order. */
static uint64_t seed_of(const struct loader *l)
{
	g_autoptr(GChecksum) all = g_checksum_new(G_CHECKSUM_SHA256);
	guint8 digest[ROW_DIGEST];
	gsize length = sizeof digest;
	uint64_t seed = 0;

	g_array_sort(l->rows, compare_rows);
	g_checksum_update(all, (const guchar *)l->rows->data, (gssize)l->rows->len * ROW_DIGEST);
	g_checksum_get_digest(all, digest, &length);
	for (size_t i = 0; i < 6; i++)
		seed = seed << 8 | digest[i];
	return seed;
}

static void take(struct loader *l, const struct analyze_source *source)
{
	struct analyze_table *table = l->table;

	table->n_reports = l->reports->len;
	table->reports = (struct diagnosis_report *)(void *)g_array_free(g_steal_pointer(&l->reports), FALSE);
	if (l->at.truth != SIZE_MAX)
		table->truth = (size_t *)(void *)g_array_free(g_steal_pointer(&l->truths), FALSE);
	table->encoding = source->encoding;
	table->separator = source->format.separator;
	memcpy(table->digest, source->digest, sizeof table->digest);
	table->seed = seed_of(l);
}

/* *is_id_unfit: the guessed column of ids holds none. */
static struct analyze_table *read_rows(const struct analyze_source *source,
				       const struct analyze_columns *columns, bool is_id_wanted,
				       bool *is_id_unfit, GError **error)
{
	struct loader l = {
		.columns = columns,
		.reader = csv_reader_new(source->bytes, source->n_bytes, source->format),
		.groups = names_new(),
		.themes = names_new(),
		.places = names_new(),
		.senders = names_new(),
		.labels = names_new(),
		.ids = g_hash_table_new(g_str_hash, g_str_equal),
		.reports = g_array_new(FALSE, FALSE, sizeof(struct diagnosis_report)),
		.truths = g_array_new(FALSE, FALSE, sizeof(size_t)),
		.joined = g_string_new(NULL),
		.rows = g_array_new(FALSE, FALSE, ROW_DIGEST),
		.checksum = g_checksum_new(G_CHECKSUM_SHA256),
		.heard = g_array_new(FALSE, FALSE, sizeof(struct heard)),
		.table = g_new0(struct analyze_table, 1),
	};

	l.table->strings = g_string_chunk_new(1 << 16);
	g_array_set_clear_func(l.heard, heard_clear);
	if (load(&l, source, is_id_wanted, error))
		take(&l, source);
	else
		g_clear_pointer(&l.table, analyze_table_free);
	*is_id_unfit = l.is_id_guessed && l.is_id_unfit;
	csv_reader_free(l.reader);
	g_array_unref(l.heard);
	g_array_unref(l.rows);
	g_checksum_free(l.checksum);
	g_hash_table_unref(l.groups);
	g_hash_table_unref(l.themes);
	g_hash_table_unref(l.places);
	g_hash_table_unref(l.senders);
	g_hash_table_unref(l.labels);
	g_hash_table_unref(l.ids);
	g_clear_pointer(&l.reports, g_array_unref);
	g_clear_pointer(&l.truths, g_array_unref);
	g_string_free(l.joined, TRUE);
	return l.table;
}

struct analyze_table *analyze_table_of(const struct analyze_source *source,
				       const struct analyze_columns *columns, GError **error)
{
	GError *failure = NULL;
	bool is_id_unfit;
	struct analyze_table *table = read_rows(source, columns, true, &is_id_unfit, &failure);

	if (!table && is_id_unfit) {
		g_clear_error(&failure);
		table = read_rows(source, columns, false, &is_id_unfit, &failure);
	}
	if (failure)
		g_propagate_error(error, failure);
	return table;
}

struct analyze_table *analyze_table_read(const char *file_name, const struct analyze_columns *columns,
					 GError **error)
{
	struct analyze_source source;
	struct analyze_table *table;

	if (!analyze_source_read(&source, file_name, error))
		return NULL;
	table = analyze_table_of(&source, columns, error);
	analyze_source_clear(&source);
	return table;
}

void analyze_table_free(struct analyze_table *table)
{
	if (!table)
		return;
	g_free(table->reports);
	g_free(table->truth);
	g_free(table->text_column);
	g_free(table->id_column);
	g_free(table->time_column);
	g_free(table->heard);
	g_string_chunk_free(table->strings);
	g_free(table);
}
