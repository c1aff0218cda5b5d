/* analyze_view - the JSON of a diagnosis.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "analyze_view.h"

#include <math.h>

#include "analyze_priority.h"
#include "text.h"

char *analyze_verbatim(const char *text, size_t max_characters)
{
	g_autofree char *masked = text_mask(text);
	GString *out = g_string_new(NULL);
	size_t n = 0;
	bool gap = false;

	for (const char *at = masked; *at; at = g_utf8_next_char(at)) {
		gunichar c = g_utf8_get_char(at);
		/* Characters that turn the direction of a line around do not belong into a table. */
		bool is_turning = (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);

		if (g_unichar_isspace(c) || g_unichar_iscntrl(c) || is_turning) {
			gap = out->len > 0;
			continue;
		}
		if (max_characters && n + (gap ? 2 : 1) > max_characters) {
			g_string_append(out, "…");
			break;
		}
		if (gap) {
			g_string_append_c(out, ' ');
			n++;
		}
		gap = false;
		g_string_append_unichar(out, c);
		n++;
	}
	return g_string_free(out, FALSE);
}

char *analyze_range(size_t low, size_t high)
{
	if (!low)
		return g_strdup("");
	return low == high ? g_strdup_printf("%zu", low) : g_strdup_printf("%zu–%zu", low, high);
}

static json_t *count(size_t n)
{
	return json_integer((json_int_t)n);
}

/* From 1; null: none. */
static json_t *ordinal(size_t index)
{
	return index == SIZE_MAX ? json_null() : count(index + 1);
}

static json_t *ids(const struct diagnosis_report *reports, const size_t *which, size_t n)
{
	json_t *array = json_array();

	for (size_t i = 0; i < n; i++) {
		g_autofree char *id = g_utf8_make_valid(reports[which[i]].id, -1);

		json_array_append_new(array, json_string(id));
	}
	return array;
}

static json_t *verbatim(const struct diagnosis_report *report)
{
	g_autofree char *text = analyze_verbatim(report->text, 0);
	g_autofree char *id = g_utf8_make_valid(report->id, -1);

	return json_pack("{s:s, s:s}", "id", id, "text", text);
}

static json_t *issue_view(const struct diagnosis *d, size_t position, const struct diagnosis_report *reports)
{
	const struct diagnosis_issue *issue = &d->issues[position];
	json_t *view = json_object(), *terms = json_array(), *examples = json_array(),
	       *sureness = json_array();

	for (size_t i = 0; i < issue->n_terms; i++)
		json_array_append_new(terms, json_string(issue->terms[i]));
	for (size_t e = 0; e < G_N_ELEMENTS(issue->examples); e++)
		if (issue->examples[e] != SIZE_MAX)
			json_array_append_new(examples, verbatim(&reports[issue->examples[e]]));
	for (size_t i = 0; i < issue->n_forms; i++)
		json_array_append_new(sureness, analyze_number((double)d->membership[issue->reports[i]]));
	json_object_set_new(view, "number", count(position + 1));
	json_object_set_new(view, "name", json_string(issue->name));
	json_object_set_new(view, "phrase", json_string(issue->phrase));
	json_object_set_new(view, "theme", ordinal(issue->theme));
	json_object_set_new(view, "terms", terms);
	analyze_priority_issue(view, d->priority, position);
	json_object_set_new(view, "n_forms", count(issue->n_forms));
	json_object_set_new(view, "n_senders", count(issue->n_senders));
	json_object_set_new(view, "n_sessions", count(issue->n_sessions));
	json_object_set_new(view, "n_places", count(issue->n_places));
	json_object_set_new(view, "n_copies", count(issue->n_copies));
	json_object_set_new(view, "stability", analyze_number(issue->stability));
	json_object_set_new(view, "cohesion", analyze_number(issue->cohesion));
	json_object_set_new(view, "x", analyze_number(issue->x));
	json_object_set_new(view, "y", analyze_number(issue->y));
	json_object_set_new(view, "examples", examples);
	json_object_set_new(view, "reports", ids(reports, issue->reports, issue->n_forms));
	json_object_set_new(view, "membership", sureness);
	return view;
}

static json_t *copies_view(const struct diagnosis_copies *copies, const struct diagnosis_report *reports)
{
	g_autofree char *text = analyze_verbatim(reports[copies->reports[0]].text, 0);
	json_t *view = json_object();

	json_object_set_new(view, "n_forms", count(copies->n_forms));
	json_object_set_new(view, "n_senders", count(copies->n_senders));
	json_object_set_new(view, "n_sessions", count(copies->n_sessions));
	json_object_set_new(view, "is_short", json_boolean(copies->is_short));
	json_object_set_new(view, "is_campaign", json_boolean(copies->is_campaign));
	json_object_set_new(view, "burst_forms", count(copies->burst_forms));
	json_object_set_new(view, "burst_hours", count(copies->burst_hours));
	json_object_set_new(view, "text", json_string(text));
	json_object_set_new(view, "reports", ids(reports, copies->reports, copies->n_forms));
	return view;
}

static json_t *settings_view(const struct diagnosis_settings *s)
{
	json_t *view = json_object();

	json_object_set_new(view, "language", json_string(s->language));
	json_object_set_new(view, "is_quick", json_boolean(s->is_quick));
	json_object_set_new(view, "n_issues", count(s->n_issues));
	json_object_set_new(view, "has_vectors", json_boolean(s->vectors != NULL));
	json_object_set_new(view, "n_neighbours", count(s->n_neighbours));
	json_object_set_new(view, "resolution", analyze_number(s->resolution));
	return view;
}

