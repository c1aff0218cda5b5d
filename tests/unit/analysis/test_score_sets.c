/* test_score_sets - places by score against the long way, and what must never be parted.
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
#include "random.h"
#include "rank_sets.h"
#include "rank_sets_parts.h"
#include "score_sets.h"
#include "smaa.h"

#define NONE SIZE_MAX
enum { MAX_ISSUES = 8, N_SENDERS = 60 };

static const double mixed[CRITERION_MAX] = {0.4, 0.2, 0.1, 0.1, 0.1, 0.1, 0};
static const double mentions[CRITERION_MAX] = {1, 0, 0, 0, 0, 0, 0};

struct made {
	struct criteria_row rows[N_SENDERS * 2];
	struct criteria_input in;
};

/* Issues named ever less, by senders in so many sessions. */
static void make(struct made *m, uint64_t seed, size_t n_sessions)
{
	struct random r;

	random_start(&r, seed, RANDOM_STREAM_PEOPLE);
	m->in = (struct criteria_input){.rows = m->rows,
					.n_rows = N_SENDERS * 2,
					.n_issues = 2 + random_below(&r, MAX_ISSUES - 1),
					.n_senders = N_SENDERS,
					.n_sessions = n_sessions};
	for (size_t i = 0; i < m->in.n_rows; i++) {
		double u = random_unit(&r);

		m->rows[i] = (struct criteria_row){(size_t)(u * u * u * (double)m->in.n_issues),
						   i / 2,
						   n_sessions ? i / 2 % n_sessions : NONE,
						   NONE,
						   (int8_t)random_below(&r, 4),
						   (int8_t)random_below(&r, 5),
						   (int8_t)random_below(&r, 6),
						   (int8_t)((int)random_below(&r, 3) - 1)};
	}
}

/* Variance that no part shows, of a share x of k answers. */
static double wilson(double x, double k, double z)
{
	double p = (x * k + z * z / 2) / (k + z * z);

	return fmax(0, p * (1 - p) - x * (1 - x)) / k;
}

/* p of every pair the long way: one difference at a time from what is left when each part is out. */
static void slow(const struct criteria *c, size_t n, const double *weights, double confidence, double *p)
{
	double values[MAX_ISSUES * CRITERION_MAX], score[MAX_ISSUES], z = 0;
	size_t n_said[MAX_ISSUES * CRITERION_MAX];

	criteria_read(c, values, n_said);
	smaa_weighted_sum(values, n, weights, CRITERION_MAX, score);
	while (rank_student_tail(z, N_SENDERS - 1) > (1 - confidence) / (double)(n * (n - 1)))
		z += 1e-4;
	for (size_t i = 0; i < n * n; i++)
		p[i] = 0;
	for (size_t by = 0; by < 2; by++) {
		double *without;
		size_t n_parts = criteria_leave_out(c, (enum criteria_part)by, 1, 1000, &without);

		for (size_t i = 0; i < n && n_parts; i++) {
			for (size_t j = 0; j < n; j++) {
				double mean = 0, square = 0, se, left[MAX_ISSUES];

				for (size_t q = 0; q < 2 * n_parts; q++) {
					double d;

					smaa_weighted_sum(without + q % n_parts * n * CRITERION_MAX, n,
							  weights, CRITERION_MAX, left);
					d = left[i] - left[j];
					if (q < n_parts)
						mean += d / (double)n_parts;
					else
						square += (d - mean) * (d - mean);
				}
				se = square * ((double)n_parts - 1) / (double)n_parts;
				for (size_t k = 1; k < CRITERION_MAX - 1; k++) {
					size_t one = i * CRITERION_MAX + k, other = j * CRITERION_MAX + k;

					if (k == CRITERION_SPREAD)
						continue;
					se += weights[k] * weights[k] *
					      (wilson(values[one], (double)n_said[one], z) +
					       wilson(values[other], (double)n_said[other], z));
				}
				se = sqrt(se);
				p[i * n + j] = fmax(p[i * n + j],
						    se > 1e-12 ? rank_student_tail((score[i] - score[j]) / se,
										   (double)n_parts - 1)
							       : 1);
			}
		}
		g_free(without);
	}
}

