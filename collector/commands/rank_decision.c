/* rank_decision - finds issues and criteria in tables, and puts their numbers in order of names.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rank_decision.h"

#include <math.h>
#include <string.h>

#include "analyze_columns.h"
#include "cells.h"
#include "rank_agreed.h"
#include "words.h"

/* --- names ------------------------------------------------------------------------------------------------
 */

static int compare_names(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Names seen, then sorted: index from 1 in the table. */
struct names {
	GHashTable *at;
	GPtrArray *list;
};

static struct names names_new(void)
{
	return (struct names){g_hash_table_new(g_str_hash, g_str_equal), g_ptr_array_new()};
}

static bool names_add(struct names *names, const char *name)
{
	if (!g_hash_table_insert(names->at, (gpointer)(uintptr_t)name, GSIZE_TO_POINTER(1)))
		return false;
	g_ptr_array_add(names->list, (gpointer)(uintptr_t)name);
	return true;
}

static void names_sort(struct names *names)
{
	qsort(names->list->pdata, names->list->len, sizeof(gpointer), compare_names);
	for (guint i = 0; i < names->list->len; i++)
		g_hash_table_insert(names->at, names->list->pdata[i], GSIZE_TO_POINTER((gsize)i + 1));
}

/* SIZE_MAX: none. */
static size_t names_find(const struct names *names, const char *name)
{
	return GPOINTER_TO_SIZE(g_hash_table_lookup(names->at, name)) - 1;
}

static void names_clear(struct names *names)
{
	g_hash_table_unref(names->at);
	g_ptr_array_unref(names->list);
}

static const char **names_kept(const struct names *names, GStringChunk *strings)
{
	const char **kept = g_new(const char *, names->list->len + 1);

	for (guint i = 0; i < names->list->len; i++)
		kept[i] = g_string_chunk_insert(strings, names->list->pdata[i]);
	kept[names->list->len] = NULL;
	return kept;
}

static void names_take(struct rank_decision *d, struct names *issues, struct names *criteria)
{
	const struct names in_file = {criteria->at, criteria->list};
	g_autofree gpointer *written = g_memdup2(in_file.list->pdata, in_file.list->len * sizeof(gpointer));

	names_sort(issues);
	names_sort(criteria);
	d->n_issues = issues->list->len;
	d->n_criteria = criteria->list->len;
	d->issues = names_kept(issues, d->strings);
	d->criteria = names_kept(criteria, d->strings);
	d->shown = g_new(size_t, d->n_criteria + 1);
	for (size_t i = 0; i < d->n_criteria; i++)
		d->shown[i] = names_find(criteria, written[i]);
}

static bool refuse(const struct cells *t, const char *sentence, GError **error)
{
	g_set_error(error, ANALYZE_ERROR, ANALYZE_ERROR_VALUE, "%s: %s", t->file_name, sentence);
	return false;
}

static bool check_sizes(const struct rank_decision *d, const struct cells *t, GError **error)
{
	if (!d->n_criteria)
		return refuse(t, _("no column holds only numbers; name them with --criteria"), error);
	if (d->n_issues > RANK_MAX_ISSUES || d->n_criteria > RANK_MAX_CRITERIA)
		return refuse(t, _("more than 2000 issues or 100 criteria; is this the right file?"), error);
	return true;
}

static void note_input(struct rank_decision *d, const struct cells *t)
{
	g_ptr_array_add(d->inputs, g_strdup(t->file_name));
	g_ptr_array_add(d->inputs, g_strdup(t->digest));
}

/* --- one row an issue -------------------------------------------------------------------------------------
 */

struct scale {
	double from, to;
	bool is_less_more;
};

struct columns {
	size_t name, feasibility, *criteria, n_criteria;
	struct scale *scales; /* by column of the table */
};

static bool read_end(const char *text, double *value)
{
	char *end;

	*value = g_ascii_strtod(text, &end);
	return end != text && !*end && isfinite(*value);
}

static bool read_scale(const char *text, struct scale *scale)
{
	g_auto(GStrv) ends = g_strsplit(text, "..", 2);

	return ends[0] && ends[1] && read_end(ends[0], &scale->from) && read_end(ends[1], &scale->to) &&
	       scale->from < scale->to;
}

static bool find_scales(const struct rank_options *o, const struct cells *t, struct columns *c,
			GError **error)
{
	size_t at;

	for (size_t i = 0; i < t->n_columns; i++)
		c->scales[i] = (struct scale){0, 1, false};
	for (char **text = o->scales; text && *text; text++) {
		const char *equals = strrchr(*text, '=');
		g_autofree char *name = equals ? g_strndup(*text, (gsize)(equals - *text)) : NULL;
		struct scale scale = {0};

		if (!read_scale(equals ? equals + 1 : *text, &scale)) {
			g_set_error(error, ANALYZE_ERROR, ANALYZE_ERROR_VALUE, "\"%s\": %s", *text,
				    _("write a scale as 0..10, or of a column as column=1..5"));
			return false;
		}
		if (!name) {
			for (size_t i = 0; i < t->n_columns; i++)
				c->scales[i] = scale;
			continue;
		}
		if (!cells_column(t, name, &at, error))
			return false;
		c->scales[at] = scale;
	}
	for (char **name = o->less; name && *name; name++) {
		if (!cells_column(t, *name, &at, error))
			return false;
		c->scales[at].is_less_more = true;
	}
	return true;
}

static bool add_criterion(const struct cells *t, struct columns *c, size_t column, GError **error)
{
	for (size_t i = 0; i < c->n_criteria; i++)
		if (c->criteria[i] == column || strcmp(t->header[c->criteria[i]], t->header[column]) == 0)
			return refuse(t, _("two criteria have the same name, or one is named twice"), error);
	c->criteria[c->n_criteria++] = column;
	return true;
}

static bool find_criteria(const struct rank_options *o, const struct cells *t, struct columns *c,
			  GError **error)
{
	g_auto(GStrv) names = o->criteria ? g_strsplit(o->criteria, ",", -1) : NULL;

	if (!names) {
		for (size_t i = 0; i < t->n_columns; i++)
			if (i != c->name && i != c->feasibility && cells_is_numeric(t, i) &&
			    !add_criterion(t, c, i, error))
				return false;
		return true;
	}
	for (size_t i = 0; names[i]; i++) {
		size_t at;

		if (!cells_column(t, g_strstrip(names[i]), &at, error))
			return false;
		if (at == c->feasibility)
			return refuse(
				t, _("feasibility is never part of the priority; leave it out of --criteria"),
				error);
		if (!add_criterion(t, c, at, error))
			return false;
	}
	return true;
}

/* What is called so is the second axis even when nobody says it. */
static size_t feasibility_by_name(const struct cells *t)
{
	static const char *const names[] = {"factibilidad", "viabilidad", "competencia",
					    "feasibility",  "competence", NULL};

	return analyze_column_known(t->header, t->n_columns, names);
}

static bool find_columns(const struct rank_options *o, const struct cells *t, struct columns *c,
			 GError **error)
{
	if (!cells_column(t, o->name, &c->name, error) ||
	    !cells_column(t, o->feasibility, &c->feasibility, error) || !find_scales(o, t, c, error))
		return false;
	if (c->feasibility == SIZE_MAX)
		c->feasibility = feasibility_by_name(t);
	for (size_t i = 0; c->name == SIZE_MAX && i < t->n_columns; i++)
		if (i != c->feasibility && !cells_is_numeric(t, i) && *cells_text(t, 0, i))
			c->name = i;
	if (c->name == SIZE_MAX)
		return refuse(t, _("no column holds names of issues; say which with --name"), error);
	return find_criteria(o, t, c, error);
}

static bool scaled(const struct cells *t, size_t row, size_t column, const struct scale *scale, double *value,
		   GError **error)
{
	g_autofree char *sentence = NULL;

	if (!cells_number(t, row, column, value, error))
		return false;
	if (isnan(*value))
		return true;
	if (*value >= scale->from && *value <= scale->to) {
		*value = (*value - scale->from) / (scale->to - scale->from);
		if (scale->is_less_more)
			*value = 1 - *value;
		return true;
	}
	sentence = g_strdup_printf("%s %g..%g; %s", _("it is not within"), scale->from, scale->to,
				   _("say from what to what with --scale COLUMN=MIN..MAX"));
	cells_refuse(t, row, column, sentence, error);
	return false;
}

static bool read_values(struct rank_decision *d, const struct cells *t, const struct columns *c,
			const struct names *issues, const struct names *criteria, GError **error)
{
	d->n_variants = 1;
	d->values = g_new(double, d->n_issues * d->n_criteria);
	d->feasibility = c->feasibility == SIZE_MAX ? NULL : g_new(double, d->n_issues);
	for (size_t row = 0; row < t->n_rows; row++) {
		size_t issue = names_find(issues, cells_text(t, row, c->name));

		for (size_t k = 0; k < c->n_criteria; k++) {
			size_t column = c->criteria[k];
			double *value =
				d->values + issue * d->n_criteria + names_find(criteria, t->header[column]);

			if (!scaled(t, row, column, &c->scales[column], value, error))
				return false;
		}
		if (d->feasibility && !scaled(t, row, c->feasibility, &c->scales[c->feasibility],
					      &d->feasibility[issue], error))
			return false;
	}
	return true;
}

static bool collect(struct rank_decision *d, const struct cells *t, const struct columns *c,
		    struct names *issues, struct names *criteria, GError **error)
{
	for (size_t row = 0; row < t->n_rows; row++) {
		const char *name = cells_text(t, row, c->name);

		if (*name && names_add(issues, name))
			continue;
		cells_refuse(t, row, c->name,
			     *name ? _("this issue stands in another row too; each has one row")
				   : _("an issue needs a name"),
			     error);
		return false;
	}
	for (size_t k = 0; k < c->n_criteria; k++)
		(void)names_add(criteria, t->header[c->criteria[k]]);
	names_take(d, issues, criteria);
	return check_sizes(d, t, error) && read_values(d, t, c, issues, criteria, error);
}

static bool read_table(struct rank_decision *d, const struct rank_options *o, GError **error)
{
	struct cells *t = cells_read(o->files[0], error);
	struct names issues = names_new(), criteria = names_new();
	struct columns c = {0};
	bool is_read = false;

	if (t) {
		c.criteria = g_new(size_t, t->n_columns + 1);
		c.scales = g_new(struct scale, t->n_columns + 1);
		note_input(d, t);
		is_read = find_columns(o, t, &c, error) && collect(d, t, &c, &issues, &criteria, error);
	}
	names_clear(&issues);
	names_clear(&criteria);
	g_free(c.criteria);
	g_free(c.scales);
	cells_free(t);
	return is_read;
}

/* --- stored draws -----------------------------------------------------------------------------------------
 */

/* One table of draws; issue SIZE_MAX: of weights.  Wide: criterion SIZE_MAX. */
struct stored {
	struct cells *t;
	size_t draw, issue, criterion, value;
	struct names draws;
};

static void stored_clear(struct stored *s)
{
	names_clear(&s->draws);
	cells_free(s->t);
}

static bool stored_open(struct stored *s, const char *file, bool has_issues, GError **error)
{
	*s = (struct stored){.draws = names_new(), .issue = SIZE_MAX, .value = SIZE_MAX};
	s->t = cells_read(file, error);
	if (!s->t || !cells_column(s->t, "draw", &s->draw, error) ||
	    (has_issues && !cells_column(s->t, "issue", &s->issue, error)))
		return false;
	if (!cells_column(s->t, "criterion", &s->criterion, NULL))
		s->criterion = SIZE_MAX;
	else if (!cells_column(s->t, has_issues ? "value" : "weight", &s->value, error))
		return false;
	for (size_t row = 0; row < s->t->n_rows; row++) {
		const char *draw = cells_text(s->t, row, s->draw);

		if (!*draw) {
			cells_refuse(s->t, row, s->draw, _("a draw needs a number or a name"), error);
			return false;
		}
		(void)names_add(&s->draws, draw);
	}
	names_sort(&s->draws);
	return true;
}

/* The criteria of the table, in its order. */
static void stored_criteria(const struct stored *s, struct names *criteria)
{
	if (s->criterion != SIZE_MAX) {
		for (size_t row = 0; row < s->t->n_rows; row++)
			(void)names_add(criteria, cells_text(s->t, row, s->criterion));
		return;
	}
	for (size_t i = 0; i < s->t->n_columns; i++)
		if (i != s->draw && i != s->issue)
			(void)names_add(criteria, s->t->header[i]);
}

/* One number of the array of draws, issues and criteria; false with *error: unknown name, twice, no number.
 */
static bool put(const struct stored *s, size_t row, size_t column, const char *criterion,
		const struct names *issues, const struct names *criteria, double *out, bool *is_there,
		GError **error)
{
	size_t k = names_find(criteria, criterion), i = 0, n = issues ? issues->list->len : 1, at;

	if (issues)
		i = names_find(issues, cells_text(s->t, row, s->issue));
	if (k == SIZE_MAX || i == SIZE_MAX) {
		cells_refuse(s->t, row, k == SIZE_MAX ? column : s->issue,
			     k == SIZE_MAX ? _("this criterion is not among those of the other file")
					   : _("this issue is not among those of the other file"),
			     error);
		return false;
	}
	at = (names_find(&s->draws, cells_text(s->t, row, s->draw)) * n + i) * criteria->list->len + k;
	if (is_there[at]) {
		cells_refuse(s->t, row, column, _("this number is given twice"), error);
		return false;
	}
	is_there[at] = true;
	return cells_number(s->t, row, column, &out[at], error);
}

static bool read_numbers(const struct stored *s, const struct names *issues, const struct names *criteria,
			 double *out, size_t n_out, GError **error)
{
	g_autofree bool *is_there = g_new0(bool, n_out + 1);

	for (size_t row = 0; row < s->t->n_rows; row++) {
		if (s->criterion != SIZE_MAX) {
			if (!put(s, row, s->value, cells_text(s->t, row, s->criterion), issues, criteria, out,
				 is_there, error))
				return false;
			continue;
		}
		for (size_t i = 0; i < s->t->n_columns; i++)
			if (i != s->draw && i != s->issue &&
			    !put(s, row, i, s->t->header[i], issues, criteria, out, is_there, error))
				return false;
	}
	for (size_t i = 0; i < n_out; i++)
		if (!is_there[i])
			return refuse(s->t,
				      _("some draw has no number for some issue and criterion; every draw "
					"needs all"),
				      error);
	return true;
}

static bool read_stored_values(struct rank_decision *d, const char *file, struct names *draws, GError **error)
{
	struct names issues = names_new(), criteria = names_new();
	struct stored s;
	bool is_read = stored_open(&s, file, true, error);

	if (is_read) {
		size_t n;

		for (size_t row = 0; row < s.t->n_rows; row++)
			(void)names_add(&issues, cells_text(s.t, row, s.issue));
		stored_criteria(&s, &criteria);
		names_take(d, &issues, &criteria);
		note_input(d, s.t);
		d->n_variants = s.draws.list->len;
		n = d->n_variants * d->n_issues * d->n_criteria;
		is_read = check_sizes(d, s.t, error);
		if (is_read) {
			d->values = g_new(double, n);
			is_read = read_numbers(&s, &issues, &criteria, d->values, n, error);
		}
		for (guint i = 0; i < s.draws.list->len; i++)
			(void)names_add(draws, g_string_chunk_insert(d->strings, s.draws.list->pdata[i]));
		names_sort(draws);
	}
	names_clear(&issues);
	names_clear(&criteria);
	stored_clear(&s);
	return is_read;
}

/* Values of the draw that each draw of weights is called after. */
static bool pair_draws(struct rank_decision *d, const struct stored *s, const struct names *draws,
		       GError **error)
{
	if (d->n_variants == 1)
		return true;
	for (guint i = 0; i < s->draws.list->len; i++)
		if (names_find(draws, s->draws.list->pdata[i]) == SIZE_MAX ||
		    s->draws.list->len != draws->list->len)
			return refuse(s->t, _("the draws of weights are not called as those of the values"),
				      error);
	return true; /* both are sorted alike */
}

static bool check_weights(const struct rank_decision *d, const struct stored *s, GError **error)
{
	for (size_t i = 0; i < d->n_stored; i++) {
		double sum = 0;

		for (size_t k = 0; k < d->n_criteria; k++) {
			double weight = d->stored[i * d->n_criteria + k];

			sum += weight >= -1e-9 ? weight : NAN;
		}
		if (sum >= 0.99 && sum <= 1.01)
			continue;
		g_set_error(error, ANALYZE_ERROR, ANALYZE_ERROR_VALUE, "%s: %s \"%s\": %s", s->t->file_name,
			    _("draw"), (const char *)s->draws.list->pdata[i],
			    _("its weights do not add up to 1, or one is missing or negative"));
		return false;
	}
	return true;
}

static bool read_stored_weights(struct rank_decision *d, const char *file, const struct names *draws,
				GError **error)
{
	struct names criteria = names_new();
	struct stored s;
	bool is_read = stored_open(&s, file, false, error);

	if (is_read) {
		for (size_t k = 0; k < d->n_criteria; k++)
			(void)names_add(&criteria, d->criteria[k]);
		names_sort(&criteria);
		note_input(d, s.t);
		d->n_stored = s.draws.list->len;
		d->stored = g_new(double, d->n_stored * d->n_criteria);
		is_read = read_numbers(&s, NULL, &criteria, d->stored, d->n_stored * d->n_criteria, error) &&
			  pair_draws(d, &s, draws, error) && check_weights(d, &s, error);
	}
	names_clear(&criteria);
	stored_clear(&s);
	return is_read;
}

/* --- the whole --------------------------------------------------------------------------------------------
 */

static bool read_agreed(struct rank_decision *d, const struct rank_options *o, GError **error)
{
	const struct smaa_preferences p = {d->n_criteria, d->low, d->high, d->order};

	for (size_t k = 0; k < d->n_criteria; k++)
		d->high[k] = 1;
	d->has_preferences = o->weights || o->order;
	return rank_agreed_read((const char *const *)o->weights, o->order, d->criteria, d->n_criteria, d->low,
				d->high, d->order, error) &&
	       rank_agreed_check(&p, d->criteria, error);
}

static void add_number(GString *text, double value)
{
	char number[G_ASCII_DTOSTR_BUF_SIZE];

	g_string_append(text, isnan(value) ? "-" : g_ascii_dtostr(number, sizeof number, value));
	g_string_append_c(text, '\t');
}

static void write_text(struct rank_decision *d, const struct rank_options *o)
{
	g_string_append_printf(d->text, "criteria %zu %zu %zu\nconfidence ", d->n_issues, d->n_criteria,
			       d->n_variants);
	add_number(d->text, o->confidence);
	g_string_append_printf(d->text, "draws %d\n", o->n_draws);
	for (size_t k = 0; k < d->n_criteria; k++) {
		g_string_append_printf(d->text, "%s\t%u\t", d->criteria[k], d->order[k]);
		add_number(d->text, d->low[k]);
		add_number(d->text, d->high[k]);
		g_string_append_c(d->text, '\n');
	}
	for (size_t i = 0; i < d->n_variants * d->n_issues; i++) {
		g_string_append_printf(d->text, "%s\t", d->issues[i % d->n_issues]);
		for (size_t k = 0; k < d->n_criteria; k++)
			add_number(d->text, d->values[i * d->n_criteria + k]);
		g_string_append_c(d->text, '\n');
	}
	for (size_t i = 0; i < d->n_stored * d->n_criteria; i++)
		add_number(d->text, d->stored[i]);
}

struct rank_decision *rank_decision_read(const struct rank_options *o, GError **error)
{
	struct rank_decision *d = g_new0(struct rank_decision, 1);
	struct names draws = names_new();
	bool is_read;

	d->strings = g_string_chunk_new(1 << 12);
	d->inputs = g_ptr_array_new_with_free_func(g_free);
	d->text = g_string_new(NULL);
	is_read = o->values_draws ? read_stored_values(d, o->values_draws, &draws, error)
				  : read_table(d, o, error);
	if (is_read) {
		d->low = g_new0(double, d->n_criteria);
		d->high = g_new0(double, d->n_criteria);
		d->order = g_new0(unsigned, d->n_criteria);
		is_read = (!o->weights_draws || read_stored_weights(d, o->weights_draws, &draws, error)) &&
			  read_agreed(d, o, error);
	}
	if (is_read)
		write_text(d, o);
	names_clear(&draws);
	if (!is_read)
		g_clear_pointer(&d, rank_decision_free);
	return d;
}

void rank_decision_free(struct rank_decision *d)
{
	if (!d)
		return;
	g_free(d->issues);
	g_free(d->criteria);
	g_free(d->shown);
	g_free(d->values);
	g_free(d->feasibility);
	g_free(d->stored);
	g_free(d->low);
	g_free(d->high);
	g_free(d->order);
	g_ptr_array_unref(d->inputs);
	g_string_free(d->text, TRUE);
	g_string_chunk_free(d->strings);
	g_free(d);
}
