/* visits - sessions by municipality and day.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "visits.h"
#include "chart.h"
#include "territory.h"
#include <string.h>

struct ground {
	const struct places *table;
	const struct geography *geography;
	size_t n;
	const char **names; /* n */
	size_t *shapes;	    /* n: of the geography, SIZE_MAX none */
};

static void ground_take(struct ground *ground, struct app *app, const struct catalogue *c)
{
	*ground =
		(struct ground){.table = territory_places(app, c), .geography = territory_geography(app, c)};
	const struct geography *g = ground->geography;
	ground->n = ground->table != NULL ? ground->table->n : g != NULL ? g->shapes.n_places : 0;
	ground->names = g_new0(const char *, ground->n + 1);
	ground->shapes = g_new(size_t, ground->n + 1);
	for (size_t k = 0; k < ground->n; k++) {
		ground->names[k] = ground->table != NULL  ? ground->table->all[k].name
				   : *g->names[k] != '\0' ? g->names[k]
							  : g->keys[k];
		ground->shapes[k] = SIZE_MAX;
	}
	for (size_t s = 0; g != NULL && s < g->shapes.n_places; s++) {
		size_t place = territory_place(ground->table, g, s);
		if (place != SIZE_MAX)
			ground->shapes[place] = s;
	}
}

static void ground_clear(struct ground *ground)
{
	g_free(ground->names);
	g_free(ground->shapes);
}

static char *folded(const char *text)
{
	g_autofree char *ascii = g_str_to_ascii(text, "es");
	return g_strstrip(g_ascii_strdown(ascii, -1));
}

/* By the table; without one by the names of the outlines, where one alone bears it. */
static size_t ground_find(const struct ground *ground, const char *municipality)
{
	size_t place = SIZE_MAX, other = 0;
	if (ground->table != NULL)
		return places_find(ground->table, municipality, SIZE_MAX, &place, &other) == PLACES_FOUND
			       ? place
			       : SIZE_MAX;
	g_autofree char *wanted = folded(municipality);
	for (size_t k = 0; k < ground->n && *wanted != '\0'; k++) {
		g_autofree char *name = folded(ground->names[k]);
		if (strcmp(name, wanted) != 0)
			continue;
		if (place != SIZE_MAX)
			return SIZE_MAX;
		place = k;
	}
	return place;
}

/* A day as a number that grows: 20260314; of its creation where the session has no date. */
static size_t day_of(const struct session *s)
{
	int year = 0, month = 0, day = 0;
	g_autoptr(GDateTime) created = g_date_time_new_from_unix_utc(s->created_at);
	g_auto(GStrv) parts = g_strsplit(s->date, "-", 3);
	if (g_strv_length(parts) == 3) {
		year = (int)g_ascii_strtoll(parts[0], NULL, 10);
		month = (int)g_ascii_strtoll(parts[1], NULL, 10);
		day = (int)g_ascii_strtoll(parts[2], NULL, 10);
	}
	if (year <= 0 || year > 9999 || month < 1 || month > 12 || day < 1 || day > 31)
		g_date_time_get_ymd(created, &year, &month, &day);
	return (size_t)year * 10000 + (size_t)month * 100 + (size_t)day;
}

enum { FIRST, LAST };

/* From days to the first (FIRST) and the last (LAST) of each place that has two; SIZE_MAX in between. */
static bool periods_take(struct landscape_row *rows, size_t n, size_t n_places)
{
	g_autofree size_t *first = g_new(size_t, n_places + 1), *last = g_new0(size_t, n_places + 1);
	bool has_two = false;
	for (size_t k = 0; k < n_places; k++)
		first[k] = SIZE_MAX;
	for (size_t i = 0; i < n; i++)
		if (rows[i].place != SIZE_MAX && rows[i].period != SIZE_MAX) {
			first[rows[i].place] = MIN(first[rows[i].place], rows[i].period);
			last[rows[i].place] = MAX(last[rows[i].place], rows[i].period);
		}
	for (size_t i = 0; i < n; i++) {
		size_t place = rows[i].place, day = rows[i].period;
		bool is_two = place != SIZE_MAX && day != SIZE_MAX && first[place] < last[place];
		rows[i].period = is_two && day == first[place]	? FIRST
				 : is_two && day == last[place] ? LAST
								: SIZE_MAX;
		has_two |= is_two;
	}
	return has_two;
}

