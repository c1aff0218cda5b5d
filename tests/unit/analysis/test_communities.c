/* test_communities - Leiden against every partition of small graphs, against libigraph, and its own promises.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <igraph/igraph.h>
#include <math.h>

#include "communities.h"
#include "graphs.h"

/* Straight from the definition, pair by pair. */
static double slow_quality(const struct graph *graph, const struct communities_settings *settings,
			   const uint32_t *group)
{
	size_t n = graph->n_nodes;
	g_autofree double *strength = g_new0(double, n + 1);
	double twice = 0, quality = 0;

	for (size_t i = 0; i < n; i++)
		for (size_t e = graph->start[i]; e < graph->start[i + 1]; e++) {
			strength[i] += (double)graph->weight[e];
			quality += group[i] == group[graph->to[e]] ? (double)graph->weight[e] : 0;
		}
	for (size_t i = 0; i < n; i++)
		twice += strength[i];
	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < n; j++)
			if (group[i] == group[j])
				quality -= settings->is_potts
						   ? (i == j ? 0 : settings->resolution)
						   : settings->resolution * strength[i] * strength[j] / twice;
	return quality / twice;
}

static void cliques_are_found_whole_and_numbered_by_first_appearance(void **state)
{
	(void)state;
	struct graph *graph = ring_of_cliques(6, 5);

	for (uint64_t seed = 0; seed < 20; seed++) {
		const struct communities_settings modularity = {.resolution = 1, .seed = seed},
						  potts = {.resolution = 0.5, .is_potts = true, .seed = seed};
		size_t n_groups, n_potts;
		g_autofree uint32_t *group = communities_find(graph, &modularity, &n_groups),
				    *by_potts = communities_find(graph, &potts, &n_potts);

		assert_int_equal(n_groups, 6);
		assert_int_equal(n_potts, 6);
		for (size_t i = 0; i < 30; i++) {
			assert_int_equal(group[i], i / 5);
			assert_int_equal(by_potts[i], i / 5);
		}
	}
	graph_free(graph);
}

static void quality_is_what_its_definition_says(void **state)
{
	(void)state;
	struct random random;

	random_start(&random, 5, RANDOM_STREAM_RANKS);
	for (size_t round = 0; round < 40; round++) {
		size_t n = 2 + random_below(&random, 40);
		struct graph *graph = planted_graph(n, 7, 0.6, 0.2, round);
		struct communities_settings settings = {.resolution = 0.1 + random_unit(&random),
							.is_potts = round % 2};
		uint32_t group[42];

		for (size_t i = 0; i < n; i++)
			group[i] = (uint32_t)random_below(&random, 6) * 3;
		if (graph->n_edges)
			assert_near(communities_quality(graph, &settings, group),
				    slow_quality(graph, &settings, group), 1e-9);
		graph_free(graph);
	}
}

/* Restricted growth strings: every partition once. */
static double best_of_all(const struct graph *graph, const struct communities_settings *settings)
{
	size_t n = graph->n_nodes, at;
	uint32_t group[10] = {0}, most[10] = {0}; /* most[i]: the largest of group[0..i] */
	double best = -INFINITY;

	for (;;) {
		best = MAX(best, communities_quality(graph, settings, group));
		for (at = n; at-- > 1;)
			if (group[at] <= most[at - 1])
				break;
		if (at == 0 || at == SIZE_MAX)
			return best;
		group[at]++;
		most[at] = MAX(most[at - 1], group[at]);
		for (size_t i = at + 1; i < n; i++) {
			group[i] = 0;
			most[i] = most[at];
		}
	}
}

static void on_small_graphs_the_best_of_all_partitions_is_found(void **state)
{
	(void)state;
	struct random random;
	size_t n_runs = 0, n_best = 0;

	random_start(&random, 17, RANDOM_STREAM_RANKS);
	for (size_t round = 0; round < 60; round++) {
		size_t n = 3 + random_below(&random, 7);
		struct graph *graph = planted_graph(n, 3, 0.9, 0.3, 100 + round);
		struct communities_settings settings = {.resolution = 0.3 + 1.2 * random_unit(&random),
							.is_potts = round % 3 == 2};
		double best, found = -INFINITY;

		best = best_of_all(graph, &settings);
		for (uint64_t seed = 0; seed < 20; seed++) {
			size_t n_groups;
			g_autofree uint32_t *group = NULL;
			double quality;

			settings.seed = seed;
			group = communities_find(graph, &settings, &n_groups);
			quality = communities_quality(graph, &settings, group);
			assert_true(quality <= best + 1e-9);
			found = MAX(found, quality);
			n_runs++;
			n_best += quality >= best - 1e-9;
		}
		assert_true(found >= best - 1e-9);
		graph_free(graph);
	}
	print_message("# %zu of %zu runs find the best of all partitions\n", n_best, n_runs);
	assert_true(n_best * 10 >= n_runs * 9);
}

