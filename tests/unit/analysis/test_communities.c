/* test_communities - groups, their stability, and the seeds behind them.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <glib.h>

#include <igraph/igraph.h>
#include "communities.h"
#include "random.h"
#include "stability.h"

/* n_cliques full groups of a size, each joined to the next by one weak edge. */
static struct graph *ring_of_cliques(size_t n_cliques, size_t size)
{
	struct graph *graph = g_new0(struct graph, 1);
	size_t n = n_cliques * size;

	graph->n_nodes = n;
	graph->from = g_new0(uint32_t, n * size);
	graph->to = g_new0(uint32_t, n * size);
	graph->weight = g_new0(double, n *size);
	for (size_t i = 0; i < n; i++) {
		for (size_t j = i + 1; j < n; j++) {
			bool inside = i / size == j / size, bridge = j == i + 1 && !inside;

			if (!inside && !bridge)
				continue;
			graph->from[graph->n_edges] = (uint32_t)i;
			graph->to[graph->n_edges] = (uint32_t)j;
			graph->weight[graph->n_edges++] = inside ? 1 : 0.05;
		}
	}
	return graph;
}

static double modularity(const struct graph *graph, const size_t *group, double resolution)
{
	g_autofree double *strength = g_new0(double, graph->n_nodes);
	double total = 0, quality = 0;

	for (size_t e = 0; e < graph->n_edges; e++) {
		strength[graph->from[e]] += graph->weight[e];
		strength[graph->to[e]] += graph->weight[e];
		total += graph->weight[e];
		quality += group[graph->from[e]] == group[graph->to[e]] ? 2 * graph->weight[e] : 0;
	}
	for (size_t i = 0; i < graph->n_nodes; i++)
		for (size_t j = 0; j < graph->n_nodes; j++)
			quality -= group[i] == group[j] ? resolution * strength[i] * strength[j] / (2 * total)
							: 0;
	return quality / (2 * total);
}

static void cliques_are_found_whole_and_numbered_by_first_appearance(void **state)
{
	(void)state;
	struct graph *graph = ring_of_cliques(6, 5);
	size_t n_groups;
	g_autofree size_t *group = communities_find(graph, 1, 4, &n_groups);

	assert_int_equal(n_groups, 6);
	for (size_t i = 0; i < 30; i++)
		assert_int_equal(group[i], i / 5);
	graph_free(graph);
}

static void no_single_move_improves_the_partition(void **state)
{
	(void)state;
	enum { N = 60 };
	struct graph *graph = ring_of_cliques(1, N);
	struct random random;
	size_t n_groups;

	random_start(&random, 8, RANDOM_STREAM_RANKS);
	for (size_t e = 0; e < graph->n_edges; e++)
		graph->weight[e] = graph->from[e] % 4 == graph->to[e] % 4 ? 0.5 + random_unit(&random)
									  : random_unit(&random) * 0.3;
	g_autofree size_t *group = communities_find(graph, 1.3, 2, &n_groups);
	double best = modularity(graph, group, 1.3);

	assert_true(best > 0.05);
	for (size_t i = 0; i < N; i++) {
		size_t keep = group[i];

		for (size_t g = 0; g < n_groups; g++) {
			group[i] = g;
			assert_true(modularity(graph, group, 1.3) <= best + 1e-9);
		}
		group[i] = keep;
	}
	graph_free(graph);
}

static void the_same_seed_gives_the_same_groups(void **state)
{
	(void)state;
	struct graph *graph = ring_of_cliques(12, 4);
	size_t n_a, n_b;
	g_autofree size_t *a = communities_find(graph, 2, 99, &n_a),
			  *between = communities_find(graph, 2, 7, &n_b);
	g_autofree size_t *b = communities_find(graph, 2, 99, &n_b);

	(void)between;
	assert_int_equal(n_a, n_b);
	assert_memory_equal(a, b, 48 * sizeof *a);
	graph_free(graph);
}

