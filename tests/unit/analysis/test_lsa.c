/* test_lsa - singular values and directions against GSL's dense decomposition; folding; edges; threads.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "dense_fixture.h"

#include "lsa.h"

#include <gsl/gsl_linalg.h>

/* The dense twin: U and V with all singular values, largest first. */
struct twin {
	gsl_matrix *u, *v; /* n x m (or m x n when it is wider), m x m */
	gsl_vector *s;
	bool is_turned; /* rows and columns changed places, as GSL wants at least as many rows */
};

static struct twin twin_new(const struct corpus_matrix *m)
{
	struct twin t = {.is_turned = m->n_rows < m->n_columns};
	size_t tall = MAX(m->n_rows, m->n_columns), wide = MIN(m->n_rows, m->n_columns);
	gsl_vector *space = gsl_vector_alloc(wide);

	t.u = gsl_matrix_calloc(tall, wide);
	t.v = gsl_matrix_alloc(wide, wide);
	t.s = gsl_vector_alloc(wide);
	for (size_t r = 0; r < m->n_rows; r++)
		for (size_t e = m->start[r]; e < m->start[r + 1]; e++)
			gsl_matrix_set(t.u, t.is_turned ? m->column[e] : r, t.is_turned ? r : m->column[e],
				       (double)m->value[e]);
	gsl_linalg_SV_decomp(t.u, t.v, t.s, space);
	gsl_vector_free(space);
	return t;
}

static void twin_clear(struct twin *t)
{
	gsl_matrix_free(t->u);
	gsl_matrix_free(t->v);
	gsl_vector_free(t->s);
}

/* How much of our direction i lies in the twin's first n: 1 when all. */
static double share_within(const struct lsa *lsa, const struct twin *t, size_t i, size_t n)
{
	const gsl_matrix *v = t->is_turned ? t->u : t->v;
	double share = 0;

	for (size_t j = 0; j < n; j++) {
		double dot = 0;

		for (size_t r = 0; r < lsa->right.n_rows; r++)
			dot += gsl_matrix_get(v, r, j) * (double)dense_row(&lsa->right, r)[i];
		share += dot * dot;
	}
	return share;
}

static void assert_orthonormal(const struct dense *m, double tolerance)
{
	g_autofree double *gram = g_new0(double, m->n_columns * m->n_columns + 1);

	assert_true(dense_gram_add(m, gram, NULL));
	for (size_t i = 0; i < m->n_columns; i++)
		for (size_t j = 0; j < m->n_columns; j++)
			assert_true(fabs(gram[i * m->n_columns + j] - (i == j)) < tolerance);
}

/* Entries by topics, so that the spectrum has a head and a tail as that of texts. */
static struct corpus_matrix topics(struct random *random, size_t n_rows, size_t n_columns, size_t n_topics)
{
	struct corpus_matrix m = random_sparse(random, n_rows, n_columns, 6);

	for (size_t r = 0; r < n_rows; r++)
		for (size_t e = m.start[r]; e < m.start[r + 1]; e++)
			m.value[e] *= m.column[e] % n_topics == r % n_topics
					      ? 2 + 6 / (float)(1 + r % n_topics)
					      : 0.3F;
	return m;
}

static void values_and_directions_are_those_of_the_dense_decomposition(void **state)
{
	static const size_t sizes[][2] = {{300, 120}, {90, 400}, {150, 150}};
	struct random random;

	(void)state;
	random_start(&random, 11, RANDOM_STREAM_RANKS);
	for (size_t t = 0; t < G_N_ELEMENTS(sizes); t++) {
		struct corpus_matrix m = topics(&random, sizes[t][0], sizes[t][1], 12);
		struct twin twin = twin_new(&m);
		struct lsa *lsa = lsa_new(&m, 12, 20, 4, 5, NULL);

		assert_int_equal(lsa->rank, 12);
		assert_orthonormal(&lsa->right, 1e-5);
		for (size_t i = 0; i < 10; i++) {
			double expected = gsl_vector_get(twin.s, i);

			assert_true(fabs(lsa->singular[i] - expected) < 1e-4 * expected);
			assert_true(i == 0 || lsa->singular[i] <= lsa->singular[i - 1]);
			/* Among all that are no weaker by more than a hundredth: close ones may mix. */
			size_t n = i + 1;

			while (n < twin.s->size && gsl_vector_get(twin.s, n) > 0.99 * expected)
				n++;
			assert_true(share_within(lsa, &twin, i, n) > 0.99);
		}
		lsa_free(lsa);
		twin_clear(&twin);
		sparse_clear(&m);
	}
}

