/* test_pins - what reviewers fixed holds in every graph, and the rest is left alone.
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

#include "pins.h"
#include "random.h"

enum { MAX_NODES = 120, MAX_EDGES = 400 };

/* A graph of these edges; twice the same pair is not allowed. */
static struct graph *graph_from(size_t n, uint32_t (*ends)[2], const float *weight, size_t n_edges)
{
	struct graph *g = g_new0(struct graph, 1);
	size_t at = 0;

	g->n_nodes = n;
	g->n_edges = n_edges;
	g->start = g_new0(size_t, n + 1);
	g->to = g_new(uint32_t, 2 * n_edges + 1);
	g->weight = g_new(float, 2 * n_edges + 1);
	for (size_t i = 0; i < n; i++) {
		for (size_t to = 0; to < n; to++)
			for (size_t e = 0; e < n_edges; e++)
				if ((ends[e][0] == i && ends[e][1] == to) ||
				    (ends[e][1] == i && ends[e][0] == to)) {
					g->to[at] = (uint32_t)to;
					g->weight[at++] = weight[e];
				}
		g->start[i + 1] = at;
	}
	return g;
}

static void a_group_follows_its_one_pin_and_groups_of_one_pin_join(void **state)
{
	uint32_t group[] = {0, 0, 0, 1, 1, 2, 2, 2};
	int32_t pin[] = {5, -1, -1, 5, -1, -1, -1, -1};
	uint32_t wanted[] = {0, 0, 0, 0, 0, 1, 1, 1};
	size_t n_groups = 3;
	struct graph *g = graph_from(8, NULL, NULL, 0);

	(void)state;
	pin[1] = 5;
	pins_apply(g, pin, group, &n_groups);
	assert_memory_equal(group, wanted, sizeof group);
	assert_int_equal(n_groups, 2);
	graph_free(g);
}

static void a_group_of_two_pins_is_parted_along_its_edges(void **state)
{
	/* 0 - 2 - 4   1 - 3   5 alone; 0 and 1 pinned apart, and 6 to the first */
	uint32_t ends[][2] = {{0, 2}, {2, 4}, {1, 3}, {1, 2}}, group[] = {0, 0, 0, 0, 0, 0, 0};
	float weight[] = {1, 1, 1, 0.5F};
	int32_t pin[] = {0, 1, -1, -1, -1, -1, 0};
	uint32_t wanted[] = {0, 1, 0, 1, 0, 0, 0};
	size_t n_groups = 1;
	struct graph *g = graph_from(7, ends, weight, 4);

	(void)state;
	pins_apply(g, pin, group, &n_groups);
	assert_memory_equal(group, wanted, sizeof group);
	assert_int_equal(n_groups, 2);
	graph_free(g);
}

static void a_stray_leaves_a_strange_group_and_takes_nobody_along(void **state)
{
	enum { N = 40 };
	uint32_t group[N];
	int32_t pin[N];
	size_t n_groups = 2;
	struct graph *g = graph_from(N, NULL, NULL, 0);

	(void)state;
	for (size_t i = 0; i < N; i++) {
		group[i] = i >= 10;
		pin[i] = i < 8 ? 3 : -1;
	}
	pin[25] = 3; /* moved by hand to the first group */
	pins_apply(g, pin, group, &n_groups);
	for (size_t i = 0; i < N; i++)
		assert_int_equal(group[i], i >= 10 && i != 25);
	graph_free(g);
}

static void a_pinned_report_without_a_group_joins_its_pin(void **state)
{
	uint32_t group[] = {UINT32_MAX, 0, 0, UINT32_MAX}, wanted[] = {0, 0, 0, UINT32_MAX};
	int32_t pin[] = {2, 2, -1, -1};
	size_t n_groups = 1;
	struct graph *g = graph_from(4, NULL, NULL, 0);

	(void)state;
	pins_apply(g, pin, group, &n_groups);
	assert_memory_equal(group, wanted, sizeof group);
	assert_int_equal(n_groups, 1);
	graph_free(g);
}

struct scene {
	size_t n, n_groups;
	struct graph *graph;
	int32_t pin[MAX_NODES];
	uint32_t group[MAX_NODES];
};

