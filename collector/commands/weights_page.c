/* weights_page - a study of weights in sentences, tables and figures.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <math.h>
#include <stdint.h>
#include <string.h>

#include "binomial.h"
#include "rank_page.h"
#include "weights_view.h"
#include "words.h"

enum { MAX_ROWS = 40, MAX_NAMES = 12, MAX_REGION_COLUMNS = 8, FEW_SESSIONS = 6 };

char *weights_grouped(double n)
{
	GString *out;

	if (!isfinite(n))
		return g_strdup("—");
	out = g_string_new(NULL);
	g_string_printf(out, "%.0f", n);
	for (gssize at = (gssize)out->len - 3; at > (n < 0); at -= 3)
		g_string_insert_c(out, at, ',');
	return g_string_free(out, FALSE);
}

const char *weights_reason_key(enum raking_reason reason)
{
	static const char *const keys[RAKING_REASON_MAX] = {
		[RAKING_NO_PEOPLE] = "no_people",
		[RAKING_BAD_WEIGHT] = "bad_weight",
		[RAKING_BAD_POPULATION] = "bad_population",
		[RAKING_MARGINS_DISAGREE] = "margins_disagree",
		[RAKING_NOT_IN_CENSUS] = "not_in_census",
		[RAKING_NOBODY] = "nobody",
		[RAKING_FEW] = "few",
		[RAKING_UNANSWERED] = "unanswered",
		[RAKING_NOT_CONVERGED] = "not_converged",
		[RAKING_TRIM_IMPOSSIBLE] = "trim_impossible",
		[RAKING_RATIO] = "ratio",
	};

	return keys[reason];
}

char *weights_problem_sentence(const struct weights_study *s, const struct raking_problem *p)
{
	const struct weights_margin *margin = p->margin == SIZE_MAX ? NULL : s->margins->pdata[p->margin],
				    *first = s->margins->len ? s->margins->pdata[0] : NULL;
	const char *variable = margin ? margin->name : "",
		   *category = margin && p->category != SIZE_MAX ? margin->labels->pdata[p->category] : "";
	g_autofree char *share = NULL, *found = weights_grouped(p->found), *limit = weights_grouped(p->limit),
			*found_share = rank_page_percent(p->found),
			*limit_share = rank_page_percent(p->limit);
	char ratio[G_ASCII_DTOSTR_BUF_SIZE], most[G_ASCII_DTOSTR_BUF_SIZE];

	if (margin && p->category != SIZE_MAX && s->raking->categories)
		share = rank_page_percent(s->raking->categories[p->margin][p->category].population);
	g_ascii_formatd(ratio, sizeof ratio, "%.1f", p->found);
	g_ascii_formatd(most, sizeof most, "%g", p->limit);
	switch (p->reason) {
	case RAKING_NO_PEOPLE:
		return g_strdup(_("There is nobody to weigh."));
	case RAKING_BAD_WEIGHT:
		return g_strdup(_("A weight is negative or no number."));
	case RAKING_BAD_POPULATION:
		return g_strdup_printf(_("The margin \"%s\" counts nobody. Look at its column of people."),
				       variable);
	case RAKING_MARGINS_DISAGREE:
		return g_strdup_printf(
			_("The margin \"%s\" counts %s people and \"%s\" %s: they are not of the "
			  "same population. Take both from one table of the census, for the same "
			  "ages and with nobody left out."),
			variable, found, first->name, limit);
	case RAKING_NOT_IN_CENSUS:
		return g_strdup_printf(
			_("\"%s\" in \"%s\": %s people of the table and nobody in the census. Write "
			  "it as the census does, or count it as no answer with --unanswered."),
			category, variable, found);
	case RAKING_NOBODY:
		return g_strdup_printf(
			_("\"%s\" in \"%s\", %s of the population: nobody of theirs took part, and "
			  "no weight speaks for who is missing. Go and listen to them, or join the "
			  "category with another in both tables."),
			category, variable, share);
	case RAKING_FEW:
		return g_strdup_printf(
			_("\"%s\" in \"%s\", %s of the population: %s people took part, fewer than "
			  "%s, too few to speak for all of theirs. Go and listen to more, or join the "
			  "category with another in both tables."),
			category, variable, share, found, limit);
	case RAKING_UNANSWERED:
		return g_strdup_printf(
			_("\"%s\": %s did not answer, more than %s, and nobody knows what they are. "
			  "Weigh without this margin, or show the figures without weights."),
			variable, found_share, limit_share);
	case RAKING_NOT_CONVERGED:
		return g_strdup(
			_("The margins cannot all hold at once: some combinations of categories have too "
			  "few people or none. Weigh by fewer margins, or join categories."));
	case RAKING_TRIM_IMPOSSIBLE:
		return g_strdup(_("No weights lie within the bounds of --trim. Widen them."));
	case RAKING_RATIO:
		return g_strdup_printf(
			_("Some people would weigh %s times as much as others, more than %s: a few "
			  "would decide for many. Cap the weights with --trim (as 0.3-3), join "
			  "categories, or show the figures without weights."),
			ratio, most);
	default:
		g_assert_not_reached();
	}
}

/* Takes the text. */
static void say(json_t *sentences, char *text)
{
	json_array_append_new(sentences, json_string(text));
	g_free(text);
}

