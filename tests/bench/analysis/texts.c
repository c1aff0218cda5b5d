/* texts - N invented reports of about twenty words with their topic, to measure how cost grows.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * texts N SEED: a table with columns topic and text.  Words are put together from Spanish syllables: 30,000
 * of them, used as Zipf's law says (exponent 1.05); each of 40 topics has 600 of the rarer ones (exponent
 * 0.9).  Two words of five are of the text's topic, the others of everybody.  The vocabulary is the same for
 * every N and seed.
 */
#include <glib.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "random.h"

enum { WORDS = 30000, COMMON = 200, TOPICS = 40, OF_TOPIC = 600, MEAN_LENGTH = 20, LEAST = 5, MOST = 40 };

static const char *const starts[] = {"b", "c", "d", "f",  "g",	"j",  "l",  "m",  "n",	"p",  "r",
				     "s", "t", "v", "ch", "ll", "br", "cr", "tr", "pl", "gr", "qu"};
static const char *const vowels[] = {"a", "e", "i", "o", "u", "á", "é", "í", "ó", "a", "e", "o"};
static const char *const ends[] = {"", "", "", "n", "s", "r", "l"};

static char **make_words(struct random *random)
{
	char **words = g_new(char *, WORDS);
	g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);

	for (size_t n = 0; n < WORDS;) {
		GString *word = g_string_new(NULL);
		size_t syllables = 2 + random_below(random, 3);

		for (size_t i = 0; i < syllables; i++) {
			g_string_append(word, starts[random_below(random, G_N_ELEMENTS(starts))]);
			g_string_append(word, vowels[random_below(random, G_N_ELEMENTS(vowels))]);
			g_string_append(word, ends[random_below(random, G_N_ELEMENTS(ends))]);
		}
		words[n] = g_string_free(word, FALSE);
		if (g_hash_table_add(seen, words[n]))
			n++;
		else
			g_free(words[n]);
	}
	return words;
}

/* The share of the ranks up to each one. */
static double *make_shares(size_t n, double exponent)
{
	double *up_to = g_new(double, n), sum = 0;

	for (size_t i = 0; i < n; i++)
		up_to[i] = sum += pow((double)(i + 1), -exponent);
	for (size_t i = 0; i < n; i++)
		up_to[i] /= sum;
	return up_to;
}

static size_t draw(const double *up_to, size_t n, struct random *random)
{
	double at = random_unit(random);
	size_t low = 0, high = n - 1;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (up_to[middle] < at)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static size_t (*make_topics(struct random *random))[OF_TOPIC]
{
	size_t(*topics)[OF_TOPIC] = g_malloc_n(TOPICS, sizeof *topics);
	g_autofree size_t *order = g_new(size_t, WORDS);

	for (size_t t = 0; t < TOPICS; t++) {
		for (size_t i = COMMON; i < WORDS; i++)
			order[i] = i;
		for (size_t i = 0; i < OF_TOPIC; i++) {
			size_t at = COMMON + i, other = at + random_below(random, WORDS - at),
			       kept = order[at];

			order[at] = order[other];
			order[other] = kept;
			topics[t][i] = order[at];
		}
	}
	return topics;
}

/* Knuth's product of uniforms. */
static size_t draw_length(struct random *random)
{
	double product = 1, least = exp(-(double)MEAN_LENGTH);
	size_t n = 0;

	while ((product *= random_unit(random)) > least)
		n++;
	return CLAMP(n, LEAST, MOST);
}

static void write_text(char *const *words, size_t (*topics)[OF_TOPIC], const double *everybody,
		       const double *own, struct random *random)
{
	size_t topic = random_below(random, TOPICS), length = draw_length(random);

	printf("%zu\t", topic);
	for (size_t i = 0; i < length; i++) {
		size_t word = random_unit(random) < 0.4 ? topics[topic][draw(own, OF_TOPIC, random)]
							: draw(everybody, WORDS, random);

		printf("%s%s", i ? " " : "", words[word]);
	}
	putchar('\n');
}

int main(int argc, char **argv)
{
	guint64 n = 0, seed = 0;
	struct random random;
	char **words;
	size_t(*topics)[OF_TOPIC];
	double *everybody = make_shares(WORDS, 1.05), *own = make_shares(OF_TOPIC, 0.9);

	if (argc != 3 || !g_ascii_string_to_unsigned(argv[1], 10, 0, G_MAXINT64, &n, NULL) ||
	    !g_ascii_string_to_unsigned(argv[2], 10, 0, G_MAXINT64, &seed, NULL)) {
		fprintf(stderr, "usage: texts N SEED\n");
		return 2;
	}
	random_start(&random, 1, RANDOM_STREAM_MIXTURE);
	words = make_words(&random);
	topics = make_topics(&random);
	random_start(&random, seed, RANDOM_STREAM_CELLS);
	puts("topic\ttext");
	for (guint64 i = 0; i < n; i++)
		write_text(words, topics, everybody, own, &random);
	for (size_t i = 0; i < WORDS; i++)
		g_free(words[i]);
	g_free(words);
	g_free(topics);
	g_free(everybody);
	g_free(own);
	return ferror(stdout) || fflush(stdout) ? 1 : 0;
}
