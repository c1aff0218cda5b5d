/* opinions_chance - groups beside those of shuffled rooms.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Each statement keeps who voted on it and how many agreed; what goes together is gone.  Two questions:
 * whether the votes hang together (as Horn's parallel analysis asks, Psychometrika 30, 1965), and whether
 * people then stand in groups with less between them, rather than along a line (the gap of Tibshirani,
 * Walther & Hastie, JRSS B 63, 2001, of silhouettes).
 */
#include "opinions_parts.h"

#include <glib.h>
#include <math.h>
#include <string.h>

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

		random_start(&random, s->seed + 2 * i + 1, RANDOM_STREAM_OPINIONS);
		shuffled = opinions_table_shuffled(s->table, &random);
		opinions_search_run(&search, shuffled, 2, s->most_groups, s->seed, NULL);
		read_search(&s->shuffle[i], &search);
		opinions_search_clear(&search);
		opinions_table_free(shuffled);
	}
}

/* Silhouettes by k: what shuffled rooms have in the mean, and how they vary; where fewer than two gave so
 * many groups, as with one fewer. */
struct usual {
	double mean[OPINIONS_MAX_GROUPS + 1], spread[OPINIONS_MAX_GROUPS + 1];
};

static struct usual usual_of(const struct shuffles *s, size_t n_shuffles)
{
	struct usual u = {.mean = {0}, .spread = {1, 1}};

	for (size_t k = 2; k <= s->most_groups; k++) {
		double sum = 0, squares = 0, n = 0;

		for (size_t i = 0; i < n_shuffles; i++)
			if (!isnan(s->shuffle[i].silhouette[k])) {
				sum += s->shuffle[i].silhouette[k];
				n++;
			}
		u.mean[k] = n > 1 ? sum / n : u.mean[k - 1];
		for (size_t i = 0; i < n_shuffles; i++)
			if (!isnan(s->shuffle[i].silhouette[k]))
				squares += (s->shuffle[i].silhouette[k] - u.mean[k]) *
					   (s->shuffle[i].silhouette[k] - u.mean[k]);
		u.spread[k] = n > 1 && squares > 0 ? sqrt(squares / (n - 1)) : u.spread[k - 1];
	}
	return u;
}

/* The most standard deviations beyond the mean, over k. */
static double farthest(const struct shuffle *s, const struct usual *u, size_t most_groups)
{
	double most = -INFINITY;

	for (size_t k = 2; k <= most_groups; k++)
		if (!isnan(s->silhouette[k]))
			most = MAX(most, (s->silhouette[k] - u->mean[k]) / u->spread[k]);
	return most;
}

/* Whose silhouette is farthest beyond the mean; ties: the fewest. */
static size_t best_k(const struct shuffle *s, const struct usual *u, size_t most_groups)
{
	size_t best = 1;

	for (size_t k = 2; k <= most_groups; k++)
		if (!isnan(s->silhouette[k]) &&
		    (best == 1 || s->silhouette[k] - u->mean[k] > s->silhouette[best] - u->mean[best]))
			best = k;
	return best;
}

bool opinions_chance_measure(struct opinions_chance *c, const struct opinions_table *t,
			     const struct opinions_search *search, size_t most_groups, double structure,
			     uint64_t seed, size_t n_shuffles, struct work *work)
{
	g_autofree struct shuffle *shuffle = g_new0(struct shuffle, n_shuffles + 1);
	struct shuffles shuffles = {t, seed, most_groups, shuffle};
	size_t n_structured = 1, n_apart = 1;
	struct shuffle here;
	struct usual usual;

	*c = (struct opinions_chance){.k = 1, .share = 1, .apart = 1};
	if (!work_run(work, n_shuffles, 1, search_shuffled, &shuffles, 0, 0.6))
		return false;
	read_search(&here, search);
	here.structure = structure;
	usual = usual_of(&shuffles, n_shuffles);
	for (size_t i = 0; i < n_shuffles; i++) {
		n_structured += shuffle[i].structure >= here.structure;
		n_apart += farthest(&shuffle[i], &usual, most_groups) >= farthest(&here, &usual, most_groups);
	}
	c->share = (double)n_structured / (double)(n_shuffles + 1);
	c->apart = (double)n_apart / (double)(n_shuffles + 1);
	if (c->share <= too_likely)
		c->k = best_k(&here, &usual, most_groups);
	return true;
}
