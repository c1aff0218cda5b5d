/* chart_parts - reads strangers' numbers, places words, keeps the table and the sentences.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "chart_parts.h"

#include <math.h>
#include <stdarg.h>
#include <string.h>

#include "words.h"

#define LINE_HEIGHT   1.22
#define LETTER_ASCENT 0.95 /* of a line's height, from its head to its foot */

double chart_number(const json_t *value)
{
	double x = json_is_number(value) ? json_number_value(value) : NAN;

	return isfinite(x) ? x : NAN;
}

double chart_number_of(const json_t *object, const char *key)
{
	return chart_number(json_object_get(object, key));
}

double chart_share_of(const json_t *object, const char *key)
{
	double x = chart_number_of(object, key);

	return isnan(x) ? NAN : CLAMP(x, 0, 1);
}

size_t chart_count_of(const json_t *object, const char *key, size_t otherwise)
{
	double x = chart_number_of(object, key);

	return x >= 0 ? (size_t)MIN(x, 9007199254740992.0) : otherwise;
}

char *chart_text_of(const json_t *object, const char *key)
{
	const char *text = json_string_value(json_object_get(object, key));

	return lettering_clean(text ? text : "");
}

json_t *chart_coordinate(double x)
{
	char text[32];
	size_t n;

	g_ascii_formatd(text, sizeof text, "%.2f", isfinite(x) ? CLAMP(x, -1e6, 1e6) : 0);
	for (n = strlen(text); text[n - 1] == '0'; n--)
		text[n - 1] = '\0';
	if (text[n - 1] == '.')
		text[n - 1] = '\0';
	return json_string(strcmp(text, "-0") == 0 ? "0" : text);
}

char *chart_percent(const struct chart_sheet *sheet, double share)
{
	long percent = isnan(share) ? 0 : lround(share * 100);

	if (isnan(share))
		return g_strdup(words_say(sheet->language, "sin dato"));
	if (share > 0 && percent == 0)
		return g_strdup("<1\u00a0%");
	if (share < 1 && percent == 100)
		return g_strdup(">99\u00a0%");
	return g_strdup_printf("%ld\u00a0%%", percent);
}

char *chart_grouped(size_t n)
{
	g_autofree char *digits = g_strdup_printf("%zu", n);
	size_t length = strlen(digits);
	GString *out = g_string_new(NULL);

	for (size_t i = 0; i < length; i++) {
		if (i && (length - i) % 3 == 0)
			g_string_append_c(out, ',');
		g_string_append_c(out, digits[i]);
	}
	return g_string_free(out, FALSE);
}

char *chart_range(size_t low, size_t high)
{
	return low == high ? g_strdup_printf("%zu", low) : g_strdup_printf("%zu–%zu", low, high);
}

json_t *chart_line(const char *text, double x, double y)
{
	return json_pack("{s:s, s:o, s:o}", "text", text, "x", chart_coordinate(x), "y", chart_coordinate(y));
}

json_t *chart_lines(const struct chart_sheet *sheet, enum lettering_face face, double size, const char *text,
		    double x, double y, double width, size_t n_lines_max, double *below)
{
	g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func(g_free);
	json_t *view = json_array();

	lettering_wrap(sheet->letters, face, size, text, width, n_lines_max, lines);
	for (guint i = 0; i < lines->len; i++)
		json_array_append_new(
			view, chart_line(lines->pdata[i], x, y + size * (LETTER_ASCENT + LINE_HEIGHT * i)));
	*below = y + size * LINE_HEIGHT * lines->len;
	return view;
}

void chart_lines_move(json_t *row, double dy)
{
	json_t *line;
	size_t i;

	json_array_foreach(json_object_get(row, "lines"), i, line)
	{
		double y = g_ascii_strtod(json_string_value(json_object_get(line, "y")), NULL);

		json_object_set_new(line, "y", chart_coordinate(y + dy));
	}
}

double chart_row_name(struct chart_sheet *sheet, json_t *row, const char *name, double x, double width,
		      double thick)
{
	bool is_phone = sheet->medium == CHART_PHONE;
	double size = sheet->size, top = sheet->y + size * 0.3, below, middle;

	json_object_set_new(row, "lines",
			    chart_lines(sheet, LETTERING_SANS, size, name, x, top,
					is_phone ? sheet->width - 2 * x : width, is_phone ? 3 : 2, &below));
	if (is_phone) {
		middle = below + thick * 0.5 + size * 0.3;
		sheet->y = middle + thick * 0.5 + size * 0.5;
		return middle;
	}
	sheet->y = top + MAX(below - top, thick) + size * 0.3;
	middle = (top + sheet->y - size * 0.3) / 2;
	/* One line stands in the middle of what it names. */
	if (below - top < thick)
		chart_lines_move(row, (thick - (below - top)) / 2);
	return middle;
}

