/* weights_study - reads the tables, codes the answers, weighs, and estimates.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "weights_study.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#include "words.h"

enum { MAX_VALUES = 300 };

static bool refuse_column(const char *sentence, const char *name, GError **error)
{
	g_set_error(error, ANALYZE_ERROR, ANALYZE_ERROR_COLUMN, "%s \"%s\"", sentence, name);
	return false;
}

/* --- margins ------------------------------------------------------------------------------------- */

static bool read_margins(struct weights_study *s, GError **error)
{
	const struct weights_options *o = s->options;

	for (char **pair = o->margin; pair && *pair; pair++) {
		struct weights_margin *margin = weights_margin_read(*pair, error);

		if (!margin)
			return false;
		g_ptr_array_add(s->margins, margin);
	}
	return !o->margins || weights_margins_read(o->margins, s->margins, error);
}

/* The columns in any order. */
static bool is_of_columns(const struct weights_margin *margin, char **columns)
{
	size_t n = 0;

	for (; columns[n]; n++) {
		g_autofree char *wanted = weights_plain(columns[n]);
		bool is_there = false;

		for (size_t i = 0; i < margin->n_columns; i++) {
			g_autofree char *plain = weights_plain(margin->columns[i]);

			is_there = is_there || strcmp(plain, wanted) == 0;
		}
		if (!is_there)
			return false;
	}
	return n == margin->n_columns;
}

static bool keep_one_margin(struct weights_study *s, GError **error)
{
	g_auto(GStrv) columns = NULL;

	if (!s->options->post_stratify)
		return true;
	columns = g_strsplit(s->options->post_stratify, ",", -1);
	for (guint i = 0; i < s->margins->len; i++) {
		struct weights_margin *margin;

		if (!is_of_columns(s->margins->pdata[i], columns))
			continue;
		margin = g_ptr_array_steal_index(s->margins, i);
		g_ptr_array_set_size(s->margins, 0);
		g_ptr_array_add(s->margins, margin);
		return true;
	}
	return refuse_column(
		_("There is no margin to post-stratify by; give it as --margin COLUMN,COLUMN=FILE:"),
		s->options->post_stratify, error);
}

static bool are_different(const struct weights_study *s, GError **error)
{
	for (guint i = 0; i < s->margins->len; i++)
		for (guint j = 0; j < i; j++) {
			const struct weights_margin *one = s->margins->pdata[i];

			if (is_of_columns(s->margins->pdata[j], one->columns))
				return refuse_column(_("There are two margins of"), one->name, error);
		}
	return true;
}

/* SIZE_MAX: no answer; one that the census lacks is added with nobody in it. */
static size_t category_of(struct weights_study *s, struct weights_margin *margin, const char *const *parts,
			  bool is_counted)
{
	size_t category;

	for (size_t c = 0; c < margin->n_columns; c++)
		if (!*parts[c] || weights_is_told(parts[c], margin->columns[c], s->options->unanswered))
			return SIZE_MAX;
	category = weights_margin_find(margin, parts);
	for (size_t c = 0; c < margin->n_columns && category == SIZE_MAX; c++)
		if (weights_is_unanswered(parts[c], margin->columns[c], s->options->unanswered))
			return SIZE_MAX;
	return category == SIZE_MAX && is_counted ? weights_margin_add(margin, parts, 0) : category;
}

static void code_margin(struct weights_study *s, guint k, const size_t *columns)
{
	struct weights_margin *margin = s->margins->pdata[k];
	g_autofree const char **parts = g_new0(const char *, margin->n_columns + 1);

	s->n_census[k] = margin->labels->len;
	for (size_t i = 0; i < s->people->n; i++) {
		bool is_contradicted = false;

		for (size_t c = 0; c < margin->n_columns; c++) {
			bool is_twice;

			parts[c] = weights_people_answer(s->people, i, columns[c], &is_twice);
			is_contradicted = is_contradicted || is_twice;
		}
		s->n_contradicted[k] += is_contradicted;
		s->categories[k][i] = category_of(s, margin, parts, s->base[i] > 0);
	}
}

