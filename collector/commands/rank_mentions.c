/* rank_mentions - reports that name issues: the whole priority, and the exact sets of places by mentions.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * view: {"shape":"mentions","inputs","digest","seed","confidence","correction","cover","n_forms","n_senders",
 *  "n_sessions","n_regions","is_ranked","only_describes","resamples","draws",
 *  "criteria":[{"key","name","low","high","order","weight","is_known"}],
 *  "issues" in order (by name where nothing is ranked):[{"number","name","senders","criteria":{key: 0..1},
 *    "n_said":{key: people},"severity":[4],"affected":[5],"frequency":[6] senders by answer, first not said,
 *    "score","score_low","score_high","topsis","place","low","high","band","people":[low,high],
 *    "weights":[low,high],"mentions":[low,high],"first","first_weights","central","confidence",
 *    "change":{"criterion","weight","first"}}],"acceptability","above","regions"}; what hangs on places is
 * null where nothing is ranked.
 */
#include "rank_study.h"

#include <math.h>
#include <string.h>

#include "analyze_source.h"
#include "explain.h"
#include "priority.h"
#include "rank_agreed.h"
#include "rank_page.h"
#include "rank_regions.h"
#include "rank_reports.h"
#include "words.h"

enum { REASONS_ON_TERMINAL = 10 };

struct study {
	const struct rank_options *o;
	struct rank_reports *r;
	struct priority_settings settings;
	struct priority *p;
	size_t *senders, *low, *high; /* by issue: how many name it, places by that alone */
	size_t *order;		      /* as shown */
	char digest[65];
};

/* --- figures ----------------------------------------------------------------------------------------------
 */

static bool read_settings(struct study *s, GError **error)
{
	struct priority_settings *p = &s->settings;
	const char *keys[CRITERION_MAX + 1] = {NULL};
	const struct smaa_preferences preferences = {CRITERION_MAX, p->low, p->high, p->order};

	priority_settings_default(p);
	p->confidence = s->o->confidence;
	p->n_draws = (size_t)s->o->n_draws;
	p->n_resamples = (size_t)s->o->n_resamples;
	for (size_t c = 0; c < CRITERION_MAX; c++)
		keys[c] = criteria_catalogue[c].key;
	return rank_agreed_read((const char *const *)s->o->weights, s->o->order, keys, CRITERION_MAX, p->low,
				p->high, p->order, error) &&
	       rank_agreed_check(&preferences, keys, error);
}

static void find_seed(struct study *s)
{
	GString *text = s->r->text;
	char number[G_ASCII_DTOSTR_BUF_SIZE];

	g_string_append_printf(text, "settings %zu %zu %s\n", s->settings.n_draws, s->settings.n_resamples,
			       g_ascii_dtostr(number, sizeof number, s->settings.confidence));
	for (size_t c = 0; c < CRITERION_MAX; c++) {
		g_string_append_printf(text, "%s\t%u\t", criteria_catalogue[c].key, s->settings.order[c]);
		g_string_append_printf(text, "%s\t",
				       g_ascii_dtostr(number, sizeof number, s->settings.low[c]));
		g_string_append_printf(text, "%s\n",
				       g_ascii_dtostr(number, sizeof number, s->settings.high[c]));
	}
	s->settings.seed = rank_agreed_seed(text->str, text->len, s->digest);
	if (s->o->result.is_seeded)
		s->settings.seed = s->o->result.seed;
}

static struct rank_people people_of(const struct rank_reports *r)
{
	return (struct rank_people){.mentions = r->mentions,
				    .n_mentions = r->n_mentions,
				    .n_senders = r->n_senders,
				    .n_issues = r->n_issues,
				    .n_sessions = r->n_sessions,
				    .session = r->session};
}

static void count_senders(struct study *s)
{
	g_autoptr(GHashTable) seen = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);

	s->senders = g_new0(size_t, s->r->n_issues);
	for (size_t i = 0; i < s->r->n_mentions; i++) {
		gint64 pair = (gint64)(s->r->mentions[i].sender * s->r->n_issues + s->r->mentions[i].issue);

		if (g_hash_table_add(seen, g_memdup2(&pair, sizeof pair)))
			s->senders[s->r->mentions[i].issue]++;
	}
}

static void find_mention_places(struct study *s)
{
	const struct rank_people people = people_of(s->r);
	size_t n = s->r->n_issues;
	g_autofree double *p = g_new0(double, n *n);

	s->low = g_new0(size_t, n);
	s->high = g_new0(size_t, n);
	if (!s->p->is_ranked)
		return;
	rank_test(&people, p);
	rank_sets(p, n, s->o->confidence, s->o->correction, s->o->cover, s->low, s->high);
}

