/* diagnosis_result - turns a finished run into what the caller reads: issues in order, copies, the ungrouped.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "diagnosis_run.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "duplicates.h"
#include "issues.h"

enum { N_NAME_TERMS = 3, N_THEME_TERMS = 8, MIN_CAMPAIGN = 3, MIN_RESULT = 30 };
static const double min_named_stability = 0.5;

static int compare_sizes(const void *a, const void *b)
{
	size_t x = *(const size_t *)a, y = *(const size_t *)b;

	return (x > y) - (x < y);
}

static size_t count_distinct(size_t *values, size_t n)
{
	size_t distinct = 0;

	qsort(values, n, sizeof *values, compare_sizes);
	for (size_t i = 0; i < n && values[i] != SIZE_MAX; i++)
		distinct += i == 0 || values[i] != values[i - 1];
	return distinct;
}

/* Who and where the reports at some positions come from. */
static void count_sources(const struct diagnosis_run *run, const size_t *positions, size_t n,
			  size_t *n_senders, size_t *n_sessions, size_t *n_places)
{
	g_autofree size_t *values = g_new(size_t, n + 1);

	for (size_t i = 0; i < n; i++)
		values[i] = run->counted[positions[i]].sender;
	*n_senders = count_distinct(values, n);
	for (size_t i = 0; i < n; i++)
		values[i] = run->counted[positions[i]].session;
	*n_sessions = count_distinct(values, n);
	for (size_t i = 0; i < n; i++)
		values[i] = run->counted[positions[i]].place;
	*n_places = count_distinct(values, n);
}

struct diagnosis_buckets diagnosis_buckets_of(const size_t *key, size_t n, size_t n_keys)
{
	struct diagnosis_buckets b = {g_new0(size_t, n_keys + 3), g_new0(size_t, n + 1)};

	for (size_t i = 0; i < n; i++)
		if (key[i] != SIZE_MAX)
			b.first[key[i] + 2]++;
	for (size_t k = 0; k < n_keys; k++)
		b.first[k + 2] += b.first[k + 1];
	for (size_t i = 0; i < n; i++)
		if (key[i] != SIZE_MAX)
			b.items[b.first[key[i] + 1]++] = i;
	return b;
}

void diagnosis_buckets_clear(struct diagnosis_buckets *b)
{
	g_free(b->first);
	g_free(b->items);
}

/* The phrase when there is one; what is not stable has no name. */
static char *name_of(char **terms, const char *phrase, double stability)
{
	g_autofree char **best = g_new0(char *, N_NAME_TERMS + 1);

	if (stability < min_named_stability || *phrase)
		return g_strdup(stability < min_named_stability ? "" : phrase);
	for (size_t i = 0; i < N_NAME_TERMS && terms[i]; i++)
		best[i] = terms[i];
	return g_strjoinv(", ", best);
}

/* One issue from its documents: reports by closeness of their document, then by id. */
static void fill_issue(struct diagnosis_run *run, size_t number, size_t *documents, size_t n_documents,
		       const struct diagnosis_buckets *positions_of, struct diagnosis_issue *issue)
{
	size_t examples[3], n = 0;
	g_autofree size_t *positions = NULL;
	size_t *reports;

	for (size_t i = 0; i < n_documents; i++)
		n += positions_of->first[documents[i] + 1] - positions_of->first[documents[i]];
	positions = g_new(size_t, n + 1);
	issue->reports = reports = g_new(size_t, n + 1);
	issues_centre(&run->corpus->mixed, documents, n_documents, examples);
	for (size_t e = 0; e < 3; e++)
		issue->examples[e] =
			examples[e] == SIZE_MAX
				? SIZE_MAX
				: run->report_at[positions_of->items[positions_of->first[examples[e]]]];
	for (size_t i = 0; i < n_documents; i++) {
		for (size_t p = positions_of->first[documents[i]]; p < positions_of->first[documents[i] + 1];
		     p++) {
			positions[issue->n_forms] = positions_of->items[p];
			reports[issue->n_forms++] = run->report_at[positions_of->items[p]];
		}
	}
	issue->n_copies = n - n_documents;
	count_sources(run, positions, n, &issue->n_senders, &issue->n_sessions, &issue->n_places);
	issue->stability = run->grouping->stability[run->group_of_issue[number]];
	issue->terms = g_steal_pointer(&run->terms[number]);
	issue->n_terms = g_strv_length(issue->terms);
	issue->cohesion = run->grouping->cohesion[run->group_of_issue[number]];
}

