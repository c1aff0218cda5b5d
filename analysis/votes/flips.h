/* flips - whether differences within people lean one way: the exact test of Fisher's that turns their signs.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Each voter gives one difference (dots on i less dots on j, places between them, marked or not).  Were i and
 * j alike, each could as well have had the other sign; p is the share of all 2^n choices of signs whose sum
 * is at least the one seen.  Of differences that are -1, 0 and 1 it is McNemar's exact test.  The statistic
 * is the sum, whose variance under turned signs is the sum of squares: where the differences are lopsided and
 * only their mean is 0 the test is right for many voters (Romano, JASA 85 (1990) 686-692).
 *
 * Threads: pure.  Memory: the caller's.  Failure: none.
 */
#ifndef FLIPS_H
#define FLIPS_H

#include <stddef.h>
#include <stdint.h>

/* Chance of a sum of turned differences at least as high as theirs: 1e-15..1.  Exact while it takes at most
 * FLIPS_MAX_STEPS sums; beyond, the normal law with its fourth cumulant and half a step (Edgeworth). */
enum { FLIPS_MAX_STEPS = 4000000 };
double flips_chance(const int32_t *differences, size_t n);

#endif