static void places_are_those_of_the_long_way(void **state)
{
	(void)state;
	size_t n_parted = 0;

	for (uint64_t seed = 1; seed <= 24; seed++) {
		struct made m;
		struct criteria *c;
		struct score_sets *sets;
		double p[MAX_ISSUES * MAX_ISSUES], confidence = seed % 2 ? 0.95 : 0.6;
		size_t low[MAX_ISSUES], high[MAX_ISSUES], holm_low[MAX_ISSUES], holm_high[MAX_ISSUES],
			all_low[MAX_ISSUES], all_high[MAX_ISSUES];
		const double *weights = seed % 3 ? mixed : mentions;
		double known[CRITERION_MAX];

		make(&m, seed, seed % 4 * 5);
		/* Without sessions nothing is known of spread: its weight is shared out. */
		for (size_t k = 0; k < CRITERION_MAX; k++)
			known[k] =
				k == CRITERION_SPREAD && !m.in.n_sessions
					? 0
					: weights[k] / (m.in.n_sessions ? 1 : 1 - weights[CRITERION_SPREAD]);
		c = criteria_new(&m.in);
		sets = score_sets_new(c, m.in.n_issues, confidence, 1);
		score_sets_places(sets, weights, low, high);
		slow(c, m.in.n_issues, known, confidence, p);
		rank_sets(p, m.in.n_issues, confidence, RANK_HOLM, RANK_SIMULTANEOUS, holm_low, holm_high);
		rank_sets(p, m.in.n_issues, confidence, RANK_BONFERRONI, RANK_SIMULTANEOUS, all_low,
			  all_high);
		for (size_t i = 0; i < m.in.n_issues; i++) {
			assert_in_range(low[i], all_low[i], holm_low[i]);
			assert_in_range(high[i], holm_high[i], all_high[i]);
			n_parted += all_low[i] > 1;
		}
		score_sets_free(sets);
		criteria_free(c);
	}
	assert_true(n_parted > 20);
}

static void people_who_all_say_the_same_part_nothing(void **state)
{
	(void)state;
	struct criteria_row rows[80];
	struct criteria *c;
	struct score_sets *sets;
	size_t low[2], high[2];

	for (size_t i = 0; i < 80; i++)
		rows[i] = (struct criteria_row){i % 2, i / 2, NONE, NONE, i % 2 ? 3 : 1, 0, 0, -1};
	c = criteria_new(&(struct criteria_input){rows, 80, 2, 40, 0, 0, NULL, NULL});
	sets = score_sets_new(c, 2, 0.95, 1);
	score_sets_places(sets, mentions, low, high);
	assert_int_equal(low[1], 1);
	assert_int_equal(high[1], 2);
	/* Forty who all see a danger, and forty who none do: that is more than chance. */
	score_sets_places(sets, (const double[CRITERION_MAX]){0, 1}, low, high);
	assert_int_equal(high[1], 1);
	assert_int_equal(low[0], 2);
	score_sets_free(sets);
	criteria_free(c);
}

static void a_share_of_two_answers_parts_nothing(void **state)
{
	(void)state;
	struct criteria_row rows[80];
	struct criteria *c;
	struct score_sets *sets;
	size_t low[2], high[2];

	for (size_t i = 0; i < 80; i++)
		rows[i] = (struct criteria_row){
			i % 2, i / 2, NONE, NONE, i % 2 ? (i < 4 ? 3 : 0) : i % 4 ? 1 : 3, 0, 0, -1};
	c = criteria_new(&(struct criteria_input){rows, 80, 2, 40, 0, 0, NULL, NULL});
	sets = score_sets_new(c, 2, 0.95, 1);
	score_sets_places(sets, (const double[CRITERION_MAX]){0, 1}, low, high);
	assert_int_equal(high[1], 2);
	assert_int_equal(low[0], 1);
	score_sets_free(sets);
	criteria_free(c);
}

