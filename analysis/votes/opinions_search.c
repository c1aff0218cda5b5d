/* opinions_search - groups of voters for every k, in two stages as Polis has them: base clusters, then
 * k-means of those. SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Unlike there, base clusters weigh as many voters as are in them, starts are drawn far apart and the best of
 * several is taken.
 */
#include "opinions_parts.h"

#include <glib.h>
#include <string.h>

enum { N_BASE = 100, BASE_ROUNDS = 5 };
static const double tolerance = 1e-4;

bool opinions_has_small_group(const uint32_t *group, size_t n, size_t k)
{
	size_t size[OPINIONS_MAX_GROUPS] = {0};

	for (size_t i = 0; i < n; i++)
		size[group[i]]++;
	for (size_t g = 0; g < k; g++)
		if (size[g] < OPINIONS_MIN_GROUP || size[g] * 20 < n)
			return true;
	return false;
}

void opinions_search_points(struct opinions_search *s, const struct opinions_points *points, size_t fewest,
			    size_t most, struct random *random)
{
	size_t n = points->n;
	g_autofree uint32_t *base = g_new0(uint32_t, n + 1), *group = g_new0(uint32_t, N_BASE + 1);
	struct opinions_points *bases = opinions_drawn(points, N_BASE, random);

	(void)opinions_split(points, bases, 1e-3, BASE_ROUNDS, base);
	for (size_t k = fewest; k <= most; k++) {
		s->group[k] = g_new0(uint32_t, n + 1);
		s->k[k] = opinions_split_best(bases, k, random, group);
		s->silhouette[k] = opinions_silhouette(bases, group, s->k[k], true);
		for (size_t i = 0; i < n; i++)
			s->group[k][i] = group[base[i]];
		if (s->k[k] < 2 || opinions_has_small_group(s->group[k], n, s->k[k]))
			s->k[k] = 0;
	}
	opinions_points_free(bases);
}

void opinions_search_run(struct opinions_search *s, const struct opinions_table *t, size_t fewest,
			 size_t most, uint64_t seed)
{
	struct opinions_points *points = opinions_points_new(t->n_voters);
	struct opinions_axes axes;
	struct random random;

	*s = (struct opinions_search){0};
	random_start(&random, seed, RANDOM_STREAM_OPINIONS);
	(void)opinions_axes_find(&axes, t, tolerance, NULL);
	opinions_axes_project(&axes, t, t->n_statements, 0, points->x, points->y);
	s->structure = axes.explained[0] + axes.explained[1];
	opinions_axes_clear(&axes);
	for (size_t i = 0; i < points->n; i++)
		points->weight[i] = 1;
	opinions_search_points(s, points, fewest, most, &random);
	opinions_points_free(points);
}

void opinions_search_clear(struct opinions_search *s)
{
	for (size_t k = 0; k <= OPINIONS_MAX_GROUPS; k++)
		g_free(s->group[k]);
	*s = (struct opinions_search){0};
}
