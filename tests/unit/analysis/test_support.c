/* Support by hand, from every kind of vote.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>

#include "support.h"

static void count(enum ballots_kind kind, const struct ballots_mark *marks, size_t n, double *support)
{
	struct ballots *ballots = ballots_count(
		&(struct ballots_input){
			.kind = kind, .marks = marks, .n_marks = n, .n_voters = 2, .n_items = 3},
		NULL);

	support_of_ballots(ballots, support);
	ballots_free(ballots);
}

static void assert_near(double a, double b)
{
	assert_true(fabs(a - b) < 1e-12);
}

static void ballots_give_the_share_that_marks_or_is_before(void **state)
{
	const struct ballots_mark dots[] = {{0, 0, 3}, {1, 0, 1}, {1, 1, 2}},
				  places[] = {{0, 0, 1}, {0, 1, 2}, {0, 2, 3}, {1, 1, 1}};
	double support[3];

	(void)state;
	count(BALLOTS_DOTS, dots, 3, support);
	assert_near(support[0], 1);
	assert_near(support[1], 0.5);
	assert_near(support[2], 0);
	/* 0 is before two, then before none and even with one. */
	count(BALLOTS_RANKING, places, 4, support);
	assert_near(support[0], 2.5 / 4);
	assert_near(support[1], 3.0 / 4);
	assert_near(support[2], 0.5 / 4);
	count(BALLOTS_APPROVAL, dots, 0, support);
	assert_true(isnan(support[0]));
}

static void pairs_give_the_chance_against_the_others(void **state)
{
	const struct pairs_answer answers[] = {
		{0, 0, 1, PAIRS_LEFT}, {1, 0, 1, PAIRS_LEFT}, {2, 1, 0, PAIRS_EQUAL}};
	struct pairs *pairs = pairs_count(
		&(struct pairs_input){
			.answers = answers, .n_answers = 3, .n_voters = 3, .n_items = 2, .n_resamples = 10},
		NULL);
	double support[2];

	(void)state;
	support_of_pairs(pairs, support);
	assert_true(support[0] > 0.6 && support[0] < 2.5 / 3);
	assert_near(support[0] + support[1], 1);
	pairs_free(pairs);
}

static void opinions_give_the_share_that_agrees_and_none_to_what_is_out(void **state)
{
	const struct opinions_vote votes[] = {{0, 0, 1}, {1, 0, -1}, {2, 0, 0}, {3, 0, 1}, {0, 1, 1}};
	const bool is_out[] = {false, true, false};
	const struct opinions_input in = {
		.votes = votes, .n_votes = 5, .n_voters = 4, .n_statements = 3, .is_out = is_out};
	struct opinions_statistics *statistics = opinions_statistics(&in, NULL, 0, NULL);
	double support[3];

	(void)state;
	support_of_opinions(statistics, support);
	assert_near(support[0], 0.5);
	assert_true(isnan(support[1]) && isnan(support[2]));
	opinions_statistics_free(statistics);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ballots_give_the_share_that_marks_or_is_before),
		cmocka_unit_test(pairs_give_the_chance_against_the_others),
		cmocka_unit_test(opinions_give_the_share_that_agrees_and_none_to_what_is_out),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
