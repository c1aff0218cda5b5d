/* mixture - counts of words by urn, kept by word so that all urns of a word stand side by side.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "mixture.h"

#include <glib.h>
#include <math.h>
#include <string.h>

#include "numbers.h"
#include "random.h"

struct urns {
	const struct corpus *corpus;
	size_t k, width; /* width: k rounded up to 8 */
	double alpha, beta;
	float *n_word;	 /* n_terms x width */
	double *n_words; /* k: of all words */
	double *n_texts; /* k */
	uint32_t *group; /* n_documents */
	double *numerator, *denominator;
	int *exponent;
};

static size_t n_words_of(const struct corpus *c, size_t text)
{
	return c->word_start[text + 1] - c->word_start[text];
}

static void put(struct urns *u, size_t text, uint32_t urn, float sign)
{
	const struct corpus *c = u->corpus;

	u->n_texts[urn] += (double)sign;
	u->n_words[urn] += (double)sign * (double)n_words_of(c, text);
	for (size_t i = c->word_start[text]; i < c->word_start[text + 1]; i++)
		u->n_word[(size_t)c->words[i] * u->width + urn] += sign;
}

/* Keeps products within range: mantissas in numerator, powers of two in exponent. */
static void rescale(struct urns *u)
{
	for (size_t k = 0; k < u->k; k++) {
		int e;

		u->numerator[k] = frexp(u->numerator[k] / u->denominator[k], &e);
		u->exponent[k] += e;
		u->denominator[k] = 1;
	}
}

/* How often a word stood earlier in the same text. */
static double repeats(const struct corpus *c, size_t first, size_t at)
{
	size_t n = 0;

	for (size_t i = first; i < at; i++)
		n += c->words[i] == c->words[at];
	return (double)n;
}

enum { WORDS_A_SCALE = 12, MAX_WORDS = 400 }; /* of a text that count */

/* Leaves in numerator and exponent what each urn says of a text that is in none of them. */
static void weigh_urns(struct urns *u, size_t text)
{
	const struct corpus *c = u->corpus;
	size_t first = c->word_start[text], last = MIN(c->word_start[text + 1], first + MAX_WORDS);
	double total = (double)c->n_terms * u->beta;

	for (size_t k = 0; k < u->k; k++) {
		u->numerator[k] = u->n_texts[k] + u->alpha;
		u->denominator[k] = 1;
		u->exponent[k] = 0;
	}
	for (size_t i = first; i < last; i++) {
		const float *n_word = u->n_word + (size_t)c->words[i] * u->width;
		double add = u->beta + repeats(c, first, i), below = total + (double)(i - first);

		for (size_t k = 0; k < u->k; k++) {
			u->numerator[k] *= (double)n_word[k] + add;
			u->denominator[k] *= u->n_words[k] + below;
		}
		if ((i - first) % WORDS_A_SCALE == WORDS_A_SCALE - 1)
			rescale(u);
	}
	rescale(u);
}

/* To one power of two; what is too small to matter becomes 0. */
static void align(struct urns *u)
{
	int top = u->exponent[0];

	for (size_t k = 1; k < u->k; k++)
		top = MAX(top, u->exponent[k]);
	for (size_t k = 0; k < u->k; k++) {
		int below = u->exponent[k] - top;

		u->numerator[k] = below < -1000 ? 0 : ldexp(u->numerator[k], below);
	}
}

static uint32_t best_urn(struct urns *u)
{
	size_t best = 0;

	align(u);
	for (size_t k = 1; k < u->k; k++)
		if (u->numerator[k] > u->numerator[best])
			best = k;
	return (uint32_t)best;
}

/* An emptied urn stays empty once urns were given. */
static uint32_t drawn_urn(struct urns *u, struct random *random)
{
	double sum = 0, at;
	size_t k = 0;

	align(u);
	for (size_t i = 0; i < u->k; i++)
		sum += u->numerator[i];
	at = random_unit(random) * sum;
	while (k + 1 < u->k && at >= u->numerator[k])
		at -= u->numerator[k++];
	return (uint32_t)k;
}

static void urns_start(struct urns *u, const struct corpus *corpus, const struct mixture_settings *s)
{
	*u = (struct urns){.corpus = corpus, .k = s->k, .alpha = s->alpha, .beta = s->beta};
	u->width = (s->k + 7) / 8 * 8;
	u->n_word = g_new0(float, MAX(corpus->n_terms, 1) * u->width);
	u->n_words = g_new0(double, s->k);
	u->n_texts = g_new0(double, s->k);
	u->group = g_new(uint32_t, corpus->n_documents + 1);
	u->numerator = g_new0(double, s->k);
	u->denominator = g_new0(double, s->k);
	u->exponent = g_new0(int, s->k);
}

static void urns_end(struct urns *u)
{
	g_free(u->n_word);
	g_free(u->n_words);
	g_free(u->n_texts);
	g_free(u->group);
	g_free(u->numerator);
	g_free(u->denominator);
	g_free(u->exponent);
}

