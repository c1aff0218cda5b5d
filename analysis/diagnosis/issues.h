/* issues - what a group of texts is called and who speaks for it: telling terms, a phrase, centre, examples.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Threads: pure.  Memory: the caller frees what is handed out.  Failure: none.
 */
#ifndef ISSUES_H
#define ISSUES_H

#include "corpus.h"

/* How much a term sets a group apart: z of its log-odds with an informative Dirichlet prior over the
 * documents that hold it (Monroe, Colaresi & Quinn 2008). */
struct issues_odds {
	double n, n_all, prior; /* terms in the group's documents, in all, of the prior */
};
struct issues_odds issues_odds_of(const struct corpus *); /* n: for the caller to fill */
/* y of the group's documents hold the term, y_all of all. */
double issues_log_odds(const struct issues_odds *, double y, double y_all);

/* For each group up to n_terms terms that set it apart by their log-odds, in surface forms; most telling
 * first, ties by strcmp.  group[d] SIZE_MAX: in none.  part: of each document in a group, what part of it,
 * so that a term which several parts share counts for more than one of the largest part alone; NULL: no
 * parts.  A NULL-terminated array of strings for each group. */
char ***issues_terms(const struct corpus *, const size_t *group, const size_t *part, size_t n_groups,
		     size_t n_terms);

/* For each issue the run of two to four words, the first and the last of them content words, that is written
 * in most of its texts, in few of the other issues' and of telling terms, as most people write it; "": none
 * is in two texts (three of twenty or more).  Runs that differ in little words and inflection count as one;
 * none goes across punctuation or what was masked; a negation before it is
 * written along; no two issues have the same.  Issue i is of
 * documents[first[i]]..documents[first[i + 1] - 1], most central first, of which the first 300 are read
 * (fewer where issues are many); texts are by document, as written.  To be freed with g_strfreev. */
char **issues_phrases(const struct corpus *, const char *const *texts, const size_t *first,
		      const size_t *documents, size_t n_issues);

/* Orders the documents of one group by closeness to its centroid, closest first (ties: smaller first), and
 * picks up to three examples: the closest of those that are at least as long as the median, then those that
 * best weigh closeness against likeness to the ones already picked (maximal marginal relevance, Carbonell &
 * Goldstein 1998, lambda 0.5), those of at least half that length first.  SIZE_MAX where there are fewer. */
void issues_centre(const struct corpus_matrix *, size_t *documents, size_t n_documents, size_t examples[3]);

#endif
