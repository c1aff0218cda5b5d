/* geography - reads features, finds what names them, and puts places in order of their keys.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "geography.h"

#include <jansson.h>
#include <math.h>
#include <stdint.h>
#include <string.h>

#include "analyze_source.h"
#include "words.h"

G_DEFINE_QUARK(geography - error - quark, geography_error)

/* As files of INEGI, of states and of others call them, without regard to case. */
static const char *const key_names[] = {
	"cvegeo", "cve_geo", "clave_geoestadistica", "cve_inegi", "cve_mun_inegi", "clave", "id", NULL};
static const char *const state_names[] = {"cve_ent", "clave_entidad", NULL};
static const char *const municipality_names[] = {"cve_mun", "clave_municipio", NULL};
static const char *const name_names[] = {
	"nomgeo", "nom_mun", "nombre_municipio", "municipio", "nombre", "name", "nom", NULL};

struct feature {
	char *key, *name;
	const json_t *geometry;
	size_t number; /* from 1 */
};

struct reader {
	GArray *features; /* struct feature */
	GArray *rings;	  /* struct shapes_ring */
	GArray *x, *y;
	char *property;
	size_t place, feature; /* being read */
};

/* What a geography owns beside its names. */
struct owned {
	GArray *rings, *x, *y;
};

static bool refuse(size_t feature, enum geography_error code, const char *sentence, GError **error)
{
	if (feature)
		g_set_error(error, GEOGRAPHY_ERROR, code, "GeoJSON: %s %zu: %s", _("feature"), feature,
			    sentence);
	else
		g_set_error(error, GEOGRAPHY_ERROR, code, "GeoJSON: %s", sentence);
	return false;
}

static const char *type_of(const json_t *object)
{
	const char *type = json_string_value(json_object_get(object, "type"));

	return type ? type : "";
}

/* --- keys -------------------------------------------------------------------------------------------------
 */

/* A member without regard to case, exactly first. */
static const json_t *member(const json_t *object, const char *name)
{
	const json_t *value = json_object_get(object, name);
	const char *key;
	json_t *other;

	if (value)
		return value;
	json_object_foreach((json_t *)(uintptr_t)object, key,
			    other) if (g_ascii_strcasecmp(key, name) == 0) return other;
	return NULL;
}

/* Text or a whole number as text; NULL: neither. */
static char *text_of(const json_t *value)
{
	char *text = NULL;

	if (json_is_string(value))
		text = g_strstrip(g_strdup(json_string_value(value)));
	else if (json_is_integer(value))
		text = g_strdup_printf("%" JSON_INTEGER_FORMAT, json_integer_value(value));
	else if (json_is_real(value) && fabs(json_real_value(value)) < 1e9 &&
		 floor(json_real_value(value)) == json_real_value(value))
		text = g_strdup_printf("%.0f", json_real_value(value));
	if (text && *text && strlen(text) <= 200)
		return text;
	g_free(text);
	return NULL;
}

/* The zeros that INEGI's codes of states (2), municipalities (5) and localities (9) had. */
static char *with_zeros(char *key)
{
	size_t n = strlen(key), wanted = n == 1 ? 2 : n == 4 ? 5 : n == 8 ? 9 : n;
	char *whole;

	if (n == wanted || strspn(key, "0123456789") != n)
		return key;
	whole = g_strconcat("0", key, NULL);
	g_free(key);
	return whole;
}

static char *key_by(const json_t *feature, const char *property)
{
	char *key = text_of(member(json_object_get(feature, "properties"), property));

	return key ? with_zeros(key) : NULL;
}

static const json_t *one_of(const json_t *properties, const char *const *names)
{
	for (size_t i = 0; names[i]; i++) {
		const json_t *value = member(properties, names[i]);

		if (value)
			return value;
	}
	return NULL;
}

/* State and municipality, each with its zeros. */
static char *key_of_parts(const json_t *feature)
{
	const json_t *properties = json_object_get(feature, "properties");
	g_autofree char *state = text_of(one_of(properties, state_names)),
			*municipality = text_of(one_of(properties, municipality_names));
	guint64 s, m;

	if (!state || !municipality || !g_ascii_string_to_unsigned(state, 10, 1, 99, &s, NULL) ||
	    !g_ascii_string_to_unsigned(municipality, 10, 1, 999, &m, NULL))
		return NULL;
	return g_strdup_printf("%02u%03u", (unsigned)s, (unsigned)m);
}

