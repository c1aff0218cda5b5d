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
#include "moderate.h"
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

/* What is left of the scores when each part of the people is out, one way. */
struct left {
	size_t n_parts;
	double score[64][MAX_ISSUES];
};

static void leave(const struct criteria *c, size_t n, const double *weights, enum criteria_part by,
		  struct left *left)
{
	double *without;

	left->n_parts = criteria_leave_out(c, by, 1, 64, &without, NULL);
	for (size_t q = 0; q < left->n_parts; q++)
		smaa_weighted_sum(without + q * n * CRITERION_MAX, n, weights, CRITERION_MAX, left->score[q]);
	g_free(without);
}

/* Jackknife variance of the score of i less that of j; j NONE: of i alone. */
static double variance_of(const struct left *left, size_t i, size_t j)
{
	double mean = 0, square = 0, n = (double)left->n_parts;

	for (size_t q = 0; q < 2 * left->n_parts; q++) {
		const double *score = left->score[q % left->n_parts];
		double d = score[i] - (j == NONE ? 0 : score[j]);

		if (q < left->n_parts)
			mean += d / n;
		else
			square += (d - mean) * (d - mean);
	}
	return square * (n - 1) / n;
}

static double swing(const double *values, const double *weights)
{
	double sum = 0;

	for (size_t k = 0; k < CRITERION_MAX - 1; k++) {
		double by = k == CRITERION_FREQUENCY || k == CRITERION_SPREAD ? values[k]
									      : values[k] * (1 - values[k]);

		if (weights[k] > 0)
			sum += weights[k] * weights[k] * by * by;
	}
	return sum;
}

/* p of every pair the long way, on the degrees of freedom of the sessions alone (wide) and on all that the
 * other issues lend them (narrow). */
static void slow(const struct criteria *c, size_t n, const double *weights, double confidence, double *wide,
		 double *narrow)
{
	double values[MAX_ISSUES * CRITERION_MAX], score[MAX_ISSUES],
		z = 0, own[MAX_ISSUES], chance[MAX_ISSUES], over = 0, under = 0, sum = 0, squares = 0, part,
		freedom;
	size_t n_said[MAX_ISSUES * CRITERION_MAX];
	struct left people, rooms;
	struct moderated prior = {1, 0};

	criteria_read(c, values, n_said);
	smaa_weighted_sum(values, n, weights, CRITERION_MAX, score);
	leave(c, n, weights, CRITERIA_BY_SENDER, &people);
	leave(c, n, weights, CRITERIA_BY_SESSION, &rooms);
	freedom = (double)rooms.n_parts - 1;
	while (rank_student_tail(z, N_SENDERS - 1) > (1 - confidence) / (double)(n * (n - 1)))
		z += 1e-4;
	for (size_t i = 0; i < n && rooms.n_parts; i++) {
		own[i] = variance_of(&rooms, i, NONE);
		chance[i] = variance_of(&people, i, NONE);
		over += own[i] - chance[i];
		under += swing(values + i * CRITERION_MAX, weights);
		sum += own[i];
		squares += own[i] * own[i];
	}
	part = fmax(0, over / under);
	for (size_t i = 0; i < n && rooms.n_parts; i++)
		chance[i] = n_said[i * CRITERION_MAX] < rooms.n_parts
				    ? 0
				    : chance[i] + part * swing(values + i * CRITERION_MAX, weights);
	if (rooms.n_parts)
		prior = moderate(own, chance, n, freedom, freedom * fmax(0, sum * sum / squares - 2));
	for (size_t i = 0; i < n; i++) {
		for (size_t j = 0; j < n; j++) {
			const double *one = values + i * CRITERION_MAX, *other = values + j * CRITERION_MAX;
			double variance = variance_of(&people, i, j), unseen = 0, between, expected;
			double d = score[i] - score[j];

			for (size_t k = 1; k < CRITERION_MAX - 1; k++)
				if (k != CRITERION_SPREAD)
					unseen +=
						weights[k] * weights[k] *
						(wilson(one[k], (double)n_said[i * CRITERION_MAX + k], z) +
						 wilson(other[k], (double)n_said[j * CRITERION_MAX + k], z));
			wide[i * n + j] = narrow[i * n + j] =
				i == j ? 1 : rank_student_tail(d / sqrt(variance + unseen), N_SENDERS - 1);
			if (!rooms.n_parts || i == j)
				continue;
			between = variance_of(&rooms, i, j);
			expected = variance + part * (swing(one, weights) + swing(other, weights));
			expected = (prior.freedom * prior.scale * expected + freedom * between) /
				   (prior.freedom + freedom);
			between = fmax(variance, fmax(between, expected)) + unseen;
			wide[i * n + j] =
				fmax(wide[i * n + j], rank_student_tail(d / sqrt(between), freedom));
			narrow[i * n + j] =
				fmax(narrow[i * n + j],
				     rank_student_tail(d / sqrt(between), freedom + prior.freedom));
		}
	}
}

static void places_are_those_of_the_long_way(void **state)
{
	(void)state;
	size_t n_parted = 0, n_lent = 0;

	for (uint64_t seed = 1; seed <= 24; seed++) {
		struct made m;
		struct criteria *c;
		struct score_sets *sets;
		double wide[MAX_ISSUES * MAX_ISSUES], narrow[MAX_ISSUES * MAX_ISSUES],
			confidence = seed % 2 ? 0.95 : 0.6;
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
		slow(c, m.in.n_issues, known, confidence, wide, narrow);
		rank_sets(narrow, m.in.n_issues, confidence, RANK_HOLM, RANK_SIMULTANEOUS, holm_low,
			  holm_high);
		rank_sets(wide, m.in.n_issues, confidence, RANK_BONFERRONI, RANK_SIMULTANEOUS, all_low,
			  all_high);
		for (size_t i = 0; i < m.in.n_issues; i++) {
			assert_in_range(low[i], all_low[i], holm_low[i]);
			assert_in_range(high[i], holm_high[i], all_high[i]);
			n_parted += all_low[i] > 1;
			n_lent += holm_low[i] > all_low[i] && low[i] > all_low[i];
		}
		score_sets_free(sets);
		criteria_free(c);
	}
	assert_true(n_parted > 20);
	assert_true(n_lent > 0);
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
		struct score_sets *sets = score_sets_new(c, n, n % 2 ? 0.95 : 0.1, 1);
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
