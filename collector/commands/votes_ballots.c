/* votes_ballots - the result of dots, approvals and rankings, and its page.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * {"n_ballots","n_good","spoiled":{reason: n},"n_blank","rules":{"least","most","most_each","ties"} (0:
 * none), "is_ranked","n_bands","order":"sum"|"duels","winner" number or null,"top":[number] (of rankings),
 *  "items":[{"number","name","place","low","high","band","n","share","share_low","share_high","sum","mean",
 *   "mean_low","mean_high","support", of rankings also "n_first","won","even","lost"}],
 *  by items in that order: "above":[[bool: surely]],"p":[[of "not above"]],"duels":[[voters]]}
 */
#include "votes_study.h"

#include <math.h>
#include <string.h>

#include "ballots.h"
#include "rank_page.h"
#include "words.h"

static const char *const fault_words[BALLOTS_FAULT_MAX] = {[BALLOTS_TWICE] = "marked_twice",
							   [BALLOTS_VALUE] = "not_allowed",
							   [BALLOTS_FEW] = "too_few",
							   [BALLOTS_MANY] = "too_many",
							   [BALLOTS_MANY_ON_ONE] = "too_many_on_one",
							   [BALLOTS_TIED] = "tied"};

/* --- the result
 * --------------------------------------------------------------------------------------------- */

/* Rows of a table with one dot each are dots that add up. */
static struct ballots_mark *marks_of(const struct votes *votes, size_t *n)
{
	struct ballots_mark *marks = g_new(struct ballots_mark, votes->n_records + 1);
	g_autofree size_t *at = g_new0(size_t, votes->n_items + 1);
	size_t first = 0;

	*n = 0;
	for (size_t r = 0; r < votes->n_records; r++) {
		const struct votes_record *record = &votes->records[r];

		if (r && record->voter != votes->records[r - 1].voter)
			first = *n;
		if (votes->kind == VOTES_DOTS && at[record->item] > first) {
			int64_t sum = (int64_t)marks[at[record->item] - 1].value + record->value;

			marks[at[record->item] - 1].value = (int32_t)CLAMP(sum, INT32_MIN, INT32_MAX);
			continue;
		}
		marks[(*n)++] = (struct ballots_mark){record->voter, record->item, record->value};
		at[record->item] = *n;
	}
	return marks;
}

static json_t *item_view(const struct votes *votes, const struct ballots *ballots, size_t i)
{
	const struct ballots_item *item = &ballots->items[i];
	double scale = ballots->kind == BALLOTS_RANKING ? 0.5 : 1;
	json_t *view = json_pack("{s:o, s:s, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o}", "number",
				 votes_whole(i + 1), "name", votes->items[i], "n",
				 votes_whole(item->n_marked), "share", votes_real(item->share), "share_low",
				 votes_real(item->share_low), "share_high", votes_real(item->share_high),
				 "sum", votes_real((double)item->sum * scale), "mean", votes_real(item->mean),
				 "mean_low", votes_real(item->mean_low), "mean_high",
				 votes_real(item->mean_high), "support", votes_real(item->support));

	votes_set_places(view, ballots->is_ranked, item->place, item->low, item->high, item->band);
	if (ballots->kind != BALLOTS_RANKING)
		return view;
	json_object_set_new(view, "n_first", votes_whole(item->n_first));
	json_object_set_new(view, "won", votes_whole(item->n_won));
	json_object_set_new(view, "even", votes_whole(item->n_even));
	json_object_set_new(view, "lost", votes_whole(item->n_lost));
	return view;
}

static void set_matrices(json_t *view, const struct ballots *ballots)
{
	json_t *above = json_array(), *p = json_array(), *duels = json_array();
	size_t n = ballots->n_items;

	for (size_t a = 0; a < n; a++) {
		json_t *rows[] = {json_array(), json_array(), json_array()};

		for (size_t b = 0; b < n; b++) {
			size_t at = ballots->order[a] * n + ballots->order[b];

			json_array_append_new(rows[0], json_boolean(ballots->above[at]));
			json_array_append_new(rows[1], votes_real(ballots->p[at]));
			json_array_append_new(rows[2], votes_whole(ballots->duels[at]));
		}
		json_array_append_new(above, rows[0]);
		json_array_append_new(p, rows[1]);
		json_array_append_new(duels, rows[2]);
	}
	json_object_set_new(view, "above", above);
	json_object_set_new(view, "p", p);
	json_object_set_new(view, "duels", duels);
}

