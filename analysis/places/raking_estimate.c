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

/* What people of one cell add, all together: where answers to the margins are alike, so is what they take. */
struct cells {
	const struct raking *raking;
	double *part, *n;  /* of each cell */
	double *sum, *all; /* of each category of a margin */
};

static double base_of(const struct raking *r, size_t person)
{
	return r->people->base ? r->people->base[person] : 1;
}

/* Takes the mean of each category from its people; gives the largest. */
static double take_means(const struct cells *cells, size_t k)
{
	const size_t *slot = cells->raking->slots[k], n = cells->raking->people->margins[k].n_categories + 1;
	double largest = 0;

	memset(cells->sum, 0, n * sizeof *cells->sum);
	memset(cells->all, 0, n * sizeof *cells->all);
	for (size_t c = 0; c < cells->raking->n_cells; c++) {
		cells->sum[slot[c]] += cells->part[c];
		cells->all[slot[c]] += cells->n[c];
	}
	for (size_t c = 0; c < n; c++) {
		cells->sum[c] = cells->all[c] > 0 ? cells->sum[c] / cells->all[c] : 0;
		largest = fmax(largest, fabs(cells->sum[c]));
	}
	for (size_t c = 0; c < cells->raking->n_cells; c++)
		cells->part[c] -= cells->n[c] * cells->sum[slot[c]];
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
	g_autofree double *sums = g_new0(double, r->n_cells + 1), *n = g_new0(double, r->n_cells + 1),
			  *before = NULL, *sum = g_new(double, n_largest + 1),
			  *all = g_new(double, n_largest + 1);
	const struct cells cells = {r, sums, n, sum, all};

	for (size_t i = 0; i < r->people->n_people; i++) {
		double base = base_of(r, i), weight = n_margins == 1 ? base : base > 0;

		size = fmax(size, fabs(part[i]));
		sums[r->cell_of[i]] += weight * part[i];
		n[r->cell_of[i]] += weight;
	}
	before = g_memdup2(sums, (r->n_cells + 1) * sizeof *sums);
	for (size_t round = 0; n_margins > 0 && round < MAX_ROUNDS; round++) {
		double largest = 0;

		for (size_t k = 0; k < n_margins; k++)
			largest = fmax(largest, take_means(&cells, k));
		if (n_margins == 1 || largest <= done * size)
			break;
	}
	for (size_t i = 0; i < r->people->n_people; i++) {
		size_t c = r->cell_of[i];

		if (base_of(r, i) > 0)
			part[i] -= (before[c] - sums[c]) / n[c];
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
	g_autofree double *weights = g_new0(double, people->n_people + 1),
			  *part = g_new0(double, people->n_people + 1);
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
