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
#include "neighbours.h"
#include "random.h"
#include "stopped.h"

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

static struct neighbours *search(const struct corpus_matrix *m, size_t k, size_t max_postings,
				 size_t n_threads)
{
	struct work *work = work_new(n_threads, NULL, NULL);
	struct neighbours *found = neighbours_of_sparse(m, k, max_postings, work);

	work_free(work);
	return found;
}

static void assert_same(const struct neighbours *a, const struct neighbours *b)
{
	assert_memory_equal(a->count, b->count, a->n_rows * sizeof *a->count);
	assert_memory_equal(a->row, b->row, a->n_rows * a->k * sizeof *a->row);
	assert_memory_equal(a->similarity, b->similarity, a->n_rows * a->k * sizeof *a->similarity);
}

/* How many of the best k, by place, are also among those of the other. */
static size_t in_both(const struct neighbours *a, const struct neighbours *b)
{
	size_t n = 0;

	for (size_t r = 0; r < a->n_rows; r++)
		for (size_t i = 0; i < a->count[r]; i++)
			for (size_t j = 0; j < b->count[r]; j++)
				n += a->row[r * a->k + i] == b->row[r * b->k + j];
	return n;
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
	struct neighbours *found = search(&corpus->weights, K, 0, 2);

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

static void one_thread_finds_the_same_as_several(void **state)
{
	(void)state;
	enum { N = 700 };
	struct corpus *corpus = random_corpus(N, 29);

	for (size_t max_postings = 0; max_postings < 100; max_postings += 30) {
		struct neighbours *a = search(&corpus->mixed, 5, max_postings, 1),
				  *b = search(&corpus->mixed, 5, max_postings, 3),
				  *c = neighbours_of_sparse(&corpus->mixed, 5, max_postings, NULL);

		assert_same(a, b);
		assert_same(a, c);
		neighbours_free(a);
		neighbours_free(b);
		neighbours_free(c);
	}
	corpus_free(corpus);
}

static void a_bounded_search_misses_some_but_says_nothing_false(void **state)
{
	(void)state;
	enum { N = 900, K = 5 };
	struct corpus *corpus = random_corpus(N, 31);
	struct neighbours *exact = search(&corpus->weights, K, 0, 1);
	size_t before = 0;

	for (size_t max_postings = 1; max_postings <= 400; max_postings *= 20) {
		struct neighbours *found = search(&corpus->weights, K, max_postings, 2);
		size_t recalled = in_both(exact, found);

		for (size_t i = 0; i < N; i++) {
			assert_true(found->count[i] <= exact->count[i]);
			for (size_t place = 0; place < found->count[i]; place++)
				assert_float_equal(found->similarity[i * K + place],
						   dot(&corpus->weights, i, found->row[i * K + place]), 1e-5);
		}
		assert_true(recalled > before);
		before = recalled;
		neighbours_free(found);
	}
	assert_true(before > (size_t)N * K * 95 / 100);
	neighbours_free(exact);
	corpus_free(corpus);
}

/* Every row holds the common column, the first ones most of it; none has another column that helps. */
static void of_a_column_that_is_too_long_the_largest_entries_are_met(void **state)
{
	(void)state;
	enum { N = 1000, K = 4 };
	size_t start[N + 1];
	uint32_t column[N];
	float value[N];
	struct corpus_matrix m = {N, 1, start, column, value};
	struct neighbours *found;

	for (size_t i = 0; i <= N; i++)
		start[i] = i;
	for (size_t i = 0; i < N; i++) {
		column[i] = 0;
		value[i] = i % 100 == 7 ? 0.9F : 0.1F;
	}
	found = search(&m, K, 10, 1);
	for (size_t i = 0; i < N; i++) {
		assert_int_equal(found->count[i], K);
		for (size_t place = 0; place < K; place++)
			assert_int_equal(found->row[i * K + place] % 100, 7);
	}
	assert_int_equal(found->row[0], 7);
	assert_int_equal(found->row[7 * K], 107);
	neighbours_free(found);
}

static void a_row_asked_for_finds_what_the_search_of_all_finds(void **state)
{
	(void)state;
	enum { N = 300, K = 6 };
	struct corpus *corpus = random_corpus(N, 41);
	const struct corpus_matrix *m = &corpus->mixed;

	for (size_t max_postings = 0; max_postings <= 50; max_postings += 50) {
		struct neighbours_index *index = neighbours_index_new(m, max_postings);
		struct neighbours *all = search(m, K, max_postings, 1);
		uint32_t row[K + 1];
		float similarity[K + 1];

		for (size_t r = 0; r < N; r++) {
			size_t e = m->start[r], place = 0, n;

			n = neighbours_index_ask(index, m->column + e, m->value + e, m->start[r + 1] - e,
						 K + 1, row, similarity);
			for (size_t i = 0; i < n && place < K; i++) {
				if (row[i] == r)
					continue;
				if (max_postings == 0) {
					assert_int_equal(row[i], all->row[r * K + place]);
					assert_memory_equal(&similarity[i], &all->similarity[r * K + place],
							    sizeof *similarity);
				}
				place++;
			}
			assert_true(place >= all->count[r]);
		}
		assert_int_equal(neighbours_index_ask(index, NULL, NULL, 0, K, row, similarity), 0);
		neighbours_index_free(index);
		neighbours_free(all);
	}
	neighbours_index_free(NULL);
	corpus_free(corpus);
}

static void a_search_can_be_given_up(void **state)
{
	(void)state;
	struct corpus *corpus = random_corpus(30, 37);
	struct work *work = work_new(2, stopped_at, NULL);

	assert_null(neighbours_of_sparse(&corpus->weights, 5, 0, work));
	work_free(work);
	corpus_free(corpus);
}

static void no_rows_have_no_neighbours(void **state)
{
	(void)state;
	size_t start[] = {0, 0, 0};
	struct corpus_matrix nothing = {0, 0, start, NULL, NULL}, empty = {2, 3, start, NULL, NULL};
	struct neighbours *none = search(&nothing, 3, 0, 2), *two = search(&empty, 3, 5, 2);

	assert_int_equal(none->n_rows, 0);
	assert_int_equal(two->count[0] + two->count[1], 0);
	neighbours_free(none);
	neighbours_free(two);
	neighbours_free(NULL);
}

/* Rows of length 1 around some directions; every 50th is empty. */
static struct dense random_rows(size_t n, size_t n_columns, float pull, uint64_t seed)
{
	struct dense m = dense_new(n, n_columns);
	struct random random;

	random_start(&random, seed, RANDOM_STREAM_RANKS);
	for (size_t r = 0; r < n; r++) {
		for (size_t c = 0; r % 50 && c < n_columns; c++)
			dense_row(&m, r)[c] = (float)(random_unit(&random) - 0.5);
		dense_row(&m, r)[r % n_columns] += r % 50 ? pull : 0;
	}
	dense_normalise(&m, NULL);
	return m;
}

static struct neighbours *search_dense(const struct dense *m, size_t k, size_t n_cells, size_t n_probes,
				       size_t n_threads)
{
	struct work *work = work_new(n_threads, NULL, NULL);
	struct neighbours *found = neighbours_of_dense(m, k, n_cells, n_probes, 5, work);

	work_free(work);
	return found;
}

static void dense_neighbours_are_those_of_brute_force(void **state)
{
	(void)state;
	enum { N = 1300, K = 6 };
	struct dense m = random_rows(N, 13, 2, 3);
	struct neighbours *found = search_dense(&m, K, 0, 0, 2);

	for (size_t i = 0; i < N; i++) {
		assert_int_equal(found->count[i], i % 50 ? K : 0);
		for (size_t place = 0; place < found->count[i]; place++) {
			size_t row = found->row[i * K + place], n_better = 0;
			float similarity = found->similarity[i * K + place];

			assert_true(row != i);
			assert_float_equal(similarity,
					   dense_dot(dense_row(&m, i), dense_row(&m, row), m.stride), 1e-5);
			for (size_t j = 0; j < N; j++)
				n_better += j != i && dense_dot(dense_row(&m, i), dense_row(&m, j),
								m.stride) > similarity + 1e-5F;
			assert_true(n_better <= place);
		}
	}
	neighbours_free(found);
	dense_clear(&m);
}

static void more_cells_probed_miss_fewer_neighbours(void **state)
{
	(void)state;
	enum { N = 3000, K = 5, CELLS = 30 };
	struct dense m = random_rows(N, 20, 0.8F, 8);
	struct neighbours *exact = search_dense(&m, K, 1, 1, 1);
	size_t before = 0;

	for (size_t n_probes = 1; n_probes <= 9; n_probes += 4) {
		struct neighbours *a = search_dense(&m, K, CELLS, n_probes, 1),
				  *b = search_dense(&m, K, CELLS, n_probes, 3);
		size_t recalled = in_both(exact, a);

		assert_same(a, b);
		assert_true(recalled > before);
		before = recalled;
		neighbours_free(a);
		neighbours_free(b);
	}
	assert_true(before > (size_t)N * K * 8 / 10);
	neighbours_free(exact);
	dense_clear(&m);
}

static void dense_rows_that_are_all_alike_have_the_first_as_neighbours(void **state)
{
	(void)state;
	struct dense m = dense_new(2000, 3), nothing = dense_new(0, 3), empty = dense_new(9, 3);
	struct neighbours *found, *none = search_dense(&nothing, 3, 4, 2, 2),
				  *alone = search_dense(&empty, 3, 4, 2, 2);

	for (size_t r = 0; r < 2000; r++)
		dense_row(&m, r)[1] = 1;
	for (size_t n_cells = 0; n_cells < 20; n_cells += 10) {
		found = search_dense(&m, 3, n_cells, 10, 2);
		if (n_cells == 0) {
			assert_int_equal(found->row[1500 * 3], 0);
			assert_int_equal(found->row[1500 * 3 + 2], 2);
			assert_int_equal(found->row[0], 1);
		}
		for (size_t r = 0; r < 2000; r++)
			assert_int_equal(found->count[r], 3);
		neighbours_free(found);
	}
	assert_int_equal(none->n_rows, 0);
	for (size_t r = 0; r < 9; r++)
		assert_int_equal(alone->count[r], 0);
	neighbours_free(none);
	neighbours_free(alone);
	dense_clear(&m);
	dense_clear(&nothing);
	dense_clear(&empty);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows_of_the_corpus_have_length_one),
		cmocka_unit_test(found_neighbours_are_those_of_brute_force),
		cmocka_unit_test(one_thread_finds_the_same_as_several),
		cmocka_unit_test(a_bounded_search_misses_some_but_says_nothing_false),
		cmocka_unit_test(of_a_column_that_is_too_long_the_largest_entries_are_met),
		cmocka_unit_test(a_row_asked_for_finds_what_the_search_of_all_finds),
		cmocka_unit_test(a_search_can_be_given_up),
		cmocka_unit_test(no_rows_have_no_neighbours),
		cmocka_unit_test(dense_neighbours_are_those_of_brute_force),
		cmocka_unit_test(more_cells_probed_miss_fewer_neighbours),
		cmocka_unit_test(dense_rows_that_are_all_alike_have_the_first_as_neighbours),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
