/* smaa_weights - weights drawn uniformly from what the preferences allow.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The ranges and the order bound a lattice: its lowest and its highest corner satisfy the order, so weights
 * that add up to 1 exist exactly when the one adds up to 1 or less and the other to 1 or more, and the line
 * between the corners holds one such point.
 *
 * An order alone needs no rejection: sorting maps each of the congruent parts of the simplex onto the one
 * that is allowed, and keeps volumes.  Which way of proposing finds most is tried out first.
 */
#include "smaa.h"

#include <limits.h>
#include <math.h>
#include <string.h>

enum { PILOT = 2000, MIN_ACCEPTED = PILOT / 50, BURN_IN = 200 };
static const double rounding = 1e-9;

G_DEFINE_QUARK(vocalia - smaa, smaa_error)

/* One way to propose weights. */
enum proposal { FROM_SIMPLEX, FROM_SORTED, FROM_TOP, FROM_BOX, PROPOSALS, HIT_AND_RUN = PROPOSALS };

struct sampler {
	struct random random;
	size_t n;
	double *low, *high; /* n: narrowed by the order and by the sum */
	unsigned *order;    /* n */
	size_t *free;	    /* the n_free criteria whose weight is not settled */
	size_t n_free, widest;
	size_t *ordered; /* the n_ordered free ones with an order, from the weightiest */
	size_t n_ordered;
	double least;	 /* lowest low of those */
	bool is_ordered; /* some of them are above others */
	size_t *next;	 /* n * n: by criterion, those of the level next above, then those next below */
	size_t *n_up, *n_down;
	double *drawn, *sorted;
};

static double low_of(const struct smaa_preferences *p, size_t i)
{
	return p->low ? p->low[i] : 0;
}

static double high_of(const struct smaa_preferences *p, size_t i)
{
	return p->high ? p->high[i] : 1;
}

static unsigned order_of(const struct smaa_preferences *p, size_t i)
{
	return p->order ? p->order[i] : 0;
}

static bool is_above(unsigned one, unsigned other)
{
	return one && other && one < other;
}

/* What the order leaves of the ranges: the least of those above is that of any below, and the other way
 * round. */
static void narrow(const struct smaa_preferences *p, double *low, double *high)
{
	for (size_t i = 0; i < p->n_criteria; i++) {
		low[i] = low_of(p, i);
		high[i] = high_of(p, i);
		for (size_t j = 0; j < p->n_criteria; j++) {
			if (is_above(order_of(p, i), order_of(p, j)))
				low[i] = MAX(low[i], low_of(p, j));
			if (is_above(order_of(p, j), order_of(p, i)))
				high[i] = MIN(high[i], high_of(p, j));
		}
	}
}

static bool find_range(const struct smaa_preferences *p, struct smaa_conflict *c)
{
	for (size_t i = 0; i < p->n_criteria; i++) {
		double low = low_of(p, i), high = high_of(p, i);

		if (low >= 0 && high <= 1 && low <= high)
			continue;
		*c = (struct smaa_conflict){
			.kind = SMAA_CONFLICT_RANGE, .one = i, .other = i, .low = low, .high = high};
		return true;
	}
	return false;
}

static bool find_order(const struct smaa_preferences *p, struct smaa_conflict *c)
{
	for (size_t i = 0; i < p->n_criteria; i++)
		for (size_t j = 0; j < p->n_criteria; j++) {
			if (!is_above(order_of(p, i), order_of(p, j)) ||
			    high_of(p, i) >= low_of(p, j) - rounding)
				continue;
			*c = (struct smaa_conflict){.kind = SMAA_CONFLICT_ORDER,
						    .one = i,
						    .other = j,
						    .low = low_of(p, j),
						    .high = high_of(p, i)};
			return true;
		}
	return false;
}

static double sum_of(const double *values, size_t n)
{
	double sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += values[i];
	return sum;
}

