/* layout - things on a plane, alike ones near: the map of issues.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Classical scaling (Torgerson 1952) for a start, then localised stress majorisation with weights 1/d² (de
 * Leeuw 1977; Gansner, Koren & North 2004).  Only sums, products and square roots, in a fixed order.
 *
 * Threads: pure.  Memory: the caller's.  Failure: none.  Time: n² a round, for some hundreds of things.
 */
#ifndef LAYOUT_H
#define LAYOUT_H

#include <stddef.h>

/* Where n things stand whose distances (n * n, symmetric, >= 0) are wanted; the longest spread lies along x,
 * the mean is 0.  Things without distance stand beside each other, not upon. */
void layout_place(const double *distance, size_t n, double *x, double *y);

/* Moves circles apart, as little as it takes, until no two are nearer than gap. */
void layout_part(double *x, double *y, const double *radius, double gap, size_t n);

#endif
