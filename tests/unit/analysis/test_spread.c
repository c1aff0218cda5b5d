/* test_spread - rates, verdicts and Moran's I: against known figures, a slow twin and what must hold.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <glib.h>
#include <math.h>

#include "places_fixture.h"
#include "spread.h"

enum { SIDE = 6, CELLS = SIDE * SIDE };

/* The cells of a board and those beside, above and below. */
static GArray *board(void)
{
	GArray *links = g_array_new(FALSE, FALSE, sizeof(struct shapes_link));

	for (size_t i = 0; i < CELLS; i++)
		for (size_t j = 0; j < CELLS; j++) {
			size_t dx = MAX(i % SIDE, j % SIDE) - MIN(i % SIDE, j % SIDE),
			       dy = MAX(i / SIDE, j / SIDE) - MIN(i / SIDE, j / SIDE);
			struct shapes_link link = {i, j, 1};

			if (dx + dy == 1)
				g_array_append_val(links, link);
		}
	return links;
}

static struct spread_moran moran_of(const double *values, size_t n, const GArray *links, size_t n_draws,
				    uint64_t seed)
{
	return spread_moran(values, n, (const struct shapes_link *)(const void *)links->data, links->len,
			    n_draws, seed);
}

static void a_chessboard_is_unlike_and_a_slope_alike(void **state)
{
	GArray *links = board();
	double chess[CELLS], slope[CELLS];
	struct spread_moran moran;

	(void)state;
	for (size_t i = 0; i < CELLS; i++) {
		chess[i] = (double)((i / SIDE + i % SIDE) % 2);
		slope[i] = (double)(i / SIDE + i % SIDE);
	}
	moran = moran_of(chess, CELLS, links, 999, 1);
	assert_near(moran.i, -1, 1e-12);
	assert_near(moran.expected, -1.0 / 35, 1e-15);
	assert_near(moran.unlike, 0.001, 1e-12);
	assert_near(moran.alike, 1, 1e-12);
	assert_near(moran.p, 0.002, 1e-12);
	moran = moran_of(slope, CELLS, links, 999, 1);
	/* numpy: z W z / z z with rows of W summing to one. */
	assert_near(moran.i, 0.8888888888888888, 1e-12);
	assert_near(moran.alike, 0.001, 1e-12);
	assert_near(moran.p, 0.002, 1e-12);
	g_array_unref(links);
}

static void values_are_compared_with_their_neighbours_as_numpy_does(void **state)
{
	static const struct shapes_link links[] = {{0, 1, 1}, {0, 2, 2},   {1, 0, 1}, {2, 0, 1}, {2, 3, 0.5},
						   {3, 2, 1}, {3, 4, 1},   {4, 3, 1}, {4, 5, 3}, {5, 4, 1},
						   {5, 0, 1}, {1, 1, 100}, {9, 0, 1}};
	static const double values[] = {0.1, 0.4, 0.35, 0.8, 0.75, 0.2};
	struct spread_moran moran = spread_moran(values, 6, links, G_N_ELEMENTS(links), 99, 1);

	(void)state;
	assert_int_equal(moran.n, 6);
	assert_near(moran.i, 0.14693877551020412, 1e-12);
}

/* Who has no rate, or no neighbour with one, is in nothing: not in the mean, not in n. */
static void silent_places_and_islands_take_no_part(void **state)
{
	GArray *links = board();
	double values[CELLS + 2], all[CELLS];
	struct spread_moran with, without;
	struct random random;
	GArray *kept = g_array_new(FALSE, FALSE, sizeof(struct shapes_link));

	(void)state;
	random_start(&random, 5, RANDOM_STREAM_PEOPLE);
	for (size_t i = 0; i < CELLS; i++)
		values[i] = all[i] = i < CELLS - SIDE ? random_unit(&random) : NAN;
	values[CELLS] = 1000; /* an island */
	values[CELLS + 1] = NAN;
	with = moran_of(values, CELLS + 2, links, 99, 7);
	for (size_t k = 0; k < links->len; k++) {
		struct shapes_link link = g_array_index(links, struct shapes_link, k);

		if (link.from < CELLS - SIDE && link.to < CELLS - SIDE)
			g_array_append_val(kept, link);
	}
	without = moran_of(all, CELLS - SIDE, kept, 99, 7);
	assert_int_equal(with.n, CELLS - SIDE);
	assert_true(with.i == without.i && with.alike == without.alike && with.unlike == without.unlike);
	g_array_unref(links);
	g_array_unref(kept);
}

