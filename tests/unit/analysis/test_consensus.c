/* test_consensus - shares, membership, cohesion and joining against slow twins; planted topics.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <glib.h>

#include "consensus.h"
#include "graphs.h"
#include "lsa.h"
#include "topics.h"

/* Members of different weight that put texts anywhere, some in no group. */
static struct consensus *random_members(size_t n, size_t n_members, size_t n_groups, uint64_t seed)
{
	struct consensus *c = g_new0(struct consensus, 1);
	struct random random;
	float sum = 0;

	random_start(&random, seed, RANDOM_STREAM_RANKS);
	c->n_documents = n;
	c->n_members = n_members;
	c->group = g_new0(uint32_t *, n_members + 1);
	c->n_groups = g_new0(size_t, n_members + 1);
	c->weight = g_new0(float, n_members + 1);
	for (size_t m = 0; m < n_members; m++) {
		c->n_groups[m] = n_groups + m % 3;
		sum += c->weight[m] = 0.2F + (float)random_unit(&random);
		c->group[m] = g_new(uint32_t, n + 1);
		for (size_t d = 0; d < n; d++)
			c->group[m][d] = random_below(&random, 8)
						 ? (uint32_t)random_below(&random, c->n_groups[m])
						 : UINT32_MAX;
	}
	for (size_t m = 0; m < n_members; m++)
		c->weight[m] /= sum;
	return c;
}

static uint32_t *random_groups(size_t n, size_t n_groups, uint64_t seed)
{
	uint32_t *group = g_new(uint32_t, n + 1);
	struct random random;

	random_start(&random, seed, RANDOM_STREAM_SKETCH);
	for (size_t d = 0; d < n; d++)
		group[d] = random_below(&random, 9) ? (uint32_t)random_below(&random, n_groups) : UINT32_MAX;
	return group;
}

static double slow_share(const struct consensus *c, const bool *is_used, size_t a, size_t b)
{
	double all = 0, together = 0;

	for (size_t m = 0; m < c->n_members; m++) {
		if (is_used && !is_used[m])
			continue;
		all += (double)c->weight[m];
		if (c->group[m][a] != UINT32_MAX && c->group[m][a] == c->group[m][b])
			together += (double)c->weight[m];
	}
	return together / all;
}

static float weight_between(const struct graph *g, size_t a, size_t b)
{
	for (size_t e = g->start[a]; e < g->start[a + 1]; e++)
		if (g->to[e] == b)
			return g->weight[e];
	return 0;
}

static void edges_weigh_what_members_agree_on(void **state)
{
	(void)state;
	for (uint64_t seed = 1; seed <= 5; seed++) {
		struct consensus *c = random_members(60, 11, 4, seed);
		struct graph *graph = planted_graph(60, 15, 0.6, 0.2, seed);
		bool some[11] = {true, false, true, true, false, false, true, false, false, true, false};

		for (int part = 0; part < 2; part++) {
			const bool *is_used = part ? some : NULL;
			struct graph *g = consensus_graph(c, graph, is_used, NULL);

			for (size_t a = 0; a < 60; a++)
				for (size_t b = 0; b < 60; b++)
					assert_near(weight_between(g, a, b),
						    (double)weight_between(graph, a, b) *
							    slow_share(c, is_used, a, b),
						    1e-6);
			for (size_t e = 0; e < g->start[60]; e++)
				assert_true(g->weight[e] > 0);
			assert_int_equal(2 * g->n_edges, g->start[60]);
			graph_free(g);
		}
		graph_free(graph);
		consensus_free(c);
	}
}

static void membership_is_the_share_of_company(void **state)
{
	(void)state;
	for (uint64_t seed = 1; seed <= 5; seed++) {
		struct consensus *c = random_members(50, 7, 5, seed);
		g_autofree uint32_t *group = random_groups(50, 6, seed);
		g_autofree float *membership = NULL;

		group[seed] = 6; /* alone */
		membership = consensus_membership(c, group, 7);
		for (size_t d = 0; d < 50; d++) {
			double sum = 0, n = 0;

			for (size_t e = 0; e < 50; e++) {
				if (e == d || group[e] != group[d])
					continue;
				sum += slow_share(c, NULL, d, e);
				n++;
			}
			assert_near(membership[d],
				    group[d] == UINT32_MAX ? 0
				    : d == seed		   ? 1
							   : sum / n,
				    1e-6);
		}
		consensus_free(c);
	}
}

