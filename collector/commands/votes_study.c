/* votes_study - seed, styles of answering, results with and without those flagged, and the page around them.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "votes_study.h"

#include <math.h>
#include <sodium.h>
#include <string.h>

#include "rank_page.h"
#include "style.h"
#include "words.h"

enum { LISTED = 12, LONGEST_NAME = 50, MAX_LISTED_VOTERS = 1000 };

static const char *const flag_words[STYLE_N_FLAGS] = {"agree", "straight", "alternate", "burst", "copy"};

/* --- small JSON
 * --------------------------------------------------------------------------------------------- */

json_t *votes_real(double value)
{
	return isfinite(value) ? json_real(round(value * 1e10) / 1e10) : json_null();
}

json_t *votes_whole(size_t n)
{
	return json_integer((json_int_t)n);
}

void votes_set_places(json_t *item, bool is_ranked, size_t place, size_t low, size_t high, size_t band)
{
	json_object_set_new(item, "place", is_ranked ? votes_whole(place) : json_null());
	json_object_set_new(item, "low", is_ranked ? votes_whole(low) : json_null());
	json_object_set_new(item, "high", is_ranked ? votes_whole(high) : json_null());
	json_object_set_new(item, "band", is_ranked ? votes_whole(band) : json_null());
}

double votes_number_of(const json_t *object, const char *key)
{
	const json_t *value = json_object_get(object, key);

	return json_is_number(value) ? json_number_value(value) : NAN;
}

size_t votes_whole_of(const json_t *object, const char *key)
{
	return (size_t)json_integer_value(json_object_get(object, key));
}

const char *votes_text_of(const json_t *object, const char *key)
{
	const char *text = json_string_value(json_object_get(object, key));

	return text ? text : "";
}

void votes_notice(json_t *page, const char *sentence)
{
	json_array_append_new(json_object_get(page, "notices"), json_string(sentence));
}

/* As much of a name as a sentence bears. */
static void add_name(GString *text, const char *name)
{
	if (g_utf8_strlen(name, -1) <= LONGEST_NAME) {
		g_string_append(text, name);
		return;
	}
	g_string_append_len(text, name, g_utf8_offset_to_pointer(name, LONGEST_NAME - 1) - name);
	g_string_append(text, "…");
}

char *votes_listed(const char *before, const GPtrArray *names)
{
	GString *text = g_string_new(before);

	for (guint i = 0; i < MIN(names->len, LISTED); i++) {
		g_string_append(text, i ? "; " : " ");
		add_name(text, names->pdata[i]);
	}
	if (names->len > LISTED)
		g_string_append_printf(text, "; %s %u", _("and so many more:"), names->len - LISTED);
	g_string_append_c(text, '.');
	return g_string_free(text, FALSE);
}

static bool is_above(const json_t *above, size_t i, size_t j)
{
	return json_is_true(json_array_get(json_array_get(above, i), j));
}

/* The last of the longest run from there on of which no two are told apart. */
static size_t end_of_run(const json_t *above, size_t first, size_t n)
{
	size_t last = first;

	while (last + 1 < n) {
		for (size_t i = first; i <= last; i++)
			if (is_above(above, i, last + 1) || is_above(above, last + 1, i))
				return last;
		last++;
	}
	return last;
}

json_t *votes_ties(const json_t *result)
{
	const json_t *items = json_object_get(result, "items"), *above = json_object_get(result, "above");
	json_t *sentences = json_array();
	size_t n = json_array_size(items), reached = 0;

	for (size_t first = 0; first + 1 < n && (!first || reached + 1 < n); first++) {
		size_t last = end_of_run(above, first, n);
		g_autoptr(GPtrArray) names = g_ptr_array_new();
		g_autofree char *sentence = NULL;

		if (last == first || (first && last <= reached))
			continue;
		reached = last;
		for (size_t i = first; i <= last; i++)
			g_ptr_array_add(names, (gpointer)votes_text_of(json_array_get(items, i), "name"));
		sentence = votes_listed(_("Tie:"), names);
		json_array_append_new(sentences, json_string(sentence));
	}
	return sentences;
}

/* --- the seed
 * ----------------------------------------------------------------------------------------------- */

static void add_text(crypto_generichash_state *state, const char *text)
{
	crypto_generichash_update(state, (const unsigned char *)text, strlen(text) + 1);
}

