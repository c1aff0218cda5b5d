/* smaa - places counted over draws of weights and of values.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Counts are whole numbers, so threads may add theirs in any order; sums of weights are kept by block and
 * added in the order of blocks.
 */
#include "smaa.h"

#include <math.h>
#include <string.h>

enum { BLOCK = 256, MAX_BLOCKS = 64 };

/* The value of one issue; NaN: nothing is known that has weight.  Without unknown values it is the plain sum
 * from the first criterion to the last. */
static double value_of(const double *values, const double *weights, size_t n_criteria, bool all_known)
{
	double sum = 0, known = 0;
	size_t n_known = 0;

	if (all_known) {
		for (size_t k = 0; k < n_criteria; k++)
			sum += weights[k] * values[k];
		return sum;
	}
	for (size_t k = 0; k < n_criteria; k++) {
		if (isnan(values[k]))
			continue;
		sum += weights[k] * values[k];
		known += weights[k];
		n_known++;
	}
	if (n_known == n_criteria)
		return sum;
	return known > 0 ? sum / known : NAN;
}

/* For comparing.  Sharing the weight of what is not known costs the last digits: without them what is level
 * stays so.  Exact sums are compared as they are. */
static double compared(double value, bool all_known)
{
	if (isnan(value))
		return -INFINITY; /* after all others, and level with its like */
	return all_known ? value : rint(value * 0x1p40) * 0x1p-40;
}

void smaa_weighted_sum(const double *values, size_t n_issues, const double *weights, size_t n_criteria,
		       double *score)
{
	for (size_t i = 0; i < n_issues; i++)
		score[i] = value_of(values + i * n_criteria, weights, n_criteria, false);
}

static bool check_input(const struct smaa_input *in, bool *all_known, GError **error)
{
	size_t row = in->n_issues * in->n_criteria;

	*all_known = true;
	for (size_t i = 0; i < in->n_variants * row; i++) {
		*all_known &= !isnan(in->values[i]);
		if (isinf(in->values[i])) {
			g_set_error(error, SMAA_ERROR, SMAA_ERROR_INPUT,
				    "Criterion %zu of issue %zu is infinite", i % in->n_criteria + 1,
				    i % row / in->n_criteria + 1);
			return false;
		}
	}
	for (size_t d = 0; d < in->n_draws; d++) {
		double sum = 0, least = 0;

		for (size_t k = 0; k < in->n_criteria; k++) {
			double weight = in->weights[d * in->n_criteria + k];

			sum += weight;
			least = MIN(least, weight);
		}
		if (sum >= 0.99 && sum <= 1.01 && least >= -1e-9)
			continue;
		g_set_error(error, SMAA_ERROR, SMAA_ERROR_INPUT,
			    "Weights of draw %zu are negative or do not add up to 1", d + 1);
		return false;
	}
	return true;
}

struct counting {
	const struct smaa_input *in;
	/* When confidence is counted: the issues, those that are first most often before the others, for one
	 * of them is nearly always what stands above. */
	const double *central;
	size_t *rivals;
	bool all_known;
	size_t block;
	double *score, *place; /* by thread: n_issues */
	double *above;	       /* by thread: n_issues * n_issues */
	size_t *places;	       /* by thread: n_issues * n_issues */
	double *first;	       /* by block: n_issues * n_criteria sums of weights that put it first */
	size_t *n_first;       /* by variant of confidence: n_issues */
};

/* Whom one stands above, and how many stand above each.  In doubles, of which the compiler makes vectors;
 * they count whole numbers exactly. */
static void count_above(const double *restrict score, size_t n, double mine, double *restrict above,
			double *restrict place)
{
	for (size_t j = 0; j < n; j++) {
		double is_above = mine > score[j] ? 1 : 0;

		above[j] += is_above;
		place[j] += is_above;
	}
}

static void count_draw(struct counting *c, size_t draw, size_t thread)
{
	const struct smaa_input *in = c->in;
	size_t n = in->n_issues, m = in->n_criteria;
	const double *weights = in->weights + draw * m, *values = in->values + draw % in->n_variants * n * m;
	double *score = c->score + thread * n, *place = c->place + thread * n,
	       *first = c->first + draw / c->block * n * m;

	for (size_t i = 0; i < n; i++) {
		score[i] = compared(value_of(values + i * m, weights, m, c->all_known), c->all_known);
		place[i] = 0;
	}
	for (size_t i = 0; i < n; i++)
		count_above(score, n, score[i], c->above + (thread * n + i) * n, place);
	for (size_t i = 0; i < n; i++) {
		size_t at = (size_t)place[i];

		c->places[(thread * n + i) * n + at]++;
		for (size_t k = 0; !at && k < m; k++)
			first[i * m + k] += weights[k];
	}
}

static void count_draws(void *data, size_t first, size_t last, size_t thread)
{
	for (size_t draw = first; draw < last; draw++)
		count_draw(data, draw, thread);
}

