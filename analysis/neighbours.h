/* neighbours - the k most similar rows of each row of a sparse matrix, by an inverted index.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Exact top-k by dot product (cosine when rows have length 1), ties to the smaller row.  With max_frequency
 * below the number of rows, columns with more entries than that are looked past: bounded work on huge inputs,
 * no longer exact.
 *
 * Threads: one search a thread.  Memory: neighbours_free; the matrix is borrowed during the search.  Failure:
 * none.
 */
#ifndef NEIGHBOURS_H
#define NEIGHBOURS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "corpus.h"

struct neighbours {
	size_t n_rows, k;
	uint32_t *count;   /* n_rows: how many were found, at most k */
	uint32_t *row;	   /* n_rows * k: the most similar first */
	float *similarity; /* n_rows * k, > 0, never increasing within a row */
};

struct neighbours_search;
struct neighbours_search *neighbours_start(const struct corpus_matrix *, size_t k, size_t max_frequency);
/* Searches the next n_rows rows; false when all are done. */
bool neighbours_step(struct neighbours_search *, size_t n_rows, double *fraction);
struct neighbours *neighbours_finish(struct neighbours_search *); /* frees the search; asserts it is done */
void neighbours_cancel(struct neighbours_search *);
void neighbours_free(struct neighbours *);

#endif
