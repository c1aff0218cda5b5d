/* style - chances of ballots under the shares of answers, and the pace at which ballots came.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "style.h"

#include <glib.h>
#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "numbers.h"

enum { MIN_OTHER_MINUTES = 10, MAX_BURSTS = 20 };

/* --- shares of answers
 * -------------------------------------------------------------------------------------- */

struct share {
	uint32_t item;
	int32_t value;
	size_t n, n_of_item, n_values_of_item;
};

struct look {
	const struct style_input *in;
	struct style *style;
	struct share *shares; /* by item and value */
	size_t n_shares;
	struct style_answer *answers; /* by voter, as they came */
	size_t *first;		      /* n_voters + 1 */
};

static int compare_shares(const void *a, const void *b)
{
	const struct share *x = a, *y = b;

	if (x->item != y->item)
		return x->item < y->item ? -1 : 1;
	return (x->value > y->value) - (x->value < y->value);
}

static void count_shares(struct look *look)
{
	const struct style_input *in = look->in;
	size_t n = 0;

	look->shares = g_new0(struct share, in->n_answers + 1);
	for (size_t a = 0; a < in->n_answers; a++)
		look->shares[a] = (struct share){in->answers[a].item, in->answers[a].value, 1, 0, 0};
	qsort(look->shares, in->n_answers, sizeof *look->shares, compare_shares);
	for (size_t a = 0; a < in->n_answers; a++) {
		if (n && compare_shares(&look->shares[n - 1], &look->shares[a]) == 0)
			look->shares[n - 1].n++;
		else
			look->shares[n++] = look->shares[a];
	}
	look->n_shares = n;
	for (size_t from = 0, to; from < n; from = to) {
		size_t n_of_item = 0;

		for (to = from; to < n && look->shares[to].item == look->shares[from].item; to++)
			n_of_item += look->shares[to].n;
		for (size_t s = from; s < to; s++) {
			look->shares[s].n_of_item = n_of_item;
			look->shares[s].n_values_of_item = to - from;
		}
	}
}

/* Log of the share of this answer among the others' to that item, one more given to each value. */
static double log_share(const struct look *look, const struct style_answer *answer)
{
	const struct share key = {answer->item, answer->value, 0, 0, 0};
	const struct share *share = bsearch(&key, look->shares, look->n_shares, sizeof key, compare_shares);

	return number_log((double)share->n / (double)(share->n_of_item - 1 + share->n_values_of_item));
}

static void sort_answers(struct look *look)
{
	const struct style_input *in = look->in;
	size_t *first = look->first = g_new0(size_t, in->n_voters + 2);

	look->answers = g_new(struct style_answer, in->n_answers + 1);
	for (size_t a = 0; a < in->n_answers; a++) {
		g_assert(in->answers[a].voter < in->n_voters);
		first[in->answers[a].voter + 2]++;
	}
	for (size_t v = 0; v < in->n_voters; v++)
		first[v + 2] += first[v + 1];
	for (size_t a = 0; a < in->n_answers; a++)
		look->answers[first[in->answers[a].voter + 1]++] = in->answers[a];
}

/* --- one ballot by itself
 * ----------------------------------------------------------------------------------- */

/* Ballots like it to be expected in the room: that log chance, so many ways. */
static bool is_unlikely(const struct look *look, double log_chance, double n_ways)
{
	return (double)look->in->n_voters * n_ways * number_exp(log_chance) < STYLE_EXPECTED;
}

static unsigned flags_of(const struct look *look, const struct style_answer *answers, size_t n)
{
	bool is_same = true, has_turns = n > 1;
	double chance = 0;

	if (n < STYLE_LEAST)
		return 0;
	for (size_t a = 0; a < n; a++) {
		chance += log_share(look, &answers[a]);
		is_same = is_same && answers[a].value == answers[0].value;
		has_turns = has_turns && answers[a].value == answers[a % 2].value;
	}
	has_turns = has_turns && answers[0].value != answers[1].value;
	if (is_same && answers[0].value != look->in->nothing && is_unlikely(look, chance, 1))
		return answers[0].value == look->in->agree ? STYLE_AGREE : STYLE_STRAIGHT;
	if (has_turns && look->in->has_order && is_unlikely(look, chance, 2))
		return STYLE_ALTERNATE;
	return 0;
}

