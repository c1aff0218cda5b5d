/* sounds - words by their sound, and by their sound less one letter.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "sounds.h"

#include <stdlib.h>
#include <string.h>

/* Shorter words have too many others one letter away; longer ones are no words. */
enum { SHORTEST = 3, SHORTEST_NEAR = 6, LONGEST = 40 };

struct place {
	uint64_t hash;
	uint32_t term;
};

struct sounds {
	enum text_language language;
	size_t n_words;
	char **key; /* of each word, NULL: none */
	struct place *places;
	size_t n_places;
	uint32_t *frequency; /* of each word */
};

/* The sound of the part of a surface that its stem keeps: the letter after it tells how its last one sounds.
 */
static char *key_of(enum text_language language, const char *surface, const char *stem)
{
	size_t length = strlen(stem);
	g_autofree char *folded = NULL, *key = NULL;

	if (length < SHORTEST || length > LONGEST || strlen(surface) > 2 * (size_t)LONGEST)
		return NULL;
	folded = text_fold(surface);
	key = g_str_has_prefix(folded, stem) ? text_sound(language, folded, length)
					     : text_sound(language, stem, length);
	return strlen(key) < SHORTEST ? NULL : g_steal_pointer(&key);
}

/* FNV-1a of the key without one of its letters; skip SIZE_MAX: of all. */
static uint64_t hash_without(const char *key, size_t skip)
{
	uint64_t hash = 0xcbf29ce484222325U;

	for (size_t i = 0; key[i]; i++)
		if (i != skip)
			hash = (hash ^ (unsigned char)key[i]) * 0x100000001b3U;
	return hash;
}

static int compare_places(const void *a, const void *b)
{
	const struct place *x = a, *y = b;

	if (x->hash != y->hash)
		return x->hash < y->hash ? -1 : 1;
	return (x->term > y->term) - (x->term < y->term);
}

struct sounds *sounds_new(enum text_language language, char *const *surface, char *const *stem,
			  const uint32_t *frequency, size_t n)
{
	struct sounds *s;
	g_autoptr(GArray) places = NULL;

	if (language == TEXT_NONE)
		return NULL;
	s = g_new0(struct sounds, 1);
	s->language = language;
	s->n_words = n;
	s->key = g_new0(char *, n + 1);
	s->frequency = g_memdup2(frequency, n * sizeof *s->frequency);
	places = g_array_new(FALSE, FALSE, sizeof(struct place));
	for (uint32_t t = 0; t < n; t++) {
		struct place place = {.term = t};

		s->key[t] = key_of(language, surface[t], stem[t]);
		if (!s->key[t])
			continue;
		place.hash = hash_without(s->key[t], SIZE_MAX);
		g_array_append_val(places, place);
		for (size_t i = 1; strlen(s->key[t]) >= SHORTEST_NEAR && s->key[t][i]; i++) {
			place.hash = hash_without(s->key[t], i);
			g_array_append_val(places, place);
		}
	}
	if (places->len)
		qsort(places->data, places->len, sizeof(struct place), compare_places);
	s->n_places = places->len;
	s->places = (struct place *)(void *)g_array_free(g_steal_pointer(&places), FALSE);
	return s;
}

void sounds_free(struct sounds *s)
{
	if (!s)
		return;
	for (size_t t = 0; t < s->n_words; t++)
		g_free(s->key[t]);
	g_free(s->key);
	g_free(s->frequency);
	g_free(s->places);
	g_free(s);
}

/* One letter dropped, added, or exchanged with the next, the first kept; with one letter changed it is
 * another word as often as not. */
static bool is_near(const char *a, const char *b)
{
	size_t same = 0, n_a = strlen(a), n_b = strlen(b), end = 0;

	while (a[same] && a[same] == b[same])
		same++;
	if (same == 0)
		return false;
	while (end < n_a - same && end < n_b - same && a[n_a - 1 - end] == b[n_b - 1 - end])
		end++;
	if (n_a != n_b && n_a - same - end <= 1 && n_b - same - end <= 1)
		return true;
	return n_a == n_b && n_a - same - end == 2 && a[same] == b[same + 1] && a[same + 1] == b[same];
}

/* Of the best so far and the terms with this hash, the most frequent; ties: the smaller. */
static void consider(const struct sounds *s, const char *key, uint64_t hash, bool is_exact, uint32_t *best)
{
	size_t low = 0, high = s->n_places;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (s->places[middle].hash < hash)
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < s->n_places && s->places[low].hash == hash; low++) {
		uint32_t term = s->places[low].term;

		if (is_exact ? strcmp(s->key[term], key) != 0
			     : strlen(s->key[term]) < SHORTEST_NEAR || !is_near(s->key[term], key))
			continue;
		if (*best == UINT32_MAX || s->frequency[term] > s->frequency[*best] ||
		    (s->frequency[term] == s->frequency[*best] && term < *best))
			*best = term;
	}
}

uint32_t sounds_find(const struct sounds *s, const char *surface, const char *stem)
{
	g_autofree char *key = s ? key_of(s->language, surface, stem) : NULL;
	uint32_t best = UINT32_MAX;

	if (!key)
		return UINT32_MAX;
	consider(s, key, hash_without(key, SIZE_MAX), true, &best);
	if (best != UINT32_MAX || strlen(key) + 1 < SHORTEST_NEAR)
		return best;
	consider(s, key, hash_without(key, SIZE_MAX), false, &best);
	for (size_t i = 1; key[i]; i++)
		consider(s, key, hash_without(key, i), false, &best);
	return best;
}
