/* score_sets - jackknife of differences, step-down, places.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "score_sets.h"

#include <glib.h>
#include <math.h>
#include <string.h>

#include "moderate.h"
#include "smaa.h"
#include "student.h"

enum { N_KINDS = 2, N_STEPS = 60, N_FREEDOMS = 12 };
static const double next_freedom = 1.25;

/* One way to leave people out. */
struct kind {
	size_t n_parts; /* 0: cannot be done */
	double *values; /* n_parts * n_issues * CRITERION_MAX */
	double freedom;
	size_t n_freedoms; /* 1, or where variances are moderated more, each next_freedom times
			    * the last */
	double quantile[N_STEPS][N_FREEDOMS]; /* of step[i] comparisons */
};

struct score_sets {
	size_t n;
	double *values;	   /* n * CRITERION_MAX */
	double *unseen;	   /* n * CRITERION_MAX: variance that no part shows */
	size_t *n_senders; /* n */
	struct kind kind[N_KINDS];
	size_t step[N_STEPS], n_steps; /* numbers of comparisons, from all downwards */
};

/* Holm's numbers of comparisons, each four fifths of the last: a number between two is taken for the larger,
 * which is the safe side. */
static void fill_steps(struct score_sets *s, double confidence)
{
	size_t m = s->n > 1 ? s->n * (s->n - 1) : 1;

	for (; s->n_steps < N_STEPS; m = m * 4 / 5) {
		s->step[s->n_steps++] = m;
		if (m <= 1)
			break;
	}
	for (size_t k = 0; k < N_KINDS; k++) {
		struct kind *kind = &s->kind[k];
		double freedom = kind->freedom;

		for (size_t f = 0; f < kind->n_freedoms; f++, freedom *= next_freedom)
			for (size_t i = 0; i < s->n_steps; i++) {
				double both = 2 * (1 - confidence) / (double)s->step[i];

				kind->quantile[i][f] = both < 1 ? student_limit(1 - both, freedom) : 0;
			}
	}
}

/* Variance of a share of k answers beyond what the answers themselves show: Wilson's, at the level of a
 * comparison. */
static double unseen_of(enum criterion c, double value, size_t n_said, bool is_known, double quantile)
{
	double k = (double)n_said, square = quantile * quantile, share, seen;

	if (!is_known || c == CRITERION_FREQUENCY || c == CRITERION_SPREAD)
		return 0;
	if (isnan(value))
		return 0.25;
	if (!n_said) /* exact */
		return 0;
	share = (value * k + square / 2) / (k + square);
	seen = c == CRITERION_SUPPORT ? 0 : value * (1 - value);
	return MAX(0, share * (1 - share) - seen) / k;
}

static void fill_unseen(struct score_sets *s, const size_t *n_said)
{
	double quantile =
		s->kind[CRITERIA_BY_SENDER].n_parts ? s->kind[CRITERIA_BY_SENDER].quantile[0][0] : 0;

	for (size_t c = 0; c < CRITERION_MAX; c++) {
		bool is_known = false;

		for (size_t i = 0; i < s->n; i++)
			is_known = is_known || !isnan(s->values[i * CRITERION_MAX + c]);
		for (size_t i = 0; i < s->n; i++) {
			size_t at = i * CRITERION_MAX + c;

			s->unseen[at] =
				unseen_of((enum criterion)c, s->values[at], n_said[at], is_known, quantile);
		}
	}
}

/* Parts less one; where they are unequal, as many equal ones as would weigh the same. */
static double freedom_of(const size_t *n_people, size_t n_parts)
{
	double sum = 0, squares = 0;

	for (size_t p = 0; p < n_parts; p++) {
		sum += (double)n_people[p];
		squares += (double)n_people[p] * (double)n_people[p];
	}
	return MAX(sum * sum / squares - 1, 0.1);
}

struct score_sets *score_sets_new(const struct criteria *criteria, size_t n_issues, double confidence,
				  uint64_t seed)
{
	struct score_sets *s = g_new0(struct score_sets, 1);
	g_autofree size_t *n_said = g_new(size_t, n_issues * CRITERION_MAX + 1);

	s->n = n_issues;
	s->values = g_new(double, n_issues *CRITERION_MAX + 1);
	s->unseen = g_new(double, n_issues *CRITERION_MAX + 1);
	criteria_read(criteria, s->values, n_said);
	s->n_senders = g_new(size_t, n_issues + 1);
	for (size_t i = 0; i < n_issues; i++)
		s->n_senders[i] = n_said[i * CRITERION_MAX + CRITERION_FREQUENCY];
	for (size_t k = 0; k < N_KINDS; k++) {
		size_t n_people[SCORE_SETS_PARTS];
		struct kind *kind = &s->kind[k];

		kind->n_parts = criteria_leave_out(criteria, (enum criteria_part)k, seed, SCORE_SETS_PARTS,
						   &kind->values, n_people);
		if (!kind->n_parts)
			continue;
		kind->freedom = freedom_of(n_people, kind->n_parts);
		kind->n_freedoms = k == CRITERIA_BY_SESSION ? N_FREEDOMS : 1;
	}
	fill_steps(s, confidence);
	fill_unseen(s, n_said);
	return s;
}

