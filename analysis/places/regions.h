/* regions - each region ranked by itself, all regions with the same say beside all people pooled, and how far
 * the regions agree.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A region with few people must not vanish behind one with many: regions come first.  Places are those of
 * rank_sets.h; what is pooled counts senders, what is equal takes the mean of the regions' shares (its pairs
 * by a stratified paired difference with Agresti & Min's smoothing, Stat. Med. 24, 2005, and Satterthwaite's
 * degrees of freedom).  Agreement of two orders is Kendall's tau-b (Biometrika 33, 1945).  Drawing people
 * again would make it too small and its interval too narrow, for orders jump; its bounds come from the pairs
 * of issues that are surely in the same order in both regions, or surely reversed, all regions at once
 * (Holm).
 *
 * Threads: pure.  Memory: regions_free.  Failure: none; a region with fewer than min_ranked senders has
 * shares and no places.
 */
#ifndef REGIONS_H
#define REGIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "rank_sets.h"

struct regions_settings {
	size_t min_ranked; /* senders of a region; 20 */
	size_t n_top;	   /* 3 */
	double confidence; /* 0.95, simultaneous */
};
void regions_settings_default(struct regions_settings *);

struct regions_order {
	size_t n_senders, n_sessions;
	bool is_ranked;
	double *shares;	    /* n_issues: of the senders; NaN without senders */
	size_t *low, *high; /* n_issues: places, 0 when not ranked */
};
struct regions_pair {
	size_t one, other, n_same, n_reversed; /* pairs of issues: surely so in both */
	double tau, low, high; /* tau NaN: an order that is all ties; low and high: fewer than two
				  issues */
};
struct regions {
	size_t n_regions, n_issues, n_ranked;
	struct regions_order *of;    /* n_regions */
	struct regions_order pooled; /* all senders, those of no known region too */
	struct regions_order equal;  /* each ranked region with the same say; ranked from two of them on */
	struct regions_pair *pairs;  /* of ranked regions */
	size_t n_pairs;
	double tau, tau_low, tau_high; /* mean of the pairs; NaN without */
	bool *is_common_top; /* n_issues: among the first n_top by share in every ranked region; none when
				fewer than two are ranked */
};
/* region: n_senders of the people, 0..n_regions-1, SIZE_MAX unknown. */
struct regions *regions_make(const struct rank_people *, const size_t *region, size_t n_regions,
			     const struct regions_settings *);
void regions_free(struct regions *);

/* Kendall's tau-b of two lists of n values; NaN when one of them is all ties or n < 2. */
double regions_tau(const double *one, const double *other, size_t n);

#endif
