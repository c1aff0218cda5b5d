/* test_geography - GeoJSON as operators have it and as strangers break it; with --write, Coahuila's map as
 * SVG. SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <glib.h>
#include <jansson.h>
#include <math.h>
#include <string.h>

#include "chart.h"
#include "geography.h"
#include "geography_view.h"

/* Two squares side by side, one of them in two features, and one apart with a hole; invented. */
static const char valley[] =
	"{\"type\":\"FeatureCollection\",\"features\":["
	"{\"type\":\"Feature\",\"properties\":{\"CVEGEO\":\"05030\",\"NOMGEO\":\"Valle\"},\"geometry\":"
	"{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[1,0],[1,1],[0,1],[0,0]]]}},"
	"{\"type\":\"Feature\",\"properties\":{\"CVEGEO\":\"05004\",\"NOMGEO\":\"Cerro\"},\"geometry\":"
	"{\"type\":\"MultiPolygon\",\"coordinates\":[[[[1,0.5],[2,0.5],[2,1.5],[1,1.5],[1,0.5]]]]}},"
	"{\"type\":\"Feature\",\"properties\":{\"CVEGEO\":\"05004\",\"NOMGEO\":\"Cerro\"},\"geometry\":"
	"{\"type\":\"Polygon\",\"coordinates\":[[[3,3],[3,3.5],[3.5,3.5],[3.5,3],[3,3]]]}},"
	"{\"type\":\"Feature\",\"properties\":{\"CVEGEO\":\"05017\",\"NOMGEO\":\"Laguna\"},\"geometry\":"
	"{\"type\":\"Polygon\",\"coordinates\":[[[5,5],[9,5],[9,9],[5,9],[5,5]],"
	"[[6,6],[6,8],[8,8],[8,6],[6,6]]]}}]}";

static struct geography *read_text(const char *text, const char *property)
{
	g_autoptr(GError) error = NULL;
	struct geography *g = geography_of(text, strlen(text), property, &error);

	if (error)
		print_message("%s\n", error->message);
	assert_null(error);
	assert_non_null(g);
	return g;
}

static void places_stand_by_key_with_their_parts_together(void **state)
{
	struct geography *g = read_text(valley, NULL);

	(void)state;
	assert_int_equal(g->shapes.n_places, 3);
	assert_string_equal(g->property, "cvegeo");
	assert_string_equal(g->keys[0], "05004");
	assert_string_equal(g->names[1], "Laguna");
	assert_int_equal(geography_find(g, "05030"), 2);
	assert_true(geography_find(g, "05999") == SIZE_MAX);
	assert_true(fabs(g->area[0] - 1.25) < 1e-12);
	assert_true(fabs(g->area[1] - 12) < 1e-12);
	assert_true(fabs(g->x[1] - 7) < 1e-12 && fabs(g->y[1] - 7) < 1e-12);
	assert_true(g->is_degrees && g->is_touching);
	assert_int_equal(g->n_outlined, 3);
	assert_int_equal(g->n_links, 2);
	assert_int_equal(g->links[0].from, 0);
	assert_int_equal(g->links[0].to, 2);
	geography_free(g);
}

static struct geography *read_keys(const char *one, const char *other, const char *property, GError **error)
{
	g_autofree char *text = g_strdup_printf(
		"{\"type\":\"FeatureCollection\",\"features\":["
		"{\"type\":\"Feature\",%s,\"geometry\":{\"type\":\"Point\",\"coordinates\":[-101,25,1500]}},"
		"{\"type\":\"Feature\",%s,\"geometry\":{\"type\":\"Point\",\"coordinates\":[-102,26]}}]}",
		one, other);

	return geography_of(text, strlen(text), property, error);
}

