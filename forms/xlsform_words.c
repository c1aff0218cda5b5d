/* xlsform_words - the vocabulary of the XLSForm standard: columns, types, roles and their older spellings.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "xlsform_reader.h"
#include "nearest.h"

#include <string.h>

struct column_word {
	const char *name; /* lower case, spaces as _ */
	enum column column;
	bool is_text; /* may be given by language */
};

static const struct column_word survey_words[] = {
	{"type", COLUMN_TYPE, false},
	{"name", COLUMN_NAME, false},
	{"label", COLUMN_LABEL, true},
	{"hint", COLUMN_HINT, true},
	{"required", COLUMN_REQUIRED, false},
	{"required_message", COLUMN_REQUIRED_MESSAGE, true},
	{"relevant", COLUMN_RELEVANT, false},
	{"constraint", COLUMN_CONSTRAINT, false},
	{"constraint_message", COLUMN_CONSTRAINT_MESSAGE, true},
	{"calculation", COLUMN_CALCULATION, false},
	{"default", COLUMN_DEFAULT, false},
	{"appearance", COLUMN_APPEARANCE, false},
	{"read_only", COLUMN_READ_ONLY, false},
	{"role", COLUMN_ROLE, false},
	{"disabled", COLUMN_DISABLED, false},
	{"choice_filter", COLUMN_LATER, false},
	{"repeat_count", COLUMN_LATER, false},
	{"trigger", COLUMN_LATER, false},
	{"image", COLUMN_LATER, true},
	{"audio", COLUMN_LATER, true},
	{"video", COLUMN_LATER, true},
	{"big_image", COLUMN_LATER, true},
	{"save_to", COLUMN_LATER, false},
	{"parameters", COLUMN_IGNORED, false},
	{"guidance_hint", COLUMN_IGNORED, true},
	{"autoplay", COLUMN_IGNORED, false},
	{"rows", COLUMN_IGNORED, false},
	/* older spellings */
	{"command", COLUMN_TYPE, false},
	{"tag", COLUMN_NAME, false},
	{"value", COLUMN_NAME, false},
	{"caption", COLUMN_LABEL, true},
	{"relevance", COLUMN_RELEVANT, false},
	{"calculate", COLUMN_CALCULATION, false},
	{"readonly", COLUMN_READ_ONLY, false},
	{"constraining_message", COLUMN_CONSTRAINT_MESSAGE, true},
	{"jr:constraintmsg", COLUMN_CONSTRAINT_MESSAGE, true},
	{"constraintmsg", COLUMN_CONSTRAINT_MESSAGE, true},
	{"requiredmsg", COLUMN_REQUIRED_MESSAGE, true},
	{"jr:requiredmsg", COLUMN_REQUIRED_MESSAGE, true},
	{"count", COLUMN_LATER, false},
	{"jr:count", COLUMN_LATER, false},
	{NULL, COLUMN_OTHER, false},
};

static const struct column_word choices_words[] = {
	{"list_name", COLUMN_LIST_NAME, false},
	{"name", COLUMN_NAME, false},
	{"label", COLUMN_LABEL, true},
	{"level", COLUMN_LEVEL, false},
	{"value", COLUMN_NAME, false},
	{"caption", COLUMN_LABEL, true},
	{"image", COLUMN_IGNORED, true},
	{"audio", COLUMN_IGNORED, true},
	{"video", COLUMN_IGNORED, true},
	{"big_image", COLUMN_IGNORED, true},
	{NULL, COLUMN_OTHER, false},
};

static const struct column_word settings_words[] = {
	{"form_title", COLUMN_FORM_TITLE, false},
	{"form_id", COLUMN_FORM_ID, false},
	{"version", COLUMN_VERSION, false},
	{"default_language", COLUMN_DEFAULT_LANGUAGE, false},
	{"title", COLUMN_FORM_TITLE, false},
	{"id_string", COLUMN_FORM_ID, false},
	{NULL, COLUMN_OTHER, false},
};

static const struct column_word *const sheet_words[SHEET_MAX] = {survey_words, choices_words, settings_words};

const char *sheet_name_of(enum sheet sheet)
{
	static const char *const names[SHEET_MAX] = {"survey", "choices", "settings"};
	return names[sheet];
}

/* Lower case, white space and hyphens of the ends off, inner spaces as _. */
static char *snake(const char *text)
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

