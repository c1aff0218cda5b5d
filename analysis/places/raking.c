/* raking - looks for what forbids weights, fits the margins in turn until all hold, trims and measures.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "raking.h"

#include <glib.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

void raking_settings_default(struct raking_settings *settings)
{
	*settings = (struct raking_settings){.min_category = 30,
					     .max_ratio = 5,
					     .max_unanswered = 0.2,
					     .max_apart = 0.001,
					     .tolerance = 1e-12,
					     .max_rounds = 5000};
}

static double base_of(const struct raking_people *people, size_t person)
{
	return people->base ? people->base[person] : 1;
}

/* What is being made, and what only the making needs. */
struct maker {
	const struct raking_people *people;
	const struct raking_settings *settings;
	struct raking *raking;
	GArray *problems;
	double **targets; /* n_margins, each of its categories and one more: did not answer */
	double **sums;	  /* the same: of weights */
	bool is_shown, is_possible;
};

static void complain(struct maker *m, enum raking_reason reason, size_t margin, size_t category, double found,
		     double limit)
{
	const struct raking_problem problem = {
		.reason = reason, .margin = margin, .category = category, .found = found, .limit = limit};

	g_array_append_val(m->problems, problem);
}

/* The slot of a person in a margin: the last one is of those who did not answer. */
static size_t slot_of(const struct raking_margin *margin, size_t person)
{
	size_t category = margin->category[person];

	g_assert(category < margin->n_categories || category == SIZE_MAX);
	return MIN(category, margin->n_categories);
}

static void look_at_weights(struct maker *m)
{
	for (size_t i = 0; i < m->people->n_people; i++) {
		double base = base_of(m->people, i);

		if (!isfinite(base) || base < 0) {
			complain(m, RAKING_BAD_WEIGHT, SIZE_MAX, SIZE_MAX, (double)i, 0);
			m->is_shown = m->is_possible = false;
			return;
		}
		m->raking->n_counted += base > 0;
	}
	if (m->raking->n_counted == 0) {
		complain(m, RAKING_NO_PEOPLE, SIZE_MAX, SIZE_MAX, 0, 1);
		m->is_possible = false;
	}
}

/* NaN: no population. */
static double total_of(const struct raking_margin *margin)
{
	double total = 0;

	for (size_t c = 0; c < margin->n_categories; c++) {
		if (!isfinite(margin->population[c]) || margin->population[c] < 0)
			return NAN;
		total += margin->population[c];
	}
	return total > 0 && isfinite(total) ? total : NAN;
}

static void look_at_totals(struct maker *m)
{
	double first = m->people->n_margins ? total_of(&m->people->margins[0]) : 1;

	for (size_t k = 0; k < m->people->n_margins; k++) {
		double total = total_of(&m->people->margins[k]);

		if (isnan(total)) {
			complain(m, RAKING_BAD_POPULATION, k, SIZE_MAX, 0, 0);
			m->is_shown = m->is_possible = false;
		} else if (!isnan(first) &&
			   fabs(total - first) > m->settings->max_apart * fmax(total, first)) {
			complain(m, RAKING_MARGINS_DISAGREE, k, SIZE_MAX, total, first);
			m->is_possible = false;
		}
	}
}

/* Shares of the categories among those who answered, and what the weights are to sum to. */
static void measure(struct maker *m, size_t k, double everybody)
{
	const struct raking_margin *margin = &m->people->margins[k];
	struct raking_category *categories = m->raking->categories[k];
	size_t n_unanswered = 0;
	double total = total_of(margin), all = 0, silent = 0, silent_share;

	for (size_t i = 0; i < m->people->n_people; i++) {
		double base = base_of(m->people, i);
		size_t slot = slot_of(margin, i);

		all += base;
		if (slot == margin->n_categories) {
			silent += base;
			n_unanswered += base > 0;
		} else {
			categories[slot].n += base > 0;
			categories[slot].sample += base;
		}
	}
	silent_share = all > 0 ? silent / all : 0;
	m->raking->unanswered[k] =
		m->raking->n_counted ? (double)n_unanswered / (double)m->raking->n_counted : NAN;
	for (size_t c = 0; c < margin->n_categories; c++) {
		categories[c].sample = all > silent ? categories[c].sample / (all - silent) : NAN;
		categories[c].population = margin->population[c] / total;
		categories[c].weighted = NAN;
		m->targets[k][c] = everybody * (1 - silent_share) * categories[c].population;
	}
	m->targets[k][margin->n_categories] = everybody * silent_share;
}