static void too_few_places_or_equal_values_have_no_statistic(void **state)
{
	GArray *links = board();
	double values[CELLS];

	(void)state;
	for (size_t i = 0; i < CELLS; i++)
		values[i] = 0.3;
	assert_true(isnan(moran_of(values, CELLS, links, 99, 1).i));
	assert_true(isnan(moran_of(values, CELLS, links, 99, 1).p));
	for (size_t i = 0; i < CELLS; i++)
		values[i] = i < SPREAD_MIN_PLACES - 1 ? (double)i : NAN;
	assert_true(isnan(moran_of(values, CELLS, links, 99, 1).i));
	assert_true(isnan(spread_moran(NULL, 0, NULL, 0, 99, 1).i));
	g_array_unref(links);
}

static void numbering_places_otherwise_changes_nothing_of_i(void **state)
{
	GArray *links = board();
	double values[CELLS], moved[CELLS];
	size_t to[CELLS];
	struct random random;
	struct spread_moran one, other;

	(void)state;
	random_start(&random, 3, RANDOM_STREAM_PEOPLE);
	for (size_t i = 0; i < CELLS; i++) {
		values[i] = random_unit(&random) + 0.05 * (double)(i / SIDE);
		to[i] = i;
	}
	one = moran_of(values, CELLS, links, 4999, 1);
	for (size_t i = CELLS; i > 1; i--) {
		size_t j = random_below(&random, i), kept = to[i - 1];

		to[i - 1] = to[j];
		to[j] = kept;
	}
	for (size_t i = 0; i < CELLS; i++)
		moved[to[i]] = values[i];
	for (size_t k = 0; k < links->len; k++) {
		struct shapes_link *link = &g_array_index(links, struct shapes_link, k);

		*link = (struct shapes_link){to[link->from], to[link->to], link->weight};
	}
	other = moran_of(moved, CELLS, links, 4999, 1);
	assert_near(one.i, other.i, 1e-12);
	assert_near(one.alike, other.alike, 0.03);
	g_array_unref(links);
}

/* Under no arrangement p is at most x in x of the cases. */
static void chance_alone_gives_even_p(void **state)
{
	enum { TIMES = 1000 };
	GArray *links = board();
	size_t alike[4] = {0}, both[4] = {0};
	struct random random;

	(void)state;
	random_start(&random, 11, RANDOM_STREAM_PEOPLE);
	for (size_t t = 0; t < TIMES; t++) {
		double values[CELLS];
		struct spread_moran moran;

		for (size_t i = 0; i < CELLS; i++)
			values[i] = random_unit(&random);
		moran = moran_of(values, CELLS, links, 199, t);
		for (size_t q = 0; q < 4; q++) {
			static const double limits[] = {0.05, 0.25, 0.5, 0.75};

			alike[q] += moran.alike <= limits[q];
			both[q] += moran.p <= limits[q];
		}
	}
	/* Four standard errors: 28, 55, 63, 55. */
	assert_in_range(alike[0], 22, 78);
	assert_in_range(alike[1], 195, 305);
	assert_in_range(alike[2], 437, 563);
	assert_in_range(alike[3], 695, 805);
	assert_in_range(both[0], 22, 78);
	assert_in_range(both[2], 437, 563);
	g_array_unref(links);
}

