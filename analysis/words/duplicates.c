/* duplicates - exact copies by sorted hashes, near ones by sorted band keys and verification in order.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Texts that share a band with no other are left alone at once; the others go block by block: in parallel
 * against the first texts of earlier blocks, then one after another against those of their own block.
 */
#include "duplicates.h"

#include <glib.h>
#include <stdlib.h>
#include <string.h>

#include "duplicates_grams.h"

enum {
	TEXTS_A_BLOCK = 1024,
	MEETINGS_A_ROUND = 8192,
	MEETINGS_A_BLOCK = 128,
	MAX_LEADERS = 16,  /* of one bucket */
	MAX_COMPARED = 32, /* with one text */
};
#define NO_BUCKET UINT32_MAX
G_STATIC_ASSERT((int)DUPLICATES_N_MINIMA == (int)GRAMS_N_MINIMA);

struct scratch {
	struct grams grams;
	struct grams_set own, other;
	uint32_t met[GRAMS_N_BANDS * MAX_LEADERS];
	uint64_t candidate[GRAMS_N_BANDS * MAX_LEADERS];
};

struct search {
	const char *const *texts;
	struct work *work;
	struct grams_minhash minhash;
	struct scratch *scratch; /* one a thread */
	uint32_t *leader;	 /* by text */

	uint64_t *hash;	 /* by text */
	uint32_t *first; /* n_firsts texts, not empty, none equal to another */
	size_t n_firsts;
	uint32_t *key[GRAMS_N_BANDS];	 /* by number of first: the band's key, then where its bucket is */
	uint32_t *bucket[GRAMS_N_BANDS]; /* each: how many leaders it holds by now, then their numbers */
	uint32_t *meeting;		 /* n_meetings numbers of firsts that share a bucket with others */
	size_t n_meetings;
	size_t round_first; /* number of the first one of this round */
};

static uint64_t hash_of(const char *text)
{
	size_t n = strlen(text);
	uint64_t hash = grams_mix(n + 1), word;

	for (; n >= sizeof word; n -= sizeof word, text += sizeof word) {
		memcpy(&word, text, sizeof word);
		hash = grams_mix(hash ^ word);
	}
	word = 0;
	memcpy(&word, text, n);
	return grams_mix(hash ^ word);
}

static void hash_texts(void *data, size_t first, size_t last, size_t thread)
{
	struct search *s = data;

	(void)thread;
	for (size_t i = first; i < last; i++)
		s->hash[i] = hash_of(s->texts[i]);
}

struct hashed {
	uint64_t hash;
	uint32_t text;
};

static int compare_hashed(const void *a, const void *b)
{
	const struct hashed *x = a, *y = b;

	if (x->hash != y->hash)
		return x->hash < y->hash ? -1 : 1;
	return (x->text > y->text) - (x->text < y->text);
}

/* leader of equal texts is the first of them; the firsts that are not empty are listed in order. */
static void find_equal(struct search *s, size_t n)
{
	g_autofree struct hashed *order = g_new(struct hashed, n + 1);

	for (size_t i = 0; i < n; i++)
		order[i] = (struct hashed){s->hash[i], (uint32_t)i};
	qsort(order, n, sizeof *order, compare_hashed);
	for (size_t i = 0, run = 0; i < n; i++) {
		uint32_t text = order[i].text;

		if (order[i].hash != order[run].hash)
			run = i;
		s->leader[text] = text;
		for (size_t j = run; j < i && *s->texts[text] && s->leader[text] == text; j++)
			if (s->leader[order[j].text] == order[j].text &&
			    !strcmp(s->texts[order[j].text], s->texts[text]))
				s->leader[text] = order[j].text;
	}
	s->first = g_new(uint32_t, n + 1);
	for (size_t i = 0; i < n; i++)
		if (*s->texts[i] && s->leader[i] == i)
			s->first[s->n_firsts++] = (uint32_t)i;
}

static void make_keys(void *data, size_t first, size_t last, size_t thread)
{
	struct search *s = data;
	struct grams *grams = &s->scratch[thread].grams;
	int32_t minimum[GRAMS_N_MINIMA];

	for (size_t i = first; i < last; i++) {
		grams_read(grams, s->texts[s->first[i]]);
		grams_minima(&s->minhash, grams, minimum);
		for (size_t band = 0; band < GRAMS_N_BANDS; band++) {
			uint64_t key = 0;

			for (size_t r = 0; r < GRAMS_N_ROWS; r++)
				key = grams_mix(key ^ (uint32_t)minimum[band * GRAMS_N_ROWS + r]);
			s->key[band][i] = (uint32_t)(key >> 32);
		}
	}
}

