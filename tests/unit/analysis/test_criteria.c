/* test_criteria - what is counted of each issue: by hand, against a slow twin, and drawn again.
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
#include "criteria.h"
#include "random.h"

#define NONE SIZE_MAX

static void assert_near(double a, double b)
{
	assert_true(fabs(a - b) < 1e-12);
}

static bool is_same(double a, double b)
{
	return (isnan(a) && isnan(b)) || fabs(a - b) < 1e-12;
}

static void measure(const struct criteria_input *in, double *values, size_t *n_said)
{
	struct criteria *c = criteria_new(in);

	criteria_read(c, values, n_said);
	criteria_free(c);
}

static void every_criterion_is_what_its_sentence_says(void **state)
{
	(void)state;
	/* Sender 0 (heard less) writes of issue 0 in two places, mild and then grave; 1 in the first of them,
	 * silent; 2 of issue 1 from another session; 3 of nothing; 4 of issue 1, said in every answer. */
	const struct criteria_row rows[] = {
		{0, 0, 0, 0, 1, 2, 3, 1},     {0, 0, 0, 1, 3, 3, 0, -1},   {0, 1, 0, 0, 0, 0, 0, -1},
		{1, 2, 1, 0, 2, 4, 4, 0},     {NONE, 3, 1, 2, 3, 4, 5, 1}, {1, 4, 1, NONE, 3, 1, 5, 0},
		{1, 4, 1, NONE, 1, 1, 1, -1}, {0, 4, 1, 2, 1, 2, 2, -1},
	};
	const double support[] = {0.25, NAN};
	const size_t n_votes[] = {8, 0};
	struct criteria_input in = {rows, 8, 2, 5, 2, 3, support, n_votes};
	double v[2][CRITERION_MAX];
	size_t n[2][CRITERION_MAX];

	measure(&in, *v, *n);
	assert_near(v[0][CRITERION_FREQUENCY], 1); /* three senders, the most */
	assert_near(v[1][CRITERION_FREQUENCY], 2 / 3.0);
	assert_near(v[0][CRITERION_SEVERITY], 0.5); /* sender 0 by the gravest; sender 4 mild */
	assert_near(v[1][CRITERION_SEVERITY], 0.5);
	assert_near(v[0][CRITERION_REACH], 0.5);
	assert_near(v[1][CRITERION_REACH], 0.5);
	assert_near(v[0][CRITERION_PERSISTENCE], 0);
	assert_near(v[1][CRITERION_PERSISTENCE], 1);
	assert_near(v[0][CRITERION_SPREAD], 1); /* two places of one session, one of the other */
	assert_near(v[1][CRITERION_SPREAD], 1 / 3.0);
	assert_near(v[0][CRITERION_EQUITY], 0.5); /* 0 of less heard, 4 not, 1 unknown */
	assert_near(v[1][CRITERION_EQUITY], 0);
	assert_near(v[0][CRITERION_SUPPORT], 0.25);
	assert_true(isnan(v[1][CRITERION_SUPPORT]));
	assert_int_equal(n[0][CRITERION_FREQUENCY], 3);
	assert_int_equal(n[0][CRITERION_SEVERITY], 2);
	assert_int_equal(n[0][CRITERION_PERSISTENCE], 2);
	assert_int_equal(n[0][CRITERION_SPREAD], 3);
	assert_int_equal(n[0][CRITERION_EQUITY], 2);
	assert_int_equal(n[0][CRITERION_SUPPORT], 8);
	assert_int_equal(n[1][CRITERION_SUPPORT], 0);
}

static void what_nobody_said_is_no_number(void **state)
{
	(void)state;
	const struct criteria_row rows[] = {{0, 0, NONE, NONE, 0, 0, 0, -1}, {0, 1, NONE, NONE, 0, 0, 0, -1}};
	struct criteria_input in = {rows, 2, 2, 2, 0, 0, NULL, NULL};
	double v[2][CRITERION_MAX];

	measure(&in, *v, NULL);
	assert_near(v[0][CRITERION_FREQUENCY], 1);
	assert_near(v[1][CRITERION_FREQUENCY], 0);
	for (size_t i = 0; i < 2; i++)
		for (size_t c = CRITERION_SEVERITY; c < CRITERION_MAX; c++)
			assert_true(isnan(v[i][c]));
	in.n_rows = 0;
	in.n_senders = 0;
	measure(&in, *v, NULL);
	assert_true(isnan(v[0][CRITERION_FREQUENCY]));
	in.n_issues = 0;
	measure(&in, *v, NULL);
}

