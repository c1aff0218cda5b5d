/* rank_counts - issues with how many people name each, every person one: exact sets of places.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rank_study.h"

#include <string.h>

#include "cells.h"
#include "rank_agreed.h"
#include "rank_decision.h"
#include "rank_page.h"
#include "words.h"

enum { MIN_RANKED = 20 };
static const size_t most_people = 1000000000;

struct row {
	const char *name;
	size_t n;
};

struct study {
	const struct rank_options *o;
	struct cells *t;
	struct row *rows; /* by number, then by name */
	size_t n_rows, n_people;
	size_t *low, *high, *band; /* NULL: nothing is ranked */
	char digest[65];
};

static int compare_rows(const void *a, const void *b)
{
	const struct row *x = a, *y = b;

	return x->n != y->n ? (x->n < y->n) - (x->n > y->n) : strcmp(x->name, y->name);
}

static bool refuse(const struct cells *t, const char *sentence, GError **error)
{
	g_set_error(error, ANALYZE_ERROR, ANALYZE_ERROR_VALUE, "%s: %s", t->file_name, sentence);
	return false;
}

/* The column called n, else the first of numbers; of names the first other one that is not of numbers. */
static bool find_columns(const struct study *s, size_t *name, size_t *n, GError **error)
{
	const struct cells *t = s->t;

	if (!cells_column(t, s->o->name, name, error) || !cells_column(t, s->o->n, n, error))
		return false;
	for (size_t i = 0; i < t->n_columns && *n == SIZE_MAX; i++)
		if (strcmp(t->header[i], "n") == 0)
			*n = i;
	for (size_t i = 0; i < t->n_columns && *n == SIZE_MAX; i++)
		if (i != *name && cells_is_numeric(t, i))
			*n = i;
	for (size_t i = 0; i < t->n_columns && *name == SIZE_MAX; i++)
		if (i != *n && !cells_is_numeric(t, i))
			*name = i;
	if (*n == SIZE_MAX)
		return refuse(t, _("no column holds numbers; say which with --n"), error);
	if (*name == SIZE_MAX)
		return refuse(t, _("no column holds names of issues; say which with --name"), error);
	return true;
}

static bool read_rows(struct study *s, GError **error)
{
	g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
	const struct cells *t = s->t;
	size_t name, n;

	if (!find_columns(s, &name, &n, error))
		return false;
	if (t->n_rows > RANK_MAX_ISSUES)
		return refuse(t, _("more than 2000 issues; is this the right file?"), error);
	s->rows = g_new(struct row, t->n_rows);
	for (size_t row = 0; row < t->n_rows; row++) {
		struct row *into = &s->rows[s->n_rows++];

		into->name = cells_text(t, row, name);
		if (!*into->name)
			into->name = _("(without a name)");
		if (!g_hash_table_add(seen, (gpointer)(uintptr_t)into->name)) {
			cells_refuse(t, row, name,
				     _("this issue stands in another row too; each has one row"), error);
			return false;
		}
		if (!cells_level(t, row, n, most_people, &into->n, error))
			return false;
		s->n_people += into->n;
	}
	qsort(s->rows, s->n_rows, sizeof *s->rows, compare_rows);
	return true;
}

static void find_places(struct study *s)
{
	g_autofree double *p = g_new0(double, s->n_rows * s->n_rows);
	g_autofree size_t *counts = g_new(size_t, s->n_rows), *order = g_new(size_t, s->n_rows);

	if (s->n_people < MIN_RANKED)
		return;
	for (size_t i = 0; i < s->n_rows; i++) {
		counts[i] = s->rows[i].n;
		order[i] = i;
	}
	s->low = g_new(size_t, s->n_rows);
	s->high = g_new(size_t, s->n_rows);
	s->band = g_new(size_t, s->n_rows);
	rank_test_counts(counts, s->n_rows, p);
	rank_sets(p, s->n_rows, s->o->confidence, s->o->correction, s->o->cover, s->low, s->high);
	(void)rank_bands(s->low, s->high, order, s->n_rows, s->band);
}

static void find_digest(struct study *s)
{
	g_autoptr(GString) text = g_string_new("counts\n");

	for (size_t i = 0; i < s->n_rows; i++)
		g_string_append_printf(text, "%s\t%zu\n", s->rows[i].name, s->rows[i].n);
	(void)rank_agreed_seed(text->str, text->len, s->digest);
}

