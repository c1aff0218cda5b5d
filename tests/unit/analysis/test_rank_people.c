/* test_rank_people - people who name several issues, in rooms that differ: tests of pairs against a second
 * program, and what must hold of their places. SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <glib.h>
#include <math.h>

#include "random.h"
#include "rank_sets.h"
#include "rank_sets_parts.h"

static void assert_close(double a, double b, double relative)
{
	assert_true(fabs(a - b) <= relative * fabs(b));
}

struct crowd {
	size_t n_issues, n_senders, n_sessions, n;
	struct rank_mention *mentions;
	size_t *session;
};

/* Each names 0 to most issues of a skewed order; rooms like what their number says. */
static struct crowd crowd_draw(struct random *random, size_t n_issues, size_t n_senders, size_t n_sessions,
			       size_t most)
{
	struct crowd crowd = {n_issues,
			      n_senders,
			      n_sessions,
			      0,
			      g_new(struct rank_mention, n_senders * most + 1),
			      g_new(size_t, n_senders + 1)};

	for (size_t s = 0; s < n_senders; s++) {
		size_t n = most == 1 ? 1 : random_below(random, most + 1);

		crowd.session[s] = n_sessions ? random_below(random, n_sessions + 1) : SIZE_MAX;
		if (crowd.session[s] == n_sessions)
			crowd.session[s] = SIZE_MAX;
		for (size_t k = 0; k < n; k++) {
			size_t issue = random_below(random, 1 + random_below(random, n_issues)), m = crowd.n;

			while (m > 0 && crowd.mentions[m - 1].sender == s &&
			       crowd.mentions[m - 1].issue != issue)
				m--;
			if (m == 0 || crowd.mentions[m - 1].sender != s)
				crowd.mentions[crowd.n++] = (struct rank_mention){s, issue};
		}
	}
	return crowd;
}

static struct rank_people people_of(const struct crowd *crowd)
{
	return (struct rank_people){crowd->mentions, crowd->n,		crowd->n_senders,
				    crowd->n_issues, crowd->n_sessions, crowd->session};
}

static void crowd_free(struct crowd *crowd)
{
	g_free(crowd->mentions);
	g_free(crowd->session);
}

static size_t *counts_of(const struct crowd *crowd)
{
	size_t *counts = g_new0(size_t, crowd->n_issues + 1);

	for (size_t m = 0; m < crowd->n; m++)
		counts[crowd->mentions[m].issue]++;
	return counts;
}

static void where_each_names_one_the_paired_test_is_that_of_counts(void **state)
{
	(void)state;
	struct random random;

	random_start(&random, 2, RANDOM_STREAM_RANKS);
	for (size_t round = 0; round < 30; round++) {
		struct crowd crowd = crowd_draw(&random, 1 + random_below(&random, 9),
						1 + random_below(&random, 300), 0, 1);
		struct rank_people people = people_of(&crowd);
		g_autofree size_t *counts = counts_of(&crowd);
		double one[81], other[81];

		rank_test_counts(counts, crowd.n_issues, one);
		rank_test_paired(&people, other);
		assert_memory_equal(one, other, crowd.n_issues * crowd.n_issues * sizeof *one);
		rank_test(&people, other); /* all of unknown session: one room */
		assert_memory_equal(one, other, crowd.n_issues * crowd.n_issues * sizeof *one);
		crowd_free(&crowd);
	}
}

static void the_paired_test_counts_who_names_one_and_not_the_other(void **state)
{
	(void)state;
	struct random random;

	random_start(&random, 3, RANDOM_STREAM_RANKS);
	for (size_t round = 0; round < 30; round++) {
		struct crowd crowd = crowd_draw(&random, 2 + random_below(&random, 6),
						1 + random_below(&random, 90), 0, 4);
		struct rank_people people = people_of(&crowd);
		size_t n = crowd.n_issues;
		g_autofree bool *said = g_new0(bool, n *crowd.n_senders);
		double p[64];

		for (size_t m = 0; m < crowd.n; m++)
			said[crowd.mentions[m].sender * n + crowd.mentions[m].issue] = true;
		rank_test_paired(&people, p);
		for (size_t i = 0; i < n; i++)
			for (size_t j = 0; j < n; j++) {
				size_t only_i = 0, only_j = 0;

				for (size_t s = 0; s < crowd.n_senders; s++) {
					only_i += said[s * n + i] && !said[s * n + j];
					only_j += said[s * n + j] && !said[s * n + i];
				}
				if (i != j)
					assert_true(p[i * n + j] == rank_coin_tail(only_i, only_i + only_j));
			}
		crowd_free(&crowd);
	}
}