static bool calculate(struct study *s, struct work *work, GError **error)
{
	const struct rank_reports *r = s->r;
	const struct priority_input input = {.people = {.rows = r->rows,
							.n_rows = r->n_rows,
							.n_issues = r->n_issues,
							.n_senders = r->n_senders,
							.n_sessions = r->n_sessions,
							.n_places = r->n_places},
					     .n_forms = r->n_rows};

	s->p = priority_make(&input, &s->settings, work, error);
	if (!s->p)
		return false;
	count_senders(s);
	find_mention_places(s);
	/* Issues are numbered by name: a list in that order says nothing of places. */
	s->order = g_new(size_t, r->n_issues);
	for (size_t i = 0; i < r->n_issues; i++)
		s->order[i] = s->p->is_ranked ? s->p->order[i] : i;
	return true;
}

/* --- as an object -----------------------------------------------------------------------------------------
 */

static json_t *by_criterion(const double *values)
{
	json_t *object = json_object();

	for (size_t c = 0; c < CRITERION_MAX; c++)
		json_object_set_new(object, criteria_catalogue[c].key, rank_page_real(values[c]));
	return object;
}

static json_t *counts_view(const size_t *counts, size_t n)
{
	json_t *list = json_array();

	for (size_t i = 0; i < n; i++)
		json_array_append_new(list, json_integer((json_int_t)counts[i]));
	return list;
}

static json_t *said_view(const struct priority_issue *issue)
{
	json_t *object = json_object();

	for (size_t c = 0; c < CRITERION_MAX; c++)
		json_object_set_new(object, criteria_catalogue[c].key,
				    json_integer((json_int_t)issue->n_said[c]));
	return object;
}

static json_t *change_view(const struct study *s, const struct smaa_change *change)
{
	if (change->criterion == SIZE_MAX)
		return json_null();
	return json_pack("{s:s, s:f, s:f, s:s}", "criterion", criteria_catalogue[change->criterion].key,
			 "now", s->p->weights[change->criterion], "weight", change->weight, "first",
			 s->r->issues[change->issue]);
}

static json_t *places_view(size_t low, size_t high)
{
	return low ? json_pack("[i, i]", (int)low, (int)high) : json_null();
}

static void add_places(json_t *view, const struct study *s, size_t i)
{
	const struct priority_issue *issue = &s->p->issues[i];
	json_t *more = json_pack(
		"{s:o, s:o, s:o, s:o, s:i, s:i, s:i, s:i, s:o, s:o, s:o, s:f, s:f, s:o, s:o, s:o}", "score",
		rank_page_real(issue->score), "score_low", rank_page_real(issue->score_low), "score_high",
		rank_page_real(issue->score_high), "topsis", rank_page_real(issue->topsis), "place",
		(int)issue->place, "low", (int)issue->low, "high", (int)issue->high, "band", (int)issue->band,
		"people", places_view(issue->people.low, issue->people.high), "weights",
		places_view(issue->weights.low, issue->weights.high), "mentions",
		places_view(s->low[i], s->high[i]), "first", issue->first, "first_weights",
		issue->first_weights, "central",
		isnan(issue->confidence) ? json_null() : by_criterion(issue->central), "confidence",
		rank_page_real(issue->confidence), "change", change_view(s, &issue->change));

	json_object_update(view, more);
	json_decref(more);
}

static json_t *issue_view(const struct study *s, size_t at)
{
	size_t i = s->order[at];
	const struct priority_issue *issue = &s->p->issues[i];
	json_t *view =
		json_pack("{s:i, s:s, s:i, s:o, s:o, s:o, s:o, s:o, s:n, s:n, s:n, s:n}", "number",
			  (int)at + 1, "name", s->r->issues[i], "senders", (int)s->senders[i], "criteria",
			  by_criterion(issue->criteria), "n_said", said_view(issue), "severity",
			  counts_view(issue->severity, 4), "affected", counts_view(issue->affected, 5),
			  "frequency", counts_view(issue->frequency, 6), "place", "low", "high", "band");

	if (s->p->is_ranked)
		add_places(view, s, i);
	return view;
}

static json_t *criteria_view(const struct study *s)
{
	json_t *list = json_array();

	for (size_t c = 0; c < CRITERION_MAX; c++)
		json_array_append_new(list,
				      json_pack("{s:s, s:s, s:f, s:f, s:i, s:f, s:b}", "key",
						criteria_catalogue[c].key, "name",
						words_say(words_of_terminal(), criteria_catalogue[c].name),
						"low", s->settings.low[c], "high", s->settings.high[c],
						"order", (int)s->settings.order[c], "weight",
						s->p->weights[c], "is_known", s->p->is_known[c]));
	return list;
}

