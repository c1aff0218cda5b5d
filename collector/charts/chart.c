/* chart - chooses the kind, makes the sheet, and puts drawings into documents and pages.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "chart_parts.h"

#include <string.h>

#include "template.h"
#include "words.h"

/* A further kind is one line here, one file, one drawing in pages/ and its line in pages/chart_body.svg. */
static const struct {
	const char *name;
	bool (*draw)(struct chart_sheet *, const json_t *data);
} kinds[] = {
	{"ranks", chart_draw_ranks},	   {"heat", chart_draw_heat},	{"plane", chart_draw_plane},
	{"coverage", chart_draw_coverage}, {"pairs", chart_draw_pairs}, {"opinions", chart_draw_opinions},
	{"shares", chart_draw_shares},	   {"map", chart_draw_map},
};

static const struct {
	double width, size, small;
} media[] = {
	[CHART_PHONE] = {360, 15, 13},
	[CHART_WIDE] = {960, 16, 14},
	[CHART_PAPER] = {170 / 25.4 * 72, 9, 7.5},
};

/* Of a drawing that stands alone: what holds for every result. */
static void add_foot(struct chart_sheet *sheet)
{
	if (sheet->medium != CHART_PAPER)
		return;
	json_object_set_new(
		sheet->view, "foot",
		chart_lines(
			sheet, LETTERING_SANS, sheet->small,
			words_say(sheet->language,
				  "Esto no es una encuesta representativa: describe lo que dijeron quienes "
				  "participaron, no lo que piensa toda la población."),
			0, sheet->y + sheet->small * 0.6, sheet->width, 3, &sheet->y));
}

static json_t *view_make(size_t kind, const json_t *data, enum chart_medium medium, const char *uid,
			 const char *language)
{
	struct chart_sheet sheet = {
		.medium = medium,
		.language = language,
		.letters = lettering_new(),
		.width = media[medium].width,
		.size = media[medium].size,
		.small = media[medium].small,
		.view = json_object(),
		.drawing = json_object(),
		.alt = g_string_new(NULL),
	};
	bool is_drawn;

	json_object_set_new(sheet.view, "kind", json_string(kinds[kind].name));
	json_object_set_new(sheet.view, kinds[kind].name, sheet.drawing);
	is_drawn = kinds[kind].draw(&sheet, data);
	add_foot(&sheet);
	json_object_set_new(sheet.view, "uid", json_string(uid));
	json_object_set_new(sheet.view, "alt", json_string(sheet.alt->str));
	json_object_set_new(sheet.view, "width", chart_coordinate(sheet.width));
	json_object_set_new(sheet.view, "height", chart_coordinate(sheet.y + sheet.small * 0.4));
	json_object_set_new(sheet.view, "size", chart_coordinate(sheet.size));
	json_object_set_new(sheet.view, "heading_size", chart_coordinate(sheet.size * CHART_HEADING));
	json_object_set_new(sheet.view, "small", chart_coordinate(sheet.small));
	json_object_set_new(sheet.view, "hatch", chart_coordinate(medium == CHART_PAPER ? 0.5 : 1));
	json_object_set_new(sheet.view, "is_paper", json_boolean(medium == CHART_PAPER));
	g_string_free(sheet.alt, TRUE);
	lettering_free(sheet.letters);
	if (!is_drawn)
		json_decref(sheet.view);
	return is_drawn ? sheet.view : NULL;
}

/* Which kind; asserts that there is one of that name. */
static size_t kind_find(const char *name)
{
	size_t kind = 0;

	while (kind < G_N_ELEMENTS(kinds) && strcmp(kinds[kind].name, name) != 0)
		kind++;
	g_assert(kind < G_N_ELEMENTS(kinds));
	return kind;
}

json_t *chart_view(const char *kind, const json_t *data, enum chart_medium medium, const char *language)
{
	return view_make(kind_find(kind), data, medium, "c", language);
}

/* Nothing but figures and what belongs to them. */
static bool is_figure(const char *text)
{
	bool has_digit = false;

	for (; *text; text = g_utf8_next_char(text)) {
		gunichar c = g_utf8_get_char(text);

		has_digit = has_digit || (c < 128 && g_ascii_isdigit((char)c));
		if (c != 0xa0 && c != 0x2013 &&
		    !(c < 128 && (g_ascii_isdigit((char)c) || strchr(" .,%<>+-()", (int)c))))
			return false;
	}
	return has_digit;
}

