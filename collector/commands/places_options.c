/* places_options - the table of options and what does not go together.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "places_options.h"

#include "words.h"

char *places_options_read(struct places_options *o, int *argc, char ***argv)
{
	const char *const column = _("COLUMN"), *const file = _("FILE");
	GOptionContext *context;
	g_autoptr(GError) error = NULL;
	char *wrong = NULL;

	*o = (struct places_options){0};
	const GOptionEntry entries[] = {
		{"issue", 0, 0, G_OPTION_ARG_STRING, &o->issue,
		 _("column with the issue that the report names"), column},
		{"place", 0, 0, G_OPTION_ARG_STRING, &o->place,
		 _("column with the place where people were asked: its key or its name"), column},
		{"sender", 0, 0, G_OPTION_ARG_STRING, &o->sender,
		 _("column that tells senders apart; without it each row is a sender of its own"), column},
		{"session", 0, 0, G_OPTION_ARG_STRING, &o->session,
		 _("column with the session; without it those of a place and period are one room"), column},
		{"period", 0, 0, G_OPTION_ARG_STRING, &o->period,
		 _("column with the time of the session, as 2026 or 2026-03: the first by name is compared "
		   "with "
		   "the last"),
		 column},
		{"geojson", 0, 0, G_OPTION_ARG_FILENAME, &o->geojson,
		 _("outlines or points of the places, for the map and for who is beside whom"), file},
		{"key", 0, 0, G_OPTION_ARG_STRING, &o->key,
		 _("property of the GeoJSON that holds the key of the place; without it, CVEGEO or its like"),
		 _("PROPERTY")},
		{"solved", 0, 0, G_OPTION_ARG_STRING_ARRAY, &o->solved,
		 _("an issue of which there is evidence that it was solved, and where that is written; again "
		   "for each"),
		 _("ISSUE=SOURCE")},
		{"seed", 0, 0, G_OPTION_ARG_STRING, &o->seed_word,
		 _("to repeat a stored result; without it, from the digest of data and settings"), "N"},
		{"html", 0, 0, G_OPTION_ARG_FILENAME, &o->html, _("write a report of one file"), file},
		{"json", 0, 0, G_OPTION_ARG_NONE, &o->as_json, _("print the whole result as JSON"), NULL},
		{G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &o->files, NULL, NULL},
		{NULL, 0, 0, 0, NULL, NULL, NULL},
	};
	context = g_option_context_new(_("FILE - where each issue is named, and whether that changes"));
	g_option_context_add_main_entries(context, entries, NULL);
	g_option_context_set_description(
		context,
		_("FILE is a table as CSV, with commas, semicolons or tabs; - reads standard input.  Each "
		  "row is a report.  Shares are of the senders of a place, never of its inhabitants; a "
		  "place without senders is not zero: it is not known."));
	if (!g_option_context_parse(context, argc, argv, &error))
		wrong = g_strdup(error->message);
	else if (!o->files || !o->files[0] || o->files[1])
		wrong = g_strdup(_("name one file"));
	else if (!o->issue || !o->place)
		wrong = g_strdup(_("--issue and --place say which columns to read"));
	else if (o->key && !o->geojson)
		wrong = g_strdup(_("--key needs --geojson"));
	else if (o->seed_word && !g_ascii_string_to_unsigned(o->seed_word, 10, 0, G_MAXINT64, &o->seed, NULL))
		wrong = g_strdup(_("--seed must be a whole number of 0 or more"));
	o->is_seeded = o->seed_word != NULL;
	g_option_context_free(context);
	return wrong;
}

void places_options_clear(struct places_options *o)
{
	char *words[] = {o->issue,   o->place, o->sender, o->session,  o->period,
			 o->geojson, o->key,   o->html,	  o->seed_word};

	for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
		g_free(words[i]);
	g_strfreev(o->solved);
	g_strfreev(o->files);
	*o = (struct places_options){0};
}