bool smaa_preferences_conflict(const struct smaa_preferences *p, struct smaa_conflict *c)
{
	g_autofree double *low = g_new(double, p->n_criteria + 1), *high = g_new(double, p->n_criteria + 1);
	double least, most;

	*c = (struct smaa_conflict){.kind = SMAA_CONFLICT_NONE};
	if (find_range(p, c) || find_order(p, c))
		return true;
	narrow(p, low, high);
	least = sum_of(low, p->n_criteria);
	most = sum_of(high, p->n_criteria);
	if (least > 1 + rounding)
		*c = (struct smaa_conflict){
			.kind = SMAA_CONFLICT_LEAST, .sum = least, .bounds = g_steal_pointer(&low)};
	else if (most < 1 - rounding)
		*c = (struct smaa_conflict){
			.kind = SMAA_CONFLICT_MOST, .sum = most, .bounds = g_steal_pointer(&high)};
	return c->kind != SMAA_CONFLICT_NONE;
}

void smaa_conflict_clear(struct smaa_conflict *c)
{
	g_clear_pointer(&c->bounds, g_free);
}

/* "1 (0.4), 3 (0.7)": the criteria whose bounds are not what no preference gives. */
static char *bounds_listed(const struct smaa_conflict *c, size_t n, double usual)
{
	GString *list = g_string_new(NULL);

	for (size_t i = 0; i < n; i++)
		if (c->bounds[i] != usual)
			g_string_append_printf(list, "%s%zu (%g)", list->len ? ", " : "", i + 1,
					       c->bounds[i]);
	return g_string_free(list, FALSE);
}

bool smaa_preferences_check(const struct smaa_preferences *p, GError **error)
{
	struct smaa_conflict c;
	g_autofree char *list = NULL;

	if (!smaa_preferences_conflict(p, &c))
		return true;
	if (c.bounds)
		list = bounds_listed(&c, p->n_criteria, c.kind == SMAA_CONFLICT_LEAST ? 0 : 1);
	switch (c.kind) {
	case SMAA_CONFLICT_RANGE:
		g_set_error(error, SMAA_ERROR, SMAA_ERROR_PREFERENCES,
			    "The weight of criterion %zu cannot be from %g to %g", c.one + 1, c.low, c.high);
		break;
	case SMAA_CONFLICT_ORDER:
		g_set_error(error, SMAA_ERROR, SMAA_ERROR_PREFERENCES,
			    "Criterion %zu cannot weigh as much as criterion %zu: at most %g against at "
			    "least %g",
			    c.one + 1, c.other + 1, c.high, c.low);
		break;
	default:
		g_set_error(error, SMAA_ERROR, SMAA_ERROR_PREFERENCES,
			    c.kind == SMAA_CONFLICT_LEAST
				    ? "The lowest weights allowed add up to %g, more than 1: criteria %s"
				    : "The highest weights allowed add up to %g, less than 1: criteria %s",
			    c.sum, list);
	}
	smaa_conflict_clear(&c);
	return false;
}

/* --- the sampler ------------------------------------------------------------------------------------------
 */

/* The free ones by level and then by number, and who stands right above and below each. */
static void put_in_order(struct sampler *s)
{
	s->least = 1;
	for (size_t i = 0; i < s->n_free; i++) {
		size_t at = s->n_ordered, criterion = s->free[i];

		if (!s->order[criterion])
			continue;
		for (; at && s->order[s->ordered[at - 1]] > s->order[criterion]; at--)
			s->ordered[at] = s->ordered[at - 1];
		s->ordered[at] = criterion;
		s->n_ordered++;
		s->least = MIN(s->least, s->low[criterion]);
	}
	for (size_t i = 0; i < s->n_ordered; i++) {
		size_t me = s->ordered[i], *next = s->next + me * s->n;
		unsigned up = 0, down = UINT_MAX, level = s->order[me];

		for (size_t j = 0; j < s->n_ordered; j++) {
			unsigned other = s->order[s->ordered[j]];

			if (other < level)
				up = MAX(up, other);
			if (other > level)
				down = MIN(down, other);
		}
		for (size_t j = 0; j < s->n_ordered; j++)
			if (s->order[s->ordered[j]] == up)
				next[s->n_up[me]++] = s->ordered[j];
		for (size_t j = 0; j < s->n_ordered; j++)
			if (s->order[s->ordered[j]] == down)
				next[s->n_up[me] + s->n_down[me]++] = s->ordered[j];
		s->is_ordered |= s->n_up[me] > 0;
	}
}

