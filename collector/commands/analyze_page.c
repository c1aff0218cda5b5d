/* analyze_page - what the report page draws: positions of bars in a drawing 100 wide, and shares as text.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "analyze_view.h"

#include <math.h>
#include <string.h>

#include "analyze_map.h"
#include "explain.h"
#include "analyze_order.h"

enum { MAX_WORDS = 12, MAX_LOST = 60, MAX_COPIES = 12, MAX_HINT = 3, MAX_EXAMPLE = 420 };
static const double sure = 0.5, stable = 0.75, doubtful = 0.5, tight = 0.5, loose = 0.2;

static json_t *percent(double share)
{
	return json_integer((json_int_t)lround(share * 100));
}

/* 12,295: as figures are written in Mexico and in English. */
static json_t *grouped(size_t n)
{
	g_autofree char *digits = g_strdup_printf("%zu", n);
	size_t length = strlen(digits);
	g_autoptr(GString) out = g_string_new(NULL);

	for (size_t i = 0; i < length; i++) {
		if (i && (length - i) % 3 == 0)
			g_string_append_c(out, ',');
		g_string_append_c(out, digits[i]);
	}
	return json_string(out->str);
}

static void draw_sizes(json_t *view, const struct diagnosis_issue *issue, size_t largest)
{
	json_object_set_new(view, "forms_width",
			    analyze_coordinate((double)issue->n_forms / (double)largest * 100));
	json_object_set_new(view, "senders_width",
			    analyze_coordinate((double)issue->n_senders / (double)largest * 100));
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
		json_object_set_new(bar, "x", analyze_coordinate(x * 100));
		json_object_set_new(bar, "width", analyze_coordinate(share * 100));
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

/* How sure the issue is, as flags for words. */
static void draw_doubt(json_t *view, const struct diagnosis *d, const struct diagnosis_issue *issue)
{
	size_t n_between = 0;

	for (size_t i = 0; i < issue->n_forms; i++)
		n_between += (double)d->membership[issue->reports[i]] < sure;
	json_object_set_new(view, "stability_percent", percent(issue->stability));
	json_object_set_new(view, "is_stable", json_boolean(issue->stability >= stable));
	json_object_set_new(view, "is_doubtful",
			    json_boolean(issue->stability >= doubtful && issue->stability < stable));
	json_object_set_new(view, "is_unstable", json_boolean(issue->stability < doubtful));
	if (isfinite(issue->cohesion)) {
		json_object_set_new(view, "cohesion_percent", percent(issue->cohesion));
		json_object_set_new(view, "has_cohesion", json_true());
		json_object_set_new(view, "is_tight", json_boolean(issue->cohesion >= tight));
		json_object_set_new(view, "is_loose", json_boolean(issue->cohesion < loose));
	}
	json_object_set_new(view, "has_between", json_boolean(n_between > 0));
	json_object_set_new(view, "n_between", grouped(n_between));
}

/* What an issue without a name talks of: its first terms. */
static void draw_hint(json_t *view, const struct diagnosis_issue *issue)
{
	g_autofree char **first = g_new0(char *, MAX_HINT + 1);
	g_autofree char *hint = NULL;

	for (size_t i = 0; i < MIN(issue->n_terms, MAX_HINT); i++)
		first[i] = issue->terms[i];
	hint = g_strjoinv(", ", first);
	json_object_set_new(view, "hint", json_string(hint));
}

/* Examples of a readable length; the whole texts are in the table. */
static void draw_examples(json_t *view)
{
	json_t *examples = json_object_get(view, "examples"), *example;
	size_t i;

	json_array_foreach(examples, i, example)
	{
		g_autofree char *text =
			analyze_verbatim(json_string_value(json_object_get(example, "text")), MAX_EXAMPLE);

		json_object_set_new(example, "text", json_string(text));
		json_object_set_new(example, "is_first", json_boolean(i == 0));
	}
}

/* Whether a theme says more than its issue. */
static bool is_of_several(const struct diagnosis *d, size_t theme)
{
	return theme < d->n_themes && d->themes[theme].n_issues > 1;
}

static void draw_issue(json_t *view, const struct diagnosis *d, size_t i,
		       const struct diagnosis_report *reports, size_t largest, size_t n_shown,
		       const json_t *facts, const char *language)
{
	const struct diagnosis_issue *issue = &d->issues[i];
	const struct priority_issue *said = &d->priority->issues[i];
	g_autofree char *why = explain_paragraph(facts, language);

	analyze_order_issue(view, d, i, n_shown, language);
	draw_sizes(view, issue, largest);
	draw_levels(view, "severity_bars", said->severity, 3);
	draw_levels(view, "affected_bars", said->affected, 4);
	draw_levels(view, "frequency_bars", said->frequency, 5);
	draw_doubt(view, d, issue);
	draw_examples(view);
	draw_hint(view, issue);
	add_words(view, issue, reports);
	json_object_set_new(view, "why", json_string(why));
	json_object_set_new(view, "hue", json_integer((json_int_t)analyze_hue(d, issue->theme)));
	json_object_set_new(view, "theme_name",
			    json_string(is_of_several(d, issue->theme) ? d->themes[issue->theme].name : ""));
	json_object_set_new(view, "has_copies", json_boolean(issue->n_copies > 0));
	json_object_set_new(view, "has_more_words", json_boolean(issue->n_forms > 1));
	json_object_set_new(view, "n_forms", grouped(issue->n_forms));
	json_object_set_new(view, "n_senders", grouped(issue->n_senders));
	json_object_del(view, "reports");
	json_object_del(view, "membership");
}

static json_t *issue_link(const struct diagnosis *d, size_t issue)
{
	return json_pack("{s:I, s:s, s:o}", "number", (json_int_t)(issue + 1), "name", d->issues[issue].name,
			 "n_forms", grouped(d->issues[issue].n_forms));
}

/* Themes of several issues with those that are shown, if any; the themes of one issue are one list. */
static void draw_themes(json_t *view, const struct diagnosis *d, size_t n_shown)
{
	json_t *themes = json_object_get(view, "themes"), *several = json_array(), *single = json_array(),
	       *theme;
	size_t t;

	json_array_foreach(themes, t, theme)
	{
		json_t *issues = d->themes[t].n_issues > 1 ? json_array() : json_incref(single);
		size_t n_hidden = 0;

		for (size_t i = 0; i < d->themes[t].n_issues; i++) {
			size_t issue = d->themes[t].issues[i];

			if (issue < n_shown)
				json_array_append_new(issues, issue_link(d, issue));
			else
				n_hidden++;
		}
		if (d->themes[t].n_issues > 1) {
			json_object_set(theme, "issues", issues);
			json_object_set_new(theme, "n_forms", grouped(d->themes[t].n_forms));
			json_object_set_new(theme, "hue", json_integer((json_int_t)analyze_hue(d, t)));
			json_object_set_new(theme, "n_hidden", json_integer((json_int_t)n_hidden));
			json_object_set_new(theme, "has_hidden", json_boolean(n_hidden > 0));
			if (json_array_size(issues))
				json_array_append(several, theme);
		}
		json_decref(issues);
	}
	json_object_set_new(view, "has_themes", json_boolean(json_array_size(several) > 0));
	json_object_set_new(view, "has_single", json_boolean(json_array_size(single) > 0));
	json_object_set_new(view, "n_themes", json_integer((json_int_t)d->n_themes));
	json_object_set_new(view, "themes", several);
	json_object_set_new(view, "single", single);
}

/* What is in no issue, by reason: counts of all, words of the first. */
static void draw_lost(json_t *view, const struct diagnosis *d, const struct diagnosis_report *reports)
{
	static const char *const keys[DIAGNOSIS_APART_MAX] = {
		[DIAGNOSIS_ALONE] = "is_alone",
		[DIAGNOSIS_FEW] = "is_few",
		[DIAGNOSIS_BETWEEN] = "is_between",
		[DIAGNOSIS_NO_WORDS] = "is_empty",
	};
	json_t *words[DIAGNOSIS_APART_MAX], *lost = json_array();
	size_t n[DIAGNOSIS_APART_MAX] = {0};

	for (size_t r = 0; r < DIAGNOSIS_APART_MAX; r++)
		words[r] = json_array();
	for (size_t i = 0; i < d->n_ungrouped; i++) {
		size_t report = d->ungrouped[i], why = d->apart[report];

		if (n[why]++ < MAX_LOST && why != DIAGNOSIS_NO_WORDS) {
			g_autofree char *text = analyze_verbatim(reports[report].text, 300);

			json_array_append_new(words[why], json_string(text));
		}
	}
	for (size_t r = DIAGNOSIS_APART_MAX; r-- > 0;) {
		size_t n_shown = json_array_size(words[r]);

		if (n[r] && keys[r])
			json_array_append_new(lost, json_pack("{s:b, s:o, s:O, s:b, s:I, s:b}", keys[r], 1,
							      "n_reports", grouped(n[r]), "words", words[r],
							      "has_words", n_shown > 0, "n_hidden",
							      (json_int_t)(n[r] - n_shown), "is_cut",
							      n_shown > 0 && n_shown < n[r]));
		json_decref(words[r]);
	}
	json_object_set_new(view, "lost", lost);
	json_object_set_new(view, "has_lost", json_boolean(json_array_size(lost) > 0));
}

/* The largest of the copies of one kind, with the evidence; the rest is counted. */
static void draw_copies(json_t *view, const struct diagnosis *d, const struct diagnosis_report *reports)
{
	json_t *campaigns = json_array(), *equal = json_array();
	size_t n_campaigns = 0, n_equal = 0, n_bursts = 0;

	for (size_t i = 0; i < d->n_copies; i++) {
		const struct diagnosis_copies *c = &d->copies[i];
		json_t *list = c->is_short ? equal : campaigns;
		g_autofree char *text = NULL;

		if (!c->is_short && !c->is_campaign)
			continue;
		if ((*(c->is_short ? &n_equal : &n_campaigns))++ >= MAX_COPIES)
			continue;
		n_bursts += c->burst_forms > 0;
		text = analyze_verbatim(reports[c->reports[0]].text, 600);
		json_array_append_new(list,
				      json_pack("{s:s, s:o, s:o, s:o, s:b, s:b, s:b, s:o, s:o, s:b}", "text",
						text, "n_forms", grouped(c->n_forms), "n_senders",
						grouped(c->n_senders), "n_sessions", grouped(c->n_sessions),
						"has_copy_sessions", c->n_sessions > 0, "is_one_sender",
						c->n_senders == 1, "has_burst", c->burst_forms > 0,
						"burst_forms", grouped(c->burst_forms), "burst_hours",
						grouped(c->burst_hours), "is_one_hour", c->burst_hours == 1));
	}
	json_object_set_new(view, "campaigns", campaigns);
	json_object_set_new(view, "equal", equal);
	json_object_set_new(view, "n_campaigns", grouped(n_campaigns));
	json_object_set_new(view, "n_equal", grouped(n_equal));
	json_object_set_new(view, "has_campaigns", json_boolean(n_campaigns > 0));
	json_object_set_new(view, "has_equal", json_boolean(n_equal > 0));
	json_object_set_new(view, "has_copies", json_boolean(n_equal || n_campaigns));
	json_object_set_new(view, "campaigns_cut", json_boolean(n_campaigns > MAX_COPIES));
	json_object_set_new(view, "equal_cut", json_boolean(n_equal > MAX_COPIES));
	json_object_set_new(view, "has_bursts", json_boolean(n_bursts > 0));
}

static void shorten_truth(json_t *view, const struct agreement *truth)
{
	const struct {
		const char *key;
		double value;
	} shown[] = {{"ami_short", truth->ami},
		     {"ari_short", truth->ari},
		     {"nmi_short", truth->nmi},
		     {"accuracy_short", truth->accuracy},
		     {"purity_short", truth->purity}};
	char text[32];

	for (size_t i = 0; i < G_N_ELEMENTS(shown); i++)
		json_object_set_new(view, shown[i].key,
				    json_string(g_ascii_formatd(text, sizeof text, "%.3f", shown[i].value)));
}

static void draw_levels_tried(json_t *view, const struct diagnosis *d)
{
	json_t *levels = json_array();

	for (size_t l = 0; l < d->n_levels; l++) {
		const struct diagnosis_level *level = &d->levels[l];
		bool is_likely = level->n_issues >= d->plausible_low && level->n_issues <= d->plausible_high;

		json_array_append_new(levels, json_pack("{s:I, s:b}", "n_issues", (json_int_t)level->n_issues,
							"is_likely", is_likely));
	}
	json_object_set_new(view, "levels", levels);
	json_object_set_new(view, "has_levels", json_boolean(d->n_levels > 1));
	json_object_set_new(view, "has_span", json_boolean(d->plausible_low < d->plausible_high));
	json_object_set_new(view, "is_number_given", json_boolean(d->settings.n_issues > 0));
	json_object_set_new(view, "is_resolution_given", json_boolean(d->settings.resolution > 0));
}

static void draw_totals(json_t *view, const struct diagnosis *d, size_t n_shown)
{
	json_object_set_new(view, "n_reports", grouped(d->n_reports));
	json_object_set_new(view, "n_senders", grouped(d->n_senders));
	json_object_set_new(view, "n_ungrouped", grouped(d->n_ungrouped));
	json_object_set_new(view, "n_issues", json_integer((json_int_t)d->n_issues));
	json_object_set_new(view, "has_issues", json_boolean(d->n_issues > 0));
	json_object_set_new(view, "n_shown", json_integer((json_int_t)n_shown));
	json_object_set_new(view, "n_left_out", json_integer((json_int_t)(d->n_issues - n_shown)));
	json_object_set_new(view, "is_partial", json_boolean(n_shown < d->n_issues));
	json_object_set_new(view, "resolution", analyze_coordinate(d->settings.resolution));
	json_object_set_new(view, "has_places", json_boolean(d->n_places > 0));
	json_object_set_new(view, "has_sessions", json_boolean(d->n_sessions > 0));
}

json_t *analyze_page_view(const struct diagnosis *d, const struct analyze_table *table,
			  const struct agreement *truth, size_t n_judged, size_t top, const char *language,
			  const char *title)
{
	const struct diagnosis_report *reports = table->reports;
	json_t *view = analyze_view(d, reports, truth, n_judged), *issues = json_object_get(view, "issues"),
	       *facts = explain_issues(d, NULL, 0, 0), *issue, *map;
	size_t shown = top ? MIN(top, d->n_issues) : d->n_issues, largest = 1, i;

	while (json_array_size(issues) > shown)
		json_array_remove(issues, json_array_size(issues) - 1);
	json_object_del(view, "ungrouped");
	json_object_del(view, "ungrouped_why");
	for (i = 0; i < shown; i++)
		largest = MAX(largest, d->issues[i].n_forms);
	json_array_foreach(issues, i, issue)
		draw_issue(issue, d, i, reports, largest, shown, json_array_get(facts, i), language);
	json_decref(facts);
	draw_themes(view, d, shown);
	draw_copies(view, d, reports);
	draw_lost(view, d, reports);
	draw_levels_tried(view, d);
	draw_totals(view, d, shown);
	analyze_order_page(view, d, language);
	map = analyze_map_view(d, shown);
	json_object_set_new(view, "has_map", json_boolean(map != NULL));
	if (map)
		json_object_set_new(view, "map", map);
	if (truth)
		shorten_truth(json_object_get(view, "truth"), truth);
	json_object_set_new(view, "is_seed_own", json_boolean(d->settings.seed == table->seed));
	json_object_set_new(view, "input", analyze_input_view(table));
	json_object_set_new(view, "version", json_string(VOCALIA_VERSION));
	json_object_set_new(view, "title", json_string(title));
	json_object_set_new(view, "lang", json_string(language));
	return view;
}
