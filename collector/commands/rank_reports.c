/* rank_reports - sorts rows by what they say, then numbers.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rank_reports.h"

#include <string.h>

#include "cells.h"
#include "rank_decision.h"
#include "words.h"

enum field { ISSUE, SENDER, SESSION, PLACE, REGION, SEVERITY, AFFECTED, OFTEN, HEARD, FIELDS };
enum { NAMED = SEVERITY }; /* the fields before it are names, the others levels */

struct said {
	const char *names[NAMED];
	size_t levels[FIELDS - NAMED]; /* 0: not said; heard: 1 no, 2 yes */
};

static int compare_said(const void *a, const void *b)
{
	const struct said *x = a, *y = b;

	for (size_t f = 0; f < NAMED; f++) {
		int by = strcmp(x->names[f], y->names[f]);

		if (by)
			return by;
	}
	for (size_t f = 0; f < FIELDS - NAMED; f++)
		if (x->levels[f] != y->levels[f])
			return x->levels[f] < y->levels[f] ? -1 : 1;
	return 0;
}

static int compare_names(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Numbers names in their order, from 1 in the table; gives how many there are. */
static size_t number_names(const struct said *said, size_t n, enum field field, GHashTable *numbers,
			   const char ***list, GStringChunk *strings)
{
	g_autoptr(GPtrArray) names = g_ptr_array_new();

	for (size_t i = 0; i < n; i++)
		if (*said[i].names[field] &&
		    g_hash_table_insert(numbers, (gpointer)(uintptr_t)said[i].names[field],
					GSIZE_TO_POINTER(1)))
			g_ptr_array_add(names, (gpointer)(uintptr_t)said[i].names[field]);
	if (names->len)
		qsort(names->pdata, names->len, sizeof(gpointer), compare_names);
	if (list)
		*list = g_new0(const char *, names->len + 1);
	for (guint i = 0; i < names->len; i++) {
		g_hash_table_insert(numbers, names->pdata[i], GSIZE_TO_POINTER((gsize)i + 1));
		if (list)
			(*list)[i] = g_string_chunk_insert(strings, names->pdata[i]);
	}
	return names->len;
}

static size_t number_of(GHashTable *numbers, const char *name)
{
	return *name ? GPOINTER_TO_SIZE(g_hash_table_lookup(numbers, name)) - 1 : SIZE_MAX;
}

static void number_all(struct rank_reports *r, const struct said *said)
{
	GHashTable *numbers[NAMED];
	size_t n_named;

	for (size_t f = 0; f < NAMED; f++)
		numbers[f] = g_hash_table_new(g_str_hash, g_str_equal);
	r->n_issues = number_names(said, r->n_rows, ISSUE, numbers[ISSUE], &r->issues, r->strings);
	n_named = number_names(said, r->n_rows, SENDER, numbers[SENDER], NULL, NULL);
	r->n_sessions = number_names(said, r->n_rows, SESSION, numbers[SESSION], NULL, NULL);
	r->n_places = number_names(said, r->n_rows, PLACE, numbers[PLACE], NULL, NULL);
	r->n_regions = number_names(said, r->n_rows, REGION, numbers[REGION], &r->regions, r->strings);
	r->n_senders = n_named;
	r->session = g_new(size_t, r->n_rows + 1);
	r->region = g_new(size_t, r->n_rows + 1);
	for (size_t i = 0; i < r->n_rows; i++)
		r->session[i] = r->region[i] = SIZE_MAX;
	for (size_t i = 0; i < r->n_rows; i++) {
		const struct said *s = &said[i];
		size_t sender = number_of(numbers[SENDER], s->names[SENDER]),
		       session = number_of(numbers[SESSION], s->names[SESSION]),
		       region = number_of(numbers[REGION], s->names[REGION]);

		if (sender == SIZE_MAX)
			sender = r->n_senders++;
		r->session[sender] = MIN(r->session[sender], session);
		r->region[sender] = MIN(r->region[sender], region);
		r->rows[i] = (struct criteria_row){.issue = number_of(numbers[ISSUE], s->names[ISSUE]),
						   .sender = sender,
						   .session = session,
						   .place = number_of(numbers[PLACE], s->names[PLACE]),
						   .severity = (int8_t)s->levels[SEVERITY - NAMED],
						   .affected = (int8_t)s->levels[AFFECTED - NAMED],
						   .frequency = (int8_t)s->levels[OFTEN - NAMED],
						   .heard = (int8_t)((int)s->levels[HEARD - NAMED] - 1)};
		if (r->rows[i].issue != SIZE_MAX)
			r->mentions[r->n_mentions++] =
				(struct rank_mention){.sender = sender, .issue = r->rows[i].issue};
	}
	for (size_t f = 0; f < NAMED; f++)
		g_hash_table_unref(numbers[f]);
}

/* 1 or 0, yes or no; 2: yes, 1: no, 0: not said. */
static bool read_heard(const struct cells *t, size_t row, size_t column, size_t *heard, GError **error)
{
	static const char *const yes[] = {"1", "sí", "si", "yes", "true"}, *const no[] = {"0", "no", "false"};
	g_autofree char *cell = g_utf8_strdown(cells_text(t, row, column), -1);

	*heard = 0;
	for (size_t i = 0; i < G_N_ELEMENTS(yes); i++)
		if (strcmp(cell, yes[i]) == 0)
			*heard = 2;
	for (size_t i = 0; i < G_N_ELEMENTS(no); i++)
		if (strcmp(cell, no[i]) == 0)
			*heard = 1;
	if (*heard || !*cell)
		return true;
	cells_refuse(t, row, column, _("write 1, 0 or nothing"), error);
	return false;
}

static bool read_rows(const struct cells *t, const size_t *columns, struct said *said, GError **error)
{
	static const size_t most[] = {3, 4, 5};

	for (size_t row = 0; row < t->n_rows; row++) {
		struct said *s = &said[row];

		for (size_t f = 0; f < NAMED; f++)
			s->names[f] = cells_text(t, row, columns[f]);
		for (size_t f = SEVERITY; f < HEARD; f++)
			if (!cells_level(t, row, columns[f], most[f - SEVERITY], &s->levels[f - NAMED],
					 error))
				return false;
		if (!read_heard(t, row, columns[HEARD], &s->levels[HEARD - NAMED], error))
			return false;
	}
	return true;
}

static void write_text(struct rank_reports *r, const struct said *said)
{
	for (size_t i = 0; i < r->n_rows; i++) {
		for (size_t f = 0; f < NAMED; f++)
			g_string_append_printf(r->text, "%s\t", said[i].names[f]);
		for (size_t f = 0; f < FIELDS - NAMED; f++)
			g_string_append_printf(r->text, "%zu\t", said[i].levels[f]);
		g_string_append_c(r->text, '\n');
	}
}

static bool find_columns(const struct rank_options *o, const struct cells *t, size_t *columns, GError **error)
{
	const char *const names[FIELDS] = {o->issue,	o->sender,   o->session, o->place, o->region,
					   o->severity, o->affected, o->often,	 o->heard};

	for (size_t f = 0; f < FIELDS; f++)
		if (!cells_column(t, names[f], &columns[f], error))
			return false;
	return true;
}

static bool check_size(const struct rank_reports *r, const struct cells *t, GError **error)
{
	if (r->n_issues && r->n_issues <= RANK_MAX_ISSUES)
		return true;
	g_set_error(error, ANALYZE_ERROR, ANALYZE_ERROR_EMPTY, "%s: %s", t->file_name,
		    r->n_issues ? _("more than 2000 issues; is this the right file?")
				: _("no row names an issue; look at the column of --issue"));
	return false;
}

struct rank_reports *rank_reports_read(const struct rank_options *o, GError **error)
{
	struct cells *t = cells_read(o->files[0], error);
	struct rank_reports *r;
	g_autofree struct said *said = NULL;
	size_t columns[FIELDS];
	bool is_read = false;

	if (!t)
		return NULL;
	r = g_new0(struct rank_reports, 1);
	r->strings = g_string_chunk_new(1 << 12);
	r->text = g_string_new("mentions\n");
	r->inputs = g_ptr_array_new_with_free_func(g_free);
	g_ptr_array_add(r->inputs, g_strdup(t->file_name));
	g_ptr_array_add(r->inputs, g_strdup(t->digest));
	r->n_rows = t->n_rows;
	said = g_new0(struct said, t->n_rows + 1);
	if (find_columns(o, t, columns, error) && read_rows(t, columns, said, error)) {
		qsort(said, r->n_rows, sizeof *said, compare_said);
		r->rows = g_new(struct criteria_row, r->n_rows + 1);
		r->mentions = g_new(struct rank_mention, r->n_rows + 1);
		number_all(r, said);
		write_text(r, said);
		is_read = check_size(r, t, error);
	}
	cells_free(t);
	if (!is_read)
		g_clear_pointer(&r, rank_reports_free);
	return r;
}

void rank_reports_free(struct rank_reports *r)
{
	if (!r)
		return;
	g_free(r->rows);
	g_free(r->issues);
	g_free(r->regions);
	g_free(r->session);
	g_free(r->region);
	g_free(r->mentions);
	g_ptr_array_unref(r->inputs);
	g_string_free(r->text, TRUE);
	g_string_chunk_free(r->strings);
	g_free(r);
}
