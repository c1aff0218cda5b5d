/* strata - an exact test of tables of two by two, each with its own totals.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Conditional on all totals the count is a sum of hypergeometric ones, whose distribution is counted out
 * (Mehta, Patel & Gray, JASA 80, 1985; R's mantelhaen.test with exact = TRUE); of one table it is Fisher's
 * test.
 *
 * Threads: pure.  Memory: none.  Failure: none.
 */
#ifndef STRATA_H
#define STRATA_H

#include <stddef.h>

struct strata_table {
	size_t one, one_named;	   /* people of one column, and those of them who name it */
	size_t other, other_named; /* of the other column */
};
/* p that both columns of every table have the same share: of all counts no likelier than the one seen.  Where
 * counting it out would take more than 2e7 steps, Mantel & Haenszel's approximation with continuity (JNCI 22,
 * 1959).  1 where nothing can differ. */
double strata_test(const struct strata_table *, size_t n_tables);

#endif