static json_t *view_of(const struct study *s, json_t *inputs)
{
	json_t *issues = json_array();

	for (size_t i = 0, place = 1; i < s->n_rows; i++) {
		if (i && s->rows[i].n < s->rows[i - 1].n)
			place = i + 1;
		json_array_append_new(
			issues, json_pack("{s:i, s:s, s:I, s:o, s:o, s:o, s:o}", "number", (int)i + 1, "name",
					  s->rows[i].name, "n", (json_int_t)s->rows[i].n, "place",
					  s->low ? json_integer((json_int_t)place) : json_null(), "low",
					  s->low ? json_integer((json_int_t)s->low[i]) : json_null(), "high",
					  s->low ? json_integer((json_int_t)s->high[i]) : json_null(), "band",
					  s->low ? json_integer((json_int_t)s->band[i]) : json_null()));
	}
	return json_pack("{s:s, s:o, s:s, s:f, s:s, s:s, s:I, s:b, s:o}", "shape", "counts", "inputs", inputs,
			 "digest", s->digest, "confidence", s->o->confidence, "correction",
			 s->o->correction == RANK_HOLM ? "holm" : "bonferroni", "cover",
			 s->o->cover == RANK_MARGINAL ? "marginal" : "simultaneous", "n",
			 (json_int_t)s->n_people, "is_ranked", s->low != NULL, "issues", issues);
}

static json_t *order_table(const struct study *s)
{
	json_t *rows = json_array();

	for (size_t i = 0; i < s->n_rows; i++)
		rank_page_row(rows, g_strdup(s->rows[i].name), g_strdup_printf("%zu", s->rows[i].n),
			      s->low ? rank_page_places(s->low[i], s->high[i]) : NULL, NULL);
	return rank_page_table(rows, _("Issue"), _("Mentions"), s->low ? _("Places") : NULL, NULL);
}

static json_t *page_of(const struct study *s, const json_t *view)
{
	json_t *page = json_pack("{s:s, s:[]}", "title", _("Order by mentions"), "notices"),
	       *notices = json_object_get(page, "notices"), *sentences;
	const json_t *issues = json_object_get(view, "issues");
	g_autofree char *confidence = rank_page_percent(s->o->confidence),
			*method = g_strdup_printf("%s, %s, %s", confidence,
						  s->o->correction == RANK_HOLM ? "Holm" : "Bonferroni",
						  s->o->cover == RANK_MARGINAL ? _("each place by itself")
									       : _("all places at once")),
			*people = g_strdup_printf("%zu", s->n_people);

	json_array_append_new(notices, json_string(_("It is not said in which sessions people spoke: it only "
						     "describes those who took part.")));
	if (!s->low) {
		json_array_append_new(notices,
				      json_string(_("Fewer than 20 people: a list, and no places.")));
		rank_page_section(page, _("Mentions"), NULL, order_table(s), NULL);
	} else {
		sentences = json_array();
		json_array_append_new(
			sentences,
			json_string(_("Exact tests of every pair, each person naming one issue. Places are "
				      "ranges: what is within one is not separable by these mentions.")));
		json_t *bands = rank_page_bands(issues);
		json_array_extend(sentences, bands);
		json_decref(bands);
		rank_page_section(page, _("Order of the issues"), sentences, order_table(s),
				  rank_page_chart("ranks", rank_page_ranks(issues)));
		rank_page_setting(page, _("Confidence"), method);
	}
	rank_page_setting(page, _("People"), people);
	rank_page_setting(page, _("Digest of data and settings (BLAKE2b)"), s->digest);
	return page;
}

bool rank_study_counts(const struct rank_options *o, struct work *work, struct rank_result *result,
		       GError **error)
{
	struct study s = {.o = o, .t = cells_read(o->files[0], error)};
	bool is_read = s.t && read_rows(&s, error);

	(void)work; /* the largest takes less than a second */
	if (is_read) {
		g_autoptr(GPtrArray) inputs = g_ptr_array_new();

		g_ptr_array_add(inputs, s.t->file_name);
		g_ptr_array_add(inputs, s.t->digest);
		find_digest(&s);
		find_places(&s);
		result->view = view_of(&s, json_array());
		result->page = page_of(&s, result->view);
		json_object_set_new(result->view, "inputs", rank_page_inputs(result->page, inputs));
	}
	g_free(s.rows);
	g_free(s.low);
	g_free(s.high);
	g_free(s.band);
	cells_free(s.t);
	return is_read;
}
