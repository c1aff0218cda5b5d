/* landscape - counts senders by session and place, and says what the tests allow.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "landscape.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "change.h"
#include "geography_view.h"
#include "spanish.h"
#include "spread.h"
#include "words.h"

static const char *const spread_words[SPREAD_VERDICT_MAX] = {
	[SPREAD_SILENT] = NULL, [SPREAD_UNSURE] = "unsure",	  [SPREAD_MORE] = "more",
	[SPREAD_LESS] = "less", [SPREAD_MORE_ROOM] = "more_room", [SPREAD_LESS_ROOM] = "less_room"};
static const char *const change_words[CHANGE_VERDICT_MAX] = {
	[CHANGE_NO_PLACE] = "no_place", [CHANGE_FEW] = "few",	[CHANGE_ROOMS] = "rooms",
	[CHANGE_UNSURE] = "unsure",	[CHANGE_MORE] = "more", [CHANGE_LESS] = "less"};

/* --- counting ---------------------------------------------------------------------------------------------
 */

struct cells {
	struct spread_session *sessions; /* of a place and a period each */
	size_t *periods, *named;	 /* n; n * n_issues */
	size_t n;
};

static int compare(size_t a, size_t b)
{
	return (a > b) - (a < b);
}

static int by_cell(const void *a, const void *b)
{
	const struct landscape_row *one = a, *other = b;
	int order = compare(one->place, other->place);

	order = order ? order : compare(one->period, other->period);
	order = order ? order : compare(one->session, other->session);
	order = order ? order : compare(one->sender, other->sender);
	return order ? order : compare(one->issue, other->issue);
}

static bool is_same_cell(const struct landscape_row *a, const struct landscape_row *b)
{
	return a->place == b->place && a->period == b->period && a->session == b->session;
}

static void count(const struct landscape_input *in, struct cells *cells)
{
	struct landscape_row *rows = g_new(struct landscape_row, in->n_rows + 1);
	size_t n_cells = 0;

	for (size_t i = 0; i < in->n_rows; i++)
		rows[i] = in->rows[i];
	qsort(rows, in->n_rows, sizeof *rows, by_cell);
	for (size_t i = 0; i < in->n_rows; i++)
		n_cells += i == 0 || !is_same_cell(&rows[i - 1], &rows[i]);
	*cells = (struct cells){.sessions = g_new0(struct spread_session, n_cells + 1),
				.periods = g_new0(size_t, n_cells + 1),
				.named = g_new0(size_t, n_cells * in->n_issues + 1)};
	for (size_t i = 0; i < in->n_rows; i++) {
		const struct landscape_row *row = &rows[i];
		bool is_new = i == 0 || !is_same_cell(row - 1, row),
		     is_new_sender = is_new || row[-1].sender != row->sender;

		cells->n += is_new;
		cells->sessions[cells->n - 1].place = row->place;
		cells->periods[cells->n - 1] = row->period;
		cells->sessions[cells->n - 1].n_senders += is_new_sender;
		if (row->issue != SIZE_MAX && (is_new_sender || row[-1].issue != row->issue))
			cells->named[(cells->n - 1) * in->n_issues + row->issue]++;
	}
	g_free(rows);
}

static void cells_clear(struct cells *cells)
{
	g_free(cells->sessions);
	g_free(cells->periods);
	g_free(cells->named);
}

/* Links between places from those of their shapes. */
static struct shapes_link *links_of(const struct landscape_input *in, size_t *n_links)
{
	const struct geography *g = in->geography;
	GArray *links = g_array_new(FALSE, FALSE, sizeof(struct shapes_link));
	g_autofree size_t *place_of = NULL;

	if (g) {
		place_of = g_new(size_t, g->shapes.n_places + 1);
		for (size_t k = 0; k < g->shapes.n_places; k++)
			place_of[k] = SIZE_MAX;
		for (size_t k = 0; k < in->n_places; k++)
			if (in->shapes[k] != SIZE_MAX)
				place_of[in->shapes[k]] = k;
		for (size_t i = 0; i < g->n_links; i++) {
			struct shapes_link link = {place_of[g->links[i].from], place_of[g->links[i].to], 1};

			if (link.from != SIZE_MAX && link.to != SIZE_MAX)
				g_array_append_val(links, link);
		}
	}
	*n_links = links->len;
	return (struct shapes_link *)(void *)g_array_free(links, FALSE);
}

/* --- figures ----------------------------------------------------------------------------------------------
 */

static json_t *number(double x)
{
	return isfinite(x) ? json_real(x) : json_null();
}

