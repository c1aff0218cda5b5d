/* apart - regions and channels of a result.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "apart.h"
#include "analyze_priority.h"
#include "channels.h"
#include "regions.h"
#include <math.h>
#include <string.h>

#define CHANNEL_P 0.05

/* Who named what, each pair once; by sender: session, region and channel of the first report. */
struct crowd {
	GArray *mentions; /* struct rank_mention */
	size_t n_senders;
	size_t *session, *region, *channel;
};

static size_t known(int32_t index)
{
	return index >= 0 ? (size_t)index : SIZE_MAX;
}

static void crowd_take(struct crowd *crowd, const struct diagnosis *d, const struct snapshot *snap)
{
	const struct diagnosis_report *reports = snapshot_reports(snap);
	g_autoptr(GHashTable) seen = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
	size_t n = g_hash_table_size(snap->senders);
	g_autofree bool *is_known = g_new0(bool, n + 1);
	*crowd = (struct crowd){.mentions = g_array_new(FALSE, FALSE, sizeof(struct rank_mention)),
				.n_senders = n,
				.session = g_new(size_t, n + 1),
				.region = g_new(size_t, n + 1),
				.channel = g_new(size_t, n + 1)};
	for (guint i = 0; i < snap->reports->len; i++) {
		size_t sender = (size_t)reports[i].sender;
		const struct snapshot_origin *origin =
			&g_array_index(snap->origins, struct snapshot_origin, i);
		struct rank_mention mention = {sender, d->issue_of[i]};
		int64_t pair = (int64_t)((uint64_t)sender << 32 | (uint32_t)mention.issue);
		if (!is_known[sender]) {
			crowd->session[sender] = known(reports[i].session);
			crowd->region[sender] = known(origin->region);
			crowd->channel[sender] = known(origin->channel);
			is_known[sender] = true;
		}
		if (mention.issue != SIZE_MAX && g_hash_table_add(seen, g_memdup2(&pair, sizeof pair)))
			g_array_append_val(crowd->mentions, mention);
	}
}

static void crowd_clear(struct crowd *crowd)
{
	g_array_unref(crowd->mentions);
	g_free(crowd->session);
	g_free(crowd->region);
	g_free(crowd->channel);
}

static json_t *standing(const struct regions_order *order, size_t issue)
{
	return json_pack("{s:o,s:I,s:I}", "share", analyze_number(order->shares[issue]), "low",
			 (json_int_t)order->low[issue], "high", (json_int_t)order->high[issue]);
}

static void regions_put(json_t *view, const struct regions *regions, const GPtrArray *names,
			size_t min_ranked)
{
	json_t *issues = json_object_get(view, "issues"), *list = json_array();
	for (size_t k = 0; k < regions->n_regions; k++)
		if (regions->of[k].n_senders > 0)
			json_array_append_new(list,
					      json_pack("{s:s,s:I,s:I,s:b}", "name", names->pdata[k],
							"n_senders", (json_int_t)regions->of[k].n_senders,
							"n_sessions", (json_int_t)regions->of[k].n_sessions,
							"is_ranked", regions->of[k].is_ranked));
	json_object_set_new(view, "regions",
			    json_pack("{s:o,s:b,s:o,s:o,s:o,s:I}", "of", list, "is_equal_ranked",
				      regions->equal.is_ranked, "tau", analyze_number(regions->tau),
				      "tau_low", analyze_number(regions->tau_low), "tau_high",
				      analyze_number(regions->tau_high), "min_ranked",
				      (json_int_t)min_ranked));
	for (size_t i = 0; i < regions->n_issues; i++) {
		json_t *of = json_array();
		for (size_t k = 0; k < regions->n_regions; k++)
			if (regions->of[k].n_senders > 0)
				json_array_append_new(of, standing(&regions->of[k], i));
		json_object_set_new(json_array_get(issues, i), "regions",
				    json_pack("{s:o,s:o,s:o,s:b}", "of", of, "pooled",
					      standing(&regions->pooled, i), "equal",
					      standing(&regions->equal, i), "is_common",
					      regions->is_common_top[i]));
	}
}

/* Senders by channel, all and those who name each issue. */
static void channels_put(json_t *view, const struct crowd *crowd, size_t n_issues, const GPtrArray *names,
			 const json_t *channels)
{
	size_t n = names->len;
	json_t *issues = json_object_get(view, "issues"), *channel;
	g_autofree size_t *people = g_new0(size_t, n + 1), *named = g_new0(size_t, n * n_issues + 1);
	g_autofree double *p = g_new(double, n_issues + 1);
	for (size_t s = 0; s < crowd->n_senders; s++)
		people[crowd->channel[s]]++;
	for (guint m = 0; m < crowd->mentions->len; m++) {
		const struct rank_mention *mention = &g_array_index(crowd->mentions, struct rank_mention, m);
		named[mention->issue * n + crowd->channel[mention->sender]]++;
	}
	for (size_t i = 0; i < n_issues; i++)
		p[i] = channels_test(named + i * n, people, n, NULL);
	channels_adjust(p, n_issues);
	for (size_t i = 0; i < n_issues; i++) {
		json_t *list = json_array();
		double most = -1;
		const char *which = NULL;
		size_t at;
		json_array_foreach(channels, at, channel)
		{
			const char *name = json_string_value(json_object_get(channel, "channel"));
			guint k = 0;
			g_ptr_array_find_with_equal_func((GPtrArray *)(uintptr_t)names, name, g_str_equal,
							 &k);
			double share = people[k] > 0 ? (double)named[i * n + k] / (double)people[k] : -1;
			json_array_append_new(list, json_integer((json_int_t)named[i * n + k]));
			if (share > most) {
				most = share;
				which = name;
			}
		}
		bool is_apart = n > 1 && p[i] < CHANNEL_P;
		json_object_set_new(json_array_get(issues, i), "channels",
				    json_pack("{s:o,s:o,s:s?}", "p",
					      n > 1 ? analyze_number(p[i]) : json_null(), "named", list,
					      "most", is_apart ? which : NULL));
	}
}

void apart_put(json_t *view, const struct diagnosis *d, const struct snapshot *snap, const json_t *channels)
{
	struct crowd crowd;
	struct regions_settings settings;
	regions_settings_default(&settings);
	crowd_take(&crowd, d, snap);
	const struct rank_people people = {
		.mentions = (const struct rank_mention *)(const void *)crowd.mentions->data,
		.n_mentions = crowd.mentions->len,
		.n_senders = crowd.n_senders,
		.n_issues = d->n_issues,
		.n_sessions = g_hash_table_size(snap->sessions),
		.session = crowd.session,
	};
	struct regions *regions = regions_make(&people, crowd.region, snap->regions->len, &settings);
	regions_put(view, regions, snap->regions, settings.min_ranked);
	if (snap->channels->len > 0)
		channels_put(view, &crowd, d->n_issues, snap->channels, channels);
	regions_free(regions);
	crowd_clear(&crowd);
}
