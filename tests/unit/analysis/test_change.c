/* test_change - exact tables and rooms against R's mantelhaen.test, fisher.test and lm; what must hold of
 * verdicts. SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <glib.h>
#include <math.h>

#include "change.h"
#include "places_fixture.h"
#include "rooms.h"
#include "strata.h"

static void tables_have_the_p_of_r(void **state)
{
	static const struct strata_table tables[] = {
		{20, 9, 22, 3},	    {15, 8, 30, 9},   {15, 1, 30, 9}, {7, 7, 9, 4},    {200, 40, 180, 52},
		{300, 20, 310, 31}, {50, 10, 40, 13}, {12, 0, 9, 1},  {30, 28, 30, 1}, {40, 35, 41, 3}};
	const struct strata_table three[] = {tables[0], tables[2], tables[3]};

	(void)state;
	assert_near(strata_test(tables, 1), 0.04004082760967103, 1e-12);
	assert_near(strata_test(tables, 2), 0.010521099390799519, 1e-12);
	assert_near(strata_test(three, 3), 0.17610010810450177, 1e-12);
	assert_near(strata_test(tables + 4, 4), 0.0043445548093889496, 1e-12);
	assert_near(strata_test(tables + 8, 2) / 1.4433271628137283e-26, 1, 1e-9);
}

static void where_nothing_can_differ_tables_say_one(void **state)
{
	static const struct strata_table none[] = {{5, 0, 8, 0}, {4, 4, 3, 3}, {0, 0, 7, 3}, {0, 0, 0, 0}};

	(void)state;
	for (size_t i = 0; i <= G_N_ELEMENTS(none); i++)
		assert_true(strata_test(none, i) == 1);
}

/* Many people by the approximation, which is near what counting gives. */
static void many_people_are_near_what_counting_gives(void **state)
{
	/* The second table adds steps enough, and little else; scipy.stats.norm.sf of Mantel and Haenszel. */
	static const struct strata_table one = {450000, 50100, 450000, 49500},
					 two[] = {{450000, 50100, 450000, 49500}, {900, 450, 900, 450}};

	(void)state;
	/* scipy.stats.fisher_exact */
	assert_near(strata_test(&one, 1), 0.04415268812680561, 1e-10);
	assert_near(strata_test(two, 2), 0.04469247522299899, 1e-6);
}

static const struct rooms_session steady[] = {{0, false, 20, 15}, {0, true, 25, 18}, {0, true, 22, 17},
					      {1, false, 30, 6},  {1, true, 20, 3},  {2, false, 25, 5},
					      {2, true, 18, 9},	  {2, true, 9, 2}},
				  unlike[] = {{0, false, 20, 15}, {0, true, 25, 8}, {0, true, 22, 20},
					      {1, false, 30, 16}, {1, true, 20, 3}, {2, false, 25, 5},
					      {2, true, 18, 14},  {2, true, 9, 2}};

static void rooms_are_those_of_weighted_least_squares(void **state)
{
	double p[3];

	(void)state;
	assert_near(rooms_of_period(unlike, 8, 3), 0.87369003778930698, 1e-10);
	/* Less than chance would give: chance counts. */
	assert_near(rooms_of_period(steady, 8, 3), 0.5510129107095012, 1e-10);
	rooms_of_places(unlike, 8, 3, p);
	assert_near(p[0], 0.3128761649898727, 1e-10);
	assert_near(p[1], 0.53738538706975869, 1e-10);
	assert_near(p[2], 0.61584920895649975, 1e-10);
	rooms_of_places(steady, 8, 3, p);
	assert_near(p[0], 0.0013662319212147537, 1e-10);
	assert_near(p[1], 0.0065546867501918285, 1e-10);
	assert_near(p[2], 0.063634316735342672, 1e-10);
}

static void one_room_a_visit_leaves_nothing_to_judge_rooms_by(void **state)
{
	static const struct rooms_session two[] = {{0, false, 20, 2}, {0, true, 20, 15}};
	double p[2];

	(void)state;
	assert_true(isnan(rooms_of_period(two, 2, 1)));
	assert_true(isnan(rooms_of_period(two, 0, 1)));
	rooms_of_places(two, 2, 1, p);
	assert_true(isnan(p[0])); /* there is no rest */
	/* Everybody everywhere: no difference, no variance. */
	assert_true(
		rooms_of_period(
			(const struct rooms_session[]){{0, false, 5, 5}, {0, true, 5, 5}, {0, true, 5, 5}}, 3,
			1) == 1);
}

