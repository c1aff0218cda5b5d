/* opinions_split - points of a map in k groups, and how well they are apart.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "opinions_parts.h"

#include <glib.h>
#include <math.h>
#include <string.h>

enum { N_STARTS = 8, N_ROUNDS = 100 };

struct opinions_points *opinions_points_new(size_t n)
{
	struct opinions_points *p = g_new0(struct opinions_points, 1);

	p->x = g_new0(double, n + 1);
	p->y = g_new0(double, n + 1);
	p->weight = g_new0(double, n + 1);
	p->n = n;
	return p;
}

void opinions_points_free(struct opinions_points *p)
{
	if (!p)
		return;
	g_free(p->x);
	g_free(p->y);
	g_free(p->weight);
	g_free(p);
}

static double square(const struct opinions_points *a, size_t i, const struct opinions_points *b, size_t j)
{
	double x = a->x[i] - b->x[j], y = a->y[i] - b->y[j];

	return x * x + y * y;
}

/* Sum of squares, each to its nearest. */
static double assign(const struct opinions_points *points, const struct opinions_points *centres,
		     uint32_t *group)
{
	double sum = 0;

	for (size_t i = 0; i < points->n; i++) {
		double best = INFINITY;

		for (size_t c = 0; c < centres->n; c++) {
			double away = square(points, i, centres, c);

			if (away < best) {
				best = away;
				group[i] = (uint32_t)c;
			}
		}
		sum += points->weight[i] * best;
	}
	return sum;
}

size_t opinions_split(const struct opinions_points *points, struct opinions_points *centres, double move,
		      size_t n_rounds, uint32_t *group)
{
	struct opinions_points *means = opinions_points_new(centres->n);
	g_autofree uint32_t *name = g_new0(uint32_t, centres->n + 1);
	bool is_moving = true;

	for (size_t round = 0; is_moving && round < n_rounds; round++) {
		size_t n_left = 0;

		(void)assign(points, centres, group);
		is_moving = false;
		memset(means->x, 0, centres->n * sizeof(double));
		memset(means->y, 0, centres->n * sizeof(double));
		memset(means->weight, 0, centres->n * sizeof(double));
		for (size_t i = 0; i < points->n; i++) {
			means->x[group[i]] += points->weight[i] * points->x[i];
			means->y[group[i]] += points->weight[i] * points->y[i];
			means->weight[group[i]] += points->weight[i];
		}
		for (size_t c = 0; c < centres->n; c++) {
			if (means->weight[c] <= 0)
				continue;
			means->x[c] /= means->weight[c];
			means->y[c] /= means->weight[c];
			is_moving |= sqrt(square(means, c, centres, c)) >= move;
			name[c] = (uint32_t)n_left;
			centres->x[n_left] = means->x[c];
			centres->y[n_left] = means->y[c];
			centres->weight[n_left++] = means->weight[c];
		}
		for (size_t i = 0; i < points->n; i++)
			group[i] = name[group[i]];
		is_moving |= n_left < centres->n;
		centres->n = n_left;
	}
	opinions_points_free(means);
	return centres->n;
}

struct opinions_points *opinions_first(const struct opinions_points *points, size_t k)
{
	struct opinions_points *first = opinions_points_new(k);

	first->n = 0;
	for (size_t i = 0; i < points->n && first->n < k; i++) {
		bool is_new = true;

		for (size_t c = 0; is_new && c < first->n; c++)
			is_new = square(points, i, first, c) > 0;
		if (!is_new)
			continue;
		first->x[first->n] = points->x[i];
		first->y[first->n++] = points->y[i];
	}
	return first;
}

/* k-means++: each next one by its squared distance from those there are. */
struct opinions_points *opinions_drawn(const struct opinions_points *points, size_t k, struct random *random)
{
	struct opinions_points *centres = opinions_points_new(k);
	g_autofree double *nearest = g_new(double, points->n + 1);

	centres->n = 0;
	for (size_t i = 0; i < points->n; i++)
		nearest[i] = 1;
	while (centres->n < k) {
		double sum = 0, at;
		size_t chosen = SIZE_MAX;

		for (size_t i = 0; i < points->n; i++)
			sum += points->weight[i] * nearest[i];
		at = random_unit(random) * sum;
		for (size_t i = 0; i < points->n && at >= 0; i++)
			if (points->weight[i] * nearest[i] > 0) {
				at -= points->weight[i] * nearest[i];
				chosen = i;
			}
		if (chosen == SIZE_MAX)
			break;
		centres->x[centres->n] = points->x[chosen];
		centres->y[centres->n++] = points->y[chosen];
		for (size_t i = 0; i < points->n; i++) {
			double away = square(points, i, centres, centres->n - 1);

			nearest[i] = centres->n == 1 ? away : MIN(nearest[i], away);
		}
	}
	return centres;
}

size_t opinions_split_best(const struct opinions_points *points, size_t k, struct random *random,
			   uint32_t *group)
{
	g_autofree uint32_t *tried = g_new0(uint32_t, points->n + 1);
	double least = INFINITY;
	size_t n_found = 0;

	for (size_t start = 0; start < N_STARTS; start++) {
		struct opinions_points *centres = opinions_drawn(points, k, random);
		double sum;

		(void)opinions_split(points, centres, 1e-9, N_ROUNDS, tried);
		sum = assign(points, centres, tried);
		if (sum < least * (1 - 1e-9)) {
			least = sum;
			n_found = centres->n;
			memcpy(group, tried, points->n * sizeof(uint32_t));
		}
		opinions_points_free(centres);
	}
	return n_found;
}

double opinions_silhouette(const struct opinions_points *points, const uint32_t *group, size_t k,
			   bool is_weighted)
{
	g_autofree double *size = g_new0(double, k + 1), *away = g_new0(double, k + 1);
	double sum = 0, all = 0;

	for (size_t i = 0; i < points->n; i++)
		size[group[i]] += is_weighted ? points->weight[i] : 1;
	for (size_t i = 0; i < points->n; i++) {
		double own = is_weighted ? points->weight[i] : 1, inside, outside = INFINITY;

		memset(away, 0, k * sizeof(double));
		all += own;
		for (size_t j = 0; j < points->n; j++)
			away[group[j]] +=
				(is_weighted ? points->weight[j] : 1) * sqrt(square(points, i, points, j));
		if (size[group[i]] <= 1)
			continue;
		inside = away[group[i]] / (size[group[i]] - 1);
		for (size_t g = 0; g < k; g++)
			if (g != group[i] && size[g] > 0)
				outside = MIN(outside, away[g] / size[g]);
		if (isfinite(outside) && MAX(inside, outside) > 0)
			sum += own * (outside - inside) / MAX(inside, outside);
	}
	return all > 0 ? sum / all : 0;
}
