/* spread_moran - Moran's I of those that have neighbours, and of the same values in other places.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "spread.h"

#include <glib.h>
#include <math.h>

#include "random.h"

/* The same values elsewhere add up to the same but for the last digits. */
static const double nearly = 1e-10;

struct lattice {
	size_t n;	   /* places compared */
	size_t *number;	   /* of each value: 0..n-1, SIZE_MAX not compared */
	size_t *from, *to; /* n_links, of those compared */
	double *weight;	   /* those of one place sum to 1 */
	size_t n_links;
};

static bool is_linked(const struct lattice *l, const struct shapes_link *link, size_t n)
{
	return link->from < n && link->to < n && link->from != link->to && link->weight > 0 &&
	       l->number[link->from] != SIZE_MAX && l->number[link->to] != SIZE_MAX;
}

/* Leaves out who has no neighbour until everybody has one. */
static void find_compared(struct lattice *l, size_t n, const struct shapes_link *links, size_t n_links)
{
	g_autofree bool *has_any = g_new(bool, n + 1);
	bool is_changed = true;

	while (is_changed) {
		is_changed = false;
		for (size_t i = 0; i < n; i++)
			has_any[i] = false;
		for (size_t k = 0; k < n_links; k++)
			if (is_linked(l, &links[k], n))
				has_any[links[k].from] = true;
		for (size_t i = 0; i < n; i++)
			if (!has_any[i] && l->number[i] != SIZE_MAX) {
				l->number[i] = SIZE_MAX;
				is_changed = true;
			}
	}
	for (size_t i = 0; i < n; i++)
		if (l->number[i] != SIZE_MAX)
			l->number[i] = l->n++;
}

static void take_links(struct lattice *l, size_t n, const struct shapes_link *links, size_t n_links)
{
	g_autofree double *sums = g_new0(double, l->n + 1);

	for (size_t k = 0; k < n_links; k++) {
		if (!is_linked(l, &links[k], n))
			continue;
		l->from[l->n_links] = l->number[links[k].from];
		l->to[l->n_links] = l->number[links[k].to];
		l->weight[l->n_links] = links[k].weight;
		sums[l->from[l->n_links++]] += links[k].weight;
	}
	for (size_t k = 0; k < l->n_links; k++)
		l->weight[k] /= sums[l->from[k]];
}

static double cross(const struct lattice *l, const double *z)
{
	double sum = 0;

	for (size_t k = 0; k < l->n_links; k++)
		sum += l->weight[k] * z[l->from[k]] * z[l->to[k]];
	return sum;
}

static void rearrange(struct random *random, double *z, size_t n)
{
	for (size_t i = n; i > 1; i--) {
		size_t j = random_below(random, i);
		double kept = z[i - 1];

		z[i - 1] = z[j];
		z[j] = kept;
	}
}

static void try(const struct lattice *l, double *z, double squares, size_t n_draws, uint64_t seed,
		struct spread_moran *moran)
{
	struct random random;
	size_t n_alike = 1, n_unlike = 1;
	double seen = cross(l, z);

	moran->n = l->n;
	moran->i = seen / squares;
	moran->expected = -1 / ((double)l->n - 1);
	random_start(&random, seed, RANDOM_STREAM_SPREAD);
	for (size_t draw = 0; draw < n_draws; draw++) {
		double sum;

		rearrange(&random, z, l->n);
		sum = cross(l, z);
		n_alike += sum >= seen - nearly * squares;
		n_unlike += sum <= seen + nearly * squares;
	}
	moran->alike = (double)n_alike / ((double)n_draws + 1);
	moran->unlike = (double)n_unlike / ((double)n_draws + 1);
	moran->p = fmin(1, 2 * fmin(moran->alike, moran->unlike));
}

struct spread_moran spread_moran(const double *values, size_t n, const struct shapes_link *links,
				 size_t n_links, size_t n_draws, uint64_t seed)
{
	struct spread_moran moran = {.i = NAN, .expected = NAN, .alike = NAN, .unlike = NAN, .p = NAN};
	g_autofree size_t *number = g_new(size_t, n + 1), *from = g_new(size_t, n_links + 1),
			  *to = g_new(size_t, n_links + 1);
	g_autofree double *weight = g_new(double, n_links + 1), *z = g_new(double, n + 1);
	struct lattice l = {.number = number, .from = from, .to = to, .weight = weight};
	double mean = 0, squares = 0, largest = 0;

	for (size_t i = 0; i < n; i++)
		number[i] = isnan(values[i]) ? SIZE_MAX : 0;
	find_compared(&l, n, links, n_links);
	moran.n = l.n;
	if (l.n < SPREAD_MIN_PLACES)
		return moran;
	take_links(&l, n, links, n_links);
	for (size_t i = 0; i < n; i++)
		if (number[i] != SIZE_MAX) {
			z[number[i]] = values[i];
			mean += values[i] / (double)l.n;
			largest = fmax(largest, fabs(values[i]));
		}
	for (size_t i = 0; i < l.n; i++) {
		z[i] -= mean;
		squares += z[i] * z[i];
	}
	if (squares > 1e-20 * largest * largest)
		try(&l, z, squares, n_draws, seed, &moran);
	return moran;
}
