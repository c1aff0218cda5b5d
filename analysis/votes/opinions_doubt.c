/* opinions_doubt - groups beside those of shuffled rooms, and beside those that half of the voters give.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Shuffled: each statement keeps who voted on it and how many agreed; what goes together is gone.  Halves:
 * drawn without replacement, they vary around the whole as much as draws with replacement do, and bring no
 * voter twice, whom groups would form around.
 */
#include "opinions_parts.h"

#include <glib.h>
#include <math.h>
#include <string.h>

static const double indifferent = 2;
static const double too_likely = 0.05;

struct shuffles {
	const struct opinions_table *table;
	uint64_t seed;
	size_t most_groups;
	double *gain; /* a shuffle: by k, NaN where none was found */
};

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
		opinions_search_run(&search, shuffled, s->most_groups, s->seed);
		for (size_t k = 0; k <= OPINIONS_MAX_GROUPS; k++)
			s->gain[i * (OPINIONS_MAX_GROUPS + 1) + k] = search.k[k] ? search.gain[k] : NAN;
		opinions_search_clear(&search);
		opinions_table_free(shuffled);
	}
}

/* How far each shuffled room, or this one, is beyond the mean of shuffled rooms, in their standard
 * deviations: the most over k. */
static double farthest(const double *gain, const double *mean, const double *spread, size_t most_groups)
{
	double most = -INFINITY;

	for (size_t k = 2; k <= most_groups; k++)
		if (!isnan(gain[k]))
			most = MAX(most, (gain[k] - mean[k]) / spread[k]);
	return most;
}

/* Mean and standard deviation of shuffled rooms; where fewer than two gave so many groups, those of one
 * fewer. */
static void measure_shuffled(const struct shuffles *s, size_t n_shuffles, double *mean, double *spread)
{
	mean[1] = 0;
	spread[1] = 1;
	for (size_t k = 2; k <= s->most_groups; k++) {
		double sum = 0, squares = 0, n = 0;

		for (size_t i = 0; i < n_shuffles; i++) {
			double gain = s->gain[i * (OPINIONS_MAX_GROUPS + 1) + k];

			if (!isnan(gain)) {
				sum += gain;
				n++;
			}
		}
		for (size_t i = 0; i < n_shuffles; i++) {
			double gain = s->gain[i * (OPINIONS_MAX_GROUPS + 1) + k];

			if (!isnan(gain))
				squares += (gain - sum / n) * (gain - sum / n);
		}
		mean[k] = n > 1 ? sum / n : mean[k - 1];
		spread[k] = n > 1 && squares > 0 ? sqrt(squares / (n - 1)) : spread[k - 1];
	}
}

/* The fewest groups that are as far beyond chance as any, within what chance varies. */
static size_t fewest(const struct opinions_doubt *d, const struct opinions_search *search,
		     const double *spread, size_t most_groups)
{
	size_t best = 1;

	for (size_t k = 2; k <= most_groups; k++)
		if (search->k[k] && (best == 1 || d->beyond[k] > d->beyond[best]))
			best = k;
	for (size_t k = 2; k < best; k++)
		if (search->k[k] && d->beyond[k] >= d->beyond[best] - indifferent * spread[best])
			return k;
	return best;
}

static bool compare_with_chance(struct opinions_doubt *d, struct shuffles *s,
				const struct opinions_search *search, size_t n_shuffles, struct work *work)
{
	double mean[OPINIONS_MAX_GROUPS + 1] = {0}, spread[OPINIONS_MAX_GROUPS + 1] = {0};
	double gain[OPINIONS_MAX_GROUPS + 1], here;
	size_t n_as_far = 1;

	if (!work_run(work, n_shuffles, 1, search_shuffled, s, 0, 0.6))
		return false;
	measure_shuffled(s, n_shuffles, mean, spread);
	for (size_t k = 2; k <= s->most_groups; k++) {
		gain[k] = search->k[k] ? search->gain[k] : NAN;
		d->beyond[k] = search->k[k] ? search->gain[k] - mean[k] : 0;
	}
	here = farthest(gain, mean, spread, s->most_groups);
	for (size_t i = 0; i < n_shuffles; i++)
		n_as_far += farthest(&s->gain[i * (OPINIONS_MAX_GROUPS + 1)], mean, spread, s->most_groups) >=
			    here;
	d->chance = (double)n_as_far / (double)(n_shuffles + 1);
	if (d->chance <= too_likely && here > 0)
		d->k = fewest(d, search, spread, s->most_groups);
	return true;
}