/* Phrases and names, once the documents of every issue are in order of closeness. */
static void name_issues(const struct diagnosis_run *run, const struct diagnosis_buckets *documents_of,
			const struct diagnosis_buckets *positions_of, struct diagnosis_issue *issues)
{
	g_autofree const char **texts = g_new0(const char *, run->n_documents + 1);
	g_autofree char **phrases = NULL;

	for (size_t d = 0; d < run->n_documents; d++)
		texts[d] = run->reports[run->report_at[positions_of->items[positions_of->first[d]]]].text;
	phrases = issues_phrases(run->corpus, texts, documents_of->first, documents_of->items, run->n_issues);
	for (size_t i = 0; i < run->n_issues; i++) {
		struct diagnosis_issue *issue = &issues[i];

		issue->phrase = phrases[i];
		if (issue->stability < min_named_stability)
			*issue->phrase = '\0';
		issue->name = name_of(issue->terms, issue->phrase, issue->stability);
	}
}

static void collect_issues(struct diagnosis_run *run, struct diagnosis *d)
{
	struct diagnosis_buckets documents_of =
		diagnosis_buckets_of(run->issue_of_document, run->n_documents, run->n_issues);
	struct diagnosis_buckets positions_of =
		diagnosis_buckets_of(run->document_of, run->n, run->n_documents);
	g_autofree struct diagnosis_issue *found = g_new0(struct diagnosis_issue, run->n_issues + 1);
	size_t *issue_of = g_new(size_t, run->n + 1), *ungrouped = g_new(size_t, run->n + 1);
	size_t *group_of_place = g_new(size_t, run->n_issues + 1);

	for (size_t i = 0; i < run->n_issues; i++)
		fill_issue(run, i, documents_of.items + documents_of.first[i],
			   documents_of.first[i + 1] - documents_of.first[i], &positions_of, &found[i]);
	name_issues(run, &documents_of, &positions_of, found);
	for (size_t i = 0; i < run->n; i++)
		issue_of[i] = SIZE_MAX;
	d->priority = g_steal_pointer(&run->priority);
	d->n_issues = run->n_issues;
	d->issues = g_new0(struct diagnosis_issue, run->n_issues + 1);
	for (size_t i = 0; i < run->n_issues; i++) {
		d->issues[i] = found[d->priority->order[i]];
		group_of_place[i] = run->group_of_issue[d->priority->order[i]];
		for (size_t r = 0; r < d->issues[i].n_forms; r++)
			issue_of[d->issues[i].reports[r]] = i;
	}
	priority_sort(d->priority);
	g_free(run->group_of_issue);
	run->group_of_issue = g_steal_pointer(&group_of_place);
	for (size_t p = 0; p < run->n; p++)
		if (issue_of[run->report_at[p]] == SIZE_MAX)
			ungrouped[d->n_ungrouped++] = run->report_at[p];
	d->issue_of = issue_of;
	d->ungrouped = ungrouped;
	diagnosis_buckets_clear(&documents_of);
	diagnosis_buckets_clear(&positions_of);
}

static int compare_copies(const void *a, const void *b)
{
	const struct diagnosis_copies *x = a, *y = b;

	if (x->n_forms != y->n_forms)
		return x->n_forms > y->n_forms ? -1 : 1;
	return 0;
}

static int compare_by_rank(const void *a, const void *b, void *id_rank)
{
	size_t x = ((const size_t *)id_rank)[*(const size_t *)a],
	       y = ((const size_t *)id_rank)[*(const size_t *)b];

	return (x > y) - (x < y);
}