/* Rows of any kind, from a seed. */
struct made {
	struct criteria_row rows[400];
	struct criteria_input in;
};

static void make(struct made *m, uint64_t seed, size_t n_sessions)
{
	struct random r;

	random_start(&r, seed, RANDOM_STREAM_PEOPLE);
	m->in = (struct criteria_input){m->rows,
					50 + random_below(&r, 350),
					1 + random_below(&r, 12),
					40,
					n_sessions,
					random_below(&r, 6),
					NULL,
					NULL};
	for (size_t i = 0; i < m->in.n_rows; i++) {
		size_t sender = i < 40 ? i : random_below(&r, 40);

		m->rows[i] = (struct criteria_row){
			random_below(&r, 10) ? random_below(&r, m->in.n_issues) : NONE,
			sender,
			n_sessions && random_below(&r, 8)
				? (sender * 7 + random_below(&r, 9) / 8) % n_sessions
				: NONE,
			m->in.n_places && random_below(&r, 4) ? random_below(&r, m->in.n_places) : NONE,
			(int8_t)random_below(&r, 4),
			(int8_t)random_below(&r, 5),
			(int8_t)random_below(&r, 6),
			(int8_t)((int)random_below(&r, 3) - 1)};
	}
}

/* The session of a sender: the smallest known. */
static size_t session_of(const struct criteria_input *in, size_t sender)
{
	size_t session = NONE;

	for (size_t i = 0; i < in->n_rows; i++)
		if (in->rows[i].sender == sender)
			session = MIN(session, in->rows[i].session);
	return session;
}

/* One issue, the long way: senders, spots and shares, without those of senders that are left out. */
static void slow(const struct criteria_input *in, const bool *is_out, size_t issue, double *counts,
		 double *shares)
{
	GHashTable *spots = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	double said[4] = {0}, high[4] = {0};

	counts[0] = counts[1] = 0;
	for (size_t s = 0; s < in->n_senders; s++) {
		int level[4] = {0}, heard = -1;
		bool names = false;

		for (size_t i = 0; i < in->n_rows; i++) {
			const struct criteria_row *row = &in->rows[i];

			if (row->sender != s || is_out[s])
				continue;
			heard = MAX(heard, row->heard);
			if (row->issue != issue)
				continue;
			names = true;
			level[0] = MAX(level[0], row->severity);
			level[1] = MAX(level[1], row->affected);
			level[2] = MAX(level[2], row->frequency);
			if (in->n_places ? row->place != NONE : session_of(in, s) != NONE)
				g_hash_table_add(spots,
						 g_strdup_printf("%zu %zu", session_of(in, s), row->place));
		}
		if (!names)
			continue;
		level[3] = heard + 1;
		counts[0]++;
		for (size_t l = 0; l < 4; l++) {
			said[l] += level[l] > 0;
			high[l] += level[l] >= (const int[]){3, 3, 4, 2}[l];
		}
	}
	counts[1] = (double)g_hash_table_size(spots);
	g_hash_table_unref(spots);
	for (size_t l = 0; l < 4; l++)
		shares[l] = said[l] > 0 ? high[l] / said[l] : NAN;
}

static void assert_slow(const struct criteria_input *in, const bool *is_out, const double *values)
{
	double most[2] = {0}, counts[12][2], shares[12][4];
	bool has_spread = false;

	for (size_t i = 0; i < in->n_issues; i++) {
		slow(in, is_out, i, counts[i], shares[i]);
		most[0] = MAX(most[0], counts[i][0]);
		most[1] = MAX(most[1], counts[i][1]);
		has_spread = has_spread || !isnan(values[i * CRITERION_MAX + CRITERION_SPREAD]);
	}
	for (size_t i = 0; i < in->n_issues; i++) {
		const double *of = values + i * CRITERION_MAX;

		assert_true(is_same(of[CRITERION_FREQUENCY], most[0] > 0 ? counts[i][0] / most[0] : NAN));
		if (has_spread)
			assert_true(
				is_same(of[CRITERION_SPREAD], most[1] > 0 ? counts[i][1] / most[1] : NAN));
		assert_true(is_same(of[CRITERION_SEVERITY], shares[i][0]));
		assert_true(is_same(of[CRITERION_REACH], shares[i][1]));
		assert_true(is_same(of[CRITERION_PERSISTENCE], shares[i][2]));
		assert_true(is_same(of[CRITERION_EQUITY], shares[i][3]));
	}
}

