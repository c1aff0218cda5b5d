/* corpus - chooses the vocabulary and puts the parts together; corpus_writings reads, corpus_weights weighs,
 * corpus_grams looks inside the words.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "corpus_parts.h"

#include <stdlib.h>
#include <string.h>

/* So many documents a stem's smallest document frequency rises by one: the vocabulary stays bounded. */
enum { DOCUMENTS_A_FREQUENCY = 100000, SLIP_RATIO = 8 };

/* The writings by stem. */
struct stems {
	const struct corpus_writings *writings;
	size_t n;
	uint32_t *stem_of; /* of each writing */
	uint32_t *first;   /* n + 1: the writings of each stem */
	uint32_t *term_of; /* of each writing; UINT32_MAX: left out */
};

static size_t stems_of(const void *data, size_t d, uint32_t *items)
{
	const struct stems *stems = data;
	const struct corpus_writings *w = stems->writings;
	size_t first = w->word_start[d], n = w->word_start[d + 1] - first;

	for (size_t i = 0; items && i < n; i++)
		items[i] = stems->stem_of[w->words[first + i]];
	return n;
}

static size_t terms_of(const void *data, size_t d, uint32_t *items)
{
	const struct corpus *corpus = data;
	size_t first = corpus->word_start[d], n = corpus->word_start[d + 1] - first;

	if (items)
		memcpy(items, corpus->words + first, n * sizeof *items);
	return n;
}

static void stems_start(struct stems *s, const struct corpus_writings *w)
{
	*s = (struct stems){.writings = w};
	s->stem_of = g_new(uint32_t, w->n + 1);
	s->first = g_new(uint32_t, w->n + 1);
	for (size_t i = 0; i < w->n; i++) {
		if (i == 0 || strcmp(w->stem[i], w->stem[i - 1]) != 0)
			s->first[s->n++] = (uint32_t)i;
		s->stem_of[i] = (uint32_t)(s->n - 1);
	}
	s->first[s->n] = (uint32_t)w->n;
	s->term_of = g_new(uint32_t, w->n + 1);
}

static void stems_end(struct stems *s)
{
	g_free(s->stem_of);
	g_free(s->first);
	g_free(s->term_of);
}

/* The stem's most written form; the writings of a stem are in order of strcmp. */
static const char *best_surface(const struct stems *s, size_t stem, const uint32_t *n_written)
{
	size_t best = s->first[stem];

	for (size_t i = best; i < s->first[stem + 1]; i++)
		if (n_written[i] > n_written[best])
			best = i;
	return s->writings->surface[best];
}

static void name_terms(struct corpus *corpus, const struct stems *s, const uint32_t *frequency,
		       const uint32_t *n_written, const bool *is_kept)
{
	const struct corpus_writings *w = s->writings;

	corpus->terms = g_new0(char *, s->n + 1);
	corpus->surfaces = g_new0(char *, s->n + 1);
	corpus->frequency = g_new0(uint32_t, s->n + 1);
	for (size_t stem = 0; stem < s->n; stem++) {
		for (size_t i = s->first[stem]; i < s->first[stem + 1]; i++)
			s->term_of[i] = is_kept[stem] ? (uint32_t)corpus->n_terms : UINT32_MAX;
		if (!is_kept[stem])
			continue;
		corpus->frequency[corpus->n_terms] = frequency[stem];
		corpus->terms[corpus->n_terms] = g_strdup(w->stem[s->first[stem]]);
		corpus->surfaces[corpus->n_terms++] = g_strdup(best_surface(s, stem, n_written));
	}
	corpus->sounds = sounds_new(corpus->language, corpus->surfaces, corpus->terms, corpus->frequency,
				    corpus->n_terms);
}

static void forget_terms(struct corpus *corpus)
{
	for (size_t i = 0; i < corpus->n_terms; i++) {
		g_free(corpus->terms[i]);
		g_free(corpus->surfaces[i]);
	}
	g_free(corpus->terms);
	g_free(corpus->surfaces);
	g_free(corpus->frequency);
	sounds_free(corpus->sounds);
	corpus->n_terms = 0;
}

