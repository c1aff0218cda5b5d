/* lexicon - an open hash table of positions, half full at most.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "lexicon.h"

#include <glib.h>
#include <stdbool.h>
#include <string.h>

enum { FIRST_SLOTS = 1024 };

void lexicon_start(struct lexicon *l)
{
	*l = (struct lexicon){.n_slots = FIRST_SLOTS};
	l->slot = g_new0(uint32_t, l->n_slots);
}

void lexicon_end(struct lexicon *l)
{
	g_free(l->bytes);
	g_free(l->start);
	g_free(l->hash);
	g_free(l->slot);
	*l = (struct lexicon){0};
}

static uint32_t hash_of(const char *word, size_t length)
{
	uint64_t h = 0x9e3779b97f4a7c15U ^ length;

	while (length > 0) {
		uint64_t piece = 0;
		size_t n = MIN(length, sizeof piece);

		memcpy(&piece, word, n);
		h = (h ^ piece) * 0xbf58476d1ce4e5b9U;
		h ^= h >> 29;
		word += n;
		length -= n;
	}
	h *= 0x94d049bb133111ebU;
	return (uint32_t)(h >> 32);
}

/* The slot of the word, or the free one where it belongs. */
static size_t slot_of(const struct lexicon *l, const char *word, size_t length, uint32_t hash)
{
	size_t at = hash & (l->n_slots - 1);

	for (; l->slot[at]; at = (at + 1) & (l->n_slots - 1)) {
		size_t number = l->slot[at] - 1;
		const char *known = l->bytes + l->start[number];

		/* The first byte that differs is never beyond the NUL of the known word. */
		if (l->hash[number] == hash && strncmp(known, word, length) == 0 && known[length] == '\0')
			break;
	}
	return at;
}

static void grow_slots(struct lexicon *l)
{
	g_free(l->slot);
	l->n_slots *= 2;
	l->slot = g_new0(uint32_t, l->n_slots);
	for (size_t i = 0; i < l->n_words; i++) {
		size_t at = l->hash[i] & (l->n_slots - 1);

		while (l->slot[at])
			at = (at + 1) & (l->n_slots - 1);
		l->slot[at] = (uint32_t)(i + 1);
	}
}

uint32_t lexicon_number(struct lexicon *l, const char *word, size_t length)
{
	uint32_t hash = hash_of(word, length);
	size_t at = slot_of(l, word, length, hash);

	if (l->slot[at])
		return l->slot[at] - 1;
	g_assert(l->n_words < LEXICON_NONE - 1);
	if (2 * (l->n_words + 1) > l->n_slots) {
		grow_slots(l);
		at = slot_of(l, word, length, hash);
	}
	if (l->n_words == l->words_capacity) {
		l->words_capacity = MAX(256, l->words_capacity + l->words_capacity / 2);
		l->start = g_renew(size_t, l->start, l->words_capacity);
		l->hash = g_renew(uint32_t, l->hash, l->words_capacity);
	}
	if (l->n_bytes + length + 1 > l->bytes_capacity) {
		l->bytes_capacity = MAX(4096, l->n_bytes + length + 1 + l->bytes_capacity / 2);
		l->bytes = g_realloc(l->bytes, l->bytes_capacity);
	}
	l->start[l->n_words] = l->n_bytes;
	l->hash[l->n_words] = hash;
	memcpy(l->bytes + l->n_bytes, word, length);
	l->bytes[l->n_bytes + length] = '\0';
	l->n_bytes += length + 1;
	l->slot[at] = (uint32_t)++l->n_words;
	return (uint32_t)(l->n_words - 1);
}

uint32_t lexicon_find(const struct lexicon *l, const char *word, size_t length)
{
	size_t at = slot_of(l, word, length, hash_of(word, length));

	return l->slot[at] ? l->slot[at] - 1 : LEXICON_NONE;
}

const char *lexicon_word(const struct lexicon *l, uint32_t number)
{
	g_assert(number < l->n_words);
	return l->bytes + l->start[number];
}
