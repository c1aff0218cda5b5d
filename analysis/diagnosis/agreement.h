/* agreement - how well a partition agrees with known labels.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * NMI with the arithmetic mean, AMI (Vinh, Epps & Bailey 2010, JMLR 11), ARI (Hubert & Arabie 1985), accuracy
 * under the best one-to-one matching (Hungarian), purity.  Threads: pure.  Memory: nothing kept.  Failure:
 * none.
 */
#ifndef AGREEMENT_H
#define AGREEMENT_H

#include <stddef.h>

struct agreement {
	double ami, ari, nmi, accuracy, purity;
	size_t n_found, n_true; /* classes on each side */
};

/* found[i], truth[i]: any non-negative class numbers below n. */
struct agreement agreement_measure(const size_t *found, const size_t *truth, size_t n);

#endif
