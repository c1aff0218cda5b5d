/* xlsform_types - the vocabulary of the XLSForm standard: types of rows and their older spellings.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "xlsform_reader.h"
#include "nearest.h"

#include <string.h>

struct type_word {
	const char *name; /* lower case; spaces, underscores and hyphens as _ */
	enum type_kind kind;
	enum form_type type;
	enum form_metadata metadata;
	bool is_old; /* understood, never suggested */
};

#define QUESTION(name, type)                                                                                 \
	{                                                                                                    \
		name, TYPE_QUESTION, type, FORM_METADATA_NONE, false                                         \
	}
#define OLD(name, type)                                                                                      \
	{                                                                                                    \
		name, TYPE_QUESTION, type, FORM_METADATA_NONE, true                                          \
	}
#define METADATA(name, metadata)                                                                             \
	{                                                                                                    \
		name, TYPE_QUESTION, FORM_METADATA, metadata, true                                           \
	}

static const struct type_word types[] = {
	QUESTION("text", FORM_TEXT),
	QUESTION("integer", FORM_INTEGER),
	QUESTION("decimal", FORM_DECIMAL),
	QUESTION("date", FORM_DATE),
	QUESTION("time", FORM_TIME),
	QUESTION("datetime", FORM_DATETIME),
	QUESTION("range", FORM_RANGE),
	QUESTION("note", FORM_NOTE),
	QUESTION("acknowledge", FORM_ACKNOWLEDGE),
	QUESTION("calculate", FORM_CALCULATE),
	QUESTION("hidden", FORM_HIDDEN),
	QUESTION("image", FORM_IMAGE),
	QUESTION("audio", FORM_AUDIO),
	QUESTION("video", FORM_VIDEO),
	QUESTION("file", FORM_FILE),
	QUESTION("geopoint", FORM_GEOPOINT),
	QUESTION("geotrace", FORM_GEOTRACE),
	QUESTION("geoshape", FORM_GEOSHAPE),
	QUESTION("barcode", FORM_BARCODE),
	{"begin_group", TYPE_BEGIN, FORM_GROUP, FORM_METADATA_NONE, false},
	{"end_group", TYPE_END, FORM_GROUP, FORM_METADATA_NONE, false},
	{"begin_repeat", TYPE_BEGIN, FORM_REPEAT, FORM_METADATA_NONE, false},
	{"end_repeat", TYPE_END, FORM_REPEAT, FORM_METADATA_NONE, false},
	{"begin_lgroup", TYPE_BEGIN, FORM_REPEAT, FORM_METADATA_NONE, true},
	{"end_lgroup", TYPE_END, FORM_REPEAT, FORM_METADATA_NONE, true},
	{"begin_looped_group", TYPE_BEGIN, FORM_REPEAT, FORM_METADATA_NONE, true},
	{"end_looped_group", TYPE_END, FORM_REPEAT, FORM_METADATA_NONE, true},
	{"csv_external", TYPE_EXTERNAL, FORM_HIDDEN, FORM_METADATA_NONE, false},
	{"xml_external", TYPE_EXTERNAL, FORM_HIDDEN, FORM_METADATA_NONE, false},
	/* older spellings */
	OLD("string", FORM_TEXT),
	OLD("q_string", FORM_TEXT),
	OLD("add_text_prompt", FORM_TEXT),
	OLD("add_string_prompt", FORM_TEXT),
	OLD("phone_number", FORM_TEXT),
	OLD("tel", FORM_TEXT),
	OLD("int", FORM_INTEGER),
	OLD("q_int", FORM_INTEGER),
	OLD("q_integer", FORM_INTEGER),
	OLD("add_integer_prompt", FORM_INTEGER),
	OLD("percentage", FORM_INTEGER),
	OLD("number_of_days_in_last_month", FORM_INTEGER),
	OLD("number_of_days_in_last_six_months", FORM_INTEGER),
	OLD("number_of_days_in_last_year", FORM_INTEGER),
	OLD("q_decimal", FORM_DECIMAL),
	OLD("add_decimal_prompt", FORM_DECIMAL),
	OLD("q_date", FORM_DATE),
	OLD("add_date_prompt", FORM_DATE),
	OLD("q_time", FORM_TIME),
	OLD("add_time_prompt", FORM_TIME),
	OLD("date_time", FORM_DATETIME),
	OLD("q_datetime", FORM_DATETIME),
	OLD("q_date_time", FORM_DATETIME),
	OLD("add_date_time_prompt", FORM_DATETIME),
	OLD("add_datetime_prompt", FORM_DATETIME),
	OLD("q_note", FORM_NOTE),
	OLD("add_note_prompt", FORM_NOTE),
	OLD("trigger", FORM_ACKNOWLEDGE),
	OLD("q_acknowledge", FORM_ACKNOWLEDGE),
	OLD("add_acknowledge_prompt", FORM_ACKNOWLEDGE),
	OLD("calculation", FORM_CALCULATE),
	OLD("q_calculate", FORM_CALCULATE),
	OLD("add_calculate_prompt", FORM_CALCULATE),
	OLD("photo", FORM_IMAGE),
	OLD("q_image", FORM_IMAGE),
	OLD("q_picture", FORM_IMAGE),
	OLD("add_image_prompt", FORM_IMAGE),
	OLD("add_photo_prompt", FORM_IMAGE),
	OLD("add_picture_prompt", FORM_IMAGE),
	OLD("q_audio", FORM_AUDIO),
	OLD("add_audio_prompt", FORM_AUDIO),
	OLD("q_video", FORM_VIDEO),
	OLD("add_video_prompt", FORM_VIDEO),
	OLD("q_file", FORM_FILE),
	OLD("add_file_prompt", FORM_FILE),
	OLD("gps", FORM_GEOPOINT),
	OLD("location", FORM_GEOPOINT),
	OLD("q_geopoint", FORM_GEOPOINT),
	OLD("q_location", FORM_GEOPOINT),
	OLD("add_location_prompt", FORM_GEOPOINT),
	OLD("add_geopoint_prompt", FORM_GEOPOINT),
	OLD("q_geotrace", FORM_GEOTRACE),
	OLD("q_geoshape", FORM_GEOSHAPE),
	OLD("q_barcode", FORM_BARCODE),
	OLD("add_barcode_prompt", FORM_BARCODE),
	/* what a client fills in */
	METADATA("start", FORM_METADATA_START),
	METADATA("get_start_time", FORM_METADATA_START),
	METADATA("start_time", FORM_METADATA_START),
	METADATA("end", FORM_METADATA_END),
	METADATA("get_end_time", FORM_METADATA_END),
	METADATA("end_time", FORM_METADATA_END),
	METADATA("today", FORM_METADATA_TODAY),
	METADATA("get_today", FORM_METADATA_TODAY),
	METADATA("deviceid", FORM_METADATA_PRIVATE),
	METADATA("device_id", FORM_METADATA_PRIVATE),
	METADATA("get_device_id", FORM_METADATA_PRIVATE),
	METADATA("imei", FORM_METADATA_PRIVATE),
	METADATA("subscriberid", FORM_METADATA_PRIVATE),
	METADATA("subscriber_id", FORM_METADATA_PRIVATE),
	METADATA("get_subscriber_id", FORM_METADATA_PRIVATE),
	METADATA("simserial", FORM_METADATA_PRIVATE),
	METADATA("sim_id", FORM_METADATA_PRIVATE),
	METADATA("get_sim_id", FORM_METADATA_PRIVATE),
	METADATA("phonenumber", FORM_METADATA_PRIVATE),
	METADATA("get_phone_number", FORM_METADATA_PRIVATE),
	METADATA("username", FORM_METADATA_PRIVATE),
	METADATA("email", FORM_METADATA_PRIVATE),
	METADATA("uri:deviceid", FORM_METADATA_PRIVATE),
	METADATA("uri:subscriberid", FORM_METADATA_PRIVATE),
	METADATA("uri:simserial", FORM_METADATA_PRIVATE),
	METADATA("uri:phonenumber", FORM_METADATA_PRIVATE),
	METADATA("uri:username", FORM_METADATA_PRIVATE),
	METADATA("uri:email", FORM_METADATA_PRIVATE),
	METADATA("audit", FORM_METADATA_PRIVATE),
	METADATA("start_geopoint", FORM_METADATA_PRIVATE),
	METADATA("background_audio", FORM_METADATA_PRIVATE),
	METADATA("background_geopoint", FORM_METADATA_PRIVATE),
};

