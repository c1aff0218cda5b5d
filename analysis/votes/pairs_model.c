/* pairs_model - Hunter's MM steps, then Newton's, each checked against the likelihood.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pairs_model.h"

#include <glib.h>
#include <math.h>
#include <string.h>

#include "numbers.h"

enum { N_FIRST_STEPS = 25, MAX_STEPS = 200, MAX_MM_STEPS = 20000 };
/* Log-worths beyond it are as good as infinite. */
static const double farthest = 350, settled = 1e-12;

double pairs_model_chance(double difference)
{
	double e = number_exp(-fabs(difference));

	return difference >= 0 ? 1 / (1 + e) : e / (1 + e);
}

/* log of pairs_model_chance */
static double log_chance(double difference)
{
	double rest = number_log(1 + number_exp(-fabs(difference)));

	return difference >= 0 ? -rest : difference - rest;
}

static double log_likelihood(const double *wins, const double *prior, size_t n, const double *theta)
{
	double sum = 0;

	for (size_t i = 0; i < n; i++) {
		if (prior[i] > 0)
			sum += prior[i] * (log_chance(theta[i]) + log_chance(-theta[i]));
		for (size_t j = 0; j < i; j++) {
			if (wins[i * n + j] > 0)
				sum += wins[i * n + j] * log_chance(theta[i] - theta[j]);
			if (wins[j * n + i] > 0)
				sum += wins[j * n + i] * log_chance(theta[j] - theta[i]);
		}
	}
	return sum;
}

static bool is_held(const double *prior, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (prior[i] > 0)
			return false;
	return true;
}

/* One round over all items, each with the newest worths of the others (Hunter's cyclic MM).  Gives the
 * largest change. */
static double mm_step(const double *wins, const double *prior, size_t n, double *theta)
{
	double largest = 0, first;

	for (size_t i = 0; i < n; i++) {
		double won = prior[i], share = 0, before = theta[i];

		/* n_ij / (w_i + w_j) = n_ij / w_i * chance(i over j) */
		if (prior[i] > 0)
			share += 2 * prior[i] * pairs_model_chance(before);
		for (size_t j = 0; j < n; j++) {
			double times = j == i ? 0 : wins[i * n + j] + wins[j * n + i];

			if (times <= 0)
				continue;
			won += wins[i * n + j];
			share += times * pairs_model_chance(before - theta[j]);
		}
		if (won <= 0 || share <= 0)
			continue;
		theta[i] = before + number_log(won / share);
		theta[i] = CLAMP(theta[i], -farthest, farthest);
		largest = MAX(largest, fabs(theta[i] - before));
	}
	first = n && is_held(prior, n) ? theta[0] : 0;
	for (size_t i = 0; i < n; i++)
		theta[i] -= first;
	return largest;
}

/* The slope of the log-likelihood, and the information (lower triangle) into factor. */
static void slopes(const double *wins, const double *prior, size_t n, const double *theta, double *slope,
		   double *factor)
{
	memset(factor, 0, n * n * sizeof *factor);
	for (size_t i = 0; i < n; i++) {
		double p = pairs_model_chance(theta[i]);

		slope[i] = prior[i] * (1 - 2 * p);
		factor[i * n + i] = 2 * prior[i] * p * (1 - p);
	}
	for (size_t i = 0; i < n; i++) {
		for (size_t j = 0; j < i; j++) {
			double times = wins[i * n + j] + wins[j * n + i], p, weight;

			if (times <= 0)
				continue;
			p = pairs_model_chance(theta[i] - theta[j]);
			weight = times * p * (1 - p);
			slope[i] += wins[i * n + j] - times * p;
			slope[j] -= wins[i * n + j] - times * p;
			factor[i * n + i] += weight;
			factor[j * n + j] += weight;
			factor[i * n + j] -= weight;
		}
	}
	if (n && is_held(prior, n)) {
		slope[0] = 0;
		factor[0] = 1;
		for (size_t i = 1; i < n; i++)
			factor[i * n] = 0;
	}
}

/* In place.  What carries no information gets a pivot that leaves it where it is. */
void pairs_model_factorise(double *a, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		for (size_t j = 0; j <= i; j++) {
			double sum = a[i * n + j];

			for (size_t k = 0; k < j; k++)
				sum -= a[i * n + k] * a[j * n + k];
			if (i == j)
				a[i * n + i] = sum > 1e-300 ? sqrt(sum) : 1e150;
			else
				a[i * n + j] = sum / a[j * n + j];
		}
		for (size_t j = i + 1; j < n; j++)
			a[i * n + j] = 0;
	}
}

void pairs_model_solve(const double *factor, size_t n, double *x)
{
	for (size_t i = 0; i < n; i++) {
		for (size_t k = 0; k < i; k++)
			x[i] -= factor[i * n + k] * x[k];
		x[i] /= factor[i * n + i];
	}
	for (size_t i = n; i-- > 0;) {
		for (size_t k = i + 1; k < n; k++)
			x[i] -= factor[k * n + i] * x[k];
		x[i] /= factor[i * n + i];
	}
}

void pairs_model_factor(const double *wins, const double *prior, size_t n, const double *theta,
			double *factor)
{
	g_autofree double *slope = g_new(double, n + 1);

	slopes(wins, prior, n, theta, slope, factor);
	pairs_model_factorise(factor, n);
}

void pairs_model_climb(const double *wins, const double *prior, size_t n, bool is_far, double *theta)
{
	g_autofree double *slope = g_new(double, n + 1), *factor = g_new(double, n *n + 1),
			  *tried = g_new(double, n + 1);
	double height;

	for (size_t step = 0; is_far && step < N_FIRST_STEPS; step++)
		if (mm_step(wins, prior, n, theta) < settled)
			break;
	height = log_likelihood(wins, prior, n, theta);
	for (size_t step = 0; step < MAX_STEPS; step++) {
		double largest = 0, reached;

		slopes(wins, prior, n, theta, slope, factor);
		pairs_model_factorise(factor, n);
		pairs_model_solve(factor, n, slope);
		for (size_t i = 0; i < n; i++)
			largest = MAX(largest, fabs(slope[i]));
		for (size_t i = 0; i < n; i++) {
			tried[i] = theta[i] + (largest > 2 ? slope[i] * 2 / largest : slope[i]);
			tried[i] = CLAMP(tried[i], -farthest, farthest);
		}
		reached = log_likelihood(wins, prior, n, tried);
		/* So near the top the likelihood cannot see the step any more. */
		if (reached >= height || largest < 1e-6) {
			memcpy(theta, tried, n * sizeof *theta);
			height = reached;
			if (largest < 1e-9)
				return;
		} else {
			for (size_t i = 0; i < MAX_MM_STEPS / MAX_STEPS; i++)
				if (mm_step(wins, prior, n, theta) < settled)
					return;
			height = log_likelihood(wins, prior, n, theta);
		}
	}
}
