/* communities - time and memory of graphs and their communities as they grow, beside libigraph.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 *   communities NODES [NEIGHBOURS] [igraph]
 *
 * The graph is invented: topics of uneven size, in each of which some nodes are liked by many; one neighbour
 * in seven is of any topic; numbers of nodes tell nothing.  Prints seconds and the most memory that was held.
 */
#include <glib.h>
#include <igraph/igraph.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "communities.h"
#include "random.h"

/* Of the processor: others may use it too. */
static double seconds(void)
{
	return (double)clock() / CLOCKS_PER_SEC;
}

/* Most megabytes held since the last call. */
static double peak(void)
{
	g_autofree char *status = NULL;
	const char *line;
	double most = 0;

	if (g_file_get_contents("/proc/self/status", &status, NULL, NULL)) {
		line = strstr(status, "VmHWM:");
		most = line ? g_ascii_strtod(line + 6, NULL) / 1024 : 0;
	}
	return most;
}

static void reset_peak(void)
{
	FILE *f = fopen("/proc/self/clear_refs", "w");

	if (!f)
		return;
	(void)fputs("5", f);
	(void)fclose(f);
}

static int compare_down(const void *a, const void *b)
{
	const float *x = a, *y = b;

	return (*x < *y) - (*x > *y);
}

static struct neighbours *invent(size_t n, size_t k)
{
	struct neighbours *found = g_new0(struct neighbours, 1);
	size_t n_topics = MAX(2, n / 800);
	g_autofree uint32_t *place = g_new(uint32_t, n), *node_at = g_new(uint32_t, n);
	g_autofree size_t *first = g_new0(size_t, n_topics + 1);
	struct random random;

	random_start(&random, 1, RANDOM_STREAM_RANKS);
	for (size_t i = 0; i < n; i++) {
		size_t j = random_below(&random, i + 1);

		node_at[i] = node_at[j];
		node_at[j] = (uint32_t)i;
	}
	for (size_t i = 0; i < n; i++)
		place[node_at[i]] = (uint32_t)i;
	/* ends of topics: the square makes sizes uneven */
	for (size_t t = 0; t <= n_topics; t++) {
		double share = (double)t / (double)n_topics;

		first[t] = (size_t)((double)n * (0.3 * share + 0.7 * share * share));
	}
	found->n_rows = n;
	found->k = k;
	found->count = g_new0(uint32_t, n);
	found->row = g_new0(uint32_t, n * k);
	found->similarity = g_new0(float, n *k);
	for (size_t t = 0; t < n_topics; t++) {
		size_t size = first[t + 1] - first[t];

		for (size_t i = first[t]; i < first[t + 1]; i++) {
			uint32_t node = node_at[i], *row = found->row + node * k;
			float *similarity = found->similarity + node * k;

			for (size_t tries = 0; tries < 3 * k && found->count[node] < k; tries++) {
				double u = random_unit(&random);
				bool is_near = random_below(&random, 7) > 0;
				uint32_t other = is_near ? node_at[first[t] + (size_t)(u * u * (double)size)]
							 : node_at[random_below(&random, n)];
				bool is_new = other != node;

				for (size_t e = 0; e < found->count[node]; e++)
					is_new = is_new && row[e] != other;
				if (is_new)
					row[found->count[node]++] = other;
			}
			for (size_t e = 0; e < found->count[node]; e++)
				similarity[e] = (float)(0.1 + 0.6 * random_unit(&random));
			qsort(similarity, found->count[node], sizeof *similarity, compare_down);
		}
	}
	return found;
}

static void beside_igraph(const struct graph *graph, const struct communities_settings *settings)
{
	igraph_t rival;
	igraph_vector_int_t ends, membership;
	igraph_vector_t weights, strengths;
	g_autofree uint32_t *group = g_new(uint32_t, graph->n_nodes + 1);
	double twice = 0, before = seconds();
	size_t at = 0;

	igraph_vector_int_init(&ends, (igraph_integer_t)(2 * graph->n_edges));
	igraph_vector_int_init(&membership, 0);
	igraph_vector_init(&weights, (igraph_integer_t)graph->n_edges);
	igraph_vector_init(&strengths, (igraph_integer_t)graph->n_nodes);
	for (size_t i = 0; i < graph->n_nodes; i++) {
		for (size_t e = graph->start[i]; e < graph->start[i + 1]; e++) {
			VECTOR(strengths)[i] += (double)graph->weight[e];
			twice += (double)graph->weight[e];
			if (graph->to[e] < i)
				continue;
			VECTOR(ends)[2 * at] = (igraph_integer_t)i;
			VECTOR(ends)[2 * at + 1] = (igraph_integer_t)graph->to[e];
			VECTOR(weights)[at++] = (double)graph->weight[e];
		}
	}
	igraph_create(&rival, &ends, (igraph_integer_t)graph->n_nodes, IGRAPH_UNDIRECTED);
	igraph_vector_int_destroy(&ends);
	printf("libigraph: graph %.2f s,", seconds() - before);
	igraph_rng_seed(igraph_rng_default(), 1);
	before = seconds();
	igraph_community_leiden(&rival, &weights, &strengths, settings->resolution / twice, 0.01, false, 3,
				&membership, NULL, NULL);
	before = seconds() - before;
	for (size_t i = 0; i < graph->n_nodes; i++)
		group[i] = (uint32_t)VECTOR(membership)[i];
	printf(" resolution %.1f, 3 rounds: %.2f s, quality %.5f, peak %.0f MB\n", settings->resolution,
	       before, communities_quality(graph, settings, group), peak());
	igraph_vector_int_destroy(&membership);
	igraph_vector_destroy(&weights);
	igraph_vector_destroy(&strengths);
	igraph_destroy(&rival);
}

int main(int argc, char **argv)
{
	size_t n = argc > 1 ? strtoul(argv[1], NULL, 10) : 20000,
	       k = argc > 2 ? strtoul(argv[2], NULL, 10) : 30;
	struct neighbours *found = invent(n, k);
	double before, held;
	struct graph *graph;
	struct communities_settings settings = {.resolution = 1, .seed = 1};

	reset_peak();
	held = peak();
	before = seconds();
	graph = graph_of_neighbours(found, 0);
	printf("%zu nodes, %zu edges: graph %.2f s, peak %.0f MB with the lists (%.0f MB)\n", n,
	       graph->n_edges, seconds() - before, peak(), held);
	g_free(found->count);
	g_free(found->row);
	g_free(found->similarity);
	g_free(found);
	for (size_t i = 0; i < 4; i++) {
		size_t n_groups;
		uint32_t *group;

		settings.resolution = (double[]){1, 2, 5, 2}[i];
		settings.n_rounds = i < 3 ? 0 : 3;
		reset_peak();
		held = peak();
		before = seconds();
		group = communities_find(graph, &settings, &n_groups);
		printf("resolution %.1f, %s: %.2f s, %zu groups, quality %.5f, peak %.0f MB, %.0f of them "
		       "the graph\n",
		       settings.resolution, i < 3 ? "to the end" : "3 rounds", seconds() - before, n_groups,
		       communities_quality(graph, &settings, group), peak(), held);
		g_free(group);
	}
	settings.resolution = 2;
	if (argc > 3)
		beside_igraph(graph, &settings);
	graph_free(graph);
	return 0;
}
