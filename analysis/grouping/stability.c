/* stability - draw, group again, compare.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "stability.h"

#include <glib.h>

#include "random.h"

struct measure {
	const struct graph *graph;
	const uint32_t *group;
	size_t n_groups;
	const struct communities_settings *settings;
	uint64_t *seed; /* by round */
	float *jaccard; /* n_rounds * n_groups; below 0: not drawn */
};

/* The best Jaccard of each group with the new ones, as far as it was drawn. */
static void compare(const struct measure *m, const uint32_t *number_of, const uint32_t *fresh, size_t n_fresh,
		    float *jaccard)
{
	size_t n = m->graph->n_nodes;
	g_autofree uint32_t *first = g_new0(uint32_t, m->n_groups + 2), *member = g_new(uint32_t, n + 1);
	g_autofree uint32_t *size = g_new0(uint32_t, n_fresh + 1), *shared = g_new0(uint32_t, n_fresh + 1);

	for (size_t i = 0; i < n; i++) {
		if (number_of[i] == UINT32_MAX)
			continue;
		size[fresh[number_of[i]]]++;
		if (m->group[i] != UINT32_MAX)
			first[m->group[i] + 2]++;
	}
	for (size_t g = 0; g < m->n_groups; g++)
		first[g + 2] += first[g + 1];
	for (size_t i = 0; i < n; i++)
		if (number_of[i] != UINT32_MAX && m->group[i] != UINT32_MAX)
			member[first[m->group[i] + 1]++] = fresh[number_of[i]];
	for (size_t g = 0; g < m->n_groups; g++) {
		uint32_t n_drawn = first[g + 1] - first[g];
		double best = 0;

		for (size_t i = first[g]; i < first[g + 1]; i++) {
			double both = (double)++shared[member[i]];

			best = MAX(best, both / ((double)n_drawn + (double)size[member[i]] - both));
		}
		for (size_t i = first[g]; i < first[g + 1]; i++)
			shared[member[i]] = 0;
		jaccard[g] = n_drawn ? (float)best : -1;
	}
}

static void do_rounds(void *data, size_t first, size_t last, size_t thread)
{
	const struct measure *m = data;
	size_t n = m->graph->n_nodes;
	g_autofree bool *keep = g_new(bool, n + 1);
	g_autofree uint32_t *number_of = g_new(uint32_t, n + 1), *atoms = g_new(uint32_t, n + 1),
			    *sides = g_new(uint32_t, n + 1);

	(void)thread;
	for (size_t round = first; round < last; round++) {
		struct communities_settings settings = *m->settings;
		struct random random;
		struct graph *part;
		uint32_t *fresh;
		size_t n_fresh;

		random_start(&random, m->seed[round], RANDOM_STREAM_STABILITY);
		for (size_t i = 0; i < n; i++)
			keep[i] = false;
		for (size_t i = 0; i < n; i++)
			keep[random_below(&random, n)] = true;
		part = graph_restrict(m->graph, keep, number_of);
		for (size_t i = 0; i < n; i++) {
			if (!keep[i])
				continue;
			atoms[number_of[i]] = settings.atoms ? settings.atoms[i] : UINT32_MAX;
			sides[number_of[i]] = settings.sides ? settings.sides[i] : UINT32_MAX;
		}
		settings.seed = random_next(&random);
		settings.start = NULL;
		settings.atoms = settings.atoms ? atoms : NULL;
		settings.sides = settings.sides ? sides : NULL;
		fresh = communities_find(part, &settings, &n_fresh);
		compare(m, number_of, fresh, n_fresh, m->jaccard + round * m->n_groups);
		g_free(fresh);
		graph_free(part);
	}
}

bool stability_measure(const struct graph *graph, const uint32_t *group, size_t n_groups,
		       const struct communities_settings *settings, size_t n_rounds, struct work *work,
		       double *mean)
{
	g_autofree uint64_t *seed = g_new(uint64_t, n_rounds + 1);
	g_autofree float *jaccard = g_new(float, n_rounds *n_groups + 1);
	struct measure measure = {graph, group, n_groups, settings, seed, jaccard};
	struct random random;

	random_start(&random, settings->seed, RANDOM_STREAM_STABILITY);
	for (size_t round = 0; round < n_rounds; round++)
		seed[round] = random_next(&random);
	if (!work_run(work, n_rounds, 1, do_rounds, &measure, 0, 1))
		return false;
	for (size_t g = 0; g < n_groups; g++) {
		size_t n_drawn = 0;

		mean[g] = 0;
		for (size_t round = 0; round < n_rounds; round++) {
			float best = jaccard[round * n_groups + g];

			if (best < 0)
				continue;
			mean[g] += (double)best;
			n_drawn++;
		}
		mean[g] = n_drawn ? mean[g] / (double)n_drawn : 0;
	}
	return true;
}
