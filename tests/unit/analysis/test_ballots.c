/* Counts by hand, and what no order of voters, items or marks may change.
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
#include <string.h>

#include "ballots.h"
#include "random.h"
#include "support.h"

static struct ballots *count(enum ballots_kind kind, const struct ballots_mark *marks, size_t n_marks,
			     size_t n_voters, size_t n_items)
{
	return ballots_count(&(struct ballots_input){.kind = kind,
						     .marks = marks,
						     .n_marks = n_marks,
						     .n_voters = n_voters,
						     .n_items = n_items,
						     .min_ranked = 1},
			     NULL);
}

static void assert_near(double a, double b)
{
	assert_true(fabs(a - b) < 1e-12);
}

static void assert_sane(const struct ballots *b)
{
	size_t n_faults = 0;

	for (size_t f = 0; f < BALLOTS_FAULT_MAX; f++)
		n_faults += b->n_faults[f];
	assert_int_equal(n_faults, b->n_voters);
	assert_int_equal(b->n_faults[BALLOTS_GOOD], b->n_good);
	for (size_t i = 0; i < b->n_items; i++) {
		const struct ballots_item *item = &b->items[i];

		assert_true(item->share_low <= item->share && item->share <= item->share_high);
		assert_true(isfinite(item->mean_low) && isfinite(item->mean_high));
		assert_true(item->mean_low <= item->mean + 1e-12 && item->mean <= item->mean_high + 1e-12);
		assert_true(b->n_good ? item->support >= 0 && item->support <= 1 : isnan(item->support));
		assert_true(b->is_ranked ? item->low <= item->place && item->place <= item->high
					 : !item->low && !item->high);
		for (size_t j = 0; j < b->n_items; j++) {
			assert_true(b->p[i * b->n_items + j] > 0 && b->p[i * b->n_items + j] <= 1);
			assert_false(b->above[i * b->n_items + j] && b->above[j * b->n_items + i]);
		}
	}
}

static void ballots_against_the_rules_are_counted_as_such_and_in_nothing_else(void **state)
{
	const struct ballots_mark marks[] = {{0, 0, 2},
					     {0, 1, 1}, /* good */
					     {1, 0, 3},
					     {1, 1, 1},	 /* four of three dots */
					     {2, 2, 0},	 /* blank */
					     {3, 0, -1}, /* below nothing */
					     {4, 1, 1},
					     {4, 1, 2}, /* twice, differently */
					     {5, 1, 3}, /* three on one */
					     {6, 1, 1},
					     {6, 1, 1},
					     {6, 0, 1}, /* the same twice counts once */
					     {7, 0, BALLOTS_MAX_VALUE + 1},
					     {9, 2, 2},	  /* does not count */
					     {10, 0, 1}}; /* one dot of two at least */
	const bool counts[] = {true, true, true, true, true, true, true, true, true, false, true};
	struct ballots *b;

	(void)state;
	b = ballots_count(&(struct ballots_input){.kind = BALLOTS_DOTS,
						  .marks = marks,
						  .n_marks = G_N_ELEMENTS(marks),
						  .n_voters = 11,
						  .n_items = 3,
						  .counts = counts,
						  .least = 2,
						  .most = 3,
						  .most_each = 2},
			  NULL);
	assert_sane(b);
	assert_int_equal(b->n_good, 2);
	assert_int_equal(b->fault_of[1], BALLOTS_MANY);
	assert_int_equal(b->fault_of[2], BALLOTS_BLANK);
	assert_int_equal(b->fault_of[3], BALLOTS_VALUE);
	assert_int_equal(b->fault_of[4], BALLOTS_TWICE);
	assert_int_equal(b->fault_of[5], BALLOTS_MANY_ON_ONE);
	assert_int_equal(b->fault_of[7], BALLOTS_VALUE);
	assert_int_equal(b->fault_of[8], BALLOTS_BLANK);
	assert_int_equal(b->fault_of[9], BALLOTS_LEFT_OUT);
	assert_int_equal(b->fault_of[10], BALLOTS_FEW);
	assert_int_equal(b->items[0].sum, 3);
	assert_int_equal(b->items[1].sum, 2);
	assert_int_equal(b->items[2].sum, 0);
	assert_near(b->items[0].mean, 1.5);
	assert_near(b->items[1].share, 1);
	assert_false(b->is_ranked);
	assert_int_equal(b->items[0].low, 0);
	ballots_free(b);
}

