/* test_grouping - planted topics found, wishes respected, tiny inputs, one thread as two, stopping anywhere.
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

#include "grouping.h"
#include "topics.h"

static const struct grouping_settings usual = {.seed = 1, .n_neighbours = 20};

static struct grouping *found(const struct topics *t, const struct grouping_settings *s, size_t n_threads)
{
	struct work *work = work_new(n_threads, NULL, NULL);
	struct grouping *g = grouping_find(t->corpus, s, work, 0, 1);

	work_free(work);
	assert_non_null(g);
	return g;
}

/* What holds of every grouping. */
static void assert_sound(const struct grouping *g, size_t n, bool is_quick)
{
	g_autofree size_t *size = g_new0(size_t, g->n_groups + 1);
	g_autofree bool *is_theme = g_new0(bool, g->n_themes + 1);

	assert_int_equal(g->n_documents, n);
	assert_int_equal(g->graph->n_nodes, n);
	for (size_t d = 0; d < n; d++) {
		assert_true(g->membership[d] >= 0 && g->membership[d] <= 1 + 1e-6F);
		if (g->group[d] == UINT32_MAX) {
			assert_true(!(g->membership[d] > 0));
			continue;
		}
		assert_true(g->group[d] < g->n_groups);
		size[g->group[d]]++;
	}
	for (size_t k = 0; k < g->n_groups; k++) {
		assert_true(g->stability[k] >= 0 && g->stability[k] <= 1 + 1e-9);
		assert_true(is_quick == isnan(g->cohesion[k])); /* measured only where many agree */
		assert_true(is_quick || fabs(g->cohesion[k]) <= 1 + 1e-6);
		assert_true(g->theme_of[k] < MAX(g->n_themes, 1));
		if (size[k])
			is_theme[g->theme_of[k]] = true;
	}
	for (size_t t = 0; t < g->n_themes; t++) /* no theme without a group */
		assert_true(is_theme[t]);
	assert_true(g->n_themes <= g->n_groups);
	for (size_t l = 1; l < g->n_levels; l++)
		assert_true(g->levels[l].resolution > g->levels[l - 1].resolution);
	assert_true(g->plausible_low <= g->plausible_high);
}

static void planted_topics_are_found_and_their_number(void **state)
{
	(void)state;
	for (size_t n_topics = 5; n_topics <= 14; n_topics += 9) {
		struct topics t = topics_new(30 * n_topics, n_topics, 9, 16, 0.25, n_topics);
		struct grouping *g = found(&t, &usual, 2);

		assert_sound(g, t.texts->len, false);
		assert_true(topics_agreement(&t, g->group).ami > 0.9);
		assert_in_range(g->n_groups, n_topics * 8 / 10, n_topics * 14 / 10);
		assert_in_range(n_topics, g->plausible_low * 8 / 10, g->plausible_high * 14 / 10);
		assert_true(g->n_levels > 3);
		for (size_t k = 0; k < n_topics && k < g->n_groups; k++)
			assert_true(g->stability[k] > 0.5);
		grouping_free(g);
		topics_clear(&t);
	}
}

static size_t n_used(const struct grouping *g)
{
	g_autofree bool *is_used = g_new0(bool, g->n_groups + 1);
	size_t n = 0;

	for (size_t d = 0; d < g->n_documents; d++) {
		if (g->group[d] == UINT32_MAX || is_used[g->group[d]])
			continue;
		is_used[g->group[d]] = true;
		n++;
	}
	return n;
}

static void a_wanted_number_is_what_comes(void **state)
{
	struct topics t = topics_new(240, 8, 9, 16, 0.25, 3);

	(void)state;
	for (size_t k = 4; k <= 12; k += 4) {
		struct grouping_settings s = usual;
		struct grouping *g;

		s.n_groups = k;
		g = found(&t, &s, 2);
		assert_sound(g, 240, false);
		/* Where the texts hold fewer, the last rounds may empty one. */
		assert_in_range(g->n_groups, MIN(k, 8), k);
		assert_int_equal(n_used(g), g->n_groups);
		assert_int_equal(g->n_levels, 0);
		if (k == 8)
			assert_true(topics_agreement(&t, g->group).accuracy > 0.9);
		grouping_free(g);
	}
	topics_clear(&t);
}