static void keys_are_found_in_what_files_call_them_and_get_their_zeros(void **state)
{
	static const struct {
		const char *one, *other, *property, *first, *second;
	} cases[] = {
		{"\"properties\":{\"cvegeo\":5030}", "\"properties\":{\"cvegeo\":\"05004\"}", NULL, "05004",
		 "05030"},
		{"\"properties\":{\"CVE_ENT\":\"05\",\"CVE_MUN\":\"030\"}",
		 "\"properties\":{\"CVE_ENT\":5,\"CVE_MUN\":4}", NULL, "05004", "05030"},
		{"\"id\":\"b\",\"properties\":null", "\"id\":\"a\",\"properties\":{}", NULL, "a", "b"},
		{"\"properties\":{\"colonia\":\"Zeta\",\"id\":1}",
		 "\"properties\":{\"colonia\":\"Alfa\",\"id\":2}", "Colonia", "Alfa", "Zeta"},
		{"\"properties\":{\"clave\":5030.0}", "\"properties\":{\"clave\":5004.0}", NULL, "05004",
		 "05030"},
	};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GError) error = NULL;
		struct geography *g = read_keys(cases[i].one, cases[i].other, cases[i].property, &error);

		if (error)
			print_message("%s\n", error->message);
		assert_non_null(g);
		assert_string_equal(g->keys[0], cases[i].first);
		assert_string_equal(g->keys[1], cases[i].second);
		assert_int_equal(g->n_outlined, 0);
		/* Points have no border: each is beside the other. */
		assert_false(g->is_touching);
		assert_int_equal(g->n_links, 2);
		geography_free(g);
	}
}

static void what_cannot_be_used_is_refused_with_its_feature(void **state)
{
#define POLYGON(ring)                                                                                        \
	"{\"type\":\"Feature\",\"properties\":{\"cvegeo\":\"05001\"},\"geometry\":{\"type\":\"Polygon\","    \
	"\"coordinates\":[" ring "]}}"
	static const struct {
		const char *text;
		enum geography_error code;
		const char *says;
	} cases[] = {
		{"", GEOGRAPHY_ERROR_SYNTAX, "JSON"},
		{"{\"type\":", GEOGRAPHY_ERROR_SYNTAX, "JSON"},
		{"[[[[", GEOGRAPHY_ERROR_SYNTAX, "JSON"},
		{"\"FeatureCollection\"", GEOGRAPHY_ERROR_SYNTAX, "JSON"},
		{"{}", GEOGRAPHY_ERROR_SHAPE, "FeatureCollection"},
		{"{\"type\":\"Topology\"}", GEOGRAPHY_ERROR_SHAPE, "TopoJSON"},
		{"{\"type\":\"FeatureCollection\",\"features\":[]}", GEOGRAPHY_ERROR_SHAPE, "feature"},
		{"{\"type\":\"FeatureCollection\",\"features\":[7]}", GEOGRAPHY_ERROR_SHAPE, "1"},
		{"{\"type\":\"Feature\",\"properties\":{\"a\":1,\"b\":2},\"geometry\":null}",
		 GEOGRAPHY_ERROR_KEY, "a, b"},
		{"{\"type\":\"Feature\",\"properties\":{\"cvegeo\":\"\"},\"geometry\":null}",
		 GEOGRAPHY_ERROR_KEY, "CVEGEO"},
		{"{\"type\":\"Feature\",\"properties\":{\"cvegeo\":\"05001\"},\"geometry\":null}",
		 GEOGRAPHY_ERROR_SHAPE, "GeoJSON"},
		{"{\"type\":\"Feature\",\"properties\":{\"cvegeo\":\"05001\"},\"geometry\":{\"type\":"
		 "\"LineString\",\"coordinates\":[[0,0],[1,1]]}}",
		 GEOGRAPHY_ERROR_SHAPE, "1"},
		{POLYGON("[[0,0],[1,0],[0,0]]"), GEOGRAPHY_ERROR_SHAPE, "1"},
		{POLYGON("[[0,0],[1,0],[1,1],[0,1]]"), GEOGRAPHY_ERROR_SHAPE, "1"},
		{POLYGON("[[0,0],[1,\"a\"],[1,1],[0,0]]"), GEOGRAPHY_ERROR_SHAPE, "1"},
		{POLYGON("[[0,0],[1e300,1],[1,1],[0,0]]"), GEOGRAPHY_ERROR_SHAPE, "1"},
		{POLYGON("[[0],[1,1],[1,1],[0,0]]"), GEOGRAPHY_ERROR_SHAPE, "1"},
		{POLYGON(""), GEOGRAPHY_ERROR_SHAPE, "1"},
	};
#undef POLYGON

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GError) error = NULL;

		assert_null(geography_of(cases[i].text, strlen(cases[i].text), NULL, &error));
		assert_non_null(error);
		assert_true(error->domain == GEOGRAPHY_ERROR);
		if (error->code != (int)cases[i].code || !strstr(error->message, cases[i].says))
			fail_msg("%s: %s", cases[i].text, error->message);
	}
}