static char *number(const char *format, double value)
{
	char text[G_ASCII_DTOSTR_BUF_SIZE];

	return g_strdup(isfinite(value) ? g_ascii_formatd(text, sizeof text, format, value) : "—");
}

/* --- weights ----------------------------------------------------------------------------------------- */

static void add_weights(json_t *page, const struct weights_study *s, bool with_reasons)
{
	const struct raking *r = s->raking;
	json_t *sentences = json_array();
	bool is_weighted = weights_study_is_weighted(s);

	if (s->margins->len == 0) {
		json_decref(sentences);
		return;
	}
	for (size_t i = 0; i < r->n_problems && with_reasons; i++)
		say(sentences, weights_problem_sentence(s, &r->problems[i]));
	if (is_weighted) {
		g_autofree char *effect = number("%.2f", r->effect),
				*effective = weights_grouped(r->n_effective),
				*counted = weights_grouped((double)r->n_counted),
				*ratio = number("%.1f", r->ratio);

		say(sentences,
		    g_strdup_printf(
			    _("%s people weigh as much as %s who had been alike: design effect %s. The "
			      "largest weight is %s times the smallest."),
			    counted, effective, effect, ratio));
	}
	if (is_weighted && r->n_trimmed)
		say(sentences,
		    g_strdup_printf(
			    _("Weights capped: %zu. The margins then hold only roughly; the table says "
			      "how far."),
			    r->n_trimmed));
	rank_page_section(page, is_weighted ? _("Weights") : _("No weights: why, and what to do"), sentences,
			  NULL, NULL);
}

static void add_margin(json_t *page, const struct weights_study *s, guint k)
{
	const struct weights_margin *margin = s->margins->pdata[k];
	json_t *rows = json_array(), *sentences = json_array();
	g_autofree char *heading = g_strdup_printf(_("Who took part and who lives there: %s"), margin->name);

	if (!s->raking->categories) {
		json_decref(rows);
		json_decref(sentences);
		return;
	}
	for (guint c = 0; c < margin->labels->len; c++) {
		const struct raking_category *category = &s->raking->categories[k][c];

		rank_page_row(rows, g_strdup(margin->labels->pdata[c]), weights_grouped((double)category->n),
			      rank_page_percent(category->sample), rank_page_percent(category->population),
			      rank_page_percent(weights_study_is_weighted(s) ? category->weighted : NAN),
			      NULL);
	}
	if (s->raking->unanswered[k] > 0) {
		g_autofree char *share = rank_page_percent(s->raking->unanswered[k]);

		say(sentences,
		    g_strdup_printf(_("Not answered: %s of the people. They keep the share they have."),
				    share));
	}
	if (s->n_contradicted[k])
		say(sentences,
		    g_strdup_printf(_("Senders who answered it in two ways, counted as no answer: %zu."),
				    s->n_contradicted[k]));
	rank_page_section(page, heading, sentences,
			  rank_page_table(rows, _("category"), _("people"), _("of those who answered"),
					  _("of the population"), _("weighted"), NULL),
			  NULL);
}