static void a_wanted_resolution_is_used(void **state)
{
	struct topics t = topics_new(300, 10, 9, 16, 0.3, 4);
	size_t before = 0;

	(void)state;
	for (double resolution = 0.3; resolution < 20; resolution *= 6) {
		struct grouping_settings s = usual;
		struct grouping *g;

		s.resolution = resolution;
		g = found(&t, &s, 2);
		assert_sound(g, 300, false);
		assert_true(g->resolution <= resolution && g->resolution >= resolution);
		assert_true(g->n_groups >= before);
		before = g->n_groups;
		grouping_free(g);
	}
	assert_true(before > 10);
	topics_clear(&t);
}

static void pins_hold_whatever_the_texts_say(void **state)
{
	struct topics t = topics_new(150, 5, 9, 16, 0.25, 5);
	g_autofree int32_t *pin = g_new(int32_t, 150);

	(void)state;
	for (size_t d = 0; d < 150; d++)
		pin[d] = -1;
	pin[0] = pin[1] = pin[2] = 7;	 /* of three topics, together */
	pin[5] = pin[10] = 3;		 /* of one topic, */
	pin[15] = pin[20] = pin[25] = 0; /* apart */
	for (int is_quick = 0; is_quick < 2; is_quick++) {
		struct grouping_settings s = usual;
		struct grouping *g;

		s.pin = pin;
		s.is_quick = is_quick;
		g = found(&t, &s, 2);
		assert_sound(g, 150, is_quick);
		for (size_t a = 0; a < 150; a++) {
			for (size_t b = 0; b < a; b++) {
				if (pin[a] < 0 || pin[b] < 0)
					continue;
				assert_true(g->group[a] != UINT32_MAX && g->group[b] != UINT32_MAX);
				assert_int_equal(g->group[a] == g->group[b], pin[a] == pin[b]);
			}
		}
		assert_true(topics_agreement(&t, g->group).ami > 0.7);
		grouping_free(g);
	}
	topics_clear(&t);
}

/* Topics 2i and 2i + 1 share three quarters of what is said: a theme. */
static struct topics topics_in_pairs(size_t n)
{
	struct topics t = {g_ptr_array_new_with_free_func(g_free), g_new(size_t, n + 1), NULL};
	struct random random;

	random_start(&random, 8, RANDOM_STREAM_SKETCH);
	for (size_t i = 0; i < n; i++) {
		GString *text = g_string_new(NULL);

		t.topic[i] = i % 8;
		for (size_t w = 0; w < 12; w++) {
			topics_word(text, w % 4 ? 100 + t.topic[i] / 2 : t.topic[i],
				    random_below(&random, 14));
			g_string_append_c(text, ' ');
		}
		g_ptr_array_add(t.texts, g_string_free(text, FALSE));
	}
	t.corpus = corpus_new((const char *const *)t.texts->pdata, n, TEXT_NONE, 1, NULL);
	return t;
}

static void themes_are_of_whole_issues(void **state)
{
	struct topics t = topics_in_pairs(320);
	struct grouping_settings s = usual;
	struct grouping *g;
	g_autofree size_t *theme = g_new(size_t, 320), *pair = g_new(size_t, 320);

	(void)state;
	s.resolution = 2;
	g = found(&t, &s, 2);
	assert_sound(g, 320, false);
	assert_true(g->n_themes < g->n_groups && g->n_themes >= 2);
	for (size_t d = 0; d < 320; d++) {
		theme[d] = g->group[d] == UINT32_MAX ? 319 : g->theme_of[g->group[d]];
		pair[d] = t.topic[d] / 2;
	}
	assert_true(agreement_measure(theme, pair, 320).ami > 0.95);
	grouping_free(g);
	topics_clear(&t);
}

static void a_quick_run_is_one_partition(void **state)
{
	struct topics t = topics_new(200, 8, 9, 16, 0.25, 6);
	struct grouping_settings s = usual;
	struct grouping *g, *again;

	(void)state;
	s.is_quick = true;
	g = found(&t, &s, 2);
	assert_sound(g, 200, true);
	assert_true(topics_agreement(&t, g->group).ami > 0.85);
	assert_int_equal(g->n_levels, 0);
	for (size_t d = 0; d < 200; d++)
		assert_true(g->group[d] == UINT32_MAX || g->membership[d] >= 1);
	s.before = g->group; /* where it begins, it stays */
	again = found(&t, &s, 1);
	assert_true(topics_agreement(&t, again->group).ami > 0.85);
	for (size_t a = 0; a < 200; a++)
		for (size_t b = 0; b < a; b++)
			if (g->group[a] == g->group[b] && g->group[a] != UINT32_MAX)
				assert_int_equal(again->group[a], again->group[b]);
	grouping_free(again);
	grouping_free(g);
	topics_clear(&t);
}

