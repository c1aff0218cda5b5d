/* corpus - counts stems and character grams, weights them, remembers how people write each stem.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "corpus.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MIN_GRAM_FREQUENCY = 3, TEXTS_A_TELL = 1000 };
static const float gram_weight = 0.5F;

/* Strings numbered in order of first sight. */
struct lexicon {
	GHashTable *number_of; /* owned key -> number + 1 */
	GPtrArray *words;      /* borrowed keys by number */
};

static void lexicon_start(struct lexicon *lexicon)
{
	lexicon->number_of = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	lexicon->words = g_ptr_array_new();
}

static void lexicon_end(struct lexicon *lexicon)
{
	g_hash_table_unref(lexicon->number_of);
	g_ptr_array_unref(lexicon->words);
}

static uint32_t lexicon_number(struct lexicon *lexicon, const char *word)
{
	size_t number = GPOINTER_TO_SIZE(g_hash_table_lookup(lexicon->number_of, word));

	if (!number) {
		char *key = g_strdup(word);

		g_ptr_array_add(lexicon->words, key);
		number = lexicon->words->len;
		g_hash_table_insert(lexicon->number_of, key, GSIZE_TO_POINTER(number));
	}
	return (uint32_t)(number - 1);
}

/* Rows of raw numbers, before anything is left out. */
struct rows {
	GArray *start; /* size_t */
	GArray *item;  /* uint32_t */
};

static void rows_start(struct rows *rows)
{
	size_t zero = 0;

	rows->start = g_array_new(FALSE, FALSE, sizeof(size_t));
	rows->item = g_array_new(FALSE, FALSE, sizeof(uint32_t));
	g_array_append_val(rows->start, zero);
}

static void rows_close_row(struct rows *rows)
{
	size_t end = rows->item->len;

	g_array_append_val(rows->start, end);
}

static void rows_end(struct rows *rows)
{
	g_array_unref(rows->start);
	g_array_unref(rows->item);
}

static size_t row_start(const struct rows *rows, size_t row)
{
	return g_array_index(rows->start, size_t, row);
}

static void writing_count(GHashTable *count_of, const struct text_token *token)
{
	g_autofree char *key = g_strconcat(token->stem, "\n", token->surface, NULL);
	size_t count = GPOINTER_TO_SIZE(g_hash_table_lookup(count_of, key));

	g_hash_table_insert(count_of, g_steal_pointer(&key), GSIZE_TO_POINTER(count + 1));
}

static void add_grams(struct lexicon *grams, struct rows *rows, const char *surface)
{
	g_autofree char *folded = text_fold(surface);
	g_autofree char *padded = g_strconcat("_", folded, "_", NULL);
	size_t n_chars = (size_t)g_utf8_strlen(padded, -1);
	const char *at = padded;

	for (size_t i = 0; i + 3 <= n_chars; i++, at = g_utf8_next_char(at)) {
		for (size_t size = 3; size <= 4 && i + size <= n_chars; size++) {
			const char *end = g_utf8_offset_to_pointer(at, (glong)size);
			char gram[32];
			uint32_t number;

			g_snprintf(gram, sizeof gram, "%.*s", (int)(end - at), at);
			number = lexicon_number(grams, gram);
			g_array_append_val(rows->item, number);
		}
	}
}