static void all_directions_rebuild_the_matrix(void **state)
{
	struct random random;
	struct corpus_matrix m;
	struct lsa *lsa;
	struct dense rows;
	struct twin twin;

	(void)state;
	random_start(&random, 12, RANDOM_STREAM_RANKS);
	m = random_sparse(&random, 40, 25, 8);
	twin = twin_new(&m);
	lsa = lsa_new(&m, 1000, 10, 1, 5, NULL);
	assert_int_equal(lsa->rank, 25);
	for (size_t i = 0; i < 25; i++)
		assert_true(fabs(lsa->singular[i] - gsl_vector_get(twin.s, i)) < 1e-4 * lsa->singular[i]);
	rows = lsa_rows(lsa, &m, 25, 1, NULL);
	for (size_t r = 0; r < 40; r++) {
		g_autofree double *row = g_new0(double, 25);

		for (size_t e = m.start[r]; e < m.start[r + 1]; e++)
			row[m.column[e]] = (double)m.value[e];
		for (size_t c = 0; c < 25; c++)
			assert_true(fabs((double)dense_dot(dense_row(&rows, r), dense_row(&lsa->right, c),
							   rows.stride) -
					 row[c]) < 1e-4);
	}
	dense_clear(&rows);
	/* With power 0 the columns of what is left are U. */
	rows = lsa_rows(lsa, &m, 10, 0, NULL);
	assert_orthonormal(&rows, 1e-4);
	dense_clear(&rows);
	lsa_free(lsa);
	twin_clear(&twin);
	sparse_clear(&m);
}

static void a_folded_row_is_its_row_of_the_documents(void **state)
{
	static const double powers[] = {1, 0, 0.5};
	struct random random;
	struct corpus_matrix m;
	struct lsa *lsa;

	(void)state;
	random_start(&random, 13, RANDOM_STREAM_RANKS);
	m = topics(&random, 500, 80, 9);
	lsa = lsa_new(&m, 20, 10, 2, 6, NULL);
	for (size_t p = 0; p < G_N_ELEMENTS(powers); p++) {
		for (size_t rank = 1; rank <= 23; rank += 11) {
			struct dense documents = lsa_documents(lsa, &m, rank, powers[p], NULL);
			float row[24];

			assert_int_equal(documents.n_columns, MIN(rank, 20));
			for (size_t r = 0; r < 500; r++) {
				size_t at = m.start[r];

				assert_int_equal(lsa_fold(lsa, rank, powers[p], m.column + at, m.value + at,
							  m.start[r + 1] - at, row),
						 documents.stride);
				assert_memory_equal(row, dense_row(&documents, r),
						    documents.stride * sizeof(float));
				assert_true(at == m.start[r + 1] ||
					    fabsf(dense_dot(row, row, documents.stride) - 1) < 1e-5F);
			}
			dense_clear(&documents);
		}
	}
	lsa_free(lsa);
	sparse_clear(&m);
}

static void a_matrix_of_few_directions_has_few(void **state)
{
	struct corpus_matrix m = {.n_rows = 200, .n_columns = 30};
	struct lsa *lsa;

	(void)state;
	/* Three kinds of row, in several lengths. */
	m.start = g_new0(size_t, 201);
	m.column = g_new(uint32_t, 2000);
	m.value = g_new(float, 2000);
	for (size_t r = 0; r < 200; r++) {
		m.start[r + 1] = m.start[r] + 10;
		for (size_t i = 0; i < 10; i++) {
			m.column[r * 10 + i] = (uint32_t)(r % 3 * 10 + i);
			m.value[r * 10 + i] = (float)((1 + r % 3) * (1 + r % 5) * (1 + i));
		}
	}
	lsa = lsa_new(&m, 20, 10, 2, 1, NULL);
	assert_int_equal(lsa->rank, 3);
	assert_orthonormal(&lsa->right, 1e-5);
	lsa_free(lsa);
	sparse_clear(&m);
}

