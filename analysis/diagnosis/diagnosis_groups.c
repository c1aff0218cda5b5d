/* diagnosis_groups - from reports to documents, and from groups of documents to issues.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "diagnosis_run.h"

#include "vectors.h"

enum { SMALL_ROOM = 50 }; /* up to this many texts two make an issue, above three */

/* Whether the copies of each text that reviewers fixed carry more than one pin; by leader. */
static bool *parted_texts(const struct diagnosis_run *run)
{
	bool *is_parted = g_new0(bool, run->n + 1);
	g_autofree int32_t *pin = g_new(int32_t, run->n + 1);

	for (size_t i = 0; i < run->n; i++)
		pin[i] = -1;
	for (size_t i = 0; i < run->n; i++) {
		int32_t own = run->reports[run->report_at[i]].pin;
		size_t leader = run->leader[i];

		if (own < 0)
			continue;
		is_parted[leader] = is_parted[leader] || (pin[leader] >= 0 && pin[leader] != own);
		pin[leader] = own;
	}
	return is_parted;
}

void diagnosis_documents(struct diagnosis_run *run)
{
	g_autofree bool *is_parted = parted_texts(run);
	g_autoptr(GHashTable) by_pin = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);

	run->document_of = g_new(size_t, run->n + 1);
	run->texts = g_ptr_array_new();
	for (size_t i = 0; i < run->n; i++) {
		char *text = run->normal->pdata[i];
		size_t leader = run->leader[i];
		int32_t pin = run->reports[run->report_at[i]].pin;
		bool is_apart = is_parted[leader] && pin >= 0;
		int64_t key = (int64_t)((uint64_t)leader << 32 | (uint32_t)pin);
		gpointer known = is_apart ? g_hash_table_lookup(by_pin, &key) : NULL;

		if (!*text) {
			run->document_of[i] = SIZE_MAX;
		} else if (known) {
			run->document_of[i] = GPOINTER_TO_SIZE(known) - 1;
		} else if (leader != i && !is_apart) {
			run->document_of[i] = run->document_of[leader];
		} else {
			run->document_of[i] = run->texts->len;
			g_ptr_array_add(run->texts, text);
			if (is_apart)
				g_hash_table_insert(by_pin, g_memdup2(&key, sizeof key),
						    GSIZE_TO_POINTER((gsize)run->texts->len));
		}
	}
	run->n_documents = run->texts->len;
}

/* What reviewers fixed, or an earlier run found, for each document: of its first report that has it; NULL:
 * none has. */
static int32_t *of_documents(const struct diagnosis_run *run, bool is_pin)
{
	g_autofree int32_t *value = g_new(int32_t, run->n_documents + 1);
	bool is_any = false;

	for (size_t d = 0; d < run->n_documents; d++)
		value[d] = -1;
	for (size_t i = 0; i < run->n; i++) {
		const struct diagnosis_report *r = &run->reports[run->report_at[i]];
		int32_t own = is_pin ? r->pin : r->before;
		size_t d = run->document_of[i];

		if (d == SIZE_MAX || own < 0 || value[d] >= 0)
			continue;
		value[d] = own;
		is_any = true;
	}
	return is_any ? g_steal_pointer(&value) : NULL;
}

static bool has_themes(const int32_t *theme, size_t n)
{
	for (size_t d = 0; d < n; d++)
		if (theme[d] >= 0)
			return true;
	return false;
}

/* Groups of too few forms dissolve, unless reviewers made them; the others are numbered in order of first
 * appearance. */
static void keep_issues(struct diagnosis_run *run, const int32_t *pin)
{
	const struct grouping *g = run->grouping;
	g_autofree size_t *n_forms = g_new0(size_t, g->n_groups + 1), *issue = g_new(size_t, g->n_groups + 1);
	size_t n_texts = 0, min_forms;

	for (size_t i = 0; i < run->n; i++) {
		size_t d = run->document_of[i];

		if (d == SIZE_MAX)
			continue;
		n_texts++;
		if (g->group[d] != UINT32_MAX)
			n_forms[g->group[d]]++;
	}
	min_forms = n_texts <= SMALL_ROOM ? 2 : 3;
	for (size_t d = 0; pin && d < run->n_documents; d++)
		if (pin[d] >= 0 && g->group[d] != UINT32_MAX)
			n_forms[g->group[d]] += min_forms;
	run->group_of_issue = g_new(size_t, g->n_groups + 1);
	run->issue_of_document = g_new(size_t, run->n_documents + 1);
	for (size_t k = 0; k < g->n_groups; k++) {
		issue[k] = n_forms[k] >= min_forms ? run->n_issues++ : SIZE_MAX;
		if (issue[k] != SIZE_MAX)
			run->group_of_issue[issue[k]] = k;
	}
	for (size_t d = 0; d < run->n_documents; d++)
		run->issue_of_document[d] = g->group[d] == UINT32_MAX ? SIZE_MAX : issue[g->group[d]];
}

/* Texts by what their words are near to in the given vectors; false: none are given, or stopped. */
static bool make_directions(struct diagnosis_run *run, struct dense *directions)
{
	struct dense terms;

	if (!run->settings.vectors)
		return false;
	terms = vectors_of_terms(run->settings.vectors, run->corpus, NULL);
	*directions = vectors_documents(run->corpus, &terms, run->work);
	dense_clear(&terms);
	return directions->n_rows > 0;
}

void diagnosis_group(struct diagnosis_run *run, double from, double to)
{
	g_autofree int32_t *theme = diagnosis_themes(run), *pin = of_documents(run, true),
			   *before = of_documents(run, false);
	struct grouping_settings settings = {
		.seed = run->settings.seed,
		.is_quick = run->settings.is_quick,
		.n_groups = run->settings.n_issues,
		.resolution = run->settings.resolution,
		.n_neighbours = run->settings.n_neighbours,
		.theme = has_themes(theme, run->n_documents) ? theme : NULL,
		.pin = pin,
		.before = (const uint32_t *)before, /* -1 is UINT32_MAX: alone */
	};
	struct dense directions;

	if (make_directions(run, &directions))
		settings.directions = &directions;
	if (!work_is_stopped(run->work))
		run->grouping = grouping_find(run->corpus, &settings, run->work, from, to);
	if (settings.directions)
		dense_clear(&directions);
	if (run->grouping)
		keep_issues(run, pin);
}