static char *key_of_id(const json_t *feature)
{
	char *key = text_of(json_object_get(feature, "id"));

	return key ? with_zeros(key) : NULL;
}

/* In which way every feature has a key: 0.. a name of key_names, then parts, then "id"; -1: in none. */
static int way_of(const json_t *list)
{
	const int n_names = (int)G_N_ELEMENTS(key_names) - 1;

	for (int way = 0; way < n_names + 2; way++) {
		const json_t *feature;
		bool has_all = true;
		size_t i;

		json_array_foreach(list, i, feature)
		{
			g_autofree char *key = way < n_names	? key_by(feature, key_names[way])
					       : way == n_names ? key_of_parts(feature)
								: key_of_id(feature);

			has_all = has_all && key;
			if (!has_all)
				break;
		}
		if (has_all)
			return way;
	}
	return -1;
}

/* The names of the properties of a feature, for who has to choose. */
static char *properties_of(const json_t *feature)
{
	GString *names = g_string_new(NULL);
	const char *key;
	json_t *value;

	json_object_foreach(json_object_get(feature, "properties"), key, value)
	{
		if (names->len > 200)
			break;
		g_string_append_printf(names, "%s%s", names->len ? ", " : "", key);
	}
	return g_string_free(names, FALSE);
}

static bool find_keys(struct reader *r, const json_t *list, const char *property, GError **error)
{
	const int n_names = (int)G_N_ELEMENTS(key_names) - 1;
	int way = property ? 0 : way_of(list);
	const json_t *feature;
	size_t i;

	if (way < 0) {
		g_autofree char *names = properties_of(json_array_get(list, 0));
		g_autofree char *sentence = g_strdup_printf(
			_("no property holds the key of the place (CVEGEO); say which does: %s"), names);

		return refuse(0, GEOGRAPHY_ERROR_KEY, sentence, error);
	}
	json_array_foreach(list, i, feature)
	{
		struct feature it = {.number = i + 1, .geometry = json_object_get(feature, "geometry")};

		it.key = property	  ? key_by(feature, property)
			 : way < n_names  ? key_by(feature, key_names[way])
			 : way == n_names ? key_of_parts(feature)
					  : key_of_id(feature);
		if (!it.key) {
			g_autofree char *names = properties_of(feature);
			g_autofree char *sentence =
				g_strdup_printf(_("it has no property \"%s\" with a key; it has: %s"),
						property ? property : "", names);

			return refuse(i + 1, GEOGRAPHY_ERROR_KEY, sentence, error);
		}
		it.name = text_of(one_of(json_object_get(feature, "properties"), name_names));
		g_array_append_val(r->features, it);
	}
	r->property = g_strdup(property		? property
			       : way < n_names	? key_names[way]
			       : way == n_names ? "cve_ent + cve_mun"
						: "id");
	return true;
}

/* --- shapes -----------------------------------------------------------------------------------------------
 */

static bool read_point(struct reader *r, const json_t *position, GError **error)
{
	double x = json_number_value(json_array_get(position, 0)),
	       y = json_number_value(json_array_get(position, 1));

	if (!json_is_number(json_array_get(position, 0)) || !json_is_number(json_array_get(position, 1)) ||
	    !(fabs(x) <= 1e9 && fabs(y) <= 1e9))
		return refuse(r->feature, GEOGRAPHY_ERROR_SHAPE, _("a position needs two numbers"), error);
	if (r->x->len >= GEOGRAPHY_MAX_POINTS)
		return refuse(0, GEOGRAPHY_ERROR_SIZE,
			      _("it has more than 500000 points; simplify it first, with mapshaper or QGIS"),
			      error);
	g_array_append_val(r->x, x);
	g_array_append_val(r->y, y);
	return true;
}

static bool is_at(const struct reader *r, size_t a, size_t b)
{
	return g_array_index(r->x, double, a) == g_array_index(r->x, double, b) &&
	       g_array_index(r->y, double, a) == g_array_index(r->y, double, b);
}

