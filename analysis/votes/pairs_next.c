/* pairs_next - what to ask next: what was asked least, drawn by lot.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A pair weighs the variance that the difference of its two worths would have with all worths equal: what one
 * more answer would take off.  It depends on who was asked what and not on what was answered: nobody steers
 * what others are asked, and tests may take the questions as given.  Of every five draws one is among all
 * pairs alike.
 */
#include "pairs.h"

#include <glib.h>
#include <string.h>

#include "pairs_model.h"
#include "random.h"

static const double share_of_all = 0.2;

/* Weights of pairs (i, j), j < i, by i * n_items + j; 0: not to be shown.  shown: how often each was. */
static void weigh(const double *shown, size_t n, const bool *is_seen, double *weight)
{
	g_autofree double *theta = g_new0(double, n + 1), *prior = g_new(double, n + 1);
	g_autofree double *factor = g_new(double, n *n + 1), *covariance = g_new0(double, n *n + 1);
	double sum = 0;
	size_t n_left = 0;

	for (size_t i = 0; i < n; i++)
		prior[i] = PAIRS_PRIOR;
	pairs_model_factor(shown, prior, n, theta, factor);
	for (size_t i = 0; i < n; i++) {
		covariance[i * n + i] = 1;
		pairs_model_solve(factor, n, covariance + i * n);
	}
	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < i; j++) {
			if (is_seen[i * n + j])
				continue;
			weight[i * n + j] =
				covariance[i * n + i] + covariance[j * n + j] - 2 * covariance[i * n + j];
			sum += weight[i * n + j];
			n_left++;
		}
	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < i; j++)
			if (!is_seen[i * n + j])
				weight[i * n + j] = (1 - share_of_all) * weight[i * n + j] / sum +
						    share_of_all / (double)n_left;
}

bool pairs_next(const struct pairs_answer *answers, size_t n_answers, size_t n_items, uint32_t voter,
		uint64_t seed, uint32_t *left, uint32_t *right)
{
	size_t n = n_items, n_seen = 0, chosen = SIZE_MAX;
	g_autofree bool *is_seen = g_new0(bool, n *n + 1);
	g_autofree double *shown = g_new0(double, n *n + 1), *weight = g_new0(double, n *n + 1);
	struct random random;
	double at;

	for (size_t a = 0; a < n_answers; a++) {
		size_t i = answers[a].left, j = answers[a].right, pair = MAX(i, j) * n + MIN(i, j);

		g_assert(i < n && j < n && i != j);
		shown[pair]++;
		if (answers[a].voter != voter || is_seen[pair])
			continue;
		is_seen[pair] = true;
		n_seen++;
	}
	if (n < 2 || n_seen >= n * (n - 1) / 2)
		return false;
	weigh(shown, n, is_seen, weight);
	random_start(&random, seed, RANDOM_STREAM_PAIRS);
	random_start(&random, random_next(&random) ^ ((uint64_t)voter << 32 | (uint64_t)n_seen),
		     RANDOM_STREAM_PAIRS);
	at = random_unit(&random);
	for (size_t pair = 0; pair < n * n && at >= 0; pair++) {
		if (weight[pair] <= 0)
			continue;
		chosen = pair;
		at -= weight[pair];
	}
	*left = (uint32_t)(chosen / n);
	*right = (uint32_t)(chosen % n);
	if (random_below(&random, 2)) {
		*left = (uint32_t)(chosen % n);
		*right = (uint32_t)(chosen / n);
	}
	return true;
}