static void what_writers_chose_counts(void **state)
{
	struct topics t = topics_new(160, 4, 5, 40, 0.55, 10);
	g_autofree int32_t *theme = g_new(int32_t, 160);
	struct grouping_settings s = usual;
	struct grouping *without = found(&t, &s, 2), *with;

	(void)state;
	for (size_t d = 0; d < 160; d++)
		theme[d] = d % 7 ? (int32_t)t.topic[d] : -1;
	s.theme = theme;
	with = found(&t, &s, 2);
	assert_sound(with, 160, false);
	assert_true(topics_agreement(&t, with->group).ami > topics_agreement(&t, without->group).ami + 0.05);
	grouping_free(with);
	grouping_free(without);
	topics_clear(&t);
}

static void word_vectors_count(void **state)
{
	struct topics t = topics_new(160, 4, 5, 40, 0.55, 10);
	struct dense directions = dense_new(160, 8);
	struct grouping_settings s = usual;
	struct grouping *without = found(&t, &s, 2), *with;

	(void)state;
	for (size_t d = 0; d < 160; d++)
		dense_row(&directions, d)[t.topic[d]] = 1;
	for (size_t d = 0; d < 160; d++)
		dense_row(&directions, d)[4 + d % 4] += 0.1F * (float)(d % 3);
	dense_normalise(&directions, NULL);
	s.directions = &directions;
	with = found(&t, &s, 2);
	assert_sound(with, 160, false);
	assert_true(with->graph->n_edges != without->graph->n_edges ||
		    memcmp(with->graph->weight, without->graph->weight,
			   2 * with->graph->n_edges * sizeof(float)) != 0);
	assert_true(topics_agreement(&t, with->group).ami > topics_agreement(&t, without->group).ami + 0.05);
	dense_clear(&directions);
	grouping_free(with);
	grouping_free(without);
	topics_clear(&t);
}

static void tiny_inputs_are_grouped_somehow(void **state)
{
	static const size_t sizes[] = {0, 1, 2, 3, 10};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++) {
		struct topics t = topics_new(sizes[i], 2, 6, 5, 0.1, 2);
		struct grouping_settings s[] = {usual, usual, usual, usual};

		s[1].is_quick = true;
		s[2].n_groups = 2;
		s[3].resolution = 2;
		for (size_t k = 0; k < G_N_ELEMENTS(s); k++) {
			struct grouping *g = found(&t, &s[k], 2);

			assert_sound(g, sizes[i], s[k].is_quick);
			for (size_t a = 0; a < sizes[i] && sizes[i] == 10; a++) {
				for (size_t b = 0; b < a; b++) {
					bool is_same = g->group[a] == g->group[b];

					assert_true(!is_same || a % 2 == b % 2);
					if (k % 2 == 0) /* the others may ask for more than two */
						assert_int_equal(is_same, a % 2 == b % 2);
				}
			}
			grouping_free(g);
		}
		topics_clear(&t);
	}
}

static struct topics topics_of(const char *const *texts, size_t n)
{
	struct topics t = {g_ptr_array_new_with_free_func(g_free), g_new0(size_t, n + 1), NULL};

	for (size_t d = 0; d < n; d++)
		g_ptr_array_add(t.texts, g_strdup(texts[d]));
	t.corpus = corpus_new((const char *const *)t.texts->pdata, n, TEXT_NONE, 1, NULL);
	return t;
}

static void equal_texts_are_one_group_and_strangers_none(void **state)
{
	const char *equal[40], *different[40];
	g_autoptr(GStringChunk) words = g_string_chunk_new(1024);
	struct topics t;
	struct grouping *g;

	(void)state;
	for (size_t d = 0; d < 40; d++) {
		g_autoptr(GString) text = g_string_new(NULL);

		for (size_t w = 0; w < 4; w++) {
			topics_word(text, 500 + d, w);
			g_string_append_c(text, ' ');
		}
		equal[d] = "falta agua limpia";
		different[d] = g_string_chunk_insert(words, text->str);
	}
	t = topics_of(equal, 40);
	g = found(&t, &usual, 2);
	assert_sound(g, 40, false);
	for (size_t d = 1; d < 40; d++)
		assert_int_equal(g->group[d], g->group[0]);
	assert_true(g->group[0] != UINT32_MAX);
	grouping_free(g);
	topics_clear(&t);
	t = topics_of(different, 40);
	g = found(&t, &usual, 2);
	assert_sound(g, 40, false);
	for (size_t a = 0, n_company = 0; a < 40; a++) {
		for (size_t b = 0; b < a; b++)
			n_company += g->group[a] == g->group[b] && g->group[a] != UINT32_MAX;
		assert_true(n_company < 80); /* of 780 pairs: letters that happen to be alike */
	}
	grouping_free(g);
	topics_clear(&t);
}

