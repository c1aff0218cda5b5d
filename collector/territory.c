/* territory - the table of places, read from where the last places.set says.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "territory.h"
#include <math.h>
#include <string.h>

struct table {
	struct places *places; /* NULL: none */
};

struct outlines {
	struct geography *geography; /* NULL: none */
};

struct making {
	struct app *app;
	const json_t *set;
};

static void table_free(void *data)
{
	struct table *table = data;
	places_free(table->places);
	g_free(table);
}

static struct places *file_read(struct app *app, const char *digest)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *type = NULL;
	g_autoptr(GBytes) bytes = store_file_read(app->store, digest, &type, &error);
	gsize length = 0;
	const char *text = bytes != NULL ? g_bytes_get_data(bytes, &length) : NULL;
	struct places *places = text != NULL ? places_of(text, length, &error) : NULL;
	if (places == NULL)
		g_warning("table of places: %s", error != NULL ? error->message : "its file is not there");
	return places;
}

static void *table_make(void *data)
{
	const struct making *making = data;
	const char *kind = json_string_value(json_object_get(making->set, "table"));
	const char *digest = json_string_value(json_object_get(making->set, "file"));
	struct table *table = g_new0(struct table, 1);
	if (g_strcmp0(kind, "coahuila") == 0)
		table->places = places_coahuila();
	else if (g_strcmp0(kind, "file") == 0 && digest != NULL)
		table->places = file_read(making->app, digest);
	return table;
}

const struct places *territory_places(struct app *app, const struct catalogue *c)
{
	struct making making = {app, catalogue_places(c)};
	const struct table *table = catalogue_made(c, "territory", table_make, &making, table_free);
	return table->places;
}

static void *geography_make(void *data)
{
	const struct making *making = data;
	const char *digest = json_string_value(json_object_get(making->set, "file"));
	const char *property = json_string_value(json_object_get(making->set, "property"));
	struct outlines *outlines = g_new0(struct outlines, 1);
	g_autoptr(GError) error = NULL;
	g_autofree char *type = NULL;
	g_autoptr(GBytes) bytes = digest != NULL && *digest != '\0'
					  ? store_file_read(making->app->store, digest, &type, &error)
					  : NULL;
	gsize length = 0;
	const char *text = bytes != NULL ? g_bytes_get_data(bytes, &length) : NULL;
	if (text != NULL)
		outlines->geography = geography_of(
			text, length, property != NULL && *property != '\0' ? property : NULL, &error);
	if (error != NULL)
		g_warning("outlines of places: %s", error->message);
	return outlines;
}

static void geography_drop(void *data)
{
	struct outlines *outlines = data;
	geography_free(outlines->geography);
	g_free(outlines);
}

const struct geography *territory_geography(struct app *app, const struct catalogue *c)
{
	struct making making = {app, catalogue_geography(c)};
	const struct outlines *outlines =
		catalogue_made(c, "geography", geography_make, &making, geography_drop);
	return outlines->geography;
}

size_t territory_place(const struct places *places, const struct geography *g, size_t shape)
{
	size_t place = SIZE_MAX, other = 0;
	if (places == NULL)
		return shape;
	if (places_find(places, g->keys[shape], SIZE_MAX, &place, &other) == PLACES_FOUND ||
	    places_find(places, g->names[shape], SIZE_MAX, &place, &other) == PLACES_FOUND)
		return place;
	return SIZE_MAX;
}

/* Without accents, case and blanks at the ends. */
static char *folded(const char *text)
{
	g_autofree char *ascii = g_str_to_ascii(text, "es");
	return g_strstrip(g_ascii_strdown(ascii, -1));
}

const char *territory_region(const struct places *places, const struct session *s)
{
	if (places == NULL)
		return s->region;
	g_autofree char *named = folded(s->region);
	for (size_t i = 0; i < places->n_regions && *named != '\0'; i++) {
		g_autofree char *known = folded(places->regions[i]);
		if (strcmp(known, named) == 0)
			return places->regions[i];
	}
	size_t place = 0, other = 0;
	return *named == '\0' &&
			       places_find(places, s->municipality, SIZE_MAX, &place, &other) == PLACES_FOUND
		       ? places->all[place].region
		       : s->region;
}

double territory_population(const struct places *places, size_t region)
{
	double sum = 0;
	for (size_t i = 0; i < places->n; i++)
		if (places->all[i].region_number == region)
			sum += places->all[i].population;
	return sum;
}
