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

/* Each edge stands in the rows of both its ends, with the same weight. */
struct graph {
	size_t n_nodes, n_edges;
	size_t *start; /* n_nodes + 1: entries start[i]..start[i+1]-1 are node i's */
	uint32_t *to;  /* 2 * n_edges, ascending within a node */
	float *weight; /* > 0 */
};

/* An edge for every pair where one is a neighbour of the other, weight the similarity counted from each side
 * that has it; pairs below min_similarity are left out. */
struct graph *graph_of_neighbours(const struct neighbours *, float min_similarity);
/* The sum of several graphs over the same nodes, each first brought to its share of the total weight; the
 * total is n_nodes.  Shares >= 0, not all 0. */
struct graph *graph_fuse(const struct graph *const *, const double *share, size_t n_graphs);
/* Multiplies each edge by same where both ends carry the same label, by other where they carry different
 * ones; labels below 0 are unknown and change nothing. */
void graph_favour(struct graph *, const int32_t *label, float same, float other);
/* What is left with the nodes for which keep is true; number_of[node] receives the new number, UINT32_MAX:
 * gone. */
struct graph *graph_restrict(const struct graph *, const bool *keep, uint32_t *number_of);
void graph_free(struct graph *);

#endif
