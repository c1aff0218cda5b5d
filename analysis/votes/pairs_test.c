/* pairs_test - every pair of items at once: is one above the other, whoever had been asked?
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * For each pair the model is fitted with both at one worth, and each voter gives the efficient score for
 * their difference: how far that voter's answers, taken as a whole, lean to one of the two.  Were they equal,
 * every voter could as well lean the other way; signs of voters are turned together in all pairs (Hemerik,
 * Goeman & Finos, "Robust testing in generalized linear models by sign flipping score contributions", JRSS B
 * 82 (2020) 841-864), and the largest statistic over the pairs that are left, pair by pair from the surest
 * down, is what a pair has to exceed (Westfall & Young 1993).  A voter's residuals are first freed of that
 * voter's own pull on the fit (the CR3 residuals of clustered regression: Bell & McCaffrey, Survey
 * Methodology 28 (2002) 169-181); without it small rooms separate too much.  Up to ALL_SIGNS voters all
 * signs are gone through; beyond, N_FLIPS drawn.
 */
#include "pairs_parts.h"

#include <glib.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "pairs_model.h"
#include "random.h"

enum { ALL_SIGNS = 12, N_FLIPS = 4999 };
/* In rooms of equals whose voters differ much the largest statistic exceeds its limit a little too often
 * (measured: 5.5 of 100 rooms of 80): chances are taken to be a quarter larger than counted. */
static const double reserve = 1.25;

struct pair {
	size_t i, j;
	double sum;   /* of the scores of voters, before turning; over their size: sum of squares 1 */
	double *lean; /* n_voters, of size 1 */
};

struct test {
	const struct pairs_book *book;
	const double *theta, *wins;
	double *freeing; /* n_voters * n * n: factors of the information without that voter */
	struct pair *pairs;
	size_t n_pairs;
	const size_t *order; /* pairs from the surest down */
	const int8_t *signs; /* n_flips * n_voters */
	size_t n_flips;
	uint32_t *n_as_high; /* block * n_pairs: by place in order */
};
enum { FLIPS_A_BLOCK = 128 };

static void add_information(const struct pairs_book *book, size_t voter, const double *theta, double sign,
			    double *information)
{
	size_t n = book->n_items;

	for (size_t c = book->first[voter]; c < book->first[voter + 1]; c++) {
		size_t i = book->choices[c].i, j = book->choices[c].j;
		double p = pairs_model_chance(theta[i] - theta[j]), w = sign * p * (1 - p);

		information[i * n + i] += w;
		information[j * n + j] += w;
		information[i * n + j] -= w;
		information[j * n + i] -= w;
	}
}

/* The factor of the information of all but one voter, for each. */
static void free_voters(void *data, size_t first, size_t last, size_t thread)
{
	struct test *test = data;
	size_t n = test->book->n_items;
	g_autofree double *whole = g_new0(double, n *n + 1);

	(void)thread;
	for (size_t v = 0; v < test->book->n_voters; v++)
		add_information(test->book, v, test->theta, 1, whole);
	for (size_t i = 0; i < n; i++) {
		double p = pairs_model_chance(test->theta[i]);

		whole[i * n + i] += 2 * PAIRS_PRIOR * p * (1 - p);
	}
	for (size_t v = first; v < last; v++) {
		double *factor = test->freeing + v * n * n;

		memcpy(factor, whole, n * n * sizeof *factor);
		add_information(test->book, v, test->theta, -1, factor);
		pairs_model_factorise(factor, n);
	}
}

/* Log-worths when items i and j have the same. */
static void fit_equal(const struct test *test, size_t i, size_t j, double *theta)
{
	size_t n = test->book->n_items, n_less = n - 1;
	g_autofree double *wins = g_new0(double, n *n + 1), *prior = g_new(double, n + 1);
	g_autofree double *fitted = g_new(double, n + 1);
	g_autofree size_t *at = g_new(size_t, n + 1);

	for (size_t k = 0, next = 0; k < n; k++)
		at[k] = k == i ? SIZE_MAX : next++;
	at[i] = at[j];
	for (size_t k = 0; k < n; k++) {
		prior[at[k]] = PAIRS_PRIOR;
		fitted[at[k]] = test->theta[k];
		for (size_t l = 0; l < n; l++)
			if (at[k] != at[l])
				wins[at[k] * n_less + at[l]] += test->wins[k * n + l];
	}
	prior[at[j]] = 2 * PAIRS_PRIOR;
	fitted[at[j]] = (test->theta[i] + test->theta[j]) / 2;
	pairs_model_climb(wins, prior, n_less, false, fitted);
	for (size_t k = 0; k < n; k++)
		theta[k] = fitted[at[k]];
}