/* parts: the header cut at its separators.  bind::relevant is relevant, media::image::es is image::es. */
static struct header header_of_parts(enum sheet sheet, char **parts)
{
	g_autofree char *first = snake(parts[0]);
	size_t used = 1;
	if (parts[1] && (!strcmp(first, "bind") || !strcmp(first, "media") || !strcmp(first, "control") ||
			 !strcmp(first, "body"))) {
		g_free(first);
		first = snake(parts[1]);
		used = 2;
	}
	const struct column_word *word = word_named(sheet, first);
	if (!word)
		return (struct header){.column = COLUMN_OTHER};
	if (!parts[used])
		return (struct header){.column = word->column, .is_bare_text = word->is_text};
	if (!word->is_text || parts[used + 1])
		return (struct header){.column = COLUMN_OTHER};
	g_autofree char *language = g_strstrip(g_strdup(parts[used]));
	if (!*language)
		return (struct header){.column = COLUMN_OTHER};
	return (struct header){.column = word->column, .language = g_steal_pointer(&language)};
}

struct header header_parse(enum sheet sheet, const char *text)
{
	g_autofree char *whole = snake(text);
	const struct column_word *word = word_named(sheet, whole);
	if (word)
		return (struct header){.column = word->column, .is_bare_text = word->is_text};
	g_auto(GStrv) parts = g_strsplit(text, strstr(text, "::") ? "::" : ":", 5);
	if (!parts[0])
		return (struct header){.column = COLUMN_OTHER};
	return header_of_parts(sheet, parts);
}

const char *header_nearest(enum sheet sheet, const char *text)
{
	g_autofree char *first = g_strndup(text, strcspn(text, ":"));
	struct nearest nearest = nearest_begin(first);
	for (const struct column_word *w = sheet_words[sheet]; w->name; w++)
		nearest_try(&nearest, w->name);
	return nearest.found;
}

static const struct {
	const char *name; /* lower case, spaces as _ */
	enum type_kind kind;
	enum form_type type;
} types[] = {
	{"text", TYPE_QUESTION, FORM_TEXT},
	{"integer", TYPE_QUESTION, FORM_INTEGER},
	{"decimal", TYPE_QUESTION, FORM_DECIMAL},
	{"date", TYPE_QUESTION, FORM_DATE},
	{"select_one", TYPE_QUESTION, FORM_SELECT_ONE},
	{"select_multiple", TYPE_QUESTION, FORM_SELECT_MULTIPLE},
	{"note", TYPE_QUESTION, FORM_NOTE},
	{"acknowledge", TYPE_QUESTION, FORM_ACKNOWLEDGE},
	{"calculate", TYPE_QUESTION, FORM_CALCULATE},
	{"hidden", TYPE_QUESTION, FORM_HIDDEN},
	{"begin_group", TYPE_BEGIN, FORM_GROUP},
	{"end_group", TYPE_END, FORM_GROUP},
	{"begin_repeat", TYPE_BEGIN, FORM_REPEAT},
	{"end_repeat", TYPE_END, FORM_REPEAT},
	/* older spellings */
	{"string", TYPE_QUESTION, FORM_TEXT},
	{"int", TYPE_QUESTION, FORM_INTEGER},
	{"select1", TYPE_QUESTION, FORM_SELECT_ONE},
	{"select_all_that_apply", TYPE_QUESTION, FORM_SELECT_MULTIPLE},
	{"trigger", TYPE_QUESTION, FORM_ACKNOWLEDGE},
	{"calculation", TYPE_QUESTION, FORM_CALCULATE},
	{"begin_lgroup", TYPE_BEGIN, FORM_REPEAT},
	{"end_lgroup", TYPE_END, FORM_REPEAT},
	{"begin_looped_group", TYPE_BEGIN, FORM_REPEAT},
	{"end_looped_group", TYPE_END, FORM_REPEAT},
	/* about the device */
	{"start", TYPE_METADATA, FORM_HIDDEN},
	{"end", TYPE_METADATA, FORM_HIDDEN},
	{"today", TYPE_METADATA, FORM_HIDDEN},
	{"deviceid", TYPE_METADATA, FORM_HIDDEN},
	{"imei", TYPE_METADATA, FORM_HIDDEN},
	{"username", TYPE_METADATA, FORM_HIDDEN},
	{"email", TYPE_METADATA, FORM_HIDDEN},
	{"phonenumber", TYPE_METADATA, FORM_HIDDEN},
	{"phone_number", TYPE_METADATA, FORM_HIDDEN},
	{"subscriberid", TYPE_METADATA, FORM_HIDDEN},
	{"simserial", TYPE_METADATA, FORM_HIDDEN},
	{"audit", TYPE_METADATA, FORM_HIDDEN},
	{"start_geopoint", TYPE_METADATA, FORM_HIDDEN},
	{"start-geopoint", TYPE_METADATA, FORM_HIDDEN},
	/* known to the standard only, so far */
	{"time", TYPE_LATER, FORM_TEXT},
	{"datetime", TYPE_LATER, FORM_TEXT},
	{"rank", TYPE_LATER, FORM_TEXT},
	{"range", TYPE_LATER, FORM_TEXT},
	{"image", TYPE_LATER, FORM_TEXT},
	{"photo", TYPE_LATER, FORM_TEXT},
	{"audio", TYPE_LATER, FORM_TEXT},
	{"video", TYPE_LATER, FORM_TEXT},
	{"file", TYPE_LATER, FORM_TEXT},
	{"barcode", TYPE_LATER, FORM_TEXT},
	{"geopoint", TYPE_LATER, FORM_TEXT},
	{"gps", TYPE_LATER, FORM_TEXT},
	{"geotrace", TYPE_LATER, FORM_TEXT},
	{"geoshape", TYPE_LATER, FORM_TEXT},
	{"osm", TYPE_LATER, FORM_TEXT},
	{"percentage", TYPE_LATER, FORM_TEXT},
	{"select_one_from_file", TYPE_LATER, FORM_TEXT},
	{"select_multiple_from_file", TYPE_LATER, FORM_TEXT},
	{"select_one_external", TYPE_LATER, FORM_TEXT},
	{"xml-external", TYPE_LATER, FORM_TEXT},
	{"csv-external", TYPE_LATER, FORM_TEXT},
	{"background-audio", TYPE_LATER, FORM_TEXT},
	{"background-geopoint", TYPE_LATER, FORM_TEXT},
};

