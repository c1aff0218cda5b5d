/* shapes - the outlines of places: where their middle is, how large they are, and which of them touch.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Rings are closed without repeating the first point, and may go round either way.  Two places touch when a
 * point of one comes within the tolerance of the outline of the other: a corner is enough ("queen"), and
 * outlines that were drawn or simplified apart still meet.  The tolerance is SHAPES_NEAR of the side of the
 * middle place, whose side is the root of its box.
 *
 * Threads: pure.  Memory: the caller's unless said.  Failure: outlines too intricate to compare say so.
 */
#ifndef SHAPES_H
#define SHAPES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SHAPES_NEAR 0.005

struct shapes_ring {
	size_t place, first, n; /* points first..first+n-1, n above 0 */
	bool is_hole;
};
/* Rings stand by place. */
struct shapes {
	const struct shapes_ring *rings;
	size_t n_rings, n_places;
	const double *x, *y; /* finite; of every point */
};

/* One place is a neighbour of another. */
struct shapes_link {
	size_t from, to;
	double weight; /* above 0 */
};

/* n_places each: the centre of gravity of the area (of the points where there is no area), and the area in
 * square units of the coordinates; NaN and 0 for a place without rings. */
void shapes_middles(const struct shapes *, double *x, double *y, double *area);
/* Those that touch, both ways, by from and then to, each with weight 1; *links to be freed.  False: more than
 * 4e8 comparisons would be needed. */
bool shapes_touching(const struct shapes *, struct shapes_link **links, size_t *n_links);
/* The k nearest others of each place that has coordinates (NaN: has none), ties by number; to be freed. */
struct shapes_link *shapes_nearest(const double *x, const double *y, size_t n_places, size_t k,
				   size_t *n_links);

#endif