/* Of all votes in their order, names, rules and confidence; its first 48 bits. */
static uint64_t seed_of(const struct votes *votes, const struct votes_options *o, char digest[65])
{
	crypto_generichash_state state;
	unsigned char hash[32];
	uint64_t seed = 0;
	g_autofree char *rules =
		g_strdup_printf("%zu %zu %zu %d %d", votes->least, votes->most, votes->most_each, o->has_ties,
				(int)round(o->confidence * 1e6));

	crypto_generichash_init(&state, NULL, 0, sizeof hash);
	add_text(&state, votes_kind_words[votes->kind]);
	add_text(&state, rules);
	for (size_t i = 0; i < votes->n_items; i++)
		add_text(&state, votes->items[i]);
	for (size_t v = 0; v < votes->n_voters; v++)
		add_text(&state, votes->voters[v]);
	for (size_t r = 0; r < votes->n_records; r++) {
		const struct votes_record *record = &votes->records[r];
		const int64_t numbers[] = {record->voter, record->item, record->other, record->value,
					   record->second};

		crypto_generichash_update(&state, (const unsigned char *)numbers, sizeof numbers);
	}
	crypto_generichash_final(&state, hash, sizeof hash);
	sodium_bin2hex(digest, 65, hash, sizeof hash);
	for (size_t i = 0; i < 6; i++)
		seed = seed << 8 | hash[i];
	return seed;
}

/* --- styles
 * ------------------------------------------------------------------------------------------------- */

static int64_t *first_seconds(const struct votes *votes)
{
	int64_t *second = g_new(int64_t, votes->n_voters + 1);

	for (size_t v = 0; v < votes->n_voters; v++)
		second[v] = -1;
	/* Records of a voter go by time, unknown ones first. */
	for (size_t r = votes->n_records; r-- > 0;)
		if (votes->records[r].second >= 0)
			second[votes->records[r].voter] = votes->records[r].second;
	return second;
}

/* Of approvals and dots what was left blank is an answer too; of rankings it is each step down the ballot,
 * whether to an option further on or further back in the file; of pairs the side. */
static GArray *answers_of(const struct votes *votes)
{
	GArray *answers = g_array_new(FALSE, FALSE, sizeof(struct style_answer));
	bool has_blanks = votes->kind == VOTES_APPROVAL || votes->kind == VOTES_DOTS;
	g_autofree int32_t *value = g_new0(int32_t, votes->n_items + 1);

	for (size_t from = 0, to; from < votes->n_records; from = to) {
		uint32_t voter = votes->records[from].voter;

		for (to = from; to < votes->n_records && votes->records[to].voter == voter; to++) {
			const struct votes_record *record = &votes->records[to];
			struct style_answer answer = {voter, record->item, record->value};

			value[record->item] = record->value;
			if (votes->kind == VOTES_PAIRS)
				answer.item = 0;
			/* A later vote on the same statement replaces the earlier one. */
			if (votes->kind == VOTES_PAIRS ||
			    (votes->kind == VOTES_OPINIONS &&
			     !(to + 1 < votes->n_records && votes->records[to + 1].voter == voter &&
			       votes->records[to + 1].item == record->item)))
				g_array_append_val(answers, answer);
		}
		for (uint32_t i = 0; i < votes->n_items; i++) {
			struct style_answer answer = {voter, i, value[i]};

			if (has_blanks || (votes->kind == VOTES_RANKING && value[i]))
				g_array_append_val(answers, answer);
			value[i] = 0;
		}
	}
	return answers;
}

static struct style *look_at_styles(const struct votes *votes)
{
	g_autoptr(GArray) answers = answers_of(votes);
	g_autofree int64_t *second = first_seconds(votes);
	struct style_input in = {
		.answers = (const struct style_answer *)(const void *)answers->data,
		.n_answers = answers->len,
		.n_voters = votes->n_voters,
		.agree = votes->kind == VOTES_APPROVAL || votes->kind == VOTES_OPINIONS ? 1 : INT32_MIN,
		.nothing = votes->kind == VOTES_APPROVAL || votes->kind == VOTES_DOTS ? 0 : INT32_MIN,
		.has_order = votes->has_times && votes->shape != NULL && strcmp(votes->shape, "wide") != 0 &&
			     (votes->kind == VOTES_OPINIONS || votes->kind == VOTES_PAIRS),
		.has_copies = votes->kind != VOTES_PAIRS,
		.second = votes->has_times ? second : NULL,
	};