/* The beginnings of select cells; the rest is the list's name. */
static const struct {
	const char *head;
	enum form_type type;
} select_heads[] = {
	{"select_one from", FORM_SELECT_ONE},
	{"select one from", FORM_SELECT_ONE},
	{"select_one", FORM_SELECT_ONE},
	{"select one", FORM_SELECT_ONE},
	{"select1", FORM_SELECT_ONE},
	{"select_multiple from", FORM_SELECT_MULTIPLE},
	{"select multiple from", FORM_SELECT_MULTIPLE},
	{"select_multiple", FORM_SELECT_MULTIPLE},
	{"select multiple", FORM_SELECT_MULTIPLE},
	{"select all that apply from", FORM_SELECT_MULTIPLE},
	{"select all that apply", FORM_SELECT_MULTIPLE},
};

static bool cut_suffix(char *text, const char *suffix)
{
	size_t n = strlen(text), m = strlen(suffix);
	if (n < m || g_ascii_strcasecmp(text + n - m, suffix))
		return false;
	text[n - m] = '\0';
	g_strchomp(text);
	return true;
}

struct type_words type_parse(char *cell)
{
	for (size_t i = 0; i < G_N_ELEMENTS(select_heads); i++) {
		size_t n = strlen(select_heads[i].head);
		if (g_ascii_strncasecmp(cell, select_heads[i].head, n) || (cell[n] && cell[n] != ' '))
			continue;
		struct type_words words = {.kind = TYPE_QUESTION, .type = select_heads[i].type};
		words.or_other =
			cut_suffix(cell + n, " or_other") || cut_suffix(cell + n, " or specify other");
		words.list = g_strstrip(cell + n);
		return words;
	}
	g_autofree char *whole = snake(cell);
	g_autofree char *head = g_ascii_strdown(cell, (gssize)strcspn(cell, " "));
	for (size_t i = 0; i < G_N_ELEMENTS(types); i++) {
		bool takes_more = types[i].kind == TYPE_LATER; /* "rank list", "select_one_from_file a.csv" */
		if (!strcmp(types[i].name, whole) || (takes_more && !strcmp(types[i].name, head)))
			return (struct type_words){.kind = types[i].kind, .type = types[i].type, .list = ""};
	}
	return (struct type_words){.kind = TYPE_UNKNOWN, .list = ""};
}

const char *type_nearest(const char *cell)
{
	g_autofree char *head = g_strndup(cell, strcspn(cell, " "));
	struct nearest whole = nearest_begin(cell), first = nearest_begin(head);
	for (size_t i = 0; i < G_N_ELEMENTS(types); i++) {
		if (types[i].kind == TYPE_LATER || types[i].kind == TYPE_METADATA)
			continue;
		nearest_try(&whole, types[i].name);
		nearest_try(&first, types[i].name);
	}
	return whole.found ? whole.found : first.found;
}

bool role_parse(const char *text, enum form_role *role)
{
	for (*role = FORM_ROLE_PROBLEM; *role < FORM_ROLE_MAX; (*role)++)
		if (!g_ascii_strcasecmp(form_role_name(*role), text))
			return true;
	return false;
}

const char *role_nearest(const char *text)
{
	struct nearest nearest = nearest_begin(text);
	for (enum form_role r = FORM_ROLE_PROBLEM; r < FORM_ROLE_MAX; r++)
		nearest_try(&nearest, form_role_name(r));
	return nearest.found;
}

int yes_no_parse(const char *text)
{
	static const char *const yes[] = {"yes", "true", "true()", "sí", "x"};
	static const char *const no[] = {"", "no", "false", "false()"};
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
