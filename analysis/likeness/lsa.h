/* lsa - latent semantic analysis: a sparse matrix by its strongest directions (Deerwester et al. 1990), found
 * with a randomised range finder and power iterations (Halko, Martinsson & Tropp 2011).
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Works on the side of the columns, by stretches of rows: beside the matrix it needs some columns x rank
 * floats. Directions weaker than a thousandth of the strongest are lost in 32-bit rounding and left out.
 *
 * Threads: over the given work.  Memory: lsa_free, dense_clear.  Failure: NULL (n_rows 0) when the work was
 * stopped.
 */
#ifndef LSA_H
#define LSA_H

#include "dense.h"

struct lsa {
	size_t rank;	    /* at most what was asked, the rows and the columns; 0 for an empty matrix */
	double *singular;   /* rank, never increasing, > 0 */
	struct dense right; /* n_columns x rank: V, columns of length 1, sign such that the largest is > 0 */
};

/* n_power: 2 is usual; more follow the spectrum better.  oversampling: 10 is usual. */
struct lsa *lsa_new(const struct corpus_matrix *, size_t rank, size_t oversampling, size_t n_power,
		    uint64_t seed, struct work *);
void lsa_free(struct lsa *);
/* The same matrix in the space of its first rank directions (all, if there are fewer): U times
 * singular^power. power 1: as LSA has it; 0: all directions alike. */
struct dense lsa_rows(const struct lsa *, const struct corpus_matrix *, size_t rank, double power,
		      struct work *);
/* The same, rows of length 1 where not empty. */
struct dense lsa_documents(const struct lsa *, const struct corpus_matrix *, size_t rank, double power,
			   struct work *);
/* A new row in the same space: to the bit what lsa_documents would have for it.  How many floats were
 * written to out: the stride of that many directions. */
size_t lsa_fold(const struct lsa *, size_t rank, double power, const uint32_t *column, const float *value,
		size_t n, float *out);

#endif
