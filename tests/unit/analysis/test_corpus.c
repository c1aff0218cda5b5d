/* test_corpus - texts as numbers: the same on one thread and on many, weights by the formula, new texts as
 * rows. SPDX-License-Identifier: GPL-3.0-or-later
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

#include "corpus.h"
#include "random.h"
#include "stopped.h"

static GPtrArray *invented_texts(size_t n)
{
	static const char *const words[] = {"Basura",	  "basurero",  "baches",       "drenaje",
					    "luminarias", "educación", "educacion",    "Seguridad",
					    "agua",	  "niños",     "árboles",      "xq",
					    "la",	  "PARQUE",    "contaminación"};
	GPtrArray *texts = g_ptr_array_new_with_free_func(g_free);
	struct random random;

	random_start(&random, 11, RANDOM_STREAM_RANKS);
	for (size_t i = 0; i < n; i++) {
		GString *text = g_string_new(NULL);

		for (size_t w = random_below(&random, 12); w > 0; w--)
			g_string_append_printf(text, "%s%s",
					       words[random_below(&random, G_N_ELEMENTS(words))],
					       random_below(&random, 4) ? " " : ", ");
		if (i % 7 == 0)
			g_string_append_printf(text, "palabra%zu", i % 50);
		g_ptr_array_add(texts, g_string_free(text, FALSE));
	}
	return texts;
}

static struct corpus *corpus_of(GPtrArray *texts, size_t min_frequency, size_t n_threads)
{
	struct work *work = work_new(n_threads, NULL, NULL);
	struct corpus *corpus =
		corpus_new((const char *const *)texts->pdata, texts->len, TEXT_SPANISH, min_frequency, work);

	work_free(work);
	return corpus;
}

static void assert_same_matrix(const struct corpus_matrix *a, const struct corpus_matrix *b)
{
	assert_int_equal(a->n_rows, b->n_rows);
	assert_int_equal(a->n_columns, b->n_columns);
	assert_memory_equal(a->start, b->start, (a->n_rows + 1) * sizeof *a->start);
	assert_memory_equal(a->column, b->column, a->start[a->n_rows] * sizeof *a->column);
	assert_memory_equal(a->value, b->value, a->start[a->n_rows] * sizeof *a->value);
}

static void threads_change_no_byte(void **state)
{
	(void)state;
	g_autoptr(GPtrArray) texts = invented_texts(5000);
	struct corpus *one = corpus_of(texts, 2, 1), *three = corpus_of(texts, 2, 3);

	assert_int_equal(one->n_terms, three->n_terms);
	for (size_t t = 0; t < one->n_terms; t++) {
		assert_string_equal(one->terms[t], three->terms[t]);
		assert_string_equal(one->surfaces[t], three->surfaces[t]);
	}
	assert_memory_equal(one->frequency, three->frequency, one->n_terms * sizeof *one->frequency);
	assert_memory_equal(one->word_start, three->word_start, 5001 * sizeof *one->word_start);
	assert_memory_equal(one->words, three->words, one->word_start[5000] * sizeof *one->words);
	assert_same_matrix(&one->weights, &three->weights);
	assert_same_matrix(&one->mixed, &three->mixed);
	corpus_free(one);
	corpus_free(three);
}

static void words_are_those_that_a_reader_finds_and_frequencies_count_documents(void **state)
{
	(void)state;
	g_autoptr(GPtrArray) texts = invented_texts(300);
	struct corpus *corpus = corpus_of(texts, 1, 2);
	struct text_reader *reader = text_reader_new(TEXT_SPANISH);
	g_autofree uint32_t *frequency = g_new0(uint32_t, corpus->n_terms);

	for (size_t d = 0; d < 300; d++) {
		g_autoptr(GArray) tokens = text_reader_tokens(reader, texts->pdata[d]);
		g_autofree bool *has = g_new0(bool, corpus->n_terms);

		assert_int_equal(tokens->len, corpus->word_start[d + 1] - corpus->word_start[d]);
		for (size_t i = 0; i < tokens->len; i++) {
			uint32_t term = corpus->words[corpus->word_start[d] + i];

			assert_string_equal(corpus->terms[term],
					    g_array_index(tokens, struct text_token, i).stem);
			has[term] = true;
		}
		for (size_t t = 0; t < corpus->n_terms; t++)
			frequency[t] += has[t];
	}
	assert_memory_equal(frequency, corpus->frequency, corpus->n_terms * sizeof *frequency);
	text_reader_free(reader);
	corpus_free(corpus);
}

static void weights_are_those_of_the_formula(void **state)
{
	(void)state;
	g_autoptr(GPtrArray) texts = invented_texts(400);
	struct corpus *corpus = corpus_of(texts, 2, 1);

	for (size_t d = 0; d < 400; d++) {
		const struct corpus_matrix *m = &corpus->weights;
		g_autofree double *expected = g_new0(double, corpus->n_terms);
		double square = 0;

		for (size_t i = corpus->word_start[d]; i < corpus->word_start[d + 1]; i++)
			expected[corpus->words[i]]++;
		for (size_t t = 0; t < corpus->n_terms; t++) {
			if (expected[t] > 0)
				expected[t] = (1 + log(expected[t])) *
					      (1 + log(401.0 / (1.0 + corpus->frequency[t])));
			square += expected[t] * expected[t];
		}
		for (size_t e = m->start[d]; e < m->start[d + 1]; e++) {
			assert_true(fabs((double)m->value[e] - expected[m->column[e]] / sqrt(square)) < 1e-6);
			expected[m->column[e]] = 0;
		}
		for (size_t t = 0; t < corpus->n_terms; t++)
			assert_true(expected[t] == 0);
	}
	corpus_free(corpus);
}

static void a_surface_is_the_most_written_form(void **state)
{
	(void)state;
	static const char *const texts[] = {"bache baches", "baches", "educacion", "educación, educación",
					    "bache"};
	struct corpus *corpus = corpus_new(texts, 5, TEXT_SPANISH, 1, NULL);

	assert_int_equal(corpus->n_terms, 2);
	assert_string_equal(corpus->terms[0], "bach");
	assert_string_equal(corpus->surfaces[0], "bache");
	assert_string_equal(corpus->surfaces[1], "educación");
	corpus_free(corpus);
}

static void a_new_text_has_the_row_it_would_have_in_the_corpus(void **state)
{
	(void)state;
	g_autoptr(GPtrArray) texts = invented_texts(500);
	struct corpus *corpus = corpus_of(texts, 2, 2);
	struct text_reader *reader = text_reader_new(TEXT_SPANISH);
	g_autoptr(GArray) strange = corpus_row(corpus, reader, "zzz 👍 qqqqq");

	for (size_t d = 0; d < 500; d++) {
		const struct corpus_matrix *m = &corpus->mixed;
		g_autoptr(GArray) row = corpus_row(corpus, reader, texts->pdata[d]);

		assert_int_equal(row->len, m->start[d + 1] - m->start[d]);
		for (size_t e = 0; e < row->len; e++) {
			const struct corpus_entry *entry = &g_array_index(row, struct corpus_entry, e);

			assert_int_equal(entry->column, m->column[m->start[d] + e]);
			assert_true(entry->value == m->value[m->start[d] + e]);
		}
	}
	assert_int_equal(strange->len, 0);
	text_reader_free(reader);
	corpus_free(corpus);
}

static const char *surface_of_word(const struct corpus *corpus, size_t document, size_t word)
{
	assert_true(corpus->word_start[document] + word < corpus->word_start[document + 1]);
	return corpus->surfaces[corpus->words[corpus->word_start[document] + word]];
}

static void a_word_written_by_ear_counts_as_the_frequent_one_that_sounds_like_it(void **state)
{
	(void)state;
	static const char *const texts[] = {
		"basura",   "basura", "drenaje", "drenaje", "parque",  "parque",    "vazura", "bazurra",
		"drenages", "parke",  "dernaje", "drenje",  "cazuela", "parkecito", "casa",   "casa perro"};
	struct corpus *corpus = corpus_new(texts, G_N_ELEMENTS(texts), TEXT_SPANISH, 2, NULL);
	struct text_reader *reader = text_reader_new(TEXT_SPANISH);
	g_autoptr(GArray) row = corpus_row(corpus, reader, "vasura");

	assert_int_equal(corpus->n_terms, 4);
	assert_string_equal(surface_of_word(corpus, 6, 0), "basura");
	assert_string_equal(surface_of_word(corpus, 7, 0), "basura");
	assert_string_equal(surface_of_word(corpus, 8, 0), "drenaje");
	assert_string_equal(surface_of_word(corpus, 9, 0), "parque");
	assert_string_equal(surface_of_word(corpus, 10, 0), "drenaje");
	assert_string_equal(surface_of_word(corpus, 11, 0), "drenaje");
	assert_int_equal(corpus->word_start[13], corpus->word_start[12]);
	assert_int_equal(corpus->word_start[16] - corpus->word_start[15], 1);
	assert_int_equal(corpus->frequency[0], 4);
	assert_true(row->len > 0);
	assert_string_equal(corpus->surfaces[g_array_index(row, struct corpus_entry, 0).column], "basura");
	text_reader_free(reader);
	corpus_free(corpus);
}

static void a_slip_that_many_make_is_no_word_of_its_own_and_two_words_are_two(void **state)
{
	(void)state;
	const char *texts[60];

	for (size_t i = 0; i < 60; i++)
		texts[i] = i < 36 ? "basura" : i < 40 ? "bazurra" : i < 50 ? "vaca" : "baca";

	struct corpus *corpus = corpus_new(texts, 60, TEXT_SPANISH, 2, NULL);

	assert_int_equal(corpus->n_terms, 3);
	assert_string_equal(corpus->terms[0], "bac");
	assert_string_equal(corpus->terms[1], "basur");
	assert_string_equal(corpus->terms[2], "vac");
	assert_int_equal(corpus->frequency[1], 40);
	corpus_free(corpus);
}

static void it_can_be_stopped(void **state)
{
	(void)state;
	g_autoptr(GPtrArray) texts = invented_texts(6000);
	double at = 0.5;
	struct work *work = work_new(2, stopped_at, &at);

	work_stage(work, "words", 0, 1);
	assert_null(corpus_new((const char *const *)texts->pdata, texts->len, TEXT_SPANISH, 2, work));
	work_free(work);
}

static void strange_texts_do_no_harm(void **state)
{
	(void)state;
	g_autofree char *unbroken = g_strnfill(1000000, 'a');
	g_autofree char *bytes = g_strnfill(3000, '\xc3');
	GString *different = g_string_new(NULL);

	for (size_t i = 0; i < 1000000; i++)
		unbroken[i] = (char)('a' + (i * i + i / 7) % 26);
	for (size_t i = 0; i < 100000; i++)
		g_string_append_printf(different, "w%zux ", i);

	const char *texts[] = {unbroken, bytes,	 different->str,
			       "",	 "\xff", "aͤ́ 𠜎𠜱𠝹 👩‍👩‍👧 İi",
			       "basura"};
	struct corpus *corpus = corpus_new(texts, G_N_ELEMENTS(texts), TEXT_SPANISH, 2, NULL);

	assert_int_equal(corpus->n_documents, G_N_ELEMENTS(texts));
	assert_int_equal(corpus->n_terms, 0);
	corpus_free(corpus);
	g_string_free(different, TRUE);
	corpus = corpus_new(NULL, 0, TEXT_NONE, 1, NULL);
	assert_int_equal(corpus->n_terms, 0);
	assert_int_equal(corpus->mixed.start[0], 0);
	corpus_free(corpus);
}

static void many_documents_do_without_grams(void **state)
{
	(void)state;
	g_autoptr(GPtrArray) texts = invented_texts(CORPUS_MAX_GRAMS + 1);
	struct corpus *corpus = corpus_of(texts, 2, 2);

	assert_int_equal(corpus->mixed.n_columns, corpus->n_terms + corpus->n_fields);
	assert_int_equal(corpus->n_grams, 0);
	corpus_free(corpus);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(threads_change_no_byte),
		cmocka_unit_test(words_are_those_that_a_reader_finds_and_frequencies_count_documents),
		cmocka_unit_test(weights_are_those_of_the_formula),
		cmocka_unit_test(a_surface_is_the_most_written_form),
		cmocka_unit_test(a_new_text_has_the_row_it_would_have_in_the_corpus),
		cmocka_unit_test(a_word_written_by_ear_counts_as_the_frequent_one_that_sounds_like_it),
		cmocka_unit_test(a_slip_that_many_make_is_no_word_of_its_own_and_two_words_are_two),
		cmocka_unit_test(it_can_be_stopped),
		cmocka_unit_test(strange_texts_do_no_harm),
		cmocka_unit_test(many_documents_do_without_grams),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