static void a_pair_said_twice_and_the_order_of_mentions_change_nothing(void **state)
{
	(void)state;
	struct random random;

	random_start(&random, 4, RANDOM_STREAM_RANKS);
	for (size_t round = 0; round < 20; round++) {
		struct crowd crowd = crowd_draw(&random, 6, 120, 7, 4);
		struct rank_people people = people_of(&crowd), twice = people;
		g_autofree struct rank_mention *again = g_new(struct rank_mention, 2 * crowd.n + 1);
		double one[36], other[36];

		memcpy(again, crowd.mentions, crowd.n * sizeof *again);
		memcpy(again + crowd.n, crowd.mentions, crowd.n * sizeof *again);
		for (size_t i = 2 * crowd.n; i > 1; i--) {
			size_t at = random_below(&random, i);
			struct rank_mention kept = again[at];

			again[at] = again[i - 1];
			again[i - 1] = kept;
		}
		twice.mentions = again;
		twice.n_mentions = 2 * crowd.n;
		rank_test(&people, one);
		rank_test(&twice, other);
		assert_memory_equal(one, other, sizeof one);
		crowd_free(&crowd);
	}
}

static void numbering_issues_senders_and_sessions_otherwise_renumbers_the_places(void **state)
{
	(void)state;
	struct random random;

	random_start(&random, 5, RANDOM_STREAM_RANKS);
	for (size_t round = 0; round < 20; round++) {
		struct crowd crowd = crowd_draw(&random, 8, 400, 6, 3),
			     turned = {8, 400, 6, crowd.n, NULL, NULL};
		struct rank_people people = people_of(&crowd), other;
		size_t low[8], high[8], other_low[8], other_high[8];
		double p[64];

		turned.mentions = g_new(struct rank_mention, crowd.n);
		turned.session = g_new(size_t, 400);
		for (size_t m = 0; m < crowd.n; m++)
			turned.mentions[m] = (struct rank_mention){(crowd.mentions[m].sender * 7 + 3) % 400,
								   (crowd.mentions[m].issue * 3 + 1) % 8};
		for (size_t s = 0; s < 400; s++)
			turned.session[(s * 7 + 3) % 400] =
				crowd.session[s] == SIZE_MAX ? SIZE_MAX : (crowd.session[s] + 2) % 6;
		other = people_of(&turned);
		rank_test(&people, p);
		rank_sets(p, 8, 0.8, RANK_HOLM, RANK_SIMULTANEOUS, low, high);
		rank_test(&other, p);
		rank_sets(p, 8, 0.8, RANK_HOLM, RANK_SIMULTANEOUS, other_low, other_high);
		for (size_t i = 0; i < 8; i++) {
			assert_int_equal(low[i], other_low[(i * 3 + 1) % 8]);
			assert_int_equal(high[i], other_high[(i * 3 + 1) % 8]);
		}
		crowd_free(&crowd);
		crowd_free(&turned);
	}
}

static void the_place_by_count_lies_within_the_set(void **state)
{
	(void)state;
	struct random random;

	random_start(&random, 6, RANDOM_STREAM_RANKS);
	for (size_t round = 0; round < 40; round++) {
		struct crowd crowd = crowd_draw(&random, 2 + random_below(&random, 10),
						1 + random_below(&random, 600), random_below(&random, 9), 3);
		struct rank_people people = people_of(&crowd);
		g_autofree size_t *counts = counts_of(&crowd);
		size_t n = crowd.n_issues, low[12], high[12];
		double p[144];

		rank_test(&people, p);
		rank_sets(p, n, 0.6, RANK_HOLM, round & 1 ? RANK_SIMULTANEOUS : RANK_MARGINAL, low, high);
		for (size_t i = 0; i < n; i++) {
			size_t more = 0, less = 0;

			for (size_t j = 0; j < n; j++) {
				more += counts[j] > counts[i];
				less += counts[j] < counts[i];
			}
			assert_true(low[i] >= 1 && low[i] <= more + 1);
			assert_true(high[i] <= n && high[i] >= n - less);
		}
		crowd_free(&crowd);
	}
}

