/* moderate - what the variances of many say of each: few sessions say little of one issue but more of all.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Smyth, Statistical Applications in Genetics and Molecular Biology 3 (2004), article 3: variances, each from
 * so many degrees of freedom, that differ by a factor from what is expected of them are taken to be drawn
 * from a scaled inverse chi-square; its scale and degrees of freedom are fitted to the logarithms by digamma
 * and trigamma.  Some issues that differ as by prior_freedom are added, for few cannot show how much they do.
 *
 * Threads: pure.  Memory: none.  Failure: none; too few to learn from give freedom 0.
 */
#ifndef MODERATE_H
#define MODERATE_H

#include <stddef.h>

struct moderated {
	double scale;	/* times what is expected, 1 or more: the variance that the others speak for, */
	double freedom; /* with the weight of so many degrees of freedom */
};
/* variance and expected: n each; those with expected 0 or less, or variance 0, teach nothing.  most: the
 * freedom that all of them together can be worth. */
struct moderated moderate(const double *variance, const double *expected, size_t n, double freedom,
			  double most);

#endif
