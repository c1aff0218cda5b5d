/* smaa - what place each issue takes over all weights that people find acceptable: SMAA-2.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Lahdelma & Salminen, Operations Research 49 (2001) 444-454: the place of an issue is one more than the
 * issues with a higher value, so those that are level share the better place, and the shares of one place add
 * up to 1 only where none are level.  Weights are drawn uniformly from what the preferences allow (Tervonen &
 * Lahdelma, EJOR 178 (2007) 500-513: spacings, ordinal by sorting; intervals by rejection, and where that
 * finds too few by hit-and-run, Smith, Operations Research 32 (1984) 1296-1308).  Error of an acceptability
 * with N draws: at most 1.96 sqrt(1/4N).
 *
 * Values that are not known (NaN): the weight of the criterion is shared by those that are, for that issue
 * alone; where none is known (or none that has weight) the issue comes after all others.  Sums of known
 * values are compared as they are; where any is missing, those within 1e-12 are level.
 *
 * Threads: over the given work; the result does not depend on how many.  Memory: smaa_free.
 * Failure: SMAA_ERROR when no weights satisfy the preferences, or the input holds numbers that cannot be.
 */
#ifndef SMAA_H
#define SMAA_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "random.h"
#include "work.h"

#define SMAA_ERROR (smaa_error_quark())
GQuark smaa_error_quark(void);
enum smaa_error { SMAA_ERROR_PREFERENCES, SMAA_ERROR_INPUT };

/* What is agreed about the weights of n_criteria criteria; all may hold together.  A weight that is exact has
 * low = high; no preference is 0..1. */
struct smaa_preferences {
	size_t n_criteria;
	const double *low, *high; /* 0..1; weights sum to 1; NULL: 0 and 1 */
	const unsigned *order; /* 1 the weightiest, equal numbers not compared, 0 not ordered; NULL: none */
};

/* Why no weights satisfy the preferences. */
enum smaa_conflict_kind {
	SMAA_CONFLICT_NONE,
	SMAA_CONFLICT_RANGE, /* of one: low above high, or not within 0..1 */
	SMAA_CONFLICT_ORDER, /* one is to weigh as much as other or more: at most high against at least low */
	SMAA_CONFLICT_LEAST, /* the lowest weights allowed add up to sum, more than 1 */
	SMAA_CONFLICT_MOST,  /* the highest weights allowed add up to sum, less than 1 */
};
struct smaa_conflict {
	enum smaa_conflict_kind kind;
	size_t one, other;
	double low, high, sum;
	double *bounds; /* LEAST, MOST: n_criteria, what the ranges and the order leave of each; else NULL */
};
/* Fills what is in conflict, to be cleared; false: nothing is. */
bool smaa_preferences_conflict(const struct smaa_preferences *, struct smaa_conflict *);
void smaa_conflict_clear(struct smaa_conflict *);
/* The same as a sentence in English that numbers the criteria from 1. */
bool smaa_preferences_check(const struct smaa_preferences *, GError **);
/* n_draws * n_criteria weights, by draw. */
bool smaa_weights_draw(const struct smaa_preferences *, uint64_t seed, size_t n_draws, double *weights,
		       GError **);

/* One vector of weights that stands for all that are allowed: between the lowest and the highest, as far for
 * each as makes their sum 1; where an order was agreed, the mean of these draws. */
void smaa_weights_middle(const struct smaa_preferences *, const double *draws, size_t n_draws,
			 double *weights);

/* Values of issues: draw d uses variant d % n_variants, so that doubt about the values enters beside that
 * about the weights; one variant: exact values. */
struct smaa_input {
	size_t n_issues, n_criteria, n_variants, n_draws; /* all > 0 */
	const double *values;  /* n_variants * n_issues * n_criteria, finite or NaN, more comes first */
	const double *weights; /* n_draws * n_criteria, >= 0, sum 1 (1 % of rounding is looked past) */
};
struct smaa {
	size_t n_issues, n_criteria;
	double *acceptability; /* n_issues * n_issues: share of draws with issue i at place r (from 0) */
	double *above;	       /* n_issues * n_issues: share of draws in which i stands above j, not level */
	double *central;    /* n_issues * n_criteria: mean of the weights that put it first; NaN: none does */
	double *confidence; /* n_issues: how often it is first, or level with the first, with its central
			     * weights, over the variants; NaN as above */
};
struct smaa *smaa_make(const struct smaa_input *, struct work *, GError **); /* NULL without error: stopped */
void smaa_free(struct smaa *);

/* Beside it, for one vector of weights: higher comes first; NaN: nothing is known of the issue. */
void smaa_weighted_sum(const double *values, size_t n_issues, const double *weights, size_t n_criteria,
		       double *score);
/* Closeness to the ideal, 0..1 (Hwang & Yoon 1981), vector normalisation, ideals of what is known; 0.5 where
 * all are alike, NaN as above. */
void smaa_topsis(const double *values, size_t n_issues, const double *weights, size_t n_criteria,
		 double *closeness);

/* What the weight of one criterion would have to be, the others keeping their proportions (equal where they
 * have none), for another issue to come first by weighted sum; of those that are level now the smaller number
 * is first.  false: no weight in 0..1 does it. */
struct smaa_change {
	size_t criterion;
	double weight; /* nearest to the present one beyond which the first changes */
	size_t issue;  /* that is first beyond it */
};
bool smaa_change_of_first(const double *values, size_t n_issues, const double *weights, size_t n_criteria,
			  size_t criterion, struct smaa_change *);

#endif
