/* test_duplicates - near-copies against the slow twin on sets of strings.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <glib.h>

#include "duplicates.h"
#include "random.h"
#include "stopped.h"

static int compare_hours(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

static const char *const base =
	"el camión de la basura no pasa desde hace tres semanas por la calle de los pinos y huele muy mal";

static double slow_jaccard(const char *a, const char *b)
{
	GHashTable *sets[2] = {g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
			       g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL)};
	const char *texts[] = {a, b};
	double both = 0;
	GHashTableIter iter;
	void *key;

	for (size_t s = 0; s < 2; s++)
		for (glong i = 0; i + 5 <= g_utf8_strlen(texts[s], -1); i++)
			g_hash_table_add(sets[s], g_utf8_substring(texts[s], i, i + 5));
	g_hash_table_iter_init(&iter, sets[0]);
	while (g_hash_table_iter_next(&iter, &key, NULL))
		both += g_hash_table_contains(sets[1], key);
	both = both / (g_hash_table_size(sets[0]) + g_hash_table_size(sets[1]) - both);
	g_hash_table_unref(sets[0]);
	g_hash_table_unref(sets[1]);
	return both;
}

/* The text with some letters changed. */
static char *spoiled(struct random *random, const char *text, size_t n_changes)
{
	char *copy = g_strdup(text);

	for (size_t i = 0; i < n_changes; i++) {
		size_t at = random_below(random, strlen(copy));

		if (g_ascii_islower(copy[at]))
			copy[at] = (char)('a' + random_below(random, 26));
	}
	return copy;
}

static void similarity_equals_that_of_the_sets_of_strings(void **state)
{
	(void)state;
	struct random random;

	random_start(&random, 5, RANDOM_STREAM_MINHASH);
	for (size_t changes = 0; changes < 25; changes++) {
		g_autofree char *other = spoiled(&random, base, changes);

		assert_float_equal(duplicates_jaccard(base, other), slow_jaccard(base, other), 1e-12);
	}
}

static void near_copies_found_are_those_of_the_slow_twin(void **state)
{
	(void)state;
	enum { N = 300 };
	g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func(g_free);
	g_autofree uint32_t *leader = NULL;
	struct random random;
	size_t n_missed = 0, n_pairs = 0;

	random_start(&random, 11, RANDOM_STREAM_MINHASH);
	for (size_t i = 0; i < N; i++)
		g_ptr_array_add(texts, spoiled(&random, base, random_below(&random, 12)));
	leader = duplicates_find((const char *const *)texts->pdata, N, 1, NULL);
	for (size_t i = 0; i < N; i++) {
		bool has_leader = false;

		if (leader[i] != i) {
			assert_int_equal(leader[leader[i]], leader[i]);
			assert_true(slow_jaccard(texts->pdata[i], texts->pdata[leader[i]]) >= 0.8);
			n_pairs++;
			continue;
		}
		for (size_t j = 0; j < i; j++)
			has_leader = has_leader || (leader[j] == j &&
						    slow_jaccard(texts->pdata[i], texts->pdata[j]) >= 0.8);
		n_missed += has_leader;
	}
	/* 16 bands of 4 find a pair at 0.8 with probability .9998. */
	assert_true(n_pairs > 50);
	assert_true(n_missed <= 1);
}

static void equal_texts_have_the_first_as_leader_and_empty_ones_none(void **state)
{
	(void)state;
	const char *const texts[] = {"no hay agua", "", "no hay agua", "", "otra cosa muy distinta",
				     "no hay agua"};
	g_autofree uint32_t *leader = duplicates_find(texts, 6, 9, NULL);
	const uint32_t expected[] = {0, 1, 0, 3, 4, 0};

	assert_memory_equal(leader, expected, sizeof expected);
}

static void different_texts_are_left_apart(void **state)
{
	(void)state;
	const char *const texts[] = {"no hay agua en la colonia desde el lunes por la mañana",
				     "no hay luz en la escuela desde el martes por la tarde", "falta agua",
				     "falta luz", "agua"};
	g_autofree uint32_t *leader = duplicates_find(texts, 5, 9, NULL);

	for (size_t i = 0; i < 5; i++)
		assert_int_equal(leader[i], i);
}

