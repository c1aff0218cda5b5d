/* chart_coverage - each region's share of the forms beside its share of the population; hatched grey where
 * nobody was heard.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "chart_parts.h"

#include <math.h>

#include "words.h"

enum { MAX_ROWS = 40, MAX_SAID = 6 };

static bool has_voice(const json_t *region)
{
	return chart_count_of(region, "forms", 0) > 0;
}

/* "34 % de los formularios (12)" */
static char *forms_words(const struct chart_sheet *sheet, const json_t *region)
{
	double share = chart_share_of(region, "share");
	size_t n = chart_count_of(region, "forms", 0);
	g_autofree char *percent = chart_percent(sheet, share), *grouped = chart_grouped(n);

	if (!has_voice(region))
		return g_strdup(words_say(sheet->language, "sin voz: ningún formulario"));
	if (n == 1)
		return g_strdup_printf(words_say(sheet->language, "%s (1 formulario)"), percent);
	return g_strdup_printf(words_say(sheet->language, "%s (%s formularios)"), percent, grouped);
}

static char *population_words(const struct chart_sheet *sheet, const json_t *region)
{
	double share = chart_share_of(region, "population_share");
	g_autofree char *percent = chart_percent(sheet, share);

	return isnan(share) ? g_strdup(words_say(sheet->language, "población: sin dato"))
			    : g_strdup_printf(words_say(sheet->language, "%s de la población"), percent);
}

static json_t *bar_view(const struct chart_sheet *sheet, const char *words, double x, double y, double width,
			double thick)
{
	json_t *bar = json_pack("{s:o, s:o, s:o, s:o}", "x", chart_coordinate(x), "y", chart_coordinate(y),
				"width", chart_coordinate(width), "height", chart_coordinate(thick));

	json_object_set_new(bar, "words",
			    chart_line(words, x + (width > 0 ? width + sheet->small * 0.5 : 0),
				       y + thick / 2 + sheet->small * 0.36));
	return bar;
}

/* How the rows are drawn. */
struct layout {
	double left, unit;   /* unit: of a share of 1 */
	bool has_population; /* of some region */
};

static json_t *draw_row(struct chart_sheet *sheet, const json_t *region, const struct layout *layout)
{
	g_autofree char *name = chart_name_of(sheet, region), *forms = forms_words(sheet, region),
			*population = population_words(sheet, region);
	double share = has_voice(region) ? chart_share_of(region, "share") : NAN,
	       population_share = chart_share_of(region, "population_share"), thick = sheet->small * 1.15,
	       left = layout->left, middle;
	json_t *row = json_object();

	middle = chart_row_name(sheet, row, name, 0, left - sheet->size,
				layout->has_population ? thick * 2.1 : thick);
	json_object_set_new(row, "has_voice", json_boolean(has_voice(region)));
	json_object_set_new(row, "forms",
			    bar_view(sheet, forms, left,
				     middle - thick * (layout->has_population ? 1.05 : 0.5),
				     isnan(share) ? 0 : MAX(share * layout->unit, 0.5), thick));
	if (layout->has_population)
		json_object_set_new(
			row, "population",
			bar_view(sheet, population, left, middle + thick * 0.05,
				 isnan(population_share) ? 0 : MAX(population_share * layout->unit, 0.5),
				 thick));
	sheet->y += sheet->size * 0.35;
	return row;
}

static void say_regions(struct chart_sheet *sheet, const json_t *regions, bool has_population)
{
	const char *language = sheet->language;
	size_t n = json_array_size(regions), n_silent = 0, i;
	g_autoptr(GString) silent = g_string_new(NULL);
	const json_t *region;

	json_array_foreach(regions, i, region)
	{
		g_autofree char *name = chart_text_of(region, "name");

		if (has_voice(region))
			continue;
		if (n_silent++ < MAX_SAID)
			g_string_append_printf(silent, "%s%s", silent->len ? "; " : "", name);
	}
	if (n_silent)
		chart_say(sheet,
			  g_strdup_printf(
				  words_say(language, "Regiones sin ningún formulario: %zu de %zu (%s%s)."),
				  n_silent, n, silent->str, n_silent > MAX_SAID ? "…" : ""));
	else
		chart_say(
			sheet,
			g_strdup_printf(words_say(language, "Regiones sin ningún formulario: 0 de %zu."), n));
	json_array_foreach(regions, i, region)
	{
		g_autofree char *name = chart_text_of(region, "name"), *forms = forms_words(sheet, region),
				*population = population_words(sheet, region);

		if (i == MAX_SAID)
			break;
		if (has_voice(region))
			chart_say(sheet, has_population
						 ? g_strdup_printf("«%s»: %s; %s.", name, forms, population)
						 : g_strdup_printf("«%s»: %s.", name, forms));
	}
	if (!has_population)
		chart_say(sheet, g_strdup(words_say(language, "No se dio la población de las regiones.")));
}

