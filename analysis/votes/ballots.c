/* ballots - counts, duels, tests of every pair of items, places.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ballots.h"

#include <glib.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "ballots_box.h"
#include "binomial.h"
#include "flips.h"
#include "rank_sets.h"
#include "student.h"

enum { USUAL_MIN_RANKED = 20 };
static const double usual_confidence = 0.95;

/* The mean and its interval, from the values of all good ballots; scale: of a value. */
static void measure_mean(const struct ballots_box *box, size_t i, double scale, double most,
			 double limit /* Student's */, double confidence, struct ballots_item *item)
{
	const int32_t *value = box->value + i * box->n_good;
	double n = (double)box->n_good, square = 0, half;
	bool is_same = true;

	item->mean = (double)item->sum * scale / n;
	for (size_t b = 0; b < box->n_good; b++) {
		double d = value[b] * scale - item->mean;

		square += d * d;
		is_same = is_same && value[b] == value[0];
	}
	half = n > 1 ? limit * sqrt(square / (n - 1) / n) : most;
	item->mean_low = item->mean - half;
	item->mean_high = item->mean + half;
	if (is_same) {
		double low, high;

		binomial_interval(box->n_good, box->n_good, confidence, &low, &high);
		item->mean_low = item->mean * low;
		item->mean_high = item->mean + (most - item->mean) * (1 - low);
	} else if (item->n_marked) {
		double a_mark = (double)item->sum * scale / (double)item->n_marked;

		item->mean_low = MIN(item->mean_low, item->share_low * a_mark);
		item->mean_high = MAX(item->mean_high, item->share_high * a_mark);
	}
	item->mean_low = MAX(item->mean_low, 0);
	item->mean_high = MIN(item->mean_high, most);
}

static void count_item(const struct ballots_input *in, const struct ballots_box *box, size_t i,
		       int32_t most_seen, double limit, double confidence, struct ballots_item *item)
{
	double scale = in->kind == BALLOTS_RANKING ? 0.5 : 1, most = most_seen;

	for (size_t b = 0; b < box->n_good; b++) {
		int32_t value = box->value[i * box->n_good + b];

		item->n_marked += box->is_marked[i * box->n_good + b];
		item->sum += value;
	}
	item->share_high = 1;
	item->support = NAN;
	if (!box->n_good)
		return;
	item->share = (double)item->n_marked / (double)box->n_good;
	item->support = item->share;
	binomial_interval(item->n_marked, box->n_good, confidence, &item->share_low, &item->share_high);
	if (in->kind == BALLOTS_APPROVAL) {
		item->mean = item->share;
		item->mean_low = item->share_low;
		item->mean_high = item->share_high;
		return;
	}
	if (in->kind == BALLOTS_RANKING)
		most = (double)(in->n_items - 1);
	else if (in->most_each || in->most)
		most = (double)(in->most_each ? in->most_each : in->most);
	measure_mean(box, i, scale, most, limit, confidence, item);
	if (in->kind == BALLOTS_RANKING)
		item->support = in->n_items > 1 ? item->mean / (double)(in->n_items - 1) : 1;
}

static void count_items(const struct ballots_input *in, const struct ballots_box *box, double confidence,
			struct ballots *ballots)
{
	double limit = box->n_good > 1 ? student_limit(confidence, (double)box->n_good - 1) : 0;
	int32_t most_seen = 1;

	for (size_t k = 0; k < box->n_good * in->n_items; k++)
		most_seen = MAX(most_seen, box->value[k]);
	for (size_t i = 0; i < in->n_items; i++)
		count_item(in, box, i, most_seen, limit, confidence, &ballots->items[i]);
	if (in->kind != BALLOTS_RANKING)
		return;
	for (size_t b = 0; b < box->n_good; b++) {
		int32_t best = -1;

		for (size_t i = 0; i < in->n_items; i++)
			best = MAX(best, box->value[i * box->n_good + b]);
		for (size_t i = 0; i < in->n_items; i++)
			ballots->items[i].n_first += box->value[i * box->n_good + b] == best;
	}
}

