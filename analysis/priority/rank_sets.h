/* rank_sets - the places that each issue may take in the order of mentions, with stated confidence.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Each pair is tested, and an issue stands surely below as many as are surely above it: Bazylik, Mogstad,
 * Romano, Shaikh & Wilhelm, "Finite- and large-sample inference for ranks using multinomial data" (arXiv
 * 2402.00192), as csranks has it.  Where senders name several issues the test of a pair is exact and paired
 * (McNemar's by the binomial).  Places by count lie within their sets (from a confidence of 0.5 on).
 *
 * People in one room influence each other: where there are several sessions a difference must also hold from
 * session to session.  Student's t of the difference of shares, weighted over sessions by the people they are
 * worth (Kish: n / (1 + (n - 1) rho)), with the variance of leaving one session out (CR3: MacKinnon, Nielsen
 * & Webb, J. Appl. Econometrics 38, 2023), its degrees of freedom by Satterthwaite (Bell & McCaffrey, Survey
 * Methodology 28, 2002); t errs on the safe side where sessions differ in variance (Ibragimov & Mueller, JBES
 * 28, 2010).  Five sessions say little of one issue but more of all: the variance is moderated by that of the
 * others as far as these are alike (Smyth, Stat. Appl. Genet. Mol. Biol. 3, 2004), is never below what its
 * own sessions show, nor what chance alone gives. It stands in for drawing whole sessions and then senders
 * again, which it was measured against: from five sessions the studentised bootstrap tells nothing apart (12
 * issues, 12.0 places a set; here 9.9; who knew the true variances: 7.9), and percentiles of resampled places
 * cover 0 to 66 % of near-ties.  Coverage and width: make bench-analysis PARTS=coverage.
 *
 * Threads: pure.  Memory: the caller's.  Failure: none.
 */
#ifndef RANK_SETS_H
#define RANK_SETS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* p[i * n + j]: of the hypothesis that issue i is named by no more people than issue j; small: i is above j.
 * The diagonal is not read. */

/* One issue a sender (multinomial): exact conditional binomial. */
void rank_test_counts(const size_t *counts, size_t n, double *p);

/* Who named what, in any order; a pair said twice counts once. */
struct rank_mention {
	size_t sender, issue;
};
struct rank_people {
	const struct rank_mention *mentions;
	size_t n_mentions, n_senders, n_issues, n_sessions;
	const size_t
		*session; /* n_senders: 0..n_sessions-1, SIZE_MAX unknown: a session of its own together */
};
/* Several issues a sender: exact, paired; equals rank_test_counts where each names one. */
void rank_test_paired(const struct rank_people *, double *p);
/* Rooms that differ: sessions are what was sampled, and beyond 200 some are joined.  All ones where there are
 * fewer than two sessions with people. */
void rank_test_sessions(const struct rank_people *, double *p);
/* The test to be used: paired, and where RANK_MIN_OUTSIDE senders or more are outside the largest session, so
 * that there are several, the larger p of both.  A stray form does not undo what one room says. */
enum { RANK_MIN_OUTSIDE = 5 };
void rank_test(const struct rank_people *, double *p);

enum rank_correction { RANK_HOLM, RANK_BONFERRONI };
enum rank_cover { RANK_MARGINAL, RANK_SIMULTANEOUS }; /* each place alone, or all at once */
/* Places from 1: low..high, n each; 0 < confidence < 1.  At once, all n (n - 1) tests are one family; alone,
 * the 2 (n - 1) of an issue are.  Alone it is Holm's correction whichever is asked, as in the bounds
 * published by csranks: it is right wherever Bonferroni's is, and never wider. */
void rank_sets(const double *p, size_t n, double confidence, enum rank_correction, enum rank_cover,
	       size_t *low, size_t *high);
/* Widens low..high to hold the other sets too: over groupings of the texts. */
void rank_sets_unite(size_t *low, size_t *high, const size_t *other_low, const size_t *other_high, size_t n);
/* Bands of issues that are not separable: order is by count, a new band begins where every issue from there
 * on is surely below every one before.  order: n issues, first to last; band: n, by issue, from 0.  Gives
 * their number. */
size_t rank_bands(const size_t *low, const size_t *high, const size_t *order, size_t n, size_t *band);

#endif
