/* xlsform_columns - the vocabulary of the XLSForm standard: sheets, columns and their older spellings.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "xlsform_reader.h"
#include "nearest.h"

#include <string.h>

struct column_word {
	const char *name; /* lower case, spaces as _ */
	enum column column;
	bool is_text;	       /* may be given by language */
	bool is_old;	       /* an older spelling, or so rare that nobody meant it */
	const char *canonical; /* settings and attributes: how the standard spells it now */
};

static const struct column_word survey_words[] = {
	{"type", COLUMN_TYPE, false, false, NULL},
	{"name", COLUMN_NAME, false, false, NULL},
	{"label", COLUMN_LABEL, true, false, NULL},
	{"hint", COLUMN_HINT, true, false, NULL},
	{"guidance_hint", COLUMN_GUIDANCE_HINT, true, false, NULL},
	{"required", COLUMN_REQUIRED, false, false, NULL},
	{"required_message", COLUMN_REQUIRED_MESSAGE, true, false, NULL},
	{"relevant", COLUMN_RELEVANT, false, false, NULL},
	{"constraint", COLUMN_CONSTRAINT, false, false, NULL},
	{"constraint_message", COLUMN_CONSTRAINT_MESSAGE, true, false, NULL},
	{"calculation", COLUMN_CALCULATION, false, false, NULL},
	{"default", COLUMN_DEFAULT, false, false, NULL},
	{"appearance", COLUMN_APPEARANCE, false, false, NULL},
	{"read_only", COLUMN_READ_ONLY, false, false, NULL},
	{"role", COLUMN_ROLE, false, false, NULL},
	{"disabled", COLUMN_DISABLED, false, false, NULL},
	{"choice_filter", COLUMN_CHOICE_FILTER, false, false, NULL},
	{"repeat_count", COLUMN_REPEAT_COUNT, false, false, NULL},
	{"trigger", COLUMN_TRIGGER, false, false, NULL},
	{"parameters", COLUMN_PARAMETERS, false, false, NULL},
	{"image", COLUMN_IMAGE, true, false, NULL},
	{"big_image", COLUMN_BIG_IMAGE, true, false, NULL},
	{"audio", COLUMN_AUDIO, true, false, NULL},
	{"video", COLUMN_VIDEO, true, false, NULL},
	{"autoplay", COLUMN_ATTRIBUTE, false, false, "autoplay"},
	{"rows", COLUMN_ROWS, false, true, NULL},
	{"intent", COLUMN_ATTRIBUTE, false, true, "intent"},
	{"save_to", COLUMN_IGNORED, false, true, NULL},
	{"entities:saveto", COLUMN_IGNORED, false, true, NULL},
	/* older spellings */
	{"command", COLUMN_TYPE, false, true, NULL},
	{"tag", COLUMN_NAME, false, true, NULL},
	{"value", COLUMN_NAME, false, true, NULL},
	{"caption", COLUMN_LABEL, true, true, NULL},
	{"relevance", COLUMN_RELEVANT, false, true, NULL},
	{"calculate", COLUMN_CALCULATION, false, true, NULL},
	{"readonly", COLUMN_READ_ONLY, false, true, NULL},
	{"constraining_message", COLUMN_CONSTRAINT_MESSAGE, true, true, NULL},
	{"jr:constraintmsg", COLUMN_CONSTRAINT_MESSAGE, true, true, NULL},
	{"constraintmsg", COLUMN_CONSTRAINT_MESSAGE, true, true, NULL},
	{"requiredmsg", COLUMN_REQUIRED_MESSAGE, true, true, NULL},
	{"jr:requiredmsg", COLUMN_REQUIRED_MESSAGE, true, true, NULL},
	{"count", COLUMN_REPEAT_COUNT, false, true, NULL},
	{"jr:count", COLUMN_REPEAT_COUNT, false, true, NULL},
	{"big-image", COLUMN_BIG_IMAGE, true, true, NULL},
	{"noapperrorstring", COLUMN_ATTRIBUTE, true, true, "jr:noAppErrorString"},
	{"no_app_error_string", COLUMN_ATTRIBUTE, true, true, "jr:noAppErrorString"},
	{"jr:noapperrorstring", COLUMN_ATTRIBUTE, true, true, "jr:noAppErrorString"},
	{"compact_tag", COLUMN_ATTRIBUTE, false, true, "odk:tag"},
	{"sms_field", COLUMN_SILENT, false, true, NULL},
	{"sms_option", COLUMN_SILENT, false, true, NULL},
	{"sms_separator", COLUMN_SILENT, false, true, NULL},
	{"sms_allow_media", COLUMN_SILENT, false, true, NULL},
	{"sms_date_format", COLUMN_SILENT, false, true, NULL},
	{"sms_datetime_format", COLUMN_SILENT, false, true, NULL},
	{"sms_response", COLUMN_SILENT, false, true, NULL},
	{"hxl", COLUMN_SILENT, false, true, NULL},
	{"$kuid", COLUMN_SILENT, false, true, NULL},
	{"kuid", COLUMN_SILENT, false, true, NULL},
	{"$autoname", COLUMN_SILENT, false, true, NULL},
	{"$xpath", COLUMN_SILENT, false, true, NULL},
	{"$qpath", COLUMN_SILENT, false, true, NULL},
	{"$given_name", COLUMN_SILENT, false, true, NULL},
	{NULL, COLUMN_OTHER, false, false, NULL},
};