static bool read_ring(struct reader *r, const json_t *positions, bool is_hole, GError **error)
{
	struct shapes_ring ring = {r->place, r->x->len, 0, is_hole};
	const json_t *position;
	size_t i;

	if (json_array_size(positions) < 4)
		return refuse(r->feature, GEOGRAPHY_ERROR_SHAPE,
			      _("a ring of a polygon needs four positions or more"), error);
	json_array_foreach(positions, i, position) if (!read_point(r, position, error)) return false;
	if (!is_at(r, ring.first, r->x->len - 1))
		return refuse(r->feature, GEOGRAPHY_ERROR_SHAPE,
			      _("a ring of a polygon must end where it begins"), error);
	g_array_set_size(r->x, r->x->len - 1);
	g_array_set_size(r->y, r->y->len - 1);
	ring.n = r->x->len - ring.first;
	g_array_append_val(r->rings, ring);
	return true;
}

static bool read_polygon(struct reader *r, const json_t *rings, GError **error)
{
	const json_t *ring;
	size_t i;

	if (!json_array_size(rings))
		return refuse(r->feature, GEOGRAPHY_ERROR_SHAPE, _("a polygon has no ring"), error);
	json_array_foreach(rings, i, ring) if (!read_ring(r, ring, i > 0, error)) return false;
	return true;
}

static bool read_dot(struct reader *r, const json_t *position, GError **error)
{
	struct shapes_ring ring = {r->place, r->x->len, 1, false};

	if (!read_point(r, position, error))
		return false;
	g_array_append_val(r->rings, ring);
	return true;
}

static bool read_geometry(struct reader *r, const json_t *geometry, size_t depth, GError **error)
{
	const char *type = type_of(geometry);
	const json_t *list = json_object_get(geometry, strcmp(type, "GeometryCollection") == 0
							       ? "geometries"
							       : "coordinates"),
		     *item;
	size_t i;

	if (json_is_null(geometry) || !geometry)
		return true; /* RFC 7946, 3.2: a feature that is nowhere */
	if (strcmp(type, "Polygon") == 0)
		return read_polygon(r, list, error);
	if (strcmp(type, "Point") == 0)
		return read_dot(r, list, error);
	if (strcmp(type, "MultiPolygon") != 0 && strcmp(type, "MultiPoint") != 0 &&
	    (strcmp(type, "GeometryCollection") != 0 || depth > 4))
		return refuse(r->feature, GEOGRAPHY_ERROR_SHAPE, _("its geometry must be polygons or points"),
			      error);
	json_array_foreach(list, i, item)
	{
		bool is_read = strcmp(type, "MultiPolygon") == 0 ? read_polygon(r, item, error)
			       : strcmp(type, "MultiPoint") == 0 ? read_dot(r, item, error)
								 : read_geometry(r, item, depth + 1, error);

		if (!is_read)
			return false;
	}
	return true;
}

static gint by_key(gconstpointer a, gconstpointer b)
{
	const struct feature *one = a, *other = b;
	int order = strcmp(one->key, other->key);

	return order ? order : (one->number > other->number) - (one->number < other->number);
}

/* The cosine of at most a quarter turn, with the same bits on every processor. */
static double cosine(double degrees)
{
	double x = degrees * 0.017453292519943295, term = 1, sum = 1;

	for (int i = 1; i < 12; i++) {
		term *= -x * x / ((2 * i - 1) * (2 * i));
		sum += term;
	}
	return sum;
}

/* --- the whole --------------------------------------------------------------------------------------------
 */

static void feature_clear(struct feature *feature)
{
	g_free(feature->key);
	g_free(feature->name);
}

static struct geography *settle(struct reader *r, GError **error)
{
	struct geography *g = g_new0(struct geography, 1);
	struct owned *owned = g_new0(struct owned, 1);
	double low = INFINITY, high = -INFINITY;
	size_t n = 0;