static void assert_same(const struct grouping *a, const struct grouping *b)
{
	assert_int_equal(a->n_groups, b->n_groups);
	assert_int_equal(a->n_themes, b->n_themes);
	assert_int_equal(a->n_levels, b->n_levels);
	assert_int_equal(a->graph->n_edges, b->graph->n_edges);
	assert_memory_equal(a->group, b->group, a->n_documents * sizeof *a->group);
	assert_memory_equal(a->membership, b->membership, a->n_documents * sizeof *a->membership);
	assert_memory_equal(a->stability, b->stability, a->n_groups * sizeof *a->stability);
	assert_memory_equal(a->cohesion, b->cohesion, a->n_groups * sizeof *a->cohesion);
	assert_memory_equal(a->theme_of, b->theme_of, a->n_groups * sizeof *a->theme_of);
	assert_memory_equal(a->graph->weight, b->graph->weight, 2 * a->graph->n_edges * sizeof(float));
	for (size_t l = 0; l < a->n_levels; l++) {
		assert_memory_equal(&a->levels[l].evidence, &b->levels[l].evidence, sizeof(double));
		assert_int_equal(a->levels[l].n_groups, b->levels[l].n_groups);
	}
	assert_int_equal(a->plausible_low, b->plausible_low);
	assert_int_equal(a->plausible_high, b->plausible_high);
}

static void one_thread_finds_the_same_bytes_as_two(void **state)
{
	struct topics t = topics_new(180, 7, 8, 16, 0.4, 11);
	struct grouping_settings s[] = {usual, usual, usual};

	(void)state;
	s[1].is_quick = true;
	s[2].n_groups = 5;
	for (size_t k = 0; k < G_N_ELEMENTS(s); k++) {
		struct grouping *one = found(&t, &s[k], 1), *two = found(&t, &s[k], 2);

		assert_same(one, two);
		grouping_free(one);
		grouping_free(two);
	}
	topics_clear(&t);
}

/* Under a sanitizer this also sees that nothing is left behind. */
static void can_be_stopped_anywhere(void **state)
{
	struct topics t = topics_new(60, 4, 8, 12, 0.2, 12);
	struct grouping_settings s[] = {usual, usual};

	(void)state;
	s[1].n_groups = 3;
	for (size_t k = 0; k < G_N_ELEMENTS(s); k++) {
		bool is_done = false;
		size_t n_stopped = 0;

		for (size_t stop_at = 1; !is_done; stop_at += 1 + stop_at / 12) {
			size_t n_left = stop_at;
			struct work *work = work_new(1, topics_stop, &n_left);
			struct grouping *g = grouping_find(t.corpus, &s[k], work, 0, 1);

			is_done = !work_is_stopped(work);
			assert_int_equal(g != NULL, is_done);
			n_stopped += !is_done;
			grouping_free(g);
			work_free(work);
		}
		assert_true(n_stopped > 5);
	}
	topics_clear(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(planted_topics_are_found_and_their_number),
		cmocka_unit_test(a_wanted_number_is_what_comes),
		cmocka_unit_test(a_wanted_resolution_is_used),
		cmocka_unit_test(pins_hold_whatever_the_texts_say),
		cmocka_unit_test(themes_are_of_whole_issues),
		cmocka_unit_test(a_quick_run_is_one_partition),
		cmocka_unit_test(what_writers_chose_counts),
		cmocka_unit_test(word_vectors_count),
		cmocka_unit_test(tiny_inputs_are_grouped_somehow),
		cmocka_unit_test(equal_texts_are_one_group_and_strangers_none),
		cmocka_unit_test(one_thread_finds_the_same_bytes_as_two),
		cmocka_unit_test(can_be_stopped_anywhere),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