static void fill_table(struct chart_sheet *sheet, const json_t *regions)
{
	static const char *const counts[] = {"forms", "senders", "sessions"};
	const char *language = sheet->language, *none = words_say(language, "sin dato");
	const json_t *region;
	size_t i;

	chart_table_columns(sheet, words_say(language, "Región"), words_say(language, "Formularios"),
			    words_say(language, "Remitentes"), words_say(language, "Sesiones"),
			    words_say(language, "Parte de los formularios"),
			    words_say(language, "Parte de la población"), NULL);
	json_array_foreach(regions, i, region)
	{
		g_autofree char *name = chart_name_of(sheet, region),
				*share = chart_percent(sheet, chart_share_of(region, "share")),
				*population =
					chart_percent(sheet, chart_share_of(region, "population_share"));
		char *cells[G_N_ELEMENTS(counts)];

		for (size_t c = 0; c < G_N_ELEMENTS(counts); c++) {
			size_t n = chart_count_of(region, counts[c], SIZE_MAX);

			cells[c] = n == SIZE_MAX ? g_strdup(none) : chart_grouped(n);
		}
		chart_table_row(sheet, name, cells[0], cells[1], cells[2], share, population, NULL);
		for (size_t c = 0; c < G_N_ELEMENTS(counts); c++)
			g_free(cells[c]);
	}
}

bool chart_draw_coverage(struct chart_sheet *sheet, const json_t *data)
{
	const json_t *regions = json_object_get(data, "regions"), *region;
	size_t n = json_array_size(regions), shown = n <= MAX_ROWS + 1 ? n : MAX_ROWS, i;
	double largest = 0, widest = 0;
	struct layout layout = {.left = sheet->medium == CHART_PHONE ? 1 : sheet->width * 0.28};
	bool has_silent = false;
	const char *language = sheet->language;
	json_t *rows = json_array();

	json_object_set_new(sheet->drawing, "rows", rows);
	if (!n)
		return false;
	json_array_foreach(regions, i, region)
	{
		g_autofree char *forms = forms_words(sheet, region),
				*population = population_words(sheet, region);
		double share = chart_share_of(region, "share"),
		       population_share = chart_share_of(region, "population_share");

		layout.has_population = layout.has_population || !isnan(population_share);
		has_silent = has_silent || !has_voice(region);
		largest = MAX(largest, isnan(share) ? 0 : share);
		largest = MAX(largest, isnan(population_share) ? 0 : population_share);
		widest = MAX(widest, lettering_width(sheet->letters, LETTERING_SANS, sheet->small, forms));
		widest = MAX(widest,
			     lettering_width(sheet->letters, LETTERING_SANS, sheet->small, population));
	}
	layout.unit = (sheet->width - layout.left - widest - sheet->small) / MAX(largest, 0.01);
	if (layout.has_population) {
		chart_title(sheet, words_say(language, "Formularios y población de cada región"));
		chart_key(sheet, "dark", words_say(language, "parte de los formularios"));
		chart_key(sheet, "pale", words_say(language, "parte de la población"));
		if (has_silent)
			chart_key(sheet, "hatch", words_say(language, "población sin voz"));
		chart_keys_end(sheet);
		sheet->y += sheet->size * 0.4;
	} else {
		chart_title(sheet, words_say(language, "Formularios de cada región"));
	}
	for (i = 0; i < shown && !chart_is_full(sheet); i++)
		json_array_append_new(rows, draw_row(sheet, json_array_get(regions, i), &layout));
	chart_left_out(sheet, n - i);
	say_regions(sheet, regions, layout.has_population);
	fill_table(sheet, regions);
	return true;
}
