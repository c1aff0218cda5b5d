/* analyze_page - what the report page draws: positions of bars in a drawing 100 wide, and shares as text.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "analyze_view.h"

#include <math.h>

enum { MAX_WORDS = 12, N_SHOWN = 60 };

/* A coordinate or a share: one decimal is finer than any screen here. */
static json_t *coordinate(double x)
{
	char text[32];

	return json_string(g_ascii_formatd(text, sizeof text, "%.1f", x));
}

static json_t *percent(double share)
{
	return json_integer((json_int_t)lround(share * 100));
}

static void draw_range(json_t *view, const struct diagnosis_issue *issue, size_t n_issues)
{
	g_autofree char *range = analyze_range(issue->rank_low, issue->rank_high);
	double n = (double)n_issues;

	json_object_set_new(view, "range", json_string(range));
	json_object_set_new(view, "is_one", json_boolean(issue->rank_low == issue->rank_high));
	json_object_set_new(view, "range_x", coordinate((double)(issue->rank_low - 1) / n * 100));
	json_object_set_new(view, "range_width",
			    coordinate((double)(issue->rank_high - issue->rank_low + 1) / n * 100));
	json_object_set_new(view, "rank_x", coordinate(((double)issue->rank - 0.5) / n * 100 - 0.6));
}

static void draw_sizes(json_t *view, const struct diagnosis_issue *issue, size_t largest)
{
	json_object_set_new(view, "forms_width", coordinate((double)issue->n_forms / (double)largest * 100));
	json_object_set_new(view, "senders_width",
			    coordinate((double)issue->n_senders / (double)largest * 100));
}

/* The shares of one ordinal answer, of those who said, laid end to end. */
static void draw_levels(json_t *view, const char *key, const size_t *n_by_level, size_t top)
{
	json_t *bars = json_array();
	double said = 0, x = 0;

	for (size_t l = 1; l <= top; l++)
		said += (double)n_by_level[l];
	for (size_t l = 1; l <= top && said > 0; l++) {
		double share = (double)n_by_level[l] / said;
		g_autofree char *flag = g_strdup_printf("is_%zu", l);
		json_t *bar = json_object();

		json_object_set_new(bar, flag, json_true());
		json_object_set_new(bar, "level", json_integer((json_int_t)l));
		json_object_set_new(bar, "n", json_integer((json_int_t)n_by_level[l]));
		json_object_set_new(bar, "percent", percent(share));
		json_object_set_new(bar, "x", coordinate(x * 100));
		json_object_set_new(bar, "width", coordinate(share * 100));
		json_array_append_new(bars, bar);
		x += share;
	}
	if (json_array_size(bars)) {
		g_autofree char *flag = g_strdup_printf("has_%s", key);

		json_object_set_new(view, flag, json_true());
		json_object_set_new(view, key, bars);
	} else {
		json_decref(bars);
	}
}

static void add_words(json_t *view, const struct diagnosis_issue *issue,
		      const struct diagnosis_report *reports)
{
	json_t *words = json_array();

	for (size_t i = 0; i < MIN(issue->n_forms, MAX_WORDS); i++) {
		g_autofree char *text = analyze_verbatim(reports[issue->reports[i]].text, 600);

		json_array_append_new(words, json_string(text));
	}
	json_object_set_new(view, "words", words);
	json_object_set_new(view, "n_words", json_integer((json_int_t)json_array_size(words)));
}

static void draw_issue(json_t *view, const struct diagnosis *d, size_t i,
		       const struct diagnosis_report *reports, size_t largest)
{
	const struct diagnosis_issue *issue = &d->issues[i];

	if (d->is_ranked)
		draw_range(view, issue, d->n_issues);
	draw_sizes(view, issue, largest);
	draw_levels(view, "severity_bars", issue->severity, 3);
	draw_levels(view, "affected_bars", issue->affected, 4);
	draw_levels(view, "frequency_bars", issue->frequency, 5);
	add_words(view, issue, reports);
	json_object_set_new(view, "stability_percent", percent(issue->stability));
	json_object_set_new(view, "is_stable", json_boolean(issue->stability >= 0.75));
	json_object_set_new(view, "is_doubtful",
			    json_boolean(issue->stability >= 0.5 && issue->stability < 0.75));
	json_object_set_new(view, "is_unstable", json_boolean(issue->stability < 0.5));
	json_object_set_new(view, "has_copies", json_boolean(issue->n_copies > 0));
}

