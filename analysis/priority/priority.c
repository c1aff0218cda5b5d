/* priority - leads from criteria to the order of issues; priority_places says how sure the order is.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "priority_parts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
	MAX_COUNTED = 200000000, /* rows times resamples */
	MAX_VALUES = 30000000,	 /* kept of all resamples */
	MIN_RESAMPLES = 50,
	MIN_DRAWS = 200,
};
static const double max_compared = 2e9; /* pairs times draws */

static struct smaa_preferences preferences_of(const struct priority_settings *s)
{
	return (struct smaa_preferences){CRITERION_MAX, s->low, s->high, s->order};
}

/* Large tables are drawn less often, and the settings of the result say so. */
static void bound_work(struct priority_making *m)
{
	struct priority_settings *s = &m->p->settings;
	size_t n = MAX(m->p->n_issues, 1), n_rows = MAX(m->in->people.n_rows, 1);
	size_t most = MIN(MAX_COUNTED / n_rows, MAX_VALUES / (n * CRITERION_MAX));
	double draws = max_compared / ((double)n * (double)n);

	s->n_resamples = MIN(s->n_resamples, MAX(most, MIN_RESAMPLES));
	if (draws < (double)s->n_draws)
		s->n_draws = MIN(s->n_draws, MAX((size_t)draws, MIN_DRAWS));
}

static void read_criteria(struct priority_making *m)
{
	struct priority *p = m->p;
	size_t n = p->n_issues;
	g_autofree size_t *n_said = g_new(size_t, n * CRITERION_MAX + 1);
	size_t(*severity)[4] = g_malloc_n(n + 1, sizeof *severity),
	(*affected)[5] = g_malloc_n(n + 1, sizeof *affected),
	(*frequency)[6] = g_malloc_n(n + 1, sizeof *frequency);

	criteria_read(m->criteria, m->values, n_said);
	criteria_levels(m->criteria, severity, affected, frequency);
	for (size_t i = 0; i < n; i++) {
		struct priority_issue *issue = &p->issues[i];

		memcpy(issue->criteria, m->values + i * CRITERION_MAX, sizeof issue->criteria);
		memcpy(issue->n_said, n_said + i * CRITERION_MAX, sizeof issue->n_said);
		memcpy(issue->severity, severity[i], sizeof issue->severity);
		memcpy(issue->affected, affected[i], sizeof issue->affected);
		memcpy(issue->frequency, frequency[i], sizeof issue->frequency);
		for (size_t c = 0; c < CRITERION_MAX; c++)
			p->is_known[c] = p->is_known[c] || !isnan(issue->criteria[c]);
	}
	g_free(severity);
	g_free(affected);
	g_free(frequency);
}

static int compare_issues(const void *a, const void *b, void *data)
{
	const struct priority_issue *issues = data, *x = &issues[*(const size_t *)a],
				    *y = &issues[*(const size_t *)b];

	if (x->score > y->score || x->score < y->score)
		return x->score > y->score ? -1 : 1;
	return (x > y) - (x < y);
}

/* Score 0: nothing that has weight is known. */
static double score_or_none(double score)
{
	return isnan(score) ? 0 : score;
}

static void put_in_order(struct priority_making *m)
{
	struct priority *p = m->p;
	size_t n = p->n_issues;
	g_autofree double *score = g_new(double, n + 1), *topsis = g_new(double, n + 1);

	smaa_weighted_sum(m->values, n, p->weights, CRITERION_MAX, score);
	smaa_topsis(m->values, n, p->weights, CRITERION_MAX, topsis);
	for (size_t i = 0; i < n; i++) {
		p->issues[i].score = p->issues[i].score_low = p->issues[i].score_high =
			score_or_none(score[i]);
		p->issues[i].topsis = score_or_none(topsis[i]);
		p->order[i] = i;
	}
	if (n)
		qsort_r(p->order, n, sizeof *p->order, compare_issues, p->issues);
}

/* The people drawn again, so many times; values: n_resamples times all values. */
struct drawing {
	const struct priority_making *m;
	double *values;
};

static void draw_block(void *data, size_t first, size_t last, size_t thread)
{
	const struct drawing *d = data;
	size_t row = d->m->p->n_issues * CRITERION_MAX;

	(void)thread;
	for (size_t r = first; r < last; r++)
		criteria_draw(d->m->criteria, d->m->p->settings.seed, r, d->values + r * row);
}