	*owned = (struct owned){g_array_ref(r->rings), g_array_ref(r->x), g_array_ref(r->y)};
	g->owned = owned;
	g->keys = g_new0(char *, r->features->len + 1);
	g->names = g_new0(char *, r->features->len + 1);
	g->property = g_strdup(r->property);
	for (guint i = 0; i < r->features->len; i++) {
		const struct feature *feature = &g_array_index(r->features, struct feature, i);

		if (i && strcmp(feature->key, g->keys[n - 1]) == 0)
			continue;
		g->keys[n] = g_strdup(feature->key);
		g->names[n++] = g_strdup(feature->name ? feature->name : "");
	}
	g->shapes = (struct shapes){.rings = (const struct shapes_ring *)(const void *)r->rings->data,
				    .n_rings = r->rings->len,
				    .n_places = n,
				    .x = (const double *)(const void *)r->x->data,
				    .y = (const double *)(const void *)r->y->data};
	g->x = g_new(double, n + 1);
	g->y = g_new(double, n + 1);
	g->area = g_new(double, n + 1);
	shapes_middles(&g->shapes, g->x, g->y, g->area);
	g->is_degrees = true;
	for (guint i = 0; i < r->x->len; i++)
		g->is_degrees = g->is_degrees && fabs(g->shapes.x[i]) <= 180 && fabs(g->shapes.y[i]) <= 90;
	for (size_t k = 0; k < n; k++) {
		g->n_outlined += g->area[k] > 0;
		low = isnan(g->y[k]) ? low : fmin(low, g->y[k]);
		high = isnan(g->y[k]) ? high : fmax(high, g->y[k]);
	}
	g->stretch = g->is_degrees && low <= high ? fmax(0.01, cosine((low + high) / 2)) : 1;
	if (r->rings->len == 0)
		(void)refuse(0, GEOGRAPHY_ERROR_SHAPE, _("no feature has a geometry"), error);
	else if (!shapes_touching(&g->shapes, &g->links, &g->n_links))
		(void)refuse(0, GEOGRAPHY_ERROR_SIZE,
			     _("its outlines are too intricate to compare; simplify it first, with mapshaper "
			       "or QGIS"),
			     error);
	else
		return g;
	geography_free(g);
	return NULL;
}

/* Who stands alone among touching places is an island; where most do, outlines do not say who is beside whom.
 */
static void find_neighbours(struct geography *g)
{
	size_t n_touching = 0, n_placed = 0, last = SIZE_MAX;
	g_autofree double *x = NULL;

	for (size_t k = 0; k < g->shapes.n_places; k++)
		n_placed += isnan(g->x[k]) ? 0 : 1;
	for (size_t i = 0; i < g->n_links; i++) {
		n_touching += g->links[i].from != last;
		last = g->links[i].from;
	}
	g->is_touching = g->n_outlined > 0 && 2 * n_touching >= n_placed;
	if (g->is_touching)
		return;
	g_free(g->links);
	x = g_memdup2(g->x, (g->shapes.n_places + 1) * sizeof *x);
	for (size_t k = 0; k < g->shapes.n_places; k++)
		x[k] *= g->stretch;
	g->links = shapes_nearest(x, g->y, g->shapes.n_places, GEOGRAPHY_NEAREST, &g->n_links);
}

static struct geography *read_features(struct reader *r, const json_t *list, const char *property,
				       GError **error)
{
	struct geography *g;

	if (json_array_size(list) == 0) {
		(void)refuse(0, GEOGRAPHY_ERROR_SHAPE, _("it has no feature"), error);
		return NULL;
	}
	if (json_array_size(list) > GEOGRAPHY_MAX_PLACES) {
		(void)refuse(0, GEOGRAPHY_ERROR_SIZE, _("it has more than 5000 features"), error);
		return NULL;
	}
	if (!find_keys(r, list, property, error))
		return NULL;
	g_array_sort(r->features, by_key);
	r->place = SIZE_MAX;
	for (guint i = 0; i < r->features->len; i++) {
		const struct feature *feature = &g_array_index(r->features, struct feature, i);

		if (i == 0 ||
		    strcmp(feature->key, g_array_index(r->features, struct feature, i - 1).key) != 0)
			r->place++;
		r->feature = feature->number;
		if (!read_geometry(r, feature->geometry, 0, error))
			return NULL;
	}
	g = settle(r, error);
	if (g)
		find_neighbours(g);
	return g;
}