static const struct column_word choices_words[] = {
	{"list_name", COLUMN_LIST_NAME, false, false, NULL},
	{"name", COLUMN_NAME, false, false, NULL},
	{"label", COLUMN_LABEL, true, false, NULL},
	{"level", COLUMN_LEVEL, false, false, NULL},
	{"image", COLUMN_IMAGE, true, false, NULL},
	{"big_image", COLUMN_BIG_IMAGE, true, false, NULL},
	{"audio", COLUMN_AUDIO, true, false, NULL},
	{"video", COLUMN_VIDEO, true, false, NULL},
	{"value", COLUMN_NAME, false, true, NULL},
	{"caption", COLUMN_LABEL, true, true, NULL},
	{"big-image", COLUMN_BIG_IMAGE, true, true, NULL},
	{"$kuid", COLUMN_SILENT, false, true, NULL},
	{"$autovalue", COLUMN_SILENT, false, true, NULL},
	{NULL, COLUMN_OTHER, false, false, NULL},
};

static const struct column_word settings_words[] = {
	{"form_title", COLUMN_SETTING, false, false, "form_title"},
	{"form_id", COLUMN_SETTING, false, false, "form_id"},
	{"version", COLUMN_SETTING, false, false, "version"},
	{"default_language", COLUMN_DEFAULT_LANGUAGE, false, false, "default_language"},
	{"instance_name", COLUMN_INSTANCE_NAME, false, false, "instance_name"},
	{"style", COLUMN_SETTING, false, false, "style"},
	{"allow_choice_duplicates", COLUMN_SETTING, false, false, "allow_choice_duplicates"},
	{"name", COLUMN_SETTING, false, false, "name"},
	{"namespaces", COLUMN_SETTING, false, false, "namespaces"},
	{"public_key", COLUMN_SETTING, false, false, "public_key"},
	{"submission_url", COLUMN_SETTING, false, false, "submission_url"},
	{"auto_send", COLUMN_SETTING, false, false, "auto_send"},
	{"auto_delete", COLUMN_SETTING, false, false, "auto_delete"},
	{"instance_xmlns", COLUMN_SETTING, false, false, "instance_xmlns"},
	{"instance_id", COLUMN_SETTING, false, false, "instance_id"},
	{"omit_instanceid", COLUMN_SETTING, false, false, "omit_instanceID"},
	{"clean_text_values", COLUMN_SETTING, false, false, "clean_text_values"},
	{"client_editable", COLUMN_SETTING, false, false, "client_editable"},
	{"entity_version", COLUMN_SETTING, false, false, "entity_version"},
	{"add_none_option", COLUMN_SETTING, false, false, "add_none_option"},
	{"prefix", COLUMN_SETTING, false, false, "prefix"},
	{"delimiter", COLUMN_SETTING, false, false, "delimiter"},
	{"flat", COLUMN_SETTING, false, false, "flat"},
	{"sms_keyword", COLUMN_SETTING, false, false, "sms_keyword"},
	{"sms_separator", COLUMN_SETTING, false, false, "sms_separator"},
	{"sms_allow_media", COLUMN_SETTING, false, false, "sms_allow_media"},
	{"sms_date_format", COLUMN_SETTING, false, false, "sms_date_format"},
	{"sms_datetime_format", COLUMN_SETTING, false, false, "sms_datetime_format"},
	{"sms_response", COLUMN_SETTING, false, false, "sms_response"},
	/* older spellings */
	{"title", COLUMN_SETTING, false, true, "form_title"},
	{"id_string", COLUMN_SETTING, false, true, "form_id"},
	{"set_form_title", COLUMN_SETTING, false, true, "form_title"},
	{"set_form_id", COLUMN_SETTING, false, true, "form_id"},
	{NULL, COLUMN_OTHER, false, false, NULL},
};