/* --- places against the rest ---------------------------------------------------------------------- */

struct rooms_study {
	struct spread_session sessions[64];
	size_t named[64 * 4];
	struct spread_input input;
	struct spread_settings settings;
};

static void study_start(struct rooms_study *study, size_t n_places, size_t n_issues)
{
	*study = (struct rooms_study){0};
	study->input = (struct spread_input){.sessions = study->sessions,
					     .n_places = n_places,
					     .n_issues = n_issues,
					     .n_named = study->named};
	spread_settings_default(&study->settings);
	study->settings.n_draws = 99;
}

static void add(struct rooms_study *study, size_t place, size_t n, size_t first, size_t second)
{
	size_t s = study->input.n_sessions++;

	study->sessions[s] = (struct spread_session){place, n};
	study->named[s * study->input.n_issues] = first;
	if (study->input.n_issues > 1)
		study->named[s * study->input.n_issues + 1] = second;
}

static void who_stands_out_in_room_after_room_is_said_to(void **state)
{
	struct rooms_study study;
	struct spread *spread;
	const struct spread_place *places;

	(void)state;
	study_start(&study, 4, 1);
	add(&study, 0, 20, 15, 0);
	add(&study, 0, 25, 18, 0);
	add(&study, 0, 22, 17, 0);
	add(&study, 1, 30, 6, 0);
	add(&study, 1, 20, 3, 0);
	add(&study, 2, 25, 5, 0);
	add(&study, 2, 3, 1, 0);
	add(&study, SIZE_MAX, 7, 2, 0);
	spread = spread_make(&study.input, &study.settings);
	places = spread->issues[0].places;
	assert_true(spread->is_tested && spread->are_rooms_known);
	assert_int_equal(spread->n_visited, 3);
	assert_int_equal(spread->n_unknown, 7);
	assert_int_equal(places[0].verdict, SPREAD_MORE);
	assert_int_equal(places[0].n_senders, 67);
	assert_int_equal(places[0].n_sessions, 3);
	assert_near(places[0].rate, 50.0 / 67, 1e-15);
	/* scipy.stats.binomtest(50, 67).proportion_ci(method="exact") */
	assert_near(places[0].low, 0.625127332383572, 1e-9);
	assert_near(places[0].high, 0.8447151128347403, 1e-9);
	assert_int_equal(places[1].verdict, SPREAD_LESS);
	assert_int_equal(places[3].verdict, SPREAD_SILENT);
	assert_true(isnan(places[3].rate) && isnan(places[3].exact));
	assert_true(isnan(spread->issues[0].moran.i));
	spread_free(spread);
}

static void one_loud_room_among_several_of_a_place_is_not_the_place(void **state)
{
	struct rooms_study study;
	struct spread *spread;

	(void)state;
	study_start(&study, 3, 1);
	add(&study, 0, 30, 28, 0);
	add(&study, 0, 30, 4, 0);
	add(&study, 1, 30, 5, 0);
	add(&study, 1, 30, 6, 0);
	add(&study, 2, 30, 4, 0);
	spread = spread_make(&study.input, &study.settings);
	assert_true(spread->issues[0].places[0].exact < 0.001);
	assert_true(spread->issues[0].places[0].rooms > 0.05);
	assert_int_equal(spread->issues[0].places[0].verdict, SPREAD_UNSURE);
	spread_free(spread);
}

static void where_each_place_had_one_room_it_says_so(void **state)
{
	struct rooms_study study;
	struct spread *spread;

	(void)state;
	study_start(&study, 3, 2);
	add(&study, 0, 30, 28, 2);
	add(&study, 1, 30, 5, 3);
	add(&study, 2, 2, 0, 0);
	spread = spread_make(&study.input, &study.settings);
	assert_false(spread->are_rooms_known);
	assert_int_equal(spread->issues[0].places[0].verdict, SPREAD_MORE_ROOM);
	assert_int_equal(spread->issues[0].places[1].verdict, SPREAD_LESS_ROOM);
	assert_int_equal(spread->issues[1].places[0].verdict, SPREAD_UNSURE);
	assert_true(spread->issues[0].places[2].is_small);
	assert_true(isnan(spread->issues[0].places[0].rooms));
	spread_free(spread);
}