/* --- equal ballots
 * ------------------------------------------------------------------------------------------ */

struct ballot {
	const struct style_answer *answers; /* by item */
	size_t n;
	uint32_t voter;
};

static int compare_answers(const void *a, const void *b)
{
	const struct style_answer *x = a, *y = b;

	if (x->item != y->item)
		return x->item < y->item ? -1 : 1;
	return (x->value > y->value) - (x->value < y->value);
}

static int compare_contents(const struct ballot *x, const struct ballot *y)
{
	if (x->n != y->n)
		return x->n < y->n ? -1 : 1;
	for (size_t a = 0; a < x->n; a++) {
		int order = compare_answers(&x->answers[a], &y->answers[a]);

		if (order)
			return order;
	}
	return 0;
}

static int compare_ballots(const void *a, const void *b)
{
	const struct ballot *x = a, *y = b;
	int order = compare_contents(x, y);

	return order ? order : (x->voter > y->voter) - (x->voter < y->voter);
}

/* Of what was filled in only: that leaves blanks out makes equal ballots likelier, and a flag rarer. */
static void flag_copies(struct look *look)
{
	size_t n_voters = look->in->n_voters, n_kinds = 0;
	g_autofree struct style_answer *filled = g_new(struct style_answer, look->in->n_answers + 1);
	g_autofree struct ballot *ballots = g_new(struct ballot, n_voters + 1);
	size_t at = 0, n = 0;

	for (size_t v = 0; v < n_voters; v++) {
		struct style_answer *mine = filled + at;
		size_t n_filled = 0;

		for (size_t a = look->first[v]; a < look->first[v + 1]; a++)
			if (look->answers[a].value != look->in->nothing)
				mine[n_filled++] = look->answers[a];
		at += n_filled;
		qsort(mine, n_filled, sizeof *mine, compare_answers);
		if (n_filled >= STYLE_LEAST)
			ballots[n++] = (struct ballot){mine, n_filled, (uint32_t)v};
	}
	qsort(ballots, n, sizeof *ballots, compare_ballots);
	for (size_t b = 0; b < n; b++)
		n_kinds += !b || compare_contents(&ballots[b - 1], &ballots[b]) != 0;
	for (size_t from = 0, to; from < n; from = to) {
		double chance = 0;

		for (to = from + 1; to < n && compare_contents(&ballots[from], &ballots[to]) == 0;)
			to++;
		if (to - from < STYLE_LEAST)
			continue;
		for (size_t a = 0; a < ballots[from].n; a++)
			chance += log_share(look, &ballots[from].answers[a]);
		if ((double)n_kinds * gsl_cdf_poisson_Q((unsigned)(to - from - 1),
							(double)n_voters * number_exp(chance)) >=
		    STYLE_EXPECTED)
			continue;
		look->style->n_copies = MAX(look->style->n_copies, to - from);
		for (size_t b = from; b < to; b++)
			look->style->flags[ballots[b].voter] |= STYLE_COPY;
	}
}

/* --- the pace
 * ----------------------------------------------------------------------------------------------- */

struct arrival {
	int64_t second;
	uint32_t voter;
};

static int compare_arrivals(const void *a, const void *b)
{
	const struct arrival *x = a, *y = b;

	if (x->second != y->second)
		return x->second < y->second ? -1 : 1;
	return (x->voter > y->voter) - (x->voter < y->voter);
}

/* Where the fullest minute begins, and how many it holds. */
static size_t fullest_minute(const struct arrival *arrivals, size_t n, size_t *n_in)
{
	size_t best = 0;

	*n_in = 0;
	for (size_t from = 0, to = 0; from < n; from++) {
		while (to < n && arrivals[to].second - arrivals[from].second < STYLE_SECONDS)
			to++;
		if (to - from > *n_in) {
			*n_in = to - from;
			best = from;
		}
	}
	return best;
}

