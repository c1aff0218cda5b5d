/* corpus_writings - reads all texts, a block a time, each thread with a reader of its own; the numbers that
 * the threads gave are replaced by places in one sorted list, so that who read what leaves no trace.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "corpus_parts.h"

#include <stdlib.h>
#include <string.h>

#include "lexicon.h"

enum { TEXTS_A_BLOCK = 1024 };

struct block {
	uint32_t *words; /* as the reader of the thread numbers them */
	size_t thread;
};

struct reading {
	struct corpus_writings *writings;
	const char *const *texts;
	enum text_language language;
	struct block *blocks;
	uint32_t **place_of; /* of each thread's numbers: places in the list */
};

static void read_block(void *data, size_t first, size_t last, size_t thread)
{
	struct reading *r = data;
	struct corpus_writings *w = r->writings;
	g_autoptr(GArray) numbers = g_array_new(FALSE, FALSE, sizeof(uint32_t));

	if (!w->readers[thread])
		w->readers[thread] = text_reader_new(r->language);
	for (size_t d = first; d < last; d++) {
		size_t before = numbers->len;

		text_reader_numbers(w->readers[thread], r->texts[d], numbers);
		w->word_start[d + 1] = numbers->len - before;
	}
	r->blocks[first / TEXTS_A_BLOCK] =
		(struct block){g_memdup2(numbers->data, numbers->len * sizeof(uint32_t)), thread};
}

struct writing {
	const char *surface, *stem;
	uint32_t number; /* in the order of first sight */
};

static int compare_writings(const void *a, const void *b)
{
	const struct writing *x = a, *y = b;
	int order = strcmp(x->stem, y->stem);

	return order ? order : strcmp(x->surface, y->surface);
}

static void sort_writings(struct reading *r)
{
	struct corpus_writings *w = r->writings;
	g_autofree struct writing *list = NULL;
	g_autofree uint32_t *place = NULL;
	struct lexicon all;
	size_t capacity = 1;

	lexicon_start(&all);
	for (size_t t = 0; t < w->n_readers; t++)
		capacity += w->readers[t] ? text_reader_n_words(w->readers[t]) : 0;
	list = g_new(struct writing, capacity);
	for (size_t t = 0; t < w->n_readers; t++) {
		size_t n = w->readers[t] ? text_reader_n_words(w->readers[t]) : 0;

		r->place_of[t] = g_new0(uint32_t, n + 1);
		for (uint32_t i = 0; i < n; i++) {
			const char *surface = text_reader_surface(w->readers[t], i);
			uint32_t number = lexicon_number(&all, surface, strlen(surface));

			list[number] = (struct writing){surface, text_reader_stem(w->readers[t], i), number};
			r->place_of[t][i] = number;
		}
	}
	w->n = all.n_words;
	lexicon_end(&all);
	qsort(list, w->n, sizeof *list, compare_writings);
	w->surface = g_new(const char *, w->n + 1);
	w->stem = g_new(const char *, w->n + 1);
	place = g_new0(uint32_t, w->n + 1);
	for (size_t i = 0; i < w->n; i++) {
		w->surface[i] = list[i].surface;
		w->stem[i] = list[i].stem;
		place[list[i].number] = (uint32_t)i;
	}
	for (size_t t = 0; t < w->n_readers; t++)
		for (size_t i = 0; w->readers[t] && i < text_reader_n_words(w->readers[t]); i++)
			r->place_of[t][i] = place[r->place_of[t][i]];
}

static void place_block(void *data, size_t first, size_t last, size_t thread)
{
	struct reading *r = data;
	struct corpus_writings *w = r->writings;
	struct block *block = &r->blocks[first / TEXTS_A_BLOCK];
	const uint32_t *place_of = r->place_of[block->thread];
	size_t from = w->word_start[first], n = w->word_start[last] - from;

	(void)thread;
	for (size_t i = 0; i < n; i++)
		w->words[from + i] = place_of[block->words[i]];
	g_clear_pointer(&block->words, g_free);
}

bool corpus_writings_read(struct corpus_writings *w, const char *const *texts, size_t n_texts,
			  enum text_language language, struct work *work, double from, double to)
{
	size_t n_blocks = n_texts / TEXTS_A_BLOCK + 1;
	struct reading r = {.writings = w, .texts = texts, .language = language};
	bool is_whole;

	*w = (struct corpus_writings){.n_documents = n_texts, .n_readers = work_n_threads(work)};
	w->readers = g_new0(struct text_reader *, w->n_readers);
	w->word_start = g_new0(size_t, n_texts + 1);
	r.blocks = g_new0(struct block, n_blocks);
	r.place_of = g_new0(uint32_t *, w->n_readers);
	is_whole = work_run(work, n_texts, TEXTS_A_BLOCK, read_block, &r, from, from + 0.9 * (to - from));
	if (is_whole) {
		sort_writings(&r);
		for (size_t d = 0; d < n_texts; d++)
			w->word_start[d + 1] += w->word_start[d];
		w->words = g_new(uint32_t, w->word_start[n_texts] + 1);
		is_whole =
			work_run(work, n_texts, TEXTS_A_BLOCK, place_block, &r, from + 0.9 * (to - from), to);
	}
	for (size_t b = 0; b < n_blocks; b++)
		g_free(r.blocks[b].words);
	for (size_t t = 0; t < w->n_readers; t++)
		g_free(r.place_of[t]);
	g_free(r.blocks);
	g_free(r.place_of);
	return is_whole;
}

void corpus_writings_clear(struct corpus_writings *w)
{
	for (size_t t = 0; t < w->n_readers; t++)
		text_reader_free(w->readers[t]);
	g_free(w->readers);
	g_free(w->surface);
	g_free(w->stem);
	g_free(w->word_start);
	g_free(w->words);
}