static void small_and_empty_matrices_have_an_answer(void **state)
{
	static const size_t sizes[][2] = {{0, 0}, {0, 5}, {5, 0}, {1, 1}, {1, 7}, {7, 1}, {2, 2}};

	(void)state;
	for (size_t t = 0; t < G_N_ELEMENTS(sizes); t++) {
		struct corpus_matrix m = {.n_rows = sizes[t][0], .n_columns = sizes[t][1]};
		struct lsa *lsa;
		struct dense documents;

		for (size_t is_full = 0; is_full < 2; is_full++) {
			size_t expected = is_full && m.n_rows && m.n_columns ? 1 : 0;

			m.start = g_new0(size_t, m.n_rows + 1);
			m.column = g_new0(uint32_t, m.n_rows * m.n_columns + 1);
			m.value = g_new0(float, m.n_rows *m.n_columns + 1);
			for (size_t r = 0; r < m.n_rows; r++) {
				m.start[r + 1] = m.start[r] + (is_full ? m.n_columns : 0);
				for (size_t c = 0; c < m.n_columns; c++) {
					m.column[r * m.n_columns + c] = (uint32_t)c;
					m.value[r * m.n_columns + c] = 1;
				}
			}
			lsa = lsa_new(&m, 100, 10, 2, 3, NULL);
			assert_int_equal(lsa->rank, expected);
			if (expected)
				assert_true(fabs(lsa->singular[0] - sqrt((double)(m.n_rows * m.n_columns))) <
					    1e-5);
			documents = lsa_documents(lsa, &m, 100, 1, NULL);
			assert_int_equal(documents.n_rows, m.n_rows);
			assert_int_equal(documents.n_columns, expected);
			for (size_t r = 0; expected && r < m.n_rows; r++)
				assert_true(fabsf(dense_row(&documents, r)[0] - 1) < 1e-6F);
			dense_clear(&documents);
			lsa_free(lsa);
			sparse_clear(&m);
		}
	}
}

static void threads_change_no_byte(void **state)
{
	struct random random;
	struct corpus_matrix m;
	struct lsa *lsa[2];
	struct dense documents[2];

	(void)state;
	random_start(&random, 14, RANDOM_STREAM_RANKS);
	m = random_sparse(&random, 20000, 50, 5);
	for (size_t t = 0; t < 2; t++) {
		struct work *work = work_new(t + 1, NULL, NULL);

		lsa[t] = lsa_new(&m, 20, 10, 2, 6, work);
		documents[t] = lsa_documents(lsa[t], &m, 20, 1, work);
		work_free(work);
	}
	assert_memory_equal(documents[0].value, documents[1].value,
			    documents[0].n_rows * documents[0].stride * sizeof(float));
	assert_memory_equal(lsa[0]->singular, lsa[1]->singular, 20 * sizeof(double));
	for (size_t t = 0; t < 2; t++) {
		dense_clear(&documents[t]);
		lsa_free(lsa[t]);
	}
	sparse_clear(&m);
}

static void it_can_be_stopped_at_any_moment(void **state)
{
	struct random random;
	struct corpus_matrix m;
	bool is_done = false;
	size_t n_stopped = 0;

	(void)state;
	random_start(&random, 15, RANDOM_STREAM_RANKS);
	m = random_sparse(&random, 500, 30, 5);
	for (size_t after = 0; !is_done; after++) {
		size_t n = after;
		struct work *work = work_new(1, stop_later, &n);
		struct lsa *lsa = lsa_new(&m, 5, 5, 1, 6, work);

		assert_true((lsa == NULL) == work_is_stopped(work));
		is_done = lsa != NULL;
		n_stopped += !is_done;
		lsa_free(lsa);
		work_free(work);
	}
	assert_true(n_stopped > 5);
	sparse_clear(&m);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(values_and_directions_are_those_of_the_dense_decomposition),
		cmocka_unit_test(all_directions_rebuild_the_matrix),
		cmocka_unit_test(a_folded_row_is_its_row_of_the_documents),
		cmocka_unit_test(a_matrix_of_few_directions_has_few),
		cmocka_unit_test(small_and_empty_matrices_have_an_answer),
		cmocka_unit_test(threads_change_no_byte),
		cmocka_unit_test(it_can_be_stopped_at_any_moment),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