/* --- results ----------------------------------------------------------------------------------------- */

/* Within 0 and 1 whatever the error: on the scale of log odds, as survey::svyciprop. */
static void logit_interval(double share, double error, double *low, double *high)
{
	const double normal = 1.959963984540054;
	double odds = log(share / (1 - share)), off = normal * error / (share * (1 - share));

	*low = *high = NAN;
	if (!(share > 0 && share < 1) || !isfinite(off))
		return;
	*low = 1 / (1 + exp(off - odds));
	*high = 1 / (1 + exp(-off - odds));
}

static json_t *chart_of(const struct weights_study *s, const struct weights_column *c)
{
	bool is_weighted = weights_study_is_weighted(s), is_plain = !is_weighted && !s->options->weight;
	size_t n_base = c->kind == WEIGHTS_ISSUE ? s->raking->n_counted : c->n_answered;
	json_t *rows = json_array(), *data;

	for (size_t v = 0; v < MIN(c->n_values, MAX_ROWS); v++) {
		const struct weights_value *value = &c->values[v];
		const struct raking_estimate *e = is_weighted ? &value->weighted : &value->plain;
		double low, high;

		if (is_plain)
			binomial_interval(value->n, n_base, 0.95, &low, &high);
		else
			logit_interval(e->mean, e->mean_error, &low, &high);
		json_array_append_new(rows,
				      json_pack("{s:s, s:o, s:o, s:o, s:I}", "name", value->name, "value",
						rank_page_real(e->mean), "low", rank_page_real(low), "high",
						rank_page_real(high), "n", (json_int_t)value->n));
	}
	data = json_pack("{s:o}", "rows", rows);
	if (!is_plain)
		json_object_set_new(data, "title",
				    json_string(is_weighted
							? _("Weighted shares, with their 95 % intervals")
							: _("Shares by the weights given, with their 95 % "
							    "intervals")));
	return rank_page_chart("shares", data);
}

static void add_shares(json_t *page, const struct weights_study *s, const struct weights_column *c)
{
	json_t *rows = json_array(), *sentences = json_array();
	g_autofree char *heading = NULL, *n = weights_grouped((double)c->n_answered),
			*all = weights_grouped((double)s->raking->n_counted);

	if (c->kind == WEIGHTS_ISSUE) {
		heading = g_strdup_printf(_("Who names it: %s"), c->name);
		say(sentences, g_strdup_printf(_("Shares of all %s people; %s named something."), all, n));
	} else {
		heading = g_strdup_printf(_("What they answered: %s"), c->name);
		say(sentences, g_strdup_printf(_("Shares of the %s people who answered, of %s."), n, all));
	}
	for (size_t v = 0; v < MIN(c->n_values, MAX_ROWS); v++) {
		const struct weights_value *value = &c->values[v];

		rank_page_row(rows, g_strdup(value->name), weights_grouped((double)value->n),
			      rank_page_percent(value->plain.mean),
			      rank_page_percent(value->plain.mean_error),
			      rank_page_percent(value->weighted.mean),
			      rank_page_percent(value->weighted.mean_error), NULL);
	}
	if (c->n_values > MAX_ROWS)
		say(sentences, g_strdup_printf(_("The first %d of %zu are shown; --json has all."), MAX_ROWS,
					       c->n_values));
	if (c->n_values == 0) {
		say(sentences, g_strdup(_("Nobody said anything.")));
		json_decref(rows);
		rank_page_section(page, heading, sentences, NULL, NULL);
		return;
	}
	rank_page_section(page, heading, sentences,
			  rank_page_table(rows, _("value"), _("people"), _("without weights"),
					  _("std. error"), _("weighted"), _("std. error"), NULL),
			  chart_of(s, c));
}