static bool code_margins(struct weights_study *s, GError **error)
{
	size_t n = s->margins->len;

	s->categories = g_new0(size_t *, n + 2);
	s->n_census = g_new0(size_t, n + 2);
	s->n_contradicted = g_new0(size_t, n + 2);
	for (guint k = 0; k < n; k++) {
		const struct weights_margin *margin = s->margins->pdata[k];
		g_autofree size_t *columns = g_new0(size_t, margin->n_columns + 1);

		s->categories[k] = g_new(size_t, s->people->n + 1);
		for (size_t c = 0; c < margin->n_columns; c++)
			if (!cells_column(s->cells, margin->columns[c], &columns[c], error))
				return false;
		code_margin(s, k, columns);
	}
	return true;
}

/* Regions or municipalities of residence as one margin more. */
static void add_margin_of_places(struct weights_study *s)
{
	const struct places *p = s->places;
	bool has_regions = p && p->n_regions > 0, is_by_region;
	const char *by = s->options->by;
	struct weights_margin *margin;
	size_t k = s->margins->len;

	if (!p || s->options->post_stratify || (by && strcmp(by, "none") == 0))
		return;
	is_by_region = by ? strcmp(by, "region") == 0 : has_regions;
	margin = weights_margin_new(s->options->residence, s->options->places);
	g_free(margin->name);
	margin->name = g_strdup(is_by_region ? _("region of residence") : _("municipality of residence"));
	for (size_t i = 0; i < p->n; i++) {
		const struct place *place = &p->all[i];
		const char *name = is_by_region ? place->region : place->key;
		double population = isnan(place->population) ? 0 : place->population;
		size_t category;

		if (place->state != s->state)
			continue;
		category = weights_margin_find(margin, &name);
		if (category == SIZE_MAX)
			category = weights_margin_add(margin, &name, 0);
		g_array_index(margin->populations, double, category) += population;
	}
	s->n_census[k] = margin->labels->len;
	s->categories[k] = g_new(size_t, s->people->n + 1);
	for (size_t i = 0; i < s->people->n; i++) {
		const struct place *place = s->residence[i] == SIZE_MAX ? NULL : &p->all[s->residence[i]];
		const char *name = !place ? "" : is_by_region ? place->region : place->key;

		s->categories[k][i] =
			place && place->state == s->state ? weights_margin_find(margin, &name) : SIZE_MAX;
	}
	/* Keys tell places apart, names tell people which. */
	for (size_t i = 0; i < p->n && !is_by_region; i++)
		if (p->all[i].state == s->state) {
			const char *key = p->all[i].key;
			char **label = (char **)&margin->labels->pdata[weights_margin_find(margin, &key)];

			g_free(*label);
			*label = g_strdup(p->all[i].name);
		}
	for (guint i = 0; i < margin->labels->len; i++)
		if (!*(const char *)margin->labels->pdata[i]) {
			g_free(margin->labels->pdata[i]);
			margin->labels->pdata[i] = g_strdup(_("(no region)"));
		}
	g_ptr_array_add(s->margins, margin);
}

/* --- weights --------------------------------------------------------------------------------------- */

static bool read_base(struct weights_study *s, GError **error)
{
	size_t column;

	s->base = g_new(double, s->people->n + 1);
	if (!cells_column(s->cells, s->options->weight, &column, error))
		return false;
	for (size_t i = 0; i < s->people->n; i++) {
		s->base[i] = 1;
		if (column != SIZE_MAX && !weights_people_weight(s->people, i, column, &s->base[i], error))
			return false;
	}
	return true;
}

/* Sessions as numbers; who says none, or two, is by themselves. */
static bool read_sessions(struct weights_study *s, GError **error)
{
	g_autoptr(GHashTable) numbers = g_hash_table_new(g_str_hash, g_str_equal);
	size_t column, alone;

	if (!cells_column(s->cells, s->options->session, &column, error))
		return false;
	if (column == SIZE_MAX)
		return true;
	s->cluster = g_new(size_t, s->people->n + 1);
	alone = s->people->n;
	for (size_t i = 0; i < s->people->n; i++) {
		const char *name = weights_people_answer(s->people, i, column, NULL);
		gpointer known = g_hash_table_lookup(numbers, name);

		if (!*name) {
			s->cluster[i] = alone++;
			continue;
		}
		if (!known) {
			known = GSIZE_TO_POINTER(++s->n_sessions);
			g_hash_table_insert(numbers, (gpointer)(uintptr_t)name, known);
		}
		s->cluster[i] = GPOINTER_TO_SIZE(known) - 1;
	}
	return true;
}

