/* votes_pairs - the result of a vote by pairs, and its page.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * {"n_voters" who chose,"n_answers","n_skipped","n_repeated","state","prior","is_ranked","n_bands",
 *  "items":[{"number","name","place","low","high","band","n_compared","n_won","n_lost","n_equal","n_skipped",
 *   "n_voters","worth","error","worth_low","worth_high","support","support_low","support_high",
 *   "plain_worth","plain_error" (no prior; null where they do not exist)}],
 *  by items in that order: "above":[[bool: surely]],"p":[[of "not above", all at once]],"chance":[[to be
 *  chosen]],"wins":[[answers]]}
 */
#include "votes_study.h"

#include <math.h>
#include <string.h>

#include "pairs.h"
#include "rank_page.h"
#include "words.h"

static const char *const state_words[] = {[PAIRS_FITTED] = "fitted",
					  [PAIRS_EMPTY] = "empty",
					  [PAIRS_APART] = "apart",
					  [PAIRS_UNBOUNDED] = "unbounded"};

/* --- the result
 * --------------------------------------------------------------------------------------------- */

static json_t *item_view(const struct votes *votes, const struct pairs *pairs, size_t i)
{
	const struct pairs_item *item = &pairs->items[i];
	json_t *view = json_pack("{s:o, s:s, s:o, s:o, s:o, s:o, s:o, s:o}", "number", votes_whole(i + 1),
				 "name", votes->items[i], "n_compared", votes_whole(item->n_compared),
				 "n_won", votes_whole(item->n_won), "n_lost", votes_whole(item->n_lost),
				 "n_equal", votes_whole(item->n_equal), "n_skipped",
				 votes_whole(item->n_skipped), "n_voters", votes_whole(item->n_voters));

	votes_set_places(view, pairs->is_ranked && item->n_compared, item->place, item->low, item->high,
			 item->band);
	json_object_set_new(view, "worth", votes_real(item->worth));
	json_object_set_new(view, "error", votes_real(item->error));
	json_object_set_new(view, "worth_low", votes_real(item->worth_low));
	json_object_set_new(view, "worth_high", votes_real(item->worth_high));
	json_object_set_new(view, "support", votes_real(item->support));
	json_object_set_new(view, "support_low", votes_real(item->support_low));
	json_object_set_new(view, "support_high", votes_real(item->support_high));
	json_object_set_new(view, "plain_worth", votes_real(pairs->plain->worth[i]));
	json_object_set_new(view, "plain_error", votes_real(pairs->plain->error[i]));
	return view;
}

static json_t *pairs_view(const struct votes *votes, const struct pairs *pairs)
{
	json_t *view = json_pack(
		"{s:o, s:o, s:o, s:o, s:s, s:f, s:b, s:o}", "n_voters", votes_whole(pairs->n_voters),
		"n_answers", votes_whole(pairs->n_answers), "n_skipped", votes_whole(pairs->n_skipped),
		"n_repeated", votes_whole(pairs->n_repeated), "state", state_words[pairs->fit->state],
		"prior", PAIRS_PRIOR, "is_ranked", pairs->is_ranked, "n_bands", votes_whole(pairs->n_bands));
	json_t *items = json_array(), *above = json_array(), *p = json_array(), *chance = json_array(),
	       *wins = json_array();
	size_t n = pairs->n_items;

	for (size_t a = 0; a < n; a++) {
		json_t *rows[] = {json_array(), json_array(), json_array(), json_array()};

		json_array_append_new(items, item_view(votes, pairs, pairs->order[a]));
		for (size_t b = 0; b < n; b++) {
			size_t at = pairs->order[a] * n + pairs->order[b];

			json_array_append_new(rows[0], json_boolean(pairs->above[at]));
			json_array_append_new(rows[1], votes_real(pairs->p[at]));
			json_array_append_new(rows[2], votes_real(pairs->chance[at]));
			json_array_append_new(rows[3], votes_real(pairs->wins[at]));
		}
		json_array_append_new(above, rows[0]);
		json_array_append_new(p, rows[1]);
		json_array_append_new(chance, rows[2]);
		json_array_append_new(wins, rows[3]);
	}
	json_object_set_new(view, "items", items);
	json_object_set_new(view, "above", above);
	json_object_set_new(view, "p", p);
	json_object_set_new(view, "chance", chance);
	json_object_set_new(view, "wins", wins);
	return view;
}

json_t *votes_pairs_result(const struct votes_count *count)
{
	const struct votes *votes = count->votes;
	g_autofree struct pairs_answer *answers = g_new(struct pairs_answer, votes->n_records + 1);
	struct pairs *pairs;
	json_t *view;

	for (size_t r = 0; r < votes->n_records; r++)
		answers[r] = (struct pairs_answer){votes->records[r].voter, votes->records[r].item,
						   votes->records[r].other,
						   (enum pairs_choice)votes->records[r].value};
	pairs = pairs_count(&(struct pairs_input){.answers = answers,
						  .n_answers = votes->n_records,
						  .n_voters = votes->n_voters,
						  .n_items = votes->n_items,
						  .counts = count->counts,
						  .confidence = count->confidence,
						  .seed = count->seed},
			    count->work);
	view = pairs ? pairs_view(votes, pairs) : NULL;
	pairs_free(pairs);
	return view;
}

/* --- the page
 * ----------------------------------------------------------------------------------------------- */