/* Three draws of a linear congruence a sender; rooms lean to issues of their own. */
static struct crowd crowd_certified(const size_t *rooms, size_t n_rooms, size_t n_issues)
{
	struct crowd crowd = {n_issues, 0, n_rooms, 0, g_new(struct rank_mention, 3000), g_new(size_t, 1000)};
	uint32_t x = 12345;

	for (size_t r = 0; r < n_rooms; r++)
		for (size_t k = 0; k < rooms[r]; k++, crowd.n_senders++) {
			crowd.session[crowd.n_senders] = r;
			for (size_t t = 0; t < 3; t++) {
				double u;
				size_t issue;

				x = (1103515245 * x + 12345) % (UINT32_C(1) << 31);
				u = (double)((x >> 8) % 1000) / 1000;
				issue = MIN(n_issues - 1, (size_t)(u * u * (double)n_issues));
				if ((r + t) % 4 == 0)
					issue = (issue + r) % n_issues;
				crowd.mentions[crowd.n++] = (struct rank_mention){crowd.n_senders, issue};
			}
		}
	return crowd;
}

static void from_room_to_room_p_is_that_of_a_second_program(void **state)
{
	(void)state;
	/* By numpy and scipy, from matrices and rooms really left out. */
	const double three[] = {1, 2.473741870448e-02, 6.162596710711e-02, 9.752625812955e-01,
				1, 5.049249488874e-01};
	const double six[] = {1,
			      4.114512696169e-04,
			      5.677678942414e-04,
			      8.067747033420e-04,
			      1.489566424643e-03,
			      4.494223544557e-04,
			      9.995885487304e-01,
			      1,
			      7.025741706944e-01,
			      5.731222415441e-01,
			      4.407077527549e-01,
			      3.455672383672e-01,
			      9.994322321058e-01,
			      2.974258293056e-01,
			      1,
			      3.774744482523e-01,
			      3.476953697816e-01,
			      2.506828498898e-01};
	struct crowd few = crowd_certified((size_t[]){20, 30, 25}, 3, 3);
	struct crowd more = crowd_certified((size_t[]){12, 40, 33, 8, 51}, 5, 6);
	struct rank_people people = people_of(&few);
	double p[36];

	rank_test_sessions(&people, p);
	for (size_t k = 0; k < G_N_ELEMENTS(three); k++)
		assert_close(p[k], three[k], 1e-9);
	people = people_of(&more);
	rank_test_sessions(&people, p);
	for (size_t k = 0; k < G_N_ELEMENTS(six); k++)
		assert_close(p[k], six[k], 1e-9);
	crowd_free(&few);
	crowd_free(&more);
}

static void one_room_says_nothing_of_rooms_and_unknown_sessions_are_one(void **state)
{
	(void)state;
	struct random random;

	random_start(&random, 9, RANDOM_STREAM_RANKS);
	for (size_t round = 0; round < 10; round++) {
		struct crowd crowd = crowd_draw(&random, 5, 150, round % 2 ? 4 : 0, 3);
		struct rank_people people = people_of(&crowd);
		double one[25], other[25];

		rank_test_sessions(&people, one);
		for (size_t k = 0; crowd.n_sessions == 0 && k < 25; k++)
			assert_true(one[k] == 1);
		for (size_t s = 0; s < crowd.n_senders; s++)
			if (crowd.session[s] == SIZE_MAX)
				crowd.session[s] = crowd.n_sessions;
		people.n_sessions = crowd.n_sessions + 3; /* two more without people */
		rank_test_sessions(&people, other);
		assert_memory_equal(one, other, sizeof one);
		crowd_free(&crowd);
	}
}

static void beyond_two_hundred_sessions_some_are_joined(void **state)
{
	(void)state;
	struct random random;
	struct crowd crowd;
	struct rank_people people;
	double one[25], other[25];

	random_start(&random, 12, RANDOM_STREAM_RANKS);
	crowd = crowd_draw(&random, 5, 2500, 0, 3);
	people = people_of(&crowd);
	for (size_t s = 0; s < crowd.n_senders; s++)
		crowd.session[s] = s;
	people.n_sessions = crowd.n_senders;
	rank_test_sessions(&people, one);
	for (size_t s = 0; s < crowd.n_senders; s++)
		crowd.session[s] = s % 200;
	rank_test_sessions(&people, other);
	assert_memory_equal(one, other, sizeof one);
	assert_true(one[1] < 1e-6);
	crowd_free(&crowd);
}

