/* places_fixture - people and rooms drawn for the tests of places, and numbers that must be near.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Threads: pure.  Memory: none.  Failure: none.
 */
#ifndef PLACES_FIXTURE_H
#define PLACES_FIXTURE_H

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "random.h"

static inline void assert_near(double found, double wanted, double tolerance)
{
	if (!(fabs(found - wanted) <= tolerance))
		fail_msg("%.17g is not %.17g", found, wanted);
}

/* How many of n name what that share of people names. */
static inline size_t draw_binomial(struct random *random, size_t n, double share)
{
	size_t k = 0;

	while (n-- > 0)
		k += random_unit(random) < share;
	return k;
}

/* Mean 0, SD 1: twelve even draws. */
static inline double draw_normal(struct random *random)
{
	double sum = -6;

	for (size_t i = 0; i < 12; i++)
		sum += random_unit(random);
	return sum;
}

#endif
