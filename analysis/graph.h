/* graph - who is similar to whom: undirected, weighted, without loops or double edges.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Threads: immutable once built.  Memory: graph_free.  Failure: none.
 */
#ifndef GRAPH_H
#define GRAPH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "neighbours.h"

struct graph {
	size_t n_nodes, n_edges;
	uint32_t *from, *to; /* from < to; sorted by from, then to */
	double *weight;	     /* > 0 */
};

/* An edge for every pair where one is a neighbour of the other, weight the similarity counted from each side
 * that has it; pairs below min_similarity are left out. */
struct graph *graph_of_neighbours(const struct neighbours *, float min_similarity);
/* Multiplies each edge by same where both ends carry the same label, by other where they carry different
 * ones; labels below 0 are unknown and change nothing. */
void graph_favour(struct graph *, const int32_t *label, double same, double other);
/* What is left with the nodes for which keep is true; number_of[node] receives the new number, UINT32_MAX:
 * gone. */
struct graph *graph_restrict(const struct graph *, const bool *keep, uint32_t *number_of);
void graph_free(struct graph *);

#endif
