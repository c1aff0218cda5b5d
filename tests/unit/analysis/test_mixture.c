/* test_mixture - urns against plain logarithms, evidence against the formula, planted topics.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <glib.h>

#include <math.h>

#include "mixture.h"
#include "topics.h"

static const struct mixture_settings usual = {
	.k = 20, .alpha = 0.1, .beta = 0.1, .n_draws = 20, .n_settling = 5, .seed = 1};

static void assert_same_groups(const uint32_t *a, const uint32_t *b, size_t n)
{
	for (size_t i = 0; i < n; i++)
		assert_int_equal(a[i], b[i]);
}

/* ln of what an urn says of a text, counted anew from the groups of the other texts. */
static double log_of_urn(const struct corpus *c, const uint32_t *group, size_t text, uint32_t urn,
			 const struct mixture_settings *s)
{
	size_t n_texts = 0, n_words = 0;
	double sum;

	for (size_t d = 0; d < c->n_documents; d++) {
		if (d == text || group[d] != urn)
			continue;
		n_texts++;
		n_words += c->word_start[d + 1] - c->word_start[d];
	}
	sum = log((double)n_texts + s->alpha);
	for (size_t i = c->word_start[text]; i < c->word_start[text + 1]; i++) {
		size_t n = 0, n_before = i - c->word_start[text];

		for (size_t j = c->word_start[text]; j < i; j++)
			n += c->words[j] == c->words[i];
		for (size_t d = 0; d < c->n_documents; d++)
			for (size_t j = c->word_start[d];
			     d != text && group[d] == urn && j < c->word_start[d + 1]; j++)
				n += c->words[j] == c->words[i];
		sum += log((double)n + s->beta) -
		       log((double)(n_words + n_before) + (double)c->n_terms * s->beta);
	}
	return sum;
}

static uint32_t slow_urn(const double *logs, size_t k, struct random *random)
{
	double top = logs[0], sum = 0, at;
	size_t best = 0;

	for (size_t u = 1; u < k; u++)
		if (logs[u] > logs[best])
			best = u;
	if (!random)
		return (uint32_t)best;
	top = logs[best];
	for (size_t u = 0; u < k; u++)
		sum += exp(logs[u] - top);
	at = random_unit(random) * sum;
	for (size_t u = 0; u + 1 < k; u++) {
		if (at < exp(logs[u] - top))
			return (uint32_t)u;
		at -= exp(logs[u] - top);
	}
	return (uint32_t)(k - 1);
}

/* The same walk with the same draws, everything in plain logarithms and counted anew at every step. */
static uint32_t *slow_find(const struct corpus *c, const struct mixture_settings *s, size_t *n_groups)
{
	uint32_t *group = g_new(uint32_t, c->n_documents + 1);
	g_autofree uint32_t *number = g_new(uint32_t, s->k);
	g_autofree double *logs = g_new(double, s->k);
	struct random random;

	random_start(&random, s->seed, RANDOM_STREAM_MIXTURE);
	for (size_t d = 0; d < c->n_documents; d++)
		group[d] = c->word_start[d + 1] > c->word_start[d] ? (uint32_t)random_below(&random, s->k)
								   : UINT32_MAX;
	for (size_t round = 0; round < s->n_draws + s->n_settling; round++) {
		for (size_t d = 0; d < c->n_documents; d++) {
			if (group[d] == UINT32_MAX)
				continue;
			for (size_t u = 0; u < s->k; u++)
				logs[u] = log_of_urn(c, group, d, (uint32_t)u, s);
			group[d] = slow_urn(logs, s->k, round < s->n_draws ? &random : NULL);
		}
	}
	memset(number, 0xff, s->k * sizeof *number);
	*n_groups = 0;
	for (size_t d = 0; d < c->n_documents; d++) {
		if (group[d] == UINT32_MAX)
			continue;
		if (number[group[d]] == UINT32_MAX)
			number[group[d]] = (uint32_t)(*n_groups)++;
		group[d] = number[group[d]];
	}
	return group;
}

static void walks_as_plain_logarithms_do(void **state)
{
	(void)state;
	for (uint64_t seed = 1; seed <= 12; seed++) {
		struct topics t = topics_new(14 + seed, 3, 4 + seed * 3, 5, 0.4, seed);
		struct mixture_settings s = usual;
		size_t n_fast, n_slow;
		g_autofree uint32_t *fast = NULL, *slow = NULL;

		s.k = 2 + seed % 5;
		s.n_draws = 4;
		s.n_settling = seed % 3;
		s.seed = seed;
		s.beta = seed % 2 ? 0.1 : 0.02;
		fast = mixture_find(t.corpus, &s, &n_fast, NULL);
		slow = slow_find(t.corpus, &s, &n_slow);
		assert_int_equal(n_fast, n_slow);
		assert_same_groups(fast, slow, t.texts->len);
		topics_clear(&t);
	}
}

