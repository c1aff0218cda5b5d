/* votes_opinions - the result of agreeing, disagreeing and passing, and its page.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * {"n_voted","n_on_map","verdict":"grouped"|"together"|"small_room"|"empty","chance","agreement",
 *  "groups":[{"name","n","stability","membership","representative":[pick]}],
 *  "majority":{"agree":[pick],"disagree":[pick]},
 *  "items":[{"number","name","n_votes","n_agree","n_disagree","n_pass","agree_low","agree_high","disagree_low",
 *   "disagree_high","split","distance","consensus","consensus_mean","floor","support","is_out","is_meta",
 *   "groups":[{"n_agree","n_disagree","n_votes"}], "place"... null}], the most agreed with first,
 *  "people":[{"voter","x","y","group" from 0 or null,"membership","n_votes"}]}
 * pick: {"number","side","n","n_votes","share","z","ratio","ratio_z"} (ratios null for majorities).
 */
#include "votes_study.h"

#include <math.h>
#include <stdlib.h>

#include "opinions.h"
#include "rank_page.h"
#include "support.h"
#include "words.h"

enum { TOP = 10 };

static const char *const verdict_words[] = {[OPINIONS_GROUPED] = "grouped",
					    [OPINIONS_TOGETHER] = "together",
					    [OPINIONS_SMALL_ROOM] = "small_room",
					    [OPINIONS_EMPTY] = "empty"};

/* --- the result
 * --------------------------------------------------------------------------------------------- */

static json_t *picks_view(const struct opinions_list *list, bool has_ratios)
{
	json_t *view = json_array();

	for (size_t k = 0; k < list->n; k++) {
		const struct opinions_pick *pick = &list->pick[k];

		json_array_append_new(
			view, json_pack("{s:o, s:i, s:o, s:o, s:o, s:o, s:o, s:o}", "number",
					votes_whole(pick->statement + 1), "side", pick->side, "n",
					votes_whole(pick->n), "n_votes", votes_whole(pick->n_votes), "share",
					votes_real(pick->share), "z", votes_real(pick->z), "ratio",
					has_ratios ? votes_real(pick->ratio) : json_null(), "ratio_z",
					has_ratios ? votes_real(pick->ratio_z) : json_null()));
	}
	return view;
}

static json_t *groups_view(const struct opinions *o)
{
	json_t *groups = json_array();

	for (size_t g = 0; g < o->n_groups; g++) {
		const struct opinions_group *group = &o->groups[g];
		char name[2] = {(char)('A' + g), '\0'};

		json_array_append_new(groups, json_pack("{s:s, s:o, s:o, s:o, s:o}", "name", name, "n",
							votes_whole(group->n), "stability",
							votes_real(group->stability), "membership",
							votes_real(group->membership), "representative",
							picks_view(&o->statistics->representative[g], true)));
	}
	return groups;
}

static json_t *item_view(const struct votes *votes, const struct opinions *o, size_t i, double support)
{
	const struct opinions_statement *s = &o->statistics->statements[i];
	json_t *view = json_object(), *groups = json_array();

	json_object_set_new(view, "number", votes_whole(i + 1));
	json_object_set_new(view, "name", json_string(votes->items[i]));
	votes_set_places(view, false, 0, 0, 0, 0);
	json_object_set_new(view, "n_votes", votes_whole(s->n_agree + s->n_disagree + s->n_pass));
	json_object_set_new(view, "n_agree", votes_whole(s->n_agree));
	json_object_set_new(view, "n_disagree", votes_whole(s->n_disagree));
	json_object_set_new(view, "n_pass", votes_whole(s->n_pass));
	json_object_set_new(view, "agree_low", votes_real(s->agree_low));
	json_object_set_new(view, "agree_high", votes_real(s->agree_high));
	json_object_set_new(view, "disagree_low", votes_real(s->disagree_low));
	json_object_set_new(view, "disagree_high", votes_real(s->disagree_high));
	json_object_set_new(view, "split", votes_real(s->split));
	json_object_set_new(view, "distance", o->n_groups ? votes_real(s->distance) : json_null());
	json_object_set_new(view, "consensus", o->n_groups ? votes_real(s->consensus) : json_null());
	json_object_set_new(view, "consensus_mean",
			    o->n_groups ? votes_real(s->consensus_mean) : json_null());
	json_object_set_new(view, "floor", o->n_groups ? votes_real(s->floor) : json_null());
	json_object_set_new(view, "support", votes_real(support));
	json_object_set_new(view, "is_out", json_boolean(s->is_out));
	json_object_set_new(view, "is_meta", json_boolean(s->is_meta));
	for (size_t g = 0; g < o->n_groups; g++) {
		const struct opinions_cell *cell = &o->statistics->cells[g * o->n_statements + i];

		json_array_append_new(groups,
				      json_pack("{s:o, s:o, s:o}", "n_agree", votes_whole(cell->n_agree),
						"n_disagree", votes_whole(cell->n_disagree), "n_votes",
						votes_whole(cell->n_votes)));
	}
	json_object_set_new(view, "groups", groups);
	return view;
}

