/* test_neighbours - weighted rows, nearest rows against brute force, edges.
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

#include "corpus.h"
#include "graph.h"
#include "neighbours.h"
#include "random.h"

/* Texts over a small alphabet of words, so that many rows meet. */
static struct corpus *random_corpus(size_t n, uint64_t seed)
{
	g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func(g_free);
	struct random random;

	random_start(&random, seed, RANDOM_STREAM_RANKS);
	for (size_t i = 0; i < n; i++) {
		GString *text = g_string_new(NULL);

		for (size_t w = 1 + random_below(&random, 9); w > 0; w--)
			g_string_append_printf(text, "palabra%c%c ", (char)('a' + random_below(&random, 9)),
					       (char)('a' + random_below(&random, 9)));
		g_ptr_array_add(texts, g_string_free(text, FALSE));
	}
	return corpus_new((const char *const *)texts->pdata, n, TEXT_NONE, 2, NULL);
}

static float dot(const struct corpus_matrix *m, size_t a, size_t b)
{
	float sum = 0;

	for (size_t i = m->start[a]; i < m->start[a + 1]; i++)
		for (size_t j = m->start[b]; j < m->start[b + 1]; j++)
			if (m->column[i] == m->column[j])
				sum += m->value[i] * m->value[j];
	return sum;
}

static struct neighbours *search(const struct corpus_matrix *m, size_t k, size_t max_frequency,
				 size_t rows_a_step)
{
	struct neighbours_search *s = neighbours_start(m, k, max_frequency);
	double fraction = 0;

	while (neighbours_step(s, rows_a_step, &fraction))
		assert_true(fraction > 0 && fraction < 1);
	assert_float_equal(fraction, 1, 0);
	return neighbours_finish(s);
}

static void rows_of_the_corpus_have_length_one(void **state)
{
	(void)state;
	struct corpus *corpus = random_corpus(80, 3);
	const struct corpus_matrix *matrices[] = {&corpus->weights, &corpus->mixed};

	for (size_t m = 0; m < 2; m++) {
		for (size_t r = 0; r < 80; r++) {
			assert_float_equal(dot(matrices[m], r, r),
					   matrices[m]->start[r] < matrices[m]->start[r + 1], 1e-5);
			for (size_t e = matrices[m]->start[r] + 1; e < matrices[m]->start[r + 1]; e++)
				assert_true(matrices[m]->column[e - 1] < matrices[m]->column[e]);
		}
	}
	corpus_free(corpus);
}

static void found_neighbours_are_those_of_brute_force(void **state)
{
	(void)state;
	enum { N = 150, K = 7 };
	struct corpus *corpus = random_corpus(N, 17);
	struct neighbours *found = search(&corpus->weights, K, N, 13);

	for (size_t i = 0; i < N; i++) {
		for (size_t place = 0; place < found->count[i]; place++) {
			size_t row = found->row[i * K + place], n_better = 0;
			float similarity = found->similarity[i * K + place];

			assert_float_equal(similarity, dot(&corpus->weights, i, row), 1e-5);
			for (size_t j = 0; j < N; j++)
				n_better += j != i && dot(&corpus->weights, i, j) > similarity + 1e-5F;
			assert_true(n_better <= place);
		}
		if (found->count[i] < K) {
			size_t n_alike = 0;

			for (size_t j = 0; j < N; j++)
				n_alike += j != i && dot(&corpus->weights, i, j) > 0;
			assert_int_equal(found->count[i], n_alike);
		}
	}
	neighbours_free(found);
	corpus_free(corpus);
}

static void steps_of_any_length_find_the_same(void **state)
{
	(void)state;
	struct corpus *corpus = random_corpus(90, 29);
	struct neighbours *a = search(&corpus->mixed, 5, 90, 1), *b = search(&corpus->mixed, 5, 90, 1000);

	assert_memory_equal(a->row, b->row, 90 * 5 * sizeof *a->row);
	assert_memory_equal(a->similarity, b->similarity, 90 * 5 * sizeof *a->similarity);
	neighbours_free(a);
	neighbours_free(b);
	corpus_free(corpus);
}