static void cohesion_is_inside_less_across(void **state)
{
	(void)state;
	for (uint64_t seed = 1; seed <= 5; seed++) {
		struct consensus *c = random_members(60, 9, 4, seed);
		struct graph *graph = planted_graph(60, 12, 0.7, 0.15, seed);
		g_autofree uint32_t *group = random_groups(60, 5, seed);
		g_autofree double *cohesion = consensus_cohesion(c, graph, group, 5);

		for (uint32_t k = 0; k < 5; k++) {
			double inside = 0, across = 0, n_inside = 0, n_across = 0;

			for (size_t a = 0; a < 60; a++) {
				for (size_t b = 0; b < 60; b++) {
					if (group[a] != k || !(weight_between(graph, a, b) > 0))
						continue;
					if (group[b] == k) {
						inside += slow_share(c, NULL, a, b);
						n_inside++;
					} else {
						across += slow_share(c, NULL, a, b);
						n_across++;
					}
				}
			}
			assert_near(cohesion[k],
				    (n_inside > 0 ? inside / n_inside : 0) -
					    (n_across > 0 ? across / n_across : 0),
				    1e-6);
		}
		graph_free(graph);
		consensus_free(c);
	}
}

/* Mean share over all pairs of texts of two groups, counted anew. */
static double slow_likeness(const struct consensus *c, const uint32_t *group, uint32_t g, uint32_t h)
{
	double sum = 0, n = 0;

	for (size_t a = 0; a < c->n_documents; a++) {
		for (size_t b = 0; b < c->n_documents; b++) {
			if (group[a] != g || group[b] != h)
				continue;
			sum += slow_share(c, NULL, a, b);
			n++;
		}
	}
	return n > 0 ? sum / n : -1;
}

static void joins_the_likest_until_k_are_left(void **state)
{
	(void)state;
	for (uint64_t seed = 1; seed <= 6; seed++) {
		size_t n = 64, k = 2 + seed % 4, n_fast = 9, left = 9;
		struct consensus *c = random_members(n, 13, 5, seed);
		g_autofree uint32_t *fast = random_groups(n, 9, seed),
				    *slow = g_memdup2(fast, n * sizeof *fast);

		consensus_join(c, fast, &n_fast, k, 1);
		assert_int_equal(n_fast, k);
		for (; left > k; left--) {
			uint32_t best_g = 0, best_h = 0;
			double best = -1;

			for (uint32_t g = 0; g < 9; g++) {
				for (uint32_t h = 0; h < g; h++) {
					double likeness = slow_likeness(c, slow, g, h);

					if (likeness > best + 1e-12) {
						best = likeness;
						best_g = g;
						best_h = h;
					}
				}
			}
			for (size_t d = 0; d < n; d++)
				slow[d] = slow[d] == best_g ? best_h : slow[d];
		}
		for (size_t a = 0; a < n; a++) {
			assert_true(fast[a] == UINT32_MAX || fast[a] < k);
			assert_int_equal(fast[a] == UINT32_MAX, slow[a] == UINT32_MAX);
			for (size_t b = 0; b < a; b++)
				assert_int_equal(fast[a] == fast[b], slow[a] == slow[b]);
		}
		consensus_free(c);
	}
}

static void small_groups_dissolve_before_joining(void **state)
{
	struct consensus *c = random_members(30, 5, 3, 2);
	uint32_t group[30];
	size_t n_groups = 5;

	(void)state;
	for (size_t d = 0; d < 30; d++)
		group[d] = d < 2 ? 4 : (uint32_t)(d % 4);
	consensus_join(c, group, &n_groups, 3, 3);
	assert_int_equal(n_groups, 3);
	for (size_t d = 0; d < 30; d++)
		assert_true((group[d] == UINT32_MAX) == (d < 2) && (d < 2 || group[d] < 3));
	n_groups = 3;
	consensus_join(c, group, &n_groups, 8, 3); /* more than there are: nothing to join */
	assert_int_equal(n_groups, 3);
	consensus_free(c);
}

struct made {
	struct topics topics;
	struct graph *graph;
	struct lsa *lsa;
	struct dense latent;
	struct consensus_input input;
};

static void made_start(struct made *m, size_t n, size_t n_topics)
{
	struct neighbours *near;

	m->topics = topics_new(n, n_topics, 8, 14, 0.25, 7);
	near = neighbours_of_sparse(&m->topics.corpus->mixed, 15, 0, NULL);
	m->graph = graph_of_neighbours(near, 0.05F);
	neighbours_free(near);
	m->lsa = lsa_new(&m->topics.corpus->mixed, 20, 10, 2, 1, NULL);
	m->latent = lsa_documents(m->lsa, &m->topics.corpus->mixed, m->lsa->rank, 1, NULL);
	m->input = (struct consensus_input){.corpus = m->topics.corpus,
					    .features = &m->topics.corpus->mixed,
					    .graph = m->graph,
					    .latent = &m->latent,
					    .n_vocabulary = 6,
					    .n_centres = 4,
					    .n_urns = 4,
					    .seed = 5};
}

