/* student - how far a mean may lie from what is found, in standard errors: Student (Biometrika 6 (1908)
 * 1-25). SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The same bits on every processor (binomial.h).  Threads: pure.  Memory: none.  Failure: none.
 */
#ifndef STUDENT_H
#define STUDENT_H

/* The limit that |t| exceeds with chance 1 - confidence; 0 < confidence < 1, freedom > 0. */
double student_limit(double confidence, double freedom);
/* The chance that |t| is at least so much; freedom > 0. */
double student_tails(double t, double freedom);

#endif