static json_t *matrix_view(const struct study *s, const double *matrix, bool is_places)
{
	return s->p->is_ranked ? rank_page_matrix(matrix, s->order, s->r->n_issues, is_places) : json_null();
}

static json_t *view_of(const struct study *s)
{
	json_t *issues = json_array();

	for (size_t at = 0; at < s->r->n_issues; at++)
		json_array_append_new(issues, issue_view(s, at));
	return json_pack(
		"{s:s, s:s, s:I, s:f, s:s, s:s, s:i, s:i, s:i, s:i, s:b, s:b, s:i, s:i, s:o, s:o, s:o, "
		"s:o}",
		"shape", "mentions", "digest", s->digest, "seed", (json_int_t)s->settings.seed, "confidence",
		s->o->confidence, "correction", s->o->correction == RANK_HOLM ? "holm" : "bonferroni",
		"cover", s->o->cover == RANK_MARGINAL ? "marginal" : "simultaneous", "n_forms",
		(int)s->r->n_rows, "n_senders", (int)s->r->n_senders, "n_sessions", (int)s->r->n_sessions,
		"n_regions", (int)s->r->n_regions, "is_ranked", s->p->is_ranked, "only_describes",
		s->p->only_describes, "resamples", (int)s->p->settings.n_resamples, "draws",
		(int)s->p->settings.n_draws, "criteria", criteria_view(s), "issues", issues, "acceptability",
		matrix_view(s, s->p->acceptability, true), "above", matrix_view(s, s->p->above, false));
}

/* --- as a page --------------------------------------------------------------------------------------------
 */

static json_t *order_table(const struct study *s)
{
	json_t *rows = json_array();

	for (size_t at = 0; at < s->r->n_issues; at++) {
		size_t i = s->order[at];
		const struct priority_issue *issue = &s->p->issues[i];

		if (s->p->is_ranked)
			rank_page_row(rows, g_strdup(s->r->issues[i]),
				      rank_page_places(issue->low, issue->high),
				      rank_page_places(s->low[i], s->high[i]),
				      g_strdup_printf("%zu", s->senders[i]), rank_page_percent(issue->first),
				      rank_page_number(issue->score), rank_page_number(issue->topsis), NULL);
		else
			rank_page_row(rows, g_strdup(s->r->issues[i]), g_strdup_printf("%zu", s->senders[i]),
				      NULL);
	}
	if (!s->p->is_ranked)
		return rank_page_table(rows, _("Issue"), _("senders"), NULL);
	return rank_page_table(rows, _("Issue"), _("Places"), _("by mentions"), _("senders"), _("First"),
			       _("Score"), "TOPSIS", NULL);
}

static void add_order(json_t *page, const struct study *s, const json_t *issues)
{
	g_autofree char *confidence = rank_page_percent(s->o->confidence), *sentence = NULL;
	json_t *sentences = json_array(), *bands;

	if (!s->p->is_ranked) {
		json_decref(sentences);
		rank_page_section(page, _("Mentions"), NULL, order_table(s), NULL);
		return;
	}
	sentence = g_strdup_printf(
		"%s (%s). %s", _("Places hold for all issues at once, over people and weights"), confidence,
		_("By mentions: the places by number of senders alone. First: the share of the draws of "
		  "people and weights that put it first. Score: weighted sum with the middle weights."));
	json_array_append_new(sentences, json_string(sentence));
	bands = rank_page_bands(issues);
	json_array_extend(sentences, bands);
	json_decref(bands);
	rank_page_section(page, _("Order of the issues"), sentences, order_table(s),
			  rank_page_chart("ranks", rank_page_ranks(issues)));
}

