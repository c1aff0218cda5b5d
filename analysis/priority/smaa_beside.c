/* smaa_beside - what one vector of weights gives by TOPSIS, and what a weight would have to be for another
 * issue to come first.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The value of an issue as one weight x goes from 0 to 1 is (x v + (1 - x) A) / (x [v known] + (1 - x) B),
 * where A and B are what the other criteria give and how much of their weight is known; two issues are level
 * where a quadratic is 0.
 */
#include "smaa.h"

#include <math.h>

/* --- TOPSIS -----------------------------------------------------------------------------------------------
 */

/* What is best and worst of a criterion after vector normalisation, and the norm. */
struct column {
	double norm, best, worst;
};

static struct column column_of(const double *values, size_t n_issues, size_t n_criteria, size_t k)
{
	struct column c = {.best = -INFINITY, .worst = INFINITY};
	double squares = 0;

	for (size_t i = 0; i < n_issues; i++) {
		double value = values[i * n_criteria + k];

		if (isnan(value))
			continue;
		squares += value * value;
		c.best = MAX(c.best, value);
		c.worst = MIN(c.worst, value);
	}
	c.norm = squares > 0 ? sqrt(squares) : 1;
	return c;
}

static double closeness_of(const double *values, const double *weights, const struct column *columns,
			   size_t n_criteria)
{
	double known = 0, to_best = 0, to_worst = 0;

	for (size_t k = 0; k < n_criteria; k++)
		known += isnan(values[k]) ? 0 : weights[k];
	if (!(known > 0))
		return NAN;
	for (size_t k = 0; k < n_criteria; k++) {
		double share, best, worst;

		if (isnan(values[k]))
			continue;
		share = weights[k] / known / columns[k].norm;
		best = share * (values[k] - columns[k].best);
		worst = share * (values[k] - columns[k].worst);
		to_best += best * best;
		to_worst += worst * worst;
	}
	to_best = sqrt(to_best);
	to_worst = sqrt(to_worst);
	return to_best + to_worst > 0 ? to_worst / (to_best + to_worst) : 0.5;
}

void smaa_topsis(const double *values, size_t n_issues, const double *weights, size_t n_criteria,
		 double *closeness)
{
	g_autofree struct column *columns = g_new(struct column, n_criteria + 1);

	for (size_t k = 0; k < n_criteria; k++)
		columns[k] = column_of(values, n_issues, n_criteria, k);
	for (size_t i = 0; i < n_issues; i++)
		closeness[i] = closeness_of(values + i * n_criteria, weights, columns, n_criteria);
}

/* --- another first ----------------------------------------------------------------------------------------
 */

/* An issue as one weight moves. */
struct line {
	double v, is_known, a, b;
};

static struct line line_of(const double *values, const double *weights, size_t n, size_t criterion)
{
	struct line line = {.v = isnan(values[criterion]) ? 0 : values[criterion],
			    .is_known = !isnan(values[criterion])};
	double others = 1 - weights[criterion];

	for (size_t k = 0; k < n; k++) {
		double share;

		if (k == criterion || isnan(values[k]))
			continue;
		share = others > 0 ? weights[k] / others : 1 / (double)(n - 1);
		line.a += share * values[k];
		line.b += share;
	}
	return line;
}

/* NaN: nothing is known that has weight. */
static double height(const struct line *line, double x)
{
	double known = x * line->is_known + (1 - x) * line->b;

	return known > 0 ? (x * line->v + (1 - x) * line->a) / known : NAN;
}

/* By more than rounding. */
static bool exceeds(double a, double b)
{
	return isnan(b) ? !isnan(a) : a > b + 1e-12 * (1 + fabs(b));
}

static bool is_higher(const struct line *one, const struct line *other, double x)
{
	return exceeds(height(one, x), height(other, x));
}

/* Where two are level, 0 to 2 of them, in growing order. */
static size_t crossings(const struct line *p, const struct line *q, double *roots)
{
	/* (x v + (1-x) a)(x k' + (1-x) b') - the same the other way round, by powers of x. */
	double dp = p->v - p->a, dq = q->v - q->a, kp = p->is_known - p->b, kq = q->is_known - q->b;
	double two = dp * kq - dq * kp, one = dp * q->b + p->a * kq - dq * p->b - q->a * kp,
	       none = p->a * q->b - q->a * p->b, under, far;

	if (fabs(two) < 1e-14) {
		if (fabs(one) < 1e-14)
			return 0;
		roots[0] = -none / one;
		return 1;
	}
	under = one * one - 4 * two * none;
	if (under < 0)
		return 0;
	far = -(one + copysign(sqrt(under), one)) / 2;
	roots[0] = far / two;
	roots[1] = far != 0 ? none / far : 0;
	if (roots[0] > roots[1]) {
		double swap = roots[0];

		roots[0] = roots[1];
		roots[1] = swap;
	}
	return 2;
}

/* From present on towards 0 or 1: where one begins to stand above the first.  NaN: nowhere. */
static double overtakes(const struct line *one, const struct line *first, double present, bool is_up)
{
	double roots[2], at = present, end = is_up ? 1 : 0;
	size_t n = crossings(one, first, roots);

	for (size_t i = 0; i <= n; i++) {
		double next = end;

		if (i < n)
			next = roots[is_up ? i : n - 1 - i];
		if (is_up ? next <= at : next >= at)
			continue;
		if (is_up ? next > end : next < end)
			next = end;
		if (is_higher(one, first, (at + next) / 2))
			return at;
		at = next;
	}
	return NAN;
}

static size_t first_of(const double *values, size_t n_issues, const double *weights, size_t n_criteria)
{
	g_autofree double *score = g_new(double, n_issues);
	size_t best = 0;

	smaa_weighted_sum(values, n_issues, weights, n_criteria, score);
	for (size_t i = 1; i < n_issues; i++)
		if (exceeds(score[i], score[best]))
			best = i;
	return best;
}

bool smaa_change_of_first(const double *values, size_t n_issues, const double *weights, size_t n_criteria,
			  size_t criterion, struct smaa_change *change)
{
	g_autofree struct line *lines = g_new(struct line, n_issues + 1);
	double present = weights[criterion], nearest = INFINITY, beyond = present;
	size_t first;

	g_assert(criterion < n_criteria);
	if (n_issues < 2 || n_criteria < 2)
		return false;
	first = first_of(values, n_issues, weights, n_criteria);
	for (size_t i = 0; i < n_issues; i++)
		lines[i] = line_of(values + i * n_criteria, weights, n_criteria, criterion);
	for (int is_up = 0; is_up < 2; is_up++)
		for (size_t i = 0; i < n_issues; i++) {
			double at = i == first ? NAN : overtakes(&lines[i], &lines[first], present, is_up),
			       far = fabs(at - present), next = at + (is_up ? 1e-6 : -1e-6);

			if (isnan(at) || far > nearest + 1e-12)
				continue;
			/* Several may overtake it at one place: the highest of them beyond it. */
			if (far > nearest - 1e-12 && (next - present) * (beyond - present) > 0 &&
			    !is_higher(&lines[i], &lines[change->issue], CLAMP(next, 0, 1)))
				continue;
			if (far > nearest - 1e-12 && (next - present) * (beyond - present) < 0)
				continue;
			*change = (struct smaa_change){criterion, at, i};
			nearest = far;
			beyond = next;
		}
	return nearest < INFINITY;
}