static const struct column_word *const sheet_words[SHEET_MAX] = {survey_words, choices_words, settings_words,
								 choices_words};

const char *sheet_name_of(enum sheet sheet)
{
	static const char *const names[SHEET_MAX] = {"survey", "choices", "settings", "external_choices"};
	return names[sheet];
}

char *header_fold(const char *text)
{
	char *folded = g_strstrip(g_utf8_strdown(text, -1));
	for (char *c = folded; *c; c++)
		if (*c == ' ')
			*c = '_';
	return folded;
}

static const struct column_word *word_named(enum sheet sheet, const char *name)
{
	const struct column_word *w = sheet_words[sheet];
	while (w->name && strcmp(w->name, name) != 0)
		w++;
	return w->name ? w : NULL;
}

/* Prefixes that say where in the XForm a value goes; media:: says nothing more than its column. */
static bool place_named(const char *folded, enum form_attribute_place *place)
{
	if (!strcmp(folded, "bind") || !strcmp(folded, "media"))
		*place = FORM_ATTRIBUTE_BIND;
	else if (!strcmp(folded, "body") || !strcmp(folded, "control"))
		*place = FORM_ATTRIBUTE_BODY;
	else if (!strcmp(folded, "instance") || !strcmp(folded, "attribute"))
		*place = FORM_ATTRIBUTE_INSTANCE;
	else
		return false;
	return true;
}

/* Whether a column of that meaning may be written with that prefix: bind::type is no type. */
static bool word_goes_with(const struct column_word *word, const char *prefix)
{
	switch (word->column) {
	case COLUMN_IMAGE:
	case COLUMN_BIG_IMAGE:
	case COLUMN_AUDIO:
	case COLUMN_VIDEO:
		return !strcmp(prefix, "media");
	case COLUMN_APPEARANCE:
	case COLUMN_ROWS:
	case COLUMN_REPEAT_COUNT:
		return !strcmp(prefix, "body") || !strcmp(prefix, "control");
	case COLUMN_RELEVANT:
	case COLUMN_REQUIRED:
	case COLUMN_REQUIRED_MESSAGE:
	case COLUMN_CONSTRAINT:
	case COLUMN_CONSTRAINT_MESSAGE:
	case COLUMN_CALCULATION:
	case COLUMN_READ_ONLY:
	case COLUMN_IGNORED:
		return !strcmp(prefix, "bind");
	case COLUMN_ATTRIBUTE:
		return strcmp(prefix, "instance") != 0;
	default:
		return false;
	}
}

static struct header header_of_word(const struct column_word *word, const char *language)
{
	struct header header = {.column = word->column, .canonical = word->canonical};
	if (word->column == COLUMN_ATTRIBUTE) {
		header.attribute = g_strdup(word->canonical);
		header.place = g_str_has_prefix(word->canonical, "jr:")	   ? FORM_ATTRIBUTE_BIND
			       : g_str_has_prefix(word->canonical, "odk:") ? FORM_ATTRIBUTE_INSTANCE
									   : FORM_ATTRIBUTE_BODY;
		header.language = g_strdup(language);
		return header;
	}
	header.is_bare_text = word->is_text && !language;
	header.language = g_strdup(language);
	return header;
}

/* The rest of a header's parts as one language, or NULL when they are none: empty, or too many. */
static char *language_of(char **parts)
{
	if (!parts[0] || parts[1])
		return NULL;
	g_autofree char *language = g_strstrip(g_strdup(parts[0]));
	return *language ? g_steal_pointer(&language) : NULL;
}

