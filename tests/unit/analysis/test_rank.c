/* test_rank - criteria by hand, and what resampling must respect.
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

#include <math.h>
#include "rank.h"

static const double even[CRITERION_MAX] = {0.5, 0.2, 0.1, 0.1, 0.1};

static struct rank_report by(size_t sender, size_t issue, size_t session, size_t place, int8_t severity)
{
	return (struct rank_report){issue, sender, session, place, severity, 0, 0};
}

static void study(const struct rank_report *reports, size_t n, size_t n_issues, size_t n_senders,
		  size_t n_sessions, size_t n_places, uint64_t seed, struct rank_issue *out)
{
	struct rank_input input = {reports, n, n_issues, n_senders, n_sessions, n_places, even};
	struct rank *rank = rank_new(&input);
	struct work *work = work_new(2, NULL, NULL);
	g_autofree struct rank_issue *alone = g_new0(struct rank_issue, n_issues + 1);

	assert_true(rank_draw(rank, seed, 200, NULL));
	rank_read(rank, 0.9, alone);
	assert_true(rank_draw(rank, seed, 200, work));
	rank_read(rank, 0.9, out);
	for (size_t i = 0; i < n_issues; i++)
		assert_memory_equal(&alone[i].score_low, &out[i].score_low,
				    sizeof alone[i] - offsetof(struct rank_issue, score_low));
	work_free(work);
	rank_free(rank);
}

static void assert_near(double a, double b)
{
	assert_true(fabs(a - b) < 1e-12);
}

static void criteria_are_roots_of_shares_of_senders_and_places_and_means_of_those_who_said(void **state)
{
	(void)state;
	/* Sender 0 writes twice of issue 0, mild and grave; sender 1 once, silent on severity; sender 2 of
	 * issue 1. */
	const struct rank_report reports[] = {by(0, 0, 0, 0, 1), by(0, 0, 0, 1, 3), by(1, 0, 0, 1, 0),
					      by(2, 1, 0, 2, 3), by(3, SIZE_MAX, 0, 3, 0)};
	struct rank_issue issues[2];

	study(reports, 5, 2, 4, 1, 4, 1, issues);
	assert_near(issues[0].criteria[CRITERION_SENDERS], sqrt(2.0 / 4));
	assert_near(issues[0].criteria[CRITERION_PLACES], sqrt(2.0 / 4));
	assert_near(issues[0].criteria[CRITERION_SEVERITY], 0.5);
	assert_true(isnan(issues[0].criteria[CRITERION_AFFECTED]));
	assert_near(issues[1].criteria[CRITERION_SEVERITY], 1);
	assert_near(issues[0].score, (0.7 * sqrt(0.5) + 0.1 * 0.5) / 0.8);
}

static void a_sender_who_repeats_counts_once(void **state)
{
	(void)state;
	struct rank_report once[40], often[100];
	struct rank_issue a[2], b[2];

	for (size_t s = 0; s < 40; s++)
		once[s] = often[s] = by(s, s % 2, SIZE_MAX, SIZE_MAX, 0);
	for (size_t i = 40; i < 100; i++)
		often[i] = by(0, 0, SIZE_MAX, SIZE_MAX, 0);
	study(once, 40, 2, 40, 0, 0, 1, a);
	study(often, 100, 2, 40, 0, 0, 1, b);
	for (size_t i = 0; i < 2; i++) {
		assert_near(a[i].score, b[i].score);
		assert_near(a[i].score_low, b[i].score_low);
		assert_int_equal(a[i].rank_low, b[i].rank_low);
	}
}

/* 30, 20 and 6 senders on three issues, in so many sessions. */
static size_t three_issues(struct rank_report *reports, size_t times, size_t n_sessions)
{
	const size_t size[] = {30, 20, 6};
	size_t n = 0;

	for (size_t issue = 0; issue < 3; issue++)
		for (size_t i = 0; i < size[issue] * times; i++, n++)
			reports[n] = by(n, issue, n_sessions ? n % n_sessions : SIZE_MAX, n % 5, 0);
	return n;
}

