/* issues - log-odds names, centroids and diverse examples.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "issues.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct candidate {
	uint32_t term;
	double z;
};

static int compare_candidates(const void *a, const void *b)
{
	const struct candidate *x = a, *y = b;

	if (x->z > y->z || x->z < y->z)
		return x->z > y->z ? -1 : 1;
	return (x->term > y->term) - (x->term < y->term); /* terms are sorted by strcmp */
}

/* z of the log-odds of a term inside (y of n) against outside, with the whole as prior. */
static double telling(double y, double n, double y_all, double n_all, double prior)
{
	double alpha = prior * y_all / n_all;
	double inside = (y + alpha) / (n + prior - y - alpha);
	double outside = (y_all - y + alpha) / (n_all - n + prior - (y_all - y) - alpha);
	double variance = 1 / (y + alpha) + 1 / (y_all - y + alpha);

	return (log(inside) - log(outside)) / sqrt(variance);
}

/* Two surface forms that say the same: one starts with the other's first letters, all but the last two. */
static bool is_variant(const char *a, const char *b)
{
	size_t shorter = MIN(strlen(a), strlen(b));

	return shorter >= 5 && strncmp(a, b, shorter - 2) == 0;
}

static char **best_terms(const struct corpus *corpus, struct candidate *candidates, size_t n, size_t n_terms)
{
	GPtrArray *terms = g_ptr_array_new();

	qsort(candidates, n, sizeof *candidates, compare_candidates);
	for (size_t i = 0; i < n && terms->len < n_terms; i++) {
		const char *surface = corpus->surfaces[candidates[i].term];
		bool seen = false;

		for (size_t t = 0; t < terms->len; t++)
			seen = seen || is_variant(terms->pdata[t], surface);
		if (!seen)
			g_ptr_array_add(terms, g_strdup(surface));
	}
	g_ptr_array_add(terms, NULL);
	return (char **)g_ptr_array_free(terms, FALSE);
}

char ***issues_terms(const struct corpus *corpus, const size_t *group, size_t n_groups, size_t n_terms)
{
	char ***terms = g_new0(char **, n_groups + 1);
	g_autofree size_t *first = g_new0(size_t, n_groups + 2),
			  *documents = g_new(size_t, corpus->n_documents + 1);
	g_autofree uint32_t *count = g_new0(uint32_t, corpus->n_terms + 1);
	g_autofree uint32_t *touched = g_new(uint32_t, corpus->n_terms + 1);
	g_autofree struct candidate *candidates = g_new(struct candidate, corpus->n_terms + 1);
	const struct corpus_matrix *m = &corpus->weights;
	double n_all = 0, prior;

	/* Documents by group. */
	for (size_t d = 0; d < corpus->n_documents; d++)
		if (group[d] != SIZE_MAX)
			first[group[d] + 2]++;
	for (size_t g = 0; g < n_groups; g++)
		first[g + 2] += first[g + 1];
	for (size_t d = 0; d < corpus->n_documents; d++)
		if (group[d] != SIZE_MAX)
			documents[first[group[d] + 1]++] = d;
	for (size_t t = 0; t < corpus->n_terms; t++)
		n_all += corpus->frequency[t];
	prior = MAX(10, n_all / 100);
	for (size_t g = 0; g < n_groups; g++) {
		size_t n_touched = 0, n_candidates = 0;
		size_t size = first[g + 1] - first[g];
		double n = 0;

		for (size_t i = first[g]; i < first[g + 1]; i++) {
			for (size_t e = m->start[documents[i]]; e < m->start[documents[i] + 1]; e++) {
				if (!count[m->column[e]]++)
					touched[n_touched++] = m->column[e];
				n++;
			}
		}
		for (size_t i = 0; i < n_touched; i++) {
			uint32_t t = touched[i];
			double y = count[t], y_all = corpus->frequency[t];
			double z = n < n_all ? telling(y, n, y_all, n_all, prior) : y;

			count[t] = 0;
			if (z > 0 && (y >= 2 || size == 1))
				candidates[n_candidates++] = (struct candidate){t, z};
		}
		terms[g] = best_terms(corpus, candidates, n_candidates, n_terms);
	}
	return terms;
}

static double dot(const struct corpus_matrix *m, size_t row, const float *dense)
{
	double sum = 0;

	for (size_t e = m->start[row]; e < m->start[row + 1]; e++)
		sum += (double)m->value[e] * (double)dense[m->column[e]];
	return sum;
}

static void add(const struct corpus_matrix *m, size_t row, float scale, float *dense)
{
	for (size_t e = m->start[row]; e < m->start[row + 1]; e++)
		dense[m->column[e]] += scale * m->value[e];
}

struct central {
	size_t document;
	double closeness, likeness; /* to the centroid; to the nearest example so far */
};

static int compare_central(const void *a, const void *b)
{
	const struct central *x = a, *y = b;

	if (x->closeness > y->closeness || x->closeness < y->closeness)
		return x->closeness > y->closeness ? -1 : 1;
	return (x->document > y->document) - (x->document < y->document);
}

static int compare_sizes(const void *a, const void *b)
{
	const size_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

static size_t row_length(const struct corpus_matrix *m, size_t row)
{
	return m->start[row + 1] - m->start[row];
}

/* Two words are always close to the centre, and tell a reader nothing: whoever speaks first for a group says
 * at least as much as half of it. */
static size_t length_to_speak(const struct corpus_matrix *m, const size_t *documents, size_t n)
{
	g_autofree size_t *lengths = g_new(size_t, n);

	for (size_t i = 0; i < n; i++)
		lengths[i] = row_length(m, documents[i]);
	qsort(lengths, n, sizeof *lengths, compare_sizes);
	return lengths[n / 2];
}

void issues_centre(const struct corpus_matrix *m, size_t *documents, size_t n, size_t examples[3])
{
	g_autofree float *dense = g_new0(float, m->n_columns + 1);
	g_autofree struct central *central = g_new0(struct central, n + 1);
	size_t n_examples = 0, last, shortest;
	double length = 0;

	for (size_t i = 0; i < 3; i++)
		examples[i] = SIZE_MAX;
	if (!n)
		return;
	for (size_t i = 0; i < n; i++)
		add(m, documents[i], 1, dense);
	for (size_t c = 0; c < m->n_columns; c++)
		length += (double)dense[c] * (double)dense[c];
	for (size_t i = 0; i < n; i++) {
		central[i].document = documents[i];
		central[i].closeness = length > 0 ? dot(m, documents[i], dense) / sqrt(length) : 0;
	}
	qsort(central, n, sizeof *central, compare_central);
	for (size_t i = 0; i < n; i++)
		documents[i] = central[i].document;
	memset(dense, 0, m->n_columns * sizeof *dense);
	shortest = length_to_speak(m, documents, n);
	last = 0;
	while (row_length(m, central[last].document) < shortest)
		last++;
	examples[n_examples++] = last = central[last].document;
	while (n_examples < MIN(n, 3)) {
		size_t best = SIZE_MAX;
		double best_worth = -INFINITY;

		add(m, last, 1, dense);
		for (size_t i = 0; i < n; i++) {
			double worth;

			central[i].likeness = MAX(central[i].likeness, dot(m, central[i].document, dense));
			worth = 0.5 * central[i].closeness - 0.5 * central[i].likeness;
			for (size_t e = 0; e < n_examples; e++)
				if (examples[e] == central[i].document)
					worth = -INFINITY;
			if (worth > best_worth) {
				best_worth = worth;
				best = central[i].document;
			}
		}
		memset(dense, 0, m->n_columns * sizeof *dense);
		examples[n_examples++] = last = best;
	}
}
