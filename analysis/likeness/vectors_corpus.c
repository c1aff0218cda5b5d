/* vectors_corpus - words' directions from the words beside them.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "vectors.h"

#include "lsa.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The words that are counted, one after the other, and where each term stands among them. */
struct places {
	size_t n, n_terms, window;
	uint32_t *word, *document; /* n */
	uint32_t *place;	   /* n: term after term, ascending */
	size_t *first;		   /* n_terms + 1, into place */
	double *sum;		   /* a term: what it has met in all */
	double *share;		   /* a term: its part in all contexts, smoothed */
	/* A thread's row. */
	uint32_t **count, **met;
	struct corpus_matrix ppmi;
	bool is_filling;
};

/* How many of the first so many documents are counted. */
static size_t n_counted(size_t n_documents, size_t n_words)
{
	return n_words <= VECTORS_MAX_WORDS ? n_documents : n_documents * (size_t)VECTORS_MAX_WORDS / n_words;
}

static void find_places(struct places *p, const struct corpus *corpus)
{
	size_t n_words = corpus->word_start[corpus->n_documents];
	g_autofree size_t *next = NULL;

	for (size_t is_second = 0; is_second < 2; is_second++) {
		p->n = 0;
		for (size_t d = 0; d < corpus->n_documents; d++) {
			if (n_counted(d, n_words) == n_counted(d + 1, n_words))
				continue;
			for (size_t i = corpus->word_start[d]; i < corpus->word_start[d + 1]; i++, p->n++) {
				if (!is_second)
					continue;
				p->word[p->n] = corpus->words[i];
				p->document[p->n] = (uint32_t)d;
			}
		}
		if (is_second)
			break;
		g_assert(p->n <= UINT32_MAX);
		p->word = g_new(uint32_t, p->n + 1);
		p->document = g_new(uint32_t, p->n + 1);
	}
	p->first = g_new0(size_t, p->n_terms + 2);
	for (size_t i = 0; i < p->n; i++)
		p->first[p->word[i] + 1]++;
	for (size_t t = 0; t < p->n_terms; t++)
		p->first[t + 1] += p->first[t];
	next = g_memdup2(p->first, (p->n_terms + 1) * sizeof *next);
	p->place = g_new(uint32_t, p->n + 1);
	for (size_t i = 0; i < p->n; i++)
		p->place[next[p->word[i]]++] = (uint32_t)i;
}

/* What the term meets, nearer places counting more: into count, which terms into met; how many. */
static size_t meet(const struct places *p, size_t term, uint32_t *count, uint32_t *met)
{
	size_t n = 0;

	for (size_t i = p->first[term]; i < p->first[term + 1]; i++) {
		size_t at = p->place[i], from = at > p->window ? at - p->window : 0;
		size_t to = MIN(at + p->window, p->n - 1);

		for (size_t q = from; q <= to; q++) {
			uint32_t other = p->word[q];
			size_t apart = q > at ? q - at : at - q;

			if (p->document[q] != p->document[at] || other == term)
				continue;
			if (count[other] == 0)
				met[n++] = other;
			count[other] += (uint32_t)(p->window + 1 - apart);
		}
	}
	return n;
}

static void sum_terms(void *data, size_t first, size_t last, size_t thread)
{
	struct places *p = data;
	uint32_t *count = p->count[thread], *met = p->met[thread];

	for (size_t t = first; t < last; t++) {
		size_t n = meet(p, t, count, met);

		for (size_t i = 0; i < n; i++) {
			p->sum[t] += (double)count[met[i]];
			count[met[i]] = 0;
		}
	}
}