/* Weights that the others force, and those that nothing is left to. */
static void settle(struct sampler *s)
{
	double least = sum_of(s->low, s->n), most = sum_of(s->high, s->n);

	if (least > 1 - rounding)
		memcpy(s->high, s->low, s->n * sizeof *s->low);
	else if (most < 1 + rounding)
		memcpy(s->low, s->high, s->n * sizeof *s->low);
	least = sum_of(s->low, s->n);
	most = sum_of(s->high, s->n);
	for (size_t i = 0; i < s->n; i++) {
		double low = s->low[i], high = s->high[i];

		if (1 - (most - high) > low + rounding)
			s->low[i] = 1 - (most - high);
		if (1 - (least - low) < high - rounding)
			s->high[i] = MAX(s->low[i], 1 - (least - low));
		if (s->high[i] - s->low[i] > rounding)
			s->free[s->n_free++] = i;
	}
	for (size_t i = 0; i < s->n_free; i++)
		if (s->high[s->free[i]] - s->low[s->free[i]] >
		    s->high[s->free[s->widest]] - s->low[s->free[s->widest]])
			s->widest = i;
}

static void sampler_start(struct sampler *s, const struct smaa_preferences *p, uint64_t seed)
{
	*s = (struct sampler){.n = p->n_criteria};
	random_start(&s->random, seed, RANDOM_STREAM_WEIGHTS);
	s->low = g_new(double, s->n);
	s->high = g_new(double, s->n);
	s->drawn = g_new(double, s->n + 1);
	s->sorted = g_new(double, s->n + 1);
	s->order = g_new(unsigned, s->n);
	s->free = g_new(size_t, s->n);
	s->ordered = g_new(size_t, s->n);
	s->next = g_new(size_t, s->n * s->n);
	s->n_up = g_new0(size_t, s->n);
	s->n_down = g_new0(size_t, s->n);
	narrow(p, s->low, s->high);
	for (size_t i = 0; i < s->n; i++)
		s->order[i] = order_of(p, i);
	settle(s);
	put_in_order(s);
}

static void sampler_clear(struct sampler *s)
{
	g_free(s->low);
	g_free(s->high);
	g_free(s->drawn);
	g_free(s->sorted);
	g_free(s->order);
	g_free(s->free);
	g_free(s->ordered);
	g_free(s->next);
	g_free(s->n_up);
	g_free(s->n_down);
}

/* Few numbers, nearly always: insertion. */
static void sort_up(double *values, size_t n)
{
	for (size_t i = 1; i < n; i++) {
		double value = values[i];
		size_t at = i;

		for (; at && values[at - 1] > value; at--)
			values[at] = values[at - 1];
		values[at] = value;
	}
}

/* Those of one level keep the order in which they were drawn: each level takes the largest that are left. */
static void sort_into_levels(struct sampler *s, double *weights)
{
	for (size_t i = 0; i < s->n_ordered; i++)
		s->drawn[i] = s->sorted[i] = weights[s->ordered[i]];
	sort_up(s->sorted, s->n_ordered);
	for (size_t from = 0, to; from < s->n_ordered; from = to) {
		unsigned level = s->order[s->ordered[from]];
		double least;
		size_t n = 0;

		for (to = from; to < s->n_ordered && s->order[s->ordered[to]] == level; to++)
			;
		least = s->sorted[s->n_ordered - to];
		for (size_t i = 0; i < s->n_ordered && n < to - from; i++)
			if (s->drawn[i] >= least) {
				weights[s->ordered[from + n++]] = s->drawn[i];
				s->drawn[i] = -1; /* taken */
			}
	}
}

