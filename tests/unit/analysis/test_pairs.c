/* A vote by pairs: counts, what is separated, what is asked next, and what no order may change.
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

#include "pairs.h"
#include "random.h"
#include "support.h"

enum { MOST = 4000 };

static struct pairs *count(const struct pairs_answer *answers, size_t n, size_t n_voters, size_t n_items)
{
	return pairs_count(&(struct pairs_input){.answers = answers,
						 .n_answers = n,
						 .n_voters = n_voters,
						 .n_items = n_items,
						 .n_resamples = 50,
						 .seed = 5},
			   NULL);
}

static void assert_sane(const struct pairs *pairs)
{
	size_t n = pairs->n_items;
	bool is_known[64];

	for (size_t i = 0; i < n; i++) {
		const struct pairs_item *item = &pairs->items[i];

		is_known[i] = item->n_compared > 0;
		assert_int_equal(item->n_compared, item->n_won + item->n_lost + item->n_equal);
		assert_int_equal(isfinite(item->worth), is_known[i]);
		assert_int_equal(isfinite(item->error), is_known[i]);
		assert_int_equal(isfinite(item->support), is_known[i]);
		if (is_known[i]) {
			assert_true(item->worth_low <= item->worth && item->worth <= item->worth_high);
			assert_true(item->support_low >= 0 && item->support_low <= item->support);
			assert_true(item->support_high <= 1 && item->support <= item->support_high);
		}
		if (pairs->is_ranked)
			assert_true(1 <= item->low && item->low <= item->place && item->place <= item->high &&
				    item->high <= n);
		else
			assert_true(item->low == 0 && item->high == 0);
		for (size_t j = 0; j < n; j++) {
			assert_true(pairs->p[i * n + j] > 0 && pairs->p[i * n + j] <= 1);
			assert_false(pairs->above[i * n + j] && pairs->above[j * n + i]);
			if (pairs->above[i * n + j])
				assert_true(pairs->items[i].worth > pairs->items[j].worth);
		}
	}
}

/* Voters with worths around these answer so many pairs that are asked one after another. */
static size_t invent(struct random *random, const double *worth, size_t n_items, size_t n_voters,
		     size_t n_asked, struct pairs_answer *answers)
{
	size_t n = 0;

	for (size_t turn = 0; turn < n_asked; turn++)
		for (uint32_t v = 0; v < n_voters; v++) {
			double chance;

			if (!pairs_next(answers, n, n_items, v, 11, &answers[n].left, &answers[n].right))
				continue;
			chance = 1 / (1 + exp(worth[answers[n].right] - worth[answers[n].left]));
			answers[n].voter = v;
			answers[n].choice = random_unit(random) < chance ? PAIRS_LEFT : PAIRS_RIGHT;
			n++;
		}
	return n;
}

static void answers_are_counted_once_a_voter_and_pair(void **state)
{
	const struct pairs_answer answers[] = {
		{0, 0, 1, PAIRS_LEFT},	{0, 1, 0, PAIRS_LEFT}, /* the other way round: 1 was chosen last */
		{1, 0, 1, PAIRS_EQUAL}, {1, 2, 1, PAIRS_SKIP}, {2, 2, 0, PAIRS_RIGHT}, {3, 0, 1, PAIRS_LEFT}};
	const bool counts[] = {true, true, true, false};
	struct pairs *pairs = pairs_count(&(struct pairs_input){.answers = answers,
								.n_answers = 6,
								.n_voters = 4,
								.n_items = 4,
								.counts = counts,
								.n_resamples = 20,
								.min_ranked = 1},
					  NULL);

	(void)state;
	assert_sane(pairs);
	assert_int_equal(pairs->n_repeated, 1);
	assert_int_equal(pairs->n_answers, 3);
	assert_int_equal(pairs->n_skipped, 1);
	assert_int_equal(pairs->n_voters, 3);
	assert_int_equal(pairs->items[0].n_won, 1);
	assert_int_equal(pairs->items[0].n_lost, 1);
	assert_int_equal(pairs->items[0].n_equal, 1);
	assert_int_equal(pairs->items[0].n_voters, 3);
	assert_int_equal(pairs->items[2].n_skipped, 1);
	assert_true(pairs->wins[1] == 0.5 && pairs->wins[4] == 1.5 && pairs->wins[2] == 1);
	assert_int_equal(pairs->fit->state, PAIRS_APART);
	assert_int_equal(pairs->items[3].n_compared, 0);
	assert_int_equal(pairs->order[3], 3);
	assert_true(isnan(pairs->chance[3]) && isnan(pairs->items[3].worth));
	pairs_free(pairs);
}