struct times {
	struct change_session sessions[64];
	size_t named[64 * 3];
	struct change_input input;
	struct change_settings settings;
};

static void times_start(struct times *t, size_t n_places, size_t n_issues)
{
	*t = (struct times){0};
	t->input = (struct change_input){
		.sessions = t->sessions, .n_places = n_places, .n_issues = n_issues, .n_named = t->named};
	change_settings_default(&t->settings);
}

static void add(struct times *t, size_t place, size_t period, size_t n, size_t a, size_t b)
{
	size_t s = t->input.n_sessions++;

	t->sessions[s] = (struct change_session){place, period, n};
	t->named[s * t->input.n_issues] = a;
	if (t->input.n_issues > 1)
		t->named[s * t->input.n_issues + 1] = b;
}

static void what_changes_in_every_place_is_said_to(void **state)
{
	struct times t;
	struct change *change;

	(void)state;
	times_start(&t, 6, 2);
	for (size_t k = 0; k < 4; k++) {
		add(&t, k, 2026, 25, 4 + k, 10);
		add(&t, k, 2027, 25, 15 + k, 9);
	}
	add(&t, 4, 2026, 30, 30, 0); /* never visited again */
	add(&t, 5, 2027, 12, 0, 0);
	add(&t, SIZE_MAX, 2027, 3, 0, 0);
	add(&t, 0, 2020, 50, 50, 0); /* another time */
	change = change_make(&t.input, 2026, 2027, &t.settings);
	assert_int_equal(change->n_places, 4);
	assert_int_equal(change->n_left_out, 45);
	assert_int_equal(change->issues[0].verdict, CHANGE_MORE);
	assert_int_equal(change->issues[1].verdict, CHANGE_UNSURE);
	assert_int_equal(change->issues[0].earlier.n_senders, 100);
	assert_int_equal(change->issues[0].earlier.n_named, 22);
	assert_near(change->issues[0].later.share, 0.66, 1e-15);
	assert_near(change->issues[0].difference, 0.44, 1e-12);
	change_free(change);
	/* The other way round it is less. */
	change = change_make(&t.input, 2027, 2026, &t.settings);
	assert_int_equal(change->issues[0].verdict, CHANGE_LESS);
	assert_near(change->issues[0].difference, -0.44, 1e-12);
	change_free(change);
}

/* Simpson: in every place it stayed; only who was asked changed. */
static void asking_other_places_is_no_change(void **state)
{
	struct times t;
	struct change *change;

	(void)state;
	times_start(&t, 2, 1);
	for (size_t s = 0; s < 3; s++) {
		add(&t, 0, 0, 40, 32, 0);
		add(&t, 1, 0, 10, 1, 0);
		add(&t, 0, 1, 10, 8, 0);
		add(&t, 1, 1, 40, 4, 0);
	}
	change = change_make(&t.input, 0, 1, &t.settings);
	assert_near(change->issues[0].earlier.share, 0.66, 1e-15);
	assert_near(change->issues[0].later.share, 0.24, 1e-15);
	assert_near(change->issues[0].difference, 0, 1e-15);
	assert_int_equal(change->issues[0].verdict, CHANGE_UNSURE);
	change_free(change);
}

static void one_room_each_time_cannot_show_a_change(void **state)
{
	struct times t;
	struct change *change;

	(void)state;
	times_start(&t, 1, 1);
	add(&t, 0, 0, 40, 35, 0);
	add(&t, 0, 1, 40, 2, 0);
	change = change_make(&t.input, 0, 1, &t.settings);
	assert_int_equal(change->issues[0].verdict, CHANGE_ROOMS);
	assert_true(isnan(change->issues[0].rooms));
	change_free(change);
}