static json_t *ballots_view(const struct votes *votes, const struct ballots *ballots, bool has_ties)
{
	json_t *view = json_object(), *spoiled = json_object(), *items = json_array(), *top = json_array();

	for (enum ballots_fault f = 0; f < BALLOTS_FAULT_MAX; f++)
		if (fault_words[f])
			json_object_set_new(spoiled, fault_words[f], votes_whole(ballots->n_faults[f]));
	for (size_t at = 0; at < ballots->n_items; at++) {
		json_array_append_new(items, item_view(votes, ballots, ballots->order[at]));
		if (ballots->in_top[ballots->order[at]])
			json_array_append_new(top, votes_whole(ballots->order[at] + 1));
	}
	json_object_set_new(view, "n_ballots",
			    votes_whole(ballots->n_voters - ballots->n_faults[BALLOTS_LEFT_OUT]));
	json_object_set_new(view, "n_good", votes_whole(ballots->n_good));
	json_object_set_new(view, "n_blank", votes_whole(ballots->n_faults[BALLOTS_BLANK]));
	json_object_set_new(view, "spoiled", spoiled);
	json_object_set_new(view, "rules",
			    json_pack("{s:o, s:o, s:o, s:b}", "least", votes_whole(votes->least), "most",
				      votes_whole(votes->most), "most_each", votes_whole(votes->most_each),
				      "ties", has_ties));
	json_object_set_new(view, "is_ranked", json_boolean(ballots->is_ranked));
	json_object_set_new(view, "n_bands", votes_whole(ballots->n_bands));
	json_object_set_new(view, "order", json_string(ballots->kind == BALLOTS_RANKING ? "duels" : "sum"));
	json_object_set_new(view, "winner",
			    ballots->winner == SIZE_MAX ? json_null() : votes_whole(ballots->winner + 1));
	json_object_set_new(view, "top", top);
	json_object_set_new(view, "items", items);
	set_matrices(view, ballots);
	return view;
}

json_t *votes_ballots_result(const struct votes_count *count)
{
	const struct votes *votes = count->votes;
	struct ballots_input in = {.kind = votes->kind == VOTES_DOTS	  ? BALLOTS_DOTS
					   : votes->kind == VOTES_RANKING ? BALLOTS_RANKING
									  : BALLOTS_APPROVAL,
				   .n_voters = votes->n_voters,
				   .n_items = votes->n_items,
				   .counts = count->counts,
				   .least = votes->least,
				   .most = votes->most,
				   .most_each = votes->kind == VOTES_DOTS ? votes->most_each : 0,
				   .has_ties = votes->has_ties,
				   .confidence = count->confidence};
	g_autofree struct ballots_mark *marks = marks_of(votes, &in.n_marks);
	struct ballots *ballots;
	json_t *view;

	in.marks = marks;
	ballots = ballots_count(&in, count->work);
	view = ballots ? ballots_view(votes, ballots, in.has_ties) : NULL;
	ballots_free(ballots);
	return view;
}

/* --- the page
 * ----------------------------------------------------------------------------------------------- */

static char *span(double low, double high, bool is_share)
{
	g_autofree char *from = is_share ? rank_page_percent(low) : rank_page_number(low),
			*to = is_share ? rank_page_percent(high) : rank_page_number(high);

	return g_strdup_printf("%s – %s", from, to);
}

