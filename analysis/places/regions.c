/* regions - splits people by region, tests each, and compares the orders.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "regions.h"

#include <glib.h>
#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "random.h"

void regions_settings_default(struct regions_settings *settings)
{
	*settings = (struct regions_settings){
		.min_ranked = 20, .n_resamples = 400, .n_top = 3, .confidence = 0.95, .seed = 1};
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

static void rank_crowd(struct regions_order *order, const struct crowd *crowd,
		       const struct regions_settings *settings)
{
	const struct rank_people people = {.mentions = crowd->mentions,
					   .n_mentions = crowd->n_mentions,
					   .n_senders = crowd->n,
					   .n_issues = crowd->n_issues,
					   .n_sessions = crowd->n_sessions,
					   .session = crowd->session};
	g_autofree double *p = NULL;

	order_new(order, crowd->n_issues);
	order->n_senders = crowd->n;
	order->n_sessions = crowd_n_sessions(crowd) - (crowd->people[crowd->n_sessions - 1] > 0);
	order->is_ranked = crowd->n >= MAX(settings->min_ranked, 1) && crowd->n_issues > 0;
	for (size_t i = 0; i < crowd->n_issues && crowd->n; i++)
		order->shares[i] = (double)crowd_names(crowd, i) / (double)crowd->n;
	if (!order->is_ranked)
		return;
	p = g_new0(double, crowd->n_issues * crowd->n_issues);
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

/* People of a crowd in an order that does not depend on how they came in: by session, then by what they
 * name. */
struct drawer {
	const struct crowd *crowd;
	size_t *order;	       /* n people */
	size_t *rooms, *start; /* sessions with people; where theirs begin in order */
	size_t n_rooms;
};

static int by_answers(const void *a, const void *b, void *data)
{
	const struct crowd *crowd = data;
	size_t i = *(const size_t *)a, j = *(const size_t *)b, n_i = crowd->first[i + 1] - crowd->first[i],
	       n_j = crowd->first[j + 1] - crowd->first[j];

	if (crowd->session[i] != crowd->session[j])
		return (crowd->session[i] > crowd->session[j]) - (crowd->session[i] < crowd->session[j]);
	for (size_t k = 0; k < MIN(n_i, n_j); k++) {
		size_t x = crowd->mentions[crowd->first[i] + k].issue,
		       y = crowd->mentions[crowd->first[j] + k].issue;

		if (x != y)
			return (x > y) - (x < y);
	}
	return (n_i > n_j) - (n_i < n_j);
}

static void drawer_new(struct drawer *d, struct crowd *crowd)
{
	size_t at = 0;

	*d = (struct drawer){.crowd = crowd,
			     .order = g_new(size_t, crowd->n + 1),
			     .rooms = g_new(size_t, crowd->n_sessions + 1),
			     .start = g_new(size_t, crowd->n_sessions + 1)};
	for (size_t i = 0; i < crowd->n; i++)
		d->order[i] = i;
	if (crowd->n)
		g_qsort_with_data(d->order, (gint)crowd->n, sizeof *d->order, by_answers, crowd);
	for (size_t s = 0; s < crowd->n_sessions; s++) {
		if (crowd->people[s] == 0)
			continue;
		d->rooms[d->n_rooms] = s;
		d->start[d->n_rooms++] = at;
		at += crowd->people[s];
	}
}

static void drawer_clear(struct drawer *d)
{
	g_free(d->order);
	g_free(d->rooms);
	g_free(d->start);
}

/* Shares when whole sessions are drawn again, and then people within each. */
static void draw(const struct drawer *d, struct random *random, double *shares)
{
	const struct crowd *crowd = d->crowd;
	size_t n_drawn = 0;

	memset(shares, 0, crowd->n_issues * sizeof *shares);
	for (size_t k = 0; k < d->n_rooms; k++) {
		size_t room = d->n_rooms > 1 ? random_below(random, d->n_rooms) : 0,
		       n = crowd->people[d->rooms[room]];

		n_drawn += n;
		for (size_t i = 0; i < n; i++) {
			size_t who = d->order[d->start[room] + random_below(random, n)];

			for (size_t m = crowd->first[who]; m < crowd->first[who + 1]; m++)
				shares[crowd->mentions[m].issue]++;
		}
	}
	for (size_t i = 0; i < crowd->n_issues; i++)
		shares[i] /= (double)n_drawn;
}

