/* rank_regions - regions first, then what is pooled.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rank_regions.h"

#include <math.h>

#include "rank_page.h"
#include "regions.h"
#include "words.h"

enum { MAX_COLUMNS = 6 };

static json_t *order_view(const struct regions_order *of, const struct rank_reports *r)
{
	json_t *issues = json_array();

	for (size_t i = 0; i < r->n_issues; i++) {
		bool is_ranked = of->is_ranked && of->low[i];

		json_array_append_new(
			issues,
			json_pack("{s:s, s:o, s:o, s:o}", "name", r->issues[i], "share",
				  rank_page_real(of->shares[i]), "low",
				  is_ranked ? json_integer((json_int_t)of->low[i]) : json_null(), "high",
				  is_ranked ? json_integer((json_int_t)of->high[i]) : json_null()));
	}
	return issues;
}

static size_t forms_of(const struct rank_reports *r, size_t region)
{
	size_t n = 0;

	for (size_t i = 0; i < r->n_rows; i++)
		n += r->region[r->rows[i].sender] == region;
	return n;
}

json_t *rank_regions_view(const struct rank_reports *r, const struct rank_options *o)
{
	const struct rank_people people = {.mentions = r->mentions,
					   .n_mentions = r->n_mentions,
					   .n_senders = r->n_senders,
					   .n_issues = r->n_issues,
					   .n_sessions = r->n_sessions,
					   .session = r->session};
	struct regions_settings settings;
	struct regions *regions;
	json_t *list = json_array(), *common = json_array(), *view;

	regions_settings_default(&settings);
	settings.confidence = o->confidence;
	regions = regions_make(&people, r->region, r->n_regions, &settings);
	for (size_t i = 0; i < r->n_regions; i++)
		json_array_append_new(
			list, json_pack("{s:s, s:i, s:i, s:i, s:b, s:o}", "name", r->regions[i], "forms",
					(int)forms_of(r, i), "senders", (int)regions->of[i].n_senders,
					"sessions", (int)regions->of[i].n_sessions, "is_ranked",
					regions->of[i].is_ranked, "issues", order_view(&regions->of[i], r)));
	for (size_t i = 0; i < r->n_issues; i++)
		if (regions->is_common_top[i])
			json_array_append_new(common, json_string(r->issues[i]));
	view = json_pack("{s:o, s:o, s:o, s:i, s:o, s:o, s:o, s:i, s:o}", "regions", list, "pooled",
			 order_view(&regions->pooled, r), "equal", order_view(&regions->equal, r), "n_ranked",
			 (int)regions->n_ranked, "tau", rank_page_real(regions->tau), "tau_low",
			 rank_page_real(regions->tau_low), "tau_high", rank_page_real(regions->tau_high),
			 "n_top", (int)settings.n_top, "common_top", common);
	regions_free(regions);
	return view;
}

static size_t whole(const json_t *object, const char *key)
{
	return (size_t)json_integer_value(json_object_get(object, key));
}

/* "35.0 % (1–3)", or without places where nothing is ranked. */
static void add_cell(json_t *row, const json_t *issues, size_t i)
{
	const json_t *issue = json_array_get(issues, i), *share = json_object_get(issue, "share");
	g_autofree char *percent = rank_page_percent(json_is_number(share) ? json_number_value(share) : NAN),
			*places = rank_page_places(whole(issue, "low"), whole(issue, "high")),
			*cell = whole(issue, "low") ? g_strdup_printf("%s (%s)", percent, places)
						    : g_strdup(percent);

	json_array_append_new(row, json_string(cell));
}

static json_t *shares_table(const json_t *view)
{
	const json_t *regions = json_object_get(view, "regions"), *pooled = json_object_get(view, "pooled"),
		     *equal = json_object_get(view, "equal"), *issue, *region;
	json_t *columns = json_array(), *rows = json_array();
	size_t i, j;

	json_array_append_new(columns, json_string(_("Issue")));
	json_array_foreach(regions, j, region) if (j < MAX_COLUMNS)
		json_array_append(columns, json_object_get(region, "name"));
	json_array_append_new(columns, json_string(_("all regions alike")));
	json_array_append_new(columns, json_string(_("everybody pooled")));
	json_array_foreach(pooled, i, issue)
	{
		json_t *row = json_array();

		json_array_append(row, json_object_get(issue, "name"));
		json_array_foreach(regions, j, region) if (j < MAX_COLUMNS)
			add_cell(row, json_object_get(region, "issues"), i);
		add_cell(row, equal, i);
		add_cell(row, pooled, i);
		json_array_append_new(rows, row);
	}
	return json_pack("{s:o, s:o}", "columns", columns, "rows", rows);
}

static void say_agreement(json_t *sentences, const json_t *view)
{
	const json_t *common = json_object_get(view, "common_top"), *name;
	g_autoptr(GString) names = g_string_new(NULL);
	size_t i;

	if (whole(view, "n_ranked") < 2) {
		json_array_append_new(sentences,
				      json_string(_("Fewer than two regions with 20 senders: regions "
						    "are not compared.")));
		return;
	}
	if (json_is_number(json_object_get(view, "tau"))) {
		g_autofree char *line = g_strdup_printf("%s %.2f (%.2f – %.2f).",
							_("How far the orders of the regions agree "
							  "(Kendall's tau, 1 the same, -1 turned round):"),
							json_number_value(json_object_get(view, "tau")),
							json_number_value(json_object_get(view, "tau_low")),
							json_number_value(json_object_get(view, "tau_high")));

		json_array_append_new(sentences, json_string(line));
	}
	json_array_foreach(common, i, name)
		g_string_append_printf(names, "%s%s", i ? "; " : "", json_string_value(name));
	g_string_prepend(names, _("Among the first three in every region: "));
	g_string_append(names, json_array_size(common) ? "." : _("none."));
	json_array_append_new(sentences, json_string(names->str));
}

void rank_regions_page(json_t *page, const json_t *view)
{
	const json_t *regions = json_object_get(view, "regions"), *region;
	json_t *sentences = json_array(), *list = json_array(), *rows = json_array();
	size_t i, n_forms = 0;

	json_array_foreach(regions, i, region) n_forms += whole(region, "forms");
	json_array_foreach(regions, i, region)
	{
		size_t forms = whole(region, "forms");

		json_array_append_new(list, json_pack("{s:O, s:O, s:O, s:O, s:f, s:n}", "name",
						      json_object_get(region, "name"), "forms",
						      json_object_get(region, "forms"), "senders",
						      json_object_get(region, "senders"), "sessions",
						      json_object_get(region, "sessions"), "share",
						      n_forms ? (double)forms / (double)n_forms : 0,
						      "population_share"));
		rank_page_row(rows, g_strdup(json_string_value(json_object_get(region, "name"))),
			      g_strdup_printf("%zu", forms), g_strdup_printf("%zu", whole(region, "senders")),
			      g_strdup_printf("%zu", whole(region, "sessions")), NULL);
	}
	say_agreement(sentences, view);
	rank_page_section(page, _("By region"), sentences, shares_table(view), NULL);
	rank_page_section(page, _("Who was heard"), NULL,
			  rank_page_table(rows, _("Region"), _("Forms"), _("senders"), _("sessions"), NULL),
			  rank_page_chart("coverage", json_pack("{s:o}", "regions", list)));
}
