/* regions - splits people by region, tests each, and compares the orders.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "regions.h"

#include <glib.h>
#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

void regions_settings_default(struct regions_settings *settings)
{
	*settings = (struct regions_settings){.min_ranked = 20, .n_top = 3, .confidence = 0.95};
}

/* People with their mentions in one list, each pair once. */
struct crowd {
	size_t n, n_issues, n_sessions, n_mentions; /* n_sessions: one more than given, for who has none */
	size_t *first;				    /* n + 1: into mentions */
	struct rank_mention *mentions;
	size_t *session; /* n */
	size_t *count;	 /* n_sessions * n_issues: people who name it */
	size_t *people;	 /* n_sessions */
};

static int by_sender(const void *a, const void *b)
{
	const struct rank_mention *x = a, *y = b;

	if (x->sender != y->sender)
		return (x->sender > y->sender) - (x->sender < y->sender);
	return (x->issue > y->issue) - (x->issue < y->issue);
}

static void crowd_clear(struct crowd *crowd)
{
	g_free(crowd->first);
	g_free(crowd->mentions);
	g_free(crowd->session);
	g_free(crowd->count);
	g_free(crowd->people);
}

/* Sorts the mentions, drops what is said twice, finds where each person's begin, and counts. */
static void crowd_settle(struct crowd *crowd)
{
	size_t n = 0, at = 0;

	if (crowd->n_mentions)
		qsort(crowd->mentions, crowd->n_mentions, sizeof *crowd->mentions, by_sender);
	for (size_t i = 0; i < crowd->n_mentions; i++)
		if (n == 0 || by_sender(&crowd->mentions[n - 1], &crowd->mentions[i]) != 0)
			crowd->mentions[n++] = crowd->mentions[i];
	crowd->n_mentions = n;
	crowd->first = g_new(size_t, crowd->n + 1);
	crowd->count = g_new0(size_t, crowd->n_sessions * crowd->n_issues + 1);
	crowd->people = g_new0(size_t, crowd->n_sessions + 1);
	for (size_t i = 0; i < crowd->n; i++) {
		crowd->first[i] = at;
		crowd->people[crowd->session[i]]++;
		for (; at < n && crowd->mentions[at].sender == i; at++)
			crowd->count[crowd->session[i] * crowd->n_issues + crowd->mentions[at].issue]++;
	}
	crowd->first[crowd->n] = at;
}

/* The people of a region; all of them when wanted is NULL. */
static void crowd_take(struct crowd *crowd, const struct rank_people *people, const size_t *region,
		       const size_t *wanted)
{
	g_autofree size_t *number = g_new(size_t, people->n_senders + 1);

	*crowd = (struct crowd){.n_issues = people->n_issues, .n_sessions = people->n_sessions + 1};
	crowd->session = g_new(size_t, people->n_senders + 1);
	crowd->mentions = g_new(struct rank_mention, people->n_mentions + 1);
	for (size_t i = 0; i < people->n_senders; i++) {
		number[i] = SIZE_MAX;
		if (wanted && region[i] != *wanted)
			continue;
		crowd->session[crowd->n] = people->session && people->session[i] != SIZE_MAX
						   ? people->session[i]
						   : people->n_sessions;
		number[i] = crowd->n++;
	}
	for (size_t i = 0; i < people->n_mentions; i++) {
		size_t sender = number[people->mentions[i].sender];

		if (sender != SIZE_MAX)
			crowd->mentions[crowd->n_mentions++] =
				(struct rank_mention){sender, people->mentions[i].issue};
	}
	crowd_settle(crowd);
}

static size_t crowd_n_sessions(const struct crowd *crowd)
{
	size_t n = 0;

	for (size_t s = 0; s < crowd->n_sessions; s++)
		n += crowd->people[s] > 0;
	return n;
}

static size_t crowd_names(const struct crowd *crowd, size_t issue)
{
	size_t n = 0;

	for (size_t s = 0; s < crowd->n_sessions; s++)
		n += crowd->count[s * crowd->n_issues + issue];
	return n;
}

