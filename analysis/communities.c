/* communities - Leiden by libigraph, seeded.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "communities.h"

#include <glib.h>
#include <igraph/igraph.h>

/* igraph reports out of memory and broken arguments only; both end the program, as everywhere. */
static void must(igraph_error_t result)
{
	g_assert(result == IGRAPH_SUCCESS);
}

static double make_graph(const struct graph *graph, igraph_t *out, igraph_vector_t *weights,
			 igraph_vector_t *strengths)
{
	igraph_vector_int_t ends;
	double total = 0;

	must(igraph_vector_int_init(&ends, (igraph_integer_t)(2 * graph->n_edges)));
	must(igraph_vector_init(weights, (igraph_integer_t)graph->n_edges));
	must(igraph_vector_init(strengths, (igraph_integer_t)graph->n_nodes));
	for (size_t i = 0; i < graph->n_edges; i++) {
		VECTOR(ends)[2 * i] = (igraph_integer_t)graph->from[i];
		VECTOR(ends)[2 * i + 1] = (igraph_integer_t)graph->to[i];
		VECTOR(*weights)[i] = graph->weight[i];
		VECTOR(*strengths)[graph->from[i]] += graph->weight[i];
		VECTOR(*strengths)[graph->to[i]] += graph->weight[i];
		total += graph->weight[i];
	}
	must(igraph_create(out, &ends, (igraph_integer_t)graph->n_nodes, IGRAPH_UNDIRECTED));
	igraph_vector_int_destroy(&ends);
	return total;
}

/* "Until nothing improves" may never end: rounding lets two partitions of equal quality improve on each other
 * in turn (seen with five nodes).  Sets of thousands of texts settle in three to six rounds. */
enum { ITERATIONS = 12 };

static size_t *renumber(const igraph_vector_int_t *membership, size_t n, size_t *n_groups)
{
	size_t *group = g_new(size_t, n + 1);
	size_t *number_of = g_new0(size_t, n + 1);

	*n_groups = 0;
	for (size_t i = 0; i < n; i++) {
		size_t raw = (size_t)VECTOR(*membership)[i];

		if (!number_of[raw])
			number_of[raw] = ++*n_groups;
		group[i] = number_of[raw] - 1;
	}
	g_free(number_of);
	return group;
}

size_t *communities_find(const struct graph *graph, double resolution, uint64_t seed, size_t *n_groups)
{
	igraph_t g;
	igraph_vector_t weights, strengths;
	igraph_vector_int_t membership;
	igraph_rng_t random, before;
	igraph_integer_t found;
	igraph_real_t quality;
	size_t *group;
	double total;

	g_assert(resolution > 0);
	total = make_graph(graph, &g, &weights, &strengths);
	must(igraph_vector_int_init(&membership, (igraph_integer_t)graph->n_nodes));
	if (total > 0) {
		/* igraph 0.10 copies what it is given; what was there is kept by value. */
		before = *igraph_rng_default();
		must(igraph_rng_init(&random, &igraph_rngtype_mt19937));
		must(igraph_rng_seed(&random, (igraph_uint_t)seed));
		igraph_rng_set_default(&random);
		must(igraph_community_leiden(&g, &weights, &strengths, resolution / (2 * total), 0.01, false,
					     ITERATIONS, &membership, &found, &quality));
		igraph_rng_set_default(&before);
		igraph_rng_destroy(&random);
	} else {
		for (size_t i = 0; i < graph->n_nodes; i++)
			VECTOR(membership)[i] = (igraph_integer_t)i;
	}
	group = renumber(&membership, graph->n_nodes, n_groups);
	igraph_vector_int_destroy(&membership);
	igraph_vector_destroy(&weights);
	igraph_vector_destroy(&strengths);
	igraph_destroy(&g);
	return group;
}