static void the_generator_of_igraph_is_put_back(void **state)
{
	(void)state;
	struct graph *graph = ring_of_cliques(3, 4);
	igraph_rng_t *before = igraph_rng_default();
	igraph_rng_t ours, former;
	igraph_integer_t first, second;
	size_t n_groups;

	assert_int_equal(igraph_rng_init(&ours, &igraph_rngtype_mt19937), IGRAPH_SUCCESS);
	former = *before;
	igraph_rng_set_default(&ours);
	assert_int_equal(igraph_rng_seed(before, 5), IGRAPH_SUCCESS);
	first = igraph_rng_get_integer(before, 0, 1000000);
	assert_int_equal(igraph_rng_seed(before, 5), IGRAPH_SUCCESS);
	g_free(communities_find(graph, 1, 1, &n_groups));
	second = igraph_rng_get_integer(igraph_rng_default(), 0, 1000000);
	assert_ptr_equal(igraph_rng_default(), before);
	assert_int_equal(first, second);
	igraph_rng_set_default(&former);
	igraph_rng_destroy(&ours);
	graph_free(graph);
}

static void nodes_without_edges_are_alone(void **state)
{
	(void)state;
	struct graph graph = {.n_nodes = 3}, none = {0};
	size_t n_groups, n_none;
	g_autofree size_t *group = communities_find(&graph, 1, 1, &n_groups);
	g_autofree size_t *nothing = communities_find(&none, 1, 1, &n_none);

	assert_non_null(nothing);
	assert_int_equal(n_groups, 3);
	assert_int_equal(n_none, 0);
	assert_int_equal(group[2], 2);
}

static void cliques_survive_and_noise_does_not(void **state)
{
	(void)state;
	struct graph *graph = ring_of_cliques(4, 8);
	size_t n_groups;
	double good[4], bad[4];
	struct stability *s;
	size_t wrong[32];

	g_autofree size_t *group = communities_find(graph, 1, 1, &n_groups);
	s = stability_new(graph, group, n_groups, 1, 3);
	for (size_t i = 0; i < 20; i++)
		stability_round(s);
	stability_read(s, good);
	stability_free(s);
	for (size_t i = 0; i < 32; i++)
		wrong[i] = i % 4;
	s = stability_new(graph, wrong, 4, 1, 3);
	for (size_t i = 0; i < 20; i++)
		stability_round(s);
	stability_read(s, bad);
	stability_free(s);
	for (size_t g = 0; g < 4; g++) {
		assert_true(good[g] > 0.95);
		assert_true(bad[g] < 0.5 && bad[g] > 0);
	}
	graph_free(graph);
}

static void streams_of_one_seed_differ_and_draws_stay_in_range(void **state)
{
	(void)state;
	struct random a, b, again;
	size_t seen[5] = {0};

	random_start(&a, 1, RANDOM_STREAM_RANKS);
	random_start(&b, 1, RANDOM_STREAM_STABILITY);
	random_start(&again, 1, RANDOM_STREAM_RANKS);
	assert_true(random_next(&a) != random_next(&b));
	(void)random_next(&again);
	for (size_t i = 0; i < 10000; i++) {
		size_t draw = random_below(&a, 5);
		double unit;

		assert_int_equal(draw, random_below(&again, 5));
		assert_true(draw < 5);
		seen[draw]++;
		unit = random_unit(&b);
		assert_true(unit >= 0 && unit < 1);
	}
	/* Five classes of 2,000 each, standard deviation 40. */
	for (size_t i = 0; i < 5; i++)
		assert_true(seen[i] > 1800 && seen[i] < 2200);
	assert_int_equal(random_below(&a, 1), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cliques_are_found_whole_and_numbered_by_first_appearance),
		cmocka_unit_test(no_single_move_improves_the_partition),
		cmocka_unit_test(the_same_seed_gives_the_same_groups),
		cmocka_unit_test(the_generator_of_igraph_is_put_back),
		cmocka_unit_test(nodes_without_edges_are_alone),
		cmocka_unit_test(cliques_survive_and_noise_does_not),
		cmocka_unit_test(streams_of_one_seed_differ_and_draws_stay_in_range),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
