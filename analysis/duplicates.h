/* duplicates - which texts are the same or nearly the same: exact match, then MinHash verified by exact
 * Jaccard. SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Texts are compared in normal form (text_normalise).  Two are near-copies when the sets of their character
 * 5-grams share at least DUPLICATES_JACCARD (Broder 1997; 64 minima in 16 bands of 4).  Groups grow around
 * their first text: every member was verified against it, so groups do not drift.
 *
 * Threads: pure.  Memory: the caller frees the array.  Failure: none.
 */
#ifndef DUPLICATES_H
#define DUPLICATES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define DUPLICATES_JACCARD 0.8

/* For each of n normal forms the index of the first text of its group (its own: the text is the first).  An
 * empty text is a copy of nothing. */
size_t *duplicates_find(const char *const *texts, size_t n, uint64_t seed);

/* Jaccard similarity of the 5-gram sets of two normal forms; 1 when both are empty. */
double duplicates_jaccard(const char *a, const char *b);

/* Short enough that two people may well write it alike: under 8 words or 40 characters. */
bool duplicates_is_short(const char *text);

#endif
