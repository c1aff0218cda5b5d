/* channels - whether an issue is named more by one way of answering (telephone in the room, paper, open link,
 * ODK) than by another.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Fisher's test as Freeman & Halton (Biometrika 38, 1951) widened it to several columns: the chance, with
 * both totals given, of a table no likelier than the one seen.  Exact as long as there are not too many
 * tables to count, else Pearson's chi-square.  Over many issues p is Holm's (Scand. J. Statist. 6, 1979).
 *
 * Threads: pure.  Memory: the caller's.  Failure: none.
 */
#ifndef CHANNELS_H
#define CHANNELS_H

#include <stdbool.h>
#include <stddef.h>

/* named[c] of people[c] of each of n channels named it; 1 where there is nothing to tell apart.  is_exact may
 * be NULL. */
double channels_test(const size_t *named, const size_t *people, size_t n, bool *is_exact);
/* Each p as Holm adjusts it for being one of n, at most 1. */
void channels_adjust(double *p, size_t n);

#endif