static void order_new(struct regions_order *order, size_t n_issues)
{
	order->shares = g_new(double, n_issues + 1);
	order->low = g_new0(size_t, n_issues + 1);
	order->high = g_new0(size_t, n_issues + 1);
	for (size_t i = 0; i < n_issues; i++)
		order->shares[i] = NAN;
}

static void order_clear(struct regions_order *order)
{
	g_free(order->shares);
	g_free(order->low);
	g_free(order->high);
}

/* p receives the tests, n_issues * n_issues; untouched when the crowd is not ranked. */
static void rank_crowd(struct regions_order *order, const struct crowd *crowd,
		       const struct regions_settings *settings, double *p)
{
	const struct rank_people people = {.mentions = crowd->mentions,
					   .n_mentions = crowd->n_mentions,
					   .n_senders = crowd->n,
					   .n_issues = crowd->n_issues,
					   .n_sessions = crowd->n_sessions,
					   .session = crowd->session};

	order_new(order, crowd->n_issues);
	order->n_senders = crowd->n;
	order->n_sessions = crowd_n_sessions(crowd) - (crowd->people[crowd->n_sessions - 1] > 0);
	order->is_ranked = crowd->n >= MAX(settings->min_ranked, 1) && crowd->n_issues > 0;
	for (size_t i = 0; i < crowd->n_issues && crowd->n; i++)
		order->shares[i] = (double)crowd_names(crowd, i) / (double)crowd->n;
	if (!order->is_ranked)
		return;
	rank_test(&people, p);
	rank_sets(p, crowd->n_issues, settings->confidence, RANK_HOLM, RANK_SIMULTANEOUS, order->low,
		  order->high);
}

/* --- each region with the same say ------------------------------------------------------------------- */

/* How many of a crowd name both; n_issues * n_issues, the half above the diagonal. */
static size_t *names_both(const struct crowd *crowd)
{
	size_t n = crowd->n_issues, *both = g_new0(size_t, n * n + 1);

	for (size_t i = 0; i < crowd->n; i++)
		for (size_t a = crowd->first[i]; a < crowd->first[i + 1]; a++)
			for (size_t b = a + 1; b < crowd->first[i + 1]; b++)
				both[crowd->mentions[a].issue * n + crowd->mentions[b].issue]++;
	return both;
}

struct difference {
	double mean, variance, freedom;
};

/* Share of issue i less that of j, with half a person added to each of the four kinds of answer, so that the
 * variance is never 0; between sessions when they differ more than people do. */
static struct difference difference_of(const struct crowd *crowd, const size_t *both, size_t i, size_t j)
{
	double n = (double)crowd->n + 2, n_one = (double)crowd_names(crowd, i),
	       n_other = (double)crowd_names(crowd, j), between = 0,
	       n_rooms = (double)crowd_n_sessions(crowd);
	double n_both = (double)both[MIN(i, j) * crowd->n_issues + MAX(i, j)];
	double unlike = n_one + n_other - 2 * n_both + 1, mean = (n_one - n_other) / n;
	struct difference d = {mean, (unlike - (n_one - n_other) * mean) / (n * n), n - 3};

	for (size_t s = 0; s < crowd->n_sessions && n_rooms > 1; s++) {
		double off = (double)crowd->count[s * crowd->n_issues + i] -
			     (double)crowd->count[s * crowd->n_issues + j] -
			     (double)crowd->people[s] * (n_one - n_other) / (double)crowd->n;

		between += off * off;
	}
	if (n_rooms > 1)
		between *= n_rooms / (n_rooms - 1) / ((double)crowd->n * (double)crowd->n);
	if (between > d.variance) {
		d.variance = between;
		d.freedom = n_rooms - 1;
	}
	return d;
}