static void what_is_far_apart_is_separated_and_what_is_alike_is_not(void **state)
{
	static const double worth[6] = {3, 3, 0, 0, -3, -3};
	static struct pairs_answer answers[MOST];
	struct random random;
	size_t n;
	struct pairs *pairs;

	(void)state;
	random_start(&random, 1, RANDOM_STREAM_PAIRS);
	n = invent(&random, worth, 6, 40, 12, answers);
	pairs = count(answers, n, 40, 6);
	assert_sane(pairs);
	assert_true(pairs->is_ranked);
	assert_int_equal(pairs->n_bands, 3);
	for (size_t i = 0; i < 6; i++)
		for (size_t j = 0; j < 6; j++)
			assert_int_equal(pairs->above[i * 6 + j], worth[i] > worth[j]);
	assert_int_equal(pairs->items[0].low, 1);
	assert_int_equal(pairs->items[0].high, 2);
	assert_int_equal(pairs->items[5].low, 5);
	pairs_free(pairs);
}

static void under_twenty_voters_pairs_are_separated_but_nothing_is_ranked(void **state)
{
	static const double worth[5] = {4, 4, 0, -4, -4};
	static struct pairs_answer answers[MOST];
	struct random random;
	struct pairs *pairs;
	size_t n_above = 0;

	(void)state;
	random_start(&random, 2, RANDOM_STREAM_PAIRS);
	pairs = count(answers, invent(&random, worth, 5, 12, 10, answers), 12, 5);
	assert_sane(pairs);
	assert_false(pairs->is_ranked);
	for (size_t k = 0; k < 25; k++)
		n_above += pairs->above[k];
	assert_true(n_above >= 4 && pairs->above[4] && pairs->above[9]);
	pairs_free(pairs);
}

static void rooms_of_equals_are_seldom_separated(void **state)
{
	static const double worth[8] = {0};
	static struct pairs_answer answers[MOST];
	struct random random;
	size_t n_wrong = 0;

	(void)state;
	random_start(&random, 3, RANDOM_STREAM_PAIRS);
	for (size_t room = 0; room < 100; room++) {
		struct pairs *pairs = count(answers, invent(&random, worth, 8, 14, 12, answers), 14, 8);
		bool is_wrong = false;

		for (size_t k = 0; k < 64; k++)
			is_wrong = is_wrong || pairs->above[k];
		n_wrong += is_wrong;
		pairs_free(pairs);
	}
	/* 5 of 100 are allowed; more than 11 would come by chance once in 300. */
	assert_true(n_wrong <= 11);
}

static void no_order_of_answers_or_voters_changes_anything(void **state)
{
	static const double worth[7] = {1.5, 1, 0.5, 0, 0, -1, -1.5};
	static struct pairs_answer answers[MOST], turned[MOST];
	struct random random;
	struct pairs *a, *b;
	size_t n;

	(void)state;
	random_start(&random, 4, RANDOM_STREAM_PAIRS);
	n = invent(&random, worth, 7, 30, 10, answers);
	for (size_t k = 0; k < n; k++) {
		struct pairs_answer *t = &turned[n - 1 - k];

		*t = (struct pairs_answer){29 - answers[k].voter, answers[k].right, answers[k].left,
					   answers[k].choice == PAIRS_LEFT ? PAIRS_RIGHT : PAIRS_LEFT};
	}
	a = count(answers, n, 30, 7);
	b = count(turned, n, 30, 7);
	assert_sane(a);
	assert_memory_equal(a->items, b->items, 7 * sizeof *a->items);
	assert_memory_equal(a->p, b->p, 49 * sizeof *a->p);
	pairs_free(a);
	pairs_free(b);
}

