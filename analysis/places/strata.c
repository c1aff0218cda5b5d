/* strata - distributions by recurrence from their mode, joined one by one.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "strata.h"

#include <glib.h>
#include <math.h>

#include "student.h"

/* As likely as the one seen but for the last digits, as R takes them. */
static const double nearly = 1 + 1e-7, most_steps = 2e7;

/* How many of those who name it may be in the other column. */
struct range {
	size_t low, n;
};

static struct range range_of(const struct strata_table *t)
{
	size_t named = t->one_named + t->other_named, low = named > t->one ? named - t->one : 0;

	return (struct range){low, MIN(named, t->other) - low + 1};
}

/* The chances of each count of the range, summing to 1. */
static void chances_of(const struct strata_table *t, struct range range, double *chances)
{
	double named = (double)(t->one_named + t->other_named), one = (double)t->one,
	       other = (double)t->other, sum = 0;
	size_t mode = (size_t)((named + 1) * (other + 1) / (one + other + 2)) - range.low;

	mode = MIN(mode, range.n - 1);
	chances[mode] = 1;
	for (size_t i = mode + 1; i < range.n; i++) {
		double x = (double)(range.low + i - 1);

		chances[i] = chances[i - 1] * (named - x) * (other - x) / ((x + 1) * (one - named + x + 1));
	}
	for (size_t i = mode; i-- > 0;) {
		double x = (double)(range.low + i);

		chances[i] = chances[i + 1] * (x + 1) * (one - named + x + 1) / ((named - x) * (other - x));
	}
	for (size_t i = 0; i < range.n; i++)
		sum += chances[i];
	for (size_t i = 0; i < range.n; i++)
		chances[i] /= sum;
}

static double counted(const struct strata_table *tables, size_t n_tables)
{
	double *all = g_new(double, 1), p = 0, limit;
	size_t n = 1, seen = 0;

	all[0] = 1;
	for (size_t k = 0; k < n_tables; k++) {
		struct range range = range_of(&tables[k]);
		g_autofree double *chances = g_new(double, range.n);
		double *joined = g_new0(double, n + range.n - 1);

		chances_of(&tables[k], range, chances);
		for (size_t i = 0; i < n; i++)
			for (size_t j = 0; j < range.n; j++)
				joined[i + j] += all[i] * chances[j];
		g_free(all);
		all = joined;
		n += range.n - 1;
		seen += tables[k].other_named - range.low;
	}
	limit = all[seen] * nearly;
	for (size_t i = 0; i < n; i++)
		p += all[i] <= limit ? all[i] : 0;
	g_free(all);
	return fmin(1, p);
}

static double approximate(const struct strata_table *tables, size_t n_tables)
{
	double off = 0, variance = 0;

	for (size_t k = 0; k < n_tables; k++) {
		const struct strata_table *t = &tables[k];
		double one = (double)t->one, other = (double)t->other, n = one + other,
		       named = (double)(t->one_named + t->other_named);

		if (n < 2)
			continue;
		off += (double)t->other_named - named * other / n;
		variance += one * other / n * (named / n) * ((n - named) / (n - 1));
	}
	/* A million degrees of freedom are as good as normal. */
	return variance > 0 ? student_tails(fmax(0, fabs(off) - 0.5) / sqrt(variance), 1e6) : 1;
}

double strata_test(const struct strata_table *tables, size_t n_tables)
{
	double steps = 0, n = 1;

	for (size_t k = 0; k < n_tables; k++) {
		g_assert(tables[k].one_named <= tables[k].one && tables[k].other_named <= tables[k].other);
		steps += n * (double)range_of(&tables[k]).n;
		n += (double)range_of(&tables[k]).n - 1;
	}
	if (n < 2)
		return 1;
	return steps <= most_steps ? counted(tables, n_tables) : approximate(tables, n_tables);
}