/* A table for pages/chart_table.html: the first cell of a row names it, figures stand right,
 * and so does their lack. */
static json_t *table_of(const json_t *table, const char *language)
{
	json_t *columns = json_array(), *rows = json_array();
	const json_t *row, *cell;
	size_t r, c;

	json_array_foreach(json_object_get(table, "columns"), c, cell)
		json_array_append_new(columns, json_pack("{s:O}", "text", cell));
	json_array_foreach(json_object_get(table, "rows"), r, row)
	{
		json_t *cells = json_array();

		json_array_foreach(row, c, cell)
		{
			const char *text = json_string_value(cell);
			bool is_number = text && is_figure(text);
			bool is_none = text && strcmp(text, words_say(language, "sin dato")) == 0;
			json_t *column = json_array_get(columns, c);

			if (c == 0)
				continue;
			json_array_append_new(cells, json_pack("{s:O, s:b}", "text", cell, "is_figure",
							       is_number || is_none));
			if (is_number)
				json_object_set_new(column, "is_figure", json_true());
		}
		json_array_append_new(
			rows, json_pack("{s:O?, s:o}", "head", json_array_get(row, 0), "cells", cells));
	}
	return json_pack("{s:o, s:o}", "columns", columns, "rows", rows);
}

json_t *chart_figure(const char *kind, const json_t *data, const char *id, const char *language)
{
	g_autofree char *phone_id = g_strconcat(id, "p", NULL), *wide_id = g_strconcat(id, "w", NULL);
	json_t *phone = view_make(kind_find(kind), data, CHART_PHONE, phone_id, language), *wide, *view;

	if (!phone)
		return NULL;
	wide = view_make(kind_find(kind), data, CHART_WIDE, wide_id, language);
	view = json_pack("{s:s, s:s, s:O, s:O, s:o}", "id", id, "kind", kind, "title",
			 json_object_get(wide, "title"), "alt", json_object_get(wide, "alt"), "table",
			 table_of(json_object_get(wide, "table"), language));
	json_object_del(phone, "table");
	json_object_del(wide, "table");
	json_object_set_new(view, "phone", phone);
	json_object_set_new(view, "wide", wide);
	return view;
}

/* Our own pages always load: a test holds them to it. */
static char *fill(const char *page, const json_t *view)
{
	struct templates *templates = templates_load(NULL);
	GString *text;

	g_assert(templates);
	text = templates_fill(templates, page, view);
	templates_free(templates);
	return g_string_free(text, FALSE);
}

char *chart_svg(const json_t *view, const char *language)
{
	json_t *whole = json_deep_copy(view);
	bool is_paper = json_is_true(json_object_get(view, "is_paper"));
	const char *unit = is_paper ? "pt" : "";
	char *svg;

	json_object_set_new(whole, "lang", json_string(language));
	json_object_set_new(whole, "unit", json_string(unit));
	svg = fill("chart.svg", whole);
	json_decref(whole);
	return svg;
}

static json_t *section_of(const json_t *section, size_t number, const char *language)
{
	const json_t *chart = json_object_get(section, "chart"), *table = json_object_get(section, "table");
	const char *kind = json_string_value(json_object_get(chart, "kind"));
	g_autofree char *id = g_strdup_printf("s%zu", number);
	json_t *view =
		json_pack("{s:s, s:O?, s:O?}", "id", id, "heading", json_object_get(section, "heading"),
			  "sentences", json_object_get(section, "sentences"));

	if (json_is_object(table))
		json_object_set_new(view, "table", table_of(table, language));
	if (kind) {
		json_t *figure = chart_figure(kind, json_object_get(chart, "data"), id, language);

		json_object_set_new(view, "figure", figure ? figure : json_null());
		json_object_set_new(view, "is_empty", json_boolean(!figure));
	}
	return view;
}

char *chart_page(const json_t *page, const char *language)
{
	json_t *view = json_deep_copy(page), *sections = json_array();
	const json_t *section;
	size_t i;
	char *html;

	json_array_foreach(json_object_get(page, "sections"), i, section)
		json_array_append_new(sections, section_of(section, i + 1, language));
	json_object_set_new(view, "sections", sections);
	json_object_set_new(view, "lang", json_string(language));
	json_object_set_new(view, "version", json_string(VOCALIA_VERSION));
	html = fill("results", view);
	json_decref(view);
	return html;
}
