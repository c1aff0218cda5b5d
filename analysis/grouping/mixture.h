/* mixture - texts as draws from k urns of words: the Dirichlet-multinomial mixture, its evidence, its groups.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Collapsed Gibbs sampling of one urn a text (Nigam et al. 2000; Yin & Wang 2014, "GSDMM"), then rounds in
 * which every text takes its best urn.  Emptied urns stay empty, so that k is an upper bound.  Evidence: the
 * log marginal likelihood of the words given the groups, with a Chinese-restaurant prior on the groups.
 *
 * Threads: pure.  Memory: the caller frees arrays.  Failure: NULL when the work was stopped.
 */
#ifndef MIXTURE_H
#define MIXTURE_H

#include "corpus.h"
#include "work.h"

struct mixture_settings {
	size_t k;	    /* urns, 1.. */
	double alpha, beta; /* of the groups and of the words; 0.1 is usual for both */
	size_t n_draws;	    /* rounds of sampling */
	size_t n_settling;  /* rounds of taking the best */
	size_t sample;	    /* with more texts than this the urns are filled from so many, and the rest
			     * then take their best one; 0: from all */
	uint64_t seed;
	const uint32_t *start; /* n_documents groups below k to begin from (UINT32_MAX: the text's best);
				* NULL: at random */
};

/* The urn of each text, numbered by first appearance from 0; a text without words is UINT32_MAX. */
uint32_t *mixture_find(const struct corpus *, const struct mixture_settings *, size_t *n_groups,
		       struct work *);

/* Per word; group UINT32_MAX is left out. */
double mixture_evidence(const struct corpus *, const uint32_t *group, size_t n_groups, double beta);

#endif
