/* test_charts - what every drawing keeps to, for no data, one datum, many, and a stranger's.
 *
 * With a folder as its argument (and a number of issues) it writes a page of every kind and each kind on
 * paper there instead.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "chart_parts.h"
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

/* fontconfig keeps its tables until the process ends; everything else must be freed. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
	return "leak:libfontconfig\n";
}

static const struct {
	const char *kind;
	json_t *(*sample)(size_t n);
	bool has_rows; /* the table has a row for each of what the sample was asked for */
} kinds[] = {
	{"ranks", sample_ranks, true},	 {"heat", sample_heat, true},
	{"plane", sample_plane, true},	 {"coverage", sample_coverage, true},
	{"pairs", sample_pairs, true},	 {"opinions", sample_opinions, false},
	{"shares", sample_shares, true}, {"map", sample_map, false},
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
	rsvg_handle_set_dpi(handle, 96);
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

static json_t *view_of(size_t kind, size_t n, enum chart_medium medium)
{
	json_t *data = kinds[kind].sample(n), *view = chart_view(kinds[kind].kind, data, medium, "es");

	json_decref(data);
	return view;
}

static void the_table_has_all_and_the_drawing_says_how_many_it_leaves_out(void **state)
{
	(void)state;
	for (size_t k = 0; k < G_N_ELEMENTS(kinds); k++)
		for (size_t m = 0; m < G_N_ELEMENTS(media); m++) {
			json_t *view = view_of(k, 60, media[m]);
			const json_t *rows = json_object_get(json_object_get(view, "table"), "rows");
			g_autofree char *svg = chart_svg(view, "es");

			if (kinds[k].has_rows) {
				assert_int_equal(json_array_size(rows), 60);
				/* Sixty regions fit on a phone's long drawing no more than on paper. */
				assert_non_null(strstr(svg, " más, en la tabla"));
			}
			json_decref(view);
			view = view_of(k, 5, media[m]);
			assert_null(json_object_get(view, "left_out"));
			json_decref(view);
		}
}

static void a_drawing_on_paper_fits_on_a_page(void **state)
{
	(void)state;
	for (size_t k = 0; k < G_N_ELEMENTS(kinds); k++) {
		g_autofree char *svg = svg_of(k, 60, CHART_PAPER);
		double width, height;

		check_drawn(svg, &width, &height);
		/* In pixels of 1/96 inch; letter is 279 mm long, and has margins of 15. */
		assert_true(fabs(width / 96 * 25.4 - 170) < 0.5);
		assert_true(height / 96 * 25.4 < 249);
	}
}

/* --- what stands where --- */

struct reading {
	struct lettering *letters;
	double width, height, size; /* of the drawing; of words without a size of their own */
	double x, y, font, dx, dy;  /* of the text that is open; of the group around it */
	bool is_end, is_middle, is_text, is_bold;
	size_t n_texts;
};

static double attribute(const char **names, const char **values, const char *name, double otherwise)
{
	for (; *names; names++, values++)
		if (strcmp(*names, name) == 0)
			return g_ascii_strtod(*values, NULL);
	return otherwise;
}

static bool has_class(const char **names, const char **values, const char *class)
{
	for (; *names; names++, values++)
		if (strcmp(*names, "class") == 0 && strstr(*values, class))
			return true;
	return false;
}

static void element_begins(GMarkupParseContext *context, const char *element, const char **names,
			   const char **values, gpointer data, GError **error)
{
	struct reading *r = data;

	(void)context;
	(void)error;
	if (strcmp(element, "svg") == 0)
		r->size = attribute(names, values, "font-size", 0);
	if (strcmp(element, "rect") == 0) {
		double x = attribute(names, values, "x", 0), y = attribute(names, values, "y", 0);

		assert_true(x >= -0.01 && x + attribute(names, values, "width", 0) <= r->width + 0.05);
		assert_true(y >= -0.01 && y + attribute(names, values, "height", 0) <= r->height + 0.05);
	}
	if (strcmp(element, "text") != 0)
		return;
	r->is_text = true;
	r->x = attribute(names, values, "x", 0);
	r->y = attribute(names, values, "y", 0);
	r->font = attribute(names, values, "font-size", r->size);
	r->is_end = has_class(names, values, "end");
	r->is_middle = has_class(names, values, "middle");
	r->is_bold = has_class(names, values, "strong");
}

static void element_ends(GMarkupParseContext *context, const char *element, gpointer data, GError **error)
{
	struct reading *r = data;

	(void)context;
	(void)error;
	(void)element;
	r->is_text = false;
}

static void text_stands(GMarkupParseContext *context, const char *text, gsize length, gpointer data,
			GError **error)
{
	struct reading *r = data;
	g_autofree char *words = g_strndup(text, length);

	(void)context;
	(void)error;
	if (!r->is_text)
		return;
	double width = lettering_width(r->letters, r->is_bold ? LETTERING_BOLD : LETTERING_SANS, r->font,
				       words),
	       left = r->x - (r->is_end	     ? width
			      : r->is_middle ? width / 2
					     : 0);

	if (left < -0.5 || left + width > r->width + 0.5 || r->y < r->font * 0.6 || r->y > r->height) {
		print_error("«%s» from %g to %g, at %g of %g x %g\n", words, left, left + width, r->y,
			    r->width, r->height);
		fail();
	}
	assert_true(*words);
	r->n_texts++;
}

static void all_words_and_bars_stay_on_the_sheet(void **state)
{
	static const size_t sizes[] = {1, 2, 5, 12, 60};
	static const GMarkupParser parser = {element_begins, element_ends, text_stands, NULL, NULL};

	(void)state;
	for (size_t k = 0; k < G_N_ELEMENTS(kinds); k++)
		for (size_t m = 0; m < G_N_ELEMENTS(media); m++)
			for (size_t s = 0; s < G_N_ELEMENTS(sizes); s++) {
				json_t *view = view_of(k, sizes[s], media[m]);

				if (!view)
					continue;
				struct reading r = {
					.letters = lettering_new(),
					.width = g_ascii_strtod(
						json_string_value(json_object_get(view, "width")), NULL),
					.height = g_ascii_strtod(
						json_string_value(json_object_get(view, "height")), NULL),
				};
				g_autofree char *svg = chart_svg(view, "es");
				g_autoptr(GError) error = NULL;
				GMarkupParseContext *context =
					g_markup_parse_context_new(&parser, 0, &r, NULL);

				assert_true(g_markup_parse_context_parse(context, svg, -1, &error));
				assert_true(r.n_texts > 1);
				g_markup_parse_context_free(context);
				lettering_free(r.letters);
				json_decref(view);
			}
}

/* --- what is not known --- */

static void what_is_not_known_is_no_zero(void **state)
{
	json_t *data = json_pack("{s:[{s:s, s:n}, {s:s, s:f}]}", "rows", "name", "A", "value", "name", "B",
				 "value", 0.0),
	       *view = chart_view("shares", data, CHART_WIDE, "es");
	const json_t *rows = json_object_get(json_object_get(view, "shares"), "rows"),
		     *cells = json_object_get(json_object_get(view, "table"), "rows");

	(void)state;
	assert_true(json_is_false(json_object_get(json_array_get(rows, 0), "is_known")));
	assert_true(json_is_true(json_object_get(json_array_get(rows, 1), "is_known")));
	assert_string_equal(json_string_value(json_array_get(json_array_get(cells, 0), 1)), "sin dato");
	assert_string_equal(json_string_value(json_array_get(json_array_get(cells, 1), 1)), "0\u00a0%");
	json_decref(view);
	json_decref(data);
}

static void a_region_without_forms_has_no_voice(void **state)
{
	json_t *data = sample_coverage(5), *view = chart_view("coverage", data, CHART_WIDE, "es");
	const json_t *row = json_array_get(json_object_get(json_object_get(view, "coverage"), "rows"), 2);

	(void)state;
	assert_true(json_is_false(json_object_get(row, "has_voice")));
	assert_non_null(strstr(json_string_value(json_object_get(view, "alt")),
			       "Regiones sin ningún formulario: 1 de 5 (Carbonífera)."));
	json_decref(view);
	json_decref(data);
}

static void a_population_that_nobody_gave_is_said_once(void **state)
{
	json_t *data = sample_coverage(5), *region, *view;
	size_t i;

	(void)state;
	json_array_foreach(json_object_get(data, "regions"), i, region)
		json_object_del(region, "population_share");
	view = chart_view("coverage", data, CHART_WIDE, "es");
	assert_null(json_object_get(
		json_array_get(json_object_get(json_object_get(view, "coverage"), "rows"), 0), "population"));
	assert_non_null(strstr(json_string_value(json_object_get(view, "alt")),
			       "No se dio la población de las regiones."));
	json_decref(view);
	json_decref(data);
}

static void small_shares_are_not_called_none_nor_large_ones_all(void **state)
{
	json_t *data = json_pack("{s:[{s:s, s:f}, {s:s, s:f}, {s:s, s:f}]}", "rows", "name", "A", "value",
				 0.0004, "name", "B", "value", 0.9996, "name", "C", "value", 1.0),
	       *view = chart_view("shares", data, CHART_WIDE, "es");
	const json_t *rows = json_object_get(json_object_get(view, "table"), "rows");
	static const char *const said[] = {"<1\u00a0%", ">99\u00a0%", "100\u00a0%"};

	(void)state;
	for (size_t i = 0; i < 3; i++)
		assert_string_equal(json_string_value(json_array_get(json_array_get(rows, i), 1)), said[i]);
	json_decref(view);
	json_decref(data);
}

static void what_is_not_ranked_is_not_drawn_by_place(void **state)
{
	json_t *data = json_loads("{\"n_places\":2,\"issues\":[{\"number\":1,\"name\":\"A\",\"place\":0,"
				  "\"low\":0,\"high\":0,\"band\":0},{\"number\":2,\"name\":\"B\"}]}",
				  0, NULL);

	(void)state;
	assert_null(chart_view("ranks", data, CHART_WIDE, "es"));
	json_decref(data);
}

static void three_thousand_people_are_drawn_at_most_and_all_are_counted(void **state)
{
	json_t *data = sample_opinions(500), *view = chart_view("opinions", data, CHART_WIDE, "es");
	const json_t *groups = json_object_get(json_object_get(view, "opinions"), "groups"), *group;
	size_t n = 0, i;

	(void)state;
	json_array_foreach(groups, i, group)
	{
		const char *marks = json_string_value(json_object_get(group, "marks"));

		for (; *marks; marks++)
			n += *marks == 'M';
	}
	assert_int_equal(n, 3000);
	assert_non_null(strstr(json_string_value(json_object_get(view, "alt")),
			       "Se dibujan 3,000 personas de 10,000."));
	json_decref(view);
	json_decref(data);
}

/* Grey is not zero: neither in the drawing, nor in words, nor in the table. */
static void a_place_without_session_is_grey_and_one_where_nobody_names_it_is_zero(void **state)
{
	json_t *data = json_pack("{s:[{s:s, s:n, s:s, s:[[iiiiiiii]]}, {s:s, s:i, s:i, s:f, s:i, s:i, "
				 "s:[[iiiiiiii]]}]}",
				 "places", "name", "Lejos", "value", "verdict", "more", "rings", 0, 0, 1, 0,
				 1, 1, 0, 1, "name", "Cerca", "value", 0, "low", 0, "high", 0.2, "n", 17,
				 "named", 0, "rings", 1, 0, 2, 0, 2, 1, 1, 1),
	       *view;

	(void)state;
	assert_non_null(data);
	view = chart_view("map", data, CHART_WIDE, "es");
	const json_t *shapes = json_object_get(json_object_get(view, "map"), "shapes"),
		     *rows = json_object_get(json_object_get(view, "table"), "rows");

	assert_int_equal(json_array_size(shapes), 2);
	assert_string_equal(json_string_value(json_object_get(json_array_get(shapes, 0), "fill")), "h");
	assert_string_equal(json_string_value(json_object_get(json_array_get(shapes, 1), "fill")), "zero");
	/* Nothing is sure of who was not asked. */
	assert_false(json_is_true(json_object_get(json_array_get(shapes, 0), "is_sure")));
	assert_string_equal(json_string_value(json_array_get(json_array_get(rows, 1), 3)), "sin dato");
	assert_string_equal(json_string_value(json_array_get(json_array_get(rows, 1), 5)),
			    "sin jornada: no se sabe");
	assert_string_equal(json_string_value(json_array_get(json_array_get(rows, 0), 3)), "0\u00a0%");
	assert_non_null(strstr(json_string_value(json_object_get(view, "alt")), "No son cero"));
	assert_null(strstr(json_string_value(json_object_get(view, "alt")), "Se concentra"));
	json_decref(view);
	json_decref(data);
}

static void hexagons_keep_apart_and_who_has_no_point_is_in_the_table(void **state)
{
	json_t *data = sample_map_of(200, false), *view = chart_view("map", data, CHART_WIDE, "es"), *shape;
	g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
	size_t i;

	(void)state;
	json_array_foreach(json_object_get(json_object_get(view, "map"), "shapes"), i, shape) assert_true(
		g_hash_table_add(seen, (gpointer)(uintptr_t)json_string_value(json_object_get(shape, "d"))));
	assert_int_equal(g_hash_table_size(seen), 200);
	assert_int_equal(json_array_size(json_object_get(json_object_get(view, "table"), "rows")), 200);
	json_decref(view);
	json_decref(data);
	/* Points beyond the hexagons that can be told apart, and none at all. */
	data = sample_map_of(400, false);
	view = chart_view("map", data, CHART_PHONE, "es");
	assert_int_equal(json_array_size(json_object_get(json_object_get(view, "map"), "shapes")), 400);
	json_decref(view);
	json_decref(data);
	data = json_pack("{s:[{s:s, s:f}]}", "places", "name", "Sin sitio", "value", 0.5);
	view = chart_view("map", data, CHART_PHONE, "es");
	assert_int_equal(json_array_size(json_object_get(json_object_get(view, "map"), "shapes")), 0);
	assert_int_equal(json_array_size(json_object_get(json_object_get(view, "table"), "rows")), 1);
	json_decref(view);
	json_decref(data);
}

static void groups_differ_by_more_than_colour(void **state)
{
	(void)state;
	for (size_t a = 0; a < CHART_SHAPES; a++)
		for (size_t b = 0; b < a; b++) {
			g_autoptr(GString) one = g_string_new(NULL), other = g_string_new(NULL);

			chart_shape(one, a, 10, 10, 3);
			chart_shape(other, b, 10, 10, 3);
			assert_string_not_equal(one->str, other->str);
		}
}

static void words_keep_off_each_other(void **state)
{
	g_autoptr(GArray) boxes = g_array_new(FALSE, FALSE, sizeof(struct chart_box));
	const struct chart_box frame = {0, 0, 400, 300};

	(void)state;
	for (uint32_t i = 0; i < 30; i++) {
		struct chart_box placed;
		bool is_free = chart_place_box(boxes, &frame, 20 + 360 * sample_share(i),
					       20 + 260 * sample_share(i + 500), 16, 12, &placed);

		assert_true(is_free);
		assert_true(placed.x >= 0 && placed.y >= 0 && placed.x + 16 <= 400 && placed.y + 12 <= 300);
	}
	for (guint i = 0; i < boxes->len; i++)
		for (guint j = 0; j < i; j++) {
			const struct chart_box *a = &g_array_index(boxes, struct chart_box, i),
					       *b = &g_array_index(boxes, struct chart_box, j);

			assert_true(a->x + a->width <= b->x || b->x + b->width <= a->x ||
				    a->y + a->height <= b->y || b->y + b->height <= a->y);
		}
}

/* --- a stranger's data --- */

static uint32_t draw(uint32_t *seed, size_t n)
{
	*seed = *seed * 1664525u + 1013904223u;
	return (uint32_t)((*seed >> 8) % n);
}

/* Replaces about one value in twelve by something else. */
static json_t *spoil(const json_t *value, uint32_t *seed)
{
	static const char *const strange[] = {"null",
					      "-1",
					      "1e308",
					      "-1e308",
					      "0",
					      "1e-300",
					      "\"\"",
					      "[]",
					      "{}",
					      "true",
					      "\"\\u0001\\ufffe<&>\\\"'\\n\"",
					      "4294967296",
					      "9223372036854775807",
					      "\"sinblancossinblancossinblancossinblancossinblancos"
					      "sinblancossinblancossinblancossinblancos\""};
	const char *key;
	json_t *item, *out;
	size_t i;

	if (draw(seed, 12) == 0)
		return json_loads(strange[draw(seed, G_N_ELEMENTS(strange))], JSON_DECODE_ANY, NULL);
	if (json_is_array(value)) {
		out = json_array();
		json_array_foreach(value, i, item) json_array_append_new(out, spoil(item, seed));
		return out;
	}
	if (json_is_object(value)) {
		out = json_object();
		json_object_foreach((json_t *)(uintptr_t)value, key, item)
			json_object_set_new(out, key, spoil(item, seed));
		return out;
	}
	return json_deep_copy(value);
}

static void a_strangers_data_do_no_harm(void **state)
{
	uint32_t seed = 11;

	(void)state;
	for (size_t round = 0; round < 40; round++)
		for (size_t k = 0; k < G_N_ELEMENTS(kinds); k++) {
			json_t *data = kinds[k].sample(1 + round % 9), *spoilt = spoil(data, &seed),
			       *view = chart_view(kinds[k].kind, spoilt, media[round % 3], "es");

			if (view) {
				g_autofree char *svg = chart_svg(view, "es");
				double width, height;

				assert_null(strstr(svg, "\"nan"));
				assert_null(strstr(svg, "\"inf"));
				assert_null(strstr(svg, "NaN"));
				check_drawn(svg, &width, &height);
			}
			json_decref(view);
			json_decref(spoilt);
			json_decref(data);
		}
}

/* --- pages --- */

static json_t *page_of_all(size_t n)
{
	json_t *sections = json_array();

	for (size_t k = 0; k < G_N_ELEMENTS(kinds); k++)
		json_array_append_new(sections, json_pack("{s:s, s:[s], s:{s:s, s:o}}", "heading",
							  kinds[k].kind, "sentences", "Una frase.", "chart",
							  "kind", kinds[k].kind, "data", kinds[k].sample(n)));
	json_array_append_new(sections, json_pack("{s:s, s:{s:s, s:{}}}", "heading", "nada", "chart", "kind",
						  "ranks", "data"));
	json_array_append_new(sections,
			      json_pack("{s:s, s:{s:[s, s], s:[[s, s]]}}", "heading", "tabla", "table",
					"columns", "Problemática", "Formularios", "rows", "<Agua>", "12"));
	return json_pack("{s:s, s:s, s:[s], s:o, s:[{s:s, s:s}]}", "title", "Todas las gráficas", "subtitle",
			 "Datos de ejemplo", "notices",
			 "Solo describe a quienes asistieron: hubo una sesión.", "sections", sections,
			 "settings", "name", "Semilla", "value", "9007199254740993");
}

static void a_page_is_whole_and_says_what_it_is_not(void **state)
{
	json_t *page = page_of_all(12);
	g_autofree char *html = chart_page(page, "es"), *again = chart_page(page, "es"),
			*english = chart_page(page, "en");
	g_autoptr(GHashTable) ids = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

	(void)state;
	json_decref(page);
	assert_string_equal(html, again);
	assert_non_null(strstr(html, "Esto no es una encuesta representativa."));
	assert_non_null(strstr(html, "No hay datos que dibujar."));
	assert_non_null(strstr(html, "<th scope=\"row\">&lt;Agua&gt;</th><td class=\"figure\">12</td>"));
	assert_non_null(strstr(html, "<html lang=\"es\">"));
	assert_null(strstr(html, "margen de error"));
	assert_null(strstr(html, "style=\""));
	assert_null(strstr(html, "<script"));
	assert_null(strstr(html, "src="));
	assert_null(strstr(html, "://"));
	assert_non_null(strstr(english, "This is not a representative survey."));
	assert_null(strstr(english, "Puestos posibles"));
	/* Each id once, or hatchings would be another drawing's, perhaps one that is not shown. */
	for (const char *at = html; (at = strstr(at, " id=\"")); at++)
		assert_true(g_hash_table_add(
			ids, g_strndup(at + strlen(" id=\""), strcspn(at + strlen(" id=\""), "\""))));
	for (const char *at = html; (at = strstr(at, "url(#")); at++) {
		g_autofree char *id = g_strndup(at + strlen("url(#"), strcspn(at + strlen("url(#"), ")"));

		assert_true(g_hash_table_contains(ids, id));
	}
}

static int write_all(const char *folder, size_t n)
{
	json_t *page = page_of_all(n);
	g_autofree char *html = chart_page(page, "es"),
			*page_name = g_strconcat(folder, "/charts.html", NULL);
	bool is_written = g_file_set_contents(page_name, html, -1, NULL);

	json_decref(page);
	for (size_t k = 0; k < G_N_ELEMENTS(kinds) && is_written; k++) {
		g_autofree char *svg = svg_of(k, n, CHART_PAPER),
				*name = g_strdup_printf("%s/%s.svg", folder, kinds[k].kind);

		is_written = !svg || g_file_set_contents(name, svg, -1, NULL);
	}
	return is_written ? 0 : 1;
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_kind_is_drawn_for_every_medium_from_one_to_sixty),
		cmocka_unit_test(nothing_to_draw_is_said),
		cmocka_unit_test(the_table_has_all_and_the_drawing_says_how_many_it_leaves_out),
		cmocka_unit_test(a_drawing_on_paper_fits_on_a_page),
		cmocka_unit_test(all_words_and_bars_stay_on_the_sheet),
		cmocka_unit_test(what_is_not_known_is_no_zero),
		cmocka_unit_test(a_region_without_forms_has_no_voice),
		cmocka_unit_test(a_population_that_nobody_gave_is_said_once),
		cmocka_unit_test(small_shares_are_not_called_none_nor_large_ones_all),
		cmocka_unit_test(what_is_not_ranked_is_not_drawn_by_place),
		cmocka_unit_test(three_thousand_people_are_drawn_at_most_and_all_are_counted),
		cmocka_unit_test(a_place_without_session_is_grey_and_one_where_nobody_names_it_is_zero),
		cmocka_unit_test(hexagons_keep_apart_and_who_has_no_point_is_in_the_table),
		cmocka_unit_test(groups_differ_by_more_than_colour),
		cmocka_unit_test(words_keep_off_each_other),
		cmocka_unit_test(a_strangers_data_do_no_harm),
		cmocka_unit_test(a_page_is_whole_and_says_what_it_is_not),
	};

	if (argc > 1)
		return write_all(argv[1], argc > 2 ? (size_t)g_ascii_strtoull(argv[2], NULL, 10) : 12);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
