/* What is flagged and, as much as that, what is not.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <glib.h>
#include <string.h>

#include "random.h"
#include "style.h"

enum { VOTERS = 100, ITEMS = 20 };

static struct style_input input_of(const struct style_answer *answers, size_t n)
{
	return (struct style_input){.answers = answers,
				    .n_answers = n,
				    .n_voters = VOTERS,
				    .agree = 1,
				    .nothing = INT32_MIN,
				    .has_order = true,
				    .has_copies = true};
}

/* Each voter answers every item, 1 with that chance, else -1. */
static size_t answer(struct random *random, double chance, struct style_answer *answers)
{
	size_t n = 0;

	for (uint32_t v = 0; v < VOTERS; v++)
		for (uint32_t i = 0; i < ITEMS; i++)
			answers[n++] = (struct style_answer){v, i, random_unit(random) < chance ? 1 : -1};
	return n;
}

static void who_answers_all_alike_or_by_turns_is_flagged_in_a_divided_room(void **state)
{
	struct style_answer answers[VOTERS * ITEMS];
	struct random random;
	struct style_input in;
	struct style *style;
	bool counts[VOTERS];
	size_t n;

	(void)state;
	random_start(&random, 1, RANDOM_STREAM_PEOPLE);
	n = answer(&random, 0.5, answers);
	for (size_t i = 0; i < ITEMS; i++) {
		answers[3 * ITEMS + i].value = 1;
		answers[4 * ITEMS + i].value = -1;
		answers[5 * ITEMS + i].value = i % 2 ? 1 : -1;
	}
	in = input_of(answers, n);
	style = style_look(&in);
	assert_int_equal(style->flags[3], STYLE_AGREE);
	assert_int_equal(style->flags[4], STYLE_STRAIGHT);
	assert_int_equal(style->flags[5], STYLE_ALTERNATE);
	assert_int_equal(style->n_flagged, 3);
	assert_int_equal(style->n_with[0], 1);
	style_keep(style, STYLE_AGREE | STYLE_ALTERNATE, counts);
	assert_false(counts[3] || counts[5]);
	assert_true(counts[4] && counts[0]);
	style_free(style);
	in.has_order = false;
	style = style_look(&in);
	assert_int_equal(style->flags[5], 0);
	style_free(style);
}

static void agreeing_with_what_all_agree_with_is_no_style(void **state)
{
	struct style_answer answers[VOTERS * ITEMS];
	struct random random;
	struct style_input in;
	struct style *style;

	(void)state;
	random_start(&random, 2, RANDOM_STREAM_PEOPLE);
	in = input_of(answers, answer(&random, 0.97, answers));
	style = style_look(&in);
	assert_int_equal(style->n_flagged, 0);
	style_free(style);
	in = input_of(answers, answer(&random, 2, answers));
	style = style_look(&in);
	assert_int_equal(style->n_flagged, 0);
	style_free(style);
}

static void chance_alone_flags_hardly_anybody(void **state)
{
	struct style_answer answers[VOTERS * ITEMS];
	struct random random;
	size_t n_flagged = 0;

	(void)state;
	random_start(&random, 3, RANDOM_STREAM_PEOPLE);
	for (size_t round = 0; round < 100; round++) {
		double chance = 0.3 + 0.4 * random_unit(&random);
		size_t n = answer(&random, chance, answers), n_left = 0, length = 3 + round % 10;
		struct style_input in;
		struct style *style;

		for (size_t a = 0; a < n; a++)
			if (answers[a].item < length)
				answers[n_left++] = answers[a];
		in = input_of(answers, n_left);
		style = style_look(&in);
		n_flagged += style->n_flagged;
		if (length < STYLE_LEAST)
			assert_int_equal(style->n_flagged, 0);
		style_free(style);
	}
	/* 10,000 ballots; three flags, a tenth of a ballot a room each at most. */
	assert_true(n_flagged <= 30);
}

static void one_ballot_many_times_is_flagged_and_short_ones_are_not(void **state)
{
	struct style_answer answers[VOTERS * ITEMS];
	struct random random;
	struct style_input in;
	struct style *style;
	size_t n, n_left = 0;

	(void)state;
	random_start(&random, 4, RANDOM_STREAM_PEOPLE);
	n = answer(&random, 0.5, answers);
	for (size_t v = 40; v < 47; v++)
		for (size_t i = 0; i < ITEMS; i++)
			answers[v * ITEMS + i].value = answers[40 * ITEMS + i].value;
	in = input_of(answers, n);
	style = style_look(&in);
	assert_int_equal(style->n_copies, 7);
	assert_int_equal(style->n_with[4], 7);
	assert_int_equal(style->flags[46], STYLE_COPY);
	style_free(style);
	/* Of three items there are eight ballots. */
	for (size_t a = 0; a < n; a++)
		if (answers[a].item < 3)
			answers[n_left++] = answers[a];
	in = input_of(answers, n_left);
	style = style_look(&in);
	assert_int_equal(style->n_flagged, 0);
	style_free(style);
}