static void look_at_categories(struct maker *m, size_t k)
{
	const struct raking_margin *margin = &m->people->margins[k];
	const struct raking_settings *s = m->settings;

	if (m->raking->n_counted == 0)
		return;
	for (size_t c = 0; c < margin->n_categories; c++) {
		size_t n = m->raking->categories[k][c].n;

		if (margin->population[c] <= 0 && n > 0) {
			complain(m, RAKING_NOT_IN_CENSUS, k, c, (double)n, 0);
			m->is_possible = false;
		} else if (margin->population[c] > 0 && n == 0) {
			complain(m, RAKING_NOBODY, k, c, 0, (double)s->min_category);
			m->is_possible = false;
		} else if (n > 0 && n < s->min_category) {
			complain(m, RAKING_FEW, k, c, (double)n, (double)s->min_category);
		}
	}
	if (m->raking->unanswered[k] > s->max_unanswered)
		complain(m, RAKING_UNANSWERED, k, SIZE_MAX, m->raking->unanswered[k], s->max_unanswered);
}

static void sum_weights(const struct maker *m, size_t k, const double *weights)
{
	const struct raking_margin *margin = &m->people->margins[k];
	double *sums = m->sums[k];

	memset(sums, 0, (margin->n_categories + 1) * sizeof *sums);
	for (size_t i = 0; i < m->people->n_people; i++)
		sums[slot_of(margin, i)] += weights[i];
}

/* Makes one margin hold.  Gives how far it was off. */
static double fit(const struct maker *m, size_t k, double *weights)
{
	const struct raking_margin *margin = &m->people->margins[k];
	double *factor = m->sums[k], gap = 0;

	sum_weights(m, k, weights);
	for (size_t c = 0; c <= margin->n_categories; c++) {
		gap = fmax(gap, fabs(factor[c] - m->targets[k][c]));
		factor[c] = factor[c] > 0 ? m->targets[k][c] / factor[c] : 0;
	}
	for (size_t i = 0; i < m->people->n_people; i++)
		weights[i] *= factor[slot_of(margin, i)];
	return gap;
}

static bool rake(struct maker *m, double everybody)
{
	size_t n_margins = m->people->n_margins;
	double *weights = m->raking->weights, gap = INFINITY;

	if (n_margins == 0)
		return true;
	while (gap > m->settings->tolerance && m->raking->n_rounds < m->settings->max_rounds) {
		gap = 0;
		for (size_t k = 0; k < n_margins; k++)
			gap = fmax(gap, fit(m, k, weights) / everybody);
		if (gap > m->settings->tolerance)
			m->raking->n_rounds++;
		if (n_margins == 1)
			return true;
	}
	if (gap <= m->settings->tolerance)
		return true;
	complain(m, RAKING_NOT_CONVERGED, SIZE_MAX, SIZE_MAX, gap, m->settings->tolerance);
	return false;
}

size_t raking_trim(double *weights, size_t n, double low, double high)
{
	enum { MAX_ROUNDS = 20000 };
	size_t n_outside_first = 0;

	for (size_t round = 0; round < MAX_ROUNDS; round++) {
		size_t n_outside = 0;
		double cut = 0, share;

		for (size_t i = 0; i < n; i++)
			n_outside += weights[i] < low || weights[i] > high;
		if (round == 0)
			n_outside_first = n_outside;
		if (n_outside == 0)
			return n_outside_first;
		if (n_outside == n)
			return SIZE_MAX;
		for (size_t i = 0; i < n; i++)
			cut += weights[i] - fmax(low, fmin(weights[i], high));
		share = cut / (double)(n - n_outside);
		for (size_t i = 0; i < n; i++) {
			bool is_outside = weights[i] < low || weights[i] > high;

			weights[i] = is_outside ? fmax(low, fmin(weights[i], high)) : weights[i] + share;
		}
	}
	return SIZE_MAX;
}

double raking_effect(const double *weights, size_t n)
{
	double sum = 0, squares = 0, largest = 0;
	size_t n_above = 0;

	for (size_t i = 0; i < n; i++)
		largest = fmax(largest, weights[i]);
	for (size_t i = 0; i < n && largest > 0; i++) {
		double weight = weights[i] / largest;

		sum += weight;
		squares += weight * weight;
		n_above += weights[i] > 0;
	}
	return sum > 0 ? (double)n_above * squares / (sum * sum) : NAN;
}

