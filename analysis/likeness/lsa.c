/* lsa - subspace iteration on s's, orthonormalised through its Gram matrix, then Rayleigh and Ritz.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "lsa.h"

#include "random.h"

#include <glib.h>
#include <gsl/gsl_eigen.h>
#include <math.h>
#include <string.h>

static const double weakest = 1e-3; /* of the strongest singular value */

enum { STRETCH = 16384 };

/* The n eigenvectors of a symmetric matrix (overwritten) as rows, largest eigenvalue first. */
static struct dense eigenvectors(double *matrix, size_t n, double *value)
{
	gsl_matrix_view view = gsl_matrix_view_array(matrix, n, n);
	gsl_vector_view values = gsl_vector_view_array(value, n);
	gsl_matrix *vectors = gsl_matrix_alloc(n, n);
	gsl_eigen_symmv_workspace *space = gsl_eigen_symmv_alloc(n);
	struct dense rows = dense_new(n, n);

	gsl_eigen_symmv(&view.matrix, &values.vector, vectors, space);
	gsl_eigen_symmv_sort(&values.vector, vectors, GSL_EIGEN_SORT_VAL_DESC);
	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < n; j++)
			dense_row(&rows, i)[j] = (float)gsl_matrix_get(vectors, j, i);
	gsl_eigen_symmv_free(space);
	gsl_matrix_free(vectors);
	return rows;
}

/* How many of the values, largest first, are more than a share of the first. */
static size_t n_above(const double *value, size_t n, double share)
{
	size_t kept = 0;

	while (kept < n && value[kept] > 0 && value[kept] > value[0] * share)
		kept++;
	return kept;
}

static bool replace(struct dense *m, struct dense by)
{
	dense_clear(m);
	*m = by;
	return by.value != NULL;
}

/* Columns of length 1 that span what m's span, twice over against rounding (Stathopoulos & Wu 2002); fewer
 * where m's depend on each other. */
static bool orthonormalise(struct dense *m, struct work *work)
{
	for (size_t round = 0; round < 2; round++) {
		size_t n = m->n_columns;
		g_autofree double *gram = g_new0(double, n *n + 1), *value = g_new0(double, n + 1);
		struct dense turn;
		bool is_done;

		if (n == 0)
			return true;
		if (!dense_gram_add(m, gram, work))
			return false;
		turn = eigenvectors(gram, n, value);
		/* Columns have been through s's once: squares, and their Gram matrix squares those. */
		turn.n_rows = n_above(value, n, weakest * weakest * weakest * weakest);
		for (size_t i = 0; i < turn.n_rows; i++)
			dense_scale(dense_row(&turn, i), (float)(1 / sqrt(value[i])), turn.stride);
		is_done = replace(m, dense_times_transposed(m, &turn, work));
		dense_clear(&turn);
		if (!is_done)
			return false;
	}
	return true;
}

static struct dense sketch(size_t n_rows, size_t n_columns, uint64_t seed)
{
	struct dense m = dense_new(n_rows, n_columns);
	struct random random;

	random_start(&random, seed, RANDOM_STREAM_SKETCH);
	for (size_t r = 0; r < n_rows; r++)
		for (size_t c = 0; c < n_columns; c++)
			dense_row(&m, r)[c] = (float)(2 * random_unit(&random) - 1);
	return m;
}

/* gram += (s m)' (s m). */
static bool add_gram(const struct corpus_matrix *sparse, const struct dense *m, double *gram,
		     struct work *work)
{
	struct dense part = dense_new(MIN(sparse->n_rows, (size_t)STRETCH), m->n_columns);
	bool is_done = true;

	for (size_t first = 0; is_done && first < sparse->n_rows; first += STRETCH) {
		double n = (double)sparse->n_rows;
		struct work_part outer;

		part.n_rows = MIN(sparse->n_rows - first, (size_t)STRETCH);
		outer = work_enter(work, (double)first / n, (double)(first + part.n_rows) / n);
		is_done = dense_sparse_rows_times(sparse, first, m, &part, work) &&
			  dense_gram_add(&part, gram, work);
		work_leave(work, outer);
	}
	dense_clear(&part);
	return is_done;
}

static void fix_signs(struct dense *m)
{
	for (size_t c = 0; c < m->n_columns; c++) {
		float largest = 0;

		for (size_t r = 0; r < m->n_rows; r++)
			if (fabsf(dense_row(m, r)[c]) > fabsf(largest))
				largest = dense_row(m, r)[c];
		if (largest >= 0)
			continue;
		for (size_t r = 0; r < m->n_rows; r++)
			dense_row(m, r)[c] = -dense_row(m, r)[c];
	}
}

