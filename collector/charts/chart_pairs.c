/* chart_pairs - who stands above whom: dark where the row surely does, light where the column surely does,
 * hatched where it is a tie.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "chart_parts.h"

#include <math.h>

#include "words.h"

enum { MAX_ITEMS = 14, MAX_ITEMS_PHONE = 8 };

/* How row i stands to column j. */
struct pair {
	double above; /* NAN: never compared */
	bool is_sure;
};

static struct pair pair_at(const json_t *data, size_t i, size_t j)
{
	const json_t *above = json_array_get(json_object_get(data, "above"), i),
		     *sure = json_array_get(json_object_get(data, "sure"), i);
	double share = chart_number(json_array_get(above, j));

	return (struct pair){isnan(share) ? NAN : CLAMP(share, 0, 1),
			     json_is_true(json_array_get(sure, j)) && !isnan(share)};
}

static char *item_name(const struct chart_sheet *sheet, const json_t *items, size_t i)
{
	const json_t *item = json_array_get(items, i);
	g_autofree char *name = chart_name_of(sheet, item);

	return chart_count_of(item, "number", 0) ? g_steal_pointer(&name)
						 : g_strdup_printf("%zu. %s", i + 1, name);
}

static size_t item_number(const json_t *items, size_t i)
{
	return chart_count_of(json_array_get(items, i), "number", i + 1);
}

static void draw_cell(struct chart_sheet *sheet, struct chart_grid *grid, const json_t *data, size_t i,
		      size_t j)
{
	struct pair pair = pair_at(data, i, j);
	g_autofree char *text =
		isnan(pair.above) || i == j ? g_strdup("") : g_strdup_printf("%ld", lround(pair.above * 100));
	const char *class = i == j		? "none"
			    : isnan(pair.above) ? "missing"
			    : !pair.is_sure	? "hatch"
			    : pair.above > 0.5	? "q5"
						: "q1";

	chart_grid_cell(sheet, grid, class, text);
}

static void say_items(struct chart_sheet *sheet, const json_t *data, const json_t *items)
{
	size_t n = json_array_size(items), n_sure = 0, n_ties = 0, n_missing = 0, best = 0, best_above = 0;

	for (size_t i = 0; i < n; i++) {
		size_t n_above = 0;

		for (size_t j = 0; j < n; j++) {
			struct pair pair = pair_at(data, i, j);

			if (i == j)
				continue;
			n_above += pair.is_sure && pair.above > 0.5 ? 1 : 0;
			if (j > i) {
				n_sure += pair.is_sure ? 1 : 0;
				n_missing += isnan(pair.above) ? 1 : 0;
				n_ties += !isnan(pair.above) && !pair.is_sure ? 1 : 0;
			}
		}
		if (n_above > best_above) {
			best = i;
			best_above = n_above;
		}
	}
	chart_say(sheet,
		  g_strdup_printf(words_say(sheet->language,
					    "De %zu comparaciones, %zu se pueden separar y %zu son empate."),
				  n_sure + n_ties + n_missing, n_sure, n_ties));
	if (n_missing)
		chart_say(sheet, g_strdup_printf(words_say(sheet->language, "Sin dato: %zu."), n_missing));
	if (best_above) {
		g_autofree char *name = item_name(sheet, items, best);

		chart_say(sheet, g_strdup_printf(words_say(sheet->language,
							   "«%s» está sobre más que nadie: %zu de %zu."),
						 name, best_above, n - 1));
	}
}

/* Each one with those it stands above, ties with and stands below, by their numbers. */
static void fill_table(struct chart_sheet *sheet, const json_t *data, const json_t *items)
{
	const char *language = sheet->language;
	size_t n = json_array_size(items);

	chart_table_columns(sheet, words_say(language, "Nombre"), words_say(language, "Está sobre"),
			    words_say(language, "Empata con"), words_say(language, "Está bajo"), NULL);
	for (size_t i = 0; i < n; i++) {
		g_autofree char *name = item_name(sheet, items, i);
		GString *cells[3];

		for (size_t k = 0; k < G_N_ELEMENTS(cells); k++)
			cells[k] = g_string_new(NULL);
		for (size_t j = 0; j < n; j++) {
			struct pair pair = pair_at(data, i, j);
			GString *cell = cells[!pair.is_sure ? 1 : pair.above > 0.5 ? 0 : 2];
			g_autofree char *share = chart_percent(sheet, pair.above);

			if (i != j && !isnan(pair.above))
				g_string_append_printf(cell, "%s%zu\u00a0(%s)", cell->len ? "; " : "",
						       item_number(items, j), share);
		}
		chart_table_row(sheet, name, cells[0]->len ? cells[0]->str : "—",
				cells[1]->len ? cells[1]->str : "—", cells[2]->len ? cells[2]->str : "—",
				NULL);
		for (size_t k = 0; k < G_N_ELEMENTS(cells); k++)
			g_string_free(cells[k], TRUE);
	}
}

bool chart_draw_pairs(struct chart_sheet *sheet, const json_t *data)
{
	const json_t *items = json_object_get(data, "items");
	size_t n = json_array_size(items), max = sheet->medium == CHART_PHONE ? MAX_ITEMS_PHONE : MAX_ITEMS,
	       shown = n <= max + 1 ? n : max;
	const char *language = sheet->language;
	json_t *columns;
	struct chart_grid grid;
	bool is_missing = false;

	if (n < 2)
		return false;
	chart_title(sheet, words_say(language, "Cuál está sobre cuál, de dos en dos"));
	columns = json_array();
	for (size_t j = 0; j < shown; j++) {
		g_autofree char *column = g_strdup_printf("%zu", item_number(items, j));

		json_array_append_new(columns, json_string(column));
	}
	grid = chart_grid_begin(sheet, words_say(language, "El renglón, sobre…"), columns);
	json_decref(columns);
	for (size_t i = 0; i < shown; i++) {
		g_autofree char *name = item_name(sheet, items, i);

		chart_grid_row(sheet, &grid, name);
		for (size_t j = 0; j < shown; j++) {
			draw_cell(sheet, &grid, data, i, j);
			is_missing = is_missing || (i != j && isnan(pair_at(data, i, j).above));
		}
	}
	sheet->y += sheet->size * 0.6;
	chart_key(sheet, "q5", words_say(language, "arriba el renglón"));
	chart_key(sheet, "q1", words_say(language, "arriba la columna"));
	chart_key(sheet, "hatch", words_say(language, "empate: no se distinguen"));
	if (is_missing)
		chart_key(sheet, "missing", words_say(language, "sin dato"));
	chart_keys_end(sheet);
	chart_left_out(sheet, n - shown);
	say_items(sheet, data, items);
	fill_table(sheet, data, items);
	return true;
}