/* Only those in the sample are trimmed. */
static void trim(struct maker *m)
{
	const struct raking_settings *s = m->settings;
	struct raking *r = m->raking;
	g_autofree double *counted = g_new0(double, r->n_counted + 1);
	double sum = 0, mean;
	size_t n = 0;

	if (s->trim_low <= 0 && s->trim_high <= 0)
		return;
	for (size_t i = 0; i < m->people->n_people; i++)
		if (base_of(m->people, i) > 0)
			sum += counted[n++] = r->weights[i];
	mean = sum / (double)n;
	r->n_trimmed = raking_trim(counted, n, s->trim_low > 0 ? s->trim_low * mean : 0,
				   s->trim_high > 0 ? s->trim_high * mean : INFINITY);
	if (r->n_trimmed == SIZE_MAX) {
		r->n_trimmed = 0;
		complain(m, RAKING_TRIM_IMPOSSIBLE, SIZE_MAX, SIZE_MAX, s->trim_low, s->trim_high);
		return;
	}
	n = 0;
	for (size_t i = 0; i < m->people->n_people; i++)
		if (base_of(m->people, i) > 0)
			r->weights[i] = counted[n++];
}

static void measure_weights(struct maker *m)
{
	struct raking *r = m->raking;
	double smallest = INFINITY, largest = 0;

	for (size_t i = 0; i < m->people->n_people; i++) {
		if (base_of(m->people, i) > 0)
			smallest = fmin(smallest, r->weights[i]);
		largest = fmax(largest, r->weights[i]);
	}
	r->ratio = largest / smallest;
	r->effect = raking_effect(r->weights, m->people->n_people);
	r->n_effective = (double)r->n_counted / r->effect;
	/* Exactly at the limit is within it, whatever the last digit says. */
	if (r->ratio > m->settings->max_ratio * (1 + 1e-9))
		complain(m, RAKING_RATIO, SIZE_MAX, SIZE_MAX, r->ratio, m->settings->max_ratio);
	for (size_t k = 0; k < m->people->n_margins; k++) {
		const struct raking_margin *margin = &m->people->margins[k];
		double answered = 0;

		sum_weights(m, k, r->weights);
		for (size_t c = 0; c < margin->n_categories; c++)
			answered += m->sums[k][c];
		for (size_t c = 0; c < margin->n_categories; c++)
			r->categories[k][c].weighted = answered > 0 ? m->sums[k][c] / answered : NAN;
	}
}

/* Clusters are numbered 0.. so that their sums are taken in one pass. */
static int by_cluster(const void *a, const void *b, void *clusters)
{
	size_t i = *(const size_t *)a, j = *(const size_t *)b;
	const size_t *cluster = clusters;

	return cluster[i] != cluster[j] ? (cluster[i] > cluster[j]) - (cluster[i] < cluster[j])
					: (i > j) - (i < j);
}

static void number_clusters(struct raking *r)
{
	const struct raking_people *people = r->people;
	g_autofree size_t *order = g_new(size_t, people->n_people + 1);
	size_t n = 0;

	r->cluster_of = g_new(size_t, people->n_people + 1);
	for (size_t i = 0; i < people->n_people; i++) {
		r->cluster_of[i] = SIZE_MAX;
		if (base_of(people, i) > 0)
			order[n++] = i;
	}
	if (people->cluster && n)
		g_qsort_with_data(order, (gint)n, sizeof *order, by_cluster,
				  (void *)(uintptr_t)people->cluster);
	for (size_t i = 0; i < n; i++) {
		bool is_next = i == 0 || !people->cluster ||
			       people->cluster[order[i]] != people->cluster[order[i - 1]];

		r->n_clusters += is_next;
		r->cluster_of[order[i]] = r->n_clusters - 1;
	}
}

