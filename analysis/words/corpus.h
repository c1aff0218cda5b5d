/* corpus - the texts of one study as numbers: vocabulary, weighted document-term rows, surface forms.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Threads: over the given work; immutable once built.  Memory: corpus_free frees all; a million texts of
 * twenty words take about 250 MB.  Failure: none.
 */
#ifndef CORPUS_H
#define CORPUS_H

#include <stddef.h>
#include <stdint.h>

#include "fields.h"
#include "sounds.h"
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
	enum text_language language;
	char **terms;	     /* n_terms stems, sorted by strcmp */
	char **surfaces;     /* the most written form of each stem; ties: the first by strcmp */
	uint32_t *frequency; /* n_terms: documents that hold the stem */
	/* Each document as the terms it is made of, in order of the text, repeated as written.  A word whose
	 * stem is below the smallest document frequency counts as the most frequent term that sounds like it,
	 * else that is one letter away ("vazura", "basra": basura), else is left out. */
	size_t *word_start; /* n_documents + 1 */
	uint32_t *words;
	/* Stems, (1 + ln tf) (1 + ln((1 + n) / (1 + df))) (Salton & Buckley 1988), rows of length 1; empty
	 * rows stay empty. */
	struct corpus_matrix weights;
	/* Stems beside character 3- and 4-grams of the words at 0.8 of the weight: what typing errors leave
	 * whole (not above CORPUS_MAX_GRAMS documents: there other writings of a word are frequent enough to
	 * count by themselves); beside these the semantic fields of the words at 0.4 (less above 2,000
	 * documents); rows of length 1. Without grams and fields the same arrays as weights. */
	struct corpus_matrix mixed;
	size_t n_grams;
	uint64_t *grams; /* n_grams, ascending; column n_terms + i of mixed */
	uint32_t *gram_frequency;
	struct sounds *sounds; /* terms by sound */
	size_t n_fields;
	struct fields *fields; /* field i is column n_columns - n_fields + i of mixed */
	float *field_weight;
};

enum { CORPUS_MAX_GRAMS = 50000 };

/* Below min_frequency documents (more where there are more than 100,000) a stem is left out.  NULL when the
 * work was stopped. */
struct corpus *corpus_new(const char *const *texts, size_t n_texts, enum text_language, size_t min_frequency,
			  struct work *);
void corpus_free(struct corpus *);

/* A text that is not in the corpus as a row of mixed: its entries by ascending column.  Words are found as in
 * corpus_new.  The reader: of the corpus' language. */
struct corpus_entry {
	uint32_t column;
	float value;
};
GArray *corpus_row(const struct corpus *, struct text_reader *,
		   const char *text); /* of struct corpus_entry */

#endif