static void add_mean(json_t *page, const struct weights_column *c)
{
	const struct weights_value *v = &c->values[0];
	const struct raking_estimate *const shown[] = {&v->plain, &v->weighted};
	const char *const names[] = {_("without weights"), _("weighted")};
	g_autofree char *heading = g_strdup_printf(_("Mean and total: %s"), c->name);
	json_t *rows = json_array();

	for (size_t i = 0; i < G_N_ELEMENTS(shown); i++)
		rank_page_row(rows, g_strdup(names[i]), weights_grouped((double)v->n),
			      number("%.2f", shown[i]->mean), number("%.2f", shown[i]->mean_error),
			      weights_grouped(shown[i]->total), weights_grouped(shown[i]->total_error), NULL);
	rank_page_section(page, heading, NULL,
			  rank_page_table(rows, "", _("people"), _("mean"), _("std. error"), _("total"),
					  _("std. error"), NULL),
			  NULL);
}

/* --- coverage --------------------------------------------------------------------------------------- */

/* "Norte, Laguna" and, after so many names, how many more. */
static char *listed(const GPtrArray *names)
{
	GString *out = g_string_new(NULL);

	for (guint i = 0; i < MIN(names->len, MAX_NAMES); i++)
		g_string_append_printf(out, "%s%s", i ? ", " : "", (const char *)names->pdata[i]);
	if (names->len > MAX_NAMES) {
		g_string_append(out, ", ");
		g_string_append_printf(out, _("and %u more"), names->len - MAX_NAMES);
	}
	return g_string_free(out, FALSE);
}

static int by_population(const void *a, const void *b)
{
	const struct place *x = *(const struct place *const *)a, *y = *(const struct place *const *)b;
	double n_x = isnan(x->population) ? 0 : x->population, n_y = isnan(y->population) ? 0 : y->population;

	return n_x != n_y ? (n_x < n_y) - (n_x > n_y) : strcmp(x->key, y->key);
}

/* Municipalities of which nobody took part, the largest first. */
static void say_silent_municipalities(json_t *sentences, const struct weights_study *s)
{
	g_autofree bool *has_voice = g_new0(bool, s->places->n + 1);
	g_autoptr(GPtrArray) silent = g_ptr_array_new();
	double all = 0, unheard = 0;
	size_t n = 0;

	for (size_t i = 0; i < s->people->n; i++)
		if (s->residence[i] != SIZE_MAX && s->base[i] > 0)
			has_voice[s->residence[i]] = true;
	for (size_t i = 0; i < s->places->n; i++) {
		struct place *place = &s->places->all[i];
		double population = isnan(place->population) ? 0 : place->population;

		if (place->state != s->state)
			continue;
		n++;
		all += population;
		if (has_voice[i])
			continue;
		g_ptr_array_add(silent, place);
		unheard += population;
	}
	if (silent->len == 0)
		return;
	g_ptr_array_sort(silent, by_population);
	for (guint i = 0; i < silent->len; i++)
		silent->pdata[i] = ((struct place *)silent->pdata[i])->name;
	g_autofree char *names = listed(silent), *share = rank_page_percent(unheard / all);
	say(sentences,
	    g_strdup_printf(_("Municipalities without a voice: %u of %zu, with %s of the population: %s."),
			    silent->len, n, share, names));
}

static void say_silent_regions(json_t *sentences, const struct weights_study *s)
{
	g_autoptr(GPtrArray) silent = g_ptr_array_new();
	g_autofree char *names = NULL;

	for (size_t k = 0; k < s->n_regions; k++)
		if (s->regions[k].n_people == 0)
			g_ptr_array_add(silent, (gpointer)(uintptr_t)s->regions[k].name);
	if (silent->len == 0)
		return;
	names = listed(silent);
	say(sentences,
	    g_strdup_printf(_("Nobody who lives there took part: %s. No figure here speaks for them."),
			    names));
}