static void only_short_texts_may_be_equal_by_chance(void **state)
{
	(void)state;
	assert_true(duplicates_is_short("falta agua"));
	assert_true(duplicates_is_short(""));
	assert_true(duplicates_is_short("no hay agua en la colonia centro"));
	assert_false(duplicates_is_short(base));
}

static void nothing_has_no_copies(void **state)
{
	(void)state;
	g_autofree uint32_t *leader = duplicates_find(NULL, 0, 1, NULL);

	assert_non_null(leader);
	assert_float_equal(duplicates_jaccard("", ""), 1, 0);
	assert_float_equal(duplicates_jaccard("abc", ""), 0, 0);
}

/* Equal minima are a binomial number of 64 with the Jaccard similarity as chance, whatever the seed. */
static void equal_minima_estimate_similarity_with_the_error_of_theory(void **state)
{
	(void)state;
	enum { SEEDS = 400 };
	struct random random;

	random_start(&random, 23, RANDOM_STREAM_MINHASH);
	for (size_t changes = 1; changes < 12; changes += 2) {
		g_autofree char *other = spoiled(&random, base, changes);
		double j = duplicates_jaccard(base, other), sum = 0, squares = 0, sd = sqrt(j * (1 - j) / 64),
		       mean, variance;

		assert_true(j > 0.1 && j < 1);
		for (uint64_t seed = 0; seed < SEEDS; seed++) {
			double estimate = (double)duplicates_equal_minima(base, other, seed) / 64;

			sum += estimate;
			squares += (estimate - j) * (estimate - j);
		}
		mean = sum / SEEDS;
		variance = squares / SEEDS;
		/* Four standard errors of a mean, and of a variance (relative sqrt(2/n)). */
		assert_true(fabs(mean - j) < 4 * sd / sqrt(SEEDS));
		assert_true(fabs(variance / (sd * sd) - 1) < 4 * sqrt(2.0 / SEEDS));
	}
}

/* Two texts share a band of one of the seeds with probability 1 - (1 - J^4)^16; only above .8 does it show.
 */
static void a_pair_is_caught_as_often_as_theory_says(void **state)
{
	(void)state;
	enum { PAIRS = 4000 };
	struct random random;
	double expected = 0, variance = 0;
	size_t n_caught = 0, n_pairs = 0;

	random_start(&random, 31, RANDOM_STREAM_MINHASH);
	while (n_pairs < PAIRS) {
		g_autofree char *other = spoiled(&random, base, 1 + random_below(&random, 3));
		const char *const texts[] = {base, other};
		double j = duplicates_jaccard(base, other);
		g_autofree uint32_t *leader = NULL;
		double missed = pow(1 - pow(j, 4), 16);

		if (j < DUPLICATES_JACCARD || j >= 0.85)
			continue;
		n_pairs++;
		leader = duplicates_find(texts, 2, random_next(&random), NULL);
		n_caught += leader[1] == 0;
		expected += 1 - missed;
		variance += missed * (1 - missed);
	}
	assert_true(fabs((double)n_caught - expected) <= 4 * sqrt(variance) + 1);
}

static char *joined(struct random *random, const char *const *words, size_t n_words, size_t length)
{
	GString *text = g_string_new(NULL);

	for (size_t i = 0; i < length; i++)
		g_string_append_printf(text, "%s%s", i ? " " : "", words[random_below(random, n_words)]);
	return g_string_free(text, FALSE);
}

static GPtrArray *many_texts(size_t n, uint64_t seed)
{
	static const char *const words[] = {"agua",  "luz",  "calle", "no",  "hay", "basura",
					    "desde", "ayer", "bache", "muy", "mal", "ñandú"};
	GPtrArray *texts = g_ptr_array_new_with_free_func(g_free);
	struct random random;

	random_start(&random, seed, RANDOM_STREAM_MINHASH);
	for (size_t i = 0; i < n; i++) {
		size_t kind = random_below(&random, 3);

		if (kind == 0)
			g_ptr_array_add(texts, spoiled(&random, base, random_below(&random, 6)));
		else if (kind == 1)
			g_ptr_array_add(texts, joined(&random, words, G_N_ELEMENTS(words),
						      random_below(&random, 12)));
		else
			g_ptr_array_add(texts, g_strdup_printf("falta agua en la calle %zu de la colonia",
							       random_below(&random, 4000)));
	}
	return texts;
}