static int compare_hours(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

/* When each report came, sorted. */
static int64_t *hours_of(const struct diagnosis_run *run)
{
	int64_t *hours = g_new(int64_t, run->n + 1);

	for (size_t i = 0; i < run->n; i++)
		hours[i] = run->reports[i].hour;
	qsort(hours, run->n, sizeof *hours, compare_hours);
	return hours;
}

static void find_burst(const struct diagnosis_run *run, const int64_t *hours, struct diagnosis_copies *copies)
{
	g_autofree int64_t *own = g_new(int64_t, copies->n_forms + 1);
	struct duplicates_burst burst;

	for (size_t i = 0; i < copies->n_forms; i++)
		own[i] = run->reports[copies->reports[i]].hour;
	burst = duplicates_burst(own, copies->n_forms, hours, run->n);
	copies->burst_forms = burst.n_forms;
	copies->burst_hours = burst.n_hours;
}

static struct diagnosis_copies copies_of(const struct diagnosis_run *run, const int64_t *hours,
					 const size_t *positions, size_t n)
{
	struct diagnosis_copies copies = {.n_forms = n};
	size_t *reports = g_new(size_t, n);
	size_t n_places, n_unknown = 0;

	count_sources(run, positions, n, &copies.n_senders, &copies.n_sessions, &n_places);
	for (size_t i = 0; i < n; i++) {
		reports[i] = run->report_at[positions[i]];
		n_unknown += run->reports[reports[i]].sender < 0;
	}
	copies.reports = reports;
	qsort_r(reports, n, sizeof *reports, compare_by_rank, run->id_rank);
	copies.is_short = duplicates_is_short(run->normal->pdata[positions[0]]);
	copies.is_campaign = !copies.is_short && n >= MIN_CAMPAIGN && (copies.n_senders > 1 || n_unknown > 1);
	find_burst(run, hours, &copies);
	return copies;
}

static void collect_copies(const struct diagnosis_run *run, struct diagnosis *d)
{
	struct diagnosis_buckets positions_of =
		diagnosis_buckets_of(run->document_of, run->n, run->n_documents);
	GArray *copies = g_array_new(FALSE, FALSE, sizeof(struct diagnosis_copies));
	g_autofree int64_t *hours = hours_of(run);

	for (size_t c = 0; c < run->n_documents; c++) {
		size_t first = positions_of.first[c], n = positions_of.first[c + 1] - first;

		if (n > 1) {
			struct diagnosis_copies group = copies_of(run, hours, positions_of.items + first, n);

			g_array_append_val(copies, group);
		}
	}
	d->n_copies = copies->len;
	d->copies = (struct diagnosis_copies *)(void *)g_array_free(copies, FALSE);
	diagnosis_buckets_clear(&positions_of);
}

/* Largest first; equal ones by smallest id. */
static int compare_copies_by(const void *a, const void *b, void *id_rank)
{
	const struct diagnosis_copies *x = a, *y = b;
	int order = compare_copies(a, b);

	return order ? order : compare_by_rank(&x->reports[0], &y->reports[0], id_rank);
}

static void collect_levels(const struct diagnosis_run *run, struct diagnosis *d)
{
	const struct grouping *g = run->grouping;
	size_t n = MAX(g->n_levels, 1);

	d->levels = g_new0(struct diagnosis_level, n);
	d->levels[0] = (struct diagnosis_level){g->resolution, run->n_issues, NAN};
	for (size_t i = 0; i < g->n_levels; i++)
		d->levels[i] = (struct diagnosis_level){g->levels[i].resolution, g->levels[i].n_groups,
							g->levels[i].evidence};
	d->n_levels = n;
	d->plausible_low = CLAMP(g->plausible_low, MIN(run->n_issues, 1), run->n_issues);
	d->plausible_high = MAX(g->plausible_high, run->n_issues);
}

static void collect_membership(const struct diagnosis_run *run, struct diagnosis *d)
{
	float *membership = g_new0(float, run->n + 1);

	for (size_t p = 0; p < run->n; p++)
		if (d->issue_of[run->report_at[p]] != SIZE_MAX)
			membership[run->report_at[p]] = run->grouping->membership[run->document_of[p]];
	d->membership = membership;
}

static void collect_apart(const struct diagnosis_run *run, struct diagnosis *d)
{
	const uint32_t *group = run->grouping->group;
	g_autofree size_t *n_forms = g_new0(size_t, run->grouping->n_groups + 1);
	uint8_t *apart = g_new0(uint8_t, run->n + 1);

	for (size_t p = 0; p < run->n; p++)
		if (run->document_of[p] != SIZE_MAX && group[run->document_of[p]] != UINT32_MAX)
			n_forms[group[run->document_of[p]]]++;
	for (size_t p = 0; p < run->n; p++) {
		size_t report = run->report_at[p], document = run->document_of[p];

		if (d->issue_of[report] != SIZE_MAX)
			apart[report] = DIAGNOSIS_IN_ISSUE;
		else if (document == SIZE_MAX)
			apart[report] = DIAGNOSIS_NO_WORDS;
		else if (group[document] == UINT32_MAX)
			apart[report] = DIAGNOSIS_BETWEEN;
		else
			apart[report] = n_forms[group[document]] > 1 ? DIAGNOSIS_FEW : DIAGNOSIS_ALONE;
	}
	d->apart = apart;
}

struct theme_place {
	size_t theme, n_forms;
};

static int compare_themes(const void *a, const void *b)
{
	const struct theme_place *x = a, *y = b;

	if (x->n_forms != y->n_forms)
		return x->n_forms > y->n_forms ? -1 : 1;
	return (x->theme > y->theme) - (x->theme < y->theme);
}

/* One theme: its issues by size, its name by the words of all of them. */
static void fill_theme(const struct diagnosis *d, size_t number, char **terms, struct diagnosis_theme *theme)
{
	size_t *issues = g_new(size_t, d->n_issues + 1);
	double surest = 0;

	for (size_t i = 0; i < d->n_issues; i++) {
		size_t at = theme->n_issues;

		if (d->issues[i].theme != number)
			continue;
		for (; at > 0 && d->issues[issues[at - 1]].n_forms < d->issues[i].n_forms; at--)
			issues[at] = issues[at - 1];
		issues[at] = i;
		theme->n_issues++;
		theme->n_forms += d->issues[i].n_forms;
		surest = MAX(surest, d->issues[i].stability);
	}
	theme->issues = issues;
	theme->terms = terms;
	theme->name = name_of(terms, "", surest);
}

/* Themes in order of size; the issues are told their places. */
static void collect_themes(const struct diagnosis_run *run, struct diagnosis *d)
{
	const struct grouping *g = run->grouping;
	g_autofree struct theme_place *places = g_new0(struct theme_place, g->n_themes + 1);
	g_autofree size_t *place_of = g_new(size_t, g->n_themes + 1),
			  *theme_of_document = g_new(size_t, run->n_documents + 1);
	g_autofree char ***terms = NULL;

	for (size_t t = 0; t < g->n_themes; t++)
		places[t].theme = t;
	for (size_t i = 0; i < d->n_issues; i++) {
		d->issues[i].theme = g->theme_of[run->group_of_issue[i]];
		places[d->issues[i].theme].n_forms += d->issues[i].n_forms;
	}
	qsort(places, g->n_themes, sizeof *places, compare_themes);
	for (size_t t = 0; t < g->n_themes; t++) {
		place_of[places[t].theme] = t;
		d->n_themes += places[t].n_forms > 0;
	}
	for (size_t i = 0; i < d->n_issues; i++)
		d->issues[i].theme = place_of[d->issues[i].theme];
	for (size_t doc = 0; doc < run->n_documents; doc++)
		theme_of_document[doc] = run->issue_of_document[doc] == SIZE_MAX
						 ? SIZE_MAX
						 : place_of[g->theme_of[g->group[doc]]];
	terms = issues_terms(run->corpus, theme_of_document, run->issue_of_document, d->n_themes,
			     N_THEME_TERMS);
	d->themes = g_new0(struct diagnosis_theme, d->n_themes + 1);
	for (size_t t = 0; t < d->n_themes; t++)
		fill_theme(d, t, terms[t], &d->themes[t]);
}

struct diagnosis *diagnosis_collect(struct diagnosis_run *run)
{
	struct diagnosis *d = g_new0(struct diagnosis, 1);

	d->settings = run->settings;
	d->n_reports = run->n;
	for (size_t i = 0; i < run->n; i++)
		d->n_texts += run->document_of[i] != SIZE_MAX;
	d->n_senders = run->n_senders;
	d->n_sessions = run->n_sessions;
	d->n_places = run->n_places;
	d->is_proposal = d->n_texts < MIN_RESULT;
	collect_issues(run, d);
	collect_themes(run, d);
	collect_membership(run, d);
	collect_apart(run, d);
	collect_levels(run, d);
	diagnosis_place(run, d);
	collect_copies(run, d);
	if (d->n_copies)
		qsort_r(d->copies, d->n_copies, sizeof *d->copies, compare_copies_by, run->id_rank);
	return d;
}

void diagnosis_free(struct diagnosis *d)
{
	if (!d)
		return;
	for (size_t i = 0; i < d->n_issues; i++) {
		g_free(d->issues[i].name);
		g_free(d->issues[i].phrase);
		g_strfreev(d->issues[i].terms);
		g_free((size_t *)(uintptr_t)d->issues[i].reports);
	}
	for (size_t i = 0; i < d->n_copies; i++)
		g_free((size_t *)(uintptr_t)d->copies[i].reports);
	for (size_t i = 0; i < d->n_themes; i++) {
		g_free(d->themes[i].name);
		g_strfreev(d->themes[i].terms);
		g_free((size_t *)(uintptr_t)d->themes[i].issues);
	}
	priority_free(d->priority);
	g_free(d->themes);
	g_free(d->levels);
	g_free((float *)(uintptr_t)d->membership);
	g_free((uint8_t *)(uintptr_t)d->apart);
	g_free(d->issues);
	g_free(d->copies);
	g_free((size_t *)(uintptr_t)d->issue_of);
	g_free((size_t *)(uintptr_t)d->ungrouped);
	g_free(d);
}
