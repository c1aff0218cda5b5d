/* duplicates_grams - rolling hashes of grams (Karp & Rabin 1987), sets in open addressing, minima in lanes.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "duplicates_grams.h"

#include <glib.h>
#include <string.h>

#include "random.h"

enum { GRAM = 5, LANES = 8 };

/* The finaliser of MurmurHash3 (Appleby). */
uint64_t grams_mix(uint64_t x)
{
	x = (x ^ (x >> 33)) * UINT64_C(0xff51afd7ed558ccd);
	x = (x ^ (x >> 33)) * UINT64_C(0xc4ceb9fe1a85ec53);
	return x ^ (x >> 33);
}

void grams_read(struct grams *grams, const char *text)
{
	const uint64_t base = UINT64_C(0x9e3779b97f4a7c15);
	const uint64_t leaving = base * base * base * base * base;
	uint64_t last[GRAM] = {0}, rolled = 0;
	size_t n_chars = 0, longest = strlen(text);

	if (grams->capacity < longest) {
		grams->capacity = longest + longest / 2;
		grams->hash = g_renew(uint64_t, grams->hash, grams->capacity);
	}
	grams->n = 0;
	for (; *text; text = g_utf8_next_char(text)) {
		unsigned char lead = (unsigned char)*text;
		uint64_t here = lead < 0x80 ? lead : g_utf8_get_char(text);

		rolled = rolled * base + here - last[n_chars % GRAM] * leaving;
		last[n_chars % GRAM] = here;
		if (++n_chars >= GRAM)
			grams->hash[grams->n++] = grams_mix(rolled);
	}
	if (n_chars > 0 && n_chars < GRAM)
		grams->hash[grams->n++] = grams_mix(rolled);
}

void grams_clear(struct grams *grams)
{
	g_clear_pointer(&grams->hash, g_free);
	grams->n = grams->capacity = 0;
}

static void set_start(struct grams_set *set, size_t most)
{
	size_t n_slots = 16;

	while (n_slots < 2 * most)
		n_slots *= 2;
	if (set->capacity < n_slots) {
		g_free(set->slot);
		set->slot = g_new(uint64_t, n_slots);
		set->capacity = n_slots;
	}
	memset(set->slot, 0, n_slots * sizeof *set->slot);
	set->n_slots = n_slots;
	set->n = 0;
}

/* Where the hash is, or the free place where it would be.  0 marks a free place: that hash is taken for 1. */
static uint64_t *place_of(const struct grams_set *set, uint64_t hash)
{
	size_t at = (size_t)hash & (set->n_slots - 1);

	while (set->slot[at] && set->slot[at] != hash)
		at = (at + 1) & (set->n_slots - 1);
	return &set->slot[at];
}

void grams_set_fill(struct grams_set *set, const struct grams *grams)
{
	set_start(set, grams->n);
	for (size_t i = 0; i < grams->n; i++) {
		uint64_t hash = grams->hash[i] ? grams->hash[i] : 1, *place = place_of(set, hash);

		set->n += !*place;
		*place = hash;
	}
}

void grams_set_clear(struct grams_set *set)
{
	g_clear_pointer(&set->slot, g_free);
	set->n = set->n_slots = set->capacity = 0;
}

double grams_jaccard(const struct grams_set *set, const struct grams *grams, struct grams_set *other)
{
	size_t n_both = 0;

	set_start(other, grams->n);
	for (size_t i = 0; i < grams->n; i++) {
		uint64_t hash = grams->hash[i] ? grams->hash[i] : 1, *place = place_of(other, hash);

		if (*place)
			continue;
		*place = hash;
		other->n++;
		n_both += *place_of(set, hash) != 0;
	}
	return set->n + other->n ? (double)n_both / (double)(set->n + other->n - n_both) : 1;
}

void grams_minhash_start(struct grams_minhash *minhash, uint64_t seed)
{
	struct random random;

	random_start(&random, seed, RANDOM_STREAM_MINHASH);
	for (size_t h = 0; h < GRAMS_N_MINIMA; h++) {
		uint64_t drawn = random_next(&random);

		minhash->salt[h] = (uint32_t)drawn;
		minhash->times[h] = (uint32_t)(drawn >> 32) | 1;
	}
}

/* Whole numbers: the wider instructions give the same.  Sanitizers run before the choice could be made. */
#if defined(__SANITIZE_ADDRESS__) || defined(__clang__) || !defined(__x86_64__)
#define EITHER
#else
#define EITHER __attribute__((target_clones("avx2", "default")))
#endif

typedef uint32_t unsigned_lanes __attribute__((vector_size(LANES * sizeof(uint32_t))));
typedef int32_t signed_lanes __attribute__((vector_size(LANES * sizeof(int32_t))));

EITHER void grams_minima(const struct grams_minhash *minhash, const struct grams *grams,
			 int32_t minimum[GRAMS_N_MINIMA])
{
	for (size_t first = 0; first < GRAMS_N_MINIMA; first += LANES) {
		unsigned_lanes salt, times;
		signed_lanes least = (signed_lanes){0} + INT32_MAX;

		memcpy(&salt, minhash->salt + first, sizeof salt);
		memcpy(&times, minhash->times + first, sizeof times);
		for (size_t i = 0; i < grams->n; i++) {
			signed_lanes h = (signed_lanes)(((uint32_t)(grams->hash[i] >> 32) ^ salt) * times);
			signed_lanes is_less = h < least;

			least = (h & is_less) | (least & ~is_less);
		}
		memcpy(minimum + first, &least, sizeof least);
	}
}