static void add_coverage(json_t *page, const struct weights_study *s)
{
	json_t *rows = json_array(), *sentences = json_array(), *regions = json_array();

	for (size_t k = 0; k < s->n_regions; k++) {
		const struct weights_region *r = &s->regions[k];
		double forms = (double)r->n_forms;

		rank_page_row(
			rows, g_strdup(r->name), weights_grouped(forms), weights_grouped((double)r->n_people),
			s->cluster ? weights_grouped((double)r->n_sessions) : g_strdup("—"),
			weights_grouped(r->population), number("%.2f", forms * 10000 / r->population), NULL);
		json_array_append_new(regions,
				      json_pack("{s:s, s:I, s:I, s:I, s:o, s:o}", "name", r->name, "forms",
						(json_int_t)r->n_forms, "senders", (json_int_t)r->n_people,
						"sessions", (json_int_t)r->n_sessions, "share",
						rank_page_real(forms / s->n_placed_forms), "population_share",
						rank_page_real(r->population / s->population)));
	}
	say(sentences, g_strdup(_("How much was heard from where; it orders nobody. Forms per 10,000 people "
				  "say where to go "
				  "next, not where there are more problems.")));
	say_silent_regions(sentences, s);
	if (s->places)
		say_silent_municipalities(sentences, s);
	if (s->n_without_region)
		say(sentences,
		    g_strdup_printf(_("People whose region is not known: %zu."), s->n_without_region));
	if (s->n_outside)
		say(sentences,
		    g_strdup_printf(_("People who live outside the state, left out: %zu."), s->n_outside));
	if (s->n_not_resident)
		say(sentences,
		    g_strdup_printf(_("People who do not say that they live in that municipality: %zu."),
				    s->n_not_resident));
	rank_page_section(page, _("Coverage by region"), sentences,
			  rank_page_table(rows, _("region"), _("forms"), _("people"), _("sessions"),
					  _("population"), _("forms per 10,000"), NULL),
			  rank_page_chart("coverage", json_pack("{s:o}", "regions", regions)));
}

static void add_unplaced(json_t *page, const struct weights_study *s)
{
	json_t *rows = json_array();

	for (guint i = 0; i < MIN(s->unplaced->len, MAX_ROWS); i++) {
		const struct weights_unplaced *u = &g_array_index(s->unplaced, struct weights_unplaced, i);
		const char *hint = u->hint == SIZE_MAX ? "" : s->places->all[u->hint].name,
			   *other = u->other == SIZE_MAX ? "" : s->places->all[u->other].key;
		char *why;

		if (u->match == PLACES_AMBIGUOUS)
			why = g_strdup_printf(_("may be %s (%s) or %s: write the state, or INEGI's code"),
					      hint, s->places->all[u->hint].key, other);
		else if (*hint)
			why = g_strdup_printf(_("not in the table; is it %s?"), hint);
		else
			why = g_strdup(_("not in the table"));
		rank_page_row(rows, g_strdup(u->text), weights_grouped((double)u->n_people),
			      weights_grouped((double)u->row), why, NULL);
	}
	if (s->unplaced->len == 0) {
		json_decref(rows);
		return;
	}
	rank_page_section(page, _("Places that were not recognised"), NULL,
			  rank_page_table(rows, _("as written"), _("people"), _("first row"), _("why"), NULL),
			  NULL);
}

/* --- regions ---------------------------------------------------------------------------------------- */

static void say_agreement(json_t *sentences, const struct weights_study *s)
{
	const struct weights_column *issue = weights_study_issue(s);
	const struct regions *r = s->orders;
	g_autoptr(GPtrArray) common = g_ptr_array_new(), unranked = g_ptr_array_new();
	g_autofree char *tau = number("%.2f", r->tau), *low = number("%.2f", r->tau_low),
			*high = number("%.2f", r->tau_high);

	for (size_t i = 0; i < r->n_issues; i++)
		if (r->is_common_top[i])
			g_ptr_array_add(common, (gpointer)(uintptr_t)issue->values[i].name);
	for (size_t k = 0; k < r->n_regions; k++)
		if (!r->of[k].is_ranked && r->of[k].n_senders)
			g_ptr_array_add(unranked, (gpointer)(uintptr_t)s->regions[k].name);
	if (!isnan(r->tau))
		say(sentences,
		    g_strdup_printf(_("How far the orders of the regions agree (Kendall's tau, 1 the same, 0 "
				      "unlike, -1 reversed): %s; surely from %s to %s."),
				    tau, low, high));
	if (common->len) {
		g_autofree char *names = listed(common);

		say(sentences,
		    g_strdup_printf(_("Among the first three in every ranked region: %s."), names));
	} else if (r->n_ranked >= 2) {
		say(sentences, g_strdup(_("No problem is among the first three in every ranked region.")));
	}
	if (unranked->len) {
		g_autofree char *names = listed(unranked);

		say(sentences, g_strdup_printf(_("Fewer than 20 people, so no places there: %s."), names));
	}
	if (r->n_ranked < 2)
		say(sentences, g_strdup(_("Fewer than two regions can be ranked: nothing to compare.")));
}

