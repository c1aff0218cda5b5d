/* sounds - words by the sound of their stem and of the whole, and by these less one letter.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "sounds.h"

#include <stdlib.h>
#include <string.h>

/* Shorter words have too many others one letter away; longer ones are no words. */
enum { SHORTEST = 3, SHORTEST_NEAR = 6, SHORTEST_BEGINNING = 6, LONGEST = 40 };

struct place {
	uint64_t hash;
	uint32_t key;
};

struct sounds {
	enum text_language language;
	size_t n_words;
	char **key; /* two of each word, NULL: none: of its stem, of the whole word without the s of a plural
		     */
	struct place *places;
	size_t n_places;
	uint32_t *frequency; /* of each word */
};

/* The sound of the part of a surface that its stem keeps: the letter after it tells how its last one sounds.
 */
static char *key_of_stem(enum text_language language, const char *folded, const char *stem)
{
	size_t length = strlen(stem);
	g_autofree char *key = NULL;

	if (length < SHORTEST || length > LONGEST)
		return NULL;
	key = g_str_has_prefix(folded, stem) ? text_sound(language, folded, length)
					     : text_sound(language, stem, length);
	return strlen(key) < SHORTEST ? NULL : g_steal_pointer(&key);
}

/* A slip in its ending leaves a word with a stem that nobody knows. */
static char *key_of_word(enum text_language language, const char *folded)
{
	size_t length = strlen(folded);
	g_autofree char *key = length > LONGEST ? NULL : text_sound(language, folded, length);
	size_t n = key ? strlen(key) : 0;

	if (n > SHORTEST && key[n - 1] == 's')
		key[--n] = '\0';
	return n < SHORTEST ? NULL : g_steal_pointer(&key);
}

/* FNV-1a of the first letters of a key without one of them; skip SIZE_MAX: of all. */
static uint64_t hash_of(const char *key, size_t length, size_t skip)
{
	uint64_t hash = 0xcbf29ce484222325U;

	for (size_t i = 0; i < length; i++)
		if (i != skip)
			hash = (hash ^ (unsigned char)key[i]) * 0x100000001b3U;
	return hash;
}

static int compare_places(const void *a, const void *b)
{
	const struct place *x = a, *y = b;

	if (x->hash != y->hash)
		return x->hash < y->hash ? -1 : 1;
	return (x->key > y->key) - (x->key < y->key);
}

static void add_places(const struct sounds *s, size_t number, GArray *places)
{
	struct place place = {.key = (uint32_t)number};
	const char *key = s->key[number];
	size_t length = key ? strlen(key) : 0;

	if (!key)
		return;
	place.hash = hash_of(key, length, SIZE_MAX);
	g_array_append_val(places, place);
	for (size_t i = 0; length >= SHORTEST_NEAR && i < length; i++) {
		place.hash = hash_of(key, length, i);
		g_array_append_val(places, place);
	}
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
	s->key = g_new0(char *, 2 * n + 1);
	s->frequency = g_memdup2(frequency, n * sizeof *s->frequency);
	places = g_array_new(FALSE, FALSE, sizeof(struct place));
	for (size_t t = 0; t < n; t++) {
		g_autofree char *folded = text_fold(surface[t]);

		s->key[2 * t] = key_of_stem(language, folded, stem[t]);
		s->key[2 * t + 1] = key_of_word(language, folded);
		add_places(s, 2 * t, places);
		add_places(s, 2 * t + 1, places);
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
	for (size_t k = 0; k < 2 * s->n_words; k++)
		g_free(s->key[k]);
	g_free(s->key);
	g_free(s->frequency);
	g_free(s->places);
	g_free(s);
}

/* One letter dropped, added (never the first) or exchanged with the next; with one letter changed it is
 * another word as often as not. */
static bool is_near(const char *a, const char *b)
{
	size_t same = 0, n_a = strlen(a), n_b = strlen(b), end = 0;

	while (a[same] && a[same] == b[same])
		same++;
	while (end < n_a - same && end < n_b - same && a[n_a - 1 - end] == b[n_b - 1 - end])
		end++;
	if (n_a != n_b)
		return same > 0 && n_a - same - end <= 1 && n_b - same - end <= 1;
	return n_a - same - end == 2 && a[same] == b[same + 1] && a[same + 1] == b[same];
}

/* The first place with this hash. */
static size_t first_place(const struct sounds *s, uint64_t hash)
{
	size_t low = 0, high = s->n_places;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (s->places[middle].hash < hash)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* Of the best so far and the words with this hash whose key is the first letters of this one (near: all of it
 * but one letter), the most frequent; ties: the smaller.  A beginning must be a stem. */
static void consider(const struct sounds *s, const char *key, size_t length, uint64_t hash,
		     bool is_near_enough, uint32_t *best)
{
	for (size_t p = first_place(s, hash); p < s->n_places && s->places[p].hash == hash; p++) {
		uint32_t number = s->places[p].key, word = number / 2;
		const char *known = s->key[number];

		if (is_near_enough ? strlen(known) < SHORTEST_NEAR || !is_near(known, key)
				   : strlen(known) != length || strncmp(known, key, length) != 0)
			continue;
		if (!is_near_enough && key[length] && number % 2)
			continue;
		if (*best == UINT32_MAX || s->frequency[word] > s->frequency[*best] ||
		    (s->frequency[word] == s->frequency[*best] && word < *best))
			*best = word;
	}
}

static uint32_t find_key(const struct sounds *s, const char *key)
{
	uint32_t best = UINT32_MAX;
	size_t length = key ? strlen(key) : 0;

	if (!key)
		return UINT32_MAX;
	consider(s, key, length, hash_of(key, length, SIZE_MAX), false, &best);
	if (best != UINT32_MAX || length + 1 < SHORTEST_NEAR)
		return best;
	consider(s, key, length, hash_of(key, length, SIZE_MAX), true, &best);
	for (size_t i = 0; i < length; i++)
		consider(s, key, length, hash_of(key, length, i), true, &best);
	return best;
}

/* The word with the longest stem that this one begins with. */
static uint32_t find_beginning(const struct sounds *s, const char *key)
{
	uint32_t best = UINT32_MAX;

	for (size_t length = key ? strlen(key) : 0; length-- > SHORTEST_BEGINNING && best == UINT32_MAX;)
		consider(s, key, length, hash_of(key, length, SIZE_MAX), false, &best);
	return best;
}

uint32_t sounds_find(const struct sounds *s, const char *surface, const char *stem)
{
	g_autofree char *folded = s && strlen(surface) <= 2 * (size_t)LONGEST ? text_fold(surface) : NULL,
			*of_stem = folded ? key_of_stem(s->language, folded, stem) : NULL,
			*of_word = folded ? key_of_word(s->language, folded) : NULL;
	uint32_t found = find_key(s, of_stem);

	if (found == UINT32_MAX)
		found = find_key(s, of_word);
	if (found == UINT32_MAX)
		found = find_beginning(s, of_word);
	return found;
}