static void whole_and_with_any_part_left_out_they_are_the_slow_ones(void **state)
{
	(void)state;
	for (uint64_t seed = 1; seed <= 60; seed++) {
		struct made m;
		bool is_out[40] = {false};
		double values[12 * CRITERION_MAX], *without;
		struct criteria *c;
		size_t n_parts;

		make(&m, seed, seed % 5);
		c = criteria_new(&m.in);
		criteria_read(c, values, NULL);
		assert_slow(&m.in, is_out, values);
		n_parts = criteria_leave_out(c, CRITERIA_BY_SENDER, 1, 1000, &without, NULL);
		assert_int_equal(n_parts, 40);
		/* Senders sit by session, then number; which one was left out is seen by trying all. */
		for (size_t p = 0; p < 40; p++) {
			size_t sender = NONE;

			for (size_t k = 0, seat = 0; k <= m.in.n_sessions; k++)
				for (size_t s = 0; s < 40; s++)
					if (session_of(&m.in, s) == (k < m.in.n_sessions ? k : NONE) &&
					    seat++ == p)
						sender = s;
			is_out[sender] = true;
			assert_slow(&m.in, is_out, without + p * m.in.n_issues * CRITERION_MAX);
			is_out[sender] = false;
		}
		g_free(without);
		n_parts = criteria_leave_out(c, CRITERIA_BY_SESSION, 1, 1000, &without, NULL);
		for (size_t k = 0, p = 0; k <= m.in.n_sessions && n_parts; k++) {
			size_t n_out = 0;

			for (size_t s = 0; s < 40; s++) {
				is_out[s] = session_of(&m.in, s) == (k < m.in.n_sessions ? k : NONE);
				n_out += is_out[s];
			}
			if (n_out)
				assert_slow(&m.in, is_out, without + p++ * m.in.n_issues * CRITERION_MAX);
			if (k == m.in.n_sessions)
				assert_int_equal(p, n_parts);
		}
		g_free(without);
		criteria_free(c);
	}
}

static void the_order_of_rows_means_nothing(void **state)
{
	(void)state;
	struct made m;
	struct random r;
	double before[12 * CRITERION_MAX], after[12 * CRITERION_MAX], drawn[2][12 * CRITERION_MAX];
	struct criteria *c;

	make(&m, 7, 4);
	c = criteria_new(&m.in);
	criteria_read(c, before, NULL);
	criteria_draw(c, 5, 3, drawn[0]);
	criteria_free(c);
	random_start(&r, 1, RANDOM_STREAM_PEOPLE);
	for (size_t i = m.in.n_rows; i > 1; i--) {
		size_t other = random_below(&r, i);
		struct criteria_row row = m.rows[i - 1];

		m.rows[i - 1] = m.rows[other];
		m.rows[other] = row;
	}
	c = criteria_new(&m.in);
	criteria_read(c, after, NULL);
	criteria_draw(c, 5, 3, drawn[1]);
	criteria_free(c);
	assert_memory_equal(before, after, m.in.n_issues * CRITERION_MAX * sizeof *before);
	assert_memory_equal(drawn[0], drawn[1], m.in.n_issues * CRITERION_MAX * sizeof *before);
}

static void a_draw_depends_on_its_seed_and_number_only(void **state)
{
	(void)state;
	struct made m;
	double a[12 * CRITERION_MAX], b[12 * CRITERION_MAX];
	struct criteria *c;

	make(&m, 3, 5);
	c = criteria_new(&m.in);
	criteria_draw(c, 9, 4, a);
	criteria_draw(c, 9, 5, b);
	assert_memory_not_equal(a, b, sizeof(double) * m.in.n_issues * CRITERION_MAX);
	criteria_draw(c, 9, 4, b);
	assert_memory_equal(a, b, sizeof(double) * m.in.n_issues * CRITERION_MAX);
	criteria_free(c);
}

/* Ten sessions of ten who all say the same of one issue, in half of the sessions another is named too. */
static void whole_sessions_are_drawn_and_a_copy_counts_again(void **state)
{
	(void)state;
	struct criteria_row rows[150];
	size_t n = 0;
	double sum = 0, square = 0, v[2][CRITERION_MAX];
	struct criteria *c;

	for (size_t s = 0; s < 100; s++) {
		rows[n++] = (struct criteria_row){0, s, s / 10, NONE, 3, 0, 0, -1};
		if (s / 10 < 5)
			rows[n++] = (struct criteria_row){1, s, s / 10, NONE, 1, 0, 0, -1};
	}
	c = criteria_new(&(struct criteria_input){rows, n, 2, 100, 10, 0, NULL, NULL});
	for (size_t d = 0; d < 2000; d++) {
		criteria_draw(c, 1, d, *v);
		assert_near(v[0][CRITERION_FREQUENCY], 1);
		assert_near(v[0][CRITERION_SPREAD], 1);
		assert_near(v[1][CRITERION_SPREAD] * 10, round(v[1][CRITERION_SPREAD] * 10));
		assert_near(v[1][CRITERION_SPREAD], v[1][CRITERION_FREQUENCY]);
		sum += v[1][CRITERION_SPREAD];
		square += v[1][CRITERION_SPREAD] * v[1][CRITERION_SPREAD];
	}
	criteria_free(c);
	/* Binomial of ten draws and a half: mean 1/2, variance 1/40. */
	assert_true(fabs(sum / 2000 - 0.5) < 0.02);
	assert_true(fabs(square / 2000 - sum / 2000 * sum / 2000 - 0.025) < 0.004);
}

