/* votes_options - the table of options and what does not go together.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "votes_options.h"

#include <string.h>

#include "words.h"

enum { MOST_LIMIT = 10000 };

const char *const votes_kind_words[VOTES_N_KINDS] = {"approval", "dots", "ranking", "pairs", "opinions"};

static GOptionContext *context_new(struct votes_options *o)
{
	const char *const column = _("COLUMN"), *const file = _("FILE");
	const GOptionEntry entries[] = {
		{"kind", 0, 0, G_OPTION_ARG_STRING, &o->kind_word,
		 _("of the vote: dots, approval, ranking, pairs or opinions; without it, told from the file "
		   "where that is clear"),
		 _("KIND")},
		{"voter", 0, 0, G_OPTION_ARG_STRING, &o->voter, _("column that tells voters apart"), column},
		{"item", 0, 0, G_OPTION_ARG_STRING, &o->item,
		 _("one row a vote: column with the option voted on"), column},
		{"value", 0, 0, G_OPTION_ARG_STRING, &o->value,
		 _("one row a vote: column with the dots, the place or the answer"), column},
		{"items", 0, 0, G_OPTION_ARG_STRING, &o->items,
		 _("one row a voter: columns of the options, parted by commas; without it, all that hold "
		   "votes"),
		 _("COLUMNS")},
		{"winner", 0, 0, G_OPTION_ARG_STRING, &o->winner,
		 _("of pairs: column with the option chosen"), column},
		{"loser", 0, 0, G_OPTION_ARG_STRING, &o->loser,
		 _("of pairs: column with the option not chosen"), column},
		{"left", 0, 0, G_OPTION_ARG_STRING, &o->left,
		 _("of pairs: column with the option on the left"), column},
		{"right", 0, 0, G_OPTION_ARG_STRING, &o->right,
		 _("of pairs: column with the option on the right"), column},
		{"answer", 0, 0, G_OPTION_ARG_STRING, &o->answer,
		 _("of pairs: column with left, right, equal or skip"), column},
		{"time", 0, 0, G_OPTION_ARG_STRING, &o->time,
		 _("column with date and time (2026-03-01T10:20:05) or seconds since 1970"), column},
		{"names", 0, 0, G_OPTION_ARG_FILENAME, &o->names,
		 _("table with the id of each option in its first column and its name in the second"), file},
		{"most", 0, 0, G_OPTION_ARG_INT, &o->most,
		 _("dots or options allowed on a ballot; others are spoiled, and said"), "N"},
		{"least", 0, 0, G_OPTION_ARG_INT, &o->least, _("dots or options asked for at least"), "N"},
		{"most-each", 0, 0, G_OPTION_ARG_INT, &o->most_each, _("dots allowed on one option"), "N"},
		{"ties", 0, 0, G_OPTION_ARG_NONE, &o->has_ties,
		 _("rankings may give one place to several options"), NULL},
		{"confidence", 0, 0, G_OPTION_ARG_DOUBLE, &o->confidence, _("of the places, 0.5 to 0.999"),
		 "0.95"},
		{G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &o->files, NULL, NULL},
		{NULL, 0, 0, 0, NULL, NULL, NULL},
	};
	GOptionContext *context =
		g_option_context_new(_("FILE - count votes and say what they can and cannot tell apart"));

	g_option_context_add_main_entries(context, entries, NULL);
	g_option_context_set_description(
		context,
		_("FILE is a table as CSV (one row a vote: voter, item, value; one row a voter; or one row a "
		  "pair: voter, winner, loser or voter, left, right, answer), ballots as pabulib writes them "
		  "(.pb), or the folder of a Polis export with votes.csv and comments.csv; - reads standard "
		  "input."));
	return context;
}

static bool find_kind(struct votes_options *o)
{
	o->kind = VOTES_N_KINDS;
	for (enum votes_kind k = 0; o->kind_word && k < VOTES_N_KINDS; k++)
		if (strcmp(o->kind_word, votes_kind_words[k]) == 0)
			o->kind = k;
	return !o->kind_word || o->kind < VOTES_N_KINDS;
}

static char *complaint(struct votes_options *o)
{
	bool is_pairs = o->winner || o->loser || o->left || o->right || o->answer;

	if (!o->files || !o->files[0] || o->files[1])
		return g_strdup(_("name one file"));
	if (!find_kind(o))
		return g_strdup(_("--kind is dots, approval, ranking, pairs or opinions"));
	if (!(o->confidence >= 0.5 && o->confidence <= 0.999))
		return g_strdup(_("--confidence goes from 0.5 to 0.999"));
	if (o->least < 0 || o->most < 0 || o->most_each < 0 || o->least > MOST_LIMIT ||
	    o->most > MOST_LIMIT || o->most_each > MOST_LIMIT)
		return g_strdup(_("--least, --most and --most-each go from 0 to 10000"));
	if (o->most && o->least > o->most)
		return g_strdup(_("--least cannot exceed --most"));
	if (is_pairs && (o->item || o->value || o->items))
		return g_strdup(_("columns of pairs exclude --item, --value and --items"));
	if (!o->winner != !o->loser || !o->left != !o->right)
		return g_strdup(_("--winner goes with --loser, and --left with --right"));
	if (is_pairs && o->kind != VOTES_PAIRS && o->kind != VOTES_N_KINDS)
		return g_strdup(_("columns of pairs need --kind pairs"));
	if (o->items && (o->item || o->value))
		return g_strdup(_("--items exclude --item and --value"));
	return NULL;
}

char *votes_options_read(struct votes_options *o, int *argc, char ***argv)
{
	char *wrong;

	*o = (struct votes_options){.confidence = 0.95, .kind = VOTES_N_KINDS};
	wrong = result_options_read(&o->result, context_new(o), true, argc, argv);
	if (!wrong)
		wrong = complaint(o);
	return wrong;
}

void votes_options_clear(struct votes_options *o)
{
	char **const words[] = {&o->voter, &o->item,  &o->value,  &o->time,  &o->winner, &o->loser,
				&o->left,  &o->right, &o->answer, &o->items, &o->names,	 &o->kind_word};

	for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
		g_clear_pointer(words[i], g_free);
	g_clear_pointer(&o->files, g_strfreev);
	result_options_clear(&o->result);
}
