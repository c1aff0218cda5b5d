/* communities - a graph in groups that are dense inside: the Leiden method (Traag, Waltman & van Eck 2019).
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Quality: modularity with a resolution (Reichardt & Bornholdt 2006), or the constant Potts model (Traag, Van
 * Dooren & Nesterov 2011), where the resolution is a density.  Every group is connected, unless atoms hold
 * together what is not; from a given start the quality never falls, as far as atoms and sides let it stand.
 * The result depends on the arguments alone; no libm function, so it is the same on every processor.
 *
 * Threads: pure; several at once.  Memory: the caller frees the array; inside about 80 bytes a node and a
 * contracted copy of the edges.  Failure: none.
 */
#ifndef COMMUNITIES_H
#define COMMUNITIES_H

#include "graph.h"

/* Labels of nodes (start, atoms, sides) need not be dense, but an array as long as the largest is made;
 * UINT32_MAX: alone, in no atom, on no side. */
struct communities_settings {
	double resolution; /* > 0 */
	bool is_potts;	   /* constant Potts model */
	uint64_t seed;
	const uint32_t *start; /* n_nodes: the partition to begin from; NULL: every node alone */
	const uint32_t *atoms; /* n_nodes: nodes of one number are never parted (nested levels); NULL: none */
	const uint32_t *sides; /* n_nodes: nodes of different numbers are never in one group; an atom has at
				* most one number; NULL: none */
	size_t n_rounds;       /* at most; 0: until two in a row move nothing, at most 12 */
};

/* The group of each node, numbered by first appearance from 0; a node without edges is alone. */
uint32_t *communities_find(const struct graph *, const struct communities_settings *, size_t *n_groups);
/* Modularity of a partition, or its Potts quality over the total weight; 0 without edges. */
double communities_quality(const struct graph *, const struct communities_settings *, const uint32_t *group);

#endif
