/* ranked - an order with its doubts.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ranked.h"
#include "analyze_view.h"
#include "assess.h"
#include "chart.h"
#include "csv.h"
#include "explain.h"
#include "lineage.h"
#include "spanish.h"
#include "words.h"
#include <math.h>
#include <string.h>

static json_t *part(const json_t *object, const char *key)
{
	return json_object_get(object, key);
}

static size_t count_of(const json_t *object, const char *key)
{
	json_int_t n = json_integer_value(part(object, key));
	return n > 0 ? (size_t)n : 0;
}

static json_t *whole_percent(const json_t *share)
{
	return json_integer((json_int_t)lround(100 * CLAMP(json_number_value(share), 0, 1)));
}

static void range_put(json_t *view, const char *key, size_t low, size_t high)
{
	g_autofree char *text = analyze_range(low, high);
	json_object_set_new(view, key, json_string(text));
}

/* Places [low, high] of that kind. */
static void places_put(json_t *view, const json_t *priority, const char *key)
{
	const json_t *places = part(priority, key);
	range_put(view, key, (size_t)json_integer_value(json_array_get(places, 0)),
		  (size_t)json_integer_value(json_array_get(places, 1)));
}

/* As people read it: its editorial title, else words of its reports. */
static json_t *issue_called(const struct reviewed *r, const json_t *issue)
{
	const char *title = decisions_title(r->decisions, (uint32_t)count_of(issue, "id"));
	return title != NULL ? json_string(title) : lineage_words(issue);
}

/* ---- one issue */

/* "12 pone en riesgo, 3 molesta, 4 no lo dijeron": what was answered, gravest first. */
static char *spread_text(const char *language, const json_t *counts, const char *const *levels, size_t n)
{
	GString *text = g_string_new(NULL);
	for (size_t level = n; level-- > 0;) {
		json_int_t said = json_integer_value(json_array_get(counts, level));
		if (said > 0)
			g_string_append_printf(text, "%s%s: %" JSON_INTEGER_FORMAT,
					       text->len > 0 ? " · " : "", words_say(language, levels[level]),
					       said);
	}
	return g_string_free(text, FALSE);
}

static char *answered(const char *language, const json_t *issue, enum criterion criterion)
{
	static const char *const severity[] = {SPANISH("No lo dijeron"), SPANISH("Molesta"),
					       SPANISH("Afecta la vida diaria"), SPANISH("Pone en riesgo")};
	static const char *const affected[] = {
		SPANISH("No lo dijeron"), SPANISH("A mi casa"), SPANISH("A algunos vecinos"),
		SPANISH("A toda la colonia o localidad"), SPANISH("A varias o a todo el municipio")};
	static const char *const frequency[] = {SPANISH("No lo dijeron"),  SPANISH("Una sola vez"),
						SPANISH("Algunas al año"), SPANISH("Algunas veces al mes"),
						SPANISH("Casi diario"),	   SPANISH("Todo el tiempo")};
	switch (criterion) {
	case CRITERION_SEVERITY:
		return spread_text(language, part(issue, "severity"), severity, G_N_ELEMENTS(severity));
	case CRITERION_REACH:
		return spread_text(language, part(issue, "affected"), affected, G_N_ELEMENTS(affected));
	case CRITERION_PERSISTENCE:
		return spread_text(language, part(issue, "frequency"), frequency, G_N_ELEMENTS(frequency));
	default:
		return NULL;
	}
}

static json_t *criteria_view(const json_t *issue, const char *language)
{
	json_t *list = json_array();
	const json_t *criteria = part(part(issue, "priority"), "criteria");
	for (size_t i = 0; i < CRITERION_MAX; i++) {
		const struct criterion_about *about = &criteria_catalogue[i];
		const json_t *of = part(criteria, about->key);
		g_autofree char *spread = answered(language, issue, (enum criterion)i);
		json_t *view = json_pack(
			"{s:s,s:s,s:s,s:I}", "key", about->key, "name", words_say(language, about->name),
			"unit", words_say(language, about->unit), "n", (json_int_t)count_of(of, "n"));
		json_object_set_new(view, "is_known", json_boolean(json_is_number(part(of, "value"))));
		if (json_is_number(part(of, "value")))
			json_object_set_new(view, "percent", whole_percent(part(of, "value")));
		if (spread != NULL && *spread != '\0')
			json_object_set_new(view, "spread", json_string(spread));
		json_array_append_new(list, view);
	}
	return list;
}