static void what_is_too_large_is_refused_by_size(void **state)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *blank = g_malloc(GEOGRAPHY_MAX_BYTES + 1);
	GString *many = g_string_new("{\"type\":\"FeatureCollection\",\"features\":["),
		*deep = g_string_new(NULL);

	(void)state;
	memset(blank, ' ', GEOGRAPHY_MAX_BYTES + 1);
	assert_null(geography_of(blank, GEOGRAPHY_MAX_BYTES + 1, NULL, &error));
	assert_int_equal(error->code, GEOGRAPHY_ERROR_SIZE);
	g_clear_error(&error);
	for (size_t i = 0; i <= GEOGRAPHY_MAX_PLACES; i++)
		g_string_append_printf(many, "%s{\"type\":\"Feature\",\"id\":%zu,\"geometry\":null}",
				       i ? "," : "", i);
	g_string_append(many, "]}");
	assert_null(geography_of(many->str, many->len, NULL, &error));
	assert_int_equal(error->code, GEOGRAPHY_ERROR_SIZE);
	g_clear_error(&error);
	g_string_assign(many, "{\"type\":\"Feature\",\"id\":1,\"geometry\":{\"type\":\"MultiPoint\","
			      "\"coordinates\":[[0,0]");
	for (size_t i = 0; i < GEOGRAPHY_MAX_POINTS; i++)
		g_string_append(many, ",[1,2]");
	g_string_append(many, "]}}");
	assert_null(geography_of(many->str, many->len, NULL, &error));
	assert_int_equal(error->code, GEOGRAPHY_ERROR_SIZE);
	g_clear_error(&error);
	for (size_t i = 0; i < 100000; i++)
		g_string_append_c(deep, '[');
	assert_null(geography_of(deep->str, deep->len, NULL, &error));
	assert_int_equal(error->code, GEOGRAPHY_ERROR_SYNTAX);
	g_string_free(many, TRUE);
	g_string_free(deep, TRUE);
}

static char *shared_file(const char *name)
{
	const char *shared = g_getenv("VOCALIA_SHARED");

	return g_build_filename(shared ? shared : "../shared", "data", "geo", name, NULL);
}

/* The municipalities of one state from the file of all. */
static char *state_of(const char *file_name, const char *key)
{
	json_t *root = json_load_file(file_name, 0, NULL), *list = json_array(), *feature;
	size_t i;
	char *text;

	json_array_foreach(json_object_get(root, "features"), i, feature)
	{
		const json_t *properties = json_object_get(feature, "properties");

		if (g_strcmp0(json_string_value(json_object_get(properties, "cve_ent")), key) == 0)
			json_array_append(list, feature);
	}
	json_object_set_new(root, "features", list);
	text = json_dumps(root, JSON_COMPACT);
	json_decref(root);
	return text;
}

static bool are_linked(const struct geography *g, const char *one, const char *other)
{
	for (size_t i = 0; i < g->n_links; i++)
		if (strcmp(g->keys[g->links[i].from], one) == 0 &&
		    strcmp(g->keys[g->links[i].to], other) == 0)
			return true;
	return false;
}

static void coahuila_has_38_municipalities_and_their_neighbours(void **state)
{
	g_autofree char *file = shared_file("mx_municipios.geojson"), *text = NULL;
	struct geography *g;

	(void)state;
	if (!g_file_test(file, G_FILE_TEST_EXISTS)) {
		print_message("skipped: no %s (set VOCALIA_SHARED)\n", file);
		g_clear_pointer(&file, g_free);
		skip();
	}
	text = state_of(file, "05");
	g = read_text(text, NULL);
	assert_int_equal(g->shapes.n_places, 38);
	assert_true(g->is_touching);
	/* Torreon beside Matamoros and Viesca, Saltillo beside Ramos Arizpe and Arteaga, no more of it. */
	assert_true(are_linked(g, "05035", "05017") && are_linked(g, "05017", "05035"));
	assert_true(are_linked(g, "05035", "05036"));
	assert_true(are_linked(g, "05030", "05027") && are_linked(g, "05030", "05004"));
	assert_false(are_linked(g, "05030", "05035"));
	assert_false(are_linked(g, "05002", "05035"));
	/* Nobody stands alone. */
	for (size_t k = 0; k < g->shapes.n_places; k++) {
		bool has_any = false;

		for (size_t i = 0; i < g->n_links; i++)
			has_any |= g->links[i].from == k;
		assert_true(has_any);
	}
	geography_free(g);
}