/* The most agreed with first; what has no support last. */
static int compare_support(const void *a, const void *b, void *data)
{
	const double *support = data;
	size_t i = *(const size_t *)a, j = *(const size_t *)b;

	if (isnan(support[i]) != isnan(support[j]))
		return isnan(support[i]) ? 1 : -1;
	if (support[i] < support[j] || support[i] > support[j])
		return support[i] > support[j] ? -1 : 1;
	return (i > j) - (i < j);
}

static json_t *items_view(const struct votes *votes, const struct opinions *o)
{
	g_autofree size_t *order = g_new(size_t, o->n_statements + 1);
	g_autofree double *support = g_new(double, o->n_statements + 1);
	json_t *items = json_array();

	support_of_opinions(o->statistics, support);
	for (size_t i = 0; i < o->n_statements; i++)
		order[i] = i;
	g_qsort_with_data(order, (gint)o->n_statements, sizeof *order, compare_support, support);
	for (size_t i = 0; i < o->n_statements; i++)
		json_array_append_new(items, item_view(votes, o, order[i], support[order[i]]));
	return items;
}

static json_t *people_view(const struct votes *votes, const struct opinions *o)
{
	json_t *people = json_array();

	for (size_t v = 0; v < o->n_voters; v++) {
		const struct opinions_voter *voter = &o->voters[v];

		if (voter->is_on_map)
			json_array_append_new(people, json_pack("{s:s, s:o, s:o, s:o, s:o, s:o}", "voter",
								votes->voters[v], "x", votes_real(voter->x),
								"y", votes_real(voter->y), "group",
								voter->group == OPINIONS_NO_GROUP
									? json_null()
									: votes_whole(voter->group),
								"membership", votes_real(voter->membership),
								"n_votes", votes_whole(voter->n_votes)));
	}
	return people;
}

static json_t *opinions_view(const struct votes *votes, const struct opinions *o)
{
	size_t n_voted = 0;

	for (size_t v = 0; v < o->n_voters; v++)
		n_voted += o->voters[v].n_votes > 0;
	return json_pack("{s:o, s:o, s:s, s:o, s:o, s:o, s:{s:o, s:o}, s:o, s:o}", "n_voted",
			 votes_whole(n_voted), "n_on_map", votes_whole(o->n_on_map), "verdict",
			 verdict_words[o->verdict], "chance", votes_real(o->chance), "agreement",
			 o->n_groups ? votes_real(o->agreement) : json_null(), "groups", groups_view(o),
			 "majority", "agree", picks_view(&o->statistics->agree, false), "disagree",
			 picks_view(&o->statistics->disagree, false), "items", items_view(votes, o), "people",
			 people_view(votes, o));
}

json_t *votes_opinions_result(const struct votes_count *count)
{
	const struct votes *votes = count->votes;
	g_autofree struct opinions_vote *cast = g_new(struct opinions_vote, votes->n_records + 1);
	const struct opinions_input in = {.votes = cast,
					  .n_votes = votes->n_records,
					  .n_voters = votes->n_voters,
					  .n_statements = votes->n_items,
					  .is_out = votes->is_out,
					  .is_meta = votes->is_meta,
					  .counts = count->counts};
	const struct opinions_settings settings = {.seed = count->seed};
	struct opinions *o;
	json_t *view;

	for (size_t r = 0; r < votes->n_records; r++)
		cast[r] = (struct opinions_vote){votes->records[r].voter, votes->records[r].item,
						 (int8_t)votes->records[r].value};
	o = opinions_make(&in, &settings, count->work);
	view = o ? opinions_view(votes, o) : NULL;
	opinions_free(o);
	return view;
}

