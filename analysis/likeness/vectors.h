/* vectors - words as directions: learnt from the texts themselves, or read from a file of word vectors.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Own: positive pointwise mutual information of words within a window, nearer ones counting more (context
 * distribution smoothed by .75, Levy, Goldberg & Dagan 2015), reduced by lsa.  Of more than VECTORS_MAX_WORDS
 * words, evenly spaced documents that hold about as many are counted.
 * File: word2vec and fastText text form (a header line "n d" or none; spaces or tabs between; numbers up to
 * 1e15; of a word given twice the first), or the compact form:
 *     8 bytes "VOCVEC1\n"; n and d, 32 bits each; the length of the words, 64 bits (all little-endian);
 *     the n words ascending by their bytes, each followed by a line feed;
 *     n rows: a 32-bit IEEE 754 scale >= 0, then d signed bytes; a number is scale times byte.
 *
 * Threads: over the given work; struct vectors is immutable.  Memory: dense_clear, vectors_free.  Failure:
 * VECTORS_ERROR, in English and Spanish; an empty matrix (n_rows 0) when the work was stopped.
 */
#ifndef VECTORS_H
#define VECTORS_H

#include <glib.h>

#include "dense.h"

#define VECTORS_ERROR (vectors_error_quark())
GQuark vectors_error_quark(void);
enum vectors_error { VECTORS_ERROR_FORMAT };

enum { VECTORS_MAX_WORDS = 4000000, VECTORS_MAX_DIMENSIONS = 4096 };

/* One row a term of the corpus; fewer columns than dimensions where the texts do not hold as many. */
struct dense vectors_of_corpus(const struct corpus *, size_t dimensions, size_t window, uint64_t seed,
			       struct work *);

/* A file of word vectors, as bytes that stay the caller's for as long as it is used: 16 bytes a word. */
struct vectors;
struct vectors *vectors_read(const char *bytes, size_t n_bytes, GError **);
void vectors_free(struct vectors *);
size_t vectors_n_words(const struct vectors *);
size_t vectors_n_dimensions(const struct vectors *);
/* One row a term: that of its surface form, else of that word with accents left out on either side (the first
 * in the file), else of its stem; 0 where the file has none of them.  n_found may be NULL. */
struct dense vectors_of_terms(const struct vectors *, const struct corpus *, size_t *n_found);
/* The compact form. */
GBytes *vectors_compact(const struct vectors *);

/* Texts as the mean of their words' vectors, rare words weighing more (a / (a + p), a = 1e-3), less the
 * common direction (Arora, Liang & Ma 2017), that of 16384 evenly spaced texts where there are more; rows of
 * length 1, or empty where nothing but the common direction is left. */
struct dense vectors_documents(const struct corpus *, const struct dense *terms, struct work *);

#endif
