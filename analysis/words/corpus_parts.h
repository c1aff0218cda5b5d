/* corpus_parts - what the files of the corpus share: words as they were written, rows on their way to a
 * matrix. SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Threads: over the given work.  Memory: corpus_writings_clear.  Failure: false when the work was stopped.
 */
#ifndef CORPUS_PARTS_H
#define CORPUS_PARTS_H

#include "corpus.h"

static const float corpus_gram_weight = 0.8F;

/* All texts as numbers of the different words in them. */
struct corpus_writings {
	size_t n_documents, n;
	const char **surface, **stem; /* n, sorted by stem, then surface; the strings are the readers' */
	size_t *word_start;	      /* n_documents + 1 */
	uint32_t *words;
	struct text_reader **readers; /* n_readers, one a thread */
	size_t n_readers;
};
bool corpus_writings_read(struct corpus_writings *, const char *const *texts, size_t n_texts,
			  enum text_language, struct work *, double from, double to);
void corpus_writings_clear(struct corpus_writings *);

/* The items of a document, repeated as often as they occur, in any order; with NULL only how many there are.
 */
typedef size_t (*corpus_items)(const void *data, size_t document, uint32_t *items);
/* Items as weighted rows of length 1, one column an item. */
bool corpus_weigh(struct corpus_matrix *, size_t n_rows, size_t n_columns, const uint32_t *frequency,
		  corpus_items, const void *data, struct work *, double from, double to);
/* In how many documents each item is. */
uint32_t *corpus_frequencies(size_t n_documents, size_t n_items, corpus_items, const void *data);
/* One row: sorts the items and writes at most as many entries; how many. */
size_t corpus_weigh_row(uint32_t *items, size_t n, size_t n_rows, const uint32_t *frequency, uint32_t *column,
			float *value);
/* Two rows side by side, the second from first_column on at a weight, length 1 again; how many entries. */
size_t corpus_join_rows(const struct corpus_entry *a, size_t n_a, const struct corpus_entry *b, size_t n_b,
			uint32_t first_column, float weight, struct corpus_entry *out);
void corpus_matrix_clear(struct corpus_matrix *);

/* Fills grams, gram_frequency and mixed, from weights and the words as they were written. */
bool corpus_mix(struct corpus *, const struct corpus_writings *, struct work *, double from, double to);
/* The 3- and 4-grams of a word, appended (uint64_t). */
void corpus_grams(const char *surface, GArray *grams);
/* Its number among the corpus' grams; UINT32_MAX: not one of them. */
uint32_t corpus_gram_column(const struct corpus *, uint64_t gram);

/* Puts the fields of the texts' words beside what is in mixed. */
void corpus_add_fields(struct corpus *, const struct corpus_writings *);
/* The same for one new text; joined receives the row. */
void corpus_fields_row(const struct corpus *, const GArray *tokens, const struct corpus_entry *row,
		       size_t n_row, GArray *joined);
/* The term of a stem; UINT32_MAX: none. */
uint32_t corpus_term(const struct corpus *, const char *stem);

#endif