static int compare_doubles(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* Scores of the people drawn again with weights drawn again: the part that the confidence leaves. */
static void range_scores(struct priority_making *m, const double *drawn)
{
	struct priority *p = m->p;
	const struct priority_settings *s = &p->settings;
	size_t n = p->n_issues, n_both = MIN(s->n_resamples, s->n_draws), off;
	g_autofree double *score = g_new(double, n + 1), *all = g_new(double, n *n_both + 1);

	for (size_t r = 0; r < n_both; r++) {
		smaa_weighted_sum(drawn + r * n * CRITERION_MAX, n, m->draws + r * CRITERION_MAX,
				  CRITERION_MAX, score);
		for (size_t i = 0; i < n; i++)
			all[i * n_both + r] = score_or_none(score[i]);
	}
	off = (size_t)(floor((1 - s->confidence) / 2 * (double)n_both));
	for (size_t i = 0; i < n; i++) {
		struct priority_issue *issue = &p->issues[i];

		qsort(all + i * n_both, n_both, sizeof *all, compare_doubles);
		issue->score_low = MIN(issue->score, all[i * n_both + off]);
		issue->score_high = MAX(issue->score, all[i * n_both + n_both - 1 - off]);
	}
}

/* SMAA over the given variants of the values; NULL: stopped. */
static struct smaa *accept(struct priority_making *m, const double *values, size_t n_variants)
{
	const struct smaa_input input = {m->p->n_issues,	 CRITERION_MAX, n_variants,
					 m->p->settings.n_draws, values,	m->draws};
	g_autoptr(GError) error = NULL;
	struct smaa *smaa = smaa_make(&input, m->work, &error);

	g_assert(!error);
	return smaa;
}

/* Places that hold for as many of the draws of weights as the confidence says. */
static void range_weights(struct priority *p, const struct smaa *smaa)
{
	double off = (1 - p->settings.confidence) / 2;
	size_t n = p->n_issues;

	for (size_t i = 0; i < n; i++) {
		const double *share = smaa->acceptability + i * n;
		struct priority_places *of = &p->issues[i].weights;
		double below = 0, above = 0;
		size_t low = 0, high = n - 1;

		while (low < n - 1 && (below += share[low]) <= off)
			low++;
		while (high > low && (above += share[high]) <= off)
			high--;
		if (p->is_ranked)
			*of = (struct priority_places){low + 1, high + 1};
		p->issues[i].first_weights = share[0];
	}
}

static void take_smaa(struct priority *p, struct smaa *smaa)
{
	for (size_t i = 0; i < p->n_issues; i++) {
		p->issues[i].first = smaa->acceptability[i * p->n_issues];
		p->issues[i].confidence = smaa->confidence[i];
		memcpy(p->issues[i].central, smaa->central + i * CRITERION_MAX, sizeof p->issues[i].central);
	}
	p->acceptability = g_steal_pointer(&smaa->acceptability);
	p->above = g_steal_pointer(&smaa->above);
}

static bool weigh_all(struct priority_making *m)
{
	struct priority *p = m->p;
	g_autofree double *drawn = g_new(double, p->settings.n_resamples * p->n_issues * CRITERION_MAX + 1);
	struct drawing drawing = {m, drawn};
	struct smaa *smaa;

	if (!work_run(m->work, p->settings.n_resamples, 1, draw_block, &drawing, 0, 0.4))
		return false;
	range_scores(m, drawn);
	smaa = accept(m, m->values, 1);
	if (!smaa)
		return false;
	range_weights(p, smaa);
	smaa_free(smaa);
	smaa = accept(m, drawn, p->settings.n_resamples);
	if (!smaa)
		return false;
	take_smaa(p, smaa);
	smaa_free(smaa);
	return !work_is_stopped(m->work);
}

/* The least change of one weight, of those that somebody answered. */
static struct smaa_change least_change(const struct priority *p, const double *values, size_t n)
{
	struct smaa_change least = {SIZE_MAX, NAN, SIZE_MAX}, change;

	for (size_t c = 0; c < CRITERION_MAX; c++) {
		if (!p->is_known[c] ||
		    !smaa_change_of_first(values, n, p->weights, CRITERION_MAX, c, &change))
			continue;
		if (least.criterion == SIZE_MAX ||
		    fabs(change.weight - p->weights[c]) < fabs(least.weight - p->weights[least.criterion]))
			least = change;
	}
	return least;
}

static void find_changes(struct priority_making *m)
{
	struct priority *p = m->p;

	for (size_t i = 0; i < p->n_issues; i++) {
		double two[2 * CRITERION_MAX];
		size_t first = p->order[0];

		if (i == first) {
			p->issues[i].change = least_change(p, m->values, p->n_issues);
			continue;
		}
		memcpy(two, m->values + first * CRITERION_MAX, CRITERION_MAX * sizeof *two);
		memcpy(two + CRITERION_MAX, m->values + i * CRITERION_MAX, CRITERION_MAX * sizeof *two);
		p->issues[i].change = least_change(p, two, 2);
		if (p->issues[i].change.criterion != SIZE_MAX)
			p->issues[i].change.issue = i;
	}
}

static bool make(struct priority_making *m)
{
	struct priority *p = m->p;
	const struct smaa_preferences preferences = preferences_of(&p->settings);
	struct work_part part;
	bool is_done;

	m->criteria = criteria_new(&m->in->people);
	m->values = g_new(double, p->n_issues *CRITERION_MAX + 1);
	read_criteria(m);
	smaa_weights_middle(&preferences, m->draws, p->settings.n_draws, p->weights);
	put_in_order(m);
	if (!p->n_issues)
		return true;
	part = work_enter(m->work, 0, 0.4);
	is_done = weigh_all(m);
	work_leave(m->work, part);
	if (!is_done)
		return false;
	find_changes(m);
	part = work_enter(m->work, 0.4, 1);
	is_done = !p->is_ranked || priority_find_places(m);
	work_leave(m->work, part);
	return is_done;
}

struct priority *priority_make(const struct priority_input *input, const struct priority_settings *settings,
			       struct work *work, GError **error)
{
	struct priority_making m = {.in = input, .work = work};
	const struct smaa_preferences preferences = preferences_of(settings);
	const struct criteria_input *people = &input->people;
	struct priority *p;
	bool is_done;

	if (!priority_settings_check(settings, error))
		return NULL;
	p = m.p = g_new0(struct priority, 1);
	p->settings = *settings;
	p->n_issues = people->n_issues;
	p->n_senders = people->n_senders;
	p->n_sessions = people->n_sessions;
	p->n_forms = input->n_forms;
	p->is_ranked = p->n_forms >= settings->min_ranked;
	p->only_describes = p->n_sessions < settings->min_sessions;
	p->issues = g_new0(struct priority_issue, p->n_issues + 1);
	p->order = g_new(size_t, p->n_issues + 1);
	bound_work(&m);
	m.draws = g_new(double, p->settings.n_draws *CRITERION_MAX + 1);
	is_done = smaa_weights_draw(&preferences, settings->seed, p->settings.n_draws, m.draws, error) &&
		  make(&m);
	criteria_free(m.criteria);
	g_free(m.values);
	g_free(m.draws);
	if (!is_done)
		g_clear_pointer(&p, priority_free);
	return p;
}

/* One matrix with rows and columns by order; is_places: columns are places already. */
static void sort_matrix(double *matrix, const size_t *order, size_t n, bool is_places)
{
	g_autofree double *old = g_memdup2(matrix, n * n * sizeof *matrix);

	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < n; j++)
			matrix[i * n + j] = old[order[i] * n + (is_places ? j : order[j])];
}

void priority_sort(struct priority *p)
{
	size_t n = p->n_issues;
	g_autofree struct priority_issue *old = g_memdup2(p->issues, (n + 1) * sizeof *old);
	g_autofree size_t *number = g_new(size_t, n + 1);

	for (size_t i = 0; i < n; i++)
		number[p->order[i]] = i;
	for (size_t i = 0; i < n; i++) {
		p->issues[i] = old[p->order[i]];
		if (p->issues[i].change.criterion != SIZE_MAX)
			p->issues[i].change.issue = number[p->issues[i].change.issue];
	}
	if (p->acceptability) {
		sort_matrix(p->acceptability, p->order, n, true);
		sort_matrix(p->above, p->order, n, false);
	}
	for (size_t i = 0; i < n; i++)
		p->order[i] = i;
}

void priority_free(struct priority *p)
{
	if (!p)
		return;
	g_free(p->issues);
	g_free(p->order);
	g_free(p->acceptability);
	g_free(p->above);
	g_free(p);
}
