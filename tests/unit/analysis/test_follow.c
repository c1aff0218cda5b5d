/* test_follow - issues keep their numbers: worked stories and properties of random runs.
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

#include "follow.h"
#include "random.h"

enum { MAX_REPORTS = 200, MAX_ISSUES = 12 };

struct story {
	size_t n, n_before, n_now;
	int32_t before[MAX_REPORTS], now[MAX_REPORTS];
	uint32_t id[MAX_ISSUES], fixed[MAX_ISSUES];
};

struct told {
	uint32_t *id, next;
	struct follow_change *changes;
	size_t n;
};

static struct told follow(const struct story *s, uint32_t next)
{
	struct follow_input in = {s->n, s->before, s->now, s->n_before, s->n_now, s->id, s->fixed, next};
	struct told told;

	told.id = follow_issues(&in, &told.changes, &told.n, &told.next);
	return told;
}

static void told_clear(struct told *told)
{
	g_free(told->id);
	g_free(told->changes);
}

static const struct follow_change *change_of(const struct told *told, uint32_t id)
{
	for (size_t i = 0; i < told->n; i++)
		if (told->changes[i].id == id)
			return &told->changes[i];
	return NULL;
}

/* n more reports of these issues. */
static void add(struct story *s, size_t n, int32_t before, int32_t now)
{
	for (size_t i = 0; i < n; i++, s->n++) {
		s->before[s->n] = before;
		s->now[s->n] = now;
	}
	s->n_before = MAX(s->n_before, (size_t)(before + 1 > 0 ? before + 1 : 0));
	s->n_now = MAX(s->n_now, (size_t)(now + 1 > 0 ? now + 1 : 0));
}

static void one_that_splits_leaves_its_number_to_the_larger_part(void **state)
{
	struct story s = {.id = {7}};

	(void)state;
	add(&s, 6, 0, 1);
	add(&s, 4, 0, 0);
	struct told told = follow(&s, 9);
	assert_int_equal(told.id[1], 7);
	assert_int_equal(told.id[0], 9);
	assert_int_equal(told.next, 10);
	assert_int_equal(told.n, 2);
	assert_int_equal(change_of(&told, 7)->kind, FOLLOW_SHRANK);
	assert_int_equal(change_of(&told, 7)->n_shared, 6);
	assert_int_equal(change_of(&told, 9)->kind, FOLLOW_SPLIT);
	assert_int_equal(change_of(&told, 9)->other, 7);
	assert_int_equal(change_of(&told, 9)->n_before, 10);
	assert_int_equal(change_of(&told, 9)->n_shared, 4);
	told_clear(&told);
}

static void of_two_that_join_the_larger_keeps_its_number(void **state)
{
	struct story s = {.id = {3, 5}};

	(void)state;
	add(&s, 4, 0, 0);
	add(&s, 6, 1, 0);
	add(&s, 3, FOLLOW_ABSENT, 0);
	struct told told = follow(&s, 6);
	assert_int_equal(told.id[0], 5);
	assert_int_equal(told.n, 2);
	assert_int_equal(told.changes[0].kind, FOLLOW_GREW);
	assert_int_equal(told.changes[0].n_now, 13);
	assert_int_equal(told.changes[1].kind, FOLLOW_MERGED);
	assert_int_equal(told.changes[1].id, 3);
	assert_int_equal(told.changes[1].other, 5);
	assert_int_equal(told.changes[1].n_shared, 4);
	told_clear(&told);
}

static void what_came_in_and_what_was_withdrawn_does_not_weigh(void **state)
{
	struct story s = {.id = {1}};

	(void)state;
	add(&s, 2, 0, 0);
	add(&s, 50, FOLLOW_ABSENT, 0);
	add(&s, 50, 0, FOLLOW_ABSENT);
	struct told told = follow(&s, 2);
	assert_int_equal(told.id[0], 1);
	assert_int_equal(told.changes[0].kind, FOLLOW_SAME);
	assert_int_equal(told.changes[0].n_shared, 2);
	told_clear(&told);
}

static void a_small_overlap_is_another_issue(void **state)
{
	struct story s = {.id = {1, 2}};

	(void)state;
	add(&s, 20, 0, FOLLOW_UNGROUPED);
	add(&s, 2, 0, 0);
	add(&s, 8, FOLLOW_UNGROUPED, 0);
	add(&s, 5, 1, FOLLOW_ABSENT);
	struct told told = follow(&s, 3);
	assert_int_equal(told.id[0], 3);
	assert_int_equal(told.n, 3);
	assert_int_equal(told.changes[0].kind, FOLLOW_NEW);
	assert_int_equal(told.changes[1].kind, FOLLOW_GONE);
	assert_int_equal(told.changes[1].id, 1);
	assert_int_equal(told.changes[2].kind, FOLLOW_GONE);
	assert_int_equal(told.changes[2].id, 2);
	told_clear(&told);
}