/* Names of n senders of a room: counts[i] of them issue i alone, the rest nothing. */
static void crowd_add_room(struct crowd *crowd, size_t n, const size_t *counts, size_t n_issues)
{
	size_t sender = crowd->n_senders;

	crowd->mentions = g_renew(struct rank_mention, crowd->mentions, crowd->n + n + 1);
	crowd->session = g_renew(size_t, crowd->session, crowd->n_senders + n);
	for (size_t i = 0; i < n_issues; i++)
		for (size_t k = 0; k < counts[i]; k++)
			crowd->mentions[crowd->n++] = (struct rank_mention){sender++, i};
	g_assert(sender <= crowd->n_senders + n);
	for (size_t k = 0; k < n; k++)
		crowd->session[crowd->n_senders++] = crowd->n_sessions;
	crowd->n_sessions++;
}

static void a_few_strays_do_not_undo_what_one_room_says(void **state)
{
	(void)state;
	for (size_t strays = 0; strays < 8; strays++) {
		struct crowd crowd = {.n_issues = 3};
		struct rank_people people;
		double p[9], alone[9];

		crowd_add_room(&crowd, 40, (size_t[]){30, 8, 2}, 3);
		if (strays)
			crowd_add_room(&crowd, strays, (size_t[]){0, strays, 0}, 3);
		people = people_of(&crowd);
		rank_test_paired(&people, alone);
		rank_test(&people, p);
		if (strays < RANK_MIN_OUTSIDE)
			assert_memory_equal(p, alone, sizeof p);
		else
			assert_true(p[1] > 0.1 && alone[1] < 0.05);
		crowd_free(&crowd);
	}
}

static void one_loud_room_puts_nothing_surely_first(void **state)
{
	(void)state;
	struct crowd crowd = {.n_issues = 3};
	struct rank_people people;
	double p[9];
	size_t low[3], high[3];

	crowd_add_room(&crowd, 400, (size_t[]){380, 10, 10}, 3);
	for (size_t r = 0; r < 6; r++)
		crowd_add_room(&crowd, 20, (size_t[]){0, 10, 10}, 3);
	people = people_of(&crowd);
	rank_test_paired(&people, p);
	assert_true(p[1] < 1e-30);
	rank_test(&people, p);
	rank_sets(p, 3, 0.95, RANK_HOLM, RANK_SIMULTANEOUS, low, high);
	for (size_t i = 0; i < 3; i++)
		assert_true(low[i] == 1 && high[i] == 3);
	crowd_free(&crowd);
}

static void rooms_that_agree_tell_issues_apart_and_more_people_in_rooms_that_do_not_tell_no_more(void **state)
{
	(void)state;
	struct crowd same = {.n_issues = 3}, few = {.n_issues = 3}, many = {.n_issues = 3};
	struct rank_people people;
	double p[9], other[9];
	size_t low[3], high[3];

	for (size_t r = 0; r < 8; r++) {
		const size_t alike[] = {20 + r % 3, 12 - r % 2, 3 + r % 3};
		const size_t unlike[] = {r % 2 ? 18 : 8, r % 3 ? 12 : 4, r % 4 ? 8 : 14};
		const size_t tenfold[] = {10 * unlike[0], 10 * unlike[1], 10 * unlike[2]};

		crowd_add_room(&same, 40, alike, 3);
		crowd_add_room(&few, 40, unlike, 3);
		crowd_add_room(&many, 400, tenfold, 3);
	}
	people = people_of(&same);
	rank_test(&people, p);
	rank_sets(p, 3, 0.95, RANK_HOLM, RANK_SIMULTANEOUS, low, high);
	for (size_t i = 0; i < 3; i++)
		assert_true(low[i] == i + 1 && high[i] == i + 1);
	people = people_of(&few);
	rank_test_sessions(&people, p);
	people = people_of(&many);
	rank_test_sessions(&people, other);
	for (size_t k = 0; k < 9; k++)
		assert_close(other[k], p[k], 1e-9);
	rank_test_paired(&people, p);
	assert_true(p[1] < other[1] / 1e3);
	crowd_free(&same);
	crowd_free(&few);
	crowd_free(&many);
}