	return style_look(&in);
}

static json_t *styles_view(const struct votes *votes, const struct style *style)
{
	json_t *view = json_object(), *voters = json_array();

	json_object_set_new(view, "n_flagged", votes_whole(style->n_flagged));
	for (size_t f = 0; f < STYLE_N_FLAGS; f++)
		json_object_set_new(view, flag_words[f], votes_whole(style->n_with[f]));
	json_object_set_new(view, "fullest_minute",
			    style->n_burst ? json_pack("{s:o, s:I, s:o}", "n", votes_whole(style->n_burst),
						       "second", (json_int_t)style->burst_at, "usual",
						       votes_real(style->burst_usual))
					   : json_null());
	json_object_set_new(view, "most_copies", votes_whole(style->n_copies));
	for (size_t v = 0; v < votes->n_voters && json_array_size(voters) < MAX_LISTED_VOTERS; v++) {
		json_t *flags;

		if (!style->flags[v])
			continue;
		flags = json_array();
		for (size_t f = 0; f < STYLE_N_FLAGS; f++)
			if (style->flags[v] >> f & 1)
				json_array_append_new(flags, json_string(flag_words[f]));
		json_array_append_new(voters,
				      json_pack("{s:s, s:o}", "voter", votes->voters[v], "flags", flags));
	}
	json_object_set_new(view, "voters", voters);
	return view;
}

/* --- with and without
 * --------------------------------------------------------------------------------------- */

static json_t *result_of(const struct votes_count *count)
{
	switch (count->votes->kind) {
	case VOTES_PAIRS:
		return votes_pairs_result(count);
	case VOTES_OPINIONS:
		return votes_opinions_result(count);
	default:
		return votes_ballots_result(count);
	}
}

static const json_t *item_numbered(const json_t *items, size_t number)
{
	const json_t *item;
	size_t i;

	json_array_foreach(items, i, item) if (votes_whole_of(item, "number") == number) return item;
	return NULL;
}

static void add_styles(json_t *page, const json_t *view)
{
	const json_t *styles = json_object_get(view, "styles"),
		     *without = json_object_get(view, "without_flagged"),
		     *all = json_object_get(json_object_get(view, "result"), "items"),
		     *rest = json_object_get(json_object_get(view, "without_flagged"), "items"), *item;
	static const char *const keys[STYLE_N_FLAGS] = {
		"agreed with everything", "gave one same answer throughout", "answers took turns",
		"too many within a minute", "the same ballot as many others"};
	json_t *sentences = json_array(), *rows;
	bool is_ranked;
	size_t i;

	if (!votes_whole_of(styles, "n_flagged")) {
		json_array_append_new(
			sentences,
			json_string(
				_("No ballot looks as if it had been given without reading or by one hand, "
				  "as far as these votes can tell.")));
		rank_page_section(page, _("Ways of answering"), sentences, NULL, NULL);
		return;
	}
	json_array_append_new(
		sentences, json_string(_("Flags are a reason to look, not proof: nothing was left out above. "
					 "The second table shows what changes without them.")));
	rows = json_array();
	rank_page_row(rows, g_strdup(_("flagged in all")),
		      g_strdup_printf("%zu", votes_whole_of(styles, "n_flagged")), NULL);
	for (size_t f = 0; f < STYLE_N_FLAGS; f++)
		if (votes_whole_of(styles, flag_words[f]))
			rank_page_row(rows, g_strdup(words_say(words_of_terminal(), keys[f])),
				      g_strdup_printf("%zu", votes_whole_of(styles, flag_words[f])), NULL);
	rank_page_section(page, _("Ways of answering"), sentences,
			  rank_page_table(rows, _("Flag"), _("Voters"), NULL), NULL);
	if (!json_is_object(without))
		return;
	is_ranked = json_is_integer(json_object_get(json_array_get(all, 0), "low"));
	rows = json_array();
	json_array_foreach(all, i, item)
	{
		const json_t *other = item_numbered(rest, votes_whole_of(item, "number"));

		rank_page_row(rows, g_strdup(votes_text_of(item, "name")),
			      rank_page_percent(votes_number_of(item, "support")),
			      rank_page_percent(votes_number_of(other, "support")),
			      is_ranked ? rank_page_places(votes_whole_of(item, "low"),
							   votes_whole_of(item, "high"))
					: NULL,
			      is_ranked ? rank_page_places(votes_whole_of(other, "low"),
							   votes_whole_of(other, "high"))
					: NULL,
			      NULL);
	}
	rank_page_section(page, _("With and without those flagged"), NULL,
			  rank_page_table(rows, _("Option"), _("Support, all"), _("Support, without"),
					  is_ranked ? _("Places, all") : NULL, _("Places, without"), NULL),
			  NULL);
}

