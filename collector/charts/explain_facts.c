/* explain_facts - the numbers of a priority that an explanation rests on.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "explain.h"

#include <math.h>

static json_t *count(size_t n)
{
	return json_integer((json_int_t)n);
}

static json_t *number(double x)
{
	return isfinite(x) ? json_real(x) : json_null();
}

static json_t *places(size_t low, size_t high)
{
	return low ? json_pack("{s:o, s:o}", "low", count(low), "high", count(high)) : json_null();
}

/* Senders at these levels or above, and those who said any. */
static void set_levels(json_t *view, const size_t *levels, size_t from, size_t top)
{
	size_t n = 0, of = 0;

	for (size_t l = 1; l <= top; l++) {
		of += levels[l];
		n += l >= from ? levels[l] : 0;
	}
	json_object_set_new(view, "n", count(n));
	json_object_set_new(view, "of", count(of));
}

static void set_counts(json_t *view, const struct priority *p, const struct priority_issue *issue,
		       enum criterion c)
{
	double value = issue->criteria[c];
	size_t said = issue->n_said[c];

	switch (c) {
	case CRITERION_FREQUENCY:
		json_object_set_new(view, "n", count(said));
		json_object_set_new(view, "of", count(p->n_senders));
		break;
	case CRITERION_SEVERITY:
		set_levels(view, issue->severity, CRITERIA_SEVERE, G_N_ELEMENTS(issue->severity) - 1);
		break;
	case CRITERION_REACH:
		set_levels(view, issue->affected, CRITERIA_WIDE, G_N_ELEMENTS(issue->affected) - 1);
		break;
	case CRITERION_PERSISTENCE:
		set_levels(view, issue->frequency, CRITERIA_OFTEN, G_N_ELEMENTS(issue->frequency) - 1);
		break;
	case CRITERION_EQUITY:
	case CRITERION_SUPPORT:
		json_object_set_new(view, "n",
				    count(isfinite(value) ? (size_t)llround(value * (double)said) : 0));
		json_object_set_new(view, "of", count(said));
		break;
	case CRITERION_SPREAD:
	case CRITERION_MAX:
		break;
	}
}

/* Where the issue stands by one criterion, among those with a value. */
static void set_order(json_t *view, const struct priority *p, size_t issue, enum criterion c)
{
	double value = p->issues[issue].criteria[c];
	size_t n = 0, above = 0, below = 0;

	for (size_t i = 0; i < p->n_issues; i++) {
		double other = p->issues[i].criteria[c];

		n += isfinite(other) ? 1 : 0;
		above += other > value ? 1 : 0;
		below += other < value ? 1 : 0;
	}
	/* A criterion without weight neither lifts nor lowers. */
	if (!isfinite(value) || !(p->weights[c] > 0))
		return;
	json_object_set_new(view, "order", count(above + 1));
	json_object_set_new(view, "n_ordered", count(n));
	json_object_set_new(view, "n_below", count(below));
}

static json_t *criteria_facts(const struct priority *p, size_t issue, const struct explain_more *more)
{
	json_t *criteria = json_object();

	for (enum criterion c = 0; c < CRITERION_MAX; c++) {
		json_t *view = json_pack("{s:o}", "value", number(p->issues[issue].criteria[c]));

		set_counts(view, p, &p->issues[issue], c);
		set_order(view, p, issue, c);
		if (c == CRITERION_SPREAD && more->places && more->n_places) {
			json_object_set_new(view, "places", count(more->places[issue]));
			json_object_set_new(view, "of_places", count(more->n_places));
		}
		if (c == CRITERION_SPREAD && more->sessions && more->n_sessions) {
			json_object_set_new(view, "sessions", count(more->sessions[issue]));
			json_object_set_new(view, "of_sessions", count(more->n_sessions));
		}
		json_object_set_new(criteria, criteria_catalogue[c].key, view);
	}
	return criteria;
}

static json_t *change_facts(const struct priority *p, size_t issue, const struct explain_more *more)
{
	const struct smaa_change *change = &p->issues[issue].change;
	json_t *view = json_object();

	if (change->criterion >= CRITERION_MAX) {
		json_object_set_new(view, "criterion", json_null());
		return view;
	}
	json_object_set_new(view, "criterion", json_string(criteria_catalogue[change->criterion].key));
	json_object_set_new(view, "now", number(p->weights[change->criterion]));
	json_object_set_new(view, "weight", number(change->weight));
	if (more->names && change->issue != issue && change->issue < p->n_issues)
		json_object_set_new(view, "name", json_string(more->names[change->issue]));
	return view;
}

json_t *explain_facts(const struct priority *p, size_t issue, const struct explain_more *more)
{
	const struct priority_issue *own = &p->issues[issue];
	json_t *facts = json_object(), *silent = json_array();
	size_t n_band = 0;

	for (size_t i = 0; i < p->n_issues; i++)
		n_band += p->issues[i].band == own->band ? 1 : 0;
	json_object_set_new(facts, "n_issues", count(p->n_issues));
	json_object_set_new(facts, "n_senders", count(p->n_senders));
	json_object_set_new(facts, "n_sessions", count(p->n_sessions));
	json_object_set_new(facts, "is_ranked", json_boolean(p->is_ranked));
	json_object_set_new(facts, "min_ranked", count(p->settings.min_ranked));
	json_object_set_new(facts, "min_sessions", count(p->settings.min_sessions));
	json_object_set_new(facts, "criteria", criteria_facts(p, issue, more));
	if (p->is_ranked) {
		json_object_set_new(facts, "place", count(own->place));
		json_object_set_new(facts, "low", count(own->low));
		json_object_set_new(facts, "high", count(own->high));
		json_object_set_new(facts, "n_band", count(n_band));
		json_object_set_new(facts, "doubts",
				    json_pack("{s:o, s:o, s:o, s:o}", "people",
					      places(own->people.low, own->people.high), "weights",
					      places(own->weights.low, own->weights.high), "groupings",
					      p->n_groupings ? places(own->groupings.low, own->groupings.high)
							     : json_null(),
					      "mentions", places(own->mentions_low, own->mentions_high)));
		json_object_set_new(facts, "first", number(own->first_weights));
		json_object_set_new(facts, "change", change_facts(p, issue, more));
	}
	if (more->stability)
		json_object_set_new(facts, "stability", number(more->stability[issue]));
	for (size_t i = 0; i < more->n_silent; i++)
		json_array_append_new(silent, json_string(more->silent[i]));
	json_object_set_new(facts, "regions",
			    json_pack("{s:o, s:o}", "n", count(more->n_regions), "silent", silent));
	return facts;
}

json_t *explain_issues(const struct diagnosis *d, const char *const *silent, size_t n_silent,
		       size_t n_regions)
{
	size_t n = d->n_issues;
	g_autofree const char **names = g_new(const char *, n + 1);
	g_autofree size_t *places = g_new(size_t, n + 1), *sessions = g_new(size_t, n + 1);
	g_autofree double *stability = g_new(double, n + 1);
	const struct explain_more more = {names,     places, sessions, d->n_places, d->n_sessions,
					  stability, silent, n_silent, n_regions};
	json_t *all = json_array();

	for (size_t i = 0; i < n; i++) {
		names[i] = d->issues[i].name;
		places[i] = d->issues[i].n_places;
		sessions[i] = d->issues[i].n_sessions;
		stability[i] = d->issues[i].stability;
	}
	for (size_t i = 0; i < n; i++)
		json_array_append_new(all, explain_facts(d->priority, i, &more));
	return all;
}