static void scene_draw(struct random *random, struct scene *s)
{
	static uint32_t ends[MAX_EDGES][2];
	static float weight[MAX_EDGES];
	static bool has[MAX_NODES][MAX_NODES];
	size_t n_edges = 0, n_pins = 1 + random_below(random, 6), density = 1 + random_below(random, 10);

	memset(has, 0, sizeof has);
	s->n = 1 + random_below(random, MAX_NODES);
	s->n_groups = 1 + random_below(random, 9);
	for (size_t e = 0; e < MAX_EDGES; e++) {
		size_t a = random_below(random, s->n), b = random_below(random, s->n);

		if (a == b || has[a][b])
			continue;
		has[a][b] = has[b][a] = true;
		ends[n_edges][0] = (uint32_t)a;
		ends[n_edges][1] = (uint32_t)b;
		weight[n_edges++] = (float)(1 + random_below(random, 4)) / 4;
	}
	s->graph = graph_from(s->n, ends, weight, n_edges);
	for (size_t i = 0; i < s->n; i++) {
		s->group[i] =
			random_below(random, 12) ? (uint32_t)random_below(random, s->n_groups) : UINT32_MAX;
		s->pin[i] = random_below(random, density) ? -1 : (int32_t)random_below(random, n_pins);
	}
}

static void constraints_hold_and_a_second_time_changes_nothing(void **state)
{
	struct random random;
	size_t n_parted = 0;

	(void)state;
	random_start(&random, 3, RANDOM_STREAM_RANKS);
	for (size_t round = 0; round < 500; round++) {
		struct scene s;
		uint32_t before[MAX_NODES], once[MAX_NODES];
		size_t n_before, next = 0;

		scene_draw(&random, &s);
		n_before = s.n_groups;
		memcpy(before, s.group, sizeof before);
		pins_apply(s.graph, s.pin, s.group, &s.n_groups);
		n_parted += s.n_groups > n_before;
		for (size_t i = 0; i < s.n; i++) {
			if (s.group[i] == UINT32_MAX) {
				assert_true(before[i] == UINT32_MAX && s.pin[i] < 0);
				continue;
			}
			assert_true(s.group[i] <= next); /* by first appearance */
			next += s.group[i] == next;
			for (size_t j = 0; j < i && s.pin[i] >= 0; j++)
				if (s.pin[j] >= 0)
					assert_int_equal(s.group[i] == s.group[j], s.pin[i] == s.pin[j]);
		}
		assert_int_equal(next, s.n_groups);
		memcpy(once, s.group, sizeof once);
		size_t n_once = s.n_groups;
		pins_apply(s.graph, s.pin, s.group, &s.n_groups);
		assert_memory_equal(once, s.group, s.n * sizeof *once);
		assert_int_equal(n_once, s.n_groups);
		graph_free(s.graph);
	}
	assert_true(n_parted > 50);
}

static void groups_without_pins_stay_as_they_are(void **state)
{
	struct random random;
	size_t n_free = 0;

	(void)state;
	random_start(&random, 4, RANDOM_STREAM_RANKS);
	for (size_t round = 0; round < 500; round++) {
		struct scene s;
		uint32_t before[MAX_NODES];
		bool is_pinned[16] = {false};

		scene_draw(&random, &s);
		memcpy(before, s.group, sizeof before);
		for (size_t i = 0; i < s.n; i++)
			if (s.pin[i] >= 0 && before[i] != UINT32_MAX)
				is_pinned[before[i]] = true;
		pins_apply(s.graph, s.pin, s.group, &s.n_groups);
		for (size_t i = 0; i < s.n; i++) {
			if (before[i] == UINT32_MAX || is_pinned[before[i]])
				continue;
			n_free++;
			for (size_t j = 0; j < s.n; j++)
				assert_int_equal(before[i] == before[j], s.group[i] == s.group[j]);
		}
		graph_free(s.graph);
	}
	assert_true(n_free > 500);
}

static void the_numbering_of_groups_changes_nothing(void **state)
{
	struct random random;

	(void)state;
	random_start(&random, 5, RANDOM_STREAM_RANKS);
	for (size_t round = 0; round < 300; round++) {
		struct scene s;
		uint32_t other[MAX_NODES];
		size_t n_other;

		scene_draw(&random, &s);
		n_other = s.n_groups;
		for (size_t i = 0; i < s.n; i++)
			other[i] =
				s.group[i] == UINT32_MAX ? UINT32_MAX : (uint32_t)(n_other - 1 - s.group[i]);
		pins_apply(s.graph, s.pin, s.group, &s.n_groups);
		pins_apply(s.graph, s.pin, other, &n_other);
		assert_int_equal(n_other, s.n_groups);
		assert_memory_equal(other, s.group, s.n * sizeof *other);
		graph_free(s.graph);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_group_follows_its_one_pin_and_groups_of_one_pin_join),
		cmocka_unit_test(a_group_of_two_pins_is_parted_along_its_edges),
		cmocka_unit_test(a_stray_leaves_a_strange_group_and_takes_nobody_along),
		cmocka_unit_test(a_pinned_report_without_a_group_joins_its_pin),
		cmocka_unit_test(constraints_hold_and_a_second_time_changes_nothing),
		cmocka_unit_test(groups_without_pins_stay_as_they_are),
		cmocka_unit_test(the_numbering_of_groups_changes_nothing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
