/* chart_ranks - the places each issue may take: a bar from the best to the worst, a mark at today's, and a
 * common ground under those that cannot be told apart.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "chart_parts.h"

#include <stdlib.h>

#include "words.h"

enum { MAX_ROWS = 30, MAX_ROWS_PHONE = 20, MAX_SAID = 5 };

struct row {
	const json_t *issue;
	size_t index, place, low, high, band;
};

static int compare_rows(const void *a, const void *b)
{
	const struct row *x = a, *y = b;

	if (x->place != y->place)
		return x->place < y->place ? -1 : 1;
	return (x->index > y->index) - (x->index < y->index);
}

/* Those with a place, by place; the others are in the table only. */
static size_t read_rows(const json_t *issues, struct row *rows, size_t *n_places)
{
	const json_t *issue;
	size_t i, n = 0;

	json_array_foreach(issues, i, issue)
	{
		struct row row = {issue,
				  i,
				  chart_count_of(issue, "place", 0),
				  chart_count_of(issue, "low", 0),
				  chart_count_of(issue, "high", 0),
				  chart_count_of(issue, "band", SIZE_MAX)};

		if (!row.place)
			continue;
		row.low = CLAMP(row.low, 1, row.place);
		row.high = MAX(row.high, row.place);
		*n_places = MAX(*n_places, row.high);
		rows[n++] = row;
	}
	qsort(rows, n, sizeof *rows, compare_rows);
	return n;
}

/* Where the places stand. */
struct track {
	double left, right;
	size_t n_places;
};

static double edge_of(const struct track *track, size_t place)
{
	return track->left + (track->right - track->left) * (double)place / (double)track->n_places;
}

static void draw_axis(struct chart_sheet *sheet, const struct track *track)
{
	const char *word = words_say(sheet->language, "Puesto");
	json_t *ticks = json_array();
	size_t step = track->n_places <= 12 && sheet->medium != CHART_PHONE ? 1
		      : track->n_places <= 30				    ? 5
		      : track->n_places <= 60				    ? 10
									    : track->n_places / 5;

	sheet->y += sheet->small * 1.2;
	for (size_t place = 1; place <= track->n_places; place = place == 1 && step > 1 ? step : place + step)
		json_array_append_new(
			ticks,
			json_pack("{s:o, s:o, s:I}", "x",
				  chart_coordinate((edge_of(track, place - 1) + edge_of(track, place)) / 2),
				  "y", chart_coordinate(sheet->y), "text", (json_int_t)place));
	json_object_set_new(sheet->drawing, "ticks", ticks);
	if (sheet->medium != CHART_PHONE)
		json_object_set_new(sheet->drawing, "axis",
				    chart_line(word, track->left - sheet->size * 0.6, sheet->y));
	json_object_set_new(sheet->drawing, "top", chart_coordinate(sheet->y + sheet->small * 0.4));
	sheet->y += sheet->small * 0.8;
}

static json_t *draw_row(struct chart_sheet *sheet, const struct track *track, const struct row *row)
{
	double size = sheet->size, thick = size * 1.15, middle;
	g_autofree char *name = chart_name_of(sheet, row->issue), *range = chart_range(row->low, row->high);
	json_t *view = json_object();

	middle = chart_row_name(sheet, view, name, size * 0.6, track->left - size * 1.6, thick);
	json_object_set_new(view, "y", chart_coordinate(middle - thick / 2));
	json_object_set_new(view, "thick", chart_coordinate(thick));
	json_object_set_new(view, "round", chart_coordinate(thick / 2));
	json_object_set_new(view, "x", chart_coordinate(edge_of(track, row->low - 1)));
	json_object_set_new(
		view, "width",
		chart_coordinate(MAX(edge_of(track, row->high) - edge_of(track, row->low - 1), 2)));
	json_object_set_new(
		view, "mark_x",
		chart_coordinate((edge_of(track, row->place - 1) + edge_of(track, row->place)) / 2));
	json_object_set_new(view, "middle", chart_coordinate(middle));
	json_object_set_new(view, "mark", chart_coordinate(thick * 0.3));
	json_object_set_new(view, "range",
			    chart_line(range, sheet->width - size * 0.6, middle + size * 0.36));
	return view;
}

/* The rows of one band upon a common ground, with words where there are several: as many as there is room
 * for, at least one. */
static size_t draw_band(struct chart_sheet *sheet, const struct track *track, const struct row *rows,
			size_t n)
{
	double top = sheet->y, size = sheet->size;
	json_t *view = json_object(), *list = json_array();

	if (n > 1) {
		sheet->y += size * 0.3;
		json_object_set_new(view, "words",
				    chart_lines(sheet, LETTERING_SANS, sheet->small,
						words_say(sheet->language, "Sin un corte seguro:"),
						size * 0.6, sheet->y, sheet->width - size * 1.2, 1,
						&sheet->y));
	}
	do
		json_array_append_new(list, draw_row(sheet, track, &rows[json_array_size(list)]));
	while (json_array_size(list) < n && !chart_is_full(sheet));
	json_object_set_new(view, "rows", list);
	json_object_set_new(view, "is_common", json_boolean(n > 1));
	json_object_set_new(view, "y", chart_coordinate(top));
	json_object_set_new(view, "height", chart_coordinate(sheet->y - top));
	sheet->y += size * 0.4;
	json_array_append_new(json_object_get(sheet->drawing, "bands"), view);
	return json_array_size(list);
}