/* --- the page
 * ----------------------------------------------------------------------------------------------- */

static const char *name_of(const struct votes *votes, const json_t *pick)
{
	return votes->items[votes_whole_of(pick, "number") - 1];
}

static json_t *picks_table(const struct votes *votes, const json_t *picks, bool has_ratio)
{
	json_t *rows = json_array();
	const json_t *pick;
	size_t i;

	json_array_foreach(picks, i, pick) rank_page_row(
		rows, g_strdup(name_of(votes, pick)),
		g_strdup(json_integer_value(json_object_get(pick, "side")) > 0 ? _("agree") : _("disagree")),
		g_strdup_printf("%zu / %zu", votes_whole_of(pick, "n"), votes_whole_of(pick, "n_votes")),
		rank_page_percent(votes_number_of(pick, "share")),
		has_ratio ? rank_page_number(votes_number_of(pick, "ratio")) : NULL, NULL);
	return rank_page_table(rows, _("Statement"), _("How"), _("Voters"), _("Share, smoothed"),
			       has_ratio ? _("To the others") : NULL, NULL);
}

static void add_groups(const struct votes *votes, const json_t *result, json_t *page)
{
	const json_t *group;
	size_t g;

	json_array_foreach(json_object_get(result, "groups"), g, group)
	{
		double stability = votes_number_of(group, "stability");
		g_autofree char *heading = g_strdup_printf("%s %s · %s %zu", _("Group"),
							   votes_text_of(group, "name"), _("voters"),
							   votes_whole_of(group, "n")),
				*share = rank_page_percent(stability), *how = NULL;
		const json_t *picks = json_object_get(group, "representative");
		json_t *sentences = json_array();

		how = g_strdup_printf("%s %s (%s).", _("It comes back when voters are drawn again:"), share,
				      stability >= 0.75	 ? _("stable")
				      : stability >= 0.5 ? _("doubtful")
							 : _("unstable"));
		json_array_append_new(sentences, json_string(how));
		if (!json_array_size(picks))
			json_array_append_new(sentences,
					      json_string(_("No statement sets it apart from the others.")));
		rank_page_section(page, heading, sentences,
				  json_array_size(picks) ? picks_table(votes, picks, true) : NULL, NULL);
	}
}

static int compare_consensus(const void *a, const void *b)
{
	double x = votes_number_of(*(json_t *const *)a, "consensus"),
	       y = votes_number_of(*(json_t *const *)b, "consensus");

	return (x < y) - (x > y);
}

/* What all groups agree with, so that no large one decides alone. */
static void add_consensus(const json_t *result, json_t *page)
{
	const json_t *items = json_object_get(result, "items");
	size_t n = 0;
	g_autofree const json_t **sorted = g_new(const json_t *, json_array_size(items) + 1);
	json_t *rows = json_array(), *item;
	size_t i;

	json_array_foreach(items, i, item) if (!json_is_true(json_object_get(item, "is_out")) &&
					       !json_is_true(json_object_get(item, "is_meta")) &&
					       votes_whole_of(item, "n_votes")) sorted[n++] = item;
	if (n)
		qsort(sorted, n, sizeof *sorted, compare_consensus);
	for (i = 0; i < MIN(n, TOP); i++)
		rank_page_row(rows, g_strdup(votes_text_of(sorted[i], "name")),
			      rank_page_number(votes_number_of(sorted[i], "consensus")),
			      rank_page_percent(votes_number_of(sorted[i], "consensus_mean")),
			      rank_page_percent(votes_number_of(sorted[i], "floor")), NULL);
	rank_page_section(page, _("What all groups agree with"), NULL,
			  rank_page_table(rows, _("Statement"), _("Consensus"), _("Mean of groups"),
					  _("In every group at least"), NULL),
			  NULL);
}