static int compare_numbers(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

static uint32_t *document_frequencies(const struct rows *rows, size_t n_rows, size_t n_items)
{
	uint32_t *frequency = g_new0(uint32_t, n_items + 1);
	size_t *seen = g_new0(size_t, n_items + 1);

	for (size_t r = 0; r < n_rows; r++) {
		for (size_t i = row_start(rows, r); i < row_start(rows, r + 1); i++) {
			uint32_t item = g_array_index(rows->item, uint32_t, i);

			if (seen[item] != r + 1) {
				seen[item] = r + 1;
				frequency[item]++;
			}
		}
	}
	g_free(seen);
	return frequency;
}

/* Weighted rows of length 1 from rows of numbers; column_of[item] UINT32_MAX: left out. */
static struct corpus_matrix weigh(const struct rows *rows, size_t n_rows, const uint32_t *column_of,
				  size_t n_columns, const uint32_t *frequency_of_column)
{
	struct corpus_matrix m = {.n_rows = n_rows, .n_columns = n_columns};
	size_t n_entries = 0;
	g_autofree uint32_t *row = NULL;
	size_t longest = 1;

	for (size_t r = 0; r < n_rows; r++)
		longest = MAX(longest, row_start(rows, r + 1) - row_start(rows, r));
	row = g_new(uint32_t, longest);
	m.start = g_new0(size_t, n_rows + 1);
	m.column = g_new(uint32_t, rows->item->len + 1);
	m.value = g_new(float, rows->item->len + 1);
	for (size_t r = 0; r < n_rows; r++) {
		size_t length = 0, first = n_entries;
		double square = 0;

		for (size_t i = row_start(rows, r); i < row_start(rows, r + 1); i++) {
			uint32_t column = column_of[g_array_index(rows->item, uint32_t, i)];

			if (column != UINT32_MAX)
				row[length++] = column;
		}
		qsort(row, length, sizeof *row, compare_numbers);
		for (size_t i = 0; i < length;) {
			size_t tf = 1;
			double value;

			while (i + tf < length && row[i + tf] == row[i])
				tf++;
			value = (1 + log((double)tf)) *
				(1 + log((1 + (double)n_rows) / (1 + (double)frequency_of_column[row[i]])));
			m.column[n_entries] = row[i];
			m.value[n_entries++] = (float)value;
			square += value * value;
			i += tf;
		}
		for (size_t i = first; i < n_entries; i++)
			m.value[i] = (float)((double)m.value[i] / sqrt(square));
		m.start[r + 1] = n_entries;
	}
	m.column = g_renew(uint32_t, m.column, n_entries + 1);
	m.value = g_renew(float, m.value, n_entries + 1);
	return m;
}

/* Two matrices side by side, the second scaled, rows of length 1 again. */
static struct corpus_matrix beside(const struct corpus_matrix *a, const struct corpus_matrix *b, float scale)
{
	struct corpus_matrix m = {.n_rows = a->n_rows, .n_columns = a->n_columns + b->n_columns};
	size_t n_entries = 0;

	m.start = g_new0(size_t, m.n_rows + 1);
	m.column = g_new(uint32_t, a->start[a->n_rows] + b->start[b->n_rows] + 1);
	m.value = g_new(float, a->start[a->n_rows] + b->start[b->n_rows] + 1);
	for (size_t r = 0; r < m.n_rows; r++) {
		size_t first = n_entries;
		double square = 0;

		for (size_t i = a->start[r]; i < a->start[r + 1]; i++) {
			m.column[n_entries] = a->column[i];
			m.value[n_entries++] = a->value[i];
		}
		for (size_t i = b->start[r]; i < b->start[r + 1]; i++) {
			m.column[n_entries] = b->column[i] + (uint32_t)a->n_columns;
			m.value[n_entries++] = b->value[i] * scale;
		}
		for (size_t i = first; i < n_entries; i++)
			square += (double)m.value[i] * (double)m.value[i];
		for (size_t i = first; i < n_entries; i++)
			m.value[i] = (float)((double)m.value[i] / sqrt(square));
		m.start[r + 1] = n_entries;
	}
	return m;
}

static void matrix_clear(struct corpus_matrix *m)
{
	g_free(m->start);
	g_free(m->column);
	g_free(m->value);
}

struct kept_word {
	const char *word;
	uint32_t number, frequency;
};

static int compare_kept(const void *a, const void *b)
{
	return strcmp(((const struct kept_word *)a)->word, ((const struct kept_word *)b)->word);
}

/* Items of at least min_frequency and not in more than max_frequency documents, sorted by strcmp. */
static struct kept_word *keep(const struct lexicon *lexicon, const uint32_t *frequency, size_t min_frequency,
			      size_t max_frequency, size_t *n_kept, uint32_t **column_of)
{
	size_t n = lexicon->words->len;
	struct kept_word *kept = g_new0(struct kept_word, n + 1);

	*n_kept = 0;
	*column_of = g_new(uint32_t, n + 1);
	for (size_t i = 0; i < n; i++) {
		(*column_of)[i] = UINT32_MAX;
		if (frequency[i] >= min_frequency && frequency[i] <= max_frequency)
			kept[(*n_kept)++] =
				(struct kept_word){lexicon->words->pdata[i], (uint32_t)i, frequency[i]};
	}
	qsort(kept, *n_kept, sizeof *kept, compare_kept);
	for (size_t i = 0; i < *n_kept; i++)
		(*column_of)[kept[i].number] = (uint32_t)i;
	return kept;
}

static void choose_surfaces(struct corpus *corpus, GHashTable *count_of)
{
	g_autoptr(GHashTable) term_of = g_hash_table_new(g_str_hash, g_str_equal);
	g_autofree size_t *best = g_new0(size_t, corpus->n_terms + 1);
	GHashTableIter iter;
	void *key, *value;

	for (size_t i = 0; i < corpus->n_terms; i++)
		g_hash_table_insert(term_of, corpus->terms[i], GSIZE_TO_POINTER(i + 1));
	g_hash_table_iter_init(&iter, count_of);
	while (g_hash_table_iter_next(&iter, &key, &value)) {
		const char *surface = strchr(key, '\n') + 1;
		g_autofree char *stem = g_strndup(key, (gsize)(surface - 1 - (char *)key));
		size_t term = GPOINTER_TO_SIZE(g_hash_table_lookup(term_of, stem));
		size_t count = GPOINTER_TO_SIZE(value);

		if (!term)
			continue;
		term--;
		if (count > best[term] ||
		    (count == best[term] && strcmp(surface, corpus->surfaces[term]) < 0)) {
			g_free(corpus->surfaces[term]);
			corpus->surfaces[term] = g_strdup(surface);
			best[term] = count;
		}
	}
}

static void take_vocabulary(struct corpus *corpus, const struct kept_word *kept, size_t n_kept)
{
	corpus->n_terms = n_kept;
	corpus->terms = g_new0(char *, n_kept + 1);
	corpus->surfaces = g_new0(char *, n_kept + 1);
	corpus->frequency = g_new0(uint32_t, n_kept + 1);
	for (size_t i = 0; i < n_kept; i++) {
		corpus->terms[i] = g_strdup(kept[i].word);
		corpus->frequency[i] = kept[i].frequency;
	}
}

static void take_words(struct corpus *corpus, const struct rows *rows, const uint32_t *column_of)
{
	size_t n_words = 0;

	corpus->word_start = g_new0(size_t, corpus->n_documents + 1);
	corpus->words = g_new(uint32_t, rows->item->len + 1);
	for (size_t r = 0; r < corpus->n_documents; r++) {
		for (size_t i = row_start(rows, r); i < row_start(rows, r + 1); i++) {
			uint32_t column = column_of[g_array_index(rows->item, uint32_t, i)];

			if (column != UINT32_MAX)
				corpus->words[n_words++] = column;
		}
		corpus->word_start[r + 1] = n_words;
	}
}

static void weigh_grams(struct corpus *corpus, const struct lexicon *grams, const struct rows *rows)
{
	size_t n = corpus->n_documents, n_kept;
	g_autofree uint32_t *frequency = document_frequencies(rows, n, grams->words->len);
	g_autofree uint32_t *column_of = NULL;
	g_autofree struct kept_word *kept =
		keep(grams, frequency, MIN_GRAM_FREQUENCY, MAX(n / 5, 10), &n_kept, &column_of);
	g_autofree uint32_t *kept_frequency = g_new0(uint32_t, n_kept + 1);
	struct corpus_matrix matrix;

	for (size_t i = 0; i < n_kept; i++)
		kept_frequency[i] = kept[i].frequency;
	matrix = weigh(rows, n, column_of, n_kept, kept_frequency);
	corpus->mixed = beside(&corpus->weights, &matrix, gram_weight);
	matrix_clear(&matrix);
}

struct corpus *corpus_new(const char *const *texts, size_t n_texts, enum text_language language,
			  size_t min_frequency, struct work *work)
{
	struct corpus *corpus = g_new0(struct corpus, 1);
	struct text_reader *reader = text_reader_new(language);
	g_autoptr(GHashTable) count_of = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	g_autofree uint32_t *frequency = NULL, *column_of = NULL;
	g_autofree struct kept_word *kept = NULL;
	struct lexicon stems, grams;
	struct rows stem_rows, gram_rows;
	size_t n_kept;
	bool more = true;

	corpus->n_documents = n_texts;
	lexicon_start(&stems);
	lexicon_start(&grams);
	rows_start(&stem_rows);
	rows_start(&gram_rows);
	for (size_t d = 0; d < n_texts && more; d++) {
		g_autoptr(GArray) tokens = text_reader_tokens(reader, texts[d]);

		for (size_t i = 0; i < tokens->len; i++) {
			const struct text_token *token = &g_array_index(tokens, struct text_token, i);
			uint32_t number = lexicon_number(&stems, token->stem);

			g_array_append_val(stem_rows.item, number);
			writing_count(count_of, token);
			add_grams(&grams, &gram_rows, token->surface);
		}
		rows_close_row(&stem_rows);
		rows_close_row(&gram_rows);
		more = d % TEXTS_A_TELL || work_told(work, (double)d / (double)n_texts);
	}
	text_reader_free(reader);
	if (!more) {
		rows_end(&stem_rows);
		rows_end(&gram_rows);
		lexicon_end(&stems);
		lexicon_end(&grams);
		corpus_free(corpus);
		return NULL;
	}
	frequency = document_frequencies(&stem_rows, n_texts, stems.words->len);
	kept = keep(&stems, frequency, min_frequency, n_texts, &n_kept, &column_of);
	take_vocabulary(corpus, kept, n_kept);
	take_words(corpus, &stem_rows, column_of);
	choose_surfaces(corpus, count_of);
	corpus->weights = weigh(&stem_rows, n_texts, column_of, n_kept, corpus->frequency);
	weigh_grams(corpus, &grams, &gram_rows);
	rows_end(&stem_rows);
	rows_end(&gram_rows);
	lexicon_end(&stems);
	lexicon_end(&grams);
	return corpus;
}

void corpus_free(struct corpus *corpus)
{
	if (!corpus)
		return;
	for (size_t i = 0; i < corpus->n_terms; i++) {
		g_free(corpus->terms[i]);
		g_free(corpus->surfaces[i]);
	}
	g_free(corpus->terms);
	g_free(corpus->surfaces);
	g_free(corpus->frequency);
	g_free(corpus->word_start);
	g_free(corpus->words);
	matrix_clear(&corpus->weights);
	matrix_clear(&corpus->mixed);
	g_free(corpus);
}
