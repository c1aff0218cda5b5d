/* smaa - what place each issue takes over all weights that people find acceptable: SMAA-2.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Lahdelma & Salminen, Operations Research 49 (2001) 444-454; weights are drawn uniformly from what the
 * preferences allow (Tervonen & Lahdelma 2007; ordinal: by sorting, interval: rejection or hit-and-run).
 * Error of an acceptability with N draws: at most 1.96 sqrt(1/4N).
 *
 * Threads: over the given work; the result does not depend on how many.  Memory: smaa_free.
 * Failure: SMAA_ERROR when no weights satisfy the preferences.
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
bool smaa_preferences_check(const struct smaa_preferences *, GError **);
/* n_draws * n_criteria weights, by draw. */
bool smaa_weights_draw(const struct smaa_preferences *, uint64_t seed, size_t n_draws, double *weights,
		       GError **);

/* Values of issues: draw d uses variant d % n_variants, so that doubt about the values enters beside that
 * about the weights; one variant: exact values. */
struct smaa_input {
	size_t n_issues, n_criteria, n_variants, n_draws;
	const double *values;  /* n_variants * n_issues * n_criteria, 0..1, more comes first; NaN: not known,
				* its weight  is shared by the criteria that are */
	const double *weights; /* n_draws * n_criteria, >= 0, sum 1 */
};
struct smaa {
	size_t n_issues, n_criteria;
	double *acceptability; /* n_issues * n_issues: share of draws with issue i at place r (from 0); ties
				* go to the smaller index */
	double *above;	       /* n_issues * n_issues: share of draws in which i stands above j */
	double *central;    /* n_issues * n_criteria: mean of the weights that put it first; NaN: none does */
	double *confidence; /* n_issues: how often it is first with its central weights, over the variants;
			     * NaN as above */
};
struct smaa *smaa_make(const struct smaa_input *, struct work *, GError **); /* NULL without error: stopped */
void smaa_free(struct smaa *);

/* Beside it, for one vector of weights: higher comes first. */
void smaa_weighted_sum(const double *values, size_t n_issues, const double *weights, size_t n_criteria,
		       double *score);
/* Closeness to the ideal, 0..1 (Hwang & Yoon 1981), vector normalisation. */
void smaa_topsis(const double *values, size_t n_issues, const double *weights, size_t n_criteria,
		 double *closeness);

/* What the weight of one criterion would have to be, the others keeping their proportions, for another issue
 * to come first by weighted sum.  false: no weight in 0..1 does it. */
struct smaa_change {
	size_t criterion;
	double weight; /* nearest to the present one at which the first changes */
	size_t issue;  /* that is first beyond it */
};
bool smaa_change_of_first(const double *values, size_t n_issues, const double *weights, size_t n_criteria,
			  size_t criterion, struct smaa_change *);

#endif