/* From a voter's pull to how far the fit without that voter would lie, i and j still at one worth. */
static void move_freely(const double *factor, size_t n, size_t i, size_t j, double *pull, double *across)
{
	double apart;

	memset(across, 0, n * sizeof *across);
	across[i] = 1;
	across[j] = -1;
	pairs_model_solve(factor, n, across);
	pairs_model_solve(factor, n, pull);
	apart = (pull[i] - pull[j]) / (across[i] - across[j]);
	for (size_t k = 0; k < n; k++)
		pull[k] -= apart * across[k];
}

/* What each voter says for i against j under equality. */
static void take_scores(void *data, size_t first, size_t last, size_t thread)
{
	const struct test *test = data;
	const struct pairs_book *book = test->book;
	size_t n = book->n_items;
	g_autofree double *theta = g_new(double, n + 1), *prior = g_new(double, n + 1);
	g_autofree double *factor = g_new(double, n *n + 1), *direction = g_new(double, n + 1);
	g_autofree double *pull = g_new(double, n + 1), *across = g_new(double, n + 1);

	(void)thread;
	for (size_t i = 0; i < n; i++)
		prior[i] = PAIRS_PRIOR;
	for (size_t k = first; k < last; k++) {
		struct pair *pair = &test->pairs[k];
		double square = 0;

		fit_equal(test, pair->i, pair->j, theta);
		pairs_model_factor(test->wins, prior, n, theta, factor);
		memset(direction, 0, n * sizeof *direction);
		direction[pair->i] = 1;
		direction[pair->j] = -1;
		pairs_model_solve(factor, n, direction);
		pair->sum = 0;
		for (size_t v = 0; v < book->n_voters; v++) {
			double freed = 0;

			memset(pull, 0, n * sizeof *pull);
			for (size_t c = book->first[v]; c < book->first[v + 1]; c++) {
				const struct pairs_choice_made *choice = &book->choices[c];
				double rest =
					choice->won - pairs_model_chance(theta[choice->i] - theta[choice->j]);

				pull[choice->i] += rest;
				pull[choice->j] -= rest;
				freed += rest * (direction[choice->i] - direction[choice->j]);
			}
			pair->sum += freed;
			move_freely(test->freeing + v * n * n, n, pair->i, pair->j, pull, across);
			for (size_t c = book->first[v]; c < book->first[v + 1]; c++) {
				const struct pairs_choice_made *choice = &book->choices[c];
				double p = pairs_model_chance(theta[choice->i] - theta[choice->j]);

				freed += p * (1 - p) * (pull[choice->i] - pull[choice->j]) *
					 (direction[choice->i] - direction[choice->j]);
			}
			pair->lean[v] = freed;
			square += freed * freed;
		}
		square = sqrt(square);
		pair->sum = square > 0 ? pair->sum / square : 0;
		for (size_t v = 0; v < book->n_voters; v++)
			pair->lean[v] = square > 0 ? pair->lean[v] / square : 0;
	}
}

/* In how many turned rooms the largest statistic of this pair and all less sure ones is as high. */
static void turn_signs(void *data, size_t first, size_t last, size_t thread)
{
	const struct test *test = data;
	size_t n_voters = test->book->n_voters;
	uint32_t *n_as_high = test->n_as_high + first / FLIPS_A_BLOCK * test->n_pairs;

	(void)thread;
	for (size_t f = first; f < last; f++) {
		const int8_t *signs = test->signs + f * n_voters;
		double largest = 0;

		for (size_t at = test->n_pairs; at-- > 0;) {
			const struct pair *pair = &test->pairs[test->order[at]];
			double sum = 0;

			for (size_t v = 0; v < n_voters; v++)
				sum += signs[v] * pair->lean[v];
			largest = MAX(largest, fabs(sum));
			/* The first turns none: the room itself. */
			n_as_high[at] += f == 0 || largest >= fabs(pair->sum) * (1 - 1e-12);
		}
	}
}

