/* assignment - rows to columns, one to one, so that the sum of their values is the largest: the Hungarian
 * method with potentials (Kuhn 1955; Jonker & Volgenant 1987 for the order of search).
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * O(s^2 l) for the shorter side s and the longer l.  Threads: pure.  Memory: nothing kept.  Failure: none.
 */
#ifndef ASSIGNMENT_H
#define ASSIGNMENT_H

#include <stddef.h>

/* value: n_rows * n_columns, row by row, finite and >= 0.  column_of (n_rows; NULL: not wanted) receives the
 * column of each row, SIZE_MAX where there are more rows than columns and the row has none.  Returns the sum.
 */
double assignment_best(const double *value, size_t n_rows, size_t n_columns, size_t *column_of);

#endif