static void doubling_the_data_keeps_scores_and_narrows_doubt(void **state)
{
	(void)state;
	struct rank_report reports[56 * 16];
	struct rank_issue small[3], large[3];

	study(reports, three_issues(reports, 1, 3), 3, 56, 3, 5, 1, small);
	study(reports, three_issues(reports, 16, 3), 3, 56 * 16, 3, 5, 1, large);
	for (size_t i = 0; i < 3; i++) {
		assert_near(small[i].criteria[CRITERION_SENDERS], large[i].criteria[CRITERION_SENDERS]);
		assert_true(large[i].score_high - large[i].score_low <
			    small[i].score_high - small[i].score_low);
		assert_int_equal(large[i].rank_low, i + 1);
		assert_int_equal(large[i].rank_high, i + 1);
	}
	assert_true(small[0].rank_high >= 2);
	assert_true(small[2].rank_low >= 2);
}

static void relabelling_issues_moves_their_ranges_with_them(void **state)
{
	(void)state;
	struct rank_report reports[56];
	struct rank_issue a[3], b[3];
	size_t n = three_issues(reports, 1, 3);

	study(reports, n, 3, 56, 3, 5, 1, a);
	for (size_t i = 0; i < n; i++)
		reports[i].issue = 2 - reports[i].issue;
	study(reports, n, 3, 56, 3, 5, 1, b);
	for (size_t i = 0; i < 3; i++) {
		assert_near(a[i].score, b[2 - i].score);
		assert_int_equal(a[i].rank_low, b[2 - i].rank_low);
		assert_int_equal(a[i].rank_high, b[2 - i].rank_high);
	}
}

static void equal_issues_are_never_separated(void **state)
{
	(void)state;
	struct rank_report reports[60];
	struct rank_issue issues[4];

	for (size_t i = 0; i < 60; i++)
		reports[i] = by(i, i % 4, SIZE_MAX, SIZE_MAX, 0);
	study(reports, 60, 4, 60, 0, 0, 5, issues);
	for (size_t i = 0; i < 4; i++) {
		assert_int_equal(issues[i].rank_low, 1);
		assert_int_equal(issues[i].rank_high, 4);
	}
}

static void a_single_voice_separates_nothing(void **state)
{
	(void)state;
	struct rank_report reports[30];
	struct rank_issue issues[2];

	for (size_t i = 0; i < 30; i++)
		reports[i] = by(0, 0, 0, 0, 3);
	reports[29].issue = 1;
	reports[29].severity = 1;
	study(reports, 30, 2, 1, 1, 1, 5, issues);
	assert_int_equal(issues[0].rank_high, 2);
	assert_int_equal(issues[1].rank_low, 1);
}

static void whole_sessions_that_differ_widen_the_ranges(void **state)
{
	(void)state;
	/* One session of ten speaks of issue 0 only, the others of 1 and 2: with sessions drawn, issue 0 may
	 * vanish. */
	struct rank_report mixed[200], clustered[200];
	struct rank_issue a[2], b[2];

	for (size_t i = 0; i < 200; i++) {
		mixed[i] = by(i, i < 140 ? 0 : 1, i % 10, SIZE_MAX, 0);
		clustered[i] = by(i, i < 140 ? 0 : 1, i / 20, SIZE_MAX, 0);
	}
	study(mixed, 200, 2, 200, 10, 0, 2, a);
	study(clustered, 200, 2, 200, 10, 0, 2, b);
	assert_near(a[0].score, b[0].score);
	assert_true(b[0].score_high - b[0].score_low > 2 * (a[0].score_high - a[0].score_low));
	assert_int_equal(a[0].rank_high, 1);
}

static void no_issue_and_no_report_are_no_trouble(void **state)
{
	(void)state;
	struct rank_report alone = by(0, SIZE_MAX, SIZE_MAX, SIZE_MAX, 0);
	struct rank_issue issue;

	study(NULL, 0, 0, 0, 0, 0, 1, &issue);
	study(&alone, 1, 0, 1, 0, 0, 1, &issue);
	rank_free(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			criteria_are_roots_of_shares_of_senders_and_places_and_means_of_those_who_said),
		cmocka_unit_test(a_sender_who_repeats_counts_once),
		cmocka_unit_test(doubling_the_data_keeps_scores_and_narrows_doubt),
		cmocka_unit_test(relabelling_issues_moves_their_ranges_with_them),
		cmocka_unit_test(equal_issues_are_never_separated),
		cmocka_unit_test(a_single_voice_separates_nothing),
		cmocka_unit_test(whole_sessions_that_differ_widen_the_ranges),
		cmocka_unit_test(no_issue_and_no_report_are_no_trouble),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
