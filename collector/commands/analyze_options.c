/* analyze_options - the table of options and what does not go together.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "analyze_options.h"

#include <string.h>

#include "rank_agreed.h"
#include "words.h"

static GOptionContext *context_new(struct analyze_options *o)
{
	const char *const column = _("COLUMN"), *const file = _("FILE");
	const GOptionEntry entries[] = {
		{"text", 't', 0, G_OPTION_ARG_STRING, &o->text,
		 _("column with the citizens' words (several: parted by commas); without it, the one with "
		   "the "
		   "longest texts"),
		 column},
		{"id", 0, 0, G_OPTION_ARG_STRING, &o->id,
		 _("column with an id of its own for each row; without it _uuid, instanceID or KEY"), column},
		{"group", 0, 0, G_OPTION_ARG_STRING, &o->group, _("column with the session or group"),
		 column},
		{"place", 0, 0, G_OPTION_ARG_STRING, &o->place, _("column with the place"), column},
		{"sender", 0, 0, G_OPTION_ARG_STRING, &o->sender, _("column that tells senders apart"),
		 column},
		{"theme", 0, 0, G_OPTION_ARG_STRING, &o->theme,
		 _("column with the theme that the person chose"), column},
		{"severity", 0, 0, G_OPTION_ARG_STRING, &o->severity, _("column with the severity, 1 to 3"),
		 column},
		{"affected", 0, 0, G_OPTION_ARG_STRING, &o->affected,
		 _("column with how many it affects, 1 to 4"), column},
		{"frequency", 0, 0, G_OPTION_ARG_STRING, &o->frequency, _("column with how often, 1 to 5"),
		 column},
		{"heard", 0, 0, G_OPTION_ARG_STRING_ARRAY, &o->heard,
		 _("who answers so is of a group heard less; may be repeated"), _("COLUMN=ANSWER,ANSWER")},
		{"votes", 0, 0, G_OPTION_ARG_STRING, &o->votes,
		 _("column with the votes on it (with --favour)"), column},
		{"favour", 0, 0, G_OPTION_ARG_STRING, &o->favour,
		 _("column with how many of the votes are in favour"), column},
		{"weight", 'w', 0, G_OPTION_ARG_STRING_ARRAY, &o->weights,
		 _("weight agreed for a criterion: exact (0.3) or a range (0.1-0.4); again for each"),
		 _("CRITERION=WEIGHT")},
		{"order", 0, 0, G_OPTION_ARG_STRING, &o->order,
		 _("order agreed among criteria, the weightiest first; a comma between those that are not "
		   "compared"),
		 "A>B,C>D"},
		{"time", 0, 0, G_OPTION_ARG_STRING, &o->time,
		 _("column with date and time (2026-03-01T10:20), to see bursts of copies"), column},
		{"where", 0, 0, G_OPTION_ARG_STRING, &o->where, _("only rows with this value"),
		 _("COLUMN=VALUE")},
		{"k", 'k', 0, G_OPTION_ARG_INT, &o->n_issues,
		 _("find so many issues; without it, as many as the texts give evidence for"), "N"},
		{"resolution", 0, 0, G_OPTION_ARG_DOUBLE, &o->resolution,
		 _("instead of --k: higher gives more and smaller issues"), "R"},
		{"quick", 0, 0, G_OPTION_ARG_NONE, &o->is_quick,
		 _("one grouping instead of the agreement of many: faster, less sure"), NULL},
		{"language", 0, 0, G_OPTION_ARG_STRING, &o->language, _("of the texts: es, en or none"),
		 "es"},
		{"seed", 0, 0, G_OPTION_ARG_STRING, &o->seed,
		 _("of everything drawn at random; without it, from the digest of the rows"), "N"},
		{"threads", 0, 0, G_OPTION_ARG_INT, &o->n_threads,
		 _("how many cores to use; the result is the same"), "N"},
		{"vectors", 0, 0, G_OPTION_ARG_FILENAME, &o->vectors,
		 _("word vectors of word2vec or fastText as text, or what --vectors-out wrote"), file},
		{"vectors-out", 0, 0, G_OPTION_ARG_FILENAME, &o->vectors_out,
		 _("write the word vectors in a small form that is read at once"), file},
		{"truth", 0, 0, G_OPTION_ARG_STRING, &o->truth,
		 _("column with known labels, to measure agreement"), column},
		{"min-label", 0, 0, G_OPTION_ARG_INT, &o->min_label,
		 _("leave out rows of labels rarer than N"), "N"},
		{"html", 0, 0, G_OPTION_ARG_FILENAME, &o->html, _("write a report of one file"), file},
		{"labels-out", 0, 0, G_OPTION_ARG_FILENAME, &o->labels_out,
		 _("write as CSV the issue and theme of each row"), file},
		{"issues-out", 0, 0, G_OPTION_ARG_FILENAME, &o->issues_out,
		 _("write as CSV the issues with their places and criteria"), file},
		{"criteria-out", 0, 0, G_OPTION_ARG_FILENAME, &o->criteria_out,
		 _("write as CSV what each criterion is and how much it may weigh"), file},
		{"json", 0, 0, G_OPTION_ARG_NONE, &o->as_json, _("print the whole result as JSON"), NULL},
		{"top", 0, 0, G_OPTION_ARG_INT, &o->top, _("issues to show, 0 for all"), "N"},
		{"progress", 0, 0, G_OPTION_ARG_NONE, &o->with_progress,
		 _("show progress even without a terminal"), NULL},
		{G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &o->files, NULL, NULL},
		{NULL, 0, 0, 0, NULL, NULL, NULL},
	};
	GOptionContext *context =
		g_option_context_new(_("FILE - find and rank the issues in a table of texts"));

	g_option_context_add_main_entries(context, entries, NULL);
	g_option_context_set_description(
		context,
		_("FILE is a table as CSV, with commas, semicolons or tabs, as Excel, KoboToolbox or "
		  "ODK Central write it; - reads standard input. A column may be named by its last "
		  "part (\"problem\" for \"group/problem\"), and without its accents."));
	return context;
}

static char *complaint(const struct analyze_options *o)
{
	if (!o->files || !o->files[0] || o->files[1])
		return g_strdup(_("name one file"));
	if (o->where && (!strchr(o->where, '=') || o->where[0] == '='))
		return g_strdup(_("--where needs COLUMN=VALUE"));
	if ((o->top < 0 && o->top != ANALYZE_TOP_USUAL) || o->min_label < 0 || o->n_issues < 0 ||
	    o->n_threads < 0)
		return g_strdup(_("--k, --top, --threads and --min-label cannot be negative"));
	if (o->min_label && !o->truth)
		return g_strdup(_("--min-label needs --truth"));
	for (char **heard = o->heard; heard && *heard; heard++)
		if (!strchr(*heard, '=') || **heard == '=')
			return g_strdup(_("--heard needs COLUMN=ANSWER"));
	if (!o->votes != !o->favour)
		return g_strdup(_("--votes and --favour go together"));
	if (o->vectors_out && !o->vectors)
		return g_strdup(_("--vectors-out needs --vectors"));
	if (o->n_issues && o->resolution > 0)
		return g_strdup(_("--k and --resolution exclude each other"));
	return NULL;
}

/* The ranges and the order of weights; else the sentence that says why not. */
static char *read_agreed(const struct analyze_options *o, struct priority_settings *s)
{
	const struct smaa_preferences preferences = {CRITERION_MAX, s->low, s->high, s->order};
	const char *names[CRITERION_MAX];
	g_autoptr(GError) error = NULL;

	for (size_t c = 0; c < CRITERION_MAX; c++)
		names[c] = criteria_catalogue[c].key;
	if (rank_agreed_read((const char *const *)o->weights, o->order, names, CRITERION_MAX, s->low, s->high,
			     s->order, &error) &&
	    rank_agreed_check(&preferences, names, &error))
		return NULL;
	return g_strdup(error->message);
}