static int compare_pairs(const void *a, const void *b, void *data)
{
	const struct pair *pairs = data;
	size_t x = *(const size_t *)a, y = *(const size_t *)b;
	double of_x = fabs(pairs[x].sum), of_y = fabs(pairs[y].sum);

	if (of_x < of_y || of_x > of_y)
		return of_x > of_y ? -1 : 1;
	return (x > y) - (x < y);
}

/* All choices of signs but for turning all, or so many drawn after the one that turns none. */
static int8_t *signs_of(size_t n_voters, uint64_t seed, size_t *n_flips)
{
	int8_t *signs;
	struct random random;

	*n_flips = n_voters <= ALL_SIGNS ? (size_t)1 << (MAX(n_voters, 1) - 1) : N_FLIPS + 1;
	signs = g_new(int8_t, *n_flips * n_voters + 1);
	random_start(&random, seed, RANDOM_STREAM_PAIRS);
	for (size_t f = 0; f < *n_flips; f++)
		for (size_t v = 0; v < n_voters; v++) {
			bool is_turned = n_voters <= ALL_SIGNS ? v > 0 && (f >> (v - 1) & 1)
							       : f > 0 && (random_next(&random) >> 63);

			signs[f * n_voters + v] = is_turned ? -1 : 1;
		}
	return signs;
}

/* From counts to p, which never falls along the order. */
static void write_p(const struct test *test, size_t n, double *p)
{
	size_t n_blocks = (test->n_flips + FLIPS_A_BLOCK - 1) / FLIPS_A_BLOCK;
	double least = 0;

	for (size_t at = 0; at < test->n_pairs; at++) {
		const struct pair *pair = &test->pairs[test->order[at]];
		size_t n_as_high = 0, i = pair->sum > 0 ? pair->i : pair->j, j = pair->i + pair->j - i;

		for (size_t b = 0; b < n_blocks; b++)
			n_as_high += test->n_as_high[b * test->n_pairs + at];
		least = MAX(least, MIN(1, reserve * (double)n_as_high / (double)test->n_flips));
		p[i * n + j] = least;
	}
}

bool pairs_test(const struct pairs_book *book, const double *theta, const uint32_t *part, uint64_t seed,
		struct work *work, double *p)
{
	size_t n = book->n_items, n_voters = book->n_voters, n_flips, n_most = n * n / 2;
	g_autofree double *wins = g_new(double, n *n + 1), *freeing = g_new(double, n_voters *n *n + 1),
			  *leans = g_new0(double, n_most *n_voters + 1);
	g_autofree struct pair *pairs = g_new0(struct pair, n_most + 1);
	g_autofree size_t *order = g_new(size_t, n_most + 1);
	g_autofree int8_t *signs = signs_of(n_voters, seed, &n_flips);
	g_autofree uint32_t *n_as_high = NULL;
	struct test test = {.book = book,
			    .theta = theta,
			    .wins = wins,
			    .freeing = freeing,
			    .pairs = pairs,
			    .order = order,
			    .signs = signs,
			    .n_flips = n_flips};

	for (size_t k = 0; k < n * n; k++)
		p[k] = 1;
	pairs_book_wins(book, NULL, wins);
	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < i; j++)
			if (part[i] == part[j]) {
				order[test.n_pairs] = test.n_pairs;
				pairs[test.n_pairs] = (struct pair){i, j, 0, leans + test.n_pairs * n_voters};
				test.n_pairs++;
			}
	n_as_high = g_new0(uint32_t, (n_flips / FLIPS_A_BLOCK + 1) * test.n_pairs + 1);
	test.n_as_high = n_as_high;
	if (!work_run(work, n_voters, 4, free_voters, &test, 0, 0.1) ||
	    !work_run(work, test.n_pairs, 1, take_scores, &test, 0.1, 0.7))
		return false;
	g_qsort_with_data(order, (gint)test.n_pairs, sizeof *order, compare_pairs, pairs);
	if (!work_run(work, n_flips, FLIPS_A_BLOCK, turn_signs, &test, 0.7, 1))
		return false;
	write_p(&test, n, p);
	return true;
}
