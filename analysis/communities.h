/* communities - a graph in groups that are dense inside: the Leiden method (Traag, Waltman & van Eck 2019).
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Modularity with a resolution; implementation: libigraph.  igraph's default random generator is set for the
 * call and put back, so the result depends on the arguments alone.
 *
 * Threads: only one thread of the process at a time (libigraph).  Memory: the caller frees the array.
 * Failure: none.
 */
#ifndef COMMUNITIES_H
#define COMMUNITIES_H

#include "graph.h"

/* The group of each node, numbered by first appearance from 0; a node without edges is alone. */
size_t *communities_find(const struct graph *, double resolution, uint64_t seed, size_t *n_groups);

#endif
