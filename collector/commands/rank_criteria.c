/* rank_criteria - issues with a number for each criterion: SMAA, and beside it weighted sum and TOPSIS.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rank_study.h"

#include <math.h>
#include <string.h>

#include "analyze_source.h"
#include "rank_agreed.h"
#include "rank_decision.h"
#include "rank_page.h"
#include "rank_sets.h"
#include "smaa.h"
#include "words.h"

enum { MIN_DRAWS = 200, MAX_SCORES = 2000, TEXT_ISSUES = 8 };
static const double max_compared = 2e9; /* pairs times draws */

struct study {
	const struct rank_options *o;
	struct rank_decision *d;
	struct smaa *smaa;
	size_t n_draws;
	uint64_t seed;
	char digest[65];
	double *drawn, *middle, *values; /* weights drawn; one vector; means of the variants */
	double *score, *topsis, *score_low, *score_high;
	size_t *order, *low, *high, *band; /* order: n issues, first to last; the others by issue */
};

/* --- figures ----------------------------------------------------------------------------------------------
 */

static void mean_values(struct study *s)
{
	size_t row = s->d->n_issues * s->d->n_criteria;

	s->values = g_new(double, row);
	for (size_t i = 0; i < row; i++) {
		double sum = 0;
		size_t n = 0;

		for (size_t v = 0; v < s->d->n_variants; v++)
			if (!isnan(s->d->values[v * row + i])) {
				sum += s->d->values[v * row + i];
				n++;
			}
		s->values[i] = n ? sum / (double)n : NAN;
	}
}

static bool draw_weights(struct study *s, GError **error)
{
	struct rank_decision *d = s->d;
	const struct smaa_preferences p = {d->n_criteria, d->low, d->high, d->order};
	double most = max_compared / ((double)d->n_issues * (double)d->n_issues);

	s->middle = g_new(double, d->n_criteria);
	if (d->n_stored) {
		s->n_draws = d->n_stored;
		for (size_t k = 0; k < d->n_criteria; k++) {
			double sum = 0;

			for (size_t i = 0; i < d->n_stored; i++)
				sum += d->stored[i * d->n_criteria + k];
			s->middle[k] = sum / (double)d->n_stored;
		}
		return true;
	}
	s->n_draws = MAX((size_t)s->o->n_draws, d->n_variants);
	if (most < (double)s->n_draws)
		s->n_draws = MAX((size_t)most, MIN_DRAWS);
	s->drawn = g_new(double, s->n_draws * d->n_criteria);
	if (!smaa_weights_draw(&p, s->seed, s->n_draws, s->drawn, error))
		return false;
	smaa_weights_middle(&p, s->drawn, s->n_draws, s->middle);
	return true;
}

static int compare_issues(const void *a, const void *b, void *data)
{
	const double *score = data;
	size_t i = *(const size_t *)a, j = *(const size_t *)b;
	double x = isnan(score[i]) ? -INFINITY : score[i], y = isnan(score[j]) ? -INFINITY : score[j];

	return x != y ? (x < y) - (x > y) : (i > j) - (i < j);
}

