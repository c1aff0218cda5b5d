/* dense - rows of 32-bit floats and the few kernels that the analysis needs of them.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The same numbers come out on every processor and with any number of threads: each sum is taken in the order
 * its function states, eight lanes wide, and never contracted into fused multiply-adds.
 *
 * Threads: pure, or over the given work (which may be NULL).  Memory: dense_clear.  Failure: n_rows 0 or
 * false when the work was stopped.
 */
#ifndef DENSE_H
#define DENSE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "corpus.h"
#include "work.h"

struct dense {
	size_t n_rows, n_columns;
	size_t stride; /* floats from row to row: n_columns rounded up to 8, the rest 0 */
	float *value;  /* n_rows * stride, aligned to 32 bytes */
};

struct dense dense_new(size_t n_rows, size_t n_columns); /* all 0 */
void dense_clear(struct dense *);
static inline float *dense_row(const struct dense *m, size_t row)
{
	return m->value + row * m->stride;
}

/* Vectors of n floats, n a multiple of 8, as rows are. */
float dense_dot(const float *a, const float *b, size_t n);
void dense_add(float *to, const float *from, float scale, size_t n);
void dense_scale(float *row, float scale, size_t n);
/* All of n_a rows with all of n_b rows, each row n floats after the one before: out[i * n_b + j] = a_i . b_j,
 * summed from first column to last, whatever the other rows are.  Quickest with some hundred rows of a: those
 * of b are laid out anew at each call. */
void dense_dots(const float *a, size_t n_a, const float *b, size_t n_b, size_t n, float *out);

/* Each row to length 1; rows shorter than 1e-15 become 0. */
void dense_normalise(struct dense *, struct work *);
/* Several side by side, each scaled by its share, rows then of length 1 where not empty. */
struct dense dense_beside(const struct dense *const *, const float *share, size_t n);
/* a (n x m) times the transposed of b (r x m): n x r. */
struct dense dense_times_transposed(const struct dense *a, const struct dense *b, struct work *);
/* gram (n_columns x n_columns, symmetric) += m' m. */
bool dense_gram_add(const struct dense *m, double *gram, struct work *);

/* One sparse row times dense: out (stride of m) = the sum of value[i] * row column[i], entry after entry. */
void dense_sparse_row_times(const uint32_t *column, const float *value, size_t n, const struct dense *m,
			    float *out);
/* sparse (n x m) times dense (m x r): n x r, row by row as dense_sparse_row_times. */
struct dense dense_sparse_times(const struct corpus_matrix *, const struct dense *, struct work *);
/* The transposed of sparse (n x m) times dense (n x r): m x r. */
struct dense dense_sparse_transposed_times(const struct corpus_matrix *, const struct dense *, struct work *);
/* s's rows first.. (as many as to has) times dense: to. */
bool dense_sparse_rows_times(const struct corpus_matrix *s, size_t first, const struct dense *,
			     struct dense *to, struct work *);
/* s' (s m), m x r, without s m ever being whole in memory. */
struct dense dense_sparse_gram_times(const struct corpus_matrix *s, const struct dense *m, struct work *);

#endif
