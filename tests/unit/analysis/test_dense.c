/* test_dense - every kernel against a plain loop; the same bytes whatever the number of threads.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "dense_fixture.h"
#include "stopped.h"

static void assert_same(const struct dense *a, const struct dense *b)
{
	assert_int_equal(a->n_rows, b->n_rows);
	assert_int_equal(a->stride, b->stride);
	assert_memory_equal(a->value, b->value, a->n_rows * a->stride * sizeof(float));
}

static void rows_start_at_lanes_and_end_in_zeros(void **state)
{
	(void)state;
	for (size_t columns = 0; columns < 20; columns++) {
		struct dense m = dense_new(3, columns);

		assert_true(m.stride % 8 == 0 && m.stride >= columns && m.stride < columns + 8);
		assert_int_equal((uintptr_t)m.value % 32, 0);
		for (size_t i = 0; i < m.n_rows * m.stride; i++)
			assert_true(m.value[i] == 0);
		dense_clear(&m);
		assert_null(m.value);
	}
}

static void dot_and_add_are_those_of_a_plain_loop(void **state)
{
	struct random random;

	(void)state;
	random_start(&random, 1, RANDOM_STREAM_SKETCH);
	for (size_t columns = 1; columns < 70; columns++) {
		struct dense m = random_dense(&random, 2, columns), sum = dense_new(1, columns);
		double expected = 0;

		for (size_t c = 0; c < columns; c++)
			expected += (double)dense_row(&m, 0)[c] * (double)dense_row(&m, 1)[c];
		assert_true(fabs((double)dense_dot(dense_row(&m, 0), dense_row(&m, 1), m.stride) - expected) <
			    1e-5);
		dense_add(sum.value, dense_row(&m, 0), 2, m.stride);
		dense_add(sum.value, dense_row(&m, 1), -0.5F, m.stride);
		dense_scale(sum.value, 4, m.stride);
		for (size_t c = 0; c < columns; c++)
			assert_true(fabsf(sum.value[c] - (8 * m.value[c] - 2 * dense_row(&m, 1)[c])) < 1e-5F);
		dense_clear(&m);
		dense_clear(&sum);
	}
}

static void dots_are_to_the_bit_those_of_a_plain_loop(void **state)
{
	static const size_t sizes[][3] = {{1, 1, 1},   {4, 16, 8},   {5, 17, 9},  {9, 40, 300},
					  {3, 15, 56}, {8, 32, 512}, {2, 3, 520}, {7, 33, 0}};
	struct random random;

	(void)state;
	random_start(&random, 2, RANDOM_STREAM_SKETCH);
	for (size_t t = 0; t < G_N_ELEMENTS(sizes); t++) {
		struct dense a = random_dense(&random, sizes[t][0], sizes[t][2]);
		struct dense b = random_dense(&random, sizes[t][1], sizes[t][2]);
		g_autofree float *out = g_new(float, a.n_rows *b.n_rows);

		dense_dots(a.value, a.n_rows, b.value, b.n_rows, a.stride, out);
		for (size_t i = 0; i < a.n_rows; i++) {
			for (size_t j = 0; j < b.n_rows; j++) {
				volatile float sum = 0;

				for (size_t c = 0; c < a.stride; c++) {
					volatile float product = dense_row(&a, i)[c] * dense_row(&b, j)[c];

					sum = sum + product;
				}
				assert_true(out[i * b.n_rows + j] == sum);
			}
		}
		dense_clear(&a);
		dense_clear(&b);
	}
}

static void rows_are_brought_to_length_one_or_are_zero(void **state)
{
	struct random random;
	struct dense m;

	(void)state;
	random_start(&random, 3, RANDOM_STREAM_SKETCH);
	m = random_dense(&random, 50, 13);
	memset(dense_row(&m, 7), 0, 13 * sizeof(float));
	dense_scale(dense_row(&m, 8), 1e-20F, m.stride);
	dense_scale(dense_row(&m, 9), 1e6F, m.stride);
	dense_normalise(&m, NULL);
	for (size_t r = 0; r < m.n_rows; r++) {
		float square = dense_dot(dense_row(&m, r), dense_row(&m, r), m.stride);

		assert_true(r == 7 || r == 8 ? square == 0 : fabsf(square - 1) < 1e-5F);
	}
	dense_clear(&m);
}

static void parts_stand_side_by_side_in_their_shares(void **state)
{
	struct random random;
	struct dense a, b, both;
	const struct dense *parts[2] = {&a, &b};
	const float share[2] = {1, 2};

	(void)state;
	random_start(&random, 4, RANDOM_STREAM_SKETCH);
	a = random_dense(&random, 20, 5);
	b = random_dense(&random, 20, 11);
	dense_normalise(&a, NULL);
	dense_normalise(&b, NULL);
	memset(dense_row(&a, 1), 0, a.stride * sizeof(float));
	memset(dense_row(&a, 2), 0, a.stride * sizeof(float));
	memset(dense_row(&b, 2), 0, b.stride * sizeof(float));
	both = dense_beside(parts, share, 2);
	assert_int_equal(both.n_columns, 16);
	for (size_t r = 0; r < 20; r++) {
		float a_length = r == 1 || r == 2 ? 0 : 1 / sqrtf(5), b_length = r == 2 ? 0 : 2 / sqrtf(5);

		if (r == 1)
			b_length = 1;
		for (size_t c = 0; c < 5; c++)
			assert_true(fabsf(dense_row(&both, r)[c] - a_length * dense_row(&a, r)[c]) < 1e-6F);
		for (size_t c = 0; c < 11; c++)
			assert_true(fabsf(dense_row(&both, r)[5 + c] - b_length * dense_row(&b, r)[c]) <
				    1e-6F);
	}
	dense_clear(&a);
	dense_clear(&b);
	dense_clear(&both);
}

static void sparse_products_are_those_of_a_plain_loop(void **state)
{
	static const size_t sizes[][3] = {{1, 1, 1}, {30, 20, 7}, {40, 9, 72}, {2000, 30, 101}};
	struct random random;

	(void)state;
	random_start(&random, 5, RANDOM_STREAM_SKETCH);
	for (size_t t = 0; t < G_N_ELEMENTS(sizes); t++) {
		size_t n = sizes[t][0], m = sizes[t][1], r = sizes[t][2];
		struct corpus_matrix sparse = random_sparse(&random, n, m, 5);
		struct dense right = random_dense(&random, m, r), left = random_dense(&random, n, r);
		struct dense a = dense_sparse_times(&sparse, &right, NULL);
		struct dense b = dense_sparse_transposed_times(&sparse, &left, NULL);
		g_autofree double *expected_a = g_new0(double, n *r), *expected_b = g_new0(double, m *r);

		for (size_t i = 0; i < n; i++) {
			for (size_t e = sparse.start[i]; e < sparse.start[i + 1]; e++) {
				size_t j = sparse.column[e];

				for (size_t c = 0; c < r; c++) {
					expected_a[i * r + c] +=
						(double)(sparse.value[e] * dense_row(&right, j)[c]);
					expected_b[j * r + c] +=
						(double)(sparse.value[e] * dense_row(&left, i)[c]);
				}
			}
		}
		for (size_t i = 0; i < n; i++) {
			g_autofree float *row = g_new(float, a.stride);

			for (size_t c = 0; c < r; c++)
				assert_true(fabs(expected_a[i * r + c] - (double)dense_row(&a, i)[c]) < 1e-5);
			dense_sparse_row_times(sparse.column + sparse.start[i],
					       sparse.value + sparse.start[i],
					       sparse.start[i + 1] - sparse.start[i], &right, row);
			assert_memory_equal(row, dense_row(&a, i), a.stride * sizeof(float));
		}
		for (size_t j = 0; j < m; j++)
			for (size_t c = 0; c < r; c++)
				assert_true(fabs(expected_b[j * r + c] - (double)dense_row(&b, j)[c]) < 1e-4);
		sparse_clear(&sparse);
		dense_clear(&right);
		dense_clear(&left);
		dense_clear(&a);
		dense_clear(&b);
	}
}

static void dense_products_are_those_of_a_plain_loop(void **state)
{
	static const size_t sizes[][3] = {{1, 1, 1}, {3, 5, 2}, {1500, 20, 17}, {5000, 11, 40}};
	struct random random;

	(void)state;
	random_start(&random, 6, RANDOM_STREAM_SKETCH);
	for (size_t t = 0; t < G_N_ELEMENTS(sizes); t++) {
		size_t n = sizes[t][0], m = sizes[t][1], r = sizes[t][2];
		struct dense a = random_dense(&random, n, m), b = random_dense(&random, r, m);
		struct dense c = dense_times_transposed(&a, &b, NULL);
		g_autofree double *gram = g_new0(double, m *m);

		gram[0] = 1;
		assert_true(dense_gram_add(&a, gram, NULL));
		gram[0] -= 1;
		for (size_t i = 0; i < n; i++)
			for (size_t j = 0; j < c.stride; j++)
				assert_true(
					fabsf(dense_row(&c, i)[j] -
					      (j < r ? dense_dot(dense_row(&a, i), dense_row(&b, j), a.stride)
						     : 0)) < 1e-5F);
		for (size_t i = 0; i < m; i++) {
			for (size_t j = 0; j < m; j++) {
				double sum = 0;

				for (size_t k = 0; k < n; k++)
					sum += (double)dense_row(&a, k)[i] * (double)dense_row(&a, k)[j];
				assert_true(fabs(sum - gram[i * m + j]) < 1e-9);
				assert_true(gram[i * m + j] == gram[j * m + i]);
			}
		}
		dense_clear(&a);
		dense_clear(&b);
		dense_clear(&c);
	}
}

static void threads_change_no_byte(void **state)
{
	struct random random;
	struct corpus_matrix sparse;
	struct dense right, left, result[2][5];
	double *gram[2] = {g_new0(double, 40 * 40), g_new0(double, 40 * 40)};

	(void)state;
	random_start(&random, 7, RANDOM_STREAM_SKETCH);
	sparse = random_sparse(&random, 40000, 60, 6);
	right = random_dense(&random, 60, 40);
	left = random_dense(&random, 40000, 40);
	for (size_t t = 0; t < 2; t++) {
		struct work *work = work_new(t + 1, NULL, NULL);

		result[t][0] = dense_sparse_times(&sparse, &right, work);
		result[t][1] = dense_sparse_transposed_times(&sparse, &left, work);
		result[t][2] = dense_sparse_gram_times(&sparse, &right, work);
		result[t][3] = dense_times_transposed(&left, &right, work);
		result[t][4] = dense_sparse_times(&sparse, &right, work);
		dense_normalise(&result[t][4], work);
		assert_true(dense_gram_add(&left, gram[t], work));
		work_free(work);
	}
	assert_memory_equal(gram[0], gram[1], 40 * 40 * sizeof(double));
	/* s' (s m) in stretches is the two products one after the other. */
	left.n_rows = 0;
	dense_clear(&left);
	left = dense_sparse_transposed_times(&sparse, &result[0][0], NULL);
	assert_same(&left, &result[0][2]);
	for (size_t i = 0; i < 5; i++) {
		assert_same(&result[0][i], &result[1][i]);
		dense_clear(&result[0][i]);
		dense_clear(&result[1][i]);
	}
	g_free(gram[0]);
	g_free(gram[1]);
	sparse_clear(&sparse);
	dense_clear(&right);
	dense_clear(&left);
}

