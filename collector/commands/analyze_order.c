/* analyze_order - shares as whole percents, ranges as text and as bars in a drawing 100 wide.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "analyze_order.h"

#include <math.h>

#include "analyze_map.h"
#include "analyze_priority.h"
#include "analyze_view.h"
#include "words.h"

static json_t *percent(double share)
{
	return json_integer((json_int_t)lround(share * 100));
}

static json_t *range(size_t low, size_t high)
{
	g_autofree char *text = analyze_range(low, high);

	return json_string(text);
}

static void draw_places(json_t *view, const struct priority *p, const struct priority_issue *issue)
{
	double n = (double)p->n_issues;

	json_object_set_new(view, "range", range(issue->low, issue->high));
	json_object_set_new(view, "is_one", json_boolean(issue->low == issue->high));
	json_object_set_new(view, "range_x", analyze_coordinate((double)(issue->low - 1) / n * 100));
	json_object_set_new(view, "range_width",
			    analyze_coordinate((double)(issue->high - issue->low + 1) / n * 100));
	json_object_set_new(view, "rank_x", analyze_coordinate(((double)issue->place - 0.5) / n * 100 - 0.6));
}

static void draw_band(json_t *view, const struct priority *p, size_t i, size_t n_shown)
{
	size_t band = p->issues[i].band, n = 0;

	for (size_t j = 0; j < p->n_issues; j++)
		n += p->is_ranked && p->issues[j].band == band;
	json_object_set_new(view, "starts_band",
			    json_boolean(i == 0 || (p->is_ranked && p->issues[i - 1].band != band)));
	json_object_set_new(
		view, "ends_band",
		json_boolean(i + 1 == n_shown || (p->is_ranked && p->issues[i + 1].band != band)));
	json_object_set_new(view, "n_band", json_integer((json_int_t)n));
	json_object_set_new(view, "is_banded", json_boolean(n > 1));
}

static json_t *criteria_view(const struct priority *p, const struct priority_issue *issue,
			     const char *language)
{
	json_t *list = json_array();

	for (size_t c = 0; c < CRITERION_MAX; c++) {
		const struct criterion_about *about = &criteria_catalogue[c];
		json_t *view =
			json_pack("{s:s, s:s, s:I, s:b}", "name", words_say(language, about->name), "unit",
				  words_say(language, about->unit), "n", (json_int_t)issue->n_said[c],
				  "is_unknown", isnan(issue->criteria[c]));

		if (!isnan(issue->criteria[c])) {
			json_object_set_new(view, "percent", percent(issue->criteria[c]));
			json_object_set_new(view, "width", analyze_coordinate(issue->criteria[c] * 100));
		}
		if (p->is_known[c] && p->settings.high[c] > 0)
			json_array_append(list, view);
		json_decref(view);
	}
	return list;
}

void analyze_order_issue(json_t *view, const struct diagnosis *d, size_t i, size_t n_shown,
			 const char *language)
{
	const struct priority *p = d->priority;

	if (p->is_ranked)
		draw_places(view, p, &p->issues[i]);
	draw_band(view, p, i, n_shown);
	json_object_set_new(view, "criteria", criteria_view(p, &p->issues[i], language));
	json_object_del(view, "priority");
}

void analyze_order_page(json_t *view, const struct diagnosis *d, const char *language)
{
	const struct priority *p = d->priority;
	json_t *catalogue = json_array();

	for (size_t c = 0; c < CRITERION_MAX; c++) {
		json_t *of = analyze_criterion(c, language);

		json_object_set_new(of, "weight", percent(p->weights[c]));
		json_object_set_new(of, "low", percent(p->settings.low[c]));
		json_object_set_new(of, "high", percent(p->settings.high[c]));
		json_object_set_new(of, "is_exact", json_boolean(p->settings.low[c] >= p->settings.high[c]));
		json_object_set_new(of, "is_used", json_boolean(p->settings.high[c] > 0));
		json_object_set_new(of, "is_known", json_boolean(p->is_known[c]));
		json_array_append_new(catalogue, of);
	}
	json_object_set_new(view, "catalogue", catalogue);
	json_object_set_new(view, "n_draws", json_integer((json_int_t)p->settings.n_draws));
	json_object_set_new(view, "n_resamples", json_integer((json_int_t)p->settings.n_resamples));
	json_object_set_new(view, "n_weights", json_integer((json_int_t)p->n_weights));
	json_object_set_new(view, "n_groupings", json_integer((json_int_t)p->n_groupings));
	json_object_set_new(view, "confidence_percent", percent(p->settings.confidence));
	json_object_set_new(view, "is_single",
			    json_boolean(p->is_ranked && p->n_bands == 1 && p->n_issues > 1));
	json_object_set_new(view, "only_describes", json_boolean(p->only_describes));
	json_object_set_new(view, "min_ranked", json_integer((json_int_t)p->settings.min_ranked));
	json_object_set_new(view, "min_sessions", json_integer((json_int_t)p->settings.min_sessions));
}