static void rows_take(struct landscape_row *rows, const struct diagnosis *d, const struct snapshot *snap,
		      const struct ground *ground)
{
	size_t n = g_hash_table_size(snap->sessions);
	g_autofree size_t *place = g_new(size_t, n + 1), *day = g_new(size_t, n + 1);
	const struct diagnosis_report *reports = snapshot_reports(snap);
	GHashTableIter iter;
	gpointer code, index;
	g_hash_table_iter_init(&iter, snap->sessions);
	while (g_hash_table_iter_next(&iter, &code, &index)) {
		const struct session *s = catalogue_session(snap->catalogue, code);
		size_t at = GPOINTER_TO_SIZE(index) - 1;
		place[at] = s != NULL ? ground_find(ground, s->municipality) : SIZE_MAX;
		day[at] = s != NULL ? day_of(s) : SIZE_MAX;
	}
	for (guint i = 0; i < snap->reports->len; i++) {
		const struct snapshot_origin *origin =
			&g_array_index(snap->origins, struct snapshot_origin, i);
		size_t session = reports[i].session >= 0 ? (size_t)reports[i].session : SIZE_MAX;
		rows[i] = (struct landscape_row){
			.issue = d->issue_of[i],
			.sender = reports[i].sender >= 0 ? (size_t)reports[i].sender : SIZE_MAX / 2 + i,
			.session = session,
			.place = session != SIZE_MAX ? place[session] : SIZE_MAX,
			.period = session != SIZE_MAX ? day[session] : SIZE_MAX,
		};
		if (rows[i].place == SIZE_MAX && ground->table != NULL && origin->town >= 0)
			rows[i].place = (size_t)origin->town;
	}
}

void visits_put(json_t *view, const struct diagnosis *d, const struct snapshot *snap, struct app *app)
{
	struct ground ground;
	json_t *landscape = json_null(), *issue;
	size_t i, n = snap->reports->len;
	ground_take(&ground, app, snap->catalogue);
	if (ground.n > 0) {
		g_autofree struct landscape_row *rows = g_new(struct landscape_row, n + 1);
		rows_take(rows, d, snap, &ground);
		bool has_two = periods_take(rows, n, ground.n);
		struct landscape_input input = {
			.rows = rows,
			.n_rows = n,
			.n_issues = json_array_size(json_object_get(view, "issues")),
			.n_places = ground.n,
			.names = ground.names,
			.geography = ground.geography,
			.shapes = ground.shapes,
			.earlier = has_two ? FIRST : SIZE_MAX,
			.later = has_two ? LAST : SIZE_MAX,
			.seed = d->settings.seed,
		};
		landscape = landscape_view(&input);
		json_array_foreach(json_object_get(view, "issues"), i, issue) json_object_set(
			issue, "landscape", json_array_get(json_object_get(landscape, "issues"), i));
		json_object_del(landscape, "issues");
	}
	json_object_set_new(view, "landscape", landscape);
	ground_clear(&ground);
}

void visits_issue(json_t *view, const json_t *whole, const json_t *issue, struct app *app,
		  const struct catalogue *c, const char *language)
{
	const json_t *landscape = json_object_get(whole, "landscape"),
		     *own = json_object_get(issue, "landscape");
	struct ground ground;
	if (!json_is_object(landscape) || !json_is_object(own))
		return;
	ground_take(&ground, app, c);
	/* A table that was changed since has other places. */
	if (ground.n == json_array_size(json_object_get(own, "places"))) {
		json_t *data = landscape_map(landscape, own, ground.geography, ground.shapes);
		json_t *figure = chart_figure("map", data, "map", language);
		if (figure != NULL)
			json_object_set_new(view, "map", figure);
		json_object_set_new(view, "has_landscape", json_boolean(figure != NULL));
		json_decref(data);
	}
	g_autofree char *neighbours = landscape_say_neighbours(landscape, own, language),
			*change = landscape_say_change(own, language);
	if (neighbours != NULL)
		json_object_set_new(view, "neighbours", json_string(neighbours));
	if (change != NULL)
		json_object_set_new(view, "change", json_string(change));
	ground_clear(&ground);
}

void visits_brief(json_t *view, const json_t *whole, const json_t *issue, const char *language)
{
	const json_t *landscape = json_object_get(whole, "landscape"),
		     *own = json_object_get(issue, "landscape");
	const char *verdict = json_string_value(json_object_get(json_object_get(own, "change"), "verdict"));
	g_autofree char *where = landscape_say_places(landscape, own, language),
			*when = g_strcmp0(verdict, "more") == 0 || g_strcmp0(verdict, "less") == 0
					? landscape_say_change(own, language)
					: NULL;
	if (where != NULL)
		json_object_set_new(view, "where", json_string(where));
	if (when != NULL)
		json_object_set_new(view, "when", json_string(when));
}
