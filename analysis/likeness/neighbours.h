/* neighbours - the k most similar rows of each row of a sparse matrix, by an inverted index; and of a row
 * that is not in it. SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Similarity is the dot product (cosine when rows have length 1), the same from either side; ties go to the
 * smaller row.  Entries of sparse rows are above 0; what is below 1e-15 counts as 0.
 *
 * Sparse, with max_postings 0: exact.  Else each row meets others in its rarest columns first, until so many
 * entries of them have been read; of a column with more entries than that only the largest can be met
 * (champion lists, Manning, Raghavan & Schuetze 2008, 7.1.3), and the best three times k of those met are
 * compared exactly.  So the work of a row is bounded, what is said of a neighbour is exact, and only some
 * neighbours are missed.
 *
 * Threads: over the given work; an index is immutable.  Memory: the *_free functions; an index borrows its
 * matrix.  Failure: NULL when the work was stopped.
 */
#ifndef NEIGHBOURS_H
#define NEIGHBOURS_H

#include <stddef.h>
#include <stdint.h>

#include "corpus.h"
#include "dense.h"
#include "work.h"

struct neighbours {
	size_t n_rows, k;
	uint32_t *count;   /* n_rows: how many were found, at most k */
	uint32_t *row;	   /* n_rows * k: the most similar first */
	float *similarity; /* n_rows * k, > 0, never increasing within a row */
};
/* Of rows without neighbours. */
struct neighbours *neighbours_new(size_t n_rows, size_t k);
void neighbours_free(struct neighbours *);

struct neighbours *neighbours_of_sparse(const struct corpus_matrix *, size_t k, size_t max_postings,
					struct work *);
/* n_cells up to 1: exact.  Else so many cells, found by spherical k-means on a sample; each row is compared
 * with those of the n_probes cells nearest to it. */
struct neighbours *neighbours_of_dense(const struct dense *, size_t k, size_t n_cells, size_t n_probes,
				       uint64_t seed, struct work *);

/* Of a sparse matrix, for rows that are not in it. */
struct neighbours_index;
struct neighbours_index *neighbours_index_new(const struct corpus_matrix *, size_t max_postings);
void neighbours_index_free(struct neighbours_index *);
/* Up to k rows most similar to one given by its entries (columns ascending); how many were found. */
size_t neighbours_index_ask(const struct neighbours_index *, const uint32_t *column, const float *value,
			    size_t n, size_t k, uint32_t *row, float *similarity);

#endif