static const char *ranked_channel(const char *language, const char *channel)
{
	static const char *const names[][2] = {{"web", SPANISH("Teléfono")},
					       {"paper", SPANISH("Papel")},
					       {"openrosa", SPANISH("Brigada (ODK)")},
					       {"desk", SPANISH("Captura")}};
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
		if (g_strcmp0(names[i][0], channel) == 0)
			return words_say(language, names[i][1]);
	return channel != NULL ? channel : "";
}

static json_t *standing_view(const json_t *standing, const json_t *name, bool is_ranked)
{
	json_t *view = json_object();
	json_object_set(view, "name", (json_t *)(uintptr_t)name);
	if (json_is_number(part(standing, "share")))
		json_object_set_new(view, "percent", whole_percent(part(standing, "share")));
	if (is_ranked && count_of(standing, "low") > 0)
		range_put(view, "range", count_of(standing, "low"), count_of(standing, "high"));
	return view;
}

static json_t *regions_view(const json_t *issue, const json_t *regions)
{
	json_t *list = json_array(), *standing;
	const json_t *names = part(regions, "of");
	size_t k;
	json_array_foreach(part(part(issue, "regions"), "of"), k, standing)
	{
		const json_t *region = json_array_get(names, k);
		json_array_append_new(list, standing_view(standing, part(region, "name"),
							  json_is_true(part(region, "is_ranked"))));
	}
	return list;
}

void ranked_issue(json_t *view, const json_t *issue, const struct reviewed *r, const char *language)
{
	const json_t *priority = part(issue, "priority");
	static const char *const kinds[] = {"mentions", "people", "weights", "groupings"};
	range_put(view, "range", count_of(issue, "rank_low"), count_of(issue, "rank_high"));
	for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++)
		places_put(view, priority, kinds[i]);
	json_object_set(view, "band", part(priority, "band"));
	json_object_set_new(view, "has_first", json_boolean(json_is_number(part(priority, "first_weights"))));
	if (json_is_number(part(priority, "first_weights")))
		json_object_set_new(view, "first_percent", whole_percent(part(priority, "first_weights")));
	json_object_set_new(view, "criteria", criteria_view(issue, language));
	json_object_set_new(view, "regions", regions_view(issue, part(r->whole, "regions")));
	const char *channel = json_string_value(part(part(issue, "channels"), "most"));
	if (channel != NULL)
		json_object_set_new(view, "channel", json_string(ranked_channel(language, channel)));
	if (json_is_object(part(issue, "facts"))) {
		g_autofree char *why = explain_paragraph(part(issue, "facts"), language);
		json_object_set_new(view, "why", json_string(why));
	}
}

/* ---- a page of several */

static json_t *bands_view(const json_t *view)
{
	json_t *bands = json_array(), *issue, *band = NULL;
	json_int_t number = -1;
	size_t i, low = 0, high = 0, last_low = 0, first_high = 0;
	json_array_foreach(part(view, "issues"), i, issue)
	{
		json_int_t own = json_integer_value(part(issue, "band"));
		if (band == NULL || own != number) {
			band = json_pack("{s:[]}", "issues");
			json_array_append_new(bands, band);
			number = own;
			low = last_low = count_of(issue, "rank_low");
			high = first_high = count_of(issue, "rank_high");
		}
		low = MIN(low, count_of(issue, "rank_low"));
		high = MAX(high, count_of(issue, "rank_high"));
		last_low = MAX(last_low, count_of(issue, "rank_low"));
		first_high = MIN(first_high, count_of(issue, "rank_high"));
		json_array_append(json_object_get(band, "issues"), issue);
		range_put(band, "range", low, high);
		json_object_set_new(band, "is_tied", json_boolean(last_low <= first_high));
		json_object_set_new(band, "is_several",
				    json_boolean(own > 0 && json_array_size(part(band, "issues")) > 1));
	}
	return bands;
}

