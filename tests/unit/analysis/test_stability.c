/* test_stability - what survives when texts are drawn again, and that threads change nothing.
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

#include "graphs.h"
#include "stability.h"
#include "stopped.h"

static void cliques_survive_and_noise_does_not(void **state)
{
	(void)state;
	struct graph *graph = ring_of_cliques(4, 8);
	const struct communities_settings settings = {.resolution = 1, .seed = 3};
	uint32_t group[32], wrong[32], half[32];
	double good[4], bad[4], halves[4];

	for (uint32_t i = 0; i < 32; i++) {
		group[i] = i / 8;
		wrong[i] = i % 4;
		half[i] = i % 8 < 4 ? i / 8 : UINT32_MAX;
	}
	assert_true(stability_measure(graph, group, 4, &settings, 20, NULL, good));
	assert_true(stability_measure(graph, wrong, 4, &settings, 20, NULL, bad));
	assert_true(stability_measure(graph, half, 4, &settings, 20, NULL, halves));
	for (size_t g = 0; g < 4; g++) {
		assert_true(good[g] > 0.95 && good[g] <= 1);
		assert_true(bad[g] < 0.5 && bad[g] > 0);
		/* the whole clique comes back, twice what the group had */
		assert_true(halves[g] > 0.35 && halves[g] < 0.65);
	}
	graph_free(graph);
}

static void two_threads_give_the_bytes_of_one(void **state)
{
	(void)state;
	enum { N = 400, GROUPS = 20 };
	struct graph *graph = planted_graph(N, 20, 0.3, 0.02, 9);
	struct communities_settings settings = {.resolution = 1, .seed = 11};
	uint32_t group[N];
	double one[GROUPS], two[GROUPS], other[GROUPS];
	struct work *work = work_new(2, NULL, NULL);

	for (uint32_t i = 0; i < N; i++)
		group[i] = i / 20;
	assert_true(stability_measure(graph, group, GROUPS, &settings, 15, NULL, one));
	assert_true(stability_measure(graph, group, GROUPS, &settings, 15, work, two));
	assert_memory_equal(one, two, sizeof one);
	settings.seed = 12;
	assert_true(stability_measure(graph, group, GROUPS, &settings, 15, work, other));
	assert_memory_not_equal(one, other, sizeof one);
	work_free(work);
	graph_free(graph);
}

static void sides_and_atoms_hold_in_every_round(void **state)
{
	(void)state;
	enum { N = 32 };
	struct graph *graph = ring_of_cliques(4, 8);
	uint32_t sides[N], atoms[N], group[N];
	struct communities_settings settings = {.resolution = 1, .seed = 2};
	double mean[8], joined[4];

	for (uint32_t i = 0; i < N; i++) {
		group[i] = sides[i] = 1000 + i / 4;
		group[i] -= 1000;
		atoms[i] = i / 8;
	}
	settings.sides = sides;
	assert_true(stability_measure(graph, group, 8, &settings, 10, NULL, mean));
	for (size_t g = 0; g < 8; g++)
		assert_true(mean[g] > 0.95);
	settings.sides = NULL;
	settings.atoms = atoms;
	settings.resolution = 50; /* without atoms every node would be alone */
	assert_true(stability_measure(graph, atoms, 4, &settings, 10, NULL, joined));
	for (size_t g = 0; g < 4; g++)
		assert_near(joined[g], 1, 0);
	graph_free(graph);
}

static void it_can_be_stopped_and_nothing_is_measured_on_nothing(void **state)
{
	(void)state;
	struct graph *graph = ring_of_cliques(2, 4);
	size_t start = 0;
	struct graph empty = {.start = &start};
	const struct communities_settings settings = {.resolution = 1, .seed = 3};
	const uint32_t group[8] = {0, 0, 0, 0, 1, 1, 1, 1};
	double at = 0.2;
	struct work *work = work_new(1, stopped_at, &at);
	double mean[2] = {7, 7};

	assert_false(stability_measure(graph, group, 2, &settings, 10, work, mean));
	assert_true(stability_measure(graph, group, 2, &settings, 0, NULL, mean));
	assert_near(mean[1], 0, 0);
	mean[0] = 7;
	assert_true(stability_measure(&empty, group, 1, &settings, 3, NULL, mean));
	assert_near(mean[0], 0, 0);
	work_free(work);
	graph_free(graph);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cliques_survive_and_noise_does_not),
		cmocka_unit_test(two_threads_give_the_bytes_of_one),
		cmocka_unit_test(sides_and_atoms_hold_in_every_round),
		cmocka_unit_test(it_can_be_stopped_and_nothing_is_measured_on_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