/* The rules and hints that came with some old types. */
static const struct {
	const char *name, *constraint, *hint_es, *hint_en;
} rules[] = {
	{"percentage", "0 <= . and . <= 100", NULL, NULL},
	{"number_of_days_in_last_month", "0 <= . and . <= 31", "Un número del 0 al 31.",
	 "Enter a number 0-31."},
	{"number_of_days_in_last_six_months", "0 <= . and . <= 183", "Un número del 0 al 183.",
	 "Enter a number 0-183."},
	{"number_of_days_in_last_year", "0 <= . and . <= 365", "Un número del 0 al 365.",
	 "Enter a number 0-365."},
	{"phone_number", "regex(., '^\\d*$')", "Solo números.", "Enter numbers only."},
};

/* The beginnings of cells that name a list; the rest is its name.  Longer ones first. */
static const struct {
	const char *head; /* folded */
	enum form_type type;
	enum form_list_kind source;
	bool is_old;
} list_heads[] = {
	{"select_one_from_file", FORM_SELECT_ONE, FORM_LIST_FILE, false},
	{"select_multiple_from_file", FORM_SELECT_MULTIPLE, FORM_LIST_FILE, false},
	{"select_one_external", FORM_SELECT_ONE, FORM_LIST_EXTERNAL, false},
	{"select_one_from", FORM_SELECT_ONE, FORM_LIST_CHOICES, true},
	{"select_one_using", FORM_SELECT_ONE, FORM_LIST_CHOICES, true},
	{"select_one", FORM_SELECT_ONE, FORM_LIST_CHOICES, false},
	{"select1", FORM_SELECT_ONE, FORM_LIST_CHOICES, true},
	{"q_select1", FORM_SELECT_ONE, FORM_LIST_CHOICES, true},
	{"add_select_one_prompt_using", FORM_SELECT_ONE, FORM_LIST_CHOICES, true},
	{"select_multiple_from", FORM_SELECT_MULTIPLE, FORM_LIST_CHOICES, true},
	{"select_multiple_using", FORM_SELECT_MULTIPLE, FORM_LIST_CHOICES, true},
	{"select_multiple", FORM_SELECT_MULTIPLE, FORM_LIST_CHOICES, false},
	{"select_all_that_apply_from", FORM_SELECT_MULTIPLE, FORM_LIST_CHOICES, true},
	{"select_all_that_apply", FORM_SELECT_MULTIPLE, FORM_LIST_CHOICES, true},
	{"q_select", FORM_SELECT_MULTIPLE, FORM_LIST_CHOICES, true},
	{"add_select_multiple_prompt_using", FORM_SELECT_MULTIPLE, FORM_LIST_CHOICES, true},
	{"rank_from", FORM_RANK, FORM_LIST_CHOICES, true},
	{"rank", FORM_RANK, FORM_LIST_CHOICES, false},
};

