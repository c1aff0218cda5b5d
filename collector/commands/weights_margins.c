/* weights_margins - finds which column is what, and refuses what no census says.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "weights_margins.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#include "analyze_columns.h"
#include "cells.h"
#include "places.h"
#include "words.h"

static const char *const variable_names[] = {"variable", NULL};
static const char *const category_names[] = {"category", "categoria", "valor", "value", NULL};
static const char *const population_names[] = {"population", "poblacion", "pobtot",   "pob_total",
					       "pob_2020",   "pob",	  "personas", "people",
					       "total",	     "freq",	  "n",	      NULL};

char *weights_plain(const char *text)
{
	return places_plain(text, true);
}

/* What stands for a cell of several parts: no plain text holds this mark. */
static char *joined(const struct weights_margin *margin, const char *const *parts)
{
	GString *out = g_string_new(NULL);

	for (size_t i = 0; i < margin->n_columns; i++) {
		g_autofree char *plain = weights_plain(parts[i]);

		g_string_append_printf(out, "%s%s", i ? "\x1f" : "", plain);
	}
	return g_string_free(out, FALSE);
}

struct weights_margin *weights_margin_new(const char *columns, const char *source)
{
	struct weights_margin *margin = g_new0(struct weights_margin, 1);

	margin->columns = g_strsplit(columns, ",", -1);
	for (; margin->columns[margin->n_columns]; margin->n_columns++)
		g_strstrip(margin->columns[margin->n_columns]);
	margin->name = g_strjoinv(" × ", margin->columns);
	margin->labels = g_ptr_array_new_with_free_func(g_free);
	margin->populations = g_array_new(FALSE, FALSE, sizeof(double));
	margin->numbers = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	margin->source = g_strdup(source);
	return margin;
}

void weights_margin_free(struct weights_margin *margin)
{
	if (!margin)
		return;
	g_free(margin->name);
	g_strfreev(margin->columns);
	g_ptr_array_unref(margin->labels);
	g_array_unref(margin->populations);
	g_hash_table_unref(margin->numbers);
	g_free(margin->source);
	g_free(margin);
}

size_t weights_margin_find(const struct weights_margin *margin, const char *const *parts)
{
	g_autofree char *key = joined(margin, parts);
	gpointer number = g_hash_table_lookup(margin->numbers, key);

	return number ? GPOINTER_TO_SIZE(number) - 1 : SIZE_MAX;
}

size_t weights_margin_add(struct weights_margin *margin, const char *const *parts, double population)
{
	char *key = joined(margin, parts);
	GString *label = g_string_new(parts[0]);
	bool is_new;

	for (size_t i = 1; i < margin->n_columns; i++)
		g_string_append_printf(label, " × %s", parts[i]);
	g_ptr_array_add(margin->labels, g_string_free(label, FALSE));
	g_array_append_val(margin->populations, population);
	is_new = g_hash_table_insert(margin->numbers, key, GSIZE_TO_POINTER(margin->labels->len));
	g_assert(is_new);
	return margin->labels->len - 1;
}

static bool read_population(const struct cells *t, size_t row, size_t column, double *population,
			    GError **error)
{
	if (!cells_number(t, row, column, population, error))
		return false;
	if (*population >= 0)
		return true;
	cells_refuse(t, row, column, _("write how many people the census counts there, 0 or more"), error);
	return false;
}

/* One row of a table as a category of the margin. */
static bool add_category(struct weights_margin *margin, const struct cells *t, size_t row,
			 const size_t *part_columns, size_t population_column, GError **error)
{
	g_autofree const char **parts = g_new0(const char *, margin->n_columns + 1);
	double population;

	for (size_t i = 0; i < margin->n_columns; i++) {
		parts[i] = cells_text(t, row, part_columns[i]);
		if (*parts[i])
			continue;
		cells_refuse(t, row, part_columns[i], _("the category has no name"), error);
		return false;
	}
	if (!read_population(t, row, population_column, &population, error))
		return false;
	if (weights_margin_find(margin, parts) != SIZE_MAX) {
		cells_refuse(t, row, part_columns[0], _("this category is there twice"), error);
		return false;
	}
	weights_margin_add(margin, parts, population);
	return true;
}