/* parts: the header cut at its separators.  bind::relevant is relevant, media::image::es is image::es. */
static struct header header_of_parts(enum sheet sheet, char **parts)
{
	const struct header other = {.column = COLUMN_OTHER};
	g_autofree char *first = header_fold(parts[0]);
	enum form_attribute_place place = FORM_ATTRIBUTE_BIND;
	bool has_place = parts[1] && place_named(first, &place);
	char **rest = parts + 1;
	if (has_place) {
		g_free(first);
		first = header_fold(parts[1]);
		rest = parts + 2;
		/* a name with a prefix of its own: bind:jr:constraintMsg */
		if (rest[0] && (!strcmp(first, "jr") || !strcmp(first, "odk") || !strcmp(first, "orx") ||
				!strcmp(first, "entities") || !strcmp(first, "kb"))) {
			g_autofree char *joined =
				g_strconcat(g_strstrip(parts[1]), ":", g_strstrip(rest[0]), NULL);
			g_free(parts[1]);
			parts[1] = g_steal_pointer(&joined);
			g_free(first);
			first = header_fold(parts[1]);
			rest++;
		}
	}
	const struct column_word *word = word_named(sheet, first);
	if (word && has_place) {
		g_autofree char *prefix = header_fold(parts[0]);
		word = word_goes_with(word, prefix) ? word : NULL;
	}
	if (word && !rest[0])
		return header_of_word(word, NULL);
	if (word && word->is_text) {
		g_autofree char *language = language_of(rest);
		return language ? header_of_word(word, language) : other;
	}
	if (!has_place || word || sheet != SHEET_SURVEY)
		return other;
	g_autofree char *name = g_strstrip(g_strdup(parts[1]));
	return *name ? (struct header){.column = COLUMN_ATTRIBUTE,
				       .place = place,
				       .attribute = g_steal_pointer(&name)}
		     : other;
}

struct header header_parse(enum sheet sheet, const char *text)
{
	g_autofree char *whole = header_fold(text);
	const struct column_word *word = word_named(sheet, whole);
	if (word)
		return header_of_word(word, NULL);
	g_auto(GStrv) parts = g_strsplit(text, strstr(text, "::") ? "::" : ":", 5);
	if (!parts[0])
		return (struct header){.column = COLUMN_OTHER};
	if (sheet == SHEET_SETTINGS && parts[1]) {
		g_autofree char *first = header_fold(parts[0]);
		if (!strcmp(first, "attribute"))
			return (struct header){.column = COLUMN_SETTING, .canonical = "attribute"};
	}
	return header_of_parts(sheet, parts);
}

const char *header_nearest(enum sheet sheet, const char *text)
{
	g_autofree char *first = g_strndup(text, strcspn(text, ":"));
	struct nearest nearest = nearest_begin(first);
	for (const struct column_word *w = sheet_words[sheet]; w->name; w++)
		if (!w->is_old)
			nearest_try(&nearest, w->name);
	return nearest.found;
}

const char *header_slip_of(enum sheet sheet, const char *text)
{
	g_autofree char *first = g_strndup(text, strcspn(text, ":"));
	struct nearest nearest = nearest_begin(first);
	size_t length = (size_t)g_utf8_strlen(first, -1);
	nearest.distance = length < 4 ? 1 : length < 8 ? 2 : 3; /* what is nearer than that: 0, 1, 2 slips */
	for (const struct column_word *w = sheet_words[sheet]; w->name; w++)
		if (!w->is_old)
			nearest_try(&nearest, w->name);
	return nearest.found;
}

int yes_no_parse(const char *text)
{
	static const char *const yes[] = {"yes", "true", "true()", "sí", "si", "x", "1"};
	static const char *const no[] = {"", "no", "false", "false()", "0"};
	g_autofree char *folded = g_utf8_strdown(text, -1);
	for (size_t i = 0; i < G_N_ELEMENTS(yes); i++)
		if (!strcmp(folded, yes[i]))
			return 1;
	for (size_t i = 0; i < G_N_ELEMENTS(no); i++)
		if (!strcmp(folded, no[i]))
			return 0;
	return -1;
}

bool name_is_valid(const char *name)
{
	size_t n = 0;
	for (const char *p = name; *p; p = g_utf8_next_char(p), n++) {
		gunichar c = g_utf8_get_char(p);
		bool start = c == '_' || g_unichar_isalpha(c);
		if (!start && (!n || !(c == '-' || c == '.' || g_unichar_isdigit(c))))
			return false;
	}
	return n > 0 && n <= 200;
}