static void figure_put(json_t *view, const char *key, const char *kind, json_t *data, const char *language)
{
	json_t *figure = chart_figure(kind, data, kind, language);
	if (figure != NULL)
		json_object_set_new(view, key, figure);
	json_decref(data);
}

static json_t *marks(const struct reviewed *r, const json_t *issue)
{
	return json_pack("{s:I,s:o}", "number", (json_int_t)count_of(issue, "number"), "name",
			 issue_called(r, issue));
}

static void plane_put(json_t *view, const struct reviewed *r, const char *language)
{
	json_t *list = json_array(), *issue, *sector;
	bool has_any = false;
	size_t i, k;
	json_array_foreach(part(r->whole, "issues"), i, issue)
	{
		const json_t *priority = part(issue, "priority");
		json_t *mark = marks(r, issue), *sectors = json_array(),
		       *assess = assess_view(r, (uint32_t)count_of(issue, "id"), language);
		json_object_set(mark, "priority", part(priority, "score"));
		json_object_set(mark, "low", part(priority, "score_low"));
		json_object_set(mark, "high", part(priority, "score_high"));
		json_object_set(mark, "feasibility", part(assess, "feasibility"));
		json_array_foreach(part(assess, "sectors"), k, sector)
		{
			json_int_t level = json_integer_value(part(part(sector, "said"), "feasibility"));
			json_array_append_new(sectors,
					      json_pack("{s:O,s:o}", "name", part(sector, "name"), "value",
							level > 0 ? json_real((double)(level - 1) /
									      (ASSESS_FEASIBILITY_MAX - 1))
								  : json_null()));
		}
		has_any |= json_is_number(part(assess, "feasibility"));
		json_object_set_new(mark, "sectors", sectors);
		json_array_append_new(list, mark);
		json_decref(assess);
	}
	if (has_any)
		figure_put(view, "plane_figure", "plane", json_pack("{s:O}", "issues", list), language);
	json_decref(list);
}

static void order_draw(json_t *view, const struct reviewed *r, const char *language)
{
	json_t *ranks = json_array(), *heat = json_array(), *issue;
	size_t i, n = json_array_size(part(r->whole, "issues"));
	json_array_foreach(part(r->whole, "issues"), i, issue)
	{
		const json_t *priority = part(issue, "priority");
		json_t *mark = marks(r, issue), *row = marks(r, issue);
		json_object_set(mark, "place", part(issue, "rank"));
		json_object_set(mark, "low", part(issue, "rank_low"));
		json_object_set(mark, "high", part(issue, "rank_high"));
		json_object_set_new(mark, "band",
				    json_integer(json_integer_value(part(priority, "band")) - 1));
		json_object_set(row, "shares", part(priority, "acceptability"));
		json_array_append_new(ranks, mark);
		json_array_append_new(heat, row);
	}
	figure_put(view, "ranks_figure", "ranks",
		   json_pack("{s:I,s:o}", "n_places", (json_int_t)n, "issues", ranks), language);
	figure_put(view, "heat_figure", "heat", json_pack("{s:o}", "issues", heat), language);
	plane_put(view, r, language);
}

/* ---- who spoke */

static json_t *names_where(const json_t *regions, const char *flag, bool wanted)
{
	json_t *list = json_array(), *region;
	size_t i;
	json_array_foreach(regions, i, region) if (json_is_true(part(region, flag)) == wanted)
		json_array_append(list, part(region, "name"));
	return list;
}

