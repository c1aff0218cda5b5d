/* test_charts - what every drawing keeps to, for no data, one datum, many, and a stranger's.
 *
 * With a folder as its argument it writes a page of every kind and each kind on paper there instead.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "chart.h"
#include "chart_samples.h"

#include <librsvg/rsvg.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

static const struct {
	const char *kind;
	json_t *(*sample)(size_t n);
	const char *list; /* what holds as many as the sample was asked for */
} kinds[] = {
	{"ranks", sample_ranks, "issues"},
	{"heat", sample_heat, "issues"},
	{"plane", sample_plane, "issues"},
	{"coverage", sample_coverage, "regions"},
	{"pairs", sample_pairs, "items"},
	{"opinions", sample_opinions, "people"},
	{"shares", sample_shares, "rows"},
};

static const enum chart_medium media[] = {CHART_PHONE, CHART_WIDE, CHART_PAPER};

/* The drawing of a sample; NULL where there is none. */
static char *svg_of(size_t kind, size_t n, enum chart_medium medium)
{
	json_t *data = kinds[kind].sample(n), *view = chart_view(kinds[kind].kind, data, medium, "es");
	char *svg = view ? chart_svg(view, "es") : NULL;

	json_decref(view);
	json_decref(data);
	return svg;
}

/* Draws it and gives its size. */
static void check_drawn(const char *svg, double *width, double *height)
{
	g_autoptr(GError) error = NULL;
	RsvgHandle *handle = rsvg_handle_new_from_data((const guint8 *)svg, strlen(svg), &error);
	RsvgRectangle box = {0, 0, 0, 0};

	assert_null(error);
	assert_non_null(handle);
	assert_true(rsvg_handle_get_intrinsic_size_in_pixels(handle, width, height));
	cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, 300, 300);
	cairo_t *cr = cairo_create(surface);

	box.width = box.height = 300;
	assert_true(rsvg_handle_render_document(handle, cr, &box, &error));
	assert_null(error);
	cairo_destroy(cr);
	cairo_surface_destroy(surface);
	g_object_unref(handle);
}

static void every_kind_is_drawn_for_every_medium_from_one_to_sixty(void **state)
{
	static const size_t sizes[] = {1, 2, 3, 11, 12, 60};

	(void)state;
	for (size_t k = 0; k < G_N_ELEMENTS(kinds); k++)
		for (size_t m = 0; m < G_N_ELEMENTS(media); m++)
			for (size_t s = 0; s < G_N_ELEMENTS(sizes); s++) {
				/* Nobody stands above anybody where there is only one. */
				if (sizes[s] == 1 && strcmp(kinds[k].kind, "pairs") == 0)
					continue;
				g_autofree char *svg = svg_of(k, sizes[s], media[m]);
				double width, height;

				assert_non_null(svg);
				assert_null(strstr(svg, "\"nan"));
				assert_null(strstr(svg, "\"inf"));
				assert_null(strstr(svg, "NaN"));
				assert_null(strstr(svg, "style=\""));
				assert_null(strstr(svg, "{{"));
				check_drawn(svg, &width, &height);
				assert_true(width > 100 && height > 20);
			}
}

static void nothing_to_draw_is_said(void **state)
{
	static const char *const nothings[] = {"{}",
					       "[]",
					       "null",
					       "{\"issues\":[],\"rows\":[]}",
					       "{\"issues\":{},\"rows\":3}",
					       "{\"issues\":null}"};

	(void)state;
	for (size_t k = 0; k < G_N_ELEMENTS(kinds); k++)
		for (size_t i = 0; i < G_N_ELEMENTS(nothings); i++) {
			json_t *data = json_loads(nothings[i], JSON_DECODE_ANY, NULL);

			assert_null(chart_view(kinds[k].kind, data, CHART_WIDE, "es"));
			assert_null(chart_figure(kinds[k].kind, data, "a", "es"));
			json_decref(data);
		}
}

static int write_all(const char *folder)
{
	json_t *sections = json_array();

	for (size_t k = 0; k < G_N_ELEMENTS(kinds); k++) {
		json_t *data = kinds[k].sample(12),
		       *view = chart_view(kinds[k].kind, data, CHART_PAPER, "es");
		g_autofree char *svg = chart_svg(view, "es"),
				*name = g_strdup_printf("%s/%s.svg", folder, kinds[k].kind);

		if (!g_file_set_contents(name, svg, -1, NULL))
			return 1;
		json_decref(view);
		json_array_append_new(sections, json_pack("{s:s, s:[s], s:{s:s, s:o}}", "heading",
							  kinds[k].kind, "sentences", "Una frase.", "chart",
							  "kind", kinds[k].kind, "data", data));
	}
	json_t *page = json_pack("{s:s, s:s, s:[s], s:o, s:[{s:s, s:s}]}", "title", "Todas las gráficas",
				 "subtitle", "Datos de ejemplo", "notices",
				 "Solo describe a quienes asistieron: hubo una sesión.", "sections", sections,
				 "settings", "name", "Semilla", "value", "9007199254740993");
	g_autofree char *html = chart_page(page, "es"), *name = g_strconcat(folder, "/charts.html", NULL);
	bool is_written = g_file_set_contents(name, html, -1, NULL);

	json_decref(page);
	return is_written ? 0 : 1;
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_kind_is_drawn_for_every_medium_from_one_to_sixty),
		cmocka_unit_test(nothing_to_draw_is_said),
	};

	if (argc > 1)
		return write_all(argv[1]);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