/* All six issues are tied over rooms, and no room is like the next: in each one of the first three and one of
 * the last three get four in ten more. */
static void where_rooms_differ_sets_hold_the_truth_and_those_of_people_alone_do_not(void **state)
{
	(void)state;
	enum { N = 6, ROOMS = 6, DRAWS = 300 };
	size_t covered = 0, covered_alone = 0;
	struct random random;

	random_start(&random, 10, RANDOM_STREAM_RANKS);
	for (size_t draw = 0; draw < DRAWS; draw++) {
		struct crowd crowd = {.n_issues = N};
		struct rank_people people;
		double p[N * N];
		size_t low[N], high[N], n_held[2] = {0};

		for (size_t r = 0; r < ROOMS; r++) {
			size_t counts[N] = {0}, here = random_below(&random, 3),
			       there = 3 + random_below(&random, 3);

			for (size_t s = 0; s < 40; s++) {
				size_t side = random_below(&random, 2),
				       issue = 3 * side + random_below(&random, 3);

				if (random_below(&random, 10) < 4)
					issue = side ? there : here;
				counts[issue]++;
			}
			crowd_add_room(&crowd, 40, counts, N);
		}
		people = people_of(&crowd);
		for (size_t alone = 0; alone < 2; alone++) {
			if (alone)
				rank_test_paired(&people, p);
			else
				rank_test(&people, p);
			rank_sets(p, N, 0.95, RANK_HOLM, RANK_SIMULTANEOUS, low, high);
			for (size_t i = 0; i < N; i++)
				n_held[alone] += low[i] == 1 && high[i] == N;
		}
		covered += n_held[0] == N;
		covered_alone += n_held[1] == N;
		crowd_free(&crowd);
	}
	assert_true(covered >= DRAWS * 94 / 100);
	assert_true(covered_alone <= DRAWS * 70 / 100);
}

static void hostile_crowds_give_a_chance_for_every_pair(void **state)
{
	(void)state;
	struct random random;

	random_start(&random, 11, RANDOM_STREAM_RANKS);
	for (size_t round = 0; round < 200; round++) {
		size_t n_senders = random_below(&random, 30), n_rooms = random_below(&random, 12);
		struct crowd crowd = crowd_draw(&random, 1 + random_below(&random, 8), n_senders, n_rooms,
						1 + random_below(&random, 3));
		struct rank_people people = people_of(&crowd);
		size_t n = crowd.n_issues, low[8], high[8];
		double p[64];

		for (size_t s = 0; round % 3 == 0 && s < n_senders; s++) /* each in a room of their own */
			crowd.session[s] = s;
		people.n_sessions = MAX(n_rooms, n_senders);
		rank_test(&people, p);
		for (size_t k = 0; k < n * n; k++)
			assert_true(p[k] >= 0 && p[k] <= 1);
		rank_sets(p, n, 0.95, RANK_HOLM, RANK_SIMULTANEOUS, low, high);
		for (size_t i = 0; i < n; i++)
			assert_true(low[i] >= 1 && low[i] <= high[i] && high[i] <= n);
		crowd_free(&crowd);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(where_each_names_one_the_paired_test_is_that_of_counts),
		cmocka_unit_test(the_paired_test_counts_who_names_one_and_not_the_other),
		cmocka_unit_test(a_pair_said_twice_and_the_order_of_mentions_change_nothing),
		cmocka_unit_test(numbering_issues_senders_and_sessions_otherwise_renumbers_the_places),
		cmocka_unit_test(the_place_by_count_lies_within_the_set),
		cmocka_unit_test(from_room_to_room_p_is_that_of_a_second_program),
		cmocka_unit_test(one_room_says_nothing_of_rooms_and_unknown_sessions_are_one),
		cmocka_unit_test(beyond_two_hundred_sessions_some_are_joined),
		cmocka_unit_test(a_few_strays_do_not_undo_what_one_room_says),
		cmocka_unit_test(one_loud_room_puts_nothing_surely_first),
		cmocka_unit_test(
			rooms_that_agree_tell_issues_apart_and_more_people_in_rooms_that_do_not_tell_no_more),
		cmocka_unit_test(where_rooms_differ_sets_hold_the_truth_and_those_of_people_alone_do_not),
		cmocka_unit_test(hostile_crowds_give_a_chance_for_every_pair),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
