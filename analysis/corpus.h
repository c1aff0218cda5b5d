/* corpus - the texts of one study as numbers: vocabulary, weighted document-term rows, surface forms.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Threads: immutable once built.  Memory: corpus_free frees all.  Failure: none.
 */
#ifndef CORPUS_H
#define CORPUS_H

#include <stddef.h>
#include <stdint.h>

#include "text.h"
#include "work.h"

/* Compressed sparse rows: row i holds entries start[i]..start[i+1]-1, columns ascending. */
struct corpus_matrix {
	size_t n_rows, n_columns;
	size_t *start; /* n_rows + 1 */
	uint32_t *column;
	float *value;
};

struct corpus {
	size_t n_documents, n_terms;
	char **terms;	     /* n_terms stems, sorted by strcmp */
	char **surfaces;     /* the most written form of each stem; ties: the first by strcmp */
	uint32_t *frequency; /* n_terms: documents that hold the stem */
	/* Each document as the terms it is made of, in order of the text, repeated as written (stems below
	 * the smallest document frequency left out). */
	size_t *word_start; /* n_documents + 1 */
	uint32_t *words;
	/* Stems, (1 + ln tf) ln(n/df), rows of length 1 (Salton & Buckley 1988); empty rows stay empty. */
	struct corpus_matrix weights;
	/* Stems beside character 3- and 4-grams of the words at half the weight, rows of length 1. */
	struct corpus_matrix mixed;
};

/* Below min_frequency documents a stem is left out.  NULL when the work was stopped. */
struct corpus *corpus_new(const char *const *texts, size_t n_texts, enum text_language, size_t min_frequency,
			  struct work *);
void corpus_free(struct corpus *);

#endif