static void one_thread_finds_the_same_as_several(void **state)
{
	(void)state;
	enum { N = 12000 };
	g_autoptr(GPtrArray) texts = many_texts(N, 3);
	g_autofree uint32_t *alone = duplicates_find((const char *const *)texts->pdata, N, 7, NULL);

	for (size_t n_threads = 2; n_threads < 4; n_threads++) {
		struct work *work = work_new(n_threads, NULL, NULL);
		g_autofree uint32_t *leader = duplicates_find((const char *const *)texts->pdata, N, 7, work);

		assert_memory_equal(leader, alone, N * sizeof *leader);
		work_free(work);
	}
	for (size_t i = 0; i < N; i++) {
		assert_true(alone[i] <= i && alone[alone[i]] == alone[i]);
		if (alone[i] != i)
			assert_true(slow_jaccard(texts->pdata[i], texts->pdata[alone[i]]) >= 0.8 ||
				    !strcmp(texts->pdata[i], texts->pdata[alone[i]]));
	}
}

static void odd_texts_are_compared_like_others(void **state)
{
	(void)state;
	g_autofree char *longest = g_strnfill(200000, 'a'), *almost = g_strnfill(200001, 'a');
	const char *const texts[] = {
		"ñ",	"ñ",	"ñu",	 "\xf4\x8f\xbf\xbf\xf4\x8f\xbf\xbf", "aaaaaaaa", longest,
		almost, "abcd", "abcde", "\xf0\x9f\x92\xa7\xf0\x9f\x92\xa7"};
	g_autofree uint32_t *leader = duplicates_find(texts, G_N_ELEMENTS(texts), 2, NULL);
	const uint32_t expected[] = {0, 0, 2, 3, 4,
				     4, 4, 7, 8, 9}; /* of aaaaaaaa only one gram is different */

	assert_memory_equal(leader, expected, sizeof expected);
}

/* What brute force over first texts would have joined too. */
static void few_copies_in_real_texts_are_missed(void **state)
{
	(void)state;
	const char *shared = g_getenv("VOCALIA_SHARED");
	g_autofree char *path =
		shared ? g_build_filename(shared, "data/text/crisislex_event.tsv", NULL) : NULL;
	g_autofree char *data = NULL;
	g_autofree uint32_t *leader = NULL;
	g_auto(GStrv) lines = NULL;
	size_t n, n_copies = 0, n_missed = 0;

	if (!path || !g_file_get_contents(path, &data, NULL, NULL)) {
		print_message("skipped: VOCALIA_SHARED has no data/text\n");
		g_clear_pointer(&path, g_free); /* skip() jumps over what frees it */
		skip();
	}
	lines = g_strsplit(data, "\n", 1001);
	n = MIN(g_strv_length(lines), 1000);
	for (size_t i = 0; i < n; i++) {
		const char *last = strrchr(lines[i], '\t');
		char *text = g_utf8_strdown(last ? last + 1 : lines[i], -1);

		g_free(lines[i]);
		lines[i] = text;
	}
	leader = duplicates_find((const char *const *)lines, n, 1, NULL);
	for (size_t i = 0; i < n; i++) {
		bool is_missed = false;

		n_copies += leader[i] != i;
		for (size_t j = 0; j < i && leader[i] == i && !is_missed; j++)
			is_missed =
				leader[j] == j && *lines[i] && duplicates_jaccard(lines[i], lines[j]) >= 0.8;
		n_missed += is_missed;
	}
	print_message("%zu texts, %zu copies, %zu missed\n", n, n_copies, n_missed);
	assert_true(n_copies > 0);
	assert_true(n_missed <= 1 + n_copies / 1000);
}

/* So many reports an hour from this one on. */
static void add_hours(GArray *hours, int64_t from, size_t n_hours, size_t n_each)
{
	for (size_t h = 0; h < n_hours; h++)
		for (size_t i = 0; i < n_each; i++) {
			int64_t hour = from + (int64_t)h;

			g_array_append_val(hours, hour);
		}
}

static struct duplicates_burst burst_of(const GArray *copies, const GArray *others)
{
	g_autoptr(GArray) all = g_array_new(FALSE, FALSE, sizeof(int64_t));

	g_array_append_vals(all, copies->data, copies->len);
	g_array_append_vals(all, others->data, others->len);
	g_array_sort(all, compare_hours);
	return duplicates_burst((const int64_t *)(const void *)copies->data, copies->len,
				(const int64_t *)(const void *)all->data, all->len);
}