/* As long as text, byte by byte. */
static char *fold(const char *text)
{
	char *folded = g_ascii_strdown(text, -1);
	for (char *c = folded; *c; c++)
		if (*c == ' ' || *c == '-')
			*c = '_';
	return folded;
}

/* Where the head ends in the cell, or NULL: it is a whole word of it. */
static char *after_head(char *cell, const char *folded, const char *head)
{
	size_t n = strlen(head);
	if (strncmp(folded, head, n) != 0 || (cell[n] && cell[n] != ' '))
		return NULL;
	return cell + n;
}

static bool cut_suffix(char *text, const char *suffix)
{
	size_t n = strlen(text), m = strlen(suffix);
	if (n < m || g_ascii_strcasecmp(text + n - m, suffix))
		return false;
	text[n - m] = '\0';
	g_strchomp(text);
	return true;
}

static struct type_words loop_words(char *rest)
{
	struct type_words words = {.kind = TYPE_LOOP, .type = FORM_GROUP};
	rest = g_strstrip(rest);
	if (!g_ascii_strncasecmp(rest, "over ", 5))
		rest = g_strstrip(rest + 5);
	words.list = rest;
	return words;
}

struct type_words type_parse(char *cell)
{
	g_autofree char *folded = fold(cell);
	char *rest;
	for (size_t i = 0; i < G_N_ELEMENTS(list_heads); i++) {
		if (!(rest = after_head(cell, folded, list_heads[i].head)))
			continue;
		struct type_words words = {
			.kind = TYPE_QUESTION, .type = list_heads[i].type, .source = list_heads[i].source};
		words.or_other = cut_suffix(rest, " or_other") || cut_suffix(rest, " or specify other") ||
				 cut_suffix(rest, " or other");
		words.list = g_strstrip(rest);
		if (words.source == FORM_LIST_CHOICES && g_str_has_prefix(words.list, "${"))
			words.source = FORM_LIST_REPEAT;
		return words;
	}
	if ((rest = after_head(cell, folded, "begin_loop")))
		return loop_words(rest);
	if (after_head(cell, folded, "end_loop"))
		return (struct type_words){
			.kind = TYPE_END, .type = FORM_GROUP, .is_loop_end = true, .list = ""};
	if (after_head(cell, folded, "osm"))
		return (struct type_words){
			.kind = TYPE_QUESTION, .type = FORM_TEXT, .is_of_osm = true, .list = ""};
	struct type_words words = {.kind = TYPE_UNKNOWN, .list = ""};
	for (size_t i = 0; i < G_N_ELEMENTS(types); i++) {
		if (strcmp(types[i].name, folded) != 0)
			continue;
		words.kind = types[i].kind;
		words.type = types[i].type;
		words.metadata = types[i].metadata;
		if (words.kind == TYPE_EXTERNAL)
			words.extension = folded[0] == 'c' ? ".csv" : ".xml";
		break;
	}
	for (size_t i = 0; i < G_N_ELEMENTS(rules); i++) {
		if (!strcmp(rules[i].name, folded)) {
			words.constraint = rules[i].constraint;
			words.hint_es = rules[i].hint_es;
			words.hint_en = rules[i].hint_en;
		}
	}
	return words;
}

bool type_takes_list(enum form_type type)
{
	return type == FORM_SELECT_ONE || type == FORM_SELECT_MULTIPLE || type == FORM_RANK;
}

const char *type_nearest(const char *cell)
{
	g_autofree char *head = g_strndup(cell, strcspn(cell, " "));
	struct nearest whole = nearest_begin(cell), first = nearest_begin(head);
	for (size_t i = 0; i < G_N_ELEMENTS(types); i++) {
		if (types[i].is_old)
			continue;
		nearest_try(&whole, types[i].name);
		nearest_try(&first, types[i].name);
	}
	for (size_t i = 0; i < G_N_ELEMENTS(list_heads); i++) {
		if (list_heads[i].is_old)
			continue;
		nearest_try(&whole, list_heads[i].head);
		nearest_try(&first, list_heads[i].head);
	}
	return whole.found ? whole.found : first.found;
}
