/* chart_shares - bars of shares with their exact intervals, and a line to compare them with.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "chart_parts.h"

#include <math.h>

#include "words.h"

enum { MAX_ROWS = 40, MAX_ROWS_PHONE = 25, MAX_SAID = 5 };

struct track {
	double left, right;
	struct chart_scale scale;
};

static double x_of(const struct track *track, double share)
{
	return track->left + (track->right - track->left) * MIN(share / track->scale.top, 1);
}

static bool has_interval(const json_t *row)
{
	return !isnan(chart_share_of(row, "low")) && !isnan(chart_share_of(row, "high"));
}

/* "34 % (21–49 %), n = 23", and parts of it. */
static char *words_of(const struct chart_sheet *sheet, const json_t *row)
{
	double value = chart_share_of(row, "value");
	g_autofree char *share = chart_percent(sheet, value);
	GString *out = g_string_new(share);

	if (!isnan(value) && has_interval(row))
		g_string_append_printf(out, " (%ld–%ld\u00a0%%)", lround(chart_share_of(row, "low") * 100),
				       lround(chart_share_of(row, "high") * 100));
	if (chart_count_of(row, "n", SIZE_MAX) != SIZE_MAX)
		g_string_append_printf(out, ", n\u00a0=\u00a0%zu", chart_count_of(row, "n", 0));
	return g_string_free(out, FALSE);
}

static void draw_axis(struct chart_sheet *sheet, const struct track *track)
{
	json_t *ticks = json_array();

	sheet->y += sheet->small * 1.2;
	for (int i = 0; i * track->scale.step <= track->scale.top + 1e-9; i++) {
		g_autofree char *text = chart_percent(sheet, i * track->scale.step);
		json_t *tick = chart_line(text, x_of(track, i * track->scale.step), sheet->y);

		json_array_append_new(ticks, tick);
	}
	json_object_set_new(sheet->drawing, "ticks", ticks);
	json_object_set_new(sheet->drawing, "top", chart_coordinate(sheet->y + sheet->small * 0.4));
	sheet->y += sheet->small * 0.8;
}

static json_t *draw_row(struct chart_sheet *sheet, const struct track *track, const json_t *row)
{
	double size = sheet->size, thick = size * 1.15, value = chart_share_of(row, "value"), middle;
	g_autofree char *name = chart_name_of(sheet, row), *words = words_of(sheet, row);
	json_t *view = json_object();

	middle = chart_row_name(sheet, view, name, 0, track->left - size, thick);
	json_object_set_new(view, "words",
			    chart_line(words, track->right + size, middle + sheet->small * 0.36));
	json_object_set_new(view, "x", chart_coordinate(track->left));
	json_object_set_new(view, "length", chart_coordinate(track->right - track->left));
	json_object_set_new(view, "y", chart_coordinate(middle - thick / 2));
	json_object_set_new(view, "thick", chart_coordinate(thick));
	json_object_set_new(view, "is_known", json_boolean(!isnan(value)));
	if (!isnan(value))
		json_object_set_new(view, "width", chart_coordinate(x_of(track, value) - track->left));
	if (!isnan(value) && has_interval(row)) {
		json_object_set_new(
			view, "interval",
			json_pack("{s:o, s:o, s:o, s:o, s:o}", "low",
				  chart_coordinate(x_of(track, chart_share_of(row, "low"))), "high",
				  chart_coordinate(x_of(track, chart_share_of(row, "high"))), "middle",
				  chart_coordinate(middle), "up", chart_coordinate(middle - thick * 0.3),
				  "down", chart_coordinate(middle + thick * 0.3)));
	}
	return view;
}

static void say_rows(struct chart_sheet *sheet, const json_t *rows, double reference,
		     const char *reference_name)
{
	const json_t *row;
	size_t i;

	json_array_foreach(rows, i, row)
	{
		g_autofree char *name = chart_name_of(sheet, row);
		double value = chart_share_of(row, "value");
		g_autofree char *share = chart_percent(sheet, value);

		if (i == MAX_SAID)
			break;
		if (isnan(value)) {
			chart_say(sheet,
				  g_strdup_printf(words_say(sheet->language, "«%s»: sin dato."), name));
		} else if (has_interval(row)) {
			g_autofree char *low = chart_percent(sheet, chart_share_of(row, "low")),
					*high = chart_percent(sheet, chart_share_of(row, "high"));
			chart_say(sheet, g_strdup_printf(words_say(sheet->language,
								   "«%s»: %s, con intervalo de %s a %s."),
							 name, share, low, high));
		} else {
			chart_say(sheet, g_strdup_printf("«%s»: %s.", name, share));
		}
	}
	if (!isnan(reference)) {
		g_autofree char *share = chart_percent(sheet, reference);

		chart_say(sheet, g_strdup_printf(words_say(sheet->language, "La línea marca %s: %s."),
						 reference_name, share));
	}
}

