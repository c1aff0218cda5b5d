/* issues - what a group of texts is called and who speaks for it: telling terms, centre, examples.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Threads: pure.  Memory: the caller frees what is handed out.  Failure: none.
 */
#ifndef ISSUES_H
#define ISSUES_H

#include "corpus.h"

/* For each group up to n_terms terms that set it apart, by log-odds with an informative Dirichlet prior over
 * the documents that hold them (Monroe, Colaresi & Quinn 2008), in surface forms; most telling first, ties by
 * strcmp. group[d] SIZE_MAX: in none.  A NULL-terminated array of strings for each group. */
char ***issues_terms(const struct corpus *, const size_t *group, size_t n_groups, size_t n_terms);

/* Orders the documents of one group by closeness to its centroid, closest first (ties: smaller first), and
 * picks up to three examples: the closest of those that are at least as long as the median, then those that
 * best weigh closeness against likeness to the ones already picked (maximal marginal relevance, Carbonell &
 * Goldstein 1998, lambda 0.5).  SIZE_MAX where there are fewer. */
void issues_centre(const struct corpus_matrix *, size_t *documents, size_t n_documents, size_t examples[3]);

#endif
