/* diagnosis_view - a finished diagnosis as JSON.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "diagnosis_view.h"
#include <math.h>

static json_t *counts_json(const size_t *counts, size_t n)
{
	json_t *array = json_array();
	for (size_t i = 0; i < n; i++)
		json_array_append_new(array, json_integer((json_int_t)counts[i]));
	return array;
}

static json_t *ids_json(const struct diagnosis_report *reports, const size_t *indices, size_t n)
{
	json_t *array = json_array();
	for (size_t i = 0; i < n; i++)
		if (indices[i] != SIZE_MAX)
			json_array_append_new(array, json_string(reports[indices[i]].id));
	return array;
}

static json_t *real_or_null(double value)
{
	return isfinite(value) ? json_real(value) : json_null();
}

static json_t *issue_json(const struct diagnosis_issue *issue, size_t number,
			  const struct diagnosis_report *reports)
{
	json_t *terms = json_array(), *criteria = json_array();
	for (size_t i = 0; i < issue->n_terms; i++)
		json_array_append_new(terms, json_string(issue->terms[i]));
	for (size_t i = 0; i < CRITERION_MAX; i++)
		json_array_append_new(criteria, real_or_null(issue->criteria[i]));
	json_t *view = json_pack("{s:I,s:s,s:o,s:I,s:I,s:I}", "number", (json_int_t)number, "name",
				 issue->name, "terms", terms, "rank", (json_int_t)issue->rank, "rank_low",
				 (json_int_t)issue->rank_low, "rank_high", (json_int_t)issue->rank_high);
	json_object_set_new(view, "n_forms", json_integer((json_int_t)issue->n_forms));
	json_object_set_new(view, "n_senders", json_integer((json_int_t)issue->n_senders));
	json_object_set_new(view, "n_places", json_integer((json_int_t)issue->n_places));
	json_object_set_new(view, "n_sessions", json_integer((json_int_t)issue->n_sessions));
	json_object_set_new(view, "n_copies", json_integer((json_int_t)issue->n_copies));
	json_object_set_new(view, "stability", real_or_null(issue->stability));
	json_object_set_new(view, "score", real_or_null(issue->score));
	json_object_set_new(view, "score_low", real_or_null(issue->score_low));
	json_object_set_new(view, "score_high", real_or_null(issue->score_high));
	json_object_set_new(view, "severity", counts_json(issue->severity, G_N_ELEMENTS(issue->severity)));
	json_object_set_new(view, "affected", counts_json(issue->affected, G_N_ELEMENTS(issue->affected)));
	json_object_set_new(view, "frequency", counts_json(issue->frequency, G_N_ELEMENTS(issue->frequency)));
	json_object_set_new(view, "criteria", criteria);
	json_object_set_new(view, "examples",
			    ids_json(reports, issue->examples, G_N_ELEMENTS(issue->examples)));
	json_object_set_new(view, "reports", ids_json(reports, issue->reports, issue->n_forms));
	return view;
}

static json_t *settings_json(const struct diagnosis_settings *s)
{
	json_t *weights = json_array();
	for (size_t i = 0; i < CRITERION_MAX; i++)
		json_array_append_new(weights, json_real(s->weights[i]));
	return json_pack("{s:s,s:I,s:I,s:f,s:I,s:f,s:I,s:o}", "language", s->language, "seed",
			 (json_int_t)s->seed, "n_neighbours", (json_int_t)s->n_neighbours, "resolution",
			 s->resolution, "n_resamples", (json_int_t)s->n_resamples, "confidence",
			 s->confidence, "min_ranked", (json_int_t)s->min_ranked, "weights", weights);
}

json_t *diagnosis_view(const struct diagnosis *d, const struct diagnosis_report *reports, const char *scope,
		       const char *input_hex)
{
	json_t *issues = json_array(), *copies = json_array();
	for (size_t i = 0; i < d->n_issues; i++)
		json_array_append_new(issues, issue_json(&d->issues[i], i + 1, reports));
	for (size_t i = 0; i < d->n_copies; i++) {
		const struct diagnosis_copies *copy = &d->copies[i];
		json_array_append_new(
			copies, json_pack("{s:I,s:I,s:I,s:b,s:b,s:o}", "n_forms", (json_int_t)copy->n_forms,
					  "n_senders", (json_int_t)copy->n_senders, "n_sessions",
					  (json_int_t)copy->n_sessions, "is_short", copy->is_short,
					  "is_campaign", copy->is_campaign, "reports",
					  ids_json(reports, copy->reports, copy->n_forms)));
	}
	json_t *view =
		json_pack("{s:s,s:s,s:o,s:I,s:I,s:I,s:I,s:I}", "scope", scope, "input", input_hex, "settings",
			  settings_json(&d->settings), "seed", (json_int_t)d->settings.seed, "n_reports",
			  (json_int_t)d->n_reports, "n_senders", (json_int_t)d->n_senders, "n_sessions",
			  (json_int_t)d->n_sessions, "n_places", (json_int_t)d->n_places);
	json_object_set_new(view, "is_ranked", json_boolean(d->is_ranked));
	json_object_set_new(view, "min_ranked", json_integer((json_int_t)d->settings.min_ranked));
	json_object_set_new(view, "n_ungrouped", json_integer((json_int_t)d->n_ungrouped));
	json_object_set_new(view, "ungrouped", ids_json(reports, d->ungrouped, d->n_ungrouped));
	json_object_set_new(view, "issues", issues);
	json_object_set_new(view, "copies", copies);
	return view;
}