static void renamed_items_take_their_results_along(void **state)
{
	static const double worth[6] = {2, 1, 0, 0, -1, -2};
	static struct pairs_answer answers[MOST], renamed[MOST];
	struct random random;
	struct pairs *a, *b;
	size_t n;

	(void)state;
	random_start(&random, 5, RANDOM_STREAM_PAIRS);
	n = invent(&random, worth, 6, 12, 12, answers);
	for (size_t k = 0; k < n; k++) {
		renamed[k] = answers[k];
		renamed[k].left = 5 - answers[k].left;
		renamed[k].right = 5 - answers[k].right;
	}
	a = count(answers, n, 12, 6);
	b = count(renamed, n, 12, 6);
	for (size_t i = 0; i < 6; i++) {
		assert_true(fabs(a->items[i].worth - b->items[5 - i].worth) < 1e-9);
		assert_true(fabs(a->items[i].support - b->items[5 - i].support) < 1e-9);
		/* Twelve voters: all signs, so p too. */
		for (size_t j = 0; j < 6; j++)
			assert_true(fabs(a->p[i * 6 + j] - b->p[(5 - i) * 6 + 5 - j]) < 2e-3);
	}
	pairs_free(a);
	pairs_free(b);
}

static void two_threads_and_one_give_the_same_bytes(void **state)
{
	static const double worth[9] = {2, 1, 1, 0.5, 0, 0, -0.5, -1, -2};
	static struct pairs_answer answers[MOST];
	struct random random;
	struct work *work = work_new(2, NULL, NULL);
	struct pairs_input in = {.answers = answers, .n_voters = 50, .n_items = 9, .n_resamples = 100};
	struct pairs *a, *b;

	(void)state;
	random_start(&random, 6, RANDOM_STREAM_PAIRS);
	in.n_answers = invent(&random, worth, 9, 50, 10, answers);
	a = pairs_count(&in, NULL);
	b = pairs_count(&in, work);
	assert_memory_equal(a->items, b->items, 9 * sizeof *a->items);
	assert_memory_equal(a->p, b->p, 81 * sizeof *a->p);
	pairs_free(a);
	pairs_free(b);
	work_free(work);
}

static void always_winners_never_compared_and_nothing_have_results(void **state)
{
	struct pairs_answer answers[30];
	struct pairs *pairs;
	double support[3];

	(void)state;
	for (size_t n_items = 0; n_items < 4; n_items++)
		for (size_t n_voters = 0; n_voters < 3; n_voters++) {
			pairs = count(answers, 0, n_voters, n_items);
			assert_sane(pairs);
			assert_int_equal(pairs->fit->state, PAIRS_EMPTY);
			pairs_free(pairs);
		}
	for (uint32_t v = 0; v < 30; v++)
		answers[v] = (struct pairs_answer){v, 0, 1, PAIRS_LEFT};
	pairs = count(answers, 30, 30, 3);
	assert_sane(pairs);
	assert_int_equal(pairs->fit->state, PAIRS_APART);
	assert_true(pairs->above[1]);
	assert_false(pairs->above[2] || pairs->above[6]);
	support_of_pairs(pairs, support);
	assert_true(support[0] > 0.5 && support[1] < 0.5 && isnan(support[2]));
	pairs_free(pairs);
	pairs = count(answers, 30, 30, 2);
	assert_int_equal(pairs->fit->state, PAIRS_UNBOUNDED);
	assert_false(pairs->plain->is_known);
	assert_true(pairs->above[1]);
	pairs_free(pairs);
	for (uint32_t v = 0; v < 30; v++)
		answers[v].choice = PAIRS_SKIP;
	pairs = count(answers, 30, 30, 2);
	assert_sane(pairs);
	assert_int_equal(pairs->n_skipped, 30);
	assert_int_equal(pairs->n_voters, 0);
	pairs_free(pairs);
	/* One voter tells nothing apart. */
	for (uint32_t v = 0; v < 3; v++)
		answers[v] = (struct pairs_answer){0, v % 3, (v + 1) % 3, PAIRS_LEFT};
	pairs = count(answers, 2, 1, 3);
	assert_sane(pairs);
	for (size_t k = 0; k < 9; k++)
		assert_false(pairs->above[k]);
	pairs_free(pairs);
}

