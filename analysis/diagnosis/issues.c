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

struct issues_odds issues_odds_of(const struct corpus *corpus)
{
	struct issues_odds odds = {0, 0, 0};

	for (size_t t = 0; t < corpus->n_terms; t++)
		odds.n_all += corpus->frequency[t];
	odds.prior = MAX(10, odds.n_all / 100);
	return odds;
}

/* Inside (y of n) against outside, with the whole as prior; without an outside the most frequent tells most.
 */
double issues_log_odds(const struct issues_odds *odds, double y, double y_all)
{
	double n = odds->n, n_all = odds->n_all, prior = odds->prior, alpha = prior * y_all / n_all;
	double inside = (y + alpha) / (n + prior - y - alpha);
	double outside = (y_all - y + alpha) / (n_all - n + prior - (y_all - y) - alpha);
	double variance = 1 / (y + alpha) + 1 / (y_all - y + alpha);

	if (!(n < n_all))
		return y;
	return (log(inside) - log(outside)) / sqrt(variance);
}

/* Two surface forms that say the same: one starts with the other's first letters, all but the last two. */
static bool is_variant(const char *a, const char *b)
{
	size_t shorter = MIN(strlen(a), strlen(b));

	return shorter >= 5 && strncmp(a, b, shorter - 2) == 0;
}

/* Whether a word alone can be part of a name: three letters or more and nothing else, so neither "nº" nor
 * "1ª", and not what only begins the name of a place. */
static bool is_telling_alone(const char *surface)
{
	static const char *const beginnings[] = {"san", "santa", "santo"};
	size_t n = 0;

	for (size_t i = 0; i < G_N_ELEMENTS(beginnings); i++)
		if (strcmp(surface, beginnings[i]) == 0)
			return false;
	for (const char *at = surface; *at; at = g_utf8_next_char(at), n++) {
		gunichar c = g_utf8_get_char(at);

		if (!g_unichar_isalpha(c) || c == 0xaa || c == 0xba)
			return false;
	}
	return n >= 3;
}

static char **best_terms(const struct corpus *corpus, struct candidate *candidates, size_t n, size_t n_terms)
{
	GPtrArray *terms = g_ptr_array_new();

	qsort(candidates, n, sizeof *candidates, compare_candidates);
	for (size_t i = 0; i < n && terms->len < n_terms; i++) {
		const char *surface = corpus->surfaces[candidates[i].term];
		bool seen = !is_telling_alone(surface);

		for (size_t t = 0; t < terms->len; t++)
			seen = seen || is_variant(terms->pdata[t], surface);
		if (!seen)
			g_ptr_array_add(terms, g_strdup(surface));
	}
	g_ptr_array_add(terms, NULL);
	return (char **)g_ptr_array_free(terms, FALSE);
}

/* What the documents of one group say, gathered term by term. */
struct saying {
	uint32_t *count, *in_part; /* n_terms: documents of the group and of its part in hand that hold it */
	double *shared;		   /* n_terms: sum of the roots of its shares of the parts */
	uint32_t *touched;
	size_t n_touched, n_parts;
	double n; /* terms in all documents */
};

static void close_part(const struct corpus_matrix *m, const size_t *documents, size_t n, struct saying *s)
{
	for (size_t i = 0; i < n; i++) {
		for (size_t e = m->start[documents[i]]; e < m->start[documents[i] + 1]; e++) {
			uint32_t t = m->column[e];

			s->shared[t] += sqrt((double)s->in_part[t] / (double)n);
			s->in_part[t] = 0;
		}
	}
	s->n_parts++;
}

static void read_group(const struct corpus_matrix *m, const size_t *documents, size_t n, const size_t *part,
		       struct saying *s)
{
	size_t first = 0;

	s->n_touched = s->n_parts = 0;
	s->n = 0;
	for (size_t i = 0; i < n; i++) {
		for (size_t e = m->start[documents[i]]; e < m->start[documents[i] + 1]; e++, s->n++) {
			if (!s->count[m->column[e]]++)
				s->touched[s->n_touched++] = m->column[e];
			s->in_part[m->column[e]]++;
		}
		if (i + 1 == n || (part && part[documents[i + 1]] != part[documents[i]])) {
			close_part(m, documents + first, i + 1 - first, s);
			first = i + 1;
		}
	}
}

/* In how many of n documents a term is: as many as the square of the mean root of its shares of the parts
 * says, which is less the less evenly they share it. */
static double shared_count(struct saying *s, uint32_t t, size_t n)
{
	double root = s->shared[t] / (double)s->n_parts;
	double y = s->n_parts > 1 ? MIN(root * root * (double)n, s->count[t]) : s->count[t];

	s->count[t] = 0;
	s->shared[t] = 0;
	return y;
}

static int compare_parts(const void *a, const void *b, void *part)
{
	size_t x = *(const size_t *)a, y = *(const size_t *)b, px = ((const size_t *)part)[x],
	       py = ((const size_t *)part)[y];

	return px != py ? (px > py) - (px < py) : (x > y) - (x < y);
}

/* Documents by group, within a group by part. */
static size_t *documents_by(const size_t *group, const size_t *part, size_t n, size_t n_groups, size_t *first)
{
	size_t *documents = g_new(size_t, n + 1);

	for (size_t d = 0; d < n; d++)
		if (group[d] != SIZE_MAX)
			first[group[d] + 2]++;
	for (size_t g = 0; g < n_groups; g++)
		first[g + 2] += first[g + 1];
	for (size_t d = 0; d < n; d++)
		if (group[d] != SIZE_MAX)
			documents[first[group[d] + 1]++] = d;
	for (size_t g = 0; g < n_groups && part; g++)
		qsort_r(documents + first[g], first[g + 1] - first[g], sizeof *documents, compare_parts,
			(void *)(uintptr_t)part);
	return documents;
}

char ***issues_terms(const struct corpus *corpus, const size_t *group, const size_t *part, size_t n_groups,
		     size_t n_terms)
{
	char ***terms = g_new0(char **, n_groups + 1);
	g_autofree size_t *first = g_new0(size_t, n_groups + 2);
	g_autofree size_t *documents = documents_by(group, part, corpus->n_documents, n_groups, first);
	g_autofree uint32_t *count = g_new0(uint32_t, corpus->n_terms + 1),
			    *in_part = g_new0(uint32_t, corpus->n_terms + 1),
			    *touched = g_new(uint32_t, corpus->n_terms + 1);
	g_autofree double *shared = g_new0(double, corpus->n_terms + 1);
	g_autofree struct candidate *candidates = g_new(struct candidate, corpus->n_terms + 1);
	struct issues_odds odds = issues_odds_of(corpus);
	struct saying s = {.count = count, .in_part = in_part, .shared = shared, .touched = touched};

	for (size_t g = 0; g < n_groups; g++) {
		size_t n_candidates = 0, size = first[g + 1] - first[g];

		read_group(&corpus->weights, documents + first[g], size, part, &s);
		odds.n = s.n;
		for (size_t i = 0; i < s.n_touched; i++) {
			uint32_t t = touched[i];
			bool is_said = count[t] >= 2 || size == 1;
			double z = issues_log_odds(&odds, shared_count(&s, t, size), corpus->frequency[t]);

			if (z > 0 && is_said)
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
			if (2 * row_length(m, central[i].document) < shortest)
				worth -= 1; /* only where nobody says more */
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
