/* numbers - logarithm, exponential and log-gamma with the same bits on every processor.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The C library picks its versions by processor (with or without fused multiply-add), which differ in the
 * last digit; a published grouping must not.  Only +, -, *, / and exact scaling are used here, in a fixed
 * order. Errors: log 4e-15 and log-gamma 2e-14, relative or absolute, exp 4e-15 relative.
 *
 * Threads: pure.  Memory: none.  Failure: none; arguments outside the stated ranges are programming errors.
 */
#ifndef NUMBERS_H
#define NUMBERS_H

double number_log(double x);	   /* finite x > 0 */
double number_exp(double x);	   /* -700 <= x <= 700; below: 0 */
double number_log_gamma(double x); /* finite x > 0; Stirling's series (Abramowitz & Stegun 6.1.41) above 10 */

#endif