static json_t *weights_view(const struct diagnosis_settings *s)
{
	static const char *const keys[CRITERION_MAX] = {"is_senders", "is_places", "is_severity",
							"is_affected", "is_frequency"};
	json_t *view = json_array();

	for (size_t c = 0; c < CRITERION_MAX; c++)
		json_array_append_new(view,
				      json_pack("{s:b, s:o}", keys[c], 1, "percent", percent(s->weights[c])));
	return view;
}

static json_t *ungrouped_words(const struct diagnosis *d, const struct diagnosis_report *reports)
{
	json_t *words = json_array();

	for (size_t i = 0; i < d->n_ungrouped && json_array_size(words) < N_SHOWN; i++) {
		g_autofree char *text = analyze_verbatim(reports[d->ungrouped[i]].text, 300);

		if (*text)
			json_array_append_new(words, json_string(text));
	}
	return words;
}

static void shorten_truth(json_t *view, const struct agreement *truth)
{
	const struct {
		const char *key;
		double value;
	} shown[] = {{"ami_short", truth->ami}, {"ari_short", truth->ari}, {"nmi_short", truth->nmi}};
	char text[32];

	for (size_t i = 0; i < G_N_ELEMENTS(shown); i++)
		json_object_set_new(view, shown[i].key,
				    json_string(g_ascii_formatd(text, sizeof text, "%.3f", shown[i].value)));
}

json_t *analyze_page_view(const struct diagnosis *d, const struct analyze_table *table,
			  const struct agreement *truth, size_t n_judged, size_t top, const char *language,
			  const char *title)
{
	const struct diagnosis_report *reports = table->reports;
	json_t *view = analyze_view(d, reports, truth, n_judged), *issues = json_object_get(view, "issues"),
	       *issue;
	json_t *campaigns = json_array(), *copies;
	size_t shown = top ? MIN(top, d->n_issues) : d->n_issues, largest = 1, i, n_short = 0;

	while (json_array_size(issues) > shown)
		json_array_remove(issues, json_array_size(issues) - 1);
	for (i = 0; i < shown; i++)
		largest = MAX(largest, d->issues[i].n_forms);
	json_array_foreach(issues, i, issue) draw_issue(issue, d, i, reports, largest);
	json_array_foreach(json_object_get(view, "copies"), i, copies)
	{
		n_short += d->copies[i].is_short;
		if (d->copies[i].is_campaign)
			json_array_append(campaigns, copies);
	}
	if (truth)
		shorten_truth(json_object_get(view, "truth"), truth);
	json_object_set_new(view, "campaigns", campaigns);
	json_object_set_new(view, "n_short", json_integer((json_int_t)n_short));
	json_object_set_new(view, "n_issues", json_integer((json_int_t)d->n_issues));
	json_object_set_new(view, "n_shown", json_integer((json_int_t)shown));
	json_object_set_new(view, "is_partial", json_boolean(shown < d->n_issues));
	json_object_set_new(view, "largest", json_integer((json_int_t)largest));
	json_object_set_new(view, "confidence_percent", percent(d->settings.confidence));
	json_object_set_new(view, "weights", weights_view(&d->settings));
	json_object_set_new(view, "lost", ungrouped_words(d, reports));
	json_object_set_new(view, "n_lost",
			    json_integer((json_int_t)json_array_size(json_object_get(view, "lost"))));
	json_object_set_new(view, "has_lost",
			    json_boolean(json_array_size(json_object_get(view, "lost")) > 0));
	json_object_set_new(view, "has_short", json_boolean(n_short > 0));
	json_object_set_new(view, "has_copies", json_boolean(n_short || json_array_size(campaigns)));
	json_object_set_new(view, "has_campaigns", json_boolean(json_array_size(campaigns)));
	json_object_set_new(view, "resolution", coordinate(d->settings.resolution));
	json_object_set_new(view, "has_places", json_boolean(d->n_places > 0));
	json_object_set_new(view, "has_sessions", json_boolean(d->n_sessions > 0));
	json_object_set_new(view, "few_sessions", json_boolean(d->n_sessions < 6));
	json_object_set_new(view, "version", json_string(VOCALIA_VERSION));
	json_object_set_new(view, "title", json_string(title));
	json_object_set_new(view, "lang", json_string(language));
	return view;
}
