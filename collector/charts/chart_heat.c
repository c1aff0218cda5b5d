/* chart_heat - how often each issue takes each place: the more often, the darker, and the figure in the cell.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "chart_parts.h"

#include <math.h>

#include "words.h"

enum { MAX_ROWS = 30, MAX_ROWS_PHONE = 20, MAX_COLUMNS = 15, MAX_COLUMNS_PHONE = 8, MAX_SAID = 5 };

/* Each step begins where the one before ends. */
static const double steps[] = {0.005, 0.05, 0.15, 0.3, 0.5};
static const char *const classes[] = {"q0", "q1", "q2", "q3", "q4", "q5"};
/* Below this a figure would only be noise. */
static const double least_figure = 0.005;

static const char *class_of(double share)
{
	size_t step = 0;

	while (step < G_N_ELEMENTS(steps) && share >= steps[step])
		step++;
	return classes[step];
}

/* From place first on, of all that are known; NAN where none is. */
static double share_from(const json_t *issue, size_t first, size_t end)
{
	const json_t *shares = json_object_get(issue, "shares");
	double sum = NAN;

	for (size_t p = first; p < MIN(end, json_array_size(shares)); p++) {
		double share = chart_number(json_array_get(shares, p));

		if (!isnan(share))
			sum = (isnan(sum) ? 0 : sum) + CLAMP(share, 0, 1);
	}
	return MIN(sum, 1);
}

static void draw_cell(struct chart_sheet *sheet, struct chart_grid *grid, double share)
{
	g_autofree char *text = isnan(share) || share < least_figure
					? g_strdup("")
					: g_strdup_printf("%ld", lround(share * 100));

	chart_grid_cell(sheet, grid, isnan(share) ? "hatch" : class_of(share), text);
}

static void draw_keys(struct chart_sheet *sheet)
{
	const char *language = sheet->language;

	sheet->y += sheet->size * 0.6;
	chart_key(sheet, "q0", words_say(language, "casi nunca"));
	for (size_t i = 1; i < G_N_ELEMENTS(classes); i++) {
		g_autofree char *low = chart_percent(sheet, steps[i - 1]);
		g_autofree char *words =
			i < G_N_ELEMENTS(steps)
				? g_strdup_printf("%ld–%ld\u00a0%%", lround(steps[i - 1] * 100),
						  lround(steps[i] * 100))
				: g_strdup_printf(words_say(language, "%s o más"), low);

		chart_key(sheet, classes[i], words);
	}
	chart_keys_end(sheet);
}

/* The place with the largest share; n_places where there is none. */
static size_t best_place(const json_t *issue, size_t n_places)
{
	size_t best = n_places;

	for (size_t p = 0; p < n_places; p++) {
		double share = share_from(issue, p, p + 1);

		if (!isnan(share) && (best == n_places || share > share_from(issue, best, best + 1)))
			best = p;
	}
	return best;
}

static void say_issues(struct chart_sheet *sheet, const json_t *issues, size_t n_places)
{
	const json_t *issue;
	size_t i;

	json_array_foreach(issues, i, issue)
	{
		g_autofree char *name = chart_name_of(sheet, issue);
		size_t best = best_place(issue, n_places);
		g_autofree char *share = chart_percent(sheet, share_from(issue, best, best + 1));

		if (i == MAX_SAID)
			break;
		if (best == n_places)
			chart_say(sheet,
				  g_strdup_printf(words_say(sheet->language, "«%s»: sin dato."), name));
		else
			chart_say(sheet,
				  g_strdup_printf(words_say(sheet->language,
							    "«%s» queda sobre todo en el puesto %zu: %s de "
							    "las veces."),
						  name, best + 1, share));
	}
}

/* "1: 94 %; 2: 6 %" */
static void fill_table(struct chart_sheet *sheet, const json_t *issues, size_t n_places)
{
	const char *language = sheet->language, *none = words_say(language, "sin dato");
	const json_t *issue;
	size_t i;

	chart_table_columns(sheet, words_say(language, "Nombre"), words_say(language, "Puesto más frecuente"),
			    words_say(language, "Veces en cada puesto, desde 1 %"), NULL);
	json_array_foreach(issues, i, issue)
	{
		g_autofree char *name = chart_name_of(sheet, issue);
		size_t best = best_place(issue, n_places);
		g_autofree char *most = best == n_places ? g_strdup(none) : g_strdup_printf("%zu", best + 1);
		g_autoptr(GString) all = g_string_new(NULL);

		for (size_t p = 0; p < n_places; p++) {
			double share = share_from(issue, p, p + 1);
			g_autofree char *percent = chart_percent(sheet, share);

			if (share >= least_figure)
				g_string_append_printf(all, "%s%zu:\u00a0%s", all->len ? "; " : "", p + 1,
						       percent);
		}
		chart_table_row(sheet, name, most, all->len ? all->str : none, NULL);
	}
}

bool chart_draw_heat(struct chart_sheet *sheet, const json_t *data)
{
	bool is_phone = sheet->medium == CHART_PHONE;
	const json_t *issues = json_object_get(data, "issues"), *issue;
	size_t n = json_array_size(issues), max = is_phone ? MAX_ROWS_PHONE : MAX_ROWS,
	       shown = n <= max + 1 ? n : max, n_places = 0, n_columns, i;
	json_t *columns;
	struct chart_grid grid;

	json_array_foreach(issues, i, issue) n_places =
		MAX(n_places, json_array_size(json_object_get(issue, "shares")));
	if (!n_places)
		return false;
	chart_title(sheet, words_say(sheet->language, "Con qué frecuencia queda en cada puesto"));
	n_columns = MIN(n_places, is_phone ? MAX_COLUMNS_PHONE : MAX_COLUMNS);
	columns = json_array();
	for (size_t c = 0; c < n_columns; c++) {
		bool is_rest = c + 1 == n_columns && n_columns < n_places;
		g_autofree char *column = g_strdup_printf(is_rest ? "%zu+" : "%zu", c + 1);

		json_array_append_new(columns, json_string(column));
	}
	grid = chart_grid_begin(sheet, words_say(sheet->language, "Puesto"), columns);
	json_decref(columns);
	for (i = 0; i < shown && !chart_is_full(sheet); i++) {
		const json_t *row = json_array_get(issues, i);
		g_autofree char *name = chart_name_of(sheet, row);

		chart_grid_row(sheet, &grid, name);
		for (size_t c = 0; c < n_columns; c++)
			draw_cell(sheet, &grid, share_from(row, c, c + 1 == n_columns ? n_places : c + 1));
	}
	draw_keys(sheet);
	chart_left_out(sheet, n - i);
	say_issues(sheet, issues, n_places);
	fill_table(sheet, issues, n_places);
	return true;
}