static void say_state(const json_t *result, json_t *page)
{
	const char *state = votes_text_of(result, "state");
	g_autoptr(GPtrArray) never = g_ptr_array_new();
	const json_t *item;
	size_t i;

	if (strcmp(state, "empty") == 0)
		votes_notice(page, _("Nobody chose between any two options."));
	json_array_foreach(json_object_get(result, "items"), i, item) if (!votes_whole_of(item, "n_compared"))
		g_ptr_array_add(never, (gpointer)votes_text_of(item, "name"));
	if (never->len && strcmp(state, "empty") != 0) {
		g_autofree char *sentence = votes_listed(_("Never compared, so without a place:"), never);

		votes_notice(page, sentence);
	} else if (strcmp(state, "apart") == 0) {
		votes_notice(page,
			     _("Some options were never compared with the rest, not through others either: "
			       "nothing is said between them."));
	}
	if (strcmp(state, "unbounded") == 0)
		votes_notice(page,
			     _("Some options never lost to the rest: how far above they are is not known, "
			       "only that few answers say otherwise."));
}

/* One sentence an option that is surely above others. */
static void say_above(const json_t *result, json_t *sentences)
{
	const json_t *items = json_object_get(result, "items"), *above = json_object_get(result, "above"),
		     *item;
	size_t i, n_said = 0;

	json_array_foreach(items, i, item)
	{
		g_autoptr(GPtrArray) names = g_ptr_array_new();
		g_autofree char *before = g_strdup_printf("%s %s", votes_text_of(item, "name"),
							  _("is surely above")),
				*sentence = NULL;

		for (size_t j = 0; j < json_array_size(items); j++)
			if (json_is_true(json_array_get(json_array_get(above, i), j)))
				g_ptr_array_add(names,
						(gpointer)votes_text_of(json_array_get(items, j), "name"));
		if (!names->len)
			continue;
		sentence = votes_listed(before, names);
		json_array_append_new(sentences, json_string(sentence));
		n_said++;
	}
	if (!n_said)
		json_array_append_new(sentences,
				      json_string(_("These answers do not tell any two options apart.")));
}

static json_t *table_of(const json_t *result)
{
	bool is_ranked = json_is_true(json_object_get(result, "is_ranked"));
	json_t *rows = json_array();
	const json_t *item;
	size_t i;

	json_array_foreach(json_object_get(result, "items"), i, item)
	{
		g_autofree char *low = rank_page_percent(votes_number_of(item, "support_low")),
				*high = rank_page_percent(votes_number_of(item, "support_high"));

		rank_page_row(
			rows, g_strdup(votes_text_of(item, "name")),
			rank_page_percent(votes_number_of(item, "support")),
			isnan(votes_number_of(item, "support")) ? g_strdup("—")
								: g_strdup_printf("%s – %s", low, high),
			rank_page_number(votes_number_of(item, "worth")),
			g_strdup_printf("%zu–%zu–%zu", votes_whole_of(item, "n_won"),
					votes_whole_of(item, "n_equal"), votes_whole_of(item, "n_lost")),
			is_ranked
				? rank_page_places(votes_whole_of(item, "low"), votes_whole_of(item, "high"))
				: NULL,
			NULL);
	}
	return rank_page_table(rows, _("Option"), _("Preferred to the others"), _("Within"), _("Worth"),
			       _("Chosen + = −"), is_ranked ? _("Places") : NULL, NULL);
}

static json_t *pairs_data(const json_t *result)
{
	json_t *names = json_array();
	const json_t *item;
	size_t i;

	json_array_foreach(json_object_get(result, "items"), i, item)
		json_array_append_new(names, json_pack("{s:O}", "name", json_object_get(item, "name")));
	return json_pack("{s:o, s:O, s:O}", "items", names, "above", json_object_get(result, "chance"),
			 "sure", json_object_get(result, "above"));
}

void votes_pairs_page(const struct votes *votes, const json_t *result, json_t *page)
{
	bool is_ranked = json_is_true(json_object_get(result, "is_ranked"));
	json_t *sentences = json_array(), *ties;
	g_autofree char *counted = g_strdup_printf(
		"%s %zu · %s %zu · %s %zu · %s %zu", _("voters who chose:"),
		votes_whole_of(result, "n_voters"), _("answers:"), votes_whole_of(result, "n_answers"),
		_("no sé:"), votes_whole_of(result, "n_skipped"), _("repeated, the last counts:"),
		votes_whole_of(result, "n_repeated"));

	(void)votes;
	say_state(result, page);
	if (!is_ranked)
		votes_notice(page, _("Fewer than 20 voters: a list, and no places."));
	json_array_append_new(
		sentences,
		json_string(
			_("How often each would be preferred to each of the others (Bradley-Terry), with "
			  "what drawing the voters again changes. What is surely above what holds for all "
			  "pairs at once, whoever had voted; all else is a tie.")));
	json_array_append_new(sentences, json_string(counted));
	if (votes_whole_of(result, "n_answers"))
		say_above(result, sentences);
	ties = votes_ties(result);
	json_array_extend(sentences, ties);
	json_decref(ties);
	rank_page_section(page, _("Order of the options"), sentences, table_of(result), NULL);
	if (votes_whole_of(result, "n_answers"))
		rank_page_section(page, _("Each against each"), NULL, NULL,
				  rank_page_chart("pairs", pairs_data(result)));
}