static void key_add(struct chart_sheet *sheet, json_t *key, const char *meaning)
{
	double small = sheet->small, length = small * 1.5,
	       width = length + small * 0.5 + lettering_width(sheet->letters, LETTERING_SANS, small, meaning),
	       below = sheet->y;
	json_t *keys = json_object_get(sheet->view, "keys");

	if (!keys) {
		keys = json_array();
		json_object_set_new(sheet->view, "keys", keys);
		sheet->y += small * 0.4;
	}
	if (sheet->key_x > 0 && sheet->key_x + width > sheet->width) {
		sheet->key_x = 0;
		sheet->y += small * LINE_HEIGHT * 1.2;
	}
	json_object_set_new(key, "x", chart_coordinate(sheet->key_x));
	json_object_set_new(key, "y", chart_coordinate(sheet->y));
	json_object_set_new(key, "middle", chart_coordinate(sheet->y + small * 0.62));
	json_object_set_new(key, "center", chart_coordinate(sheet->key_x + length / 2));
	json_object_set_new(key, "right", chart_coordinate(sheet->key_x + length));
	json_object_set_new(key, "width", chart_coordinate(length));
	json_object_set_new(key, "height", chart_coordinate(small * 1.1));
	json_object_set_new(key, "lines",
			    chart_lines(sheet, LETTERING_SANS, small, meaning,
					sheet->key_x + length + small * 0.5, sheet->y,
					sheet->width - length - small * 0.5, 3, &below));
	json_array_append_new(keys, key);
	sheet->key_x += width + small * 1.4;
	/* Words of several lines have the line to themselves. */
	if (below > sheet->y + small * LINE_HEIGHT * 1.5) {
		sheet->y = below - small * LINE_HEIGHT;
		sheet->key_x = sheet->width;
	}
}

void chart_key(struct chart_sheet *sheet, const char *class, const char *meaning)
{
	bool is_hatch = strcmp(class, "hatch") == 0, is_line = strcmp(class, "reference") == 0;

	bool is_pattern = g_str_has_prefix(class, "map-");

	key_add(sheet,
		json_pack("{s:s, s:s, s:b, s:b, s:b}", "class", class, "pattern",
			  is_hatch     ? "h"
			  : is_pattern ? class + strlen("map-")
				       : "",
			  "is_hatch", is_hatch || is_pattern, "is_line", is_line, "is_square",
			  !is_hatch && !is_pattern && !is_line),
		meaning);
}

void chart_key_shape(struct chart_sheet *sheet, size_t i, bool is_sector, const char *meaning)
{
	g_autoptr(GString) path = g_string_new(NULL);

	chart_shape(path, i, sheet->small * 0.75, 0, sheet->small * 0.36);
	key_add(sheet,
		json_pack("{s:s, s:b, s:I}", "shape", path->str, "is_sector", is_sector, "class",
			  (json_int_t)(i % CHART_SHAPES)),
		meaning);
}

void chart_key_path(struct chart_sheet *sheet, const char *path, const char *class, const char *meaning)
{
	key_add(sheet, json_pack("{s:s, s:s}", "path", path, "class", class), meaning);
}

void chart_key_point(struct chart_sheet *sheet, const char *meaning)
{
	key_add(sheet,
		json_pack("{s:b, s:o}", "is_point", true, "radius", chart_coordinate(sheet->small * 0.42)),
		meaning);
}

void chart_keys_end(struct chart_sheet *sheet)
{
	sheet->key_x = 0;
	sheet->y += sheet->small * LINE_HEIGHT * 1.2;
}

char *chart_name_of(const struct chart_sheet *sheet, const json_t *object)
{
	g_autofree char *name = chart_text_of(object, "name");
	size_t number = chart_count_of(object, "number", 0);
	const char *shown = *name ? name : words_say(sheet->language, "Sin nombre estable");

	return number ? g_strdup_printf("%zu. %s", number, shown) : g_strdup(shown);
}

static json_t *cells_of(va_list cells)
{
	json_t *row = json_array();

	for (const char *cell; (cell = va_arg(cells, const char *));)
		json_array_append_new(row, json_string(cell));
	return row;
}

void chart_table_columns(struct chart_sheet *sheet, ...)
{
	va_list cells;

	va_start(cells, sheet);
	json_object_set_new(sheet->view, "table",
			    json_pack("{s:o, s:[]}", "columns", cells_of(cells), "rows"));
	va_end(cells);
}

void chart_table_row(struct chart_sheet *sheet, ...)
{
	va_list cells;

	va_start(cells, sheet);
	json_array_append_new(json_object_get(json_object_get(sheet->view, "table"), "rows"),
			      cells_of(cells));
	va_end(cells);
}

void chart_say(struct chart_sheet *sheet, char *sentence)
{
	if (sheet->alt->len)
		g_string_append_c(sheet->alt, ' ');
	g_string_append(sheet->alt, sentence);
	g_free(sentence);
}

void chart_title(struct chart_sheet *sheet, const char *title)
{
	json_object_set_new(sheet->view, "title", json_string(title));
	/* On a page the title is the page's words; a sheet of paper has only the drawing. */
	if (sheet->medium != CHART_PAPER)
		return;
	json_object_set_new(sheet->view, "heading",
			    chart_lines(sheet, LETTERING_BOLD, sheet->size * CHART_HEADING, title, 0,
					sheet->y, sheet->width, 3, &sheet->y));
	sheet->y += sheet->size * 0.7;
}

bool chart_is_full(const struct chart_sheet *sheet)
{
	return sheet->medium == CHART_PAPER && sheet->y > 620;
}

void chart_left_out(struct chart_sheet *sheet, size_t n)
{
	if (!n)
		return;
	g_autofree char *words = g_strdup_printf(words_say(sheet->language, "y %zu más, en la tabla"), n);
	json_object_set_new(sheet->view, "left_out",
			    chart_lines(sheet, LETTERING_SANS, sheet->size, words, 0,
					sheet->y + sheet->size * 0.3, sheet->width, 2, &sheet->y));
}

struct chart_scale chart_scale_to(double largest)
{
	static const struct chart_scale scales[] = {{0.1, 0.02}, {0.2, 0.05}, {0.4, 0.1},
						    {0.6, 0.2},	 {0.8, 0.2},  {1, 0.25}};

	for (size_t i = 0; i + 1 < G_N_ELEMENTS(scales); i++)
		if (largest <= scales[i].top)
			return scales[i];
	return scales[G_N_ELEMENTS(scales) - 1];
}
