/* graphs - small graphs for the tests of graph, communities and stability.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Threads: pure.  Memory: graph_free.  Failure: none.
 */
#ifndef GRAPHS_H
#define GRAPHS_H

#include <glib.h>
#include <math.h>

#include "graph.h"
#include "random.h"

/* In double precision, which assert_float_equal is not. */
#define assert_near(a, b, slack) assert_true(fabs((double)(a) - (double)(b)) <= (slack))

/* weight: n x n, symmetric, 0 where there is no edge; the diagonal is not looked at. */
static inline struct graph *graph_of_matrix(size_t n, const float *weight)
{
	struct graph *graph = g_new0(struct graph, 1);
	size_t at = 0;

	graph->n_nodes = n;
	graph->start = g_new0(size_t, n + 1);
	graph->to = g_new(uint32_t, n * n + 1);
	graph->weight = g_new(float, n *n + 1);
	for (size_t i = 0; i < n; i++) {
		for (size_t j = 0; j < n; j++) {
			if (i == j || weight[i * n + j] <= 0)
				continue;
			graph->to[at] = (uint32_t)j;
			graph->weight[at++] = weight[i * n + j];
		}
		graph->start[i + 1] = at;
	}
	graph->n_edges = at / 2;
	return graph;
}

/* n_cliques full groups of a size, each joined to the next by one weak edge. */
static inline struct graph *ring_of_cliques(size_t n_cliques, size_t size)
{
	size_t n = n_cliques * size;
	g_autofree float *weight = g_new0(float, n *n + 1);

	for (size_t i = 0; i < n; i++) {
		for (size_t j = i + 1; j < n; j++) {
			bool inside = i / size == j / size, bridge = j == i + 1 && !inside;

			weight[i * n + j] = weight[j * n + i] = inside ? 1 : bridge ? 0.05F : 0;
		}
	}
	return graph_of_matrix(n, weight);
}

/* Nodes in blocks of a size, an edge with one chance inside a block and another outside, weights in
 * 0.05..1. */
static inline struct graph *planted_graph(size_t n, size_t size, double inside, double outside, uint64_t seed)
{
	g_autofree float *weight = g_new0(float, n *n + 1);
	struct random random;

	random_start(&random, seed, RANDOM_STREAM_RANKS);
	for (size_t i = 0; i < n; i++)
		for (size_t j = i + 1; j < n; j++)
			if (random_unit(&random) < (i / size == j / size ? inside : outside))
				weight[i * n + j] = weight[j * n + i] =
					(float)(0.05 + 0.95 * random_unit(&random));
	return graph_of_matrix(n, weight);
}

#endif