static void no_single_move_improves_the_partition(void **state)
{
	(void)state;
	enum { N = 60 };
	struct graph *graph = planted_graph(N, 15, 0.9, 0.4, 8);

	for (size_t potts = 0; potts < 2; potts++) {
		const struct communities_settings settings = {
			.resolution = potts ? 0.3 : 1.3, .is_potts = potts, .seed = 2};
		size_t n_groups;
		g_autofree uint32_t *group = communities_find(graph, &settings, &n_groups);
		double best = communities_quality(graph, &settings, group);

		assert_true(best > 0.05);
		for (size_t i = 0; i < N; i++) {
			uint32_t keep = group[i];

			for (uint32_t g = 0; g <= n_groups; g++) {
				group[i] = g;
				assert_true(communities_quality(graph, &settings, group) <= best + 1e-9);
			}
			group[i] = keep;
		}
	}
	graph_free(graph);
}

static void assert_connected(const struct graph *graph, const uint32_t *group, size_t n_groups)
{
	size_t n = graph->n_nodes, n_pieces = 0;
	g_autofree bool *seen = g_new0(bool, n + 1);
	g_autofree uint32_t *queue = g_new0(uint32_t, n + 1);

	for (size_t first = 0; first < n; first++) {
		size_t n_found = 1;

		if (seen[first])
			continue;
		/* by first appearance, and each group is one piece */
		assert_int_equal(group[first], n_pieces);
		n_pieces++;
		seen[first] = true;
		queue[0] = (uint32_t)first;
		for (size_t i = 0; i < n_found; i++) {
			for (size_t e = graph->start[queue[i]]; e < graph->start[queue[i] + 1]; e++) {
				uint32_t there = graph->to[e];

				if (seen[there] || group[there] != group[first])
					continue;
				seen[there] = true;
				queue[n_found++] = there;
			}
		}
	}
	assert_int_equal(n_pieces, n_groups);
}

static void every_group_hangs_together(void **state)
{
	(void)state;
	struct random random;

	random_start(&random, 23, RANDOM_STREAM_RANKS);
	for (uint64_t round = 0; round < 60; round++) {
		size_t n = 1 + random_below(&random, 200);
		struct graph *graph = planted_graph(n, 25, 0.15, 0.01, round);
		uint32_t start[201];
		struct communities_settings settings = {.resolution = 0.02 + 2 * random_unit(&random),
							.is_potts = round % 2,
							.seed = round,
							.n_rounds = round % 3,
							.start = round % 4 ? NULL : start};
		size_t n_groups;
		g_autofree uint32_t *group = NULL;

		for (size_t i = 0; i < n; i++)
			start[i] = (uint32_t)random_below(&random, 4);
		group = communities_find(graph, &settings, &n_groups);
		assert_connected(graph, group, n_groups);
		graph_free(graph);
	}
}

static void atoms_are_never_parted_and_sides_never_joined(void **state)
{
	(void)state;
	enum { N = 120 };
	struct random random;

	random_start(&random, 31, RANDOM_STREAM_RANKS);
	for (uint64_t round = 0; round < 40; round++) {
		struct graph *graph = planted_graph(N, 20, 0.3, 0.05, round);
		uint32_t atoms[N], sides[N], start[N];
		const struct communities_settings settings = {.resolution = 0.5 + 2 * random_unit(&random),
							      .seed = round,
							      .atoms = atoms,
							      .sides = sides,
							      .start = round % 2 ? start : NULL};
		size_t n_groups;
		g_autofree uint32_t *group = NULL;

		for (size_t i = 0; i < N; i++) {
			atoms[i] = random_below(&random, 3) ? UINT32_MAX
							    : (uint32_t)random_below(&random, 20) * 7;
			/* two atoms of three have a side, and so have some nodes of none */
			sides[i] = atoms[i] == UINT32_MAX ? (i % 5 ? UINT32_MAX : (uint32_t)(i % 3))
				   : atoms[i] % 3	  ? atoms[i] % 4
							  : UINT32_MAX;
			start[i] = (uint32_t)random_below(&random, 3);
		}
		group = communities_find(graph, &settings, &n_groups);
		for (size_t i = 0; i < N; i++) {
			assert_true(group[i] < n_groups);
			for (size_t j = 0; j < N; j++) {
				if (atoms[i] != UINT32_MAX && atoms[i] == atoms[j])
					assert_int_equal(group[i], group[j]);
				if (sides[i] != UINT32_MAX && sides[j] != UINT32_MAX && sides[i] != sides[j])
					assert_int_not_equal(group[i], group[j]);
			}
		}
		graph_free(graph);
	}
}