/* Of the hypothesis that issue i is named by no greater share than j, on the mean of the regions. */
static double equal_p(const struct crowd *crowds, size_t *const *both, const struct regions *r, size_t i,
		      size_t j)
{
	double mean = 0, variance = 0, spread = 0;

	for (size_t k = 0; k < r->n_regions; k++) {
		struct difference d;

		if (!r->of[k].is_ranked)
			continue;
		d = difference_of(&crowds[k], both[k], i, j);
		mean += d.mean;
		variance += d.variance;
		spread += d.variance * d.variance / fmax(1, d.freedom);
	}
	return gsl_cdf_tdist_Q(mean / sqrt(variance), variance * variance / spread);
}

static void rank_equal(struct regions *r, const struct crowd *crowds, const struct regions_settings *settings)
{
	struct regions_order *order = &r->equal;
	size_t n = r->n_issues;
	g_autofree size_t **both = g_new0(size_t *, r->n_regions + 1);
	g_autofree double *p = g_new0(double, n *n + 1);

	order_new(order, n);
	order->is_ranked = r->n_ranked >= 2 && n > 0;
	for (size_t k = 0; k < r->n_regions; k++) {
		if (!r->of[k].is_ranked)
			continue;
		order->n_senders += r->of[k].n_senders;
		order->n_sessions += r->of[k].n_sessions;
		both[k] = names_both(&crowds[k]);
		for (size_t i = 0; i < n; i++)
			order->shares[i] = (isnan(order->shares[i]) ? 0 : order->shares[i]) +
					   r->of[k].shares[i] / (double)r->n_ranked;
	}
	for (size_t i = 0; i < n && order->is_ranked; i++)
		for (size_t j = 0; j < n; j++)
			p[i * n + j] = i == j ? 1 : equal_p(crowds, both, r, i, j);
	if (order->is_ranked)
		rank_sets(p, n, settings->confidence, RANK_HOLM, RANK_SIMULTANEOUS, order->low, order->high);
	for (size_t k = 0; k < r->n_regions; k++)
		g_free(both[k]);
}

/* --- agreement ----------------------------------------------------------------------------------------- */

double regions_tau(const double *one, const double *other, size_t n)
{
	double sum = 0, n_one = 0, n_other = 0;

	for (size_t i = 0; i < n; i++)
		for (size_t j = i + 1; j < n; j++) {
			int a = (one[i] > one[j]) - (one[i] < one[j]),
			    b = (other[i] > other[j]) - (other[i] < other[j]);

			sum += a * b;
			n_one += a != 0;
			n_other += b != 0;
		}
	return n_one > 0 && n_other > 0 ? sum / sqrt(n_one * n_other) : NAN;
}

static int by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* The largest p that Holm rejects among all tests of all ranked regions at once; below 0: none. */
static double sure_level(const struct regions *r, const double *p, double confidence)
{
	size_t n = r->n_issues, n_tests = 0;
	g_autofree double *all = g_new(double, r->n_ranked *n *n + 1);
	double level = -1;

	for (size_t k = 0; k < r->n_regions; k++)
		for (size_t i = 0; i < n && r->of[k].is_ranked; i++)
			for (size_t j = 0; j < n; j++)
				if (i != j)
					all[n_tests++] = p[(k * n + i) * n + j];
	if (n_tests)
		qsort(all, n_tests, sizeof *all, by_size);
	for (size_t t = 0; t < n_tests && all[t] * (double)(n_tests - t) <= 1 - confidence; t++)
		level = all[t];
	return level;
}

/* 1: i surely above j; -1: surely below; 0: not told. */
static int sure_order(const double *p, size_t n, size_t i, size_t j, double level)
{
	return (p[i * n + j] <= level) - (p[j * n + i] <= level);
}

