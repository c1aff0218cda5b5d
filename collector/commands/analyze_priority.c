/* analyze_priority - field by field.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "analyze_priority.h"

#include <math.h>

#include "words.h"

json_t *analyze_number(double x)
{
	return isfinite(x) ? json_real(round(x * 1e10) / 1e10) : json_null();
}

static json_t *count(size_t n)
{
	return json_integer((json_int_t)n);
}

static json_t *counts(const size_t *n, size_t n_levels)
{
	json_t *array = json_array();

	for (size_t i = 0; i < n_levels; i++)
		json_array_append_new(array, count(n[i]));
	return array;
}

static json_t *places(size_t low, size_t high)
{
	return json_pack("[o, o]", count(low), count(high));
}

json_t *analyze_criterion(size_t criterion, const char *language)
{
	const struct criterion_about *about = &criteria_catalogue[criterion];

	return json_pack("{s:s, s:s, s:s, s:s, s:s, s:s}", "key", about->key, "name",
			 words_say(language, about->name), "definition",
			 words_say(language, about->definition), "unit", words_say(language, about->unit),
			 "direction", words_say(language, about->direction), "missing",
			 words_say(language, about->missing));
}

json_t *analyze_priority(const struct priority *p)
{
	const struct priority_settings *s = &p->settings;
	json_t *view = json_object(), *criteria = json_array();

	for (size_t c = 0; c < CRITERION_MAX; c++)
		json_array_append_new(criteria,
				      json_pack("{s:s, s:o, s:o, s:o, s:i, s:b}", "key",
						criteria_catalogue[c].key, "weight",
						analyze_number(p->weights[c]), "low",
						analyze_number(s->low[c]), "high", analyze_number(s->high[c]),
						"order", (int)s->order[c], "is_known", p->is_known[c]));
	json_object_set_new(view, "is_ranked", json_boolean(p->is_ranked));
	json_object_set_new(view, "only_describes", json_boolean(p->only_describes));
	json_object_set_new(view, "min_ranked", count(s->min_ranked));
	json_object_set_new(view, "min_sessions", count(s->min_sessions));
	json_object_set_new(view, "confidence", analyze_number(s->confidence));
	json_object_set_new(view, "n_senders", count(p->n_senders));
	json_object_set_new(view, "n_sessions", count(p->n_sessions));
	json_object_set_new(view, "n_forms", count(p->n_forms));
	json_object_set_new(view, "n_resamples", count(s->n_resamples));
	json_object_set_new(view, "n_draws", count(s->n_draws));
	json_object_set_new(view, "n_weights", count(p->n_weights));
	json_object_set_new(view, "n_groupings", count(p->n_groupings));
	json_object_set_new(view, "n_bands", count(p->n_bands));
	json_object_set_new(view, "criteria", criteria);
	return view;
}

static json_t *change_view(const struct priority *p, const struct smaa_change *change)
{
	if (change->criterion == SIZE_MAX)
		return json_null();
	return json_pack("{s:s, s:o, s:o, s:o}", "criterion", criteria_catalogue[change->criterion].key,
			 "now", analyze_number(p->weights[change->criterion]), "weight",
			 analyze_number(change->weight), "issue", count(change->issue + 1));
}

void analyze_priority_issue(json_t *view, const struct priority *p, size_t i)
{
	const struct priority_issue *issue = &p->issues[i];
	json_t *own = json_object(), *criteria = json_object(), *central = json_object(),
	       *acceptability = json_array();

	for (size_t c = 0; c < CRITERION_MAX; c++) {
		const char *key = criteria_catalogue[c].key;

		json_object_set_new(criteria, key,
				    json_pack("{s:o, s:o}", "value", analyze_number(issue->criteria[c]), "n",
					      count(issue->n_said[c])));
		json_object_set_new(central, key, analyze_number(issue->central[c]));
	}
	for (size_t r = 0; r < MIN(p->n_issues, ANALYZE_PLACES); r++)
		json_array_append_new(acceptability, analyze_number(p->acceptability[i * p->n_issues + r]));
	json_object_set_new(view, "rank", count(issue->place));
	json_object_set_new(view, "rank_low", count(issue->low));
	json_object_set_new(view, "rank_high", count(issue->high));
	json_object_set_new(view, "severity", counts(issue->severity, G_N_ELEMENTS(issue->severity)));
	json_object_set_new(view, "affected", counts(issue->affected, G_N_ELEMENTS(issue->affected)));
	json_object_set_new(view, "frequency", counts(issue->frequency, G_N_ELEMENTS(issue->frequency)));
	json_object_set_new(own, "score", analyze_number(issue->score));
	json_object_set_new(own, "score_low", analyze_number(issue->score_low));
	json_object_set_new(own, "score_high", analyze_number(issue->score_high));
	json_object_set_new(own, "criteria", criteria);
	json_object_set_new(own, "mentions", places(issue->mentions_low, issue->mentions_high));
	json_object_set_new(own, "people", places(issue->people.low, issue->people.high));
	json_object_set_new(own, "weights", places(issue->weights.low, issue->weights.high));
	json_object_set_new(own, "groupings", places(issue->groupings.low, issue->groupings.high));
	json_object_set_new(own, "band", p->is_ranked ? count(issue->band + 1) : json_null());
	json_object_set_new(own, "first", analyze_number(issue->first));
	json_object_set_new(own, "first_weights", analyze_number(issue->first_weights));
	json_object_set_new(own, "topsis", analyze_number(issue->topsis));
	json_object_set_new(own, "central", central);
	json_object_set_new(own, "confidence", analyze_number(issue->confidence));
	json_object_set_new(own, "acceptability", acceptability);
	json_object_set_new(own, "change", change_view(p, &issue->change));
	json_object_set_new(view, "priority", own);
}