static void fill_table(struct chart_sheet *sheet, const json_t *rows)
{
	const char *language = sheet->language, *none = words_say(language, "sin dato");
	const json_t *row;
	size_t i;

	chart_table_columns(sheet, words_say(language, "Nombre"), words_say(language, "Parte"),
			    words_say(language, "Intervalo"), words_say(language, "n"), NULL);
	json_array_foreach(rows, i, row)
	{
		double value = chart_share_of(row, "value");
		g_autofree char *name = chart_name_of(sheet, row), *share = chart_percent(sheet, value);
		g_autofree char *low = chart_percent(sheet, chart_share_of(row, "low")),
				*high = chart_percent(sheet, chart_share_of(row, "high"));
		g_autofree char *interval = !isnan(value) && has_interval(row)
						    ? g_strdup_printf("%s – %s", low, high)
						    : g_strdup(none);
		g_autofree char *n = chart_count_of(row, "n", SIZE_MAX) == SIZE_MAX
					     ? g_strdup(none)
					     : chart_grouped(chart_count_of(row, "n", 0));

		chart_table_row(sheet, name, share, interval, n, NULL);
	}
}

bool chart_draw_shares(struct chart_sheet *sheet, const json_t *data)
{
	const json_t *rows = json_object_get(data, "rows"), *row;
	size_t n = json_array_size(rows), max = sheet->medium == CHART_PHONE ? MAX_ROWS_PHONE : MAX_ROWS,
	       shown = n <= max + 1 ? n : max, i;
	double reference = chart_share_of(data, "reference"), largest = isnan(reference) ? 0 : reference;
	g_autofree char *title = chart_text_of(data, "title"), *named = chart_text_of(data, "reference_name");
	const char *reference_name = *named ? named : words_say(sheet->language, "la referencia");
	json_t *list = json_array();
	struct track track;

	json_object_set_new(sheet->drawing, "rows", list);
	if (!n)
		return false;
	json_array_foreach(rows, i, row)
	{
		double value = chart_share_of(row, "value"), high = chart_share_of(row, "high");

		largest = MAX(largest, isnan(value) ? 0 : value);
		largest = MAX(largest, isnan(high) || isnan(value) ? 0 : high);
	}
	track.scale = chart_scale_to(largest);
	track.left = sheet->medium == CHART_PHONE ? sheet->size : sheet->width * 0.36;
	track.right = sheet->width - sheet->size;
	json_array_foreach(rows, i, row)
	{
		g_autofree char *words = words_of(sheet, row);

		track.right = MIN(track.right, sheet->width - sheet->size -
						       lettering_width(sheet->letters, LETTERING_SANS,
								       sheet->small, words));
	}
	chart_title(sheet, *title ? title : words_say(sheet->language, "Partes, con su intervalo exacto"));
	draw_axis(sheet, &track);
	for (i = 0; i < shown && !chart_is_full(sheet); i++)
		json_array_append_new(list, draw_row(sheet, &track, json_array_get(rows, i)));
	json_object_set_new(sheet->drawing, "bottom", chart_coordinate(sheet->y));
	if (!isnan(reference)) {
		g_autofree char *share = chart_percent(sheet, reference);
		g_autofree char *words = g_strdup_printf("%s: %s", reference_name, share);

		json_object_set_new(sheet->drawing, "reference",
				    json_pack("{s:o}", "x", chart_coordinate(x_of(&track, reference))));
		chart_key(sheet, "reference", words);
		chart_keys_end(sheet);
	}
	chart_left_out(sheet, n - i);
	say_rows(sheet, rows, reference, reference_name);
	fill_table(sheet, rows);
	return true;
}