static void a_stopped_product_is_empty(void **state)
{
	struct random random;
	struct corpus_matrix sparse;
	struct dense right, a, b, c;
	double gram = 0;
	struct work *work = work_new(2, stopped_at, NULL);

	(void)state;
	random_start(&random, 8, RANDOM_STREAM_SKETCH);
	sparse = random_sparse(&random, 5000, 1, 1);
	right = random_dense(&random, 1, 1);
	a = dense_sparse_times(&sparse, &right, work);
	b = dense_sparse_gram_times(&sparse, &right, work);
	c = dense_times_transposed(&right, &right, work);
	assert_true(!a.value && !b.value && !c.value && !a.n_rows && !b.n_rows && !c.n_rows);
	assert_false(dense_gram_add(&right, &gram, work));
	sparse_clear(&sparse);
	dense_clear(&right);
	work_free(work);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows_start_at_lanes_and_end_in_zeros),
		cmocka_unit_test(dot_and_add_are_those_of_a_plain_loop),
		cmocka_unit_test(dots_are_to_the_bit_those_of_a_plain_loop),
		cmocka_unit_test(rows_are_brought_to_length_one_or_are_zero),
		cmocka_unit_test(parts_stand_side_by_side_in_their_shares),
		cmocka_unit_test(sparse_products_are_those_of_a_plain_loop),
		cmocka_unit_test(dense_products_are_those_of_a_plain_loop),
		cmocka_unit_test(threads_change_no_byte),
		cmocka_unit_test(a_stopped_product_is_empty),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