static void the_matching_as_a_whole_counts_and_not_the_first_come(void **state)
{
	struct story s = {.id = {1, 2}};

	(void)state;
	/* 1 goes half to each; 2 is wholly in the first: the best for both is 1 to the second. */
	add(&s, 10, 0, 0);
	add(&s, 9, 0, 1);
	add(&s, 8, 1, 0);
	struct told told = follow(&s, 3);
	assert_int_equal(told.id[0], 2);
	assert_int_equal(told.id[1], 1);
	told_clear(&told);
}

static void a_number_that_reviewers_fixed_is_taken_by_no_other(void **state)
{
	struct story s = {.id = {1, 2}, .fixed = {0, 1, 20}};

	(void)state;
	add(&s, 9, 0, 0);
	add(&s, 1, 0, 1);
	add(&s, 5, 1, 2);
	struct told told = follow(&s, 3);
	assert_int_equal(told.id[1], 1);
	assert_int_equal(told.id[2], 20);
	assert_int_equal(told.id[0], 21);
	assert_int_equal(change_of(&told, 21)->kind, FOLLOW_SPLIT);
	assert_int_equal(change_of(&told, 20)->kind, FOLLOW_SPLIT);
	assert_int_equal(change_of(&told, 20)->other, 2);
	assert_int_equal(change_of(&told, 2)->kind, FOLLOW_MERGED);
	assert_int_equal(change_of(&told, 2)->other, 20);
	assert_int_equal(told.next, 22);
	told_clear(&told);
}

static void nothing_before_and_nothing_now_are_no_failure(void **state)
{
	struct story s = {0};

	(void)state;
	struct told told = follow(&s, 0);
	assert_int_equal(told.n, 0);
	assert_int_equal(told.next, 1);
	told_clear(&told);
	s.n_before = 1;
	s.id[0] = 4; /* an old issue, all of it withdrawn */
	told = follow(&s, 0);
	assert_int_equal(told.n, 1);
	assert_int_equal(told.changes[0].kind, FOLLOW_GONE);
	assert_int_equal(told.next, 5);
	told_clear(&told);
}

static void story_draw(struct random *random, struct story *s)
{
	*s = (struct story){.n = 1 + random_below(random, MAX_REPORTS),
			    .n_before = 1 + random_below(random, MAX_ISSUES),
			    .n_now = 1 + random_below(random, MAX_ISSUES)};
	for (size_t i = 0; i < s->n_before; i++)
		s->id[i] = (uint32_t)(10 * i + 1 + random_below(random, 9));
	for (size_t r = 0; r < s->n; r++) {
		s->before[r] = (int32_t)random_below(random, s->n_before + 2) - 2;
		/* most stay together, so that there is something to follow */
		s->now[r] = random_below(random, 4) && s->before[r] >= 0
				    ? (int32_t)((size_t)s->before[r] % s->n_now)
				    : (int32_t)random_below(random, s->n_now + 2) - 2;
	}
}

static void shuffle(struct random *random, size_t *p, size_t n)
{
	for (size_t i = 0; i < n; i++)
		p[i] = i;
	for (size_t i = n; i > 1; i--) {
		size_t j = random_below(random, i), t = p[i - 1];

		p[i - 1] = p[j];
		p[j] = t;
	}
}

static void the_numbering_on_either_side_changes_nothing(void **state)
{
	struct random random;

	(void)state;
	random_start(&random, 5, RANDOM_STREAM_RANKS);
	for (size_t round = 0; round < 300; round++) {
		struct story s, t;
		size_t before_to[MAX_ISSUES], now_to[MAX_ISSUES];
		bool is_used[MAX_ISSUES] = {false};

		story_draw(&random, &s);
		t = s;
		shuffle(&random, before_to, s.n_before);
		shuffle(&random, now_to, s.n_now);
		for (size_t i = 0; i < s.n_before; i++)
			t.id[before_to[i]] = s.id[i];
		for (size_t r = 0; r < s.n; r++) {
			t.before[r] = s.before[r] < 0 ? s.before[r] : (int32_t)before_to[s.before[r]];
			t.now[r] = s.now[r] < 0 ? s.now[r] : (int32_t)now_to[s.now[r]];
			if (s.now[r] >= 0)
				is_used[s.now[r]] = true;
		}
		struct told a = follow(&s, 500), b = follow(&t, 500);
		assert_int_equal(a.next, b.next);
		assert_int_equal(a.n, b.n);
		for (size_t i = 0; i < s.n_now; i++)
			if (is_used[i]) {
				const struct follow_change *x = &a.changes[i], *y = &b.changes[now_to[i]];

				assert_int_equal(a.id[i], b.id[now_to[i]]);
				assert_int_equal(x->kind, y->kind);
				assert_int_equal(x->id, y->id);
				assert_int_equal(x->other, y->other);
				assert_int_equal(x->n_shared, y->n_shared);
			}
		for (size_t i = s.n_now; i < a.n; i++) {
			assert_int_equal(a.changes[i].id, b.changes[i].id);
			assert_int_equal(a.changes[i].other, b.changes[i].other);
			assert_int_equal(a.changes[i].kind, b.changes[i].kind);
		}
		told_clear(&a);
		told_clear(&b);
	}
}