static void parts_that_are_joined_hold_every_sender_once(void **state)
{
	(void)state;
	struct criteria_row rows[90];
	double *without;
	struct criteria *c;
	double whole[CRITERION_MAX], sum[2] = {0};

	/* Each sender alone is heard less or not, which tells who was left out by the share. */
	for (size_t s = 0; s < 90; s++)
		rows[s] = (struct criteria_row){0, s, s % 9, NONE, 0, 0, 0, s % 2};
	c = criteria_new(&(struct criteria_input){rows, 90, 1, 90, 9, 0, NULL, NULL});
	criteria_read(c, whole, NULL);
	for (size_t by = 0; by < 2; by++) {
		size_t n = criteria_leave_out(c, (enum criteria_part)by, 3, 6, &without, NULL);

		assert_int_equal(n, 6);
		for (size_t p = 0; p < n; p++) {
			/* By senders every part is 15 of 90. */
			double left = by == CRITERIA_BY_SENDER ? 75 : 90,
			       share = without[p * CRITERION_MAX + CRITERION_EQUITY];

			assert_true(share > 0.3 && share < 0.7);
			sum[by] += 45 - share * left;
		}
		g_free(without);
	}
	assert_near(sum[CRITERIA_BY_SENDER], 45);
	criteria_free(c);
}

static void levels_are_of_senders_by_the_gravest(void **state)
{
	(void)state;
	const struct criteria_row rows[] = {{0, 0, NONE, NONE, 1, 2, 0, -1},
					    {0, 0, NONE, NONE, 3, 1, 0, -1},
					    {0, 1, NONE, NONE, 0, 4, 5, -1}};
	struct criteria *c = criteria_new(&(struct criteria_input){rows, 3, 1, 2, 0, 0, NULL, NULL});
	size_t severity[1][4], affected[1][5], frequency[1][6];

	criteria_levels(c, severity, affected, frequency);
	criteria_free(c);
	assert_memory_equal(severity[0], ((size_t[]){1, 0, 0, 1}), sizeof severity);
	assert_memory_equal(affected[0], ((size_t[]){0, 0, 1, 0, 1}), sizeof affected);
	assert_memory_equal(frequency[0], ((size_t[]){1, 0, 0, 0, 0, 1}), sizeof frequency);
}

static void every_criterion_is_stated_and_found_by_its_key(void **state)
{
	(void)state;
	double low = 0, high = 0;

	for (size_t c = 0; c < CRITERION_MAX; c++) {
		const struct criterion_about *a = &criteria_catalogue[c];

		assert_true(*a->key && *a->name && *a->unit && *a->direction && *a->missing);
		assert_true(g_str_has_suffix(a->definition, "."));
		assert_null(strstr(a->definition, ". ")); /* one sentence */
		assert_true(a->low >= 0 && a->low <= a->high && a->high <= 1);
		assert_int_equal(criterion_of(a->key), c);
		low += a->low;
		high += a->high;
	}
	assert_true(low <= 1 && high >= 1);
	assert_int_equal(criterion_of("feasibility"), CRITERION_MAX);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_criterion_is_what_its_sentence_says),
		cmocka_unit_test(what_nobody_said_is_no_number),
		cmocka_unit_test(whole_and_with_any_part_left_out_they_are_the_slow_ones),
		cmocka_unit_test(the_order_of_rows_means_nothing),
		cmocka_unit_test(a_draw_depends_on_its_seed_and_number_only),
		cmocka_unit_test(whole_sessions_are_drawn_and_a_copy_counts_again),
		cmocka_unit_test(parts_that_are_joined_hold_every_sender_once),
		cmocka_unit_test(levels_are_of_senders_by_the_gravest),
		cmocka_unit_test(every_criterion_is_stated_and_found_by_its_key),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