static void made_end(struct made *m)
{
	graph_free(m->graph);
	dense_clear(&m->latent);
	lsa_free(m->lsa);
	topics_clear(&m->topics);
}

static void planted_topics_are_what_members_agree_on(void **state)
{
	struct made m;
	struct consensus *c;
	double inside = 0, across = 0, n_inside = 0, n_across = 0, sum = 0;

	(void)state;
	made_start(&m, 240, 6);
	c = consensus_new(&m.input, NULL);
	assert_int_equal(c->n_members, 14);
	assert_true(c->typical >= 5 && c->typical <= 12);
	for (size_t i = 0; i < c->n_members; i++) {
		assert_true(c->weight[i] > 0);
		sum += (double)c->weight[i];
		assert_true(topics_agreement(&m.topics, c->group[i]).ami > 0.6);
		for (size_t d = 0; d < 240; d++)
			assert_true(c->group[i][d] == UINT32_MAX || c->group[i][d] < c->n_groups[i]);
	}
	assert_near(sum, 1, 1e-5);
	for (size_t a = 0; a < 240; a++) {
		for (size_t b = 0; b < a; b++) {
			bool is_same = m.topics.topic[a] == m.topics.topic[b];

			*(is_same ? &inside : &across) += slow_share(c, NULL, a, b);
			*(is_same ? &n_inside : &n_across) += 1;
		}
	}
	assert_true(inside / n_inside > 0.7 && across / n_across < 0.1);
	consensus_free(c);
	m.input.latent = NULL; /* without directions no k-means members */
	c = consensus_new(&m.input, NULL);
	assert_int_equal(c->n_members, 10);
	consensus_free(c);
	made_end(&m);
}

static void one_thread_makes_what_two_make(void **state)
{
	struct made m;
	struct consensus *one, *two;
	struct graph *graph_one, *graph_two;
	struct work *single = work_new(1, NULL, NULL), *both = work_new(2, NULL, NULL);

	(void)state;
	made_start(&m, 150, 5);
	for (m.input.n_groups = 0; m.input.n_groups <= 4; m.input.n_groups += 4) {
		one = consensus_new(&m.input, single);
		two = consensus_new(&m.input, both);
		assert_int_equal(one->n_members, two->n_members);
		assert_int_equal(one->typical, two->typical);
		for (size_t i = 0; i < one->n_members; i++) {
			assert_int_equal(one->n_groups[i], two->n_groups[i]);
			assert_memory_equal(one->group[i], two->group[i], 150 * sizeof(uint32_t));
		}
		graph_one = consensus_graph(one, m.graph, NULL, single);
		graph_two = consensus_graph(two, m.graph, NULL, both);
		assert_int_equal(graph_one->n_edges, graph_two->n_edges);
		assert_memory_equal(graph_one->weight, graph_two->weight,
				    2 * graph_one->n_edges * sizeof(float));
		graph_free(graph_one);
		graph_free(graph_two);
		consensus_free(one);
		consensus_free(two);
	}
	work_free(single);
	work_free(both);
	made_end(&m);
}

static void a_stopped_work_leaves_nothing(void **state)
{
	struct made m;

	(void)state;
	made_start(&m, 100, 4);
	for (size_t stop_at = 1; stop_at < 12; stop_at++) {
		size_t n_left = stop_at;
		struct work *work = work_new(2, topics_stop, &n_left);
		struct consensus *c;

		work_stage(work, "partitions", 0, 1);
		c = consensus_new(&m.input, work);
		if (stop_at == 1)
			assert_null(c);
		if (c)
			consensus_free(c);
		work_free(work);
	}
	made_end(&m);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(edges_weigh_what_members_agree_on),
		cmocka_unit_test(membership_is_the_share_of_company),
		cmocka_unit_test(cohesion_is_inside_less_across),
		cmocka_unit_test(joins_the_likest_until_k_are_left),
		cmocka_unit_test(small_groups_dissolve_before_joining),
		cmocka_unit_test(planted_topics_are_what_members_agree_on),
		cmocka_unit_test(one_thread_makes_what_two_make),
		cmocka_unit_test(a_stopped_work_leaves_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