/* A feature alone is a list of one. */
static json_t *features_of(const json_t *root, GError **error)
{
	json_t *list = json_object_get(root, "features"), *feature;
	size_t i;

	if (strcmp(type_of(root), "Feature") == 0)
		return json_pack("[O]", root);
	if (strcmp(type_of(root), "FeatureCollection") != 0 || !json_is_array(list)) {
		(void)refuse(0, GEOGRAPHY_ERROR_SHAPE,
			     strcmp(type_of(root), "Topology") == 0
				     ? _("it is TopoJSON; export it as GeoJSON, with mapshaper or QGIS")
				     : _("it must be a FeatureCollection"),
			     error);
		return NULL;
	}
	json_array_foreach(list, i, feature)
	{
		if (strcmp(type_of(feature), "Feature") == 0)
			continue;
		(void)refuse(i + 1, GEOGRAPHY_ERROR_SHAPE, _("it is no object of type Feature"), error);
		return NULL;
	}
	return json_incref(list);
}

struct geography *geography_of(const char *bytes, size_t n_bytes, const char *property, GError **error)
{
	struct reader r = {.features = g_array_new(FALSE, FALSE, sizeof(struct feature)),
			   .rings = g_array_new(FALSE, FALSE, sizeof(struct shapes_ring)),
			   .x = g_array_new(FALSE, FALSE, sizeof(double)),
			   .y = g_array_new(FALSE, FALSE, sizeof(double))};
	struct geography *g = NULL;
	json_error_t failure;
	json_t *root = NULL, *list = NULL;

	g_array_set_clear_func(r.features, (GDestroyNotify)feature_clear);
	if (n_bytes >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0) {
		bytes += 3;
		n_bytes -= 3;
	}
	if (n_bytes > GEOGRAPHY_MAX_BYTES) {
		(void)refuse(0, GEOGRAPHY_ERROR_SIZE,
			     _("it is larger than 8 MiB; simplify it first, with mapshaper or QGIS"), error);
	} else {
		root = json_loadb(bytes, n_bytes, 0, &failure);
		if (!root)
			g_set_error(error, GEOGRAPHY_ERROR, GEOGRAPHY_ERROR_SYNTAX,
				    "GeoJSON: %s %d, %s %d: %s", _("line"), failure.line, _("column"),
				    failure.column, _("it is not JSON in UTF-8, or it is cut short"));
	}
	list = root ? features_of(root, error) : NULL;
	if (list)
		g = read_features(&r, list, property, error);
	json_decref(list);
	json_decref(root);
	g_free(r.property);
	g_array_unref(r.features);
	g_array_unref(r.rings);
	g_array_unref(r.x);
	g_array_unref(r.y);
	return g;
}

struct geography *geography_read(const char *file_name, const char *property, GError **error)
{
	g_autofree char *bytes = NULL;
	g_autoptr(GError) failure = NULL;
	gsize n_bytes;

	if (!g_file_get_contents(strcmp(file_name, "-") == 0 ? "/dev/stdin" : file_name, &bytes, &n_bytes,
				 &failure)) {
		analyze_file_failed(error, _("Cannot open"), file_name, failure);
		return NULL;
	}
	return geography_of(bytes, n_bytes, property, error);
}

void geography_free(struct geography *g)
{
	struct owned *owned = g ? g->owned : NULL;

	if (!g)
		return;
	g_array_unref(owned->rings);
	g_array_unref(owned->x);
	g_array_unref(owned->y);
	g_free(owned);
	g_strfreev(g->keys);
	g_strfreev(g->names);
	g_free(g->property);
	g_free(g->x);
	g_free(g->y);
	g_free(g->area);
	g_free(g->links);
	g_free(g);
}

size_t geography_find(const struct geography *g, const char *key)
{
	size_t first = 0, last = g->shapes.n_places;

	while (first < last) {
		size_t middle = first + (last - first) / 2;
		int order = strcmp(g->keys[middle], key);

		if (order == 0)
			return middle;
		if (order < 0)
			first = middle + 1;
		else
			last = middle;
	}
	return SIZE_MAX;
}
