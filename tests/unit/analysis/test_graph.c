/* test_graph - graphs against slow twins that keep a whole matrix.
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

#include "graphs.h"

/* Rows ascend, both ends know of each edge with the same weight, nothing is joined to itself. */
static void assert_sound(const struct graph *graph)
{
	assert_int_equal(graph->start[0], 0);
	assert_int_equal(graph->start[graph->n_nodes], 2 * graph->n_edges);
	for (size_t i = 0; i < graph->n_nodes; i++) {
		for (size_t e = graph->start[i]; e < graph->start[i + 1]; e++) {
			size_t other = graph->to[e], back;

			assert_true(other < graph->n_nodes && other != i && graph->weight[e] > 0);
			assert_true(e == graph->start[i] || graph->to[e - 1] < other);
			for (back = graph->start[other]; back < graph->start[other + 1]; back++)
				if (graph->to[back] == i)
					break;
			assert_true(back < graph->start[other + 1]);
			assert_memory_equal(&graph->weight[back], &graph->weight[e], sizeof(float));
		}
	}
}

static float weight_of(const struct graph *graph, size_t i, size_t j)
{
	for (size_t e = graph->start[i]; e < graph->start[i + 1]; e++)
		if (graph->to[e] == j)
			return graph->weight[e];
	return 0;
}

static struct neighbours *random_neighbours(size_t n, size_t k, struct random *random)
{
	struct neighbours *found = g_new0(struct neighbours, 1);

	found->n_rows = n;
	found->k = k;
	found->count = g_new0(uint32_t, n);
	found->row = g_new0(uint32_t, n * k);
	found->similarity = g_new0(float, n *k);
	for (size_t i = 0; i < n; i++) {
		float similarity = 1;

		while (found->count[i] < k && random_below(random, 10)) {
			/* low numbers are liked by many */
			uint32_t other = (uint32_t)random_below(random, 1 + random_below(random, n));
			bool is_new = other != i;

			for (size_t e = 0; e < found->count[i]; e++)
				is_new = is_new && found->row[i * k + e] != other;
			if (!is_new)
				continue;
			found->row[i * k + found->count[i]] = other;
			similarity *= (float)(0.5 + 0.5 * random_unit(random));
			found->similarity[i * k + found->count[i]++] = similarity;
		}
	}
	return found;
}

static void an_edge_counts_the_similarity_from_each_side_that_has_it(void **state)
{
	(void)state;
	struct random random;

	random_start(&random, 3, RANDOM_STREAM_RANKS);
	for (size_t round = 0; round < 60; round++) {
		size_t n = 2 + random_below(&random, 60), k = 1 + random_below(&random, MIN(n - 1, 12));
		struct neighbours *found = random_neighbours(n, k, &random);
		float min = round % 2 ? 0.3F : 0;
		struct graph *graph = graph_of_neighbours(found, min);
		g_autofree float *matrix = g_new0(float, n *n);

		for (size_t i = 0; i < n; i++) {
			for (size_t e = i * k; e < i * k + found->count[i]; e++) {
				if (found->similarity[e] < min)
					continue;
				matrix[i * n + found->row[e]] += found->similarity[e];
				matrix[found->row[e] * n + i] += found->similarity[e];
			}
		}
		assert_sound(graph);
		for (size_t i = 0; i < n; i++)
			for (size_t j = 0; j < n; j++)
				assert_float_equal(weight_of(graph, i, j), matrix[i * n + j], 0);
		graph_free(graph);
		g_free(found->count);
		g_free(found->row);
		g_free(found->similarity);
		g_free(found);
	}
}

