/* duplicates - MinHash with bands over character 5-grams, verified; see the header for what a copy is.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "duplicates.h"

#include <glib.h>
#include <stdlib.h>
#include <string.h>

#include "random.h"

enum { GRAM = 5, N_BANDS = 16, N_ROWS = 4, N_HASHES = N_BANDS * N_ROWS, MAX_CANDIDATES = 64 };

/* The set of hashed 5-grams of one text, sorted. */
struct shingles {
	uint64_t *hash;
	size_t n;
};

static uint64_t mix(uint64_t x)
{
	x = (x ^ (x >> 33)) * UINT64_C(0xff51afd7ed558ccd);
	x = (x ^ (x >> 33)) * UINT64_C(0xc4ceb9fe1a85ec53);
	return x ^ (x >> 33);
}

static int compare_hashes(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

static struct shingles shingles_of(const char *text)
{
	glong n_chars;
	g_autofree gunichar *chars = g_utf8_to_ucs4_fast(text, -1, &n_chars);
	size_t n = n_chars >= GRAM ? (size_t)n_chars - GRAM + 1 : (n_chars > 0 ? 1 : 0);
	struct shingles s = {g_new(uint64_t, n + 1), 0};
	size_t unique = 0;

	for (size_t i = 0; i < n; i++) {
		uint64_t h = UINT64_C(0x5851f42d4c957f2d);

		for (size_t c = i; c < i + GRAM && c < (size_t)n_chars; c++)
			h = mix(h ^ chars[c]);
		s.hash[s.n++] = h;
	}
	qsort(s.hash, s.n, sizeof *s.hash, compare_hashes);
	for (size_t i = 0; i < s.n; i++)
		if (i == 0 || s.hash[i] != s.hash[i - 1])
			s.hash[unique++] = s.hash[i];
	s.n = unique;
	return s;
}

static double jaccard(const struct shingles *a, const struct shingles *b)
{
	size_t i = 0, j = 0, both = 0;

	if (!a->n && !b->n)
		return 1;
	while (i < a->n && j < b->n) {
		if (a->hash[i] == b->hash[j]) {
			both++;
			i++;
			j++;
		} else if (a->hash[i] < b->hash[j]) {
			i++;
		} else {
			j++;
		}
	}
	return (double)both / (double)(a->n + b->n - both);
}

double duplicates_jaccard(const char *a, const char *b)
{
	struct shingles x = shingles_of(a), y = shingles_of(b);
	double similarity = jaccard(&x, &y);

	g_free(x.hash);
	g_free(y.hash);
	return similarity;
}

bool duplicates_is_short(const char *text)
{
	size_t n_words = *text ? 1 : 0;

	for (const char *at = text; *at; at++)
		n_words += *at == ' ';
	return n_words < 8 || g_utf8_strlen(text, -1) < 40;
}

static void minima(const struct shingles *s, const uint64_t salt[N_HASHES], uint64_t minimum[N_HASHES])
{
	for (size_t h = 0; h < N_HASHES; h++)
		minimum[h] = UINT64_MAX;
	for (size_t i = 0; i < s->n; i++)
		for (size_t h = 0; h < N_HASHES; h++)
			minimum[h] = MIN(minimum[h], mix(s->hash[i] ^ salt[h]));
}

static uint64_t band_key(const uint64_t *minimum, size_t band)
{
	uint64_t key = mix(band + 1);

	for (size_t r = 0; r < N_ROWS; r++)
		key = mix(key ^ minimum[band * N_ROWS + r]);
	return key;
}

/* The first text like this one, among those in the same bucket of any band; the text itself if there is none.
 */
static size_t leader_of(size_t text, const struct shingles *sets, GHashTable *buckets,
			const uint64_t *minimum)
{
	size_t leader = text, n_seen = 0;
	double best = 0;

	for (size_t band = 0; band < N_BANDS; band++) {
		uint64_t key = band_key(minimum, band);
		const GArray *bucket = g_hash_table_lookup(buckets, &key);

		for (size_t i = 0; bucket && i < bucket->len && n_seen < MAX_CANDIDATES; i++, n_seen++) {
			size_t other = g_array_index(bucket, size_t, i);
			double similarity = jaccard(&sets[text], &sets[other]);

			if (similarity >= DUPLICATES_JACCARD &&
			    (similarity > best || (similarity >= best && other < leader))) {
				best = similarity;
				leader = other;
			}
		}
	}
	return leader;
}

static void put_in_buckets(size_t text, GHashTable *buckets, const uint64_t *minimum)
{
	for (size_t band = 0; band < N_BANDS; band++) {
		uint64_t key = band_key(minimum, band);
		GArray *bucket = g_hash_table_lookup(buckets, &key);

		if (!bucket) {
			bucket = g_array_new(FALSE, FALSE, sizeof(size_t));
			g_hash_table_insert(buckets, g_memdup2(&key, sizeof key), bucket);
		}
		g_array_append_val(bucket, text);
	}
}

size_t *duplicates_find(const char *const *texts, size_t n, uint64_t seed)
{
	size_t *leader = g_new(size_t, n + 1);
	struct shingles *sets = g_new0(struct shingles, n + 1);
	g_autoptr(GHashTable) first = g_hash_table_new(g_str_hash, g_str_equal);
	g_autoptr(GHashTable) buckets =
		g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, (GDestroyNotify)g_array_unref);
	uint64_t salt[N_HASHES], minimum[N_HASHES];
	struct random random;

	random_start(&random, seed, RANDOM_STREAM_MINHASH);
	for (size_t h = 0; h < N_HASHES; h++)
		salt[h] = random_next(&random);
	for (size_t i = 0; i < n; i++) {
		size_t same = GPOINTER_TO_SIZE(g_hash_table_lookup(first, texts[i]));

		leader[i] = i;
		if (!*texts[i])
			continue;
		if (same) {
			leader[i] = leader[same - 1];
			continue;
		}
		g_hash_table_insert(first, (gpointer)(uintptr_t)texts[i], GSIZE_TO_POINTER(i + 1));
		sets[i] = shingles_of(texts[i]);
		minima(&sets[i], salt, minimum);
		leader[i] = leader_of(i, sets, buckets, minimum);
		if (leader[i] == i)
			put_in_buckets(i, buckets, minimum);
		else
			g_clear_pointer(&sets[i].hash, g_free);
	}
	for (size_t i = 0; i < n; i++)
		g_free(sets[i].hash);
	g_free(sets);
	return leader;
}
