/* weights_options - the table of options and what does not go together.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "weights_options.h"

#include <math.h>
#include <string.h>

#include "words.h"

enum { NOT_GIVEN = -1 };

static GOptionContext *context_new(struct weights_options *o)
{
	const char *const column = _("COLUMN"), *const file = _("FILE");
	const GOptionEntry entries[] = {
		{"margin", 'm', 0, G_OPTION_ARG_STRING_ARRAY, &o->margin,
		 _("people of the population in each category of a column: a table with category and "
		   "population; COLUMN,COLUMN crosses two; again for each"),
		 _("COLUMN=FILE")},
		{"margins", 0, 0, G_OPTION_ARG_FILENAME, &o->margins,
		 _("one table of all margins: variable, category, population"), file},
		{"post-stratify", 0, 0, G_OPTION_ARG_STRING, &o->post_stratify,
		 _("weigh by this margin alone instead of raking to all (a crossed one: COLUMN,COLUMN)"),
		 column},
		{"weight-column", 'w', 0, G_OPTION_ARG_STRING, &o->weight,
		 _("column with the weight that each person has already"), column},
		{"sender", 0, 0, G_OPTION_ARG_STRING, &o->sender,
		 _("column that tells senders apart; without it each row is a person"), column},
		{"session", 0, 0, G_OPTION_ARG_STRING, &o->session,
		 _("column with the session: people in one room influence each other"), column},
		{"issue", 0, 0, G_OPTION_ARG_STRING, &o->issue,
		 _("column with what was named: share of all people who name each"), column},
		{"outcome", 0, 0, G_OPTION_ARG_STRING_ARRAY, &o->outcome,
		 _("column with an answer: share of each among those who answered"), column},
		{"mean", 0, 0, G_OPTION_ARG_STRING_ARRAY, &o->mean,
		 _("column with a measured number: mean and total"), column},
		{"unanswered", 0, 0, G_OPTION_ARG_STRING_ARRAY, &o->unanswered,
		 _("answer that counts as none, of all margins or of one; no_se, \"prefiero no decir\" and "
		   "the "
		   "like always do"),
		 _("[COLUMN=]ANSWER")},
		{"trim", 0, 0, G_OPTION_ARG_STRING, &o->trim,
		 _("cap weights at so many times their mean, and share out what is cut"), "0.3-3"},
		{"places", 0, 0, G_OPTION_ARG_FILENAME, &o->places,
		 _("table of municipalities with their people, as INEGI's catalogue; \"coahuila\" is the one "
		   "that comes with the program"),
		 file},
		{"residence", 0, 0, G_OPTION_ARG_STRING, &o->residence,
		 _("column with the municipality where the person lives, not that of the problem"), column},
		{"resident", 0, 0, G_OPTION_ARG_STRING, &o->resident,
		 _("column that says yes where the person lives in that municipality; elsewhere residence is "
		   "not known"),
		 column},
		{"state", 0, 0, G_OPTION_ARG_STRING, &o->state, _("the state of the exercise"), _("STATE")},
		{"by", 0, 0, G_OPTION_ARG_STRING, &o->by,
		 _("margin of places: region, municipality or none; without it, regions where the table has "
		   "them"),
		 _("LEVEL")},
		{"regions", 0, 0, G_OPTION_ARG_NONE, &o->with_regions,
		 _("each region ranked by itself, all with the same say, and how far they agree"), NULL},
		{"region", 0, 0, G_OPTION_ARG_STRING, &o->region,
		 _("column with the region, where no table of places gives it"), column},
		{"channel", 0, 0, G_OPTION_ARG_STRING, &o->channel,
		 _("column with how it came: telephone in the room, paper, open link, ODK"), column},
		{"min-category", 0, 0, G_OPTION_ARG_INT, &o->min_category,
		 _("people that a category must have; changed limits are said everywhere"), "30"},
		{"max-ratio", 0, 0, G_OPTION_ARG_DOUBLE, &o->max_ratio,
		 _("of the largest to the smallest weight"), "5"},
		{"max-unanswered", 0, 0, G_OPTION_ARG_DOUBLE, &o->max_unanswered,
		 _("part of the people who may not have answered"), "0.2"},
		{"finite", 0, 0, G_OPTION_ARG_DOUBLE, &o->finite,
		 _("people from whom the sample was drawn at random; corrects the standard errors"), "N"},
		{"id", 0, 0, G_OPTION_ARG_STRING, &o->id,
		 _("column of ids for --out; without it _uuid, instanceID or KEY"), column},
		{"out", 'o', 0, G_OPTION_ARG_FILENAME, &o->out, _("write the weight of each row as CSV"),
		 file},
		{"html", 0, 0, G_OPTION_ARG_FILENAME, &o->html, _("write a report of one file"), file},
		{"json", 0, 0, G_OPTION_ARG_NONE, &o->as_json, _("print the whole result as JSON"), NULL},
		{G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &o->files, NULL, NULL},
		{NULL, 0, 0, 0, NULL, NULL, NULL},
	};
	GOptionContext *context = g_option_context_new(
		_("FILE - weigh those who took part to the census, or say why that may not be done"));

	g_option_context_add_main_entries(context, entries, NULL);
	g_option_context_set_description(
		context,
		_("FILE is a table of people as CSV; - reads standard input.  It is refused below 30 people "
		  "in a "
		  "category, with weights more than 5 times others, with more than 20 % unanswered, with "
		  "margins of different populations and with categories that only one side has; status 1 "
		  "then, "
		  "and the reasons.  Weighted figures are for study: they never go on the wall."));
	return context;
}

/* "0.3-3", "0.3-", "-3". */
static bool read_trim(const char *text, double *low, double *high)
{
	const char *dash = text ? strchr(text, '-') : NULL;
	char *end;

	*low = *high = 0;
	if (!text)
		return true;
	if (!dash || strcmp(text, "-") == 0)
		return false;
	if (dash > text) {
		*low = g_ascii_strtod(text, &end);
		if (end != dash || !(*low > 0 && *low < 1))
			return false;
	}
	if (dash[1]) {
		*high = g_ascii_strtod(dash + 1, &end);
		if (*end || !(*high > 1) || !isfinite(*high))
			return false;
	}
	return true;
}