struct tests {
	const struct ballots_input *in;
	const struct ballots_box *box;
	struct ballots *ballots;
};

/* The duel and the tests of items first..last-1 with those before them. */
static void test_items(void *data, size_t first, size_t last, size_t thread)
{
	const struct tests *tests = data;
	const struct ballots_box *box = tests->box;
	struct ballots *ballots = tests->ballots;
	size_t n = box->n_items, n_good = box->n_good;
	g_autofree int32_t *forth = g_new(int32_t, n_good + 1), *back = g_new(int32_t, n_good + 1);

	(void)thread;
	for (size_t i = first; i < last; i++) {
		ballots->p[i * n + i] = 1;
		for (size_t j = 0; j < i; j++) {
			size_t n_forth = 0, n_back = 0;

			for (size_t b = 0; b < n_good; b++) {
				int32_t d = box->value[i * n_good + b] - box->value[j * n_good + b];

				n_forth += d > 0;
				n_back += d < 0;
				if (tests->in->kind == BALLOTS_RANKING)
					d = (d > 0) - (d < 0);
				forth[b] = d;
				back[b] = -d;
			}
			ballots->duels[i * n + j] = n_forth;
			ballots->duels[j * n + i] = n_back;
			ballots->p[i * n + j] = flips_chance(forth, n_good);
			ballots->p[j * n + i] = flips_chance(back, n_good);
		}
	}
}

static void judge_duels(struct ballots *ballots)
{
	size_t n = ballots->n_items;

	for (size_t i = 0; i < n; i++) {
		struct ballots_item *item = &ballots->items[i];

		for (size_t j = 0; j < n; j++) {
			size_t mine = ballots->duels[i * n + j], other = ballots->duels[j * n + i];

			if (j == i)
				continue;
			item->n_won += mine > other;
			item->n_lost += mine < other;
			item->n_even += mine == other;
		}
		if (n > 1 && item->n_won == n - 1)
			ballots->winner = i;
	}
}

/* Twice the duels won, even ones counting half: Copeland's score.  Else the sum. */
static int64_t score(const struct ballots *ballots, size_t i)
{
	const struct ballots_item *item = &ballots->items[i];

	return ballots->kind == BALLOTS_RANKING ? (int64_t)(2 * item->n_won + item->n_even) : item->sum;
}

static int compare_items(const void *a, const void *b, void *data)
{
	const struct ballots *ballots = data;
	size_t i = *(const size_t *)a, j = *(const size_t *)b;
	int64_t of_i = score(ballots, i), of_j = score(ballots, j);

	if (of_i != of_j)
		return of_i > of_j ? -1 : 1;
	if (ballots->items[i].sum != ballots->items[j].sum)
		return ballots->items[i].sum > ballots->items[j].sum ? -1 : 1;
	return (i > j) - (i < j);
}

static void put_in_order(struct ballots *ballots)
{
	size_t n = ballots->n_items;

	for (size_t i = 0; i < n; i++)
		ballots->order[i] = i;
	g_qsort_with_data(ballots->order, (gint)n, sizeof *ballots->order, compare_items, ballots);
	for (size_t at = 0; at < n; at++) {
		size_t i = ballots->order[at];
		bool is_equal = at && score(ballots, ballots->order[at - 1]) == score(ballots, i);

		ballots->items[i].place = is_equal ? ballots->items[ballots->order[at - 1]].place : at + 1;
	}
}

/* The smallest set of which everybody wins over everybody else: in the order of Copeland it is a beginning.
 */