/* Contracting to atoms loses nothing: the same as searching among partitions that keep them. */
static void with_the_best_groups_as_atoms_only_they_can_be_joined(void **state)
{
	(void)state;
	struct graph *graph = planted_graph(300, 10, 0.5, 0.03, 4);
	struct communities_settings fine = {.resolution = 4, .seed = 1},
				    coarse = {.resolution = 1, .seed = 1};
	size_t n_fine, n_coarse, n_free;
	g_autofree uint32_t *issues = communities_find(graph, &fine, &n_fine), *themes = NULL, *freely = NULL;

	freely = communities_find(graph, &coarse, &n_free);
	coarse.atoms = issues;
	themes = communities_find(graph, &coarse, &n_coarse);
	assert_true(n_coarse < n_fine);
	assert_true(communities_quality(graph, &coarse, themes) >=
		    communities_quality(graph, &coarse, issues));
	assert_true(communities_quality(graph, &coarse, themes) >=
		    communities_quality(graph, &coarse, freely) - 0.05);
	graph_free(graph);
}

static void a_start_never_gets_worse(void **state)
{
	(void)state;
	enum { N = 150 };
	struct random random;

	random_start(&random, 41, RANDOM_STREAM_RANKS);
	for (uint64_t round = 0; round < 60; round++) {
		struct graph *graph = planted_graph(N, 15, 0.4, 0.05, round);
		uint32_t random_start_of[N];
		struct communities_settings cold = {.resolution = 1, .is_potts = round % 2, .seed = round},
					    warm = cold;
		size_t n_groups;
		g_autofree uint32_t *first = NULL, *second = NULL, *third = NULL;

		cold.resolution = warm.resolution = cold.is_potts ? 0.1 : 1.2;
		warm.n_rounds = 1;
		warm.seed = round + 1000;
		first = communities_find(graph, &cold, &n_groups);
		warm.start = first;
		second = communities_find(graph, &warm, &n_groups);
		assert_true(communities_quality(graph, &warm, second) >=
			    communities_quality(graph, &warm, first) - 1e-9);
		for (size_t i = 0; i < N; i++)
			random_start_of[i] = (uint32_t)random_below(&random, round + 1);
		warm.start = random_start_of;
		third = communities_find(graph, &warm, &n_groups);
		assert_true(communities_quality(graph, &warm, third) >=
			    communities_quality(graph, &warm, random_start_of) - 1e-9);
		graph_free(graph);
	}
}

struct call {
	const struct graph *graph;
	struct communities_settings settings;
	uint32_t *group;
};

static gpointer find_in_thread(gpointer data)
{
	struct call *call = data;
	size_t n_groups;

	call->group = communities_find(call->graph, &call->settings, &n_groups);
	return NULL;
}

static void the_same_seed_gives_the_same_groups_whatever_runs_beside(void **state)
{
	(void)state;
	enum { N = 600 };
	struct graph *graph = planted_graph(N, 30, 0.12, 0.02, 6);
	struct call a = {graph, {.resolution = 1, .seed = 99}, NULL}, b = a, other = a, alone = a;
	GThread *threads[3];

	other.settings.seed = 7;
	threads[0] = g_thread_new("a", find_in_thread, &a);
	threads[1] = g_thread_new("other", find_in_thread, &other);
	threads[2] = g_thread_new("b", find_in_thread, &b);
	for (size_t i = 0; i < 3; i++)
		g_thread_join(threads[i]);
	(void)find_in_thread(&alone);
	assert_memory_equal(a.group, b.group, N * sizeof *a.group);
	assert_memory_equal(a.group, alone.group, N * sizeof *a.group);
	assert_memory_not_equal(a.group, other.group, N * sizeof *a.group);
	g_free(a.group);
	g_free(b.group);
	g_free(other.group);
	g_free(alone.group);
	graph_free(graph);
}

