/* assignment - the Hungarian method over a table of values; see the header.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "assignment.h"

#include <glib.h>
#include <math.h>
#include <stdbool.h>
#include <stdint.h>

/* The table with its shorter side across: short lines are matched one after the other, each to a long line.
 */
struct table {
	const double *value;
	size_t n_short, n_long, n_columns;
	bool is_turned; /* short lines are columns */
};

/* Lines count from 1. */
static double cost(const struct table *t, size_t s, size_t l)
{
	return t->is_turned ? -t->value[(l - 1) * t->n_columns + s - 1]
			    : -t->value[(s - 1) * t->n_columns + l - 1];
}

/* short_of[l], l in 1..n_long: the short line matched to it, 0: none. */
static size_t *matching(const struct table *t)
{
	g_autofree double *u = g_new0(double, t->n_short + 1), *v = g_new0(double, t->n_long + 1),
			  *slack = g_new(double, t->n_long + 1);
	g_autofree size_t *way = g_new0(size_t, t->n_long + 1);
	g_autofree bool *used = g_new(bool, t->n_long + 1);
	size_t *short_of = g_new0(size_t, t->n_long + 1);

	for (size_t s = 1; s <= t->n_short; s++) {
		size_t at = 0;

		short_of[0] = s;
		for (size_t l = 0; l <= t->n_long; l++) {
			slack[l] = INFINITY;
			used[l] = false;
		}
		do {
			size_t line = short_of[at], next = 0;
			double delta = INFINITY;

			used[at] = true;
			for (size_t l = 1; l <= t->n_long; l++) {
				if (used[l])
					continue;
				double left = cost(t, line, l) - u[line] - v[l];
				if (left < slack[l]) {
					slack[l] = left;
					way[l] = at;
				}
				if (slack[l] < delta) {
					delta = slack[l];
					next = l;
				}
			}
			for (size_t l = 0; l <= t->n_long; l++) {
				if (used[l]) {
					u[short_of[l]] += delta;
					v[l] -= delta;
				} else {
					slack[l] -= delta;
				}
			}
			at = next;
		} while (short_of[at]);
		while (at) {
			short_of[at] = short_of[way[at]];
			at = way[at];
		}
	}
	return short_of;
}

double assignment_best(const double *value, size_t n_rows, size_t n_columns, size_t *column_of)
{
	struct table t = {value, MIN(n_rows, n_columns), MAX(n_rows, n_columns), n_columns,
			  n_rows > n_columns};
	g_autofree size_t *short_of = matching(&t);
	double total = 0;

	for (size_t r = 0; column_of && r < n_rows; r++)
		column_of[r] = SIZE_MAX;
	for (size_t l = 1; l <= t.n_long; l++) {
		if (!short_of[l])
			continue;
		total -= cost(&t, short_of[l], l);
		if (column_of)
			column_of[t.is_turned ? l - 1 : short_of[l] - 1] =
				t.is_turned ? short_of[l] - 1 : l - 1;
	}
	return total;
}