static int compare_terms(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

/* Counts the row's positive entries, or writes them where they were counted for. */
static void weigh_terms(void *data, size_t first, size_t last, size_t thread)
{
	struct places *p = data;
	uint32_t *count = p->count[thread], *met = p->met[thread];

	for (size_t t = first; t < last; t++) {
		size_t n = meet(p, t, count, met), n_entries = 0, at = p->is_filling ? p->ppmi.start[t] : 0;

		if (p->is_filling)
			qsort(met, n, sizeof *met, compare_terms);
		for (size_t i = 0; i < n; i++) {
			/* How many times more often than if words fell anywhere. */
			double ratio = (double)count[met[i]] / (p->sum[t] * p->share[met[i]]);

			count[met[i]] = 0;
			if (ratio <= 1)
				continue;
			if (p->is_filling) {
				p->ppmi.column[at + n_entries] = met[i];
				p->ppmi.value[at + n_entries] = (float)log(ratio);
			}
			n_entries++;
		}
		if (!p->is_filling)
			p->ppmi.start[t + 1] = n_entries;
	}
}

static void smooth(struct places *p)
{
	double total = 0;

	for (size_t t = 0; t < p->n_terms; t++) {
		p->share[t] = sqrt(p->sum[t]) * sqrt(sqrt(p->sum[t])); /* to the power of .75 */
		total += p->share[t];
	}
	for (size_t t = 0; t < p->n_terms; t++)
		p->share[t] /= total;
}

static bool run(struct places *p, work_block block, struct work *work, double from, double to)
{
	return work_run(work, p->n_terms, 64, block, p, from, to);
}

static bool weigh(struct places *p, struct work *work)
{
	size_t n = p->n_terms;

	p->sum = g_new0(double, n + 1);
	p->share = g_new0(double, n + 1);
	p->ppmi = (struct corpus_matrix){n, n, g_new0(size_t, n + 1), NULL, NULL};
	if (!run(p, sum_terms, work, 0, 0.1))
		return false;
	smooth(p);
	if (!run(p, weigh_terms, work, 0.1, 0.2))
		return false;
	for (size_t t = 0; t < n; t++)
		p->ppmi.start[t + 1] += p->ppmi.start[t];
	p->ppmi.column = g_new(uint32_t, p->ppmi.start[n] + 1);
	p->ppmi.value = g_new(float, p->ppmi.start[n] + 1);
	p->is_filling = true;
	return run(p, weigh_terms, work, 0.2, 0.3);
}

static void clear_places(struct places *p, size_t n_threads)
{
	for (size_t t = 0; t < n_threads; t++) {
		g_free(p->count[t]);
		g_free(p->met[t]);
	}
	g_clear_pointer(&p->count, g_free);
	g_clear_pointer(&p->met, g_free);
	g_clear_pointer(&p->word, g_free);
	g_clear_pointer(&p->document, g_free);
	g_clear_pointer(&p->place, g_free);
	g_clear_pointer(&p->first, g_free);
	g_clear_pointer(&p->sum, g_free);
	g_clear_pointer(&p->share, g_free);
}

struct dense vectors_of_corpus(const struct corpus *corpus, size_t dimensions, size_t window, uint64_t seed,
			       struct work *work)
{
	struct places p = {.n_terms = corpus->n_terms, .window = window};
	size_t n_threads = work_n_threads(work);
	struct dense rows = {0};

	p.count = g_new(uint32_t *, n_threads);
	p.met = g_new(uint32_t *, n_threads);
	for (size_t t = 0; t < n_threads; t++) {
		p.count[t] = g_new0(uint32_t, p.n_terms + 1);
		p.met[t] = g_new(uint32_t, p.n_terms + 1);
	}
	find_places(&p, corpus);
	if (weigh(&p, work)) {
		struct work_part outer = work_enter(work, 0.3, 1);
		struct lsa *lsa;

		clear_places(&p, n_threads);
		lsa = lsa_new(&p.ppmi, dimensions, 10, 2, seed, work);
		if (lsa)
			rows = lsa_rows(lsa, &p.ppmi, dimensions, 0.5, work);
		lsa_free(lsa);
		work_leave(work, outer);
	} else {
		clear_places(&p, n_threads);
	}
	g_free(p.ppmi.start);
	g_free(p.ppmi.column);
	g_free(p.ppmi.value);
	return rows;
}
