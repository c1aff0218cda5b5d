/* test_duplicates - near-copies against the slow twin on sets of strings.
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

#include "duplicates.h"
#include "random.h"

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
	g_autofree size_t *leader = NULL;
	struct random random;
	size_t n_missed = 0, n_pairs = 0;

	random_start(&random, 11, RANDOM_STREAM_MINHASH);
	for (size_t i = 0; i < N; i++)
		g_ptr_array_add(texts, spoiled(&random, base, random_below(&random, 12)));
	leader = duplicates_find((const char *const *)texts->pdata, N, 1);
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
	g_autofree size_t *leader = duplicates_find(texts, 6, 9);
	const size_t expected[] = {0, 1, 0, 3, 4, 0};

	assert_memory_equal(leader, expected, sizeof expected);
}

static void different_texts_are_left_apart(void **state)
{
	(void)state;
	const char *const texts[] = {"no hay agua en la colonia desde el lunes por la mañana",
				     "no hay luz en la escuela desde el martes por la tarde", "falta agua",
				     "falta luz", "agua"};
	g_autofree size_t *leader = duplicates_find(texts, 5, 9);

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
	g_autofree size_t *leader = duplicates_find(NULL, 0, 1);

	assert_non_null(leader);
	assert_float_equal(duplicates_jaccard("", ""), 1, 0);
	assert_float_equal(duplicates_jaccard("abc", ""), 0, 0);
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
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
