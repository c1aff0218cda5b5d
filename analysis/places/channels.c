/* channels - counts the tables that have the same totals, or takes chi-square where they are too many.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "channels.h"

#include <glib.h>
#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdint.h>

#include "numbers.h"

/* Tables to be counted at most; people above which even their factorials are not kept. */
static const double max_tables = 3e5;
enum { MAX_PEOPLE = 1000000 };

struct tables {
	const size_t *people; /* of each channel */
	size_t n;
	const double *log_factorial;
	double log_limit; /* a table no likelier than this counts */
	double sum, all;  /* likelihoods by that of the table seen */
	double log_seen;
};

static double log_choose(const struct tables *t, size_t n, size_t k)
{
	g_assert(k <= n);
	return t->log_factorial[n] - t->log_factorial[k] - t->log_factorial[n - k];
}

/* Shares out what is left among the channels from this one on; room: people in those. */
static void count(struct tables *t, size_t channel, size_t left, size_t room, double log_weight)
{
	size_t n = t->people[channel], rest = room - n;

	if (channel + 1 == t->n) {
		double log_table = log_weight + log_choose(t, n, left), likelihood;

		likelihood = number_exp(fmax(-700, log_table - t->log_seen));
		t->all += likelihood;
		if (log_table <= t->log_limit)
			t->sum += likelihood;
		return;
	}
	for (size_t k = left > rest ? left - rest : 0; k <= MIN(n, left); k++)
		count(t, channel + 1, left - k, rest, log_weight + log_choose(t, n, k));
}

static double exact(const size_t *named, const size_t *people, size_t n, size_t n_named, size_t n_people)
{
	g_autofree double *log_factorial = g_new0(double, n_people + 1);
	struct tables t = {.people = people, .n = n, .log_factorial = log_factorial};

	log_factorial[0] = 0;
	for (size_t i = 1; i <= n_people; i++)
		log_factorial[i] = log_factorial[i - 1] + number_log((double)i);
	for (size_t c = 0; c < n; c++)
		t.log_seen += log_choose(&t, people[c], named[c]);
	/* Tables as likely as the one seen differ from it in the last digits only, as R takes them. */
	t.log_limit = t.log_seen + 1e-7;
	count(&t, 0, n_named, n_people, 0);
	return fmin(1, t.sum / t.all);
}

static double chi_square(const size_t *named, const size_t *people, size_t n, double share)
{
	double sum = 0;

	for (size_t c = 0; c < n; c++) {
		double expected = (double)people[c] * share, off = (double)named[c] - expected;

		sum += off * off / (expected * (1 - share));
	}
	return gsl_cdf_chisq_Q(sum, (double)(n - 1));
}

double channels_test(const size_t *named, const size_t *people, size_t n, bool *is_exact)
{
	g_autofree size_t *some_named = g_new(size_t, n + 1), *some_people = g_new(size_t, n + 1);
	size_t n_some = 0, n_named = 0, n_people = 0;
	double n_tables = 1;
	bool is_few;

	for (size_t c = 0; c < n; c++) {
		g_assert(named[c] <= people[c]);
		if (people[c] == 0)
			continue;
		some_named[n_some] = named[c];
		some_people[n_some++] = people[c];
		n_named += named[c];
		n_people += people[c];
	}
	for (size_t c = 0; c + 1 < n_some; c++)
		n_tables *= (double)MIN(some_people[c], n_named) + 1;
	is_few = n_tables <= max_tables && n_people <= MAX_PEOPLE;
	if (is_exact)
		*is_exact = is_few;
	if (n_some < 2 || n_named == 0 || n_named == n_people)
		return 1;
	if (is_few)
		return exact(some_named, some_people, n_some, n_named, n_people);
	return chi_square(some_named, some_people, n_some, (double)n_named / (double)n_people);
}

static int by_p(const void *a, const void *b, void *p)
{
	const double *of = p;
	size_t i = *(const size_t *)a, j = *(const size_t *)b;

	return of[i] != of[j] ? (of[i] > of[j]) - (of[i] < of[j]) : (i > j) - (i < j);
}

void channels_adjust(double *p, size_t n)
{
	g_autofree size_t *order = g_new(size_t, n + 1);
	double largest = 0;

	for (size_t i = 0; i < n; i++)
		order[i] = i;
	if (n)
		g_qsort_with_data(order, (gint)n, sizeof *order, by_p, p);
	for (size_t i = 0; i < n; i++) {
		largest = fmax(largest, p[order[i]] * (double)(n - i));
		p[order[i]] = fmin(1, largest);
	}
}