static void silence_is_no_solution_and_evidence_is(void **state)
{
	struct times t;
	struct change *change;
	const bool is_solved[] = {false, true};

	(void)state;
	times_start(&t, 4, 2);
	for (size_t k = 0; k < 4; k++) {
		add(&t, k, 0, 30, 20, 1);
		add(&t, k, 1, 30, 0, 1);
	}
	change = change_make(&t.input, 0, 1, &t.settings);
	assert_int_equal(change->issues[0].verdict, CHANGE_LESS);
	assert_false(change->issues[0].is_solved || change->issues[1].is_solved);
	change_free(change);
	t.input.is_solved = is_solved;
	change = change_make(&t.input, 0, 1, &t.settings);
	assert_false(change->issues[0].is_solved);
	assert_true(change->issues[1].is_solved);
	change_free(change);
}

static void nothing_to_compare_has_a_name(void **state)
{
	struct times t;
	struct change *change;

	(void)state;
	times_start(&t, 2, 1);
	add(&t, 0, 0, 40, 35, 0);
	add(&t, 1, 1, 40, 2, 0);
	change = change_make(&t.input, 0, 1, &t.settings);
	assert_int_equal(change->issues[0].verdict, CHANGE_NO_PLACE);
	assert_true(isnan(change->issues[0].difference) && isnan(change->issues[0].exact) &&
		    isnan(change->issues[0].earlier.share));
	assert_int_equal(change->n_left_out, 80);
	change_free(change);
	times_start(&t, 1, 1);
	add(&t, 0, 0, 9, 9, 0);
	add(&t, 0, 1, 10, 0, 0);
	change = change_make(&t.input, 0, 1, &t.settings);
	assert_int_equal(change->issues[0].verdict, CHANGE_FEW);
	assert_true(isnan(change->issues[0].exact));
	change_free(change);
	times_start(&t, 0, 0);
	change = change_make(&t.input, 0, 1, &t.settings);
	assert_int_equal(change->n_issues, 0);
	change_free(change);
}

/* Rooms differ (log-odds with SD 0.6), places differ, times do not. */
static void rooms_that_differ_are_seldom_taken_for_time(void **state)
{
	enum { TIMES = 600, PLACES = 5 };
	size_t n_wrong = 0, n_wrong_exact = 0;
	struct random random;

	(void)state;
	random_start(&random, 23, RANDOM_STREAM_PEOPLE);
	for (size_t times = 0; times < TIMES; times++) {
		struct times t;
		struct change *change;
		bool is_wrong = false, is_wrong_exact = false;

		times_start(&t, PLACES, 2);
		for (size_t s = 0; s < PLACES * 2; s++) {
			double of_place = 0.2 + 0.2 * (double)(s % PLACES),
			       odds = of_place * exp(0.6 * draw_normal(&random)),
			       rare = 0.1 * exp(0.6 * draw_normal(&random));

			add(&t, s % PLACES, s / PLACES, 25, draw_binomial(&random, 25, odds / (1 + odds)),
			    draw_binomial(&random, 25, rare / (1 + rare)));
		}
		change = change_make(&t.input, 0, 1, &t.settings);
		for (size_t i = 0; i < 2; i++) {
			is_wrong |= change->issues[i].verdict != CHANGE_UNSURE;
			is_wrong_exact |= change->issues[i].exact < 0.05;
		}
		n_wrong += is_wrong;
		n_wrong_exact += is_wrong_exact;
		change_free(change);
	}
	print_message("changes said where there is none: %zu of %d; by the exact test alone: %zu\n", n_wrong,
		      TIMES, n_wrong_exact);
	assert_true(n_wrong <= TIMES / 20);
	assert_true(n_wrong_exact > TIMES / 20);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tables_have_the_p_of_r),
		cmocka_unit_test(where_nothing_can_differ_tables_say_one),
		cmocka_unit_test(many_people_are_near_what_counting_gives),
		cmocka_unit_test(rooms_are_those_of_weighted_least_squares),
		cmocka_unit_test(one_room_a_visit_leaves_nothing_to_judge_rooms_by),
		cmocka_unit_test(what_changes_in_every_place_is_said_to),
		cmocka_unit_test(asking_other_places_is_no_change),
		cmocka_unit_test(one_room_each_time_cannot_show_a_change),
		cmocka_unit_test(silence_is_no_solution_and_evidence_is),
		cmocka_unit_test(nothing_to_compare_has_a_name),
		cmocka_unit_test(rooms_that_differ_are_seldom_taken_for_time),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