static json_t *table_of(const struct votes *votes, const json_t *result)
{
	bool is_ranked = json_is_true(json_object_get(result, "is_ranked")),
	     is_share = votes->kind == VOTES_APPROVAL, has_duels = votes->kind == VOTES_RANKING;
	json_t *rows = json_array();
	const json_t *item;
	size_t i;

	json_array_foreach(json_object_get(result, "items"), i, item)
	{
		json_t *row = json_array();
		g_autofree char *n = g_strdup_printf("%zu", votes_whole_of(item, "n")),
				*sum = g_strdup_printf("%.0f", votes_number_of(item, "sum")),
				*duels = g_strdup_printf("%zu–%zu–%zu", votes_whole_of(item, "won"),
							 votes_whole_of(item, "even"),
							 votes_whole_of(item, "lost")),
				*mean = is_share ? rank_page_percent(votes_number_of(item, "share"))
						 : rank_page_number(votes_number_of(item, "mean")),
				*within = span(votes_number_of(item, "mean_low"),
					       votes_number_of(item, "mean_high"), is_share),
				*places = rank_page_places(votes_whole_of(item, "low"),
							   votes_whole_of(item, "high"));

		json_array_append_new(row, json_string(votes_text_of(item, "name")));
		if (is_ranked)
			json_array_append_new(row, json_string(places));
		json_array_append_new(row, json_string(n));
		if (has_duels)
			json_array_append_new(row, json_string(duels));
		else if (!is_share)
			json_array_append_new(row, json_string(sum));
		json_array_append_new(row, json_string(mean));
		json_array_append_new(row, json_string(within));
		json_array_append_new(rows, row);
	}
	if (has_duels)
		return is_ranked ? rank_page_table(rows, _("Option"), _("Places"), _("Ballots"),
						   _("Duels + = −"), _("Borda a ballot"), _("Within"), NULL)
				 : rank_page_table(rows, _("Option"), _("Ballots"), _("Duels + = −"),
						   _("Borda a ballot"), _("Within"), NULL);
	if (is_share)
		return is_ranked ? rank_page_table(rows, _("Option"), _("Places"), _("Ballots"), _("Share"),
						   _("Within"), NULL)
				 : rank_page_table(rows, _("Option"), _("Ballots"), _("Share"), _("Within"),
						   NULL);
	return is_ranked ? rank_page_table(rows, _("Option"), _("Places"), _("Ballots"), _("Dots"),
					   _("Dots a ballot"), _("Within"), NULL)
			 : rank_page_table(rows, _("Option"), _("Ballots"), _("Dots"), _("Dots a ballot"),
					   _("Within"), NULL);
}

static json_t *shares_data(const json_t *result)
{
	json_t *rows = json_array();
	const json_t *item;
	size_t i;

	json_array_foreach(json_object_get(result, "items"), i, item) json_array_append_new(
		rows,
		json_pack("{s:O, s:O, s:O, s:O, s:O}", "name", json_object_get(item, "name"), "value",
			  json_object_get(item, "share"), "low", json_object_get(item, "share_low"), "high",
			  json_object_get(item, "share_high"), "n", json_object_get(item, "n")));
	return json_pack("{s:o, s:n, s:s}", "rows", rows, "reference", "title",
			 _("Share of the ballots that mark each option"));
}

/* Full rankings mark everything. */
static bool mark_all_alike(const json_t *items)
{
	const json_t *item;
	size_t i;

	json_array_foreach(items, i, item) if (votes_number_of(item, "share") < 1) return false;
	return true;
}

/* Of the voters who put one before the other. */
static json_t *duels_data(const json_t *result)
{
	const json_t *items = json_object_get(result, "items"), *duels = json_object_get(result, "duels");
	json_t *names = json_array(), *above = json_array();
	size_t n = json_array_size(items);

	for (size_t i = 0; i < n; i++) {
		json_t *row = json_array();

		json_array_append_new(
			names, json_pack("{s:O}", "name", json_object_get(json_array_get(items, i), "name")));
		for (size_t j = 0; j < n; j++) {
			double mine = json_number_value(json_array_get(json_array_get(duels, i), j)),
			       other = json_number_value(json_array_get(json_array_get(duels, j), i));

			json_array_append_new(row, i != j && mine + other > 0
							   ? json_real(mine / (mine + other))
							   : json_null());
		}
		json_array_append_new(above, row);
	}
	return json_pack("{s:o, s:o, s:O}", "items", names, "above", above, "sure",
			 json_object_get(result, "above"));
}

static void say_order(const struct votes *votes, json_t *sentences)
{
	if (votes->kind == VOTES_RANKING)
		json_array_append_new(
			sentences,
			json_string(
				_("In order of duels: an option wins over another when more ballots put it "
				  "before. Duels need no points for what was not ranked, and put first "
				  "whoever wins them all. An option that is ranked is before those that are "
				  "not; those share the points that are left (Borda).")));
	else
		json_array_append_new(sentences,
				      json_string(votes->kind == VOTES_DOTS
							  ? _("In order of dots.")
							  : _("In order of ballots that mark each option.")));
	json_array_append_new(
		sentences,
		json_string(_("Exact tests of every pair, voter by voter. Places are ranges that hold "
			      "all at once: what is within one is a tie.")));
}