static void unranked_items_share_the_points_that_are_left(void **state)
{
	/* Of four items: 0 > 1, the rest shares 1 + 0 points; a tie of 2 and 3 shares 3 + 2. */
	const struct ballots_mark marks[] = {{0, 0, 1}, {0, 1, 2}, {1, 2, 5}, {1, 3, 5}, {1, 1, 9}};
	struct ballots *b;

	(void)state;
	b = ballots_count(&(struct ballots_input){.kind = BALLOTS_RANKING,
						  .marks = marks,
						  .n_marks = 5,
						  .n_voters = 2,
						  .n_items = 4,
						  .has_ties = true},
			  NULL);
	assert_sane(b);
	assert_int_equal(b->items[0].sum, 6 + 0);
	assert_int_equal(b->items[1].sum, 4 + 2);
	assert_int_equal(b->items[2].sum, 1 + 5);
	assert_int_equal(b->items[3].sum, 1 + 5);
	assert_int_equal(b->items[2].n_first, 1);
	assert_int_equal(b->duels[0 * 4 + 1], 1);
	assert_int_equal(b->duels[2 * 4 + 3], 0); /* unmarked both, then tied */
	assert_int_equal(b->duels[1 * 4 + 0], 1); /* marked before unmarked */
	ballots_free(b);
	b = count(BALLOTS_RANKING, marks, 5, 2, 4);
	assert_int_equal(b->fault_of[1], BALLOTS_TIED);
	assert_int_equal(b->n_good, 1);
	ballots_free(b);
}

/* Tennessee's capital, the textbook's example: 42, 26, 15 and 17 of a hundred. */
static void who_wins_all_duels_comes_first_though_others_have_more_first_places(void **state)
{
	static const uint32_t order[4][4] = {{0, 1, 2, 3}, {1, 2, 3, 0}, {2, 3, 1, 0}, {3, 2, 1, 0}};
	static const size_t n[4] = {42, 26, 15, 17};
	struct ballots_mark marks[400];
	size_t n_marks = 0;
	uint32_t voter = 0;
	struct ballots *b;

	(void)state;
	for (size_t kind = 0; kind < 4; kind++)
		for (size_t v = 0; v < n[kind]; v++, voter++)
			for (int32_t at = 0; at < 4; at++)
				marks[n_marks++] = (struct ballots_mark){voter, order[kind][at], at + 1};
	b = count(BALLOTS_RANKING, marks, n_marks, voter, 4);
	assert_sane(b);
	assert_int_equal(b->winner, 1);
	assert_int_equal(b->n_top, 1);
	assert_int_equal(b->order[0], 1);
	assert_int_equal(b->order[1], 2);
	assert_int_equal(b->order[2], 3);
	assert_int_equal(b->order[3], 0);
	assert_int_equal(b->items[0].n_first, 42);
	/* Borda: Memphis 126, Nashville 194, Chattanooga 173, Knoxville 107. */
	assert_int_equal(b->items[0].sum, 2 * 126);
	assert_int_equal(b->items[1].sum, 2 * 194);
	assert_int_equal(b->items[2].sum, 2 * 173);
	assert_int_equal(b->items[3].sum, 2 * 107);
	assert_int_equal(b->duels[1 * 4 + 0], 58);
	ballots_free(b);
}

static void a_ring_has_no_winner_and_is_said_to_be_one(void **state)
{
	struct ballots_mark marks[90 * 4];
	size_t n_marks = 0;
	struct ballots *b;

	(void)state;
	for (uint32_t v = 0; v < 90; v++) {
		for (uint32_t at = 0; at < 3; at++)
			marks[n_marks++] = (struct ballots_mark){v, (v + at) % 3, (int32_t)at + 1};
		marks[n_marks++] = (struct ballots_mark){v, 3, 4};
	}
	b = count(BALLOTS_RANKING, marks, n_marks, 90, 4);
	assert_sane(b);
	assert_true(b->winner == SIZE_MAX);
	assert_int_equal(b->n_top, 3);
	assert_false(b->in_top[3]);
	assert_int_equal(b->items[0].place, 1);
	assert_int_equal(b->items[2].place, 1);
	assert_int_equal(b->items[3].place, 4);
	assert_int_equal(b->items[3].low, 4);
	ballots_free(b);
}

