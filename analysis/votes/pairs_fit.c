/* pairs_fit - worths and their errors, and by name why there may be none.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pairs.h"

#include <glib.h>
#include <math.h>

#include "pairs_model.h"

/* Marks what can be reached from an item over wins , over losses, or over both. */
static size_t reach(const double *wins, size_t n, size_t from, bool with_wins, bool with_losses,
		    bool *is_reached)
{
	g_autofree size_t *queue = g_new(size_t, n + 1);
	size_t n_queued = 0;

	queue[n_queued++] = from;
	is_reached[from] = true;
	for (size_t at = 0; at < n_queued; at++) {
		size_t i = queue[at];

		for (size_t j = 0; j < n; j++) {
			if (is_reached[j] ||
			    !((with_wins && wins[i * n + j] > 0) || (with_losses && wins[j * n + i] > 0)))
				continue;
			is_reached[j] = true;
			queue[n_queued++] = j;
		}
	}
	return n_queued;
}

static void find_parts(struct pairs_fit *fit, const double *wins)
{
	size_t n = fit->n_items;
	g_autofree bool *is_placed = g_new0(bool, n + 1);

	for (size_t i = 0; i < n; i++) {
		g_autofree bool *is_reached = NULL;

		if (is_placed[i])
			continue;
		is_reached = g_new0(bool, n + 1);
		(void)reach(wins, n, i, true, true, is_reached);
		for (size_t j = 0; j < n; j++) {
			if (!is_reached[j])
				continue;
			is_placed[j] = true;
			fit->part[j] = (uint32_t)fit->n_parts;
		}
		fit->n_parts++;
	}
}

/* Ford's condition (American Mathematical Monthly 64 (1957) 28-33): from each item all others are reached
 * over wins. */
static enum pairs_state state_of(const struct pairs_fit *fit, const double *wins)
{
	size_t n = fit->n_items;
	g_autofree bool *below = g_new0(bool, n + 1), *above = g_new0(bool, n + 1);
	bool is_empty = true;

	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < n; j++)
			is_empty = is_empty && (i == j || wins[i * n + j] <= 0);
	if (is_empty)
		return PAIRS_EMPTY;
	if (fit->n_parts > 1)
		return PAIRS_APART;
	return reach(wins, n, 0, true, false, below) == n && reach(wins, n, 0, false, true, above) == n
		       ? PAIRS_FITTED
		       : PAIRS_UNBOUNDED;
}

/* Covariance of theta, from the factor of the information: n solves.  A held item has none. */
static void invert(const double *factor, size_t n, bool is_first_held, double *covariance)
{
	for (size_t i = 0; i < n; i++) {
		double *row = covariance + i * n;

		for (size_t j = 0; j < n; j++)
			row[j] = j == i && !(is_first_held && i == 0);
		pairs_model_solve(factor, n, row);
	}
}

/* Worths less the reference's, or less their mean, and the covariance of those. */
static void refer(struct pairs_fit *fit)
{
	size_t n = fit->n_items, r = fit->reference;
	double *v = fit->covariance, *w = fit->worth, from = 0;

	if (r == SIZE_MAX) {
		for (size_t i = 0; i < n; i++)
			from += w[i] / (double)n;
	} else {
		from = w[r];
	}
	for (size_t i = 0; i < n; i++)
		w[i] -= from;
	/* A row less the reference's row, then a column less the reference's column. */
	for (size_t side = 0; side < 2; side++) {
		size_t across = side == 0 ? n : 1, along = side == 0 ? 1 : n;

		for (size_t c = 0; c < n; c++) {
			double middle = 0;

			if (r != SIZE_MAX)
				middle = v[r * across + c * along];
			for (size_t i = 0; r == SIZE_MAX && i < n; i++)
				middle += v[i * across + c * along] / (double)n;
			for (size_t i = 0; i < n; i++)
				v[i * across + c * along] -= middle;
		}
	}
	for (size_t i = 0; i < n; i++)
		fit->error[i] = i == r ? 0 : sqrt(MAX(0, v[i * n + i]));
}

struct pairs_fit *pairs_fit(const double *wins, size_t n_items, double prior, size_t reference)
{
	struct pairs_fit *fit = g_new0(struct pairs_fit, 1);
	g_autofree double *factor = g_new(double, n_items *n_items + 1), *priors = g_new(double, n_items + 1);

	g_assert(prior >= 0 && (reference < n_items || reference == SIZE_MAX));
	*fit = (struct pairs_fit){.n_items = n_items,
				  .reference = reference,
				  .worth = g_new0(double, n_items + 1),
				  .error = g_new0(double, n_items + 1),
				  .covariance = g_new0(double, n_items *n_items + 1),
				  .part = g_new0(uint32_t, n_items + 1)};
	find_parts(fit, wins);
	fit->state = state_of(fit, wins);
	fit->is_known = n_items > 0 && (fit->state == PAIRS_FITTED || prior > 0);
	if (!fit->is_known) {
		for (size_t i = 0; i < n_items * n_items; i++)
			fit->covariance[i] = NAN;
		for (size_t i = 0; i < n_items; i++)
			fit->worth[i] = fit->error[i] = NAN;
		return fit;
	}
	for (size_t i = 0; i < n_items; i++)
		priors[i] = prior;
	pairs_model_climb(wins, priors, n_items, true, fit->worth);
	pairs_model_factor(wins, priors, n_items, fit->worth, factor);
	invert(factor, n_items, prior <= 0, fit->covariance);
	refer(fit);
	return fit;
}

void pairs_fit_free(struct pairs_fit *fit)
{
	if (!fit)
		return;
	g_free(fit->worth);
	g_free(fit->error);
	g_free(fit->covariance);
	g_free(fit->part);
	g_free(fit);
}