static void a_minute_too_full_is_flagged_and_a_room_told_to_vote_is_not(void **state)
{
	struct style_answer answers[VOTERS];
	int64_t second[VOTERS];
	struct style_input in;
	struct style *style;
	struct random random;

	(void)state;
	random_start(&random, 5, RANDOM_STREAM_PEOPLE);
	for (uint32_t v = 0; v < VOTERS; v++)
		answers[v] = (struct style_answer){v, 0, 1};
	in = input_of(answers, VOTERS);
	in.second = second;
	/* Seventy over an hour, thirty within half a minute. */
	for (size_t v = 0; v < VOTERS; v++)
		second[v] = v < 70 ? 1000 + (int64_t)random_below(&random, 3600)
				   : 2000 + (int64_t)random_below(&random, 30);
	style = style_look(&in);
	assert_true(style->n_burst >= 30 && style->n_burst <= 36);
	assert_int_equal(style->n_with[3], style->n_burst);
	assert_true(style->flags[99] == STYLE_BURST);
	assert_true(style->burst_at > 1940 && style->burst_at < 2030 && style->burst_usual < 3);
	style_free(style);
	/* All within one minute; and within five, more in the middle. */
	for (size_t v = 0; v < VOTERS; v++)
		second[v] = 5000 + (int64_t)random_below(&random, 50);
	style = style_look(&in);
	assert_int_equal(style->n_flagged, 0);
	style_free(style);
	for (size_t v = 0; v < VOTERS; v++)
		second[v] = 5000 + (int64_t)(random_below(&random, 150) + random_below(&random, 150));
	style = style_look(&in);
	assert_int_equal(style->n_flagged, 0);
	style_free(style);
	/* Unknown times say nothing. */
	for (size_t v = 0; v < VOTERS; v++)
		second[v] = -1;
	style = style_look(&in);
	assert_int_equal(style->n_flagged, 0);
	style_free(style);
}

static void always_the_left_one_is_flagged_when_asked_often_enough(void **state)
{
	struct style_answer answers[12 * 12];
	struct random random;
	struct style_input in;
	struct style *style;
	size_t n = 0;

	(void)state;
	random_start(&random, 6, RANDOM_STREAM_PEOPLE);
	for (uint32_t v = 0; v < 12; v++)
		for (size_t k = 0; k < 12; k++)
			answers[n++] = (struct style_answer){v, 0,
							     v == 7   ? 0
							     : v == 8 ? (int32_t)(k % 2)
								      : (int32_t)random_below(&random, 2)};
	in = input_of(answers, n);
	in.n_voters = 12;
	in.agree = INT32_MIN;
	in.has_copies = false;
	style = style_look(&in);
	assert_int_equal(style->flags[7], STYLE_STRAIGHT);
	assert_int_equal(style->flags[8], STYLE_ALTERNATE);
	assert_int_equal(style->n_flagged, 2);
	style_free(style);
}

static void blanks_are_no_answers_and_nothing_is_nothing(void **state)
{
	struct style_answer answers[VOTERS * ITEMS];
	struct style_input in;
	struct style *style;
	size_t n = 0;

	(void)state;
	/* Approval: one mark each, all else blank. */
	for (uint32_t v = 0; v < VOTERS; v++)
		for (uint32_t i = 0; i < ITEMS; i++)
			answers[n++] = (struct style_answer){v, i, i == v % ITEMS};
	for (uint32_t i = 0; i < ITEMS; i++)
		answers[9 * ITEMS + i].value = 0;
	in = input_of(answers, n);
	in.nothing = 0;
	style = style_look(&in);
	assert_int_equal(style->n_flagged, 0);
	style_free(style);
	for (uint32_t i = 0; i < ITEMS; i++)
		answers[9 * ITEMS + i].value = 1;
	style = style_look(&in);
	assert_int_equal(style->flags[9], STYLE_AGREE);
	assert_int_equal(style->n_flagged, 1);
	style_free(style);
	for (size_t n_voters = 0; n_voters < 3; n_voters++) {
		in = input_of(answers, 0);
		in.n_voters = n_voters;
		style = style_look(&in);
		assert_int_equal(style->n_flagged, 0);
		style_free(style);
	}
}

static void the_order_of_voters_is_of_no_consequence(void **state)
{
	struct style_answer answers[VOTERS * ITEMS], turned[VOTERS * ITEMS];
	struct random random;
	struct style_input in;
	struct style *a, *b;
	size_t n;

	(void)state;
	random_start(&random, 7, RANDOM_STREAM_PEOPLE);
	n = answer(&random, 0.6, answers);
	for (size_t v = 0; v < 20; v++)
		for (size_t i = 0; i < ITEMS; i++)
			answers[v * ITEMS + i].value = v < 8 ? answers[i].value : v < 14 ? 1 : -1;
	for (size_t v = 0; v < VOTERS; v++)
		for (size_t i = 0; i < ITEMS; i++) {
			turned[(VOTERS - 1 - v) * ITEMS + i] = answers[v * ITEMS + i];
			turned[(VOTERS - 1 - v) * ITEMS + i].voter = (uint32_t)(VOTERS - 1 - v);
		}
	in = input_of(answers, n);
	a = style_look(&in);
	in.answers = turned;
	b = style_look(&in);
	assert_true(a->n_flagged > 10);
	for (size_t v = 0; v < VOTERS; v++)
		assert_int_equal(a->flags[v], b->flags[VOTERS - 1 - v]);
	style_free(a);
	style_free(b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(who_answers_all_alike_or_by_turns_is_flagged_in_a_divided_room),
		cmocka_unit_test(agreeing_with_what_all_agree_with_is_no_style),
		cmocka_unit_test(chance_alone_flags_hardly_anybody),
		cmocka_unit_test(one_ballot_many_times_is_flagged_and_short_ones_are_not),
		cmocka_unit_test(a_minute_too_full_is_flagged_and_a_room_told_to_vote_is_not),
		cmocka_unit_test(always_the_left_one_is_flagged_when_asked_often_enough),
		cmocka_unit_test(blanks_are_no_answers_and_nothing_is_nothing),
		cmocka_unit_test(the_order_of_voters_is_of_no_consequence),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
