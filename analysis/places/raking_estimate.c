/* raking_estimate - means, totals and their linearised standard errors, with weights and without.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What each person adds to the estimate is freed from what the margins fix: in one margin by means weighted
 * with the base, in several by plain means over each in turn until nothing is left, as survey::svyrecvar has
 * it.  What remains varies between clusters.
 */
#include <glib.h>
#include <math.h>
#include <stdint.h>
#include <string.h>

#include "raking.h"

struct margins {
	const struct raking *raking;
	double *sum, *n; /* of the largest margin and those who did not answer */
};

static double base_of(const struct raking *r, size_t person)
{
	return r->people->base ? r->people->base[person] : 1;
}

/* Takes the mean of each category from its people; gives the largest. */
static double take_means(struct margins *m, size_t k, bool is_by_base, double *part)
{
	const struct raking_people *people = m->raking->people;
	const struct raking_margin *margin = &people->margins[k];
	double largest = 0;

	memset(m->sum, 0, (margin->n_categories + 1) * sizeof *m->sum);
	memset(m->n, 0, (margin->n_categories + 1) * sizeof *m->n);
	for (size_t i = 0; i < people->n_people; i++) {
		double base = base_of(m->raking, i), weight = is_by_base ? base : base > 0;
		size_t slot = MIN(margin->category[i], margin->n_categories);

		m->sum[slot] += weight * part[i];
		m->n[slot] += weight;
	}
	for (size_t c = 0; c <= margin->n_categories; c++) {
		m->sum[c] = m->n[c] > 0 ? m->sum[c] / m->n[c] : 0;
		largest = fmax(largest, fabs(m->sum[c]));
	}
	for (size_t i = 0; i < people->n_people; i++)
		if (base_of(m->raking, i) > 0)
			part[i] -= m->sum[MIN(margin->category[i], margin->n_categories)];
	return largest;
}

static void free_of_margins(const struct raking *r, double *part)
{
	enum { MAX_ROUNDS = 1000 };
	const double done = 1e-14;
	size_t n_largest = 0, n_margins = r->people->n_margins;
	double size = 0;

	for (size_t k = 0; k < n_margins; k++)
		n_largest = MAX(n_largest, r->people->margins[k].n_categories);
	for (size_t i = 0; i < r->people->n_people; i++)
		size = fmax(size, fabs(part[i]));
	g_autofree double *sum = g_new(double, n_largest + 1), *n = g_new(double, n_largest + 1);
	struct margins m = {r, sum, n};

	if (n_margins == 1)
		take_means(&m, 0, true, part);
	for (size_t round = 0; n_margins > 1 && round < MAX_ROUNDS; round++) {
		double largest = 0;

		for (size_t k = 0; k < n_margins; k++)
			largest = fmax(largest, take_means(&m, k, false, part));
		if (largest <= done * size)
			break;
	}
}

/* part: what a unit of weight of each person adds, 0 where nothing. */
static double error_of(const struct raking *r, const double *weights, double *part, bool is_weighted)
{
	const struct raking_people *people = r->people;
	const double *fitted = is_weighted ? r->raked : weights;
	double mean = 0, squares = 0, n = (double)r->n_clusters;
	g_autofree double *sums = g_new0(double, r->n_clusters + 1);

	if (r->n_clusters < 2)
		return NAN;
	/* Trimmed weights differ from those that the margins fixed. */
	for (size_t i = 0; i < people->n_people; i++)
		part[i] = fitted[i] > 0 ? part[i] * (weights[i] / fitted[i]) : 0;
	if (is_weighted)
		free_of_margins(r, part);
	for (size_t i = 0; i < people->n_people; i++)
		if (r->cluster_of[i] != SIZE_MAX)
			sums[r->cluster_of[i]] += fitted[i] * part[i];
	for (size_t g = 0; g < r->n_clusters; g++)
		mean += sums[g] / n;
	for (size_t g = 0; g < r->n_clusters; g++)
		squares += (sums[g] - mean) * (sums[g] - mean);
	if (people->finite > 0 && !people->cluster)
		squares *= fmax(0, 1 - n / people->finite);
	return sqrt(squares * n / (n - 1));
}

struct raking_estimate raking_estimate(const struct raking *r, const double *values, bool is_weighted)
{
	const struct raking_people *people = r->people;
	struct raking_estimate e = {0, NAN, NAN, NAN, NAN};
	g_autofree double *weights = g_new(double, people->n_people + 1),
			  *part = g_new(double, people->n_people + 1);
	double sum = 0, total = 0;

	g_assert(!is_weighted || r->weights);
	if (!r->cluster_of)
		return e;
	for (size_t i = 0; i < people->n_people; i++) {
		weights[i] = is_weighted ? r->weights[i] : base_of(r, i);
		if (weights[i] <= 0 || !isfinite(values[i]))
			continue;
		e.n++;
		sum += weights[i];
		total += weights[i] * values[i];
	}
	if (e.n == 0)
		return e;
	e.mean = total / sum;
	e.total = total;
	for (size_t i = 0; i < people->n_people; i++)
		part[i] = isfinite(values[i]) ? (values[i] - e.mean) / sum : 0;
	e.mean_error = error_of(r, weights, part, is_weighted);
	for (size_t i = 0; i < people->n_people; i++)
		part[i] = isfinite(values[i]) ? values[i] : 0;
	e.total_error = error_of(r, weights, part, is_weighted);
	return e;
}