/* Rows: issues; columns: regions with senders, all people, all regions alike. */
static json_t *by_region_view(const struct reviewed *r)
{
	const json_t *regions = part(r->whole, "regions");
	bool is_equal = json_is_true(part(regions, "is_equal_ranked"));
	json_t *rows = json_array(), *issue;
	size_t i;
	json_array_foreach(part(r->whole, "issues"), i, issue)
	{
		const json_t *own = part(issue, "regions");
		json_t *row = json_pack("{s:o,s:o,s:o,s:o,s:b}", "name", issue_called(r, issue), "regions",
					regions_view(issue, regions), "pooled",
					standing_view(part(own, "pooled"), NULL, true), "equal",
					standing_view(part(own, "equal"), NULL, is_equal), "is_common",
					json_is_true(part(own, "is_common")));
		json_array_append_new(rows, row);
	}
	json_t *view = json_pack("{s:O,s:o,s:b,s:O}", "of", part(regions, "of"), "rows", rows,
				 "is_equal_ranked", is_equal, "min_ranked", part(regions, "min_ranked"));
	if (json_is_number(part(regions, "tau")) && json_is_number(part(regions, "tau_low"))) {
		double tau = json_number_value(part(regions, "tau"));
		json_object_set(view, "tau", part(regions, "tau"));
		json_object_set_new(view, "is_alike", json_boolean(tau >= 0.5));
		json_object_set_new(view, "is_unlike", json_boolean(tau < 0.2));
	}
	return view;
}

static void coverage_put(json_t *view, const struct reviewed *r, bool is_data, const char *language)
{
	const json_t *coverage = part(r->whole, "coverage"), *regions = part(coverage, "regions"),
		     *towns = part(coverage, "towns");
	json_t *drawn = json_array(), *silent = json_array(), *channels = json_array(), *item;
	size_t i;
	json_array_foreach(regions, i, item)
	{
		json_array_append_new(drawn, json_pack("{s:O,s:O,s:O,s:O,s:O,s:O}", "name",
						       part(item, "name"), "forms", part(item, "n_forms"),
						       "senders", part(item, "n_senders"), "sessions",
						       part(item, "n_sessions"), "share", part(item, "share"),
						       "population_share", part(item, "population_share")));
		if (json_is_true(part(item, "is_silent")) && json_is_true(part(item, "has_session")))
			json_array_append(silent, part(item, "name"));
	}
	if (!is_data && json_array_size(drawn) > 0 && !json_is_null(part(json_array_get(drawn, 0), "share")))
		figure_put(view, "coverage_figure", "coverage", json_pack("{s:O}", "regions", drawn),
			   language);
	json_decref(drawn);
	json_t *unvisited = names_where(regions, "has_session", false),
	       *low = names_where(regions, "is_low", true);
	json_object_set_new(view, "has_unvisited", json_boolean(json_array_size(unvisited) > 0));
	json_object_set_new(view, "has_silent", json_boolean(json_array_size(silent) > 0));
	json_object_set_new(view, "has_low", json_boolean(json_array_size(low) > 0));
	json_object_set_new(view, "unvisited_regions", unvisited);
	json_object_set_new(view, "silent_regions", silent);
	json_object_set_new(view, "low_regions", low);
	if (json_is_object(towns))
		json_object_set(view, "towns", part(coverage, "towns"));
	if (count_of(coverage, "n_unknown") > 0)
		json_object_set(view, "n_unknown_region", part(coverage, "n_unknown"));
	json_array_foreach(part(coverage, "channels"), i, item)
	{
		json_t *channel = json_copy(item);
		json_object_set_new(
			channel, "name",
			json_string(ranked_channel(language, json_string_value(part(item, "channel")))));
		json_object_set_new(channel, "percent", whole_percent(part(item, "share")));
		json_array_append_new(channels, channel);
	}
	json_object_set_new(view, "has_channels", json_boolean(json_array_size(channels) > 1));
	json_object_set_new(view, "channels", channels);
	if (reviewed_is_ranked(r) && json_array_size(part(part(r->whole, "regions"), "of")) > 1)
		json_object_set_new(view, "by_region", by_region_view(r));
}

void ranked_page(json_t *view, const struct reviewed *r, bool is_data, const char *language)
{
	coverage_put(view, r, is_data, language);
	if (is_data)
		return;
	json_t *bands = bands_view(view);
	json_object_set_new(view, "is_one_band",
			    json_boolean(reviewed_is_ranked(r) && json_array_size(bands) == 1 &&
					 json_is_true(part(json_array_get(bands, 0), "is_several"))));
	json_object_set_new(view, "is_all_tied",
			    json_boolean(json_is_true(part(json_array_get(bands, 0), "is_tied"))));
	json_object_set_new(view, "bands", bands);
	if (reviewed_is_ranked(r))
		order_draw(view, r, language);
}