struct halves {
	const struct opinions_table *table;
	const uint32_t *group;
	size_t k;
	uint64_t seed;
	double *jaccard, *agreement; /* a half: k; one */
};

/* Hubert & Arabie's adjusted Rand index from a table of shared members. */
static double rand_index(const double *shared, const double *size, const double *other, size_t n_size,
			 size_t n_other, double n)
{
	double both = 0, one = 0, two = 0, expected;

	for (size_t g = 0; g < n_size; g++) {
		one += size[g] * (size[g] - 1) / 2;
		for (size_t h = 0; h < n_other; h++)
			both += shared[g * n_other + h] * (shared[g * n_other + h] - 1) / 2;
	}
	for (size_t h = 0; h < n_other; h++)
		two += other[h] * (other[h] - 1) / 2;
	expected = n > 1 ? one * two / (n * (n - 1) / 2) : 0;
	return (one + two) / 2 - expected > 0 ? (both - expected) / ((one + two) / 2 - expected) : 1;
}

static void regroup_half(void *data, size_t first, size_t last, size_t thread)
{
	const struct halves *h = data;
	size_t n = h->table->n_voters;
	g_autofree uint32_t *row = g_new(uint32_t, n + 1), *group = g_new0(uint32_t, n + 1);

	(void)thread;
	for (size_t i = first; i < last; i++) {
		double shared[OPINIONS_MAX_GROUPS * OPINIONS_MAX_GROUPS] = {0};
		double size[OPINIONS_MAX_GROUPS] = {0}, other[OPINIONS_MAX_GROUPS] = {0};
		struct opinions_classes classes = {0};
		struct opinions_search search;
		struct opinions_table *half;
		struct random random;
		size_t k = h->k;

		random_start(&random, h->seed + 2 * i + 2, RANDOM_STREAM_OPINIONS);
		for (size_t r = 0; r < n; r++)
			row[r] = (uint32_t)r;
		for (size_t r = 0; r < n / 2; r++) {
			size_t with = r + random_below(&random, n - r);
			uint32_t held = row[r];

			row[r] = row[with];
			row[with] = held;
		}
		half = opinions_table_rows(h->table, row, n / 2);
		opinions_search_run(&search, half, k, h->seed);
		while (search.k[k] == 0)
			k--;
		(void)opinions_classes_fit(&classes, half, search.k[k], 1, search.group[k], NULL, NULL);
		opinions_classes_assign(&classes, h->table, group, NULL);
		k = search.k[k];
		for (size_t r = 0; r < n; r++) {
			size[h->group[r]]++;
			other[group[r]]++;
			shared[h->group[r] * k + group[r]]++;
		}
		h->agreement[i] = rand_index(shared, size, other, h->k, k, (double)n);
		for (size_t g = 0; g < h->k; g++) {
			double best = 0;

			for (size_t o = 0; o < k; o++)
				if (shared[g * k + o] > 0)
					best = MAX(best, shared[g * k + o] /
								 (size[g] + other[o] - shared[g * k + o]));
			h->jaccard[i * h->k + g] = best;
		}
		opinions_classes_clear(&classes);
		opinions_search_clear(&search);
		opinions_table_free(half);
	}
}

bool opinions_doubt_measure(struct opinions_doubt *d, const struct opinions_table *t,
			    const struct opinions_search *search, size_t most_groups, uint64_t seed,
			    size_t n_shuffles, size_t n_resamples, struct work *work)
{
	g_autofree double *gain = g_new0(double, n_shuffles *(OPINIONS_MAX_GROUPS + 1) + 1);
	g_autofree double *jaccard = g_new0(double, n_resamples *OPINIONS_MAX_GROUPS + 1);
	g_autofree double *agreement = g_new0(double, n_resamples + 1);
	struct shuffles shuffles = {t, seed, most_groups, gain};
	struct halves halves = {t, NULL, 0, seed, jaccard, agreement};

	*d = (struct opinions_doubt){.k = 1, .chance = 1};
	if (!compare_with_chance(d, &shuffles, search, n_shuffles, work))
		return false;
	if (d->k == 1)
		return work_told(work, 0.9);
	halves.group = search->group[d->k];
	halves.k = search->k[d->k];
	if (!work_run(work, n_resamples, 1, regroup_half, &halves, 0.6, 0.9))
		return false;
	for (size_t i = 0; i < n_resamples; i++) {
		d->agreement += agreement[i] / (double)n_resamples;
		for (size_t g = 0; g < halves.k; g++)
			d->stability[g] += jaccard[i * halves.k + g] / (double)n_resamples;
	}
	return true;
}