static void say_rows(struct chart_sheet *sheet, const struct row *rows, size_t n)
{
	const char *language = sheet->language;
	size_t n_bands = 0, largest = 0, run = 0;

	for (size_t i = 0; i < n; i++) {
		bool is_new = i == 0 || rows[i].band == SIZE_MAX || rows[i].band != rows[i - 1].band;

		n_bands += is_new;
		run = is_new ? 1 : run + 1;
		largest = MAX(largest, run);
	}
	chart_say(sheet, g_strdup_printf(words_say(language, "Tienen puesto: %zu."), n));
	for (size_t i = 0; i < MIN(n, MAX_SAID); i++) {
		g_autofree char *name = chart_name_of(sheet, rows[i].issue);

		if (rows[i].low == rows[i].high)
			chart_say(sheet, g_strdup_printf(words_say(language, "«%s»: puesto %zu."), name,
							 rows[i].low));
		else
			chart_say(sheet, g_strdup_printf(words_say(language, "«%s»: puestos %zu a %zu."),
							 name, rows[i].low, rows[i].high));
	}
	if (n > 1 && n_bands == 1)
		chart_say(sheet, g_strdup(words_say(language, "No hay ningún corte seguro en el orden.")));
	else if (n > 1 && largest == 1)
		chart_say(sheet, g_strdup(words_say(
					 language, "Hay un corte seguro entre cada puesto y el siguiente.")));
	else if (n > 1)
		chart_say(sheet, g_strdup_printf(words_say(language,
							   "Forman %zu grupos con un corte seguro entre uno "
							   "y otro; dentro de un grupo no hay ninguno."),
						 n_bands));
}

static void fill_table(struct chart_sheet *sheet, const json_t *issues, const struct row *rows, size_t n)
{
	const char *language = sheet->language;
	const json_t *issue;
	size_t i;

	chart_table_columns(sheet, words_say(language, "Nombre"), words_say(language, "Puesto"),
			    words_say(language, "Puestos posibles"), words_say(language, "Grupo"), NULL);
	for (i = 0; i < n; i++) {
		g_autofree char *name = chart_name_of(sheet, rows[i].issue),
				*range = chart_range(rows[i].low, rows[i].high);
		g_autofree char *place = g_strdup_printf("%zu", rows[i].place);
		g_autofree char *band =
			rows[i].band == SIZE_MAX
				? g_strdup(words_say(language, "sin dato"))
				: g_strdup_printf("%zu", rows[i].band < SIZE_MAX ? rows[i].band + 1 : 0);

		chart_table_row(sheet, name, place, range, band, NULL);
	}
	json_array_foreach(issues, i, issue)
	{
		const char *none = words_say(language, "sin dato");
		g_autofree char *name = chart_name_of(sheet, issue);

		if (!chart_count_of(issue, "place", 0))
			chart_table_row(sheet, name, none, none, none, NULL);
	}
}

bool chart_draw_ranks(struct chart_sheet *sheet, const json_t *data)
{
	const json_t *issues = json_object_get(data, "issues");
	g_autofree struct row *rows = g_new(struct row, json_array_size(issues) + 1);
	struct track track = {.n_places = chart_count_of(data, "n_places", 0)};
	size_t n, shown, drawn = 0, max = sheet->medium == CHART_PHONE ? MAX_ROWS_PHONE : MAX_ROWS;

	json_object_set_new(sheet->drawing, "bands", json_array());
	track.n_places = MIN(track.n_places, json_array_size(issues));
	n = read_rows(issues, rows, &track.n_places);
	if (!n)
		return false;
	shown = n <= max + 1 ? n : max;
	track.left = sheet->medium == CHART_PHONE ? sheet->size * 0.6 : sheet->width * 0.4;
	track.right = sheet->width - sheet->size * 4.6;
	chart_title(sheet, words_say(sheet->language, "Puestos posibles"));
	draw_axis(sheet, &track);
	while (drawn < shown && !chart_is_full(sheet)) {
		size_t end = drawn + 1;

		while (end < shown && rows[drawn].band != SIZE_MAX && rows[end].band == rows[drawn].band)
			end++;
		drawn += draw_band(sheet, &track, rows + drawn, end - drawn);
	}
	json_object_set_new(sheet->drawing, "bottom", chart_coordinate(sheet->y - sheet->size * 0.4));
	json_object_set_new(sheet->drawing, "ground", chart_coordinate(sheet->width));
	chart_left_out(sheet, n - drawn);
	say_rows(sheet, rows, n);
	fill_table(sheet, issues, rows, n);
	return true;
}