/* ---- as a table */

static void cell_number(GPtrArray *cells, const json_t *value)
{
	char text[G_ASCII_DTOSTR_BUF_SIZE];
	if (json_is_integer(value))
		g_ptr_array_add(cells, g_strdup_printf("%" JSON_INTEGER_FORMAT, json_integer_value(value)));
	else
		g_ptr_array_add(cells,
				g_strdup(json_is_real(value) ? g_ascii_formatd(text, sizeof text, "%.4f",
									       json_real_value(value))
							     : ""));
}

static void row_end(GString *text, GPtrArray *cells)
{
	csv_row_write(text, (const char *const *)cells->pdata, cells->len, CSV_FOR_PEOPLE);
	g_ptr_array_set_size(cells, 0);
}

GString *ranked_table(const struct reviewed *r)
{
	static const char *const heads[] = {"id",	  "problema", "titulo_editorial", "formularios",
					    "remitentes", "lugares",  "jornadas"},
				 *const ends[] = {"puesto_menor",
						  "puesto_mayor",
						  "grupo_inseparable",
						  "veces_primero",
						  "menciones_puesto_menor",
						  "menciones_puesto_mayor",
						  "estabilidad",
						  "semilla",
						  "cierre_de_criterios",
						  "huella_de_reportes"};
	static const char *const counts[] = {"n_forms", "n_senders", "n_places", "n_sessions"};
	GString *text = g_string_new("\xef\xbb\xbf");
	g_autoptr(GPtrArray) cells = g_ptr_array_new_with_free_func(g_free);
	bool is_ranked = reviewed_is_ranked(r);
	json_t *issue;
	size_t i;
	for (i = 0; i < G_N_ELEMENTS(heads); i++)
		g_ptr_array_add(cells, g_strdup(heads[i]));
	for (i = 0; i < CRITERION_MAX; i++) {
		g_ptr_array_add(cells, g_strconcat("criterio_", criteria_catalogue[i].key, NULL));
		g_ptr_array_add(cells, g_strconcat("n_", criteria_catalogue[i].key, NULL));
	}
	for (i = 0; i < G_N_ELEMENTS(ends); i++)
		g_ptr_array_add(cells, g_strdup(ends[i]));
	row_end(text, cells);
	json_array_foreach(part(r->whole, "issues"), i, issue)
	{
		const json_t *priority = part(issue, "priority"), *mentions = part(priority, "mentions");
		const char *title = decisions_title(r->decisions, (uint32_t)count_of(issue, "id"));
		json_t *words = lineage_words(issue);
		cell_number(cells, part(issue, "id"));
		g_ptr_array_add(cells, g_strdup(json_is_string(words) ? json_string_value(words) : ""));
		json_decref(words);
		g_ptr_array_add(cells, g_strdup(title != NULL ? title : ""));
		for (size_t k = 0; k < G_N_ELEMENTS(counts); k++)
			cell_number(cells, part(issue, counts[k]));
		for (size_t k = 0; k < CRITERION_MAX; k++) {
			const json_t *of = part(part(priority, "criteria"), criteria_catalogue[k].key);
			cell_number(cells, is_ranked ? part(of, "value") : NULL);
			cell_number(cells, is_ranked ? part(of, "n") : NULL);
		}
		cell_number(cells, is_ranked ? part(issue, "rank_low") : NULL);
		cell_number(cells, is_ranked ? part(issue, "rank_high") : NULL);
		cell_number(cells, is_ranked ? part(priority, "band") : NULL);
		cell_number(cells, is_ranked ? part(priority, "first_weights") : NULL);
		cell_number(cells, is_ranked ? json_array_get(mentions, 0) : NULL);
		cell_number(cells, is_ranked ? json_array_get(mentions, 1) : NULL);
		cell_number(cells, part(issue, "stability"));
		cell_number(cells, part(r->whole, "seed"));
		g_ptr_array_add(cells, g_strdup(json_is_string(part(r->whole, "lock"))
							? json_string_value(part(r->whole, "lock"))
							: ""));
		g_ptr_array_add(cells, g_strdup(json_string_value(part(r->whole, "input"))));
		row_end(text, cells);
	}
	return text;
}
