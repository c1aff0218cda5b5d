/* opinions_classes - latent classes of voters (Lazarsfeld & Henry 1968) by expectation and maximisation, and
 * the evidence of a partition. SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A group's shares of agree, pass and disagree on a statement are drawn to those of the whole room by PRIOR
 * votes: where a group has few votes it is thought to be like the others.
 */
#include "opinions_parts.h"

#include "numbers.h"

#include <glib.h>
#include <math.h>
#include <string.h>

enum { ROWS = 1024 };
static const double prior = 4, settled = 1e-5;

/* Shares of the whole room: statement * 3 + value + 1. */
static double *room_shares(const struct opinions_table *t)
{
	double *share = g_new0(double, t->n_statements * 3 + 1);

	for (size_t i = 0; i < t->n_votes; i++)
		share[t->statement[i] * 3 + (size_t)(t->value[i] + 1)]++;
	for (size_t s = 0; s < t->n_statements; s++) {
		double of = share[s * 3] + share[s * 3 + 1] + share[s * 3 + 2] + 3;

		for (size_t v = 0; v < 3; v++)
			share[s * 3 + v] = (share[s * 3 + v] + 1) / of;
	}
	return share;
}

struct round {
	const struct opinions_table *table;
	struct opinions_classes *classes;
	uint32_t *group;
	double *parts; /* a block: votes by statement, value and group, then voters by group; NULL: only
			  assign */
	double *fits;  /* a block: logarithm of the probability */
	bool is_start; /* groups as given */
};

/* share: k; gives the logarithm of the probability of the voter's votes. */
static double share_out(const struct opinions_classes *c, const struct opinions_table *t, size_t voter,
			double *share)
{
	double most = -INFINITY, sum = 0;

	memcpy(share, c->log_size, c->k * sizeof(double));
	for (size_t i = t->start[voter]; i < t->start[voter + 1]; i++) {
		const double *log_share =
			&c->log_share[(t->statement[i] * 3 + (size_t)(t->value[i] + 1)) * c->k];

		for (size_t g = 0; g < c->k; g++)
			share[g] += log_share[g];
	}
	for (size_t g = 0; g < c->k; g++)
		most = MAX(most, share[g]);
	for (size_t g = 0; g < c->k; g++) {
		share[g] = share[g] - most < -700 ? 0 : number_exp(share[g] - most);
		sum += share[g];
	}
	for (size_t g = 0; g < c->k; g++)
		share[g] /= sum;
	return most + number_log(sum);
}

static void expect_rows(void *data, size_t first, size_t last, size_t thread)
{
	const struct round *r = data;
	const struct opinions_table *t = r->table;
	size_t k = r->classes->k, n_part = (t->n_statements * 3 + 1) * k;
	double *part = r->parts ? &r->parts[first / ROWS * n_part] : NULL, fit = 0;

	(void)thread;
	if (part)
		memset(part, 0, n_part * sizeof(double));
	for (size_t row = first; row < last; row++) {
		double share[OPINIONS_MAX_GROUPS] = {0};

		if (r->is_start) {
			share[r->group[row]] = 1;
		} else {
			fit += share_out(r->classes, t, row, share);
			r->group[row] = 0;
			for (uint32_t g = 1; g < k; g++)
				if (share[g] > share[r->group[row]])
					r->group[row] = g;
		}
		if (!part)
			continue;
		for (size_t i = t->start[row]; i < t->start[row + 1]; i++) {
			double *to = &part[(t->statement[i] * 3 + (size_t)(t->value[i] + 1)) * k];

			for (size_t g = 0; g < k; g++)
				to[g] += share[g];
		}
		for (size_t g = 0; g < k; g++)
			part[t->n_statements * 3 * k + g] += share[g];
	}
	if (r->fits)
		r->fits[first / ROWS] = fit;
}

/* Adds the blocks into the first and turns them into logarithms of shares and sizes. */
static void maximise(struct round *r, const double *room, size_t n_blocks)
{
	struct opinions_classes *c = r->classes;
	size_t k = c->k, n_part = (c->n_statements * 3 + 1) * k;
	double *votes = r->parts;

	for (size_t b = 1; b < n_blocks; b++)
		for (size_t i = 0; i < n_part; i++)
			votes[i] += r->parts[b * n_part + i];
	for (size_t g = 0; g < k; g++)
		c->log_size[g] = number_log((votes[c->n_statements * 3 * k + g] + 1) /
					    ((double)r->table->n_voters + (double)k));
	for (size_t s = 0; s < c->n_statements; s++)
		for (size_t g = 0; g < k; g++) {
			double of = prior;

			for (size_t v = 0; v < 3; v++)
				of += votes[(s * 3 + v) * k + g];
			for (size_t v = 0; v < 3; v++)
				c->log_share[(s * 3 + v) * k + g] = number_log(
					(votes[(s * 3 + v) * k + g] + prior * room[s * 3 + v]) / of);
		}
}

bool opinions_classes_fit(struct opinions_classes *c, const struct opinions_table *t, size_t k,
			  size_t n_rounds, uint32_t *group, struct work *work)
{
	size_t n_blocks = (t->n_voters + ROWS - 1) / ROWS, n_part = (t->n_statements * 3 + 1) * k;
	g_autofree double *room = room_shares(t), *parts = g_new(double, n_blocks *n_part + n_part);
	g_autofree double *fits = g_new0(double, n_blocks + 1);
	struct round r = {t, c, group, parts, fits, true};
	double last = -INFINITY;

	g_assert(k >= 1 && k <= OPINIONS_MAX_GROUPS);
	*c = (struct opinions_classes){k, t->n_statements, g_new0(double, n_part + 1), g_new0(double, k)};
	if (n_blocks == 0)
		return true;
	for (size_t round = 0; round < n_rounds; round++) {
		double fit = 0;

		if (!work_run(work, t->n_voters, ROWS, expect_rows, &r, 0, 0))
			return false;
		maximise(&r, room, n_blocks);
		r.is_start = false;
		for (size_t b = 0; b < n_blocks; b++)
			fit += fits[b];
		if (round > 1 && fit - last <= settled * fabs(last))
			break;
		last = round == 0 ? -INFINITY : fit;
	}
	r.parts = NULL;
	return work_run(work, t->n_voters, ROWS, expect_rows, &r, 0, 0);
}

void opinions_classes_assign(const struct opinions_classes *c, const struct opinions_table *t,
			     uint32_t *group)
{
	struct opinions_classes classes = *c;
	struct round r = {t, &classes, group, NULL, NULL, false};

	if (t->n_voters > 0)
		expect_rows(&r, 0, t->n_voters, 0);
}

void opinions_classes_shares(const struct opinions_classes *c, const struct opinions_table *t, size_t voter,
			     double *share)
{
	(void)share_out(c, t, voter, share);
}

void opinions_classes_clear(struct opinions_classes *c)
{
	g_free(c->log_share);
	g_free(c->log_size);
	*c = (struct opinions_classes){0};
}
