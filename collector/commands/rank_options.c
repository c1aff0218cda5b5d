/* rank_options - the table of options and what does not go together.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rank_options.h"

#include <string.h>

#include "words.h"

enum { USUAL_DRAWS = 10000, USUAL_RESAMPLES = 400, MOST_DRAWS = 1000000, MOST_RESAMPLES = 10000 };

static GOptionContext *context_new(struct rank_options *o)
{
	const char *const column = _("COLUMN"), *const file = _("FILE");
	const GOptionEntry entries[] = {
		{"name", 0, 0, G_OPTION_ARG_STRING, &o->name,
		 _("column with the name of the issue; without it, the first that holds words"), column},
		{"criteria", 0, 0, G_OPTION_ARG_STRING, &o->criteria,
		 _("columns of the criteria, parted by commas; without it, all that hold numbers"),
		 _("COLUMNS")},
		{"weight", 'w', 0, G_OPTION_ARG_STRING_ARRAY, &o->weights,
		 _("weight agreed for a criterion: exact (0.3) or a range (0.1-0.4); again for each"),
		 _("CRITERION=WEIGHT")},
		{"order", 0, 0, G_OPTION_ARG_STRING, &o->order,
		 _("order agreed among criteria, the weightiest first; a comma between those that are not "
		   "compared"),
		 "A>B,C>D"},
		{"scale", 0, 0, G_OPTION_ARG_STRING_ARRAY, &o->scales,
		 _("from what to what the numbers go: of all (MIN..MAX) or of a column; without it, 0..1"),
		 _("[COLUMN=]MIN..MAX")},
		{"less-is-more", 0, 0, G_OPTION_ARG_STRING_ARRAY, &o->less,
		 _("column where the lowest comes first"), column},
		{"feasibility", 0, 0, G_OPTION_ARG_STRING, &o->feasibility,
		 _("column with how feasible it is: shown beside, never part of the priority"), column},
		{"values-draws", 0, 0, G_OPTION_ARG_FILENAME, &o->values_draws,
		 _("stored draws of the values: columns draw, issue and one for each criterion, or draw, "
		   "issue, criterion, value"),
		 file},
		{"weights-draws", 0, 0, G_OPTION_ARG_FILENAME, &o->weights_draws,
		 _("stored draws of the weights: columns draw and one for each criterion, or draw, "
		   "criterion, weight"),
		 file},
		{"issue", 0, 0, G_OPTION_ARG_STRING, &o->issue,
		 _("each row is a report; column with the issue that it names"), column},
		{"sender", 0, 0, G_OPTION_ARG_STRING, &o->sender,
		 _("column that tells senders apart; without it each row is a sender of its own"), column},
		{"session", 0, 0, G_OPTION_ARG_STRING, &o->session, _("column with the session"), column},
		{"place", 0, 0, G_OPTION_ARG_STRING, &o->place, _("column with the place"), column},
		{"severity", 0, 0, G_OPTION_ARG_STRING, &o->severity, _("column with the severity, 1 to 3"),
		 column},
		{"affected", 0, 0, G_OPTION_ARG_STRING, &o->affected,
		 _("column with how many it affects, 1 to 4"), column},
		{"often", 0, 0, G_OPTION_ARG_STRING, &o->often, _("column with how often, 1 to 5"), column},
		{"heard", 0, 0, G_OPTION_ARG_STRING, &o->heard,
		 _("column with 1 for senders of groups heard less, 0 for others, empty for not said"),
		 column},
		{"region", 0, 0, G_OPTION_ARG_STRING, &o->region, _("column with the region of the sender"),
		 column},
		{"counts", 0, 0, G_OPTION_ARG_NONE, &o->is_counts,
		 _("each row is an issue with how many people name it, each person one"), NULL},
		{"n", 'n', 0, G_OPTION_ARG_STRING, &o->n,
		 _("with --counts: column with how many; without it, n or the first that holds numbers"),
		 column},
		{"confidence", 0, 0, G_OPTION_ARG_DOUBLE, &o->confidence, _("of the places, 0.5 to 0.999"),
		 "0.95"},
		{"correction", 0, 0, G_OPTION_ARG_STRING, &o->correction_word,
		 _("of the many comparisons: holm or bonferroni"), "holm"},
		{"cover", 0, 0, G_OPTION_ARG_STRING, &o->cover_word,
		 _("simultaneous: all places hold at once; marginal: each by itself"), "simultaneous"},
		{"draws", 0, 0, G_OPTION_ARG_INT, &o->n_draws, _("draws of weights"), "10000"},
		{"resamples", 0, 0, G_OPTION_ARG_INT, &o->n_resamples, _("draws of people"), "400"},
		{G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &o->files, NULL, NULL},
		{NULL, 0, 0, 0, NULL, NULL, NULL},
	};
	GOptionContext *context =
		g_option_context_new(_("FILE - put issues in order by stated criteria, with honest doubt"));

	g_option_context_add_main_entries(context, entries, NULL);
	g_option_context_set_description(
		context,
		_("FILE is a table as CSV, with commas, semicolons or tabs; - reads standard input.  Each "
		  "row is an issue with a number for each criterion; with --issue, a report; with --counts, "
		  "an issue with how many name it.  With --issue the criteria are frequency, severity, "
		  "reach, spread, persistence, equity and support."));
	return context;
}

static bool is_one_of(const char *word, const char *one, const char *other)
{
	return !word || strcmp(word, one) == 0 || strcmp(word, other) == 0;
}

static bool has_of_reports(const struct rank_options *o)
{
	return o->sender || o->session || o->place || o->severity || o->affected || o->often || o->heard ||
	       o->region;
}

static bool has_of_criteria(const struct rank_options *o)
{
	return o->criteria || o->scales || o->less || o->values_draws || o->weights_draws;
}

static char *shape_complaint(const struct rank_options *o)
{
	if (o->is_counts && o->issue)
		return g_strdup(_("--counts and --issue exclude each other"));
	if (!o->issue && has_of_reports(o))
		return g_strdup(_("columns of reports need --issue"));
	if (o->n && !o->is_counts)
		return g_strdup(_("--n needs --counts"));
	if ((o->is_counts || o->issue) && (has_of_criteria(o) || o->feasibility))
		return g_strdup(
			_("--criteria, --scale, --less-is-more, --feasibility and stored draws need a "
			  "table with a number for each criterion"));
	if (o->issue && o->name)
		return g_strdup(_("with --issue there is no --name"));
	if (o->is_counts && (o->weights || o->order))
		return g_strdup(_("with --counts there are no weights"));
	if (o->weights_draws && (o->weights || o->order))
		return g_strdup(_("--weights-draws takes the place of --weight and --order"));
	if (o->values_draws && (o->files || o->scales || o->less || o->criteria || o->name || o->feasibility))
		return g_strdup(
			_("--values-draws takes the place of FILE and of what is said of its columns"));
	return NULL;
}

static char *complaint(const struct rank_options *o)
{
	if (!o->values_draws && (!o->files || !o->files[0] || o->files[1]))
		return g_strdup(_("name one file"));
	if (!(o->confidence >= 0.5 && o->confidence <= 0.999))
		return g_strdup(_("--confidence goes from 0.5 to 0.999"));
	if (!is_one_of(o->correction_word, "holm", "bonferroni"))
		return g_strdup(_("--correction is holm or bonferroni"));
	if (!is_one_of(o->cover_word, "simultaneous", "marginal"))
		return g_strdup(_("--cover is simultaneous or marginal"));
	if (o->n_draws < 100 || o->n_draws > MOST_DRAWS || o->n_resamples < 50 ||
	    o->n_resamples > MOST_RESAMPLES)
		return g_strdup(_("--draws goes from 100 to 1000000 and --resamples from 50 to 10000"));
	return shape_complaint(o);
}

char *rank_options_read(struct rank_options *o, int *argc, char ***argv)
{
	char *wrong;

	*o = (struct rank_options){
		.confidence = 0.95, .n_draws = USUAL_DRAWS, .n_resamples = USUAL_RESAMPLES};
	wrong = result_options_read(&o->result, context_new(o), true, argc, argv);
	if (!wrong)
		wrong = complaint(o);
	o->shape = o->issue ? RANK_SHAPE_MENTIONS : o->is_counts ? RANK_SHAPE_COUNTS : RANK_SHAPE_CRITERIA;
	o->correction = g_strcmp0(o->correction_word, "bonferroni") == 0 ? RANK_BONFERRONI : RANK_HOLM;
	o->cover = g_strcmp0(o->cover_word, "marginal") == 0 ? RANK_MARGINAL : RANK_SIMULTANEOUS;
	return wrong;
}

void rank_options_clear(struct rank_options *o)
{
	char **const words[] = {
		&o->name,  &o->criteria, &o->order,   &o->feasibility, &o->values_draws,    &o->weights_draws,
		&o->issue, &o->sender,	 &o->session, &o->place,       &o->severity,	    &o->affected,
		&o->often, &o->heard,	 &o->region,  &o->n,	       &o->correction_word, &o->cover_word};
	char ***const lists[] = {&o->weights, &o->scales, &o->less, &o->files};

	for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
		g_clear_pointer(words[i], g_free);
	for (size_t i = 0; i < G_N_ELEMENTS(lists); i++)
		g_clear_pointer(lists[i], g_strfreev);
	result_options_clear(&o->result);
}