/* Mean and variance of the other minutes with any ballot, counted from that one; their number. */
static size_t measure_pace(const struct arrival *arrivals, size_t n, size_t first, size_t last, double *mean,
			   double *variance)
{
	int64_t start = arrivals[first].second;
	size_t n_minutes = 0, n_others = n - (last - first);
	double square = 0;

	for (size_t from = 0, to; from < n; from = to) {
		int64_t at = arrivals[from].second - start;
		int64_t minute = at >= 0 ? at / STYLE_SECONDS : -((-at + STYLE_SECONDS - 1) / STYLE_SECONDS);

		for (to = from; to < n && arrivals[to].second - start < (minute + 1) * STYLE_SECONDS;)
			to++;
		if (minute == 0)
			continue;
		n_minutes++;
		square += (double)(to - from) * (double)(to - from);
	}
	if (n_minutes < 2)
		return n_minutes;
	*mean = (double)n_others / (double)n_minutes;
	*variance = (square - *mean * (double)n_others) / (double)(n_minutes - 1);
	return n_minutes;
}

/* Chance of so many or more in a minute of that mean and variance: negative binomial, Poisson where minutes
 * fill no more unevenly than by chance. */
static double minute_chance(size_t n, double mean, double variance)
{
	double size;

	if (variance <= mean * (1 + 1e-9))
		return gsl_cdf_poisson_Q((unsigned)(n - 1), mean);
	size = mean * mean / (variance - mean);
	return gsl_cdf_negative_binomial_Q((unsigned)(n - 1), size / (size + mean), size);
}

static void flag_bursts(struct look *look)
{
	g_autofree struct arrival *arrivals = g_new(struct arrival, look->in->n_voters + 1);
	size_t n = 0;

	for (size_t v = 0; v < look->in->n_voters; v++)
		if (look->in->second[v] >= 0 && look->first[v + 1] > look->first[v])
			arrivals[n++] = (struct arrival){look->in->second[v], (uint32_t)v};
	qsort(arrivals, n, sizeof *arrivals, compare_arrivals);
	for (size_t round = 0; round < MAX_BURSTS; round++) {
		size_t n_in, first = fullest_minute(arrivals, n, &n_in), n_minutes;
		double mean = 0, variance = 0;

		if (n_in < STYLE_LEAST)
			return;
		n_minutes = measure_pace(arrivals, n, first, first + n_in, &mean, &variance);
		if (n_minutes < MIN_OTHER_MINUTES ||
		    (double)(n_minutes + 1) * minute_chance(n_in, mean, variance) >= STYLE_EXPECTED)
			return;
		if (n_in > look->style->n_burst) {
			look->style->n_burst = n_in;
			look->style->burst_at = arrivals[first].second;
			look->style->burst_usual = mean;
		}
		for (size_t a = first; a < first + n_in; a++)
			look->style->flags[arrivals[a].voter] |= STYLE_BURST;
		memmove(arrivals + first, arrivals + first + n_in, (n - first - n_in) * sizeof *arrivals);
		n -= n_in;
	}
}

/* ------------------------------------------------------------------------------------------------------------
 */

struct style *style_look(const struct style_input *in)
{
	struct style *style = g_new0(struct style, 1);
	struct look look = {.in = in, .style = style};

	style->n_voters = in->n_voters;
	style->flags = g_new0(uint8_t, in->n_voters + 1);
	count_shares(&look);
	sort_answers(&look);
	for (size_t v = 0; v < in->n_voters; v++)
		style->flags[v] |= (uint8_t)flags_of(&look, look.answers + look.first[v],
						     look.first[v + 1] - look.first[v]);
	if (in->has_copies)
		flag_copies(&look);
	if (in->second)
		flag_bursts(&look);
	for (size_t v = 0; v < in->n_voters; v++) {
		style->n_flagged += style->flags[v] != 0;
		for (size_t f = 0; f < STYLE_N_FLAGS; f++)
			style->n_with[f] += style->flags[v] >> f & 1;
	}
	g_free(look.shares);
	g_free(look.answers);
	g_free(look.first);
	return style;
}

void style_free(struct style *style)
{
	if (!style)
		return;
	g_free(style->flags);
	g_free(style);
}

void style_keep(const struct style *style, unsigned flags, bool *counts)
{
	for (size_t v = 0; v < style->n_voters; v++)
		counts[v] = !(style->flags[v] & flags);
}
