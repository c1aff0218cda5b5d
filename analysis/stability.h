/* stability - how well each group survives when texts are drawn again: bootstrap Jaccard (Hennig 2007).
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Each round draws as many documents as there are, with replacement, clusters those drawn on the stored graph
 * and finds for each group, as far as it was drawn, the new group that shares most with it.
 *
 * Threads: as communities.  Memory: stability_free; graph and groups are borrowed.  Failure: none.
 */
#ifndef STABILITY_H
#define STABILITY_H

#include "graph.h"

struct stability;
struct stability *stability_new(const struct graph *, const size_t *group, size_t n_groups, double resolution,
				uint64_t seed);
void stability_round(struct stability *);
/* Mean Jaccard of each group over the rounds in which it was drawn, 0 when in none: n_groups values. */
void stability_read(const struct stability *, double *mean);
void stability_free(struct stability *);

#endif
