/* opinions_halves - groups found again in halves of the room, and how surely each voter belongs to one.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Halves drawn without replacement vary around the whole as much as as many draws with replacement do, and
 * bring no voter twice, whom groups would form around.
 */
#include "opinions_parts.h"

#include "assignment.h"

#include <glib.h>
#include <string.h>

enum { ROWS = 1024, MOST_ASKED = 8 /* halves about each voter */ };

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

struct regroup {
	struct opinions_halves *halves;
	const struct opinions_table *table;
	const uint32_t *group;
	uint64_t seed;
	double *jaccard, *agreement; /* a half: k; one */
};

static struct opinions_table *draw_half(const struct regroup *r, size_t half)
{
	size_t n = r->table->n_voters;
	g_autofree uint32_t *row = g_new(uint32_t, n + 1);
	struct random random;

	random_start(&random, r->seed + 3 * half + 2, RANDOM_STREAM_OPINIONS);
	for (size_t i = 0; i < n; i++)
		row[i] = (uint32_t)i;
	for (size_t i = 0; i < n / 2; i++) {
		size_t with = i + random_below(&random, n - i);
		uint32_t held = row[i];

		row[i] = row[with];
		row[with] = held;
		r->halves->was_in[half * n + row[i]] = true;
	}
	return opinions_table_rows(r->table, row, n / 2);
}

/* The groups of all voters by what a half has found, beside those of the whole. */
static void compare(const struct regroup *r, size_t half, const uint32_t *group)
{
	double shared[OPINIONS_MAX_GROUPS * OPINIONS_MAX_GROUPS] = {0};
	double size[OPINIONS_MAX_GROUPS] = {0}, other[OPINIONS_MAX_GROUPS] = {0};
	size_t n = r->table->n_voters, k = r->halves->k, n_found = r->halves->classes[half].k;

	for (size_t i = 0; i < n; i++) {
		size[r->group[i]]++;
		other[group[i]]++;
		shared[r->group[i] * n_found + group[i]]++;
	}
	r->agreement[half] = rand_index(shared, size, other, k, n_found, (double)n);
	for (size_t g = 0; g < k; g++)
		for (size_t o = 0; o < n_found; o++) {
			double both = shared[g * n_found + o], either = size[g] + other[o] - both;

			if (both > 0)
				r->jaccard[half * k + g] = MAX(r->jaccard[half * k + g], both / either);
		}
	(void)assignment_best(shared, k, n_found, &r->halves->like[half * k]);
}

static void regroup(void *data, size_t first, size_t last, size_t thread)
{
	const struct regroup *r = data;
	g_autofree uint32_t *group = g_new0(uint32_t, r->table->n_voters + 1);

	(void)thread;
	for (size_t half = first; half < last; half++) {
		struct opinions_table *some = draw_half(r, half);
		struct opinions_classes *classes = &r->halves->classes[half];
		struct opinions_search search;
		size_t k = r->halves->k;

		opinions_search_run(&search, some, k, k, r->seed);
		k = MAX(search.k[k], 1);
		(void)opinions_classes_fit(classes, some, k, OPINIONS_ROUNDS, search.group[r->halves->k],
					   NULL);
		opinions_classes_assign(classes, r->table, group);
		compare(r, half, group);
		opinions_search_clear(&search);
		opinions_table_free(some);
	}
}

bool opinions_halves_measure(struct opinions_halves *h, const struct opinions_table *t, const uint32_t *group,
			     size_t k, uint64_t seed, size_t n_halves, struct work *work)
{
	g_autofree double *jaccard = g_new0(double, n_halves *k + 1);
	g_autofree double *agreement = g_new0(double, n_halves + 1);
	struct regroup r = {h, t, group, seed, jaccard, agreement};

	*h = (struct opinions_halves){.n = n_halves, .n_voters = t->n_voters, .k = k};
	h->classes = g_new0(struct opinions_classes, n_halves + 1);
	h->like = g_new0(size_t, n_halves * k + 1);
	h->was_in = g_new0(bool, n_halves * t->n_voters + 1);
	g_assert(t->n_voters >= 2);
	if (!work_run(work, n_halves, 1, regroup, &r, 0.7, 0.9))
		return false;
	for (size_t half = 0; half < n_halves; half++) {
		h->agreement += agreement[half] / (double)n_halves;
		for (size_t g = 0; g < k; g++)
			h->stability[g] += jaccard[half * k + g] / (double)n_halves;
	}
	return true;
}

struct membership {
	const struct opinions_halves *halves;
	const struct opinions_table *table;
	const uint32_t *group;
	double *membership;
};

static void measure_membership(void *data, size_t first, size_t last, size_t thread)
{
	const struct membership *m = data;
	const struct opinions_halves *h = m->halves;

	(void)thread;
	for (size_t i = first; i < last; i++) {
		double sum = 0, n = 0;

		for (size_t half = 0; half < h->n && n < MOST_ASKED; half++) {
			double share[OPINIONS_MAX_GROUPS];
			size_t like = h->like[half * h->k + m->group[i]];

			if (i < h->n_voters && h->was_in[half * h->n_voters + i])
				continue;
			opinions_classes_shares(&h->classes[half], m->table, i, share);
			sum += like == SIZE_MAX ? 0 : share[like];
			n++;
		}
		m->membership[i] = n > 0 ? sum / n : 0;
	}
}

bool opinions_halves_membership(const struct opinions_halves *h, const struct opinions_table *t,
				const uint32_t *group, double *membership, struct work *work)
{
	struct membership m = {h, t, group, membership};

	return work_run(work, t->n_voters, ROWS, measure_membership, &m, 0.9, 1);
}

void opinions_halves_clear(struct opinions_halves *h)
{
	for (size_t half = 0; h->classes && half < h->n; half++)
		opinions_classes_clear(&h->classes[half]);
	g_free(h->classes);
	g_free(h->like);
	g_free(h->was_in);
	*h = (struct opinions_halves){0};
}
