/* gsdmm - the Dirichlet-multinomial mixture of short texts by collapsed Gibbs sampling, one of the usual
 * methods. SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Yin & Wang (2014), A Dirichlet multinomial mixture model-based approach for short text clustering, KDD,
 * eq. 4. Written apart from the analysis, to stand beside it.  Standard input: tasks one after the other,
 * each "SEED K ROUNDS N V", then N lines "LENGTH WORD...", words below V.  Standard output: a line of N
 * groups for each task.
 */
#include <glib.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "random.h"

static const double alpha = 0.1, beta = 0.1;

struct mixture {
	size_t n_texts, n_words, n_groups;
	size_t *start, *words;		   /* text i has words[start[i]] .. words[start[i + 1] - 1] */
	size_t *group, *n_of, *n_words_of; /* of each text; of each group: texts, words */
	size_t *count;			   /* n_groups rows of n_words */
	double *odds;
};

static size_t number(void)
{
	size_t n;

	if (scanf("%zu", &n) != 1) {
		fprintf(stderr, "gsdmm: a number is missing\n");
		exit(1);
	}
	return n;
}

static void move(struct mixture *m, size_t text, size_t group, size_t by)
{
	size_t length = m->start[text + 1] - m->start[text];

	m->n_of[group] += by;
	m->n_words_of[group] += by * length;
	for (size_t at = m->start[text]; at < m->start[text + 1]; at++)
		m->count[group * m->n_words + m->words[at]] += by;
}

/* The words of a text are in order, so that equal ones follow each other.  A product of 32 of them is no
 * smaller than what a double holds, and costs one logarithm. */
static double log_odds(const struct mixture *m, size_t text, size_t group)
{
	double odds = log((double)m->n_of[group] + alpha), product = 1,
	       all = (double)m->n_words_of[group] + (double)m->n_words * beta;
	const size_t *count = m->count + group * m->n_words;
	size_t first = m->start[text];

	for (size_t at = first, again = 0; at < m->start[text + 1]; at++) {
		again = at > first && m->words[at] == m->words[at - 1] ? again + 1 : 0;
		product *=
			((double)count[m->words[at]] + beta + (double)again) / (all + (double)(at - first));
		if ((at - first) % 32 == 31) {
			odds += log(product);
			product = 1;
		}
	}
	return odds + log(product);
}

static size_t draw(struct mixture *m, size_t text, struct random *random)
{
	double most = -INFINITY, sum = 0, point, empty = NAN;

	for (size_t g = 0; g < m->n_groups; g++) {
		if (m->n_of[g])
			m->odds[g] = log_odds(m, text, g);
		else /* all of these alike */
			m->odds[g] = empty = isnan(empty) ? log_odds(m, text, g) : empty;
		most = MAX(most, m->odds[g]);
	}
	for (size_t g = 0; g < m->n_groups; g++)
		sum += m->odds[g] = exp(m->odds[g] - most);
	point = random_unit(random) * sum;
	for (size_t g = 0; g + 1 < m->n_groups; g++) {
		point -= m->odds[g];
		if (point < 0)
			return g;
	}
	return m->n_groups - 1;
}

static int by_number(const void *a, const void *b)
{
	const size_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

static void solve(uint64_t seed)
{
	struct mixture m = {.n_groups = number()};
	size_t rounds = number(), capacity = 0;
	struct random random;

	m.n_texts = number();
	m.n_words = number();
	m.start = g_new0(size_t, m.n_texts + 1);
	for (size_t i = 0; i < m.n_texts; i++) {
		size_t length = number();

		m.start[i + 1] = m.start[i] + length;
		if (m.start[i + 1] > capacity)
			m.words = g_renew(size_t, m.words, capacity = m.start[i + 1] * 2);
		for (size_t at = m.start[i]; at < m.start[i + 1]; at++)
			m.words[at] = number();
		if (length)
			qsort(m.words + m.start[i], length, sizeof *m.words, by_number);
	}
	m.group = g_new(size_t, m.n_texts);
	m.n_of = g_new0(size_t, m.n_groups);
	m.n_words_of = g_new0(size_t, m.n_groups);
	m.count = g_new0(size_t, m.n_groups * m.n_words);
	m.odds = g_new(double, m.n_groups);
	random_start(&random, seed, RANDOM_STREAM_MIXTURE);
	for (size_t i = 0; i < m.n_texts; i++)
		move(&m, i, m.group[i] = random_below(&random, m.n_groups), 1);
	for (size_t round = 0; round < rounds; round++) {
		for (size_t i = 0; i < m.n_texts; i++) {
			move(&m, i, m.group[i], (size_t)-1);
			move(&m, i, m.group[i] = draw(&m, i, &random), 1);
		}
	}
	for (size_t i = 0; i < m.n_texts; i++)
		printf("%zu%c", m.group[i], i + 1 < m.n_texts ? ' ' : '\n');
	g_free(m.start);
	g_free(m.words);
	g_free(m.group);
	g_free(m.n_of);
	g_free(m.n_words_of);
	g_free(m.count);
	g_free(m.odds);
}

int main(void)
{
	uint64_t seed;

	while (scanf("%" G_GUINT64_FORMAT, &seed) == 1)
		solve(seed);
	return 0;
}