static struct regions_pair compare_pair(const struct regions *r, const double *p, size_t one, size_t other,
					double level)
{
	size_t n = r->n_issues;
	double n_pairs = (double)n * ((double)n - 1) / 2;
	struct regions_pair pair = {.one = one, .other = other};

	for (size_t i = 0; i < n; i++)
		for (size_t j = i + 1; j < n; j++) {
			int both = sure_order(p + one * n * n, n, i, j, level) *
				   sure_order(p + other * n * n, n, i, j, level);

			pair.n_same += both > 0;
			pair.n_reversed += both < 0;
		}
	pair.tau = regions_tau(r->of[one].shares, r->of[other].shares, n);
	pair.low = n_pairs > 0 ? 2 * (double)pair.n_same / n_pairs - 1 : NAN;
	pair.high = n_pairs > 0 ? 1 - 2 * (double)pair.n_reversed / n_pairs : NAN;
	return pair;
}

/* p: of each region n_issues * n_issues. */
static void compare(struct regions *r, const double *p, double confidence)
{
	double level = sure_level(r, p, confidence), sum = 0;
	size_t n = 0;

	r->pairs = g_new0(struct regions_pair, r->n_regions * r->n_regions / 2 + 1);
	r->tau_low = r->tau_high = 0;
	for (size_t a = 0; a < r->n_regions; a++)
		for (size_t b = a + 1; b < r->n_regions; b++) {
			struct regions_pair *pair = &r->pairs[r->n_pairs];

			if (!r->of[a].is_ranked || !r->of[b].is_ranked)
				continue;
			*pair = compare_pair(r, p, a, b, level);
			if (!isnan(pair->tau)) {
				sum += pair->tau;
				n++;
			}
			r->tau_low += pair->low;
			r->tau_high += pair->high;
			r->n_pairs++;
		}
	r->tau = n ? sum / (double)n : NAN;
	r->tau_low = r->n_pairs ? r->tau_low / (double)r->n_pairs : NAN;
	r->tau_high = r->n_pairs ? r->tau_high / (double)r->n_pairs : NAN;
}

/* Fewer than n_top issues have a greater share in any ranked region. */
static bool is_common_top(const struct regions *r, size_t issue, size_t n_top)
{
	for (size_t k = 0; k < r->n_regions; k++) {
		size_t n_above = 0;

		if (!r->of[k].is_ranked)
			continue;
		for (size_t i = 0; i < r->n_issues; i++)
			n_above += r->of[k].shares[i] > r->of[k].shares[issue];
		if (n_above >= n_top || r->of[k].shares[issue] <= 0)
			return false;
	}
	return r->n_ranked >= 2;
}

struct regions *regions_make(const struct rank_people *people, const size_t *region, size_t n_regions,
			     const struct regions_settings *settings)
{
	struct regions *r = g_new0(struct regions, 1);
	g_autofree struct crowd *crowds = g_new0(struct crowd, n_regions + 1);
	size_t n_tests = people->n_issues * people->n_issues;
	g_autofree double *p = g_new0(double, (n_regions + 1) * n_tests + 1);
	struct crowd all;

	r->n_regions = n_regions;
	r->n_issues = people->n_issues;
	r->of = g_new0(struct regions_order, n_regions + 1);
	for (size_t k = 0; k < n_regions; k++) {
		crowd_take(&crowds[k], people, region, &k);
		rank_crowd(&r->of[k], &crowds[k], settings, p + k * n_tests);
		r->n_ranked += r->of[k].is_ranked;
	}
	crowd_take(&all, people, region, NULL);
	rank_crowd(&r->pooled, &all, settings, p + n_regions * n_tests);
	crowd_clear(&all);
	rank_equal(r, crowds, settings);
	compare(r, p, settings->confidence);
	r->is_common_top = g_new0(bool, r->n_issues + 1);
	for (size_t i = 0; i < r->n_issues; i++)
		r->is_common_top[i] = is_common_top(r, i, settings->n_top);
	for (size_t k = 0; k < n_regions; k++)
		crowd_clear(&crowds[k]);
	return r;
}

void regions_free(struct regions *r)
{
	if (!r)
		return;
	for (size_t k = 0; k < r->n_regions; k++)
		order_clear(&r->of[k]);
	order_clear(&r->pooled);
	order_clear(&r->equal);
	g_free(r->of);
	g_free(r->pairs);
	g_free(r->is_common_top);
	g_free(r);
}