static int by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* The middle part of the values that are numbers. */
static void middle_of(double *values, size_t n, double confidence, double *low, double *high)
{
	size_t n_numbers = 0, cut;

	for (size_t i = 0; i < n; i++)
		if (!isnan(values[i]))
			values[n_numbers++] = values[i];
	*low = *high = NAN;
	if (n_numbers == 0)
		return;
	qsort(values, n_numbers, sizeof *values, by_size);
	cut = (size_t)((1 - confidence) / 2 * (double)n_numbers);
	*low = values[cut];
	*high = values[n_numbers - 1 - cut];
}

/* tau of each pair in each draw, and the mean of the pairs behind them: (n_pairs + 1) * n_resamples. */
static void draw_taus(const struct regions *r, struct crowd *crowds, const struct regions_settings *settings,
		      double *taus)
{
	g_autofree struct drawer *drawers = g_new0(struct drawer, r->n_regions + 1);
	g_autofree double *shares = g_new(double, r->n_regions * r->n_issues + 1);
	struct random random;

	for (size_t k = 0; k < r->n_regions; k++)
		if (r->of[k].is_ranked)
			drawer_new(&drawers[k], &crowds[k]);
	random_start(&random, settings->seed, RANDOM_STREAM_PLACES);
	for (size_t d = 0; d < settings->n_resamples; d++) {
		double sum = 0;
		size_t n = 0;

		for (size_t k = 0; k < r->n_regions; k++)
			if (r->of[k].is_ranked)
				draw(&drawers[k], &random, shares + k * r->n_issues);
		for (size_t p = 0; p < r->n_pairs; p++) {
			double tau = regions_tau(shares + r->pairs[p].one * r->n_issues,
						 shares + r->pairs[p].other * r->n_issues, r->n_issues);

			taus[p * settings->n_resamples + d] = tau;
			if (!isnan(tau)) {
				sum += tau;
				n++;
			}
		}
		taus[r->n_pairs * settings->n_resamples + d] = n ? sum / (double)n : NAN;
	}
	for (size_t k = 0; k < r->n_regions; k++)
		drawer_clear(&drawers[k]);
}

static void compare(struct regions *r, struct crowd *crowds, const struct regions_settings *settings)
{
	size_t n_draws = settings->n_resamples, n = 0;
	g_autofree double *taus = NULL;
	double sum = 0;

	r->pairs = g_new0(struct regions_pair, r->n_regions * r->n_regions / 2 + 1);
	r->tau = r->tau_low = r->tau_high = NAN;
	for (size_t a = 0; a < r->n_regions; a++)
		for (size_t b = a + 1; b < r->n_regions; b++) {
			struct regions_pair *pair = &r->pairs[r->n_pairs];

			if (!r->of[a].is_ranked || !r->of[b].is_ranked)
				continue;
			*pair = (struct regions_pair){
				a, b, regions_tau(r->of[a].shares, r->of[b].shares, r->n_issues), NAN, NAN};
			if (!isnan(pair->tau)) {
				sum += pair->tau;
				n++;
			}
			r->n_pairs++;
		}
	if (n)
		r->tau = sum / (double)n;
	taus = g_new(double, (r->n_pairs + 1) * n_draws + 1);
	draw_taus(r, crowds, settings, taus);
	for (size_t p = 0; p < r->n_pairs; p++)
		middle_of(taus + p * n_draws, n_draws, settings->confidence, &r->pairs[p].low,
			  &r->pairs[p].high);
	middle_of(taus + r->n_pairs * n_draws, n_draws, settings->confidence, &r->tau_low, &r->tau_high);
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
	struct crowd all;

	r->n_regions = n_regions;
	r->n_issues = people->n_issues;
	r->of = g_new0(struct regions_order, n_regions + 1);
	for (size_t k = 0; k < n_regions; k++) {
		crowd_take(&crowds[k], people, region, &k);
		rank_crowd(&r->of[k], &crowds[k], settings);
		r->n_ranked += r->of[k].is_ranked;
	}
	crowd_take(&all, people, region, NULL);
	rank_crowd(&r->pooled, &all, settings);
	crowd_clear(&all);
	rank_equal(r, crowds, settings);
	compare(r, crowds, settings);
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