static json_t *truth_view(const struct agreement *a, size_t n_judged)
{
	json_t *view = json_object();

	json_object_set_new(view, "ami", analyze_number(a->ami));
	json_object_set_new(view, "ari", analyze_number(a->ari));
	json_object_set_new(view, "nmi", analyze_number(a->nmi));
	json_object_set_new(view, "accuracy", analyze_number(a->accuracy));
	json_object_set_new(view, "purity", analyze_number(a->purity));
	json_object_set_new(view, "k", count(a->n_found));
	json_object_set_new(view, "n_true", count(a->n_true));
	json_object_set_new(view, "n", count(n_judged));
	return view;
}

static json_t *reasons(const struct diagnosis *d)
{
	static const char *const words[DIAGNOSIS_APART_MAX] = {
		[DIAGNOSIS_IN_ISSUE] = "", [DIAGNOSIS_NO_WORDS] = "no_words", [DIAGNOSIS_ALONE] = "alone",
		[DIAGNOSIS_FEW] = "few",   [DIAGNOSIS_BETWEEN] = "between",
	};
	json_t *all = json_array();

	for (size_t i = 0; i < d->n_ungrouped; i++)
		json_array_append_new(all, json_string(words[d->apart[d->ungrouped[i]]]));
	return all;
}

static json_t *themes_view(const struct diagnosis *d)
{
	json_t *themes = json_array();

	for (size_t t = 0; t < d->n_themes; t++) {
		const struct diagnosis_theme *theme = &d->themes[t];
		json_t *view = json_object(), *terms = json_array(), *issues = json_array();

		for (char **term = theme->terms; *term; term++)
			json_array_append_new(terms, json_string(*term));
		for (size_t i = 0; i < theme->n_issues; i++)
			json_array_append_new(issues, count(theme->issues[i] + 1));
		json_object_set_new(view, "number", count(t + 1));
		json_object_set_new(view, "name", json_string(theme->name));
		json_object_set_new(view, "terms", terms);
		json_object_set_new(view, "n_forms", count(theme->n_forms));
		json_object_set_new(view, "issues", issues);
		json_array_append_new(themes, view);
	}
	return themes;
}

static json_t *levels_view(const struct diagnosis *d)
{
	json_t *levels = json_array();

	for (size_t l = 0; l < d->n_levels; l++)
		json_array_append_new(levels, json_pack("{s:o, s:o, s:o}", "resolution",
							analyze_number(d->levels[l].resolution), "n_issues",
							count(d->levels[l].n_issues), "evidence",
							analyze_number(d->levels[l].evidence)));
	return levels;
}

json_t *analyze_input_view(const struct analyze_table *table)
{
	char separator[2] = {table->separator, 0};
	json_t *view = json_object();

	json_object_set_new(view, "sha256", json_string(table->digest));
	json_object_set_new(view, "encoding", json_string(table->encoding));
	json_object_set_new(view, "separator", json_string(separator));
	json_object_set_new(view, "text_column", json_string(table->text_column));
	json_object_set_new(view, "is_text_guessed", json_boolean(table->is_text_guessed));
	json_object_set_new(view, "id_column",
			    table->id_column ? json_string(table->id_column) : json_null());
	json_object_set_new(view, "time_column",
			    table->time_column ? json_string(table->time_column) : json_null());
	json_object_set_new(view, "heard", table->heard ? json_string(table->heard) : json_null());
	json_object_set_new(view, "n_times_unknown", count(table->n_times_unknown));
	return view;
}

json_t *analyze_view(const struct diagnosis *d, const struct diagnosis_report *reports,
		     const struct agreement *truth, size_t n_judged)
{
	json_t *view = json_object(), *issues = json_array(), *copies = json_array();

	for (size_t i = 0; i < d->n_issues; i++)
		json_array_append_new(issues, issue_view(d, i, reports));
	for (size_t i = 0; i < d->n_copies; i++)
		json_array_append_new(copies, copies_view(&d->copies[i], reports));
	json_object_set_new(view, "seed", json_integer((json_int_t)d->settings.seed));
	json_object_set_new(view, "settings", settings_view(&d->settings));
	json_object_set_new(view, "n_reports", count(d->n_reports));
	json_object_set_new(view, "n_texts", count(d->n_texts));
	json_object_set_new(view, "n_senders", count(d->n_senders));
	json_object_set_new(view, "n_sessions", count(d->n_sessions));
	json_object_set_new(view, "n_places", count(d->n_places));
	json_object_set_new(view, "is_ranked", json_boolean(d->priority->is_ranked));
	json_object_set_new(view, "priority", analyze_priority(d->priority));
	json_object_set_new(view, "is_proposal", json_boolean(d->is_proposal));
	json_object_set_new(view, "plausible_low", count(d->plausible_low));
	json_object_set_new(view, "plausible_high", count(d->plausible_high));
	json_object_set_new(view, "levels", levels_view(d));
	json_object_set_new(view, "themes", themes_view(d));
	json_object_set_new(view, "n_ungrouped", count(d->n_ungrouped));
	json_object_set_new(view, "issues", issues);
	json_object_set_new(view, "copies", copies);
	json_object_set_new(view, "ungrouped", ids(reports, d->ungrouped, d->n_ungrouped));
	json_object_set_new(view, "ungrouped_why", reasons(d));
	if (truth)
		json_object_set_new(view, "truth", truth_view(truth, n_judged));
	return view;
}