static void say_winner(const json_t *result, json_t *sentences)
{
	const json_t *winner = json_object_get(result, "winner"), *items = json_object_get(result, "items"),
		     *item, *borda = NULL;
	g_autoptr(GPtrArray) names = g_ptr_array_new();
	size_t i;

	json_array_foreach(items, i, item)
	{
		if (!borda || votes_number_of(item, "sum") > votes_number_of(borda, "sum"))
			borda = item;
		if (i < json_array_size(json_object_get(result, "top")))
			g_ptr_array_add(names, (gpointer)votes_text_of(item, "name"));
	}
	if (json_is_integer(winner)) {
		g_autofree char *sentence = votes_listed(_("Wins every duel (Condorcet):"), names);

		json_array_append_new(sentences, json_string(sentence));
	} else if (names->len) {
		g_autofree char *sentence =
			votes_listed(_("No option wins every duel; these win over all others:"), names);

		json_array_append_new(sentences, json_string(sentence));
	}
	if (borda && names->len && strcmp(votes_text_of(borda, "name"), names->pdata[0]) != 0) {
		g_autofree char *sentence = g_strdup_printf(
			"%s %s.", _("By Borda points another would be first:"), votes_text_of(borda, "name"));

		json_array_append_new(sentences, json_string(sentence));
	}
}

static json_t *ballots_table(const json_t *result)
{
	static const struct {
		const char *key, *says;
	} faults[] = {{"too_many", "spoiled: more than allowed"},
		      {"too_few", "spoiled: fewer than asked for"},
		      {"too_many_on_one", "spoiled: too many dots on one option"},
		      {"tied", "spoiled: two options in one place"},
		      {"marked_twice", "spoiled: one option marked twice, differently"},
		      {"not_allowed", "spoiled: a number that is not allowed"}};
	json_t *rows = json_array();

	rank_page_row(rows, g_strdup(_("good")), g_strdup_printf("%zu", votes_whole_of(result, "n_good")),
		      NULL);
	rank_page_row(rows, g_strdup(_("blank")), g_strdup_printf("%zu", votes_whole_of(result, "n_blank")),
		      NULL);
	for (size_t f = 0; f < G_N_ELEMENTS(faults); f++) {
		size_t n = votes_whole_of(json_object_get(result, "spoiled"), faults[f].key);

		if (n)
			rank_page_row(rows, g_strdup(words_say(words_of_terminal(), faults[f].says)),
				      g_strdup_printf("%zu", n), NULL);
	}
	return rank_page_table(rows, _("Ballots"), _("How many"), NULL);
}

void votes_ballots_page(const struct votes *votes, const json_t *result, json_t *page)
{
	bool is_ranked = json_is_true(json_object_get(result, "is_ranked"));
	json_t *sentences = json_array(), *ties;
	const json_t *items = json_object_get(result, "items");

	if (!is_ranked) {
		votes_notice(page, _("Fewer than 20 ballots: a list, and no places."));
	} else {
		say_order(votes, sentences);
		if (votes->kind == VOTES_RANKING)
			say_winner(result, sentences);
		ties = votes_ties(result);
		json_array_extend(sentences, ties);
		json_decref(ties);
	}
	rank_page_section(page, is_ranked ? _("Order of the options") : _("Votes"), sentences,
			  table_of(votes, result),
			  is_ranked ? rank_page_chart("ranks", rank_page_ranks(items)) : NULL);
	if (votes_whole_of(result, "n_good") && !mark_all_alike(items))
		rank_page_section(page, _("Ballots that mark each option"), NULL, NULL,
				  rank_page_chart("shares", shares_data(result)));
	if (votes->kind == VOTES_RANKING && is_ranked)
		rank_page_section(page, _("Duels"), NULL, NULL, rank_page_chart("pairs", duels_data(result)));
	rank_page_section(page, _("Ballots"), NULL, ballots_table(result), NULL);
}