/* Powers of two change no rounding: modularity knows no unit. */
static void the_unit_of_the_weights_changes_nothing(void **state)
{
	(void)state;
	enum { N = 300 };
	struct graph *graph = planted_graph(N, 20, 0.3, 0.03, 12);
	const struct communities_settings settings = {.resolution = 1, .seed = 5};
	size_t n_before, n_after;
	g_autofree uint32_t *before = communities_find(graph, &settings, &n_before);

	for (int power = -110; power <= 110; power += 220) {
		struct graph *scaled = planted_graph(N, 20, 0.3, 0.03, 12);
		g_autofree uint32_t *after = NULL;

		for (size_t e = 0; e < 2 * scaled->n_edges; e++)
			scaled->weight[e] = ldexpf(scaled->weight[e], power);
		after = communities_find(scaled, &settings, &n_after);
		assert_int_equal(n_before, n_after);
		assert_memory_equal(before, after, N * sizeof *before);
		assert_near(communities_quality(scaled, &settings, after),
			    communities_quality(graph, &settings, before), 1e-12);
		graph_free(scaled);
	}
	graph_free(graph);
}

static void one_huge_edge_leaves_a_partition_that_no_piece_breaks(void **state)
{
	(void)state;
	struct graph *graph = ring_of_cliques(5, 6);
	const struct communities_settings settings = {.resolution = 1, .seed = 5};
	size_t n_groups;
	g_autofree uint32_t *group = NULL;

	graph->weight[graph->start[0]] = 1e30F;
	graph->weight[graph->start[1]] = 1e30F; /* 0 - 1 */
	group = communities_find(graph, &settings, &n_groups);
	assert_int_equal(group[0], group[1]);
	assert_connected(graph, group, n_groups);
	assert_true(isfinite(communities_quality(graph, &settings, group)));
	graph_free(graph);
}

static void nodes_without_edges_are_alone(void **state)
{
	(void)state;
	size_t zeros[4] = {0};
	struct graph graph = {.n_nodes = 3, .start = zeros}, none = {.start = zeros};
	const uint32_t together[] = {0, 0, 0}, pair[] = {9, UINT32_MAX, 9};
	struct communities_settings settings = {.resolution = 1, .seed = 1, .start = together};
	size_t n_groups, n_none, n_pairs;
	g_autofree uint32_t *group = communities_find(&graph, &settings, &n_groups);
	g_autofree uint32_t *nothing = communities_find(&none, &settings, &n_none), *pairs = NULL;

	assert_non_null(nothing);
	assert_int_equal(n_groups, 3);
	assert_int_equal(n_none, 0);
	assert_int_equal(group[2], 2);
	assert_near(communities_quality(&graph, &settings, group), 0, 0);
	settings.atoms = pair;
	pairs = communities_find(&graph, &settings, &n_pairs);
	assert_int_equal(n_pairs, 2);
	assert_int_equal(pairs[2], 0);
}

/* --- against libigraph ------------------------------------------------------------------------------------
 */

struct rival {
	igraph_t graph;
	igraph_vector_t weights, masses;
	double twice;
};

static void rival_start(struct rival *r, const struct graph *graph, bool is_potts)
{
	igraph_vector_int_t ends;
	size_t at = 0;

	assert_int_equal(igraph_vector_int_init(&ends, (igraph_integer_t)(2 * graph->n_edges)),
			 IGRAPH_SUCCESS);
	assert_int_equal(igraph_vector_init(&r->weights, (igraph_integer_t)graph->n_edges), IGRAPH_SUCCESS);
	assert_int_equal(igraph_vector_init(&r->masses, (igraph_integer_t)graph->n_nodes), IGRAPH_SUCCESS);
	r->twice = 0;
	for (size_t i = 0; i < graph->n_nodes; i++) {
		for (size_t e = graph->start[i]; e < graph->start[i + 1]; e++) {
			VECTOR(r->masses)[i] += (double)graph->weight[e];
			r->twice += (double)graph->weight[e];
			if (graph->to[e] < i)
				continue;
			VECTOR(ends)[2 * at] = (igraph_integer_t)i;
			VECTOR(ends)[2 * at + 1] = (igraph_integer_t)graph->to[e];
			VECTOR(r->weights)[at++] = (double)graph->weight[e];
		}
		if (is_potts)
			VECTOR(r->masses)[i] = 1;
	}
	assert_int_equal(igraph_create(&r->graph, &ends, (igraph_integer_t)graph->n_nodes, IGRAPH_UNDIRECTED),
			 IGRAPH_SUCCESS);
	igraph_vector_int_destroy(&ends);
}