char *analyze_options_read(struct analyze_options *o, int *argc, char ***argv,
			   struct analyze_columns *columns, struct diagnosis_settings *settings)
{
	GOptionContext *context;
	g_autoptr(GError) error = NULL;
	guint64 seed = 1;
	char *wrong;

	*o = (struct analyze_options){.top = ANALYZE_TOP_USUAL};
	context = context_new(o);
	wrong = g_option_context_parse(context, argc, argv, &error) ? complaint(o) : g_strdup(error->message);
	g_option_context_free(context);
	if (!wrong && o->seed && !g_ascii_string_to_unsigned(o->seed, 10, 0, G_MAXINT64, &seed, NULL))
		wrong = g_strdup(_("--seed must be a whole number of 0 or more"));
	*columns = (struct analyze_columns){.text = o->text,
					    .id = o->id,
					    .group = o->group,
					    .place = o->place,
					    .sender = o->sender,
					    .theme = o->theme,
					    .severity = o->severity,
					    .affected = o->affected,
					    .frequency = o->frequency,
					    .heard = (const char *const *)o->heard,
					    .votes = o->votes,
					    .favour = o->favour,
					    .time = o->time,
					    .truth = o->truth,
					    .where = o->where,
					    .min_label = o->min_label};
	diagnosis_settings_default(settings);
	settings->seed = seed;
	settings->resolution = o->resolution;
	settings->n_issues = (size_t)MAX(o->n_issues, 0);
	settings->n_threads = (size_t)MAX(o->n_threads, 0);
	settings->is_quick = o->is_quick;
	if (o->language)
		settings->language = o->language;
	if (wrong == NULL)
		wrong = read_agreed(o, &settings->priority);
	return wrong;
}

void analyze_options_clear(struct analyze_options *o)
{
	char **const strings[] = {
		&o->text,	&o->id,		&o->group,	  &o->place,	&o->sender,	&o->theme,
		&o->severity,	&o->affected,	&o->frequency,	  &o->time,	&o->truth,	&o->where,
		&o->votes,	&o->favour,	&o->order,	  &o->language, &o->seed,	&o->html,
		&o->labels_out, &o->issues_out, &o->criteria_out, &o->vectors,	&o->vectors_out};

	g_strfreev(o->weights);
	g_strfreev(o->heard);
	for (size_t i = 0; i < G_N_ELEMENTS(strings); i++)
		g_free(*strings[i]);
	g_strfreev(o->files);
}