static bool find_population(const struct cells *t, size_t *column, GError **error)
{
	*column = analyze_column_known(t->header, t->n_columns, population_names);
	if (*column != SIZE_MAX)
		return true;
	g_set_error(error, ANALYZE_ERROR, ANALYZE_ERROR_COLUMN, "%s: %s", t->file_name,
		    _("a column \"population\" must say how many people the census counts"));
	return false;
}

/* The columns of the categories: of the variables' names, or of one variable "category". */
static bool find_parts(const struct weights_margin *margin, const struct cells *t, size_t *columns,
		       GError **error)
{
	size_t named = margin->n_columns == 1 ? analyze_column_known(t->header, t->n_columns, category_names)
					      : SIZE_MAX;

	if (named != SIZE_MAX) {
		columns[0] = named;
		return true;
	}
	for (size_t i = 0; i < margin->n_columns; i++) {
		GError *failure = NULL;

		if (cells_column(t, margin->columns[i], &columns[i], &failure))
			continue;
		g_set_error(error, failure->domain, failure->code, "%s: %s", t->file_name, failure->message);
		g_error_free(failure);
		return false;
	}
	return true;
}

static bool read_margin(struct weights_margin *margin, const struct cells *t, GError **error)
{
	g_autofree size_t *parts = g_new(size_t, margin->n_columns + 1);
	size_t population;

	if (!find_population(t, &population, error) || !find_parts(margin, t, parts, error))
		return false;
	for (size_t row = 0; row < t->n_rows; row++)
		if (!add_category(margin, t, row, parts, population, error))
			return false;
	return true;
}

struct weights_margin *weights_margin_read(const char *columns_and_file, GError **error)
{
	const char *sign = strchr(columns_and_file, '=');
	g_autofree char *columns = NULL;
	struct weights_margin *margin;
	struct cells *t;

	g_assert(sign);
	columns = g_strndup(columns_and_file, (gsize)(sign - columns_and_file));
	t = cells_read(sign + 1, error);
	if (!t)
		return NULL;
	margin = weights_margin_new(columns, t->file_name);
	if (!read_margin(margin, t, error))
		g_clear_pointer(&margin, weights_margin_free);
	cells_free(t);
	return margin;
}

/* The margin of that variable; a new one where there is none. */
static struct weights_margin *margin_of(GPtrArray *margins, guint from, const char *variable,
					const char *source)
{
	struct weights_margin *margin;
	g_autofree char *wanted = weights_plain(variable);

	for (guint i = from; i < margins->len; i++) {
		g_autofree char *plain = NULL;

		margin = margins->pdata[i];
		plain = weights_plain(margin->columns[0]);
		if (strcmp(plain, wanted) == 0)
			return margin;
	}
	margin = weights_margin_new(variable, source);
	g_ptr_array_add(margins, margin);
	return margin;
}

static bool read_long(const struct cells *t, GPtrArray *margins, GError **error)
{
	size_t variable = analyze_column_known(t->header, t->n_columns, variable_names),
	       category = analyze_column_known(t->header, t->n_columns, category_names), population;
	guint from = margins->len;

	if (variable == SIZE_MAX || category == SIZE_MAX) {
		g_set_error(error, ANALYZE_ERROR, ANALYZE_ERROR_COLUMN, "%s: %s", t->file_name,
			    _("a table of several margins has the columns variable, category and "
			      "population"));
		return false;
	}
	if (!find_population(t, &population, error))
		return false;
	for (size_t row = 0; row < t->n_rows; row++) {
		const char *name = cells_text(t, row, variable);

		if (!*name || strchr(name, ',')) {
			cells_refuse(t, row, variable,
				     _("write the name of one column of the people's table"), error);
			return false;
		}
		if (!add_category(margin_of(margins, from, name, t->file_name), t, row, &category, population,
				  error))
			return false;
	}
	return true;
}

bool weights_margins_read(const char *file_name, GPtrArray *margins, GError **error)
{
	struct cells *t = cells_read(file_name, error);
	bool is_read = t && read_long(t, margins, error);

	cells_free(t);
	return is_read;
}
