/* support - votes of any kind as support for each issue, 0..1: for the criterion of that name (criteria.h).
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The share in favour of those who voted on it.  Approval and dots: good ballots that mark it.  Ranking: of
 * its comparisons with the others on good ballots, those in which it is before, half where neither is. Pairs:
 * the mean chance to be chosen against each of the others, which does not depend on whom it was shown with.
 * Opinions: votes on it that agree, of all with passes; what is moderated out or about the process has none.
 * NaN: nobody voted on it.
 *
 * Threads: pure.  Memory: the caller's, a number an item.  Failure: none.
 */
#ifndef SUPPORT_H
#define SUPPORT_H

#include "ballots.h"
#include "opinions.h"
#include "pairs.h"

void support_of_ballots(const struct ballots *, double *support);
void support_of_pairs(const struct pairs *, double *support);
void support_of_opinions(const struct opinions_statistics *, double *support);

#endif
