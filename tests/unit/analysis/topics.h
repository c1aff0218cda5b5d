/* topics - invented texts about planted topics, for the tests of mixture, consensus and grouping.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Threads: pure.  Memory: topics_clear.  Failure: none.
 */
#ifndef TOPICS_H
#define TOPICS_H

#include <glib.h>

#include "agreement.h"
#include "corpus.h"
#include "random.h"

struct topics {
	GPtrArray *texts;
	size_t *topic; /* of each text */
	struct corpus *corpus;
};

/* A word of seven letters that is the same for the same numbers. */
static inline void topics_word(GString *out, size_t topic, size_t number)
{
	static const char consonants[] = "bcdfglmnprstv", vowels[] = "aeiou";
	struct random random;

	random_start(&random, topic * 1000 + number, RANDOM_STREAM_RANKS);
	for (size_t i = 0; i < 7; i++)
		g_string_append_c(out, i % 2 ? vowels[random_below(&random, 5)]
					     : consonants[random_below(&random, 13)]);
}

/* n texts, text i of topic i % n_topics; each of n_words words of its topic's n_vocabulary, of which the
 * share noise is words that all topics use. */
static inline struct topics topics_new(size_t n, size_t n_topics, size_t n_words, size_t n_vocabulary,
				       double noise, uint64_t seed)
{
	struct topics t = {g_ptr_array_new_with_free_func(g_free), g_new(size_t, n + 1), NULL};
	struct random random;

	random_start(&random, seed, RANDOM_STREAM_SKETCH);
	for (size_t i = 0; i < n; i++) {
		GString *text = g_string_new(NULL);

		t.topic[i] = i % n_topics;
		for (size_t w = 0; w < n_words; w++) {
			bool is_noise = random_unit(&random) < noise;

			topics_word(text, is_noise ? 999 : t.topic[i],
				    random_below(&random, is_noise ? 50 : n_vocabulary));
			g_string_append_c(text, ' ');
		}
		g_ptr_array_add(t.texts, g_string_free(text, FALSE));
	}
	t.corpus = corpus_new((const char *const *)t.texts->pdata, n, TEXT_NONE, 1, NULL);
	return t;
}

static inline void topics_clear(struct topics *t)
{
	g_ptr_array_unref(t->texts);
	g_free(t->topic);
	corpus_free(t->corpus);
}

/* How well groups agree with the topics; texts in no group are one class. */
static inline struct agreement topics_agreement(const struct topics *t, const uint32_t *group)
{
	size_t n = t->texts->len;
	g_autofree size_t *found = g_new(size_t, n + 1);

	for (size_t i = 0; i < n; i++)
		found[i] = group[i] == UINT32_MAX ? n - 1 : group[i];
	return agreement_measure(found, t->topic, n);
}

static inline bool topics_stop(void *data, const char *stage, double fraction)
{
	size_t *n_left = data;

	(void)stage;
	(void)fraction;
	return *n_left && --*n_left;
}

#endif