static int compare_doubles(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* Scores over the draws, as the confidence leaves them; of at most so many draws, evenly taken. */
static void range_scores(struct study *s)
{
	const struct rank_decision *d = s->d;
	const double *weights = d->stored ? d->stored : s->drawn;
	size_t n = d->n_issues, m = d->n_criteria, most = MIN(s->n_draws, MAX_SCORES), off;
	g_autofree double *score = g_new(double, n), *all = g_new(double, n *most);

	s->score_low = g_new(double, n);
	s->score_high = g_new(double, n);
	for (size_t at = 0; at < most; at++) {
		size_t draw = at * s->n_draws / most;

		smaa_weighted_sum(d->values + draw % d->n_variants * n * m, n, weights + draw * m, m, score);
		for (size_t i = 0; i < n; i++)
			all[i * most + at] = isnan(score[i]) ? -INFINITY : score[i];
	}
	off = (size_t)floor((1 - s->o->confidence) / 2 * (double)most);
	for (size_t i = 0; i < n; i++) {
		qsort(all + i * most, most, sizeof *all, compare_doubles);
		s->score_low[i] = MIN(s->score[i], all[i * most + off]);
		s->score_high[i] = MAX(s->score[i], all[i * most + most - 1 - off]);
	}
}

/* As many of the draws as the confidence says, the rest left at both ends. */
static void find_places(struct study *s)
{
	size_t n = s->d->n_issues;
	double off = (1 - s->o->confidence) / 2 + 1e-12;

	for (size_t i = 0; i < n; i++) {
		const double *share = s->smaa->acceptability + i * n;
		double sum = 0;

		s->low[i] = 0;
		for (size_t r = 0; r < n; r++) {
			sum += share[r];
			if (!s->low[i] && sum > off)
				s->low[i] = r + 1;
			if (sum >= 1 - off) {
				s->high[i] = r + 1;
				break;
			}
		}
	}
	/* What stands by the middle weights is in. */
	for (size_t at = 0; at < n; at++) {
		size_t i = s->order[at];

		s->low[i] = MIN(s->low[i], at + 1);
		if (!at || s->score[i] < s->score[s->order[at - 1]])
			s->high[i] = MAX(s->high[i], at + 1);
	}
}

static void put_in_order(struct study *s)
{
	size_t n = s->d->n_issues, m = s->d->n_criteria;

	s->score = g_new(double, n);
	s->topsis = g_new(double, n);
	s->order = g_new(size_t, n);
	s->low = g_new0(size_t, n);
	s->high = g_new0(size_t, n);
	s->band = g_new0(size_t, n);
	smaa_weighted_sum(s->values, n, s->middle, m, s->score);
	smaa_topsis(s->values, n, s->middle, m, s->topsis);
	for (size_t i = 0; i < n; i++)
		s->order[i] = i;
	qsort_r(s->order, n, sizeof *s->order, compare_issues, s->score);
	find_places(s);
	range_scores(s);
	(void)rank_bands(s->low, s->high, s->order, n, s->band);
}

static bool calculate(struct study *s, struct work *work, GError **error)
{
	struct rank_decision *d = s->d;
	g_autoptr(GError) failure = NULL;

	s->seed = rank_agreed_seed(d->text->str, d->text->len, s->digest);
	if (s->o->result.is_seeded)
		s->seed = s->o->result.seed;
	if (!draw_weights(s, error))
		return false;
	s->smaa = smaa_make(&(struct smaa_input){d->n_issues, d->n_criteria, d->n_variants, s->n_draws,
						 d->values, d->stored ? d->stored : s->drawn},
			    work, &failure);
	if (!s->smaa) {
		if (failure)
			g_propagate_error(error, g_steal_pointer(&failure));
		return false;
	}
	mean_values(s);
	put_in_order(s);
	return true;
}

/* --- as an object -----------------------------------------------------------------------------------------
 */

static json_t *by_criterion(const struct rank_decision *d, const double *values)
{
	json_t *object = json_object();

	for (size_t k = 0; k < d->n_criteria; k++)
		json_object_set_new(object, d->criteria[d->shown[k]], rank_page_real(values[d->shown[k]]));
	return object;
}

static json_t *change_view(const struct study *s, size_t criterion)
{
	struct smaa_change change;

	if (!smaa_change_of_first(s->values, s->d->n_issues, s->middle, s->d->n_criteria, criterion, &change))
		return json_null();
	return json_pack("{s:f, s:s}", "weight", change.weight, "first", s->d->issues[change.issue]);
}

static json_t *criteria_view(const struct study *s)
{
	const struct rank_decision *d = s->d;
	json_t *list = json_array();

	for (size_t at = 0; at < d->n_criteria; at++) {
		size_t k = d->shown[at];

		json_array_append_new(list,
				      json_pack("{s:s, s:f, s:f, s:o, s:f, s:o}", "name", d->criteria[k],
						"low", d->low[k], "high", d->high[k], "order",
						d->order[k] ? json_integer(d->order[k]) : json_null(),
						"weight", s->middle[k], "change", change_view(s, k)));
	}
	return list;
}

static json_t *issue_view(const struct study *s, size_t at)
{
	const struct rank_decision *d = s->d;
	size_t i = s->order[at], n = d->n_issues, m = d->n_criteria;
	const double *central = s->smaa->central + i * m;

	return json_pack("{s:i, s:s, s:o, s:o, s:o, s:o, s:o, s:i, s:i, s:i, s:i, s:f, s:o, s:o, s:o}",
			 "number", (int)at + 1, "name", d->issues[i], "values",
			 by_criterion(d, s->values + i * m), "score", rank_page_real(s->score[i]),
			 "score_low", rank_page_real(s->score_low[i]), "score_high",
			 rank_page_real(s->score_high[i]), "topsis", rank_page_real(s->topsis[i]), "place",
			 (int)at + 1, "low", (int)s->low[i], "high", (int)s->high[i], "band", (int)s->band[i],
			 "first", s->smaa->acceptability[i * n], "central",
			 isnan(central[0]) ? json_null() : by_criterion(d, central), "confidence",
			 rank_page_real(s->smaa->confidence[i]), "feasibility",
			 d->feasibility ? rank_page_real(d->feasibility[i]) : json_null());
}

static json_t *view_of(const struct study *s, json_t *inputs)
{
	json_t *issues = json_array();

	for (size_t at = 0; at < s->d->n_issues; at++)
		json_array_append_new(issues, issue_view(s, at));
	return json_pack("{s:s, s:o, s:s, s:I, s:f, s:i, s:i, s:b, s:o, s:o, s:o, s:o}", "shape", "criteria",
			 "inputs", inputs, "digest", s->digest, "seed", (json_int_t)s->seed, "confidence",
			 s->o->confidence, "draws", (int)s->n_draws, "variants", (int)s->d->n_variants,
			 "is_stored", s->d->n_stored > 0, "criteria", criteria_view(s), "issues", issues,
			 "acceptability",
			 rank_page_matrix(s->smaa->acceptability, s->order, s->d->n_issues, true), "above",
			 rank_page_matrix(s->smaa->above, s->order, s->d->n_issues, false));
}

/* --- as a page --------------------------------------------------------------------------------------------
 */

static json_t *sentences_of(const char *one, const char *two)
{
	json_t *list = json_array();

	json_array_append_new(list, json_string(one));
	if (two)
		json_array_append_new(list, json_string(two));
	return list;
}

static json_t *order_table(const struct study *s, bool has_feasibility)
{
	json_t *rows = json_array(), *table;

	for (size_t at = 0; at < s->d->n_issues; at++) {
		size_t i = s->order[at];

		rank_page_row(rows, g_strdup(s->d->issues[i]), rank_page_places(s->low[i], s->high[i]),
			      rank_page_percent(s->smaa->acceptability[i * s->d->n_issues]),
			      rank_page_number(s->score[i]), rank_page_number(s->topsis[i]),
			      has_feasibility ? rank_page_number(s->d->feasibility[i]) : NULL, NULL);
	}
	table = rank_page_table(rows, _("Issue"), _("Places"), _("First"), _("Score"), "TOPSIS",
				has_feasibility ? _("Feasibility, apart") : NULL, NULL);
	return table;
}

static void add_order(json_t *page, const struct study *s, const json_t *issues)
{
	g_autofree char *confidence = rank_page_percent(s->o->confidence),
			*sentence = g_strdup_printf(
				"%s %s %s", _("Places: those that an issue takes in"), confidence,
				_("of the draws of weights. First: the share of the draws that put it "
				  "first. Score: weighted sum with the middle weights."));
	json_t *sentences = sentences_of(
		       sentence,
		       s->d->feasibility
			       ? _("Feasibility is a second axis: it is shown beside and moves no place.")
			       : NULL),
	       *bands = rank_page_bands(issues);

	json_array_extend(sentences, bands);
	json_decref(bands);
	rank_page_section(page, _("Order of the issues"), sentences,
			  order_table(s, s->d->feasibility != NULL),
			  rank_page_chart("ranks", rank_page_ranks(issues)));
}

static char *range_text(double low, double high)
{
	g_autofree char *from = rank_page_percent(low), *to = rank_page_percent(high);

	return low < high ? g_strdup_printf("%s – %s", from, to) : g_steal_pointer(&from);
}

static void add_weights(json_t *page, const struct study *s)
{
	const struct rank_decision *d = s->d;
	const char *what = d->n_stored ? _("Weights: the draws that were stored.")
			   : d->has_preferences
				   ? _("Weights: any that the ranges and the order allow, all as likely.")
				   : _("Weights: nothing was agreed, so any are allowed, all as likely.");
	json_t *rows = json_array();

	for (size_t at = 0; at < d->n_criteria; at++) {
		size_t k = d->shown[at];
		struct smaa_change change;
		bool changes =
			smaa_change_of_first(s->values, d->n_issues, s->middle, d->n_criteria, k, &change);

		rank_page_row(rows, g_strdup(d->criteria[k]),
			      d->n_stored ? g_strdup("—") : range_text(d->low[k], d->high[k]),
			      d->order[k] ? g_strdup_printf("%u", d->order[k]) : g_strdup("—"),
			      rank_page_percent(s->middle[k]),
			      changes ? rank_page_percent(change.weight) : g_strdup("—"),
			      g_strdup(changes ? d->issues[change.issue] : _("no weight changes it")), NULL);
	}
	rank_page_section(
		page, _("Criteria and weights"),
		sentences_of(what, _("The last columns: what the weight would have to be, the others "
				     "keeping their proportions, for another issue to come first.")),
		rank_page_table(rows, _("Criterion"), _("Agreed"), _("Order"), _("Middle"),
				_("Would have to be"), _("for first"), NULL),
		NULL);
}

static void add_central(json_t *page, const struct study *s)
{
	const struct rank_decision *d = s->d;
	json_t *rows = json_array();

	for (size_t at = 0; at < d->n_issues; at++) {
		size_t i = s->order[at];
		const double *central = s->smaa->central + i * d->n_criteria;
		g_autoptr(GString) text = g_string_new(NULL);

		if (isnan(central[0]))
			continue;
		for (size_t k = 0; k < d->n_criteria; k++) {
			g_autofree char *weight = rank_page_percent(central[d->shown[k]]);

			g_string_append_printf(text, "%s%s %s", k ? ", " : "", d->criteria[d->shown[k]],
					       weight);
		}
		rank_page_row(rows, g_strdup(d->issues[i]), rank_page_percent(s->smaa->confidence[i]),
			      g_strdup(text->str), NULL);
	}
	rank_page_section(
		page, _("With what weights each would be first"),
		sentences_of(
			_("The mean of the weights that put it first, and in how many of the draws of "
			  "values it is first with them. Issues that no weights put first are not here."),
			NULL),
		rank_page_table(rows, _("Issue"), _("Surely first"), _("Central weights"), NULL), NULL);
}

/* For a terminal, where there are few. */
static json_t *acceptability_table(const struct study *s)
{
	size_t n = s->d->n_issues;
	json_t *rows = json_array(), *columns = json_array();

	json_array_append_new(columns, json_string(_("Issue")));
	for (size_t r = 0; r < n; r++) {
		char place[24];

		(void)g_snprintf(place, sizeof place, "%zu.º", r + 1);
		json_array_append_new(columns, json_string(place));
	}
	for (size_t at = 0; at < n; at++) {
		json_t *row = json_array();

		json_array_append_new(row, json_string(s->d->issues[s->order[at]]));
		for (size_t r = 0; r < n; r++) {
			char share[G_ASCII_DTOSTR_BUF_SIZE];

			json_array_append_new(row, json_string(g_ascii_formatd(
							   share, sizeof share, "%.4f",
							   s->smaa->acceptability[s->order[at] * n + r])));
		}
		json_array_append_new(rows, row);
	}
	return json_pack("{s:o, s:o}", "columns", columns, "rows", rows);
}

static void add_acceptability(json_t *page, const struct study *s, const json_t *view)
{
	json_t *sections = json_object_get(page, "sections");

	if (s->d->n_issues < 2)
		return;
	rank_page_section(
		page, _("How often each takes each place"),
		sentences_of(_("Share of the draws; issues that are level share the better place."), NULL),
		NULL,
		rank_page_chart("heat", rank_page_heat(json_object_get(view, "issues"),
						       json_object_get(view, "acceptability"))));
	if (s->d->n_issues <= TEXT_ISSUES)
		json_object_set_new(json_array_get(sections, json_array_size(sections) - 1), "text_table",
				    acceptability_table(s));
}

static void add_plane(json_t *page, const struct study *s)
{
	json_t *issues;

	if (!s->d->feasibility)
		return;
	issues = json_array();
	for (size_t at = 0; at < s->d->n_issues; at++) {
		size_t i = s->order[at];

		json_array_append_new(issues, json_pack("{s:i, s:s, s:o, s:o, s:o, s:o, s:[]}", "number",
							(int)at + 1, "name", s->d->issues[i], "priority",
							rank_page_real(s->score[i]), "low",
							rank_page_real(s->score_low[i]), "high",
							rank_page_real(s->score_high[i]), "feasibility",
							rank_page_real(s->d->feasibility[i]), "sectors"));
	}
	rank_page_section(page, _("Priority and feasibility"), NULL, NULL,
			  rank_page_chart("plane", json_pack("{s:o}", "issues", issues)));
}

static json_t *page_of(const struct study *s, const json_t *view)
{
	json_t *page = json_pack("{s:s, s:[]}", "title", _("Priorities by stated criteria"), "notices");
	g_autofree char *seed = g_strdup_printf("%" G_GUINT64_FORMAT " (%s)", s->seed,
						s->o->result.is_seeded
							? _("given by hand")
							: _("from the digest; nobody chose it")),
			*draws = g_strdup_printf("%zu", s->n_draws);

	add_order(page, s, json_object_get(view, "issues"));
	add_weights(page, s);
	add_acceptability(page, s, view);
	add_plane(page, s);
	add_central(page, s);
	rank_page_setting(page, _("Draws of weights"), draws);
	if (!s->d->n_stored)
		rank_page_setting(page, _("Seed"), seed);
	rank_page_setting(page, _("Digest of data and settings (BLAKE2b)"), s->digest);
	return page;
}

bool rank_study_criteria(const struct rank_options *o, struct work *work, struct rank_result *result,
			 GError **error)
{
	struct study s = {.o = o, .d = rank_decision_read(o, error)};
	bool is_done = s.d && calculate(&s, work, error);

	if (is_done) {
		result->view = view_of(&s, json_array());
		result->page = page_of(&s, result->view);
		json_object_set_new(result->view, "inputs", rank_page_inputs(result->page, s.d->inputs));
	}
	smaa_free(s.smaa);
	rank_decision_free(s.d);
	g_free(s.drawn);
	g_free(s.middle);
	g_free(s.values);
	g_free(s.score);
	g_free(s.score_low);
	g_free(s.score_high);
	g_free(s.topsis);
	g_free(s.order);
	g_free(s.low);
	g_free(s.high);
	g_free(s.band);
	return is_done;
}