static void add_agreement(json_t *page, const struct weights_study *s)
{
	const struct regions *r = s->orders;
	size_t n_all = r->n_issues * (r->n_issues - MIN(r->n_issues, 1)) / 2;
	json_t *rows = json_array(), *sentences = json_array();

	for (size_t i = 0; i < MIN(r->n_pairs, MAX_ROWS); i++) {
		const struct regions_pair *p = &r->pairs[i];

		rank_page_row(rows,
			      g_strdup_printf("%s – %s", s->regions[p->one].name, s->regions[p->other].name),
			      number("%.2f", p->tau), g_strdup_printf("%zu", p->n_same),
			      g_strdup_printf("%zu", p->n_reversed),
			      g_strdup_printf("%zu", n_all - p->n_same - p->n_reversed), NULL);
	}
	say_agreement(sentences, s);
	if (r->n_pairs)
		say(sentences, g_strdup(_("Of the pairs of problems of two regions: how many are surely in "
					  "the same order in both, "
					  "how many surely turned round, and how many nobody can tell.")));
	rank_page_section(page, _("How far the regions agree"), sentences,
			  r->n_pairs ? rank_page_table(rows, _("regions"), _("tau seen"), _("same order"),
						       _("turned round"), _("not told"), NULL)
				     : NULL,
			  NULL);
	if (r->n_pairs == 0)
		json_decref(rows);
}

static void add_orders(json_t *page, const struct weights_study *s)
{
	const struct weights_column *issue = weights_study_issue(s);
	const struct regions *r = s->orders;
	json_t *rows = json_array(), *columns = json_array();
	size_t shown[MAX_REGION_COLUMNS], n_shown = 0;

	json_array_append_new(columns, json_string(issue->name));
	for (size_t k = 0; k < r->n_regions && n_shown < MAX_REGION_COLUMNS; k++)
		if (r->of[k].is_ranked) {
			shown[n_shown++] = k;
			json_array_append_new(columns, json_string(s->regions[k].name));
		}
	json_array_append_new(columns, json_string(_("each region alike")));
	json_array_append_new(columns, json_string(_("all people together")));
	for (size_t i = 0; i < MIN(r->n_issues, MAX_ROWS); i++) {
		json_t *row = json_array();

		json_array_append_new(row, json_string(issue->values[i].name));
		for (size_t k = 0; k < n_shown + 2; k++) {
			const struct regions_order *order = k < n_shown	   ? &r->of[shown[k]]
							    : k == n_shown ? &r->equal
									   : &r->pooled;
			g_autofree char *places = rank_page_places(order->is_ranked ? order->low[i] : 0,
								   order->is_ranked ? order->high[i] : 0);

			json_array_append_new(row, json_string(places));
		}
		json_array_append_new(rows, row);
	}
	rank_page_section(page, _("Regions first: the places that each problem may take"), NULL,
			  json_pack("{s:o, s:o}", "columns", columns, "rows", rows), NULL);
}

/* --- channels ---------------------------------------------------------------------------------------- */

