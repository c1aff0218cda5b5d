/* opinions_search - groups of voters for every k: from the map, and from splitting those of one fewer.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Each start is brought to the nearest latent classes; of those without a group too small the one of the
 * greatest evidence stays.
 */
#include "opinions_parts.h"

#include <glib.h>
#include <math.h>
#include <string.h>

enum { N_ROUNDS = 40 };

/* A twentieth of the room, and not below five. */
static bool has_small_group(const uint32_t *group, size_t n, size_t k)
{
	size_t size[OPINIONS_MAX_GROUPS] = {0};

	for (size_t i = 0; i < n; i++)
		size[group[i]]++;
	for (size_t g = 0; g < k; g++)
		if (size[g] < OPINIONS_MIN_GROUP || size[g] * 20 < n)
			return true;
	return false;
}

static void map_of(const struct opinions_table *t, struct opinions_points *points)
{
	struct opinions_axes axes;

	(void)opinions_axes_find(&axes, t, 1e-6, NULL);
	opinions_axes_project(&axes, t, t->n_statements, 0, points->x, points->y);
	opinions_axes_clear(&axes);
}

/* Halves one group where its own first axis is zero. */
static void halve(const struct opinions_table *t, uint32_t *group, uint32_t which, uint32_t new)
{
	g_autofree uint32_t *row = g_new(uint32_t, t->n_voters + 1);
	struct opinions_table *part;
	struct opinions_points *points;
	size_t n = 0;

	for (size_t i = 0; i < t->n_voters; i++)
		if (group[i] == which)
			row[n++] = (uint32_t)i;
	part = opinions_table_rows(t, row, n);
	points = opinions_points_new(n);
	map_of(part, points);
	for (size_t i = 0; i < n; i++)
		if (points->x[i] > 0)
			group[row[i]] = new;
	opinions_points_free(points);
	opinions_table_free(part);
}

void opinions_search_run(struct opinions_search *s, const struct opinions_table *t, size_t most_groups,
			 uint64_t seed)
{
	size_t n = t->n_voters;
	struct opinions_points *points = opinions_points_new(n);
	g_autofree uint32_t *tried = g_new0(uint32_t, n + 1);
	struct random random;
	double one;

	*s = (struct opinions_search){{0}, {NULL}, {0}};
	random_start(&random, seed, RANDOM_STREAM_OPINIONS);
	for (size_t i = 0; i < n; i++)
		points->weight[i] = 1;
	map_of(t, points);
	s->k[1] = n > 0;
	s->group[1] = g_new0(uint32_t, n + 1);
	one = opinions_evidence(t, s->group[1], 1);
	for (size_t k = 2; k <= most_groups; k++) {
		/* The last one of fewer groups that holds. */
		size_t fewer = k - 1;

		s->group[k] = g_new0(uint32_t, n + 1);
		while (s->k[fewer] == 0 && fewer > 1)
			fewer--;
		for (size_t start = 0; start <= (fewer > 1 ? s->k[fewer] : 0); start++) {
			struct opinions_classes classes;
			size_t n_groups = s->k[fewer] + 1;
			double gain;

			if (start == 0) {
				n_groups = opinions_split_best(points, k, &random, tried);
			} else {
				memcpy(tried, s->group[fewer], n * sizeof(uint32_t));
				halve(t, tried, (uint32_t)(start - 1), (uint32_t)s->k[fewer]);
			}
			if (n_groups < 2)
				continue;
			(void)opinions_classes_fit(&classes, t, n_groups, N_ROUNDS, tried, NULL, NULL);
			opinions_classes_clear(&classes);
			if (has_small_group(tried, n, n_groups))
				continue;
			gain = opinions_evidence(t, tried, n_groups) - one;
			if (s->k[k] == 0 || gain > s->gain[k]) {
				s->k[k] = n_groups;
				s->gain[k] = gain;
				memcpy(s->group[k], tried, n * sizeof(uint32_t));
			}
		}
	}
	opinions_points_free(points);
}

void opinions_search_clear(struct opinions_search *s)
{
	for (size_t k = 0; k <= OPINIONS_MAX_GROUPS; k++)
		g_free(s->group[k]);
	*s = (struct opinions_search){{0}, {NULL}, {0}};
}
