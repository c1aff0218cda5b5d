/* opinions_chance - groups beside those of shuffled rooms.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Do the votes hang together?  In shuffled rooms each statement keeps who voted on it and how many agreed;
 * what goes together is gone (Horn's parallel analysis, Psychometrika 30, 1965).  How many groups?  Those
 * whose silhouette is farthest beyond that of shuffled rooms (the gap of Tibshirani, Walther & Hastie, JRSS B
 * 63, 2001).  Is there less between them?  Their reference (b): a map evenly filled, as long and as wide as
 * this one, also falls in parts.
 */
#include "opinions_parts.h"

#include <glib.h>
#include <math.h>
#include <string.h>

enum { MOST_FILLED = 1000 };
static const double too_likely = 0.05;

struct shuffle {
	double structure, silhouette[OPINIONS_MAX_GROUPS + 1]; /* NaN: no such groups */
};

struct shuffles {
	const struct opinions_table *table;
	uint64_t seed;
	size_t most_groups;
	struct shuffle *shuffle;
};

static void read_search(struct shuffle *s, const struct opinions_search *search)
{
	s->structure = search->structure;
	for (size_t k = 0; k <= OPINIONS_MAX_GROUPS; k++)
		s->silhouette[k] = search->k[k] ? search->silhouette[k] : NAN;
}

static void search_shuffled(void *data, size_t first, size_t last, size_t thread)
{
	const struct shuffles *s = data;

	(void)thread;
	for (size_t i = first; i < last; i++) {
		struct opinions_search search;
		struct opinions_table *shuffled;
		struct random random;

		random_start(&random, s->seed + 3 * i + 1, RANDOM_STREAM_OPINIONS);
		shuffled = opinions_table_shuffled(s->table, &random);
		opinions_search_run(&search, shuffled, 2, s->most_groups, s->seed);
		read_search(&s->shuffle[i], &search);
		opinions_search_clear(&search);
		opinions_table_free(shuffled);
	}
}

/* Silhouettes beyond the mean of shuffled rooms; where none of them has so many groups, of those with one
 * fewer. */
static void compare(const struct opinions_search *here, const struct shuffles *s, size_t n_shuffles,
		    double *beyond)
{
	double mean = 0;

	for (size_t k = 2; k <= s->most_groups; k++) {
		double sum = 0, n = 0;

		for (size_t i = 0; i < n_shuffles; i++)
			if (!isnan(s->shuffle[i].silhouette[k])) {
				sum += s->shuffle[i].silhouette[k];
				n++;
			}
		if (n > 0)
			mean = sum / n;
		if (here->k[k])
			beyond[k] = here->silhouette[k] - mean;
	}
}

bool opinions_chance_measure(struct opinions_chance *c, const struct opinions_table *t,
			     const struct opinions_search *search, size_t most_groups, double structure,
			     uint64_t seed, size_t n_shuffles, struct work *work)
{
	g_autofree struct shuffle *shuffle = g_new0(struct shuffle, n_shuffles + 1);
	struct shuffles shuffles = {t, seed, most_groups, shuffle};
	size_t n_as_much = 1;

	*c = (struct opinions_chance){.share = 1};
	for (size_t k = 0; k <= OPINIONS_MAX_GROUPS; k++)
		c->beyond[k] = -INFINITY;
	if (!work_run(work, n_shuffles, 1, search_shuffled, &shuffles, 0, 0.6))
		return false;
	for (size_t i = 0; i < n_shuffles; i++)
		n_as_much += shuffle[i].structure >= structure;
	c->share = (double)n_as_much / (double)(n_shuffles + 1);
	if (c->share <= too_likely)
		compare(search, &shuffles, n_shuffles, c->beyond);
	return true;
}

struct maps {
	const struct opinions_points *points;
	size_t k, n;
	uint64_t seed;
	double x, y; /* half of the sides */
	double *silhouette;
};

static void search_filled(void *data, size_t first, size_t last, size_t thread)
{
	const struct maps *m = data;
	struct opinions_points *points = opinions_points_new(m->n);

	(void)thread;
	for (size_t i = first; i < last; i++) {
		struct opinions_search search = {0};
		struct random random;

		random_start(&random, m->seed + 3 * i + 3, RANDOM_STREAM_OPINIONS);
		for (size_t p = 0; p < m->n; p++) {
			points->x[p] = m->x * (2 * random_unit(&random) - 1);
			points->y[p] = m->y * (2 * random_unit(&random) - 1);
			points->weight[p] = 1;
		}
		opinions_search_points(&search, points, m->k, m->k, &random);
		m->silhouette[i] = search.silhouette[m->k];
		opinions_search_clear(&search);
	}
	opinions_points_free(points);
}

/* Half of the side of what is evenly filled and varies as much. */
static double half_side(const double *at, size_t n)
{
	double mean = 0, squares = 0;

	for (size_t i = 0; i < n; i++)
		mean += at[i] / (double)n;
	for (size_t i = 0; i < n; i++)
		squares += (at[i] - mean) * (at[i] - mean) / (double)n;
	return sqrt(3 * squares);
}

double opinions_chance_apart(const struct opinions_points *points, size_t k, double silhouette, uint64_t seed,
			     size_t n_maps, struct work *work)
{
	g_autofree double *filled = g_new0(double, n_maps + 1);
	struct maps maps = {points,
			    k,
			    MIN(points->n, MOST_FILLED),
			    seed,
			    half_side(points->x, points->n),
			    half_side(points->y, points->n),
			    filled};
	size_t n_as_far = 1;

	if (!work_run(work, n_maps, 1, search_filled, &maps, 0.6, 0.7))
		return 2;
	for (size_t i = 0; i < n_maps; i++)
		n_as_far += filled[i] >= silhouette;
	return (double)n_as_far / (double)(n_maps + 1);
}