/* --- the page
 * ----------------------------------------------------------------------------------------------- */

static const char *title_of(enum votes_kind kind)
{
	switch (kind) {
	case VOTES_DOTS:
		return _("Vote by dots");
	case VOTES_APPROVAL:
		return _("Vote by approval");
	case VOTES_RANKING:
		return _("Vote by ranking");
	case VOTES_PAIRS:
		return _("Vote by pairs");
	default:
		return _("Agreements and disagreements");
	}
}

static json_t *page_of(const struct votes *votes, json_t *view, double confidence)
{
	json_t *page = json_pack("{s:s, s:[]}", "title", title_of(votes->kind), "notices");
	const json_t *result = json_object_get(view, "result");
	g_autofree char *percent = rank_page_percent(confidence), *seed = NULL,
			*voters = g_strdup_printf("%zu", votes->n_voters);

	if (votes->kind == VOTES_PAIRS)
		votes_pairs_page(votes, result, page);
	else if (votes->kind == VOTES_OPINIONS)
		votes_opinions_page(votes, result, page);
	else
		votes_ballots_page(votes, result, page);
	add_styles(page, view);
	if (votes->left_out->len) {
		g_autofree char *sentence =
			votes_listed(_("Columns that hold no votes were left out:"), votes->left_out);

		votes_notice(page, sentence);
	}
	rank_page_setting(page, _("Voters"), voters);
	rank_page_setting(page, _("Confidence"), percent);
	seed = g_strdup_printf("%" JSON_INTEGER_FORMAT, json_integer_value(json_object_get(view, "seed")));
	rank_page_setting(page, _("Seed"), seed);
	rank_page_setting(page, _("Digest of data and settings (BLAKE2b)"), votes_text_of(view, "digest"));
	json_object_set_new(view, "inputs", rank_page_inputs(page, votes->inputs));
	return page;
}

static json_t *left_out_view(const struct votes *votes)
{
	json_t *list = json_array();

	for (guint i = 0; i < votes->left_out->len; i++)
		json_array_append_new(list, json_string(votes->left_out->pdata[i]));
	return list;
}

bool votes_study(const struct votes *votes, const struct votes_options *o, struct work *work,
		 struct votes_result *result)
{
	char digest[65];
	uint64_t seed = seed_of(votes, o, digest);
	struct votes_count count = {votes, NULL, o->confidence, o->result.is_seeded ? o->result.seed : seed,
				    work};
	struct style *style = look_at_styles(votes);
	g_autofree bool *counts = g_new(bool, votes->n_voters + 1);
	json_t *all, *rest = NULL;
	struct work_part part = work_enter(work, 0, style->n_flagged ? 0.5 : 1);

	all = result_of(&count);
	work_leave(work, part);
	if (all && style->n_flagged) {
		part = work_enter(work, 0.5, 1);
		style_keep(style, ~0u, counts);
		count.counts = counts;
		rest = result_of(&count);
		work_leave(work, part);
	}
	if (all && (rest || !style->n_flagged)) {
		result->view = json_pack("{s:s, s:s, s:s, s:I, s:f, s:o, s:o, s:o, s:o, s:o, s:o}", "kind",
					 votes_kind_words[votes->kind], "shape", votes->shape, "digest",
					 digest, "seed", (json_int_t)count.seed, "confidence", o->confidence,
					 "columns_left_out", left_out_view(votes), "n_voters",
					 votes_whole(votes->n_voters), "n_items", votes_whole(votes->n_items),
					 "result", all, "styles", styles_view(votes, style),
					 "without_flagged", rest ? rest : json_null());
		result->page = page_of(votes, result->view, o->confidence);
	} else {
		json_decref(all);
		json_decref(rest);
	}
	style_free(style);
	return result->view != NULL;
}