static void add_criteria(json_t *page, const struct study *s)
{
	const char *language = words_of_terminal();
	json_t *rows = json_array(), *sentences = json_array();

	for (size_t c = 0; c < CRITERION_MAX; c++) {
		g_autofree char *low = rank_page_percent(s->settings.low[c]),
				*high = rank_page_percent(s->settings.high[c]);

		rank_page_row(rows, g_strdup(words_say(language, criteria_catalogue[c].name)),
			      strcmp(low, high) == 0 ? g_strdup(low) : g_strdup_printf("%s – %s", low, high),
			      rank_page_percent(s->p->weights[c]),
			      g_strdup(s->p->is_known[c] ? "" : _("nobody said")), NULL);
	}
	json_array_append_new(
		sentences,
		json_string(s->o->weights || s->o->order
				    ? _("Weights: any that the ranges and the order allow, all as likely.")
				    : _("Weights: the ranges that the program proposes; agree on others "
					"before looking at results (--weight, --order).")));
	for (size_t c = 0; c < CRITERION_MAX; c++) {
		g_autofree char *line =
			g_strdup_printf("%s. %s", words_say(language, criteria_catalogue[c].name),
					words_say(language, criteria_catalogue[c].definition));

		json_array_append_new(sentences, json_string(line));
	}
	rank_page_section(page, _("Criteria and weights"), sentences,
			  rank_page_table(rows, _("Criterion"), _("Agreed"), _("Middle"), _("Missing"), NULL),
			  NULL);
}

/* Shares of each criterion, with how many answers each rests on. */
static void add_values(json_t *page, const struct study *s)
{
	const char *language = words_of_terminal();
	json_t *rows = json_array(), *columns = json_array();

	json_array_append_new(columns, json_string(_("Issue")));
	for (size_t c = 0; c < CRITERION_MAX; c++)
		if (s->p->is_known[c])
			json_array_append_new(columns,
					      json_string(words_say(language, criteria_catalogue[c].name)));
	for (size_t at = 0; at < s->r->n_issues; at++) {
		const struct priority_issue *issue = &s->p->issues[s->order[at]];
		json_t *row = json_array();

		json_array_append_new(row, json_string(s->r->issues[s->order[at]]));
		for (size_t c = 0; c < CRITERION_MAX; c++) {
			g_autofree char *share = NULL, *cell = NULL;

			if (!s->p->is_known[c])
				continue;
			share = rank_page_percent(issue->criteria[c]);
			cell = isnan(issue->criteria[c])
				       ? g_strdup("—")
				       : g_strdup_printf("%s (%zu)", share, issue->n_said[c]);
			json_array_append_new(row, json_string(cell));
		}
		json_array_append_new(rows, row);
	}
	json_t *sentences = json_array();
	json_array_append_new(sentences, json_string(_("Shares, and in brackets how many answers (of the "
						       "extent: how many spots) each rests on.")));
	rank_page_section(page, _("What was said of each"), sentences,
			  json_pack("{s:o, s:o}", "columns", columns, "rows", rows), NULL);
}

static void add_changes(json_t *page, const struct study *s)
{
	const char *language = words_of_terminal();
	json_t *rows = json_array(), *sentences = json_array();

	for (size_t at = 0; at < s->r->n_issues; at++) {
		size_t i = s->order[at];
		const struct priority_issue *issue = &s->p->issues[i];
		const struct smaa_change *change = &issue->change;
		bool has = change->criterion != SIZE_MAX;

		rank_page_row(rows, g_strdup(s->r->issues[i]), rank_page_percent(issue->confidence),
			      has ? g_strdup(words_say(language, criteria_catalogue[change->criterion].name))
				  : g_strdup("—"),
			      has ? rank_page_percent(s->p->weights[change->criterion]) : g_strdup("—"),
			      has ? rank_page_percent(change->weight) : g_strdup("—"), NULL);
	}
	json_array_append_new(
		sentences,
		json_string(_("The one weight that has to change least, the others keeping their "
			      "proportions, for the issue to come first (of the first: to lose that). Surely "
			      "first: in how many draws of people it is first with the mean of the weights "
			      "that put it first.")));
	rank_page_section(page, _("What would change the first place"), sentences,
			  rank_page_table(rows, _("Issue"), _("Surely first"), _("Criterion"), _("Middle"),
					  _("Would have to be"), NULL),
			  NULL);
}

/* In how many places and sessions each issue is named. */
static void count_spots(const struct rank_reports *r, size_t *places, size_t *sessions)
{
	g_autofree bool *is_seen = g_new0(bool, r->n_issues *(r->n_places + r->n_sessions) + 1);

	for (size_t i = 0; i < r->n_rows; i++) {
		const struct criteria_row *row = &r->rows[i];
		bool *seen = is_seen + row->issue * (r->n_places + r->n_sessions);

		if (row->issue == SIZE_MAX)
			continue;
		if (row->place != SIZE_MAX && !seen[row->place]) {
			seen[row->place] = true;
			places[row->issue]++;
		}
		if (row->session != SIZE_MAX && !seen[r->n_places + row->session]) {
			seen[r->n_places + row->session] = true;
			sessions[row->issue]++;
		}
	}
}