static void copies_in_an_hour_of_a_long_month_are_a_burst(void **state)
{
	(void)state;
	g_autoptr(GArray) copies = g_array_new(FALSE, FALSE, sizeof(int64_t)),
			  others = g_array_new(FALSE, FALSE, sizeof(int64_t));
	struct duplicates_burst burst;

	add_hours(others, 1000, 720, 1);
	add_hours(copies, 1500, 1, 12);
	add_hours(copies, 1010, 1, 1);
	add_hours(copies, -1, 1, 5);
	burst = burst_of(copies, others);
	assert_int_equal(burst.n_forms, 12);
	assert_int_equal(burst.n_hours, 1);
	assert_true(burst.chance < 1e-9);
	assert_true(fabs(burst.expected - 13 * 2.0 / 721) < 1e-12);
	add_hours(copies, 1600, 6, 20);
	burst = burst_of(copies, others);
	assert_int_equal(burst.n_forms, 120);
	assert_int_equal(burst.n_hours, 8);
}

static void copies_at_the_pace_of_the_others_are_no_burst(void **state)
{
	(void)state;
	struct random random;
	size_t n_bursts = 0;

	random_start(&random, 77, RANDOM_STREAM_RANKS);
	for (size_t round = 0; round < 300; round++) {
		g_autoptr(GArray) copies = g_array_new(FALSE, FALSE, sizeof(int64_t)),
				  others = g_array_new(FALSE, FALSE, sizeof(int64_t));

		/* Workshops at some hours and single reports between them. */
		for (size_t i = 0; i < 400; i++) {
			size_t hour = random_below(&random, 2) ? random_below(&random, 6) * 100
							       : random_below(&random, 700);

			add_hours(i % 10 ? others : copies, (int64_t)hour, 1, 1);
		}
		n_bursts += burst_of(copies, others).n_forms > 0;
	}
	assert_true(n_bursts <= 3); /* at most .001 each, so .3 are expected */
}

static void one_workshop_makes_no_burst(void **state)
{
	(void)state;
	g_autoptr(GArray) copies = g_array_new(FALSE, FALSE, sizeof(int64_t)),
			  others = g_array_new(FALSE, FALSE, sizeof(int64_t)),
			  unknown = g_array_new(FALSE, FALSE, sizeof(int64_t));

	add_hours(others, 500, 1, 40);
	add_hours(copies, 500, 1, 25);
	assert_int_equal(burst_of(copies, others).n_forms, 0);
	assert_int_equal(burst_of(copies, unknown).n_forms, 0);
	add_hours(others, 900, 3, 400);
	assert_int_equal(burst_of(copies, others).n_forms, 25); /* but not where most others came elsewhere */
	add_hours(unknown, -1, 1, 30);
	assert_int_equal(burst_of(unknown, others).n_forms, 0);
	assert_int_equal(duplicates_burst(NULL, 0, NULL, 0).n_forms, 0);
}

static void a_search_can_be_given_up(void **state)
{
	(void)state;
	g_autoptr(GPtrArray) texts = many_texts(50, 3);
	struct work *work = work_new(1, stopped_at, NULL);

	assert_null(duplicates_find((const char *const *)texts->pdata, 50, 1, work));
	work_free(work);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(similarity_equals_that_of_the_sets_of_strings),
		cmocka_unit_test(near_copies_found_are_those_of_the_slow_twin),
		cmocka_unit_test(equal_texts_have_the_first_as_leader_and_empty_ones_none),
		cmocka_unit_test(different_texts_are_left_apart),
		cmocka_unit_test(only_short_texts_may_be_equal_by_chance),
		cmocka_unit_test(nothing_has_no_copies),
		cmocka_unit_test(equal_minima_estimate_similarity_with_the_error_of_theory),
		cmocka_unit_test(a_pair_is_caught_as_often_as_theory_says),
		cmocka_unit_test(one_thread_finds_the_same_as_several),
		cmocka_unit_test(odd_texts_are_compared_like_others),
		cmocka_unit_test(few_copies_in_real_texts_are_missed),
		cmocka_unit_test(copies_in_an_hour_of_a_long_month_are_a_burst),
		cmocka_unit_test(copies_at_the_pace_of_the_others_are_no_burst),
		cmocka_unit_test(one_workshop_makes_no_burst),
		cmocka_unit_test(a_search_can_be_given_up),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
