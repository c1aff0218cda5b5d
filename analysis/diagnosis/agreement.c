/* agreement - measures over the table of two partitions.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "agreement.h"

#include <glib.h>
#include <math.h>

#include "assignment.h"

struct table {
	size_t n, n_rows, n_columns;
	size_t *cell;	      /* n_rows * n_columns */
	size_t *row, *column; /* sums */
};

/* Classes numbered 0.. in order of first sight. */
static size_t *dense(const size_t *classes, size_t n, size_t *n_classes)
{
	size_t *number = g_new(size_t, n + 1), *number_of = g_new0(size_t, n + 1);

	*n_classes = 0;
	for (size_t i = 0; i < n; i++) {
		g_assert(classes[i] < n);
		if (!number_of[classes[i]])
			number_of[classes[i]] = ++*n_classes;
		number[i] = number_of[classes[i]] - 1;
	}
	g_free(number_of);
	return number;
}

static struct table table_new(const size_t *found, const size_t *truth, size_t n)
{
	struct table t = {.n = n};
	g_autofree size_t *a = dense(found, n, &t.n_rows);
	g_autofree size_t *b = dense(truth, n, &t.n_columns);

	t.cell = g_new0(size_t, t.n_rows * t.n_columns + 1);
	t.row = g_new0(size_t, t.n_rows + 1);
	t.column = g_new0(size_t, t.n_columns + 1);
	for (size_t i = 0; i < n; i++) {
		t.cell[a[i] * t.n_columns + b[i]]++;
		t.row[a[i]]++;
		t.column[b[i]]++;
	}
	return t;
}

static double entropy(const size_t *sums, size_t n_sums, size_t n)
{
	double h = 0;

	for (size_t i = 0; i < n_sums; i++)
		h -= (double)sums[i] / (double)n * log((double)sums[i] / (double)n);
	return h;
}

static double mutual_information(const struct table *t)
{
	double mi = 0, n = (double)t->n;

	for (size_t r = 0; r < t->n_rows; r++) {
		for (size_t c = 0; c < t->n_columns; c++) {
			double x = (double)t->cell[r * t->n_columns + c];

			if (x > 0)
				mi += x / n * log(n * x / ((double)t->row[r] * (double)t->column[c]));
		}
	}
	return MAX(mi, 0);
}

/* Expected mutual information of two partitions with these sums, drawn at random (hypergeometric model, Vinh
 * et al. 2010, eq. 24a).  The weight of each count follows from the one before it by a ratio. */
static double expected_information(const struct table *t)
{
	double emi = 0, n = (double)t->n;

	for (size_t r = 0; r < t->n_rows; r++) {
		for (size_t c = 0; c < t->n_columns; c++) {
			double a = (double)t->row[r], b = (double)t->column[c];
			double low = MAX(1, a + b - n), high = MIN(a, b);
			double log_weight = lgamma(a + 1) + lgamma(b + 1) + lgamma(n - a + 1) +
					    lgamma(n - b + 1) - lgamma(n + 1) - lgamma(low + 1) -
					    lgamma(a - low + 1) - lgamma(b - low + 1) -
					    lgamma(n - a - b + low + 1);

			for (double x = low; x <= high; x++) {
				emi += x / n * log(n * x / (a * b)) * exp(log_weight);
				if (x < high)
					log_weight +=
						log((a - x) * (b - x) / ((x + 1) * (n - a - b + x + 1)));
			}
		}
	}
	return emi;
}

static double pairs(double x)
{
	return x * (x - 1) / 2;
}

static double adjusted_rand(const struct table *t)
{
	double both = 0, rows = 0, columns = 0, expected, most;

	for (size_t i = 0; i < t->n_rows * t->n_columns; i++)
		both += pairs((double)t->cell[i]);
	for (size_t i = 0; i < t->n_rows; i++)
		rows += pairs((double)t->row[i]);
	for (size_t i = 0; i < t->n_columns; i++)
		columns += pairs((double)t->column[i]);
	expected = t->n > 1 ? rows * columns / pairs((double)t->n) : 0;
	most = (rows + columns) / 2;
	return fabs(most - expected) < 1e-12 ? 1 : (both - expected) / (most - expected);
}

/* The largest sum of cells with at most one in each row and column. */
static double best_matching(const struct table *t)
{
	g_autofree double *cell = g_new(double, t->n_rows * t->n_columns + 1);

	for (size_t i = 0; i < t->n_rows * t->n_columns; i++)
		cell[i] = (double)t->cell[i];
	return assignment_best(cell, t->n_rows, t->n_columns, NULL);
}

static double purest(const struct table *t)
{
	double total = 0;

	for (size_t r = 0; r < t->n_rows; r++) {
		size_t most = 0;

		for (size_t c = 0; c < t->n_columns; c++)
			most = MAX(most, t->cell[r * t->n_columns + c]);
		total += (double)most;
	}
	return total;
}

struct agreement agreement_measure(const size_t *found, const size_t *truth, size_t n)
{
	struct agreement result = {1, 1, 1, 1, 1, 0, 0};
	struct table t;
	double mi, emi, mean;

	if (!n)
		return result;
	t = table_new(found, truth, n);
	result.n_found = t.n_rows;
	result.n_true = t.n_columns;
	result.accuracy = best_matching(&t) / (double)n;
	result.purity = purest(&t) / (double)n;
	result.ari = adjusted_rand(&t);
	/* Both whole, or both in single pieces: the same partition, nothing to adjust. */
	if (!((t.n_rows == 1 && t.n_columns == 1) || (t.n_rows == n && t.n_columns == n))) {
		mi = mutual_information(&t);
		mean = (entropy(t.row, t.n_rows, n) + entropy(t.column, t.n_columns, n)) / 2;
		emi = expected_information(&t);
		result.nmi = mean > 0 ? mi / mean : 0;
		result.ami = fabs(mean - emi) < 1e-15 ? 0 : (mi - emi) / (mean - emi);
	}
	g_free(t.cell);
	g_free(t.row);
	g_free(t.column);
	return result;
}
