/* lexicon - words numbered in order of first sight, in one piece of memory.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Threads: one at a time while words are added.  Memory: lexicon_end.  Failure: none; at most 2^32 - 2 words.
 */
#ifndef LEXICON_H
#define LEXICON_H

#include <stddef.h>
#include <stdint.h>

struct lexicon {
	char *bytes; /* the words, each with its NUL */
	size_t n_bytes, bytes_capacity;
	size_t *start; /* of each word in bytes */
	uint32_t *hash;
	size_t n_words, words_capacity;
	uint32_t *slot; /* number + 1 of a word, 0: free; a power of two of them */
	size_t n_slots;
};

#define LEXICON_NONE UINT32_MAX

void lexicon_start(struct lexicon *);
void lexicon_end(struct lexicon *);
/* The number of a word of so many bytes, none of them NUL; it is added when it is new. */
uint32_t lexicon_number(struct lexicon *, const char *word, size_t length);
/* LEXICON_NONE: not there. */
uint32_t lexicon_find(const struct lexicon *, const char *word, size_t length);
/* Until the next word is added. */
const char *lexicon_word(const struct lexicon *, uint32_t number);

#endif