static bool are_named_files(char **pairs)
{
	for (; pairs && *pairs; pairs++) {
		const char *sign = strchr(*pairs, '=');

		if (!sign || sign == *pairs || !sign[1])
			return false;
	}
	return true;
}

static char *limits_complaint(struct weights_options *o)
{
	struct raking_settings usual;

	raking_settings_default(&usual);
	o->settings = usual;
	if (o->min_category != NOT_GIVEN && o->min_category < 1)
		return g_strdup(_("--min-category must be 1 or more"));
	if (o->min_category != NOT_GIVEN)
		o->settings.min_category = (size_t)o->min_category;
	if (o->max_ratio != NOT_GIVEN && !(o->max_ratio >= 1 && isfinite(o->max_ratio)))
		return g_strdup(_("--max-ratio must be 1 or more"));
	if (o->max_ratio != NOT_GIVEN)
		o->settings.max_ratio = o->max_ratio;
	if (o->max_unanswered != NOT_GIVEN && !(o->max_unanswered >= 0 && o->max_unanswered < 1))
		return g_strdup(_("--max-unanswered must be from 0 to less than 1"));
	if (o->max_unanswered != NOT_GIVEN)
		o->settings.max_unanswered = o->max_unanswered;
	if (!(o->finite >= 0 && isfinite(o->finite)))
		return g_strdup(_("--finite must be a number of people"));
	if (!read_trim(o->trim, &o->settings.trim_low, &o->settings.trim_high))
		return g_strdup(_("--trim needs LOW-HIGH around 1, as 0.3-3"));
	/* Looser limits are another matter than tighter ones. */
	o->is_usual = o->settings.min_category >= usual.min_category &&
		      o->settings.max_ratio <= usual.max_ratio &&
		      o->settings.max_unanswered <= usual.max_unanswered;
	return NULL;
}

static char *complaint(struct weights_options *o)
{
	if (!o->files || !o->files[0] || o->files[1])
		return g_strdup(_("name one file"));
	if (!are_named_files(o->margin))
		return g_strdup(_("--margin needs COLUMN=FILE"));
	if (o->by && strcmp(o->by, "region") != 0 && strcmp(o->by, "municipality") != 0 &&
	    strcmp(o->by, "none") != 0)
		return g_strdup(_("--by is region, municipality or none"));
	if (o->residence && !o->places)
		return g_strdup(_("--residence needs --places"));
	if (o->places && !o->residence)
		return g_strdup(_("--places needs --residence: the column with where people live"));
	if ((o->resident || o->state || o->by) && !o->places)
		return g_strdup(_("--resident, --state and --by need --places"));
	if (o->with_regions && !o->places && !o->region)
		return g_strdup(_("--regions needs --places and --residence, or --region"));
	if (o->places && o->region)
		return g_strdup(_("--region and --places exclude each other"));
	if ((o->with_regions || o->channel) && !o->issue)
		return g_strdup(_("--regions and --channel need --issue"));
	if (o->post_stratify && !o->margin && !o->margins)
		return g_strdup(_("--post-stratify needs --margin or --margins"));
	if (!o->margin && !o->margins && !o->places && !o->weight && !o->region && !o->channel)
		return g_strdup(_("say what the population is with --margin, --margins or --places"));
	return limits_complaint(o);
}

char *weights_options_read(struct weights_options *o, int *argc, char ***argv)
{
	GOptionContext *context;
	g_autoptr(GError) error = NULL;
	char *wrong;

	*o = (struct weights_options){
		.min_category = NOT_GIVEN, .max_ratio = NOT_GIVEN, .max_unanswered = NOT_GIVEN};
	context = context_new(o);
	wrong = g_option_context_parse(context, argc, argv, &error) ? complaint(o) : g_strdup(error->message);
	g_option_context_free(context);
	return wrong;
}

void weights_options_clear(struct weights_options *o)
{
	char **const strings[] = {&o->margins,	&o->post_stratify, &o->weight, &o->sender, &o->session,
				  &o->region,	&o->channel,	   &o->id,     &o->places, &o->residence,
				  &o->resident, &o->state,	   &o->by,     &o->trim,   &o->out,
				  &o->html,	&o->issue};
	char **const lists[] = {o->margin, o->outcome, o->mean, o->unanswered, o->files};

	for (size_t i = 0; i < G_N_ELEMENTS(strings); i++)
		g_free(*strings[i]);
	for (size_t i = 0; i < G_N_ELEMENTS(lists); i++)
		g_strfreev(lists[i]);
}