/* By the definition, with the C library's own gamma function. */
static double slow_evidence(const struct corpus *c, const uint32_t *group, size_t n_groups, double beta)
{
	double sum = 0, v = (double)c->n_terms;
	size_t n_all = 0, n_words_all = 0;

	for (size_t g = 0; g < n_groups; g++) {
		g_autofree size_t *count = g_new0(size_t, c->n_terms + 1);
		size_t n_texts = 0, n_words = 0;

		for (size_t d = 0; d < c->n_documents; d++) {
			if (group[d] != g)
				continue;
			n_texts++;
			for (size_t i = c->word_start[d]; i < c->word_start[d + 1]; i++, n_words++)
				count[c->words[i]]++;
		}
		sum += lgamma(v * beta) - lgamma(v * beta + (double)n_words);
		for (size_t w = 0; w < c->n_terms; w++)
			sum += lgamma(beta + (double)count[w]) - lgamma(beta);
		if (n_texts)
			sum += lgamma((double)n_texts);
		n_all += n_texts;
		n_words_all += n_words;
	}
	return (sum - lgamma((double)n_all + 1)) / (double)n_words_all;
}

static void evidence_is_what_the_formula_says(void **state)
{
	struct topics t = topics_new(60, 4, 9, 12, 0.3, 5);
	struct random random;

	(void)state;
	random_start(&random, 3, RANDOM_STREAM_RANKS);
	for (size_t n_groups = 1; n_groups < 40; n_groups += 6) {
		g_autofree uint32_t *group = g_new(uint32_t, 60);

		for (size_t d = 0; d < 60; d++)
			group[d] = random_below(&random, 10) ? (uint32_t)random_below(&random, n_groups)
							     : UINT32_MAX;
		for (double beta = 0.01; beta < 2; beta *= 5) {
			double fast = mixture_evidence(t.corpus, group, n_groups, beta),
			       slow = slow_evidence(t.corpus, group, n_groups, beta);

			assert_true(fabs(fast - slow) < 1e-9 * fabs(slow));
		}
	}
	topics_clear(&t);
}

static void evidence_prefers_the_planted_groups(void **state)
{
	struct topics t = topics_new(120, 4, 10, 15, 0.2, 9);
	g_autofree uint32_t *one = g_new0(uint32_t, 120), *right = g_new(uint32_t, 120),
			    *halves = g_new(uint32_t, 120), *mixed = g_new(uint32_t, 120);
	double best;

	(void)state;
	for (size_t d = 0; d < 120; d++) {
		right[d] = (uint32_t)t.topic[d];
		halves[d] = (uint32_t)(t.topic[d] * 2 + d / 4 % 2);
		mixed[d] = (uint32_t)(d / 30);
	}
	best = mixture_evidence(t.corpus, right, 4, 0.1);
	assert_true(best > mixture_evidence(t.corpus, one, 1, 0.1));
	assert_true(best > mixture_evidence(t.corpus, halves, 8, 0.1));
	assert_true(best > mixture_evidence(t.corpus, mixed, 4, 0.1));
	for (size_t d = 0; d < 120; d++)
		one[d] = UINT32_MAX;
	assert_true(mixture_evidence(t.corpus, one, 1, 0.1) == 0);
	topics_clear(&t);
}

static void planted_urns_are_found(void **state)
{
	struct topics t = topics_new(240, 6, 8, 12, 0.15, 2);
	size_t n_groups;
	g_autofree uint32_t *group = mixture_find(t.corpus, &usual, &n_groups, NULL);

	(void)state;
	assert_true(n_groups >= 6 && n_groups <= 8);
	assert_true(topics_agreement(&t, group).ari > 0.95);
	for (size_t d = 0, next = 0; d < 240; d++) { /* numbered by first appearance */
		assert_true(group[d] <= next && group[d] < n_groups);
		next += group[d] == next;
	}
	topics_clear(&t);
}

static void the_seed_decides_and_nothing_else(void **state)
{
	struct topics t = topics_new(150, 5, 4, 60, 0.6, 4);
	struct mixture_settings other = usual;
	size_t n_a, n_b, n_c;
	g_autofree uint32_t *a = mixture_find(t.corpus, &usual, &n_a, NULL),
			    *b = mixture_find(t.corpus, &usual, &n_b, NULL), *c = NULL;

	(void)state;
	assert_int_equal(n_a, n_b);
	assert_same_groups(a, b, 150);
	other.seed = 2;
	c = mixture_find(t.corpus, &other, &n_c, NULL);
	assert_true(memcmp(a, c, 150 * sizeof *a) != 0); /* texts of mostly common words are anybody's */
	topics_clear(&t);
}