static json_t *people_data(const json_t *result)
{
	json_t *people = json_array(), *groups = json_array();
	const json_t *item;
	size_t i;

	json_array_foreach(json_object_get(result, "people"), i, item) json_array_append_new(
		people, json_pack("{s:O, s:O, s:O}", "x", json_object_get(item, "x"), "y",
				  json_object_get(item, "y"), "group", json_object_get(item, "group")));
	json_array_foreach(json_object_get(result, "groups"), i, item)
		json_array_append_new(groups, json_pack("{s:O, s:O}", "name", json_object_get(item, "name"),
							"n", json_object_get(item, "n")));
	return json_pack("{s:o, s:o}", "people", people, "groups", groups);
}

static json_t *statements_table(const json_t *result)
{
	json_t *rows = json_array();
	const json_t *item;
	size_t i;

	json_array_foreach(json_object_get(result, "items"), i, item)
	{
		g_autofree char *low = rank_page_percent(votes_number_of(item, "agree_low")),
				*high = rank_page_percent(votes_number_of(item, "agree_high"));
		bool is_out = json_is_true(json_object_get(item, "is_out"));

		rank_page_row(rows,
			      g_strdup_printf("%s%s", votes_text_of(item, "name"),
					      is_out ? _(" (taken out by the moderators)") : ""),
			      rank_page_percent(votes_number_of(item, "support")),
			      g_strdup_printf("%s – %s", low, high),
			      g_strdup_printf("%zu–%zu–%zu", votes_whole_of(item, "n_agree"),
					      votes_whole_of(item, "n_pass"),
					      votes_whole_of(item, "n_disagree")),
			      NULL);
	}
	return rank_page_table(rows, _("Statement"), _("Agree"), _("Within"), _("Agree, pass, disagree"),
			       NULL);
}

static void say_verdict(const json_t *result, json_t *page, json_t *sentences)
{
	const char *verdict = votes_text_of(result, "verdict");
	g_autofree char *chance = rank_page_percent(votes_number_of(result, "chance"));

	if (g_str_equal(verdict, "empty"))
		votes_notice(page, _("Nobody voted on anything that counts."));
	else if (g_str_equal(verdict, "small_room"))
		votes_notice(page,
			     votes_whole_of(result, "n_voted") < OPINIONS_MIN_VOTERS
				     ? _("Fewer than 50 voters: no groups are drawn.")
				     : _("Fewer than 50 voters with votes enough: no groups are drawn."));
	else if (g_str_equal(verdict, "together"))
		json_array_append_new(
			sentences, json_string(_("No groups: these votes are not more grouped than the same "
						 "votes shuffled would be.")));
	else {
		g_autofree char *agreement = rank_page_number(votes_number_of(result, "agreement")),
				*sentence = g_strdup_printf(
					"%s %s. %s %s.", _("Votes shuffled at random are as grouped in"),
					chance, _("Groups of voters drawn again agree with these (ARI):"),
					agreement);

		json_array_append_new(sentences, json_string(sentence));
	}
}

void votes_opinions_page(const struct votes *votes, const json_t *result, json_t *page)
{
	bool has_groups = json_array_size(json_object_get(result, "groups")) > 0;
	const json_t *majority = json_object_get(result, "majority"),
		     *agree = json_object_get(majority, "agree"),
		     *disagree = json_object_get(majority, "disagree");
	json_t *sentences = json_array();

	say_verdict(result, page, sentences);
	if (json_array_size(sentences))
		rank_page_section(page, _("Groups"), sentences, NULL, NULL);
	else
		json_decref(sentences);
	if (json_array_size(json_object_get(result, "people")))
		rank_page_section(page, _("Map of opinions"), NULL, NULL,
				  rank_page_chart("opinions", people_data(result)));
	add_groups(votes, result, page);
	if (has_groups)
		add_consensus(result, page);
	if (json_array_size(agree))
		rank_page_section(page, _("Most agree"), NULL, picks_table(votes, agree, false), NULL);
	if (json_array_size(disagree))
		rank_page_section(page, _("Most disagree"), NULL, picks_table(votes, disagree, false), NULL);
	rank_page_section(page, _("All statements"), NULL, statements_table(result), NULL);
}