static void a_sum_of_graphs_gives_each_its_share_of_the_total(void **state)
{
	(void)state;
	enum { N = 40 };
	struct graph *a = planted_graph(N, 10, 0.6, 0.1, 1), *b = planted_graph(N, 8, 0.5, 0.05, 2),
		     *empty = planted_graph(N, 8, 0, 0, 3);
	const struct graph *all[] = {a, empty, b};
	const double share[] = {3, 5, 1}, only_a[] = {1, 0, 0};
	struct graph *sum = graph_fuse(all, share, 3), *same = graph_fuse(all, only_a, 3),
		     *nothing = graph_fuse(all + 1, share, 1);
	double total = 0, total_a = 0, total_b = 0;

	assert_sound(sum);
	for (size_t i = 0; i < N; i++) {
		for (size_t j = 0; j < i; j++) {
			total_a += (double)weight_of(a, i, j);
			total_b += (double)weight_of(b, i, j);
			total += (double)weight_of(sum, i, j);
		}
	}
	/* the share of a graph without edges goes to the others */
	assert_near(total, N, 1e-4);
	for (size_t i = 0; i < N; i++) {
		for (size_t j = 0; j < N; j++) {
			double x = (double)weight_of(a, i, j) / total_a * N * 0.75,
			       y = (double)weight_of(b, i, j) / total_b * N * 0.25;

			assert_near(weight_of(sum, i, j), x + y, 1e-5);
			assert_near(weight_of(same, i, j), x / 0.75, 1e-5);
		}
	}
	assert_int_equal(same->n_edges, a->n_edges);
	assert_int_equal(nothing->n_edges, 0);
	assert_int_equal(nothing->n_nodes, N);
	graph_free(a);
	graph_free(b);
	graph_free(empty);
	graph_free(sum);
	graph_free(same);
	graph_free(nothing);
}

static void a_shared_label_favours_an_edge_and_an_unknown_one_leaves_it(void **state)
{
	(void)state;
	enum { N = 30 };
	struct graph *graph = planted_graph(N, 10, 0.8, 0.3, 4), *before = planted_graph(N, 10, 0.8, 0.3, 4);
	int32_t label[N];

	for (size_t i = 0; i < N; i++)
		label[i] = (int32_t)(i % 4) - 1;
	graph_favour(graph, label, 3, 0.5);
	assert_sound(graph);
	for (size_t i = 0; i < N; i++) {
		for (size_t j = 0; j < N; j++) {
			bool is_known = label[i] >= 0 && label[j] >= 0;
			float factor = !is_known ? 1 : label[i] == label[j] ? 3 : 0.5F;

			assert_float_equal(weight_of(graph, i, j), weight_of(before, i, j) * factor, 0);
		}
	}
	graph_free(graph);
	graph_free(before);
}

static void what_is_left_of_a_graph_keeps_the_edges_among_the_kept(void **state)
{
	(void)state;
	enum { N = 50 };
	struct graph *graph = planted_graph(N, 10, 0.7, 0.2, 5), *part, *none;
	uint32_t number_of[N];
	bool keep[N], nobody[N] = {false};
	size_t n_kept = 0;

	for (size_t i = 0; i < N; i++)
		keep[i] = i % 3 != 1;
	part = graph_restrict(graph, keep, number_of);
	assert_sound(part);
	for (size_t i = 0; i < N; i++)
		assert_int_equal(number_of[i], keep[i] ? n_kept++ : UINT32_MAX);
	assert_int_equal(part->n_nodes, n_kept);
	for (size_t i = 0; i < N; i++)
		for (size_t j = 0; j < N; j++)
			if (keep[i] && keep[j])
				assert_float_equal(weight_of(part, number_of[i], number_of[j]),
						   weight_of(graph, i, j), 0);
	none = graph_restrict(graph, nobody, number_of);
	assert_int_equal(none->n_nodes + none->n_edges, 0);
	graph_free(graph);
	graph_free(part);
	graph_free(none);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_edge_counts_the_similarity_from_each_side_that_has_it),
		cmocka_unit_test(a_sum_of_graphs_gives_each_its_share_of_the_total),
		cmocka_unit_test(a_shared_label_favours_an_edge_and_an_unknown_one_leaves_it),
		cmocka_unit_test(what_is_left_of_a_graph_keeps_the_edges_among_the_kept),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