static void weigh(struct weights_study *s)
{
	size_t n = s->margins->len;

	s->raking_margins = g_new0(struct raking_margin, n + 1);
	for (size_t k = 0; k < n; k++) {
		const struct weights_margin *margin = s->margins->pdata[k];

		s->raking_margins[k] = (struct raking_margin){
			.category = s->categories[k],
			.n_categories = margin->labels->len,
			.population = (const double *)(const void *)margin->populations->data};
	}
	s->raking_people = (struct raking_people){.n_people = s->people->n,
						  .base = s->base,
						  .cluster = s->cluster,
						  .margins = s->raking_margins,
						  .n_margins = n,
						  .finite = s->options->finite};
	s->raking = raking_make(&s->raking_people, &s->options->settings);
}

/* --- estimates ------------------------------------------------------------------------------------- */

static int by_people(const void *a, const void *b)
{
	const struct weights_value *x = a, *y = b;

	if (x->n != y->n)
		return (x->n < y->n) - (x->n > y->n);
	return strcmp(x->name, y->name);
}

static void estimate(struct weights_study *s, struct weights_value *value)
{
	const struct raking_estimate none = {0, NAN, NAN, NAN, NAN};

	value->plain = raking_estimate(s->raking, value->of, false);
	value->weighted = weights_study_is_weighted(s) ? raking_estimate(s->raking, value->of, true) : none;
}

/* Which people gave each answer; an answer given twice counts once. */
static bool find_answers(struct weights_study *s, struct weights_column *c, size_t column, GError **error)
{
	g_autoptr(GHashTable) numbers = g_hash_table_new(g_str_hash, g_str_equal);
	g_autofree bool *has_answered = g_new0(bool, s->people->n + 1);
	GArray *values = g_array_new(FALSE, TRUE, sizeof(struct weights_value));

	for (size_t row = 0; row < s->cells->n_rows; row++) {
		const char *text = cells_text(s->cells, row, column);
		size_t person = s->people->person_of[row];
		gpointer known;
		struct weights_value *value;

		if (c->kind == WEIGHTS_ISSUE ? !*text
					     : weights_is_unanswered(text, c->name, s->options->unanswered))
			continue;
		known = g_hash_table_lookup(numbers, text);
		if (!known && values->len == MAX_VALUES) {
			cells_refuse(
				s->cells, row, column,
				_("the column has more than 300 different answers; group texts first with "
				  "\"vocalia analyze --labels-out\""),
				error);
			break;
		}
		if (!known) {
			const struct weights_value fresh = {.name = text,
							    .of = g_new0(double, s->people->n + 1)};

			g_array_append_val(values, fresh);
			known = GSIZE_TO_POINTER((gsize)values->len);
			g_hash_table_insert(numbers, (gpointer)(uintptr_t)text, known);
		}
		value = &g_array_index(values, struct weights_value, GPOINTER_TO_SIZE(known) - 1);
		if (value->of[person] == 0 && s->base[person] > 0)
			value->n++;
		value->of[person] = 1;
		has_answered[person] = true;
	}
	for (size_t i = 0; i < s->people->n; i++) {
		c->n_answered += has_answered[i] && s->base[i] > 0;
		for (guint v = 0; v < values->len && c->kind == WEIGHTS_OUTCOME && !has_answered[i]; v++)
			g_array_index(values, struct weights_value, v).of[i] = NAN;
	}
	g_array_sort(values, by_people);
	c->n_values = values->len;
	c->values = (struct weights_value *)(void *)g_array_free(values, FALSE);
	return !*error;
}