void score_sets_free(struct score_sets *s)
{
	if (!s)
		return;
	g_free(s->values);
	g_free(s->unseen);
	g_free(s->n_senders);
	for (size_t k = 0; k < N_KINDS; k++)
		g_free(s->kind[k].values);
	g_free(s);
}

/* With one vector of weights. */
struct weighed {
	const struct score_sets *s;
	double *score, *unseen; /* n */
	double *off[N_KINDS];	/* n * n_parts: score less its mean over the parts, times the root of
				 * (parts - 1) / parts */
	double *swing;		/* n: how the square of the score moves when rooms differ */
	double part;		/* times swing: variance between rooms beyond chance */
	struct moderated prior;
	size_t at; /* which of the freedoms */
};

static double squares_of(const double *a, const double *b, size_t n)
{
	double sum[4] = {0};
	size_t p = 0;

	for (; p + 4 <= n; p += 4)
		for (size_t q = 0; q < 4; q++)
			sum[q] += (a[p + q] - b[p + q]) * (a[p + q] - b[p + q]);
	for (; p < n; p++)
		sum[0] += (a[p] - b[p]) * (a[p] - b[p]);
	return sum[0] + sum[1] + (sum[2] + sum[3]);
}

/* How a count moves when rooms differ in proportion, and a share when its odds do. */
static double swing_of(enum criterion c, double value)
{
	bool is_count = c == CRITERION_FREQUENCY || c == CRITERION_SPREAD;
	double by = is_count ? value : value * (1 - value);

	return c == CRITERION_SUPPORT ? 0 : by * by;
}

/* What all issues together say of how rooms differ. */
static void learn_of_rooms(struct weighed *w)
{
	const struct score_sets *s = w->s;
	const struct kind *rooms = &s->kind[CRITERIA_BY_SESSION], *people = &s->kind[CRITERIA_BY_SENDER];
	g_autofree double *own = g_new0(double, s->n + 1), *chance = g_new0(double, s->n + 1);
	g_autofree double *nothing = g_new0(double, SCORE_SETS_PARTS);
	double over = 0, under = 0, sum = 0, squares = 0, most;

	w->prior = (struct moderated){1, 0};
	w->part = 0;
	w->at = 0;
	if (!rooms->n_parts || !people->n_parts)
		return;
	for (size_t i = 0; i < s->n; i++) {
		own[i] =
			squares_of(w->off[CRITERIA_BY_SESSION] + i * rooms->n_parts, nothing, rooms->n_parts);
		chance[i] = squares_of(w->off[CRITERIA_BY_SENDER] + i * people->n_parts, nothing,
				       people->n_parts);
		if (isnan(own[i]) || isnan(chance[i]))
			own[i] = chance[i] = 0;
		over += own[i] - chance[i];
		under += w->swing[i];
		sum += own[i];
		squares += own[i] * own[i];
	}
	if (!(under > 0) || !(squares > 0))
		return;
	w->part = MAX(0, over / under);
	for (size_t i = 0; i < s->n; i++)
		chance[i] = s->n_senders[i] < rooms->n_parts ? 0 : chance[i] + w->part * w->swing[i];
	/* No more than there are issues of any weight, less two that were fitted. */
	most = rooms->freedom * MAX(0, sum * sum / squares - 2);
	w->prior = moderate(own, chance, s->n, rooms->freedom, most);
	for (double freedom = rooms->freedom * next_freedom;
	     w->at + 1 < rooms->n_freedoms && freedom <= rooms->freedom + w->prior.freedom;
	     freedom *= next_freedom)
		w->at++;
}

/* Variance of the difference of two by each way; own of rooms: never less than chance alone gives, nor than
 * the other issues speak for, as far as they may. */
static void variances_of(const struct weighed *w, size_t i, size_t j, double variance[N_KINDS])
{
	const struct score_sets *s = w->s;
	double freedom = s->kind[CRITERIA_BY_SESSION].freedom, expected, unseen = w->unseen[i] + w->unseen[j];

	for (size_t k = 0; k < N_KINDS; k++) {
		size_t n_parts = s->kind[k].n_parts;

		variance[k] = squares_of(w->off[k] + i * n_parts, w->off[k] + j * n_parts, n_parts);
	}
	if (s->kind[CRITERIA_BY_SESSION].n_parts) {
		expected = variance[CRITERIA_BY_SENDER] + w->part * (w->swing[i] + w->swing[j]);
		expected = (w->prior.freedom * w->prior.scale * expected +
			    freedom * variance[CRITERIA_BY_SESSION]) /
			   (w->prior.freedom + freedom);
		if (!isnan(variance[CRITERIA_BY_SESSION]))
			variance[CRITERIA_BY_SESSION] = MAX(MAX(variance[CRITERIA_BY_SESSION], expected),
							    variance[CRITERIA_BY_SENDER]);
	}
	for (size_t k = 0; k < N_KINDS; k++)
		variance[k] += unseen;
}

