/* coverage - forms, senders and sessions counted by where they come from.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "coverage.h"
#include "territory.h"
#include <math.h>
#include <string.h>

/* Forms and senders of each of n kinds; kind_of gives it for a report, -1 none. */
struct counts {
	size_t *forms, *senders;
};

static void counts_make(struct counts *counts, const struct snapshot *snap, size_t n,
			int32_t (*kind_of)(const struct snapshot_origin *))
{
	const struct diagnosis_report *reports = snapshot_reports(snap);
	g_autoptr(GHashTable) seen = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
	counts->forms = g_new0(size_t, n + 1);
	counts->senders = g_new0(size_t, n + 1);
	for (guint i = 0; i < snap->reports->len; i++) {
		int32_t kind = kind_of(&g_array_index(snap->origins, struct snapshot_origin, i));
		if (kind < 0)
			continue;
		int64_t pair = (int64_t)((uint64_t)kind << 32 | (uint32_t)reports[i].sender);
		counts->forms[kind]++;
		counts->senders[kind] += g_hash_table_add(seen, g_memdup2(&pair, sizeof pair)) ? 1 : 0;
	}
}

static void counts_clear(struct counts *counts)
{
	g_free(counts->forms);
	g_free(counts->senders);
}

static int32_t region_kind(const struct snapshot_origin *origin)
{
	return origin->region;
}

static int32_t channel_kind(const struct snapshot_origin *origin)
{
	return origin->channel;
}

static json_t *share(double part, double whole)
{
	return whole > 0 && isfinite(part) ? json_real(part / whole) : json_null();
}

static json_t *regions_view(const struct snapshot *snap, size_t *n_unknown)
{
	const struct places *table = snap->table;
	const GPtrArray *sessions = catalogue_sessions(snap->catalogue);
	g_autoptr(GPtrArray) names = g_ptr_array_new();
	for (guint i = 0; i < snap->regions->len; i++)
		g_ptr_array_add(names, snap->regions->pdata[i]);
	g_autofree size_t *n_sessions = g_new0(size_t, names->len + sessions->len + 1);
	for (guint i = sessions->len; i-- > 0;) { /* oldest first */
		const struct session *s = sessions->pdata[i];
		const char *region = territory_region(table, s);
		guint at = names->len;
		if (s->is_trial != snap->is_trial || s->state == SESSION_DRAFT || *region == '\0')
			continue;
		if (!g_ptr_array_find_with_equal_func(names, region, g_str_equal, &at))
			g_ptr_array_add(names, (char *)(uintptr_t)region);
		n_sessions[at]++;
	}
	struct counts counts;
	double people = 0, n_forms = snap->reports->len;
	size_t n_known = 0;
	counts_make(&counts, snap, names->len, region_kind);
	for (size_t i = 0; table != NULL && i < table->n_regions; i++)
		people += territory_population(table, i);
	json_t *list = json_array();
	for (guint i = 0; i < names->len; i++) {
		bool is_of_table = table != NULL && i < table->n_regions;
		double own = is_of_table ? territory_population(table, i) : NAN,
		       part = (double)counts.forms[i];
		bool is_low = isfinite(own) && people > 0 && n_forms > 0 && part / n_forms < own / people / 2;
		n_known += counts.forms[i];
		json_array_append_new(list,
				      json_pack("{s:s,s:I,s:I,s:I,s:o,s:o,s:b,s:b,s:b}", "name",
						names->pdata[i], "n_sessions", (json_int_t)n_sessions[i],
						"n_forms", (json_int_t)counts.forms[i], "n_senders",
						(json_int_t)counts.senders[i], "share", share(part, n_forms),
						"population_share", share(own, people), "has_session",
						n_sessions[i] > 0, "is_silent", counts.forms[i] == 0,
						"is_low", is_low && counts.forms[i] > 0));
	}
	*n_unknown = snap->reports->len - n_known;
	counts_clear(&counts);
	return list;
}

/* The more people the earlier; those of unknown population last, then by key. */
static gint compare_people(gconstpointer a, gconstpointer b)
{
	const struct place *one = *(const struct place *const *)a, *other = *(const struct place *const *)b;
	double n = isfinite(one->population) ? one->population : -1,
	       m = isfinite(other->population) ? other->population : -1;
	return n != m ? (n > m ? -1 : 1) : strcmp(one->key, other->key);
}

static json_t *towns_view(const struct snapshot *snap)
{
	if (snap->table == NULL)
		return json_null();
	const struct places *table = snap->table;
	g_autofree bool *is_named = g_new0(bool, table->n + 1);
	g_autoptr(GPtrArray) silent = g_ptr_array_new();
	json_t *names = json_array();
	for (guint i = 0; i < snap->origins->len; i++) {
		int32_t town = g_array_index(snap->origins, struct snapshot_origin, i).town;
		if (town >= 0)
			is_named[town] = true;
	}
	for (size_t i = 0; i < table->n; i++)
		if (!is_named[i])
			g_ptr_array_add(silent, &table->all[i]);
	g_ptr_array_sort(silent, compare_people);
	for (guint i = 0; i < silent->len; i++)
		json_array_append_new(names, json_string(((const struct place *)silent->pdata[i])->name));
	return json_pack("{s:I,s:I,s:o}", "n", (json_int_t)table->n, "n_named",
			 (json_int_t)(table->n - silent->len), "silent", names);
}

static json_t *channels_view(const struct snapshot *snap)
{
	struct counts counts;
	size_t n = snap->channels->len;
	g_autofree bool *is_done = g_new0(bool, n + 1);
	json_t *list = json_array();
	counts_make(&counts, snap, n, channel_kind);
	for (size_t k = 0; k < n; k++) {
		size_t best = n;
		for (size_t i = 0; i < n; i++)
			if (!is_done[i] &&
			    (best == n || counts.forms[i] > counts.forms[best] ||
			     (counts.forms[i] == counts.forms[best] &&
			      strcmp(snap->channels->pdata[i], snap->channels->pdata[best]) < 0)))
				best = i;
		is_done[best] = true;
		json_array_append_new(list,
				      json_pack("{s:s,s:I,s:I,s:o}", "channel", snap->channels->pdata[best],
						"n_forms", (json_int_t)counts.forms[best], "n_senders",
						(json_int_t)counts.senders[best], "share",
						share((double)counts.forms[best], snap->reports->len)));
	}
	counts_clear(&counts);
	return list;
}

json_t *coverage_view(const struct snapshot *snap)
{
	size_t n_unknown = 0;
	json_t *regions = regions_view(snap, &n_unknown);
	return json_pack("{s:o,s:I,s:o,s:o}", "regions", regions, "n_unknown", (json_int_t)n_unknown, "towns",
			 towns_view(snap), "channels", channels_view(snap));
}
