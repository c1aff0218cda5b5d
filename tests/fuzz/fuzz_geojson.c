/* tests/fuzz/fuzz_geojson.c - any bytes as outlines of places: a sentence, or places that a map can be drawn
 * of.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "chart.h"
#include "geography.h"
#include "geography_view.h"

#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* fontconfig keeps its tables until the process ends. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
	return "leak:libfontconfig\n";
}

static void draw(const struct geography *g)
{
	json_t *places = json_array(), *whole;

	for (size_t k = 0; k < g->shapes.n_places && k < 60; k++) {
		json_t *place = json_pack("{s:s, s:f, s:I}", "name", g->names[k], "value",
					  (double)(k % 10) / 10, "n", (json_int_t)k);

		if (!place) /* a name that is no UTF-8 cannot be: jansson has read it */
			g_assert_not_reached();
		geography_put(place, g, k);
		json_array_append_new(places, place);
	}
	whole = json_pack("{s:o}", "places", places);
	json_t *view = chart_view("map", whole, CHART_WIDE, "es");
	char *svg = chart_svg(view, "es");

	g_assert(!strstr(svg, "\"nan") && !strstr(svg, "\"inf"));
	g_free(svg);
	json_decref(view);
	json_decref(whole);
}

static void read_with(const uint8_t *data, size_t size, const char *property)
{
	g_autoptr(GError) error = NULL;
	struct geography *g = geography_of((const char *)data, size, property, &error);

	g_assert((g == NULL) == (error != NULL));
	if (!g)
		return;
	for (size_t k = 0; k < g->shapes.n_places; k++) {
		g_assert(k == 0 || strcmp(g->keys[k - 1], g->keys[k]) < 0);
		g_assert(geography_find(g, g->keys[k]) == k);
		g_assert(g->area[k] >= 0 && isnan(g->x[k]) == isnan(g->y[k]));
	}
	for (size_t i = 0; i < g->n_links; i++)
		g_assert(g->links[i].from < g->shapes.n_places && g->links[i].to < g->shapes.n_places &&
			 g->links[i].from != g->links[i].to);
	draw(g);
	geography_free(g);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	read_with(data, size, NULL);
	read_with(data, size, "clave");
	return 0;
}
