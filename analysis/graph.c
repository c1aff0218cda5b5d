/* graph - edge lists from neighbour lists, their sum, and what is left of them on some of the nodes.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "graph.h"

#include <glib.h>
#include <stdlib.h>

struct edge {
	uint32_t from, to;
	double weight;
};

static int compare_edges(const void *a, const void *b)
{
	const struct edge *x = a, *y = b;

	if (x->from != y->from)
		return x->from < y->from ? -1 : 1;
	if (x->to != y->to)
		return x->to < y->to ? -1 : 1;
	/* Equal pairs are added up: in a fixed order, whatever the sort does. */
	return (x->weight > y->weight) - (x->weight < y->weight);
}

static struct graph *graph_of_edges(size_t n_nodes, struct edge *edges, size_t n_edges)
{
	struct graph *graph = g_new0(struct graph, 1);

	qsort(edges, n_edges, sizeof *edges, compare_edges);
	graph->n_nodes = n_nodes;
	graph->from = g_new(uint32_t, n_edges + 1);
	graph->to = g_new(uint32_t, n_edges + 1);
	graph->weight = g_new(double, n_edges + 1);
	for (size_t i = 0; i < n_edges; i++) {
		size_t last = graph->n_edges;

		if (last && graph->from[last - 1] == edges[i].from && graph->to[last - 1] == edges[i].to) {
			graph->weight[last - 1] += edges[i].weight;
			continue;
		}
		graph->from[last] = edges[i].from;
		graph->to[last] = edges[i].to;
		graph->weight[last] = edges[i].weight;
		graph->n_edges++;
	}
	return graph;
}

struct graph *graph_of_neighbours(const struct neighbours *found, float min_similarity)
{
	struct edge *edges = g_new(struct edge, found->n_rows * found->k + 1);
	size_t n_edges = 0;
	struct graph *graph;

	for (size_t row = 0; row < found->n_rows; row++) {
		for (size_t i = 0; i < found->count[row]; i++) {
			uint32_t other = found->row[row * found->k + i];
			float similarity = found->similarity[row * found->k + i];

			if (similarity < min_similarity)
				break;
			edges[n_edges++] = (struct edge){MIN((uint32_t)row, other), MAX((uint32_t)row, other),
							 (double)similarity};
		}
	}
	graph = graph_of_edges(found->n_rows, edges, n_edges);
	g_free(edges);
	return graph;
}

void graph_favour(struct graph *graph, const int32_t *label, double same, double other)
{
	for (size_t i = 0; i < graph->n_edges; i++) {
		int32_t a = label[graph->from[i]], b = label[graph->to[i]];

		if (a >= 0 && b >= 0)
			graph->weight[i] *= a == b ? same : other;
	}
}

struct graph *graph_restrict(const struct graph *graph, const bool *keep, uint32_t *number_of)
{
	struct graph *part = g_new0(struct graph, 1);

	for (size_t i = 0; i < graph->n_nodes; i++)
		number_of[i] = keep[i] ? (uint32_t)part->n_nodes++ : UINT32_MAX;
	part->from = g_new(uint32_t, graph->n_edges + 1);
	part->to = g_new(uint32_t, graph->n_edges + 1);
	part->weight = g_new(double, graph->n_edges + 1);
	for (size_t i = 0; i < graph->n_edges; i++) {
		if (!keep[graph->from[i]] || !keep[graph->to[i]])
			continue;
		part->from[part->n_edges] = number_of[graph->from[i]];
		part->to[part->n_edges] = number_of[graph->to[i]];
		part->weight[part->n_edges++] = graph->weight[i];
	}
	return part;
}

void graph_free(struct graph *graph)
{
	if (!graph)
		return;
	g_free(graph->from);
	g_free(graph->to);
	g_free(graph->weight);
	g_free(graph);
}
