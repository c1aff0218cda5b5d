/* priority_parts - what the rooms of a priority share; private to priority*.c.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef PRIORITY_PARTS_H
#define PRIORITY_PARTS_H

#include "priority.h"

/* A priority in the making. */
struct priority_making {
	const struct priority_input *in;
	struct priority *p;
	struct work *work;
	struct criteria *criteria;
	double *values; /* n_issues * CRITERION_MAX */
	double *draws;	/* settings.n_draws * CRITERION_MAX: weights */
};

/* The places of every issue over people, weights and groupings, each alone and together, and by mentions;
 * false: stopped.  Needs everything else. */
bool priority_find_places(struct priority_making *);

#endif
