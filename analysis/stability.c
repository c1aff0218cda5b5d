/* stability - draw, cluster again, compare.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "stability.h"

#include <glib.h>
#include <string.h>

#include "communities.h"
#include "random.h"

struct stability {
	const struct graph *graph;
	const size_t *group;
	size_t n_groups;
	double resolution;
	struct random random;
	double *sum;	     /* n_groups: Jaccard over rounds */
	size_t *n_rounds;    /* n_groups: rounds that drew it */
	bool *keep;	     /* n_nodes */
	uint32_t *number_of; /* n_nodes */
};

struct stability *stability_new(const struct graph *graph, const size_t *group, size_t n_groups,
				double resolution, uint64_t seed)
{
	struct stability *s = g_new0(struct stability, 1);

	s->graph = graph;
	s->group = group;
	s->n_groups = n_groups;
	s->resolution = resolution;
	random_start(&s->random, seed, RANDOM_STREAM_STABILITY);
	s->sum = g_new0(double, n_groups + 1);
	s->n_rounds = g_new0(size_t, n_groups + 1);
	s->keep = g_new0(bool, graph->n_nodes + 1);
	s->number_of = g_new0(uint32_t, graph->n_nodes + 1);
	return s;
}

/* Members drawn of one old group, sorted by new group: find the best Jaccard. */
static void compare(struct stability *s, const size_t *fresh, size_t n_fresh)
{
	size_t n = s->graph->n_nodes;
	g_autofree size_t *old_size = g_new0(size_t, s->n_groups + 1),
			  *new_size = g_new0(size_t, n_fresh + 1);
	g_autofree size_t *first = g_new0(size_t, s->n_groups + 2), *members = g_new(size_t, n + 1);
	g_autofree size_t *shared = g_new0(size_t, n_fresh + 1);

	for (size_t i = 0; i < n; i++) {
		if (!s->keep[i])
			continue;
		old_size[s->group[i]]++;
		new_size[fresh[s->number_of[i]]]++;
		first[s->group[i] + 2]++;
	}
	for (size_t g = 0; g < s->n_groups; g++)
		first[g + 2] += first[g + 1];
	for (size_t i = 0; i < n; i++)
		if (s->keep[i])
			members[first[s->group[i] + 1]++] = fresh[s->number_of[i]];
	for (size_t g = 0; g < s->n_groups; g++) {
		double best = 0;

		if (!old_size[g])
			continue;
		for (size_t i = first[g]; i < first[g + 1]; i++) {
			size_t f = members[i];
			double both = (double)++shared[f];

			best = MAX(best, both / ((double)old_size[g] + (double)new_size[f] - both));
		}
		for (size_t i = first[g]; i < first[g + 1]; i++)
			shared[members[i]] = 0;
		s->sum[g] += best;
		s->n_rounds[g]++;
	}
}

void stability_round(struct stability *s)
{
	size_t n = s->graph->n_nodes, n_fresh;
	struct graph *part;
	size_t *fresh;

	memset(s->keep, 0, n * sizeof *s->keep);
	for (size_t i = 0; i < n; i++)
		s->keep[random_below(&s->random, n)] = true;
	part = graph_restrict(s->graph, s->keep, s->number_of);
	fresh = communities_find(part, s->resolution, random_next(&s->random) & 0x7fffffff, &n_fresh);
	compare(s, fresh, n_fresh);
	g_free(fresh);
	graph_free(part);
}

void stability_read(const struct stability *s, double *mean)
{
	for (size_t g = 0; g < s->n_groups; g++)
		mean[g] = s->n_rounds[g] ? s->sum[g] / (double)s->n_rounds[g] : 0;
}

void stability_free(struct stability *s)
{
	if (!s)
		return;
	g_free(s->sum);
	g_free(s->n_rounds);
	g_free(s->keep);
	g_free(s->number_of);
	g_free(s);
}