static void find_top(struct ballots *ballots)
{
	size_t n = ballots->n_items, n_top = MIN(n, 1);

	for (size_t at = 0; at < n_top; at++)
		for (size_t other = n; other-- > n_top;)
			if (ballots->duels[ballots->order[at] * n + ballots->order[other]] <=
			    ballots->duels[ballots->order[other] * n + ballots->order[at]]) {
				n_top = other + 1;
				break;
			}
	ballots->n_top = n_top;
	for (size_t at = 0; at < n_top; at++)
		ballots->in_top[ballots->order[at]] = true;
}

static int compare_chances(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* Sets of places, who is above whom by the same decisions, and bands. */
static void rank(struct ballots *ballots, double confidence)
{
	size_t n = ballots->n_items, n_sure = 0, m = 0;
	g_autofree size_t *low = g_new(size_t, n + 1), *high = g_new(size_t, n + 1),
			  *band = g_new(size_t, n + 1);
	g_autofree double *sorted = g_new(double, n *n + 1);

	rank_sets(ballots->p, n, confidence, RANK_HOLM, RANK_SIMULTANEOUS, low, high);
	for (size_t i = 0; i < n; i++) {
		n_sure += low[i] - 1;
		for (size_t j = 0; j < n; j++)
			if (i != j)
				sorted[m++] = ballots->p[i * n + j];
	}
	qsort(sorted, m, sizeof *sorted, compare_chances);
	for (size_t k = 0; n_sure && k < n * n; k++)
		ballots->above[k] = k / n != k % n && ballots->p[k] <= sorted[n_sure - 1];
	for (size_t i = 0; i < n; i++) {
		low[i] = MIN(low[i], ballots->items[i].place);
		high[i] = MAX(high[i], ballots->items[i].place);
	}
	ballots->n_bands = rank_bands(low, high, ballots->order, n, band);
	for (size_t i = 0; i < n; i++) {
		ballots->items[i].low = low[i];
		ballots->items[i].high = high[i];
		ballots->items[i].band = band[i];
	}
}

struct ballots *ballots_count(const struct ballots_input *in, struct work *work)
{
	struct ballots_box box = ballots_box_fill(in);
	struct ballots *ballots = g_new0(struct ballots, 1);
	double confidence = in->confidence > 0 ? in->confidence : usual_confidence;
	size_t n = in->n_items;
	struct tests tests = {in, &box, ballots};
	bool is_done;

	*ballots = (struct ballots){.kind = in->kind,
				    .n_voters = in->n_voters,
				    .n_items = n,
				    .n_good = box.n_good,
				    .fault_of = g_steal_pointer(&box.fault_of),
				    .items = g_new0(struct ballots_item, n + 1),
				    .order = g_new0(size_t, n + 1),
				    .p = g_new0(double, n *n + 1),
				    .above = g_new0(bool, n *n + 1),
				    .duels = g_new0(size_t, n * n + 1),
				    .winner = SIZE_MAX,
				    .in_top = g_new0(bool, n + 1)};
	for (size_t v = 0; v < in->n_voters; v++)
		ballots->n_faults[ballots->fault_of[v]]++;
	ballots->is_ranked = n > 0 && box.n_good >= (in->min_ranked ? in->min_ranked : USUAL_MIN_RANKED);
	count_items(in, &box, confidence, ballots);
	is_done = work_run(work, n, 1, test_items, &tests, 0, 1);
	ballots_box_free(&box);
	if (!is_done) {
		ballots_free(ballots);
		return NULL;
	}
	judge_duels(ballots);
	put_in_order(ballots);
	if (in->kind == BALLOTS_RANKING && ballots->n_good)
		find_top(ballots);
	if (ballots->is_ranked)
		rank(ballots, confidence);
	return ballots;
}

void ballots_free(struct ballots *ballots)
{
	if (!ballots)
		return;
	g_free(ballots->fault_of);
	g_free(ballots->items);
	g_free(ballots->order);
	g_free(ballots->p);
	g_free(ballots->above);
	g_free(ballots->duels);
	g_free(ballots->in_top);
	g_free(ballots);
}