static size_t draw_marks(struct random *random, enum ballots_kind kind, size_t n_voters, size_t n_items,
			 struct ballots_mark *marks)
{
	size_t n = 0;

	for (uint32_t v = 0; v < n_voters; v++) {
		size_t many = 1 + random_below(random, MIN(n_items, 4));

		for (uint32_t k = 0; k < many; k++) {
			size_t a = random_below(random, n_items), b = random_below(random, n_items);

			marks[n++] = (struct ballots_mark){v, (uint32_t)MIN(a, b),
							   kind == BALLOTS_APPROVAL  ? 1
							   : kind == BALLOTS_RANKING ? (int32_t)k + 1
										     : 1 + (int32_t)(k % 3)};
		}
	}
	return n;
}

static void no_order_of_voters_items_or_marks_changes_a_count(void **state)
{
	enum { N = 40, ITEMS = 7 };
	struct ballots_mark marks[N * 4], moved[N * 4];
	struct random random;

	(void)state;
	random_start(&random, 5, RANDOM_STREAM_PEOPLE);
	for (size_t round = 0; round < 60; round++) {
		enum ballots_kind kind = (enum ballots_kind)(round % 3);
		size_t n = draw_marks(&random, kind, N, ITEMS, marks);
		struct ballots *a = count(kind, marks, n, N, ITEMS), *b;

		for (size_t m = 0; m < n; m++) {
			moved[m] = marks[n - 1 - m];
			moved[m].voter = (moved[m].voter * 7 + 3) % N;
			moved[m].item = (moved[m].item * 3 + 2) % ITEMS;
		}
		b = count(kind, moved, n, N, ITEMS);
		assert_sane(a);
		assert_sane(b);
		assert_int_equal(a->n_good, b->n_good);
		assert_int_equal(a->n_top, b->n_top);
		for (size_t i = 0; i < ITEMS; i++) {
			size_t there = (i * 3 + 2) % ITEMS;

			assert_int_equal(a->items[i].sum, b->items[there].sum);
			assert_int_equal(a->items[i].place, b->items[there].place);
			assert_int_equal(a->items[i].low, b->items[there].low);
			assert_int_equal(a->items[i].high, b->items[there].high);
			assert_near(a->items[i].mean_low, b->items[there].mean_low);
			assert_true(a->items[i].share_high == b->items[there].share_high);
			for (size_t j = 0; j < ITEMS; j++)
				assert_int_equal(a->above[i * ITEMS + j],
						 b->above[there * ITEMS + (j * 3 + 2) % ITEMS]);
		}
		ballots_free(a);
		ballots_free(b);
	}
}

static void what_is_the_same_for_all_is_a_tie_and_more_voters_see_more(void **state)
{
	enum { N = 400 };
	struct ballots_mark marks[N * 2];
	size_t n = 0;
	struct ballots *b;

	(void)state;
	for (uint32_t v = 0; v < N; v++) {
		marks[n++] = (struct ballots_mark){v, 0, 1};
		marks[n++] = (struct ballots_mark){v, 1, 1};
	}
	b = count(BALLOTS_APPROVAL, marks, n, N, 2);
	assert_false(b->above[1] || b->above[2]);
	assert_int_equal(b->n_bands, 1);
	assert_int_equal(b->items[0].place, 1);
	assert_int_equal(b->items[1].place, 1);
	ballots_free(b);
	/* Six of ten put a dot on 0, four on 1. */
	for (uint32_t v = 0; v < N; v++)
		marks[v] = (struct ballots_mark){v, v % 10 < 6 ? 0 : 1, 1};
	b = count(BALLOTS_DOTS, marks, 20, 20, 2);
	assert_false(b->above[1]);
	ballots_free(b);
	b = count(BALLOTS_DOTS, marks, N, N, 2);
	assert_true(b->above[1]);
	assert_int_equal(b->items[1].low, 2);
	ballots_free(b);
}

