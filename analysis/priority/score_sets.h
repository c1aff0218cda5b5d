/* score_sets - the places that each issue may take in the order of scores, over the people who came.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * j is surely above i when their difference of scores, divided by its standard error, exceeds Student's
 * quantile at Holm's level for all n (n - 1) comparisons at once; an issue stands surely below as many as are
 * surely above it (Mogstad, Romano, Shaikh & Wilhelm, Review of Economic Studies 2024, with Holm's step-down
 * in place of the bootstrap, which sees too little in a handful of sessions).  Standard errors are of the
 * delete-one jackknife (Tukey 1958; of clusters: MacKinnon, Nielsen & Webb, J. Applied Econometrics 2023),
 * over senders, and where there are two sessions or more over sessions too, on one degree of freedom less
 * than there are, and both must agree.  The variance between sessions is moderated by that of all issues
 * (moderate.h; the more a score rests on counts and on divided answers, the more it moves with the room), but
 * never below what its own sessions show, nor below chance.  To the jackknife is added what it cannot see:
 * that a share of few answers may be far from all or none of them (Wilson 1927), the doubt of votes, and that
 * what nobody said of an issue might be anything.
 *
 * Threads: pure once made.  Memory: score_sets_free; 16 * CRITERION_MAX * n_issues * parts bytes, of which
 * there are SCORE_SETS_PARTS at most.  Failure: none.
 */
#ifndef SCORE_SETS_H
#define SCORE_SETS_H

#include "criteria.h"

enum { SCORE_SETS_PARTS = 64 }; /* more sessions or senders are joined at random into so many */

struct score_sets;
struct score_sets *score_sets_new(const struct criteria *, size_t n_issues, double confidence, uint64_t seed);
void score_sets_free(struct score_sets *);
/* Places from 1: low..high, n_issues each, with these weights (CRITERION_MAX, >= 0, sum 1): all at once with
 * the confidence. */
void score_sets_places(const struct score_sets *, const double *weights, size_t *low, size_t *high);

#endif