/* Turns an orthonormal base of the columns' side into singular directions. */
static bool find_directions(struct lsa *lsa, const struct corpus_matrix *sparse, const struct dense *base,
			    size_t rank, struct work *work)
{
	size_t n = base->n_columns;
	g_autofree double *gram = g_new0(double, n *n + 1), *value = g_new0(double, n + 1);
	struct dense turn;

	if (n > 0) {
		if (!add_gram(sparse, base, gram, work))
			return false;
		turn = eigenvectors(gram, n, value);
	} else {
		turn = dense_new(0, 0);
	}
	lsa->rank = turn.n_rows = MIN(rank, n_above(value, n, weakest * weakest));
	lsa->singular = g_new0(double, lsa->rank + 1);
	for (size_t i = 0; i < lsa->rank; i++)
		lsa->singular[i] = sqrt(value[i]);
	lsa->right = dense_times_transposed(base, &turn, work);
	dense_clear(&turn);
	if (!lsa->right.value)
		return false;
	fix_signs(&lsa->right);
	return true;
}

struct lsa *lsa_new(const struct corpus_matrix *sparse, size_t rank, size_t oversampling, size_t n_power,
		    uint64_t seed, struct work *work)
{
	size_t width = MIN(rank + oversampling, MIN(sparse->n_rows, sparse->n_columns));
	struct lsa *lsa = g_new0(struct lsa, 1);
	struct dense base = sketch(sparse->n_columns, width, seed);
	double n_passes = (double)n_power + 2;
	struct work_part outer;
	bool is_done = true;

	for (size_t pass = 0; is_done && pass <= n_power; pass++) {
		outer = work_enter(work, (double)pass / n_passes, (double)(pass + 1) / n_passes);
		is_done = replace(&base, dense_sparse_gram_times(sparse, &base, work)) &&
			  orthonormalise(&base, work);
		work_leave(work, outer);
	}
	outer = work_enter(work, 1 - 1 / n_passes, 1);
	is_done = is_done && find_directions(lsa, sparse, &base, rank, work);
	work_leave(work, outer);
	dense_clear(&base);
	if (!is_done) {
		lsa_free(lsa);
		return NULL;
	}
	return lsa;
}

void lsa_free(struct lsa *lsa)
{
	if (!lsa)
		return;
	dense_clear(&lsa->right);
	g_free(lsa->singular);
	g_free(lsa);
}

/* What turns s V into U singular^power. */
static float *factors(const struct lsa *lsa, size_t rank, double power)
{
	float *factor = g_new(float, rank + 1);

	for (size_t i = 0; i < rank; i++)
		factor[i] = (float)pow(lsa->singular[i], power - 1);
	return factor;
}

static void scale_row(float *row, const float *factor, size_t rank)
{
	for (size_t i = 0; i < rank; i++)
		row[i] *= factor[i];
}

struct scaling {
	struct dense *rows;
	const float *factor;
};

static void scale_rows(void *data, size_t first, size_t last, size_t thread)
{
	const struct scaling *s = data;

	(void)thread;
	for (size_t r = first; r < last; r++)
		scale_row(dense_row(s->rows, r), s->factor, s->rows->n_columns);
}

struct dense lsa_rows(const struct lsa *lsa, const struct corpus_matrix *sparse, size_t rank, double power,
		      struct work *work)
{
	size_t kept = MIN(rank, lsa->rank);
	struct dense right = dense_new(lsa->right.n_rows, kept), rows;
	g_autofree float *factor = factors(lsa, kept, power);
	struct scaling scaling = {&rows, factor};

	for (size_t r = 0; r < right.n_rows; r++)
		memcpy(dense_row(&right, r), dense_row(&lsa->right, r), kept * sizeof(float));
	rows = dense_sparse_times(sparse, &right, work);
	dense_clear(&right);
	if (!work_run(work, rows.n_rows, 1024, scale_rows, &scaling, 1, 1))
		dense_clear(&rows);
	return rows;
}

struct dense lsa_documents(const struct lsa *lsa, const struct corpus_matrix *sparse, size_t rank,
			   double power, struct work *work)
{
	struct dense rows = lsa_rows(lsa, sparse, rank, power, work);

	dense_normalise(&rows, work);
	if (work_is_stopped(work))
		dense_clear(&rows);
	return rows;
}

size_t lsa_fold(const struct lsa *lsa, size_t rank, double power, const uint32_t *column, const float *value,
		size_t n, float *out)
{
	size_t kept = MIN(rank, lsa->rank);
	struct dense whole = dense_new(1, lsa->rank), row = dense_new(1, kept);
	g_autofree float *factor = factors(lsa, kept, power);

	dense_sparse_row_times(column, value, n, &lsa->right, whole.value);
	memcpy(row.value, whole.value, kept * sizeof(float));
	scale_row(row.value, factor, kept);
	dense_normalise(&row, NULL);
	memcpy(out, row.value, row.stride * sizeof(float));
	dense_clear(&whole);
	kept = row.stride;
	dense_clear(&row);
	return kept;
}