/* Stems that are much rarer than one that sounds the same are that one, written by ear: they are kept no
 * more. */
static bool drop_slips(const struct corpus *corpus, const struct stems *s, bool *is_kept)
{
	bool is_dropped = false;

	for (size_t stem = 0; stem < s->n; stem++) {
		size_t i = s->first[stem];
		uint32_t term = s->term_of[i], target;

		if (term == UINT32_MAX)
			continue;
		target = sounds_find(corpus->sounds, corpus->surfaces[term], corpus->terms[term]);
		if (target != UINT32_MAX &&
		    corpus->frequency[target] >= SLIP_RATIO * (size_t)corpus->frequency[term]) {
			is_kept[stem] = false;
			is_dropped = true;
		}
	}
	return is_dropped;
}

static void take_vocabulary(struct corpus *corpus, struct stems *s, size_t min_frequency)
{
	const struct corpus_writings *w = s->writings;
	g_autofree uint32_t *frequency = corpus_frequencies(w->n_documents, s->n, stems_of, s);
	g_autofree uint32_t *n_written = g_new0(uint32_t, w->n + 1);
	g_autofree bool *is_kept = g_new0(bool, s->n + 1);

	for (size_t i = 0; i < w->word_start[w->n_documents]; i++)
		n_written[w->words[i]]++;
	for (size_t stem = 0; stem < s->n; stem++)
		is_kept[stem] = frequency[stem] >= min_frequency;
	name_terms(corpus, s, frequency, n_written, is_kept);
	if (drop_slips(corpus, s, is_kept)) {
		forget_terms(corpus);
		name_terms(corpus, s, frequency, n_written, is_kept);
	}
	for (size_t i = 0; i < w->n; i++)
		if (s->term_of[i] == UINT32_MAX)
			s->term_of[i] = sounds_find(corpus->sounds, w->surface[i], w->stem[i]);
}

static void take_words(struct corpus *corpus, const struct stems *s)
{
	const struct corpus_writings *w = s->writings;
	size_t n = 0;

	corpus->word_start = g_new0(size_t, w->n_documents + 1);
	corpus->words = g_new(uint32_t, w->word_start[w->n_documents] + 1);
	for (size_t d = 0; d < w->n_documents; d++) {
		for (size_t i = w->word_start[d]; i < w->word_start[d + 1]; i++) {
			uint32_t term = s->term_of[w->words[i]];

			if (term != UINT32_MAX)
				corpus->words[n++] = term;
		}
		corpus->word_start[d + 1] = n;
	}
	corpus->words = g_renew(uint32_t, corpus->words, n + 1);
	g_free(corpus->frequency);
	corpus->frequency = corpus_frequencies(corpus->n_documents, corpus->n_terms, terms_of, corpus);
}

struct corpus *corpus_new(const char *const *texts, size_t n_texts, enum text_language language,
			  size_t min_frequency, struct work *work)
{
	struct corpus *corpus = g_new0(struct corpus, 1);
	struct corpus_writings writings;
	struct stems stems;
	bool is_whole = corpus_writings_read(&writings, texts, n_texts, language, work, 0, 0.6);

	corpus->n_documents = n_texts;
	corpus->language = language;
	if (is_whole) {
		stems_start(&stems, &writings);
		take_vocabulary(corpus, &stems, MAX(min_frequency, n_texts / DOCUMENTS_A_FREQUENCY));
		take_words(corpus, &stems);
		stems_end(&stems);
		is_whole = corpus_weigh(&corpus->weights, n_texts, corpus->n_terms, corpus->frequency,
					terms_of, corpus, work, 0.7, 0.85) &&
			   corpus_mix(corpus, &writings, work, 0.85, 1);
		if (is_whole)
			corpus_add_fields(corpus, &writings);
	}
	corpus_writings_clear(&writings);
	if (!is_whole)
		g_clear_pointer(&corpus, corpus_free);
	return corpus;
}