static bool keeps_order(const struct sampler *s, const double *weights)
{
	for (size_t i = 0; i < s->n_ordered; i++) {
		size_t me = s->ordered[i];

		for (size_t j = 0; j < s->n_up[me]; j++)
			if (weights[s->next[me * s->n + j]] < weights[me])
				return false;
	}
	return true;
}

static bool keeps_ranges(const struct sampler *s, const double *weights)
{
	for (size_t i = 0; i < s->n_free; i++)
		if (weights[s->free[i]] > s->high[s->free[i]] || weights[s->free[i]] < s->low[s->free[i]])
			return false;
	return true;
}

/* Spacings of uniform numbers above the lows, or below the highs; sorted: above one low for all that are
 * ordered, so that they can change places. */
static bool propose_simplex(struct sampler *s, double *weights, enum proposal proposal)
{
	bool is_sorted = proposal == FROM_SORTED;
	double before = 0, rest = 1;

	for (size_t i = 0; i < s->n; i++) {
		if (is_sorted && s->order[i] && s->high[i] - s->low[i] > rounding)
			weights[i] = s->least;
		else
			weights[i] = proposal == FROM_TOP ? s->high[i] : s->low[i];
		rest -= weights[i];
	}
	for (size_t i = 0; i + 1 < s->n_free; i++)
		s->sorted[i] = random_unit(&s->random);
	sort_up(s->sorted, s->n_free - 1);
	s->sorted[s->n_free - 1] = 1;
	for (size_t i = 0; i < s->n_free; i++) {
		weights[s->free[i]] += rest * (s->sorted[i] - before);
		before = s->sorted[i];
	}
	if (is_sorted)
		sort_into_levels(s, weights);
	return keeps_ranges(s, weights) && (is_sorted || !s->is_ordered || keeps_order(s, weights));
}

/* Each within its range, and the widest takes what is left. */
static bool propose_box(struct sampler *s, double *weights)
{
	size_t last = s->free[s->widest];
	double left = 1;

	for (size_t i = 0; i < s->n; i++) {
		if (i == last)
			continue;
		weights[i] = s->low[i];
		if (s->high[i] - s->low[i] > rounding)
			weights[i] += random_unit(&s->random) * (s->high[i] - s->low[i]);
		left -= weights[i];
	}
	weights[last] = left;
	return left >= s->low[last] && left <= s->high[last] && (!s->is_ordered || keeps_order(s, weights));
}

/* Between the corners, where it cannot be outside. */
static void start_inside(const struct sampler *s, double *weights)
{
	double least = sum_of(s->low, s->n), part = (1 - least) / (sum_of(s->high, s->n) - least);

	for (size_t i = 0; i < s->n_free; i++) {
		size_t at = s->free[i];

		weights[at] = s->low[at] + part * (s->high[at] - s->low[at]);
	}
}

/* How far the weight of one criterion may grow at the cost of another, by what is above it or below. */
static double room_up(const struct sampler *s, const double *weights, size_t at, size_t other)
{
	const size_t *next = s->next + at * s->n;
	double most = s->high[at];

	for (size_t i = 0; i < s->n_up[at]; i++)
		if (next[i] != other)
			most = MIN(most, weights[next[i]]);
	return MAX(0, most - weights[at]);
}

static double room_down(const struct sampler *s, const double *weights, size_t at, size_t other)
{
	const size_t *next = s->next + at * s->n + s->n_up[at];
	double least = s->low[at];

	for (size_t i = 0; i < s->n_down[at]; i++)
		if (next[i] != other)
			least = MAX(least, weights[next[i]]);
	return MAX(0, weights[at] - least);
}