static bool find_numbers(struct weights_study *s, struct weights_column *c, size_t column, GError **error)
{
	c->values = g_new0(struct weights_value, 1);
	c->values[0] = (struct weights_value){.name = "", .of = g_new(double, s->people->n + 1)};
	c->n_values = 1;
	for (size_t i = 0; i < s->people->n; i++) {
		if (!weights_people_number(s->people, i, column, &c->values[0].of[i], error))
			return false;
		c->values[0].n += s->base[i] > 0 && !isnan(c->values[0].of[i]);
	}
	c->n_answered = c->values[0].n;
	return true;
}

static bool add_column(struct weights_study *s, enum weights_kind kind, const char *name, GError **error)
{
	struct weights_column c = {.kind = kind};
	size_t column;
	bool is_read = true;

	if (!cells_column(s->cells, name, &column, error))
		return false;
	c.name = s->cells->header[column];
	if (kind == WEIGHTS_MEAN)
		is_read = find_numbers(s, &c, column, error);
	else
		is_read = find_answers(s, &c, column, error);
	g_array_append_val(s->columns, c);
	for (size_t v = 0; is_read && v < c.n_values; v++)
		estimate(s, &c.values[v]);
	return is_read;
}

static bool add_columns(struct weights_study *s, GError **error)
{
	const struct weights_options *o = s->options;

	if (o->issue && !add_column(s, WEIGHTS_ISSUE, o->issue, error))
		return false;
	for (char **name = o->outcome; name && *name; name++)
		if (!add_column(s, WEIGHTS_OUTCOME, *name, error))
			return false;
	for (char **name = o->mean; name && *name; name++)
		if (!add_column(s, WEIGHTS_MEAN, *name, error))
			return false;
	return true;
}

bool weights_study_is_weighted(const struct weights_study *s)
{
	return s->margins->len > 0 && s->raking->n_problems == 0 && s->raking->weights;
}

const struct weights_column *weights_study_issue(const struct weights_study *s)
{
	return s->options->issue ? &g_array_index(s->columns, struct weights_column, 0) : NULL;
}

static bool study(struct weights_study *s, GError **error)
{
	size_t sender;

	s->cells = cells_read(s->options->files[0], error);
	if (!s->cells || !cells_column(s->cells, s->options->sender, &sender, error))
		return false;
	s->people = weights_people_of(s->cells, sender);
	if (!read_base(s, error) || !read_sessions(s, error) || !read_margins(s, error) ||
	    !keep_one_margin(s, error) || !are_different(s, error) || !weights_study_place(s, error) ||
	    !code_margins(s, error))
		return false;
	add_margin_of_places(s);
	weigh(s);
	return add_columns(s, error) && weights_study_group(s, error);
}

struct weights_study *weights_study_make(const struct weights_options *options, GError **error)
{
	struct weights_study *s = g_new0(struct weights_study, 1);

	s->options = options;
	s->state = SIZE_MAX;
	s->margins = g_ptr_array_new_with_free_func((GDestroyNotify)weights_margin_free);
	s->columns = g_array_new(FALSE, TRUE, sizeof(struct weights_column));
	s->unplaced = g_array_new(FALSE, TRUE, sizeof(struct weights_unplaced));
	if (!study(s, error))
		g_clear_pointer(&s, weights_study_free);
	return s;
}

void weights_study_free(struct weights_study *s)
{
	if (!s)
		return;
	raking_free(s->raking);
	regions_free(s->orders);
	for (guint i = 0; i < s->columns->len; i++) {
		struct weights_column *c = &g_array_index(s->columns, struct weights_column, i);

		for (size_t v = 0; v < c->n_values; v++)
			g_free(c->values[v].of);
		g_free(c->values);
	}
	for (guint k = 0; s->categories && k < s->margins->len; k++)
		g_free(s->categories[k]);
	g_free(s->categories);
	g_free(s->n_census);
	g_free(s->n_contradicted);
	g_free(s->raking_margins);
	g_ptr_array_unref(s->margins);
	g_array_unref(s->columns);
	g_array_unref(s->unplaced);
	g_free(s->base);
	g_free(s->cluster);
	g_free(s->residence);
	g_free(s->region);
	g_free(s->regions);
	g_free(s->channels);
	g_free(s->named);
	g_free(s->channel_p);
	g_free(s->is_exact);
	places_free(s->places);
	weights_people_free(s->people);
	cells_free(s->cells);
	g_free(s);
}