/* Thirty senders of a first issue, ten of a second; nobody said how grave the second is. */
static void what_nobody_said_might_be_anything(void **state)
{
	(void)state;
	struct criteria_row rows[400];
	struct criteria *c;
	struct score_sets *sets;
	size_t low[2], high[2];

	for (size_t i = 0; i < 400; i++)
		rows[i] = (struct criteria_row){i % 4 == 3, i, NONE, NONE, i % 4 == 3 ? 0 : i % 2 ? 3 : 2,
						0,	    0, -1};
	c = criteria_new(&(struct criteria_input){rows, 400, 2, 400, 0, 0, NULL, NULL});
	sets = score_sets_new(c, 2, 0.95, 1);
	score_sets_places(sets, mentions, low, high);
	assert_int_equal(low[1], 2);
	score_sets_places(sets, (const double[CRITERION_MAX]){0.6, 0.4}, low, high);
	assert_int_equal(low[1], 1);
	score_sets_free(sets);
	criteria_free(c);
}

/* The same counts, once evenly from ten sessions, once each issue from sessions of its own. */
static void one_room_with_one_mind_is_one_voice(void **state)
{
	(void)state;
	size_t low[2], high[2];

	for (size_t by_room = 0; by_room < 2; by_room++) {
		struct criteria_row rows[200];
		struct criteria *c;
		struct score_sets *sets;

		for (size_t i = 0; i < 200; i++) {
			size_t session = i / 20;

			rows[i] = (struct criteria_row){
				by_room ? session >= 7 : i % 10 >= 7, i, session, NONE, 0, 0, 0, -1};
		}
		c = criteria_new(&(struct criteria_input){rows, 200, 2, 200, 10, 0, NULL, NULL});
		sets = score_sets_new(c, 2, 0.95, 1);
		score_sets_places(sets, mentions, low, high);
		assert_int_equal(high[0], by_room ? 2 : 2 - (low[1] == 2));
		if (by_room)
			assert_int_equal(low[1], 1);
		score_sets_free(sets);
		criteria_free(c);
	}
}

static void votes_carry_their_own_doubt(void **state)
{
	(void)state;
	struct criteria_row rows[40];
	const double support[] = {0.9, 0.4};
	size_t low[2], high[2];

	for (size_t i = 0; i < 40; i++)
		rows[i] = (struct criteria_row){i % 2, i, NONE, NONE, 0, 0, 0, -1};
	for (size_t n = 5; n <= 500; n *= 100) {
		const size_t n_votes[] = {n, n};
		struct criteria *c =
			criteria_new(&(struct criteria_input){rows, 40, 2, 40, 0, 0, support, n_votes});
		struct score_sets *sets = score_sets_new(c, 2, 0.95, 1);

		score_sets_places(sets, (const double[CRITERION_MAX]){[CRITERION_SUPPORT] = 1}, low, high);
		assert_int_equal(low[1], n > 5 ? 2 : 1);
		assert_int_equal(high[0], n > 5 ? 1 : 2);
		score_sets_free(sets);
		criteria_free(c);
	}
}

static void none_one_and_nothing_known_give_places(void **state)
{
	(void)state;
	const struct criteria_row rows[] = {{0, 0, NONE, NONE, 0, 0, 0, -1}};

	for (size_t n = 0; n < 4; n++) {
		struct criteria *c =
			criteria_new(&(struct criteria_input){rows, n > 0, n, n > 0, 0, 0, NULL, NULL});
		struct score_sets *sets = score_sets_new(c, n, 0.95, 1);
		size_t low[4], high[4];

		for (size_t k = 0; k < CRITERION_MAX; k++) {
			double weights[CRITERION_MAX] = {0};

			weights[k] = 1;
			score_sets_places(sets, weights, low, high);
			for (size_t i = 0; i < n; i++) {
				assert_int_equal(low[i], 1);
				assert_int_equal(high[i], n);
			}
		}
		score_sets_free(sets);
		criteria_free(c);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(places_are_those_of_the_long_way),
		cmocka_unit_test(people_who_all_say_the_same_part_nothing),
		cmocka_unit_test(a_share_of_two_answers_parts_nothing),
		cmocka_unit_test(what_nobody_said_might_be_anything),
		cmocka_unit_test(one_room_with_one_mind_is_one_voice),
		cmocka_unit_test(votes_carry_their_own_doubt),
		cmocka_unit_test(none_one_and_nothing_known_give_places),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