/* A step of hit-and-run along a line on which two weights change places. */
static void step(struct sampler *s, double *weights)
{
	uint64_t draw = random_next(&s->random);
	/* Two of the criteria; that some pairs are likelier by 2^-32 changes nothing of where the walk ends.
	 */
	size_t a = (size_t)((draw >> 32) * s->n_free >> 32),
	       b = (size_t)((draw & 0xffffffff) * (s->n_free - 1) >> 32);
	double up, down, by, both;

	b += b >= a;
	a = s->free[a];
	b = s->free[b];
	up = MIN(room_up(s, weights, a, b), room_down(s, weights, b, a));
	down = MIN(room_down(s, weights, a, b), room_up(s, weights, b, a));
	if (is_above(s->order[a], s->order[b]))
		down = MIN(down, MAX(0, (weights[a] - weights[b]) / 2));
	if (is_above(s->order[b], s->order[a]))
		up = MIN(up, MAX(0, (weights[b] - weights[a]) / 2));
	by = random_unit(&s->random) * (up + down) - down;
	both = weights[a] + weights[b];
	weights[a] = CLAMP(weights[a] + by, s->low[a], s->high[a]);
	weights[b] = CLAMP(both - weights[a], s->low[b], s->high[b]);
}

/* So many steps lose what the last draw was: of the order of the cube of the dimension. */
static void walk(struct sampler *s, double *weights)
{
	size_t n_steps = 16 + s->n_free * s->n_free * s->n_free / 4;

	for (size_t i = 0; i < n_steps; i++)
		step(s, weights);
}

static bool propose(struct sampler *s, enum proposal proposal, double *weights)
{
	if (proposal == FROM_BOX)
		return propose_box(s, weights);
	return propose_simplex(s, weights, proposal);
}

static enum proposal choose(struct sampler *s)
{
	g_autofree double *weights = g_new0(double, s->n);
	enum proposal best = HIT_AND_RUN;
	size_t n_best = MIN_ACCEPTED;

	for (enum proposal p = FROM_SIMPLEX; p < PROPOSALS; p++) {
		size_t n = 0;

		if ((p == FROM_SORTED) > s->is_ordered)
			continue;
		for (size_t i = 0; i < PILOT; i++)
			n += propose(s, p, weights);
		if (n > n_best) {
			n_best = n;
			best = p;
		}
		if (n >= PILOT / 2)
			break;
	}
	return best;
}

bool smaa_weights_draw(const struct smaa_preferences *p, uint64_t seed, size_t n_draws, double *weights,
		       GError **error)
{
	struct sampler s;
	enum proposal proposal = FROM_SIMPLEX;
	g_autofree double *at = NULL;

	g_assert(p->n_criteria > 0);
	if (!smaa_preferences_check(p, error))
		return false;
	sampler_start(&s, p, seed);
	if (s.n_free > 1)
		proposal = choose(&s);
	at = g_memdup2(s.low, s.n * sizeof *s.low);
	if (proposal == HIT_AND_RUN) {
		start_inside(&s, at);
		for (size_t i = 0; i < BURN_IN; i++)
			walk(&s, at);
	}
	for (size_t d = 0; d < n_draws; d++) {
		if (s.n_free < 2)
			; /* all are settled */
		else if (proposal == HIT_AND_RUN)
			walk(&s, at);
		else
			while (!propose(&s, proposal, at))
				;
		memcpy(weights + d * s.n, at, s.n * sizeof *at);
	}
	sampler_clear(&s);
	return true;
}

void smaa_weights_middle(const struct smaa_preferences *p, const double *draws, size_t n_draws,
			 double *weights)
{
	size_t n = p->n_criteria;
	g_autofree double *low = g_new(double, n), *high = g_new(double, n);
	double least, most, part;
	bool is_ordered = false;

	narrow(p, low, high);
	least = sum_of(low, n);
	most = sum_of(high, n);
	part = most - least > rounding ? CLAMP((1 - least) / (most - least), 0, 1) : 0;
	for (size_t i = 0; i < n; i++) {
		weights[i] = low[i] + part * (high[i] - low[i]);
		is_ordered = is_ordered || order_of(p, i);
	}
	if (!is_ordered)
		return;
	memset(weights, 0, n * sizeof *weights);
	for (size_t d = 0; d < n_draws; d++)
		for (size_t i = 0; i < n; i++)
			weights[i] += draws[d * n + i] / (double)n_draws;
}