static double rival_quality(struct rival *r, const struct graph *graph,
			    const struct communities_settings *settings)
{
	igraph_vector_int_t membership;
	g_autofree uint32_t *group = g_new(uint32_t, graph->n_nodes + 1);

	assert_int_equal(igraph_vector_int_init(&membership, 0), IGRAPH_SUCCESS);
	assert_int_equal(igraph_rng_seed(igraph_rng_default(), (igraph_uint_t)settings->seed),
			 IGRAPH_SUCCESS);
	assert_int_equal(igraph_community_leiden(&r->graph, &r->weights, &r->masses,
						 settings->resolution / (settings->is_potts ? 1 : r->twice),
						 0.01, false, 12, &membership, NULL, NULL),
			 IGRAPH_SUCCESS);
	for (size_t i = 0; i < graph->n_nodes; i++)
		group[i] = (uint32_t)VECTOR(membership)[i];
	igraph_vector_int_destroy(&membership);
	return communities_quality(graph, settings, group);
}

/* Means over seeds, no worse than 0.001 below; how long each took is said, not judged (libigraph: 12 rounds
 * in any case, ours until nothing moves). */
static void compare_with_rival(const char *name, const struct graph *graph, double resolution, bool is_potts)
{
	enum { SEEDS = 20 };
	struct communities_settings settings = {.resolution = resolution, .is_potts = is_potts};
	struct rival rival;
	double ours = 0, theirs = 0;
	int64_t our_time = 0, their_time = 0;

	rival_start(&rival, graph, is_potts);
	for (settings.seed = 1; settings.seed <= SEEDS; settings.seed++) {
		int64_t before = g_get_monotonic_time();
		size_t n_groups;
		g_autofree uint32_t *group = communities_find(graph, &settings, &n_groups);

		our_time += g_get_monotonic_time() - before;
		assert_connected(graph, group, n_groups);
		ours += communities_quality(graph, &settings, group) / SEEDS;
		before = g_get_monotonic_time();
		theirs += rival_quality(&rival, graph, &settings) / SEEDS;
		their_time += g_get_monotonic_time() - before;
	}
	print_message(
		"# %-24s %5zu nodes %6zu edges, %s %.2f: %.5f, libigraph %.5f; %.1f ms, libigraph %.1f ms\n",
		name, graph->n_nodes, graph->n_edges, is_potts ? "Potts" : "modularity", resolution, ours,
		theirs, (double)our_time / 1000 / SEEDS, (double)their_time / 1000 / SEEDS);
	assert_true(ours >= theirs - 0.001);
	igraph_vector_destroy(&rival.weights);
	igraph_vector_destroy(&rival.masses);
	igraph_destroy(&rival.graph);
}

static void on_planted_groups_it_is_no_worse_than_libigraph(void **state)
{
	(void)state;
	static const double outside[] = {0.005, 0.02, 0.05};

	for (size_t i = 0; i < G_N_ELEMENTS(outside); i++) {
		struct graph *graph = planted_graph(1500, 50, 0.4, outside[i], 50 + i);

		compare_with_rival("planted", graph, 1, false);
		compare_with_rival("planted", graph, 2, false);
		compare_with_rival("planted", graph, 0.1, true);
		graph_free(graph);
	}
}

/* The words of the last column of a table of texts, as a graph of the 20 nearest by TF-IDF: plain enough to
 * be trusted, near enough to what the analysis does. */
static struct graph *graph_of_texts(const char *path, size_t max_rows)
{
	enum { K = 20 };
	g_autofree char *bytes = NULL;
	g_auto(GStrv) lines = NULL;
	g_autoptr(GHashTable) numbers = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	g_autoptr(GArray) frequency = g_array_new(FALSE, TRUE, sizeof(double));
	g_autofree float *dense = NULL, *score = NULL, *matrix = NULL;
	size_t n = 0;
	struct graph *graph;

