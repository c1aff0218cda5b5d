/* duplicates_grams - the set of character 5-grams of a text, its minima and its likeness; for duplicates
 * only. SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Grams are 64-bit hashes; a text under five characters is one gram.
 *
 * Threads: one owner.  Memory: the *_clear functions; zeros are a valid start.  Failure: none.
 */
#ifndef DUPLICATES_GRAMS_H
#define DUPLICATES_GRAMS_H

#include <stddef.h>
#include <stdint.h>

enum { GRAMS_N_BANDS = 16, GRAMS_N_ROWS = 4, GRAMS_N_MINIMA = GRAMS_N_BANDS * GRAMS_N_ROWS };

uint64_t grams_mix(uint64_t);

/* A text as grams in order, those that repeat among them. */
struct grams {
	uint64_t *hash;
	size_t n, capacity;
};
void grams_read(struct grams *, const char *text);
void grams_clear(struct grams *);

/* A set of hashes. */
struct grams_set {
	uint64_t *slot;
	size_t n, n_slots, capacity;
};
void grams_set_fill(struct grams_set *, const struct grams *);
void grams_set_clear(struct grams_set *);
/* Jaccard similarity of a set with grams, of which the other becomes the set; 1 when both are empty. */
double grams_jaccard(const struct grams_set *, const struct grams *, struct grams_set *other);

/* 64 bijections of 32-bit numbers: x -> (x xor salt) times an odd number. */
struct grams_minhash {
	uint32_t salt[GRAMS_N_MINIMA], times[GRAMS_N_MINIMA];
};
void grams_minhash_start(struct grams_minhash *, uint64_t seed);
void grams_minima(const struct grams_minhash *, const struct grams *, int32_t minimum[GRAMS_N_MINIMA]);

#endif