static int compare_numbers(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

/* Keys become places of buckets; NO_BUCKET: nobody shares it. */
static void make_buckets(void *data, size_t first, size_t last, size_t thread)
{
	struct search *s = data;
	size_t n = s->n_firsts;
	g_autofree uint64_t *order = g_new(uint64_t, n + 1);

	(void)thread;
	for (size_t band = first; band < last; band++) {
		uint32_t *key = s->key[band], n_slots = 0;

		for (size_t i = 0; i < n; i++)
			order[i] = (uint64_t)key[i] << 32 | i;
		qsort(order, n, sizeof *order, compare_numbers);
		for (size_t i = 0, end; i < n; i = end) {
			for (end = i + 1; end < n && order[end] >> 32 == order[i] >> 32;)
				end++;
			for (size_t j = i; j < end; j++)
				key[(uint32_t)order[j]] = end - i > 1 ? n_slots : NO_BUCKET;
			if (end - i > 1)
				n_slots += 1 + (uint32_t)MIN(end - i, MAX_LEADERS);
		}
		s->bucket[band] = g_new0(uint32_t, n_slots + 1);
	}
}

static void list_meetings(struct search *s)
{
	s->meeting = g_new0(uint32_t, s->n_firsts + 1);
	for (size_t i = 0; i < s->n_firsts; i++) {
		bool meets = false;

		for (size_t band = 0; band < GRAMS_N_BANDS; band++)
			meets = meets || s->key[band][i] != NO_BUCKET;
		if (meets)
			s->meeting[s->n_meetings++] = (uint32_t)i;
	}
}

static int compare_met(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

/* The leaders from this number on with which it shares most bands, the most first; how many. */
static size_t candidates_of(const struct search *s, struct scratch *scratch, uint32_t number, size_t from)
{
	size_t n_met = 0, n = 0;

	for (size_t band = 0; band < GRAMS_N_BANDS; band++) {
		const uint32_t *bucket = s->bucket[band] + s->key[band][number];

		if (s->key[band][number] == NO_BUCKET)
			continue;
		for (size_t i = 1; i <= bucket[0]; i++)
			if (bucket[i] >= from)
				scratch->met[n_met++] = bucket[i];
	}
	qsort(scratch->met, n_met, sizeof *scratch->met, compare_met);
	for (size_t i = 0, end; i < n_met; i = end) {
		for (end = i + 1; end < n_met && scratch->met[end] == scratch->met[i];)
			end++;
		scratch->candidate[n++] = (uint64_t)(GRAMS_N_BANDS - (end - i)) << 32 | scratch->met[i];
	}
	qsort(scratch->candidate, n, sizeof *scratch->candidate, compare_numbers);
	return MIN(n, MAX_COMPARED);
}

/* The most similar of the leaders from this number on, if it is a copy of one. */
static void find_leader(struct search *s, struct scratch *scratch, uint32_t number, size_t from)
{
	size_t n = candidates_of(s, scratch, number, from);
	double best = 0;

	if (!n)
		return;
	grams_read(&scratch->grams, s->texts[s->first[number]]);
	grams_set_fill(&scratch->own, &scratch->grams);
	for (size_t i = 0; i < n; i++) {
		uint32_t text = s->first[(uint32_t)scratch->candidate[i]];
		double similarity;

		grams_read(&scratch->grams, s->texts[text]);
		similarity = grams_jaccard(&scratch->own, &scratch->grams, &scratch->other);
		if (similarity >= DUPLICATES_JACCARD &&
		    (similarity > best || (similarity >= best && text < s->leader[s->first[number]]))) {
			best = similarity;
			s->leader[s->first[number]] = text;
		}
	}
}

static bool is_leader(const struct search *s, uint32_t number)
{
	return s->leader[s->first[number]] == s->first[number];
}

static void find_leaders(void *data, size_t first, size_t last, size_t thread)
{
	struct search *s = data;

	for (size_t i = first; i < last; i++)
		find_leader(s, &s->scratch[thread], s->meeting[s->round_first + i], 0);
}

static void put_in_buckets(struct search *s, uint32_t number)
{
	for (size_t band = 0; band < GRAMS_N_BANDS; band++) {
		uint32_t *bucket = s->bucket[band] + s->key[band][number];

		if (s->key[band][number] == NO_BUCKET || bucket[0] == MAX_LEADERS)
			continue;
		bucket[++bucket[0]] = number;
	}
}

static void find_near(struct search *s)
{
	list_meetings(s);
	for (s->round_first = 0; s->round_first < s->n_meetings; s->round_first += MEETINGS_A_ROUND) {
		size_t n = MIN(MEETINGS_A_ROUND, s->n_meetings - s->round_first);
		double from = 0.5 + 0.5 * (double)s->round_first / (double)s->n_meetings;
		uint32_t round_number = s->meeting[s->round_first];

		if (!work_run(s->work, n, MEETINGS_A_BLOCK, find_leaders, s, from, from))
			return;
		for (size_t i = s->round_first; i < s->round_first + n; i++) {
			if (is_leader(s, s->meeting[i]))
				find_leader(s, &s->scratch[0], s->meeting[i], round_number);
			if (is_leader(s, s->meeting[i]))
				put_in_buckets(s, s->meeting[i]);
		}
	}
}

static void follow_leaders(const struct search *s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		s->leader[i] = s->leader[s->leader[i]];
}

static void search_clear(struct search *s)
{
	for (size_t t = 0; t < work_n_threads(s->work); t++) {
		grams_clear(&s->scratch[t].grams);
		grams_set_clear(&s->scratch[t].own);
		grams_set_clear(&s->scratch[t].other);
	}
	for (size_t band = 0; band < GRAMS_N_BANDS; band++) {
		g_free(s->key[band]);
		g_free(s->bucket[band]);
	}
	g_free(s->scratch);
	g_free(s->hash);
	g_free(s->first);
	g_free(s->meeting);
}

uint32_t *duplicates_find(const char *const *texts, size_t n, uint64_t seed, struct work *work)
{
	struct search s = {.texts = texts, .work = work};

	g_assert(n < UINT32_MAX);
	grams_minhash_start(&s.minhash, seed);
	s.scratch = g_new0(struct scratch, work_n_threads(work));
	s.leader = g_new(uint32_t, n + 1);
	s.hash = g_new(uint64_t, n + 1);
	if (work_run(work, n, TEXTS_A_BLOCK, hash_texts, &s, 0, 0.05)) {
		find_equal(&s, n);
		g_clear_pointer(&s.hash, g_free);
		for (size_t band = 0; band < GRAMS_N_BANDS; band++)
			s.key[band] = g_new(uint32_t, s.n_firsts + 1);
		if (work_run(work, s.n_firsts, TEXTS_A_BLOCK, make_keys, &s, 0.1, 0.4) &&
		    work_run(work, GRAMS_N_BANDS, 1, make_buckets, &s, 0.4, 0.5))
			find_near(&s);
		follow_leaders(&s, n);
	}
	search_clear(&s);
	if (!work_told(work, 1))
		g_clear_pointer(&s.leader, g_free);
	return s.leader;
}

double duplicates_jaccard(const char *a, const char *b)
{
	struct grams grams = {0};
	struct grams_set x = {0}, y = {0};
	double similarity;

	grams_read(&grams, a);
	grams_set_fill(&x, &grams);
	grams_read(&grams, b);
	similarity = grams_jaccard(&x, &grams, &y);
	grams_clear(&grams);
	grams_set_clear(&x);
	grams_set_clear(&y);
	return similarity;
}

size_t duplicates_equal_minima(const char *a, const char *b, uint64_t seed)
{
	const char *const texts[] = {a, b};
	int32_t minimum[2][GRAMS_N_MINIMA];
	struct grams_minhash minhash;
	struct grams grams = {0};
	size_t n_equal = 0;

	grams_minhash_start(&minhash, seed);
	for (size_t t = 0; t < 2; t++) {
		grams_read(&grams, texts[t]);
		grams_minima(&minhash, &grams, minimum[t]);
	}
	for (size_t h = 0; h < GRAMS_N_MINIMA; h++)
		n_equal += minimum[0][h] == minimum[1][h];
	grams_clear(&grams);
	return n_equal;
}

bool duplicates_is_short(const char *text)
{
	size_t n_words = *text ? 1 : 0;

	for (const char *at = text; *at; at++)
		n_words += *at == ' ';
	return n_words < 8 || g_utf8_strlen(text, -1) < 40;
}