static void numbers_differ_and_are_never_used_again(void **state)
{
	struct random random;

	(void)state;
	random_start(&random, 6, RANDOM_STREAM_RANKS);
	for (size_t round = 0; round < 30; round++) {
		struct story s;
		g_autoptr(GHashTable) ended = g_hash_table_new(NULL, NULL);
		uint32_t next = 1000;

		story_draw(&random, &s);
		for (size_t run = 0; run < 20; run++) {
			struct told told = follow(&s, next);
			g_autoptr(GHashTable) living = g_hash_table_new(NULL, NULL);
			size_t n_told = 0;

			assert_true(told.next >= next);
			for (size_t i = 0; i < s.n_now; i++) {
				assert_true(told.id[i] > 0 && told.id[i] < told.next);
				assert_false(g_hash_table_contains(ended, GUINT_TO_POINTER(told.id[i])));
				assert_true(g_hash_table_add(living, GUINT_TO_POINTER(told.id[i])));
				assert_int_equal(told.changes[i].id, told.id[i]);
				n_told++;
			}
			for (size_t i = 0; i < s.n_before; i++)
				if (!g_hash_table_contains(living, GUINT_TO_POINTER(s.id[i]))) {
					g_hash_table_add(ended, GUINT_TO_POINTER(s.id[i]));
					assert_non_null(change_of(&told, s.id[i]));
					n_told++;
				}
			assert_int_equal(told.n, n_told); /* each issue of either run is told of once */
			next = told.next;
			/* the next run begins where this one ended */
			memcpy(s.before, s.now, sizeof s.before);
			memcpy(s.id, told.id, s.n_now * sizeof *s.id);
			s.n_before = s.n_now;
			s.n_now = 1 + random_below(&random, MAX_ISSUES);
			for (size_t r = 0; r < s.n; r++)
				s.now[r] = random_below(&random, 3) && s.before[r] >= 0
						   ? (int32_t)((size_t)s.before[r] % s.n_now)
						   : (int32_t)random_below(&random, s.n_now + 2) - 2;
			told_clear(&told);
		}
	}
}

static void the_same_run_again_changes_nothing(void **state)
{
	struct random random;

	(void)state;
	random_start(&random, 7, RANDOM_STREAM_RANKS);
	for (size_t round = 0; round < 100; round++) {
		struct story s;
		size_t n_members[MAX_ISSUES] = {0};

		story_draw(&random, &s);
		memcpy(s.now, s.before, sizeof s.now);
		s.n_now = s.n_before;
		for (size_t r = 0; r < s.n; r++)
			if (s.now[r] >= 0)
				n_members[s.now[r]]++;
		struct told told = follow(&s, 900);
		for (size_t i = 0; i < s.n_now; i++) {
			if (!n_members[i])
				continue; /* nothing to know it by */
			assert_int_equal(told.id[i], s.id[i]);
			assert_int_equal(told.changes[i].kind, FOLLOW_SAME);
			assert_int_equal(told.changes[i].n_shared, n_members[i]);
		}
		told_clear(&told);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_that_splits_leaves_its_number_to_the_larger_part),
		cmocka_unit_test(of_two_that_join_the_larger_keeps_its_number),
		cmocka_unit_test(what_came_in_and_what_was_withdrawn_does_not_weigh),
		cmocka_unit_test(a_small_overlap_is_another_issue),
		cmocka_unit_test(the_matching_as_a_whole_counts_and_not_the_first_come),
		cmocka_unit_test(a_number_that_reviewers_fixed_is_taken_by_no_other),
		cmocka_unit_test(nothing_before_and_nothing_now_are_no_failure),
		cmocka_unit_test(the_numbering_on_either_side_changes_nothing),
		cmocka_unit_test(numbers_differ_and_are_never_used_again),
		cmocka_unit_test(the_same_run_again_changes_nothing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