/* The texts that fill the urns, in order: all with words, or a sample of them. */
static uint32_t *texts_to_fill(const struct corpus *c, size_t sample, struct random *random, size_t *n)
{
	uint32_t *texts = g_new0(uint32_t, c->n_documents + 1);
	size_t left, wanted;

	*n = 0;
	for (size_t d = 0; d < c->n_documents; d++)
		if (n_words_of(c, d))
			texts[(*n)++] = (uint32_t)d;
	if (!sample || *n <= sample)
		return texts;
	/* Selection in order (Knuth, Algorithm S). */
	left = *n;
	wanted = sample;
	*n = 0;
	for (size_t i = 0; wanted; i++, left--)
		if (random_below(random, left) < wanted) {
			texts[(*n)++] = texts[i];
			wanted--;
		}
	return texts;
}

static void renumber(uint32_t *group, size_t n, size_t k, size_t *n_groups)
{
	g_autofree uint32_t *number = g_new(uint32_t, k + 1);

	memset(number, 0xff, k * sizeof *number);
	*n_groups = 0;
	for (size_t d = 0; d < n; d++) {
		if (group[d] == UINT32_MAX)
			continue;
		if (number[group[d]] == UINT32_MAX)
			number[group[d]] = (uint32_t)(*n_groups)++;
		group[d] = number[group[d]];
	}
}

static bool fill(struct urns *u, const uint32_t *texts, size_t n, const struct mixture_settings *s,
		 struct random *random, struct work *work)
{
	size_t n_rounds = s->n_draws + s->n_settling;

	for (size_t i = 0; i < n; i++) {
		size_t d = texts[i];
		uint32_t urn = s->start ? s->start[d] : (uint32_t)random_below(random, u->k);

		u->group[d] = urn;
		if (urn != UINT32_MAX)
			put(u, d, urn, 1);
	}
	for (size_t round = 0; round < n_rounds; round++) {
		for (size_t i = 0; i < n; i++) {
			size_t d = texts[i];

			if (u->group[d] != UINT32_MAX)
				put(u, d, u->group[d], -1);
			weigh_urns(u, d);
			u->group[d] = round < s->n_draws ? drawn_urn(u, random) : best_urn(u);
			put(u, d, u->group[d], 1);
		}
		if (work_is_stopped(work))
			return false;
	}
	return true;
}

uint32_t *mixture_find(const struct corpus *corpus, const struct mixture_settings *s, size_t *n_groups,
		       struct work *work)
{
	struct urns u;
	struct random random;
	uint32_t *group = NULL;
	g_autofree uint32_t *texts = NULL;
	size_t n;

	g_assert(s->k > 0 && s->alpha > 0 && s->beta > 0);
	random_start(&random, s->seed, RANDOM_STREAM_MIXTURE);
	urns_start(&u, corpus, s);
	texts = texts_to_fill(corpus, s->sample, &random, &n);
	for (size_t d = 0; d < corpus->n_documents; d++)
		u.group[d] = UINT32_MAX;
	if (fill(&u, texts, n, s, &random, work)) {
		for (size_t d = 0; d < corpus->n_documents && n < corpus->n_documents; d++) {
			if (u.group[d] != UINT32_MAX || !n_words_of(corpus, d))
				continue;
			weigh_urns(&u, d);
			u.group[d] = best_urn(&u);
		}
		group = g_steal_pointer(&u.group);
		renumber(group, corpus->n_documents, s->k, n_groups);
	}
	urns_end(&u);
	return group;
}

static int compare_keys(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

/* Sum over the words of one group of log of rising factorials: beta (beta + 1) … (beta + n - 1). */
static double rising(double beta, size_t n)
{
	return number_log_gamma(beta + (double)n) - number_log_gamma(beta);
}

double mixture_evidence(const struct corpus *c, const uint32_t *group, size_t n_groups, double beta)
{
	g_autofree size_t *n_texts = g_new0(size_t, n_groups + 1), *n_words = g_new0(size_t, n_groups + 1);
	g_autofree uint64_t *keys = g_new(uint64_t, c->word_start[c->n_documents] + 1);
	size_t n_keys = 0, n_all = 0;
	double sum = 0;

	for (size_t d = 0; d < c->n_documents; d++) {
		if (group[d] == UINT32_MAX)
			continue;
		n_texts[group[d]]++;
		n_all++;
		for (size_t i = c->word_start[d]; i < c->word_start[d + 1]; i++) {
			n_words[group[d]]++;
			keys[n_keys++] = (uint64_t)group[d] << 32 | c->words[i];
		}
	}
	if (!n_keys)
		return 0;
	qsort(keys, n_keys, sizeof *keys, compare_keys);
	for (size_t i = 0, run; i < n_keys; i += run) {
		for (run = 1; i + run < n_keys && keys[i + run] == keys[i];)
			run++;
		sum += rising(beta, run);
	}
	for (size_t g = 0; g < n_groups; g++) {
		sum -= rising(beta * (double)c->n_terms, n_words[g]);
		if (n_texts[g])
			sum += number_log_gamma((double)n_texts[g]);
	}
	sum -= number_log_gamma((double)n_all + 1);
	return sum / (double)n_keys;
}