static json_t *place_view(const struct spread_place *place)
{
	if (place->verdict == SPREAD_SILENT)
		return json_null();
	return json_pack("{s:I, s:I, s:I, s:o, s:o, s:o, s:o, s:o, s:b, s:s?}", "n",
			 (json_int_t)place->n_senders, "named", (json_int_t)place->n_named, "sessions",
			 (json_int_t)place->n_sessions, "value", number(place->rate), "low",
			 number(place->low), "high", number(place->high), "p", number(place->exact),
			 "p_rooms", number(place->rooms), "is_small", place->is_small, "verdict",
			 spread_words[place->verdict]);
}

static json_t *moran_view(const struct spread_moran *m)
{
	return json_pack("{s:I, s:o, s:o, s:o, s:o, s:o}", "n", (json_int_t)m->n, "i", number(m->i),
			 "expected", number(m->expected), "alike", number(m->alike), "unlike",
			 number(m->unlike), "p", number(m->p));
}

static json_t *period_view(const struct change_period *period)
{
	return json_pack("{s:I, s:I, s:I, s:o}", "n", (json_int_t)period->n_senders, "named",
			 (json_int_t)period->n_named, "sessions", (json_int_t)period->n_sessions, "share",
			 number(period->share));
}

static json_t *change_view(const struct change_issue *issue)
{
	return json_pack("{s:s, s:o, s:o, s:o, s:o, s:o, s:b}", "verdict", change_words[issue->verdict],
			 "earlier", period_view(&issue->earlier), "later", period_view(&issue->later),
			 "difference", number(issue->difference), "p", number(issue->exact), "p_rooms",
			 number(issue->rooms), "is_solved", issue->is_solved);
}

static struct change *compare_periods(const struct landscape_input *in, const struct cells *cells)
{
	struct change_settings settings;
	g_autofree struct change_session *sessions = g_new(struct change_session, cells->n + 1);
	struct change_input input = {.sessions = sessions,
				     .n_sessions = cells->n,
				     .n_places = in->n_places,
				     .n_issues = in->n_issues,
				     .n_named = cells->named,
				     .is_solved = in->is_solved};

	if (in->earlier == SIZE_MAX || in->later == SIZE_MAX)
		return NULL;
	change_settings_default(&settings);
	for (size_t s = 0; s < cells->n; s++)
		sessions[s] = (struct change_session){cells->sessions[s].place, cells->periods[s],
						      cells->sessions[s].n_senders};
	return change_make(&input, in->earlier, in->later, &settings);
}

static json_t *issues_view(const struct spread *spread, const struct change *change)
{
	json_t *list = json_array();

	for (size_t i = 0; i < spread->n_issues; i++) {
		const struct spread_issue *issue = &spread->issues[i];
		json_t *places = json_array();

		for (size_t k = 0; k < spread->n_places; k++)
			json_array_append_new(places, place_view(&issue->places[k]));
		json_array_append_new(
			list, json_pack("{s:I, s:I, s:o, s:o, s:o}", "n_senders",
					(json_int_t)issue->n_senders, "n_named", (json_int_t)issue->n_named,
					"places", places, "moran", moran_view(&issue->moran), "change",
					change ? change_view(&change->issues[i]) : json_null()));
	}
	return list;
}

json_t *landscape_view(const struct landscape_input *in)
{
	struct cells cells;
	struct spread_settings settings;
	size_t n_links;
	g_autofree struct shapes_link *links = links_of(in, &n_links);
	struct spread_input input = {
		.n_places = in->n_places, .n_issues = in->n_issues, .links = links, .n_links = n_links};
	struct spread *spread;
	struct change *change;
	json_t *names = json_array(), *view;

	count(in, &cells);
	spread_settings_default(&settings);
	settings.seed = in->seed;
	/* Tables of many places have many neighbours to look at. */
	if (n_links > 2000)
		settings.n_draws = 999;
	input.sessions = cells.sessions;
	input.n_sessions = cells.n;
	input.n_named = cells.named;
	spread = spread_make(&input, &settings);
	change = compare_periods(in, &cells);
	for (size_t k = 0; k < in->n_places; k++)
		json_array_append_new(names, json_string(in->names[k]));
	view = json_pack(
		"{s:o, s:I, s:I, s:b, s:b, s:s?, s:b, s:I, s:I, s:I, s:o}", "places", names, "n_visited",
		(json_int_t)spread->n_visited, "n_unknown", (json_int_t)spread->n_unknown, "is_tested",
		spread->is_tested, "are_rooms_known", spread->are_rooms_known, "neighbours",
		!n_links		     ? NULL
		: in->geography->is_touching ? "touching"
					     : "nearest",
		"has_periods", change != NULL, "n_compared", (json_int_t)(change ? change->n_places : 0),
		"n_left_out", (json_int_t)(change ? change->n_left_out : 0), "n_draws",
		(json_int_t)settings.n_draws, "issues", issues_view(spread, change));
	change_free(change);
	spread_free(spread);
	cells_clear(&cells);
	return view;
}

/* --- the map ----------------------------------------------------------------------------------------------
 */

