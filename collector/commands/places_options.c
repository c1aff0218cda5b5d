/* places_options - the table of options and what does not go together.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "places_options.h"

#include "words.h"

char *places_options_read(struct places_options *o, int *argc, char ***argv)
{
	const char *const column = _("COLUMN"), *const file = _("FILE");
	GOptionContext *context;
	char *wrong;

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
	wrong = result_options_read(&o->result, context, false, argc, argv);
	if (wrong)
		return wrong;
	if (!o->files || !o->files[0] || o->files[1])
		return g_strdup(_("name one file"));
	if (!o->issue || !o->place)
		return g_strdup(_("--issue and --place say which columns to read"));
	if (o->key && !o->geojson)
		return g_strdup(_("--key needs --geojson"));
	return NULL;
}

void places_options_clear(struct places_options *o)
{
	char *words[] = {o->issue, o->place, o->sender, o->session, o->period, o->geojson, o->key};

	for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
		g_free(words[i]);
	g_strfreev(o->solved);
	g_strfreev(o->files);
	result_options_clear(&o->result);
	*o = (struct places_options){0};
}