static void no_pair_comes_twice_and_every_pair_comes(void **state)
{
	enum { ITEMS = 8, ALL = ITEMS * (ITEMS - 1) / 2 };
	struct pairs_answer answers[3 * ALL];
	size_t n = 0;

	(void)state;
	for (uint32_t v = 0; v < 3; v++) {
		bool is_seen[ITEMS * ITEMS] = {false};
		uint32_t left, right;

		for (size_t k = 0; k < ALL; k++) {
			assert_true(pairs_next(answers, n, ITEMS, v, 3, &left, &right));
			assert_true(left < ITEMS && right < ITEMS && left != right);
			assert_false(is_seen[left * ITEMS + right]);
			is_seen[left * ITEMS + right] = is_seen[right * ITEMS + left] = true;
			answers[n++] = (struct pairs_answer){v, left, right, (enum pairs_choice)(k % 4)};
		}
		assert_false(pairs_next(answers, n, ITEMS, v, 3, &left, &right));
	}
	assert_false(pairs_next(answers, 0, 1, 0, 3, &(uint32_t){0}, &(uint32_t){0}));
	assert_false(pairs_next(answers, 0, 0, 0, 3, &(uint32_t){0}, &(uint32_t){0}));
}

static void questions_spread_over_items_and_sides_and_nobody_steers_them(void **state)
{
	enum { ITEMS = 10, VOTERS = 12, ASKED = 12 };
	struct pairs_answer answers[VOTERS * ASKED];
	size_t shown[ITEMS] = {0}, left_low = 0, n = 0, n_steered[ITEMS * ITEMS] = {0};

	(void)state;
	for (size_t turn = 0; turn < ASKED; turn++)
		for (uint32_t v = 0; v < VOTERS; v++, n++) {
			assert_true(pairs_next(answers, n, ITEMS, v, 9, &answers[n].left, &answers[n].right));
			answers[n].voter = v;
			answers[n].choice = answers[n].left < answers[n].right ? PAIRS_LEFT : PAIRS_RIGHT;
			shown[answers[n].left]++;
			shown[answers[n].right]++;
			left_low += answers[n].left < answers[n].right;
		}
	for (size_t i = 0; i < ITEMS; i++)
		assert_true(shown[i] >= 15 && shown[i] <= 45); /* 28.8 on average */
	assert_true(left_low > 50 && left_low < 94);
	/* Whatever was answered, over many seeds every pair comes to a new voter. */
	for (uint64_t seed = 0; seed < 3000; seed++) {
		uint32_t left, right;

		assert_true(pairs_next(answers, n, ITEMS, VOTERS, seed, &left, &right));
		n_steered[MIN(left, right) * ITEMS + MAX(left, right)]++;
	}
	for (size_t i = 0; i < ITEMS; i++)
		for (size_t j = i + 1; j < ITEMS; j++)
			assert_true(n_steered[i * ITEMS + j] >= 3 && n_steered[i * ITEMS + j] < 600);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(answers_are_counted_once_a_voter_and_pair),
		cmocka_unit_test(what_is_far_apart_is_separated_and_what_is_alike_is_not),
		cmocka_unit_test(under_twenty_voters_pairs_are_separated_but_nothing_is_ranked),
		cmocka_unit_test(rooms_of_equals_are_seldom_separated),
		cmocka_unit_test(no_order_of_answers_or_voters_changes_anything),
		cmocka_unit_test(renamed_items_take_their_results_along),
		cmocka_unit_test(two_threads_and_one_give_the_same_bytes),
		cmocka_unit_test(always_winners_never_compared_and_nothing_have_results),
		cmocka_unit_test(no_pair_comes_twice_and_every_pair_comes),
		cmocka_unit_test(questions_spread_over_items_and_sides_and_nobody_steers_them),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