static void add_channels(json_t *page, const struct weights_study *s)
{
	const double level = 0.05;
	const struct weights_column *issue = weights_study_issue(s);
	json_t *rows = json_array(), *columns = json_array(), *sentences = json_array();
	g_autoptr(GPtrArray) differ = g_ptr_array_new();
	size_t n_shown = MIN(s->n_channels, MAX_REGION_COLUMNS);

	json_array_append_new(columns, json_string(issue->name));
	for (size_t c = 0; c < n_shown; c++) {
		g_autofree char *name =
			g_strdup_printf("%s (%zu)", s->channels[c].name, s->channels[c].n_people);

		json_array_append_new(columns, json_string(name));
	}
	json_array_append_new(columns, json_string("p"));
	for (size_t v = 0; v < issue->n_values; v++) {
		json_t *row = json_array();

		if (s->channel_p[v] <= level)
			g_ptr_array_add(differ, (gpointer)(uintptr_t)issue->values[v].name);
		json_array_append_new(row, json_string(issue->values[v].name));
		for (size_t c = 0; c < n_shown; c++) {
			g_autofree char *share = rank_page_percent((double)s->named[v * s->n_channels + c] /
								   (double)s->channels[c].n_people);

			json_array_append_new(row, json_string(share));
		}
		g_autofree char *p = number("%.3f", s->channel_p[v]);
		json_array_append_new(row, json_string(p));
		if (v < MAX_ROWS)
			json_array_append(rows, row);
		json_decref(row);
	}
	if (differ->len) {
		g_autofree char *names = listed(differ);

		say(sentences, g_strdup_printf(_("Named more by one channel than by another: %s."), names));
	} else {
		say(sentences, g_strdup(_("No difference between channels that chance would not make.")));
	}
	say(sentences,
	    g_strdup(_("Who answers by which channel is not drawn either: a difference may be of places "
		       "or sessions. p is exact (Fisher) where people are few, else chi-square, and "
		       "adjusted for all the problems (Holm).")));
	rank_page_section(page, _("Channels apart"), sentences,
			  json_pack("{s:o, s:o}", "columns", columns, "rows", rows), NULL);
}

/* --- the page ---------------------------------------------------------------------------------------- */

static void add_settings(json_t *page, const struct weights_study *s)
{
	const struct raking_settings *limits = &s->options->settings;
	g_autofree char *rows = weights_grouped((double)s->cells->n_rows),
			*people = weights_grouped((double)s->people->n),
			*share = rank_page_percent(limits->max_unanswered),
			*bounds = g_strdup_printf(_("%zu people in a category, ratio %g, unanswered %s"),
						  limits->min_category, limits->max_ratio, share);

	rank_page_setting(page, _("Rows"), rows);
	rank_page_setting(page, _("People"), people);
	rank_page_setting(page, "SHA-256", s->cells->digest);
	for (guint k = 0; k < s->margins->len; k++) {
		const struct weights_margin *margin = s->margins->pdata[k];

		rank_page_setting(page, margin->name, margin->source);
	}
	rank_page_setting(page, _("Limits"), bounds);
	if (s->options->trim)
		rank_page_setting(page, "--trim", s->options->trim);
}

static json_t *notices_of(const struct weights_study *s)
{
	json_t *notices = json_array();

	say(notices, g_strdup(_("Weighted figures are for study: they never go on the wall.")));
	if (!s->options->sender)
		say(notices,
		    g_strdup(_("Without --sender each row counts as a person, whoever sent several.")));
	if (!s->options->is_usual)
		say(notices,
		    g_strdup(_("The limits of the house were loosened for this result; it may not be "
			       "published as one of Vocalía.")));
	if (s->cluster && s->n_sessions < FEW_SESSIONS)
		say(notices, g_strdup_printf(_("Sessions: %zu, fewer than six: it only describes those who "
					       "attended."),
					     s->n_sessions));
	return notices;
}

json_t *weights_page(const struct weights_study *s, const char *title, bool with_reasons)
{
	json_t *page = json_pack(
		"{s:s, s:s, s:o, s:[]}", "title", title, "subtitle",
		_("Weights only give those who took part the make-up of the census; who did not come "
		  "still does not speak. What counts is where people live, not where the problem "
		  "is."),
		"notices", notices_of(s), "sections");

	if (with_reasons || weights_study_is_weighted(s))
		add_weights(page, s, with_reasons);
	for (guint k = 0; k < s->margins->len; k++)
		add_margin(page, s, k);
	/* Regions before what is pooled. */
	if (s->orders) {
		add_orders(page, s);
		add_agreement(page, s);
	}
	for (guint i = 0; i < s->columns->len; i++) {
		const struct weights_column *c = &g_array_index(s->columns, struct weights_column, i);

		if (c->kind == WEIGHTS_MEAN)
			add_mean(page, c);
		else
			add_shares(page, s, c);
	}
	if (s->n_regions)
		add_coverage(page, s);
	if (s->places)
		add_unplaced(page, s);
	if (s->channels)
		add_channels(page, s);
	add_settings(page, s);
	return page;
}