static void under_twenty_ballots_there_is_a_list_and_no_places(void **state)
{
	struct ballots_mark marks[20];

	(void)state;
	for (uint32_t v = 0; v < 20; v++)
		marks[v] = (struct ballots_mark){v, 0, 1};
	for (size_t n = 19; n <= 20; n++) {
		struct ballots *b = ballots_count(&(struct ballots_input){.kind = BALLOTS_APPROVAL,
									  .marks = marks,
									  .n_marks = n,
									  .n_voters = n,
									  .n_items = 2},
						  NULL);

		assert_sane(b);
		assert_int_equal(b->is_ranked, n == 20);
		assert_int_equal(b->above[1], n == 20);
		assert_int_equal(b->items[0].place, 1);
		ballots_free(b);
	}
}

static void nothing_and_almost_nothing_have_results(void **state)
{
	static const struct ballots_mark one = {0, 0, 1};

	(void)state;
	for (size_t k = 0; k < 3; k++)
		for (size_t n_voters = 0; n_voters < 3; n_voters++)
			for (size_t n_items = 0; n_items < 3; n_items++)
				for (size_t n = 0; n <= (n_voters && n_items ? 1 : 0); n++) {
					struct ballots *b =
						count((enum ballots_kind)k, &one, n, n_voters, n_items);
					double support[3] = {0};

					assert_sane(b);
					assert_int_equal(b->n_good, n);
					support_of_ballots(b, support);
					if (n_items)
						assert_true(n ? support[0] == 1 : isnan(support[0]));
					ballots_free(b);
				}
}

static void an_interval_for_what_all_said_alike_still_has_a_width(void **state)
{
	struct ballots_mark marks[30];
	struct ballots *b;

	(void)state;
	for (uint32_t v = 0; v < 30; v++)
		marks[v] = (struct ballots_mark){v, 0, 2};
	b = ballots_count(&(struct ballots_input){.kind = BALLOTS_DOTS,
						  .marks = marks,
						  .n_marks = 30,
						  .n_voters = 30,
						  .n_items = 2,
						  .most_each = 3},
			  NULL);
	assert_sane(b);
	assert_true(b->items[0].mean_low < 1.8 && b->items[0].mean_high > 2.1);
	assert_true(b->items[1].mean_high > 0.1 && b->items[1].mean_low == 0);
	ballots_free(b);
}

static void one_thread_or_two_give_the_same(void **state)
{
	enum { N = 60, ITEMS = 12 };
	struct ballots_mark marks[N * 4];
	struct random random;
	struct work *work = work_new(2, NULL, NULL);
	struct ballots_input in = {
		.kind = BALLOTS_RANKING, .marks = marks, .n_voters = N, .n_items = ITEMS, .has_ties = true};
	struct ballots *a, *b;

	(void)state;
	random_start(&random, 6, RANDOM_STREAM_PEOPLE);
	in.n_marks = draw_marks(&random, BALLOTS_RANKING, N, ITEMS, marks);
	a = ballots_count(&in, NULL);
	b = ballots_count(&in, work);
	assert_memory_equal(a->p, b->p, sizeof(double) * ITEMS * ITEMS);
	assert_memory_equal(a->items, b->items, sizeof *a->items * ITEMS);
	ballots_free(a);
	ballots_free(b);
	work_free(work);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ballots_against_the_rules_are_counted_as_such_and_in_nothing_else),
		cmocka_unit_test(unranked_items_share_the_points_that_are_left),
		cmocka_unit_test(who_wins_all_duels_comes_first_though_others_have_more_first_places),
		cmocka_unit_test(a_ring_has_no_winner_and_is_said_to_be_one),
		cmocka_unit_test(no_order_of_voters_items_or_marks_changes_a_count),
		cmocka_unit_test(what_is_the_same_for_all_is_a_tie_and_more_voters_see_more),
		cmocka_unit_test(under_twenty_ballots_there_is_a_list_and_no_places),
		cmocka_unit_test(nothing_and_almost_nothing_have_results),
		cmocka_unit_test(an_interval_for_what_all_said_alike_still_has_a_width),
		cmocka_unit_test(one_thread_or_two_give_the_same),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
