/* flips - the law of the sum of turned differences, size by size.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "flips.h"

#include <glib.h>
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Chances below it are not told apart: they are this. */
static const double least_chance = 1e-15;

static int compare_sizes(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

/* What throws of m fair coins give: chance of 0..m heads, by ratios from the middle. */
static void throws(size_t m, double *chance)
{
	size_t middle = m / 2;
	double sum = 0;

	chance[middle] = 1;
	for (size_t k = middle; k < m; k++)
		chance[k + 1] = chance[k] * (double)(m - k) / (double)(k + 1);
	for (size_t k = middle; k > 0; k--)
		chance[k - 1] = chance[k] * (double)k / (double)(m - k + 1);
	for (size_t k = 0; k <= m; k++)
		sum += chance[k];
	for (size_t k = 0; k <= m; k++)
		chance[k] /= sum;
}

/* Differences of one size. */
struct group {
	uint64_t size;
	size_t n;
};

/* Chance that the sizes with a positive sign add up to `least` at the least. */
static double exact_chance(const struct group *groups, size_t n_groups, size_t total, size_t least)
{
	g_autofree double *law = g_new0(double, total + 1), *next = g_new0(double, total + 1);
	size_t reached = 0;
	double sum = 0;

	law[0] = 1;
	for (size_t g = 0; g < n_groups; g++) {
		g_autofree double *heads = g_new(double, groups[g].n + 1);
		size_t wider = reached + groups[g].n * groups[g].size;

		throws(groups[g].n, heads);
		memset(next, 0, (wider + 1) * sizeof *next);
		for (size_t s = 0; s <= reached; s++) {
			if (law[s] <= 0)
				continue;
			for (size_t k = 0; k <= groups[g].n; k++)
				next[s + k * groups[g].size] += law[s] * heads[k];
		}
		memcpy(law, next, (wider + 1) * sizeof *law);
		reached = wider;
	}
	for (size_t s = total + 1; s-- > least;) /* the smallest first */
		sum += law[s];
	return sum;
}

/* Sum t; steps: twice the greatest common divisor, by which sums differ. */
static double normal_chance(const struct group *groups, size_t n_groups, double t)
{
	double square = 0, fourth = 0, z;

	for (size_t g = 0; g < n_groups; g++) {
		double size = (double)groups[g].size, of_size = (double)groups[g].n * size * size;

		square += of_size;
		fourth += of_size * size * size;
	}
	z = (t - 1) / sqrt(square);
	return gsl_cdf_ugaussian_Q(z) -
	       gsl_ran_ugaussian_pdf(z) * (fourth / (square * square)) / 12 * (z * z * z - 3 * z);
}

double flips_chance(const int32_t *differences, size_t n)
{
	g_autofree uint32_t *sizes = g_new(uint32_t, n + 1);
	g_autofree struct group *groups = g_new(struct group, n + 1);
	size_t n_sizes = 0, n_groups = 0;
	uint64_t divisor = 0, total = 0, positive = 0;
	double steps = 0, chance;

	for (size_t i = 0; i < n; i++) {
		int64_t d = differences[i];
		uint64_t size = (uint64_t)llabs(d), rest = size;

		if (!d)
			continue;
		sizes[n_sizes++] = (uint32_t)size;
		while (rest) {
			uint64_t before = divisor;

			divisor = rest;
			rest = before % rest;
		}
		total += size;
		positive += d > 0 ? size : 0;
	}
	if (!n_sizes || !divisor)
		return 1;
	qsort(sizes, n_sizes, sizeof *sizes, compare_sizes);
	for (size_t i = 0; i < n_sizes; i++) {
		if (!n_groups || groups[n_groups - 1].size != sizes[i] / divisor)
			groups[n_groups++] = (struct group){sizes[i] / divisor, 0};
		groups[n_groups - 1].n++;
	}
	total /= divisor;
	positive /= divisor;
	for (size_t g = 0, before = 0; g < n_groups; g++) {
		steps += (double)(before + 1) * (double)(groups[g].n + 1);
		before += groups[g].n * groups[g].size;
	}
	if (steps <= FLIPS_MAX_STEPS)
		chance = exact_chance(groups, n_groups, total, positive);
	else
		chance = normal_chance(groups, n_groups, 2 * (double)positive - (double)total);
	return CLAMP(chance, least_chance, 1);
}