static void columns_above_the_cap_are_looked_past(void **state)
{
	(void)state;
	struct corpus *corpus = random_corpus(60, 31);
	struct neighbours *found = search(&corpus->weights, 5, 1, 60);

	for (size_t i = 0; i < 60; i++)
		assert_int_equal(found->count[i], 0);
	neighbours_free(found);
	corpus_free(corpus);
}

static void a_search_can_be_given_up(void **state)
{
	(void)state;
	struct corpus *corpus = random_corpus(30, 37);
	struct neighbours_search *s = neighbours_start(&corpus->weights, 5, 30);
	double fraction;

	assert_true(neighbours_step(s, 3, &fraction));
	neighbours_cancel(s);
	neighbours_cancel(NULL);
	corpus_free(corpus);
}

static void an_edge_counts_the_similarity_from_each_side_that_has_it(void **state)
{
	(void)state;
	uint32_t count[] = {1, 1, 1}, row[] = {1, 0, 0};
	float similarity[] = {0.5F, 0.5F, 0.25F};
	struct neighbours lists = {3, 1, count, row, similarity};
	struct graph *graph = graph_of_neighbours(&lists, 0), *strict = graph_of_neighbours(&lists, 0.3F);

	assert_int_equal(graph->n_edges, 2);
	assert_float_equal(graph->weight[0], 1.0, 1e-9);
	assert_int_equal(graph->from[1], 0);
	assert_int_equal(graph->to[1], 2);
	assert_float_equal(graph->weight[1], 0.25, 1e-9);
	assert_int_equal(strict->n_edges, 1);
	graph_free(graph);
	graph_free(strict);
}

static void a_shared_label_favours_an_edge_and_an_unknown_one_leaves_it(void **state)
{
	(void)state;
	uint32_t from[] = {0, 0, 1, 2}, to[] = {1, 3, 2, 3};
	double weight[] = {1, 2, 3, 4};
	struct graph graph = {4, 4, from, to, weight};
	const int32_t label[] = {5, 5, 7, -1};

	graph_favour(&graph, label, 3, 0.5);
	assert_float_equal(weight[0], 3, 0);
	assert_float_equal(weight[1], 2, 0);
	assert_float_equal(weight[2], 1.5, 0);
	assert_float_equal(weight[3], 4, 0);
}

static void what_is_left_of_a_graph_keeps_the_edges_among_the_kept(void **state)
{
	(void)state;
	uint32_t from[] = {0, 0, 1, 2}, to[] = {1, 3, 2, 3}, number_of[4];
	double weight[] = {1, 2, 3, 4};
	struct graph graph = {4, 4, from, to, weight}, *part;
	const bool keep[] = {true, false, true, true};

	part = graph_restrict(&graph, keep, number_of);
	assert_int_equal(part->n_nodes, 3);
	assert_int_equal(part->n_edges, 2);
	assert_int_equal(number_of[1], UINT32_MAX);
	assert_float_equal(part->weight[0], 2, 0);
	assert_int_equal(part->from[1], 1);
	assert_int_equal(part->to[1], 2);
	graph_free(part);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows_of_the_corpus_have_length_one),
		cmocka_unit_test(found_neighbours_are_those_of_brute_force),
		cmocka_unit_test(steps_of_any_length_find_the_same),
		cmocka_unit_test(columns_above_the_cap_are_looked_past),
		cmocka_unit_test(a_search_can_be_given_up),
		cmocka_unit_test(an_edge_counts_the_similarity_from_each_side_that_has_it),
		cmocka_unit_test(a_shared_label_favours_an_edge_and_an_unknown_one_leaves_it),
		cmocka_unit_test(what_is_left_of_a_graph_keeps_the_edges_among_the_kept),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
