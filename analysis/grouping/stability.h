/* stability - how well each group survives when texts are drawn again: bootstrap Jaccard (Hennig 2007).
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Each round draws as many nodes as there are, with replacement, groups those drawn on the stored graph from
 * nothing (no start of the settings is used, so that no round is told the answer) and finds for each group,
 * as far as it was drawn, the new group that shares most with it.
 *
 * Threads: rounds run over the given work; the result does not depend on how many there are.  Memory: none
 * kept; a thread holds a part of the graph (about 0.4 of it) and its communities.  Failure: false when the
 * work was stopped.
 */
#ifndef STABILITY_H
#define STABILITY_H

#include "communities.h"
#include "work.h"

/* Mean Jaccard of each group over the rounds in which it was drawn, 0 when in none: n_groups values.
 * group[node] UINT32_MAX: in none. */
bool stability_measure(const struct graph *, const uint32_t *group, size_t n_groups,
		       const struct communities_settings *, size_t n_rounds, struct work *, double *mean);

#endif
