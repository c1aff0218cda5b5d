/* weights_view - the figures of a study, named.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "weights_view.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#include "analyze_columns.h"
#include "rank_page.h"
#include "words.h"

static json_t *whole(size_t n)
{
	return json_integer((json_int_t)n);
}

static json_t *problems_view(const struct weights_study *s)
{
	json_t *view = json_array();

	for (size_t i = 0; i < s->raking->n_problems; i++) {
		const struct raking_problem *p = &s->raking->problems[i];
		const struct weights_margin *margin =
			p->margin == SIZE_MAX ? NULL : s->margins->pdata[p->margin];
		g_autofree char *sentence = weights_problem_sentence(s, p);

		json_array_append_new(view,
				      json_pack("{s:s, s:s?, s:s?, s:o, s:o, s:s}", "reason",
						weights_reason_key(p->reason), "variable",
						margin ? margin->name : NULL, "category",
						margin && p->category != SIZE_MAX
							? (const char *)margin->labels->pdata[p->category]
							: NULL,
						"found", rank_page_real(p->found), "limit",
						rank_page_real(p->limit), "sentence", sentence));
	}
	return view;
}

static json_t *margin_view(const struct weights_study *s, guint k)
{
	const struct weights_margin *margin = s->margins->pdata[k];
	json_t *categories = json_array();

	for (guint c = 0; s->raking->categories && c < margin->labels->len; c++) {
		const struct raking_category *category = &s->raking->categories[k][c];
		double weighted = weights_study_is_weighted(s) ? category->weighted : NAN;

		json_array_append_new(categories,
				      json_pack("{s:s, s:o, s:o, s:o, s:o, s:o}", "category",
						margin->labels->pdata[c], "people", whole(category->n),
						"sample", rank_page_real(category->sample), "census_people",
						rank_page_real(g_array_index(margin->populations, double, c)),
						"census", rank_page_real(category->population), "weighted",
						rank_page_real(weighted)));
	}
	return json_pack("{s:s, s:s, s:o, s:o, s:o}", "variable", margin->name, "file", margin->source,
			 "unanswered",
			 s->raking->unanswered ? rank_page_real(s->raking->unanswered[k]) : json_null(),
			 "n_contradicted", whole(s->n_contradicted[k]), "categories", categories);
}

static json_t *weights_figures(const struct weights_study *s)
{
	const struct raking *r = s->raking;
	double total = 0;

	if (!r->weights)
		return json_null();
	for (size_t i = 0; i < s->people->n; i++)
		total += r->weights[i];
	return json_pack("{s:o, s:o, s:o, s:o, s:o, s:o}", "rounds", whole(r->n_rounds), "trimmed",
			 whole(r->n_trimmed), "design_effect", rank_page_real(r->effect), "effective_n",
			 rank_page_real(r->n_effective), "ratio", rank_page_real(r->ratio), "total",
			 rank_page_real(total));
}

static json_t *value_view(const struct weights_column *c, const struct weights_value *v)
{
	json_t *view =
		json_pack("{s:s, s:o, s:o, s:o, s:o, s:o}", "value", v->name, "n", whole(v->n), "unweighted",
			  rank_page_real(v->plain.mean), "unweighted_se", rank_page_real(v->plain.mean_error),
			  "weighted", rank_page_real(v->weighted.mean), "weighted_se",
			  rank_page_real(v->weighted.mean_error));

	if (c->kind == WEIGHTS_MEAN) {
		json_object_set_new(view, "unweighted_total", rank_page_real(v->plain.total));
		json_object_set_new(view, "unweighted_total_se", rank_page_real(v->plain.total_error));
		json_object_set_new(view, "weighted_total", rank_page_real(v->weighted.total));
		json_object_set_new(view, "weighted_total_se", rank_page_real(v->weighted.total_error));
	}
	return view;
}

static json_t *results_view(const struct weights_study *s)
{
	static const char *const kinds[] = {
		[WEIGHTS_ISSUE] = "issue", [WEIGHTS_OUTCOME] = "outcome", [WEIGHTS_MEAN] = "mean"};
	json_t *view = json_array();

	for (guint i = 0; i < s->columns->len; i++) {
		const struct weights_column *c = &g_array_index(s->columns, struct weights_column, i);
		json_t *values = json_array();

		for (size_t v = 0; v < c->n_values; v++)
			json_array_append_new(values, value_view(c, &c->values[v]));
		json_array_append_new(view,
				      json_pack("{s:s, s:s, s:o, s:o}", "column", c->name, "kind",
						kinds[c->kind], "n", whole(c->n_answered), "values", values));
	}
	return view;
}

static json_t *places_view(const struct weights_study *s)
{
	json_t *unplaced = json_array();

	if (!s->places) {
		json_decref(unplaced);
		return json_null();
	}
	for (guint i = 0; i < s->unplaced->len; i++) {
		const struct weights_unplaced *u = &g_array_index(s->unplaced, struct weights_unplaced, i);
		json_t *hint = json_array();

		if (u->hint != SIZE_MAX)
			json_array_append_new(hint, json_string(s->places->all[u->hint].name));
		if (u->other != SIZE_MAX)
			json_array_append_new(hint, json_string(s->places->all[u->other].name));
		json_array_append_new(
			unplaced, json_pack("{s:s, s:s, s:o, s:o, s:o}", "text", u->text, "why",
					    u->match == PLACES_AMBIGUOUS ? "ambiguous" : "unknown", "people",
					    whole(u->n_people), "row", whole(u->row), "hint", hint));
	}
	return json_pack("{s:s, s:o, s:o, s:o}", "state", s->places->states[s->state].name, "n_outside",
			 whole(s->n_outside), "n_not_resident", whole(s->n_not_resident), "unplaced",
			 unplaced);
}

static json_t *coverage_view(const struct weights_study *s)
{
	json_t *view = json_array();

	for (size_t k = 0; k < s->n_regions; k++) {
		const struct weights_region *r = &s->regions[k];
		double forms = (double)r->n_forms;

		json_array_append_new(
			view, json_pack("{s:s, s:o, s:o, s:o, s:o, s:o, s:o, s:o}", "region", r->name,
					"people", whole(r->n_people), "forms", whole(r->n_forms), "sessions",
					s->cluster ? whole(r->n_sessions) : json_null(), "population",
					rank_page_real(r->population), "share",
					rank_page_real(forms / s->n_placed_forms), "population_share",
					rank_page_real(r->population / s->population), "forms_per_10000",
					rank_page_real(forms * 10000 / r->population)));
	}
	return view;
}

static json_t *place_in(const struct regions_order *order, size_t issue)
{
	return json_pack("{s:o, s:o, s:o}", "share", rank_page_real(order->shares[issue]), "low",
			 order->is_ranked ? whole(order->low[issue]) : json_null(), "high",
			 order->is_ranked ? whole(order->high[issue]) : json_null());
}

static json_t *orders_view(const struct weights_study *s)
{
	const struct weights_column *issue = weights_study_issue(s);
	const struct regions *r = s->orders;
	json_t *pairs, *issues;

	if (!r)
		return json_null();
	pairs = json_array();
	issues = json_array();
	for (size_t p = 0; p < r->n_pairs; p++)
		json_array_append_new(pairs, json_pack("{s:s, s:s, s:o, s:o, s:o, s:o, s:o}", "one",
						       s->regions[r->pairs[p].one].name, "other",
						       s->regions[r->pairs[p].other].name, "tau",
						       rank_page_real(r->pairs[p].tau), "same",
						       whole(r->pairs[p].n_same), "reversed",
						       whole(r->pairs[p].n_reversed), "low",
						       rank_page_real(r->pairs[p].low), "high",
						       rank_page_real(r->pairs[p].high)));
	for (size_t i = 0; i < r->n_issues; i++) {
		json_t *regions = json_array();

		for (size_t k = 0; k < r->n_regions; k++)
			json_array_append_new(regions, place_in(&r->of[k], i));
		json_array_append_new(issues,
				      json_pack("{s:s, s:b, s:o, s:o, s:o}", "issue", issue->values[i].name,
						"is_common_top", r->is_common_top[i], "pooled",
						place_in(&r->pooled, i), "equal", place_in(&r->equal, i),
						"regions", regions));
	}
	return json_pack("{s:o, s:o, s:o, s:o, s:o, s:o}", "n_ranked", whole(r->n_ranked), "tau",
			 rank_page_real(r->tau), "tau_low", rank_page_real(r->tau_low), "tau_high",
			 rank_page_real(r->tau_high), "pairs", pairs, "issues", issues);
}

static json_t *channels_view(const struct weights_study *s)
{
	const struct weights_column *issue = weights_study_issue(s);
	json_t *names, *people, *issues;

	if (!s->channels)
		return json_null();
	names = json_array();
	people = json_array();
	issues = json_array();
	for (size_t c = 0; c < s->n_channels; c++) {
		json_array_append_new(names, json_string(s->channels[c].name));
		json_array_append_new(people, whole(s->channels[c].n_people));
	}
	for (size_t v = 0; v < issue->n_values; v++) {
		json_t *named = json_array();

		for (size_t c = 0; c < s->n_channels; c++)
			json_array_append_new(named, whole(s->named[v * s->n_channels + c]));
		json_array_append_new(issues,
				      json_pack("{s:s, s:o, s:o, s:b}", "issue", issue->values[v].name,
						"named", named, "p", rank_page_real(s->channel_p[v]),
						"is_exact", s->is_exact[v]));
	}
	return json_pack("{s:o, s:o, s:o}", "names", names, "people", people, "issues", issues);
}

json_t *weights_view(const struct weights_study *s)
{
	const struct raking_settings *limits = &s->options->settings;
	json_t *view, *margins = json_array();

	for (guint k = 0; k < s->margins->len; k++)
		json_array_append_new(margins, margin_view(s, k));
	view = json_pack(
		"{s:s, s:{s:s, s:s}, s:o, s:o, s:o, s:o, s:b}", "notice",
		_("This is no representative survey; weighted figures are for study and never go on the "
		  "wall."),
		"input", "sha256", s->cells->digest, "encoding", s->cells->encoding, "n_rows",
		whole(s->cells->n_rows), "n_people", whole(s->people->n), "n_counted",
		whole(s->raking->n_counted), "n_sessions", s->cluster ? whole(s->n_sessions) : json_null(),
		"is_weighted", weights_study_is_weighted(s));
	json_object_set_new(view, "limits",
			    json_pack("{s:o, s:o, s:o, s:b}", "min_category", whole(limits->min_category),
				      "max_ratio", rank_page_real(limits->max_ratio), "max_unanswered",
				      rank_page_real(limits->max_unanswered), "are_usual",
				      s->options->is_usual));
	json_object_set_new(view, "trim",
			    s->options->trim ? json_pack("[o, o]", rank_page_real(limits->trim_low),
							 rank_page_real(limits->trim_high))
					     : json_null());
	json_object_set_new(view, "problems", problems_view(s));
	json_object_set_new(view, "margins", margins);
	json_object_set_new(view, "weights", weights_figures(s));
	json_object_set_new(view, "results", results_view(s));
	json_object_set_new(view, "places", places_view(s));
	json_object_set_new(view, "coverage", coverage_view(s));
	json_object_set_new(view, "n_without_region", whole(s->n_without_region));
	json_object_set_new(view, "regions", orders_view(s));
	json_object_set_new(view, "channels", channels_view(s));
	return view;
}

char *weights_csv(const struct weights_study *s, GError **error)
{
	static const char *const header[] = {"row", "id", "sender", "base", "weight"};
	static const char *const ids[] = {"instanceid", "_uuid", "key", NULL};
	const struct cells *t = s->cells;
	GString *out = g_string_new(NULL);
	size_t id, sender;

	if (!cells_column(t, s->options->id, &id, error) ||
	    !cells_column(t, s->options->sender, &sender, error)) {
		g_string_free(out, TRUE);
		return NULL;
	}
	if (id == SIZE_MAX)
		id = analyze_column_known(t->header, t->n_columns, ids);
	csv_row_write(out, header, G_N_ELEMENTS(header), CSV_FOR_PROGRAMS);
	for (size_t row = 0; row < t->n_rows; row++) {
		size_t person = s->people->person_of[row];
		char number[24], base[G_ASCII_DTOSTR_BUF_SIZE], weight[G_ASCII_DTOSTR_BUF_SIZE];
		const char *const cells[] = {number, cells_text(t, row, id), cells_text(t, row, sender), base,
					     weight};

		(void)g_snprintf(number, sizeof number, "%zu", t->numbers[row]);
		g_ascii_formatd(base, sizeof base, "%.15g", s->base[person]);
		g_ascii_formatd(weight, sizeof weight, "%.15g", s->raking->weights[person]);
		csv_row_write(out, cells, G_N_ELEMENTS(cells), CSV_FOR_PROGRAMS);
	}
	return g_string_free(out, FALSE);
}