	if (!g_file_get_contents(path, &bytes, NULL, NULL))
		return NULL;
	lines = g_strsplit(bytes, "\n", -1);
	while (n < max_rows && lines[n + 1] && *lines[n + 1])
		n++;
	GArray **rows = g_new(GArray *, n);
	for (size_t i = 0; i < n; i++) {
		const char *text = strrchr(lines[i + 1], '\t');
		g_autofree char *lower = g_utf8_strdown(text ? text : "", -1);
		g_auto(GStrv) words = g_strsplit_set(lower, " \t\r,.;:()\"'!?-", -1);

		rows[i] = g_array_new(FALSE, FALSE, sizeof(uint32_t));
		for (size_t w = 0; words[w]; w++) {
			gpointer known = NULL;
			uint32_t number;
			bool is_new = true;

			if (strlen(words[w]) < 4)
				continue;
			if (!g_hash_table_lookup_extended(numbers, words[w], NULL, &known)) {
				known = GUINT_TO_POINTER(g_hash_table_size(numbers));
				g_hash_table_insert(numbers, g_strdup(words[w]), known);
				g_array_set_size(frequency, g_hash_table_size(numbers));
			}
			number = GPOINTER_TO_UINT(known);
			for (size_t k = 0; k < rows[i]->len; k++)
				is_new = is_new && g_array_index(rows[i], uint32_t, k) != number;
			if (!is_new)
				continue;
			g_array_append_val(rows[i], number);
			g_array_index(frequency, double, number)++;
		}
	}
	dense = g_new0(float, frequency->len + 1);
	score = g_new0(float, n + 1);
	matrix = g_new0(float, n *n + 1);
	for (size_t i = 0; i < n; i++) {
		for (size_t k = 0; k < rows[i]->len; k++) {
			uint32_t word = g_array_index(rows[i], uint32_t, k);

			dense[word] = (float)log((double)n / g_array_index(frequency, double, word));
		}
		for (size_t j = 0; j < n; j++) {
			double dot = 0, length = 1e-9;

			for (size_t k = 0; k < rows[j]->len; k++) {
				uint32_t word = g_array_index(rows[j], uint32_t, k);
				double idf = log((double)n / g_array_index(frequency, double, word));

				dot += (double)dense[word] * idf;
				length += idf * idf;
			}
			score[j] = i == j ? 0 : (float)(dot / sqrt(length));
		}
		for (size_t best = 0; best < K; best++) {
			size_t at = 0;

			for (size_t j = 1; j < n; j++)
				if (score[j] > score[at])
					at = j;
			if (score[at] <= 0)
				break;
			matrix[i * n + at] += score[at];
			matrix[at * n + i] += score[at];
			score[at] = 0;
		}
		memset(dense, 0, frequency->len * sizeof *dense);
	}
	for (size_t i = 0; i < n; i++)
		g_array_unref(rows[i]);
	g_free(rows);
	graph = graph_of_matrix(n, matrix);
	return graph;
}

static bool compare_on_texts(const char *name)
{
	const char *shared = g_getenv("VOCALIA_SHARED");
	g_autofree char *path = g_strdup_printf("%s/data/text/%s.tsv", shared ? shared : "../shared", name);
	struct graph *graph = graph_of_texts(path, 1500);

	if (!graph) {
		print_message("# skipped: no texts at %s (set VOCALIA_SHARED)\n", path);
		return false;
	}
	compare_with_rival(name, graph, 1, false);
	compare_with_rival(name, graph, 3, false);
	graph_free(graph);
	return true;
}

static void on_graphs_of_texts_it_is_no_worse_than_libigraph(void **state)
{
	(void)state;
	static const char *const names[] = {"madrid_dev", "sttm_tweet", "sib200_es", "crisislex_event"};

	for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
		if (!compare_on_texts(names[i]))
			skip();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cliques_are_found_whole_and_numbered_by_first_appearance),
		cmocka_unit_test(quality_is_what_its_definition_says),
		cmocka_unit_test(on_small_graphs_the_best_of_all_partitions_is_found),
		cmocka_unit_test(no_single_move_improves_the_partition),
		cmocka_unit_test(every_group_hangs_together),
		cmocka_unit_test(atoms_are_never_parted_and_sides_never_joined),
		cmocka_unit_test(with_the_best_groups_as_atoms_only_they_can_be_joined),
		cmocka_unit_test(a_start_never_gets_worse),
		cmocka_unit_test(the_same_seed_gives_the_same_groups_whatever_runs_beside),
		cmocka_unit_test(the_unit_of_the_weights_changes_nothing),
		cmocka_unit_test(one_huge_edge_leaves_a_partition_that_no_piece_breaks),
		cmocka_unit_test(nodes_without_edges_are_alone),
		cmocka_unit_test(on_planted_groups_it_is_no_worse_than_libigraph),
		cmocka_unit_test(on_graphs_of_texts_it_is_no_worse_than_libigraph),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