static void under_twenty_senders_nothing_is_tested(void **state)
{
	struct rooms_study study;
	struct spread *spread;

	(void)state;
	study_start(&study, 2, 1);
	add(&study, 0, 10, 10, 0);
	add(&study, 1, 9, 0, 0);
	spread = spread_make(&study.input, &study.settings);
	assert_false(spread->is_tested);
	assert_int_equal(spread->issues[0].places[0].verdict, SPREAD_UNSURE);
	assert_true(isnan(spread->issues[0].places[0].exact));
	assert_near(spread->issues[0].places[0].rate, 1, 0);
	spread_free(spread);
	study_start(&study, 0, 0);
	spread = spread_make(&study.input, &study.settings);
	assert_false(spread->is_tested);
	spread_free(spread);
}

/* Rooms differ, places do not: at most one study in twenty may say that a place stands out (log-odds of
 * rooms vary with SD 0.6). */
static void rooms_that_differ_are_seldom_taken_for_places(void **state)
{
	enum { TIMES = 400, PLACES = 6, SESSIONS = 3, PEOPLE = 25 };
	size_t n_wrong = 0, n_wrong_exact = 0;
	struct random random;

	(void)state;
	random_start(&random, 17, RANDOM_STREAM_PEOPLE);
	for (size_t t = 0; t < TIMES; t++) {
		struct rooms_study study;
		struct spread *spread;
		bool is_wrong = false, is_wrong_exact = false;

		study_start(&study, PLACES, 2);
		for (size_t s = 0; s < PLACES * SESSIONS; s++) {
			double odds = 0.43 * exp(0.6 * draw_normal(&random)),
			       rare = 0.1 * exp(0.6 * draw_normal(&random));

			add(&study, s % PLACES, PEOPLE, draw_binomial(&random, PEOPLE, odds / (1 + odds)),
			    draw_binomial(&random, PEOPLE, rare / (1 + rare)));
		}
		spread = spread_make(&study.input, &study.settings);
		for (size_t i = 0; i < 2; i++)
			for (size_t k = 0; k < PLACES; k++) {
				is_wrong |= spread->issues[i].places[k].verdict != SPREAD_UNSURE;
				is_wrong_exact |= spread->issues[i].places[k].exact < 0.05;
			}
		n_wrong += is_wrong;
		n_wrong_exact += is_wrong_exact;
		spread_free(spread);
	}
	print_message("places said to stand out where none does: %zu of %d; by the exact test alone: %zu\n",
		      n_wrong, TIMES, n_wrong_exact);
	assert_true(n_wrong <= TIMES / 20);
	/* The exact test alone would not do. */
	assert_true(n_wrong_exact > TIMES / 10);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_chessboard_is_unlike_and_a_slope_alike),
		cmocka_unit_test(values_are_compared_with_their_neighbours_as_numpy_does),
		cmocka_unit_test(silent_places_and_islands_take_no_part),
		cmocka_unit_test(too_few_places_or_equal_values_have_no_statistic),
		cmocka_unit_test(numbering_places_otherwise_changes_nothing_of_i),
		cmocka_unit_test(chance_alone_gives_even_p),
		cmocka_unit_test(who_stands_out_in_room_after_room_is_said_to),
		cmocka_unit_test(one_loud_room_among_several_of_a_place_is_not_the_place),
		cmocka_unit_test(where_each_place_had_one_room_it_says_so),
		cmocka_unit_test(under_twenty_senders_nothing_is_tested),
		cmocka_unit_test(rooms_that_differ_are_seldom_taken_for_places),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