void corpus_free(struct corpus *corpus)
{
	if (!corpus)
		return;
	forget_terms(corpus);
	g_free(corpus->word_start);
	g_free(corpus->words);
	if (corpus->mixed.start != corpus->weights.start)
		corpus_matrix_clear(&corpus->mixed);
	corpus_matrix_clear(&corpus->weights);
	g_free(corpus->grams);
	g_free(corpus->gram_frequency);
	fields_free(corpus->fields);
	g_free(corpus->field_weight);
	g_free(corpus);
}

static int compare_term(const void *key, const void *element)
{
	return strcmp(key, *(const char *const *)element);
}

uint32_t corpus_term(const struct corpus *corpus, const char *stem)
{
	char **found = bsearch(stem, corpus->terms, corpus->n_terms, sizeof *corpus->terms, compare_term);

	return found ? (uint32_t)(found - corpus->terms) : UINT32_MAX;
}

/* Items weighed as in the corpus, into an array of entries. */
static GArray *row_of(GArray *items, size_t n_rows, const uint32_t *frequency)
{
	GArray *row = g_array_sized_new(FALSE, FALSE, sizeof(struct corpus_entry), items->len + 1);
	g_autofree uint32_t *column = g_new(uint32_t, items->len + 1);
	g_autofree float *value = g_new(float, items->len + 1);
	size_t n = corpus_weigh_row((uint32_t *)(void *)items->data, items->len, n_rows, frequency, column,
				    value);

	for (size_t i = 0; i < n; i++) {
		struct corpus_entry entry = {column[i], value[i]};

		g_array_append_val(row, entry);
	}
	return row;
}

GArray *corpus_row(const struct corpus *corpus, struct text_reader *reader, const char *text)
{
	g_autoptr(GArray) tokens = text_reader_tokens(reader, text);
	g_autoptr(GArray) words = g_array_new(FALSE, FALSE, sizeof(uint32_t));
	g_autoptr(GArray) grams = g_array_new(FALSE, FALSE, sizeof(uint64_t));
	g_autoptr(GArray) columns = g_array_new(FALSE, FALSE, sizeof(uint32_t));
	g_autoptr(GArray) a = NULL, b = NULL;
	GArray *row = g_array_new(FALSE, FALSE, sizeof(struct corpus_entry));

	for (size_t i = 0; i < tokens->len; i++) {
		const struct text_token *token = &g_array_index(tokens, struct text_token, i);
		uint32_t term = corpus_term(corpus, token->stem);

		if (term == UINT32_MAX)
			term = sounds_find(corpus->sounds, token->surface, token->stem);
		if (term != UINT32_MAX)
			g_array_append_val(words, term);
		corpus_grams(token->surface, grams);
	}
	for (size_t i = 0; i < grams->len; i++) {
		uint32_t column = corpus_gram_column(corpus, g_array_index(grams, uint64_t, i));

		if (column != UINT32_MAX)
			g_array_append_val(columns, column);
	}
	a = row_of(words, corpus->n_documents, corpus->frequency);
	b = row_of(columns, corpus->n_documents, corpus->gram_frequency);
	g_array_set_size(row, a->len + b->len);
	(void)corpus_join_rows((struct corpus_entry *)(void *)a->data, a->len,
			       (struct corpus_entry *)(void *)b->data, b->len, (uint32_t)corpus->n_terms,
			       corpus_gram_weight, (struct corpus_entry *)(void *)row->data);
	if (corpus->n_fields) {
		GArray *joined = g_array_new(FALSE, FALSE, sizeof(struct corpus_entry));

		corpus_fields_row(corpus, tokens, (struct corpus_entry *)(void *)row->data, row->len, joined);
		g_array_unref(row);
		row = joined;
	}
	return row;
}