json_t *landscape_map(const json_t *view, const json_t *issue, const struct geography *g,
		      const size_t *shapes)
{
	const json_t *names = json_object_get(view, "places"), *place;
	json_t *places = json_array();
	size_t k;

	json_array_foreach(json_object_get(issue, "places"), k, place)
	{
		json_t *drawn = json_is_object(place) ? json_copy((json_t *)(uintptr_t)place) : json_object();

		json_object_set_new(drawn, "number", json_integer((json_int_t)k + 1));
		json_object_set(drawn, "name", json_array_get(names, k));
		if (g)
			geography_put(drawn, g, shapes[k]);
		json_array_append_new(places, drawn);
	}
	return json_pack("{s:o}", "places", places);
}

/* --- sentences --------------------------------------------------------------------------------------------
 */

static double of(const json_t *object, const char *key)
{
	const json_t *value = json_object_get(object, key);

	return json_is_number(value) ? json_number_value(value) : NAN;
}

static char *chance(double p)
{
	return p < 0.001 ? g_strdup("p < 0.001") : g_strdup_printf("p = %.3f", p);
}

char *landscape_say_neighbours(const json_t *view, const json_t *issue, const char *language)
{
	const json_t *moran = json_object_get(issue, "moran");
	bool is_alike = of(moran, "i") > of(moran, "expected");
	g_autofree char *p = chance(of(moran, "p"));

	if (!json_is_string(json_object_get(view, "neighbours")) ||
	    !json_is_true(json_object_get(view, "is_tested")))
		return NULL;
	if (isnan(of(moran, "i")))
		return g_strdup(words_say(language,
					  "No se puede decir si los lugares vecinos se parecen: faltan "
					  "vecinos con jornada, o todos dijeron lo mismo."));
	if (!(of(moran, "p") < 0.05))
		return g_strdup_printf(words_say(language,
						 "No se ve que los lugares vecinos se parezcan ni que se "
						 "distingan más de lo esperable por azar (%s; %zu "
						 "lugares)."),
				       p, (size_t)of(moran, "n"));
	if (is_alike)
		return g_strdup_printf(words_say(language,
						 "Los lugares vecinos se parecen más de lo esperable por "
						 "azar (%s; %zu lugares)."),
				       p, (size_t)of(moran, "n"));
	return g_strdup_printf(words_say(language,
					 "Los lugares vecinos se distinguen más de lo esperable por azar "
					 "(%s; %zu lugares)."),
			       p, (size_t)of(moran, "n"));
}

char *landscape_say_change(const json_t *issue, const char *language)
{
	static const struct {
		const char *verdict, *sentence;
	} sentences[] = {
		{"no_place", SPANISH("Ningún lugar se visitó las dos veces: no hay con qué comparar.")},
		{"few", SPANISH("Hay muy pocos remitentes para comparar las dos veces.")},
		{"rooms",
		 SPANISH("Cambió, pero con una sola jornada por visita no se sabe si cambió el lugar o "
			 "el grupo.")},
		{"unsure", SPANISH("No se puede decir si se menciona más o menos que antes.")},
		{"more", SPANISH("Se mencionó más que antes.")},
		{"less", SPANISH("Se mencionó menos que antes; eso no dice que esté resuelto.")},
	};
	const json_t *change = json_object_get(issue, "change"),
		     *earlier = json_object_get(change, "earlier"), *later = json_object_get(change, "later");
	const char *verdict = json_string_value(json_object_get(change, "verdict"));
	GString *text;

	if (!verdict)
		return NULL;
	text = g_string_new(NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(sentences); i++)
		if (strcmp(sentences[i].verdict, verdict) == 0)
			g_string_append(text, words_say(language, sentences[i].sentence));
	if (!isnan(of(earlier, "share")) && !isnan(of(later, "share"))) {
		g_string_append_c(text, ' ');
		g_string_append_printf(
			text, words_say(language, "Antes: %.0f de %.0f remitentes; después: %.0f de %.0f."),
			of(earlier, "named"), of(earlier, "n"), of(later, "named"), of(later, "n"));
	}
	return g_string_free(text, FALSE);
}

char *landscape_say_places(const json_t *view, const json_t *issue, const char *language)
{
	const json_t *names = json_object_get(view, "places"), *place;
	GString *text = NULL;
	size_t k;

	json_array_foreach(json_object_get(issue, "places"), k, place)
	{
		const char *verdict = json_string_value(json_object_get(place, "verdict")),
			   *name = json_string_value(json_array_get(names, k));

		if (g_strcmp0(verdict, "more") != 0 || !name)
			continue;
		if (!text)
			text = g_string_new(words_say(language, "Se concentra en:"));
		else
			g_string_append_c(text, ',');
		g_string_append_printf(text, " %s", name);
	}
	return text ? g_string_free(g_string_append_c(text, '.'), FALSE) : NULL;
}