static void a_start_is_kept_until_a_round_moves_it(void **state)
{
	struct topics t = topics_new(80, 4, 8, 10, 0.1, 6);
	g_autofree uint32_t *start = g_new(uint32_t, 80), *kept = NULL, *moved = NULL;
	struct mixture_settings s = {.k = 9, .alpha = 0.1, .beta = 0.1, .seed = 1, .start = start};
	size_t n_kept, n_moved;

	(void)state;
	for (size_t d = 0; d < 80; d++)
		start[d] = (uint32_t)(8 - 2 * t.topic[d]);
	start[5] = start[77] = UINT32_MAX;
	start[6] = start[4]; /* of another topic */
	kept = mixture_find(t.corpus, &s, &n_kept, NULL);
	assert_int_equal(n_kept, 4);
	for (size_t d = 0; d < 80; d++) /* only the numbers are new */
		assert_int_equal(kept[d], start[d] == UINT32_MAX ? UINT32_MAX : (8 - start[d]) / 2);
	s.n_settling = 3;
	moved = mixture_find(t.corpus, &s, &n_moved, NULL);
	assert_int_equal(n_moved, 4);
	for (size_t d = 0; d < 80; d++)
		assert_int_equal(moved[d], t.topic[d]);
	topics_clear(&t);
}

static void a_sample_fills_the_urns_for_all(void **state)
{
	struct topics t = topics_new(600, 5, 8, 12, 0.15, 8);
	struct mixture_settings s = usual;
	size_t n_groups;
	g_autofree uint32_t *group = NULL;

	(void)state;
	s.sample = 120;
	group = mixture_find(t.corpus, &s, &n_groups, NULL);
	for (size_t d = 0; d < 600; d++)
		assert_true(group[d] < n_groups);
	assert_true(topics_agreement(&t, group).ari > 0.9);
	topics_clear(&t);
}

static void texts_of_a_thousand_words_stay_within_range(void **state)
{
	struct topics t = topics_new(24, 3, 1000, 40, 0.5, 3);
	size_t n_groups;
	g_autofree uint32_t *group = mixture_find(t.corpus, &usual, &n_groups, NULL), *right = NULL;

	(void)state;
	assert_int_equal(n_groups, 3);
	assert_true(topics_agreement(&t, group).ari > 0.999);
	right = g_new(uint32_t, 24);
	for (size_t d = 0; d < 24; d++)
		right[d] = (uint32_t)t.topic[d];
	assert_true(fabs(mixture_evidence(t.corpus, right, 3, 0.1) - slow_evidence(t.corpus, right, 3, 0.1)) <
		    1e-9);
	topics_clear(&t);
}

static void texts_without_words_are_in_no_urn(void **state)
{
	const char *texts[] = {"", "agua limpia", "", "...", "agua sucia", "luz", ""};
	struct corpus *corpus = corpus_new(texts, G_N_ELEMENTS(texts), TEXT_NONE, 1, NULL);
	size_t n_groups;
	uint32_t *group = mixture_find(corpus, &usual, &n_groups, NULL);

	(void)state;
	for (size_t d = 0; d < G_N_ELEMENTS(texts); d++)
		assert_true((group[d] == UINT32_MAX) == (d != 1 && d != 4 && d != 5));
	assert_true(n_groups >= 1 && n_groups <= 3);
	g_free(group);
	corpus_free(corpus);
	corpus = corpus_new(NULL, 0, TEXT_NONE, 1, NULL);
	group = mixture_find(corpus, &usual, &n_groups, NULL);
	assert_non_null(group);
	assert_int_equal(n_groups, 0);
	assert_true(mixture_evidence(corpus, group, 0, 0.1) == 0);
	g_free(group);
	corpus_free(corpus);
}

static void a_stopped_work_gives_nothing(void **state)
{
	struct topics t = topics_new(50, 5, 8, 12, 0.15, 8);
	size_t n_left = 0, n_groups;
	struct work *work = work_new(1, topics_stop, &n_left);

	(void)state;
	work_stage(work, "urns", 0, 1);
	assert_true(work_is_stopped(work));
	assert_null(mixture_find(t.corpus, &usual, &n_groups, work));
	work_free(work);
	topics_clear(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(walks_as_plain_logarithms_do),
		cmocka_unit_test(evidence_is_what_the_formula_says),
		cmocka_unit_test(evidence_prefers_the_planted_groups),
		cmocka_unit_test(planted_urns_are_found),
		cmocka_unit_test(the_seed_decides_and_nothing_else),
		cmocka_unit_test(a_start_is_kept_until_a_round_moves_it),
		cmocka_unit_test(a_sample_fills_the_urns_for_all),
		cmocka_unit_test(texts_of_a_thousand_words_stay_within_range),
		cmocka_unit_test(texts_without_words_are_in_no_urn),
		cmocka_unit_test(a_stopped_work_gives_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
