/* kmeans - rows in k groups around their means: k-means++ seeds (Arthur & Vassilvitskii 2007), Lloyd's
 * rounds. SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Rows all of length 1 or 0 give spherical k-means (centres are brought to length 1 too).  An emptied group
 * takes the row farthest from its centre, so that no group is empty where there are k rows that are not.
 * Ties go to the first group and the first row.
 *
 * Threads: over the given work.  Memory: the caller frees the array; dense_clear for centres.  Failure: NULL
 * when the work was stopped.
 */
#ifndef KMEANS_H
#define KMEANS_H

#include "dense.h"

struct kmeans_settings {
	size_t k;	 /* 1..n_rows */
	size_t n_rounds; /* at most */
	size_t n_starts; /* the best of so many by within-group sum of squares */
	uint64_t seed;
	size_t sample; /* centres are found on so many rows drawn without replacement, 0: on all */
};

/* The group of each row, 0..k-1; an empty row (length 0) is UINT32_MAX.  centres may be NULL. */
uint32_t *kmeans_find(const struct dense *, const struct kmeans_settings *, struct dense *centres,
		      struct work *);

#endif