static void add_reasons(json_t *page, const struct study *s)
{
	const char *language = words_of_terminal();
	const struct rank_reports *r = s->r;
	g_autofree size_t *places = g_new0(size_t, r->n_issues), *sessions = g_new0(size_t, r->n_issues);
	struct explain_more more = {.names = r->issues,
				    .places = places,
				    .sessions = sessions,
				    .n_places = r->n_places,
				    .n_sessions = r->n_sessions};
	json_t *sentences = json_array();

	count_spots(r, places, sessions);
	for (size_t at = 0; at < r->n_issues; at++) {
		size_t i = s->order[at];
		json_t *facts = explain_facts(s->p, i, &more);
		g_autofree char *paragraph = explain_paragraph(facts, language),
				*line = g_strdup_printf("%s. %s", r->issues[i], paragraph);

		json_array_append_new(sentences, json_string(line));
		json_decref(facts);
	}
	rank_page_section(page, _("Why each stands where it stands"), sentences, NULL, NULL);
	json_object_set_new(json_array_get(json_object_get(page, "sections"),
					   json_array_size(json_object_get(page, "sections")) - 1),
			    "text_limit", json_integer(REASONS_ON_TERMINAL));
}

static json_t *notices_of(const struct study *s)
{
	json_t *notices = json_array();
	g_autofree char *people =
		g_strdup_printf("%s: %zu · %s: %zu · %s: %zu", _("Forms"), s->r->n_rows, _("senders"),
				s->r->n_senders, _("sessions"), s->r->n_sessions);

	json_array_append_new(notices, json_string(people));
	if (!s->p->is_ranked)
		json_array_append_new(notices,
				      json_string(_("Fewer than 20 senders: a list, and no places.")));
	if (!s->r->n_sessions)
		json_array_append_new(notices,
				      json_string(_("It is not said in which sessions people spoke: it only "
						    "describes those who took part.")));
	else if (s->p->only_describes)
		json_array_append_new(notices,
				      json_string(_("Fewer than six sessions: it only describes those "
						    "who took part.")));
	if (!s->o->sender)
		json_array_append_new(
			notices, json_string(_("Without --sender each row counts as a person of its own; who "
					       "wrote twice counts twice.")));
	return notices;
}

static json_t *page_of(const struct study *s, const json_t *view)
{
	g_autofree char *people =
		g_strdup_printf("%s: %zu · %s: %zu · %s: %zu", _("Forms"), s->r->n_rows, _("senders"),
				s->r->n_senders, _("sessions"), s->r->n_sessions);
	json_t *page = json_pack("{s:s, s:s, s:o}", "title", _("Priorities of what was reported"), "subtitle",
				 people, "notices", notices_of(s));
	g_autofree char *seed = g_strdup_printf("%" G_GUINT64_FORMAT " (%s)", s->settings.seed,
						s->o->result.is_seeded
							? _("given by hand")
							: _("from the digest; nobody chose it")),
			*draws = g_strdup_printf("%zu · %s %zu", s->p->settings.n_draws, _("of people"),
						 s->p->settings.n_resamples);

	add_order(page, s, json_object_get(view, "issues"));
	add_values(page, s);
	if (s->p->is_ranked) {
		add_reasons(page, s);
		add_criteria(page, s);
		add_changes(page, s);
		if (s->r->n_issues > 1)
			rank_page_section(
				page, _("How often each takes each place"), NULL, NULL,
				rank_page_chart("heat",
						rank_page_heat(json_object_get(view, "issues"),
							       json_object_get(view, "acceptability"))));
	}
	if (s->o->region)
		rank_regions_page(page, json_object_get(view, "regions"));
	rank_page_setting(page, _("Draws of weights"), draws);
	rank_page_setting(page, _("Seed"), seed);
	rank_page_setting(page, _("Digest of data and settings (BLAKE2b)"), s->digest);
	return page;
}

bool rank_study_mentions(const struct rank_options *o, struct work *work, struct rank_result *result,
			 GError **error)
{
	struct study s = {.o = o};
	bool is_done;

	is_done = read_settings(&s, error) && (s.r = rank_reports_read(o, error));
	if (is_done) {
		find_seed(&s);
		is_done = calculate(&s, work, error);
	}
	if (is_done) {
		result->view = view_of(&s);
		if (o->region)
			json_object_set_new(result->view, "regions", rank_regions_view(s.r, o));
		result->page = page_of(&s, result->view);
		json_object_set_new(result->view, "inputs", rank_page_inputs(result->page, s.r->inputs));
	}
	priority_free(s.p);
	rank_reports_free(s.r);
	g_free(s.senders);
	g_free(s.low);
	g_free(s.high);
	g_free(s.order);
	return is_done;
}