static void weigh(struct weighed *w, const double *weights)
{
	const struct score_sets *s = w->s;

	smaa_weighted_sum(s->values, s->n, weights, CRITERION_MAX, w->score);
	for (size_t i = 0; i < s->n; i++) {
		double known = 0;

		w->unseen[i] = w->swing[i] = 0;
		for (size_t c = 0; c < CRITERION_MAX; c++)
			known += isnan(s->values[i * CRITERION_MAX + c]) ? 0 : weights[c];
		for (size_t c = 0; c < CRITERION_MAX; c++) {
			size_t at = i * CRITERION_MAX + c;
			double weight =
				isnan(s->values[at]) || !(known > 0) ? weights[c] : weights[c] / known;

			w->unseen[i] += weight * weight * s->unseen[at];
			if (!isnan(s->values[at]))
				w->swing[i] += weight * weight * swing_of((enum criterion)c, s->values[at]);
		}
	}
	for (size_t k = 0; k < N_KINDS; k++) {
		size_t n_parts = s->kind[k].n_parts;
		g_autofree double *score = g_new(double, s->n + 1);
		double root = n_parts ? sqrt(((double)n_parts - 1) / (double)n_parts) : 0;

		for (size_t p = 0; p < n_parts; p++) {
			smaa_weighted_sum(s->kind[k].values + p * s->n * CRITERION_MAX, s->n, weights,
					  CRITERION_MAX, score);
			for (size_t i = 0; i < s->n; i++)
				w->off[k][i * n_parts + p] = score[i] * root;
		}
		for (size_t i = 0; i < s->n; i++) {
			double *off = w->off[k] + i * n_parts, mean = 0;

			for (size_t p = 0; p < n_parts; p++)
				mean += off[p] / (double)n_parts;
			for (size_t p = 0; p < n_parts; p++)
				off[p] -= mean;
		}
	}
}

/* Whether the difference is beyond the quantiles of a step, by every way that can be gone; t[k] NaN: this way
 * cannot be gone, or says nothing. */
static bool is_beyond(const struct weighed *w, const double *t, size_t step)
{
	const struct score_sets *s = w->s;
	bool is = false;

	for (size_t k = 0; k < N_KINDS; k++) {
		if (!s->kind[k].n_parts)
			continue;
		if (!(t[k] > s->kind[k].quantile[step][s->kind[k].n_freedoms > 1 ? w->at : 0]))
			return false;
		is = true;
	}
	return is;
}

void score_sets_places(const struct score_sets *s, const double *weights, size_t *low, size_t *high)
{
	struct weighed w = {.s = s,
			    .score = g_new(double, s->n + 1),
			    .unseen = g_new(double, s->n + 1),
			    .swing = g_new(double, s->n + 1)};
	g_autofree double *t = g_new(double, s->n * s->n * N_KINDS / 2 + 1);
	g_autofree uint8_t *is_above = g_new0(uint8_t, s->n * s->n / 2 + 1);
	size_t n_left = s->n > 1 ? s->n * (s->n - 1) : 0, step = 0;
	bool is_more = true;

	for (size_t k = 0; k < N_KINDS; k++)
		w.off[k] = g_new(double, s->n * s->kind[k].n_parts + 1);
	weigh(&w, weights);
	learn_of_rooms(&w);
	for (size_t i = 0, pair = 0; i < s->n; i++)
		for (size_t j = 0; j < i; j++, pair++) {
			double variance[N_KINDS];

			variances_of(&w, i, j, variance);
			/* A difference that never varies says nothing. */
			for (size_t k = 0; k < N_KINDS; k++)
				t[pair * N_KINDS + k] = variance[k] > 1e-24 ? fabs(w.score[i] - w.score[j]) /
										      sqrt(variance[k])
									    : 0;
		}
	for (size_t i = 0; i < s->n; i++) {
		low[i] = 1;
		high[i] = s->n;
	}
	while (is_more && n_left) {
		is_more = false;
		while (step + 1 < s->n_steps && s->step[step + 1] >= n_left)
			step++;
		for (size_t i = 0, pair = 0; i < s->n; i++)
			for (size_t j = 0; j < i; j++, pair++) {
				size_t above = w.score[i] > w.score[j] ? i : j;

				if (is_above[pair] || !is_beyond(&w, t + pair * N_KINDS, step))
					continue;
				is_above[pair] = 1;
				is_more = true;
				n_left--;
				low[above == i ? j : i]++;
				high[above]--;
			}
	}
	for (size_t k = 0; k < N_KINDS; k++)
		g_free(w.off[k]);
	g_free(w.score);
	g_free(w.unseen);
	g_free(w.swing);
}