/* Parts the cells by one margin more. */
static void part_cells(struct raking *r, size_t k)
{
	const struct raking_margin *margin = &r->people->margins[k];
	g_autoptr(GHashTable) numbers = g_hash_table_new(NULL, NULL);
	g_autofree size_t *parent = g_new(size_t, r->people->n_people + 1);
	size_t n = 0, *slots = g_new(size_t, r->people->n_people + 1);

	for (size_t i = 0; i < r->people->n_people; i++) {
		size_t slot = slot_of(margin, i), part = r->cell_of[i] * (margin->n_categories + 1) + slot;
		gpointer known = g_hash_table_lookup(numbers, GSIZE_TO_POINTER(part + 1));

		if (!known) {
			parent[n] = r->cell_of[i];
			slots[n] = slot;
			known = GSIZE_TO_POINTER(++n);
			g_hash_table_insert(numbers, GSIZE_TO_POINTER(part + 1), known);
		}
		r->cell_of[i] = GPOINTER_TO_SIZE(known) - 1;
	}
	for (size_t j = 0; j < k; j++) {
		size_t *before = r->slots[j];

		r->slots[j] = g_new(size_t, n + 1);
		for (size_t c = 0; c < n; c++)
			r->slots[j][c] = before[parent[c]];
		g_free(before);
	}
	r->slots[k] = slots;
	r->n_cells = n;
}

static int by_place(const void *a, const void *b)
{
	const struct raking_problem *x = a, *y = b;

	if (x->margin != y->margin)
		return (x->margin > y->margin) - (x->margin < y->margin);
	if (x->category != y->category)
		return (x->category > y->category) - (x->category < y->category);
	return (x->reason > y->reason) - (x->reason < y->reason);
}

/* Weights from the base to the margins, if there are any such. */
static void weigh(struct maker *m, double everybody)
{
	struct raking *r = m->raking;
	size_t n = m->people->n_people;

	r->weights = g_new(double, n + 1);
	for (size_t i = 0; i < n; i++)
		r->weights[i] = base_of(m->people, i);
	if (!rake(m, everybody)) {
		g_clear_pointer(&r->weights, g_free);
		return;
	}
	r->raked = g_memdup2(r->weights, (n + 1) * sizeof *r->weights);
	trim(m);
	measure_weights(m);
}

struct raking *raking_make(const struct raking_people *people, const struct raking_settings *settings)
{
	size_t n_margins = people->n_margins;
	struct maker m = {.people = people,
			  .settings = settings,
			  .raking = g_new0(struct raking, 1),
			  .problems = g_array_new(FALSE, FALSE, sizeof(struct raking_problem)),
			  .targets = g_new0(double *, n_margins + 1),
			  .sums = g_new0(double *, n_margins + 1),
			  .is_shown = true,
			  .is_possible = true};
	double everybody = n_margins ? total_of(&people->margins[0]) : 1;

	m.raking->people = people;
	m.raking->effect = m.raking->n_effective = m.raking->ratio = NAN;
	look_at_weights(&m);
	if (m.is_shown)
		number_clusters(m.raking);
	look_at_totals(&m);
	if (m.is_shown) {
		m.raking->categories = g_new0(struct raking_category *, n_margins + 1);
		m.raking->unanswered = g_new0(double, n_margins + 1);
		m.raking->cell_of = g_new0(size_t, people->n_people + 1);
		m.raking->n_cells = 1;
		m.raking->slots = g_new0(size_t *, n_margins + 1);
	}
	for (size_t k = 0; k < n_margins && m.is_shown; k++) {
		size_t n = people->margins[k].n_categories;

		m.targets[k] = g_new0(double, n + 1);
		m.sums[k] = g_new0(double, n + 1);
		m.raking->categories[k] = g_new0(struct raking_category, n + 1);
		measure(&m, k, everybody);
		look_at_categories(&m, k);
		part_cells(m.raking, k);
	}
	if (m.is_possible)
		weigh(&m, everybody);
	for (size_t k = 0; k < n_margins; k++) {
		g_free(m.targets[k]);
		g_free(m.sums[k]);
	}
	g_free(m.targets);
	g_free(m.sums);
	m.raking->n_problems = m.problems->len;
	m.raking->problems = (struct raking_problem *)(void *)g_array_free(m.problems, FALSE);
	if (m.raking->n_problems)
		qsort(m.raking->problems, m.raking->n_problems, sizeof *m.raking->problems, by_place);
	return m.raking;
}

void raking_free(struct raking *r)
{
	if (!r)
		return;
	for (size_t k = 0; r->categories && k < r->people->n_margins; k++)
		g_free(r->categories[k]);
	for (size_t k = 0; r->slots && k < r->people->n_margins; k++)
		g_free(r->slots[k]);
	g_free(r->slots);
	g_free(r->cell_of);
	g_free(r->categories);
	g_free(r->problems);
	g_free(r->weights);
	g_free(r->raked);
	g_free(r->unanswered);
	g_free(r->cluster_of);
	g_free(r);
}
