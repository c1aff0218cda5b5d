/* grouping - from texts to issues and themes: graph, consensus, how many groups, how sure.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The neighbour graph of the texts is grouped by a consensus of many partitions at several resolutions; the
 * level is the one whose groups explain the words best (mixture_evidence), unless a number of groups or a
 * resolution is given.  Texts that belong nowhere for sure stay out.  Themes are groups of issues.
 *
 * Threads: over the given work; the result does not depend on how many.  Memory: grouping_free; inputs are
 * borrowed.  Failure: NULL when the work was stopped.
 */
#ifndef GROUPING_H
#define GROUPING_H

#include "corpus.h"
#include "dense.h"
#include "graph.h"
#include "work.h"

struct grouping_settings {
	uint64_t seed;
	bool is_quick;	   /* one partition, no consensus */
	size_t n_groups;   /* wanted; 0: by evidence */
	double resolution; /* wanted; 0: by evidence */
	size_t n_neighbours;
	const struct dense *directions; /* one row a text from word vectors, rows of length 1; NULL: none */
	const int32_t *theme;		/* n_documents: what its writers chose, -1 unknown; NULL: none */
	const int32_t *pin; /* n_documents: same pin together, different pins apart, -1 free; NULL: none */
	const uint32_t *before; /* n_documents: the groups of an earlier run, UINT32_MAX none; a quick run
				 * begins there; NULL: none */
};

struct grouping_level {
	double resolution, evidence;
	size_t n_groups; /* of min_size texts or more */
};

struct grouping {
	size_t n_documents, n_groups;
	uint32_t *group;    /* n_documents; UINT32_MAX: in none */
	float *membership;  /* n_documents, 0..1: share of partitions that put it with its group */
	double *stability;  /* n_groups: bootstrap Jaccard, 0..1 */
	double *cohesion;   /* n_groups: co-association inside less that of the boundary, -1..1; NaN in quick
			       runs */
	uint32_t *theme_of; /* n_groups */
	size_t n_themes;
	double resolution;	       /* used */
	struct grouping_level *levels; /* considered, by resolution; none when the number was given */
	size_t n_levels;
	size_t plausible_low, plausible_high; /* numbers of groups that win on random parts of the texts */
	struct graph *graph;		      /* of the texts, weights as the consensus has them */
	uint32_t **others; /* n_others x n_documents: what parts of the consensus would have grouped, each as
			    * good as the whole; none in quick runs */
	size_t n_others;
};

/* Takes from..to of the whole work. */
struct grouping *grouping_find(const struct corpus *, const struct grouping_settings *, struct work *,
			       double from, double to);
void grouping_free(struct grouping *);

#endif