static void the_whole_country_is_read_and_compared(void **state)
{
	g_autofree char *file = shared_file("mx_municipios.geojson");
	g_autoptr(GError) error = NULL;
	struct geography *g;

	(void)state;
	if (!g_file_test(file, G_FILE_TEST_EXISTS)) {
		print_message("skipped: no %s (set VOCALIA_SHARED)\n", file);
		g_clear_pointer(&file, g_free);
		skip();
	}
	g = geography_read(file, NULL, &error);
	assert_non_null(g);
	assert_int_equal(g->shapes.n_places, 2475);
	assert_true(g->is_touching && g->n_links > 2475 * 4 && g->n_links < 2475 * 9);
	geography_free(g);
}

/* --- what charts are given --------------------------------------------------------------------------------
 */

static void outlines_go_to_the_map_and_points_where_there_are_none(void **state)
{
	struct geography *g = read_text(valley, NULL);
	json_t *place = json_object();

	(void)state;
	geography_put(place, g, 0);
	assert_int_equal(json_array_size(json_object_get(place, "rings")), 2);
	assert_int_equal(json_array_size(json_array_get(json_object_get(place, "rings"), 0)), 8);
	assert_true(json_is_number(json_object_get(place, "x")));
	json_object_clear(place);
	geography_put(place, g, SIZE_MAX);
	assert_null(json_object_get(place, "rings"));
	json_decref(place);
	geography_free(g);
}

static double share_of(uint32_t n)
{
	return (double)(n * 2654435761u >> 8) / 16777216.0;
}

static int write_maps(const char *file, const char *folder)
{
	static const char *const names[] = {"phone", "wide", "paper"};
	static const enum chart_medium media[] = {CHART_PHONE, CHART_WIDE, CHART_PAPER};
	g_autofree char *text = state_of(file, "05");
	struct geography *g = read_text(text, NULL);

	for (size_t with = 0; with < 2; with++) {
		json_t *places = json_array(), *data;

		for (size_t k = 0; k < g->shapes.n_places; k++) {
			double value = share_of((uint32_t)k + 3) * 0.45 * (g->x[k] < -102 ? 1 : 0.4);
			json_t *place = json_pack("{s:I, s:s, s:f, s:f, s:f, s:I, s:I, s:b}", "number",
						  (json_int_t)k + 1, "name", g->names[k], "value",
						  k % 7 == 5 ? 0 : value, "low", value / 2, "high",
						  fmin(1, value * 1.6), "named", (json_int_t)4, "n",
						  (json_int_t)(k * 3 + 2), "is_small", k < 1);

			if (k % 4 == 2)
				json_object_set_new(place, "value", json_null());
			if (k == 34 || k == 16)
				json_object_set_new(place, "verdict", json_string("more"));
			if (k == 27)
				json_object_set_new(place, "verdict", json_string("less"));
			geography_put(place, g, k);
			if (with == 1)
				json_object_del(place, "rings");
			json_array_append_new(places, place);
		}
		data = json_pack("{s:o}", "places", places);
		for (size_t m = 0; m < G_N_ELEMENTS(media); m++) {
			json_t *view = chart_view("map", data, media[m], "es");
			g_autofree char *svg = chart_svg(view, "es"),
					*name = g_strdup_printf("%s/%s-%s.svg", folder,
								with ? "hexagons" : "outlines", names[m]);

			g_file_set_contents(name, svg, -1, NULL);
			json_decref(view);
		}
		json_decref(data);
	}
	geography_free(g);
	return 0;
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(places_stand_by_key_with_their_parts_together),
		cmocka_unit_test(keys_are_found_in_what_files_call_them_and_get_their_zeros),
		cmocka_unit_test(what_cannot_be_used_is_refused_with_its_feature),
		cmocka_unit_test(what_is_too_large_is_refused_by_size),
		cmocka_unit_test(coahuila_has_38_municipalities_and_their_neighbours),
		cmocka_unit_test(the_whole_country_is_read_and_compared),
		cmocka_unit_test(outlines_go_to_the_map_and_points_where_there_are_none),
	};

	if (argc > 3 && strcmp(argv[1], "--write") == 0)
		return write_maps(argv[2], argv[3]);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