/* Nobody stands above it in this variant, with its own central weights. */
static bool is_first(const struct counting *c, const double *values, size_t issue)
{
	size_t n = c->in->n_issues, m = c->in->n_criteria;
	const double *weights = c->central + issue * m;
	double mine = compared(value_of(values + issue * m, weights, m, c->all_known), c->all_known);

	for (size_t at = 0; at < n; at++) {
		size_t j = c->rivals[at];

		if (compared(value_of(values + j * m, weights, m, c->all_known), c->all_known) > mine)
			return false;
	}
	return true;
}

static void count_variants(void *data, size_t first, size_t last, size_t thread)
{
	struct counting *c = data;
	size_t n = c->in->n_issues, m = c->in->n_criteria;

	for (size_t v = first; v < last; v++)
		for (size_t i = 0; i < n; i++)
			c->n_first[thread * n + i] +=
				!isnan(c->central[i * m]) && is_first(c, c->in->values + v * n * m, i);
}

static void read_counts(const struct counting *c, size_t n_threads, struct smaa *s)
{
	size_t n = s->n_issues, m = s->n_criteria;
	double n_draws = (double)c->in->n_draws;

	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < n; j++) {
			size_t place = 0;
			double above = 0;

			for (size_t t = 0; t < n_threads; t++) {
				place += c->places[(t * n + i) * n + j];
				above += c->above[(t * n + i) * n + j];
			}
			s->acceptability[i * n + j] = (double)place / n_draws;
			s->above[i * n + j] = above / n_draws;
		}
	for (size_t i = 0; i < n; i++) {
		size_t n_first = 0;

		for (size_t t = 0; t < n_threads; t++)
			n_first += c->places[(t * n + i) * n];
		for (size_t k = 0; k < m; k++) {
			double sum = 0;

			for (size_t b = 0; b * c->block < c->in->n_draws; b++)
				sum += c->first[(b * n + i) * m + k];
			s->central[i * m + k] = n_first ? sum / (double)n_first : NAN;
		}
	}
}

static int compare_first(const void *a, const void *b, void *data)
{
	const struct smaa *s = data;
	size_t i = *(const size_t *)a, j = *(const size_t *)b;
	double x = s->acceptability[i * s->n_issues], y = s->acceptability[j * s->n_issues];

	return x != y ? (x < y) - (x > y) : (i > j) - (i < j);
}

static void find_rivals(struct counting *c, struct smaa *s)
{
	c->central = s->central;
	c->rivals = g_new(size_t, s->n_issues);
	for (size_t i = 0; i < s->n_issues; i++)
		c->rivals[i] = i;
	qsort_r(c->rivals, s->n_issues, sizeof *c->rivals, compare_first, s);
}

static void read_confidence(const struct counting *c, size_t n_threads, struct smaa *s)
{
	for (size_t i = 0; i < s->n_issues; i++) {
		size_t n_first = 0;

		for (size_t t = 0; t < n_threads; t++)
			n_first += c->n_first[t * s->n_issues + i];
		s->confidence[i] = isnan(s->central[i * s->n_criteria])
					   ? NAN
					   : (double)n_first / (double)c->in->n_variants;
	}
}

struct smaa *smaa_make(const struct smaa_input *in, struct work *work, GError **error)
{
	size_t n = in->n_issues, m = in->n_criteria, n_threads = work_n_threads(work);
	struct counting c = {.in = in, .block = MAX(BLOCK, (in->n_draws + MAX_BLOCKS - 1) / MAX_BLOCKS)};
	struct smaa *s = NULL;
	bool done;

	g_assert(n && m && in->n_variants && in->n_draws);
	if (!check_input(in, &c.all_known, error))
		return NULL;
	s = g_new0(struct smaa, 1);
	*s = (struct smaa){.n_issues = n,
			   .n_criteria = m,
			   .acceptability = g_new(double, n *n),
			   .above = g_new(double, n *n),
			   .central = g_new(double, n *m),
			   .confidence = g_new(double, n)};
	c.score = g_new(double, n_threads *n);
	c.place = g_new(double, n_threads *n);
	c.above = g_new0(double, n_threads *n *n);
	c.places = g_new0(size_t, n_threads * n * n);
	c.first = g_new0(double, (in->n_draws / c.block + 1) * n * m);
	c.n_first = g_new0(size_t, n_threads * n);
	done = work_run(work, in->n_draws, c.block, count_draws, &c, 0, 0.7);
	if (done) {
		read_counts(&c, n_threads, s);
		find_rivals(&c, s);
		done = work_run(work, in->n_variants, BLOCK, count_variants, &c, 0.7, 1);
	}
	if (done)
		read_confidence(&c, n_threads, s);
	else
		g_clear_pointer(&s, smaa_free);
	g_free(c.score);
	g_free(c.place);
	g_free(c.above);
	g_free(c.places);
	g_free(c.first);
	g_free(c.n_first);
	g_free(c.rivals);
	return s;
}

void smaa_free(struct smaa *s)
{
	if (!s)
		return;
	g_free(s->acceptability);
	g_free(s->above);
	g_free(s->central);
	g_free(s->confidence);
	g_free(s);
}
